/* See input/document.h. */
#include "input/document.h"

#include <string.h>

#include "base/utf8.h"

/* Reports are text: a path may hold any byte but NUL. */
static void
append_shown(struct buffer *shown, const char *path)
{
	size_t left = strlen(path);

	while (left > 0) {
		int step = utf8_next(path, left);
		bool is_control = (unsigned char)*path < 0x20 || *path == 0x7F || (*path == '\xC2' && path[1] < '\xA0');
		size_t length = step <= 0 ? 1 : (size_t)step;

		if (step <= 0 || is_control)
			buffer_append_byte(shown, '?');
		else
			buffer_append(shown, path, length);
		path += length;
		left -= length;
	}
}

static void
set_path(struct document *document, const char *path, const char *member)
{
	append_shown(&document->path, path);
	if (member != NULL) {
		buffer_append_byte(&document->path, '!');
		append_shown(&document->path, member);
	}
	document->facts.path = buffer_text(&document->path);
}

static enum status
pass_text(void *context, const char *text, size_t length)
{
	const struct document *document = context;

	return document->reader->text(document->reader->context, text, length);
}

void
document_open(struct document *document, const struct source_reader *reader, const char *path, const char *member)
{
	memset(document, 0, sizeof *document);
	document->reader = reader;
	document->complete = true;
	document->hash = sha256_new();
	document->decoder.sink = pass_text;
	document->decoder.context = document;
	set_path(document, path, member);
	reader->open(reader->context, &document->facts);
}

void
document_fail(struct document *document, enum fault_kind kind, const char *detail)
{
	struct fault fault = {.kind = kind, .detail = detail};

	document->complete = false;
	document->reader->fault(document->reader->context, &document->facts, &fault);
}

/* Whether more bytes are of use after the decoder answered `status`. */
static bool
settle(struct document *document, enum status status, const char *problem)
{
	if (problem != NULL)
		document_fail(document, FAULT_ENCODING, problem);
	else
		document->stopped = status;
	return status == STATUS_OK;
}

bool
document_add(struct document *document, const char *bytes, size_t length)
{
	const char *problem = NULL;
	enum status status = STATUS_OK;

	sha256_add(document->hash, bytes, length);
	document->facts.bytes += length;
	status = decoder_push(&document->decoder, bytes, length, &problem);
	return settle(document, status, problem);
}

enum status
document_close(struct document *document)
{
	const char *problem = NULL;

	if (document->complete && document->stopped == STATUS_OK) {
		enum status status = decoder_finish(&document->decoder, &problem);

		settle(document, status, problem);
	}
	if (document->complete && document->stopped == STATUS_OK)
		sha256_finish(document->hash, document->facts.sha256);
	else
		sha256_free(document->hash);
	document->reader->close(
	    document->reader->context, &document->facts, document->complete && document->stopped == STATUS_OK);
	decoder_clear(&document->decoder);
	buffer_clear(&document->path);
	return document->stopped;
}

void
document_report(
    const struct source_reader *reader, const char *path, const char *member, enum fault_kind kind, const char *detail)
{
	struct document document = {0};
	struct fault fault = {.kind = kind, .detail = detail};

	set_path(&document, path, member);
	reader->fault(reader->context, &document.facts, &fault);
	buffer_clear(&document.path);
}
