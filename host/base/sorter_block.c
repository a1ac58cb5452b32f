/*
 * Strings in memory and their order. Sorting looks at eight bytes at a time:
 * what is sorted often begins alike, and comparing whole strings would read that
 * beginning again and again.
 */
#include <stdlib.h>
#include <string.h>

#include "base/large.h"
#include "base/sorter_parts.h"

#define WORD_BYTES 8U
#define FEW 12U   /* are sorted by comparing whole strings */
#define MANY 256U /* are sorted by counting */
#define BYTE_VALUES 256U
#define BYTE_BITS 8U
#define AHEAD 8U /* strings behind the one that is taken */
#define LINE_BYTES 64U
#define FETCHED_BYTES 256U

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
		block->bytes = large_take(block->size);
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

/* The bits in which the words are not all the same. */
static uint64_t
differing_bits(const struct sorter_entry *entries, size_t count)
{
	uint64_t bits = 0;

	for (size_t i = 1; i < count; i++)
		bits |= entries[i].word ^ entries[0].word;
	return bits;
}

/* Into `to`, in the order of one byte of their words; those with the same byte stay as they are. */
static void
sort_by_byte(const struct sorter_entry *entries, struct sorter_entry *to, size_t count, unsigned shift)
{
	size_t places[BYTE_VALUES] = {0};
	size_t place = 0;

	for (size_t i = 0; i < count; i++)
		places[entries[i].word >> shift & (BYTE_VALUES - 1U)]++;
	for (size_t i = 0; i < BYTE_VALUES; i++) {
		size_t here = places[i];

		places[i] = place;
		place += here;
	}
	for (size_t i = 0; i < count; i++)
		to[places[entries[i].word >> shift & (BYTE_VALUES - 1U)]++] = entries[i];
}

/* By the bytes of their words, from the last; bytes that all have in common are passed over, and with ids most are. */
static void
sort_many(struct sorter_entry *entries, struct sorter_entry *spare, size_t count)
{
	uint64_t bits = differing_bits(entries, count);
	struct sorter_entry *from = entries;
	struct sorter_entry *to = spare;

	for (unsigned shift = 0; shift < WORD_BYTES * BYTE_BITS; shift += BYTE_BITS) {
		struct sorter_entry *sorted = to;

		if ((bits >> shift & (BYTE_VALUES - 1U)) == 0)
			continue;
		sort_by_byte(from, to, count, shift);
		to = from;
		from = sorted;
	}
	if (from != entries)
		memcpy(entries, from, count * sizeof *entries);
}

static void
sort_words(struct sorter_entry *entries, struct sorter_entry *spare, size_t count)
{
	if (count >= MANY)
		sort_many(entries, spare, count);
	else
		qsort(entries, count, sizeof *entries, compare_words);
}

/*
 * Sorts entries whose strings are the same up to `depth`; `spare` has room for as many. It calls itself for parts only, and
 * for a part that is smaller: how deep is bounded by the bytes there are, since every level takes eight more of each
 * string in the part.
 */
static void
sort_from(const struct sorter_block *block, struct sorter_entry *entries, struct sorter_entry *spare, size_t count,
    size_t depth)
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
		sort_words(entries, spare, count);
		for (size_t i = 0; i < count; i += equal) {
			equal = count_equal(entries + i, count - i);
			if (equal > 1)
				sort_from(block, entries + i, spare, equal, depth);
		}
		return;
	}
	sort_few(block, entries, count, depth);
}

void
sorter_block_sort(struct sorter_block *block)
{
	if (!block->sorted && block->count > 1) {
		struct sorter_entry *spare = large_take(block->count * sizeof *spare);

		sort_from(block, entries_of(block), spare, block->count, 0);
		large_give(spare);
	}
	block->sorted = true;
}

struct text
sorter_block_at(const struct sorter_block *block, size_t place)
{
	return text_from(block, &entries_of(block)[place], 0);
}

struct text
sorter_block_take(const struct sorter_block *block, size_t place)
{
	const struct sorter_entry *entries = entries_of(block);

	if (place + AHEAD < block->count) {
		const struct sorter_entry *entry = &entries[place + AHEAD];

		for (size_t i = 0; i < entry->length && i < FETCHED_BYTES; i += LINE_BYTES)
			__builtin_prefetch(block->bytes + entry->offset + i);
	}
	return text_from(block, &entries[place], 0);
}

size_t
sorter_block_memory(const struct sorter_block *block)
{
	return block->used + block->count * sizeof(struct sorter_entry);
}

void
sorter_block_clear(struct sorter_block *block)
{
	large_give(block->bytes);
	block->bytes = NULL;
	block->used = 0;
	block->count = 0;
	block->sorted = false;
}
