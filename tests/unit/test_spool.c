/*
 * Tests of report/spool.h: results packed, unpacked and merged, and the spool
 * that keeps them in order.
 */
#include "report_support.h"

#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "report/packed.h"

static void
assert_text(struct text text, struct text wanted)
{
	assert_true(text_equal(text, wanted));
}

static void
assert_value(const struct shown_value *value, const struct shown_value *wanted)
{
	assert_int_equal(value->kind, wanted->kind);
	assert_int_equal(value->number, wanted->number);
	assert_int_equal(value->withheld, wanted->withheld);
	assert_text(value->text, wanted->text);
}

static void
assert_finding(const struct result_finding *finding, const struct result_finding *wanted)
{
	assert_text(finding->id, wanted->id);
	assert_text(finding->rule, wanted->rule);
	assert_int_equal(finding->outcome, wanted->outcome);
	assert_int_equal(finding->severity, wanted->severity);
	assert_int_equal(finding->line, wanted->line);
	assert_text(finding->path, wanted->path);
	assert_text(finding->field, wanted->field);
	assert_value(&finding->observed, &wanted->observed);
	assert_value(&finding->expected, &wanted->expected);
	assert_int_equal(finding->due, wanted->due);
	assert_text(finding->message, wanted->message);
	assert_text(finding->remedy, wanted->remedy);
	assert_text(finding->cite, wanted->cite);
}

static void
assert_step(const struct result_step *step, const struct result_step *wanted)
{
	assert_text(step->id, wanted->id);
	assert_text(step->label, wanted->label);
	assert_text(step->formula, wanted->formula);
	assert_text(step->cite, wanted->cite);
	assert_value(&step->value, &wanted->value);
	assert_int_equal(step->input_count, wanted->input_count);
	for (uint32_t i = 0; i < wanted->input_count; i++) {
		assert_text(step->inputs[i].name, wanted->inputs[i].name);
		assert_value(&step->inputs[i].value, &wanted->inputs[i].value);
		assert_int_equal(step->inputs[i].line, wanted->inputs[i].line);
		assert_text(step->inputs[i].path, wanted->inputs[i].path);
		assert_int_equal(step->inputs[i].is_parameter, wanted->inputs[i].is_parameter);
		assert_text(step->inputs[i].cite, wanted->inputs[i].cite);
	}
}

static void
assert_amount(const struct result_amount *amount, const struct result_amount *wanted)
{
	assert_text(amount->kind, wanted->kind);
	assert_text(amount->title, wanted->title);
	assert_text(amount->cite, wanted->cite);
	assert_int_equal(amount->value, wanted->value);
	assert_int_equal(amount->state, wanted->state);
	assert_int_equal(amount->claimable, wanted->claimable);
	assert_int_equal(amount->month, wanted->month);
	assert_int_equal(amount->from, wanted->from);
	assert_int_equal(amount->to, wanted->to);
	assert_int_equal(amount->due, wanted->due);
	assert_int_equal(amount->line, wanted->line);
	assert_text(amount->path, wanted->path);
	assert_text(amount->subject, wanted->subject);
	assert_value(&amount->recorded, &wanted->recorded);
	assert_int_equal(amount->step_count, wanted->step_count);
	for (uint32_t i = 0; i < wanted->step_count; i++)
		assert_step(&amount->steps[i], &wanted->steps[i]);
}

static void
assert_row(const struct result_row *row, const struct result_row *wanted)
{
	assert_int_equal(row->worksheet, wanted->worksheet);
	assert_int_equal(row->cell_count, wanted->cell_count);
	for (uint32_t i = 0; i < wanted->cell_count; i++)
		assert_value(&row->cells[i], &wanted->cells[i]);
}

static void
assert_record(const struct result_record *record, const struct result_record *wanted)
{
	assert_int_equal(record->sequence, wanted->sequence);
	assert_int_equal(record->input, wanted->input);
	assert_int_equal(record->bundle, wanted->bundle);
	assert_int_equal(record->ruleset, wanted->ruleset);
	assert_int_equal(record->type, wanted->type);
	assert_text(record->id, wanted->id);
	assert_text(record->group, wanted->group);
	assert_int_equal(record->line, wanted->line);
	assert_int_equal(record->outcome, wanted->outcome);
	assert_int_equal(record->outcome_count, wanted->outcome_count);
	assert_memory_equal(record->outcomes, wanted->outcomes, wanted->outcome_count);
	assert_int_equal(record->finding_count, wanted->finding_count);
	for (uint32_t i = 0; i < wanted->finding_count; i++)
		assert_finding(&record->findings[i], &wanted->findings[i]);
	assert_int_equal(record->amount_count, wanted->amount_count);
	for (uint32_t i = 0; i < wanted->amount_count; i++)
		assert_amount(&record->amounts[i], &wanted->amounts[i]);
	assert_int_equal(record->row_count, wanted->row_count);
	for (uint32_t i = 0; i < wanted->row_count; i++)
		assert_row(&record->rows[i], &wanted->rows[i]);
}

/* A record whose numbers lie at the edges of their ranges. */
static struct result_record *
extreme_record(struct sample *sample)
{
	struct result_record *record = sample_with_findings(sample, 3);

	record->input = UINT32_MAX;
	record->type = 300;
	record->line = UINT64_MAX;
	sample_findings(record)[0].observed = sample_money(INT64_MIN);
	sample_findings(record)[1].observed = sample_money(INT64_MAX);
	sample_findings(record)[2].observed = (struct shown_value){.kind = CASELINT_TEXT, .withheld = true};
	sample_findings(record)[0].due = INT32_MAX;
	sample_findings(record)[1].due = CASELINT_BAD;
	sample_findings(record)[2].due = -1;
	sample_amounts(record)[0].value = -1;
	sample_amounts(record)[1].recorded = sample_id("A-1");
	return record;
}

static void
test_round_trip(void **state)
{
	struct sample sample;
	struct buffer packed = {0};
	struct result_record back;
	size_t used = 0;

	(void)state;
	sample_start(&sample);
	const struct result_record *records[] = {
	    sample_passing(&sample), sample_failing(&sample), sample_unknown(&sample), extreme_record(&sample)};

	for (size_t i = 0; i < 4; i++) {
		size_t start = packed.length;

		result_pack(records[i], NULL, &packed);
		assert_int_equal(result_unpack(text_view(packed.data + start, packed.length - start), NULL,
				     &sample.arena, &back, &used),
		    STATUS_OK);
		assert_int_equal(used, packed.length - start);
		assert_record(&back, records[i]);
	}
	buffer_clear(&packed);
	sample_clear(&sample);
}

/* More texts than the packer remembers. */
static void
test_round_trip_of_many_texts(void **state)
{
	struct sample sample;
	struct buffer packed = {0};
	struct result_record back;
	struct result_record *record = NULL;
	size_t used = 0;

	(void)state;
	sample_start(&sample);
	record = sample_with_findings(&sample, 5000);
	for (uint32_t i = 0; i < 5000; i++) {
		struct buffer path = {0};

		buffer_append_format(&path, "AdoptionSubsidyCase/ReviewRecord[%u]/@enteredOn", i);
		sample_findings(record)[i].path =
		    text_view(arena_copy_text(&sample.arena, path.data, path.length), path.length);
		buffer_clear(&path);
	}
	result_pack(record, NULL, &packed);
	assert_int_equal(
	    result_unpack(text_view(packed.data, packed.length), NULL, &sample.arena, &back, &used), STATUS_OK);
	assert_record(&back, record);
	buffer_clear(&packed);
	sample_clear(&sample);
}

/* Every prefix, in a block of its own so that a read behind it is found. */
static void
test_truncations(void **state)
{
	struct sample sample;
	struct buffer packed = {0};
	struct result_record back;
	size_t used = 0;

	(void)state;
	sample_start(&sample);
	result_pack(extreme_record(&sample), NULL, &packed);
	for (size_t length = 0; length < packed.length; length++) {
		char *copy = memory_copy_text(packed.data, length);
		struct arena arena = {0};

		assert_int_equal(result_unpack(text_view(copy, length), NULL, &arena, &back, &used), STATUS_INVALID);
		arena_clear(&arena);
		memory_free(copy);
	}
	buffer_clear(&packed);
	sample_clear(&sample);
}

/* The same with a length in the head that agrees with the prefix. */
static void
test_truncations_that_lie(void **state)
{
	struct sample sample;
	struct buffer packed = {0};
	struct result_record back;
	size_t used = 0;

	(void)state;
	sample_start(&sample);
	result_pack(extreme_record(&sample), NULL, &packed);
	for (size_t length = PACKED_HEAD_BYTES; length < packed.length; length++) {
		char *copy = memory_copy_text(packed.data, length);
		uint32_t lie = htole32((uint32_t)length);
		struct arena arena = {0};

		memcpy(copy + PACKED_LENGTH_AT, &lie, sizeof lie);
		assert_int_equal(result_unpack(text_view(copy, length), NULL, &arena, &back, &used), STATUS_INVALID);
		arena_clear(&arena);
		memory_free(copy);
	}
	buffer_clear(&packed);
	sample_clear(&sample);
}

/* Every byte of a packed record changed; whatever comes of it, nothing is read that is not there. */
static void
change_every_byte(const struct result_record *record)
{
	static const unsigned char wrong[] = {0x00, 0x01, 0x07, 0x08, 0x7f, 0x80, 0xff};
	struct buffer packed = {0};

	result_pack(record, NULL, &packed);
	for (size_t at = 0; at < packed.length; at++) {
		for (size_t k = 0; k < sizeof wrong; k++) {
			char *copy = memory_copy_text(packed.data, packed.length);
			struct result_record back = {0};
			struct arena arena = {0};
			size_t used = 0;

			copy[at] = (char)wrong[k];
			if (result_unpack(text_view(copy, packed.length), NULL, &arena, &back, &used) == STATUS_OK) {
				assert_true(used <= packed.length);
				assert_true(outcomes_worst(back.outcomes, back.outcome_count) < OUTCOMES);
			}
			arena_clear(&arena);
			memory_free(copy);
		}
	}
	buffer_clear(&packed);
}

static void
test_wrong_bytes(void **state)
{
	struct sample sample;

	(void)state;
	sample_start(&sample);
	change_every_byte(extreme_record(&sample));
	sample_clear(&sample);
}

/* What reconciliation adds has outcomes of few rules; both forms come back the same, and neither when it is damaged. */
static void
test_few_outcomes(void **state)
{
	static const uint32_t places[] = {0, 1, 15, 16, 17, 2000, 4094, 4095};
	uint8_t outcomes[4096] = {0};
	struct result_record record = {.sequence = 7, .outcomes = outcomes};
	struct buffer packed = {0};
	size_t shortest = 0;

	(void)state;
	for (uint32_t count = 0; count <= sizeof outcomes; count += count < 70 ? 1 : 503) {
		struct result_record back = {0};
		struct arena arena = {0};
		size_t used = 0;

		memset(outcomes, 0, sizeof outcomes);
		for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
			if (places[i] < count)
				outcomes[places[i]] = (uint8_t)(1U + i % (OUTCOMES - 1U));
		}
		record.outcome_count = count;
		record.outcome = outcomes_worst(outcomes, count);
		buffer_reset(&packed);
		result_pack(&record, NULL, &packed);
		assert_int_equal(
		    result_unpack(text_view(packed.data, packed.length), NULL, &arena, &back, &used), STATUS_OK);
		assert_int_equal(back.sequence, 7);
		assert_int_equal(back.outcome_count, count);
		assert_memory_equal(back.outcomes, outcomes, count);
		if (count == 0)
			shortest = packed.length;
		assert_true(packed.length <= shortest + count + 2);
		arena_clear(&arena);
	}
	/* Eight of 4,096, and not a byte for each. */
	assert_true(packed.length < shortest + 30);
	record.outcome_count = 2001;
	change_every_byte(&record);
	buffer_clear(&packed);
}

/* ---- Merging ---- */

static const char *const rule_ids[] = {"OH-LIV-01", "OH-LIV-03", "OH-MAT-02"};

static void
test_merge_takes_the_worst(void **state)
{
	struct sample sample;
	struct result_record *record = NULL;
	struct result_record supplement = {0};
	const uint8_t own[] = {CASELINT_NOTAPPLICABLE, CASELINT_PASS, CASELINT_NOTAPPLICABLE};
	const uint8_t added[] = {CASELINT_PASS, CASELINT_NOTAPPLICABLE, 0};
	const uint8_t wanted[] = {CASELINT_PASS, CASELINT_PASS, CASELINT_NOTAPPLICABLE};

	(void)state;
	sample_start(&sample);
	record = sample_passing(&sample);
	record->outcomes = own;
	supplement.outcomes = added;
	supplement.outcome_count = SAMPLE_RULES;
	result_merge(record, &supplement, 1, rule_ids, SAMPLE_RULES, &sample.arena);
	assert_memory_equal(record->outcomes, wanted, sizeof wanted);
	assert_int_equal(record->outcome, CASELINT_PASS);
	sample_clear(&sample);
}

static void
test_merge_sorts_findings(void **state)
{
	struct sample sample;
	struct result_record *record = NULL;
	struct result_record *supplement = NULL;

	(void)state;
	sample_start(&sample);
	record = sample_with_findings(&sample, 2);
	supplement = sample_with_findings(&sample, 3);
	supplement->outcomes = NULL;
	supplement->outcome_count = 0;
	sample_findings(supplement)[0].rule = text_of("CL-PLUGIN-BREACH");
	sample_findings(supplement)[0].outcome = CASELINT_ERROR;
	sample_findings(supplement)[1].rule = text_of("OH-LIV-01");
	sample_findings(supplement)[2].line = 1;
	result_merge(record, supplement, 1, rule_ids, SAMPLE_RULES, &sample.arena);
	assert_int_equal(record->finding_count, 5);
	assert_text(record->findings[0].rule, text_of("OH-LIV-01"));
	assert_int_equal(record->findings[1].line, 1);
	assert_int_equal(record->findings[2].line, 18);
	assert_int_equal(record->findings[3].line, 19);
	assert_text(record->findings[4].rule, text_of("CL-PLUGIN-BREACH"));
	assert_int_equal(record->outcomes[0], CASELINT_FAIL);
	assert_int_equal(record->outcome, CASELINT_ERROR);
	assert_int_equal(record->amount_count, 4);
	assert_int_equal(record->row_count, 4);
	sample_clear(&sample);
}

/* ---- The spool ---- */

/* What a reading saw. */
struct seen {
	uint64_t records;
	uint64_t findings;
	uint64_t amounts;
	uint64_t rows;
	uint64_t stop_at; /* the record that is refused; 0: none */
};

static enum status
see(void *context, const struct result_record *record)
{
	struct seen *seen = context;

	assert_int_equal(record->sequence, seen->records);
	seen->records++;
	seen->findings += record->finding_count;
	seen->amounts += record->amount_count;
	seen->rows += record->row_count;
	return seen->stop_at == seen->records ? STATUS_END : STATUS_OK;
}

/* Of a listing: only records with findings come. */
static enum status
see_listed(void *context, const struct result_record *record)
{
	struct seen *seen = context;

	assert_true(record->finding_count > 0);
	seen->records++;
	seen->findings += record->finding_count;
	seen->amounts += record->amount_count;
	return STATUS_OK;
}

static size_t
order_rules(void *context, uint32_t bundle, const char *const **ret_rule_ids)
{
	(void)context;
	assert_int_equal(bundle, 0);
	*ret_rule_ids = rule_ids;
	return SAMPLE_RULES;
}

static void
supplement(struct sample *sample, uint64_t sequence)
{
	struct result_record *record = sample_failing(sample);
	struct buffer packed = {0};

	record->sequence = sequence;
	result_pack(record, NULL, &packed);
	assert_int_equal(spool_supplement(sample->spool, text_view(packed.data, packed.length)), STATUS_OK);
	buffer_clear(&packed);
}

#define MANY 3000U

static void
test_spool_reads_in_order(void **state)
{
	struct sample sample;
	struct seen seen = {0};

	(void)state;
	sample_start(&sample);
	spool_order_rules(sample.spool, order_rules, NULL);
	assert_int_equal(spool_read(sample.spool, see, &seen), STATUS_OK);
	assert_int_equal(seen.records, 0);
	for (uint32_t i = 0; i < MANY; i++)
		sample_add(&sample, i == 7 ? sample_with_findings(&sample, 4000) : sample_passing(&sample));
	supplement(&sample, MANY - 1);
	supplement(&sample, 0);
	supplement(&sample, 0);
	for (int round = 0; round < 2; round++) {
		seen = (struct seen){0};
		assert_int_equal(spool_read(sample.spool, see, &seen), STATUS_OK);
		assert_int_equal(seen.records, MANY);
		assert_int_equal(seen.findings, 4003);
		assert_int_equal(seen.amounts, 2 * (MANY + 3));
	}
	seen = (struct seen){0};
	assert_int_equal(spool_read_parts(sample.spool, SPOOL_LISTED, see_listed, &seen), STATUS_OK);
	assert_int_equal(seen.records, 3);
	assert_int_equal(seen.findings, 4003);
	assert_int_equal(seen.amounts, 2 * 6);
	seen = (struct seen){0};
	assert_int_equal(spool_read_parts(sample.spool, SPOOL_WITHOUT_AMOUNTS, see, &seen), STATUS_OK);
	assert_int_equal(seen.rows, 2 * (MANY + 3));
	seen = (struct seen){0};
	assert_int_equal(spool_read_parts(sample.spool, SPOOL_ROWS, see, &seen), STATUS_OK);
	assert_int_equal(seen.rows, 2 * (MANY + 3));
	assert_int_equal(seen.findings + seen.amounts, 0);
	/* Of those that are listed everything, of the others the rows. */
	seen = (struct seen){0};
	assert_int_equal(spool_read_parts(sample.spool, SPOOL_LISTED_AND_ROWS, see, &seen), STATUS_OK);
	assert_int_equal(seen.rows, 2 * (MANY + 3));
	assert_int_equal(seen.findings, 4003);
	assert_int_equal(seen.amounts, 2 * 6);
	sample_clear(&sample);
}

static void
test_spool_that_is_forgotten(void **state)
{
	struct sample sample;
	struct seen seen = {0};
	struct buffer packed = {0};

	(void)state;
	sample_start(&sample);
	for (int i = 0; i < 3; i++)
		sample_add(&sample, sample_passing(&sample));
	supplement(&sample, 1);
	result_pack(sample_passing(&sample), NULL, &packed);
	spool_forget(sample.spool);
	assert_int_equal(spool_read(sample.spool, see, &seen), STATUS_IO);
	assert_int_equal(spool_append(sample.spool, text_view(packed.data, packed.length)), STATUS_IO);
	assert_int_equal(spool_supplement(sample.spool, text_view(packed.data, packed.length)), STATUS_IO);
	assert_int_equal(seen.records, 0);
	spool_forget(sample.spool);
	buffer_clear(&packed);
	sample_clear(&sample);
}

static void
test_spool_stops_when_told(void **state)
{
	struct sample sample;
	struct seen seen = {.stop_at = 2};

	(void)state;
	sample_start(&sample);
	for (int i = 0; i < 3; i++)
		sample_add(&sample, sample_passing(&sample));
	assert_int_equal(spool_read(sample.spool, see, &seen), STATUS_END);
	assert_int_equal(seen.records, 2);
	sample_clear(&sample);
}

static void
test_spool_refuses(void **state)
{
	struct sample sample;
	struct seen seen = {0};
	struct buffer packed = {0};
	struct result_record *record = NULL;

	(void)state;
	sample_start(&sample);
	record = sample_passing(&sample);
	sample_add(&sample, record);
	result_pack(record, NULL, &packed);
	assert_int_equal(spool_append(sample.spool, text_view(packed.data, packed.length)), STATUS_INVALID);
	assert_int_equal(spool_append(sample.spool, text_view(packed.data, packed.length - 1)), STATUS_INVALID);
	assert_int_equal(spool_supplement(sample.spool, text_view(packed.data, 3)), STATUS_INVALID);
	supplement(&sample, 99);
	assert_int_equal(spool_read(sample.spool, see, &seen), STATUS_INTERNAL);
	buffer_clear(&packed);
	sample_clear(&sample);
}

/* More than memory is given for, in an order that is not the records'. */
static void
test_spool_of_many_supplements(void **state)
{
	struct sample sample;
	struct seen seen = {0};

	(void)state;
	sample_start(&sample);
	spool_order_rules(sample.spool, order_rules, NULL);
	for (uint32_t i = 0; i < MANY; i++)
		sample_add(&sample, sample_passing(&sample));
	for (uint32_t i = 0; i < 8 * MANY; i++)
		supplement(&sample, i * UINT64_C(7919) % MANY);
	for (int round = 0; round < 2; round++) {
		seen = (struct seen){0};
		assert_int_equal(spool_read(sample.spool, see, &seen), STATUS_OK);
		assert_int_equal(seen.records, MANY);
		assert_int_equal(seen.findings, 8 * MANY);
		assert_int_equal(seen.amounts, 2 * (MANY + 8 * MANY));
	}
	sample_clear(&sample);
}

/* The supplements of a record are merged in the order they came: its amounts tell. */
static enum status
see_amounts(void *context, const struct result_record *record)
{
	int64_t *next = context;

	for (uint32_t i = 2; i < record->amount_count; i += 2)
		assert_int_equal(record->amounts[i].value, (*next)++);
	return STATUS_OK;
}

static void
test_spool_keeps_the_order_of_supplements(void **state)
{
	struct sample sample;
	int64_t next = 0;

	(void)state;
	sample_start(&sample);
	spool_order_rules(sample.spool, order_rules, NULL);
	sample_add(&sample, sample_passing(&sample));
	for (int64_t i = 0; i < 300; i++) {
		struct result_record *record = sample_failing(&sample);
		struct buffer packed = {0};

		record->sequence = 0;
		sample_amounts(record)[0].value = i;
		result_pack(record, NULL, &packed);
		assert_int_equal(spool_supplement(sample.spool, text_view(packed.data, packed.length)), STATUS_OK);
		buffer_clear(&packed);
	}
	assert_int_equal(spool_read(sample.spool, see_amounts, &next), STATUS_OK);
	assert_int_equal(next, 300);
	sample_clear(&sample);
}

/* A supplement may be longer than any string that is sorted. */
static void
test_spool_of_long_supplements(void **state)
{
	static char message[400];
	struct sample sample;
	struct seen seen = {0};

	(void)state;
	memset(message, 'm', sizeof message);
	sample_start(&sample);
	spool_order_rules(sample.spool, order_rules, NULL);
	for (int i = 0; i < 3; i++)
		sample_add(&sample, sample_passing(&sample));
	for (uint64_t i = 0; i < 4; i++) {
		struct result_record *record = sample_with_findings(&sample, 20000);
		struct buffer packed = {0};

		record->sequence = 2 - i % 3;
		for (size_t k = 0; k < 20000; k++) {
			/* A text of its own each, so that it is written out. */
			char *copy = arena_copy_text(&sample.arena, message, sizeof message);

			snprintf(copy, 16, "%d", (int)k);
			sample_findings(record)[k].message = text_view(copy, sizeof message);
		}
		result_pack(record, NULL, &packed);
		assert_true(packed.length > 4U << 20U); /* a quarter of the memory is 2 MiB */
		assert_int_equal(spool_supplement(sample.spool, text_view(packed.data, packed.length)), STATUS_OK);
		buffer_clear(&packed);
		supplement(&sample, i % 3);
	}
	assert_int_equal(spool_read(sample.spool, see, &seen), STATUS_OK);
	assert_int_equal(seen.findings, 4 * 20001);
	sample_clear(&sample);
}

static void
test_spool_without_a_folder(void **state)
{
	struct spool *spool = NULL;

	(void)state;
	assert_int_equal(spool_new("/nonexistent/folder", &spool), STATUS_IO);
	assert_null(spool);
	spool_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_round_trip),
	    cmocka_unit_test(test_round_trip_of_many_texts),
	    cmocka_unit_test(test_truncations),
	    cmocka_unit_test(test_truncations_that_lie),
	    cmocka_unit_test(test_wrong_bytes),
	    cmocka_unit_test(test_few_outcomes),
	    cmocka_unit_test(test_merge_takes_the_worst),
	    cmocka_unit_test(test_merge_sorts_findings),
	    cmocka_unit_test(test_spool_reads_in_order),
	    cmocka_unit_test(test_spool_that_is_forgotten),
	    cmocka_unit_test(test_spool_stops_when_told),
	    cmocka_unit_test(test_spool_refuses),
	    cmocka_unit_test(test_spool_of_many_supplements),
	    cmocka_unit_test(test_spool_keeps_the_order_of_supplements),
	    cmocka_unit_test(test_spool_of_long_supplements),
	    cmocka_unit_test(test_spool_without_a_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
