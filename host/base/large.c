/* What was given back and waits to be used again; see base/large.h. */
#include "base/large.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/poison.h"

#define MOST_KEPT 8U
#define LEAST_KEPT_BYTES (256U * 1024U)
#define MOST_TIMES_THE_NEED 4U /* as large as what is asked for; a larger one is left for a larger need */

/* In front of a block. */
union head {
	size_t bytes; /* of the block */
	max_align_t alignment;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static union head *kept[MOST_KEPT];
static size_t kept_count;
static size_t kept_bytes;

static bool
is_too_large(size_t have, size_t bytes)
{
	return have / MOST_TIMES_THE_NEED > bytes;
}

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

/* Out of the list, with the lock held. */
static union head *
unlist(size_t place)
{
	union head *taken = kept[place];

	kept[place] = kept[--kept_count];
	kept_bytes -= taken->bytes;
	return taken;
}

/* One to be used for that many bytes, poisoned behind its head; NULL: none is. */
static union head *
take_kept(size_t bytes)
{
	union head *taken = NULL;
	size_t place = 0;

	pthread_mutex_lock(&lock);
	if (kept_count > 0) {
		place = best_for(bytes);
		if (!is_too_large(kept[place]->bytes, bytes))
			taken = unlist(place);
	}
	pthread_mutex_unlock(&lock);
	return taken;
}

/* Growing seldom moves bytes: blocks of this size have pages of their own, which the system shows at another place. */
static union head *
grow(union head *head, size_t bytes)
{
	if (head != NULL)
		ASAN_UNPOISON_MEMORY_REGION(head + 1, head->bytes);
	head = memory_resize(head, sizeof *head + bytes, 1);
	head->bytes = bytes;
	return head;
}

void *
large_take(size_t bytes)
{
	union head *taken = bytes >= LEAST_KEPT_BYTES ? take_kept(bytes) : NULL;

	if (taken == NULL || taken->bytes < bytes)
		taken = grow(taken, bytes);
	else
		ASAN_UNPOISON_MEMORY_REGION(taken + 1, bytes);
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
		ASAN_POISON_MEMORY_REGION(head + 1, head->bytes);
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
	union head *taken = NULL;

	do {
		pthread_mutex_lock(&lock);
		taken = kept_count == 0 ? NULL : unlist(0);
		pthread_mutex_unlock(&lock);
		if (taken != NULL)
			ASAN_UNPOISON_MEMORY_REGION(taken + 1, taken->bytes);
		memory_free(taken);
	} while (taken != NULL);
}
