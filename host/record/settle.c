/*
 * Binder and validator see the same event and may object to the same fault: here the two are made one. Which
 * of them judges what is the binder's to say (binder_judges).
 */
#include <string.h>

#include "record/reader_state.h"

struct place_in_text
settle_place(struct reader *reader, size_t attribute)
{
	size_t offset = reader_level(reader)->offset;

	if (attribute != BINDER_ELEMENT)
		offset = locator_attribute(&reader->locator, offset, reader->tag_end, attribute);
	return locator_place(&reader->locator, offset);
}

void
settle_hear_binder(void *context, const struct binder_problem *problem)
{
	struct reader *reader = context;

	if (problem->kind == PROBLEM_SCHEMA)
		reader_level(reader)->has_schema_problem = true;
	if (reader->said_count < EVENT_PROBLEMS_MAX)
		reader->said[reader->said_count++] = (struct said){problem->kind, problem->at_fault};
	if (problem->kind == PROBLEM_UNKNOWN_ATTRIBUTE)
		reader->strange_names++;
	/* What will be said is said by another; where it stands takes long to find. */
	if (reader_holds_back(reader))
		reader->is_doubtful = true;
	else
		reader_send_problem(reader, problem, settle_place(reader, problem->attribute));
}

/* Whether the two speak of one fault. The schema has other words for some of the binder's. */
static bool
is_same_fault(const struct said *said, const struct objection *objection)
{
	if (objection->on_attribute)
		return said->attribute.data != NULL && text_equals(said->attribute, objection->attribute);
	switch (said->kind) {
	case PROBLEM_REPEATED: return objection->kind == PROBLEM_UNKNOWN_ELEMENT;
	case PROBLEM_TEXT_BYTES: return objection->kind == PROBLEM_VALUE;
	case PROBLEM_UNKNOWN_ATTRIBUTE: return objection->kind == PROBLEM_SCHEMA;
	case PROBLEM_RECORD_ID: return objection->kind == PROBLEM_MISSING;
	default: return said->kind == objection->kind;
	}
}

static bool
was_said(const struct reader *reader, const struct objection *objection)
{
	size_t i = 0;

	for (i = 0; i < reader->said_count; i++) {
		if (is_same_fault(&reader->said[i], objection))
			return true;
	}
	return false;
}

static size_t
attribute_index(const struct reader *reader, const struct objection *objection, size_t attribute_count)
{
	size_t i = 0;

	for (i = 0; objection->on_attribute && i < attribute_count; i++) {
		if (strcmp((const char *)reader->attributes[i].name, objection->attribute) == 0)
			return i;
	}
	return BINDER_ELEMENT;
}

static const char *
detail_of(const struct objection *objection)
{
	return objection->kind == PROBLEM_VALUE ? "a value the schema allows here" : NULL;
}

static void
send_objection(struct reader *reader, const struct objection *objection, size_t attribute_count)
{
	const char *attribute = objection->on_attribute ? objection->attribute : NULL;
	size_t index = attribute_index(reader, objection, attribute_count);
	struct binder_problem problem = {.kind = objection->kind, .detail = detail_of(objection)};
	struct buffer path = {0};

	if (reader->depth >= RECORD_DEPTH) {
		binder_path(reader->binder, attribute, &path);
		problem.is_key = objection->kind == PROBLEM_VALUE && binder_is_key(reader->binder, attribute);
	} else {
		buffer_append_text(&path, ENVELOPE_ROOT);
	}
	if (objection->kind == PROBLEM_SCHEMA && attribute == NULL)
		reader_level(reader)->has_schema_problem = true;
	problem.path = text_view(path.data, path.length);
	reader_send_problem(reader, &problem, settle_place(reader, index));
	buffer_clear(&path);
}

/* Whether an objection is the binder's to make, or no objection: an attribute kept from the validator is not missing. */
static bool
is_settled(struct reader *reader, const struct objection *objection, size_t attribute_count)
{
	const char *attribute = objection->on_attribute ? objection->attribute : NULL;

	if (was_said(reader, objection))
		return true;
	if (reader->depth < RECORD_DEPTH)
		return !reader->text->first;
	if (objection->kind == PROBLEM_SCHEMA && attribute == NULL && reader_level(reader)->has_schema_problem)
		return true;
	if (objection->kind == PROBLEM_MISSING && attribute_index(reader, objection, attribute_count) != BINDER_ELEMENT)
		return true;
	return binder_judges(reader->binder, objection->kind, attribute);
}

void
settle_event(struct reader *reader, size_t attribute_count)
{
	const struct objection *objections = NULL;
	size_t count = 0;
	size_t i = 0;

	if (reader->validator == NULL)
		return;
	objections = validator_objections(reader->validator, &count);
	for (i = 0; i < count; i++) {
		if (!is_settled(reader, &objections[i], attribute_count))
			send_objection(reader, &objections[i], attribute_count);
	}
	if (count > 0)
		validator_forget(reader->validator);
}
