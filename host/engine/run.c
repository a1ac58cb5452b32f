/*
 * The coordinator: intake, reconciliation, sum, in this order; see engine/run.h.
 * Everything that calls a plugin or a parser is behind the pool.
 */
#include "engine/run.h"

#include <string.h>

#include "base/interrupt.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/spill.h"
#include "engine/reconcile.h"
#include "engine/run_parts.h"

/* ---- Between records ------------------------------------------------------------------------ */

static void
take_duplicate(void *context, const struct fact *fact)
{
	struct run *run = context;
	struct input_place place = {fact->origin.input, fact->origin.line, 0, {0}};

	if (place.input < run->input_count &&
	    !input_findings_add(&run->findings, HOST_INPUT_DUPLICATE_ID, &place, NULL))
		run->inputs[place.input].unlisted_findings++;
}

/* Before results are read back: the memory that facts had is that of worksheets now (base/large.h). */
static void
forget_facts(struct run *run)
{
	facts_free(run->facts);
	facts_free(run->more_facts);
	run->facts = NULL;
	run->more_facts = NULL;
}

/* Two rounds; what plugins give in the first is handed out in the second. */
static enum status
reconcile(struct run *run)
{
	struct reconciliation round = {run->pool, run->findings.lost_records, 1, take_duplicate, run};
	enum status status = STATUS_OK;

	run->is_reconciling = true;
	run->progress.phase = RUN_RECONCILING;
	status = reconcile_round(&round, run->facts);
	round.incomplete = run->findings.lost_records;
	round.round = 2;
	if (status == STATUS_OK)
		status = reconcile_round(&round, run->more_facts);
	forget_facts(run);
	return status;
}

/* Interrupted, a run still says what it has found. */
static enum status
work_through(struct run *run)
{
	enum status status = run_read_inputs(run);

	if (status == STATUS_OK)
		status = reconcile(run);
	if (status == STATUS_END && interrupt_signal != 0)
		status = STATUS_OK;
	if (status != STATUS_OK)
		return status;
	run->progress.phase = RUN_REPORTING;
	return run_sum_up(run);
}

/* ---- The beginning --------------------------------------------------------------------------- */

static void
describe_bundle(struct run *run, size_t index)
{
	const struct bundle *bundle = &run->request.bundles->items[index];
	const struct caselint_plugin *plugin = bundle->plugin;
	const char **ids = memory_zeroed(plugin->rules.count, sizeof(char *));
	size_t i = 0;

	run->rulesets[index] = memory_zeroed(bundle->ruleset_count, sizeof(struct ruleset *));
	for (i = 0; i < bundle->ruleset_count; i++)
		run->rulesets[index][i] = bundle->rulesets[i].ruleset;
	for (i = 0; i < plugin->rules.count; i++)
		ids[i] = CASELINT_AT(plugin->rules, struct caselint_rule, i)->id;
	run->selected[index] = run_select_rules(plugin, run->request.options);
	run->bundles[index] = (struct run_bundle){.plugin = plugin,
	    .path = bundle->path,
	    .rulesets = run->rulesets[index],
	    .ruleset_count = bundle->ruleset_count,
	    .selected = run->selected[index],
	    .rule_ids = ids};
}

static void
describe_bundles(struct run *run)
{
	size_t count = run->request.bundles->count;
	size_t i = 0;

	run->bundles = memory_zeroed(count, sizeof *run->bundles);
	run->rulesets = memory_zeroed(count, sizeof *run->rulesets);
	run->selected = memory_zeroed(count, sizeof *run->selected);
	run->deaths = memory_zeroed(count, sizeof *run->deaths);
	for (i = 0; i < count; i++)
		describe_bundle(run, i);
	run->report.bundles = run->bundles;
	run->report.bundle_count = count;
}

static void
list_record_names(struct run *run)
{
	const struct bundles *bundles = run->request.bundles;
	uint32_t count = 0;
	uint32_t i = 0;
	uint32_t j = 0;

	for (i = 0; i < bundles->count; i++)
		count += bundles->items[i].plugin->records.count;
	run->record_names = memory_zeroed(count, sizeof *run->record_names);
	count = 0;
	for (i = 0; i < bundles->count; i++) {
		const struct caselint_array *records = &bundles->items[i].plugin->records;

		for (j = 0; j < records->count; j++)
			run->record_names[count++] = (*CASELINT_AT(*records, struct caselint_table *, j))->element;
	}
	run->format = (struct splitter_format){ENVELOPE_ROOT, ENVELOPE_NAMESPACE, run->record_names, count};
}

static enum status
compile_schema(struct run *run, struct buffer *ret_why)
{
	const struct bundles *bundles = run->request.bundles;
	struct schema_part *parts = memory_zeroed(bundles->count, sizeof *parts);
	enum status status = STATUS_OK;
	size_t i = 0;

	for (i = 0; i < bundles->count; i++)
		parts[i] = (struct schema_part){bundles->items[i].plugin->record_namespace, bundles->items[i].schema};
	if (run->request.options->schema)
		status = schema_new(run->request.envelope, parts, bundles->count, &run->schema, ret_why);
	memory_free(parts);
	return status;
}

static void
tick(void *context)
{
	struct run *run = context;

	if (run->request.progress != NULL)
		run->request.progress(run->request.progress_context, &run->progress);
}

static void
explain_temporary_file(struct buffer *ret_why, const char *what)
{
	const char *failure = spill_failure();

	buffer_append_format(ret_why, "%s: %s; make room or set TMPDIR to a folder with room", what,
	    failure == NULL ? "the temporary file is damaged" : failure);
}

/* The pool first: what is opened later, no worker inherits. */
static enum status
open_parts(struct run *run, struct buffer *ret_why)
{
	const struct run_request *request = &run->request;
	struct pool_setting setting = {
	    {&run->setting, request->jobs, request->record_seconds, request->memory_mib}, request->isolated};
	struct pool_events events = {run, run_take_messages, tick};
	enum status status = pool_new(&setting, &events, &run->pool, ret_why);

	if (status != STATUS_OK)
		return status;
	run->facts = facts_new(LIMIT_FACT_MEMORY);
	run->more_facts = facts_new(LIMIT_FACT_MEMORY);
	status = spool_new(NULL, &run->spool);
	if (status != STATUS_OK) {
		explain_temporary_file(ret_why, "a temporary file cannot be made");
		return status;
	}
	spool_order_rules(run->spool, run_order_rules, run);
	spool_use_lexicon(run->spool, run->lexicon);
	return STATUS_OK;
}

/* Before there are workers: they have the same. */
static void
make_lexicon(struct run *run)
{
	size_t i = 0;
	size_t k = 0;

	run->lexicon = lexicon_new();
	for (i = 0; i < run->request.bundles->count; i++) {
		for (k = 0; k < run->request.bundles->items[i].ruleset_count; k++)
			lexicon_add(run->lexicon, run->rulesets[i][k]);
	}
}

static enum status
begin(struct run *run, struct buffer *ret_why)
{
	const struct run_request *request = &run->request;
	enum status status = STATUS_OK;

	run->report.tool_version = request->tool_version;
	run->report.options = request->options;
	if (request->marks != NULL) {
		marks_describe(request->marks, &run->marks);
		run->report.marks = &run->marks;
	}
	run->report.threads = request->isolated ? request->jobs : 1;
	describe_bundles(run);
	list_record_names(run);
	status = compile_schema(run, ret_why);
	if (status != STATUS_OK)
		return status;
	make_lexicon(run);
	run->setting = (struct evaluation_setting){request->bundles, (const bool *const *)run->selected, run->schema,
	    request->options->as_of, run->lexicon, request->options->restricted};
	return open_parts(run, ret_why);
}

static void
explain(const struct run *run, enum status status, struct buffer *ret_why)
{
	const char *why = run->pool == NULL ? "" : pool_why(run->pool);

	if (ret_why->length > 0)
		return;
	if (*why != '\0')
		buffer_append_text(ret_why, why);
	else if (status == STATUS_IO)
		explain_temporary_file(ret_why, "results or facts cannot be kept or read back");
	else
		buffer_append_text(ret_why, "internal error: results or facts are damaged");
}

enum status
run_execute(const struct run_request *request, struct run **ret_run, struct buffer *ret_why)
{
	struct run *run = memory_zeroed(1, sizeof *run);
	enum status status = STATUS_OK;

	run->request = *request;
	status = begin(run, ret_why);
	if (status == STATUS_OK)
		status = work_through(run);
	/* Nothing more is asked of workers. */
	if (status != STATUS_OK)
		explain(run, status, ret_why);
	pool_free(run->pool);
	run->pool = NULL;
	if (status == STATUS_OK)
		*ret_run = run;
	else
		run_free(run);
	return status;
}

const struct run_facts *
run_get_facts(const struct run *run)
{
	return &run->report;
}

const struct tally *
run_get_tally(const struct run *run)
{
	return run->tally;
}

struct spool *
run_get_spool(const struct run *run)
{
	return run->spool;
}

static void
free_bundles(struct run *run)
{
	size_t i = 0;

	for (i = 0; run->bundles != NULL && i < run->request.bundles->count; i++) {
		memory_free(run->rulesets[i]);
		memory_free(run->selected[i]);
		memory_free((void *)run->bundles[i].rule_ids);
	}
	memory_free(run->bundles);
	memory_free(run->rulesets);
	memory_free(run->selected);
}

void
run_free(struct run *run)
{
	if (run == NULL)
		return;
	splitter_free(run->splitter);
	pool_free(run->pool);
	schema_free(run->schema);
	facts_free(run->facts);
	facts_free(run->more_facts);
	spool_free(run->spool);
	lexicon_free(run->lexicon);
	tally_free(run->tally);
	input_findings_clear(&run->findings);
	free_bundles(run);
	memory_free(run->record_names);
	memory_free(run->inputs);
	memory_free(run->deaths);
	buffer_clear(&run->wire);
	arena_clear(&run->arena);
	memory_free(run);
}
