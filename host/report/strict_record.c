/* One record, without what it could be known by; see report/strict.h. */
#include <string.h>

#include "base/buffer.h"
#include "catalogue/message.h"
#include "report/host_rules.h"
#include "report/strict_parts.h"

/* What the words of a message are made from. */
struct wording {
	const struct result_finding *finding;
	const struct ruleset *ruleset;
};

/* ---- Messages ---- */

static const char *
word_for(const struct shown_value *value)
{
	switch (value->kind) {
	case CASELINT_MONEY: return "(amount)";
	case CASELINT_DATE: return "(date)";
	case CASELINT_MONTH: return "(month)";
	case CASELINT_TIME: return "(time)";
	case CASELINT_COUNT: return "(number)";
	case CASELINT_ID: return "(id)";
	case CASELINT_CODE: return "(code)";
	default: return "(value)";
	}
}

/* A value of the export is a word for its kind; the letter's own are what they are. */
static bool
append_word(void *context, struct text name, struct buffer *message)
{
	const struct wording *wording = context;

	if (text_equals(name, "observed")) {
		buffer_append_text(message, word_for(&wording->finding->observed));
		return true;
	}
	if (text_equals(name, "expected")) {
		buffer_append_text(message, word_for(&wording->finding->expected));
		return true;
	}
	if (text_equals(name, "due") || text_equals(name, "asOf")) {
		buffer_append_text(message, "(date)");
		return true;
	}
	for (size_t i = 0; wording->ruleset != NULL && i < wording->ruleset->parameter_count; i++) {
		if (!text_equals(name, wording->ruleset->parameters[i].name))
			continue;
		buffer_append_text(message, wording->ruleset->parameters[i].value);
		return true;
	}
	buffer_append_text(message, "(value)");
	return true;
}

static const struct ruleset_rule *
texts_of(const struct ruleset *ruleset, struct text id)
{
	for (size_t i = 0; ruleset != NULL && i < ruleset->rule_count; i++) {
		if (text_equals(id, ruleset->rules[i].id))
			return &ruleset->rules[i];
	}
	return NULL;
}

static const struct host_rule *
host_rule_of(struct text id)
{
	for (size_t i = 0; i < HOST_RULES; i++) {
		if (text_equals(id, host_rules[i].id))
			return &host_rules[i];
	}
	return NULL;
}

/* The rule's message of this variant; NULL when the ruleset has none. */
static const char *
template_of(const struct ruleset_rule *rule, struct text variant)
{
	for (size_t i = 0; rule != NULL && i < rule->message_count; i++) {
		if (text_equal(variant, text_of(rule->messages[i].variant)))
			return rule->messages[i].template_text;
	}
	return NULL;
}

static struct text
message_of(const struct result_finding *finding, const struct ruleset *ruleset, struct arena *arena)
{
	const struct host_rule *host_rule = host_rule_of(finding->rule);
	const char *template_text = template_of(texts_of(ruleset, finding->rule), finding->variant);
	struct wording wording = {finding, ruleset};
	struct buffer message = {0};
	struct text unknown = {0};
	struct text kept = text_of("The rule is not met; the message is withheld.");

	if (host_rule != NULL)
		return text_of(host_rule->message);
	/* What the host says of a rule that failed is not the rule's message. */
	if (finding->outcome == CASELINT_ERROR)
		return text_of("The rule could not be run.");
	if (template_text != NULL &&
	    message_fill(template_text, append_word, &wording, &message, &unknown) == STATUS_OK)
		kept = text_view(arena_copy_text(arena, buffer_text(&message), message.length), message.length);
	buffer_clear(&message);
	return kept;
}

/* ---- Places ---- */

/* "ReviewRecord[2]/@enteredOn" is "ReviewRecord/@enteredOn": which of several it is, could be told by their number. */
static struct text
without_numbers(struct text path, struct arena *arena)
{
	char *copy = NULL;
	size_t length = 0;
	bool inside = false;

	if (path.length == 0 || memchr(path.data, '[', path.length) == NULL)
		return path;
	copy = arena_copy_text(arena, path.data, path.length);
	for (size_t i = 0; i < path.length; i++) {
		inside = inside || path.data[i] == '[';
		if (!inside)
			copy[length++] = path.data[i];
		inside = inside && path.data[i] != ']';
	}
	return text_view(copy, length);
}

static void
strict_finding(const struct strict_records *records, const struct ruleset *ruleset, const struct result_finding *given,
    struct result_finding *ret_finding, struct arena *arena)
{
	*ret_finding = (struct result_finding){
	    .id = pseudonym_of(records->pseudonyms, PSEUDONYM_FINDING, given->id, arena),
	    .rule = given->rule,
	    .variant = given->variant,
	    .outcome = given->outcome,
	    .severity = given->severity,
	    .path = without_numbers(given->path, arena),
	    .field = without_numbers(given->field, arena),
	    .due = CASELINT_ABSENT,
	    .message = message_of(given, ruleset, arena),
	    .remedy = given->remedy,
	    .cite = given->cite,
	};
}

void
strict_record(const void *context, struct result_record *record, struct arena *arena)
{
	const struct strict_records *records = context;
	struct result_finding *findings = NULL;
	const struct ruleset *ruleset = NULL;

	if (record->bundle < records->facts->bundle_count)
		ruleset = record_ruleset(records->facts, record);
	if (record->finding_count > 0)
		findings = arena_take_array(arena, record->finding_count, sizeof *findings);
	for (uint32_t i = 0; i < record->finding_count; i++)
		strict_finding(records, ruleset, &record->findings[i], &findings[i], arena);
	record->findings = findings;
	record->id = pseudonym_of(records->pseudonyms, PSEUDONYM_RECORD, record->id, arena);
	record->group = text_of("");
	record->line = 0;
	record->amounts = NULL;
	record->amount_count = 0;
	record->rows = NULL;
	record->row_count = 0;
}
