/*
 * The coordinator: source, splitter, evaluation, spool, reconciliation, tally, in
 * this order; see engine/run.h. Batches are evaluated in this process, and all
 * that comes back from them are messages.
 */
#include "engine/run.h"

#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "engine/evaluate.h"
#include "engine/facts.h"
#include "engine/input_findings.h"
#include "engine/reconcile.h"
#include "engine/wire.h"
#include "input/source.h"
#include "input/splitter.h"

#define EXIT_FINDINGS 1
#define EXIT_INPUT 3
#define EXIT_RULES 4

struct run {
	struct run_request request;
	struct arena arena; /* paths of inputs */
	struct run_input *inputs;
	size_t input_count;
	size_t input_room;
	struct run_bundle *bundles;
	const struct ruleset ***rulesets; /* per bundle */
	bool **selected;                  /* per bundle */
	struct input_findings findings;
	struct schema *schema;
	struct evaluation_setting setting;
	struct evaluator *evaluator;
	struct splitter *splitter;
	struct splitter_events splitting;
	const char **record_names;
	struct splitter_format format;
	struct facts *facts;
	struct spool *spool;
	struct tally *tally;
	struct buffer wire;
	uint64_t sequence;  /* of the next record */
	bool rules_failed;  /* some outcome is error */
	bool at_document;   /* between open and close of a document */
	enum status status; /* the first failure that no document can be blamed for */
	struct run_facts report;
};

/* ---- Which rules ---------------------------------------------------------------- */

static bool
matches_any(const char *id, const char *const *words, size_t count)
{
	size_t i = 0;

	for (i = 0; i < count; i++) {
		size_t length = strlen(words[i]);

		if (strncmp(id, words[i], length) == 0 &&
		    (id[length] == '\0' || id[length] == '-' || words[i][length - 1] == '-'))
			return true;
	}
	return false;
}

bool *
run_select_rules(const struct caselint_plugin *plugin, const struct run_options *options)
{
	bool *selected = memory_zeroed(plugin->rules.count, sizeof *selected);
	uint32_t i = 0;

	for (i = 0; i < plugin->rules.count; i++) {
		const char *id = CASELINT_AT(plugin->rules, struct caselint_rule, i)->id;

		selected[i] = (options->select_count == 0 || matches_any(id, options->select, options->select_count)) &&
		              !matches_any(id, options->ignore, options->ignore_count);
	}
	return selected;
}

/* ---- Messages of a batch ------------------------------------------------------------ */

static uint32_t
input_in_hand(const struct run *run)
{
	return (uint32_t)(run->input_count - 1);
}

static enum status
take_result(struct run *run, struct text packed)
{
	run->inputs[input_in_hand(run)].records++;
	return spool_append(run->spool, packed);
}

static void
take_root(struct run *run, struct text body)
{
	struct run_input *input = &run->inputs[input_in_hand(run)];
	struct wire_root root = {0};

	memcpy(&root, body.data, sizeof root);
	input->exported_on = root.exported_on;
	input->as_of = evaluation_as_of(run->request.options->as_of, root.exported_on);
}

static void
take_problem(struct run *run, struct text body)
{
	struct problem problem = {0};

	if (wire_get_problem(body, &problem) == STATUS_OK &&
	    !input_findings_add_problem(&run->findings, input_in_hand(run), &problem))
		run->inputs[input_in_hand(run)].unlisted_findings++;
}

static enum status
take_messages(struct run *run, struct text wire)
{
	struct wire_message message = {0};
	size_t position = 0;
	enum status status = STATUS_OK;

	while (status == STATUS_OK && (status = wire_next(wire, &position, &message)) == STATUS_OK) {
		switch (message.type) {
		case WIRE_ROOT: take_root(run, message.body); break;
		case WIRE_RESULT: status = take_result(run, message.body); break;
		case WIRE_FACT: status = facts_add(run->facts, message.body); break;
		case WIRE_PROBLEM: take_problem(run, message.body); break;
		case WIRE_LOST: run->findings.lost_records = true; break;
		default: status = STATUS_INTERNAL; break;
		}
	}
	return status == STATUS_END ? STATUS_OK : status;
}

/* Only what is wrong with the record counts; what its pieces gave does not. */
static void
take_problems_only(struct run *run, struct text wire)
{
	struct wire_message message = {0};
	size_t position = 0;

	while (wire_next(wire, &position, &message) == STATUS_OK) {
		if (message.type == WIRE_PROBLEM)
			take_problem(run, message.body);
	}
}

static struct text
wire_text(const struct run *run)
{
	return text_view(run->wire.data, run->wire.length);
}

/* ---- Batches ------------------------------------------------------------------------- */

static struct record_text
batch_text(const struct batch *batch)
{
	return (struct record_text){.prefix = batch->prefix,
	    .body = batch->body,
	    .suffix = batch->suffix,
	    .line = batch->line,
	    .column = batch->column,
	    .root_line = batch->root_line,
	    .first = batch->first};
}

/* A batch that is not well-formed is read again record by record, so that a bad record costs itself only. */
static enum status
evaluate_singly(struct run *run, const struct batch *batch, uint32_t *ret_broken)
{
	enum status status = STATUS_OK;
	uint32_t i = 0;

	*ret_broken = 0;
	for (i = 0; i < batch->record_count && status == STATUS_OK; i++) {
		const struct batch_record *record = &batch->records[i];
		struct record_text text = batch_text(batch);

		text.body = text_view(batch->body.data + record->offset, record->length);
		text.line = record->line;
		text.column = record->column;
		text.first = batch->first && i == 0;
		buffer_reset(&run->wire);
		status = evaluator_read(run->evaluator, &text, input_in_hand(run), run->sequence + i, &run->wire);
		if (status == STATUS_OK) {
			status = take_messages(run, wire_text(run));
		} else if (status == STATUS_INVALID) {
			take_problems_only(run, wire_text(run));
			++*ret_broken;
			status = STATUS_OK;
		}
	}
	return status;
}

static enum status
take_batch(void *context, const struct batch *batch)
{
	struct run *run = context;
	struct record_text text = batch_text(batch);
	enum status status = STATUS_OK;
	uint32_t broken = 0;

	buffer_reset(&run->wire);
	status = evaluator_read(run->evaluator, &text, input_in_hand(run), run->sequence, &run->wire);
	if (status == STATUS_OK) {
		status = take_messages(run, wire_text(run));
	} else if (status == STATUS_INVALID) {
		struct buffer whole = run->wire;

		buffer_init(&run->wire);
		status = evaluate_singly(run, batch, &broken);
		/* Nothing wrong with any record: it stands between them, or in the root. */
		if (broken == 0)
			take_problems_only(run, text_view(whole.data, whole.length));
		buffer_clear(&whole);
	}
	run->sequence += batch->record_count;
	return status;
}

static void
take_split_fault(void *context, const struct fault *fault)
{
	struct run *run = context;

	if (!input_findings_add_fault(&run->findings, input_in_hand(run), fault))
		run->inputs[input_in_hand(run)].unlisted_findings++;
}

/* ---- Documents ------------------------------------------------------------------------- */

static void
add_input(struct run *run, const struct source_document *document)
{
	if (run->input_count == run->input_room) {
		run->input_room = run->input_room == 0 ? 16 : run->input_room * 2;
		run->inputs = memory_resize(run->inputs, run->input_room, sizeof *run->inputs);
	}
	memset(&run->inputs[run->input_count], 0, sizeof *run->inputs);
	run->inputs[run->input_count].path =
	    text_view(arena_copy_text(&run->arena, document->path, strlen(document->path)), strlen(document->path));
	run->inputs[run->input_count].exported_on = CASELINT_ABSENT;
	run->inputs[run->input_count].as_of = run->request.options->as_of;
	run->input_count++;
}

static void
open_document(void *context, const struct source_document *document)
{
	struct run *run = context;

	add_input(run, document);
	run->splitting = (struct splitter_events){run, take_batch, take_split_fault};
	run->splitter = splitter_new(&run->format, &run->splitting);
	run->at_document = true;
}

static enum status
push_text(void *context, const char *text, size_t length)
{
	struct run *run = context;

	return run->status == STATUS_OK ? splitter_push(run->splitter, text, length) : run->status;
}

/* A path that no document came from is an input, too: a report must name it. */
static void
take_source_fault(void *context, const struct source_document *document, const struct fault *fault)
{
	struct run *run = context;

	if (!run->at_document)
		add_input(run, document);
	take_split_fault(run, fault);
}

static void
close_document(void *context, const struct source_document *document, int complete)
{
	struct run *run = context;
	struct run_input *input = &run->inputs[input_in_hand(run)];

	enum status status = splitter_finish(run->splitter, complete != 0);

	if (run->status == STATUS_OK)
		run->status = status;
	splitter_free(run->splitter);
	run->splitter = NULL;
	run->at_document = false;
	input->bytes = document->bytes;
	memcpy(input->sha256, document->sha256, sizeof input->sha256);
}

static enum status
read_inputs(struct run *run)
{
	struct source_reader reader = {run, open_document, push_text, take_source_fault, close_document};

	enum status status = source_read_all(run->request.paths, run->request.path_count, &reader);

	return status == STATUS_OK ? run->status : status;
}

/* ---- The end of a run -------------------------------------------------------------------- */

static void
take_duplicate(void *context, const struct fact *fact)
{
	struct run *run = context;
	struct input_place place = {fact->origin.input, fact->origin.line, 0, {0}};

	if (!input_findings_add(&run->findings, HOST_INPUT_DUPLICATE_ID, &place, NULL))
		run->inputs[fact->origin.input].unlisted_findings++;
}

static size_t
order_rules(void *context, uint32_t bundle, const char *const **ret_rule_ids)
{
	const struct run *run = context;
	const struct caselint_plugin *plugin = run->bundles[bundle].plugin;

	*ret_rule_ids = run->bundles[bundle].rule_ids;
	return plugin->rules.count;
}

static enum status
count_record(void *context, const struct result_record *record)
{
	struct run *run = context;

	if (record->outcome == CASELINT_ERROR)
		run->rules_failed = true;
	tally_add(run->tally, record);
	return STATUS_OK;
}

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
report_nothing_checked(struct run *run)
{
	struct input_place nowhere = {NO_INPUT, 0, 0, {0}};

	if (run->tally->counts.records == 0 && run->findings.count == 0)
		input_findings_add(&run->findings, HOST_INPUT_NO_RECORDS, &nowhere, NULL);
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

static enum status
finish(struct run *run)
{
	struct reconciliation reconciliation = {
	    &run->setting, run->spool, run->findings.lost_records, take_duplicate, run};
	enum status status = reconcile_all(&reconciliation, run->facts);

	if (status != STATUS_OK)
		return status;
	run->report.inputs = run->inputs;
	run->report.input_count = run->input_count;
	run->tally = tally_new(&run->report);
	status = spool_read_parts(run->spool, SPOOL_WITHOUT_WORKING, count_record, run);
	if (status != STATUS_OK)
		return status;
	tally_finish(run->tally);
	report_refusals(run);
	report_nothing_checked(run);
	report_unlisted(run);
	close_report(run);
	return STATUS_OK;
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

static enum status
begin(struct run *run, struct buffer *ret_why)
{
	const struct run_request *request = &run->request;
	enum status status = STATUS_OK;

	run->report.tool_version = request->tool_version;
	run->report.options = request->options;
	describe_bundles(run);
	list_record_names(run);
	status = compile_schema(run, ret_why);
	if (status != STATUS_OK)
		return status;
	status = spool_new(NULL, &run->spool);
	if (status != STATUS_OK) {
		buffer_append_text(ret_why, "a temporary file cannot be made; set TMPDIR to a folder with room");
		return status;
	}
	spool_order_rules(run->spool, order_rules, run);
	run->setting = (struct evaluation_setting){
	    request->bundles, (const bool *const *)run->selected, run->schema, request->options->as_of};
	run->evaluator = evaluator_new(&run->setting);
	run->facts = facts_new();
	return STATUS_OK;
}

enum status
run_execute(const struct run_request *request, struct run **ret_run, struct buffer *ret_why)
{
	struct run *run = memory_zeroed(1, sizeof *run);
	enum status status = STATUS_OK;

	run->request = *request;
	status = begin(run, ret_why);
	if (status != STATUS_OK)
		goto out;
	status = read_inputs(run);
	if (status == STATUS_OK)
		status = finish(run);
	if (status == STATUS_IO)
		buffer_append_text(ret_why, "results cannot be kept in the temporary file; make room or set TMPDIR");
	else if (status != STATUS_OK)
		buffer_append_text(ret_why, "internal error: results or facts are damaged");
out:
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
	evaluator_free(run->evaluator);
	schema_free(run->schema);
	facts_free(run->facts);
	spool_free(run->spool);
	tally_free(run->tally);
	input_findings_clear(&run->findings);
	free_bundles(run);
	memory_free(run->record_names);
	memory_free(run->inputs);
	buffer_clear(&run->wire);
	arena_clear(&run->arena);
	memory_free(run);
}
