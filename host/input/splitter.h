/*
 * The splitter cuts one export into batches of whole records, without parsing
 * them: it keeps the stack of open names, aware of quotes, comments, CDATA
 * sections and processing instructions. A child of the root is a record. A batch
 * with the root's start tag before it and the root's end tag behind it is a
 * small document of its own, well-formed but for what is wrong inside its
 * records. What libxml2 then never sees is checked here: the prolog, the root's
 * tags, everything between records, what follows the root, truncation, DOCTYPE,
 * sizes, and that every byte is of a character XML allows.
 *
 * Recovery. A record ends broken at its own end tag with inner tags open, at the
 * root's end tag, or at the start tag of any declared record type (no record
 * nests one). A "<" that begins nothing, or inside a tag, breaks the record too;
 * the next that counts is then a whole start tag of a declared record type, or
 * the root's end tag. An end tag that matches nothing is passed over. A comment
 * that another comment begins in was never closed: what follows the first
 * declared start tag in it is read again as records. So is what a CDATA section
 * hides that runs to the end of the document; one that is closed is text, as XML
 * says, but its record may be two halves of different ones and counts as broken.
 * A broken record is in no batch, and is reported once.
 */
#ifndef CASELINT_INPUT_SPLITTER_H
#define CASELINT_INPUT_SPLITTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"
#include "input/fault.h"

/* Where one record lies in its batch. */
struct batch_record {
	uint32_t offset; /* of its "<" in the batch's body */
	uint32_t length; /* bytes to behind the ">" of its end tag */
	uint64_t line;   /* of its "<" in the document, from 1 */
	uint64_t column; /* of its "<", in bytes from 1 */
};

/* A run of whole records, blanks between them. Valid during the call. */
struct batch {
	struct text prefix; /* the root's start tag, to behind its ">" (a self-closed root: as if it were not) */
	struct text body;   /* from the first record to the last; what lay between them is blanks, line ends kept */
	struct text suffix; /* the root's end tag */
	uint64_t line;      /* of the body's first byte in the document */
	uint64_t column;    /* of the body's first byte */
	uint64_t root_line; /* of the root's "<" */
	const struct batch_record *records;
	uint32_t record_count;
	bool first; /* the first batch of its document; also sent without records, once, if the
	               document has none, so that the root's own attributes are looked at */
};

/* Receives batches and faults in the order of the document. */
struct splitter_events {
	void *context;
	/* Anything but STATUS_OK stops the splitting with that status. */
	enum status (*batch)(void *context, const struct batch *batch);
	fault_fn *fault;
};

/* What the splitter must know of the format. Borrowed for the splitter's lifetime. */
struct splitter_format {
	const char *root_name;           /* local name of the root */
	const char *root_namespace;      /* its namespace */
	const char *const *record_names; /* local names of all declared record types */
	uint32_t record_name_count;
};

struct splitter; /* one document being split */

struct splitter *splitter_new(const struct splitter_format *format, const struct splitter_events *events);

/* The next bytes of the document, in pieces of any size. The result does not
 * depend on where pieces are cut. */
CASELINT_NODISCARD
enum status splitter_push(struct splitter *splitter, const char *bytes, size_t length);

/* The document has ended: the last batch is sent, truncation is reported.
 * `complete` false: the source was cut short by a fault already reported. */
CASELINT_NODISCARD
enum status splitter_finish(struct splitter *splitter, bool complete);

/* Whether the root's end tag was reached with nothing broken on the way. */
bool splitter_is_clean(const struct splitter *splitter);

void splitter_free(struct splitter *splitter);

#endif
