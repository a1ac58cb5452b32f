/* The totals of a strict run, as a line of saved results; report/saved_totals.c reads it. */
#include "report/jsonl_parts.h"

static void
put_outcomes(struct json_writer *json, const char *key, const uint64_t counts[OUTCOMES])
{
	if (key != NULL)
		json_write_key(json, key);
	json_write_array_inline(json);
	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++)
		json_write_count(json, counts[i]);
	json_write_array_end(json);
}

static void
put_counts(struct json_writer *json, const struct tally *tally)
{
	json_write_key(json, "records");
	json_write_count(json, tally->counts.records);
	put_outcomes(json, "outcomes", tally->counts.records_by_outcome);
	json_write_key(json, "findings");
	json_write_count(json, tally->counts.findings);
	json_write_key(json, "open");
	json_write_array_inline(json);
	for (size_t i = SEVERITY_INFO; i <= SEVERITY_ERROR; i++)
		json_write_count(json, tally->counts.open[i]);
	json_write_array_end(json);
	json_write_key(json, "steps");
	json_write_count(json, tally->tasks_unlisted);
	json_write_key(json, "rules");
	json_write_array_inline(json);
	for (size_t i = 0; i < tally->rule_count; i++)
		put_outcomes(json, NULL, tally->rules[i].outcomes);
	json_write_array_end(json);
}

static void
put_groups(struct json_writer *json, const struct tally *tally)
{
	jsonl_flag(json, "groupsWithheld", tally->groups_withheld);
	json_write_key(json, "groups");
	json_write_array_inline(json);
	for (size_t i = 0; i < tally->group_count; i++) {
		json_write_object_inline(json);
		json_write_key(json, "plugin");
		json_write_count(json, tally->groups[i].bundle);
		jsonl_text(json, "group", tally->groups[i].group);
		json_write_key(json, "records");
		json_write_count(json, tally->groups[i].records);
		put_outcomes(json, "outcomes", tally->groups[i].outcomes);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_sum(struct json_writer *json, const char *key, int64_t cents, bool withheld)
{
	if (key != NULL)
		json_write_key(json, key);
	if (withheld)
		json_write_null(json);
	else
		json_write_money(json, cents);
}

static void
put_amount(struct json_writer *json, const struct tally_amount *amount)
{
	json_write_object_inline(json);
	json_write_key(json, "plugin");
	json_write_count(json, amount->bundle);
	jsonl_text(json, "group", amount->group);
	jsonl_text(json, "kind", amount->kind);
	jsonl_text(json, "title", amount->title);
	jsonl_flag(json, "claimable", amount->claimable);
	jsonl_flag(json, "overflow", amount->overflow);
	json_write_key(json, "count");
	json_write_count(json, amount->count);
	put_sum(json, "value", amount->value, amount->withheld);
	json_write_key(json, "byState");
	json_write_array_inline(json);
	for (size_t i = CASELINT_RECORDED; i < AMOUNT_STATES; i++)
		put_sum(json, NULL, amount->by_state[i], (amount->states_withheld & (1U << i)) != 0);
	json_write_array_end(json);
	put_sum(json, "unclaimed", amount->unclaimed, amount->unclaimed_withheld);
	json_write_object_end(json);
}

static void
put_amounts(struct json_writer *json, const char *key, const struct tally_amount *amounts, size_t count)
{
	json_write_key(json, key);
	json_write_array_inline(json);
	for (size_t i = 0; i < count; i++)
		put_amount(json, &amounts[i]);
	json_write_array_end(json);
}

/* Each as the plugin, its ruleset, and the place among the ruleset's assumptions. */
static void
put_assumption(struct json_writer *json, const struct run_facts *facts, const struct ruleset_assumption *assumption)
{
	for (size_t i = 0; i < facts->bundle_count; i++) {
		for (size_t k = 0; k < facts->bundles[i].ruleset_count; k++) {
			const struct ruleset *ruleset = facts->bundles[i].rulesets[k];

			if (ruleset_assumption_named(ruleset, assumption->id) != assumption)
				continue;
			json_write_array_inline(json);
			json_write_count(json, i);
			json_write_count(json, k);
			json_write_count(json, (uint64_t)(assumption - ruleset->assumptions));
			json_write_array_end(json);
			return;
		}
	}
}

void
jsonl_totals(struct jsonl *lines, const struct tally *tally)
{
	struct json_writer *json = &lines->json;

	jsonl_open(lines, "totals");
	put_counts(json, tally);
	put_groups(json, tally);
	put_amounts(json, "totals", tally->totals, tally->total_count);
	put_amounts(json, "amounts", tally->amounts, tally->amount_count);
	json_write_key(json, "assumptions");
	json_write_array_inline(json);
	for (size_t i = 0; i < tally->assumption_count; i++)
		put_assumption(json, lines->facts, tally->assumptions[i]);
	json_write_array_end(json);
	jsonl_close(lines);
}
