/*
 * A listing of records in any format, made in pieces by several threads
 * (report/pieces.h): each thread has a copy of the renderer's context that writes
 * to a sink of its own. For renderers that keep nothing from one record to the
 * next but counts.
 */
#ifndef CASELINT_REPORT_LISTING_H
#define CASELINT_REPORT_LISTING_H

#include "report/pieces.h"
#include "report/sink.h"

struct listing {
	struct spool *spool;
	enum spool_parts parts;
	uint32_t threads;
	struct sink *sink; /* where the listing goes */
	void *context;     /* the renderer's */
	/* A copy of the context that writes to `sink`. */
	void *(*copy)(const void *context, struct sink *sink);
	/* Writes a record; its context is such a copy. */
	spool_record_fn *record;
	/* Hands what the copy still holds to its sink; NULL: it holds nothing. */
	void (*flush)(void *copy);
	/* Takes a piece that is not empty, in order; NULL: it goes to the sink as it is. */
	void (*put)(void *context, struct text bytes);
	/* Frees a copy; adds what it has counted to `context`, unless that is NULL: then the listing failed. */
	void (*close)(void *context, void *copy);
};

/* STATUS_IO when the spool cannot be read, or nothing can be written; else as pieces_make. */
CASELINT_NODISCARD
enum status listing_make(const struct listing *listing);

#endif
