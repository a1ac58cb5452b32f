/* Values on their way from a plugin to a report; see plugin/resolve.h. */
#include "plugin/resolve.h"

#include <string.h>

#include "base/limits.h"
#include "record/values.h"

int32_t
draft_refuse(struct draft *draft, const char *phrase)
{
	if (draft->breach == NULL)
		draft->breach = phrase;
	return CASELINT_REFUSED;
}

static enum status
refuse(struct draft *draft, const char *phrase)
{
	(void)draft_refuse(draft, phrase);
	return STATUS_BREACH;
}

static struct text
copy_buffer(struct draft *draft, struct buffer *buffer)
{
	struct text copy =
	    text_view(arena_copy_text(draft->output, buffer_text(buffer), buffer->length), buffer->length);

	buffer_clear(buffer);
	return copy;
}

static void
describe_place(struct draft *draft, const struct place *place, struct resolved *ret_resolved)
{
	struct buffer path = {0};

	place_path(place, &path);
	ret_resolved->line = place->line;
	ret_resolved->path = copy_buffer(draft, &path);
	if (place->field != NULL)
		ret_resolved->field = text_of(place->field->path);
}

enum status
resolve_place(struct draft *draft, const struct caselint_ref *ref, struct resolved *ret_resolved)
{
	struct place place = {0};

	memset(ret_resolved, 0, sizeof *ret_resolved);
	if (ref->in == NULL) {
		ret_resolved->line = draft->record_line;
		ret_resolved->path = draft->record_path;
		return STATUS_OK;
	}
	if (place_find(draft->input, ref, &place) != STATUS_OK)
		return refuse(draft, "it named a place that is not in the record");
	describe_place(draft, &place, ret_resolved);
	return STATUS_OK;
}

static bool
is_text_kind(uint32_t kind)
{
	return kind == CASELINT_TEXT || kind == CASELINT_CODE || kind == CASELINT_ID;
}

static bool
is_number_in_range(const struct caselint_value *value)
{
	switch (value->kind) {
	case CASELINT_MONEY: return value->number > CASELINT_BAD_MONEY;
	case CASELINT_DATE:
	case CASELINT_MONTH: return value->number > CASELINT_BAD && value->number <= INT32_MAX;
	case CASELINT_TIME: return value->number >= 0 && value->number < 86400;
	case CASELINT_BOOLEAN:
	case CASELINT_PRESENCE: return value->number == 0 || value->number == 1;
	case CASELINT_COUNT: return value->number >= 0 && value->number <= INT32_MAX;
	default: return false;
	}
}

static enum status
take_given(struct draft *draft, const struct caselint_value *value, struct shown_value *ret_value)
{
	ret_value->kind = value->kind;
	if (!is_text_kind(value->kind)) {
		ret_value->number = value->number;
		return is_number_in_range(value) ? STATUS_OK : refuse(draft, "it showed a value that is out of range");
	}
	if (value->length > LIMIT_MESSAGE_BYTES || (value->length > 0 && value->text == NULL))
		return refuse(draft, "it showed a text that is too long or missing");
	if (!text_is_xml_utf8(text_view(value->text, value->length)))
		return refuse(draft, "it showed a text that is not UTF-8");
	ret_value->text = text_view(arena_copy_text(draft->output, value->text, value->length), value->length);
	return STATUS_OK;
}

static enum status
take_from_place(struct draft *draft, const struct place *place, struct shown_value *ret_value)
{
	struct caselint_value value = {0};

	if (place->field == NULL)
		return refuse(draft, "it showed a whole element as a value");
	value = value_of(place->field, place->object);
	if (value.kind == 0)
		return STATUS_OK;
	if (is_text_kind(value.kind) && value.length > LIMIT_MESSAGE_BYTES)
		value.length = LIMIT_MESSAGE_BYTES;
	while (is_text_kind(value.kind) && !text_is_xml_utf8(text_view(value.text, value.length)))
		value.length--;
	return take_given(draft, &value, ret_value);
}

enum status
resolve_value(struct draft *draft, const struct caselint_value *value, bool withhold, struct resolved *ret_resolved)
{
	struct place place = {0};

	memset(ret_resolved, 0, sizeof *ret_resolved);
	if (value->from.in == NULL)
		return value->kind == 0 ? STATUS_OK : take_given(draft, value, &ret_resolved->value);
	if (place_find(draft->input, &value->from, &place) != STATUS_OK)
		return refuse(draft, "it showed a value from a place that is not in the record");
	describe_place(draft, &place, ret_resolved);
	if (place.is_private && !withhold)
		return refuse(draft, "it showed the value of a private field");
	if (place.is_private) {
		ret_resolved->value.withheld = place.field != NULL && !value_is_absent(place.field, place.object);
		return STATUS_OK;
	}
	if (value->kind != 0)
		return take_given(draft, value, &ret_resolved->value);
	return take_from_place(draft, &place, &ret_resolved->value);
}
