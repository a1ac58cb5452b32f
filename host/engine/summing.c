/* The end of a run: results are counted, what went wrong becomes findings; see engine/run_parts.h. */
#include "base/interrupt.h"
#include "base/memory.h"
#include "engine/run_parts.h"
#include "report/pieces.h"

size_t
run_order_rules(void *context, uint32_t bundle, const char *const **ret_rule_ids)
{
	const struct run *run = context;
	const struct caselint_plugin *plugin = run->bundles[bundle].plugin;

	*ret_rule_ids = run->bundles[bundle].rule_ids;
	return plugin->rules.count;
}

/* ---- Counting ----------------------------------------------------------------------------- */

/* What one thread counts. */
struct counter {
	const struct run *run;
	struct tally *tally;
};

static void *
open_counter(void *context)
{
	const struct run *run = context;
	struct counter *counter = memory_alloc(sizeof *counter);

	*counter = (struct counter){run, tally_new(&run->report)};
	return counter;
}

static enum status
count_record(void *maker, const struct result_record *record)
{
	const struct counter *counter = maker;

	tally_add(counter->tally, record);
	counter->tally->counts.expected += marks_expected(counter->run->request.marks, &counter->run->report, record);
	return STATUS_OK;
}

static void
close_counter(void *context, void *maker)
{
	struct run *run = context;
	struct counter *counter = maker;

	if (run != NULL)
		tally_absorb(run->tally, counter->tally);
	tally_free(counter->tally);
	memory_free(counter);
}

static enum status
count_all(struct run *run, uint32_t threads)
{
	struct pieces pieces = {.spool = run->spool,
	    .parts = SPOOL_WITHOUT_WORKING,
	    .threads = threads,
	    .context = run,
	    .open = open_counter,
	    .record = count_record,
	    .close = close_counter};

	tally_free(run->tally);
	run->tally = tally_new(&run->report);
	return pieces_make(&pieces);
}

/* Which groups are named when there are too many depends on the order of records. */
static enum status
count_records(struct run *run)
{
	enum status status = count_all(run, run->report.threads);

	if (status == STATUS_OK && run->tally->in_other_groups > 0 && run->report.threads > 1)
		status = count_all(run, 1);
	if (status == STATUS_OK)
		run->rules_failed = run->tally->counts.records_by_outcome[CASELINT_ERROR] > 0;
	return status;
}

/* ---- What went wrong ------------------------------------------------------------------------ */

static void
report_refusals(struct run *run)
{
	const struct bundles *bundles = run->request.bundles;
	struct input_place nowhere = {NO_INPUT, 0, 0, {0}};
	struct buffer detail = {0};
	size_t i = 0;

	for (i = 0; i < bundles->refusal_count; i++) {
		buffer_reset(&detail);
		buffer_append_format(&detail, "%s: %s", bundles->refusals[i].path, bundles->refusals[i].why);
		input_findings_add(&run->findings, HOST_PLUGIN_REFUSED, &nowhere, buffer_text(&detail));
	}
	buffer_clear(&detail);
	if (bundles->count == 0 && bundles->refusal_count == 0)
		input_findings_add(&run->findings, HOST_PLUGIN_NONE, &nowhere, NULL);
}

static void
report_interruption(struct run *run)
{
	struct input_place nowhere = {NO_INPUT, 0, 0, {0}};

	if (interrupt_signal != 0)
		input_findings_add(&run->findings, HOST_RUN_INTERRUPTED, &nowhere, NULL);
}

static void
report_nothing_checked(struct run *run)
{
	struct input_place nowhere = {NO_INPUT, 0, 0, {0}};

	if (run->tally->counts.records == 0 && run->findings.count == 0)
		input_findings_add(&run->findings, HOST_INPUT_NO_RECORDS, &nowhere, NULL);
}

static void
report_groups(struct run *run)
{
	struct input_place nowhere = {NO_INPUT, 0, 0, {0}};

	if (run->tally->in_other_groups > 0)
		input_findings_add(&run->findings, HOST_LIMIT_GROUPS, &nowhere, NULL);
}

static void
report_unlisted(struct run *run)
{
	size_t i = 0;

	for (i = 0; i < run->input_count; i++) {
		struct input_place place = {(uint32_t)i, 0, 0, {0}};

		if (run->inputs[i].unlisted_findings > 0)
			input_findings_add(&run->findings, HOST_INPUT_MORE, &place, NULL);
	}
}

static int
exit_code_of(const struct run *run)
{
	const struct run_options *options = run->request.options;
	int code = 0;
	size_t i = 0;

	for (i = options->fail_on; !options->fail_never && i <= SEVERITY_ERROR; i++) {
		if (run->tally->counts.open[i] > 0)
			code = EXIT_FINDINGS;
	}
	for (i = 0; i < run->findings.count; i++) {
		if (run->findings.items[i].exit_code > code)
			code = run->findings.items[i].exit_code;
	}
	if (run->findings.worst_unlisted > code)
		code = run->findings.worst_unlisted;
	return run->rules_failed ? EXIT_RULES : code;
}

/* ---- Waivers and the baseline ---------------------------------------------------------------- */

static void
mark_record(const void *context, struct result_record *record, struct arena *arena)
{
	const struct run *run = context;

	marks_apply(run->request.marks, &run->report, record, arena);
}

static void
report_mark(void *context, enum host_rule_index rule, const char *detail)
{
	struct run *run = context;
	struct input_place nowhere = {NO_INPUT, 0, 0, {0}};

	input_findings_add(&run->findings, rule, &nowhere, detail);
}

/* Nothing of it makes the run incomplete, so how grave it is follows from --fail-on. */
static void
report_marks(struct run *run)
{
	bool complete = exit_code_of(run) < EXIT_INPUT;
	size_t first = run->findings.count;

	if (run->request.marks == NULL)
		return;
	marks_conclude(run->request.marks, &run->report, run->tally, complete, &run->marks, report_mark, run);
	for (size_t i = first; i < run->findings.count; i++)
		run->findings.items[i].exit_code =
		    marks_exit_code(run->findings.items[i].severity, run->request.options);
}

static void
close_report(struct run *run)
{
	struct run_facts *report = &run->report;

	input_findings_sort(&run->findings);
	report->exit_code = exit_code_of(run);
	report->complete = report->exit_code < EXIT_INPUT;
	report->inputs = run->inputs;
	report->input_count = run->input_count;
	report->input_findings = run->findings.items;
	report->input_finding_count = run->findings.count;
}

enum status
run_sum_up(struct run *run)
{
	enum status status = STATUS_OK;

	run->report.inputs = run->inputs;
	run->report.input_count = run->input_count;
	if (run->request.marks != NULL)
		spool_use_marks(run->spool, mark_record, run);
	status = count_records(run);
	if (status != STATUS_OK)
		return status;
	tally_finish(run->tally);
	report_refusals(run);
	report_interruption(run);
	report_nothing_checked(run);
	report_groups(run);
	report_unlisted(run);
	report_marks(run);
	close_report(run);
	return STATUS_OK;
}
