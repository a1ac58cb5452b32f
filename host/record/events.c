/*
 * What the parser tells, handed first to the validator and then to the binder. Feeding the parser is record/reader.c's
 * business, what the root says record/root.c's.
 */
#include <string.h>

#include <libxml/parser.h>

#include "record/reader_state.h"
#include "record/root.h"
#include "record/shape.h"
#include "record/values.h"

#define ATTRIBUTE_STRIDE READER_ATTRIBUTE_STRIDE

/* A start tag as SAX2 hands it out. */
struct tag {
	const xmlChar *name;
	const xmlChar *prefix;
	const xmlChar *uri;
	int namespace_count;
	const xmlChar **namespaces;
	int attribute_count;
	const xmlChar **attributes;
};

/* ---- Text ---- */

static struct text
text_from(const struct reader *reader, size_t start)
{
	return text_view(reader->characters.data == NULL ? NULL : reader->characters.data + start,
	    reader->characters.length - start);
}

static bool
is_too_long(const struct level *level)
{
	return level->text_bytes > LIMIT_TEXT_BYTES;
}

/* Blanks between elements are no text to anyone, and cost the validator a copy each. */
static void
pass_text(struct reader *reader, struct level *level)
{
	struct text rest = text_from(reader, level->text_sent);

	level->text_sent = reader->characters.length;
	if (is_too_long(level) || text_is_blank(rest))
		return;
	reader->said_count = 0;
	if (reader->validator != NULL) {
		validator_text(reader->validator, rest);
		settle_event(reader, 0);
	} else if (!level->has_schema_problem) {
		binder_text(reader->binder);
	}
}

static void
cut_text(struct reader *reader, size_t length)
{
	if (length < reader->characters.length) {
		reader->characters.length = length;
		reader->characters.data[length] = '\0';
	}
}

/* Before a child starts. */
static void
flush_text(struct reader *reader)
{
	struct level *level = reader_level(reader);

	if (reader->depth < RECORD_DEPTH)
		return;
	level->has_child = true;
	pass_text(reader, level);
	if (!binder_wants_text(reader->binder)) {
		cut_text(reader, level->text_start);
		level->text_sent = level->text_start;
		if (!is_too_long(level))
			level->text_bytes = 0;
	}
}

static void
on_characters(void *context, const xmlChar *bytes, int length)
{
	struct reader *reader = context;
	struct level *level = NULL;

	if (reader->depth < RECORD_DEPTH || reader->unbound != 0 || reader->status != STATUS_OK)
		return;
	level = reader_level(reader);
	if (!level->is_filled)
		level->is_filled = !value_is_blank(text_view((const char *)bytes, (size_t)length));
	if (is_too_long(level))
		return;
	level->text_bytes += (size_t)length;
	if (!is_too_long(level)) {
		buffer_append(&reader->characters, bytes, (size_t)length);
		return;
	}
	cut_text(reader, level->text_start);
	level->text_sent = level->text_start;
}

static void
report_long_text(struct reader *reader)
{
	struct binder_problem problem = {.kind = PROBLEM_TEXT_BYTES, .attribute = BINDER_ELEMENT};
	struct buffer path = {0};

	binder_path(reader->binder, NULL, &path);
	problem.path = text_view(path.data, path.length);
	problem.detail = "text of at most 65536 bytes";
	problem.is_key = binder_is_key(reader->binder, NULL);
	settle_hear_binder(reader, &problem);
	buffer_clear(&path);
}

/* ---- Start tags ---- */

/* Without NOENT the parser leaves an ampersand in an attribute as "&#38;", whatever it was written as. */
static struct text
resolve_value(struct reader *reader, const char *data, size_t length)
{
	static const char reference[] = "&#38;";
	const size_t reference_length = sizeof reference - 1;
	char *copy = buffer_reserve(&reader->values, length);
	size_t used = 0;
	size_t i = 0;

	for (i = 0; i < length; i++) {
		copy[used++] = data[i];
		if (length - i >= reference_length && memcmp(data + i, reference, reference_length) == 0)
			i += reference_length - 1;
	}
	reader->values.length += used;
	return text_view(copy, used);
}

/* Whether the start tag in hand has a byte; true where that is not known. */
static bool
tag_may_have(const struct reader *reader, char byte)
{
	return reader->tag.length == 0 || memchr(reader->tag.data, byte, reader->tag.length) != NULL;
}

/* An attribute is on a line of its own tag: of most tags, on the only one. */
static void
place_attributes(struct reader *reader, size_t count, uint64_t line)
{
	size_t start = reader_level(reader)->offset;
	bool in_one_line = !tag_may_have(reader, '\n');
	size_t cursor = start;
	size_t i = 0;

	for (i = 0; i < count; i++) {
		size_t offset = start;

		if (!in_one_line)
			offset = locator_next_attribute(&reader->locator, start, reader->tag_end, &cursor);
		reader->attributes[i].line = in_one_line ? line : locator_line(&reader->locator, offset);
	}
}

static size_t
bytes_of_values(const xmlChar **attributes, size_t count)
{
	size_t bytes = 0;
	size_t i = 0;

	for (i = 0; i < count; i++)
		bytes += (size_t)(attributes[i * ATTRIBUTE_STRIDE + 4] - attributes[i * ATTRIBUTE_STRIDE + 3]) + 1;
	return bytes;
}

static void
take_attributes(struct reader *reader, const xmlChar **attributes, size_t count, uint64_t line)
{
	bool may_refer = tag_may_have(reader, '&');
	size_t i = 0;

	if (count == 0)
		return;
	buffer_reset(&reader->values);
	/* Reserved at once: views of values must not move. */
	buffer_reserve(&reader->values, bytes_of_values(attributes, count));
	for (i = 0; i < count; i++) {
		const xmlChar **from = &attributes[i * ATTRIBUTE_STRIDE];
		const char *data = (const char *)from[3];
		size_t length = (size_t)(from[4] - from[3]);
		struct binder_attribute *to = &reader->attributes[i];

		to->name = from[0];
		to->uri = from[2];
		to->is_judged = false;
		to->value = text_view(data, length);
		if (may_refer && length > 0 && memchr(data, '&', length) != NULL)
			to->value = resolve_value(reader, data, length);
	}
	place_attributes(reader, count, line);
}

/* What the namespaces of a tag show to be wrong; libxml2 goes on after such errors. */
static const char *
fault_of_tag(const struct reader *reader, const struct tag *tag)
{
	if (reader->parser->nsWellFormed == 0 || (tag->prefix != NULL && tag->uri == NULL))
		return "a namespace prefix that is not declared, or a wrong declaration";
	if (reader->depth >= LIMIT_DEPTH)
		return "elements nested too deeply";
	if (tag->attribute_count > (int)LIMIT_ATTRIBUTES)
		return "too many attributes in one tag";
	return NULL;
}

/* For each name it reads, libxml2 looks through all that are in force. */
static bool
has_too_many_namespaces(struct reader *reader, const struct tag *tag)
{
	size_t *in_force = &reader->namespaces[reader->depth + 1];

	*in_force = in_force[-1] + (size_t)tag->namespace_count;
	return *in_force > LIMIT_NAMESPACES;
}

/* Refuses a tag that nothing behind can be read with. */
static bool
refuse_tag(struct reader *reader, const struct tag *tag)
{
	const char *fault = fault_of_tag(reader, tag);
	size_t start = 0;

	if (fault == NULL && !has_too_many_namespaces(reader, tag))
		return false;
	start = locator_tag_start(&reader->locator, reader_offset(reader));
	reader_refuse(reader, fault == NULL ? PROBLEM_NAMESPACES : PROBLEM_MALFORMED,
	    locator_place(&reader->locator, start), fault);
	return true;
}

/* libxml2 keeps every name in a dictionary that is made for hundreds, and gets slow with many more. */
static bool
has_too_many_names(const struct reader *reader)
{
	return reader->strange_names > LIMIT_NAMES && reader->status == STATUS_OK;
}

static void
refuse_names(struct reader *reader, size_t offset)
{
	reader_refuse(reader, PROBLEM_NAMES, locator_place(&reader->locator, offset), NULL);
}

static void
count_strange_names(struct reader *reader, const struct tag *tag)
{
	if (reader->depth <= RECORD_DEPTH)
		reader->strange_names = 0;
	reader->strange_names += (size_t)tag->namespace_count;
	if (reader->unbound != 0 || (reader->depth > RECORD_DEPTH && binder_passes_over(reader->binder)))
		reader->strange_names += (size_t)tag->attribute_count + 1;
}

static void
on_instruction(void *context, const xmlChar *target, const xmlChar *data)
{
	struct reader *reader = context;

	(void)target;
	(void)data;
	if (reader->status != STATUS_OK || reader->depth < RECORD_DEPTH)
		return;
	reader->strange_names++;
	if (has_too_many_names(reader))
		refuse_names(reader, reader_offset(reader));
}

static void
start_root(struct reader *reader, const struct binder_element *element)
{
	struct export_root root = {CASELINT_ABSENT, reader->text->root_line};

	if (element->uri == NULL || strcmp((const char *)element->uri, ENVELOPE_NAMESPACE) != 0 ||
	    strcmp((const char *)element->name, ENVELOPE_ROOT) != 0) {
		reader_refuse(reader, PROBLEM_MALFORMED, settle_place(reader, BINDER_ELEMENT),
		    "the root is not CaseExport of " ENVELOPE_NAMESPACE);
		return;
	}
	/* Of two readers the careful one says what is wrong with the root, and the other what it is. */
	root_read(element->attributes, element->attribute_count,
	    reader->text->first && reader->careful == NULL ? settle_hear_binder : NULL, reader, &root.exported_on);
	if (!reader->is_careful)
		reader->events->root(reader->events->context, &root);
}

/* A record nobody can look into: the validator and the binder do not see it. */
static void
start_unbound(struct reader *reader, enum problem_kind kind, const char *detail)
{
	reader->unbound = reader->depth;
	reader_send_problem(
	    reader, &(struct binder_problem){.kind = kind, .detail = detail}, settle_place(reader, BINDER_ELEMENT));
}

/* Whether the record is one of a plugin; if not, says why. */
static const struct shape *
shape_of_record(struct reader *reader, const struct binder_element *element)
{
	const struct shape *shape = NULL;

	reader->model = element->uri == NULL ? NULL : names_model(reader->names, element->uri);
	if (reader->model == NULL) {
		bool is_no_jurisdiction =
		    element->uri == NULL || strcmp((const char *)element->uri, ENVELOPE_NAMESPACE) == 0;

		if (is_no_jurisdiction)
			start_unbound(reader, PROBLEM_UNKNOWN_RECORD, "a record in the namespace of a jurisdiction");
		else
			start_unbound(reader, PROBLEM_UNKNOWN_NAMESPACE, NULL);
		return NULL;
	}
	shape = model_record(reader->model, text_of((const char *)element->name), &reader->record_type);
	if (shape == NULL)
		start_unbound(reader, PROBLEM_UNKNOWN_RECORD, "a record type of its namespace");
	return shape;
}

/* The start tag in hand, up to where the parser is. No "<" can stand inside of one. The parser's own copy was read just now,
 * what it was fed is further away; the parser keeps the tag it is at. */
static void
find_tag(struct reader *reader)
{
	const xmlParserInput *input = reader->parser->input;
	const xmlChar *less = memrchr(input->base, '<', (size_t)(input->cur - input->base));

	reader->tag_end = reader_offset(reader);
	reader->tag = less == NULL ? text_view(NULL, 0) : text_view((const char *)less, (size_t)(input->cur - less));
}

static void
open_level(struct reader *reader)
{
	find_tag(reader);
	reader->depth++;
	*reader_level(reader) = (struct level){.offset = reader->tag_end - reader->tag.length,
	    .text_start = reader->characters.length,
	    .text_sent = reader->characters.length};
}

/* The validator's turn, after the binder's. Attributes the binder judges are kept from it: its verdict on them would be
 * dropped anyway, and it takes as long over a date as the binder over the whole tag. */
static void
start_validator(struct reader *reader, const struct tag *tag)
{
	const size_t bytes = ATTRIBUTE_STRIDE * sizeof *tag->attributes;
	int shown = 0;
	int i = 0;

	if (reader->validator == NULL)
		return;
	for (i = 0; i < tag->attribute_count; i++) {
		if (!reader->attributes[i].is_judged)
			memcpy(
			    &reader->shown[shown++ * ATTRIBUTE_STRIDE], &tag->attributes[i * ATTRIBUTE_STRIDE], bytes);
	}
	validator_start(reader->validator, tag->name, tag->prefix, tag->uri, tag->namespace_count, tag->namespaces,
	    shown, 0, reader->shown);
}

/* A tag outside of records that nobody looks into. */
static void
start_seen(struct reader *reader, const struct tag *tag)
{
	struct binder_element element = {tag->name, tag->uri, reader->attributes, (size_t)tag->attribute_count, 0};
	const struct shape *shape = NULL;

	if (reader->depth > 0)
		flush_text(reader);
	open_level(reader);
	element.line = locator_line(&reader->locator, reader_level(reader)->offset);
	reader->said_count = 0;
	if (reader->depth == RECORD_DEPTH) {
		shape = shape_of_record(reader, &element);
		if (shape == NULL)
			return;
	}
	take_attributes(reader, tag->attributes, element.attribute_count, element.line);
	if (reader->depth == ROOT_DEPTH)
		start_root(reader, &element);
	else if (reader->depth == RECORD_DEPTH)
		binder_open(reader->binder, reader->names, shape, &reader->arena, &element);
	else
		binder_start(reader->binder, &element);
	if (reader->status != STATUS_OK)
		return;
	start_validator(reader, tag);
	settle_event(reader, element.attribute_count);
}

static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
    const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes)
{
	struct reader *reader = context;
	const struct tag tag = {name, prefix, uri, namespace_count, namespaces, attribute_count, attributes};

	(void)defaulted; /* no document type declaration, no defaults */
	if (reader->status != STATUS_OK || refuse_tag(reader, &tag))
		return;
	if (reader->unbound != 0)
		reader->depth++;
	else
		start_seen(reader, &tag);
	count_strange_names(reader, &tag);
	if (has_too_many_names(reader))
		refuse_names(reader, locator_tag_start(&reader->locator, reader_offset(reader)));
}

/* ---- End tags ---- */

static struct text
text_of_field(const void *object, const struct shape *shape, uint32_t field)
{
	const struct caselint_text *text = NULL;

	if (field == SHAPE_NONE)
		return text_view(NULL, 0);
	text = (const struct caselint_text *)(const void *)((const char *)object + shape_field(shape, field)->offset);
	return text_view(text->data, text->data == NULL ? 0 : text->length);
}

static void
send_record(struct reader *reader)
{
	const void *object = binder_record(reader->binder);
	const struct shape *shape = bound_of(object)->shape;
	struct bound_record record = {
	    .model = reader->model,
	    .type = reader->record_type,
	    .data = object,
	    .arena = &reader->arena,
	    .id = text_of_field(object, shape, shape->id_field),
	    .group = text_of_field(object, shape, shape->group_field),
	    .line = bound_of(object)->line,
	};
	enum status status = STATUS_OK;

	if (reader->careful != NULL && (reader->is_doubtful || !binder_is_certain(reader->binder))) {
		reader->is_doubtful = false;
		reader_read_again(reader, reader_level(reader)->offset, reader_offset(reader));
		arena_reset(&reader->arena);
		return;
	}
	if (record.id.length > LIMIT_ID_BYTES)
		record.id = text_view(NULL, 0);
	status = reader->events->record(reader->events->context, &record);
	arena_reset(&reader->arena);
	if (status != STATUS_OK)
		reader_stop(reader, status);
}

/* What is filled fills all it lies in. */
static void
leave_level(struct reader *reader)
{
	struct level *level = reader_level(reader);

	if (level->is_filled)
		level[-1].is_filled = true;
	cut_text(reader, level->text_start);
}

static void
end_bound(struct reader *reader, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct level *level = reader_level(reader);
	const struct binder_content content = {
	    text_from(reader, level->text_start), is_too_long(level), level->is_filled};

	/* Blank text is text where there is nothing else. */
	if (level->has_child || !text_is_blank(content.text))
		pass_text(reader, level);
	else if (reader->validator != NULL && content.text.length > 0)
		validator_text(reader->validator, content.text);
	if (reader->validator != NULL)
		validator_end(reader->validator, name, prefix, uri);
	if (content.too_long)
		report_long_text(reader);
	binder_end(reader->binder, &content);
	settle_event(reader, 0);
	binder_leave(reader->binder);
	leave_level(reader);
}

static void
end_root(struct reader *reader, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	if (reader->validator == NULL)
		return;
	validator_end(reader->validator, name, prefix, uri);
	settle_event(reader, 0);
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct reader *reader = context;

	if (reader->status != STATUS_OK)
		return;
	reader->said_count = 0;
	if (reader->unbound != 0) {
		if (reader->unbound == reader->depth)
			reader->unbound = 0;
	} else if (reader->depth >= RECORD_DEPTH) {
		end_bound(reader, name, prefix, uri);
		if (reader->depth == RECORD_DEPTH)
			send_record(reader);
	} else {
		end_root(reader, name, prefix, uri);
	}
	reader->depth--;
}

/* ---- What must not be there ---- */

static void
on_doctype(void *context, const xmlChar *name, const xmlChar *external_id, const xmlChar *system_id)
{
	struct reader *reader = context;

	(void)name;
	(void)external_id;
	(void)system_id;
	if (reader->status == STATUS_OK)
		reader_refuse(reader, PROBLEM_MALFORMED, locator_place(&reader->locator, reader_offset(reader)),
		    "a document type declaration");
}

static void
on_error(void *context, xmlErrorPtr error)
{
	struct reader *reader = context;

	if (reader->fault.code == 0 && error->level >= XML_ERR_ERROR)
		reader->fault = (struct parser_fault){error->code, error->line, error->int2};
}

void
events_fill(xmlSAXHandler *handler)
{
	handler->initialized = XML_SAX2_MAGIC;
	handler->startElementNs = on_start;
	handler->endElementNs = on_end;
	handler->characters = on_characters;
	handler->ignorableWhitespace = on_characters;
	handler->cdataBlock = on_characters;
	handler->processingInstruction = on_instruction;
	handler->internalSubset = on_doctype;
	handler->serror = on_error;
}
