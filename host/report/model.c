/*
 * Words and order of the report model: names of outcomes and states, which
 * outcome is worse, and the way from an index in a record to what it names.
 * What a record holds is filled elsewhere.
 */
#include "report/model.h"

#include <string.h>

static const char *const outcome_names[OUTCOMES] = {
    [0] = "none",
    [CASELINT_ERROR] = "error",
    [CASELINT_FAIL] = "fail",
    [CASELINT_UNKNOWN] = "unknown",
    [CASELINT_PENDING] = "pending",
    [CASELINT_MANUAL] = "manual",
    [CASELINT_PASS] = "pass",
    [CASELINT_NOTAPPLICABLE] = "notapplicable",
};

static const char *const amount_state_names[AMOUNT_STATES] = {
    [0] = "none",
    [CASELINT_RECORDED] = "recorded",
    [CASELINT_DIFFERS] = "differs",
    [CASELINT_DUE] = "due",
    [CASELINT_OVERDUE] = "overdue",
    [CASELINT_COMPUTED] = "computed",
    [CASELINT_MANUAL_AMOUNT] = "manual",
};

bool
run_counts_any_checked(const struct run_counts *counts)
{
	for (int32_t i = CASELINT_ERROR + 1; i < OUTCOMES; i++) {
		if (counts->records_by_outcome[i] > 0)
			return true;
	}
	return false;
}

const char *
outcome_name(int32_t outcome)
{
	return outcome >= 0 && outcome < OUTCOMES ? outcome_names[outcome] : outcome_names[0];
}

const char *
amount_state_name(int32_t state)
{
	return state >= 0 && state < AMOUNT_STATES ? amount_state_names[state] : amount_state_names[0];
}

int32_t
outcome_worse(int32_t left, int32_t right)
{
	if (left == 0)
		return right;
	if (right == 0)
		return left;
	return left < right ? left : right;
}

/* Of so many the compiler makes one instruction of each step. */
#define LANES 16U

/* Less 1, nothing is the largest byte, and the worse is the smaller. */
static inline uint8_t
worse_byte(uint8_t left, uint8_t right)
{
	uint8_t one = (uint8_t)(left - 1U);
	uint8_t other = (uint8_t)(right - 1U);

	return (uint8_t)((one < other ? one : other) + 1U);
}

int32_t
outcomes_worst(const uint8_t *outcomes, size_t count)
{
	uint8_t lanes[LANES] = {0};
	uint8_t worst = 0;
	size_t i = 0;

	for (; i + LANES <= count; i += LANES) {
		for (size_t k = 0; k < LANES; k++)
			lanes[k] = worse_byte(lanes[k], outcomes[i + k]);
	}
	for (; i < count; i++)
		worst = worse_byte(worst, outcomes[i]);
	for (size_t k = 0; k < LANES; k++)
		worst = worse_byte(worst, lanes[k]);
	return worst;
}

void
outcomes_worsen(uint8_t *restrict outcomes, const uint8_t *restrict others, size_t count)
{
	size_t i = 0;

	for (; i + LANES <= count; i += LANES) {
		for (size_t k = 0; k < LANES; k++)
			outcomes[i + k] = worse_byte(outcomes[i + k], others[i + k]);
	}
	for (; i < count; i++)
		outcomes[i] = worse_byte(outcomes[i], others[i]);
}

const char *
bundle_rule_id(const struct run_bundle *bundle, uint32_t rule)
{
	return CASELINT_AT(bundle->plugin->rules, struct caselint_rule, rule)->id;
}

const char *
bundle_record_type(const struct run_bundle *bundle, uint32_t type)
{
	if (type >= bundle->plugin->records.count)
		return "";
	return (*CASELINT_AT(bundle->plugin->records, struct caselint_table *, type))->element;
}

size_t
run_rule_count(const struct run_facts *facts)
{
	size_t count = 0;

	for (size_t i = 0; i < facts->bundle_count; i++)
		count += facts->bundles[i].plugin->rules.count;
	return count;
}

const struct ruleset *
record_ruleset(const struct run_facts *facts, const struct result_record *record)
{
	const struct run_bundle *bundle = &facts->bundles[record->bundle];

	return record->ruleset < bundle->ruleset_count ? bundle->rulesets[record->ruleset] : NULL;
}

/* ---- What is waived or known ---- */

enum finding_mark
finding_mark(const struct result_finding *finding)
{
	if (finding->outcome != CASELINT_FAIL && finding->outcome != CASELINT_UNKNOWN)
		return MARK_NONE;
	if (finding->waiver != 0 && !finding->is_lapsed)
		return MARK_WAIVED;
	return finding->is_known ? MARK_KNOWN : MARK_NONE;
}

bool
finding_is_open(const struct result_finding *finding)
{
	return (finding->outcome == CASELINT_FAIL || finding->outcome == CASELINT_UNKNOWN) &&
	       finding_mark(finding) == MARK_NONE;
}

const struct waiver *
finding_waiver(const struct run_facts *facts, const struct result_finding *finding)
{
	if (facts->marks == NULL || finding->waiver == 0 || finding->waiver > facts->marks->waiver_count)
		return NULL;
	return &facts->marks->waivers[finding->waiver - 1];
}

bool
record_excuses(const struct result_record *record, const char *rule)
{
	bool any = false;

	for (uint32_t i = 0; i < record->finding_count; i++) {
		const struct result_finding *finding = &record->findings[i];

		if (!text_equals(finding->rule, rule))
			continue;
		if (finding_is_open(finding))
			return false;
		any = any || finding_mark(finding) != MARK_NONE;
	}
	return any;
}

static bool
has_mark(const struct result_record *record)
{
	for (uint32_t i = 0; i < record->finding_count; i++) {
		if (finding_mark(&record->findings[i]) != MARK_NONE)
			return true;
	}
	return false;
}

int32_t
record_open_outcome(const struct run_facts *facts, const struct result_record *record)
{
	const struct run_bundle *bundle = NULL;
	int32_t worst = 0;

	if (!has_mark(record) || record->bundle >= facts->bundle_count)
		return record->outcome;
	bundle = &facts->bundles[record->bundle];
	for (uint32_t i = 0; i < record->outcome_count && i < bundle->plugin->rules.count; i++) {
		int32_t outcome = record->outcomes[i];

		if ((outcome != CASELINT_FAIL && outcome != CASELINT_UNKNOWN) ||
		    !record_excuses(record, bundle_rule_id(bundle, i)))
			worst = outcome_worse(worst, outcome);
	}
	for (uint32_t i = 0; i < record->finding_count; i++) {
		if (finding_mark(&record->findings[i]) == MARK_NONE)
			worst = outcome_worse(worst, record->findings[i].outcome);
	}
	return worst;
}

/* ---- Order ---- */

/* NO_INPUT is the largest number, but comes first. */
int
input_finding_compare(const void *left_pointer, const void *right_pointer)
{
	const struct input_finding *left = left_pointer;
	const struct input_finding *right = right_pointer;

	if (left->input != right->input)
		return left->input + 1U < right->input + 1U ? -1 : 1;
	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	if (left->column != right->column)
		return left->column < right->column ? -1 : 1;
	if (strcmp(left->rule, right->rule) != 0)
		return strcmp(left->rule, right->rule);
	if (text_compare(left->path, right->path) != 0)
		return text_compare(left->path, right->path);
	return text_compare(left->message, right->message);
}
