/* libxml2's streaming validation behind record/validator.h, and what its error codes mean here. */
#include "record/validator.h"

#include <string.h>

#include <libxml/xmlschemas.h>

#include "base/memory.h"
#include "record/schema.h"

/* More than this many different objections to one tag say nothing more. */
#define OBJECTIONS_MAX 32U

enum event { EVENT_START, EVENT_TEXT, EVENT_END };

struct validator {
	xmlSchemaValidCtxtPtr context;
	xmlSchemaSAXPlugPtr plug; /* NULL between pieces */
	xmlSAXHandlerPtr handler; /* the validator's own events, while plugged */
	void *user;               /* their context */
	enum event event;         /* in hand */
	struct objection objections[OBJECTIONS_MAX];
	size_t count;
};

static enum problem_kind
kind_of_code(int code, enum event event)
{
	switch (code) {
	case XML_SCHEMAV_ELEMENT_CONTENT: /* what stands here, or what should have stood before the end */
	case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_4: return event == EVENT_END ? PROBLEM_MISSING : PROBLEM_UNKNOWN_ELEMENT;
	case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1: /* anything in what must be empty */
		return event == EVENT_START ? PROBLEM_UNKNOWN_ELEMENT : PROBLEM_SCHEMA;
	case XML_SCHEMAV_CVC_ELT_1:
	case XML_SCHEMAV_CVC_WILDCARD:
	case XML_SCHEMAV_CVC_TYPE_3_1_2:
	case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2: return PROBLEM_UNKNOWN_ELEMENT;
	case XML_SCHEMAV_CVC_TYPE_3_1_1:
	case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
	case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2: return PROBLEM_UNKNOWN_ATTRIBUTE;
	case XML_SCHEMAV_CVC_COMPLEX_TYPE_4: return PROBLEM_MISSING;
	case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1:
	case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2:
	case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3:
	case XML_SCHEMAV_CVC_FACET_VALID:
	case XML_SCHEMAV_CVC_LENGTH_VALID:
	case XML_SCHEMAV_CVC_MINLENGTH_VALID:
	case XML_SCHEMAV_CVC_MAXLENGTH_VALID:
	case XML_SCHEMAV_CVC_MININCLUSIVE_VALID:
	case XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID:
	case XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID:
	case XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID:
	case XML_SCHEMAV_CVC_TOTALDIGITS_VALID:
	case XML_SCHEMAV_CVC_FRACTIONDIGITS_VALID:
	case XML_SCHEMAV_CVC_PATTERN_VALID:
	case XML_SCHEMAV_CVC_ENUMERATION_VALID:
	case XML_SCHEMAV_CVC_ELT_5_2_2_2_2:
	case XML_SCHEMAV_CVC_AU: return PROBLEM_VALUE;
	default: return PROBLEM_SCHEMA;
	}
}

/* The quoted name behind `before`, without its namespace; the empty text when there is none. Only the front of the
 * message is looked at: what follows the names may quote a value. */
static struct text
quoted_name(const char *message, const char *before)
{
	const char *start = message + strlen(before);
	const char *end = NULL;
	const char *brace = NULL;

	if (strncmp(message, before, strlen(before)) != 0)
		return text_view(NULL, 0);
	end = strchr(start, '\'');
	if (end == NULL)
		return text_view(NULL, 0);
	brace = memchr(start, '}', (size_t)(end - start));
	if (brace != NULL)
		start = brace + 1;
	return text_view(start, (size_t)(end - start));
}

/* The attribute a message is about: "Element 'x', attribute 'y': ..." or "Element 'x': The attribute 'y' is
 * required but missing." */
static struct text
attribute_of_message(const char *message, int code)
{
	struct text element = message == NULL ? text_view(NULL, 0) : quoted_name(message, "Element '");

	if (element.data == NULL)
		return element;
	message = element.data + element.length;
	if (code == XML_SCHEMAV_CVC_COMPLEX_TYPE_4)
		return quoted_name(message, "': The attribute '");
	return quoted_name(message, "', attribute '");
}

static bool
is_known(const struct validator *validator, const struct objection *objection)
{
	size_t i = 0;

	for (i = 0; i < validator->count; i++) {
		const struct objection *known = &validator->objections[i];

		if (known->kind == objection->kind && known->on_attribute == objection->on_attribute &&
		    strcmp(known->attribute, objection->attribute) == 0)
			return true;
	}
	return false;
}

static void
note_objection(void *context, xmlErrorPtr error)
{
	struct validator *validator = context;
	struct text attribute = attribute_of_message(error->message, error->code);
	struct objection objection = {kind_of_code(error->code, validator->event), attribute.data != NULL, {0}};

	if (attribute.data != NULL && attribute.length > 0 && attribute.length < OBJECTION_NAME_BYTES)
		memcpy(objection.attribute, attribute.data, attribute.length);
	if (validator->count < OBJECTIONS_MAX && !is_known(validator, &objection))
		validator->objections[validator->count++] = objection;
}

/* Lines are the reader's: objections are placed by the event they come from. */
static int
locate_nowhere(void *context, const char **ret_file, unsigned long *ret_line)
{
	(void)context;
	*ret_file = NULL;
	*ret_line = 0;
	return 0;
}

struct validator *
validator_new(const struct schema *schema)
{
	struct validator *validator = memory_zeroed(1, sizeof *validator);

	validator->context = xmlSchemaNewValidCtxt(schema_compiled(schema));
	xmlSchemaSetValidStructuredErrors(validator->context, note_objection, validator);
	xmlSchemaValidateSetLocator(validator->context, locate_nowhere, NULL);
	return validator;
}

void
validator_free(struct validator *validator)
{
	if (validator == NULL)
		return;
	validator_close(validator);
	xmlSchemaFreeValidCtxt(validator->context);
	memory_free(validator);
}

void
validator_open(struct validator *validator)
{
	validator->handler = NULL;
	validator->user = NULL;
	validator->count = 0;
	validator->plug = xmlSchemaSAXPlug(validator->context, &validator->handler, &validator->user);
}

void
validator_close(struct validator *validator)
{
	if (validator->plug != NULL)
		xmlSchemaSAXUnplug(validator->plug);
	validator->plug = NULL;
}

void
validator_start(struct validator *validator, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes)
{
	validator->event = EVENT_START;
	validator->handler->startElementNs(
	    validator->user, name, prefix, uri, namespace_count, namespaces, attribute_count, defaulted, attributes);
}

void
validator_text(struct validator *validator, struct text text)
{
	validator->event = EVENT_TEXT;
	validator->handler->characters(validator->user, (const xmlChar *)text.data, (int)text.length);
}

void
validator_end(struct validator *validator, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	validator->event = EVENT_END;
	validator->handler->endElementNs(validator->user, name, prefix, uri);
}

const struct objection *
validator_objections(const struct validator *validator, size_t *ret_count)
{
	*ret_count = validator->count;
	return validator->objections;
}

void
validator_forget(struct validator *validator)
{
	validator->count = 0;
}
