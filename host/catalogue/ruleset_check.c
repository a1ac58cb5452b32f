/*
 * What a schema cannot say of a ruleset: values of their kind, unique ids, references that lead somewhere, messages that
 * can be filled, sentences with one state. The first fault ends the check, because a ruleset is mended by hand, from the
 * top.
 */
#include <stddef.h>
#include <string.h>

#include "base/date.h"
#include "base/limits.h"
#include "base/money.h"
#include "catalogue/message.h"
#include "catalogue/ruleset_parts.h"

/* Declared things of one kind: the id comes first in each, the line stands at an offset. */
struct declared {
	const char *what;
	const void *items;
	size_t count;
	size_t stride;
	size_t line_offset;
};

#define DECLARED(what, items, count) \
	((struct declared){(what), (items), (count), sizeof *(items), offsetof(__typeof__(*(items)), line)})

/* ---- Ids ---------------------------------------------------------------------------- */

static enum status
check_unique(const struct declared *declared, const struct document_refusal *refusal)
{
	const char *item = declared->items;

	for (size_t i = 0; i < declared->count; i++, item += declared->stride) {
		const char *id = *(const char *const *)(const void *)item;
		uint32_t line = *(const uint32_t *)(const void *)(item + declared->line_offset);

		if (ruleset_find(declared->items, i, declared->stride, id) != NULL)
			return document_refuse(refusal, line, "%s %s is declared a second time", declared->what, id);
	}
	return STATUS_OK;
}

static enum status
check_all_unique(const struct ruleset *ruleset, const struct document_refusal *refusal)
{
	const struct declared all[] = {
	    DECLARED("parameter", ruleset->parameters, ruleset->parameter_count),
	    DECLARED("assumption", ruleset->assumptions, ruleset->assumption_count),
	    DECLARED("amount", ruleset->amounts, ruleset->amount_count),
	    DECLARED("step", ruleset->steps, ruleset->step_count),
	    DECLARED("rule", ruleset->rules, ruleset->rule_count),
	    DECLARED("worksheet", ruleset->worksheets, ruleset->worksheet_count),
	};
	enum status status = STATUS_OK;

	for (size_t i = 0; i < sizeof all / sizeof all[0] && status == STATUS_OK; i++)
		status = check_unique(&all[i], refusal);
	return status;
}

/* Everything that is looked up once per comparison has a limit. */
static enum status
check_counts(const struct ruleset *ruleset, const struct document_refusal *refusal)
{
	if (ruleset->rule_count > LIMIT_RULES)
		return document_refuse(refusal, 0, "has %zu rules; %u are allowed", ruleset->rule_count, LIMIT_RULES);
	if (ruleset->parameter_count > LIMIT_FIELDS)
		return document_refuse(
		    refusal, 0, "has %zu parameters; %u are allowed", ruleset->parameter_count, LIMIT_FIELDS);
	return STATUS_OK;
}

/* ---- References ---------------------------------------------------------------------- */

static enum status
check_names(
    const struct names *names, const struct declared *declared, uint32_t line, const struct document_refusal *refusal)
{
	for (size_t i = 0; i < names->count; i++) {
		if (ruleset_find(declared->items, declared->count, declared->stride, names->items[i]) == NULL)
			return document_refuse(refusal, line, "%s %s is not declared", declared->what, names->items[i]);
	}
	return STATUS_OK;
}

static bool
is_label(const struct ruleset *ruleset, struct text word)
{
	for (size_t i = 0; i < ruleset->sentence_count; i++) {
		if (text_equals(word, ruleset->sentences[i].cite))
			return true;
	}
	return false;
}

/* What is cited must be the label of a sentence. */
static enum status
check_cite(const struct ruleset *ruleset, const char *cite, uint32_t line, const struct document_refusal *refusal)
{
	struct text words = text_of(cite);
	struct text word = {0};

	while (text_next_word(&words, &word)) {
		if (!is_label(ruleset, word))
			return document_refuse(refusal, line, "cites %.*s, which is the label of no sentence",
			    (int)word.length, word.data);
	}
	return STATUS_OK;
}

static enum status
check_references(const struct ruleset *ruleset, const char *cite, const struct names *assumptions, uint32_t line,
    const struct document_refusal *refusal)
{
	struct declared declared = DECLARED("assumption", ruleset->assumptions, ruleset->assumption_count);
	enum status status = check_cite(ruleset, cite, line, refusal);

	return status != STATUS_OK ? status : check_names(assumptions, &declared, line, refusal);
}

/* ---- Source and parameters --------------------------------------------------------------- */

static enum status
check_head(const struct ruleset *ruleset, const struct document_refusal *refusal)
{
	size_t length = strlen(ruleset->plugin);

	if (strncmp(ruleset->id, ruleset->plugin, length) != 0 || ruleset->id[length] != '/')
		return document_refuse(
		    refusal, 0, "the id %s must begin with the plugin's, \"%s/\"", ruleset->id, ruleset->plugin);
	if (ruleset->source.date == CASELINT_BAD)
		return document_refuse(
		    refusal, ruleset->source.line, "the date of the source must be a date YYYY-MM-DD that exists");
	return STATUS_OK;
}

static bool
is_code(const char *value)
{
	return value[0] != '\0' && strpbrk(value, " \t\r\n") == NULL;
}

static bool
is_boolean(struct text value)
{
	return text_equals(value, "true") || text_equals(value, "false") || text_equals(value, "1") ||
	       text_equals(value, "0");
}

static bool
is_count(const char *value)
{
	size_t length = strlen(value);

	return length >= 1 && length <= 9 && strspn(value, "0123456789") == length;
}

bool
ruleset_value_is_of_kind(uint32_t kind, const char *value)
{
	struct text text = text_of(value);
	int64_t cents = 0;
	int32_t number = 0;

	switch (kind) {
	case CASELINT_CODE: return is_code(value);
	case CASELINT_MONEY: return money_parse(text, &cents) == STATUS_OK;
	case CASELINT_DATE: return date_parse(text, &number) == STATUS_OK;
	case CASELINT_MONTH: return month_parse(text, &number) == STATUS_OK;
	case CASELINT_TIME: return time_parse(text, &number) == STATUS_OK;
	case CASELINT_BOOLEAN: return is_boolean(text);
	case CASELINT_COUNT: return is_count(value);
	default: return true;
	}
}

const char *
ruleset_form_of_kind(uint32_t kind)
{
	switch (kind) {
	case CASELINT_CODE: return "one token without blanks";
	case CASELINT_MONEY: return "1 to 9 digits, a point and 2 digits";
	case CASELINT_DATE: return "a date YYYY-MM-DD that exists";
	case CASELINT_MONTH: return "a month YYYY-MM";
	case CASELINT_TIME: return "a time hh:mm:ss";
	case CASELINT_BOOLEAN: return "true or false";
	case CASELINT_COUNT: return "a number of 1 to 9 digits";
	default: return "a text";
	}
}

/* A parameter with such a name could never be written in a message. */
static bool
is_placeholder_of_finding(const char *name)
{
	static const char *const taken[] = {"observed", "expected", "due", "asOf"};

	for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
		if (strcmp(name, taken[i]) == 0)
			return true;
	}
	return false;
}

static enum status
check_parameter(
    const struct ruleset *ruleset, const struct ruleset_parameter *parameter, const struct document_refusal *refusal)
{
	if (is_placeholder_of_finding(parameter->name))
		return document_refuse(
		    refusal, parameter->line, "parameter %s has the name of a value of findings", parameter->name);
	if (!ruleset_value_is_of_kind(parameter->kind, parameter->value))
		return document_refuse(refusal, parameter->line, "parameter %s is \"%s\"; it must be %s",
		    parameter->name, parameter->value, ruleset_form_of_kind(parameter->kind));
	return check_cite(ruleset, parameter->cite, parameter->line, refusal);
}

static enum status
check_parameters(const struct ruleset *ruleset, const struct document_refusal *refusal)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < ruleset->parameter_count && status == STATUS_OK; i++)
		status = check_parameter(ruleset, &ruleset->parameters[i], refusal);
	return status;
}

/* ---- Assumptions, amounts, steps ------------------------------------------------------------ */

static enum status
check_computation(const struct ruleset *ruleset, const struct document_refusal *refusal)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < ruleset->assumption_count && status == STATUS_OK; i++) {
		const struct ruleset_assumption *assumption = &ruleset->assumptions[i];

		status = check_cite(ruleset, assumption->cite, assumption->line, refusal);
	}
	for (size_t i = 0; i < ruleset->amount_count && status == STATUS_OK; i++) {
		const struct ruleset_amount *amount = &ruleset->amounts[i];

		status = check_references(ruleset, amount->cite, &amount->assumptions, amount->line, refusal);
	}
	for (size_t i = 0; i < ruleset->step_count && status == STATUS_OK; i++) {
		const struct ruleset_step *step = &ruleset->steps[i];

		status = check_references(ruleset, step->cite, &step->assumptions, step->line, refusal);
	}
	return status;
}

/* ---- Rules ----------------------------------------------------------------------------------- */

static enum status
check_message(
    const struct ruleset_rule *rule, const struct ruleset_message *message, const struct document_refusal *refusal)
{
	if (ruleset_message_of(rule, message->variant) != message)
		return document_refuse(refusal, message->line, "rule %s has a second message %s%s", rule->id,
		    message->variant == NULL ? "without a variant" : "of variant ",
		    message->variant == NULL ? "" : message->variant);
	if (!message_is_well_formed(message->template_text))
		return document_refuse(refusal, message->line,
		    "a message of rule %s has braces that do not match, or a name in braces that is "
		    "not letters and digits",
		    rule->id);
	return STATUS_OK;
}

static enum status
check_rule(const struct ruleset *ruleset, const struct ruleset_rule *rule, const struct document_refusal *refusal)
{
	enum status status = STATUS_OK;

	if (ruleset_message_of(rule, NULL) == NULL)
		return document_refuse(refusal, rule->line, "rule %s has no message without a variant", rule->id);
	for (size_t i = 0; i < rule->message_count && status == STATUS_OK; i++)
		status = check_message(rule, &rule->messages[i], refusal);
	if (status == STATUS_OK)
		status = check_references(ruleset, rule->cite, &rule->assumptions, rule->line, refusal);
	return status;
}

static enum status
check_rules(const struct ruleset *ruleset, const struct document_refusal *refusal)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < ruleset->rule_count && status == STATUS_OK; i++)
		status = check_rule(ruleset, &ruleset->rules[i], refusal);
	return status;
}

/* ---- Worksheets ------------------------------------------------------------------------------- */

static enum status
check_column(
    const struct ruleset_worksheet *sheet, const struct ruleset_column *column, const struct document_refusal *refusal)
{
	if (column->restricted && !sheet->restricted)
		return document_refuse(
		    refusal, column->line, "column %s is restricted, but worksheet %s is not", column->id, sheet->id);
	if (column->total && column->kind != CASELINT_MONEY && column->kind != CASELINT_COUNT)
		return document_refuse(
		    refusal, column->line, "column %s cannot be totalled: only money and counts can", column->id);
	return STATUS_OK;
}

static enum status
check_worksheet(
    const struct ruleset *ruleset, const struct ruleset_worksheet *sheet, const struct document_refusal *refusal)
{
	struct declared columns = DECLARED("column", sheet->columns, sheet->column_count);
	enum status status = check_unique(&columns, refusal);

	for (size_t i = 0; i < sheet->column_count && status == STATUS_OK; i++)
		status = check_column(sheet, &sheet->columns[i], refusal);
	if (status == STATUS_OK && sheet->group != NULL)
		status = check_names(&(struct names){&sheet->group, 1}, &columns, sheet->line, refusal);
	if (status == STATUS_OK)
		status = check_cite(ruleset, sheet->cite, sheet->line, refusal);
	return status;
}

static enum status
check_worksheets(const struct ruleset *ruleset, const struct document_refusal *refusal)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < ruleset->worksheet_count && status == STATUS_OK; i++)
		status = check_worksheet(ruleset, &ruleset->worksheets[i], refusal);
	return status;
}

/* ---- Sentences --------------------------------------------------------------------------------- */

static enum status
check_sentence(
    const struct ruleset *ruleset, const struct ruleset_sentence *sentence, const struct document_refusal *refusal)
{
	struct declared rules = DECLARED("rule", ruleset->rules, ruleset->rule_count);
	struct declared parameters = DECLARED("parameter", ruleset->parameters, ruleset->parameter_count);
	enum status status = STATUS_OK;

	if (sentence->state == 0)
		return document_refuse(refusal, sentence->line,
		    "a sentence of %s must have exactly one state: rules, manual (rules may stand "
		    "beside it) or context",
		    sentence->cite);
	status = check_names(&sentence->rules, &rules, sentence->line, refusal);
	if (status == STATUS_OK)
		status = check_names(&sentence->parameters, &parameters, sentence->line, refusal);
	return status;
}

static enum status
check_sentences(const struct ruleset *ruleset, const struct document_refusal *refusal)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < ruleset->sentence_count && status == STATUS_OK; i++)
		status = check_sentence(ruleset, &ruleset->sentences[i], refusal);
	return status;
}

enum status
ruleset_check(const struct ruleset *ruleset, const struct document_refusal *refusal)
{
	typedef enum status check_fn(const struct ruleset *, const struct document_refusal *);
	static check_fn *const checks[] = {
	    check_head,
	    check_counts,
	    check_all_unique,
	    check_parameters,
	    check_computation,
	    check_rules,
	    check_worksheets,
	    check_sentences,
	};
	enum status status = STATUS_OK;

	for (size_t i = 0; i < sizeof checks / sizeof checks[0] && status == STATUS_OK; i++)
		status = checks[i](ruleset, refusal);
	return status;
}
