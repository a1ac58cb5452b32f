/*
 * A set of texts that numbers its members in the order they came. Texts are
 * copied; a number never changes. For groups and kinds, of which there may be
 * few or very many.
 */
#ifndef CASELINT_REPORT_TEXT_INDEX_H
#define CASELINT_REPORT_TEXT_INDEX_H

#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"

/* Zero-initialise. */
struct text_index {
	struct arena arena; /* the copies */
	struct text *items; /* by number */
	size_t count;
	size_t room;
	size_t *slots; /* open addressing: number + 1, or 0 */
	size_t slot_count;
};

/* The number of `text`, which is added when it is new. */
size_t text_index_add(struct text_index *index, struct text text);
/* The same, but a new text is not added when there are `most` already: then it is that of `instead`, added if need be. */
size_t text_index_add_up_to(struct text_index *index, struct text text, size_t most, struct text instead);
void text_index_clear(struct text_index *index);

#endif
