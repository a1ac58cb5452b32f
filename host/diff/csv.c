/*
 * A diff as CSV: one table of findings, amounts and sums. The first row below the
 * titles is the answer, so that a table without others still gives it, and every
 * row says whether the comparison was whole.
 */
#include "diff/render.h"
#include "report/csv_writer.h"

struct csv_diff {
	struct csv_writer csv;
	struct diff *diff;
	enum show show;
};

static const char *const titles[] = {"row", "complete", "class", "reason", "jurisdiction", "group", "record",
    "record_type", "rule", "title", "kind", "subject", "month", "from", "to", "path", "old_input", "old_line",
    "new_input", "new_line", "old_severity", "new_severity", "old_outcome", "new_outcome", "old_due", "new_due",
    "old_value", "new_value", "difference", "message", "old_id", "new_id", NULL};

static void
put_empty(struct csv_writer *csv, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		csv_empty(csv);
}

/* The first four cells. */
static void
put_row_head(struct csv_diff *table, const char *row, const char *class, enum diff_reason reason)
{
	csv_string(&table->csv, row);
	csv_string(&table->csv, diff_totals_of(table->diff)->gaps == 0 ? "true" : "false");
	csv_string(&table->csv, class);
	csv_string(&table->csv, diff_reason_name(reason));
}

static void
put_verdict(struct csv_diff *table)
{
	struct buffer verdict = {0};

	diff_verdict(&verdict, table->diff);
	put_row_head(table, "run", NULL, DIFF_NO_REASON);
	put_empty(&table->csv, 25);
	csv_string(&table->csv, buffer_text(&verdict));
	put_empty(&table->csv, 2);
	csv_end_row(&table->csv);
	buffer_clear(&verdict);
}

static void
put_record(struct csv_writer *csv, const struct diff_record *record)
{
	csv_string(csv, record->jurisdiction);
	csv_text(csv, record->group);
	csv_text(csv, record->id);
	csv_text(csv, record->type);
}

/* Where a run has the thing. */
static void
put_place(struct csv_writer *csv, const struct diff_side *side, bool present, uint64_t line)
{
	if (!present || !side->present) {
		put_empty(csv, 2);
		return;
	}
	csv_text(csv, side->facts->inputs[side->input].path);
	csv_line(csv, line != 0 ? line : side->line);
}

static void
put_severity(struct csv_writer *csv, const struct diff_instance *instance)
{
	csv_string(csv, instance->present ? severity_name(instance->severity) : NULL);
}

/* The outcome of a finding; of one that is gone, that of its rule. */
static void
put_outcome(struct csv_writer *csv, const struct diff_instance *instance, int32_t now)
{
	if (instance->present)
		csv_string(csv, outcome_name(instance->outcome));
	else
		csv_string(csv, now == 0 ? NULL : outcome_name(now));
}

static void
put_finding(struct csv_diff *table, const struct diff_record *record, const struct diff_finding *finding)
{
	struct csv_writer *csv = &table->csv;
	const struct diff_instance *old = &finding->old;
	const struct diff_instance *new = &finding->new;

	put_row_head(table, "finding", diff_class_name(finding->class), finding->reason);
	put_record(csv, record);
	csv_text(csv, finding->rule);
	csv_string(csv, finding->title);
	put_empty(csv, 5);
	csv_text(csv, finding->path);
	put_place(csv, &record->old, old->present, old->line);
	put_place(csv, &record->new, new->present, new->line);
	put_severity(csv, old);
	put_severity(csv, new);
	put_outcome(csv, old, 0);
	put_outcome(csv, new, finding->now);
	csv_date(csv, old->present ? old->due : CASELINT_ABSENT);
	csv_date(csv, new->present ? new->due : CASELINT_ABSENT);
	put_empty(csv, 3);
	csv_text(csv, new->present ? new->message : old->message);
	csv_text(csv, old->id);
	csv_text(csv, new->id);
	csv_end_row(csv);
}

/* An empty cell for money that is not there. */
static void
put_cents(struct csv_writer *csv, bool present, int64_t cents)
{
	if (present)
		csv_money(csv, cents);
	else
		csv_empty(csv);
}

static void
put_amount(struct csv_diff *table, const struct diff_record *record, const struct diff_amount *amount)
{
	struct csv_writer *csv = &table->csv;
	const struct diff_money *old = &amount->old;
	const struct diff_money *new = &amount->new;
	int64_t difference = 0;
	bool is_known = diff_amount_difference(amount, &difference) == STATUS_OK;

	put_row_head(table, "amount", diff_change_name(amount->change), amount->reason);
	put_record(csv, record);
	csv_empty(csv);
	csv_text(csv, amount->title);
	csv_text(csv, amount->kind);
	csv_text(csv, amount->subject);
	csv_month(csv, amount->month);
	csv_date(csv, amount->from);
	csv_date(csv, amount->to);
	csv_text(csv, amount->path);
	put_place(csv, &record->old, old->present, 0);
	put_place(csv, &record->new, new->present, 0);
	put_empty(csv, 2);
	csv_string(csv, old->present ? amount_state_name(old->state) : NULL);
	csv_string(csv, new->present ? amount_state_name(new->state) : NULL);
	csv_date(csv, old->present ? old->due : CASELINT_ABSENT);
	csv_date(csv, new->present ? new->due : CASELINT_ABSENT);
	put_cents(csv, old->present, old->value);
	put_cents(csv, new->present, new->value);
	put_cents(csv, is_known, difference);
	put_empty(csv, 3);
	csv_end_row(csv);
}

static void
put_sum(struct csv_diff *table, const struct diff_sum *sum)
{
	struct csv_writer *csv = &table->csv;

	put_row_head(table, "total", NULL, DIFF_NO_REASON);
	csv_string(csv, sum->jurisdiction);
	put_empty(csv, 4);
	csv_text(csv, sum->title);
	csv_text(csv, sum->kind);
	put_empty(csv, 15);
	put_cents(csv, !sum->overflow, sum->old_value);
	put_cents(csv, !sum->overflow, sum->new_value);
	put_cents(csv, !sum->overflow, sum->difference);
	csv_string(csv, sum->overflow ? "a sum is too large to be shown" : NULL);
	put_empty(csv, 2);
	csv_end_row(csv);
}

static enum status
put_item(void *context, const struct diff_record *record, const struct diff_finding *finding,
    const struct diff_amount *amount)
{
	struct csv_diff *table = context;

	if (finding != NULL && diff_lists_finding(table->show, finding))
		put_finding(table, record, finding);
	else if (amount != NULL && diff_lists_amount(table->show, amount))
		put_amount(table, record, amount);
	return STATUS_OK;
}

enum status
diff_render_csv(struct diff *diff, const struct render_options *options, struct sink *sink)
{
	struct csv_diff table = {.csv = {.sink = sink}, .diff = diff, .show = options->show};
	const struct diff_totals *totals = diff_totals_of(diff);
	enum status status = STATUS_OK;

	csv_head(&table.csv, titles);
	put_verdict(&table);
	status = diff_read(diff, put_item, &table);
	for (size_t i = 0; i < totals->sum_count; i++)
		put_sum(&table, &totals->sums[i]);
	csv_clear(&table.csv);
	return status;
}
