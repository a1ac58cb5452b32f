/* See report/text_index.h. */
#include "report/text_index.h"

#include <string.h>

#include "base/memory.h"

#define FIRST_SLOTS 64U /* a power of two; at most half of the slots are used */

static size_t
hash_of(struct text text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < text.length; i++)
		hash = (hash ^ (unsigned char)text.data[i]) * UINT64_C(0x100000001b3);
	return (size_t)(hash ^ hash >> 32U);
}

/* The slot that holds `text`, or the free one where it belongs. */
static size_t *
slot_for(const struct text_index *index, struct text text)
{
	size_t place = hash_of(text) & (index->slot_count - 1U);

	while (index->slots[place] != 0 && !text_equal(index->items[index->slots[place] - 1], text))
		place = (place + 1U) & (index->slot_count - 1U);
	return &index->slots[place];
}

static void
grow(struct text_index *index)
{
	if (index->count * 2 < index->slot_count)
		return;
	memory_free(index->slots);
	index->slot_count = index->slot_count == 0 ? FIRST_SLOTS : index->slot_count * 2;
	index->slots = memory_zeroed(index->slot_count, sizeof *index->slots);
	for (size_t i = 0; i < index->count; i++)
		*slot_for(index, index->items[i]) = i + 1;
}

size_t
text_index_add(struct text_index *index, struct text text)
{
	size_t *slot = NULL;

	grow(index);
	slot = slot_for(index, text);
	if (*slot != 0)
		return *slot - 1;
	if (index->count == index->room) {
		index->room = index->room == 0 ? FIRST_SLOTS : index->room * 2;
		index->items = memory_resize(index->items, index->room, sizeof *index->items);
	}
	index->items[index->count] = text_view(arena_copy_text(&index->arena, text.data, text.length), text.length);
	*slot = ++index->count;
	return index->count - 1;
}

size_t
text_index_add_up_to(struct text_index *index, struct text text, size_t most, struct text instead)
{
	if (index->count < most || *slot_for(index, text) != 0)
		return text_index_add(index, text);
	return text_index_add(index, instead);
}

void
text_index_clear(struct text_index *index)
{
	arena_clear(&index->arena);
	memory_free(index->items);
	memory_free(index->slots);
	memset(index, 0, sizeof *index);
}
