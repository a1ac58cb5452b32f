/*
 * "Records" of the XML report: each with the outcomes of its rules, its findings,
 * and its amounts with their working, streamed from the spool.
 */
#include "base/memory.h"
#include "report/listing.h"
#include "report/mark_words.h"
#include "report/rule_answers.h"
#include "report/xml_parts.h"

/* One run through the spool. */
struct record_list {
	struct xml_writer *xml;
	const struct run_facts *facts;
	enum show show;
};

static enum status
put_outcome(void *context, const struct rule_answer *answer)
{
	const struct record_list *list = context;

	if (answer->number == HOST_ANSWER)
		return STATUS_OK;
	xml_open(list->xml, "Outcome");
	xml_attribute(list->xml, "rule", answer->rule);
	xml_attribute_string(list->xml, "outcome", outcome_name(answer->outcome));
	xml_close(list->xml);
	return STATUS_OK;
}

static void
put_waiver(struct xml_writer *xml, const struct waiver *waiver)
{
	if (waiver == NULL)
		return;
	xml_open(xml, "Waiver");
	xml_attribute_string(xml, "grantedBy", waiver->granted_by);
	xml_attribute_date(xml, "granted", waiver->granted);
	xml_attribute_date(xml, "expires", waiver->expires);
	xml_attribute_string(xml, "file", waiver->file);
	xml_attribute_line(xml, "line", waiver->line);
	xml_string(xml, waiver->reason);
	xml_close(xml);
}

static void
put_finding(struct xml_writer *xml, const struct run_facts *facts, const struct result_finding *finding)
{
	const char *mark = mark_name(finding);

	xml_open(xml, "Finding");
	xml_attribute_if(xml, "id", finding->id);
	xml_attribute(xml, "rule", finding->rule);
	xml_attribute_string(xml, "severity", severity_name(finding->severity));
	xml_attribute_string(xml, "outcome", outcome_name(finding->outcome));
	xml_attribute_line(xml, "line", finding->line);
	xml_attribute_if(xml, "path", finding->path);
	xml_attribute_if(xml, "field", finding->field);
	xml_attribute_date(xml, "due", finding->due);
	xml_attribute_if(xml, "cite", finding->cite);
	xml_attribute_if(xml, "fingerprint", finding->fingerprint);
	xml_attribute_if(xml, "status", text_of(mark));
	xml_value(xml, "Observed", &finding->observed);
	xml_value(xml, "Expected", &finding->expected);
	xml_element_if(xml, "Message", finding->message);
	xml_element_if(xml, "Remedy", finding->remedy);
	if (mark != NULL)
		put_waiver(xml, finding_waiver(facts, finding));
	xml_close(xml);
}

static void
put_step_input(struct xml_writer *xml, const struct result_input *input)
{
	xml_open(xml, "Input");
	xml_attribute(xml, "name", input->name);
	xml_attribute_line(xml, "line", input->line);
	xml_attribute_if(xml, "path", input->path);
	if (input->is_parameter)
		xml_attribute_flag(xml, "parameter", true);
	if (input->by_profile)
		xml_attribute_flag(xml, "byProfile", true);
	xml_attribute_if(xml, "cite", input->cite);
	xml_value_content(xml, &input->value);
	xml_close(xml);
}

static void
put_step(struct xml_writer *xml, const struct result_step *step)
{
	xml_open(xml, "Step");
	xml_attribute(xml, "id", step->id);
	xml_attribute_if(xml, "label", step->label);
	xml_attribute_if(xml, "formula", step->formula);
	xml_attribute_if(xml, "cite", step->cite);
	xml_value(xml, "Value", &step->value);
	for (uint32_t i = 0; i < step->input_count; i++)
		put_step_input(xml, &step->inputs[i]);
	xml_close(xml);
}

static void
put_amount(struct xml_writer *xml, const struct result_amount *amount)
{
	xml_open(xml, "Amount");
	xml_attribute(xml, "kind", amount->kind);
	xml_attribute_if(xml, "subject", amount->subject);
	xml_attribute_if(xml, "title", amount->title);
	xml_attribute_month(xml, "month", amount->month);
	xml_attribute_date(xml, "from", amount->from);
	xml_attribute_date(xml, "to", amount->to);
	xml_attribute_money(xml, "value", amount->value);
	xml_attribute_string(xml, "state", amount_state_name(amount->state));
	xml_attribute_flag(xml, "claimable", amount->claimable);
	xml_attribute_date(xml, "due", amount->due);
	xml_attribute_line(xml, "line", amount->line);
	xml_attribute_if(xml, "path", amount->path);
	xml_attribute_if(xml, "cite", amount->cite);
	xml_value(xml, "Recorded", &amount->recorded);
	for (uint32_t i = 0; i < amount->step_count; i++)
		put_step(xml, &amount->steps[i]);
	xml_close(xml);
}

static void
open_record(const struct record_list *list, const struct result_record *record)
{
	const struct run_bundle *bundle = &list->facts->bundles[record->bundle];
	struct xml_writer *xml = list->xml;

	xml_open(xml, "Record");
	xml_attribute_if(xml, "id", record->id);
	xml_attribute_string(xml, "type", bundle_record_type(bundle, record->type));
	xml_attribute_string(xml, "jurisdiction", bundle->plugin->jurisdiction);
	xml_attribute_if(xml, "group", record->group);
	xml_attribute_count(xml, "input", record->input);
	xml_attribute_line(xml, "line", record->line);
	xml_attribute_string(xml, "outcome", outcome_name(record->outcome));
}

static enum status
put_record(void *context, const struct result_record *record)
{
	struct record_list *list = context;
	enum status status = STATUS_OK;

	if (record->bundle >= list->facts->bundle_count)
		return STATUS_INTERNAL;
	if (list->show != SHOW_ALL && record->finding_count == 0)
		return STATUS_OK;
	open_record(list, record);
	status = rule_answers_each(list->facts, record, list->show == SHOW_ALL, put_outcome, list);
	for (uint32_t i = 0; i < record->finding_count; i++)
		put_finding(list->xml, list->facts, &record->findings[i]);
	for (uint32_t i = 0; i < record->amount_count; i++)
		put_amount(list->xml, &record->amounts[i]);
	xml_close(list->xml);
	return status;
}

/* The list as one thread writes it. */
struct copy {
	struct record_list list;
	struct xml_writer xml;
};

static void *
copy_list(const void *context, struct sink *sink)
{
	struct copy *copy = memory_zeroed(1, sizeof *copy);

	copy->list = *(const struct record_list *)context;
	xml_writer_copy(copy->list.xml, &copy->xml, sink);
	copy->list.xml = &copy->xml;
	return copy;
}

static void
flush_copy(void *copy)
{
	xml_writer_flush(&((struct copy *)copy)->xml);
}

static void
put_piece(void *context, struct text piece)
{
	xml_piece(((struct record_list *)context)->xml, piece);
}

static void
close_copy(void *context, void *copy)
{
	(void)context;
	memory_free(copy);
}

enum status
xml_records(struct xml_writer *xml, const struct run_facts *facts, struct spool *spool, enum show show)
{
	struct record_list list = {.xml = xml, .facts = facts, .show = show};
	struct listing listing = {.spool = spool,
	    .parts = show == SHOW_ALL ? SPOOL_EVERYTHING : SPOOL_LISTED,
	    .threads = facts->threads,
	    .sink = xml->sink,
	    .context = &list,
	    .copy = copy_list,
	    .record = put_record,
	    .flush = flush_copy,
	    .put = put_piece,
	    .close = close_copy};
	enum status status = STATUS_OK;

	xml_open(xml, "Records");
	if (show != SHOW_TOTALS)
		status = listing_make(&listing);
	xml_close(xml);
	return status;
}
