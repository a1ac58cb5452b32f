/* The XML declaration: `<?xml version="1.0" encoding="..."?>`. */
#ifndef CASELINT_INPUT_DECLARATION_H
#define CASELINT_INPUT_DECLARATION_H

#include "base/text.h"

/* A declaration longer than this is none. */
#define DECLARATION_BYTES 1024U

/* A declaration; views of the text it was read from. */
struct declaration {
	size_t length;        /* to behind its "?>"; 0: the text does not begin with a well-formed one */
	struct text encoding; /* "" if it names none */
};

struct declaration declaration_read(struct text text);

/* Whether more bytes behind `text` could still make a declaration of it. */
bool declaration_is_cut(struct text text);

#endif
