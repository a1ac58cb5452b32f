/*
 * An arena: memory of one lifetime (a record, a plugin call, a run), taken piece
 * by piece and given back all at once. Blocks are kept for reuse by a reset, and
 * are poisoned for AddressSanitizer so that a stale pointer is found.
 */
#ifndef CASELINT_BASE_ARENA_H
#define CASELINT_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena_block;

/* Zero-initialise, or use arena_init. */
struct arena {
	struct arena_block *first;   /* blocks in the order they were made */
	struct arena_block *current; /* the block pieces are taken from; NULL: none yet */
	size_t used_bytes;           /* bytes handed out since the last reset */
};

void arena_init(struct arena *arena);

/* `size` zeroed bytes, aligned to 16; valid until the next reset or clear. Never NULL. */
void *arena_take(struct arena *arena, size_t size) __attribute__((returns_nonnull));

/* `count` zeroed elements; overflow counts as exhausted memory. */
void *arena_take_array(struct arena *arena, size_t count, size_t size) __attribute__((returns_nonnull));

/* A copy of `length` bytes with a NUL behind. */
char *arena_copy_text(struct arena *arena, const char *text, size_t length) __attribute__((returns_nonnull));

/* Gives everything back but keeps one block for the next lifetime. */
void arena_reset(struct arena *arena);

/* Gives everything back to the heap; the arena can be used again. */
void arena_clear(struct arena *arena);

/* Whether `pointer` lies in a piece handed out since the last reset. */
bool arena_owns(const struct arena *arena, const void *pointer);

#endif
