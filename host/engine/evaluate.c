/*
 * The order of calls for one record: choose the ruleset, prepare, every rule,
 * compute, collect; see engine/evaluate.h. What a service does with what the
 * plugin says is in plugin/services.c.
 */
#include "engine/evaluate.h"

#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "engine/blame.h"
#include "engine/facts.h"
#include "engine/wire.h"
#include "report/spool.h"

struct evaluator {
	const struct evaluation_setting *setting;
	struct reader *reader;
	struct reader_events events;
	const struct model **models; /* one per bundle */
	struct arena output;
	struct arena scratch;
	struct buffer *wire; /* where messages of the piece in hand go */
	struct beacon *beacon;
	const struct evaluation *how;
	struct fact_origin origin; /* of the record in hand */
	struct text record_id;
	struct text group;
	int32_t exported_on;   /* of the document in hand */
	uint32_t done;         /* records of the piece in hand */
	uint64_t findings;     /* of their results */
	uint64_t problems;     /* of form, of the piece in hand */
	struct wire_more more; /* those of them that are not sent one by one */
};

int32_t
evaluation_as_of(int32_t as_of, int32_t exported_on)
{
	if (as_of != CASELINT_ABSENT)
		return as_of;
	return exported_on == CASELINT_BAD ? CASELINT_ABSENT : exported_on;
}

enum status
evaluation_end_call(struct draft *draft, int32_t returned)
{
	if (returned != CASELINT_OK)
		(void)(draft->breach == NULL ? draft->breach = "it gave up without a reason" : draft->breach);
	return draft_leave(draft);
}

/* ---- One record ------------------------------------------------------------------- */

/* Asks the plugin whether this ruleset is the one for the record. */
static enum status
ruleset_applies(struct draft *draft, const struct bundle_ruleset *ruleset, bool *ret_applies)
{
	int32_t answer = 0;

	draft->ruleset = ruleset;
	draft->eval.parameters = ruleset->parameters;
	draft_enter(draft, CALL_APPLIES, 0);
	answer = draft->bundle->plugin->applies(&draft->eval);
	if (answer != 0 && answer != 1 && draft->breach == NULL)
		draft->breach = "applies answered neither 0 nor 1";
	*ret_applies = answer == 1;
	return draft_leave(draft);
}

/* The first ruleset that applies, else the first of all. */
static enum status
choose_ruleset(struct draft *draft, uint32_t *ret_index)
{
	const struct bundle *bundle = draft->bundle;
	bool applies = false;
	uint32_t i = 0;

	*ret_index = 0;
	if (bundle->ruleset_count < 2 || bundle->plugin->applies == NULL)
		return STATUS_OK;
	for (i = 0; i < bundle->ruleset_count; i++) {
		if (ruleset_applies(draft, &bundle->rulesets[i], &applies) != STATUS_OK)
			return STATUS_BREACH;
		if (applies) {
			*ret_index = i;
			return STATUS_OK;
		}
	}
	return STATUS_OK;
}

/* The outcome a check returned must be the worst of its findings, or, without any, pass or notapplicable. */
static const char *
answer_fault(const struct draft *draft, uint32_t rule, int32_t outcome)
{
	if (outcome < CASELINT_FAIL || outcome > CASELINT_NOTAPPLICABLE)
		return "it returned an outcome that does not exist";
	if ((draft_rule_texts(draft, rule)->outcomes & (1U << (uint32_t)outcome)) == 0)
		return "it returned an outcome that the ruleset does not declare for this rule";
	if (draft->worst != 0 && draft->worst != outcome)
		return "the outcome it returned is not the worst of its findings";
	if (draft->worst == 0 && outcome != CASELINT_PASS && outcome != CASELINT_NOTAPPLICABLE)
		return "it returned an outcome that needs a finding, without one";
	return NULL;
}

static void
check_rule(struct draft *draft, uint32_t index)
{
	const struct caselint_rule *rule = CASELINT_AT(draft->bundle->plugin->rules, struct caselint_rule, index);
	const char *fault = NULL;
	int32_t outcome = 0;

	draft_enter(draft, CALL_CHECK, index);
	outcome = rule->check(&draft->eval, rule);
	fault = answer_fault(draft, index, outcome);
	if (draft->breach == NULL)
		draft->breach = fault;
	if (draft_leave(draft) == STATUS_OK)
		draft->outcomes[index] = (uint8_t)outcome;
	else
		draft_add_error(draft, index, draft->breach);
}

static void
check_rules(struct draft *draft)
{
	const struct caselint_plugin *plugin = draft->bundle->plugin;
	uint32_t i = 0;

	for (i = 0; i < plugin->rules.count; i++) {
		const struct caselint_rule *rule = CASELINT_AT(plugin->rules, struct caselint_rule, i);

		if (rule->record_type == draft->eval.record_type && draft->selected[i])
			check_rule(draft, i);
	}
}

/* A plugin that could not prepare a record can answer none of its rules. */
static void
fail_all_rules(struct draft *draft)
{
	draft_add_error(draft, RULE_OF_HOST, draft->breach);
	draft_fail_rules(draft);
}

static enum status
call_optional(struct draft *draft, enum call call, int32_t (*function)(const struct caselint_eval *eval))
{
	if (function == NULL)
		return STATUS_OK;
	draft_enter(draft, call, 0);
	if (evaluation_end_call(draft, function(&draft->eval)) == STATUS_OK)
		return STATUS_OK;
	draft_add_error(draft, RULE_OF_HOST, draft->breach);
	return STATUS_BREACH;
}

/* STATUS_BREACH when the plugin could not give the facts of the record: it is missing to others then. */
static enum status
run_plugin(struct draft *draft)
{
	const struct caselint_plugin *plugin = draft->bundle->plugin;
	const void *prepared = NULL;

	if (plugin->prepare != NULL) {
		draft_enter(draft, CALL_PREPARE, 0);
		if (evaluation_end_call(draft, plugin->prepare(&draft->eval, &prepared)) != STATUS_OK) {
			fail_all_rules(draft);
			return STATUS_BREACH;
		}
		draft->eval.prepared = prepared;
	}
	check_rules(draft);
	/* What compute got wrong is blamed; the facts do not depend on it. */
	(void)(call_optional(draft, CALL_COMPUTE, plugin->compute) == STATUS_OK);
	return call_optional(draft, CALL_COLLECT, plugin->collect);
}

/* ---- What a record gives ---------------------------------------------------------- */

static void
put_fact(struct evaluator *evaluator, const struct fact *fact)
{
	size_t place = wire_open(evaluator->wire, WIRE_FACT);

	fact_pack(fact, evaluator->wire);
	wire_close(evaluator->wire, place);
}

static void
take_fact(void *context, uint32_t table, struct text key, struct text packed)
{
	struct evaluator *evaluator = context;
	struct fact fact = {evaluator->origin, evaluator->record_id, evaluator->group, key, packed, false};

	fact.origin.table = table;
	evaluator->origin.ordinal++;
	put_fact(evaluator, &fact);
}

/* Every id is a fact of the host: the same id twice is found like everything else between records. */
static void
put_record_id(struct evaluator *evaluator)
{
	struct fact fact = {evaluator->origin, evaluator->record_id, {0}, evaluator->record_id, {0}, false};

	if (evaluator->record_id.length == 0)
		return;
	fact.origin.bundle = FACTS_OF_HOST;
	put_fact(evaluator, &fact);
}

static void
put_result(struct evaluator *evaluator, struct draft *draft, const struct bound_record *record)
{
	struct result_record result = {.sequence = evaluator->origin.sequence,
	    .input = evaluator->how->input,
	    .bundle = evaluator->origin.bundle,
	    .ruleset = evaluator->origin.ruleset,
	    .type = record->type,
	    .id = record->id,
	    .group = record->group,
	    .line = record->line};
	size_t place = 0;

	draft_finish(draft, &result);
	evaluator->findings += result.finding_count;
	place = wire_open(evaluator->wire, WIRE_RESULT);
	result_pack(&result, evaluator->setting->lexicon, evaluator->wire);
	wire_close(evaluator->wire, place);
}

static uint32_t
bundle_index(const struct bundles *bundles, const struct model *model)
{
	uint32_t i = 0;

	while (bundles->items[i].model != model)
		i++;
	return i;
}

static void
describe_origin(struct evaluator *evaluator, const struct bound_record *record)
{
	evaluator->record_id = record->id;
	evaluator->group = record->group;
	memset(&evaluator->origin, 0, sizeof evaluator->origin);
	evaluator->origin.sequence = evaluator->how->sequence + evaluator->done;
	evaluator->origin.line = record->line;
	evaluator->origin.input = evaluator->how->input;
	evaluator->origin.bundle = bundle_index(evaluator->setting->bundles, record->model);
	evaluator->origin.type = record->type;
	evaluator->origin.exported_on = evaluator->exported_on;
	evaluator->origin.as_of = evaluation_as_of(evaluator->setting->as_of, evaluator->exported_on);
}

/* What a call that failed had given is taken back from the wire, and the loss is said. */
static void
evaluate_draft(struct evaluator *evaluator, struct draft *draft)
{
	enum status status = choose_ruleset(draft, &evaluator->origin.ruleset);
	size_t before = evaluator->wire->length;

	if (status != STATUS_OK)
		fail_all_rules(draft);
	draft->ruleset = &draft->bundle->rulesets[evaluator->origin.ruleset];
	draft->eval.parameters = draft->ruleset->parameters;
	if (status == STATUS_OK)
		status = run_plugin(draft);
	if (status == STATUS_OK)
		return;
	evaluator->wire->length = before;
	wire_put(evaluator->wire, WIRE_LOST, NULL, 0);
}

/* ---- Giving up ---------------------------------------------------------------------- */

/* Whether no plugin is to be called for the record in hand; says why on the wire. */
static bool
is_given_up(struct evaluator *evaluator, struct draft *draft)
{
	const struct evaluation *how = evaluator->how;
	uint32_t bundle = evaluator->origin.bundle;
	struct wire_blamed blamed = {bundle, 0};
	struct death off = blame_switched_off(bundle);

	if (how->death != NULL) {
		draft_fail_rules(draft);
		blamed.kind = blame_is_of_plugin(how->death) ? how->death->kind : (uint32_t)DEATH_NONE;
		blame_give_up(draft, how->death);
		wire_put(evaluator->wire, WIRE_BLAMED, &blamed, sizeof blamed);
	} else if ((how->off & (UINT64_C(1) << bundle)) != 0) {
		draft_fail_rules(draft);
		blame_give_up(draft, &off);
	} else {
		return false;
	}
	wire_put(evaluator->wire, WIRE_LOST, NULL, 0);
	return true;
}

static void
report_breach(struct evaluator *evaluator, const struct draft *draft)
{
	struct wire_breach breach = {evaluator->origin.bundle, evaluator->how->item + evaluator->done};

	for (uint32_t i = 0; i < draft->findings.count; i++) {
		if (draft->findings.items[i].outcome == CASELINT_ERROR) {
			wire_put(evaluator->wire, WIRE_BREACH, &breach, sizeof breach);
			return;
		}
	}
}

static void
light_beacon(struct evaluator *evaluator)
{
	struct beacon *beacon = evaluator->beacon;

	beacon->bundle = evaluator->origin.bundle;
	beacon->item = evaluator->how->item + evaluator->done;
	beacon->beat++;
}

static enum status
take_record(void *context, const struct bound_record *record)
{
	struct evaluator *evaluator = context;
	struct draft draft;

	describe_origin(evaluator, record);
	light_beacon(evaluator);
	memset(&draft, 0, sizeof draft);
	draft.bundle = &evaluator->setting->bundles->items[evaluator->origin.bundle];
	draft.selected = evaluator->setting->selected[evaluator->origin.bundle];
	draft.restricted = evaluator->setting->restricted;
	draft.record_id = record->id;
	draft.record_path = text_of(shape_table(model_record_at(record->model, record->type))->element);
	draft.record_line = record->line;
	draft.input = record->arena;
	draft.output = &evaluator->output;
	draft.scratch = &evaluator->scratch;
	draft.fact = take_fact;
	draft.fact_context = evaluator;
	draft.beacon = evaluator->beacon;
	draft.ruleset = &draft.bundle->rulesets[0];
	draft.eval.record_type = record->type;
	draft.eval.record = record->data;
	draft.eval.as_of = evaluator->origin.as_of;
	draft.eval.exported_on = evaluator->exported_on;
	draft_begin(&draft);
	put_record_id(evaluator);
	if (!is_given_up(evaluator, &draft)) {
		evaluate_draft(evaluator, &draft);
		report_breach(evaluator, &draft);
	}
	put_result(evaluator, &draft, record);
	arena_reset(&evaluator->output);
	arena_reset(&evaluator->scratch);
	evaluator->done++;
	/* What follows is reading the next one. */
	evaluator->beacon->item = evaluator->how->item + evaluator->done;
	evaluator->beacon->beat++;
	return STATUS_OK;
}

static void
take_root(void *context, const struct export_root *root)
{
	struct evaluator *evaluator = context;
	struct wire_root message = {root->exported_on};

	evaluator->exported_on = root->exported_on;
	wire_put(evaluator->wire, WIRE_ROOT, &message, sizeof message);
}

static void
take_problem(void *context, const struct problem *problem)
{
	struct evaluator *evaluator = context;

	/* A record can hold a million of them. */
	if (evaluator->problems++ < LIMIT_INPUT_FINDINGS_PER_SOURCE) {
		wire_put_problem(evaluator->wire, problem);
		return;
	}
	evaluator->more.counts[problem->kind]++;
	if (problem->is_key)
		evaluator->more.has_key = 1;
}

/* ---- Life ----------------------------------------------------------------------------- */

struct evaluator *
evaluator_new(const struct evaluation_setting *setting, struct beacon *beacon)
{
	struct evaluator *evaluator = memory_zeroed(1, sizeof *evaluator);
	size_t i = 0;

	evaluator->setting = setting;
	evaluator->beacon = beacon;
	evaluator->events = (struct reader_events){evaluator, take_root, take_record, take_problem};
	evaluator->models = memory_zeroed(setting->bundles->count, sizeof(struct model *));
	for (i = 0; i < setting->bundles->count; i++)
		evaluator->models[i] = setting->bundles->items[i].model;
	arena_init(&evaluator->output);
	arena_init(&evaluator->scratch);
	evaluator->reader = reader_new(setting->schema, evaluator->models, setting->bundles->count, &evaluator->events);
	return evaluator;
}

enum status
evaluator_read(
    struct evaluator *evaluator, const struct record_text *text, const struct evaluation *how, struct buffer *wire)
{
	enum status status = STATUS_OK;

	evaluator->wire = wire;
	evaluator->how = how;
	evaluator->done = 0;
	evaluator->findings = 0;
	evaluator->problems = 0;
	memset(&evaluator->more, 0, sizeof evaluator->more);
	evaluator->exported_on = CASELINT_ABSENT;
	evaluator->beacon->call = CALL_NONE;
	evaluator->beacon->item = how->item;
	evaluator->beacon->beat++;
	status = reader_read(evaluator->reader, text);
	if (evaluator->problems > LIMIT_INPUT_FINDINGS_PER_SOURCE)
		wire_put(wire, WIRE_MORE, &evaluator->more, sizeof evaluator->more);
	if (evaluator->findings > 0)
		wire_put(wire, WIRE_COUNT, &evaluator->findings, sizeof evaluator->findings);
	return status;
}

void
evaluator_free(struct evaluator *evaluator)
{
	if (evaluator == NULL)
		return;
	reader_free(evaluator->reader);
	memory_free(evaluator->models);
	arena_clear(&evaluator->output);
	arena_clear(&evaluator->scratch);
	memory_free(evaluator);
}
