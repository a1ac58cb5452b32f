/* What was got, written as expectations; see suite_update in authoring/suite.h. */
#include "authoring/suite.h"

#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/money.h"
#include "report/shown.h"

/* An Expect being written. */
struct writing {
	const struct suite *suite;
	const struct result_record *record;
	const struct case_expect *expect; /* what it replaces; NULL: nothing */
	struct text prefix;               /* of the names of elements, with its colon */
	struct text indent;               /* of the element */
	struct buffer *text;
};

/* ---- Pieces ----------------------------------------------------------------------------- */

static void
put(struct writing *writing, struct text text)
{
	buffer_append(writing->text, text.data, text.length);
}

/* A new line, and the start of a tag on it, `depth` steps in. */
static void
put_start(struct writing *writing, unsigned depth, const char *name)
{
	buffer_append_byte(writing->text, '\n');
	put(writing, writing->indent);
	for (unsigned i = 0; i < depth; i++)
		buffer_append_text(writing->text, "  ");
	buffer_append_byte(writing->text, '<');
	put(writing, writing->prefix);
	buffer_append_text(writing->text, name);
}

static void
put_escaped(struct writing *writing, struct text value)
{
	for (size_t i = 0; i < value.length; i++) {
		switch (value.data[i]) {
		case '&': buffer_append_text(writing->text, "&amp;"); break;
		case '<': buffer_append_text(writing->text, "&lt;"); break;
		case '"': buffer_append_text(writing->text, "&quot;"); break;
		default: buffer_append_byte(writing->text, value.data[i]); break;
		}
	}
}

static void
put_attribute(struct writing *writing, const char *name, struct text value)
{
	buffer_append_format(writing->text, " %s=\"", name);
	put_escaped(writing, value);
	buffer_append_byte(writing->text, '"');
}

static void
put_day(struct writing *writing, const char *name, int32_t day)
{
	char text[DATE_TEXT_BYTES];

	if (day != CASELINT_ABSENT)
		put_attribute(writing, name, text_of(date_format(day, text)));
}

static bool
is_new(const struct writing *writing)
{
	const struct case_expect *expect = writing->expect;

	return expect == NULL || expect->rule_count + expect->amount_count + expect->row_count == 0;
}

/* ---- Rules ------------------------------------------------------------------------------ */

static bool
is_named(const struct writing *writing, const char *id)
{
	for (size_t i = 0; writing->expect != NULL && i < writing->expect->rule_count; i++) {
		if (strcmp(writing->expect->rules[i].id, id) == 0)
			return true;
	}
	return false;
}

static bool
is_calm(int32_t outcome)
{
	return outcome == CASELINT_PASS || outcome == CASELINT_NOTAPPLICABLE;
}

/* The rules that were named and have this outcome, which leaves no finding, in one element. */
static void
put_calm_rules(struct writing *writing, int32_t outcome)
{
	const struct bundle *bundle = writing->suite->bundle;
	bool any = false;

	for (uint32_t i = 0; i < writing->record->outcome_count; i++) {
		const char *id = CASELINT_AT(bundle->plugin->rules, struct caselint_rule, i)->id;

		if (writing->record->outcomes[i] != outcome || !is_named(writing, id))
			continue;
		if (any) {
			buffer_append_byte(writing->text, ' ');
		} else {
			put_start(writing, 1, "Rule");
			buffer_append_text(writing->text, " id=\"");
		}
		buffer_append_text(writing->text, id);
		any = true;
	}
	if (any)
		buffer_append_format(writing->text, "\" outcome=\"%s\"/>", outcome_name(outcome));
}

/* Whether an earlier finding of the rule has the same outcome and variant. */
static bool
is_repeated(const struct result_record *record, const struct ruleset_rule *texts, uint32_t number)
{
	const struct result_finding *finding = &record->findings[number];
	const char *variant = case_variant_of(texts, record, finding);

	for (uint32_t i = 0; i < number; i++) {
		const struct result_finding *other = &record->findings[i];

		if (text_equal(other->rule, finding->rule) && other->outcome == finding->outcome &&
		    case_variant_of(texts, record, other) == variant)
			return true;
	}
	return false;
}

static void
put_finding(struct writing *writing, const struct ruleset_rule *texts, uint32_t number, int32_t outcome)
{
	const char *variant = case_variant_of(texts, writing->record, &writing->record->findings[number]);

	put_start(writing, 1, "Rule");
	put_attribute(writing, "id", text_of(texts->id));
	put_attribute(writing, "outcome", text_of(outcome_name(outcome)));
	if (variant != NULL)
		put_attribute(writing, "variant", text_of(variant));
	buffer_append_text(writing->text, "/>");
}

/* An error is never expected, so it is never written. */
static void
put_rule(struct writing *writing, uint32_t number)
{
	const struct result_record *record = writing->record;
	const struct ruleset_rule *texts = writing->suite->bundle->rulesets[record->ruleset].rules[number];
	int32_t outcome = record->outcomes[number];
	bool is_left = writing->expect != NULL && writing->expect->any_others && !is_named(writing, texts->id);

	if (outcome == 0 || outcome == CASELINT_ERROR || is_calm(outcome) || is_left)
		return;
	for (uint32_t i = 0; i < record->finding_count; i++) {
		const struct result_finding *finding = &record->findings[i];

		if (text_equals(finding->rule, texts->id) && finding->outcome == outcome &&
		    !is_repeated(record, texts, i))
			put_finding(writing, texts, i, outcome);
	}
}

/* ---- Amounts and rows ----------------------------------------------------------------------- */

static bool
wants_kind(const struct writing *writing, struct text kind)
{
	for (size_t i = 0; writing->expect != NULL && i < writing->expect->amount_count; i++) {
		if (text_equals(kind, writing->expect->amounts[i].kind))
			return true;
	}
	return is_new(writing);
}

static void
put_amount(struct writing *writing, const struct result_amount *amount)
{
	char month[DATE_TEXT_BYTES];
	char money[MONEY_TEXT_BYTES];

	put_start(writing, 1, "Amount");
	put_attribute(writing, "kind", amount->kind);
	if (amount->subject.length > 0)
		put_attribute(writing, "subject", amount->subject);
	if (amount->month != CASELINT_ABSENT)
		put_attribute(writing, "month", text_of(month_format(amount->month, month)));
	put_day(writing, "from", amount->from);
	put_day(writing, "to", amount->to);
	put_attribute(writing, "value", text_of(money_format(amount->value, money)));
	put_attribute(writing, "state", text_of(amount_state_name(amount->state)));
	put_day(writing, "due", amount->due);
	buffer_append_text(writing->text, "/>");
}

/* Kinds that were named and of which there is none. */
static void
put_absent_kinds(struct writing *writing)
{
	const struct case_expect *expect = writing->expect;

	for (size_t i = 0; expect != NULL && i < expect->amount_count; i++) {
		bool is_there = false;

		for (size_t k = 0; k < i; k++)
			is_there = is_there || strcmp(expect->amounts[k].kind, expect->amounts[i].kind) == 0;
		for (uint32_t k = 0; k < writing->record->amount_count; k++)
			is_there = is_there || text_equals(writing->record->amounts[k].kind, expect->amounts[i].kind);
		if (is_there)
			continue;
		put_start(writing, 1, "Amount");
		put_attribute(writing, "kind", text_of(expect->amounts[i].kind));
		buffer_append_text(writing->text, " none=\"true\"/>");
	}
}

static bool
wants_worksheet(const struct writing *writing, const char *id)
{
	for (size_t i = 0; writing->expect != NULL && i < writing->expect->row_count; i++) {
		if (strcmp(writing->expect->rows[i].worksheet, id) == 0)
			return true;
	}
	return false;
}

static void
put_cells(struct writing *writing, const struct ruleset_worksheet *sheet, const struct result_row *row)
{
	struct buffer value = {0};

	for (uint32_t i = 0; i < row->cell_count; i++) {
		if (sheet->columns[i].restricted || !shown_is_there(&row->cells[i]))
			continue;
		buffer_reset(&value);
		shown_append(&row->cells[i], &value);
		buffer_append_byte(writing->text, '<');
		put(writing, writing->prefix);
		buffer_append_format(writing->text, "Cell column=\"%s\">", sheet->columns[i].id);
		put_escaped(writing, text_view(value.data, value.length));
		buffer_append_text(writing->text, "</");
		put(writing, writing->prefix);
		buffer_append_text(writing->text, "Cell>");
	}
	buffer_clear(&value);
}

static void
put_row(struct writing *writing, const struct result_row *row)
{
	const struct ruleset *ruleset = writing->suite->bundle->rulesets[writing->record->ruleset].ruleset;
	const struct ruleset_worksheet *sheet = &ruleset->worksheets[row->worksheet];

	if (!wants_worksheet(writing, sheet->id))
		return;
	put_start(writing, 1, "Row");
	put_attribute(writing, "worksheet", text_of(sheet->id));
	buffer_append_byte(writing->text, '>');
	put_cells(writing, sheet, row);
	buffer_append_text(writing->text, "</");
	put(writing, writing->prefix);
	buffer_append_text(writing->text, "Row>");
}

/* ---- Expect ----------------------------------------------------------------------------------- */

static void
put_expect(struct writing *writing)
{
	const struct result_record *record = writing->record;

	buffer_append_byte(writing->text, '<');
	put(writing, writing->prefix);
	buffer_append_text(writing->text, "Expect");
	if (record->id.length > 0)
		put_attribute(writing, "record", record->id);
	if (writing->expect != NULL && writing->expect->any_others)
		buffer_append_text(writing->text, " others=\"any\"");
	buffer_append_byte(writing->text, '>');
	put_calm_rules(writing, CASELINT_PASS);
	put_calm_rules(writing, CASELINT_NOTAPPLICABLE);
	for (uint32_t i = 0; i < record->outcome_count; i++)
		put_rule(writing, i);
	for (uint32_t i = 0; i < record->amount_count; i++) {
		if (wants_kind(writing, record->amounts[i].kind))
			put_amount(writing, &record->amounts[i]);
	}
	put_absent_kinds(writing);
	for (uint32_t i = 0; i < record->row_count; i++)
		put_row(writing, &record->rows[i]);
	buffer_append_byte(writing->text, '\n');
	put(writing, writing->indent);
	buffer_append_text(writing->text, "</");
	put(writing, writing->prefix);
	buffer_append_text(writing->text, "Expect>");
}

/* The blanks before a place on its line. */
static struct text
indent_at(const struct case_file *file, size_t at)
{
	const char *bytes = file->markup.text.data;
	size_t start = at;

	while (start > 0 && (bytes[start - 1] == ' ' || bytes[start - 1] == '\t'))
		start--;
	return text_view(bytes + start, at - start);
}

/* The prefix of the root's name: all names of cases have it. */
static struct text
prefix_of(const struct case_file *file)
{
	struct text name = file->markup.elements[0].name;

	return text_view(name.data, name.length - markup_local_name(name).length);
}

static const struct result_record *
record_of(const struct case_result *result, const struct case_expect *expect)
{
	for (size_t i = 0; i < result->record_count; i++) {
		if (expect->record == NULL ? result->record_count == 1
					   : text_equals(result->records[i].id, expect->record))
			return &result->records[i];
	}
	return NULL;
}

static bool
has_expect(const struct suite_case *one, const struct result_record *record)
{
	for (size_t i = 0; i < one->of->expect_count; i++) {
		if (record_of(&one->result, &one->of->expects[i]) == record)
			return true;
	}
	return false;
}

/* Copies the file up to `end`; returns what is to be copied from next. */
static void
copy_until(const struct case_file *file, size_t *done, size_t end, struct buffer *text)
{
	buffer_append(text, file->markup.text.data + *done, end - *done);
	*done = end;
}

static void
update_case(const struct suite *suite, const struct suite_case *one, size_t *done, struct buffer *text)
{
	struct writing writing = {.suite = suite, .prefix = prefix_of(one->file), .text = text};

	for (size_t i = 0; i < one->of->expect_count; i++) {
		const struct case_expect *expect = &one->of->expects[i];

		copy_until(one->file, done, expect->place.start, text);
		writing.record = record_of(&one->result, expect);
		writing.expect = expect;
		writing.indent = indent_at(one->file, expect->place.start);
		if (writing.record == NULL)
			copy_until(one->file, done, expect->place.end, text);
		else
			put_expect(&writing);
		*done = expect->place.end;
	}
	copy_until(one->file, done, one->of->end - indent_at(one->file, one->of->end).length, text);
	writing.expect = NULL;
	writing.indent = text_of("    ");
	for (size_t i = 0; i < one->result.record_count; i++) {
		writing.record = &one->result.records[i];
		if (has_expect(one, writing.record))
			continue;
		put(&writing, writing.indent);
		put_expect(&writing);
		buffer_append_byte(text, '\n');
	}
}

bool
suite_update(const struct suite *suite, const struct case_file *file, struct buffer *ret_text)
{
	size_t done = 0;
	bool any = false;

	for (size_t i = 0; i < suite->case_count; i++) {
		const struct suite_case *one = &suite->cases[i];

		if (one->file != file || !one->was_run || one->failure_count == 0)
			continue;
		update_case(suite, one, &done, ret_text);
		any = true;
	}
	copy_until(file, &done, file->markup.text.length, ret_text);
	return any;
}
