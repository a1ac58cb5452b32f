/*
 * The vtable of services, and all of them but those about money
 * (services_money.c). Each service checks first that it may be called now and that
 * what it is told keeps the contract; a call that does not leaves nothing behind and
 * is blamed on the plugin by the engine.
 */
#include "plugin/services.h"

#include <string.h>

#include "base/limits.h"
#include "catalogue/message.h"
#include "plugin/draft.h"
#include "plugin/resolve.h"
#include "record/pack.h"
#include "report/shown.h"

/* What every piece of scratch takes at least. */
#define SCRATCH_PIECE 16U
/* Few packed facts are longer. */
#define FACT_USUAL_BYTES 500U

static const struct caselint_rule *
rule_at(const struct draft *draft, uint32_t index)
{
	return CASELINT_AT(draft->bundle->plugin->rules, struct caselint_rule, index);
}

/* Finds a rule by id among those asked for records of this type. */
static enum status
find_rule(const struct draft *draft, const char *id, uint32_t *ret_index)
{
	uint32_t i = 0;

	if (id == NULL)
		return STATUS_ABSENT;
	if (draft->call == CALL_CHECK) {
		*ret_index = draft->rule;
		return strcmp(rule_at(draft, draft->rule)->id, id) == 0 ? STATUS_OK : STATUS_ABSENT;
	}
	/* Mostly the id is the very string of the plugin's table. */
	for (i = 0; i < draft->bundle->plugin->rules.count; i++) {
		const struct caselint_rule *rule = rule_at(draft, i);

		if (rule->id == id && rule->record_type == draft->eval.record_type) {
			*ret_index = i;
			return STATUS_OK;
		}
	}
	for (i = 0; i < draft->bundle->plugin->rules.count; i++) {
		const struct caselint_rule *rule = rule_at(draft, i);

		if (rule->record_type == draft->eval.record_type && strcmp(rule->id, id) == 0) {
			*ret_index = i;
			return STATUS_OK;
		}
	}
	return STATUS_ABSENT;
}

/* ---- Findings ------------------------------------------------------------------- */

/* A value in a sentence: what is not there is said, too. */
static void
append_value(const struct shown_value *value, struct buffer *message)
{
	if (shown_is_there(value))
		shown_append(value, message);
	else
		buffer_append_text(message, "nothing");
}

/* What a placeholder can be filled from. */
struct placeholders {
	struct draft *draft;
	const struct caselint_finding *given;
	const struct result_finding *made;
	enum status status; /* of resolving a named value */
};

static bool
append_date(int32_t date, struct buffer *message)
{
	struct shown_value value = {.kind = date == CASELINT_ABSENT ? 0 : CASELINT_DATE, .number = date};

	append_value(&value, message);
	return true;
}

static bool
append_standard(const struct placeholders *from, struct text name, struct buffer *message)
{
	if (text_equals(name, "observed"))
		append_value(&from->made->observed, message);
	else if (text_equals(name, "expected"))
		append_value(&from->made->expected, message);
	else if (text_equals(name, "due"))
		return append_date(from->given->due, message);
	else if (text_equals(name, "asOf"))
		return append_date(from->draft->eval.as_of, message);
	else
		return false;
	return true;
}

static bool
append_named(struct placeholders *from, struct text name, struct buffer *message)
{
	uint32_t i = 0;

	for (i = 0; i < from->given->values.count; i++) {
		const struct caselint_named_value *named =
		    CASELINT_AT(from->given->values, struct caselint_named_value, i);
		struct shown_value shown = {0};

		if (named->name == NULL || !text_equals(name, named->name))
			continue;
		from->status = resolve_value(from->draft, &named->value, false, &shown, NULL);
		append_value(&shown, message);
		return true;
	}
	return false;
}

static bool
append_parameter(const struct placeholders *from, struct text name, struct buffer *message)
{
	const struct ruleset *ruleset = from->draft->ruleset->ruleset;
	size_t i = 0;

	for (i = 0; i < ruleset->parameter_count; i++) {
		if (!text_equals(name, ruleset->parameters[i].name))
			continue;
		buffer_append_text(message, ruleset->parameters[i].value);
		return true;
	}
	return false;
}

static bool
append_placeholder(void *context, struct text name, struct buffer *message)
{
	struct placeholders *from = context;

	return append_standard(from, name, message) || append_named(from, name, message) ||
	       append_parameter(from, name, message);
}

static enum status
fill_message(struct draft *draft, const struct caselint_finding *given, const struct ruleset_message *text,
    struct result_finding *made)
{
	struct placeholders from = {draft, given, made, STATUS_OK};
	struct buffer message = {0};
	struct text unknown = {0};
	enum status status = message_fill(text->template_text, append_placeholder, &from, &message, &unknown);

	if (status == STATUS_OK)
		status = from.status;
	if (status == STATUS_OK)
		made->message = draft_copy_text(draft, text_view(buffer_text(&message), message.length));
	else
		(void)draft_refuse(draft, status == STATUS_LIMIT
					      ? "a message is too long"
					      : "a message needs a placeholder that it did not give");
	buffer_clear(&message);
	return status;
}

static const char *
finding_fault(const struct draft *draft, const struct caselint_finding *given)
{
	if (draft->call != CALL_CHECK && draft->call != CALL_RECONCILE)
		return "it reported a finding outside check and reconcile";
	if (!CASELINT_HAS(given, struct caselint_finding, values))
		return "a finding is shorter than the contract's";
	if (given->reserved != 0)
		return "a finding has a reserved member that is not zero";
	if (given->outcome != CASELINT_FAIL && given->outcome != CASELINT_UNKNOWN &&
	    given->outcome != CASELINT_PENDING && given->outcome != CASELINT_MANUAL)
		return "a finding has an outcome that no finding can have";
	if (!resolve_is_day(given->due))
		return "a finding is due on a day that does not exist";
	if (draft->findings.count >= LIMIT_FINDINGS_PER_RECORD)
		return "one record got more than 20000 findings";
	return resolve_array_fault(&given->values, sizeof(struct caselint_named_value), LIMIT_VALUES);
}

static const char *
outcome_fault(const struct draft *draft, uint32_t rule, int32_t outcome)
{
	if ((draft_rule_texts(draft, rule)->outcomes & (1U << (uint32_t)outcome)) == 0)
		return "a rule had an outcome that its ruleset does not declare";
	return NULL;
}

/* What to do: as the variant says, else as the rule does. Where a datum is missing, the rule's own remedy would be
 * an answer to a question that has none yet. */
static const char *
remedy_of(const struct ruleset_rule *texts, const struct ruleset_message *message, int32_t outcome)
{
	if (message->remedy != NULL)
		return message->remedy;
	return outcome == CASELINT_UNKNOWN ? "Complete or correct what is named here in the export, and run again."
	                                   : texts->remedy;
}

static enum status
make_finding(struct draft *draft, const struct caselint_finding *given, uint32_t rule,
    const struct ruleset_message *message, struct result_finding *made)
{
	const struct ruleset_rule *texts = draft_rule_texts(draft, rule);
	struct resolved place = {0};
	struct shown_value observed = {0};
	struct shown_value expected = {0};

	if (resolve_place(draft, &given->place, &place) != STATUS_OK ||
	    resolve_value(draft, &given->observed, false, &observed, NULL) != STATUS_OK ||
	    resolve_value(draft, &given->expected, false, &expected, NULL) != STATUS_OK)
		return STATUS_BREACH;
	*made = (struct result_finding){
	    .rule = text_of(texts->id),
	    .variant = text_of(message->variant),
	    .outcome = given->outcome,
	    .severity = message->severity,
	    .line = place.line,
	    .path = place.path,
	    .field = place.field,
	    .observed = observed,
	    .expected = expected,
	    .due = given->due,
	    .remedy = text_of(remedy_of(texts, message, given->outcome)),
	    .cite = text_of(texts->cite),
	};
	draft_set_finding_id(draft, made, given->variant);
	if (draft_set_fingerprint(draft, made, given) != STATUS_OK)
		return STATUS_BREACH;
	return fill_message(draft, given, message, made);
}

static int32_t
service_finding(const struct caselint_eval *eval, const struct caselint_finding *given)
{
	struct draft *draft = draft_of(eval);
	const struct ruleset_message *message = NULL;
	struct result_finding made = {0};
	const char *fault = finding_fault(draft, given);
	uint32_t rule = 0;

	if (fault != NULL)
		return draft_refuse(draft, fault);
	if (find_rule(draft, given->rule, &rule) != STATUS_OK)
		return draft_refuse(draft, "a finding names a rule that is not in hand");
	fault = outcome_fault(draft, rule, given->outcome);
	if (fault != NULL)
		return draft_refuse(draft, fault);
	message = ruleset_message_of(draft_rule_texts(draft, rule), given->variant);
	if (message == NULL)
		return draft_refuse(draft, "a finding names a variant that its rule does not have");
	if (!draft->selected[rule])
		return CASELINT_OK;
	if (make_finding(draft, given, rule, message, &made) != STATUS_OK)
		return CASELINT_REFUSED;
	*draft_new_finding(draft, rule) = made;
	draft->worst = outcome_worse(draft->worst, made.outcome);
	if (draft->call == CALL_RECONCILE)
		draft->outcomes[rule] = (uint8_t)outcome_worse(draft->outcomes[rule], made.outcome);
	return CASELINT_OK;
}

static int32_t
service_outcome(const struct caselint_eval *eval, const char *id, int32_t outcome)
{
	struct draft *draft = draft_of(eval);
	const char *fault = NULL;
	uint32_t rule = 0;

	if (draft->call != CALL_RECONCILE)
		return draft_refuse(draft, "it set an outcome outside reconcile");
	if (outcome != CASELINT_PASS && outcome != CASELINT_NOTAPPLICABLE)
		return draft_refuse(draft, "it set an outcome that needs a finding, or does not exist");
	if (find_rule(draft, id, &rule) != STATUS_OK)
		return draft_refuse(draft, "it set the outcome of a rule that is not of this record");
	fault = outcome_fault(draft, rule, outcome);
	if (fault != NULL)
		return draft_refuse(draft, fault);
	if (draft->selected[rule])
		draft->outcomes[rule] = (uint8_t)outcome_worse(draft->outcomes[rule], outcome);
	return CASELINT_OK;
}

/* ---- Facts, scratch, comparison ------------------------------------------------------- */

static const char *
fact_fault(const struct draft *draft, const struct caselint_fact *given)
{
	if (draft->call != CALL_COLLECT && (draft->call != CALL_RECONCILE || draft->fact == NULL))
		return "it gave a fact outside collect and the first round of reconcile";
	if (!CASELINT_HAS(given, struct caselint_fact, data))
		return "a fact is shorter than the contract's";
	if (given->reserved != 0)
		return "a fact has a reserved member that is not zero";
	if (given->table >= draft->bundle->plugin->facts.count || given->data == NULL)
		return "a fact has no data, or a table that the plugin does not have";
	if (given->key == NULL || given->key_length == 0 || given->key_length > LIMIT_KEY_BYTES)
		return "the key of a fact is empty or too long";
	if (draft->fact_count >= LIMIT_FACTS_PER_RECORD)
		return "one record gave more than 20000 facts";
	return NULL;
}

static int32_t
service_fact(const struct caselint_eval *eval, const struct caselint_fact *given)
{
	struct draft *draft = draft_of(eval);
	const char *fault = fact_fault(draft, given);
	struct buffer packed = {0};
	int32_t result = CASELINT_OK;

	if (fault != NULL)
		return draft_refuse(draft, fault);
	buffer_reserve(&packed, FACT_USUAL_BYTES);
	if (pack_object(model_fact_at(draft->bundle->model, given->table), draft->input, given->data, &packed) !=
	    STATUS_OK) {
		result = draft_refuse(draft, "a fact holds a reference that is not in the record");
	} else {
		draft->fact(draft->fact_context, given->table, text_view(given->key, given->key_length),
		    text_view(packed.data, packed.length));
		draft->fact_count++;
	}
	buffer_clear(&packed);
	return result;
}

static void *
service_scratch(const struct caselint_eval *eval, size_t size)
{
	struct draft *draft = draft_of(eval);
	size_t taken = size > LIMIT_SCRATCH_BYTES ? size : (size + SCRATCH_PIECE) / SCRATCH_PIECE * SCRATCH_PIECE;

	if (taken > LIMIT_SCRATCH_BYTES || draft->scratch_used + taken > LIMIT_SCRATCH_BYTES) {
		(void)draft_refuse(draft, "it asked for more than 16 MiB of scratch");
		return NULL;
	}
	draft->scratch_used += taken;
	return arena_take(draft->scratch, size);
}

static int32_t
service_same_text(const struct caselint_eval *eval, const struct caselint_ref *left, const struct caselint_ref *right)
{
	struct draft *draft = draft_of(eval);
	struct place places[2];
	size_t i = 0;

	memset(places, 0, sizeof places);
	if (place_find(draft->input, left, &places[0]) != STATUS_OK ||
	    place_find(draft->input, right, &places[1]) != STATUS_OK)
		return draft_refuse(draft, "it compared a place that is not in the record");
	for (i = 0; i < 2; i++) {
		const struct caselint_field *field = places[i].field;

		if (field == NULL ||
		    (field->kind != CASELINT_TEXT && field->kind != CASELINT_CODE && field->kind != CASELINT_ID))
			return draft_refuse(draft, "it compared a place that is not a text");
		/* Private text stays with its record: facts do not carry it. */
		if (places[i].is_private && draft->call == CALL_RECONCILE)
			return draft_refuse(draft, "it compared private text in reconcile, where there is none");
	}
	return place_text(&places[0]).length > 0 && text_equal(place_text(&places[0]), place_text(&places[1]));
}

const struct caselint_services plugin_services = {
    .size = (uint32_t)sizeof(struct caselint_services),
    .finding = service_finding,
    .outcome = service_outcome,
    .amount = service_amount,
    .row = service_row,
    .fact = service_fact,
    .scratch = service_scratch,
    .same_text = service_same_text,
};
