/* Values taken from the objects of saved results, by key and with every check; see report/saved_parts.h. */
#include <string.h>

#include "base/date.h"
#include "base/money.h"
#include "report/saved_parts.h"

bool
take_went_well(const struct taking *taking)
{
	return taking->wrong == NULL;
}

void
take_fault(struct taking *taking, const char *key)
{
	if (taking->wrong == NULL)
		taking->wrong = key;
}

/* The value of a key; NULL when it is missing, or something was wrong before. */
static const json_t *
value_of(struct taking *taking, const json_t *object, const char *key)
{
	return taking->wrong == NULL ? json_object_get(object, key) : NULL;
}

/* The text of a value, not copied. */
static struct text
string_of(struct taking *taking, const json_t *value, const char *key)
{
	struct text text = {0};

	if (json_is_string(value))
		text = text_view(json_string_value(value), json_string_length(value));
	if (!json_is_string(value) || !text_is_xml_utf8(text)) {
		take_fault(taking, key);
		return text_of(NULL);
	}
	return text;
}

static struct text
kept(struct taking *taking, struct text text)
{
	return text_view(arena_copy_text(taking->arena, text.data, text.length), text.length);
}

const char *
take_string(struct taking *taking, const json_t *object, const char *key)
{
	const json_t *value = value_of(taking, object, key);

	return value == NULL ? NULL : kept(taking, string_of(taking, value, key)).data;
}

struct text
take_own_text(struct taking *taking, const json_t *object, const char *key, struct text catalogue)
{
	const json_t *value = value_of(taking, object, key);
	struct text text = value == NULL ? catalogue : string_of(taking, value, key);

	return value == NULL || text.length == 0 ? text : kept(taking, text);
}

struct text
take_text(struct taking *taking, const json_t *object, const char *key)
{
	return take_own_text(taking, object, key, text_of(NULL));
}

uint64_t
take_count(struct taking *taking, const json_t *object, const char *key, uint64_t most)
{
	const json_t *value = value_of(taking, object, key);

	if (value == NULL)
		return 0;
	if (!json_is_integer(value) || json_integer_value(value) < 0 || (uint64_t)json_integer_value(value) > most) {
		take_fault(taking, key);
		return 0;
	}
	return (uint64_t)json_integer_value(value);
}

uint64_t
take_shown_count(struct taking *taking, const json_t *object, const char *key)
{
	const json_t *value = value_of(taking, object, key);

	return json_is_null(value) ? COUNT_WITHHELD : take_count(taking, object, key, INT64_MAX);
}

bool
take_flag(struct taking *taking, const json_t *object, const char *key)
{
	const json_t *value = value_of(taking, object, key);

	if (value != NULL && !json_is_boolean(value))
		take_fault(taking, key);
	return json_is_true(value);
}

/* ---- Days, months, money ---- */

typedef enum status parse_fn(struct text text, int32_t *ret_number);

/* A calendar value as its words, or as a number where there are none. */
static int64_t
calendar_of(struct taking *taking, const json_t *value, const char *key, parse_fn *parse)
{
	struct text text = {0};
	int32_t number = 0;

	if (json_is_integer(value))
		return json_integer_value(value);
	text = string_of(taking, value, key);
	if (text_equals(text, "unreadable"))
		return CASELINT_BAD;
	if (parse(text, &number) != STATUS_OK)
		take_fault(taking, key);
	return number;
}

static int32_t
calendar_at(struct taking *taking, const json_t *object, const char *key, parse_fn *parse)
{
	const json_t *value = value_of(taking, object, key);
	int64_t number = value == NULL ? CASELINT_ABSENT : calendar_of(taking, value, key, parse);

	if (number != (int32_t)number) {
		take_fault(taking, key);
		return CASELINT_ABSENT;
	}
	return (int32_t)number;
}

int32_t
take_day(struct taking *taking, const json_t *object, const char *key)
{
	return calendar_at(taking, object, key, date_parse);
}

int32_t
take_month(struct taking *taking, const json_t *object, const char *key)
{
	return calendar_at(taking, object, key, month_parse);
}

/* Any amount with two decimals: a sum has more digits than an export may have, and a difference may be below zero. */
static int64_t
money_of(struct taking *taking, const json_t *value, const char *key)
{
	struct text text = string_of(taking, value, key);
	bool negative = text_starts_with(text, "-");
	int64_t cents = 0;
	size_t decimals = text.length >= 4 ? text.length - 3 : 0;

	for (size_t i = negative ? 1 : 0; i < text.length && taking->wrong == NULL; i++) {
		int digit = text.data[i] - '0';

		if (i == decimals && decimals > 0 && text.data[i] == '.')
			continue;
		if (digit < 0 || digit > 9 || __builtin_mul_overflow(cents, 10, &cents) ||
		    __builtin_sub_overflow(cents, digit, &cents))
			take_fault(taking, key);
	}
	if (decimals == 0 || text.data[decimals] != '.' || decimals == (negative ? 1U : 0U) ||
	    (!negative && __builtin_sub_overflow(0, cents, &cents)))
		take_fault(taking, key);
	return cents;
}

int64_t
take_money(struct taking *taking, const json_t *object, const char *key)
{
	const json_t *value = value_of(taking, object, key);

	if (value == NULL) {
		take_fault(taking, key);
		return 0;
	}
	return money_of(taking, value, key);
}

/* ---- Words ---- */

int32_t
take_outcome(struct taking *taking, const json_t *object, const char *key)
{
	struct text word = take_text(taking, object, key);

	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++) {
		if (text_equals(word, outcome_name(i)))
			return i;
	}
	take_fault(taking, key);
	return CASELINT_ERROR;
}

enum severity
take_severity(struct taking *taking, const json_t *object, const char *key)
{
	const char *word = take_string(taking, object, key);
	enum severity severity = SEVERITY_ERROR;

	if (word == NULL || severity_parse(word, &severity) != STATUS_OK)
		take_fault(taking, key);
	return severity;
}

void
take_sha256(struct taking *taking, const json_t *object, const char *key, char ret_hex[SHA256_HEX_BYTES])
{
	struct text digits = take_text(taking, object, key);

	memset(ret_hex, 0, SHA256_HEX_BYTES);
	if (digits.length == 0)
		return;
	if (digits.length != SHA256_HEX_BYTES - 1 || strspn(digits.data, "0123456789abcdef") != digits.length)
		take_fault(taking, key);
	else
		memcpy(ret_hex, digits.data, digits.length);
}

/* ---- Typed values ---- */

static bool
is_text_kind(uint32_t kind)
{
	return kind == CASELINT_TEXT || kind == CASELINT_CODE || kind == CASELINT_ID;
}

/* A value that is not there keeps its kind and why. */
static void
take_nothing(struct taking *taking, const json_t *object, struct shown_value *value)
{
	bool unreadable = take_flag(taking, object, "unreadable");

	value->withheld = take_flag(taking, object, "withheld");
	if (value->kind == CASELINT_MONEY)
		value->number = unreadable ? CASELINT_BAD_MONEY : CASELINT_ABSENT_MONEY;
	else if (!is_text_kind(value->kind))
		value->number = unreadable ? CASELINT_BAD : CASELINT_ABSENT;
}

static void
take_content(struct taking *taking, const json_t *content, const char *key, struct shown_value *value)
{
	switch (value->kind) {
	case CASELINT_TEXT:
	case CASELINT_CODE:
	case CASELINT_ID: value->text = kept(taking, string_of(taking, content, key)); break;
	case CASELINT_MONEY: value->number = money_of(taking, content, key); break;
	case CASELINT_DATE: value->number = calendar_of(taking, content, key, date_parse); break;
	case CASELINT_MONTH: value->number = calendar_of(taking, content, key, month_parse); break;
	case CASELINT_TIME: value->number = calendar_of(taking, content, key, time_parse); break;
	case CASELINT_COUNT:
		value->number = json_integer_value(content);
		if (!json_is_integer(content))
			take_fault(taking, key);
		break;
	default:
		value->number = json_is_true(content) ? 1 : 0;
		if (!json_is_boolean(content))
			take_fault(taking, key);
		break;
	}
}

struct shown_value
take_typed(struct taking *taking, const json_t *object)
{
	struct shown_value value = {0};
	const char *key = NULL;
	json_t *content = NULL;

	if (!take_went_well(taking) || json_is_null(object))
		return value;
	if (!json_is_object(object)) {
		take_fault(taking, "a value");
		return value;
	}
	/* jansson hands out iterators of mutable objects only; nothing is changed. */
	json_object_foreach((json_t *)(uintptr_t)object, key, content)
	{
		uint32_t kind = results_kind_named(key);

		if (kind == 0)
			continue;
		value.kind = kind;
		if (json_is_null(content))
			take_nothing(taking, object, &value);
		else
			take_content(taking, content, results_kind_name(kind), &value);
		return value;
	}
	take_fault(taking, "a value");
	return value;
}

struct shown_value
take_value(struct taking *taking, const json_t *object, const char *key)
{
	const json_t *value = value_of(taking, object, key);
	struct shown_value none = {0};

	return value == NULL ? none : take_typed(taking, value);
}

/* ---- Containers ---- */

const json_t *
take_object(struct taking *taking, const json_t *object, const char *key)
{
	const json_t *value = value_of(taking, object, key);

	if (!json_is_object(value)) {
		take_fault(taking, key);
		return NULL;
	}
	return value;
}

const json_t *
take_list(struct taking *taking, const json_t *object, const char *key, size_t most, size_t *ret_count)
{
	const json_t *value = value_of(taking, object, key);

	*ret_count = 0;
	if (value == NULL)
		return NULL;
	if (!json_is_array(value) || json_array_size(value) > most) {
		take_fault(taking, key);
		return NULL;
	}
	*ret_count = json_array_size(value);
	return value;
}

const json_t *
take_element(struct taking *taking, const json_t *list, size_t index)
{
	const json_t *element = json_array_get(list, index);

	if (!json_is_object(element))
		take_fault(taking, "an element of a list");
	return element;
}

struct names
take_names(struct taking *taking, const json_t *object, const char *key, size_t most)
{
	size_t count = 0;
	const json_t *list = take_list(taking, object, key, most, &count);
	const char **items = count == 0 ? NULL : arena_take_array(taking->arena, count, sizeof *items);

	for (size_t i = 0; i < count; i++)
		items[i] = kept(taking, string_of(taking, json_array_get(list, i), key)).data;
	return (struct names){items, count};
}
