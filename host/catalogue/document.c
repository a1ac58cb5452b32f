/*
 * From a path to a valid tree; see catalogue/document.h. The file is small and trusted, but nothing is fetched for it: no network, no DTD, no
 * entities. libxml2 reports to handlers of ours and never prints; the first thing it says is the one that is passed on,
 * because what follows is often its echo.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include "base/limits.h"
#include "base/memory.h"
#include "catalogue/document.h"

#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT)

/* The first complaint of libxml2 about one document. */
struct complaint {
	const char *name_space; /* left out of the text */
	struct buffer text;     /* empty: none */
	uint32_t line;
	bool has_doctype;
};

/* Appends without the namespace that libxml2 puts in braces before every name, and without what ends the line. */
static void
append_readable(struct complaint *complaint, const char *message)
{
	struct buffer *text = &complaint->text;
	size_t length = strlen(complaint->name_space);

	for (; *message != '\0'; message++) {
		if (*message == '{' && strncmp(message + 1, complaint->name_space, length) == 0 &&
		    message[length + 1] == '}')
			message += length + 1;
		else
			buffer_append_byte(text, *message == '\n' ? ' ' : *message);
	}
	while (text->length > 0 && text->data[text->length - 1] == ' ')
		text->data[--text->length] = '\0';
}

static void
keep_first(struct complaint *complaint, const xmlError *error)
{
	const xmlNode *node = error->node;
	long line = node == NULL ? (long)error->line : xmlGetLineNo(node);

	if (complaint->text.length > 0)
		return;
	complaint->line = line > 0 ? (uint32_t)line : 0;
	append_readable(complaint, error->message == NULL ? "no reason given" : error->message);
}

static void
hear_parser(void *context, xmlError *error)
{
	const xmlParserCtxt *parser = context;

	keep_first(parser->_private, error);
}

static void
hear_schema(void *context, xmlError *error)
{
	keep_first(context, error);
}

static void
stop_at_doctype(void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
	xmlParserCtxt *parser = context;
	struct complaint *complaint = parser->_private;

	(void)name;
	(void)public_id;
	(void)system_id;
	complaint->has_doctype = true;
	complaint->line = (uint32_t)xmlSAX2GetLineNumber(parser);
	xmlStopParser(parser);
}

static enum status
open_file(const struct document_refusal *refusal, int *ret_descriptor)
{
	struct stat facts;
	int descriptor = open(refusal->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (descriptor < 0) {
		(void)document_refuse(refusal, 0, "cannot be opened: %s", strerrordesc_np(errno));
		return STATUS_ABSENT;
	}
	if (fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode)) {
		close(descriptor);
		return document_refuse(refusal, 0, "is not a regular file");
	}
	*ret_descriptor = descriptor;
	return STATUS_OK;
}

/* Reads the whole file, but not more than the limit. */
static enum status
load_file(const struct document_refusal *refusal, uint32_t most_bytes, struct buffer *bytes)
{
	int descriptor = -1;
	enum status status = open_file(refusal, &descriptor);
	char chunk[LIMIT_READ_BYTES];
	ssize_t got = 0;

	if (status != STATUS_OK)
		return status;
	do {
		got = read(descriptor, chunk, sizeof chunk);
		if (got > 0)
			buffer_append(bytes, chunk, (size_t)got);
	} while ((got > 0 && bytes->length <= most_bytes) || (got < 0 && errno == EINTR));
	if (got < 0)
		status = document_refuse(refusal, 0, "cannot be read: %s", strerrordesc_np(errno));
	if (bytes->length > most_bytes) {
		(void)document_refuse(refusal, 0, "is larger than %u bytes", most_bytes);
		status = STATUS_LIMIT;
	}
	close(descriptor);
	return status;
}

static enum status
parse(const struct document_refusal *refusal, const struct buffer *bytes, xmlDoc **ret_document)
{
	struct complaint complaint = {.name_space = ""};
	enum status status = STATUS_OK;
	xmlParserCtxt *parser = xmlNewParserCtxt();
	xmlDoc *document = NULL;

	if (parser == NULL)
		memory_exhausted();
	parser->_private = &complaint;
	parser->sax->serror = hear_parser;
	parser->sax->internalSubset = stop_at_doctype;
	document = xmlCtxtReadMemory(parser, buffer_text(bytes), (int)bytes->length, NULL, NULL, PARSE_OPTIONS);
	if (complaint.has_doctype)
		status = document_refuse(refusal, complaint.line, "a DOCTYPE is not allowed");
	else if (document == NULL)
		status = document_refuse(
		    refusal, complaint.line, "is not well-formed XML: %s", buffer_text(&complaint.text));
	if (status == STATUS_OK)
		*ret_document = document;
	else
		xmlFreeDoc(document);
	xmlFreeParserCtxt(parser);
	buffer_clear(&complaint.text);
	return status;
}

static enum status
load_document(
    const struct document_refusal *refusal, uint32_t most_bytes, xmlDoc **ret_document, struct buffer *ret_bytes)
{
	enum status status = load_file(refusal, most_bytes, ret_bytes);

	return status == STATUS_OK ? parse(refusal, ret_bytes, ret_document) : status;
}

static enum status
compile_schema(const struct document_refusal *refusal, xmlDoc *document, xmlSchema **ret_schema)
{
	struct complaint complaint = {.name_space = ""};
	enum status status = STATUS_OK;
	xmlSchemaParserCtxt *parser = xmlSchemaNewDocParserCtxt(document);
	xmlSchema *schema = NULL;

	if (parser == NULL)
		memory_exhausted();
	xmlSchemaSetParserStructuredErrors(parser, hear_schema, &complaint);
	schema = xmlSchemaParse(parser);
	xmlSchemaFreeParserCtxt(parser);
	if (schema == NULL)
		status = document_refuse(
		    refusal, complaint.line, "is not a usable schema: %s", buffer_text(&complaint.text));
	else
		*ret_schema = schema;
	buffer_clear(&complaint.text);
	return status;
}

static enum status
validate(const struct document_refusal *refusal, const struct document_kind *kind, xmlSchema *schema, xmlDoc *document)
{
	struct complaint complaint = {.name_space = kind->name_space};
	enum status status = STATUS_OK;
	xmlSchemaValidCtxt *validator = xmlSchemaNewValidCtxt(schema);

	if (validator == NULL)
		memory_exhausted();
	xmlSchemaSetValidStructuredErrors(validator, hear_schema, &complaint);
	if (xmlSchemaValidateDoc(validator, document) != 0)
		status = document_refuse(
		    refusal, complaint.line, "does not fit %s: %s", kind->schema, buffer_text(&complaint.text));
	xmlSchemaFreeValidCtxt(validator);
	buffer_clear(&complaint.text);
	return status;
}

/* The schema may have other global elements, and each of them alone would be valid. */
static enum status
check_root(const struct document_refusal *refusal, const struct document_kind *kind, const xmlDoc *document)
{
	const xmlNode *root = xmlDocGetRootElement(document);

	if (xmlStrEqual(root->name, BAD_CAST kind->root))
		return STATUS_OK;
	return document_refuse(refusal, (uint32_t)xmlGetLineNo(root), "the root is %s; it must be %s",
	    (const char *)root->name, kind->root);
}

static enum status
check_by_schema(
    const struct document_refusal *refusal, const struct document_kind *kind, const char *schema_path, xmlDoc *document)
{
	struct document_refusal of_schema = {schema_path, refusal->why};
	struct buffer bytes = {0};
	xmlDoc *schema_document = NULL;
	xmlSchema *schema = NULL;
	enum status status = load_document(&of_schema, LIMIT_RULESET_BYTES, &schema_document, &bytes);

	if (status == STATUS_OK)
		status = compile_schema(&of_schema, schema_document, &schema);
	if (status == STATUS_OK)
		status = validate(refusal, kind, schema, document);
	xmlSchemaFree(schema);
	xmlFreeDoc(schema_document);
	buffer_clear(&bytes);
	return status;
}

enum status
document_refuse(const struct document_refusal *refusal, uint32_t line, const char *format, ...)
{
	va_list arguments;

	buffer_append_text(refusal->why, refusal->path);
	if (line > 0)
		buffer_append_format(refusal->why, ":%" PRIu32, line);
	buffer_append_text(refusal->why, ": ");
	va_start(arguments, format);
	buffer_append_format_v(refusal->why, format, arguments);
	va_end(arguments);
	return STATUS_INVALID;
}

enum status
document_read(const struct document_refusal *refusal, const struct document_kind *kind, const char *schema_path,
    xmlDoc **ret_document, struct buffer *ret_bytes)
{
	xmlDoc *document = NULL;
	enum status status = load_document(refusal, kind->most_bytes, &document, ret_bytes);

	if (status == STATUS_OK)
		status = check_by_schema(refusal, kind, schema_path, document);
	if (status == STATUS_OK)
		status = check_root(refusal, kind, document);
	if (status == STATUS_OK)
		*ret_document = document;
	else
		xmlFreeDoc(document);
	return status;
}
