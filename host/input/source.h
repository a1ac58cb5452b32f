/*
 * Where bytes come from: files, folders (sorted), members of archives, standard
 * input. Everything becomes one forward stream of UTF-8 text per document. No
 * mmap: an input that shrinks while it is read is a fault, not a signal. What
 * the bytes mean is the splitter's business.
 */
#ifndef CASELINT_INPUT_SOURCE_H
#define CASELINT_INPUT_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sha256.h"
#include "base/status.h"
#include "input/fault.h"

/* One document, as its facts become known. Valid during the call it is handed to. */
struct source_document {
	const char *path;              /* as given on the command line; "DIR/NAME" for a folder's file,
	                      "FILE!MEMBER" for a member, "-" for standard input. To be shown: control
	                      characters and bytes that are not UTF-8 are "?" */
	uint64_t bytes;                /* bytes of the document read so far: of the file, or of the member
	                      after decompression; before transcoding */
	char sha256[SHA256_HEX_BYTES]; /* of those bytes; "" until the end was reached */
};

/* What the reader of documents does. Every call gets the same `context`. */
struct source_reader {
	void *context;
	/* A document starts. */
	void (*open)(void *context, const struct source_document *document);
	/* The next piece of its text: UTF-8, without a byte order mark, a well-formed XML
	 * declaration replaced by blanks (its line ends stay). Bytes that are not of the
	 * document's encoding come as bytes that are not UTF-8; finding them is the splitter's
	 * business. Returning anything but STATUS_OK stops the whole reading with that status. */
	enum status (*text)(void *context, const char *text, size_t length);
	/* Something is wrong with the document, or with a path no document came from
	 * (then between no open and close, and `document` names the path). */
	void (*fault)(void *context, const struct source_document *document, const struct fault *fault);
	/* The document ends; `complete` is 0 when a fault cut it short. */
	void (*close)(void *context, const struct source_document *document, int complete);
	/* Nothing comes from an input just now; called ten times a second while that is so. False: it is not waited for any
	 * more, and the document ends with a fault. NULL is allowed. */
	bool (*idle)(void *context);
};

/*
 * Reads every document under `count` paths, in the order given; the files of a
 * folder in byte order of their names, folders below it included, only names
 * ending in .xml, .xml.gz, .xml.zst, .zip, .tar, .tar.gz, .tgz, .tar.zst (others and hidden
 * ones are passed over). "-" is standard input. The same file twice (two names
 * for one device and inode) is read twice: it is the caller's business.
 * A fault of one document never stops the next.
 * Returns STATUS_OK, or what the reader returned to stop.
 */
CASELINT_NODISCARD
enum status source_read_all(const char *const *paths, size_t count, const struct source_reader *reader);

#endif
