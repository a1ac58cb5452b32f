/*
 * See report/tally.h. Counting happens here; money, tasks and assumptions have
 * files of their own. Everything is kept by bundle until tally_finish puts it in
 * order and into the public arrays.
 */
#include "report/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "report/tally_parts.h"

/* A group while it is filled. */
struct group_tally {
	struct tally_group counts;
	struct money_sums money;
};

/* One bundle while it is filled. */
struct bundle_tally {
	size_t *rule_places; /* per rule of the plugin: its place in tally.rules, or NOT_COUNTED */
	size_t rule_count;
	struct text_index group_names;
	struct group_tally *groups; /* by number of the name */
	size_t group_count;
	size_t group_room;
	struct money_kinds kinds;
	struct money_sums totals;
	struct ruleset_use *uses; /* one per ruleset */
	size_t use_count;
};

#define NOT_COUNTED SIZE_MAX

/* The public tally and what stands behind it. */
struct tally_state {
	struct tally tally;
	const struct run_facts *facts;
	struct bundle_tally *bundles;
	size_t bundle_count;
	struct task_list tasks;
	size_t group_count; /* over all bundles */
};

static struct tally_state *
state_of(struct tally *tally)
{
	return (struct tally_state *)(void *)tally;
}

static bool
is_selected(const struct run_bundle *bundle, uint32_t rule)
{
	return bundle->selected == NULL || bundle->selected[rule];
}

static void
add_rules(struct tally *tally, struct bundle_tally *bundle, const struct run_bundle *run, uint32_t number)
{
	bundle->rule_count = run->plugin->rules.count;
	bundle->rule_places = memory_zeroed(bundle->rule_count, sizeof *bundle->rule_places);
	tally->rules = memory_resize(tally->rules, tally->rule_count + bundle->rule_count, sizeof *tally->rules);
	for (uint32_t i = 0; i < bundle->rule_count; i++) {
		bundle->rule_places[i] = NOT_COUNTED;
		if (!is_selected(run, i))
			continue;
		bundle->rule_places[i] = tally->rule_count;
		tally->rules[tally->rule_count++] = (struct tally_rule){.bundle = number, .id = bundle_rule_id(run, i)};
	}
}

struct tally *
tally_new(const struct run_facts *facts)
{
	struct tally_state *state = memory_zeroed(1, sizeof *state);

	state->bundles = memory_zeroed(facts->bundle_count, sizeof *state->bundles);
	state->bundle_count = facts->bundle_count;
	state->facts = facts;
	if (facts->marks != NULL) {
		state->tally.waiver_count = facts->marks->waiver_count;
		state->tally.waivers = memory_zeroed(state->tally.waiver_count, sizeof *state->tally.waivers);
	}
	for (size_t i = 0; i < facts->bundle_count; i++) {
		const struct run_bundle *run = &facts->bundles[i];
		struct bundle_tally *bundle = &state->bundles[i];

		add_rules(&state->tally, bundle, run, (uint32_t)i);
		money_kinds_init(&bundle->kinds, run);
		bundle->use_count = run->ruleset_count;
		bundle->uses = memory_zeroed(run->ruleset_count, sizeof *bundle->uses);
		for (size_t k = 0; k < run->ruleset_count; k++)
			ruleset_use_init(&bundle->uses[k], run->rulesets[k]);
	}
	return &state->tally;
}

static struct group_tally *
group_named(struct tally_state *state, uint32_t bundle_number, struct text name, uint64_t records)
{
	struct bundle_tally *bundle = &state->bundles[bundle_number];
	size_t number = text_index_add_up_to(&bundle->group_names, name, LIMIT_GROUPS, text_of(OTHER_GROUPS));
	struct group_tally *group = NULL;

	if (!text_equal(bundle->group_names.items[number], name))
		state->tally.in_other_groups += records;
	if (number < bundle->group_count)
		return &bundle->groups[number];
	if (bundle->group_count == bundle->group_room) {
		bundle->group_room = bundle->group_room == 0 ? 16 : bundle->group_room * 2;
		bundle->groups = memory_resize(bundle->groups, bundle->group_room, sizeof *bundle->groups);
	}
	group = &bundle->groups[bundle->group_count++];
	memset(group, 0, sizeof *group);
	group->counts.bundle = bundle_number;
	group->counts.group = bundle->group_names.items[number];
	state->group_count++;
	return group;
}

static void
count_findings(struct run_counts *counts, const struct result_record *record)
{
	counts->findings += record->finding_count;
	for (uint32_t i = 0; i < record->finding_count; i++) {
		const struct result_finding *finding = &record->findings[i];

		if (finding->outcome != CASELINT_FAIL && finding->outcome != CASELINT_UNKNOWN)
			continue;
		counts->in_baseline += finding->is_known;
		switch (finding_mark(finding)) {
		case MARK_WAIVED: counts->waived[finding->severity]++; break;
		case MARK_KNOWN: counts->known[finding->severity]++; break;
		default: counts->open[finding->severity]++; break;
		}
	}
}

/* What is waived or known so far; the record in hand is counted. */
static uint64_t
mark_total(const struct run_counts *counts)
{
	uint64_t total = 0;

	for (size_t i = 0; i <= SEVERITY_ERROR; i++)
		total += counts->waived[i] + counts->known[i];
	return total;
}

static bool
is_lacking(int32_t outcome)
{
	return outcome == CASELINT_FAIL || outcome == CASELINT_UNKNOWN;
}

/* The record by what is left of it without what is waived or known. */
static void
count_open(struct tally_state *state, const struct result_record *record)
{
	struct tally *tally = &state->tally;
	int32_t open = record_open_outcome(state->facts, record);

	tally->counts.records_by_open[open]++;
	if (is_lacking(record->outcome) && !is_lacking(open))
		tally->counts.excused++;
	for (uint32_t i = 0; i < record->finding_count; i++) {
		const struct result_finding *finding = &record->findings[i];

		if (finding->waiver == 0 || finding->waiver > tally->waiver_count)
			continue;
		if (finding->is_lapsed)
			tally->waivers[finding->waiver - 1].lapsed++;
		else
			tally->waivers[finding->waiver - 1].used++;
	}
}

static void
count_rules(struct tally *tally, const struct bundle_tally *bundle, const struct result_record *record)
{
	for (uint32_t i = 0; i < record->outcome_count && i < bundle->rule_count; i++) {
		if (record->outcomes[i] != 0 && bundle->rule_places[i] != NOT_COUNTED)
			tally->rules[bundle->rule_places[i]].outcomes[record->outcomes[i]]++;
	}
}

/* By rule what count_open counts by record; most runs have nothing of it. */
static void
count_excused_rules(struct tally *tally, const struct bundle_tally *bundle, const struct result_record *record)
{
	if (mark_total(&tally->counts) == 0)
		return;
	for (uint32_t i = 0; i < record->outcome_count && i < bundle->rule_count; i++) {
		struct tally_rule *rule = NULL;

		if (!is_lacking(record->outcomes[i]) || bundle->rule_places[i] == NOT_COUNTED)
			continue;
		rule = &tally->rules[bundle->rule_places[i]];
		rule->excused[record->outcomes[i]] += record_excuses(record, rule->id);
	}
}

static void
add_money(struct bundle_tally *bundle, struct group_tally *group, const struct result_record *record)
{
	for (uint32_t i = 0; i < record->amount_count; i++) {
		const struct result_amount *amount = &record->amounts[i];
		size_t kind = money_kind_number(&bundle->kinds, amount);

		money_sums_add(&bundle->totals, &bundle->kinds, kind, amount);
		money_sums_add(&group->money, &bundle->kinds, kind, amount);
		if (record->ruleset < bundle->use_count)
			ruleset_use_add(&bundle->uses[record->ruleset], amount);
	}
}

void
tally_add(struct tally *tally, const struct result_record *record)
{
	struct tally_state *state = state_of(tally);
	struct bundle_tally *bundle = NULL;
	struct group_tally *group = NULL;

	tally->counts.records++;
	tally->counts.records_by_outcome[record->outcome]++;
	count_findings(&tally->counts, record);
	count_open(state, record);
	if (record->bundle < state->bundle_count)
		bundle = &state->bundles[record->bundle];
	task_list_add(&state->tasks, record, bundle == NULL ? NULL : &bundle->kinds);
	if (bundle == NULL)
		return;
	group = group_named(state, record->bundle, record->group, 1);
	group->counts.records++;
	group->counts.outcomes[record->outcome]++;
	count_rules(tally, bundle, record);
	count_excused_rules(tally, bundle, record);
	add_money(bundle, group, record);
}

/* ---- Two tallies of one run ------------------------------------------------------------ */

static void
absorb_counts(struct tally *tally, const struct tally *other)
{
	tally->counts.records += other->counts.records;
	tally->counts.findings += other->counts.findings;
	for (size_t i = 0; i < OUTCOMES; i++)
		tally->counts.records_by_outcome[i] += other->counts.records_by_outcome[i];
	for (size_t i = 0; i <= SEVERITY_ERROR; i++) {
		tally->counts.open[i] += other->counts.open[i];
		tally->counts.waived[i] += other->counts.waived[i];
		tally->counts.known[i] += other->counts.known[i];
	}
	for (size_t i = 0; i < OUTCOMES; i++)
		tally->counts.records_by_open[i] += other->counts.records_by_open[i];
	tally->counts.in_baseline += other->counts.in_baseline;
	tally->counts.expected += other->counts.expected;
	tally->counts.excused += other->counts.excused;
	for (size_t i = 0; i < tally->waiver_count; i++) {
		tally->waivers[i].used += other->waivers[i].used;
		tally->waivers[i].lapsed += other->waivers[i].lapsed;
	}
	for (size_t i = 0; i < tally->rule_count; i++) {
		for (size_t k = 0; k < OUTCOMES; k++) {
			tally->rules[i].outcomes[k] += other->rules[i].outcomes[k];
			tally->rules[i].excused[k] += other->rules[i].excused[k];
		}
	}
	tally->in_other_groups += other->in_other_groups;
}

static void
absorb_bundle(struct tally_state *state, uint32_t number, const struct bundle_tally *other)
{
	struct bundle_tally *bundle = &state->bundles[number];

	money_sums_absorb(&bundle->totals, &bundle->kinds, &other->totals, &other->kinds);
	for (size_t i = 0; i < other->group_count; i++) {
		const struct group_tally *from = &other->groups[i];
		struct group_tally *group = group_named(state, number, from->counts.group, from->counts.records);

		group->counts.records += from->counts.records;
		for (size_t k = 0; k < OUTCOMES; k++)
			group->counts.outcomes[k] += from->counts.outcomes[k];
		money_sums_absorb(&group->money, &bundle->kinds, &from->money, &other->kinds);
	}
	for (size_t i = 0; i < bundle->use_count; i++)
		ruleset_use_absorb(&bundle->uses[i], &other->uses[i]);
}

void
tally_absorb(struct tally *tally, const struct tally *other_tally)
{
	struct tally_state *state = state_of(tally);
	const struct tally_state *other = (const struct tally_state *)(const void *)other_tally;

	absorb_counts(tally, other_tally);
	task_list_absorb(&state->tasks, &other->tasks);
	for (size_t i = 0; i < state->bundle_count; i++)
		absorb_bundle(state, (uint32_t)i, &other->bundles[i]);
}

/* ---- Order ------------------------------------------------------------------------------- */

static int
group_compare(const void *left_pointer, const void *right_pointer)
{
	const struct group_tally *left = left_pointer;
	const struct group_tally *right = right_pointer;

	return text_compare(left->counts.group, right->counts.group);
}

/* The sums that occurred, behind those already in the array. */
static void
publish_sums(struct tally_amount **array, size_t *count, const struct money_sums *sums, const struct money_kinds *kinds,
    uint32_t bundle, struct text group)
{
	*array = memory_resize(*array, *count + sums->count, sizeof **array);
	for (size_t i = 0; i < sums->count; i++) {
		struct tally_amount *amount = &(*array)[*count];

		if (sums->items[i].count == 0)
			continue;
		*amount = sums->items[i];
		amount->bundle = bundle;
		amount->group = group;
		amount->kind = kinds->items[i].name;
		amount->title = kinds->items[i].title;
		*count += 1;
	}
}

static void
publish_bundle(struct tally *tally, struct bundle_tally *bundle, uint32_t number)
{
	if (bundle->group_count > 0)
		qsort(bundle->groups, bundle->group_count, sizeof *bundle->groups, group_compare);
	publish_sums(&tally->totals, &tally->total_count, &bundle->totals, &bundle->kinds, number, text_of(""));
	for (size_t i = 0; i < bundle->group_count; i++) {
		struct group_tally *group = &bundle->groups[i];

		tally->groups[tally->group_count++] = group->counts;
		publish_sums(
		    &tally->amounts, &tally->amount_count, &group->money, &bundle->kinds, number, group->counts.group);
	}
}

static bool
is_listed(const struct tally *tally, const struct ruleset_assumption *assumption)
{
	for (size_t i = 0; i < tally->assumption_count; i++) {
		if (strcmp(tally->assumptions[i]->id, assumption->id) == 0 &&
		    strcmp(tally->assumptions[i]->reading, assumption->reading) == 0)
			return true;
	}
	return false;
}

static void
publish_assumptions(struct tally *tally, const struct ruleset_use *use)
{
	const struct ruleset_assumption **list = NULL;
	const struct ruleset *ruleset = use->ruleset;

	list = memory_resize(tally->assumptions, tally->assumption_count + ruleset->assumption_count, sizeof *list);
	tally->assumptions = list;
	for (size_t i = 0; i < ruleset->assumption_count; i++) {
		if (ruleset_use_rests_on(use, ruleset->assumptions[i].id) &&
		    !is_listed(tally, &ruleset->assumptions[i]))
			list[tally->assumption_count++] = &ruleset->assumptions[i];
	}
}

void
tally_finish(struct tally *tally)
{
	struct tally_state *state = state_of(tally);

	tally->groups = memory_zeroed(state->group_count, sizeof *tally->groups);
	for (size_t i = 0; i < state->bundle_count; i++) {
		publish_bundle(tally, &state->bundles[i], (uint32_t)i);
		for (size_t k = 0; k < state->bundles[i].use_count; k++)
			publish_assumptions(tally, &state->bundles[i].uses[k]);
	}
	tally->tasks = task_list_shown(&state->tasks);
	tally->task_count = state->tasks.count;
	tally->tasks_unlisted = state->tasks.offered - state->tasks.count;
	tally->days = state->tasks.days;
	tally->day_count = state->tasks.day_count;
	tally->days_beyond = state->tasks.days_beyond;
	tally->no_date = state->tasks.no_date;
}

static void
bundle_clear(struct bundle_tally *bundle)
{
	for (size_t i = 0; i < bundle->group_count; i++)
		memory_free(bundle->groups[i].money.items);
	for (size_t i = 0; i < bundle->use_count; i++)
		ruleset_use_clear(&bundle->uses[i]);
	memory_free(bundle->rule_places);
	memory_free(bundle->groups);
	memory_free(bundle->totals.items);
	memory_free(bundle->uses);
	text_index_clear(&bundle->group_names);
	money_kinds_clear(&bundle->kinds);
}

void
tally_free(struct tally *tally)
{
	struct tally_state *state = NULL;

	if (tally == NULL)
		return;
	state = state_of(tally);
	for (size_t i = 0; i < state->bundle_count; i++)
		bundle_clear(&state->bundles[i]);
	memory_free(state->bundles);
	task_list_clear(&state->tasks);
	memory_free(tally->rules);
	memory_free(tally->waivers);
	memory_free(tally->groups);
	memory_free(tally->totals);
	memory_free(tally->amounts);
	memory_free(tally->tasks);
	memory_free((void *)tally->assumptions);
	memory_free(state);
}
