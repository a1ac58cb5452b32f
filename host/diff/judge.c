/*
 * What follows from one run having a finding and the other not, and from both
 * having it. Whatever speaks against a comparison is asked first: a finding counts
 * as fixed only when nothing does.
 */
#include <string.h>

#include "base/money.h"
#include "diff/diff_parts.h"

/* ---- Rules --------------------------------------------------------------------------------- */

/* The index of a rule in the bundle; its rule count when it has none. */
static uint32_t
rule_index(const struct run_bundle *bundle, struct text rule)
{
	uint32_t count = bundle->plugin->rules.count;
	uint32_t i = 0;

	while (i < count && !text_equals(rule, bundle_rule_id(bundle, i)))
		i++;
	return i;
}

static bool
is_of_host(struct text rule)
{
	return text_starts_with(rule, "CL-");
}

bool
run_ran_rule(const struct diff_run *run, struct text plugin, struct text rule)
{
	if (is_of_host(rule))
		return true;
	for (size_t i = 0; i < run->facts->bundle_count; i++) {
		const struct run_bundle *bundle = &run->facts->bundles[i];
		uint32_t index = 0;

		if (!text_equals(plugin, bundle->plugin->id))
			continue;
		index = rule_index(bundle, rule);
		if (index < bundle->plugin->rules.count && bundle->selected[index])
			return true;
	}
	return false;
}

/* The outcome of a rule for the record of one run; 0: not asked. A rule of the host is asked always, and has passed where
 * it found nothing. */
static int32_t
outcome_of(const struct diff_side *side, struct text rule)
{
	uint32_t index = 0;

	if (is_of_host(rule))
		return CASELINT_PASS;
	index = rule_index(side->bundle, rule);
	return index < side->outcomes.length ? side->outcomes.data[index] : 0;
}

/* ---- What speaks against a comparison ---------------------------------------------------------- */

static bool
same_parameters(const struct ruleset *old, const struct ruleset *new)
{
	if (old->parameter_count != new->parameter_count)
		return false;
	for (size_t i = 0; i < old->parameter_count; i++) {
		if (strcmp(old->parameters[i].name, new->parameters[i].name) != 0 ||
		    strcmp(old->parameters[i].value, new->parameters[i].value) != 0)
			return false;
	}
	return true;
}

enum diff_reason
basis_of(const struct diff_record *record)
{
	const struct ruleset *old = record->old.ruleset;
	const struct ruleset *new = record->new.ruleset;

	if (!record->old.present || !record->new.present)
		return DIFF_NO_REASON;
	if (strcmp(record->old.bundle->plugin->version, record->new.bundle->plugin->version) != 0)
		return DIFF_OTHER_PLUGIN;
	if (old == NULL || new == NULL)
		return old == new ? DIFF_NO_REASON : DIFF_OTHER_RULESET;
	if (strcmp(old->id, new->id) != 0 || strcmp(old->sha256, new->sha256) != 0)
		return DIFF_OTHER_RULESET;
	return same_parameters(old, new) ? DIFF_NO_REASON : DIFF_OTHER_PARAMETERS;
}

static int32_t
as_of(const struct diff_side *side)
{
	return side->facts->inputs[side->input].as_of;
}

/* Time that goes forward changes what is due, and should; time that goes back would mend what is late. */
static bool
time_goes_back(const struct diff_record *record)
{
	int32_t old = as_of(&record->old);
	int32_t new = as_of(&record->new);

	if (old == CASELINT_ABSENT || new == CASELINT_ABSENT)
		return old != new;
	return new < old;
}

static enum diff_reason
reason_of_identity(const struct diff_record *record, bool is_repeated)
{
	if (record->id.length == 0)
		return DIFF_NO_RECORD_ID;
	return is_repeated ? DIFF_REPEATED_ID : DIFF_NO_REASON;
}

/* Why OLD not having a finding says nothing. */
static enum diff_reason
reason_of_appearance(const struct diff *diff, const struct diff_record *record, struct text rule)
{
	const struct diff_run *old = &diff->runs[OLD_RUN];
	int32_t outcome = 0;

	if (!run_ran_rule(old, record->plugin, rule))
		return DIFF_RULE_NOT_IN_OLD;
	if (record->old.present) {
		outcome = outcome_of(&record->old, rule);
		if (basis_of(record) != DIFF_NO_REASON)
			return basis_of(record);
		if (outcome == 0)
			return DIFF_RULE_NOT_IN_OLD;
		if (outcome == CASELINT_ERROR)
			return DIFF_RULE_FAILED_OLD;
		if (time_goes_back(record))
			return DIFF_AS_OF;
	}
	return old->facts->complete ? DIFF_NO_REASON : DIFF_OLD_INCOMPLETE;
}

/* Why NEW not having a finding says nothing. */
static enum diff_reason
reason_of_absence(const struct diff *diff, const struct diff_record *record, struct text rule, int32_t *ret_outcome)
{
	const struct diff_run *new = &diff->runs[NEW_RUN];

	if (!run_ran_rule(new, record->plugin, rule))
		return DIFF_RULE_NOT_IN_NEW;
	if (!record->new.present)
		return new->facts->complete ? DIFF_RECORD_GONE : DIFF_NEW_INCOMPLETE;
	if (basis_of(record) != DIFF_NO_REASON)
		return basis_of(record);
	*ret_outcome = outcome_of(&record->new, rule);
	if (*ret_outcome == 0)
		return DIFF_RULE_NOT_IN_NEW;
	if (*ret_outcome == CASELINT_ERROR)
		return DIFF_RULE_FAILED_NEW;
	if (*ret_outcome == CASELINT_UNKNOWN)
		return DIFF_RULE_UNKNOWN_NEW;
	if (time_goes_back(record))
		return DIFF_AS_OF;
	return new->facts->complete ? DIFF_NO_REASON : DIFF_NEW_INCOMPLETE;
}

/* ---- Findings ------------------------------------------------------------------------------------ */

static bool
is_worse(const struct diff_instance *old, const struct diff_instance *new)
{
	if (old->outcome != new->outcome)
		return outcome_worse(old->outcome, new->outcome) == new->outcome;
	return new->severity > old->severity || new->stake > old->stake;
}

static void
judge_pair(const struct diff_record *record, struct diff_finding *finding)
{
	bool old_failed = finding->old.outcome == CASELINT_ERROR;
	bool new_failed = finding->new.outcome == CASELINT_ERROR;

	finding->class = DIFF_PERSISTING;
	if (old_failed != new_failed) {
		finding->class = DIFF_NOT_COMPARABLE;
		finding->reason = old_failed ? DIFF_RULE_FAILED_OLD : DIFF_RULE_FAILED_NEW;
	} else if (is_worse(&finding->old, &finding->new)) {
		finding->class = DIFF_WORSENED;
		finding->reason = basis_of(record);
		/* One id has one severity by a ruleset; a profile gives it another. */
		if (finding->reason == DIFF_NO_REASON && finding->new.severity > finding->old.severity &&
		    finding->new.outcome == finding->old.outcome)
			finding->reason = DIFF_OTHER_SEVERITY;
	}
}

static void
judge_alone(const struct diff *diff, const struct diff_record *record, struct diff_finding *finding)
{
	finding->class = finding->new.present ? DIFF_NEW : DIFF_FIXED;
	if (finding->new.present)
		finding->reason = reason_of_appearance(diff, record, finding->rule);
	else
		finding->reason = reason_of_absence(diff, record, finding->rule, &finding->now);
	if (finding->reason != DIFF_NO_REASON)
		finding->class = DIFF_NOT_COMPARABLE;
	else if (finding->class == DIFF_NEW && !record->old.present)
		finding->reason = DIFF_RECORD_NEW;
	if (finding->class != DIFF_FIXED)
		finding->now = 0;
}

void
judge_finding(const struct diff *diff, const struct diff_record *record, struct diff_finding *finding)
{
	finding->reason = reason_of_identity(record, record->is_repeated);
	if (finding->reason != DIFF_NO_REASON)
		finding->class = DIFF_NOT_COMPARABLE;
	else if (finding->old.present && finding->new.present)
		judge_pair(record, finding);
	else
		judge_alone(diff, record, finding);
}

/* ---- Amounts --------------------------------------------------------------------------------------- */

static bool
is_same_money(const struct diff_money *old, const struct diff_money *new)
{
	return old->value == new->value && old->state == new->state && old->due == new->due;
}

void
judge_amount(const struct diff_record *record, struct diff_amount *amount)
{
	if (!amount->old.present)
		amount->change = DIFF_APPEARED;
	else if (!amount->new.present)
		amount->change = DIFF_VANISHED;
	else
		amount->change = is_same_money(&amount->old, &amount->new) ? DIFF_SAME : DIFF_CHANGED;
	amount->reason = reason_of_identity(record, record->is_repeated);
	if (amount->reason != DIFF_NO_REASON || amount->change == DIFF_SAME)
		return;
	if (!record->new.present)
		amount->reason = DIFF_RECORD_GONE;
	else if (!record->old.present)
		amount->reason = DIFF_RECORD_NEW;
	else
		amount->reason = basis_of(record);
}

enum status
diff_amount_difference(const struct diff_amount *amount, int64_t *ret_cents)
{
	if (!amount->old.present || !amount->new.present)
		return STATUS_ABSENT;
	return money_subtract(amount->new.value, amount->old.value, ret_cents);
}
