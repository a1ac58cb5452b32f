/* One table row per kind, one reader per form of text; see record/values.h. */
#include "record/values.h"

#include <stdalign.h>
#include <string.h>

#include "base/date.h"
#include "base/limits.h"
#include "base/money.h"

/* How a member is stored, and so what its two sentinels are. */
enum storage { STORAGE_NONE, STORAGE_TEXT, STORAGE_MONEY, STORAGE_INT, STORAGE_RECORD, STORAGE_LIST, STORAGE_PLACE };

struct kind {
	const char *name;
	enum storage storage;
};

static const struct kind kinds[] = {
    [CASELINT_TEXT] = {"text", STORAGE_TEXT},
    [CASELINT_CODE] = {"code", STORAGE_TEXT},
    [CASELINT_ID] = {"id", STORAGE_TEXT},
    [CASELINT_MONEY] = {"money", STORAGE_MONEY},
    [CASELINT_DATE] = {"date", STORAGE_INT},
    [CASELINT_MONTH] = {"month", STORAGE_INT},
    [CASELINT_TIME] = {"time", STORAGE_INT},
    [CASELINT_BOOLEAN] = {"boolean", STORAGE_INT},
    [CASELINT_COUNT] = {"count", STORAGE_INT},
    [CASELINT_PRESENCE] = {"presence", STORAGE_INT},
    [CASELINT_RECORD] = {"record", STORAGE_RECORD},
    [CASELINT_LIST] = {"list", STORAGE_LIST},
    [CASELINT_PLACE] = {"place", STORAGE_PLACE},
};

struct layout {
	uint32_t size;
	uint32_t alignment;
};

static const struct layout layouts[] = {
    [STORAGE_NONE] = {0, 1},
    [STORAGE_TEXT] = {sizeof(struct caselint_text), alignof(struct caselint_text)},
    [STORAGE_MONEY] = {sizeof(int64_t), alignof(int64_t)},
    [STORAGE_INT] = {sizeof(int32_t), alignof(int32_t)},
    [STORAGE_RECORD] = {sizeof(void *), alignof(void *)},
    [STORAGE_LIST] = {sizeof(struct caselint_list), alignof(struct caselint_list)},
    [STORAGE_PLACE] = {sizeof(struct caselint_ref), alignof(struct caselint_ref)},
};

static enum storage
storage_of(uint32_t kind)
{
	return kind < sizeof kinds / sizeof kinds[0] ? kinds[kind].storage : STORAGE_NONE;
}

uint32_t
value_size(uint32_t kind)
{
	return layouts[storage_of(kind)].size;
}

uint32_t
value_alignment(uint32_t kind)
{
	return layouts[storage_of(kind)].alignment;
}

const char *
value_kind_name(uint32_t kind)
{
	return storage_of(kind) == STORAGE_NONE ? "unknown" : kinds[kind].name;
}

bool
value_is_text(uint32_t kind)
{
	return storage_of(kind) == STORAGE_TEXT;
}

const char *
value_form(uint32_t kind)
{
	switch (kind) {
	case CASELINT_CODE: return "a code: words with single spaces between them";
	case CASELINT_ID: return "an identifier of at most 256 bytes";
	case CASELINT_MONEY: return "an amount: 1 to 9 digits, a point, 2 digits";
	case CASELINT_DATE: return "a date YYYY-MM-DD that exists";
	case CASELINT_MONTH: return "a month YYYY-MM";
	case CASELINT_TIME: return "a time hh:mm:ss";
	case CASELINT_BOOLEAN: return "true, false, 1 or 0";
	case CASELINT_COUNT: return "a count of 1 to 9 digits";
	default: return NULL;
	}
}

static void *
member_of(const struct caselint_field *field, void *object)
{
	return (char *)object + field->offset;
}

static const void *
member_in(const struct caselint_field *field, const void *object)
{
	return (const char *)object + field->offset;
}

/* Both sentinels of a member; `bad` chooses. A nested record has no sentinel of its own but NULL. */
static void
set_sentinel(const struct caselint_field *field, void *object, bool bad)
{
	const struct caselint_text text = {NULL, 0, bad ? CASELINT_BAD : CASELINT_ABSENT};
	const struct caselint_list list = {NULL, 0, bad ? CASELINT_BAD : CASELINT_PRESENT};
	const int64_t money = bad ? CASELINT_BAD_MONEY : CASELINT_ABSENT_MONEY;
	const int32_t number = bad ? CASELINT_BAD : CASELINT_ABSENT;
	void *member = member_of(field, object);

	switch (storage_of(field->kind)) {
	case STORAGE_TEXT: memcpy(member, &text, sizeof text); break;
	case STORAGE_MONEY: memcpy(member, &money, sizeof money); break;
	case STORAGE_INT: memcpy(member, &number, sizeof number); break;
	case STORAGE_LIST: memcpy(member, &list, sizeof list); break;
	case STORAGE_RECORD: memset(member, 0, sizeof(void *)); break;
	case STORAGE_PLACE: memset(member, 0, sizeof(struct caselint_ref)); break;
	case STORAGE_NONE: break;
	}
}

void
value_set_absent(const struct caselint_field *field, void *object)
{
	set_sentinel(field, object, false);
}

void
value_set_bad(const struct caselint_field *field, void *object)
{
	set_sentinel(field, object, true);
}

static int32_t
read_int(const void *member)
{
	int32_t number = 0;

	memcpy(&number, member, sizeof number);
	return number;
}

static int64_t
read_money(const void *member)
{
	int64_t cents = 0;

	memcpy(&cents, member, sizeof cents);
	return cents;
}

bool
value_is_absent(const struct caselint_field *field, const void *object)
{
	const void *member = member_in(field, object);

	switch (storage_of(field->kind)) {
	case STORAGE_TEXT: return ((const struct caselint_text *)member)->state == CASELINT_ABSENT;
	case STORAGE_MONEY: return read_money(member) == CASELINT_ABSENT_MONEY;
	case STORAGE_INT: return read_int(member) == CASELINT_ABSENT;
	case STORAGE_RECORD: return *(const void *const *)member == NULL;
	case STORAGE_PLACE: return ((const struct caselint_ref *)member)->in == NULL;
	default: return false;
	}
}

bool
value_is_bad(const struct caselint_field *field, const void *object)
{
	const void *member = member_in(field, object);

	switch (storage_of(field->kind)) {
	case STORAGE_TEXT: return ((const struct caselint_text *)member)->state == CASELINT_BAD;
	case STORAGE_MONEY: return read_money(member) == CASELINT_BAD_MONEY;
	case STORAGE_INT: return read_int(member) == CASELINT_BAD;
	case STORAGE_LIST: return ((const struct caselint_list *)member)->state == CASELINT_BAD;
	default: return false;
	}
}

bool
value_is_blank(struct text text)
{
	struct text rest = text_trim(text);

	while (text_starts_with(rest, "\xc2\xa0"))
		rest = text_trim(text_view(rest.data + 2, rest.length - 2));
	return rest.length == 0;
}

/* Words with single spaces between them: what xs:token leaves of a text. */
static bool
is_token(struct text text)
{
	size_t i = 0;

	for (i = 0; i < text.length; i++) {
		char byte = text.data[i];

		if (byte == '\t' || byte == '\n' || byte == '\r')
			return false;
		if (byte == ' ' && text.data[i + 1] == ' ') /* trimmed, so a blank is never the last */
			return false;
	}
	return text.length > 0;
}

static bool
read_text(const struct caselint_field *field, struct text text, struct arena *arena, void *object)
{
	struct caselint_text value = {NULL, 0, CASELINT_PRESENT};

	if (text.length > LIMIT_TEXT_BYTES || (field->kind != CASELINT_TEXT && !is_token(text)))
		return false;
	if (field->kind == CASELINT_ID && text.length > LIMIT_ID_BYTES)
		return false;
	value.data = arena_copy_text(arena, text.data, text.length);
	value.length = (uint32_t)text.length;
	memcpy(member_of(field, object), &value, sizeof value);
	return true;
}

static bool
read_boolean(struct text text, int32_t *ret_number)
{
	if (text_equals(text, "true") || text_equals(text, "1"))
		*ret_number = 1;
	else if (text_equals(text, "false") || text_equals(text, "0"))
		*ret_number = 0;
	else
		return false;
	return true;
}

static bool
read_count(struct text text, int32_t *ret_number)
{
	int32_t number = 0;
	size_t i = 0;

	if (text.length < 1 || text.length > 9)
		return false;
	for (i = 0; i < text.length; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
		number = number * 10 + (text.data[i] - '0');
	}
	*ret_number = number;
	return true;
}

static bool
read_number(uint32_t kind, struct text text, int32_t *ret_number)
{
	switch (kind) {
	case CASELINT_DATE: return date_parse(text, ret_number) == STATUS_OK;
	case CASELINT_MONTH: return month_parse(text, ret_number) == STATUS_OK;
	case CASELINT_TIME: return time_parse(text, ret_number) == STATUS_OK;
	case CASELINT_BOOLEAN: return read_boolean(text, ret_number);
	case CASELINT_COUNT: return read_count(text, ret_number);
	case CASELINT_PRESENCE: *ret_number = value_is_blank(text) ? 0 : 1; return true;
	default: return false;
	}
}

bool
value_read(const struct caselint_field *field, struct text text, struct arena *arena, void *object)
{
	struct text trimmed = text_trim(text);
	int64_t cents = 0;
	int32_t number = 0;

	switch (storage_of(field->kind)) {
	case STORAGE_TEXT:
		if (read_text(field, trimmed, arena, object))
			return true;
		break;
	case STORAGE_MONEY:
		if (money_parse(trimmed, &cents) != STATUS_OK)
			break;
		memcpy(member_of(field, object), &cents, sizeof cents);
		return true;
	case STORAGE_INT:
		if (!read_number(field->kind, trimmed, &number))
			break;
		memcpy(member_of(field, object), &number, sizeof number);
		return true;
	default: break;
	}
	value_set_bad(field, object);
	return false;
}

struct caselint_value
value_of(const struct caselint_field *field, const void *object)
{
	struct caselint_value value = {0};
	const void *member = member_in(field, object);

	if (value_is_absent(field, object) || value_is_bad(field, object))
		return value;
	switch (storage_of(field->kind)) {
	case STORAGE_TEXT:
		value.text = ((const struct caselint_text *)member)->data;
		value.length = ((const struct caselint_text *)member)->length;
		break;
	case STORAGE_MONEY: value.number = read_money(member); break;
	case STORAGE_INT: value.number = read_int(member); break;
	default: return value;
	}
	value.kind = field->kind;
	return value;
}
