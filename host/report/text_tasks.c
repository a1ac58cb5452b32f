/*
 * What comes before the findings in the text report: faults of inputs and
 * plugins, and the open steps by date.
 */
#include <inttypes.h>

#include "report/host_rules.h"
#include "report/text_parts.h"

/* "2008-01-21  late   " */
#define DATE_COLUMNS 12U
#define STATE_COLUMNS 7U

static void
put_input_finding(struct page *page, const struct run_facts *facts, const struct input_finding *finding)
{
	struct buffer *draft = page_draft(page);
	const struct host_rule *rule = host_rule_named(finding->rule);

	buffer_append_format(draft, " %s", finding->rule);
	if (rule != NULL)
		buffer_append_format(draft, ": %s", rule->title);
	page_put_draft(page, 2, 4, finding->severity == SEVERITY_ERROR ? PAGE_RED : PAGE_YELLOW,
	    finding->severity == SEVERITY_ERROR     ? "ERROR "
	    : finding->severity == SEVERITY_WARNING ? "WARNING "
						    : "INFO ");
	page_label(page, 4, LABEL_COLUMNS, "What", finding->message);
	draft = page_draft(page);
	words_place(draft, facts, finding->input, finding->line);
	if (finding->column != 0)
		buffer_append_format(draft, ":%" PRIu64, finding->column);
	if (finding->path.length > 0) {
		buffer_append_text(draft, draft->length > 0 ? ", " : "");
		words_view(draft, finding->path);
	}
	page_label(page, 4, LABEL_COLUMNS, "Where", text_view(buffer_text(draft), draft->length));
	page_label(page, 4, LABEL_COLUMNS, "To do", finding->remedy);
}

static void
put_unlisted(struct page *page, const struct run_facts *facts)
{
	for (size_t i = 0; i < facts->input_count; i++) {
		struct buffer *draft = page_draft(page);

		if (facts->inputs[i].unlisted_findings == 0)
			continue;
		words_view(draft, facts->inputs[i].path);
		buffer_append_text(draft, ": ");
		words_count(draft, facts->inputs[i].unlisted_findings, "further fault", "further faults");
		buffer_append_text(draft, " not listed");
		page_put_draft(page, 2, 4, PAGE_PLAIN, "");
	}
}

void
text_input_findings(struct page *page, const struct run_facts *facts)
{
	if (facts->input_finding_count == 0)
		return;
	page_heading(page, "Faults of inputs and plugins");
	for (size_t i = 0; i < facts->input_finding_count; i++)
		put_input_finding(page, facts, &facts->input_findings[i]);
	put_unlisted(page, facts);
}

/* What is to be done, by whom, and where it is written. */
static void
append_task(struct buffer *text, const struct tally_task *task)
{
	words_record_id(text, task->record);
	if (task->group.length > 0) {
		buffer_append_text(text, ", group ");
		words_view(text, task->group);
	}
	buffer_append_text(text, ": ");
	words_view(text, task->what);
	if (task->state != 0) {
		buffer_append_text(text, ", ");
		words_money(text, task->value);
	}
	if (task->amounts.length > 0) {
		buffer_append_text(text, " (");
		words_view(text, task->amounts);
		buffer_append_text(text, ")");
	}
	if (task->rule.length == 0 && task->cite.length == 0)
		return;
	buffer_append_text(text, " [");
	words_view(text, task->rule);
	buffer_append_text(text, task->rule.length > 0 && task->cite.length > 0 ? ", " : "");
	words_view(text, task->cite);
	buffer_append_text(text, "]");
}

static void
put_task(struct page *page, const struct tally_task *task)
{
	bool late = task->outcome == CASELINT_FAIL;
	struct buffer *draft = page_draft(page);

	words_date(draft, task->due);
	if (draft->length == 0)
		buffer_append_text(draft, "no date");
	page_cell(page, text_view(draft->data, draft->length), DATE_COLUMNS, false);
	page_piece(page, late ? PAGE_RED : PAGE_YELLOW, text_of(late ? "LATE" : "open"));
	page_spaces(page, STATE_COLUMNS - 4U);
	draft = page_draft(page);
	append_task(draft, task);
	page_put_draft(page, 0, DATE_COLUMNS + STATE_COLUMNS, PAGE_PLAIN, "");
}

void
text_tasks(struct page *page, const struct tally *tally)
{
	if (tally->task_count == 0)
		return;
	page_heading(page, "What to do, by date");
	for (size_t i = 0; i < tally->task_count; i++)
		put_task(page, &tally->tasks[i]);
	if (tally->tasks_unlisted > 0) {
		struct buffer *draft = page_draft(page);

		buffer_append_text(draft, "and ");
		words_count(draft, tally->tasks_unlisted, "more step", "more steps");
		buffer_append_text(draft, ", listed with the records below");
		page_put_draft(page, 0, 2, PAGE_PLAIN, "");
	}
}
