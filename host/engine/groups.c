/* One group after the other; see engine/groups.h. */
#include "engine/groups.h"

#include <string.h>

#include "base/memory.h"
#include "engine/blame.h"
#include "engine/slots.h"
#include "engine/wire.h"
#include "record/pack.h"
#include "report/spool.h"

/* Before the facts of a group in a slot. */
struct stored_group {
	uint32_t count;
	uint32_t bytes; /* of its facts as they are stored */
};

struct reconciler {
	const struct evaluation_setting *setting;
	struct beacon *beacon;
	const struct work *work; /* in hand */
	struct buffer *wire;
	struct buffer pending; /* facts of the group in hand, as messages; sent when its call has ended well */
	struct arena input;    /* the unpacked facts */
	struct arena output;
	struct arena scratch;
};

/* What take_fact must know of the record that gives a fact. */
struct giver {
	struct reconciler *reconciler;
	struct fact fact; /* with the origin of the record; the rest is set for each fact */
};

static void
take_fact(void *context, uint32_t table, struct text key, struct text packed)
{
	struct giver *giver = context;
	struct reconciler *reconciler = giver->reconciler;
	size_t place = 0;

	giver->fact.origin.table = table;
	giver->fact.key = key;
	giver->fact.data = packed;
	place = wire_open(&reconciler->pending, WIRE_FACT);
	fact_pack(&giver->fact, &reconciler->pending);
	wire_close(&reconciler->pending, place);
	giver->fact.origin.ordinal++;
}

/* In the last round nobody would hear them. */
static void
let_give_facts(struct reconciler *reconciler, const struct fact *fact, struct draft *draft)
{
	struct giver *giver = NULL;

	if (reconciler->work->round > 1)
		return;
	giver = arena_take(&reconciler->input, sizeof *giver);
	giver->reconciler = reconciler;
	giver->fact = *fact;
	draft->fact = take_fact;
	draft->fact_context = giver;
}

static struct draft *
new_draft(struct reconciler *reconciler, const struct fact *fact)
{
	const struct bundle *bundle = &reconciler->setting->bundles->items[fact->origin.bundle];
	struct draft *draft = arena_take(&reconciler->input, sizeof *draft);

	draft->bundle = bundle;
	draft->ruleset = &bundle->rulesets[fact->origin.ruleset];
	draft->selected = reconciler->setting->selected[fact->origin.bundle];
	draft->record_id = fact->record_id;
	draft->record_path = text_of(shape_table(model_record_at(bundle->model, fact->origin.type))->element);
	draft->record_line = fact->origin.line;
	draft->input = &reconciler->input;
	draft->output = &reconciler->output;
	draft->scratch = &reconciler->scratch;
	draft->eval.record_type = fact->origin.type;
	draft->eval.as_of = fact->origin.as_of;
	draft->eval.exported_on = fact->origin.exported_on;
	draft->beacon = reconciler->beacon;
	let_give_facts(reconciler, fact, draft);
	draft_begin(draft);
	return draft;
}

/* Facts of one record stand together, so its draft is the last one made. */
static size_t
make_drafts(
    struct reconciler *reconciler, const struct fact *facts, size_t count, struct draft **drafts, size_t *draft_of)
{
	size_t made = 0;
	size_t i = 0;

	for (i = 0; i < count; i++) {
		if (i == 0 || facts[i].origin.sequence != facts[i - 1].origin.sequence)
			drafts[made++] = new_draft(reconciler, &facts[i]);
		draft_of[i] = made - 1;
	}
	return made;
}

/* A fact that is a record brings its record along; the others come with an eval without one. */
static enum status
open_fact(
    struct reconciler *reconciler, const struct fact *fact, struct draft *draft, struct caselint_known_fact *ret_known)
{
	const struct shape *shape = model_fact_at(draft->bundle->model, fact->origin.table);
	struct caselint_eval *eval = NULL;
	const void *data = NULL;
	size_t used = 0;

	if (unpack_object(shape, &reconciler->input, fact->data, &data, &used) != STATUS_OK)
		return STATUS_INVALID;
	eval = arena_take(&reconciler->input, sizeof *eval);
	*eval = draft->eval;
	if (shape_table(shape)->element != NULL)
		eval->record = data;
	*ret_known = (struct caselint_known_fact){eval, data, fact->origin.table, 0};
	return STATUS_OK;
}

static int32_t
call_plugin(struct reconciler *reconciler, const struct fact *facts, struct caselint_known_fact *known, size_t count,
    const struct bundle *bundle)
{
	struct caselint_group group = {
	    .size = (uint32_t)sizeof group,
	    .key_length = (uint32_t)facts->key.length,
	    .key = facts->key.data,
	    .facts = {known, (uint32_t)count, (uint32_t)sizeof *known},
	    .incomplete = reconciler->work->incomplete != 0,
	    .round = reconciler->work->round,
	};

	return bundle->plugin->reconcile(bundle->instance, &group);
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
static void
end_call(struct reconciler *reconciler, struct draft **drafts, size_t draft_count, int32_t returned)
{
	const char *breach = find_breach(drafts, draft_count, returned);
	struct wire_breach said = {reconciler->beacon->bundle, reconciler->beacon->item};
	size_t i = 0;

	for (i = 0; i < draft_count; i++) {
		drafts[i]->breach = breach;
		if (draft_leave(drafts[i]) == STATUS_OK)
			continue;
		memset(drafts[i]->outcomes, 0, drafts[i]->bundle->plugin->rules.count);
		draft_add_error(drafts[i], RULE_OF_HOST, breach);
	}
	if (breach == NULL) {
		buffer_append(reconciler->wire, reconciler->pending.data, reconciler->pending.length);
		return;
	}
	wire_put(reconciler->wire, WIRE_BREACH, &said, sizeof said);
	wire_put(reconciler->wire, WIRE_LOST, NULL, 0);
}

static void
keep_supplement(struct reconciler *reconciler, const struct fact *fact, struct draft *draft)
{
	/* Id, group and line the record has itself, which this becomes part of. */
	struct result_record result = {.sequence = fact->origin.sequence,
	    .input = fact->origin.input,
	    .bundle = fact->origin.bundle,
	    .ruleset = fact->origin.ruleset,
	    .type = fact->origin.type};
	size_t place = 0;

	draft_finish(draft, &result);
	if (result.outcome == 0 && result.amount_count == 0 && result.row_count == 0)
		return;
	place = wire_open(reconciler->wire, WIRE_SUPPLEMENT);
	result_pack(&result, reconciler->setting->lexicon, reconciler->wire);
	wire_close(reconciler->wire, place);
}

/* What is handed to the plugin for one key. */
struct group {
	const struct fact *facts;
	size_t count;
	struct draft **drafts; /* one per record */
	size_t draft_count;
	size_t *draft_of; /* of each fact */
};

static struct group
open_group(struct reconciler *reconciler, const struct fact *facts, size_t count)
{
	struct group group = {.facts = facts, .count = count};

	group.drafts = arena_take_array(&reconciler->input, count, sizeof(struct draft *));
	group.draft_of = arena_take_array(&reconciler->input, count, sizeof *group.draft_of);
	group.draft_count = make_drafts(reconciler, facts, count, group.drafts, group.draft_of);
	return group;
}

/* Any fault in what is stored is one of caselint's own. */
static enum status
let_plugin_answer(struct reconciler *reconciler, const struct group *group)
{
	struct caselint_known_fact *known = arena_take_array(&reconciler->input, group->count, sizeof *known);
	enum status status = STATUS_OK;
	size_t i = 0;

	for (i = 0; i < group->count && status == STATUS_OK; i++)
		status = open_fact(reconciler, &group->facts[i], group->drafts[group->draft_of[i]], &known[i]);
	if (status != STATUS_OK)
		return status;
	for (i = 0; i < group->draft_count; i++)
		draft_enter(group->drafts[i], CALL_RECONCILE, 0);
	end_call(reconciler, group->drafts, group->draft_count,
	    call_plugin(reconciler, group->facts, known, group->count, group->drafts[0]->bundle));
	return STATUS_OK;
}

/* Whether the plugin is not to be called for this key; every record of it says so. */
static bool
is_given_up(struct reconciler *reconciler, const struct group *group)
{
	const struct work *work = reconciler->work;
	uint32_t bundle = group->facts->origin.bundle;
	struct wire_blamed blamed = {bundle, work->death.kind};
	struct death off = blame_switched_off(bundle);
	const struct death *death = work->mode == WORK_BLAME ? &work->death : &off;
	size_t i = 0;

	if (work->mode != WORK_BLAME && (work->off & (UINT64_C(1) << bundle)) == 0)
		return false;
	for (i = 0; i < group->draft_count; i++)
		blame_give_up(group->drafts[i], death);
	if (work->mode == WORK_BLAME)
		wire_put(reconciler->wire, WIRE_BLAMED, &blamed, sizeof blamed);
	wire_put(reconciler->wire, WIRE_LOST, NULL, 0);
	return true;
}

/* Whether the facts of the key are not all here; every record that gave one says so. */
static bool
is_too_large(struct reconciler *reconciler, const struct group *group)
{
	size_t i = 0;

	if (!group->facts->too_large)
		return false;
	for (i = 0; i < group->draft_count; i++)
		draft_add_failure(group->drafts[i], RULE_OF_HOST, HOST_LIMIT_KEY, host_rules[HOST_LIMIT_KEY].message);
	wire_put(reconciler->wire, WIRE_LOST, NULL, 0);
	return true;
}

static enum status
reconcile_group(struct reconciler *reconciler, const struct fact *facts, size_t count)
{
	struct group group = open_group(reconciler, facts, count);
	enum status status = STATUS_OK;
	size_t i = 0;

	if (!is_too_large(reconciler, &group) && !is_given_up(reconciler, &group))
		status = let_plugin_answer(reconciler, &group);
	for (i = 0; i < count && status == STATUS_OK; i++) {
		if (i + 1 == count || group.draft_of[i + 1] != group.draft_of[i])
			keep_supplement(reconciler, &facts[i], group.drafts[group.draft_of[i]]);
	}
	return status;
}

/* ---- What lies in the slot ----------------------------------------------------------- */

static enum status
read_facts(struct reconciler *reconciler, struct text bytes, uint32_t count, const struct fact **ret_facts)
{
	struct fact *facts = arena_take_array(&reconciler->input, count, sizeof *facts);
	const size_t bundles = reconciler->setting->bundles->count;
	uint32_t i = 0;

	for (i = 0; i < count; i++) {
		if (fact_take(&bytes, &facts[i]) != STATUS_OK || facts[i].origin.bundle >= bundles)
			return STATUS_INVALID;
	}
	*ret_facts = facts;
	return STATUS_OK;
}

static enum status
perform_group(struct reconciler *reconciler, const struct stored_group *stored, struct text bytes)
{
	const struct fact *facts = NULL;
	enum status status = STATUS_INVALID;

	if (stored->count > 0 && stored->bytes <= bytes.length)
		status = read_facts(reconciler, text_view(bytes.data, stored->bytes), stored->count, &facts);
	if (status == STATUS_OK) {
		reconciler->beacon->bundle = facts->origin.bundle;
		status = reconcile_group(reconciler, facts, stored->count);
	}
	arena_reset(&reconciler->input);
	arena_reset(&reconciler->output);
	arena_reset(&reconciler->scratch);
	buffer_reset(&reconciler->pending);
	return status;
}

enum status
reconciler_perform(struct reconciler *reconciler, const struct work *work, struct text slot, struct buffer *wire)
{
	enum status status = STATUS_OK;
	uint32_t i = 0;

	reconciler->work = work;
	reconciler->wire = wire;
	reconciler->beacon->call = CALL_NONE;
	for (i = 0; i < work->first + work->count && status == STATUS_OK; i++) {
		struct stored_group stored = {0};

		if (slot.length < sizeof stored)
			return STATUS_INVALID;
		memcpy(&stored, slot.data, sizeof stored);
		slot = text_view(slot.data + sizeof stored, slot.length - sizeof stored);
		reconciler->beacon->item = i;
		reconciler->beacon->beat++;
		if (i >= work->first)
			status = perform_group(reconciler, &stored, slot);
		if (stored.bytes > slot.length)
			return STATUS_INVALID;
		slot = text_view(slot.data + stored.bytes, slot.length - stored.bytes);
	}
	return status;
}

void
group_packer_begin(struct group_packer *packer, char *slot)
{
	packer->slot = slot;
	packer->used = 0;
	packer->count = 0;
}

enum status
group_packer_add(struct group_packer *packer, const struct fact_group *group)
{
	struct stored_group stored = {(uint32_t)group->count, (uint32_t)group->stored.length};

	if (group->stored.length > SLOT_BYTES || sizeof stored + group->stored.length > SLOT_BYTES - packer->used)
		return STATUS_LIMIT;
	memcpy(packer->slot + packer->used, &stored, sizeof stored);
	packer->used += sizeof stored;
	memcpy(packer->slot + packer->used, group->stored.data, group->stored.length);
	packer->used += group->stored.length;
	packer->count++;
	return STATUS_OK;
}

size_t
group_packer_end(struct group_packer *packer)
{
	return packer->used;
}

/* ---- Life ------------------------------------------------------------------------------ */

struct reconciler *
reconciler_new(const struct evaluation_setting *setting, struct beacon *beacon)
{
	struct reconciler *reconciler = memory_zeroed(1, sizeof *reconciler);

	reconciler->setting = setting;
	reconciler->beacon = beacon;
	return reconciler;
}

void
reconciler_free(struct reconciler *reconciler)
{
	if (reconciler == NULL)
		return;
	arena_clear(&reconciler->input);
	arena_clear(&reconciler->output);
	arena_clear(&reconciler->scratch);
	buffer_clear(&reconciler->pending);
	memory_free(reconciler);
}
