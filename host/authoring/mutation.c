/* Which changes there are; see authoring/mutation.h. A value is what it looks like: the XSD and the tables judge it anew. */
#include "authoring/mutation.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/money.h"

#define SAFE_DAY 28 /* that every month has */
#define CENTS_MAX INT64_C(99999999999)
#define SECONDS_OF_DAY 86400

static const char *const change_names[CHANGES] = {
    [CHANGE_DAY_LATER] = "a day later",
    [CHANGE_DAY_EARLIER] = "a day earlier",
    [CHANGE_MONTH_LATER] = "a month later",
    [CHANGE_MONTH_EARLIER] = "a month earlier",
    [CHANGE_YEAR_LATER] = "a year later",
    [CHANGE_YEAR_EARLIER] = "a year earlier",
    [CHANGE_SECOND_LATER] = "a second later",
    [CHANGE_SECOND_EARLIER] = "a second earlier",
    [CHANGE_CENT_MORE] = "a cent more",
    [CHANGE_CENT_LESS] = "a cent less",
    [CHANGE_TEN_TIMES] = "ten times as much",
    [CHANGE_FLIPPED] = "flipped",
    [CHANGE_ALTERED] = "altered",
    [CHANGE_OTHER_VALUE] = "the value of another case",
    [CHANGE_DROPPED] = "dropped",
    [CHANGE_DOUBLED] = "doubled",
};

/* A value somewhere in the suite. */
struct seen_value {
	const char *path;
	struct text text;
};

/* Changes being listed. */
struct proposing {
	struct mutations *mutations;
	const struct suite *suite;
	size_t room;
	struct seen_value *seen;
	size_t seen_count;
	size_t seen_room;
	/* Where it is. */
	size_t one;
	size_t export;
	const struct markup *markup;
	const char *path;
	const char *kind;
	uint32_t line;
	struct markup_range place;
};

const char *
change_name(enum change change)
{
	return change_names[change];
}

/* splitmix64: numbers that look drawn, the same everywhere. */
static uint64_t
scramble(uint64_t number)
{
	number += UINT64_C(0x9e3779b97f4a7c15);
	number = (number ^ (number >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	number = (number ^ (number >> 27)) * UINT64_C(0x94d049bb133111eb);
	return number ^ (number >> 31);
}

/* ---- Lists -------------------------------------------------------------------------------- */

static void
add(struct proposing *proposing, enum change change, struct text replacement)
{
	struct mutations *mutations = proposing->mutations;

	if (mutations->possible == proposing->room) {
		proposing->room = proposing->room == 0 ? 1024 : proposing->room * 2;
		mutations->items = memory_resize(mutations->items, proposing->room, sizeof *mutations->items);
	}
	mutations->items[mutations->possible++] = (struct mutation){
	    .one = proposing->one,
	    .export = proposing->export,
	    .path = proposing->path,
	    .kind = proposing->kind,
	    .change = change,
	    .line = proposing->line,
	    .place = proposing->place,
	    .replacement = replacement,
	};
}

static void
add_copy(struct proposing *proposing, enum change change, const char *text)
{
	size_t length = strlen(text);

	add(proposing, change, text_view(arena_copy_text(&proposing->mutations->arena, text, length), length));
}

/* ---- Values ----------------------------------------------------------------------------------- */

static void
add_date(struct proposing *proposing, enum change change, int32_t days)
{
	char text[DATE_TEXT_BYTES];

	add_copy(proposing, change, date_format(days, text));
}

static int32_t
moved(int32_t days, int32_t months)
{
	struct date_parts parts = date_to_parts(days);
	int32_t month = parts.year * 12 + parts.month - 1 + months;

	parts.year = month / 12;
	parts.month = month % 12 + 1;
	parts.day = parts.day > SAFE_DAY ? SAFE_DAY : parts.day;
	return date_from_parts(parts);
}

static void
change_date(struct proposing *proposing, int32_t days)
{
	int32_t year = date_to_parts(days).year;

	if (year < 2 || year > 9998)
		return;
	add_date(proposing, CHANGE_DAY_LATER, days + 1);
	add_date(proposing, CHANGE_DAY_EARLIER, days - 1);
	add_date(proposing, CHANGE_MONTH_LATER, moved(days, 1));
	add_date(proposing, CHANGE_MONTH_EARLIER, moved(days, -1));
	add_date(proposing, CHANGE_YEAR_LATER, moved(days, 12));
	add_date(proposing, CHANGE_YEAR_EARLIER, moved(days, -12));
}

static void
change_month(struct proposing *proposing, int32_t months)
{
	char text[DATE_TEXT_BYTES];

	add_copy(proposing, CHANGE_MONTH_LATER, month_format(months + 1, text));
	add_copy(proposing, CHANGE_MONTH_EARLIER, month_format(months - 1, text));
	add_copy(proposing, CHANGE_YEAR_LATER, month_format(months + 12, text));
}

static void
change_time(struct proposing *proposing, int32_t seconds)
{
	char text[DATE_TEXT_BYTES];

	if (seconds + 1 < SECONDS_OF_DAY)
		add_copy(proposing, CHANGE_SECOND_LATER, time_format(seconds + 1, text));
	if (seconds > 0)
		add_copy(proposing, CHANGE_SECOND_EARLIER, time_format(seconds - 1, text));
}

static void
change_money(struct proposing *proposing, int64_t cents)
{
	char text[MONEY_TEXT_BYTES];

	if (cents < CENTS_MAX)
		add_copy(proposing, CHANGE_CENT_MORE, money_format(cents + 1, text));
	if (cents > 0)
		add_copy(proposing, CHANGE_CENT_LESS, money_format(cents - 1, text));
	if (cents > 0 && cents <= CENTS_MAX / 10)
		add_copy(proposing, CHANGE_TEN_TIMES, money_format(cents * 10, text));
}

/* The last letter or digit becomes another one. */
static void
alter(struct proposing *proposing, struct text value)
{
	char *copy = arena_copy_text(&proposing->mutations->arena, value.data, value.length);
	size_t at = value.length;

	while (at > 0) {
		char *byte = &copy[--at];

		if (*byte >= '0' && *byte <= '9')
			*byte = (char)('0' + (*byte - '0' + 1) % 10);
		else if (*byte >= 'A' && *byte <= 'Z')
			*byte = (char)('A' + (*byte - 'A' + 1) % 26);
		else if (*byte >= 'a' && *byte <= 'z')
			*byte = (char)('a' + (*byte - 'a' + 1) % 26);
		else
			continue;
		add(proposing, CHANGE_ALTERED, text_view(copy, value.length));
		return;
	}
}

/* A value that stands at the same path elsewhere in the suite. Which one is a matter of the place, not of luck. */
static void
exchange(struct proposing *proposing, struct text value)
{
	uint64_t start = scramble(proposing->place.start);

	for (size_t i = 0; i < proposing->seen_count; i++) {
		const struct seen_value *seen = &proposing->seen[(start + i) % proposing->seen_count];

		if (strcmp(seen->path, proposing->path) != 0 || text_equal(seen->text, value))
			continue;
		add(proposing, CHANGE_OTHER_VALUE, seen->text);
		return;
	}
}

/* What a value looks like; "" when nothing can be done with it. */
static const char *
kind_of(struct text value)
{
	int64_t cents = 0;
	int32_t number = 0;

	if (value.length == 0 || memchr(value.data, '&', value.length) != NULL ||
	    memchr(value.data, '<', value.length) != NULL)
		return "";
	if (date_parse(value, &number) == STATUS_OK)
		return "date";
	if (month_parse(value, &number) == STATUS_OK)
		return "month";
	if (time_parse(value, &number) == STATUS_OK)
		return "time";
	if (money_parse(value, &cents) == STATUS_OK)
		return "money";
	return text_equals(value, "true") || text_equals(value, "false") ? "boolean" : "text";
}

static void
change_value(struct proposing *proposing, struct text value)
{
	int64_t cents = 0;
	int32_t number = 0;

	proposing->kind = kind_of(value);
	if (*proposing->kind == '\0')
		return;
	if (date_parse(value, &number) == STATUS_OK) {
		change_date(proposing, number);
	} else if (month_parse(value, &number) == STATUS_OK) {
		change_month(proposing, number);
	} else if (time_parse(value, &number) == STATUS_OK) {
		change_time(proposing, number);
	} else if (money_parse(value, &cents) == STATUS_OK) {
		change_money(proposing, cents);
	} else if (strcmp(proposing->kind, "boolean") == 0) {
		add_copy(proposing, CHANGE_FLIPPED, text_equals(value, "true") ? "false" : "true");
	} else {
		alter(proposing, value);
		exchange(proposing, value);
	}
}

/* ---- Places --------------------------------------------------------------------------------- */

/* Called for each element of a record, and for each of its attributes. */
typedef void place_fn(struct proposing *proposing, const struct markup_element *element,
    const struct markup_attribute *attribute, bool is_record);

static void
append_path(const struct markup *markup, uint32_t number, uint32_t export, struct buffer *path)
{
	const struct markup_element *element = &markup->elements[number];
	struct text name = markup_local_name(element->name);

	if (element->parent != export) {
		append_path(markup, element->parent, export, path);
		buffer_append_byte(path, '/');
	}
	buffer_append(path, name.data, name.length);
}

static const char *
path_of(struct proposing *proposing, uint32_t number, uint32_t export, struct text attribute)
{
	struct buffer path = {0};
	const char *copy = NULL;

	append_path(proposing->markup, number, export, &path);
	if (attribute.length > 0) {
		buffer_append_text(&path, "/@");
		buffer_append(&path, attribute.data, attribute.length);
	}
	copy = arena_copy_text(&proposing->mutations->arena, path.data, path.length);
	buffer_clear(&path);
	return copy;
}

static bool
is_declaration(struct text name)
{
	return text_equals(name, "xmlns") || text_starts_with(name, "xmlns:") || text_starts_with(name, "xml:");
}

static void
visit_element(struct proposing *proposing, uint32_t number, uint32_t export, place_fn *visit)
{
	const struct markup *markup = proposing->markup;
	const struct markup_element *element = &markup->elements[number];
	bool is_record = element->parent == export;

	proposing->path = path_of(proposing, number, export, (struct text){NULL, 0});
	proposing->line = element->line;
	visit(proposing, element, NULL, is_record);
	for (uint32_t i = 0; i < element->attribute_count; i++) {
		const struct markup_attribute *attribute = &markup->attributes[element->first_attribute + i];

		if (is_declaration(attribute->name))
			continue;
		proposing->path = path_of(proposing, number, export, attribute->name);
		proposing->line = attribute->line;
		visit(proposing, element, attribute, is_record);
	}
}

/* The element an export of the case was written in. */
static uint32_t
element_of(const struct markup *markup, const struct case_export *export)
{
	uint32_t number = 0;

	while (number < markup->element_count && markup->elements[number].inside.start != export->place.start)
		number++;
	return number;
}

static void
visit_export(struct proposing *proposing, const struct case_export *export, place_fn *visit)
{
	const struct markup *markup = proposing->markup;
	uint32_t root = element_of(markup, export);

	for (uint32_t i = root + 1; i < markup->element_count; i++) {
		if (markup->elements[i].whole.start >= export->place.end)
			return;
		visit_element(proposing, i, root, visit);
	}
}

static void
visit_all(struct proposing *proposing, place_fn *visit)
{
	const struct suite *suite = proposing->suite;

	for (size_t i = 0; i < suite->case_count; i++) {
		const struct suite_case *one = &suite->cases[i];

		proposing->one = i;
		proposing->markup = &one->file->markup;
		for (size_t k = 0; one->was_run && one->failure_count == 0 && k < one->of->export_count; k++) {
			proposing->export = k;
			visit_export(proposing, &one->of->exports[k], visit);
		}
	}
}

static struct text
view(const struct proposing *proposing, struct markup_range range)
{
	return text_view(proposing->markup->text.data + range.start, range.end - range.start);
}

/* The text of an element without its blanks, where no element is inside. */
static struct markup_range
text_range(const struct proposing *proposing, const struct markup_element *element)
{
	struct text text = text_trim(view(proposing, element->inside));
	size_t start = element->inside.start;

	if (element->children > 0 || text.length == 0)
		return (struct markup_range){start, start};
	start = (size_t)(text.data - proposing->markup->text.data);
	return (struct markup_range){start, start + text.length};
}

static void
note_value(struct proposing *proposing, const struct markup_element *element, const struct markup_attribute *attribute,
    bool is_record)
{
	struct text value = view(proposing, attribute == NULL ? text_range(proposing, element) : attribute->value);

	(void)is_record;
	if (strcmp(kind_of(value), "text") != 0)
		return;
	if (proposing->seen_count == proposing->seen_room) {
		proposing->seen_room = proposing->seen_room == 0 ? 256 : proposing->seen_room * 2;
		proposing->seen = memory_resize(proposing->seen, proposing->seen_room, sizeof *proposing->seen);
	}
	proposing->seen[proposing->seen_count++] = (struct seen_value){proposing->path, value};
}

static void
change_attribute(struct proposing *proposing, const struct markup_attribute *attribute)
{
	proposing->place = attribute->value;
	change_value(proposing, view(proposing, attribute->value));
	proposing->kind = "attribute";
	proposing->place = attribute->whole;
	add(proposing, CHANGE_DROPPED, (struct text){"", 0});
}

/* Twice the bytes in the place of the bytes. */
static void
add_doubled(struct proposing *proposing, struct text bytes)
{
	char *twice = arena_take(&proposing->mutations->arena, bytes.length * 2 + 1);

	memcpy(twice, bytes.data, bytes.length);
	memcpy(twice + bytes.length, bytes.data, bytes.length);
	add(proposing, CHANGE_DOUBLED, text_view(twice, bytes.length * 2));
}

/* Records themselves are left alone: that one is missing, no rule of another can know. */
static void
change_place(struct proposing *proposing, const struct markup_element *element,
    const struct markup_attribute *attribute, bool is_record)
{
	if (attribute != NULL) {
		change_attribute(proposing, attribute);
		return;
	}
	proposing->place = text_range(proposing, element);
	change_value(proposing, view(proposing, proposing->place));
	if (is_record)
		return;
	proposing->kind = "element";
	proposing->place = element->whole;
	add(proposing, CHANGE_DROPPED, (struct text){"", 0});
	add_doubled(proposing, view(proposing, element->whole));
}

/* ---- Order ------------------------------------------------------------------------------------- */

static int
compare_groups(const struct mutation *left, const struct mutation *right)
{
	int order = strcmp(left->path, right->path);

	if (order != 0)
		return order;
	return left->change < right->change ? -1 : left->change > right->change;
}

static int
compare_in_groups(const void *left_pointer, const void *right_pointer)
{
	const struct mutation *left = left_pointer;
	const struct mutation *right = right_pointer;
	int order = compare_groups(left, right);

	if (order != 0)
		return order;
	return left->key < right->key ? -1 : left->key > right->key;
}

static int
compare_ranks(const void *left_pointer, const void *right_pointer)
{
	const struct mutation *left = left_pointer;
	const struct mutation *right = right_pointer;

	if (left->rank != right->rank)
		return left->rank < right->rank ? -1 : 1;
	return left->key < right->key ? -1 : left->key > right->key;
}

static void
put_in_order(struct mutations *mutations, uint32_t seed)
{
	for (size_t i = 0; i < mutations->possible; i++)
		mutations->items[i].key = scramble((uint64_t)seed << 32 ^ i);
	if (mutations->possible > 0)
		qsort(mutations->items, mutations->possible, sizeof *mutations->items, compare_in_groups);
	for (size_t i = 1; i < mutations->possible; i++) {
		struct mutation *mutation = &mutations->items[i];

		mutation->rank = compare_groups(mutation, mutation - 1) == 0 ? mutation[-1].rank + 1 : 0;
	}
	if (mutations->possible > 0)
		qsort(mutations->items, mutations->possible, sizeof *mutations->items, compare_ranks);
}

void
mutations_propose(struct mutations *mutations, const struct suite *suite, uint32_t seed)
{
	struct proposing proposing = {.mutations = mutations, .suite = suite};

	visit_all(&proposing, note_value);
	visit_all(&proposing, change_place);
	memory_free(proposing.seen);
	put_in_order(mutations, seed);
}
