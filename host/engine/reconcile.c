/* One group after the other; see engine/reconcile.h. */
#include "engine/reconcile.h"

#include <string.h>

#include "engine/wire.h"
#include "record/pack.h"

/* The group in hand. */
struct group_work {
	const struct reconciliation *reconciliation;
	struct facts *next;    /* takes the facts of the next round; NULL in the last */
	struct buffer pending; /* facts of the group in hand, as messages; kept when its call has ended well */
	bool lost;             /* a group was in error: its records may miss facts in the next round */
	uint32_t round;
	bool incomplete;    /* some record could not be read or evaluated */
	struct arena input; /* the unpacked facts */
	struct arena output;
	struct arena scratch;
	struct buffer packed;
};

/* What take_fact must know of the record that gives a fact. */
struct giver {
	struct group_work *work;
	struct fact fact; /* with the origin of the record; the rest is set for each fact */
};

static void
take_fact(void *context, uint32_t table, struct text key, struct text packed)
{
	struct giver *giver = context;
	struct group_work *work = giver->work;

	giver->fact.origin.table = table;
	giver->fact.key = key;
	giver->fact.data = packed;
	buffer_reset(&work->packed);
	fact_pack(&giver->fact, &work->packed);
	wire_put(&work->pending, WIRE_FACT, work->packed.data, work->packed.length);
	giver->fact.origin.ordinal++;
}

static void
let_give_facts(struct group_work *work, const struct fact *fact, struct draft *draft)
{
	struct giver *giver = NULL;

	if (work->next == NULL)
		return;
	giver = arena_take(&work->input, sizeof *giver);
	giver->work = work;
	giver->fact = *fact;
	draft->fact = take_fact;
	draft->fact_context = giver;
}

static struct draft *
new_draft(struct group_work *work, const struct fact *fact)
{
	const struct bundle *bundle = &work->reconciliation->setting->bundles->items[fact->origin.bundle];
	struct draft *draft = arena_take(&work->input, sizeof *draft);

	draft->bundle = bundle;
	draft->ruleset = &bundle->rulesets[fact->origin.ruleset];
	draft->selected = work->reconciliation->setting->selected[fact->origin.bundle];
	draft->record_id = fact->record_id;
	draft->record_path = text_of(shape_table(model_record_at(bundle->model, fact->origin.type))->element);
	draft->record_line = fact->origin.line;
	draft->input = &work->input;
	draft->output = &work->output;
	draft->scratch = &work->scratch;
	draft->eval.record_type = fact->origin.type;
	draft->eval.as_of = fact->origin.as_of;
	draft->eval.exported_on = fact->origin.exported_on;
	let_give_facts(work, fact, draft);
	draft_begin(draft);
	return draft;
}

/* Facts of one record stand together, so its draft is the last one made. */
static size_t
make_drafts(struct group_work *work, const struct fact *facts, size_t count, struct draft **drafts, size_t *draft_of)
{
	size_t made = 0;
	size_t i = 0;

	for (i = 0; i < count; i++) {
		if (i == 0 || facts[i].origin.sequence != facts[i - 1].origin.sequence)
			drafts[made++] = new_draft(work, &facts[i]);
		draft_of[i] = made - 1;
	}
	return made;
}

/* A fact that is a record brings its record along; the others come with an eval without one. */
static enum status
open_fact(struct group_work *work, const struct fact *fact, struct draft *draft, struct caselint_known_fact *ret_known)
{
	const struct shape *shape = model_fact_at(draft->bundle->model, fact->origin.table);
	struct caselint_eval *eval = NULL;
	const void *data = NULL;
	size_t used = 0;

	if (unpack_object(shape, &work->input, fact->data, &data, &used) != STATUS_OK)
		return STATUS_INVALID;
	eval = arena_take(&work->input, sizeof *eval);
	*eval = draft->eval;
	if (shape_table(shape)->element != NULL)
		eval->record = data;
	*ret_known = (struct caselint_known_fact){eval, data, fact->origin.table, 0};
	return STATUS_OK;
}

static int32_t
call_plugin(struct group_work *work, const struct fact *facts, struct caselint_known_fact *known, size_t count,
    const struct bundle *bundle)
{
	struct caselint_group group = {
	    .size = (uint32_t)sizeof group,
	    .key_length = (uint32_t)facts->key.length,
	    .key = facts->key.data,
	    .facts = {known, (uint32_t)count, (uint32_t)sizeof *known},
	    .incomplete = work->incomplete,
	    .round = work->round,
	};

	return bundle->plugin->reconcile(bundle->instance, &group);
}

static enum status
keep_pending_facts(struct group_work *work)
{
	struct text wire = text_view(buffer_text(&work->pending), work->pending.length);
	struct wire_message message = {0};
	size_t position = 0;
	enum status status = STATUS_OK;

	while (status == STATUS_OK && wire_next(wire, &position, &message) == STATUS_OK)
		status = facts_add(work->next, message.body);
	return status;
}

static const char *
find_breach(struct draft *const *drafts, size_t count, int32_t returned)
{
	size_t i = 0;

	for (i = 0; i < count; i++) {
		if (drafts[i]->breach != NULL)
			return drafts[i]->breach;
	}
	return returned == CASELINT_OK ? NULL : "it gave up a key without a reason";
}

/* A breach is blamed on every record of the key: which one it was about cannot be known. */
static enum status
end_call(struct group_work *work, struct draft **drafts, size_t draft_count, int32_t returned)
{
	const char *breach = find_breach(drafts, draft_count, returned);
	size_t i = 0;

	for (i = 0; i < draft_count; i++) {
		drafts[i]->breach = breach;
		if (draft_leave(drafts[i]) == STATUS_OK)
			continue;
		memset(drafts[i]->outcomes, 0, drafts[i]->bundle->plugin->rules.count);
		draft_add_error(drafts[i], RULE_OF_HOST, breach);
	}
	work->lost = work->lost || breach != NULL;
	return breach == NULL ? keep_pending_facts(work) : STATUS_OK;
}

static enum status
keep_supplement(struct group_work *work, const struct fact *fact, struct draft *draft)
{
	struct result_record result = {.sequence = fact->origin.sequence,
	    .input = fact->origin.input,
	    .bundle = fact->origin.bundle,
	    .ruleset = fact->origin.ruleset,
	    .type = fact->origin.type,
	    .id = fact->record_id,
	    .group = fact->group,
	    .line = fact->origin.line};

	draft_finish(draft, &result);
	if (result.outcome == 0 && result.amount_count == 0 && result.row_count == 0)
		return STATUS_OK;
	buffer_reset(&work->packed);
	result_pack(&result, &work->packed);
	return spool_supplement(work->reconciliation->spool, text_view(work->packed.data, work->packed.length));
}

static enum status
reconcile_group(struct group_work *work, const struct fact *facts, size_t count)
{
	struct draft **drafts = arena_take_array(&work->input, count, sizeof(struct draft *));
	size_t *draft_of = arena_take_array(&work->input, count, sizeof *draft_of);
	struct caselint_known_fact *known = arena_take_array(&work->input, count, sizeof *known);
	size_t draft_count = make_drafts(work, facts, count, drafts, draft_of);
	enum status status = STATUS_OK;
	int32_t returned = 0;
	size_t i = 0;

	for (i = 0; i < count && status == STATUS_OK; i++)
		status = open_fact(work, &facts[i], drafts[draft_of[i]], &known[i]);
	if (status != STATUS_OK)
		return status;
	for (i = 0; i < draft_count; i++)
		draft_enter(drafts[i], CALL_RECONCILE, 0);
	returned = call_plugin(work, facts, known, count, drafts[0]->bundle);
	status = end_call(work, drafts, draft_count, returned);
	for (i = 0; i < count && status == STATUS_OK; i++) {
		if (i + 1 == count || draft_of[i + 1] != draft_of[i])
			status = keep_supplement(work, &facts[i], drafts[draft_of[i]]);
	}
	return status;
}

static void
report_duplicates(const struct reconciliation *reconciliation, const struct fact *facts, size_t count)
{
	size_t i = 0;

	for (i = 1; i < count; i++)
		reconciliation->duplicate(reconciliation->context, &facts[i]);
}

static enum status
take_group(void *context, const struct fact *facts, size_t count)
{
	struct group_work *work = context;
	enum status status = STATUS_OK;

	if (facts->origin.bundle == FACTS_OF_HOST) {
		report_duplicates(work->reconciliation, facts, count);
		return STATUS_OK;
	}
	status = reconcile_group(work, facts, count);
	arena_reset(&work->input);
	arena_reset(&work->output);
	arena_reset(&work->scratch);
	buffer_reset(&work->pending);
	return status;
}

static void
work_clear(struct group_work *work)
{
	arena_clear(&work->input);
	arena_clear(&work->output);
	arena_clear(&work->scratch);
	buffer_clear(&work->packed);
	buffer_clear(&work->pending);
}

enum status
reconcile_all(const struct reconciliation *reconciliation, struct facts *facts)
{
	struct facts *second = facts_new();
	struct group_work work;
	enum status status = STATUS_OK;

	memset(&work, 0, sizeof work);
	work.reconciliation = reconciliation;
	work.round = 1;
	work.next = second;
	work.incomplete = reconciliation->incomplete;
	status = facts_each_group(facts, take_group, &work);
	work.round = 2;
	work.next = NULL;
	work.incomplete = work.incomplete || work.lost;
	if (status == STATUS_OK)
		status = facts_each_group(second, take_group, &work);
	work_clear(&work);
	facts_free(second);
	return status;
}
