/*
 * What to do by date in the HTML report: the open steps, the earliest last day
 * first, in those that are late, that are due within a week of the as-of date,
 * that come later, and that have no date.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "report/html_parts.h"
#include "report/text_page.h"

#define SOON_DAYS 7
#define STEPS_LIMIT 120000U /* bytes of the list */
#define AMOUNTS_SHOWN 400U  /* bytes of what is due with a step */

/* When a step is to be done, seen from the as-of date. */
enum when {
	WHEN_LATE,
	WHEN_DUE,
	WHEN_COMING,
	WHEN_OPEN,
	WHENS,
};

static const struct {
	const char *class_name;
	const char *mark;
	const char *word;
	const char *heading;
} whens[WHENS] = {
    {"late", "mark bad", "LATE", "Late"},
    {"due", "mark open", "DUE", "Due within a week of the as-of date"},
    {"coming", "mark pending", "COMING", "Coming"},
    {"open", "mark manual", "OPEN", "Without a date"},
};

static enum when
when_of(const struct run_facts *facts, const struct tally_task *task)
{
	int32_t as_of = task->input < facts->input_count ? facts->inputs[task->input].as_of : CASELINT_ABSENT;

	if (task->outcome == CASELINT_FAIL)
		return WHEN_LATE;
	if (task->due == CASELINT_ABSENT)
		return WHEN_OPEN;
	return as_of != CASELINT_ABSENT && task->due <= as_of + SOON_DAYS ? WHEN_DUE : WHEN_COMING;
}

/* ---- One step ----------------------------------------------------------------------------- */

static void
put_record(struct html *html, const struct html_report *report, size_t index)
{
	const struct tally_task *task = &report->tally->tasks[index];
	size_t page = html_task_page(report, task->sequence);
	char anchor[HTML_ANCHOR_BYTES];

	if (page > 0) {
		html_open(html, "a", NULL);
		html_link_to(
		    html, &report->book, "records", page, html_anchor('r', task->sequence, HTML_NO_SECOND, anchor));
	} else {
		html_open(html, "strong", NULL);
	}
	words_record_id(html_draft(html), task->record);
	html_put_draft(html);
	html_close(html);
	if (task->group.length == 0)
		return;
	html_words(html, ", ");
	html_text(html, task->group);
}

/* A list that does not fit a line is cut behind an item. */
static void
put_amounts(struct html *html, struct text amounts)
{
	size_t length = amounts.length;

	if (length == 0)
		return;
	html_words(html, " (");
	if (length > AMOUNTS_SHOWN) {
		length = AMOUNTS_SHOWN;
		while (length > 0 && amounts.data[length] != ';')
			length--;
	}
	html_text(html, text_view(amounts.data, length));
	html_words(html, length < amounts.length ? "; and more, see the record)" : ")");
}

static const struct ruleset *
ruleset_of(const struct html_report *report, const struct tally_task *task)
{
	const struct run_facts *facts = report->facts;

	/* A step does not say by which ruleset; of several, the letter is not linked. */
	if (task->bundle >= facts->bundle_count || facts->bundles[task->bundle].ruleset_count != 1)
		return NULL;
	return facts->bundles[task->bundle].rulesets[0];
}

static void
put_source(struct html *html, const struct html_report *report, const struct tally_task *task)
{
	if (task->rule.length == 0 && task->cite.length == 0)
		return;
	html_open(html, "p", "soft");
	html_text(html, task->rule);
	if (task->cite.length > 0) {
		html_words(html, task->rule.length > 0 ? ", paragraph " : "paragraph ");
		html_cites(html, report, ruleset_of(report, task), task->cite);
	}
	html_close(html);
}

static void
put_step(struct html *html, const struct html_report *report, size_t index, enum when when)
{
	const struct tally_task *task = &report->tally->tasks[index];

	html_open(html, "li", whens[when].class_name);
	html_open(html, "p", NULL);
	html_mark(html, whens[when].mark, whens[when].word);
	html_words(html, " ");
	if (task->due != CASELINT_ABSENT) {
		html_date(html, task->due);
		html_words(html, " ");
	}
	put_record(html, report, index);
	html_close(html);
	html_open(html, "p", NULL);
	html_text(html, task->what);
	if (task->state != 0) {
		struct buffer *draft = html_draft(html);

		buffer_append_text(draft, ", ");
		words_money(draft, task->value);
		html_put_draft(html);
	}
	put_amounts(html, task->amounts);
	html_close(html);
	put_source(html, report, task);
	html_close(html);
	html_words(html, "\n");
}

/* ---- The list ----------------------------------------------------------------------------- */

static void
begin_list(struct html *html, enum when when)
{
	html_heading(html, 3, NULL, whens[when].heading);
	html_open(html, "ul", "steps");
}

/* The steps of one kind that there is room for; how many there was none for. */
static size_t
put_list(struct html *html, const struct html_report *report, enum when when, size_t start)
{
	size_t left_out = 0;
	bool any = false;

	for (size_t i = 0; i < report->tally->task_count; i++) {
		if (when_of(report->facts, &report->tally->tasks[i]) != when)
			continue;
		if (html->out->length - start > STEPS_LIMIT) {
			left_out++;
			continue;
		}
		if (!any)
			begin_list(html, when);
		any = true;
		put_step(html, report, i, when);
	}
	if (any)
		html_close(html);
	return left_out;
}

void
html_tasks(struct html *html, const struct html_report *report)
{
	size_t start = html->out->length;
	uint64_t left_out = report->tally->tasks_unlisted;

	if (report->tally->task_count == 0)
		return;
	for (size_t when = 0; when < WHENS; when++)
		left_out += put_list(html, report, (enum when)when, start);
	if (left_out == 0)
		return;
	html_open(html, "p", NULL);
	html_words(html, "And ");
	html_count_words(html, left_out, "more step", "more steps");
	html_words(html, " with later dates or none, told with their records. The calendar counts all of them.");
	html_close(html);
}
