/* `caselint rules --matrix`: every sentence of a letter and what became of it, what no sentence states, and gaps. */
#include <string.h>

#include "catalogue/matrix.h"
#include "cli/rules.h"

#define GAP 2U

/* ---- What is in a matrix -------------------------------------------------------------------- */

static bool
is_named(const struct ruleset *ruleset, const char *rule)
{
	size_t i = 0;
	size_t k = 0;

	for (i = 0; i < ruleset->sentence_count; i++) {
		const struct names *rules = &ruleset->sentences[i].rules;

		for (k = 0; k < rules->count; k++) {
			if (strcmp(rules->items[k], rule) == 0)
				return true;
		}
	}
	return false;
}

/* Whether the rule stands behind the sentences: derived, and named by none. */
static bool
is_apart(const struct ruleset *ruleset, const struct ruleset_rule *rule)
{
	return rule->derived && !is_named(ruleset, rule->id);
}

static size_t
count_state(const struct ruleset *ruleset, enum sentence_state state)
{
	size_t count = 0;
	size_t i = 0;

	for (i = 0; i < ruleset->sentence_count; i++)
		count += ruleset->sentences[i].state == state ? 1 : 0;
	return count;
}

size_t
rules_matrix_gaps(const struct bundles *bundles)
{
	struct buffer lines = {0};
	size_t count = 0;
	size_t i = 0;
	size_t k = 0;

	for (i = 0; i < bundles->count; i++) {
		for (k = 0; k < bundles->items[i].ruleset_count; k++)
			count += matrix_gaps(bundles->items[i].rulesets[k].ruleset, &lines);
	}
	buffer_clear(&lines);
	return count;
}

/* ---- Text ------------------------------------------------------------------------------------ */

static void
put_rules(struct page *page, const struct ruleset_sentence *sentence, size_t indent)
{
	struct buffer *draft = page_draft(page);

	answer_append_names(draft, &sentence->rules);
	if (sentence->rules.count == 0)
		page_paragraph(page, indent, indent, PAGE_RED, "GAP: ", text_of("checked by no rule"));
	else
		page_put_draft(page, indent, indent + GAP, PAGE_GREEN, "checked by ");
}

static void
put_manual(struct page *page, const struct ruleset_sentence *sentence, size_t indent)
{
	struct buffer *draft = page_draft(page);

	buffer_append_text(draft, sentence->reason);
	if (sentence->rules.count > 0) {
		buffer_append_text(draft, "; reminded of by ");
		answer_append_names(draft, &sentence->rules);
	}
	page_put_draft(page, indent, indent + GAP, PAGE_YELLOW, "manual: ");
}

static void
put_sentence(struct page *page, const struct ruleset_sentence *sentence, size_t width)
{
	size_t indent = width + GAP;

	page_label(page, 0, indent, sentence->cite, text_of(sentence->text));
	switch (sentence->state) {
	case SENTENCE_RULES: put_rules(page, sentence, indent); break;
	case SENTENCE_MANUAL: put_manual(page, sentence, indent); break;
	case SENTENCE_CONTEXT:
		page_paragraph(page, indent, indent + GAP, PAGE_PLAIN, "out of scope: ", text_of(sentence->reason));
		break;
	}
	page_blank(page);
}

static void
put_sentences(struct page *page, const struct ruleset *ruleset)
{
	size_t width = 0;
	size_t i = 0;

	for (i = 0; i < ruleset->sentence_count; i++)
		width = answer_widest(width, ruleset->sentences[i].cite);
	for (i = 0; i < ruleset->sentence_count; i++)
		put_sentence(page, &ruleset->sentences[i], width);
}

static void
put_apart(struct page *page, const struct ruleset *ruleset)
{
	size_t width = 0;
	size_t i = 0;

	for (i = 0; i < ruleset->rule_count; i++) {
		if (is_apart(ruleset, &ruleset->rules[i]))
			width = answer_widest(width, ruleset->rules[i].id);
	}
	if (width == 0)
		return;
	page_paragraph(page, 0, 0, PAGE_BOLD, "Derived rules, which no sentence states", text_of(""));
	for (i = 0; i < ruleset->rule_count; i++) {
		const struct ruleset_rule *rule = &ruleset->rules[i];

		if (is_apart(ruleset, rule))
			page_label(page, GAP, width + GAP, rule->id, text_of(rule->title));
	}
	page_blank(page);
}

static void
put_gaps(struct page *page, const struct ruleset *ruleset)
{
	struct buffer lines = {0};
	size_t count = matrix_gaps(ruleset, &lines);
	const char *at = buffer_text(&lines);
	struct buffer *draft = page_draft(page);

	words_count(draft, ruleset->sentence_count, "sentence", "sentences");
	buffer_append_format(draft, ": %zu checked by rules, %zu left to a person, %zu out of scope. ",
	    count_state(ruleset, SENTENCE_RULES), count_state(ruleset, SENTENCE_MANUAL),
	    count_state(ruleset, SENTENCE_CONTEXT));
	if (count == 0)
		buffer_append_text(draft, "No gap.");
	else
		words_count(draft, count, "gap:", "gaps:");
	page_put_draft(page, 0, 0, PAGE_PLAIN, "");
	while (*at != '\0') {
		size_t length = strcspn(at, "\n");

		page_paragraph(page, GAP, GAP + GAP, PAGE_RED, "", text_view(at, length));
		at += length + (at[length] == '\n' ? 1 : 0);
	}
	buffer_clear(&lines);
}

static void
put_matrix(struct page *page, const struct ruleset *ruleset)
{
	page_heading(page, ruleset->id);
	page_format(page, 0, 0, "%s", ruleset->source.title);
	page_format(page, 0, 0, "%s", ruleset->source.issuer);
	page_blank(page);
	put_sentences(page, ruleset);
	put_apart(page, ruleset);
	put_gaps(page, ruleset);
}

void
rules_matrix_page(const void *context, struct page *page)
{
	const struct rules_view *view = context;
	size_t i = 0;
	size_t k = 0;

	page_format(page, 0, 0, "%sThe sentences of each letter, in order, and what checks them.",
	    view->complete ? "" : "INCOMPLETE, see `caselint plugins`: ");
	for (i = 0; i < view->bundles->count; i++) {
		for (k = 0; k < view->bundles->items[i].ruleset_count; k++)
			put_matrix(page, view->bundles->items[i].rulesets[k].ruleset);
	}
}

/* ---- JSON -------------------------------------------------------------------------------------- */

static const char *
state_name(enum sentence_state state)
{
	switch (state) {
	case SENTENCE_RULES: return "rules";
	case SENTENCE_MANUAL: return "manual";
	case SENTENCE_CONTEXT: return "context";
	}
	return NULL;
}

static void
put_sentences_json(struct json_writer *json, const struct ruleset *ruleset)
{
	size_t i = 0;

	json_write_key(json, "sentences");
	json_write_array(json);
	for (i = 0; i < ruleset->sentence_count; i++) {
		const struct ruleset_sentence *sentence = &ruleset->sentences[i];

		json_write_object(json);
		answer_put_text(json, "cite", sentence->cite);
		answer_put_text(json, "text", sentence->text);
		answer_put_text(json, "state", state_name(sentence->state));
		answer_put_names(json, "rules", &sentence->rules);
		answer_put_names(json, "parameters", &sentence->parameters);
		answer_put_text(json, "reason", sentence->reason);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_apart_json(struct json_writer *json, const struct ruleset *ruleset)
{
	size_t i = 0;

	json_write_key(json, "derived");
	json_write_array_inline(json);
	for (i = 0; i < ruleset->rule_count; i++) {
		if (is_apart(ruleset, &ruleset->rules[i]))
			json_write_string(json, ruleset->rules[i].id);
	}
	json_write_array_end(json);
}

static void
put_gaps_json(struct json_writer *json, const struct ruleset *ruleset)
{
	struct buffer lines = {0};
	const char *at = NULL;

	(void)matrix_gaps(ruleset, &lines);
	json_write_key(json, "gaps");
	json_write_array(json);
	for (at = buffer_text(&lines); *at != '\0';) {
		size_t length = strcspn(at, "\n");

		json_write_text(json, text_view(at, length));
		at += length + (at[length] == '\n' ? 1 : 0);
	}
	json_write_array_end(json);
	buffer_clear(&lines);
}

static void
put_source_json(struct json_writer *json, const struct ruleset_source *source)
{
	json_write_key(json, "source");
	json_write_object(json);
	answer_put_text(json, "title", source->title);
	answer_put_text(json, "number", source->number);
	answer_put_text(json, "issuer", source->issuer);
	json_write_key(json, "date");
	json_write_date(json, source->date);
	answer_put_text(json, "sha256", source->sha256);
	json_write_object_end(json);
}

static void
put_matrix_json(struct json_writer *json, const struct ruleset *ruleset)
{
	json_write_object(json);
	answer_put_text(json, "id", ruleset->id);
	answer_put_text(json, "title", ruleset->title);
	answer_put_text(json, "sha256", ruleset->sha256);
	put_source_json(json, &ruleset->source);
	put_sentences_json(json, ruleset);
	put_apart_json(json, ruleset);
	put_gaps_json(json, ruleset);
	json_write_object_end(json);
}

void
rules_matrix_document(const void *context, struct json_writer *json)
{
	const struct rules_view *view = context;
	size_t i = 0;
	size_t k = 0;

	json_write_object(json);
	answer_put_text(json, "schema", "caselint/matrix/1");
	answer_put_bool(json, "complete", view->complete);
	json_write_key(json, "rulesets");
	json_write_array(json);
	for (i = 0; i < view->bundles->count; i++) {
		for (k = 0; k < view->bundles->items[i].ruleset_count; k++)
			put_matrix_json(json, view->bundles->items[i].rulesets[k].ruleset);
	}
	json_write_array_end(json);
	json_write_object_end(json);
}
