/*
 * The CSV reports: one table of findings, one of amounts. The first row below
 * the titles is the run itself, so that a table without findings still says
 * whether it is complete, and so does every row.
 */
#include "base/memory.h"
#include "report/csv_writer.h"
#include "report/listing.h"
#include "report/mark_words.h"
#include "report/profile_words.h"
#include "report/render.h"
#include "report/rule_answers.h"
#include "report/verdict.h"
#include "report/words.h"

/* One table. */
struct table {
	struct csv_writer csv;
	const struct run_facts *facts;
	enum show show;
	struct buffer working;
};

static const char *const finding_titles[] = {"row", "complete", "jurisdiction", "group", "record", "record_type",
    "input", "line", "column", "rule", "title", "severity", "outcome", "due", "path", "field", "observed", "expected",
    "message", "remedy", "source", "cite", "finding_id", "fingerprint", "status", "waiver", NULL};

static const char *const amount_titles[] = {"row", "complete", "jurisdiction", "group", "record", "record_type",
    "input", "line", "kind", "subject", "title", "month", "from", "to", "value", "state", "claimable", "due",
    "recorded", "path", "working", "source", "cite", NULL};

static void
put_empty(struct csv_writer *csv, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		csv_empty(csv);
}

static void
put_row_head(struct table *table, const char *row)
{
	csv_string(&table->csv, row);
	csv_string(&table->csv, table->facts->complete ? "true" : "false");
}

static void
put_verdict(struct table *table, const struct tally *tally)
{
	struct buffer line = {0};

	verdict_line(table->facts, tally, &line);
	csv_string(&table->csv, buffer_text(&line));
	buffer_clear(&line);
}

static void
put_input(struct table *table, uint32_t input)
{
	if (input < table->facts->input_count)
		csv_text(&table->csv, table->facts->inputs[input].path);
	else
		csv_empty(&table->csv);
}

/* The record a row is about, and its input. */
static void
put_record(struct table *table, const struct result_record *record)
{
	const struct run_bundle *bundle = &table->facts->bundles[record->bundle];

	csv_string(&table->csv, bundle->plugin->jurisdiction);
	csv_text(&table->csv, record->group);
	csv_text(&table->csv, record->id);
	csv_string(&table->csv, bundle_record_type(bundle, record->type));
	put_input(table, record->input);
}

/* The table as one thread fills it. */
static void *
copy_table(const void *context, struct sink *sink)
{
	struct table *copy = memory_zeroed(1, sizeof *copy);
	const struct table *table = context;

	copy->csv.sink = sink;
	copy->facts = table->facts;
	copy->show = table->show;
	return copy;
}

static void
close_table(void *context, void *made)
{
	struct table *copy = made;

	(void)context;
	csv_clear(&copy->csv);
	buffer_clear(&copy->working);
	memory_free(copy);
}

static enum status
list_rows(struct table *table, struct spool *spool, enum spool_parts parts, spool_record_fn *record)
{
	struct listing listing = {.spool = spool,
	    .parts = parts,
	    .threads = table->facts->threads,
	    .sink = table->csv.sink,
	    .context = table,
	    .copy = copy_table,
	    .record = record,
	    .close = close_table};

	return listing_make(&listing);
}

/* The number of the letter. */
static void
put_source(struct table *table, const struct result_record *record)
{
	const struct ruleset *ruleset = record_ruleset(table->facts, record);

	csv_string(&table->csv, ruleset == NULL ? NULL : ruleset->source.number);
}

static void
put_change(struct table *table, const struct profile_change *change)
{
	struct buffer words = {0};

	profile_change_words(&words, change);
	csv_string(&table->csv, buffer_text(&words));
	buffer_clear(&words);
}

/* ---- Findings ---- */

static void
put_run(struct table *table, const struct tally *tally)
{
	put_row_head(table, "run");
	put_empty(&table->csv, 16);
	put_verdict(table, tally);
	put_empty(&table->csv, 7);
	csv_end_row(&table->csv);
}

/* What a profile changed, one row for each. */
static void
put_profile(struct table *table)
{
	const struct profile *profile = run_profile(table->facts);
	struct csv_writer *csv = &table->csv;

	for (size_t i = 0; profile != NULL && i < profile->change_count; i++) {
		const struct profile_change *change = &profile->changes[i];

		put_row_head(table, "profile");
		put_empty(csv, 7);
		csv_string(csv, change->kind == PROFILE_PARAMETER ? NULL : change->subject);
		csv_string(csv, profile->title);
		csv_string(csv, change->kind == PROFILE_SEVERITY ? change->new_value : NULL);
		put_empty(csv, 6);
		put_change(table, change);
		csv_empty(csv);
		csv_string(csv, profile->id);
		csv_string(csv, profile->sha256);
		put_empty(csv, 4);
		csv_end_row(csv);
	}
}

static void
put_input_finding(struct table *table, const struct input_finding *finding)
{
	struct csv_writer *csv = &table->csv;

	put_row_head(table, "input");
	put_empty(csv, 4);
	put_input(table, finding->input);
	csv_line(csv, finding->line);
	csv_line(csv, finding->column);
	csv_string(csv, finding->rule);
	csv_empty(csv);
	csv_string(csv, severity_name(finding->severity));
	put_empty(csv, 2);
	csv_text(csv, finding->path);
	put_empty(csv, 3);
	csv_text(csv, finding->message);
	csv_text(csv, finding->remedy);
	put_empty(csv, 6);
	csv_end_row(csv);
}

/* Whether it is open, waived, known, or open because its waiver expired; and the waiver in words. */
static void
put_status(struct table *table, const struct result_finding *finding)
{
	const char *name = mark_name(finding);

	if (name == NULL && finding_is_open(finding))
		name = "open";
	csv_string(&table->csv, name);
	buffer_reset(&table->working);
	if (finding->waiver != 0)
		mark_words(&table->working, table->facts, finding);
	csv_text(&table->csv, text_view(buffer_text(&table->working), table->working.length));
}

static void
put_finding(struct table *table, const struct rule_answer *answer, const struct result_finding *finding)
{
	struct csv_writer *csv = &table->csv;

	put_row_head(table, "finding");
	put_record(table, answer->record);
	csv_line(csv, finding->line != 0 ? finding->line : answer->record->line);
	csv_empty(csv);
	csv_text(csv, finding->rule);
	csv_string(csv, rule_answer_title(answer));
	csv_string(csv, severity_name(finding->severity));
	csv_string(csv, outcome_name(finding->outcome));
	csv_date(csv, finding->due);
	csv_text(csv, finding->path);
	csv_text(csv, finding->field);
	csv_value(csv, &finding->observed);
	csv_value(csv, &finding->expected);
	csv_text(csv, finding->message);
	csv_text(csv, finding->remedy);
	put_source(table, answer->record);
	csv_text(csv, finding->cite);
	csv_text(csv, finding->id);
	csv_text(csv, finding->fingerprint);
	put_status(table, finding);
	csv_end_row(csv);
}

/* A rule without a finding: what it answered is all there is to say. */
static void
put_outcome(struct table *table, const struct rule_answer *answer)
{
	struct csv_writer *csv = &table->csv;

	put_row_head(table, "outcome");
	put_record(table, answer->record);
	csv_line(csv, answer->record->line);
	csv_empty(csv);
	csv_text(csv, answer->rule);
	csv_string(csv, rule_answer_title(answer));
	csv_string(csv, severity_name(rule_answer_severity(answer)));
	csv_string(csv, outcome_name(answer->outcome));
	put_empty(csv, 7);
	put_source(table, answer->record);
	csv_string(csv, answer->texts == NULL ? NULL : answer->texts->cite);
	put_empty(csv, 4);
	csv_end_row(csv);
}

static enum status
put_answer(void *context, const struct rule_answer *answer)
{
	struct table *table = context;

	for (uint32_t i = 0; i < answer->finding_count; i++)
		put_finding(table, answer, &answer->findings[i]);
	if (answer->finding_count == 0)
		put_outcome(table, answer);
	return sink_failed(table->csv.sink) ? STATUS_IO : STATUS_OK;
}

static enum status
put_findings(void *context, const struct result_record *record)
{
	struct table *table = context;

	return rule_answers_each(table->facts, record, table->show == SHOW_ALL, put_answer, table);
}

enum status
render_csv(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct sink *sink)
{
	struct table table = {.csv = {.sink = sink}, .facts = facts, .show = options->show};
	enum status status = STATUS_OK;

	csv_head(&table.csv, finding_titles);
	put_run(&table, tally);
	put_profile(&table);
	for (size_t i = 0; i < facts->input_finding_count; i++)
		put_input_finding(&table, &facts->input_findings[i]);
	if (options->show != SHOW_TOTALS)
		status =
		    list_rows(&table, spool, options->show == SHOW_ALL ? SPOOL_OUTCOMES : SPOOL_FINDINGS, put_findings);
	csv_clear(&table.csv);
	buffer_clear(&table.working);
	return status;
}

/* ---- Amounts ---- */

static void
put_amounts_run(struct table *table, const struct tally *tally)
{
	put_row_head(table, "run");
	put_empty(&table->csv, 8);
	put_verdict(table, tally);
	put_empty(&table->csv, 12);
	csv_end_row(&table->csv);
}

static void
put_amounts_profile(struct table *table)
{
	const struct profile *profile = run_profile(table->facts);
	struct csv_writer *csv = &table->csv;

	for (size_t i = 0; profile != NULL && i < profile->change_count; i++) {
		put_row_head(table, "profile");
		put_empty(csv, 6);
		csv_string(csv, profile_kind_name(profile->changes[i].kind));
		csv_string(csv, profile->title);
		put_change(table, &profile->changes[i]);
		put_empty(csv, 10);
		csv_string(csv, profile->id);
		csv_string(csv, profile->sha256);
		csv_end_row(csv);
	}
}

/* Parameters of a step that a profile set: "ceiling = 320.00 (set by profile)". */
static void
append_set_parameters(struct buffer *working, const struct result_step *step)
{
	for (uint32_t i = 0; i < step->input_count; i++) {
		if (!step->inputs[i].by_profile)
			continue;
		buffer_append_text(working, ", ");
		words_view(working, step->inputs[i].name);
		buffer_append_text(working, " = ");
		words_value(working, &step->inputs[i].value);
		buffer_append_text(working, " (set by profile)");
	}
}

/* "Match: max(0, F - C) = 50.00; ..." */
static void
put_working(struct table *table, const struct result_amount *amount)
{
	buffer_reset(&table->working);
	for (uint32_t i = 0; i < amount->step_count; i++) {
		const struct result_step *step = &amount->steps[i];

		buffer_append_text(&table->working, i == 0 ? "" : "; ");
		words_view(&table->working, step->label);
		if (step->formula.length > 0) {
			buffer_append_text(&table->working, ": ");
			words_view(&table->working, step->formula);
		}
		buffer_append_text(&table->working, " = ");
		words_value(&table->working, &step->value);
		append_set_parameters(&table->working, step);
	}
	csv_text(&table->csv, text_view(buffer_text(&table->working), table->working.length));
}

static void
put_amount(struct table *table, const struct result_record *record, const struct result_amount *amount)
{
	struct csv_writer *csv = &table->csv;

	put_row_head(table, "amount");
	put_record(table, record);
	csv_line(csv, amount->line != 0 ? amount->line : record->line);
	csv_text(csv, amount->kind);
	csv_text(csv, amount->subject);
	csv_text(csv, amount->title);
	csv_month(csv, amount->month);
	csv_date(csv, amount->from);
	csv_date(csv, amount->to);
	csv_money(csv, amount->value);
	csv_string(csv, amount_state_name(amount->state));
	csv_string(csv, amount->claimable ? "true" : "false");
	csv_date(csv, amount->due);
	csv_value(csv, &amount->recorded);
	csv_text(csv, amount->path);
	put_working(table, amount);
	put_source(table, record);
	csv_text(csv, amount->cite);
	csv_end_row(csv);
}

static enum status
put_amounts(void *context, const struct result_record *record)
{
	struct table *table = context;

	if (record->bundle >= table->facts->bundle_count)
		return STATUS_INTERNAL;
	for (uint32_t i = 0; i < record->amount_count; i++)
		put_amount(table, record, &record->amounts[i]);
	return sink_failed(table->csv.sink) ? STATUS_IO : STATUS_OK;
}

/* Amounts of every record, also of those without a finding: the sum of the column is the sum of the run. */
enum status
render_csv_amounts(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct sink *sink)
{
	struct table table = {.csv = {.sink = sink}, .facts = facts, .show = options->show};
	enum status status = STATUS_OK;

	csv_head(&table.csv, amount_titles);
	put_amounts_run(&table, tally);
	put_amounts_profile(&table);
	if (options->show != SHOW_TOTALS)
		status = list_rows(&table, spool, SPOOL_EVERYTHING, put_amounts);
	csv_clear(&table.csv);
	buffer_clear(&table.working);
	return status;
}
