/*
 * The HTML report: the order in which its parts are written, and the overview
 * that leads to them. Parts come first, the overview last, because only then it
 * is known where everything is and what had no room.
 */
#include <inttypes.h>
#include <string.h>

#include "base/memory.h"
#include "report/html_parts.h"
#include "report/text_page.h"

#define PAGE_SLACK (HTML_DOCUMENT_BYTES / 20U) /* of one page: links to findings, and the ends of what was cut */
#define LINKED_PAGES 2000U

/* ---- A part on the overview --------------------------------------------------------------- */

static void
put_page_links(struct html *html, const struct html_report *report, const struct html_part *part)
{
	const char *name = buffer_text(&report->record_names);
	bool named = part == &report->records;

	html_open(html, "ul", "contents");
	for (size_t i = 1; i <= part->page && i <= LINKED_PAGES; i++) {
		html_open(html, "li", NULL);
		html_open(html, "a", NULL);
		html_link_to(html, &report->book, part->name, i, text_of(""));
		html_format(html, "%s, page %zu", part->title, i);
		html_close(html);
		if (named && i <= report->record_names_count) {
			html_words(html, ", from ");
			html_words(html, name);
			name += strlen(name) + 1;
		}
		html_close(html);
	}
	html_close(html);
	if (part->page > LINKED_PAGES)
		html_element(html, "p", NULL, text_of("And more: each page leads to the next."));
	html_words(html, "\n");
}

/* What had no room in the one page. */
static void
put_left_out(struct html *html, const struct html_report *report, const struct html_part *part)
{
	uint64_t count = 0;

	if (part == &report->findings)
		count = report->findings_left_out;
	else if (part == &report->records)
		count = report->records_left_out;
	else if (part == &report->worksheets)
		count = report->rows_left_out;
	if (count == 0 && !part->full)
		return;
	html_open(html, "p", "warning");
	if (part == &report->findings)
		html_count_words(html, count, "finding has", "findings have");
	else if (part == &report->records && count > 0)
		html_count_words(html, count, "record has", "records have");
	else if (part == &report->worksheets && count > 0)
		html_count_words(html, count, "row has", "rows have");
	else
		html_words(html, "Something has");
	html_words(html, " no room on this page. To have everything, ask for a folder of pages: -o html:FOLDER");
	html_close(html);
}

void
html_embed(struct html *html, const struct html_report *report, const struct html_part *part)
{
	if (!html_part_any(part))
		return;
	html_open(html, "section", NULL);
	html_heading(html, 2, part->name, part->title);
	put_left_out(html, report, part);
	if (part == &report->faults) {
		html_open(html, "p", NULL);
		html_count_words(html, report->facts->input_finding_count, "fault was found.", "faults were found.");
		html_close(html);
	}
	if (report->book.folder != NULL)
		put_page_links(html, report, part);
	else
		html_raw(html, text_view(buffer_text(&part->bytes), part->bytes.length));
	html_close(html);
	html_words(html, "\n");
}

/* ---- The overview ------------------------------------------------------------------------- */

static void
put_subtitle(struct html *html, const struct html_report *report)
{
	const struct run_facts *facts = report->facts;

	html_open(html, "p", "soft");
	html_count_words(html, report->tally->counts.records, "record", "records");
	html_words(html, " of ");
	html_count_words(html, facts->input_count, "input", "inputs");
	for (size_t i = 0; i < facts->bundle_count; i++) {
		if (!html_bundle_is_used(report, i))
			continue;
		for (size_t k = 0; k < facts->bundles[i].ruleset_count; k++)
			html_format(html, "; %s, %s", facts->bundles[i].plugin->jurisdiction,
			    facts->bundles[i].rulesets[k]->title);
	}
	html_words(html, ".");
	html_close(html);
}

static void
put_contents_item(struct html *html, bool there, const char *anchor, const char *words)
{
	if (!there)
		return;
	html_open(html, "li", NULL);
	html_open(html, "a", NULL);
	html_attribute_format(html, "href", "#%s", anchor);
	html_words(html, words);
	html_close(html);
	html_close(html);
}

static bool
has_steps(const struct html_report *report)
{
	return report->tally->task_count > 0;
}

static void
put_contents(struct html *html, const struct html_report *report)
{
	const struct html_part *const before[] = {&report->faults};
	const struct html_part *const after[] = {
	    &report->groups, &report->findings, &report->records, &report->worksheets};
	const struct html_part *const last[] = {&report->letter, &report->run};

	html_open(html, "nav", NULL);
	html_attribute(html, "aria-label", "Contents");
	html_open(html, "ul", "contents");
	for (size_t i = 0; i < sizeof before / sizeof before[0]; i++)
		put_contents_item(html, html_part_any(before[i]), before[i]->name, before[i]->title);
	put_contents_item(html, has_steps(report), "steps", "What to do, by date");
	put_contents_item(html, report->tally->total_count > 0, "money", "Money");
	put_contents_item(html, true, "outcomes", "Outcomes");
	for (size_t i = 0; i < sizeof after / sizeof after[0]; i++)
		put_contents_item(html, html_part_any(after[i]), after[i]->name, after[i]->title);
	put_contents_item(html, report->tally->assumption_count > 0, "assumptions", "Assumptions");
	for (size_t i = 0; i < sizeof last / sizeof last[0]; i++)
		put_contents_item(html, html_part_any(last[i]), last[i]->name, last[i]->title);
	html_close(html);
	html_close(html);
	html_words(html, "\n");
}

static void
put_steps(struct html *html, const struct html_report *report)
{
	if (!has_steps(report))
		return;
	html_open(html, "section", NULL);
	html_heading(html, 2, "steps", "What to do, by date");
	html_calendar(html, report);
	if (report->show != SHOW_TOTALS)
		html_tasks(html, report);
	html_close(html);
}

static void
write_overview(const struct html_report *report, struct buffer *bytes)
{
	const struct html_place place = {
	    .title = "Compliance report", .heading = "Compliance report", .is_index = true};
	struct html html;

	html_start(&html, bytes);
	html_document_begin(&report->book, &html, &place);
	put_subtitle(&html, report);
	html_verdict(&html, report);
	put_contents(&html, report);
	html_embed(&html, report, &report->faults);
	put_steps(&html, report);
	html_money(&html, report);
	html_outcomes(&html, report);
	html_embed(&html, report, &report->groups);
	html_embed(&html, report, &report->findings);
	html_embed(&html, report, &report->records);
	html_embed(&html, report, &report->worksheets);
	html_assumptions(&html, report->tally, NULL, 2);
	html_embed(&html, report, &report->letter);
	html_embed(&html, report, &report->run);
	html_document_end(&report->book, &html, &place);
	html_finish(&html);
}

/* ---- The report --------------------------------------------------------------------------- */

/* What findings and records may take of one page: what all else leaves, which is known when it is written without them. */
static size_t
room_for_records(const struct html_report *report)
{
	struct buffer page = {0};
	size_t taken = 0;

	if (report->book.folder != NULL)
		return 0;
	write_overview(report, &page);
	taken = page.length + PAGE_SLACK;
	buffer_clear(&page);
	return taken < HTML_DOCUMENT_BYTES ? HTML_DOCUMENT_BYTES - taken : 0;
}

static enum status
write_parts(struct html_report *report)
{
	enum status status = STATUS_OK;

	html_letter_write(report);
	html_faults_write(report);
	html_groups_write(report);
	html_run_write(report);
	status = html_worksheets_write(report);
	return status == STATUS_OK ? html_records_write(report, room_for_records(report)) : status;
}

static void
report_clear(struct html_report *report)
{
	html_part_clear(&report->letter);
	html_part_clear(&report->faults);
	html_part_clear(&report->groups);
	html_part_clear(&report->worksheets);
	html_part_clear(&report->findings);
	html_part_clear(&report->records);
	html_part_clear(&report->run);
	html_letter_clear(report);
	text_index_clear(&report->rules_found);
	text_index_clear(&report->groups_found);
	memory_free(report->rule_pages);
	memory_free(report->group_pages);
	memory_free(report->task_order);
	buffer_clear(&report->record_names);
	memory_free(report);
}

static enum status
write_report(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct folder *folder, struct buffer *overview)
{
	struct html_report *report = memory_zeroed(1, sizeof *report);
	enum status status = STATUS_OK;

	html_book_start(&report->book, facts, tally, folder);
	report->facts = facts;
	report->tally = tally;
	report->spool = spool;
	report->show = options->show;
	status = write_parts(report);
	if (status == STATUS_OK)
		write_overview(report, overview);
	report_clear(report);
	return status;
}

enum status
render_html(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct sink *sink)
{
	struct buffer page = {0};
	enum status status = write_report(facts, tally, spool, options, NULL, &page);

	if (status == STATUS_OK)
		sink_write(sink, buffer_text(&page), page.length);
	buffer_clear(&page);
	return status;
}

enum status
render_html_folder(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct folder *folder)
{
	struct buffer overview = {0};
	enum status status = write_report(facts, tally, spool, options, folder, &overview);

	if (status == STATUS_OK)
		folder_write(folder, FOLDER_INDEX, text_view(buffer_text(&overview), overview.length));
	buffer_clear(&overview);
	return status;
}
