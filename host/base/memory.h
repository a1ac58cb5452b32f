/*
 * Memory from the heap. One rule for the whole program: an allocation never
 * returns NULL. When memory runs out, the handler set here is called; it puts
 * away half-written outputs and leaves the process with its reserved status.
 * libxml2 2.9.14 answers a failed allocation with crashes and, worse, with
 * wrong results, so it is given the same functions (memory_hook_libraries).
 */
#ifndef CASELINT_BASE_MEMORY_H
#define CASELINT_BASE_MEMORY_H

#include <stddef.h>

/* Called once when memory has run out. Must not return and must not allocate. */
typedef void memory_exhausted_fn(void);

/* Sets the handler. Without one the process leaves with status 6 at once. */
void memory_set_handler(memory_exhausted_fn *handler);

/* At least `size` bytes, not initialised; the caller frees with memory_free. */
void *memory_alloc(size_t size) __attribute__((malloc, returns_nonnull));

/* `count` elements of `size` bytes each, all zero; overflow counts as exhaustion. */
void *memory_zeroed(size_t count, size_t size) __attribute__((malloc, returns_nonnull));

/* Grows or shrinks `old` (NULL: a new block) to `count` elements of `size` bytes. */
void *memory_resize(void *old, size_t count, size_t size) __attribute__((returns_nonnull));

/* A copy of `length` bytes with a NUL behind; the caller frees. */
char *memory_copy_text(const char *text, size_t length) __attribute__((returns_nonnull));

/* Frees; NULL is allowed. */
void memory_free(void *block);

/* Leaves through the handler. For code that finds by itself that memory is gone. */
void memory_exhausted(void) __attribute__((noreturn));

#endif
