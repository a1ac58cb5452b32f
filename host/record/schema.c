/* Several XSD files made one schema; see record/schema.h. Validating with it is record/validator.c's business. */
#include "record/schema.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlIO.h>

#include "base/limits.h"
#include "base/memory.h"
#include "record/libxml.h"

#define PART_NAME "caselint-part-"

struct schema {
	xmlSchemaPtr compiled;
};

/* One file, and where the wrapper imports it from. */
struct part {
	const char *path;
	const char *name_space; /* NULL: the envelope's */
	struct buffer bytes;
};

/* One compilation. */
struct compilation {
	struct part *parts;
	size_t count;
	struct buffer *why;
};

/* libxml2 asks for files by a global function without a context: set while a schema is compiled. */
static const struct compilation *compiling;

static enum status
read_stream(FILE *stream, struct buffer *bytes)
{
	for (;;) {
		size_t got = fread(buffer_reserve(bytes, LIMIT_READ_BYTES), 1, LIMIT_READ_BYTES, stream);

		bytes->length += got;
		if (bytes->length > LIMIT_RULESET_BYTES)
			return STATUS_LIMIT;
		if (got == 0)
			break;
	}
	bytes->data[bytes->length] = '\0';
	return ferror(stream) ? STATUS_IO : STATUS_OK;
}

enum status
schema_read_file(const char *path, struct buffer *bytes, struct buffer *ret_why)
{
	FILE *stream = fopen(path, "rbe");
	enum status status = STATUS_IO;

	if (stream != NULL)
		status = read_stream(stream, bytes);
	if (status == STATUS_LIMIT)
		buffer_append_format(ret_why, "schema \"%s\" is larger than %u bytes", path, LIMIT_RULESET_BYTES);
	else if (status != STATUS_OK)
		buffer_append_format(ret_why, "schema \"%s\" cannot be read", path);
	if (stream != NULL)
		fclose(stream);
	return status;
}

static const struct part *
part_named(const char *location)
{
	const char *digits = NULL;
	char *end = NULL;
	unsigned long index = 0;

	if (compiling == NULL || location == NULL || strncmp(location, PART_NAME, strlen(PART_NAME)) != 0)
		return NULL;
	digits = location + strlen(PART_NAME);
	index = strtoul(digits, &end, 10);
	if (end == digits || *end != '\0' || index >= compiling->count)
		return NULL;
	return &compiling->parts[index];
}

static xmlParserInputPtr
load_part(const char *location, const char *public_id, xmlParserCtxtPtr context)
{
	const struct part *part = part_named(location);
	xmlParserInputBufferPtr bytes = NULL;
	xmlParserInputPtr input = NULL;

	(void)public_id;
	if (part == NULL)
		return NULL;
	bytes = xmlParserInputBufferCreateMem(part->bytes.data, (int)part->bytes.length, XML_CHAR_ENCODING_NONE);
	input = xmlNewIOInputStream(context, bytes, XML_CHAR_ENCODING_NONE);
	/* xmlSchema tells documents apart by this name; libxml2 frees it. */
	if (input != NULL)
		input->filename = (char *)xmlStrdup((const xmlChar *)location);
	return input;
}

/* Keeps the first complaint. The messages of libxml2 quote the schema here, never an export. */
static void
note_complaint(void *context, xmlErrorPtr error)
{
	struct compilation *compilation = context;
	const struct part *part = part_named(error->file);
	const char *message = error->message == NULL ? "not a schema" : error->message;

	if (compilation->why->length > 0)
		return;
	buffer_append_format(compilation->why, "schema \"%s\"", part == NULL ? compilation->parts[0].path : part->path);
	if (error->line > 0)
		buffer_append_format(compilation->why, ", line %d", error->line);
	buffer_append_text(compilation->why, ": ");
	buffer_append(compilation->why, message, strcspn(message, "\n"));
}

static void
append_escaped(struct buffer *buffer, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '&' || *text == '<' || *text == '"')
			buffer_append_format(buffer, "&#%d;", *text);
		else
			buffer_append_byte(buffer, *text);
	}
}

static void
write_wrapper(const struct compilation *compilation, struct buffer *wrapper)
{
	size_t i = 0;

	buffer_append_text(wrapper, "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n");
	for (i = 0; i < compilation->count; i++) {
		buffer_append_text(wrapper, "<xs:import namespace=\"");
		append_escaped(wrapper, compilation->parts[i].name_space);
		buffer_append_format(wrapper, "\" schemaLocation=\"" PART_NAME "%zu\"/>\n", i);
	}
	buffer_append_text(wrapper, "</xs:schema>\n");
}

static xmlSchemaPtr
compile(struct compilation *compilation)
{
	xmlExternalEntityLoader old_loader = xmlGetExternalEntityLoader();
	struct buffer wrapper = {0};
	xmlSchemaParserCtxtPtr parser = NULL;
	xmlSchemaPtr compiled = NULL;

	write_wrapper(compilation, &wrapper);
	compiling = compilation;
	xmlSetExternalEntityLoader(load_part);
	parser = xmlSchemaNewMemParserCtxt(wrapper.data, (int)wrapper.length);
	xmlSchemaSetParserStructuredErrors(parser, note_complaint, compilation);
	compiled = xmlSchemaParse(parser);
	xmlSchemaFreeParserCtxt(parser);
	xmlSetExternalEntityLoader(old_loader);
	compiling = NULL;
	buffer_clear(&wrapper);
	/* A location that could not be loaded is only a warning to libxml2, and would leave a hole. */
	if (compiled != NULL && compilation->why->length > 0) {
		xmlSchemaFree(compiled);
		compiled = NULL;
	}
	return compiled;
}

/* libxml2 takes a schema of any namespace for the one it asked for; records would then have no schema at all. */
static const char *
fault_of_part(const struct part *part)
{
	xmlDocPtr document = xmlReadMemory(part->bytes.data, (int)part->bytes.length, NULL, NULL, XML_PARSE_NONET);
	xmlNodePtr root = document == NULL ? NULL : xmlDocGetRootElement(document);
	xmlChar *name_space = NULL;
	const char *fault = NULL;

	if (root == NULL)
		fault = "not well-formed XML";
	else if (!xmlStrEqual(root->name, (const xmlChar *)"schema"))
		fault = "not a schema";
	else
		name_space = xmlGetNoNsProp(root, (const xmlChar *)"targetNamespace");
	if (fault == NULL && !xmlStrEqual(name_space, (const xmlChar *)part->name_space))
		fault = "its target namespace is another than asked for";
	xmlFree(name_space);
	xmlFreeDoc(document);
	return fault;
}

static enum status
read_parts(struct compilation *compilation)
{
	size_t i = 0;

	for (i = 0; i < compilation->count; i++) {
		struct part *part = &compilation->parts[i];
		const char *fault = NULL;

		if (schema_read_file(part->path, &part->bytes, compilation->why) != STATUS_OK)
			return STATUS_INVALID;
		fault = fault_of_part(part);
		if (fault == NULL)
			continue;
		buffer_append_format(compilation->why, "schema \"%s\": %s", part->path, fault);
		return STATUS_INVALID;
	}
	return STATUS_OK;
}

enum status
schema_new(const char *envelope_path, const struct schema_part *parts, size_t count, struct schema **ret_schema,
    struct buffer *ret_why)
{
	struct compilation compilation = {memory_zeroed(count + 1, sizeof(struct part)), count + 1, ret_why};
	xmlSchemaPtr compiled = NULL;
	enum status status = STATUS_INVALID;
	size_t i = 0;

	libxml_prepare();
	compilation.parts[0] = (struct part){envelope_path, ENVELOPE_NAMESPACE, {0}};
	for (i = 0; i < count; i++)
		compilation.parts[i + 1] = (struct part){parts[i].path, parts[i].name_space, {0}};
	if (read_parts(&compilation) != STATUS_OK)
		goto out;
	compiled = compile(&compilation);
	if (compiled == NULL) {
		if (ret_why->length == 0)
			buffer_append_format(
			    ret_why, "schema \"%s\" and those of the plugins do not go together", envelope_path);
		goto out;
	}
	*ret_schema = memory_zeroed(1, sizeof **ret_schema);
	(*ret_schema)->compiled = compiled;
	status = STATUS_OK;
out:
	for (i = 0; i < compilation.count; i++)
		buffer_clear(&compilation.parts[i].bytes);
	memory_free(compilation.parts);
	return status;
}

void
schema_free(struct schema *schema)
{
	if (schema == NULL)
		return;
	xmlSchemaFree(schema->compiled);
	memory_free(schema);
}

xmlSchemaPtr
schema_compiled(const struct schema *schema)
{
	return schema->compiled;
}
