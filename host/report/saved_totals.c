/* The totals of a strict run, from a line of saved results; report/jsonl_totals.c writes it. */
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "report/saved_parts.h"

/* More kinds than any ruleset declares, in each group. */
#define SUMS_MOST ((size_t)LIMIT_GROUPS * LIMIT_PLUGINS * 64U)

/* ---- Lists of numbers ---- */

/* A list that must have `count` elements; NULL after a fault. */
static const json_t *
whole_list(struct taking *taking, const json_t *object, const char *key, size_t count)
{
	size_t found = 0;
	const json_t *list = take_list(taking, object, key, count, &found);

	if (list == NULL || found != count)
		take_fault(taking, key);
	return take_went_well(taking) ? list : NULL;
}

static uint64_t
count_of(struct taking *taking, const json_t *value, const char *key)
{
	if (json_is_null(value))
		return COUNT_WITHHELD;
	if (!json_is_integer(value) || json_integer_value(value) < 0) {
		take_fault(taking, key);
		return 0;
	}
	return (uint64_t)json_integer_value(value);
}

static void
fill_outcomes(struct taking *taking, const json_t *list, uint64_t ret_counts[OUTCOMES])
{
	if (json_array_size(list) != OUTCOMES - CASELINT_ERROR)
		take_fault(taking, "outcomes");
	for (size_t i = CASELINT_ERROR; i < OUTCOMES && take_went_well(taking); i++)
		ret_counts[i] = count_of(taking, json_array_get(list, i - CASELINT_ERROR), "outcomes");
}

/* ---- Counts ---- */

static void
take_counts(struct taking *taking, const json_t *line, struct tally *tally)
{
	const json_t *open = whole_list(taking, line, "open", SEVERITY_ERROR);
	const json_t *rules = whole_list(taking, line, "rules", tally->rule_count);

	tally->counts.records = take_shown_count(taking, line, "records");
	tally->counts.findings = take_shown_count(taking, line, "findings");
	tally->tasks_unlisted = take_shown_count(taking, line, "steps");
	fill_outcomes(taking, json_object_get(line, "outcomes"), tally->counts.records_by_outcome);
	memcpy(tally->counts.records_by_open, tally->counts.records_by_outcome, sizeof tally->counts.records_by_open);
	for (size_t i = SEVERITY_INFO; i <= SEVERITY_ERROR && take_went_well(taking); i++)
		tally->counts.open[i] = count_of(taking, json_array_get(open, i - SEVERITY_INFO), "open");
	for (size_t i = 0; i < tally->rule_count && take_went_well(taking); i++)
		fill_outcomes(taking, json_array_get(rules, i), tally->rules[i].outcomes);
}

static uint32_t
take_bundle(struct taking *taking, const json_t *object, const struct run_facts *facts)
{
	uint64_t bundle = take_count(taking, object, "plugin", UINT32_MAX);

	if (bundle >= facts->bundle_count)
		take_fault(taking, "plugin");
	return (uint32_t)bundle;
}

static void
take_groups(struct taking *taking, const json_t *line, const struct run_facts *facts, struct tally *tally)
{
	size_t count = 0;
	const json_t *list = take_list(taking, line, "groups", (size_t)LIMIT_GROUPS * LIMIT_PLUGINS, &count);

	memory_free(tally->groups);
	tally->groups = memory_zeroed(count, sizeof *tally->groups);
	tally->groups_withheld = take_flag(taking, line, "groupsWithheld");
	for (size_t i = 0; i < count && take_went_well(taking); i++) {
		const json_t *object = take_element(taking, list, i);
		struct tally_group *group = &tally->groups[i];

		group->bundle = take_bundle(taking, object, facts);
		group->group = take_text(taking, object, "group");
		group->records = take_shown_count(taking, object, "records");
		fill_outcomes(taking, json_object_get(object, "outcomes"), group->outcomes);
	}
	tally->group_count = count;
}

/* ---- Money ---- */

/* A sum of an object; *ret_withheld: it is null. */
static int64_t
take_sum(struct taking *taking, const json_t *object, const char *key, bool *ret_withheld)
{
	*ret_withheld = json_is_null(json_object_get(object, key));
	return *ret_withheld ? 0 : take_money(taking, object, key);
}

static void
take_states(struct taking *taking, const json_t *object, struct tally_amount *amount)
{
	const json_t *list = whole_list(taking, object, "byState", AMOUNT_STATES - CASELINT_RECORDED);

	for (size_t i = CASELINT_RECORDED; i < AMOUNT_STATES && take_went_well(taking); i++) {
		json_t *one = json_pack("{sO}", "sum", json_array_get(list, i - CASELINT_RECORDED));
		bool withheld = false;

		amount->by_state[i] = take_sum(taking, one, "sum", &withheld);
		amount->states_withheld |= withheld ? 1U << i : 0U;
		json_decref(one);
	}
}

static void
take_amount(struct taking *taking, const json_t *object, const struct run_facts *facts, struct tally_amount *amount)
{
	amount->bundle = take_bundle(taking, object, facts);
	amount->group = take_text(taking, object, "group");
	amount->kind = take_text(taking, object, "kind");
	amount->title = take_text(taking, object, "title");
	amount->claimable = take_flag(taking, object, "claimable");
	amount->overflow = take_flag(taking, object, "overflow");
	amount->count = take_shown_count(taking, object, "count");
	amount->value = take_sum(taking, object, "value", &amount->withheld);
	amount->unclaimed = take_sum(taking, object, "unclaimed", &amount->unclaimed_withheld);
	take_states(taking, object, amount);
}

static struct tally_amount *
take_amounts(
    struct taking *taking, const json_t *line, const char *key, const struct run_facts *facts, size_t *ret_count)
{
	const json_t *list = take_list(taking, line, key, SUMS_MOST, ret_count);
	struct tally_amount *amounts = memory_zeroed(*ret_count, sizeof *amounts);

	for (size_t i = 0; i < *ret_count && take_went_well(taking); i++)
		take_amount(taking, take_element(taking, list, i), facts, &amounts[i]);
	return amounts;
}

/* ---- Assumptions ---- */

static const struct ruleset_assumption *
assumption_at(struct taking *taking, const json_t *place, const struct run_facts *facts)
{
	uint64_t at[3] = {0};
	const struct run_bundle *bundle = NULL;

	for (size_t i = 0; i < 3; i++)
		at[i] = count_of(taking, json_array_get(place, i), "assumptions");
	if (take_went_well(taking) && at[0] < facts->bundle_count)
		bundle = &facts->bundles[at[0]];
	if (bundle != NULL && at[1] < bundle->ruleset_count && at[2] < bundle->rulesets[at[1]]->assumption_count)
		return &bundle->rulesets[at[1]]->assumptions[at[2]];
	take_fault(taking, "assumptions");
	return NULL;
}

static void
take_assumptions(struct taking *taking, const json_t *line, const struct run_facts *facts, struct tally *tally)
{
	size_t count = 0;
	const json_t *list = take_list(taking, line, "assumptions", LIMIT_RULES, &count);
	const struct ruleset_assumption **items = memory_zeroed(count, sizeof *items);

	for (size_t i = 0; i < count && take_went_well(taking); i++)
		items[i] = assumption_at(taking, json_array_get(list, i), facts);
	tally->assumptions = items;
	tally->assumption_count = take_went_well(taking) ? count : 0;
}

struct tally *
saved_take_totals(struct taking *taking, const json_t *line, const struct run_facts *facts)
{
	struct tally *tally = tally_new(facts);

	take_counts(taking, line, tally);
	take_groups(taking, line, facts, tally);
	tally->totals = take_amounts(taking, line, "totals", facts, &tally->total_count);
	tally->amounts = take_amounts(taking, line, "amounts", facts, &tally->amount_count);
	take_assumptions(taking, line, facts, tally);
	if (take_went_well(taking))
		return tally;
	tally_free(tally);
	return NULL;
}
