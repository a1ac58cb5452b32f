/*
 * Strings in memory and their order. Sorting looks at eight bytes at a time:
 * what is sorted often begins alike, and comparing whole strings would read that
 * beginning again and again.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/sorter_parts.h"

#define WORD_BYTES 8U
#define FEW 12U /* are sorted by comparing whole strings */

static struct sorter_entry *
entries_of(const struct sorter_block *block)
{
	return (struct sorter_entry *)(void *)(block->bytes + block->size) - block->count;
}

bool
sorter_block_add(struct sorter_block *block, struct text string)
{
	struct sorter_entry entry = {0, (uint32_t)block->used, (uint32_t)string.length};
	size_t index_bytes = (block->count + 1) * sizeof entry;

	if (block->size < index_bytes || block->size - index_bytes < block->used ||
	    block->size - index_bytes - block->used < string.length)
		return false;
	if (block->bytes == NULL)
		block->bytes = memory_alloc(block->size);
	if (string.length > 0)
		memcpy(block->bytes + block->used, string.data, string.length);
	block->used += string.length;
	block->count++;
	memcpy(entries_of(block), &entry, sizeof entry);
	block->sorted = false;
	return true;
}

/* The bytes from `depth` on as a number that compares like them; zeros stand for those behind the end. */
static uint64_t
word_at(const char *string, size_t length, size_t depth)
{
	unsigned char bytes[WORD_BYTES] = {0};
	size_t left = length > depth ? length - depth : 0;
	uint64_t word = 0;

	if (left > 0)
		memcpy(bytes, string + depth, left < WORD_BYTES ? left : WORD_BYTES);
	for (size_t i = 0; i < WORD_BYTES; i++)
		word = word << 8U | bytes[i];
	return word;
}

static int
compare_words(const void *left_pointer, const void *right_pointer)
{
	const struct sorter_entry *left = left_pointer;
	const struct sorter_entry *right = right_pointer;

	return left->word < right->word ? -1 : left->word > right->word;
}

static int
compare_lengths(const void *left_pointer, const void *right_pointer)
{
	const struct sorter_entry *left = left_pointer;
	const struct sorter_entry *right = right_pointer;

	return left->length < right->length ? -1 : left->length > right->length;
}

static struct text
text_from(const struct sorter_block *block, const struct sorter_entry *entry, size_t depth)
{
	if (entry->length < depth)
		return text_view(block->bytes, 0);
	return text_view(block->bytes + entry->offset + depth, entry->length - depth);
}

/* Whether a string belongs behind another. They are the same up to `depth`, as far as zeros stand for what is behind an
 * end: then the longer one is the one that has them. */
static bool
is_behind(
    const struct sorter_block *block, const struct sorter_entry *entry, const struct sorter_entry *other, size_t depth)
{
	int order = text_compare(text_from(block, entry, depth), text_from(block, other, depth));

	return order != 0 ? order > 0 : entry->length > other->length;
}

/* Sorts a few entries whose strings are the same up to `depth`. */
static void
sort_few(const struct sorter_block *block, struct sorter_entry *entries, size_t count, size_t depth)
{
	for (size_t i = 1; i < count; i++) {
		struct sorter_entry entry = entries[i];
		size_t place = i;

		while (place > 0 && is_behind(block, &entries[place - 1], &entry, depth)) {
			entries[place] = entries[place - 1];
			place--;
		}
		entries[place] = entry;
	}
}

/* Takes the words at `depth`; returns whether any string goes on from there. */
static bool
take_words(const struct sorter_block *block, struct sorter_entry *entries, size_t count, size_t depth)
{
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		entries[i].word = word_at(block->bytes + entries[i].offset, entries[i].length, depth);
		any = any || entries[i].length > depth;
	}
	return any;
}

static size_t
count_equal(const struct sorter_entry *entries, size_t count)
{
	size_t equal = 1;

	while (equal < count && entries[equal].word == entries[0].word)
		equal++;
	return equal;
}

/*
 * Sorts entries whose strings are the same up to `depth`. It calls itself for parts only, and for a part that is
 * smaller: how deep is bounded by the bytes there are, since every level takes eight more of each string in the part.
 */
static void
sort_from(const struct sorter_block *block, struct sorter_entry *entries, size_t count, size_t depth)
{
	while (count > FEW) {
		size_t equal = 0;

		/* Strings that differ by nothing but zeros at their end. */
		if (!take_words(block, entries, count, depth)) {
			qsort(entries, count, sizeof *entries, compare_lengths);
			return;
		}
		depth += WORD_BYTES;
		equal = count_equal(entries, count);
		if (equal == count)
			continue;
		qsort(entries, count, sizeof *entries, compare_words);
		for (size_t i = 0; i < count; i += equal) {
			equal = count_equal(entries + i, count - i);
			if (equal > 1)
				sort_from(block, entries + i, equal, depth);
		}
		return;
	}
	sort_few(block, entries, count, depth);
}

void
sorter_block_sort(struct sorter_block *block)
{
	if (!block->sorted && block->count > 1)
		sort_from(block, entries_of(block), block->count, 0);
	block->sorted = true;
}

struct text
sorter_block_at(const struct sorter_block *block, size_t place)
{
	return text_from(block, &entries_of(block)[place], 0);
}

void
sorter_block_clear(struct sorter_block *block)
{
	memory_free(block->bytes);
	block->bytes = NULL;
	block->used = 0;
	block->count = 0;
	block->sorted = false;
}
