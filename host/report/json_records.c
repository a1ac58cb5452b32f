/*
 * "records" of the JSON report: one record per line, with its outcomes, findings
 * and amounts, streamed from the spool.
 */
#include "base/memory.h"
#include "report/json_parts.h"
#include "report/pieces.h"

/* One run through the spool. */
struct listing {
	struct json_writer *json;
	const struct run_facts *facts;
	enum show show;
	struct worksheets_gathering *sheets; /* or NULL */
};

static bool
has_finding_of(const struct result_record *record, const char *rule)
{
	for (uint32_t i = 0; i < record->finding_count; i++) {
		if (text_equals(record->findings[i].rule, rule))
			return true;
	}
	return false;
}

/* Whether the rule's outcome is listed. A rule that could not run has no finding of its own, but must be seen. */
static bool
is_listed(const struct listing *listing, const struct result_record *record, uint8_t outcome, const char *rule)
{
	if (outcome == 0)
		return false;
	if (listing->show == SHOW_ALL || outcome == CASELINT_ERROR)
		return true;
	return outcome < CASELINT_PASS && has_finding_of(record, rule);
}

/* Every rule that answered, or only those with findings. */
static void
put_outcomes(const struct listing *listing, const struct run_bundle *bundle, const struct result_record *record)
{
	JSON_KEY(listing->json, "outcomes");
	json_write_object(listing->json);
	for (uint32_t i = 0; i < record->outcome_count && i < bundle->plugin->rules.count; i++) {
		const char *rule = bundle_rule_id(bundle, i);

		if (is_listed(listing, record, record->outcomes[i], rule)) {
			json_write_key(listing->json, rule);
			json_write_string(listing->json, outcome_name(record->outcomes[i]));
		}
	}
	json_write_object_end(listing->json);
}

static void
put_finding(struct json_writer *json, const struct run_facts *facts, const struct result_finding *finding)
{
	json_write_object(json);
	JSON_KEY(json, "id");
	json_write_text_or_null(json, finding->id);
	JSON_KEY(json, "rule");
	json_write_text(json, finding->rule);
	JSON_KEY(json, "severity");
	json_write_string(json, severity_name(finding->severity));
	JSON_KEY(json, "outcome");
	json_write_string(json, outcome_name(finding->outcome));
	JSON_KEY(json, "line");
	json_write_line(json, finding->line);
	JSON_KEY(json, "path");
	json_write_text_or_null(json, finding->path);
	JSON_KEY(json, "field");
	json_write_text_or_null(json, finding->field);
	JSON_KEY(json, "observed");
	json_write_value(json, &finding->observed);
	JSON_KEY(json, "expected");
	json_write_value(json, &finding->expected);
	JSON_KEY(json, "due");
	json_write_date(json, finding->due);
	JSON_KEY(json, "message");
	json_write_text(json, finding->message);
	JSON_KEY(json, "remedy");
	json_write_text_or_null(json, finding->remedy);
	JSON_KEY(json, "cite");
	json_write_text_or_null(json, finding->cite);
	JSON_KEY(json, "fingerprint");
	json_write_text_or_null(json, finding->fingerprint);
	json_finding_marks(json, facts, finding);
	json_write_object_end(json);
}

static void
put_findings(struct json_writer *json, const struct run_facts *facts, const struct result_record *record)
{
	JSON_KEY(json, "findings");
	json_write_array(json);
	for (uint32_t i = 0; i < record->finding_count; i++)
		put_finding(json, facts, &record->findings[i]);
	json_write_array_end(json);
}

static void
put_step_input(struct json_writer *json, const struct result_input *input)
{
	json_write_object(json);
	JSON_KEY(json, "name");
	json_write_text(json, input->name);
	JSON_KEY(json, "value");
	json_write_value(json, &input->value);
	JSON_KEY(json, "line");
	json_write_line(json, input->line);
	JSON_KEY(json, "path");
	json_write_text_or_null(json, input->path);
	if (input->is_parameter) {
		JSON_KEY(json, "parameter");
		json_write_bool(json, true);
	}
	if (input->by_profile) {
		JSON_KEY(json, "byProfile");
		json_write_bool(json, true);
	}
	if (input->cite.length > 0) {
		JSON_KEY(json, "cite");
		json_write_text(json, input->cite);
	}
	json_write_object_end(json);
}

static void
put_step(struct json_writer *json, const struct result_step *step)
{
	json_write_object(json);
	JSON_KEY(json, "id");
	json_write_text(json, step->id);
	JSON_KEY(json, "label");
	json_write_text(json, step->label);
	JSON_KEY(json, "formula");
	json_write_text_or_null(json, step->formula);
	JSON_KEY(json, "value");
	json_write_value(json, &step->value);
	JSON_KEY(json, "cite");
	json_write_text_or_null(json, step->cite);
	JSON_KEY(json, "inputs");
	json_write_array(json);
	for (uint32_t i = 0; i < step->input_count; i++)
		put_step_input(json, &step->inputs[i]);
	json_write_array_end(json);
	json_write_object_end(json);
}

/* A month, or else the first and last day. */
static void
put_period(struct json_writer *json, const struct result_amount *amount)
{
	if (amount->month != CASELINT_ABSENT || (amount->from == CASELINT_ABSENT && amount->to == CASELINT_ABSENT)) {
		JSON_KEY(json, "month");
		json_write_month(json, amount->month);
		return;
	}
	JSON_KEY(json, "from");
	json_write_date(json, amount->from);
	JSON_KEY(json, "to");
	json_write_date(json, amount->to);
}

static void
put_amount(struct json_writer *json, const struct result_amount *amount)
{
	json_write_object(json);
	JSON_KEY(json, "kind");
	json_write_text(json, amount->kind);
	if (amount->subject.length > 0) {
		json_write_key(json, "subject");
		json_write_text(json, amount->subject);
	}
	put_period(json, amount);
	JSON_KEY(json, "value");
	json_write_money(json, amount->value);
	JSON_KEY(json, "due");
	json_write_date(json, amount->due);
	JSON_KEY(json, "state");
	json_write_string(json, amount_state_name(amount->state));
	JSON_KEY(json, "title");
	json_write_text(json, amount->title);
	JSON_KEY(json, "cite");
	json_write_text_or_null(json, amount->cite);
	JSON_KEY(json, "recorded");
	json_write_value(json, &amount->recorded);
	JSON_KEY(json, "path");
	json_write_text_or_null(json, amount->path);
	JSON_KEY(json, "working");
	json_write_array(json);
	for (uint32_t i = 0; i < amount->step_count; i++)
		put_step(json, &amount->steps[i]);
	json_write_array_end(json);
	json_write_object_end(json);
}

static void
put_amounts(struct json_writer *json, const struct result_record *record)
{
	JSON_KEY(json, "amounts");
	json_write_array(json);
	for (uint32_t i = 0; i < record->amount_count; i++)
		put_amount(json, &record->amounts[i]);
	json_write_array_end(json);
}

static enum status
put_record(void *context, const struct result_record *record)
{
	const struct listing *listing = context;
	struct json_writer *json = listing->json;
	const struct run_bundle *bundle = NULL;

	if (record->bundle >= listing->facts->bundle_count)
		return STATUS_INTERNAL;
	if (listing->show != SHOW_ALL && record->finding_count == 0)
		return STATUS_OK;
	bundle = &listing->facts->bundles[record->bundle];
	json_write_object_inline(json);
	JSON_KEY(json, "id");
	json_write_text_or_null(json, record->id);
	JSON_KEY(json, "type");
	json_write_string(json, bundle_record_type(bundle, record->type));
	JSON_KEY(json, "jurisdiction");
	json_write_string(json, bundle->plugin->jurisdiction);
	JSON_KEY(json, "group");
	json_write_text_or_null(json, record->group);
	JSON_KEY(json, "input");
	json_write_count(json, record->input);
	JSON_KEY(json, "line");
	json_write_line(json, record->line);
	JSON_KEY(json, "outcome");
	json_write_string(json, outcome_name(record->outcome));
	put_outcomes(listing, bundle, record);
	put_findings(json, listing->facts, record);
	put_amounts(json, record);
	json_write_object_end(json);
	return sink_failed(json->sink) ? STATUS_IO : STATUS_OK;
}

/* ---- In pieces ---------------------------------------------------------------------------- */

/* What makes pieces in one thread. */
struct maker {
	struct json_writer json;
	struct sink *sink;
	struct listing listing;
	struct shelf *share; /* of listing.sheets */
};

static void *
open_maker(void *context)
{
	const struct listing *whole = context;
	struct maker *maker = memory_alloc(sizeof *maker);

	maker->sink = sink_keep();
	json_writer_copy(whole->json, &maker->json, maker->sink);
	maker->listing = *whole;
	maker->listing.json = &maker->json;
	maker->share = whole->sheets == NULL ? NULL : worksheets_open_share(whole->sheets);
	return maker;
}

static enum status
make_record(void *context, const struct result_record *record)
{
	struct maker *maker = context;
	enum status status = maker->share == NULL ? STATUS_OK : worksheets_add(maker->share, record);

	return status == STATUS_OK ? put_record(&maker->listing, record) : status;
}

static enum status
end_piece(void *context, struct buffer *bytes)
{
	struct maker *maker = context;

	json_writer_flush(&maker->json);
	sink_take(maker->sink, bytes);
	return STATUS_OK;
}

static enum status
finish_maker(void *context)
{
	const struct maker *maker = context;

	return maker->share == NULL ? STATUS_OK : worksheets_finish_share(maker->share);
}

static enum status
put_piece(void *context, struct text bytes)
{
	const struct listing *whole = context;

	json_write_piece(whole->json, bytes);
	return sink_failed(whole->json->sink) ? STATUS_IO : STATUS_OK;
}

static void
close_maker(void *context, void *made)
{
	const struct listing *whole = context;
	struct maker *maker = made;

	if (maker->share != NULL)
		worksheets_close_share(whole == NULL ? NULL : whole->sheets, maker->share);
	sink_abandon(maker->sink);
	memory_free(maker);
}

static enum spool_parts
parts_for(enum show show, bool has_sheets)
{
	if (show == SHOW_ALL)
		return SPOOL_EVERYTHING;
	return has_sheets ? SPOOL_LISTED_AND_ROWS : SPOOL_LISTED;
}

enum status
json_records(struct json_writer *json, const struct run_facts *facts, struct spool *spool, enum show show,
    struct worksheets_gathering *sheets)
{
	struct listing listing = {.json = json, .facts = facts, .show = show, .sheets = sheets};
	struct pieces pieces = {.spool = spool,
	    .parts = parts_for(show, sheets != NULL),
	    .threads = facts->threads,
	    .context = &listing,
	    .open = open_maker,
	    .record = make_record,
	    .end = end_piece,
	    .finish = finish_maker,
	    .put = put_piece,
	    .close = close_maker};
	enum status status = STATUS_OK;

	json_write_array(json);
	if (show != SHOW_TOTALS)
		status = pieces_make(&pieces);
	json_write_array_end(json);
	return status;
}
