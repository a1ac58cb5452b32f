/*
 * The report as commands of GitHub Actions, which shows them beside the lines they
 * name. Ten errors, ten warnings and ten notices of a step are shown, so the
 * first of each kind are written and the last notice says what was left out.
 */
#include <inttypes.h>
#include <string.h>

#include "base/buffer.h"
#include "report/profile_words.h"
#include "report/render.h"
#include "report/rule_answers.h"
#include "report/verdict.h"
#include "report/words.h"

#define LISTED_PER_LEVEL 10U

struct commands {
	struct sink *sink;
	const struct run_facts *facts;
	uint64_t found[SEVERITY_ERROR + 1];
	uint64_t listed[SEVERITY_ERROR + 1];
	struct buffer line;
	struct buffer words;
};

/* ---- Escapes ---- */

/* A message ends at the line; a property also at a colon or comma. */
static void
append_escaped(struct buffer *line, struct text text, bool in_property)
{
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];

		if (byte == '%' || byte == '\r' || byte == '\n' || (in_property && (byte == ':' || byte == ',')))
			buffer_append_format(line, "%%%02X", (unsigned)byte);
		else if (byte < 0x20 || byte == 0x7F)
			buffer_append_byte(line, ' ');
		else
			buffer_append_byte(line, (char)byte);
	}
}

static const char *
command_of(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR: return "error";
	case SEVERITY_WARNING: return "warning";
	default: return "notice";
	}
}

/* Where a command points to; `input` may be none. */
static void
begin_command(struct commands *commands, enum severity severity, uint32_t input, uint64_t line, uint64_t column)
{
	buffer_reset(&commands->line);
	buffer_append_format(&commands->line, "::%s ", command_of(severity));
	if (input >= commands->facts->input_count)
		return;
	buffer_append_text(&commands->line, "file=");
	append_escaped(&commands->line, commands->facts->inputs[input].path, true);
	if (line != 0)
		buffer_append_format(&commands->line, ",line=%" PRIu64, line);
	if (line != 0 && column != 0)
		buffer_append_format(&commands->line, ",col=%" PRIu64, column);
	buffer_append_byte(&commands->line, ',');
}

static void
put_title(struct commands *commands, struct text title)
{
	buffer_append_text(&commands->line, "title=");
	append_escaped(&commands->line, title, true);
	buffer_append_text(&commands->line, "::");
}

static void
end_command(struct commands *commands, struct text message)
{
	append_escaped(&commands->line, message, false);
	buffer_append_byte(&commands->line, '\n');
	sink_write(commands->sink, commands->line.data, commands->line.length);
}

/* Whether one more of the level is shown. */
static bool
is_listed(struct commands *commands, enum severity severity)
{
	/* The last notice is the summary's. */
	uint64_t most = severity == SEVERITY_INFO ? LISTED_PER_LEVEL - 1 : LISTED_PER_LEVEL;

	commands->found[severity]++;
	if (commands->listed[severity] == most)
		return false;
	commands->listed[severity]++;
	return true;
}

/* ---- What is said ---- */

static void
put_incomplete(struct commands *commands, const struct tally *tally)
{
	if (commands->facts->complete || !is_listed(commands, SEVERITY_ERROR))
		return;
	begin_command(commands, SEVERITY_ERROR, NO_INPUT, 0, 0);
	put_title(commands, text_of("caselint: INCOMPLETE"));
	buffer_reset(&commands->words);
	verdict_line(commands->facts, tally, &commands->words);
	end_command(commands, text_of(buffer_text(&commands->words)));
}

static void
put_input_finding(struct commands *commands, const struct input_finding *finding)
{
	if (!is_listed(commands, finding->severity))
		return;
	begin_command(commands, finding->severity, finding->input, finding->line, finding->column);
	put_title(commands, text_of(finding->rule));
	buffer_reset(&commands->words);
	words_view(&commands->words, finding->message);
	buffer_append_text(&commands->words, ". ");
	words_view(&commands->words, finding->remedy);
	end_command(commands, text_view(buffer_text(&commands->words), commands->words.length));
}

static void
put_finding(struct commands *commands, const struct rule_answer *answer, const struct result_finding *finding)
{
	const struct result_record *record = answer->record;

	if (!is_listed(commands, finding->severity))
		return;
	begin_command(commands, finding->severity, record->input, finding->line != 0 ? finding->line : record->line, 0);
	buffer_reset(&commands->words);
	words_view(&commands->words, finding->rule);
	buffer_append_format(&commands->words, " %s: %s", outcome_name(finding->outcome), rule_answer_title(answer));
	put_title(commands, text_view(buffer_text(&commands->words), commands->words.length));
	buffer_reset(&commands->words);
	words_record_id(&commands->words, record->id);
	buffer_append_text(&commands->words, ": ");
	words_view(&commands->words, finding->message);
	if (finding->remedy.length > 0) {
		buffer_append_text(&commands->words, "\nTo do: ");
		words_view(&commands->words, finding->remedy);
	}
	end_command(commands, text_view(buffer_text(&commands->words), commands->words.length));
}

/* Only what is open is worth a note in the margin. */
static enum status
put_answer(void *context, const struct rule_answer *answer)
{
	struct commands *commands = context;

	for (uint32_t i = 0; i < answer->finding_count; i++) {
		if (finding_is_open(&answer->findings[i]) || answer->findings[i].outcome == CASELINT_ERROR)
			put_finding(commands, answer, &answer->findings[i]);
	}
	return sink_failed(commands->sink) ? STATUS_IO : STATUS_OK;
}

static enum status
put_record(void *context, const struct result_record *record)
{
	struct commands *commands = context;

	return rule_answers_each(commands->facts, record, false, put_answer, commands);
}

/* In the last notice, for there are only ten. */
static void
append_profile(struct buffer *words, const struct profile *profile)
{
	if (profile == NULL)
		return;
	buffer_append_text(words, "\nProfile ");
	profile_name_words(words, profile);
	for (size_t i = 0; i < profile->change_count; i++) {
		buffer_append_text(words, "\n- ");
		profile_change_words(words, &profile->changes[i]);
	}
}

static void
put_summary(struct commands *commands, const struct tally *tally)
{
	uint64_t found = 0;
	uint64_t listed = 0;

	for (int i = SEVERITY_INFO; i <= SEVERITY_ERROR; i++) {
		found += commands->found[i];
		listed += commands->listed[i];
	}
	begin_command(commands, SEVERITY_INFO, NO_INPUT, 0, 0);
	put_title(commands, text_of("caselint"));
	buffer_reset(&commands->words);
	verdict_line(commands->facts, tally, &commands->words);
	if (found > listed)
		buffer_append_format(&commands->words,
		    " %" PRIu64 " of %" PRIu64 " annotations are shown; a report in another format has all of them.",
		    listed, found);
	append_profile(&commands->words, run_profile(commands->facts));
	end_command(commands, text_of(buffer_text(&commands->words)));
}

enum status
render_github(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct sink *sink)
{
	struct commands commands = {.sink = sink, .facts = facts};
	enum status status = STATUS_OK;

	put_incomplete(&commands, tally);
	for (size_t i = 0; i < facts->input_finding_count; i++)
		put_input_finding(&commands, &facts->input_findings[i]);
	if (options->show != SHOW_TOTALS)
		status = spool_read_parts(spool, SPOOL_FINDINGS, put_record, &commands);
	if (status == STATUS_OK)
		put_summary(&commands, tally);
	buffer_clear(&commands.line);
	buffer_clear(&commands.words);
	return status;
}
