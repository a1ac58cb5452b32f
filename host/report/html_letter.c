/*
 * The letters in the HTML report: their sentences by paragraph, each with what
 * checks it, so that every finding and every step leads to the words it comes
 * from.
 */
#include <inttypes.h>
#include <string.h>

#include "base/memory.h"
#include "report/html_parts.h"

#define LETTER_LIMIT 150000U /* bytes in one page */
#define NOT_LISTED SIZE_MAX
#define CITES_KEPT 4096U /* of one ruleset; more are made each time */

/* ---- Where sentences are ------------------------------------------------------------------ */

/* The number of a ruleset over all bundles; NOT_LISTED: it is none of the run's. */
static size_t
number_of(const struct html_report *report, const struct ruleset *ruleset)
{
	size_t number = 0;

	for (size_t i = 0; i < report->facts->bundle_count; i++) {
		const struct run_bundle *bundle = &report->facts->bundles[i];

		for (size_t k = 0; k < bundle->ruleset_count; k++, number++) {
			if (bundle->rulesets[k] == ruleset)
				return number;
		}
	}
	return NOT_LISTED;
}

/* The first sentence of a paragraph; NOT_LISTED: the letter has no such paragraph. */
static size_t
sentence_of(const struct ruleset *ruleset, struct text cite)
{
	for (size_t i = 0; i < ruleset->sentence_count; i++) {
		if (text_equals(cite, ruleset->sentences[i].cite))
			return i;
	}
	return NOT_LISTED;
}

static void
put_cite(struct html *html, const struct html_report *report, const struct ruleset *ruleset, struct text cite)
{
	size_t number = ruleset == NULL ? NOT_LISTED : number_of(report, ruleset);
	size_t sentence = number == NOT_LISTED ? NOT_LISTED : sentence_of(ruleset, cite);
	size_t page = sentence == NOT_LISTED ? 0 : report->letter_pages[number][sentence];
	char anchor[HTML_ANCHOR_BYTES];

	if (page == 0) {
		html_text(html, cite);
		return;
	}
	html_open(html, "a", NULL);
	html_link_to(html, &report->book, "letter", page, html_anchor('p', number, sentence, anchor));
	html_text(html, cite);
	html_close(html);
}

static void
put_cites(struct html *html, const struct html_report *report, const struct ruleset *ruleset, struct text cites)
{
	bool first = true;

	for (struct text rest = text_trim(cites); rest.length > 0; rest = text_trim(rest)) {
		const char *blank = memchr(rest.data, ' ', rest.length);
		size_t length = blank == NULL ? rest.length : (size_t)(blank - rest.data);

		if (!first)
			html_words(html, " ");
		put_cite(html, report, ruleset, text_view(rest.data, length));
		rest = text_view(rest.data + length, rest.length - length);
		first = false;
	}
}

/* The same few lists of paragraphs stand in every record: each is made once. */
static struct text
made_cites(const struct html_report *report, const struct ruleset *ruleset, struct html_cites *made, struct text cites)
{
	size_t before = made->index.count;
	size_t number = text_index_add(&made->index, cites);
	struct buffer bytes = {0};
	struct html html;

	if (number < before)
		return made->bytes[number];
	made->bytes = memory_resize(made->bytes, number + 1, sizeof *made->bytes);
	html_start(&html, &bytes);
	put_cites(&html, report, ruleset, cites);
	html_finish(&html);
	made->bytes[number] =
	    text_view(arena_copy_text(&made->index.arena, buffer_text(&bytes), bytes.length), bytes.length);
	buffer_clear(&bytes);
	return made->bytes[number];
}

void
html_cites(struct html *html, const struct html_report *report, const struct ruleset *ruleset, struct text cites)
{
	size_t number = ruleset == NULL ? NOT_LISTED : number_of(report, ruleset);

	if (cites.length == 0)
		return;
	if (number == NOT_LISTED || report->cites[number].index.count >= CITES_KEPT)
		put_cites(html, report, ruleset, cites);
	else
		html_raw(html, made_cites(report, ruleset, &report->cites[number], cites));
}

/* ---- The letter itself -------------------------------------------------------------------- */

static void
open_list(void *context, struct html_part *part)
{
	(void)context;
	html_open(&part->html, "div", "letter");
}

static void
put_answer(struct html *html, const struct ruleset_sentence *sentence)
{
	html_open(html, "p", "soft");
	if (sentence->state == SENTENCE_RULES)
		html_words(html, "Checked by");
	else if (sentence->state == SENTENCE_MANUAL)
		html_words(html, "A person has to look");
	else
		html_words(html, "Not checked");
	for (size_t i = 0; i < sentence->rules.count; i++)
		html_format(html, "%s%s", i == 0 ? ": " : ", ", sentence->rules.items[i]);
	if (sentence->reason[0] != '\0')
		html_format(html, "%s%s", sentence->rules.count == 0 ? ": " : "; ", sentence->reason);
	html_words(html, ".");
	html_close(html);
}

static void
put_sentence(struct html *html, const struct ruleset *ruleset, size_t number, size_t index)
{
	const struct ruleset_sentence *sentence = &ruleset->sentences[index];
	char anchor[HTML_ANCHOR_BYTES];

	html_open(html, "div", NULL);
	if (sentence_of(ruleset, text_of(sentence->cite)) == index) {
		html_attribute_raw(html, "id", html_anchor('p', number, index, anchor));
		html_open(html, "p", NULL);
		html_element(html, "strong", NULL, text_of(sentence->cite));
		html_close(html);
	}
	html_element(html, "blockquote", NULL, text_of(sentence->text));
	put_answer(html, sentence);
	html_close(html);
	html_words(html, "\n");
}

static void
put_source(struct html_part *part, const struct ruleset *ruleset)
{
	struct html *html = &part->html;
	const struct ruleset_source *source = &ruleset->source;
	const char *title = source->title == NULL ? ruleset->id : source->title;

	html_heading(html, html_part_level(part), NULL, title);
	html_open(html, "p", "soft");
	if (source->number != NULL && source->number[0] != '\0')
		html_format(html, "%s. ", source->number);
	if (source->issuer != NULL && source->issuer[0] != '\0')
		html_format(html, "%s. ", source->issuer);
	if (source->date != CASELINT_ABSENT) {
		html_date(html, source->date);
		html_words(html, ". ");
	}
	html_format(html, "Ruleset %s.", ruleset->id);
	html_close(html);
}

static void
write_ruleset(struct html_report *report, const struct ruleset *ruleset, size_t number)
{
	struct html_part *part = &report->letter;

	if (html_part_room(part))
		put_source(part, ruleset);
	for (size_t i = 0; i < ruleset->sentence_count; i++) {
		if (!html_part_room(part))
			return;
		put_sentence(&part->html, ruleset, number, i);
		report->letter_pages[number][i] = part->page;
	}
}

static size_t
count_rulesets(const struct run_facts *facts)
{
	size_t count = 0;

	for (size_t i = 0; i < facts->bundle_count; i++)
		count += facts->bundles[i].ruleset_count;
	return count;
}

void
html_letter_write(struct html_report *report)
{
	const struct run_facts *facts = report->facts;
	size_t number = 0;

	html_part_start(
	    &report->letter, &report->book, "letter", "What the letters say", open_list, report, LETTER_LIMIT);
	report->ruleset_count = count_rulesets(facts);
	report->letter_pages = memory_zeroed(report->ruleset_count, sizeof *report->letter_pages);
	report->cites = memory_zeroed(report->ruleset_count, sizeof *report->cites);
	for (size_t i = 0; i < facts->bundle_count; i++) {
		for (size_t k = 0; k < facts->bundles[i].ruleset_count; k++, number++) {
			const struct ruleset *ruleset = facts->bundles[i].rulesets[k];

			report->letter_pages[number] = memory_zeroed(ruleset->sentence_count + 1, sizeof(size_t));
			if (html_bundle_is_used(report, i))
				write_ruleset(report, ruleset, number);
		}
	}
	html_part_finish(&report->letter);
}

void
html_letter_clear(struct html_report *report)
{
	for (size_t i = 0; i < report->ruleset_count; i++) {
		memory_free(report->letter_pages[i]);
		text_index_clear(&report->cites[i].index);
		memory_free(report->cites[i].bytes);
	}
	memory_free(report->letter_pages);
	memory_free(report->cites);
}
