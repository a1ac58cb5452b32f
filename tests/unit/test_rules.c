/*
 * Rules as data (caselint/rules.h): what each sentence answers for values that are absent,
 * unreadable, right, wrong, early and late, and with which finding. The host is a table of
 * services that takes findings down.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <caselint/rules.h>

struct form {
	int32_t sent_on;
	int32_t signed_on;
	int32_t checked;
	int32_t remarks; /* presence */
	int32_t month;
	int64_t amount;
	struct caselint_text code;
	struct caselint_text signer;
};

struct part {
	struct caselint_list forms;
	int32_t opened_on;
};

struct record {
	struct caselint_list forms;
	const struct part *part;
	int64_t total;
	int32_t closed_on;
};

struct parameters {
	int32_t send_by;
	int32_t days;
	int32_t months;
	int32_t month;
	struct caselint_text code;
	struct caselint_text other;
};

struct prepared {
	bool holds;
	bool doubt;
	bool later;
	int64_t expected;
	int64_t wrong;
	const struct form *chosen;
};

#define MOST 8U

/* What a rule said. */
static struct {
	struct caselint_finding findings[MOST];
	struct caselint_named_value values[MOST][CL_VALUES];
	uint32_t count;
} said;

static struct form form;
static struct part part;
static struct record record;
static struct parameters parameters;
static struct prepared prepared;
static struct caselint_eval eval;
static const void *items[2];

static int32_t
take_down(const struct caselint_eval *of, const struct caselint_finding *finding)
{
	uint32_t i = 0;

	(void)of;
	assert_true(said.count < MOST);
	said.findings[said.count] = *finding;
	for (i = 0; i < finding->values.count; i++)
		said.values[said.count][i] = *CASELINT_AT(finding->values, struct caselint_named_value, i);
	said.count++;
	return CASELINT_OK;
}

static const struct caselint_services services = {.size = sizeof services, .finding = take_down};

static struct caselint_text
text(const char *word)
{
	struct caselint_text value = {word, (uint32_t)strlen(word), CASELINT_PRESENT};

	return value;
}

static const struct caselint_text no_text = {NULL, 0, CASELINT_ABSENT};
static const struct caselint_text bad_text = {NULL, 0, CASELINT_BAD};

/* One form in the record's list, filled in rightly, judged on day 100. */
static int
begin(void **state)
{
	(void)state;
	memset(&said, 0, sizeof said);
	form = (struct form){90, 80, 1, 1, 456, 5000, text("H"), text("W1")};
	part = (struct part){{items, 1, CASELINT_PRESENT}, 70};
	items[0] = &form;
	items[1] = NULL;
	record = (struct record){{items, 1, CASELINT_PRESENT}, &part, 5000, 95};
	parameters = (struct parameters){95, 30, 1, 456, text("H"), text("J")};
	prepared = (struct prepared){true, false, false, 5000, 250, &form};
	memset(&eval, 0, sizeof eval);
	eval.size = sizeof eval;
	eval.services = &services;
	eval.record = &record;
	eval.parameters = &parameters;
	eval.prepared = &prepared;
	eval.as_of = 100;
	eval.exported_on = 100;
	return 0;
}

/* Judges one entry; what was said before is forgotten. */
static int32_t
outcome_of(const struct cl_test *test)
{
	const struct caselint_rule rule = {"XX-01", cl_check, test, 0, 0};

	memset(&said, 0, sizeof said);
	return cl_check(&eval, &rule);
}

/* The outcome, and the one finding's variant and member. */
static void
assert_finding(const struct cl_test *test, int32_t outcome, const char *variant, const void *in, uint32_t member)
{
	assert_int_equal(outcome_of(test), outcome);
	assert_int_equal(said.count, 1);
	assert_int_equal(said.findings[0].outcome, outcome);
	if (variant == NULL)
		assert_null(said.findings[0].variant);
	else
		assert_string_equal(said.findings[0].variant, variant);
	assert_ptr_equal(said.findings[0].place.in, in);
	assert_int_equal(said.findings[0].place.member, member);
}

/* A pass, or no instance at all, is said without a finding. */
static void
assert_silent(const struct cl_test *test, int32_t outcome)
{
	assert_int_equal(outcome_of(test), outcome);
	assert_int_equal(said.count, 0);
}

#define IN(member) &form, (uint32_t)offsetof(struct form, member)

static bool
is_checked(const struct caselint_eval *of, const void *object)
{
	(void)of;
	return ((const struct form *)object)->checked == 1;
}

static const struct cl_subject forms = CL_EACH(struct record, forms, NULL);
static const struct cl_subject checked_forms = CL_EACH(struct record, forms, is_checked);
static const struct cl_subject inner_forms = CL_EACH_OF(struct record, part, struct part, forms, NULL);
static const struct cl_subject whole_part = CL_PART(struct record, part, NULL);
static const struct cl_subject whole = CL_THE_RECORD(NULL);
static const struct cl_subject chosen = CL_CHOSEN(struct prepared, chosen, struct record, forms);

#define P(member) CL_PARAMETER(struct parameters, member)
#define V(member) CL_PREPARED(struct prepared, member)

/* ---- By a day ----------------------------------------------------------------------- */

static void
test_by_a_fixed_day(void **state)
{
	static const struct cl_test by = {CL_BY(&forms, struct form, sent_on, P(send_by))};

	(void)state;
	form.sent_on = 95;
	assert_silent(&by, CASELINT_PASS);
	form.sent_on = 96;
	assert_finding(&by, CASELINT_FAIL, NULL, IN(sent_on));
	assert_int_equal(said.findings[0].due, 95);
	assert_int_equal(said.findings[0].expected.number, 95);
	assert_ptr_equal(said.findings[0].observed.from.in, &form);
	form.sent_on = CASELINT_BAD;
	assert_finding(&by, CASELINT_UNKNOWN, "unknown", IN(sent_on));
	form.sent_on = CASELINT_ABSENT;
	assert_finding(&by, CASELINT_UNKNOWN, "unknown", IN(sent_on));
}

static void
test_step_not_done_is_judged_by_time(void **state)
{
	static const struct cl_test by = {CL_BY(&forms, struct form, sent_on, P(send_by)), .absent = CL_IS_DUE};

	(void)state;
	form.sent_on = CASELINT_ABSENT;
	eval.as_of = 95;
	assert_finding(&by, CASELINT_PENDING, "pending", IN(sent_on));
	assert_int_equal(said.findings[0].due, 95);
	eval.as_of = 96;
	assert_finding(&by, CASELINT_FAIL, "absent", IN(sent_on));
	eval.as_of = CASELINT_ABSENT;
	assert_finding(&by, CASELINT_UNKNOWN, "notiming", IN(sent_on));
}

static void
test_by_a_day_after_another(void **state)
{
	static const struct cl_test days = {
	    CL_BY(&forms, struct form, sent_on, CL_BESIDE(struct form, signed_on)), .days = P(days)};
	static const struct cl_test months = {
	    CL_BY(&forms, struct form, sent_on, CL_BESIDE(struct form, signed_on)), .months = P(months)};

	(void)state;
	form.sent_on = 110;
	assert_silent(&days, CASELINT_PASS);
	form.sent_on = 111;
	assert_finding(&days, CASELINT_FAIL, NULL, IN(sent_on));
	form.signed_on = 30; /* 1970-01-31; a month later is February 28, day 58 */
	form.sent_on = 58;
	assert_silent(&months, CASELINT_PASS);
	form.sent_on = 59;
	assert_finding(&months, CASELINT_FAIL, NULL, IN(sent_on));
	assert_int_equal(said.findings[0].due, 58);
}

static void
test_deadline_without_a_day(void **state)
{
	static const struct cl_test by = {CL_BY(&forms, struct form, sent_on, CL_BESIDE(struct form, signed_on)),
	    .days = P(days), .absent = CL_IS_DUE};

	(void)state;
	form.signed_on = CASELINT_ABSENT;
	assert_silent(&by, CASELINT_NOTAPPLICABLE);
	form.signed_on = CASELINT_BAD;
	assert_finding(&by, CASELINT_UNKNOWN, "unknown", IN(signed_on));
	form.signed_on = 80;
	parameters.days = CASELINT_ABSENT;
	assert_silent(&by, CASELINT_NOTAPPLICABLE);
	parameters.days = 999999999;
	assert_silent(&by, CASELINT_NOTAPPLICABLE);
}

static void
test_signatures(void **state)
{
	static const struct cl_test by = {
	    CL_SIGNED(&inner_forms, struct form, signed_on, P(send_by)), .signer = CL_BESIDE(struct form, signer)};

	(void)state;
	assert_silent(&by, CASELINT_PASS);
	form.signer = no_text;
	assert_finding(&by, CASELINT_UNKNOWN, "unknown", IN(signer));
	form.signed_on = CASELINT_ABSENT;
	assert_finding(&by, CASELINT_FAIL, "absent", IN(signed_on));
	part.forms.count = 0;
	assert_finding(&by, CASELINT_FAIL, "absent", &part, (uint32_t)offsetof(struct part, forms));
	part.forms.state = CASELINT_BAD;
	assert_finding(&by, CASELINT_UNKNOWN, "unknown", &part, (uint32_t)offsetof(struct part, forms));
	assert_int_equal(said.findings[0].due, 95);
	record.part = NULL;
	eval.as_of = 95;
	assert_finding(&by, CASELINT_PENDING, "pending", &record, (uint32_t)offsetof(struct record, part));
}

static void
test_signature_in_doubt(void **state)
{
	static const struct cl_test by = {
	    CL_SIGNED(&inner_forms, struct form, signed_on, P(send_by)), .doubt = V(doubt)};

	(void)state;
	prepared.doubt = true;
	assert_finding(&by, CASELINT_UNKNOWN, "unknown", IN(signed_on));
	record.part = NULL;
	assert_finding(&by, CASELINT_UNKNOWN, "unknown", &record, (uint32_t)offsetof(struct record, part));
}

/* ---- Amounts, codes, numbers ------------------------------------------------------------ */

static void
test_amounts(void **state)
{
	static const struct cl_test is = {CL_AMOUNT_IS(&forms, struct form, amount, V(expected)),
	    .wrongs = {{V(wrong), "small"}}, .variant = "other", .names = {{"wrong", CASELINT_MONEY, V(wrong)}}};

	(void)state;
	assert_silent(&is, CASELINT_PASS);
	form.amount = 5001;
	assert_finding(&is, CASELINT_FAIL, "other", IN(amount));
	assert_int_equal(said.findings[0].observed.number, 5001);
	assert_int_equal(said.findings[0].expected.number, 5000);
	assert_string_equal(said.values[0][0].name, "wrong");
	assert_int_equal(said.values[0][0].value.number, 250);
	form.amount = 250;
	assert_finding(&is, CASELINT_FAIL, "small", IN(amount));
	prepared.wrong = CASELINT_BAD_MONEY; /* a wrong amount that is not known is none */
	form.amount = CASELINT_BAD_MONEY;
	assert_finding(&is, CASELINT_UNKNOWN, "unknown", IN(amount));
	assert_int_equal(said.findings[0].values.count, 0);
	form.amount = CASELINT_ABSENT_MONEY;
	assert_finding(&is, CASELINT_UNKNOWN, "unknown", IN(amount));
	assert_int_equal(said.findings[0].expected.number, 5000);
	form.amount = 5000;
	prepared.expected = CASELINT_BAD_MONEY;
	assert_finding(&is, CASELINT_UNKNOWN, "unknown", IN(amount));
	assert_int_equal(said.findings[0].expected.kind, 0);
}

static void
test_compared_beside(void **state)
{
	static const struct cl_test is = {CL_DATE_IS(&forms, struct form, sent_on, CL_BESIDE(struct form, signed_on))};

	(void)state;
	assert_finding(&is, CASELINT_FAIL, NULL, IN(sent_on));
	form.signed_on = 90;
	assert_silent(&is, CASELINT_PASS);
	form.signed_on = CASELINT_ABSENT; /* what is missing is where it stands */
	assert_finding(&is, CASELINT_UNKNOWN, "unknown", IN(signed_on));
	form.signed_on = 90;
	form.sent_on = CASELINT_BAD; /* the letter gives no value of its own */
	assert_finding(&is, CASELINT_UNKNOWN, "unknown", IN(sent_on));
	assert_int_equal(said.findings[0].expected.kind, 0);
}

static void
test_codes(void **state)
{
	static const struct cl_test is = {CL_CODE_IS(&forms, struct form, code, P(code))};
	static const struct cl_test among = {CL_CODE_AMONG(&forms, struct form, code), .among = {P(other), P(code)}};
	static const struct cl_test hidden = {CL_TEXT_IS(&forms, struct form, signer, P(code))};

	(void)state;
	assert_silent(&is, CASELINT_PASS);
	assert_silent(&among, CASELINT_PASS);
	form.code = text("HH");
	assert_finding(&is, CASELINT_FAIL, NULL, IN(code));
	assert_ptr_equal(said.findings[0].observed.from.in, &form);
	assert_finding(&among, CASELINT_FAIL, NULL, IN(code));
	assert_int_equal(said.findings[0].expected.kind, 0);
	form.code = text("");
	assert_finding(&is, CASELINT_UNKNOWN, "unknown", IN(code));
	assert_finding(&among, CASELINT_UNKNOWN, "unknown", IN(code));
	form.code = bad_text;
	assert_finding(&is, CASELINT_UNKNOWN, "unknown", IN(code));
	assert_finding(&hidden, CASELINT_FAIL, NULL, IN(signer));
	assert_null(said.findings[0].observed.from.in); /* it may name a person */
}

static void
test_numbers(void **state)
{
	static const struct cl_test month = {CL_MONTH_IS(&forms, struct form, month, P(month))};
	static const struct cl_test boolean = {CL_BOOLEAN_IS(&forms, struct form, checked, 0)};

	(void)state;
	assert_silent(&month, CASELINT_PASS);
	assert_silent(&boolean, CASELINT_PASS);
	form.month = 457;
	assert_finding(&month, CASELINT_FAIL, NULL, IN(month));
	assert_int_equal(said.findings[0].expected.kind, CASELINT_MONTH);
	form.checked = 0;
	assert_finding(&boolean, CASELINT_FAIL, NULL, IN(checked));
	assert_int_equal(said.findings[0].expected.kind, 0);
	form.checked = CASELINT_BAD;
	assert_finding(&boolean, CASELINT_UNKNOWN, "unknown", IN(checked));
}

/* ---- What is there -------------------------------------------------------------------------- */

static void
test_every_absence(void **state)
{
	static const struct {
		enum cl_absence absence;
		bool later;
		int32_t outcome;
		const char *variant;
	} rows[] = {
	    {CL_AS_USUAL, false, CASELINT_UNKNOWN, "unknown"},
	    {CL_IS_UNKNOWN, false, CASELINT_UNKNOWN, "unknown"},
	    {CL_IS_NOTHING, false, CASELINT_NOTAPPLICABLE, NULL},
	    {CL_IS_PASS, false, CASELINT_PASS, NULL},
	    {CL_IS_FAIL, false, CASELINT_FAIL, "absent"},
	    {CL_IS_DUE, false, CASELINT_FAIL, "absent"},
	    {CL_IS_OPEN, false, CASELINT_PENDING, "pending"},
	    {CL_IS_STEP, false, CASELINT_PENDING, "pending"},
	    {CL_IS_STEP, true, CASELINT_FAIL, "absent"},
	};
	size_t i = 0;

	(void)state;
	form.code = no_text;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct cl_test is = {
		    CL_CODE_IS(&forms, struct form, code, P(code)), .due = P(send_by), .later = V(later)};

		is.absent = rows[i].absence;
		prepared.later = rows[i].later;
		if (rows[i].variant == NULL)
			assert_silent(&is, rows[i].outcome);
		else
			assert_finding(&is, rows[i].outcome, rows[i].variant, IN(code));
	}
}

/* A step that goes by a day nobody gave is open; by one that cannot be read it is unknown. Never is it a failure. */
static void
test_due_by_no_day(void **state)
{
	static const struct cl_test is = {
	    CL_CODE_IS(&forms, struct form, code, P(code)), .absent = CL_IS_DUE, .due = P(send_by)};

	(void)state;
	form.code = no_text;
	parameters.send_by = CASELINT_ABSENT;
	assert_finding(&is, CASELINT_PENDING, "pending", IN(code));
	parameters.send_by = CASELINT_BAD;
	assert_finding(&is, CASELINT_UNKNOWN, "unknown", IN(code));
}

static void
test_present_and_void(void **state)
{
	static const struct cl_test present = {CL_PRESENT(&forms, struct form, remarks, CASELINT_PRESENCE)};
	static const struct cl_test named = {
	    CL_PRESENT(&forms, struct form, signer, CASELINT_ID), .absent = CL_IS_OPEN};
	static const struct cl_test unpaid = {CL_VOID(&forms, struct form, amount, CASELINT_MONEY)};

	(void)state;
	assert_silent(&present, CASELINT_PASS);
	assert_silent(&named, CASELINT_PASS);
	assert_finding(&unpaid, CASELINT_FAIL, NULL, IN(amount));
	form.remarks = 0; /* blank */
	assert_finding(&present, CASELINT_FAIL, NULL, IN(remarks));
	form.remarks = CASELINT_ABSENT;
	assert_finding(&present, CASELINT_FAIL, NULL, IN(remarks));
	form.remarks = CASELINT_BAD;
	assert_finding(&present, CASELINT_UNKNOWN, "unknown", IN(remarks));
	form.signer = text("");
	assert_finding(&named, CASELINT_PENDING, "pending", IN(signer));
	form.signer = bad_text;
	assert_finding(&named, CASELINT_UNKNOWN, "unknown", IN(signer));
	form.amount = CASELINT_ABSENT_MONEY;
	assert_silent(&unpaid, CASELINT_PASS);
	form.amount = CASELINT_BAD_MONEY;
	assert_finding(&unpaid, CASELINT_UNKNOWN, "unknown", IN(amount));
}

static void
test_present_nested(void **state)
{
	static const struct cl_test inner = {CL_PRESENT(&whole, struct record, part, CASELINT_RECORD)};
	static const struct cl_test listed = {CL_PRESENT(&whole_part, struct part, forms, CASELINT_LIST)};

	(void)state;
	assert_silent(&inner, CASELINT_PASS);
	assert_silent(&listed, CASELINT_PASS);
	part.forms.count = 0;
	assert_finding(&listed, CASELINT_FAIL, NULL, &part, (uint32_t)offsetof(struct part, forms));
	part.forms.state = CASELINT_BAD;
	assert_finding(&listed, CASELINT_UNKNOWN, "unknown", &part, (uint32_t)offsetof(struct part, forms));
	record.part = NULL;
	assert_finding(&inner, CASELINT_FAIL, NULL, &record, (uint32_t)offsetof(struct record, part));
	assert_silent(&listed, CASELINT_NOTAPPLICABLE);
}

/* The same for a date that is no deadline: nothing is due. */
static void
test_not_after(void **state)
{
	static const struct cl_test order = {
	    CL_NOT_AFTER(&forms, struct form, sent_on, CL_RECORD(struct record, closed_on))};

	(void)state;
	form.sent_on = 95;
	assert_silent(&order, CASELINT_PASS);
	form.sent_on = 96;
	assert_finding(&order, CASELINT_FAIL, NULL, IN(sent_on));
	assert_int_equal(said.findings[0].expected.number, 95);
	assert_int_equal(said.findings[0].due, CASELINT_ABSENT);
	form.sent_on = CASELINT_BAD;
	assert_finding(&order, CASELINT_UNKNOWN, "unknown", IN(sent_on));
	record.closed_on = CASELINT_BAD;
	assert_finding(&order, CASELINT_UNKNOWN, "unknown", IN(sent_on));
	form.sent_on = 90;
	assert_finding(&order, CASELINT_UNKNOWN, "unknown", IN(sent_on));
	record.closed_on = CASELINT_ABSENT;
	assert_silent(&order, CASELINT_NOTAPPLICABLE);
}

/* How late a step is, messages know. */
static void
test_days_late(void **state)
{
	static const struct cl_test sent = {
	    CL_PRESENT(&forms, struct form, sent_on, CASELINT_DATE), .absent = CL_IS_DUE, .due = P(send_by)};

	(void)state;
	form.sent_on = CASELINT_ABSENT;
	assert_finding(&sent, CASELINT_FAIL, "absent", IN(sent_on));
	assert_string_equal(said.values[0][0].name, "days");
	assert_int_equal(said.values[0][0].value.number, 5);
	eval.as_of = 95;
	assert_finding(&sent, CASELINT_PENDING, "pending", IN(sent_on));
	assert_int_equal(said.findings[0].values.count, 0);
}

static void
test_exists(void **state)
{
	static const struct cl_test open = {CL_EXISTS(&checked_forms)};
	static const struct cl_test by = {CL_EXISTS_BY(&chosen, P(send_by)), .doubt = V(doubt)};

	(void)state;
	assert_silent(&open, CASELINT_PASS);
	form.checked = 0; /* it does not count, and is no place for what is missing */
	assert_finding(&open, CASELINT_PENDING, "pending", NULL, 0);
	record.forms.count = 0;
	assert_finding(&open, CASELINT_PENDING, "pending", &record, (uint32_t)offsetof(struct record, forms));
	assert_silent(&by, CASELINT_PASS);
	prepared.chosen = NULL;
	assert_finding(&by, CASELINT_FAIL, "absent", &record, (uint32_t)offsetof(struct record, forms));
	prepared.doubt = true;
	assert_finding(&by, CASELINT_UNKNOWN, "unknown", &record, (uint32_t)offsetof(struct record, forms));
}

static void
test_none(void **state)
{
	static const struct cl_test none = {CL_NO(&inner_forms), .shown = CL_BESIDE(struct form, code)};

	(void)state;
	assert_finding(&none, CASELINT_FAIL, NULL, &form, CASELINT_WHOLE);
	assert_int_equal(said.findings[0].observed.from.member, offsetof(struct form, code));
	part.forms.count = 0;
	assert_silent(&none, CASELINT_PASS);
	part.forms.state = CASELINT_BAD;
	assert_finding(&none, CASELINT_UNKNOWN, "unknown", &part, (uint32_t)offsetof(struct part, forms));
	record.part = NULL;
	assert_silent(&none, CASELINT_NOTAPPLICABLE);
}

static void
test_attested(void **state)
{
	static const struct cl_test remarks = {CL_ATTEST(&forms, struct form, remarks, CASELINT_PRESENCE)};
	static const struct cl_test date = {CL_ATTEST(&forms, struct form, signed_on, CASELINT_DATE)};

	(void)state;
	assert_finding(&remarks, CASELINT_MANUAL, "manual", IN(remarks));
	form.remarks = 0;
	assert_silent(&remarks, CASELINT_NOTAPPLICABLE);
	form.remarks = CASELINT_BAD;
	assert_finding(&remarks, CASELINT_UNKNOWN, "unknown", IN(remarks));
	form.signed_on = CASELINT_BAD; /* an unreadable date is a date */
	assert_finding(&date, CASELINT_MANUAL, "manual", IN(signed_on));
	form.signed_on = CASELINT_ABSENT;
	assert_silent(&date, CASELINT_NOTAPPLICABLE);
}

/* ---- Steps and dates --------------------------------------------------------------------------- */

static const struct cl_dated steps[] = {
    {&whole_part, CL_MEMBER(struct part, opened_on), P(code)},
    {&forms, CL_MEMBER(struct form, signed_on), P(other)},
    {&forms, CL_MEMBER(struct form, sent_on), 0},
    {&whole, CL_MEMBER(struct record, closed_on), 0},
};

static void
test_order(void **state)
{
	static const struct cl_test order = {CL_ORDER(steps)};

	(void)state;
	assert_silent(&order, CASELINT_PASS);
	form.sent_on = form.signed_on; /* the same day is in order */
	assert_silent(&order, CASELINT_PASS);
	part.opened_on = 81;
	assert_finding(&order, CASELINT_FAIL, NULL, IN(signed_on));
	assert_int_equal(said.findings[0].expected.number, 81);
	assert_memory_equal(said.values[0][0].value.text, "J", 1);
	assert_memory_equal(said.values[0][1].value.text, "H", 1);
	form.signed_on = CASELINT_ABSENT; /* passed over: sent is compared with opened */
	assert_finding(&order, CASELINT_FAIL, NULL, IN(sent_on));
	form.signed_on = CASELINT_BAD; /* as it is, with what cannot be read said as well */
	assert_int_equal(outcome_of(&order), CASELINT_FAIL);
	assert_int_equal(said.count, 3);
	part.opened_on = CASELINT_ABSENT;
	form.signed_on = CASELINT_ABSENT;
	form.sent_on = CASELINT_ABSENT;
	assert_silent(&order, CASELINT_NOTAPPLICABLE);
}

/* Within a list each struct is compared with itself; what stands elsewhere with each of them. */
static void
test_order_of_a_list(void **state)
{
	static const struct cl_test order = {CL_ORDER(steps)};
	struct form second = form;

	(void)state;
	items[1] = &second;
	record.forms.count = 2;
	second.signed_on = 91;
	second.sent_on = 92;
	assert_silent(&order, CASELINT_PASS);
	second.sent_on = 96;
	assert_finding(&order, CASELINT_FAIL, NULL, &record, (uint32_t)offsetof(struct record, closed_on));
	assert_int_equal(said.findings[0].expected.number, 96);
}

static void
test_events(void **state)
{
	static const struct cl_test events = {CL_NOT_AFTER_EXPORT(steps)};

	(void)state;
	assert_silent(&events, CASELINT_PASS);
	form.sent_on = 101;
	assert_finding(&events, CASELINT_FAIL, NULL, IN(sent_on));
	form.sent_on = CASELINT_BAD;
	assert_finding(&events, CASELINT_UNKNOWN, "unknown", IN(sent_on));
	eval.exported_on = CASELINT_ABSENT;
	assert_silent(&events, CASELINT_NOTAPPLICABLE);
	eval.exported_on = CASELINT_BAD;
	assert_finding(&events, CASELINT_UNKNOWN, "unknown", NULL, 0);
}

/* ---- Conditions ----------------------------------------------------------------------------------- */

static bool
never(const struct caselint_eval *of)
{
	(void)of;
	return false;
}

static void
test_conditions(void **state)
{
	static const struct cl_test when = {CL_CODE_IS(&forms, struct form, code, P(code)), .when = V(holds)};
	static const struct cl_test applies = {CL_CODE_IS(&forms, struct form, code, P(code)), .applies = never};

	(void)state;
	form.code = text("X");
	assert_finding(&when, CASELINT_FAIL, NULL, IN(code));
	prepared.holds = false;
	assert_silent(&when, CASELINT_NOTAPPLICABLE);
	assert_silent(&applies, CASELINT_NOTAPPLICABLE);
	eval.prepared = NULL; /* nothing was prepared: no condition of it holds */
	assert_silent(&when, CASELINT_NOTAPPLICABLE);
}

/* A private text has a length and no bytes: it is nobody's code, and nothing is read. */
static void
test_private_text(void **state)
{
	static const struct cl_test is = {CL_CODE_IS(&forms, struct form, code, P(code))};

	(void)state;
	form.code = (struct caselint_text){NULL, 1, CASELINT_PRESENT};
	assert_finding(&is, CASELINT_FAIL, NULL, IN(code));
}

static void
test_calendar(void **state)
{
	int32_t month = 0;

	(void)state;
	assert_int_equal(cl_first_day(0), 0);
	assert_int_equal(cl_last_day(1), 58);
	for (month = -1200; month < 2400; month++) {
		assert_int_equal(cl_month_of(cl_first_day(month)), month);
		assert_int_equal(cl_month_of(cl_last_day(month)), month);
		assert_int_equal(cl_months_later(cl_first_day(month), 14), cl_first_day(month + 14));
		assert_int_equal(cl_months_later(cl_last_day(month), 0), cl_last_day(month));
	}
	assert_int_equal(cl_months_later(30, 1), 58);   /* January 31: February 28 */
	assert_int_equal(cl_months_later(30, 25), 789); /* of a leap year: February 29, 1972 */
	assert_int_equal(cl_years_between(-1, 365), 1); /* born on 1969-12-31 */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(test_by_a_fixed_day, begin),
	    cmocka_unit_test_setup(test_step_not_done_is_judged_by_time, begin),
	    cmocka_unit_test_setup(test_by_a_day_after_another, begin),
	    cmocka_unit_test_setup(test_deadline_without_a_day, begin),
	    cmocka_unit_test_setup(test_signatures, begin),
	    cmocka_unit_test_setup(test_signature_in_doubt, begin),
	    cmocka_unit_test_setup(test_amounts, begin),
	    cmocka_unit_test_setup(test_compared_beside, begin),
	    cmocka_unit_test_setup(test_codes, begin),
	    cmocka_unit_test_setup(test_numbers, begin),
	    cmocka_unit_test_setup(test_every_absence, begin),
	    cmocka_unit_test_setup(test_due_by_no_day, begin),
	    cmocka_unit_test_setup(test_present_and_void, begin),
	    cmocka_unit_test_setup(test_present_nested, begin),
	    cmocka_unit_test_setup(test_not_after, begin),
	    cmocka_unit_test_setup(test_days_late, begin),
	    cmocka_unit_test_setup(test_exists, begin),
	    cmocka_unit_test_setup(test_none, begin),
	    cmocka_unit_test_setup(test_attested, begin),
	    cmocka_unit_test_setup(test_order, begin),
	    cmocka_unit_test_setup(test_order_of_a_list, begin),
	    cmocka_unit_test_setup(test_events, begin),
	    cmocka_unit_test_setup(test_conditions, begin),
	    cmocka_unit_test_setup(test_private_text, begin),
	    cmocka_unit_test_setup(test_calendar, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
