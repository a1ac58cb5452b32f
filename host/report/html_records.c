/*
 * The records of the HTML report, each with its findings, its amounts and their
 * working; and, in the same run through the spool, the table of all findings. A
 * record that outgrows its page goes on on the next.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "report/html_parts.h"

#define ROW_SHARE 3U /* one page: findings get one third of what is left, records the rest */

/* One run through the spool. */
struct listing {
	struct html_report *report;
	const struct result_record *record; /* in hand; NULL between records */
	const struct result_amount *amount; /* whose working is open; NULL: none */
	uint32_t step;                      /* of it, in hand */
};

static unsigned
level_of(const struct html_part *part)
{
	return html_part_level(part);
}

/* ---- What a record stands in -------------------------------------------------------------- */

static void
open_record(const struct listing *listing, bool goes_on)
{
	const struct html_report *report = listing->report;
	const struct result_record *record = listing->record;
	struct html *html = &listing->report->records.html;
	char anchor[HTML_ANCHOR_BYTES];

	html_open(html, "section", "record");
	if (!goes_on)
		html_attribute_raw(html, "id", html_anchor('r', record->sequence, HTML_NO_SECOND, anchor));
	html_open(html, level_of(&report->records) == 2 ? "h2" : "h3", "id");
	words_record_id(html_draft(html), record->id);
	html_put_draft(html);
	html_words(html, goes_on ? ", continued" : "");
	html_close(html);
	html_words(html, "\n");
}

static void
open_working(const struct listing *listing, bool goes_on)
{
	struct html *html = &listing->report->records.html;

	html_open(html, "details", "printed");
	if (goes_on)
		html_attribute(html, "open", "");
	html_element(html, "summary", NULL, text_of(goes_on ? "Working, continued" : "Working, step by step"));
	html_open(html, "ol", "working");
	if (goes_on)
		html_attribute_format(html, "start", "%" PRIu32, listing->step + 1);
}

/* What is open on a new page: the record in hand, and the working of the amount in hand. */
static void
open_frame(void *context, struct html_part *part)
{
	const struct listing *listing = context;

	if (listing->record == NULL)
		return;
	open_record(listing, true);
	if (listing->amount == NULL)
		return;
	html_open(&part->html, "div", "amount");
	html_element(&part->html, "p", NULL, listing->amount->title);
	open_working(listing, true);
}

/* ---- Pieces of a record ------------------------------------------------------------------- */

static void
put_group(struct html *html, struct text group)
{
	if (group.length == 0)
		return;
	html_words(html, " County or district ");
	html_text(html, group);
}

static void
put_head(const struct listing *listing)
{
	const struct html_report *report = listing->report;
	const struct result_record *record = listing->record;
	struct html *html = &listing->report->records.html;
	struct buffer *draft = NULL;

	html_open(html, "p", NULL);
	html_outcome(html, record->outcome);
	put_group(html, record->group);
	html_close(html);
	draft = html_draft(html);
	buffer_append_text(draft, bundle_record_type(&report->facts->bundles[record->bundle], record->type));
	buffer_append_text(draft, " at ");
	words_place(draft, report->facts, record->input, record->line);
	html_element(html, "p", "soft", text_view(buffer_text(draft), draft->length));
}

/* False: there is no room for the rest of the record. The table of findings may have some still. */
static bool
put_findings(const struct listing *listing)
{
	struct html_part *part = &listing->report->records;
	bool room = true;

	for (uint32_t i = 0; i < listing->record->finding_count; i++) {
		room = room && html_part_room(part);
		if (room)
			html_finding(&part->html, level_of(part) + 1, listing->report, listing->record, i);
		html_finding_row(listing->report, listing->record, i, room ? part->page : 0);
	}
	return room;
}

static bool
put_steps(struct listing *listing, const struct result_amount *amount)
{
	struct html_part *part = &listing->report->records;

	listing->amount = amount;
	listing->step = 0;
	open_working(listing, false);
	for (; listing->step < amount->step_count; listing->step++) {
		if (!html_part_room(part))
			return false;
		html_step(&part->html, listing->report, listing->record, &amount->steps[listing->step]);
	}
	return true;
}

static bool
put_amounts(struct listing *listing)
{
	struct html_part *part = &listing->report->records;
	bool room = true;

	for (uint32_t i = 0; i < listing->record->amount_count && room; i++) {
		const struct result_amount *amount = &listing->record->amounts[i];
		unsigned depth = 0;

		if (!html_part_room(part))
			return false;
		depth = part->html.depth;
		html_open(&part->html, "div", "amount");
		html_amount_head(&part->html, level_of(part) + 1, listing->report, listing->record, amount);
		if (amount->step_count > 0)
			room = put_steps(listing, amount);
		listing->amount = NULL;
		html_close_to(&part->html, depth);
		html_words(&part->html, "\n");
	}
	return room;
}

/* With --show all, what every rule answered. */
static bool
put_answers(const struct listing *listing)
{
	struct html_part *part = &listing->report->records;
	const struct result_record *record = listing->record;
	const struct ruleset *ruleset = record_ruleset(listing->report->facts, record);
	struct html *html = &part->html;

	if (listing->report->show != SHOW_ALL || record->outcome_count == 0)
		return true;
	if (!html_part_room(part))
		return false;
	html_open(html, "details", NULL);
	html_element(html, "summary", NULL, text_of("Every rule and its outcome"));
	html_open(html, "ul", NULL);
	for (uint32_t i = 0; i < record->outcome_count; i++) {
		const char *id = bundle_rule_id(&listing->report->facts->bundles[record->bundle], i);
		const char *title = html_rule_title(ruleset, text_of(id));

		if (record->outcomes[i] == 0)
			continue;
		html_open(html, "li", NULL);
		html_words(html, id);
		html_words(html, " ");
		html_words(html, title == NULL ? "" : title);
		html_words(html, ": ");
		html_words(html, outcome_name(record->outcomes[i]));
		html_close(html);
	}
	html_close(html);
	html_close(html);
	return true;
}

/* ---- Where records are -------------------------------------------------------------------- */

static int
sequence_compare(const void *left_pointer, const void *right_pointer)
{
	const struct html_task_spot *left = left_pointer;
	const struct html_task_spot *right = right_pointer;

	return (left->sequence > right->sequence) - (left->sequence < right->sequence);
}

/* Steps come by date; looked up they are by record. */
static void
sort_task_spots(struct html_report *report)
{
	report->task_order = memory_zeroed(report->tally->task_count + 1, sizeof *report->task_order);
	for (size_t i = 0; i < report->tally->task_count; i++)
		report->task_order[i].sequence = report->tally->tasks[i].sequence;
	qsort(report->task_order, report->tally->task_count, sizeof *report->task_order, sequence_compare);
}

size_t
html_task_page(const struct html_report *report, uint64_t sequence)
{
	const struct html_task_spot key = {.sequence = sequence};
	const struct html_task_spot *found = NULL;

	if (report->task_order == NULL)
		return 0;
	found = bsearch(&key, report->task_order, report->tally->task_count, sizeof key, sequence_compare);
	return found == NULL ? 0 : found->page;
}

/* Several steps may be of one record: all of them are told. */
static void
note_task_page(struct html_report *report, uint64_t sequence, size_t page)
{
	size_t count = report->tally->task_count;
	size_t low = 0;
	size_t high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (report->task_order[middle].sequence < sequence)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < count && report->task_order[low].sequence == sequence; low++)
		report->task_order[low].page = page;
}

/* The first record of each page, for the overview. */
static void
note_page(struct html_report *report, const struct result_record *record)
{
	struct html_part *part = &report->records;

	if (part->page <= report->record_names_count || report->record_names_count == HTML_NAMED_PAGES)
		return;
	words_record_id(&report->record_names, record->id);
	buffer_append_byte(&report->record_names, '\0');
	report->record_names_count = part->page;
}

/* ---- The run through the spool ------------------------------------------------------------ */

static void
put_record(struct listing *listing)
{
	struct html_part *part = &listing->report->records;
	unsigned depth = part->html.depth;

	open_record(listing, false);
	put_head(listing);
	if (!(put_findings(listing) && put_amounts(listing) && put_answers(listing)))
		html_element(
		    &part->html, "p", NULL, text_of("There is no room on this page for the rest of this record."));
	html_close_to(&part->html, depth);
	html_words(&part->html, "\n");
}

static void
leave_out(struct html_report *report, const struct result_record *record)
{
	report->records_left_out++;
	for (uint32_t i = 0; i < record->finding_count; i++)
		html_finding_row(report, record, i, 0);
}

static enum status
take_record(void *context, const struct result_record *record)
{
	struct listing *listing = context;
	struct html_report *report = listing->report;

	if (record->bundle >= report->facts->bundle_count)
		return STATUS_INTERNAL;
	if (report->show != SHOW_ALL && record->finding_count == 0)
		return STATUS_OK;
	if (!html_part_room(&report->records)) {
		leave_out(report, record);
		return STATUS_OK;
	}
	note_page(report, record);
	note_task_page(report, record->sequence, report->records.page);
	listing->record = record;
	put_record(listing);
	listing->record = NULL;
	return html_part_failed(&report->records) ? STATUS_IO : STATUS_OK;
}

enum status
html_records_write(struct html_report *report, size_t room)
{
	struct listing listing = {.report = report};
	enum status status = STATUS_OK;

	html_part_start(
	    &report->findings, &report->book, "findings", "Findings", html_findings_frame, report, room / ROW_SHARE);
	html_part_start(
	    &report->records, &report->book, "records", "Records", open_frame, &listing, room - room / ROW_SHARE);
	sort_task_spots(report);
	if (report->show != SHOW_TOTALS)
		status = spool_read_parts(
		    report->spool, report->show == SHOW_ALL ? SPOOL_EVERYTHING : SPOOL_LISTED, take_record, &listing);
	html_part_finish(&report->findings);
	html_part_finish(&report->records);
	return status;
}
