/* Blocks in a list, the newest filled from its start; see base/arena.h. */
#include "base/arena.h"

#include <string.h>

#include "base/memory.h"
#include "base/poison.h"

#define ARENA_ALIGNMENT 16U
#define ARENA_BLOCK_BYTES (32U * 1024U)

struct arena_block {
	struct arena_block *next;
	size_t capacity; /* bytes of data */
	size_t used;     /* bytes handed out */
	size_t padding;  /* keeps data aligned */
	unsigned char data[];
};

void
arena_init(struct arena *arena)
{
	memset(arena, 0, sizeof *arena);
}

static struct arena_block *
block_new(size_t capacity)
{
	size_t bytes = 0;
	struct arena_block *block = NULL;

	if (__builtin_add_overflow(capacity, sizeof *block, &bytes))
		memory_exhausted();
	block = memory_alloc(bytes);
	block->next = NULL;
	block->capacity = capacity;
	block->used = 0;
	ASAN_POISON_MEMORY_REGION(block->data, capacity);
	return block;
}

static void
block_free(struct arena_block *block)
{
	ASAN_UNPOISON_MEMORY_REGION(block->data, block->capacity);
	memory_free(block);
}

static struct arena_block *
add_block(struct arena *arena, size_t size)
{
	struct arena_block *block = block_new(size > ARENA_BLOCK_BYTES ? size : ARENA_BLOCK_BYTES);

	if (arena->current == NULL)
		arena->first = block;
	else
		arena->current->next = block;
	arena->current = block;
	return block;
}

/* A piece of at least one byte, not cleared. */
static inline void *
take_piece(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->current;
	void *piece = NULL;
	size_t rounded = 0;

	if (__builtin_add_overflow(size, ARENA_ALIGNMENT - 1U, &rounded))
		memory_exhausted();
	rounded &= ~(size_t)(ARENA_ALIGNMENT - 1U);
	if (block == NULL || block->capacity - block->used < rounded)
		block = add_block(arena, rounded);
	piece = block->data + block->used;
	block->used += rounded;
	arena->used_bytes += rounded;
	ASAN_UNPOISON_MEMORY_REGION(piece, size);
	return piece;
}

void *
arena_take(struct arena *arena, size_t size)
{
	size_t least = size == 0 ? 1 : size;

	return memset(take_piece(arena, least), 0, least);
}

void *
arena_take_array(struct arena *arena, size_t count, size_t size)
{
	size_t bytes = 0;

	if (__builtin_mul_overflow(count, size, &bytes))
		memory_exhausted();
	return arena_take(arena, bytes);
}

char *
arena_copy_text(struct arena *arena, const char *text, size_t length)
{
	char *copy = NULL;

	if (length == SIZE_MAX)
		memory_exhausted();
	copy = take_piece(arena, length + 1);
	if (length > 0)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

void
arena_reset(struct arena *arena)
{
	struct arena_block *keep = arena->first;
	struct arena_block *block = NULL;

	if (keep == NULL)
		return;
	for (block = keep->next; block != NULL;) {
		struct arena_block *next = block->next;

		block_free(block);
		block = next;
	}
	keep->next = NULL;
	keep->used = 0;
	ASAN_POISON_MEMORY_REGION(keep->data, keep->capacity);
	arena->current = keep;
	arena->used_bytes = 0;
}

void
arena_clear(struct arena *arena)
{
	struct arena_block *block = arena->first;

	while (block != NULL) {
		struct arena_block *next = block->next;

		block_free(block);
		block = next;
	}
	arena_init(arena);
}

bool
arena_owns(const struct arena *arena, const void *pointer)
{
	uintptr_t address = (uintptr_t)pointer;
	const struct arena_block *block = NULL;

	for (block = arena->first; block != NULL; block = block->next) {
		uintptr_t start = (uintptr_t)block->data;

		if (address >= start && address < start + block->used)
			return true;
	}
	return false;
}
