/*
 * The report in the Test Anything Protocol, version 13: one test for the run, then
 * one for each rule of each record. What waits is a TODO, what a person attests
 * and what does not apply is skipped. A run that was not complete ends with
 * "Bail out!", so that no harness takes it for passed.
 */
#include <inttypes.h>
#include <string.h>

#include "base/buffer.h"
#include "report/finding_text.h"
#include "report/mark_words.h"
#include "report/profile_words.h"
#include "report/render.h"
#include "report/verdict.h"
#include "report/words.h"

struct tap {
	struct sink *sink;
	const struct run_facts *facts;
	enum show show;
	uint64_t tests;
	struct buffer line;
	struct buffer words;
};

/* ---- Lines ---- */

/* A description ends at the line, and at a number sign. */
static void
append_description(struct buffer *line, struct text text)
{
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];

		if (byte == '#' || byte == '\\') {
			buffer_append_byte(line, '\\');
			buffer_append_byte(line, (char)byte);
		} else {
			buffer_append_byte(line, byte < 0x20 || byte == 0x7F ? ' ' : (char)byte);
		}
	}
}

static void
begin_test(struct tap *tap, bool ok)
{
	buffer_reset(&tap->line);
	buffer_append_format(&tap->line, "%s %" PRIu64 " - ", ok ? "ok" : "not ok", ++tap->tests);
}

static void
end_line(struct tap *tap)
{
	buffer_append_byte(&tap->line, '\n');
	sink_write(tap->sink, tap->line.data, tap->line.length);
	buffer_reset(&tap->line);
}

/* A text as YAML in double quotes: every escape of JSON is one of YAML. */
static void
append_quoted(struct buffer *line, struct text text)
{
	buffer_append_byte(line, '"');
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];

		if (byte == '"' || byte == '\\')
			buffer_append_byte(line, '\\');
		if (byte == '\n')
			buffer_append_text(line, "\\n");
		else if (byte < 0x20 || byte == 0x7F)
			buffer_append_format(line, "\\x%02x", (unsigned)byte);
		else
			buffer_append_byte(line, (char)byte);
	}
	buffer_append_byte(line, '"');
}

/* A key of the block behind a test; nothing for the empty text. */
static void
put_key(struct tap *tap, const char *key, struct text value)
{
	if (value.length == 0)
		return;
	buffer_append_format(&tap->line, "    %s: ", key);
	append_quoted(&tap->line, value);
	end_line(tap);
}

static void
open_block(struct tap *tap, const char *first)
{
	buffer_append_text(&tap->line, first);
	end_line(tap);
}

static struct text
words_of(const struct tap *tap)
{
	return text_view(buffer_text(&tap->words), tap->words.length);
}

/* ---- The run ---- */

static void
put_run(struct tap *tap, const struct tally *tally)
{
	begin_test(tap, tap->facts->complete);
	append_description(&tap->line, text_of("every input was read and every rule was run"));
	end_line(tap);
	buffer_reset(&tap->words);
	verdict_line(tap->facts, tally, &tap->words);
	open_block(tap, "  ---");
	put_key(tap, "verdict", words_of(tap));
	buffer_append_format(&tap->line, "    complete: %s", tap->facts->complete ? "true" : "false");
	end_line(tap);
	open_block(tap, "  ...");
}

static void
put_input_finding(struct tap *tap, const struct input_finding *finding)
{
	/* What is for information only fails nothing. */
	begin_test(tap, finding->exit_code == 0);
	append_description(&tap->line, text_of(finding->rule));
	buffer_append_byte(&tap->line, ' ');
	buffer_reset(&tap->words);
	words_place(&tap->words, tap->facts, finding->input, finding->line);
	append_description(&tap->line, words_of(tap));
	end_line(tap);
	open_block(tap, "  ---");
	put_key(tap, "message", finding->message);
	put_key(tap, "path", finding->path);
	put_key(tap, "todo", finding->remedy);
	open_block(tap, "  ...");
}

/* ---- Rules of records ---- */

static void
put_finding(struct tap *tap, const struct rule_answer *answer, const struct result_finding *finding)
{
	const struct result_record *record = answer->record;

	buffer_append_text(&tap->line, "    - outcome: ");
	buffer_append_text(&tap->line, outcome_name(finding->outcome));
	end_line(tap);
	buffer_append_format(&tap->line, "      severity: %s", severity_name(finding->severity));
	end_line(tap);
	buffer_reset(&tap->words);
	words_place(&tap->words, tap->facts, record->input, finding->line != 0 ? finding->line : record->line);
	put_key(tap, "  at", words_of(tap));
	put_key(tap, "  path", finding->path);
	put_key(tap, "  message", finding->message);
	buffer_reset(&tap->words);
	mark_words(&tap->words, tap->facts, finding);
	put_key(tap, "  status", words_of(tap));
	buffer_reset(&tap->words);
	words_date(&tap->words, finding->due);
	put_key(tap, "  due", words_of(tap));
	put_key(tap, "  todo", finding->remedy);
	put_key(tap, "  cite", finding->cite);
}

/* Nothing for pass, fail, unknown and error; a directive for the others. */
static const char *
directive_of(int32_t outcome)
{
	switch (outcome) {
	case CASELINT_PENDING: return " # TODO pending";
	case CASELINT_MANUAL: return " # SKIP manual";
	case CASELINT_NOTAPPLICABLE: return " # SKIP notapplicable";
	default: return "";
	}
}

/* A harness expects a TODO to fail, and counts no failure: what is waived or known, unless anything else of the answer is
 * open. Reasons stand in the block behind, where no sign of theirs ends the line. */
static const char *
directive_of_answer(const struct rule_answer *answer)
{
	bool waived = false;
	bool known = false;

	if (answer->outcome != CASELINT_FAIL && answer->outcome != CASELINT_UNKNOWN)
		return directive_of(answer->outcome);
	for (uint32_t i = 0; i < answer->finding_count; i++) {
		if (finding_is_open(&answer->findings[i]))
			return "";
		waived = waived || finding_mark(&answer->findings[i]) == MARK_WAIVED;
		known = known || finding_mark(&answer->findings[i]) == MARK_KNOWN;
	}
	if (waived)
		return known ? " # TODO waived or known" : " # TODO waived";
	return known ? " # TODO known" : "";
}

static bool
is_ok(int32_t outcome)
{
	return outcome == CASELINT_PASS || outcome == CASELINT_MANUAL || outcome == CASELINT_NOTAPPLICABLE;
}

static enum status
put_answer(void *context, const struct rule_answer *answer)
{
	struct tap *tap = context;

	begin_test(tap, is_ok(answer->outcome));
	buffer_reset(&tap->words);
	answer_class(&tap->words, answer);
	buffer_append_byte(&tap->words, ' ');
	answer_name(&tap->words, answer);
	append_description(&tap->line, words_of(tap));
	buffer_append_text(&tap->line, directive_of_answer(answer));
	end_line(tap);
	if (answer->finding_count > 0) {
		open_block(tap, "  ---");
		open_block(tap, "    findings:");
		for (uint32_t i = 0; i < answer->finding_count; i++)
			put_finding(tap, answer, &answer->findings[i]);
		open_block(tap, "  ...");
	}
	return sink_failed(tap->sink) ? STATUS_IO : STATUS_OK;
}

static enum status
put_record(void *context, const struct result_record *record)
{
	struct tap *tap = context;

	return rule_answers_each(tap->facts, record, tap->show == SHOW_ALL, put_answer, tap);
}

/* As comments, which harnesses show and do not count. */
static void
put_profile(struct tap *tap, const struct profile *profile)
{
	if (profile == NULL)
		return;
	buffer_reset(&tap->words);
	profile_name_words(&tap->words, profile);
	for (size_t i = 0; i <= profile->change_count; i++) {
		buffer_append_text(&tap->line, i == 0 ? "# profile " : "# profile: ");
		append_description(&tap->line, words_of(tap));
		end_line(tap);
		buffer_reset(&tap->words);
		if (i < profile->change_count)
			profile_change_words(&tap->words, &profile->changes[i]);
	}
}

enum status
render_tap(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct sink *sink)
{
	struct tap tap = {.sink = sink, .facts = facts, .show = options->show};
	enum status status = STATUS_OK;

	sink_text(sink, "TAP version 13\n");
	put_profile(&tap, run_profile(facts));
	put_run(&tap, tally);
	for (size_t i = 0; i < facts->input_finding_count; i++)
		put_input_finding(&tap, &facts->input_findings[i]);
	if (options->show != SHOW_TOTALS)
		status =
		    spool_read_parts(spool, tap.show == SHOW_ALL ? SPOOL_OUTCOMES : SPOOL_FINDINGS, put_record, &tap);
	if (status == STATUS_OK && facts->complete)
		sink_format(sink, "1..%" PRIu64 "\n", tap.tests);
	else if (status == STATUS_OK)
		sink_format(sink, "1..%" PRIu64 "\nBail out! %s\n", tap.tests, verdict_missing(facts, tally));
	buffer_clear(&tap.line);
	buffer_clear(&tap.words);
	return status;
}
