/*
 * The table of rules of the SARIF report, from the catalogue: one entry for each
 * rule of each ruleset in the order of the plugin, then the rules of the host.
 * Two letters may word one rule differently, so each ruleset has its own.
 */
#include "report/host_rules.h"
#include "report/profile_words.h"
#include "report/sarif_parts.h"
#include "report/words.h"

/* ---- Places in the table ---- */

/* How many entries stand before those of a ruleset; of all rulesets when `bundle` is behind the last. */
static uint64_t
entries_before(const struct run_facts *facts, size_t bundle, size_t ruleset)
{
	uint64_t count = 0;

	for (size_t i = 0; i < bundle; i++)
		count += (uint64_t)facts->bundles[i].plugin->rules.count * facts->bundles[i].ruleset_count;
	if (bundle < facts->bundle_count)
		count += (uint64_t)facts->bundles[bundle].plugin->rules.count * ruleset;
	return count;
}

uint64_t
sarif_host_rule_index(const struct sarif *sarif, struct text id)
{
	for (size_t i = 0; i < HOST_RULES; i++) {
		if (text_equals(id, host_rules[i].id))
			return entries_before(sarif->facts, sarif->facts->bundle_count, 0) + i;
	}
	return SARIF_NO_RULE;
}

uint64_t
sarif_rule_index(const struct sarif *sarif, const struct rule_answer *answer)
{
	const struct result_record *record = answer->record;

	if (answer->number == HOST_ANSWER)
		return sarif_host_rule_index(sarif, answer->rule);
	if (record->ruleset >= answer->bundle->ruleset_count)
		return SARIF_NO_RULE;
	return entries_before(sarif->facts, record->bundle, record->ruleset) + answer->number;
}

/* ---- Entries ---- */

static void
put_message(struct json_writer *json, const char *key, const char *text)
{
	if (text != NULL && text[0] != '\0')
		sarif_message(json, key, text_of(text));
}

/* Why, what to do, and where it is written. */
static void
put_help(struct sarif *sarif, const struct ruleset *ruleset, const struct ruleset_rule *rule)
{
	const char *parts[] = {rule->why, rule->remedy};

	buffer_reset(&sarif->words);
	for (size_t i = 0; i < 2; i++) {
		if (parts[i] != NULL && parts[i][0] != '\0')
			buffer_append_format(&sarif->words, "%s%s", sarif->words.length > 0 ? " " : "", parts[i]);
	}
	if (rule->cite != NULL && rule->cite[0] != '\0') {
		const char *number = ruleset->source.number;

		buffer_append_format(&sarif->words, "%sSource: %s%s%s.", sarif->words.length > 0 ? " " : "",
		    number == NULL ? "" : number, number == NULL || number[0] == '\0' ? "" : ", ", rule->cite);
	}
	put_message(&sarif->json, "help", buffer_text(&sarif->words));
}

static void
put_configuration(struct json_writer *json, bool enabled, enum severity severity)
{
	json_write_key(json, "defaultConfiguration");
	json_write_object_inline(json);
	if (!enabled) {
		json_write_key(json, "enabled");
		json_write_bool(json, false);
	}
	json_write_key(json, "level");
	json_write_string(json, sarif_level(severity));
	json_write_object_end(json);
}

static void
put_properties(
    struct json_writer *json, const char *jurisdiction, const char *ruleset, const char *cite, enum severity severity)
{
	json_write_key(json, "properties");
	json_write_object_inline(json);
	json_write_key(json, "tags");
	json_write_array_inline(json);
	if (jurisdiction != NULL)
		json_write_string(json, jurisdiction);
	json_write_string(json, ruleset);
	json_write_array_end(json);
	json_write_key(json, "problem.severity");
	json_write_string(json, severity == SEVERITY_INFO ? "recommendation" : sarif_level(severity));
	if (cite != NULL && cite[0] != '\0') {
		json_write_key(json, "cite");
		json_write_string(json, cite);
	}
	json_write_object_end(json);
}

static void
put_rule(struct sarif *sarif, const struct run_bundle *bundle, const struct ruleset *ruleset, uint32_t number)
{
	const char *id = bundle_rule_id(bundle, number);
	const struct ruleset_rule *rule = rule_texts(ruleset, number, text_of(id));
	enum severity severity = rule == NULL ? SEVERITY_ERROR : profile_original_severity(sarif->facts, rule);
	struct json_writer *json = &sarif->json;

	json_write_object_inline(json);
	json_write_key(json, "id");
	json_write_string(json, id);
	if (rule != NULL) {
		put_message(json, "shortDescription", rule->title);
		put_message(json, "fullDescription", rule->requirement);
		put_help(sarif, ruleset, rule);
	}
	put_configuration(json, bundle->selected == NULL || bundle->selected[number], severity);
	put_properties(json, bundle->plugin->jurisdiction, ruleset->id, rule == NULL ? NULL : rule->cite, severity);
	json_write_object_end(json);
}

static void
put_host_rule(struct sarif *sarif, const struct host_rule *rule)
{
	struct json_writer *json = &sarif->json;

	json_write_object_inline(json);
	json_write_key(json, "id");
	json_write_string(json, rule->id);
	put_message(json, "shortDescription", rule->title);
	buffer_reset(&sarif->words);
	buffer_append_format(&sarif->words, "%s %s", rule->why, rule->remedy);
	put_message(json, "help", buffer_text(&sarif->words));
	put_configuration(json, true, rule->severity);
	put_properties(json, NULL, "caselint", NULL, rule->severity);
	json_write_object_end(json);
}

void
sarif_rules(struct sarif *sarif)
{
	const struct run_facts *facts = sarif->facts;

	json_write_array(&sarif->json);
	for (size_t i = 0; i < facts->bundle_count; i++) {
		const struct run_bundle *bundle = &facts->bundles[i];

		for (size_t k = 0; k < bundle->ruleset_count; k++) {
			for (uint32_t rule = 0; rule < bundle->plugin->rules.count; rule++)
				put_rule(sarif, bundle, bundle->rulesets[k], rule);
		}
	}
	for (size_t i = 0; i < HOST_RULES; i++)
		put_host_rule(sarif, &host_rules[i]);
	json_write_array_end(&sarif->json);
}

void
sarif_notifications(struct sarif *sarif)
{
	json_write_array(&sarif->json);
	for (size_t i = 0; i < HOST_RULES; i++)
		put_host_rule(sarif, &host_rules[i]);
	json_write_array_end(&sarif->json);
}
