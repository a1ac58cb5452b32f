/*
 * The scanner: finds where tags, comments, CDATA sections and processing
 * instructions begin and end, over pieces of any size, without going over a byte
 * twice. It knows the lexis of XML; what an element is for, and what to do after
 * an error, is the splitter's business.
 */
#ifndef CASELINT_INPUT_SCANNER_H
#define CASELINT_INPUT_SCANNER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "input/names.h"
#include "input/window.h"

/* What was found. A token is the bytes [start, at) of the scanner. */
enum scan_event {
	SCAN_MORE,        /* nothing more before the checked end of the window */
	SCAN_TEXT,        /* character data, or a part of it */
	SCAN_START,       /* a start tag */
	SCAN_EMPTY,       /* a start tag that is its own end tag */
	SCAN_END,         /* an end tag */
	SCAN_END_OF_OPEN, /* the end tag that was expected */
	SCAN_COMMENT,
	SCAN_CDATA,
	SCAN_INSTRUCTION,
	SCAN_DOCTYPE, /* the start of a document type declaration; what follows is not scanned */
	/* The token goes on after these two. */
	SCAN_HIDDEN, /* a start tag of a wanted name inside a comment, section or instruction, at `hidden_at` */
	SCAN_DASHES, /* the first "--" inside a comment */
	/* Errors; the bytes from `at` on are scanned as if a new token began there. */
	SCAN_UNCLOSED,   /* a comment begins inside a comment: the outer one was never closed */
	SCAN_BAD_MARKUP, /* a "<" that begins nothing */
	SCAN_BAD_TAG,    /* a "<" inside a tag, or more than a name in an end tag */
	SCAN_LONG_TAG,   /* a tag over LIMIT_TAG_BYTES */
	SCAN_ATTRIBUTES, /* a tag with more than LIMIT_ATTRIBUTES attributes */
};

/* What the scanner is inside of. */
enum scan_inside {
	INSIDE_NOTHING,
	INSIDE_START_TAG,
	INSIDE_END_TAG,
	INSIDE_COMMENT,
	INSIDE_CDATA,
	INSIDE_TARGET,      /* of a processing instruction */
	INSIDE_INSTRUCTION, /* behind its target */
	INSIDE_KINDS
};

/* One scan. Zero-initialise. */
struct scanner {
	const struct names *wanted; /* names to look for where they are hidden; NULL: none */
	enum scan_inside inside;
	uint64_t start;             /* of the token */
	uint64_t at;                /* the next byte to look at */
	uint64_t name_end;          /* of a start tag; 0: not reached */
	uint64_t look;              /* the next byte to look at for a hidden start tag */
	uint64_t hidden_at;         /* the first hidden start tag (since the first "--") of the token */
	uint32_t attributes;        /* values of the tag so far */
	char quote;                 /* the one open in the tag; 0: none */
	bool hidden;                /* hidden_at is set; until the next token */
	bool dashes;                /* "--" was seen in the comment */
	bool endless[INSIDE_KINDS]; /* it is known that no more end of this kind comes */
};

enum scan_event scanner_next(struct scanner *scanner, const struct window *window);

/* The same inside of an element: passes over text, and knows its end tag at once. */
enum scan_event scanner_next_inside(struct scanner *scanner, const struct window *window, struct text open);

/* The name in the tag just found. Valid until the next append to the window. */
struct text scanner_name(const struct scanner *scanner, const struct window *window);

/* A byte that nothing still to be reported lies before, the same for any cut of the document. */
uint64_t scanner_reached(const struct scanner *scanner);

/* The first byte the scanner may still have to look at. */
uint64_t scanner_needs(const struct scanner *scanner);

/* Whether scanning can be taken up again at the hidden start tag: it is still in the window. */
bool scanner_can_rewind(const struct scanner *scanner);

/* Scanning goes on at the hidden start tag, as if what it is hidden in had ended there. */
void scanner_rewind(struct scanner *scanner);

#endif
