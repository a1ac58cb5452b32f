/*
 * libxml2's SAX2 push parser alone over one file: how fast XML can be read at all
 * here, without schema, structs or rules. It counts what it meets, so that every
 * event is really delivered. What caselint is measured against; no test of it.
 *
 *     bench-sax2 FILE        elements, attributes and bytes of text; 1 when FILE is not well-formed
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <libxml/parser.h>

/* As the reader of caselint: no network, no entities, no huge documents. */
#define OPTIONS (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)
#define BLOCK 65536

struct counts {
	uint64_t elements;
	uint64_t attributes;
	uint64_t text;
};

static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
    const xmlChar **namespaces, int attribute_count, int default_count, const xmlChar **attributes)
{
	struct counts *counts = context;

	(void)name, (void)prefix, (void)uri, (void)namespace_count, (void)namespaces, (void)default_count;
	(void)attributes;
	counts->elements++;
	counts->attributes += (uint64_t)attribute_count;
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)context, (void)name, (void)prefix, (void)uri;
}

static void
on_text(void *context, const xmlChar *text, int length)
{
	struct counts *counts = context;

	(void)text;
	counts->text += (uint64_t)length;
}

/* Whether all of the file was read and is well-formed. */
static int
parse(int file, xmlParserCtxtPtr parser)
{
	static char block[BLOCK];
	ssize_t length = 0;

	while ((length = read(file, block, sizeof block)) > 0) {
		if (xmlParseChunk(parser, block, (int)length, 0) != XML_ERR_OK)
			return 0;
	}
	return length == 0 && xmlParseChunk(parser, NULL, 0, 1) == XML_ERR_OK;
}

int
main(int argc, char **argv)
{
	struct counts counts = {0, 0, 0};
	xmlSAXHandler handler;
	xmlParserCtxtPtr parser = NULL;
	int file = argc == 2 ? open(argv[1], O_RDONLY) : -1;
	int is_read = 0;

	if (file < 0) {
		(void)fprintf(stderr, "usage: bench-sax2 FILE, a file that can be read\n");
		return 2;
	}
	memset(&handler, 0, sizeof handler);
	handler.initialized = XML_SAX2_MAGIC;
	handler.startElementNs = on_start;
	handler.endElementNs = on_end;
	handler.characters = on_text;
	handler.ignorableWhitespace = on_text;
	parser = xmlCreatePushParserCtxt(&handler, &counts, NULL, 0, NULL);
	if (parser != NULL && xmlCtxtUseOptions(parser, OPTIONS) == 0)
		is_read = parse(file, parser);
	xmlFreeParserCtxt(parser);
	xmlCleanupParser();
	(void)close(file);
	(void)printf("%" PRIu64 " elements, %" PRIu64 " attributes, %" PRIu64 " bytes of text\n", counts.elements,
	    counts.attributes, counts.text);
	return is_read ? 0 : 1;
}
