/* Values on their way from a plugin to a report; see plugin/resolve.h. */
#include "plugin/resolve.h"

#include <string.h>

#include "base/limits.h"
#include "plugin/draft.h"
#include "record/values.h"

/* Years 0001 to 9999. */
#define FIRST_DAY (-719162)
#define LAST_DAY 2932896
#define FIRST_MONTH (-23628)
#define LAST_MONTH 96359

bool
resolve_is_day(int32_t date)
{
	return date == CASELINT_ABSENT || (date >= FIRST_DAY && date <= LAST_DAY);
}

bool
resolve_is_month(int32_t month)
{
	return month == CASELINT_ABSENT || (month >= FIRST_MONTH && month <= LAST_MONTH);
}

const char *
resolve_array_fault(const struct caselint_array *array, size_t element_size, uint32_t limit)
{
	if (array->count == 0)
		return NULL;
	if (array->items == NULL || (uintptr_t)array->items % sizeof(void *) != 0)
		return "an array has a count, but no elements";
	if (array->stride < element_size || array->stride % sizeof(void *) != 0)
		return "the stride of an array is shorter than its elements";
	return array->count > limit ? "an array is longer than the contract allows" : NULL;
}

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

static void
describe_place(struct draft *draft, const struct place *place, struct resolved *ret_resolved)
{
	ret_resolved->line = place->line;
	ret_resolved->path = place_path_text(place, draft->output);
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
	case CASELINT_DATE: return value->number >= FIRST_DAY && value->number <= LAST_DAY;
	case CASELINT_MONTH: return value->number >= FIRST_MONTH && value->number <= LAST_MONTH;
	case CASELINT_TIME: return value->number >= 0 && value->number < 86400;
	case CASELINT_BOOLEAN:
	case CASELINT_PRESENCE: return value->number == 0 || value->number == 1;
	case CASELINT_COUNT: return value->number >= 0 && value->number <= INT32_MAX;
	default: return false;
	}
}

/* A text as it is shown: one that is too long is cut between characters, in a copy, and the cut is seen. */
static struct text
shorten(struct draft *draft, struct text text)
{
	static const char more[] = "...";
	size_t kept = LIMIT_SHOWN_BYTES - (sizeof more - 1);
	char *copy = NULL;

	if (text.length <= LIMIT_SHOWN_BYTES)
		return text;
	while (kept > 0 && ((unsigned char)text.data[kept] & 0xC0U) == 0x80U)
		kept--;
	copy = arena_take(draft->output, kept + sizeof more);
	memcpy(copy, text.data, kept);
	memcpy(copy + kept, more, sizeof more);
	return text_view(copy, kept + sizeof more - 1);
}

/* Checks a value and takes it over; its text stays where it is. */
static enum status
take_value(struct draft *draft, const struct caselint_value *value, struct shown_value *ret_value)
{
	struct text text = text_view(value->text, value->length);

	ret_value->kind = value->kind;
	if (!is_text_kind(value->kind)) {
		ret_value->number = value->number;
		return is_number_in_range(value) ? STATUS_OK : refuse(draft, "it showed a value that is out of range");
	}
	if (text.length > LIMIT_TEXT_BYTES || (text.length > 0 && text.data == NULL))
		return refuse(draft, "it showed a text that is too long or missing");
	if (!text_is_xml_utf8(text))
		return refuse(draft, "it showed a text that is not UTF-8");
	ret_value->text = shorten(draft, text);
	return STATUS_OK;
}

static enum status
take_given(struct draft *draft, const struct caselint_value *value, struct shown_value *ret_value)
{
	enum status status = take_value(draft, value, ret_value);
	struct text text = ret_value->text;

	if (status == STATUS_OK && is_text_kind(value->kind))
		ret_value->text = draft_copy_text(draft, text);
	return status;
}

/* What lies at a place lives as long as the draft. */
static enum status
take_from_place(struct draft *draft, const struct place *place, struct shown_value *ret_value)
{
	struct caselint_value value = {0};

	if (place->field == NULL)
		return refuse(draft, "it showed a whole element as a value");
	value = value_of(place->field, place->object);
	return value.kind == 0 ? STATUS_OK : take_value(draft, &value, ret_value);
}

enum status
resolve_value(struct draft *draft, const struct caselint_value *value, bool withhold, struct shown_value *ret_value,
    struct resolved *ret_place)
{
	struct place place = {0};

	if (value->from.in == NULL)
		return value->kind == 0 ? STATUS_OK : take_given(draft, value, ret_value);
	if (place_find(draft->input, &value->from, &place) != STATUS_OK)
		return refuse(draft, "it showed a value from a place that is not in the record");
	if (ret_place != NULL)
		describe_place(draft, &place, ret_place);
	if (place.is_private && !withhold)
		return refuse(draft, "it showed the value of a private field");
	if (place.is_private) {
		ret_value->withheld = place.field != NULL && !value_is_absent(place.field, place.object);
		return STATUS_OK;
	}
	if (value->kind != 0)
		return take_given(draft, value, ret_value);
	return take_from_place(draft, &place, ret_value);
}

void
resolve_withheld(struct draft *draft, const struct caselint_value *value, struct shown_value *ret_value)
{
	struct place place = {0};
	struct caselint_value there;

	if (place_find(draft->input, &value->from, &place) != STATUS_OK || place.field == NULL)
		return;
	there = value_of(place.field, place.object);
	/* The struct has the length of private text only; the text is the host's. */
	if (is_text_kind(there.kind))
		ret_value->text = shorten(draft, place_text(&place));
	ret_value->number = there.number;
	ret_value->kind = there.kind;
}
