/*
 * The state of a reader, shared by the files that make it up: reader.c (pieces),
 * events.c (what the parser tells), settle.c (what binder and validator found).
 *
 * Most records are beyond doubt: the binder sees that the validator could find
 * nothing (binder_is_certain), and the validator takes longer than parser and
 * binder together. So a reader with a schema reads trustingly: without it, saying
 * nothing of a record until its end. A record in doubt is read again by a second
 * reader, the careful one, which shows it to the validator and reports on it.
 */
#ifndef CASELINT_RECORD_READER_STATE_H
#define CASELINT_RECORD_READER_STATE_H

#include <libxml/parser.h>

#include "base/limits.h"
#include "record/binder.h"
#include "record/locator.h"
#include "record/names.h"
#include "record/reader.h"
#include "record/validator.h"

#define EVENT_PROBLEMS_MAX 64U
#define ROOT_DEPTH 1U
#define RECORD_DEPTH 2U
/* An attribute in SAX2: name, prefix, namespace, first byte of the value, its end. */
#define READER_ATTRIBUTE_STRIDE 5

/* One open element. */
struct level {
	size_t offset;     /* of its "<" in what the parser was fed */
	size_t text_start; /* of its own text in the buffer */
	size_t text_sent;  /* up to here the validator has it */
	size_t text_bytes; /* of its own text, also what was not kept */
	bool has_child;
	bool is_filled;          /* there is text that is not blank, its own or of an element inside */
	bool has_schema_problem; /* PROBLEM_SCHEMA was reported about the element: once is enough */
};

/* One problem the binder reported about the event in hand: the validator need not say it again. */
struct said {
	enum problem_kind kind;
	struct text attribute; /* no data: the element itself */
};

/* The first fault the parser found in the piece: those behind it follow from it. */
struct parser_fault {
	int code; /* of enum xmlParserErrors; 0: none */
	int line; /* of what the parser was fed */
	int column;
};

struct reader {
	const struct reader_events *events;
	const struct model *const *models;
	size_t model_count;
	xmlParserCtxtPtr parser;
	struct names *names;
	struct validator *validator; /* NULL: no schema, or trusting */
	struct reader *careful;      /* of a trusting reader */
	bool is_careful;             /* this is one: it never says what the root is */
	struct binder *binder;
	struct arena arena; /* of the record in hand */

	/* The piece in hand. */
	const struct record_text *text;
	struct locator locator;
	enum status status;
	uint32_t depth;   /* open elements */
	uint32_t unbound; /* depth of the record that nobody looks into; 0: none */
	struct level levels[LIMIT_DEPTH + 1];
	size_t namespaces[LIMIT_DEPTH + 1]; /* declarations in force, by the number of open elements */
	size_t strange_names;               /* of the record in hand, so far: those that nobody binds */
	struct buffer characters;
	const struct model *model; /* of the record in hand */
	uint32_t record_type;
	uint64_t doubts;  /* trusting: records read again */
	bool is_doubtful; /* trusting: something was found in the record in hand */
	struct parser_fault fault;

	/* The event in hand. */
	size_t tag_end;  /* of a start tag: behind its last attribute */
	struct text tag; /* its bytes up to there, in the parser's own memory; without length: not known */
	struct binder_attribute attributes[LIMIT_ATTRIBUTES];
	const xmlChar *shown[LIMIT_ATTRIBUTES * READER_ATTRIBUTE_STRIDE]; /* attributes the validator sees */
	struct buffer values; /* attribute values in which a reference was resolved */
	struct said said[EVENT_PROBLEMS_MAX];
	size_t said_count;
};

/* Ends the reading of the piece. */
void reader_stop(struct reader *reader, enum status status);
struct level *reader_level(struct reader *reader);
/* How far the parser is in what it was fed. */
size_t reader_offset(const struct reader *reader);
void reader_send_problem(struct reader *reader, const struct binder_problem *problem, struct place_in_text place);
/* A problem that nothing behind can be read with, and the end of the piece. */
void reader_refuse(struct reader *reader, enum problem_kind kind, struct place_in_text place, const char *detail);

/* Whether problems are kept to itself: the record in hand will be read again. */
bool reader_holds_back(const struct reader *reader);
/* Reads the bytes from one place in what the parser was fed to another again, with care; the answer is the piece's. */
void reader_read_again(struct reader *reader, size_t start, size_t end);

/* The events of the parser, in a handler that is to be cleared before. */
void events_fill(xmlSAXHandler *handler);

/* The place of a problem about the open element or one of its attributes. */
struct place_in_text settle_place(struct reader *reader, size_t attribute);
/* Receives the binder's problems; `context` is the reader. */
void settle_hear_binder(void *context, const struct binder_problem *problem);
/* After an event: sends what the validator alone found. Of the root only in the first piece. */
void settle_event(struct reader *reader, size_t attribute_count);

#endif
