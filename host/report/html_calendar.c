/*
 * The calendar of deadlines in the HTML report: a table for each month that has
 * a last day of an open step, with how many are late and how many still to do.
 */
#include <inttypes.h>

#include "base/date.h"
#include "report/html_parts.h"
#include "report/text_page.h"

#define MONTHS_SHOWN 12U
#define WEEK 7
#define SOON_DAYS 7
/* 1970-01-01 was a Thursday, and weeks start on Sunday. */
#define EPOCH_WEEKDAY 4

/* The one day all inputs were judged by; CASELINT_ABSENT: none, or several. */
static int32_t
as_of_day(const struct run_facts *facts)
{
	int32_t day = facts->input_count == 0 ? CASELINT_ABSENT : facts->inputs[0].as_of;

	for (size_t i = 1; i < facts->input_count; i++) {
		if (facts->inputs[i].as_of != day)
			return CASELINT_ABSENT;
	}
	return day;
}

static int32_t
weekday_of(int32_t days)
{
	int32_t weekday = (days + EPOCH_WEEKDAY) % WEEK;

	return weekday < 0 ? weekday + WEEK : weekday;
}

static int32_t
month_start(int32_t days)
{
	struct date_parts parts = date_to_parts(days);

	parts.day = 1;
	return date_from_parts(parts);
}

static int32_t
next_month_start(int32_t days)
{
	struct date_parts parts = date_to_parts(days);

	parts.day = 1;
	parts.year += parts.month == 12;
	parts.month = parts.month == 12 ? 1 : parts.month + 1;
	return date_from_parts(parts);
}

/* ---- A day -------------------------------------------------------------------------------- */

static const struct tally_day *
steps_of(const struct tally *tally, int32_t day)
{
	for (size_t i = 0; i < tally->day_count; i++) {
		if (tally->days[i].due == day)
			return &tally->days[i];
	}
	return NULL;
}

static const char *
class_of(const struct tally_day *steps, int32_t day, int32_t as_of)
{
	if (steps == NULL)
		return day == as_of ? "today" : NULL;
	if (steps->late > 0)
		return "late";
	return as_of != CASELINT_ABSENT && day <= as_of + SOON_DAYS ? "due" : "coming";
}

static void
put_count(struct html *html, uint64_t count, const char *word)
{
	if (count == 0)
		return;
	html_open(html, "span", NULL);
	html_format(html, "%" PRIu64 " %s", count, word);
	html_close(html);
}

static void
put_day(struct html *html, const struct tally *tally, int32_t day, int32_t as_of)
{
	const struct tally_day *steps = steps_of(tally, day);

	html_open(html, "td", class_of(steps, day, as_of));
	html_format(html, "%" PRId32, date_to_parts(day).day);
	if (day == as_of)
		html_element(html, "span", NULL, text_of("as of"));
	if (steps != NULL) {
		put_count(html, steps->late, "late");
		put_count(html, steps->open, "to do");
	}
	html_close(html);
}

/* Days of the month before or behind it. */
static void
put_blanks(struct html *html, int32_t count)
{
	for (int32_t i = 0; i < count; i++) {
		html_open(html, "td", "out");
		html_close(html);
	}
}

/* ---- A month ------------------------------------------------------------------------------ */

static void
put_month_head(struct html *html, int32_t first)
{
	static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August",
	    "September", "October", "November", "December"};
	static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	struct date_parts parts = date_to_parts(first);

	html_open(html, "caption", NULL);
	html_format(html, "%s %" PRId32, months[parts.month - 1], parts.year);
	html_close(html);
	html_open(html, "thead", NULL);
	html_open(html, "tr", NULL);
	for (size_t i = 0; i < WEEK; i++)
		html_column(html, NULL, days[i]);
	html_close(html);
	html_close(html);
}

static void
put_month(struct html *html, const struct tally *tally, int32_t first, int32_t as_of)
{
	int32_t end = next_month_start(first);

	html_open(html, "table", NULL);
	put_month_head(html, first);
	html_open(html, "tbody", NULL);
	html_open(html, "tr", NULL);
	put_blanks(html, weekday_of(first));
	for (int32_t day = first; day < end; day++) {
		if (day > first && weekday_of(day) == 0) {
			html_close(html);
			html_open(html, "tr", NULL);
		}
		put_day(html, tally, day, as_of);
	}
	put_blanks(html, (WEEK - weekday_of(end)) % WEEK);
	html_close(html);
	html_close(html);
	html_close(html);
	html_words(html, "\n");
}

/* Of days behind the months shown. */
static void
put_rest(struct html *html, const struct tally *tally, size_t index)
{
	uint64_t late = tally->days_beyond.late;
	uint64_t open = tally->days_beyond.open;

	for (; index < tally->day_count; index++) {
		late += tally->days[index].late;
		open += tally->days[index].open;
	}
	if (late + open == 0)
		return;
	html_open(html, "p", NULL);
	html_format(html, "In later months: %" PRIu64 " late, %" PRIu64 " to do.", late, open);
	html_close(html);
}

void
html_calendar(struct html *html, const struct html_report *report)
{
	const struct tally *tally = report->tally;
	int32_t as_of = as_of_day(report->facts);
	size_t months = 0;
	size_t i = 0;

	if (tally->day_count == 0)
		return;
	html_heading(html, 3, "calendar", "Calendar of last days");
	html_open(html, "div", "months");
	while (i < tally->day_count && months < MONTHS_SHOWN) {
		int32_t first = month_start(tally->days[i].due);
		int32_t end = next_month_start(first);

		put_month(html, tally, first, as_of);
		months++;
		while (i < tally->day_count && tally->days[i].due < end)
			i++;
	}
	html_close(html);
	put_rest(html, tally, i);
	if (tally->no_date.late + tally->no_date.open == 0)
		return;
	html_open(html, "p", NULL);
	html_format(
	    html, "Without a date: %" PRIu64 " late, %" PRIu64 " to do.", tally->no_date.late, tally->no_date.open);
	html_close(html);
}
