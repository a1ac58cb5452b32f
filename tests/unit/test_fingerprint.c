/* Tests of report/fingerprint.h: what a fingerprint depends on, and what it does not; and its digits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/fingerprint.h"

static struct result_finding
late(void)
{
	return (struct result_finding){.rule = text_of("OH-LIV-03"),
	    .outcome = CASELINT_FAIL,
	    .severity = SEVERITY_ERROR,
	    .line = 20,
	    .path = text_of("AdoptionSubsidyCase/ReviewRecord[2]/@enteredOn"),
	    .observed = {.kind = CASELINT_DATE, .number = 13900},
	    .expected = {.kind = CASELINT_MONEY, .number = 35000},
	    .due = 13890,
	    .message = text_of("late"),
	    .remedy = text_of("mend it")};
}

/* Valid for three more calls. */
static char *
print_of(const struct result_finding *finding, const char *variant, const char *id)
{
	static char prints[4][FINGERPRINT_DIGITS + 1];
	static unsigned next;
	char record[FINGERPRINT_RECORD_DIGITS + 1];
	struct buffer key = {0};
	char *hex = prints[next++ % 4];

	fingerprint_of_record("us-oh", "AdoptionSubsidyCase", text_of(id), record);
	fingerprint_begin(&key, finding, variant);
	fingerprint_finish(&key, record, hex);
	buffer_clear(&key);
	return hex;
}

static void
test_what_does_not_matter(void **state)
{
	struct result_finding finding = late();
	const char *before = print_of(&finding, "late", "OH-25-1");

	(void)state;
	finding.line = 99;
	finding.message = text_of("other words");
	finding.remedy = text_of("do something else");
	finding.cite = text_of("L99");
	finding.severity = SEVERITY_INFO;
	finding.id = text_of("0123456789abcdef");
	finding.path = text_of("AdoptionSubsidyCase/ReviewRecord[17]/@enteredOn");
	assert_string_equal(print_of(&finding, "late", "OH-25-1"), before);
	finding.path = text_of("AdoptionSubsidyCase/ReviewRecord/@enteredOn");
	assert_string_equal(print_of(&finding, "late", "OH-25-1"), before);
}

/* Once per change; each must give another fingerprint. */
static void
change(struct result_finding *finding, int which)
{
	switch (which) {
	case 0: finding->rule = text_of("OH-LIV-04"); break;
	case 1: finding->outcome = CASELINT_UNKNOWN; break;
	case 2: finding->path = text_of("AdoptionSubsidyCase/Payment[2]/@enteredOn"); break;
	case 3: finding->observed.number++; break;
	case 4: finding->observed.kind = CASELINT_COUNT; break;
	case 5: finding->expected.number--; break;
	case 6: finding->expected = (struct shown_value){0}; break;
	case 7: finding->due++; break;
	case 8: finding->due = CASELINT_ABSENT; break;
	case 9: finding->observed = (struct shown_value){.withheld = true}; break;
	default: finding->observed = (struct shown_value){.kind = CASELINT_CODE, .text = text_of("x")}; break;
	}
}

static void
test_what_matters(void **state)
{
	struct result_finding finding = late();
	char before[FINGERPRINT_DIGITS + 1];

	(void)state;
	memcpy(before, print_of(&finding, "late", "OH-25-1"), sizeof before);
	for (int i = 0; i <= 10; i++) {
		finding = late();
		change(&finding, i);
		assert_string_not_equal(print_of(&finding, "late", "OH-25-1"), before);
	}
	finding = late();
	assert_string_not_equal(print_of(&finding, "absent", "OH-25-1"), before);
	assert_string_not_equal(print_of(&finding, NULL, "OH-25-1"), before);
	assert_string_not_equal(print_of(&finding, "late", "OH-25-2"), before);
}

/* Neighbours cannot be pushed together into the same bytes. */
static void
test_texts_do_not_run_together(void **state)
{
	struct result_finding left = late();
	struct result_finding right = late();

	(void)state;
	left.rule = text_of("OH-LIV-0");
	right.rule = text_of("OH-LIV-");
	assert_string_not_equal(print_of(&left, "3late", "1"), print_of(&right, "03late", "1"));
	left = late();
	right = late();
	left.observed = (struct shown_value){.kind = CASELINT_CODE, .text = text_of("a")};
	right.observed = (struct shown_value){.kind = CASELINT_CODE, .text = text_of("")};
	assert_string_not_equal(print_of(&left, "", "1"), print_of(&right, "a", "1"));
}

static void
test_named_values(void **state)
{
	struct result_finding finding = late();
	struct shown_value month = {.kind = CASELINT_MONTH, .number = 457};
	struct shown_value next = {.kind = CASELINT_MONTH, .number = 458};
	struct buffer keys[3] = {{0}};
	char prints[3][FINGERPRINT_DIGITS + 1];

	(void)state;
	for (int i = 0; i < 3; i++)
		fingerprint_begin(&keys[i], &finding, NULL);
	fingerprint_add(&keys[0], text_of("month"), &month);
	fingerprint_add(&keys[1], text_of("month"), &next);
	fingerprint_add(&keys[2], text_of("monat"), &month);
	for (int i = 0; i < 3; i++) {
		fingerprint_finish(&keys[i], "0123456789abcdef", prints[i]);
		buffer_clear(&keys[i]);
	}
	assert_string_not_equal(prints[0], prints[1]);
	assert_string_not_equal(prints[0], prints[2]);
	assert_string_not_equal(prints[1], prints[2]);
}

static void
test_halves(void **state)
{
	struct result_finding finding = late();
	char record[FINGERPRINT_RECORD_DIGITS + 1];
	char other[FINGERPRINT_RECORD_DIGITS + 1];
	const char *print = print_of(&finding, "late", "OH-25-1");
	const char *of_other = print_of(&finding, "late", "OH-25-2");

	(void)state;
	fingerprint_of_record("us-oh", "AdoptionSubsidyCase", text_of("OH-25-1"), record);
	assert_int_equal(strlen(record), FINGERPRINT_RECORD_DIGITS);
	assert_int_equal(strlen(print), FINGERPRINT_DIGITS);
	assert_memory_equal(print, record, FINGERPRINT_RECORD_DIGITS);
	/* What was found in one record says nothing in another. */
	assert_memory_not_equal(print + FINGERPRINT_RECORD_DIGITS, of_other + FINGERPRINT_RECORD_DIGITS,
	    FINGERPRINT_DIGITS - FINGERPRINT_RECORD_DIGITS);
	fingerprint_of_record("us-ny", "AdoptionSubsidyCase", text_of("OH-25-1"), other);
	assert_string_not_equal(record, other);
	fingerprint_of_record("us-oh", "MatchInvoice", text_of("OH-25-1"), other);
	assert_string_not_equal(record, other);
}

static void
test_digits(void **state)
{
	static const char *const bad[] = {"", "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdef0",
	    "0123456789ABCDEF0123456789abcdef", "0123456789abcdeg0123456789abcdef", " 123456789abcdef0123456789abcdef"};
	unsigned char bytes[FINGERPRINT_BYTES];

	(void)state;
	assert_int_equal(fingerprint_read(text_of("00ff0123456789abcdef0123456789a9"), bytes), STATUS_OK);
	assert_int_equal(bytes[0], 0);
	assert_int_equal(bytes[1], 255);
	assert_int_equal(bytes[15], 0xa9);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(fingerprint_read(text_of(bad[i]), bytes), STATUS_INVALID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_does_not_matter),
	    cmocka_unit_test(test_what_matters),
	    cmocka_unit_test(test_texts_do_not_run_together),
	    cmocka_unit_test(test_named_values),
	    cmocka_unit_test(test_halves),
	    cmocka_unit_test(test_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
