/* See record/libxml.h. The parser's and the validator's own settings are with those who make them. */
#include "record/libxml.h"

#include <stdbool.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>

#include "base/memory.h"

static bool is_prepared;

static void *
resize_bytes(void *old, size_t size)
{
	return memory_resize(old, size, 1);
}

static char *
copy_string(const char *string)
{
	return memory_copy_text(string, strlen(string));
}

static void
keep_silent(void *context, xmlErrorPtr error)
{
	(void)context;
	(void)error;
}

void
libxml_prepare(void)
{
	if (is_prepared)
		return;
	/* Before xmlInitParser: a block must go back to the functions it came from. */
	xmlMemSetup(memory_free, memory_alloc, resize_bytes, copy_string);
	xmlInitParser();
	xmlSetStructuredErrorFunc(NULL, keep_silent);
	xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
	is_prepared = true;
}

void
libxml_release(void)
{
	if (!is_prepared)
		return;
	xmlCleanupParser();
	is_prepared = false;
}
