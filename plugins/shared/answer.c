/* See answer.h. */
#include "answer.h"

#include <string.h>

struct answer
answer_to(const struct caselint_eval *eval, const char *rule)
{
	struct answer answer;

	/* The values are as many as are counted; clearing them would take longer than most rules. */
	answer.eval = eval;
	answer.rule = rule;
	answer.worst = CASELINT_NOTAPPLICABLE;
	answer.value_count = 0;
	return answer;
}

static void
answer_count(struct answer *answer, int32_t outcome)
{
	if (outcome < answer->worst)
		answer->worst = outcome;
}

void
answer_name_value(struct answer *answer, const char *name, struct caselint_value value)
{
	uint32_t i = 0;

	while (i < answer->value_count && strcmp(answer->values[i].name, name) != 0)
		i++;
	if (i == ANSWER_VALUES)
		return;
	answer->values[i].name = name;
	answer->values[i].value = value;
	if (i == answer->value_count)
		answer->value_count++;
}

void
answer_pass(struct answer *answer)
{
	answer_count(answer, CASELINT_PASS);
}

void
answer_report(struct answer *answer, int32_t outcome, const struct instance *instance)
{
	struct caselint_finding finding;

	memset(&finding, 0, sizeof finding);
	finding.size = (uint32_t)sizeof finding;
	finding.outcome = outcome;
	finding.rule = answer->rule;
	finding.variant = instance->variant;
	finding.place = instance->place;
	finding.observed = instance->observed;
	finding.expected = instance->expected;
	finding.due = instance->due;
	finding.values.items = answer->values;
	finding.values.count = answer->value_count;
	finding.values.stride = (uint32_t)sizeof answer->values[0];
	(void)answer->eval->services->finding(answer->eval, &finding);
	answer_count(answer, outcome);
}

void
answer_fail(struct answer *answer, const struct instance *instance)
{
	answer_report(answer, CASELINT_FAIL, instance);
}

static struct instance
instance_of(const char *variant, struct caselint_ref place, struct caselint_value expected, int32_t due)
{
	struct instance instance;

	memset(&instance, 0, sizeof instance);
	instance.variant = variant;
	instance.place = place;
	instance.expected = expected;
	instance.due = due;
	return instance;
}

void
answer_unknown(struct answer *answer, struct caselint_ref place, struct caselint_value expected, int32_t due)
{
	struct instance instance = instance_of("unknown", place, expected, due);

	answer_report(answer, CASELINT_UNKNOWN, &instance);
}

void
answer_not_done(struct answer *answer, struct caselint_ref place, struct caselint_value expected, int32_t due)
{
	int32_t as_of = answer->eval->as_of;
	struct instance instance = instance_of("notiming", place, expected, due);
	int32_t outcome = CASELINT_UNKNOWN;

	if (is_known(as_of)) {
		instance.variant = as_of <= due ? "pending" : "absent";
		outcome = as_of <= due ? CASELINT_PENDING : CASELINT_FAIL;
	}
	answer_report(answer, outcome, &instance);
}

void
answer_overdue(struct answer *answer, struct caselint_ref place, int32_t due)
{
	int32_t as_of = answer->eval->as_of;

	if (!is_known(due)) {
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
		return;
	}
	if (is_known(as_of) && as_of > due)
		answer_name_value(answer, "days", value_count((uint32_t)(as_of - due)));
	answer_not_done(answer, place, value_none(), due);
}

void
answer_open(struct answer *answer, struct caselint_ref place, struct caselint_value expected)
{
	struct instance instance = instance_of("pending", place, expected, CASELINT_ABSENT);

	answer_report(answer, CASELINT_PENDING, &instance);
}

void
answer_missing(struct answer *answer, struct caselint_ref place, struct caselint_value expected, bool is_late)
{
	struct instance instance = instance_of("absent", place, expected, CASELINT_ABSENT);

	if (is_late)
		answer_fail(answer, &instance);
	else
		answer_open(answer, place, expected);
}

void
answer_amount(struct answer *answer, struct caselint_ref place, int64_t found, int64_t expected,
    const struct wrong_amount *wrongs, uint32_t wrong_count)
{
	struct instance instance = instance_of(NULL, place, value_money(expected), CASELINT_ABSENT);
	uint32_t i = 0;

	if (!is_known_money(found)) {
		answer_unknown(answer, place, value_money(expected), CASELINT_ABSENT);
	} else if (found == expected) {
		answer_pass(answer);
	} else {
		instance.observed = value_money(found);
		for (i = 0; i < wrong_count && instance.variant == NULL; i++)
			instance.variant = found == wrongs[i].amount ? wrongs[i].variant : NULL;
		answer_fail(answer, &instance);
	}
}

void
answer_text(struct answer *answer, struct caselint_ref place, const struct caselint_text *found,
    const struct caselint_text *expected, const char *variant)
{
	struct instance instance = instance_of(variant, place, value_text(expected), CASELINT_ABSENT);

	if (!text_is_known(found) || found->length == 0) {
		answer_unknown(answer, place, value_text(expected), CASELINT_ABSENT);
	} else if (text_is(found, expected)) {
		answer_pass(answer);
	} else {
		instance.observed = value_at(place);
		answer_fail(answer, &instance);
	}
}

void
answer_free_text(struct answer *answer, struct caselint_ref place, const struct caselint_text *found,
    const struct caselint_text *expected, const char *variant)
{
	struct instance instance = instance_of(variant, place, value_text(expected), CASELINT_ABSENT);

	if (!text_is_known(found) || found->length == 0)
		answer_unknown(answer, place, value_text(expected), CASELINT_ABSENT);
	else if (text_is(found, expected))
		answer_pass(answer);
	else
		answer_fail(answer, &instance);
}

struct caselint_ref
place_in_list(const struct caselint_list *list, struct caselint_ref place)
{
	return list->count == 0 ? place : place_none();
}

void
answer_date_is(struct answer *answer, struct caselint_ref place, int32_t found, int32_t expected)
{
	struct instance instance = instance_of(NULL, place, value_date(expected), CASELINT_ABSENT);

	if (!is_known(found)) {
		answer_unknown(answer, place, value_date(expected), CASELINT_ABSENT);
	} else if (found == expected) {
		answer_pass(answer);
	} else {
		instance.observed = value_at(place);
		answer_fail(answer, &instance);
	}
}

void
answer_date_by(struct answer *answer, struct caselint_ref place, int32_t found, int32_t due)
{
	struct instance instance = instance_of(NULL, place, value_date(due), due);

	if (!is_known(found)) {
		answer_unknown(answer, place, value_date(due), due);
	} else if (found <= due) {
		answer_pass(answer);
	} else {
		instance.observed = value_at(place);
		answer_fail(answer, &instance);
	}
}

void
answer_date_not_after(struct answer *answer, struct caselint_ref place, int32_t found, int32_t last)
{
	struct instance instance = instance_of(NULL, place, value_none(), CASELINT_ABSENT);

	if (!is_known(found) || !is_known(last)) {
		answer_unknown(answer, place, value_none(), CASELINT_ABSENT);
	} else if (found <= last) {
		answer_pass(answer);
	} else {
		instance.observed = value_at(place);
		instance.expected = value_date(last);
		answer_fail(answer, &instance);
	}
}

bool
answer_begin_events(struct answer *answer)
{
	int32_t exported_on = answer->eval->exported_on;

	if (exported_on == CASELINT_BAD)
		answer_unknown(answer, place_none(), value_none(), CASELINT_ABSENT);
	else if (exported_on != CASELINT_ABSENT)
		answer_pass(answer);
	return is_known(exported_on);
}

void
answer_event(struct answer *answer, struct caselint_ref place, int32_t date)
{
	int32_t exported_on = answer->eval->exported_on;
	struct instance late = instance_of(NULL, place, value_date(exported_on), CASELINT_ABSENT);

	if (date == CASELINT_BAD) {
		answer_unknown(answer, place, late.expected, CASELINT_ABSENT);
	} else if (date != CASELINT_ABSENT && date > exported_on) {
		late.observed = value_at(place);
		answer_fail(answer, &late);
	}
}

int32_t
answer_outcome(const struct answer *answer)
{
	return answer->worst;
}

/* ---- Values ----------------------------------------------------------------- */

struct caselint_value
value_none(void)
{
	struct caselint_value value;

	memset(&value, 0, sizeof value);
	return value;
}

static struct caselint_value
value_number(uint32_t kind, int64_t number)
{
	struct caselint_value value = value_none();

	value.kind = kind;
	value.number = number;
	return value;
}

struct caselint_value
value_money(int64_t cents)
{
	return value_number(CASELINT_MONEY, cents);
}

struct caselint_value
value_date(int32_t date)
{
	return value_number(CASELINT_DATE, date);
}

struct caselint_value
value_month(int32_t month)
{
	return value_number(CASELINT_MONTH, month);
}

struct caselint_value
value_time(int32_t seconds)
{
	return value_number(CASELINT_TIME, seconds);
}

struct caselint_value
value_count(uint32_t count)
{
	return value_number(CASELINT_COUNT, count);
}

struct caselint_value
value_text(const struct caselint_text *text)
{
	struct caselint_value value = value_number(CASELINT_TEXT, 0);

	value.text = text->data;
	value.length = text->length;
	return value;
}

struct caselint_value
value_at(struct caselint_ref place)
{
	struct caselint_value value = value_none();

	value.from = place;
	return value;
}

struct caselint_ref
place_none(void)
{
	struct caselint_ref place = {NULL, 0, 0};

	return place;
}

struct caselint_ref
place_whole(const void *object)
{
	struct caselint_ref place = {object, CASELINT_WHOLE, 0};

	return place;
}

bool
is_known(int32_t value)
{
	return value != CASELINT_ABSENT && value != CASELINT_BAD;
}

bool
was_done(int32_t date)
{
	return date != CASELINT_ABSENT;
}

bool
is_known_money(int64_t value)
{
	return value != CASELINT_ABSENT_MONEY && value != CASELINT_BAD_MONEY;
}

bool
text_is_known(const struct caselint_text *text)
{
	return text->state == CASELINT_PRESENT;
}

bool
text_is(const struct caselint_text *text, const struct caselint_text *expected)
{
	return text_is_known(text) && text->length == expected->length &&
	       memcmp(text->data, expected->data, text->length) == 0;
}
