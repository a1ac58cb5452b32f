/* Waivers as XML (xsd/waivers.xsd): from the valid tree to drafts; see catalogue/waivers_parts.h. */
#include <string.h>

#include <libxml/tree.h>

#include "base/limits.h"
#include "base/memory.h"
#include "catalogue/document.h"
#include "catalogue/waivers_parts.h"

static const struct document_kind waivers_kind = {
    "Waivers", "urn:caselint:waivers:1", "the schema of waivers (xsd/waivers.xsd)", LIMIT_WAIVER_BYTES};

static bool
is_named(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, BAD_CAST name);
}

/* A copy in the arena, without blanks at its ends; empty when it is missing. */
static struct text
kept(struct arena *arena, xmlChar *value)
{
	struct text text = text_trim(text_of((const char *)value));

	if (text.length > 0)
		text.data = arena_copy_text(arena, text.data, text.length);
	xmlFree(value);
	return text.length > 0 ? text : text_of("");
}

static struct text
attribute(struct arena *arena, const xmlNode *node, const char *name)
{
	return kept(arena, xmlGetNoNsProp(node, BAD_CAST name));
}

/* The child that says what the waiver is for; the schema lets there be one. */
static void
take_child(struct arena *arena, const xmlNode *child, struct waiver_draft *draft)
{
	if (is_named(child, "Reason")) {
		draft->reason = kept(arena, xmlNodeGetContent(child));
	} else if (is_named(child, "Record")) {
		draft->scope = text_of("record");
		draft->type = attribute(arena, child, "type");
		draft->id = attribute(arena, child, "id");
	} else if (is_named(child, "Group")) {
		draft->scope = text_of("group");
		draft->id = attribute(arena, child, "name");
	} else if (is_named(child, "Finding")) {
		draft->scope = text_of("finding");
		draft->id = attribute(arena, child, "fingerprint");
	} else if (is_named(child, "Everything")) {
		draft->scope = text_of("*");
	}
}

static enum status
take_waiver(const struct waivers_file *file, const xmlNode *node)
{
	struct arena *arena = &file->waivers->arena;
	long line = xmlGetLineNo(node);
	struct waiver_draft draft = {.line = line > 0 ? (uint32_t)line : 0,
	    .rules = attribute(arena, node, "rules"),
	    .granted_by = attribute(arena, node, "grantedBy"),
	    .granted = attribute(arena, node, "granted"),
	    .expires = attribute(arena, node, "expires")};

	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		take_child(arena, child, &draft);
	return waivers_add(file, &draft);
}

enum status
waivers_read_xml(const struct waivers_file *file)
{
	const struct document_refusal refusal = {file->path, file->why};
	struct buffer bytes = {0};
	xmlDoc *document = NULL;
	enum status status = document_read(&refusal, &waivers_kind, file->setting->schema, &document, &bytes);
	const xmlNode *root = NULL;

	buffer_clear(&bytes);
	if (status != STATUS_OK)
		return status;
	root = xmlDocGetRootElement(document);
	for (const xmlNode *node = root->children; node != NULL && status == STATUS_OK; node = node->next) {
		if (is_named(node, "Waiver"))
			status = take_waiver(file, node);
	}
	xmlFreeDoc(document);
	return status;
}
