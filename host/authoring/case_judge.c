/* See authoring/case_judge.h. Rules first, then amounts, then rows, in the order in which the case names them. */
#include "authoring/case_judge.h"

#include <inttypes.h>
#include <string.h>

#include "base/memory.h"
#include "plugin/finding_id.h"
#include "report/shown.h"
#include "report/words.h"

#define NOT_NAMED "pass or notapplicable, because the case does not name it"

/* A case being judged. */
struct judging {
	struct judgement *judgement;
	const struct case_file *file;
	const struct plugin_case *of;
	const struct result_record *record; /* NULL: none in hand */
	const char *record_id;
	struct buffer what;
	struct buffer expected;
	struct buffer got;
};

/* ---- Failures ------------------------------------------------------------------------ */

static const char *
keep(struct judging *judging, const struct buffer *text)
{
	return arena_copy_text(&judging->judgement->arena, buffer_text(text), text->length);
}

static void
begin(struct judging *judging)
{
	buffer_reset(&judging->what);
	buffer_reset(&judging->expected);
	buffer_reset(&judging->got);
}

/* Adds what stands in the three buffers. */
static struct case_failure *
fail(struct judging *judging, uint32_t line)
{
	struct judgement *judgement = judging->judgement;

	if (judgement->count == judgement->room) {
		judgement->room = judgement->room == 0 ? 16 : judgement->room * 2;
		judgement->failures = memory_resize(judgement->failures, judgement->room, sizeof *judgement->failures);
	}
	judgement->failures[judgement->count] = (struct case_failure){
	    .file = judging->file,
	    .of = judging->of,
	    .record = judging->record_id,
	    .what = keep(judging, &judging->what),
	    .expected = keep(judging, &judging->expected),
	    .got = keep(judging, &judging->got),
	    .line = line,
	};
	return &judgement->failures[judgement->count++];
}

/* ---- Findings and their variants -------------------------------------------------------- */

const char *
case_variant_of(
    const struct ruleset_rule *texts, const struct result_record *record, const struct result_finding *finding)
{
	char id[FINDING_ID_DIGITS + 1];

	for (size_t i = 0; i < texts->message_count; i++) {
		const char *variant = texts->messages[i].variant;

		finding_id(finding->rule, record->id, finding->path, variant, id);
		if (text_equals(finding->id, id))
			return variant == NULL ? "" : variant;
	}
	return NULL;
}

const struct ruleset_rule *
case_rule_texts(const struct bundle *bundle, const struct result_record *record, const char *id, uint32_t *ret_number)
{
	const struct caselint_array *rules = &bundle->plugin->rules;

	for (uint32_t i = 0; i < rules->count; i++) {
		if (strcmp(CASELINT_AT(*rules, struct caselint_rule, i)->id, id) != 0)
			continue;
		*ret_number = i;
		return bundle->rulesets[record->ruleset].rules[i];
	}
	return NULL;
}

static uint32_t
count_findings(const struct result_record *record, const char *rule)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < record->finding_count; i++)
		count += text_equals(record->findings[i].rule, rule) ? 1 : 0;
	return count;
}

static bool
has_variant(const struct ruleset_rule *texts, const struct result_record *record, const struct case_rule *expected)
{
	for (uint32_t i = 0; i < record->finding_count; i++) {
		const struct result_finding *finding = &record->findings[i];
		const char *variant = NULL;

		if (!text_equals(finding->rule, expected->id) || finding->outcome != expected->outcome)
			continue;
		variant = case_variant_of(texts, record, finding);
		if (variant != NULL && strcmp(variant, expected->variant) == 0)
			return true;
	}
	return false;
}

/* "fail, variant late, line 20: The review was entered on ..." for each finding. */
static void
describe_rule(struct judging *judging, const struct ruleset_rule *texts, int32_t outcome)
{
	const struct result_record *record = judging->record;
	struct buffer *text = &judging->got;
	uint32_t shown = 0;

	if (outcome == 0)
		buffer_append_text(text, "nothing: it is a rule for records of another kind");
	else
		buffer_append_text(text, outcome_name(outcome));
	for (uint32_t i = 0; i < record->finding_count; i++) {
		const struct result_finding *finding = &record->findings[i];
		const char *variant = NULL;

		if (!text_equals(finding->rule, texts->id))
			continue;
		variant = case_variant_of(texts, record, finding);
		buffer_append_text(text, shown++ == 0 ? "; " : " / ");
		if (variant != NULL && *variant != '\0')
			buffer_append_format(text, "variant %s, ", variant);
		buffer_append_format(text, "line %" PRIu64 ": ", finding->line);
		buffer_append(text, finding->message.data, finding->message.length);
	}
}

/* ---- Rules ------------------------------------------------------------------------------ */

static bool
knows_variant(const struct ruleset_rule *texts, const char *variant)
{
	return ruleset_message_of(texts, *variant == '\0' ? NULL : variant) != NULL;
}

static bool
rule_holds(
    const struct judging *judging, const struct ruleset_rule *texts, uint32_t number, const struct case_rule *expected)
{
	const struct result_record *record = judging->record;

	if (record->outcomes[number] != expected->outcome)
		return false;
	if (expected->findings != CASES_ANY_COUNT && count_findings(record, expected->id) != expected->findings)
		return false;
	return expected->variant == NULL || has_variant(texts, record, expected);
}

static void
fail_rule(struct judging *judging, const struct ruleset_rule *texts, int32_t outcome, const struct case_rule *expected)
{
	buffer_append_text(&judging->expected, outcome_name(expected->outcome));
	if (expected->variant != NULL && *expected->variant == '\0')
		buffer_append_text(&judging->expected, " with the ordinary message");
	else if (expected->variant != NULL)
		buffer_append_format(&judging->expected, ", variant %s", expected->variant);
	if (expected->findings != CASES_ANY_COUNT)
		buffer_append_format(&judging->expected, ", %" PRIu32 " findings", expected->findings);
	describe_rule(judging, texts, outcome);
	fail(judging, expected->line)->is_error = outcome == CASELINT_ERROR;
}

static void
judge_rule(struct judging *judging, const struct case_rule *expected)
{
	uint32_t number = 0;
	const struct ruleset_rule *texts =
	    case_rule_texts(judging->judgement->bundle, judging->record, expected->id, &number);

	begin(judging);
	buffer_append_format(&judging->what, "rule %s", expected->id);
	if (texts == NULL) {
		buffer_append_text(&judging->expected, outcome_name(expected->outcome));
		buffer_append_text(&judging->got, "nothing: the bundle has no such rule");
		(void)fail(judging, expected->line);
	} else if (expected->variant != NULL && !knows_variant(texts, expected->variant)) {
		buffer_append_format(&judging->expected, "variant %s", expected->variant);
		buffer_append_text(&judging->got, "nothing: the rule has no such variant");
		(void)fail(judging, expected->line);
	} else if (!rule_holds(judging, texts, number, expected)) {
		fail_rule(judging, texts, judging->record->outcomes[number], expected);
	} else {
		coverage_rule(judging->judgement->coverage, expected->id)->shown |= 1U << (uint32_t)expected->outcome;
	}
}

static bool
names_rule(const struct case_expect *expect, const char *id)
{
	for (size_t i = 0; i < expect->rule_count; i++) {
		if (strcmp(expect->rules[i].id, id) == 0)
			return true;
	}
	return false;
}

static void
judge_other_rules(struct judging *judging, const struct case_expect *expect)
{
	const struct bundle *bundle = judging->judgement->bundle;
	const struct result_record *record = judging->record;

	for (uint32_t i = 0; i < record->outcome_count; i++) {
		const struct ruleset_rule *texts = bundle->rulesets[record->ruleset].rules[i];
		int32_t outcome = record->outcomes[i];
		bool is_well = outcome == 0 || outcome == CASELINT_PASS || outcome == CASELINT_NOTAPPLICABLE;

		if (is_well || (expect->any_others && outcome != CASELINT_ERROR) || names_rule(expect, texts->id))
			continue;
		begin(judging);
		buffer_append_format(&judging->what, "rule %s", texts->id);
		buffer_append_text(&judging->expected, NOT_NAMED);
		describe_rule(judging, texts, outcome);
		fail(judging, expect->line)->is_error = outcome == CASELINT_ERROR;
	}
}

/* What the host found in a record: a plugin that broke the contract, or died. */
static void
judge_host_findings(struct judging *judging, const struct case_expect *expect)
{
	const struct result_record *record = judging->record;

	for (uint32_t i = 0; i < record->finding_count; i++) {
		const struct result_finding *finding = &record->findings[i];

		if (!text_starts_with(finding->rule, "CL-"))
			continue;
		begin(judging);
		words_view(&judging->what, finding->rule);
		buffer_append_text(&judging->expected, "nothing of the kind");
		words_view(&judging->got, finding->message);
		fail(judging, expect->line)->is_error = finding->outcome == CASELINT_ERROR;
	}
}

/* ---- Amounts ------------------------------------------------------------------------------- */

static bool
day_is_meant(int32_t expected, int32_t day)
{
	return expected == CASELINT_ABSENT || expected == day;
}

bool
case_amount_is_meant(const struct case_amount *expected, const struct result_amount *amount)
{
	return text_equals(amount->kind, expected->kind) &&
	       (expected->subject == NULL || text_equals(amount->subject, expected->subject)) &&
	       day_is_meant(expected->month, amount->month) && day_is_meant(expected->from, amount->from) &&
	       day_is_meant(expected->to, amount->to);
}

static bool
amount_holds(const struct case_amount *expected, const struct result_amount *amount)
{
	return amount->value == expected->value && (expected->state == 0 || expected->state == amount->state) &&
	       day_is_meant(expected->due, amount->due);
}

static void
name_amount(struct buffer *text, const char *kind, struct text subject, int32_t month, int32_t from, int32_t to)
{
	buffer_append_format(text, "amount %s", kind);
	if (subject.length > 0)
		buffer_append_format(text, " of %.*s", (int)subject.length, subject.data);
	if (month != CASELINT_ABSENT) {
		buffer_append_byte(text, ' ');
		words_month(text, month);
	}
	if (from != CASELINT_ABSENT) {
		buffer_append_byte(text, ' ');
		words_date(text, from);
	}
	if (to != CASELINT_ABSENT) {
		buffer_append_text(text, " to ");
		words_date(text, to);
	}
}

static void
name_expected(struct buffer *text, const struct case_amount *expected)
{
	name_amount(text, expected->kind, text_of(expected->subject), expected->month, expected->from, expected->to);
}

static void
describe_amount(struct buffer *text, int64_t value, int32_t state, int32_t due)
{
	words_money(text, value);
	if (state != 0)
		buffer_append_format(text, ", %s", amount_state_name(state));
	if (due == CASELINT_ABSENT)
		return;
	buffer_append_text(text, ", due ");
	words_date(text, due);
}

/* The amount an expectation is about: of those not taken yet one that holds, else the first meant; MARKUP_NONE: none. */
static uint32_t
find_amount(const struct result_record *record, const bool *taken, const struct case_amount *expected)
{
	uint32_t found = MARKUP_NONE;

	for (uint32_t i = 0; i < record->amount_count; i++) {
		if (taken[i] || !case_amount_is_meant(expected, &record->amounts[i]))
			continue;
		if (amount_holds(expected, &record->amounts[i]))
			return i;
		found = found == MARKUP_NONE ? i : found;
	}
	return found;
}

static void
judge_amount(struct judging *judging, const struct case_amount *expected, bool *taken)
{
	const struct result_record *record = judging->record;
	struct covered_amount *covered = coverage_amount(judging->judgement->coverage, expected->kind);
	uint32_t found = find_amount(record, taken, expected);

	begin(judging);
	name_expected(&judging->what, expected);
	describe_amount(&judging->expected, expected->value, expected->state, expected->due);
	if (covered == NULL) {
		buffer_append_text(&judging->got, "nothing: no ruleset of the bundle declares this kind");
		(void)fail(judging, expected->line);
		return;
	}
	if (found == MARKUP_NONE) {
		buffer_append_text(&judging->got, "no such amount");
		(void)fail(judging, expected->line);
		return;
	}
	taken[found] = true;
	if (amount_holds(expected, &record->amounts[found])) {
		covered->shown = true;
		return;
	}
	describe_amount(&judging->got, record->amounts[found].value,
	    expected->state == 0 ? 0 : record->amounts[found].state,
	    expected->due == CASELINT_ABSENT ? CASELINT_ABSENT : record->amounts[found].due);
	(void)fail(judging, expected->line);
}

static const struct case_amount *
names_kind(const struct case_expect *expect, struct text kind)
{
	for (size_t i = 0; i < expect->amount_count; i++) {
		if (text_equals(kind, expect->amounts[i].kind))
			return &expect->amounts[i];
	}
	return NULL;
}

/* Amounts of a kind that is named, each of which must be named, too. */
static void
judge_other_amounts(struct judging *judging, const struct case_expect *expect, const bool *taken)
{
	for (uint32_t i = 0; i < judging->record->amount_count; i++) {
		const struct result_amount *amount = &judging->record->amounts[i];
		const struct case_amount *named = names_kind(expect, amount->kind);

		if (taken[i] || named == NULL)
			continue;
		begin(judging);
		name_amount(&judging->what, named->kind, amount->subject, amount->month, amount->from, amount->to);
		buffer_append_text(
		    &judging->expected, named->none ? "none" : "none but the amounts of this kind that are named");
		describe_amount(&judging->got, amount->value, amount->state, amount->due);
		(void)fail(judging, named->line);
	}
}

static void
judge_amounts(struct judging *judging, const struct case_expect *expect)
{
	bool *taken = memory_zeroed(judging->record->amount_count, sizeof *taken);

	for (size_t i = 0; i < expect->amount_count; i++) {
		if (!expect->amounts[i].none)
			judge_amount(judging, &expect->amounts[i], taken);
	}
	judge_other_amounts(judging, expect, taken);
	memory_free(taken);
}

/* ---- Rows --------------------------------------------------------------------------------------- */

/* What is wrong with a row that is expected, whatever the record has; NULL: nothing. */
static const char *
row_fault(const struct ruleset *ruleset, const struct case_row *row)
{
	const struct ruleset_worksheet *sheet = ruleset_worksheet_named(ruleset, row->worksheet);

	if (sheet == NULL)
		return "nothing: the ruleset has no such worksheet";
	for (size_t i = 0; i < row->cell_count; i++) {
		size_t k = 0;

		while (k < sheet->column_count && strcmp(sheet->columns[k].id, row->cells[i].column) != 0)
			k++;
		if (k == sheet->column_count)
			return "nothing: the worksheet has no such column";
		if (sheet->columns[k].restricted)
			return "nothing: a restricted column is never compared";
	}
	return NULL;
}

static bool
cell_holds(const struct ruleset_worksheet *sheet, const struct result_row *row, const struct case_cell *cell)
{
	struct buffer text = {0};
	bool holds = false;

	for (uint32_t i = 0; i < row->cell_count; i++) {
		if (strcmp(sheet->columns[i].id, cell->column) != 0)
			continue;
		shown_append(&row->cells[i], &text);
		holds = strcmp(buffer_text(&text), cell->text) == 0;
	}
	buffer_clear(&text);
	return holds;
}

static bool
row_holds(const struct ruleset *ruleset, const struct result_row *row, const struct case_row *expected)
{
	const struct ruleset_worksheet *sheet = &ruleset->worksheets[row->worksheet];

	if (strcmp(sheet->id, expected->worksheet) != 0)
		return false;
	for (size_t i = 0; i < expected->cell_count; i++) {
		if (!cell_holds(sheet, row, &expected->cells[i]))
			return false;
	}
	return true;
}

static void
judge_row(struct judging *judging, const struct case_row *expected)
{
	const struct result_record *record = judging->record;
	const struct ruleset *ruleset = judging->judgement->bundle->rulesets[record->ruleset].ruleset;
	const char *fault = row_fault(ruleset, expected);
	uint32_t count = 0;

	for (uint32_t i = 0; i < record->row_count && fault == NULL; i++) {
		if (row_holds(ruleset, &record->rows[i], expected))
			return;
		count += strcmp(ruleset->worksheets[record->rows[i].worksheet].id, expected->worksheet) == 0 ? 1 : 0;
	}
	begin(judging);
	buffer_append_format(&judging->what, "row of %s", expected->worksheet);
	for (size_t i = 0; i < expected->cell_count; i++)
		buffer_append_format(&judging->expected, "%s%s \"%s\"", i == 0 ? "" : ", ", expected->cells[i].column,
		    expected->cells[i].text);
	if (fault != NULL)
		buffer_append_text(&judging->got, fault);
	else
		buffer_append_format(&judging->got, "no such row among %" PRIu32, count);
	(void)fail(judging, expected->line);
}

/* ---- Records ------------------------------------------------------------------------------------ */

/* A message that came up has been filled, so its placeholders are sound. */
static void
note_messages(struct judging *judging)
{
	const struct result_record *record = judging->record;
	const struct ruleset *ruleset = judging->judgement->bundle->rulesets[record->ruleset].ruleset;

	for (uint32_t i = 0; i < record->finding_count; i++) {
		const struct result_finding *finding = &record->findings[i];

		for (size_t k = 0; k < ruleset->rule_count; k++) {
			const struct ruleset_rule *rule = &ruleset->rules[k];
			const char *variant = NULL;

			if (!text_equals(finding->rule, rule->id))
				continue;
			variant = case_variant_of(rule, record, finding);
			if (variant != NULL)
				coverage_note_message(judging->judgement->coverage, rule, variant);
		}
	}
}

static void
judge_record(struct judging *judging, const struct case_expect *expect)
{
	note_messages(judging);
	for (size_t i = 0; i < expect->rule_count; i++)
		judge_rule(judging, &expect->rules[i]);
	judge_other_rules(judging, expect);
	judge_host_findings(judging, expect);
	judge_amounts(judging, expect);
	for (size_t i = 0; i < expect->row_count; i++)
		judge_row(judging, &expect->rows[i]);
}

static bool
is_for(const struct case_expect *expect, const struct result_record *record)
{
	return expect->record == NULL || text_equals(record->id, expect->record);
}

static void
take_record(struct judging *judging, const struct result_record *record)
{
	judging->record = record;
	judging->record_id = arena_copy_text(
	    &judging->judgement->arena, record->id.length == 0 ? "" : record->id.data, record->id.length);
}

/* Expectations with the records they are of; an expectation of a record that is not there fails. */
static void
judge_expect(struct judging *judging, const struct case_expect *expect, const struct case_result *result)
{
	size_t count = 0;

	for (size_t i = 0; i < result->record_count; i++) {
		if (!is_for(expect, &result->records[i]))
			continue;
		take_record(judging, &result->records[i]);
		judge_record(judging, expect);
		count++;
	}
	if (count == 1)
		return;
	judging->record_id = expect->record == NULL ? "" : expect->record;
	begin(judging);
	buffer_append_text(&judging->what, "records");
	buffer_append_text(
	    &judging->expected, expect->record == NULL ? "one: this Expect names none" : "one of this id");
	buffer_append_format(&judging->got, "%zu", count);
	(void)fail(judging, expect->line);
}

/* Records that no expectation is of must be well. */
static void
judge_others(struct judging *judging, const struct case_result *result)
{
	struct case_expect nothing = {.line = judging->of->line};

	for (size_t i = 0; i < result->record_count; i++) {
		bool is_expected = false;

		for (size_t k = 0; k < judging->of->expect_count; k++)
			is_expected = is_expected || is_for(&judging->of->expects[k], &result->records[i]);
		if (is_expected)
			continue;
		take_record(judging, &result->records[i]);
		judge_record(judging, &nothing);
	}
}

/* ---- What the host found in the exports --------------------------------------------------------- */

static const struct case_input *
input_named(const struct plugin_case *one, const char *rule)
{
	for (size_t i = 0; i < one->input_count; i++) {
		if (strcmp(one->inputs[i].rule, rule) == 0)
			return &one->inputs[i];
	}
	return NULL;
}

static void
judge_input(struct judging *judging, const struct case_input *expected, const struct case_result *result)
{
	uint32_t count = 0;

	for (size_t i = 0; i < result->input_count; i++)
		count += strcmp(result->inputs[i].rule, expected->rule) == 0 ? 1 : 0;
	if (expected->count == CASES_ANY_COUNT ? count > 0 : count == expected->count)
		return;
	begin(judging);
	buffer_append_text(&judging->what, expected->rule);
	if (expected->count == CASES_ANY_COUNT)
		buffer_append_text(&judging->expected, "at least one in the exports");
	else
		buffer_append_format(&judging->expected, "%" PRIu32 " in the exports", expected->count);
	buffer_append_format(&judging->got, "%" PRIu32, count);
	(void)fail(judging, expected->line);
}

static void
judge_inputs(struct judging *judging, const struct case_result *result)
{
	judging->record_id = "";
	for (size_t i = 0; i < judging->of->input_count; i++)
		judge_input(judging, &judging->of->inputs[i], result);
	for (size_t i = 0; i < result->input_count; i++) {
		const struct case_input_finding *finding = &result->inputs[i];

		if (input_named(judging->of, finding->rule) != NULL)
			continue;
		begin(judging);
		buffer_append_text(&judging->what, finding->rule);
		buffer_append_text(&judging->expected, "exports without a fault");
		buffer_append_text(&judging->got, finding->message);
		(void)fail(judging,
		    finding->line > 0 && finding->line < UINT32_MAX ? (uint32_t)finding->line : judging->of->line);
	}
}

void
case_judge(struct judgement *judgement, const struct case_file *file, const struct plugin_case *one,
    const struct case_result *result)
{
	struct judging judging = {.judgement = judgement, .file = file, .of = one, .record_id = ""};

	judge_inputs(&judging, result);
	for (size_t i = 0; i < one->expect_count; i++)
		judge_expect(&judging, &one->expects[i], result);
	judge_others(&judging, result);
	buffer_clear(&judging.what);
	buffer_clear(&judging.expected);
	buffer_clear(&judging.got);
}

void
judgement_clear(struct judgement *judgement)
{
	memory_free(judgement->failures);
	arena_clear(&judgement->arena);
	judgement->failures = NULL;
	judgement->count = 0;
	judgement->room = 0;
}
