/*
 * One piece after the other through one parser; see record/reader.h. What the parser tells is record/events.c's business.
 */
#include "record/reader.h"

#include <string.h>

#include <libxml/parser.h>

#include "base/memory.h"
#include "record/libxml.h"
#include "record/reader_state.h"

/* Names of the input stay in the parser's dictionary: over this size a new parser is made. */
#define DICTIONARY_BYTES_MAX (1024U * 1024U)
#define PIECE_PARTS 4U /* what a piece is made of */

void
reader_stop(struct reader *reader, enum status status)
{
	if (reader->status == STATUS_OK)
		reader->status = status;
	xmlStopParser(reader->parser);
}

struct level *
reader_level(struct reader *reader)
{
	return &reader->levels[reader->depth - 1];
}

size_t
reader_offset(const struct reader *reader)
{
	const xmlParserInput *input = reader->parser->input;

	return (size_t)input->consumed + (size_t)(input->cur - input->base);
}

void
reader_send_problem(struct reader *reader, const struct binder_problem *problem, struct place_in_text place)
{
	const struct problem placed = {
	    problem->kind, place.line, place.column, problem->path, problem->detail, problem->is_key};

	if (reader_holds_back(reader)) {
		reader->is_doubtful = true;
		return;
	}
	reader->events->problem(reader->events->context, &placed);
}

void
reader_refuse(struct reader *reader, enum problem_kind kind, struct place_in_text place, const char *detail)
{
	reader_send_problem(reader, &(struct binder_problem){.kind = kind, .detail = detail}, place);
	reader_stop(reader, STATUS_INVALID);
}

static void
drop_parser(struct reader *reader)
{
	names_free(reader->names);
	reader->names = NULL;
	if (reader->parser != NULL)
		xmlFreeParserCtxt(reader->parser);
	reader->parser = NULL;
}

static void
make_parser(struct reader *reader)
{
	xmlSAXHandler handler;

	memset(&handler, 0, sizeof handler);
	events_fill(&handler);
	reader->parser = xmlNewParserCtxt();
	*reader->parser->sax = handler;
	reader->parser->userData = reader;
	reader->names = names_new(reader->parser->dict, reader->models, reader->model_count);
}

/* Without a claim about its first node a record is in doubt before it begins, and reading it twice is a waste. */
static bool
are_models_learnt(const struct model *const *models, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (uint32_t k = 0; k < model_plugin(models[i])->records.count; k++) {
			if (!model_record_at(models[i], k)->nodes[0].claim.is_open)
				return false;
		}
	}
	return true;
}

static struct reader *
new_reader(const struct model *const *models, size_t model_count, const struct reader_events *events)
{
	struct reader *reader = memory_zeroed(1, sizeof *reader);

	reader->events = events;
	reader->models = models;
	reader->model_count = model_count;
	arena_init(&reader->arena);
	reader->binder = binder_new(settle_hear_binder, reader);
	make_parser(reader);
	return reader;
}

struct reader *
reader_new(const struct schema *schema, const struct model *const *models, size_t model_count,
    const struct reader_events *events)
{
	struct reader *reader = NULL;

	libxml_prepare();
	reader = new_reader(models, model_count, events);
	if (schema == NULL)
		return reader;
	if (are_models_learnt(models, model_count)) {
		reader->careful = new_reader(models, model_count, events);
		reader->careful->is_careful = true;
		reader->careful->validator = validator_new(schema);
	} else {
		reader->validator = validator_new(schema);
	}
	return reader;
}

uint64_t
reader_doubts(const struct reader *reader)
{
	return reader->doubts;
}

void
reader_doubt_everything(struct reader *reader)
{
	if (reader->careful == NULL)
		return;
	reader->validator = reader->careful->validator;
	reader->careful->validator = NULL;
	reader_free(reader->careful);
	reader->careful = NULL;
}

void
reader_free(struct reader *reader)
{
	if (reader == NULL)
		return;
	reader_free(reader->careful);
	drop_parser(reader);
	validator_free(reader->validator);
	binder_free(reader->binder);
	arena_clear(&reader->arena);
	buffer_clear(&reader->characters);
	buffer_clear(&reader->values);
	memory_free(reader);
}

static void
begin_piece(struct reader *reader, const struct record_text *text)
{
	if (xmlDictGetUsage(reader->parser->dict) > DICTIONARY_BYTES_MAX) {
		drop_parser(reader);
		make_parser(reader);
	}
	reader->text = text;
	locator_init(&reader->locator, text);
	reader->status = STATUS_OK;
	reader->depth = 0;
	reader->unbound = 0;
	reader->is_doubtful = false;
	reader->fault = (struct parser_fault){0};
	buffer_reset(&reader->characters);
	arena_reset(&reader->arena);
	if (reader->validator != NULL)
		validator_open(reader->validator);
}

/* A piece on its way to the parser. */
struct meal {
	const struct reader *reader;
	struct text parts[PIECE_PARTS];
	size_t part;
};

/* In plain text the parser looks for the end of a CDATA section in what it has, and asks for no more: "]]>" must not be cut. */
static size_t
length_uncut(struct text part, size_t length)
{
	static const char end[] = "]]>";

	for (size_t cut = 1; cut < sizeof end - 1; cut++) {
		if (length > cut && part.length - (length - cut) >= sizeof end - 1 &&
		    memcmp(part.data + length - cut, end, sizeof end - 1) == 0)
			return length - cut;
	}
	return length;
}

/* The parser asks for a few thousand bytes at a time, so what it works on stays near. It is given no more when it has found
 * a fault, or was stopped. */
static int
give_more(void *context, char *room, int length)
{
	struct meal *meal = context;
	struct text *part = NULL;
	size_t given = 0;

	if (meal->reader->status != STATUS_OK || meal->reader->parser->wellFormed == 0)
		return 0;
	while (meal->part < PIECE_PARTS && meal->parts[meal->part].length == 0)
		meal->part++;
	if (meal->part == PIECE_PARTS)
		return 0;
	part = &meal->parts[meal->part];
	given = part->length < (size_t)length ? part->length : length_uncut(*part, (size_t)length);
	memcpy(room, part->data, given);
	*part = text_view(part->data + given, part->length - given);
	return (int)given;
}

/* No document comes back: what it says goes to the handler. */
static void
parse(struct reader *reader, const struct record_text *text)
{
	struct meal meal = {reader, {text->prefix, text_view("\n", 1), text->body, text->suffix}, 0};

	(void)xmlCtxtReadIO(reader->parser, give_more, NULL, &meal, NULL, NULL, XML_PARSE_NONET);
}

static const char *
words_of_code(int code)
{
	switch (code) {
	case XML_ERR_TAG_NAME_MISMATCH: return "an end tag that does not match its start tag";
	case XML_ERR_ATTRIBUTE_REDEFINED: return "an attribute given twice in one tag";
	case XML_ERR_UNDECLARED_ENTITY:
	case XML_WAR_UNDECLARED_ENTITY: return "a reference to an entity that is not predefined";
	case XML_ERR_INVALID_CHAR:
	case XML_ERR_INVALID_CHARREF: return "a character XML does not allow";
	case XML_ERR_INVALID_ENCODING: return "bytes that are not UTF-8";
	case XML_ERR_LT_IN_ATTRIBUTE: return "\"<\" in an attribute";
	case XML_ERR_TAG_NOT_FINISHED:
	case XML_ERR_DOCUMENT_END: return "the end inside an element";
	case XML_NS_ERR_UNDEFINED_NAMESPACE:
	case XML_NS_ERR_XML_NAMESPACE:
	case XML_NS_ERR_ATTRIBUTE_REDEFINED:
	case XML_NS_ERR_EMPTY:
	case XML_NS_ERR_COLON: return "a namespace prefix that is not declared, or a wrong declaration";
	default: return NULL;
	}
}

/* What the parser stopped at. */
static void
report_parser_error(struct reader *reader)
{
	const struct parser_fault *fault = &reader->fault;
	struct place_in_text place = {reader->text->line, 0};
	const char *detail = NULL;

	if (fault->code != 0) {
		place = locator_place_of_parser(&reader->locator, fault->line, fault->column);
		detail = words_of_code(fault->code);
	}
	reader_send_problem(reader, &(struct binder_problem){.kind = PROBLEM_MALFORMED, .detail = detail}, place);
	reader->status = STATUS_INVALID;
}

bool
reader_holds_back(const struct reader *reader)
{
	return reader->careful != NULL && reader->depth >= RECORD_DEPTH && reader->unbound == 0;
}

void
reader_read_again(struct reader *reader, size_t start, size_t end)
{
	struct place_in_text place = locator_place(&reader->locator, start);
	struct record_text text = *reader->text;
	enum status status = STATUS_OK;

	text.body = locator_bytes(&reader->locator, start, end);
	text.line = place.line;
	text.column = place.column;
	text.first = false;
	reader->doubts++;
	status = reader_read(reader->careful, &text);
	if (status != STATUS_OK)
		reader_stop(reader, status);
}

/* The root of the first piece, with all that is to be said of it, before any record. */
static enum status
read_root(struct reader *reader, const struct record_text *text)
{
	struct record_text root = *text;

	root.body = text_view("", 0);
	return reader_read(reader->careful, &root);
}

/* What was found in a record that never ended is not said yet. */
static void
settle_broken_record(struct reader *reader)
{
	size_t end = reader->locator.body_end;

	reader->status = STATUS_OK;
	reader_read_again(reader, reader->levels[RECORD_DEPTH - 1].offset, end);
	/* The careful reader should have found it, too; if it has not, the record is not well-formed all the same. */
	if (reader->status == STATUS_OK) {
		reader->depth = 0;
		report_parser_error(reader);
	}
}

static bool
is_broken(const struct reader *reader)
{
	if (reader->status != STATUS_OK)
		return reader->status == STATUS_INVALID;
	return reader->parser->wellFormed == 0 || reader->parser->nsWellFormed == 0;
}

enum status
reader_read(struct reader *reader, const struct record_text *text)
{
	if (reader->careful != NULL && text->first && read_root(reader, text) != STATUS_OK)
		return STATUS_INVALID;
	begin_piece(reader, text);
	parse(reader, text);
	if (is_broken(reader) && reader_holds_back(reader))
		settle_broken_record(reader);
	else if (reader->status == STATUS_OK && is_broken(reader))
		report_parser_error(reader);
	if (reader->validator != NULL)
		validator_close(reader->validator);
	reader->text = NULL;
	return reader->status;
}
