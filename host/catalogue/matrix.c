/* Sentences against rules, and sentences against the letter, both by plain search; see catalogue/matrix.h. */
#include "catalogue/matrix.h"

#include <string.h>

#include "base/memory.h"
#include "base/text.h"

/* ---- Gaps ------------------------------------------------------------------------ */

/* Gaps found so far. */
struct gaps {
	const struct ruleset *ruleset;
	struct buffer *lines;
	size_t count;
};

static void add_gap(struct gaps *gaps, uint32_t line, const char *format, ...) CASELINT_PRINTF(3, 4);

static void
add_gap(struct gaps *gaps, uint32_t line, const char *format, ...)
{
	va_list arguments;

	buffer_append_format(gaps->lines, "%s:%u: ", gaps->ruleset->path, line);
	va_start(arguments, format);
	buffer_append_format_v(gaps->lines, format, arguments);
	va_end(arguments);
	buffer_append_byte(gaps->lines, '\n');
	gaps->count++;
}

static bool
names_have(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++) {
		if (strcmp(names->items[i], name) == 0)
			return true;
	}
	return false;
}

static bool
is_rule_named(const struct ruleset *ruleset, const char *id)
{
	for (size_t i = 0; i < ruleset->sentence_count; i++) {
		if (names_have(&ruleset->sentences[i].rules, id))
			return true;
	}
	return false;
}

static bool
is_parameter_given(const struct ruleset *ruleset, const char *name)
{
	for (size_t i = 0; i < ruleset->sentence_count; i++) {
		if (names_have(&ruleset->sentences[i].parameters, name))
			return true;
	}
	return false;
}

size_t
matrix_gaps(const struct ruleset *ruleset, struct buffer *ret_gaps)
{
	struct gaps gaps = {ruleset, ret_gaps, 0};

	for (size_t i = 0; i < ruleset->rule_count; i++) {
		const struct ruleset_rule *rule = &ruleset->rules[i];

		if (!rule->derived && !is_rule_named(ruleset, rule->id))
			add_gap(&gaps, rule->line, "rule %s is named by no sentence and is not derived", rule->id);
	}
	for (size_t i = 0; i < ruleset->sentence_count; i++) {
		const struct ruleset_sentence *sentence = &ruleset->sentences[i];

		if (sentence->state == SENTENCE_RULES && sentence->rules.count == 0)
			add_gap(&gaps, sentence->line, "a sentence of %s is checked by no rule", sentence->cite);
	}
	for (size_t i = 0; i < ruleset->parameter_count; i++) {
		const struct ruleset_parameter *parameter = &ruleset->parameters[i];

		if (parameter->cite[0] != '\0' && !is_parameter_given(ruleset, parameter->name))
			add_gap(&gaps, parameter->line, "parameter %s cites %s, but no sentence gives it",
			    parameter->name, parameter->cite);
	}
	return gaps.count;
}

/* ---- The letter's words ------------------------------------------------------------ */

/* The words of a text, in order; views into it. */
struct words {
	struct text *items;
	size_t count;
};

/* The letter, and which of its words a sentence has taken. */
struct letter {
	struct words words;
	bool *covered;
	size_t cursor; /* behind the last sentence found */
};

static bool
is_word_byte(char byte)
{
	return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

static bool
next_word(struct text *rest, struct text *ret_word)
{
	size_t start = 0;
	size_t end = 0;

	while (start < rest->length && !is_word_byte(rest->data[start]))
		start++;
	for (end = start; end < rest->length && is_word_byte(rest->data[end]); end++)
		continue;
	if (end == start)
		return false;
	*ret_word = text_view(rest->data + start, end - start);
	*rest = text_view(rest->data + end, rest->length - end);
	return true;
}

static struct words
words_of(struct text text)
{
	struct words words = {0};
	struct text rest = text;
	struct text word = {0};

	while (next_word(&rest, &word))
		words.count++;
	words.items = memory_zeroed(words.count, sizeof *words.items);
	rest = text;
	for (size_t i = 0; next_word(&rest, &word); i++)
		words.items[i] = word;
	return words;
}

/* Whether the sentence stands at `place` and nothing of that place is taken. */
static bool
stands_at(const struct letter *letter, const struct words *sentence, size_t place)
{
	if (sentence->count > letter->words.count - place)
		return false;
	for (size_t i = 0; i < sentence->count; i++) {
		if (letter->covered[place + i] || !text_equal(letter->words.items[place + i], sentence->items[i]))
			return false;
	}
	return true;
}

static bool
cover_within(struct letter *letter, const struct words *sentence, size_t from, size_t to)
{
	for (size_t place = from; place < to; place++) {
		if (!stands_at(letter, sentence, place))
			continue;
		memset(letter->covered + place, 1, sentence->count * sizeof *letter->covered);
		letter->cursor = place + sentence->count;
		return true;
	}
	return false;
}

/* Sentences are listed in the letter's order, so the search goes on from the last; only one that is out of order is
 * looked for from the start. */
static bool
cover(struct letter *letter, const char *sentence)
{
	struct words words = words_of(text_of(sentence));
	bool found = words.count == 0 || cover_within(letter, &words, letter->cursor, letter->words.count) ||
	             cover_within(letter, &words, 0, letter->cursor);

	memory_free(words.items);
	return found;
}

static size_t
add_uncovered(const struct letter *letter, struct buffer *runs)
{
	size_t count = 0;

	for (size_t i = 0; i < letter->words.count; i++) {
		bool begins = i == 0 || letter->covered[i - 1];
		bool ends = i + 1 == letter->words.count || letter->covered[i + 1];

		if (letter->covered[i])
			continue;
		buffer_append_text(runs, begins ? "no sentence has: " : " ");
		buffer_append(runs, letter->words.items[i].data, letter->words.items[i].length);
		if (ends) {
			buffer_append_byte(runs, '\n');
			count++;
		}
	}
	return count;
}

size_t
matrix_uncovered(const struct ruleset *ruleset, const char *letter_text, size_t length, struct buffer *ret_runs)
{
	struct letter letter = {.words = words_of(text_view(letter_text, length))};
	size_t count = 0;

	letter.covered = memory_zeroed(letter.words.count, sizeof *letter.covered);
	for (size_t i = 0; i < ruleset->sentence_count; i++) {
		const struct ruleset_sentence *sentence = &ruleset->sentences[i];

		if (cover(&letter, sentence->text))
			continue;
		buffer_append_format(ret_runs, "%s:%u: the letter does not have this sentence of %s\n", ruleset->path,
		    sentence->line, sentence->cite);
		count++;
	}
	count += add_uncovered(&letter, ret_runs);
	memory_free(letter.covered);
	memory_free(letter.words.items);
	return count;
}
