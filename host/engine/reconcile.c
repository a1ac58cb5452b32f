/* Groups are gathered in a slot until there are enough; see engine/reconcile.h. */
#include "engine/reconcile.h"

#include "base/limits.h"
#include "engine/groups.h"
#include "engine/wire.h"

struct gathering {
	const struct reconciliation *reconciliation;
	struct group_packer packer;
	bool is_open;           /* the packer has a slot */
	struct buffer lost;     /* a fact of such a key */
	uint64_t lost_sequence; /* of the record that was told last, of a key with too many facts */
};

static enum status
open_slot(struct gathering *gathering)
{
	char *slot = NULL;
	enum status status = STATUS_OK;

	if (gathering->is_open)
		return STATUS_OK;
	status = pool_slot(gathering->reconciliation->pool, &slot);
	if (status != STATUS_OK)
		return status;
	group_packer_begin(&gathering->packer, slot);
	gathering->is_open = true;
	return STATUS_OK;
}

static enum status
hand_in(struct gathering *gathering)
{
	const struct reconciliation *reconciliation = gathering->reconciliation;
	struct work work = {.kind = WORK_GROUPS,
	    .round = reconciliation->round,
	    .incomplete = reconciliation->incomplete ? 1 : 0,
	    .bytes = group_packer_end(&gathering->packer)};

	if (!gathering->is_open || gathering->packer.count == 0)
		return STATUS_OK;
	gathering->is_open = false;
	return pool_hand_in(reconciliation->pool, &work, gathering->packer.count);
}

/* A key with more facts than any plugin could be handed at once. */
static enum status
give_up(struct gathering *gathering)
{
	struct wire_given_up given_up = {0, 0};
	struct buffer wire = {0};
	enum status status = STATUS_OK;

	wire_put(&wire, WIRE_GIVEN_UP, &given_up, sizeof given_up);
	status = pool_note(gathering->reconciliation->pool, 0, text_view(wire.data, wire.length));
	buffer_clear(&wire);
	return status;
}

static enum status
add_group(struct gathering *gathering, const struct fact_group *group)
{
	enum status status = open_slot(gathering);

	if (status == STATUS_OK)
		status = group_packer_add(&gathering->packer, group);
	if (status != STATUS_LIMIT)
		return status;
	if (gathering->packer.count == 0)
		return give_up(gathering);
	status = hand_in(gathering);
	return status == STATUS_OK ? add_group(gathering, group) : status;
}

/* Adds a group, and hands in what is gathered when it is enough. */
static enum status
gather(struct gathering *gathering, const struct fact_group *group)
{
	enum status status = add_group(gathering, group);

	if (status == STATUS_OK &&
	    (gathering->packer.used >= LIMIT_BATCH_BYTES || gathering->packer.count >= LIMIT_BATCH_KEYS))
		status = hand_in(gathering);
	return status;
}

static enum status
report_duplicates(const struct reconciliation *reconciliation, const struct fact_group *group)
{
	struct text rest = group->stored;
	size_t i = 0;

	for (i = 0; i < group->count; i++) {
		struct fact fact;

		if (fact_take(&rest, &fact) != STATUS_OK)
			return STATUS_INVALID;
		if (i > 0)
			reconciliation->duplicate(reconciliation->context, &fact);
	}
	return STATUS_OK;
}

static enum status
take_group(void *context, const struct fact_group *group)
{
	struct gathering *gathering = context;

	if (group->bundle == FACTS_OF_HOST)
		return report_duplicates(gathering->reconciliation, group);
	return gather(gathering, group);
}

/* Each record that gave a fact to such a key is told so, once. Its facts stand together. */
static enum status
lose_fact(void *context, const struct fact *fact, uint64_t place)
{
	struct gathering *gathering = context;
	bool is_told = place > 0 && fact->origin.sequence == gathering->lost_sequence;
	struct fact lost = *fact;
	struct fact_group group = {fact->origin.bundle, 1, {0}};

	if (fact->origin.bundle == FACTS_OF_HOST) {
		if (place > 0)
			gathering->reconciliation->duplicate(gathering->reconciliation->context, fact);
		return STATUS_OK;
	}
	if (is_told)
		return STATUS_OK;
	gathering->lost_sequence = fact->origin.sequence;
	lost.too_large = true;
	buffer_reset(&gathering->lost);
	fact_store(&lost, &gathering->lost);
	group.stored = text_view(gathering->lost.data, gathering->lost.length);
	return gather(gathering, &group);
}

enum status
reconcile_round(const struct reconciliation *reconciliation, struct facts *facts)
{
	struct gathering gathering = {.reconciliation = reconciliation};
	enum status status = facts_each_group(facts, take_group, lose_fact, &gathering);

	if (status == STATUS_OK)
		status = hand_in(&gathering);
	buffer_clear(&gathering.lost);
	return status == STATUS_OK ? pool_drain(reconciliation->pool) : status;
}
