/* See report/finding_text.h. */
#include "report/finding_text.h"

#include <inttypes.h>

#include "report/mark_words.h"
#include "report/words.h"

static void
put_line(struct buffer *text, const char *label, struct text words)
{
	if (words.length == 0)
		return;
	buffer_append_text(text, label);
	words_view(text, words);
	buffer_append_byte(text, '\n');
}

static void
put_value(struct buffer *text, const char *label, const struct shown_value *value)
{
	struct buffer words = {0};

	words_value(&words, value);
	put_line(text, label, text_view(buffer_text(&words), words.length));
	buffer_clear(&words);
}

static void
put_source(struct buffer *text, const struct ruleset *ruleset, struct text cite)
{
	const char *number = ruleset == NULL ? NULL : ruleset->source.number;

	if (cite.length == 0)
		return;
	buffer_append_text(text, "Source: ");
	if (number != NULL && number[0] != '\0')
		buffer_append_format(text, "%s, ", number);
	words_view(text, cite);
	buffer_append_byte(text, '\n');
}

static void
put_mark(struct buffer *text, const struct run_facts *facts, const struct result_finding *finding)
{
	if (mark_name(finding) == NULL)
		return;
	buffer_append_text(text, "Status: ");
	mark_words(text, facts, finding);
	buffer_append_byte(text, '\n');
}

void
finding_text(struct buffer *text, const struct run_facts *facts, const struct result_record *record,
    const struct result_finding *finding)
{
	words_place(text, facts, record->input, finding->line != 0 ? finding->line : record->line);
	if (finding->path.length > 0) {
		buffer_append_text(text, ", ");
		words_view(text, finding->path);
	}
	buffer_append_byte(text, '\n');
	put_line(text, "", finding->message);
	put_mark(text, facts, finding);
	put_value(text, "Found: ", &finding->observed);
	put_value(text, "Expected: ", &finding->expected);
	if (finding->due != CASELINT_ABSENT) {
		buffer_append_text(text, "Due: ");
		words_date(text, finding->due);
		buffer_append_byte(text, '\n');
	}
	put_line(text, "To do: ", finding->remedy);
	put_source(text, record_ruleset(facts, record), finding->cite);
}

void
input_finding_text(struct buffer *text, const struct run_facts *facts, const struct input_finding *finding)
{
	size_t start = text->length;

	words_place(text, facts, finding->input, finding->line);
	if (finding->column != 0)
		buffer_append_format(text, ":%" PRIu64, finding->column);
	if (finding->path.length > 0) {
		buffer_append_text(text, text->length > start ? ", " : "");
		words_view(text, finding->path);
	}
	if (text->length > start)
		buffer_append_byte(text, '\n');
	put_line(text, "", finding->message);
	put_line(text, "To do: ", finding->remedy);
}

/* What of an answer is waived or known: " [2 waived, 1 known]". */
static void
answer_marks(struct buffer *text, const struct rule_answer *answer)
{
	uint32_t waived = 0;
	uint32_t known = 0;

	for (uint32_t i = 0; i < answer->finding_count; i++) {
		waived += finding_mark(&answer->findings[i]) == MARK_WAIVED;
		known += finding_mark(&answer->findings[i]) == MARK_KNOWN;
	}
	if (waived + known == 0)
		return;
	buffer_append_text(text, " [");
	if (waived > 0)
		buffer_append_format(text, "%" PRIu32 " waived%s", waived, known > 0 ? ", " : "");
	if (known > 0)
		buffer_append_format(text, "%" PRIu32 " known", known);
	buffer_append_byte(text, ']');
}

void
answer_summary(struct buffer *text, const struct rule_answer *answer)
{
	if (answer->finding_count == 0) {
		buffer_append_text(text, outcome_name(answer->outcome));
		return;
	}
	words_view(text, answer->findings[0].message);
	if (answer->finding_count > 1)
		buffer_append_format(text, " (and %" PRIu32 " more)", answer->finding_count - 1);
	answer_marks(text, answer);
}

void
answer_class(struct buffer *text, const struct rule_answer *answer)
{
	const struct result_record *record = answer->record;

	buffer_append_format(text, "%s.", answer->bundle->plugin->jurisdiction);
	if (record->group.length > 0) {
		words_view(text, record->group);
		buffer_append_byte(text, '.');
	}
	if (record->id.length > 0)
		words_view(text, record->id);
	else
		buffer_append_format(text, "line-%" PRIu64, record->line);
}

void
answer_name(struct buffer *text, const struct rule_answer *answer)
{
	const char *title = rule_answer_title(answer);

	words_view(text, answer->rule);
	if (title[0] != '\0')
		buffer_append_format(text, ": %s", title);
}
