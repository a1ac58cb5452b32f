/* The heap behind base/memory.h. Nothing here knows what the memory is for. */
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The exit status of an internal error, should no handler have been set. */
#define EXIT_WITHOUT_HANDLER 6

static memory_exhausted_fn *exhausted_handler;

void
memory_set_handler(memory_exhausted_fn *handler)
{
	exhausted_handler = handler;
}

void
memory_exhausted(void)
{
	if (exhausted_handler != NULL)
		exhausted_handler();
	_exit(EXIT_WITHOUT_HANDLER);
}

void *
memory_alloc(size_t size)
{
	void *block = malloc(size == 0 ? 1 : size);

	if (block == NULL)
		memory_exhausted();
	return block;
}

void *
memory_zeroed(size_t count, size_t size)
{
	void *block = calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);

	if (block == NULL)
		memory_exhausted();
	return block;
}

void *
memory_resize(void *old, size_t count, size_t size)
{
	size_t bytes = 0;
	void *block = NULL;

	if (__builtin_mul_overflow(count, size, &bytes))
		memory_exhausted();
	block = realloc(old, bytes == 0 ? 1 : bytes);
	if (block == NULL)
		memory_exhausted();
	return block;
}

char *
memory_copy_text(const char *text, size_t length)
{
	char *copy = memory_alloc(length + 1);

	if (length > 0)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

void
memory_free(void *block)
{
	free(block);
}
