/*
 * A trusted file read into a DOM, then into types; see record/xsd.h. Named types and referenced elements are shared, so a
 * schema that nests itself makes a graph, not an endless tree.
 */
#include "record/xsd.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/memory.h"
#include "record/libxml.h"
#include "record/schema.h"

#define XSD_NAMESPACE "http://www.w3.org/2001/XMLSchema"

struct xsd_type {
	const xmlNode *node; /* the complexType */
	struct xsd_item *items;
	size_t count;
	bool has_text;
	struct xsd_text text;
	bool is_strict; /* asks more of its content than which names may be in it */
	struct xsd_type *next;
};

struct xsd {
	xmlDocPtr document;
	const xmlNode *root;
	const char *path;
	char *name_space;
	struct xsd_type *types;
	struct buffer *why; /* while reading */
};

static enum status refuse(const struct xsd *xsd, const xmlNode *node, const char *reason);
static enum status read_type(struct xsd *xsd, const xmlNode *node, const struct xsd_type **ret_type);

static enum status
refuse(const struct xsd *xsd, const xmlNode *node, const char *reason)
{
	buffer_append_format(
	    xsd->why, "schema \"%s\", line %ld: %s", xsd->path, node == NULL ? 0L : xmlGetLineNo(node), reason);
	return STATUS_INVALID;
}

static bool
is_xsd(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
	       strcmp((const char *)node->ns->href, XSD_NAMESPACE) == 0 && strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *
next_element(const xmlNode *node)
{
	while (node != NULL && (node->type != XML_ELEMENT_NODE || is_xsd(node, "annotation")))
		node = node->next;
	return node;
}

static const xmlNode *
first_element(const xmlNode *node)
{
	return next_element(node->children);
}

/* The value of an attribute of the schema, as the DOM has it: one text node. */
static struct text
attribute(const xmlNode *node, const char *name)
{
	const xmlAttr *at = NULL;

	for (at = node->properties; at != NULL; at = at->next) {
		if (at->ns == NULL && strcmp((const char *)at->name, name) == 0)
			return text_of(at->children == NULL ? "" : (const char *)at->children->content);
	}
	return text_view(NULL, 0);
}

static bool
is_among(const char *name, const char *const *names)
{
	while (*names != NULL && strcmp(*names, name) != 0)
		names++;
	return *names != NULL;
}

static enum status
check_attributes(const struct xsd *xsd, const xmlNode *node, const char *const *known)
{
	const xmlAttr *at = NULL;

	for (at = node->properties; at != NULL; at = at->next) {
		if (at->ns == NULL && !is_among((const char *)at->name, known))
			return refuse(xsd, node, "an attribute that is outside of the subset");
	}
	return STATUS_OK;
}

/* The local part of a name of this schema; no data for one of another namespace. `ret_built_in` for one of XSD. */
static struct text
own_name(const struct xsd *xsd, const xmlNode *node, struct text name, bool *ret_built_in)
{
	const char *colon = memchr(name.data, ':', name.length);
	size_t prefix_length = colon == NULL ? 0 : (size_t)(colon - name.data);
	xmlChar *prefix = colon == NULL ? NULL : xmlStrndup((const xmlChar *)name.data, (int)prefix_length);
	const xmlNs *ns = xmlSearchNs(xsd->document, (xmlNode *)(uintptr_t)node, prefix);
	struct text local = colon == NULL ? name : text_view(colon + 1, name.length - prefix_length - 1);

	xmlFree(prefix);
	*ret_built_in = ns != NULL && strcmp((const char *)ns->href, XSD_NAMESPACE) == 0;
	if (ns == NULL || strcmp((const char *)ns->href, xsd->name_space) != 0)
		return text_view(NULL, 0);
	return local;
}

static const xmlNode *
global(const struct xsd *xsd, const char *kind, struct text name)
{
	const xmlNode *node = first_element(xsd->root);

	while (node != NULL && !(is_xsd(node, kind) && text_equal(attribute(node, "name"), name)))
		node = next_element(node->next);
	return node;
}

/* ---- Simple types ---- */

#define SIMPLE_DEPTH 8U /* simple types derived from each other; deeper ones are not looked into */

static struct xsd_text read_simple_name(const struct xsd *xsd, const xmlNode *node, struct text name, unsigned depth);

static bool
read_length(const xmlNode *facet, uint32_t *ret_length)
{
	struct text value = attribute(facet, "value");
	uint32_t length = 0;
	size_t i = 0;

	if (value.length == 0 || value.length > 9)
		return false;
	for (i = 0; i < value.length; i++) {
		if (value.data[i] < '0' || value.data[i] > '9')
			return false;
		length = length * 10 + (uint32_t)(value.data[i] - '0');
	}
	*ret_length = length;
	return true;
}

/* Bounds of the length are understood; whatever else a restriction says is not. */
static struct xsd_text
read_simple_type(const struct xsd *xsd, const xmlNode *node, unsigned depth)
{
	const xmlNode *restriction = first_element(node);
	const struct xsd_text unknown = {false, false, 0, 0};
	struct xsd_text text;
	const xmlNode *facet = NULL;

	if (depth == 0 || restriction == NULL || !is_xsd(restriction, "restriction") ||
	    next_element(restriction->next) != NULL || attribute(restriction, "base").length == 0)
		return unknown;
	text = read_simple_name(xsd, restriction, attribute(restriction, "base"), depth - 1);
	for (facet = first_element(restriction); facet != NULL; facet = next_element(facet->next)) {
		uint32_t length = 0;

		if (!read_length(facet, &length))
			return unknown;
		if (is_xsd(facet, "minLength"))
			text.least = length > text.least ? length : text.least;
		else if (is_xsd(facet, "maxLength"))
			text.most = length < text.most ? length : text.most;
		else
			return unknown;
	}
	return text;
}

static struct xsd_text
read_simple_name(const struct xsd *xsd, const xmlNode *node, struct text name, unsigned depth)
{
	const struct xsd_text unknown = {false, false, 0, 0};
	bool built_in = false;
	struct text local = own_name(xsd, node, name, &built_in);
	const char *colon = memchr(name.data, ':', name.length);
	const xmlNode *declared = local.data == NULL || built_in ? NULL : global(xsd, "simpleType", local);

	if (declared != NULL)
		return read_simple_type(xsd, declared, depth);
	if (!built_in)
		return unknown;
	local = colon == NULL ? name : text_view(colon + 1, name.length - (size_t)(colon + 1 - name.data));
	if (text_equals(local, "string"))
		return (struct xsd_text){true, false, 0, UINT32_MAX};
	return text_equals(local, "token") ? (struct xsd_text){true, true, 0, UINT32_MAX} : unknown;
}

/* ---- Types ---- */

static void
add_item(struct xsd_type *type, const struct xsd_item *item)
{
	type->items = memory_resize(type->items, type->count + 1, sizeof *type->items);
	type->items[type->count++] = *item;
}

static void
take_text_of_type(struct xsd_item *item)
{
	item->has_text = item->type->has_text;
	item->text = item->type->text;
}

/* What a name of a type stands for: text, or a complex type of this schema. */
static enum status
read_named_type(struct xsd *xsd, const xmlNode *node, struct text name, struct xsd_item *item)
{
	bool built_in = false;
	struct text local = own_name(xsd, node, name, &built_in);
	const xmlNode *complex = NULL;
	enum status status = STATUS_OK;

	item->has_text = true;
	item->text = read_simple_name(xsd, node, name, SIMPLE_DEPTH);
	if (built_in || (local.data != NULL && global(xsd, "simpleType", local) != NULL))
		return STATUS_OK;
	complex = local.data == NULL ? NULL : global(xsd, "complexType", local);
	if (complex == NULL)
		return refuse(xsd, node, "a type that is not in the schema");
	status = read_type(xsd, complex, &item->type);
	if (status == STATUS_OK)
		take_text_of_type(item);
	return status;
}

static enum status
read_element(struct xsd *xsd, const xmlNode *node, struct xsd_item *item)
{
	static const char *const known[] = {"name", "ref", "type", "minOccurs", "maxOccurs", "id", NULL};
	const xmlNode *inside = first_element(node);
	enum status status = check_attributes(xsd, node, known);

	if (status != STATUS_OK)
		return status;
	item->name = attribute(node, "name");
	if (attribute(node, "type").data != NULL)
		return inside == NULL ? read_named_type(xsd, node, attribute(node, "type"), item)
		                      : refuse(xsd, inside, "a construct that is outside of the subset");
	if (inside == NULL)
		return refuse(xsd, node, "an element without a type");
	if (next_element(inside->next) != NULL)
		return refuse(xsd, inside, "a construct that is outside of the subset");
	item->has_text = is_xsd(inside, "simpleType");
	if (item->has_text) {
		item->text = read_simple_type(xsd, inside, SIMPLE_DEPTH);
		return STATUS_OK;
	}
	if (!is_xsd(inside, "complexType"))
		return refuse(xsd, inside, "a construct that is outside of the subset");
	status = read_type(xsd, inside, &item->type);
	if (status == STATUS_OK)
		take_text_of_type(item);
	return status;
}

static bool
repeats(const xmlNode *node)
{
	struct text most = attribute(node, "maxOccurs");

	return most.data != NULL && !text_equals(most, "1") && !text_equals(most, "0");
}

static enum status
read_particle(struct xsd *xsd, const xmlNode *node, bool in_repeating, struct xsd_type *type)
{
	struct xsd_item item = {.count = XSD_ONCE};
	const xmlNode *declared = node;
	struct text reference = attribute(node, "ref");
	bool built_in = false;
	enum status status = STATUS_OK;

	if (reference.data != NULL) {
		struct text local = own_name(xsd, node, reference, &built_in);

		declared = local.data == NULL ? NULL : global(xsd, "element", local);
		if (declared == NULL)
			return refuse(xsd, node, "a reference that does not lead into the schema");
	}
	status = read_element(xsd, declared, &item);
	if (status != STATUS_OK)
		return status;
	if (repeats(node))
		item.count = XSD_MANY;
	else if (in_repeating)
		item.count = XSD_OPEN;
	add_item(type, &item);
	return STATUS_OK;
}

static bool
is_group(const xmlNode *node)
{
	return is_xsd(node, "sequence") || is_xsd(node, "choice") || is_xsd(node, "all");
}

static enum status
read_group(struct xsd *xsd, const xmlNode *node, bool in_repeating, struct xsd_type *type)
{
	static const char *const known[] = {"minOccurs", "maxOccurs", "id", NULL};
	const xmlNode *inside = NULL;
	enum status status = check_attributes(xsd, node, known);

	in_repeating = in_repeating || repeats(node);
	for (inside = first_element(node); status == STATUS_OK && inside != NULL; inside = next_element(inside->next)) {
		if (is_xsd(inside, "element"))
			status = read_particle(xsd, inside, in_repeating, type);
		else if (is_group(inside))
			status = read_group(xsd, inside, in_repeating, type);
		else
			status = refuse(xsd, inside, "a construct that is outside of the subset");
	}
	return status;
}

static enum status
read_attribute(struct xsd *xsd, const xmlNode *node, struct xsd_type *type)
{
	static const char *const known[] = {"name", "type", "use", "id", NULL};
	const xmlNode *inside = first_element(node);
	struct text named = attribute(node, "type");
	struct text use = attribute(node, "use");
	struct xsd_item item = {
	    .name = attribute(node, "name"), .is_attribute = true, .count = XSD_ONCE, .has_text = true};
	enum status status = check_attributes(xsd, node, known);

	item.is_required = text_equals(use, "required");
	type->is_strict = type->is_strict || (use.data != NULL && !item.is_required && !text_equals(use, "optional"));
	if (named.length > 0)
		item.text = read_simple_name(xsd, node, named, SIMPLE_DEPTH);
	else if (inside != NULL && is_xsd(inside, "simpleType"))
		item.text = read_simple_type(xsd, inside, SIMPLE_DEPTH);
	if (status == STATUS_OK)
		add_item(type, &item);
	return status;
}

static enum status read_content(struct xsd *xsd, const xmlNode *inside, struct xsd_type *type);

/* simpleContent with one extension of a simple type. */
static enum status
read_simple_content(struct xsd *xsd, const xmlNode *node, struct xsd_type *type)
{
	const xmlNode *extension = first_element(node);
	struct xsd_item base = {.count = XSD_ONCE};
	enum status status = STATUS_OK;

	if (extension == NULL || !is_xsd(extension, "extension"))
		return refuse(xsd, node, "simple content that is no extension");
	status = read_named_type(xsd, extension, attribute(extension, "base"), &base);
	if (status != STATUS_OK)
		return status;
	if (base.type != NULL)
		return refuse(xsd, extension, "an extension of a complex type");
	type->has_text = true;
	type->text = base.text;
	return read_content(xsd, first_element(extension), type);
}

/* A choice of single elements, repeated at will. */
static bool
is_free_choice(const xmlNode *node)
{
	const xmlNode *inside = NULL;

	if (!is_xsd(node, "choice") || !text_equals(attribute(node, "minOccurs"), "0") ||
	    !text_equals(attribute(node, "maxOccurs"), "unbounded"))
		return false;
	for (inside = first_element(node); inside != NULL; inside = next_element(inside->next)) {
		if (!is_xsd(inside, "element") || attribute(inside, "minOccurs").data != NULL ||
		    attribute(inside, "maxOccurs").data != NULL)
			return false;
	}
	return true;
}

static enum status
read_content(struct xsd *xsd, const xmlNode *inside, struct xsd_type *type)
{
	enum status status = STATUS_OK;

	for (; status == STATUS_OK && inside != NULL; inside = next_element(inside->next)) {
		if (is_group(inside) && !type->has_text) {
			status = read_group(xsd, inside, false, type);
			type->is_strict = type->is_strict || !is_free_choice(inside);
		} else if (is_xsd(inside, "attribute"))
			status = read_attribute(xsd, inside, type);
		else if (is_xsd(inside, "simpleContent") && !type->has_text)
			status = read_simple_content(xsd, inside, type);
		else
			status = refuse(xsd, inside, "a construct that is outside of the subset");
	}
	return status;
}

static enum status
read_type(struct xsd *xsd, const xmlNode *node, const struct xsd_type **ret_type)
{
	static const char *const known[] = {"name", "id", NULL};
	struct xsd_type *type = xsd->types;
	enum status status = STATUS_OK;

	while (type != NULL && type->node != node)
		type = type->next;
	if (type == NULL) {
		type = memory_zeroed(1, sizeof *type);
		type->node = node;
		type->next = xsd->types;
		xsd->types = type;
		status = check_attributes(xsd, node, known);
		if (status == STATUS_OK)
			status = read_content(xsd, first_element(node), type);
	}
	*ret_type = type;
	return status;
}

/* ---- The file ---- */

static enum status
read_globals(struct xsd *xsd)
{
	const xmlNode *node = first_element(xsd->root);
	enum status status = STATUS_OK;

	for (; status == STATUS_OK && node != NULL; node = next_element(node->next)) {
		struct xsd_item item = {.count = XSD_ONCE};
		const struct xsd_type *type = NULL;

		if (is_xsd(node, "element"))
			status = read_element(xsd, node, &item);
		else if (is_xsd(node, "complexType"))
			status = read_type(xsd, node, &type);
		else if (!is_xsd(node, "simpleType"))
			status = refuse(xsd, node, "a construct that is outside of the subset");
	}
	return status;
}

static enum status
check_root(struct xsd *xsd)
{
	static const char *const known[] = {
	    "targetNamespace", "elementFormDefault", "attributeFormDefault", "version", "id", NULL};
	struct text name_space = {NULL, 0};
	struct text attributes = {NULL, 0};

	if (xsd->root == NULL || !is_xsd(xsd->root, "schema"))
		return refuse(xsd, xsd->root, "not a schema");
	name_space = attribute(xsd->root, "targetNamespace");
	attributes = attribute(xsd->root, "attributeFormDefault");
	if (name_space.length == 0)
		return refuse(xsd, xsd->root, "no target namespace");
	if (!text_equals(attribute(xsd->root, "elementFormDefault"), "qualified") ||
	    (attributes.data != NULL && !text_equals(attributes, "unqualified")))
		return refuse(xsd, xsd->root, "local elements must be qualified, and attributes not");
	xsd->name_space = memory_copy_text(name_space.data, name_space.length);
	return check_attributes(xsd, xsd->root, known);
}

enum status
xsd_read(const char *path, struct xsd **ret_xsd, struct buffer *ret_why)
{
	struct xsd *xsd = memory_zeroed(1, sizeof *xsd);
	struct buffer bytes = {0};
	enum status status = STATUS_INVALID;

	libxml_prepare();
	xsd->path = path;
	xsd->why = ret_why;
	if (schema_read_file(path, &bytes, ret_why) != STATUS_OK)
		goto out;
	xsd->document = xmlReadMemory(bytes.data, (int)bytes.length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOENT);
	if (xsd->document == NULL) {
		status = refuse(xsd, NULL, "not well-formed");
		goto out;
	}
	xsd->root = xmlDocGetRootElement(xsd->document);
	status = check_root(xsd);
	if (status == STATUS_OK)
		status = read_globals(xsd);
	if (status != STATUS_OK)
		goto out;
	*ret_xsd = xsd;
	xsd = NULL;
out:
	buffer_clear(&bytes);
	xsd_free(xsd);
	return status;
}

void
xsd_free(struct xsd *xsd)
{
	struct xsd_type *type = xsd == NULL ? NULL : xsd->types;

	if (xsd == NULL)
		return;
	while (type != NULL) {
		struct xsd_type *next = type->next;

		memory_free(type->items);
		memory_free(type);
		type = next;
	}
	if (xsd->document != NULL)
		xmlFreeDoc(xsd->document);
	memory_free(xsd->name_space);
	memory_free(xsd);
}

struct text
xsd_namespace(const struct xsd *xsd)
{
	return text_of(xsd->name_space);
}

static const struct xsd_type *
type_of_node(const struct xsd *xsd, const xmlNode *node)
{
	const struct xsd_type *type = xsd->types;

	while (type != NULL && type->node != node)
		type = type->next;
	return type;
}

enum status
xsd_element(const struct xsd *xsd, struct text name, struct xsd_item *ret_item)
{
	const xmlNode *node = global(xsd, "element", name);
	const xmlNode *inside = NULL;
	struct text type = {NULL, 0};
	bool built_in = false;

	if (node == NULL)
		return STATUS_ABSENT;
	type = attribute(node, "type");
	inside = first_element(node);
	if (type.data != NULL) {
		struct text local = own_name(xsd, node, type, &built_in);

		inside = local.data == NULL ? NULL : global(xsd, "complexType", local);
	}
	*ret_item = (struct xsd_item){.name = name,
	    .count = XSD_ONCE,
	    .has_text = true,
	    .type = inside == NULL ? NULL : type_of_node(xsd, inside)};
	if (ret_item->type != NULL)
		take_text_of_type(ret_item);
	return STATUS_OK;
}

bool
xsd_is_open(const struct xsd_type *type)
{
	return !type->is_strict;
}

enum status
xsd_item_at(const struct xsd_type *type, size_t index, struct xsd_item *ret_item)
{
	if (index >= type->count)
		return STATUS_END;
	*ret_item = type->items[index];
	return STATUS_OK;
}
