/* Views of text; see base/text.h. Nothing here allocates or owns. */
#include "base/text.h"

#include <string.h>

#include "base/utf8.h"

/* Longer words are never near to anything. */
#define NEAREST_BYTES 64U

bool
text_equals(struct text left, const char *right)
{
	return text_equal(left, text_of(right));
}

bool
text_starts_with(struct text text, const char *prefix)
{
	size_t length = strlen(prefix);

	return text.length >= length && (length == 0 || memcmp(text.data, prefix, length) == 0);
}

int
text_compare(struct text left, struct text right)
{
	size_t shorter = left.length < right.length ? left.length : right.length;
	int order = shorter == 0 ? 0 : memcmp(left.data, right.data, shorter);

	if (order != 0 || left.length == right.length)
		return order;
	return left.length < right.length ? -1 : 1;
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

struct text
text_trim(struct text text)
{
	while (text.length > 0 && is_blank(text.data[0])) {
		text.data++;
		text.length--;
	}
	while (text.length > 0 && is_blank(text.data[text.length - 1]))
		text.length--;
	return text;
}

bool
text_is_blank(struct text text)
{
	return text_trim(text).length == 0;
}

bool
text_next_word(struct text *words, struct text *ret_word)
{
	size_t start = 0;
	size_t end = 0;

	while (start < words->length && is_blank(words->data[start]))
		start++;
	end = start;
	while (end < words->length && !is_blank(words->data[end]))
		end++;
	*ret_word = text_view(words->data + start, end - start);
	*words = text_view(words->data + end, words->length - end);
	return end > start;
}

static bool
has_word(struct text words, struct text wanted)
{
	struct text word = {0};

	while (text_next_word(&words, &word)) {
		if (text_equal(word, wanted))
			return true;
	}
	return false;
}

bool
text_words_meet(struct text left, struct text right)
{
	struct text word = {0};

	while (text_next_word(&left, &word)) {
		if (has_word(right, word))
			return true;
	}
	return false;
}

bool
text_is_xml_utf8(struct text text)
{
	return text.length == 0 || utf8_prefix(text.data, text.length) == text.length;
}

static size_t
smallest(size_t first, size_t second, size_t third)
{
	size_t least = first < second ? first : second;

	return least < third ? least : third;
}

/* The number of bytes to put in, take out or change to make one text of the other.
 * Both are at most NEAREST_BYTES long. */
static size_t
edit_distance(struct text left, struct text right)
{
	size_t row[NEAREST_BYTES + 1]; /* distances of the left part so far to every front part of right */
	size_t i = 0;
	size_t j = 0;

	for (j = 0; j <= right.length; j++)
		row[j] = j;
	for (i = 0; i < left.length; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (j = 0; j < right.length; j++) {
			size_t changed = diagonal + (left.data[i] == right.data[j] ? 0U : 1U);

			diagonal = row[j + 1];
			row[j + 1] = smallest(row[j] + 1, diagonal + 1, changed);
		}
	}
	return row[right.length];
}

const char *
text_nearest(const char *word, const char *const *candidates, size_t count)
{
	struct text wanted = text_of(word);
	const char *nearest = NULL;
	size_t least = (wanted.length < 6 ? 1 : wanted.length / 3) + 1;
	size_t i = 0;

	if (wanted.length > NEAREST_BYTES)
		return NULL;
	for (i = 0; i < count; i++) {
		struct text candidate = text_of(candidates[i]);
		size_t distance = candidate.length > NEAREST_BYTES ? least : edit_distance(wanted, candidate);

		if (distance < least) {
			least = distance;
			nearest = candidates[i];
		}
	}
	return nearest;
}
