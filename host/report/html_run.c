/*
 * What went into the run, in the HTML report, so that it can be done again:
 * inputs with their digests and dates, plugins, rulesets, options.
 */
#include <inttypes.h>

#include "report/html_parts.h"
#include "report/text_page.h"

#define RUN_LIMIT 60000U /* bytes in one page */

static void
begin_facts(struct html_part *part, const char *name)
{
	html_open(&part->html, html_part_level(part) == 2 ? "h2" : "h3", "id");
	html_words(&part->html, name);
	html_close(&part->html);
	html_open(&part->html, "dl", "facts");
}

static void
end_facts(struct html_part *part)
{
	html_close(&part->html);
	html_words(&part->html, "\n");
}

static void
put_date(struct html *html, const char *label, int32_t days)
{
	struct buffer *draft = html_draft(html);

	if (days == CASELINT_BAD)
		buffer_append_text(draft, "(unreadable)");
	words_date(draft, days);
	html_fact(html, label, text_view(buffer_text(draft), draft->length));
}

static void
put_hash(struct html *html, const char *label, const char *hash)
{
	html_element(html, "dt", NULL, text_of(label));
	html_element(html, "dd", "hash", text_of(hash));
}

/* ---- Options ------------------------------------------------------------------------------ */

static void
put_list(struct html *html, const char *label, const char *const *items, size_t count)
{
	struct buffer *draft = html_draft(html);

	for (size_t i = 0; i < count; i++)
		buffer_append_format(draft, "%s%s", i > 0 ? " " : "", items[i]);
	html_fact(html, label, text_view(buffer_text(draft), draft->length));
}

static void
put_program(struct html_part *part, const struct run_facts *facts)
{
	const struct run_options *options = facts->options;
	struct html *html = &part->html;

	begin_facts(part, "caselint");
	html_fact(html, "Version", text_of(facts->tool_version));
	if (options != NULL) {
		put_date(html, "As of", options->as_of);
		put_list(html, "Selected", options->select, options->select_count);
		put_list(html, "Ignored", options->ignore, options->ignore_count);
		if (!options->schema)
			html_fact(html, "Schema", text_of("off: inputs were not checked against it"));
	}
	end_facts(part);
}

/* ---- Inputs, plugins, rulesets ------------------------------------------------------------ */

static void
put_input(struct html_part *part, const struct run_facts *facts, const struct run_input *input)
{
	struct html *html = &part->html;
	struct buffer *draft = NULL;

	html_open(html, html_part_level(part) == 2 ? "h2" : "h3", "id");
	html_words(html, "Input ");
	html_text(html, input->path);
	html_close(html);
	html_open(html, "dl", "facts");
	draft = html_draft(html);
	words_count(draft, input->records, "record", "records");
	buffer_append_text(draft, ", ");
	words_count(draft, input->bytes, "byte", "bytes");
	html_fact(html, "Size", text_view(buffer_text(draft), draft->length));
	put_date(html, "As of", input->as_of);
	put_date(html, "Exported on", input->exported_on);
	if (input->sha256[0] != '\0')
		put_hash(html, facts->privacy.strict ? "Keyed hash" : "SHA-256", input->sha256);
	else
		html_fact(html, "SHA-256", text_of("none: it was not read to its end"));
	end_facts(part);
}

static void
put_plugin(struct html_part *part, const struct caselint_plugin *plugin)
{
	begin_facts(part, plugin->id);
	html_fact(&part->html, "Plugin", text_of(plugin->title));
	html_fact(&part->html, "For", text_of(plugin->jurisdiction));
	html_fact(&part->html, "Version", text_of(plugin->version));
	end_facts(part);
}

/* Whether some input was judged by a day before the letter was written. */
static bool
is_judged_before(const struct run_facts *facts, int32_t date)
{
	for (size_t i = 0; i < facts->input_count; i++) {
		if (facts->inputs[i].as_of != CASELINT_ABSENT && facts->inputs[i].as_of < date)
			return true;
	}
	return false;
}

static void
put_ruleset(struct html_part *part, const struct run_facts *facts, const struct ruleset *ruleset)
{
	struct html *html = &part->html;

	begin_facts(part, ruleset->id);
	html_fact(html, "Ruleset", text_of(ruleset->title));
	html_fact(html, "Letter", text_of(ruleset->source.number));
	put_date(html, "Of", ruleset->source.date);
	put_hash(html, "SHA-256", ruleset->sha256);
	if (ruleset->source.date != CASELINT_ABSENT && is_judged_before(facts, ruleset->source.date))
		html_fact(html, "Note",
		    text_of("An as-of date lies before the date of the letter; that changes no outcome."));
	end_facts(part);
}

void
html_run_write(struct html_report *report)
{
	struct html_part *part = &report->run;
	const struct run_facts *facts = report->facts;

	html_part_start(part, &report->book, "run", "The run", NULL, report, RUN_LIMIT);
	if (html_part_room(part))
		put_program(part, facts);
	for (size_t i = 0; i < facts->bundle_count; i++) {
		if (html_part_room(part))
			put_plugin(part, facts->bundles[i].plugin);
		for (size_t k = 0; k < facts->bundles[i].ruleset_count && html_part_room(part); k++)
			put_ruleset(part, facts, facts->bundles[i].rulesets[k]);
	}
	for (size_t i = 0; i < facts->input_count && html_part_room(part); i++)
		put_input(part, facts, &facts->inputs[i]);
	html_part_finish(part);
}
