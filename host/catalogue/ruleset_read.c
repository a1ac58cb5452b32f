/*
 * From the tree to the structure. The tree is valid by the schema, so elements are where they belong and words are
 * known ones; what the schema cannot say is left to ruleset_check.c. Everything is copied to the ruleset's arena.
 */
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "catalogue/ruleset_parts.h"

/* A word of the file and the number it stands for. */
struct word_value {
	const char *word;
	uint32_t value;
};

static const struct word_value kinds[] = {
    {"text", CASELINT_TEXT},
    {"code", CASELINT_CODE},
    {"id", CASELINT_ID},
    {"money", CASELINT_MONEY},
    {"date", CASELINT_DATE},
    {"month", CASELINT_MONTH},
    {"time", CASELINT_TIME},
    {"boolean", CASELINT_BOOLEAN},
    {"count", CASELINT_COUNT},
};

static const struct word_value outcomes[] = {
    {"pass", CASELINT_PASS},
    {"fail", CASELINT_FAIL},
    {"unknown", CASELINT_UNKNOWN},
    {"pending", CASELINT_PENDING},
    {"manual", CASELINT_MANUAL},
    {"notapplicable", CASELINT_NOTAPPLICABLE},
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static uint32_t
value_of_word(const struct word_value *values, size_t count, struct text word)
{
	for (size_t i = 0; i < count; i++) {
		if (text_equals(word, values[i].word))
			return values[i].value;
	}
	return 0;
}

/* ---- Text ------------------------------------------------------------------------ */

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* A copy with every run of blanks as one space, and none at the ends. */
static const char *
copy_collapsed(struct arena *arena, const char *text)
{
	char *copy = arena_take(arena, strlen(text) + 1);
	char *end = copy;

	for (; *text != '\0'; text++) {
		if (!is_blank(*text))
			*end++ = *text;
		else if (end != copy && end[-1] != ' ')
			*end++ = ' ';
	}
	if (end != copy && end[-1] == ' ')
		end--;
	*end = '\0';
	return copy;
}

/* The next line without its end and without blanks behind; false when there is none left. */
static bool
next_line(const char **text, struct text *ret_line)
{
	size_t length = 0;

	if (**text == '\0')
		return false;
	length = strcspn(*text, "\n");
	*ret_line = text_view(*text, length);
	*text += length + ((*text)[length] == '\n' ? 1 : 0);
	while (ret_line->length > 0 && is_blank(ret_line->data[ret_line->length - 1]))
		ret_line->length--;
	return true;
}

static size_t
indentation(struct text line)
{
	size_t count = 0;

	while (count < line.length && is_blank(line.data[count]))
		count++;
	return count;
}

/* The blanks all lines with content begin with. Text on the line of the start tag has none to lose. */
static size_t
common_indentation(const char *text)
{
	size_t common = SIZE_MAX;
	struct text line = {0};
	bool first = true;

	while (next_line(&text, &line)) {
		if (line.length > 0 && !first && indentation(line) < common)
			common = indentation(line);
		first = false;
	}
	return common;
}

/* A copy that keeps its lines but not their common indentation, nor empty lines at the ends. */
static const char *
copy_dedented(struct arena *arena, const char *text)
{
	struct buffer lines = {0};
	struct text line = {0};
	size_t common = common_indentation(text);
	size_t empty = 0;
	const char *copy = NULL;

	while (next_line(&text, &line)) {
		size_t drop = lines.length == 0 ? indentation(line) : common;

		if (line.length == 0) {
			empty += lines.length > 0 ? 1 : 0;
			continue;
		}
		for (; empty > 0; empty--)
			buffer_append_byte(&lines, '\n');
		buffer_append(&lines, line.data + drop, line.length - drop);
		empty = 1;
	}
	copy = arena_copy_text(arena, buffer_text(&lines), lines.length);
	buffer_clear(&lines);
	return copy;
}

static struct names
copy_names(struct arena *arena, const char *list)
{
	struct text words = text_of(list);
	struct text word = {0};
	const char **items = NULL;
	size_t count = 0;

	while (text_next_word(&words, &word))
		count++;
	items = arena_take_array(arena, count, sizeof *items);
	words = text_of(list);
	for (size_t i = 0; text_next_word(&words, &word); i++)
		items[i] = arena_copy_text(arena, word.data, word.length);
	return (struct names){items, count};
}

/* ---- The tree ---------------------------------------------------------------------- */

static uint32_t
line_of(const xmlNode *element)
{
	long line = xmlGetLineNo(element);

	return line > 0 ? (uint32_t)line : 0;
}

/* The first element with this name at or after `node` among its siblings; NULL when there is none. */
static const xmlNode *
element_from(const xmlNode *node, const char *name)
{
	while (node != NULL && (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, name) != 0))
		node = node->next;
	return node;
}

static const xmlNode *
child(const xmlNode *parent, const char *name)
{
	return element_from(parent->children, name);
}

static const xmlNode *
next(const xmlNode *element)
{
	return element_from(element->next, (const char *)element->name);
}

static size_t
count_children(const xmlNode *parent, const char *name)
{
	size_t count = 0;

	for (const xmlNode *element = child(parent, name); element != NULL; element = next(element))
		count++;
	return count;
}

/* NULL when the attribute is not there. */
static const char *
attribute(struct arena *arena, const xmlNode *element, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(element, BAD_CAST name);
	const char *copy = value == NULL ? NULL : copy_collapsed(arena, (const char *)value);

	xmlFree(value);
	return copy;
}

static const char *
attribute_or_empty(struct arena *arena, const xmlNode *element, const char *name)
{
	const char *value = attribute(arena, element, name);

	return value == NULL ? "" : value;
}

static bool
attribute_is_true(const xmlNode *element, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(element, BAD_CAST name);
	struct text word = text_trim(text_of((const char *)value));
	bool is_true = text_equals(word, "true") || text_equals(word, "1");

	xmlFree(value);
	return is_true;
}

static struct names
attribute_names(struct arena *arena, const xmlNode *element, const char *name)
{
	return copy_names(arena, attribute_or_empty(arena, element, name));
}

typedef const char *copy_text_fn(struct arena *arena, const char *text);

/* The text of an element; "" when there is no element. */
static const char *
content(struct arena *arena, const xmlNode *element, copy_text_fn *copy)
{
	xmlChar *text = element == NULL ? NULL : xmlNodeGetContent(element);
	const char *result = copy(arena, text == NULL ? "" : (const char *)text);

	xmlFree(text);
	return result;
}

static const char *
child_text(struct arena *arena, const xmlNode *parent, const char *name)
{
	return content(arena, child(parent, name), copy_collapsed);
}

static enum severity
attribute_severity(struct arena *arena, const xmlNode *element, enum severity otherwise)
{
	const char *word = attribute(arena, element, "severity");
	enum severity severity = otherwise;

	if (word != NULL && severity_parse(word, &severity) != STATUS_OK)
		return otherwise;
	return severity;
}

static uint32_t
attribute_kind(struct arena *arena, const xmlNode *element)
{
	return value_of_word(kinds, COUNT_OF(kinds), text_of(attribute_or_empty(arena, element, "kind")));
}

const char *
ruleset_attribute(struct arena *arena, const xmlNode *element, const char *name)
{
	return attribute_or_empty(arena, element, name);
}

const char *
ruleset_content(struct arena *arena, const xmlNode *element)
{
	return content(arena, element, copy_collapsed);
}

/* ---- Parts of a ruleset -------------------------------------------------------------- */

/* Reads one element into one zeroed item of an array. */
typedef void read_item_fn(struct arena *arena, const xmlNode *element, void *item);

/* Reads all children with this name into an array in the arena. */
static const void *
read_items(
    struct arena *arena, const xmlNode *parent, const char *name, size_t size, read_item_fn *read, size_t *ret_count)
{
	size_t count = count_children(parent, name);
	char *items = arena_take_array(arena, count, size);
	char *item = items;

	for (const xmlNode *element = child(parent, name); element != NULL; element = next(element), item += size)
		read(arena, element, item);
	*ret_count = count;
	return items;
}

static void
read_source(struct arena *arena, const xmlNode *element, struct ruleset_source *source)
{
	const char *date = attribute(arena, element, "date");

	source->title = attribute_or_empty(arena, element, "title");
	source->number = attribute_or_empty(arena, element, "number");
	source->issuer = attribute_or_empty(arena, element, "issuer");
	source->sha256 = attribute_or_empty(arena, element, "sha256");
	source->line = line_of(element);
	source->date = CASELINT_ABSENT;
	if (date != NULL && date_parse(text_of(date), &source->date) != STATUS_OK)
		source->date = CASELINT_BAD;
}

static void
read_parameter(struct arena *arena, const xmlNode *element, void *item)
{
	struct ruleset_parameter *parameter = item;

	parameter->name = attribute_or_empty(arena, element, "name");
	parameter->kind = attribute_kind(arena, element);
	parameter->value = content(arena, element, copy_collapsed);
	parameter->cite = attribute_or_empty(arena, element, "cite");
	parameter->title = attribute_or_empty(arena, element, "title");
	parameter->line = line_of(element);
}

static void
read_assumption(struct arena *arena, const xmlNode *element, void *item)
{
	struct ruleset_assumption *assumption = item;

	assumption->id = attribute_or_empty(arena, element, "id");
	assumption->cite = attribute_or_empty(arena, element, "cite");
	assumption->text = child_text(arena, element, "Text");
	assumption->reading = child_text(arena, element, "Reading");
	assumption->because = child_text(arena, element, "Because");
	assumption->line = line_of(element);
}

static void
read_amount(struct arena *arena, const xmlNode *element, void *item)
{
	struct ruleset_amount *amount = item;

	amount->kind = attribute_or_empty(arena, element, "kind");
	amount->title = attribute_or_empty(arena, element, "title");
	amount->cite = attribute_or_empty(arena, element, "cite");
	amount->claimable = attribute_is_true(element, "claimable");
	amount->assumptions = attribute_names(arena, element, "assumes");
	amount->line = line_of(element);
}

static void
read_step(struct arena *arena, const xmlNode *element, void *item)
{
	struct ruleset_step *step = item;

	step->id = attribute_or_empty(arena, element, "id");
	step->label = child_text(arena, element, "Label");
	step->formula = child_text(arena, element, "Formula");
	step->cite = attribute_or_empty(arena, element, "cite");
	step->assumptions = attribute_names(arena, element, "assumes");
	step->line = line_of(element);
}

static void
read_message(struct arena *arena, const xmlNode *element, void *item)
{
	struct ruleset_message *message = item;

	message->variant = attribute(arena, element, "variant");
	message->remedy = attribute(arena, element, "remedy");
	message->template_text = content(arena, element, copy_collapsed);
	message->severity =
	    attribute_severity(arena, element, attribute_severity(arena, element->parent, SEVERITY_ERROR));
	message->line = line_of(element);
}

static uint32_t
read_outcomes(struct arena *arena, const xmlNode *element)
{
	struct text words = text_of(attribute_or_empty(arena, element, "outcomes"));
	struct text word = {0};
	uint32_t bits = 0;

	while (text_next_word(&words, &word))
		bits |= UINT32_C(1) << value_of_word(outcomes, COUNT_OF(outcomes), word);
	return bits;
}

static void
read_rule(struct arena *arena, const xmlNode *element, void *item)
{
	struct ruleset_rule *rule = item;

	rule->id = attribute_or_empty(arena, element, "id");
	rule->cite = attribute_or_empty(arena, element, "cite");
	rule->severity = attribute_severity(arena, element, SEVERITY_ERROR);
	rule->derived = attribute_is_true(element, "derived");
	rule->outcomes = read_outcomes(arena, element);
	rule->title = child_text(arena, element, "Title");
	rule->requirement = child_text(arena, element, "Requirement");
	rule->why = child_text(arena, element, "Why");
	rule->remedy = child_text(arena, element, "Remedy");
	rule->good = content(arena, child(element, "Good"), copy_dedented);
	rule->bad = content(arena, child(element, "Bad"), copy_dedented);
	rule->messages =
	    read_items(arena, element, "Message", sizeof *rule->messages, read_message, &rule->message_count);
	rule->assumptions = attribute_names(arena, element, "assumes");
	rule->line = line_of(element);
}

static void
read_column(struct arena *arena, const xmlNode *element, void *item)
{
	struct ruleset_column *column = item;

	column->id = attribute_or_empty(arena, element, "id");
	column->title = attribute_or_empty(arena, element, "title");
	column->kind = attribute_kind(arena, element);
	column->restricted = attribute_is_true(element, "restricted");
	column->total = attribute_is_true(element, "total");
	column->line = line_of(element);
}

static void
read_line(struct arena *arena, const xmlNode *element, void *item)
{
	const char **line = item;

	*line = content(arena, element, copy_dedented);
}

static void
read_worksheet(struct arena *arena, const xmlNode *element, void *item)
{
	struct ruleset_worksheet *sheet = item;

	sheet->id = attribute_or_empty(arena, element, "id");
	sheet->title = attribute_or_empty(arena, element, "title");
	sheet->cite = attribute_or_empty(arena, element, "cite");
	sheet->restricted = attribute_is_true(element, "restricted");
	sheet->group = attribute(arena, element, "group");
	sheet->columns =
	    read_items(arena, element, "Column", sizeof *sheet->columns, read_column, &sheet->column_count);
	sheet->lines = read_items(arena, element, "Line", sizeof *sheet->lines, read_line, &sheet->line_count);
	sheet->line = line_of(element);
}

/* 0 when none of the three attributes is there, or context beside another. */
static enum sentence_state
state_of(const char *rules, const char *manual, const char *context)
{
	if (context != NULL)
		return rules == NULL && manual == NULL ? SENTENCE_CONTEXT : 0;
	if (manual != NULL)
		return SENTENCE_MANUAL;
	return rules != NULL ? SENTENCE_RULES : 0;
}

static void
read_sentence(struct arena *arena, const xmlNode *element, void *item)
{
	struct ruleset_sentence *sentence = item;
	const char *rules = attribute(arena, element, "rules");
	const char *manual = attribute(arena, element, "manual");
	const char *context = attribute(arena, element, "context");

	sentence->cite = attribute_or_empty(arena, element, "cite");
	sentence->text = child_text(arena, element, "Text");
	sentence->state = state_of(rules, manual, context);
	sentence->rules = copy_names(arena, rules == NULL ? "" : rules);
	sentence->parameters = attribute_names(arena, element, "parameters");
	sentence->reason = context != NULL ? context : manual != NULL ? manual : "";
	sentence->line = line_of(element);
}

#define READ_PART(ruleset, root, part, name, items, count, read) \
	((ruleset)->items = read_items(                          \
	     &(ruleset)->arena, child(root, part), name, sizeof *(ruleset)->items, read, &(ruleset)->count))

void
ruleset_fill(const xmlNode *root, struct ruleset *ruleset)
{
	struct arena *arena = &ruleset->arena;

	ruleset->id = attribute_or_empty(arena, root, "id");
	ruleset->plugin = attribute_or_empty(arena, root, "plugin");
	ruleset->title = attribute_or_empty(arena, root, "title");
	read_source(arena, child(root, "Source"), &ruleset->source);
	READ_PART(ruleset, root, "Parameters", "Parameter", parameters, parameter_count, read_parameter);
	READ_PART(ruleset, root, "Assumptions", "Assumption", assumptions, assumption_count, read_assumption);
	READ_PART(ruleset, root, "Amounts", "Amount", amounts, amount_count, read_amount);
	READ_PART(ruleset, root, "Steps", "Step", steps, step_count, read_step);
	READ_PART(ruleset, root, "Rules", "Rule", rules, rule_count, read_rule);
	READ_PART(ruleset, root, "Worksheets", "Worksheet", worksheets, worksheet_count, read_worksheet);
	READ_PART(ruleset, root, "Sentences", "Sentence", sentences, sentence_count, read_sentence);
}
