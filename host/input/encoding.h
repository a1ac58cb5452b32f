/*
 * From the bytes of a document to UTF-8: the byte order mark, the XML
 * declaration, and the few encodings exports come in. Done by hand and not by
 * iconv(3): that needs modules which small systems do not have, and its state
 * and errors would have to be unwound to find one wrong byte. Whether the
 * characters are allowed is the splitter's business.
 */
#ifndef CASELINT_INPUT_ENCODING_H
#define CASELINT_INPUT_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

enum encoding {
	ENCODING_UTF_8, /* and US-ASCII; passed through */
	ENCODING_UTF_16_LE,
	ENCODING_UTF_16_BE,
	ENCODING_LATIN_1,
	ENCODING_WINDOWS_1252,
};

/* Receives the text in pieces. */
typedef enum status encoding_sink(void *context, const char *text, size_t length);

/* One document being decoded. Zero-initialise, then set sink and context. */
struct decoder {
	encoding_sink *sink;
	void *context;
	enum encoding encoding;
	bool decided;       /* the encoding is known, head was passed on */
	struct buffer head; /* the first bytes, until then */
	struct buffer text; /* decoded, when it is not passed through */
	unsigned char odd;  /* the first byte of a unit cut in two */
	bool has_odd;
	uint32_t surrogate; /* a high surrogate that waits for its low one; 0: none */
};

void decoder_clear(struct decoder *decoder);

/*
 * The next bytes. The declaration becomes blanks; one that is not well-formed stays, and
 * is text to the splitter. A byte that is not of the encoding becomes the byte 0xFF, which
 * is never UTF-8, so the splitter reports its place.
 * STATUS_INVALID with fixed words in `ret_problem`: the encoding is not known, or is not
 * what the bytes are. Else what the sink returned.
 */
CASELINT_NODISCARD
enum status decoder_push(struct decoder *decoder, const char *bytes, size_t length, const char **ret_problem);

/* No more bytes come. The same results. */
CASELINT_NODISCARD
enum status decoder_finish(struct decoder *decoder, const char **ret_problem);

#endif
