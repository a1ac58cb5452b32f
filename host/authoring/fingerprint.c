/* See authoring/fingerprint.h. */
#include "authoring/fingerprint.h"

#include "authoring/case_judge.h"

static void
put_number(struct buffer *bytes, int64_t number)
{
	buffer_append(bytes, &number, sizeof number);
}

static void
put_text(struct buffer *bytes, struct text text)
{
	put_number(bytes, (int64_t)text.length);
	buffer_append(bytes, text.data, text.length);
}

static const struct ruleset_rule *
texts_of(const struct ruleset *ruleset, struct text rule)
{
	for (size_t i = 0; i < ruleset->rule_count; i++) {
		if (text_equals(rule, ruleset->rules[i].id))
			return &ruleset->rules[i];
	}
	return NULL;
}

static void
put_finding(const struct bundle *bundle, const struct result_record *record, const struct result_finding *finding,
    struct buffer *bytes)
{
	const struct ruleset_rule *texts = texts_of(bundle->rulesets[record->ruleset].ruleset, finding->rule);

	put_text(bytes, finding->rule);
	put_number(bytes, finding->outcome);
	put_number(bytes, finding->severity);
	put_number(bytes, finding->due);
	put_text(bytes, text_of(texts == NULL ? NULL : case_variant_of(texts, record, finding)));
}

static void
put_amount(const struct result_amount *amount, struct buffer *bytes)
{
	put_text(bytes, amount->kind);
	put_number(bytes, amount->month);
	put_number(bytes, amount->from);
	put_number(bytes, amount->to);
	put_number(bytes, amount->value);
	put_number(bytes, amount->state);
	put_number(bytes, amount->due);
}

static void
put_record(const struct bundle *bundle, const struct result_record *record, struct buffer *bytes)
{
	put_number(bytes, record->type);
	put_number(bytes, record->ruleset);
	put_text(bytes, text_view((const char *)record->outcomes, record->outcome_count));
	put_number(bytes, record->finding_count);
	for (uint32_t i = 0; i < record->finding_count; i++)
		put_finding(bundle, record, &record->findings[i], bytes);
	put_number(bytes, record->amount_count);
	for (uint32_t i = 0; i < record->amount_count; i++)
		put_amount(&record->amounts[i], bytes);
	put_number(bytes, record->row_count);
}

void
fingerprint_append(const struct bundle *bundle, const struct case_result *result, struct buffer *bytes)
{
	put_number(bytes, (int64_t)result->record_count);
	for (size_t i = 0; i < result->record_count; i++)
		put_record(bundle, &result->records[i], bytes);
	put_number(bytes, (int64_t)result->input_count);
	for (size_t i = 0; i < result->input_count; i++)
		put_text(bytes, text_of(result->inputs[i].rule));
}
