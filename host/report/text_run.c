/*
 * The end of the text report: what went into the run, so that it can be done
 * again: inputs with their digests and dates, plugins, rulesets, options.
 */
#include <inttypes.h>

#include "report/text_parts.h"

static void
put_input(struct page *page, const struct run_facts *facts, const struct run_input *input)
{
	struct buffer *draft = page_draft(page);

	words_view(draft, input->path);
	page_put_draft(page, 2, 4, PAGE_PLAIN, "");
	draft = page_draft(page);
	words_count(draft, input->records, "record", "records");
	buffer_append_text(draft, ", ");
	words_count(draft, input->bytes, "byte", "bytes");
	if (input->as_of == CASELINT_ABSENT) {
		buffer_append_text(draft, ", no as-of date");
	} else {
		buffer_append_text(draft, ", as of ");
		words_date(draft, input->as_of);
	}
	if (input->exported_on != CASELINT_ABSENT && input->exported_on != CASELINT_BAD) {
		buffer_append_text(draft, ", exported on ");
		words_date(draft, input->exported_on);
	}
	page_put_draft(page, 4, 6, PAGE_PLAIN, "");
	if (input->sha256[0] != '\0')
		page_format(page, 4, 6, "%s %s", facts->privacy.strict ? "Keyed hash" : "SHA-256", input->sha256);
	else
		page_format(page, 4, 6, "not read to its end, so it has no SHA-256");
}

/* The input with the earliest as-of date; NULL when none has one. */
static const struct run_input *
earliest(const struct run_facts *facts)
{
	const struct run_input *first = NULL;

	for (size_t i = 0; i < facts->input_count; i++) {
		const struct run_input *input = &facts->inputs[i];

		if (input->as_of != CASELINT_ABSENT && (first == NULL || input->as_of < first->as_of))
			first = input;
	}
	return first;
}

static void
put_ruleset(struct page *page, const struct run_facts *facts, const struct ruleset *ruleset)
{
	const struct run_input *first = earliest(facts);
	struct buffer *draft = page_draft(page);

	buffer_append_format(draft, "%s: %s", ruleset->id, ruleset->title == NULL ? "" : ruleset->title);
	if (ruleset->source.number != NULL && ruleset->source.number[0] != '\0')
		buffer_append_format(draft, ", %s", ruleset->source.number);
	if (ruleset->source.date != CASELINT_ABSENT) {
		buffer_append_text(draft, " of ");
		words_date(draft, ruleset->source.date);
	}
	page_put_draft(page, 2, 4, PAGE_PLAIN, "");
	page_format(page, 4, 6, "SHA-256 %s", ruleset->sha256);
	if (first == NULL || ruleset->source.date == CASELINT_ABSENT || first->as_of >= ruleset->source.date)
		return;
	draft = page_draft(page);
	buffer_append_text(draft, "The as-of date ");
	words_date(draft, first->as_of);
	buffer_append_text(draft, " lies before the date of the letter; that changes no outcome.");
	page_put_draft(page, 4, 6, PAGE_PLAIN, "");
}

static void
put_list(struct page *page, const char *label, const char *const *items, size_t count)
{
	struct buffer *draft = page_draft(page);

	for (size_t i = 0; i < count; i++)
		buffer_append_format(draft, "%s%s", i > 0 ? " " : "", items[i]);
	page_label(page, 2, LABEL_COLUMNS, label, text_view(buffer_text(draft), draft->length));
}

static void
put_options(struct page *page, const struct run_options *options)
{
	struct buffer *draft = NULL;

	if (options == NULL)
		return;
	draft = page_draft(page);
	words_date(draft, options->as_of);
	page_label(page, 2, LABEL_COLUMNS, "As of", text_view(buffer_text(draft), draft->length));
	put_list(page, "Selected", options->select, options->select_count);
	put_list(page, "Ignored", options->ignore, options->ignore_count);
	if (!options->schema)
		page_label(page, 2, LABEL_COLUMNS, "Schema", text_of("off: inputs were not checked against it"));
}

void
text_run(struct page *page, const struct run_facts *facts)
{
	page_heading(page, "The run");
	page_format(page, 0, 2, "caselint %s", facts->tool_version);
	put_options(page, facts->options);
	page_format(page, 0, 0, "Inputs: %zu", facts->input_count);
	for (size_t i = 0; i < facts->input_count; i++)
		put_input(page, facts, &facts->inputs[i]);
	page_format(page, 0, 0, "Plugins: %zu", facts->bundle_count);
	for (size_t i = 0; i < facts->bundle_count; i++) {
		const struct caselint_plugin *plugin = facts->bundles[i].plugin;

		page_format(page, 2, 4, "%s %s, %s: %s", plugin->id, plugin->version, plugin->jurisdiction,
		    plugin->title == NULL ? "" : plugin->title);
	}
	page_format(page, 0, 0, "Rulesets:");
	for (size_t i = 0; i < facts->bundle_count; i++) {
		for (size_t k = 0; k < facts->bundles[i].ruleset_count; k++)
			put_ruleset(page, facts, facts->bundles[i].rulesets[k]);
	}
}
