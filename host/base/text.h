/*
 * Views of text (pointer and length, not owned) and the few things done with
 * them. ASCII only where case or blanks matter: locale never takes part.
 */
#ifndef CASELINT_BASE_TEXT_H
#define CASELINT_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A view: borrowed, not necessarily NUL-terminated. data may be NULL when length is 0. */
struct text {
	const char *data;
	size_t length;
};

/* A view of a C string; NULL gives the empty view. */
static inline struct text
text_of(const char *string)
{
	return (struct text){string, string == NULL ? 0 : strlen(string)};
}

static inline struct text
text_view(const char *data, size_t length)
{
	return (struct text){data, length};
}

static inline bool
text_equal(struct text left, struct text right)
{
	return left.length == right.length && (left.length == 0 || memcmp(left.data, right.data, left.length) == 0);
}

bool text_equals(struct text left, const char *right);
bool text_starts_with(struct text text, const char *prefix);

/* Below, at or above 0 as `left` sorts before, with or after `right`, byte by byte. */
int text_compare(struct text left, struct text right);

/* Without XML blanks (space, tab, CR, LF) at both ends. */
struct text text_trim(struct text text);

/* Whether every byte is an XML blank; true of the empty text. */
bool text_is_blank(struct text text);

/* Takes the next word, up to an XML blank, from the front of `words`; false, and an empty word, at the end. */
bool text_next_word(struct text *words, struct text *ret_word);

/* Whether two lists of words have one in common. */
bool text_words_meet(struct text left, struct text right);

/* Whether the bytes are well-formed UTF-8 of characters XML 1.0 allows. */
bool text_is_xml_utf8(struct text text);

/* The candidate nearest to `word` (edit distance at most a third of its length, and
 * at least 1), or NULL. `candidates` are `count` C strings; the first of equals wins. */
const char *text_nearest(const char *word, const char *const *candidates, size_t count);

#endif
