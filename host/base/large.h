/*
 * Large blocks of memory that parts of a run use one after the other. What is
 * given back here is kept and handed out again: the system clears every page
 * before a process sees it for the first time, and where it is a guest it may
 * have to get the page from its host, which takes longer than to use it.
 *
 * Threads may call this at once. A process that was forked from one with threads
 * must not. AddressSanitizer watches over blocks that are kept.
 */
#ifndef CASELINT_BASE_LARGE_H
#define CASELINT_BASE_LARGE_H

#include <stddef.h>

/* At least `bytes` bytes, not initialised, aligned for anything; to be given back with large_give. Never NULL: see
 * base/memory.h. */
void *large_take(size_t bytes) __attribute__((returns_nonnull));

/* Gives a block back, to be kept if it is of a size that is worth it; NULL is allowed. */
void large_give(void *block);

/* Bytes that are kept at this moment, LIMIT_KEPT_MEMORY at most. */
size_t large_kept(void);

/* Frees what is kept. Blocks that are in use stay valid. */
void large_forget(void);

#endif
