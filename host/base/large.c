/* What was given back and waits to be used again; see base/large.h. */
#include "base/large.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "base/memory.h"

#define MOST_KEPT 8U
#define LEAST_KEPT_BYTES (256U * 1024U)

/* In front of a block. */
union head {
	size_t bytes; /* of the block */
	max_align_t alignment;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static union head *kept[MOST_KEPT];
static size_t kept_count;
static size_t kept_bytes;

/* The smallest that is large enough; or else the largest, which has least to grow. Something is kept. */
static size_t
best_for(size_t bytes)
{
	size_t best = 0;

	for (size_t i = 1; i < kept_count; i++) {
		bool fits = kept[i]->bytes >= bytes;
		bool best_fits = kept[best]->bytes >= bytes;

		if (fits != best_fits ? fits : fits == (kept[i]->bytes < kept[best]->bytes))
			best = i;
	}
	return best;
}

/* NULL: nothing is kept. */
static union head *
take_kept(size_t bytes)
{
	union head *taken = NULL;

	pthread_mutex_lock(&lock);
	if (kept_count > 0) {
		size_t place = best_for(bytes);

		taken = kept[place];
		kept[place] = kept[--kept_count];
		kept_bytes -= taken->bytes;
	}
	pthread_mutex_unlock(&lock);
	return taken;
}

/* Growing a block of this size moves no bytes: the C library asks the system for the same pages at another place. */
void *
large_take(size_t bytes)
{
	union head *taken = bytes >= LEAST_KEPT_BYTES ? take_kept(bytes) : NULL;

	if (taken == NULL || taken->bytes < bytes) {
		taken = memory_resize(taken, sizeof *taken + bytes, 1);
		taken->bytes = bytes;
	}
	return taken + 1;
}

static bool
keep(union head *head)
{
	bool has_room = false;

	if (head->bytes < LEAST_KEPT_BYTES)
		return false;
	pthread_mutex_lock(&lock);
	has_room = kept_count < MOST_KEPT && head->bytes <= LIMIT_KEPT_MEMORY - kept_bytes;
	if (has_room) {
		kept[kept_count++] = head;
		kept_bytes += head->bytes;
	}
	pthread_mutex_unlock(&lock);
	return has_room;
}

void
large_give(void *block)
{
	union head *head = block;

	if (head == NULL)
		return;
	head--;
	if (!keep(head))
		memory_free(head);
}

size_t
large_kept(void)
{
	size_t bytes = 0;

	pthread_mutex_lock(&lock);
	bytes = kept_bytes;
	pthread_mutex_unlock(&lock);
	return bytes;
}

void
large_forget(void)
{
	union head *taken = take_kept(0);

	while (taken != NULL) {
		memory_free(taken);
		taken = take_kept(0);
	}
}
