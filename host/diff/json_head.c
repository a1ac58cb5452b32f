/* The head of a diff as JSON: the answer, the two runs, what keeps it from being whole, and the totals. */
#include "diff/json_parts.h"
#include "report/profile_words.h"

/* ---- Keys ------------------------------------------------------------------------------------ */

void
json_put_string(struct json_writer *json, const char *key, const char *value)
{
	json_write_key(json, key);
	if (value == NULL)
		json_write_null(json);
	else
		json_write_string(json, value);
}

void
json_put_text(struct json_writer *json, const char *key, struct text value)
{
	json_write_key(json, key);
	json_write_text_or_null(json, value);
}

void
json_put_count(struct json_writer *json, const char *key, uint64_t value)
{
	json_write_key(json, key);
	json_write_count(json, value);
}

void
json_put_bool(struct json_writer *json, const char *key, bool value)
{
	json_write_key(json, key);
	json_write_bool(json, value);
}

void
json_put_cents(struct json_writer *json, const char *key, int64_t cents, bool is_known)
{
	json_write_key(json, key);
	if (is_known)
		json_write_money(json, cents);
	else
		json_write_null(json);
}

void
json_put_date(struct json_writer *json, const char *key, int32_t days)
{
	json_write_key(json, key);
	json_write_date(json, days);
}

/* ---- The head ---------------------------------------------------------------------------------- */

static void
put_options(struct json_writer *json, const struct diff *diff)
{
	const struct diff_options *options = diff_options_of(diff);

	json_write_key(json, "options");
	json_write_object_inline(json);
	json_put_string(json, "failOn", options->fail_never ? "never" : severity_name(options->fail_on));
	json_write_object_end(json);
}

static void
put_rulesets(struct json_writer *json, const struct run_facts *facts)
{
	json_write_key(json, "rulesets");
	json_write_array_inline(json);
	for (size_t i = 0; i < facts->bundle_count; i++) {
		for (size_t k = 0; k < facts->bundles[i].ruleset_count; k++) {
			const struct ruleset *ruleset = facts->bundles[i].rulesets[k];

			json_write_object_inline(json);
			json_put_string(json, "id", ruleset->id);
			json_put_string(json, "sha256", ruleset->sha256);
			json_put_string(json, "pluginVersion", facts->bundles[i].plugin->version);
			json_write_object_end(json);
		}
	}
	json_write_array_end(json);
}

static void
put_run(struct json_writer *json, const char *key, const struct diff_run *run)
{
	json_write_key(json, key);
	json_write_object(json);
	json_put_string(json, "path", run->path);
	json_put_bool(json, "complete", run->facts->complete);
	json_write_key(json, "exitCode");
	json_write_integer(json, run->facts->exit_code);
	json_put_string(json, "version", run->facts->tool_version);
	json_put_count(json, "inputs", run->facts->input_count);
	json_put_count(json, "records", run->tally->counts.records);
	put_rulesets(json, run->facts);
	if (run_profile(run->facts) != NULL) {
		json_write_key(json, "profile");
		profile_json(json, run_profile(run->facts));
	}
	json_write_object_end(json);
}

static void
put_gaps(struct json_writer *json, const struct diff *diff)
{
	struct buffer words = {0};

	json_write_key(json, "gaps");
	json_write_array(json);
	for (unsigned gap = 1; gap <= DIFF_GAP_FINDINGS; gap *= 2) {
		if ((diff_totals_of(diff)->gaps & gap) == 0)
			continue;
		buffer_reset(&words);
		diff_gap_words(&words, diff, (enum diff_gap)gap);
		json_write_object_inline(json);
		json_put_string(json, "gap", diff_gap_name((enum diff_gap)gap));
		json_put_string(json, "message", buffer_text(&words));
		json_write_object_end(json);
	}
	json_write_array_end(json);
	buffer_clear(&words);
}

/* ---- The summary -------------------------------------------------------------------------------- */

static void
put_classes(struct json_writer *json, const struct diff_totals *totals)
{
	json_write_key(json, "findings");
	json_write_object(json);
	for (int class = 0; class < DIFF_CLASSES; class ++) {
		const struct diff_count *count = &totals->classes[class];

		json_write_key(json, diff_class_name((enum diff_class) class));
		json_write_object_inline(json);
		json_put_count(json, "all", count->all);
		json_put_count(json, "open", count->open);
		json_put_count(json, "failOn", count->gated);
		json_write_object_end(json);
	}
	json_write_object_end(json);
	json_write_key(json, "reasons");
	json_write_object_inline(json);
	for (int reason = 1; reason < DIFF_REASONS; reason++) {
		if (totals->reasons[reason] > 0)
			json_put_count(json, diff_reason_name((enum diff_reason)reason), totals->reasons[reason]);
	}
	json_write_object_end(json);
}

static void
put_records_summary(struct json_writer *json, const struct diff_totals *totals)
{
	json_write_key(json, "records");
	json_write_object_inline(json);
	json_put_count(json, "inBoth", totals->records_in_both);
	json_put_count(json, "onlyInOld", totals->records_gone);
	json_put_count(json, "onlyInNew", totals->records_new);
	json_put_count(json, "unmatched", totals->records_unmatched);
	json_write_object_end(json);
}

static void
put_names(struct json_writer *json, const char *key, const struct names *names)
{
	json_write_key(json, key);
	json_write_array_inline(json);
	for (size_t i = 0; i < names->count; i++)
		json_write_string(json, names->items[i]);
	json_write_array_end(json);
}

static void
put_sum(struct json_writer *json, const struct diff_sum *sum)
{
	json_write_object_inline(json);
	json_put_string(json, "jurisdiction", sum->jurisdiction);
	json_put_text(json, "kind", sum->kind);
	json_put_text(json, "title", sum->title);
	json_put_count(json, "oldCount", sum->old_count);
	json_put_count(json, "newCount", sum->new_count);
	json_put_cents(json, "old", sum->old_value, !sum->overflow);
	json_put_cents(json, "new", sum->new_value, !sum->overflow);
	json_put_cents(json, "difference", sum->difference, !sum->overflow);
	json_put_cents(json, "onlyInOld", sum->records_gone, !sum->overflow);
	json_put_cents(json, "onlyInNew", sum->records_new, !sum->overflow);
	if (sum->overflow)
		json_put_bool(json, "overflow", true);
	json_write_object_end(json);
}

static void
put_summary(struct json_writer *json, const struct diff *diff)
{
	const struct diff_totals *totals = diff_totals_of(diff);

	json_write_key(json, "summary");
	json_write_object(json);
	put_records_summary(json, totals);
	put_classes(json, totals);
	put_names(json, "rulesOnlyInOld", &totals->rules_gone);
	put_names(json, "rulesOnlyInNew", &totals->rules_new);
	json_write_key(json, "changes");
	json_write_object_inline(json);
	for (int change = DIFF_SAME; change < DIFF_CHANGES; change++)
		json_put_count(json, diff_change_name((enum diff_change)change), totals->changes[change]);
	json_write_object_end(json);
	json_write_key(json, "amounts");
	json_write_array(json);
	for (size_t i = 0; i < totals->sum_count; i++)
		put_sum(json, &totals->sums[i]);
	json_write_array_end(json);
	json_write_object_end(json);
}

void
json_head(struct json_writer *json, const struct diff *diff)
{
	struct buffer verdict = {0};

	json_put_string(json, "schema", "caselint/diff/1");
	json_put_bool(json, "complete", diff_totals_of(diff)->gaps == 0);
	json_write_key(json, "exitCode");
	json_write_integer(json, diff_exit_code(diff));
	diff_verdict(&verdict, diff);
	json_put_string(json, "verdict", buffer_text(&verdict));
	buffer_clear(&verdict);
	put_gaps(json, diff);
	put_options(json, diff);
	put_run(json, "old", diff_old(diff));
	put_run(json, "new", diff_new(diff));
	put_summary(json, diff);
}
