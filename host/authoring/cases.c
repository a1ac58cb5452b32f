/*
 * From a file of cases to plain data; see authoring/cases.h. The tree is valid by the schema, so elements are where they
 * belong and words are known ones; what the schema cannot say is checked on the way. Where things stand in the bytes is
 * the markup's to tell: both list elements in the same order.
 */
#include "authoring/cases.h"

#include <string.h>

#include <libxml/tree.h>

#include "base/date.h"
#include "base/limits.h"
#include "base/memory.h"
#include "catalogue/document.h"
#include "report/model.h"

#define CASES_NAMESPACE "urn:caselint:plugin-cases:1"
#define EXPORT_NAMESPACE "urn:caselint:export:1"
#define DEFAULT_SYSTEM "plugin-test"

/* A file being read. */
struct reading {
	struct case_file *file;
	struct document_refusal refusal;
};

/* ---- The tree ----------------------------------------------------------------------- */

static uint32_t
line_of(const xmlNode *node)
{
	long line = xmlGetLineNo(node);

	return line > 0 ? (uint32_t)line : 0;
}

static bool
is_called(const xmlNode *node, const char *name)
{
	return xmlStrEqual(node->name, BAD_CAST name);
}

static const xmlNode *
next_element(const xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return node;
}

static size_t
count_called(const xmlNode *parent, const char *name)
{
	const xmlNode *node = NULL;
	size_t count = 0;

	for (node = next_element(parent->children); node != NULL; node = next_element(node->next))
		count += is_called(node, name) ? 1 : 0;
	return count;
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* A copy with every run of blanks as one space, and none at the ends. */
static const char *
collapsed(struct reading *reading, const xmlChar *given)
{
	const char *text = (const char *)given;
	char *copy = arena_take(&reading->file->arena, strlen(text) + 1);
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

/* NULL when it is not there. */
static const char *
attribute(struct reading *reading, const xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(node, BAD_CAST name);
	const char *copy = value == NULL ? NULL : collapsed(reading, value);

	xmlFree(value);
	return copy;
}

static const char *
content(struct reading *reading, const xmlNode *node)
{
	xmlChar *value = xmlNodeGetContent(node);
	const char *copy = collapsed(reading, value == NULL ? BAD_CAST "" : value);

	xmlFree(value);
	return copy;
}

/* The words of an attribute, which is collapsed. */
static struct names
words_of(struct reading *reading, const xmlNode *node, const char *name)
{
	const char *list = attribute(reading, node, name);
	const char **items = NULL;
	size_t count = 0;

	for (const char *at = list; at != NULL && *at != '\0'; at += strcspn(at, " "), at += *at == ' ' ? 1 : 0)
		count++;
	items = arena_take_array(&reading->file->arena, count, sizeof *items);
	for (size_t i = 0; i < count; i++) {
		size_t length = strcspn(list, " ");

		items[i] = arena_copy_text(&reading->file->arena, list, length);
		list += length + 1;
	}
	return (struct names){items, count};
}

static const struct markup_element *
markup_of(const struct reading *reading, const xmlNode *node)
{
	return &reading->file->markup.elements[(uintptr_t)node->_private];
}

/* Gives every element of the tree its number; how many there are. */
static uint32_t
number_elements(xmlNode *root)
{
	xmlNode *node = root;
	uint32_t count = 0;

	while (node != NULL) {
		if (node->type == XML_ELEMENT_NODE)
			node->_private = (void *)(uintptr_t)count++;
		if (node->type == XML_ELEMENT_NODE && node->children != NULL) {
			node = node->children;
			continue;
		}
		while (node != root && node->next == NULL)
			node = node->parent;
		node = node == root ? NULL : node->next;
	}
	return count;
}

/* ---- Values ----------------------------------------------------------------------------- */

static enum status
read_day(struct reading *reading, const xmlNode *node, const char *name, int32_t *ret_day)
{
	const char *text = attribute(reading, node, name);

	*ret_day = CASELINT_ABSENT;
	if (text == NULL || date_parse(text_of(text), ret_day) == STATUS_OK)
		return STATUS_OK;
	return document_refuse(&reading->refusal, line_of(node), "%s=\"%s\" is not a day that exists", name, text);
}

static enum status
read_month(struct reading *reading, const xmlNode *node, int32_t *ret_month)
{
	const char *text = attribute(reading, node, "month");

	*ret_month = CASELINT_ABSENT;
	if (text == NULL || month_parse(text_of(text), ret_month) == STATUS_OK)
		return STATUS_OK;
	return document_refuse(&reading->refusal, line_of(node), "month=\"%s\" is not a month that exists", text);
}

/* Up to twelve digits before the point: sums are larger than what an export may hold. */
static int64_t
cents_of(const char *text)
{
	int64_t cents = 0;

	for (; *text != '\0'; text++) {
		if (*text >= '0' && *text <= '9')
			cents = cents * 10 + (*text - '0');
	}
	return cents;
}

static uint32_t
count_of(struct reading *reading, const xmlNode *node, const char *name)
{
	const char *text = attribute(reading, node, name);
	uint32_t count = 0;

	for (const char *at = text; at != NULL && *at >= '0' && *at <= '9'; at++)
		count = count * 10 + (uint32_t)(*at - '0');
	return text == NULL ? CASES_ANY_COUNT : count;
}

static int32_t
outcome_of(const char *word)
{
	for (int32_t outcome = CASELINT_ERROR; word != NULL && outcome < OUTCOMES; outcome++) {
		if (strcmp(word, outcome_name(outcome)) == 0)
			return outcome;
	}
	return 0;
}

static int32_t
state_of(const char *word)
{
	for (int32_t state = CASELINT_RECORDED; word != NULL && state < AMOUNT_STATES; state++) {
		if (strcmp(word, amount_state_name(state)) == 0)
			return state;
	}
	return 0;
}

/* ---- What is expected -------------------------------------------------------------------------- */

static void
read_rules(struct reading *reading, const xmlNode *node, struct case_rule *rules, size_t *count)
{
	struct names ids = words_of(reading, node, "id");

	for (size_t i = 0; i < ids.count; i++)
		rules[(*count)++] = (struct case_rule){
		    .id = ids.items[i],
		    .outcome = outcome_of(attribute(reading, node, "outcome")),
		    .variant = attribute(reading, node, "variant"),
		    .findings = count_of(reading, node, "findings"),
		    .line = line_of(node),
		};
}

static bool
says_more_than_kind(const struct case_amount *amount)
{
	return amount->subject != NULL || amount->month != CASELINT_ABSENT || amount->from != CASELINT_ABSENT ||
	       amount->to != CASELINT_ABSENT || amount->due != CASELINT_ABSENT || amount->state != 0;
}

static enum status
read_amount(struct reading *reading, const xmlNode *node, struct case_amount *amount)
{
	const char *value = attribute(reading, node, "value");
	enum status status = read_month(reading, node, &amount->month);

	amount->kind = attribute(reading, node, "kind");
	amount->subject = attribute(reading, node, "subject");
	amount->state = state_of(attribute(reading, node, "state"));
	amount->none = attribute(reading, node, "none") != NULL;
	amount->value = value == NULL ? 0 : cents_of(value);
	amount->line = line_of(node);
	if (status == STATUS_OK)
		status = read_day(reading, node, "from", &amount->from);
	if (status == STATUS_OK)
		status = read_day(reading, node, "to", &amount->to);
	if (status == STATUS_OK)
		status = read_day(reading, node, "due", &amount->due);
	if (status != STATUS_OK)
		return status;
	if (amount->none && (value != NULL || says_more_than_kind(amount)))
		return document_refuse(
		    &reading->refusal, amount->line, "an Amount with none=\"true\" has its kind and nothing else");
	if (!amount->none && value == NULL)
		return document_refuse(&reading->refusal, amount->line, "an Amount needs its value, or none=\"true\"");
	return STATUS_OK;
}

static void
read_row(struct reading *reading, const xmlNode *node, struct case_row *row)
{
	struct case_cell *cells = arena_take_array(&reading->file->arena, count_called(node, "Cell"), sizeof *cells);
	size_t count = 0;

	row->worksheet = attribute(reading, node, "worksheet");
	row->line = line_of(node);
	for (node = next_element(node->children); node != NULL; node = next_element(node->next))
		cells[count++] = (struct case_cell){attribute(reading, node, "column"), content(reading, node)};
	row->cells = cells;
	row->cell_count = count;
}

static size_t
count_rules(struct reading *reading, const xmlNode *parent)
{
	size_t count = 0;

	for (const xmlNode *node = next_element(parent->children); node != NULL; node = next_element(node->next))
		count += is_called(node, "Rule") ? words_of(reading, node, "id").count : 0;
	return count;
}

static enum status
read_expect(struct reading *reading, const xmlNode *node, struct case_expect *expect)
{
	struct arena *arena = &reading->file->arena;
	struct case_rule *rules = arena_take_array(arena, count_rules(reading, node), sizeof *rules);
	struct case_amount *amounts = arena_take_array(arena, count_called(node, "Amount"), sizeof *amounts);
	struct case_row *rows = arena_take_array(arena, count_called(node, "Row"), sizeof *rows);
	enum status status = STATUS_OK;

	*expect = (struct case_expect){.record = attribute(reading, node, "record"),
	    .any_others = attribute(reading, node, "others") != NULL,
	    .rules = rules,
	    .amounts = amounts,
	    .rows = rows,
	    .line = line_of(node),
	    .place = markup_of(reading, node)->whole};
	for (node = next_element(node->children); node != NULL && status == STATUS_OK;
	     node = next_element(node->next)) {
		if (is_called(node, "Rule"))
			read_rules(reading, node, rules, &expect->rule_count);
		else if (is_called(node, "Amount"))
			status = read_amount(reading, node, &amounts[expect->amount_count++]);
		else
			read_row(reading, node, &rows[expect->row_count++]);
	}
	return status;
}

/* ---- Exports ---------------------------------------------------------------------------------- */

static void
append_escaped(struct buffer *text, const char *value)
{
	for (; *value != '\0'; value++) {
		switch (*value) {
		case '&': buffer_append_text(text, "&amp;"); break;
		case '<': buffer_append_text(text, "&lt;"); break;
		case '"': buffer_append_text(text, "&quot;"); break;
		default: buffer_append_byte(text, *value); break;
		}
	}
}

static void
append_attribute(struct buffer *text, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buffer_append_format(text, " %s=\"", name);
	append_escaped(text, value);
	buffer_append_byte(text, '"');
}

/* Whether an element inside `number`, on the way down to `inner`, declares the same prefix. */
static bool
is_declared_again(const struct markup *markup, uint32_t number, uint32_t inner, struct text name)
{
	for (; inner != number; inner = markup->elements[inner].parent) {
		const struct markup_element *element = &markup->elements[inner];

		for (uint32_t i = 0; i < element->attribute_count; i++) {
			if (text_equal(markup->attributes[element->first_attribute + i].name, name))
				return true;
		}
	}
	return false;
}

/* What is in force where the export stands, as it is written, but for the default: that is the cases' own. */
static void
append_namespaces(struct buffer *text, const struct markup *markup, uint32_t inner)
{
	for (uint32_t number = inner; number != MARKUP_NONE; number = markup->elements[number].parent) {
		const struct markup_element *element = &markup->elements[number];

		for (uint32_t i = 0; i < element->attribute_count; i++) {
			const struct markup_attribute *one = &markup->attributes[element->first_attribute + i];
			size_t quote = one->value.start - 1;

			if (!text_starts_with(one->name, "xmlns:") ||
			    is_declared_again(markup, number, inner, one->name))
				continue;
			buffer_append_format(text, " %.*s=", (int)one->name.length, one->name.data);
			buffer_append(text, markup->text.data + quote, one->value.end + 1 - quote);
		}
	}
}

/* As many lines as the file has before the records, so that a finding's line is that of the file. */
static uint32_t
append_lines(const struct reading *reading, size_t end, struct buffer *text)
{
	uint32_t line = 1;

	for (size_t i = 0; i < end; i++) {
		if (reading->file->markup.text.data[i] == '\n') {
			buffer_append_byte(text, '\n');
			line++;
		}
	}
	return line;
}

static void
read_export(struct reading *reading, const xmlNode *node, struct case_export *export)
{
	const char *system = attribute(reading, node, "system");
	struct buffer head = {0};

	export->place = markup_of(reading, node)->inside;
	buffer_append_text(&head, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
	export->line = append_lines(reading, export->place.start, &head);
	buffer_append_text(&head, "<CaseExport xmlns=\"" EXPORT_NAMESPACE "\"");
	append_namespaces(&head, &reading->file->markup, (uint32_t)(uintptr_t)node->_private);
	append_attribute(&head, "schemaVersion", "1.0");
	append_attribute(&head, "system", system == NULL ? DEFAULT_SYSTEM : system);
	append_attribute(&head, "exportedOn", attribute(reading, node, "exportedOn"));
	buffer_append_byte(&head, '>');
	export->head = text_view(arena_copy_text(&reading->file->arena, head.data, head.length), head.length);
	buffer_clear(&head);
}

void
case_export_write(
    const struct case_file *file, const struct case_export *export, struct text content, struct buffer *document)
{
	if (content.data == NULL)
		content =
		    text_view(file->markup.text.data + export->place.start, export->place.end - export->place.start);
	buffer_append(document, export->head.data, export->head.length);
	buffer_append(document, content.data, content.length);
	buffer_append_text(document, CASES_EXPORT_TAIL);
}

/* ---- Cases ----------------------------------------------------------------------------------------- */

static enum status
check_expects(struct reading *reading, const struct plugin_case *one)
{
	for (size_t i = 0; i < one->expect_count; i++) {
		const struct case_expect *expect = &one->expects[i];

		if (expect->record == NULL && one->expect_count == 1)
			return STATUS_OK;
		if (expect->record == NULL)
			return document_refuse(
			    &reading->refusal, expect->line, "of several Expect, each names its record");
		for (size_t k = 0; k < i; k++) {
			if (text_equals(text_of(one->expects[k].record), expect->record))
				return document_refuse(&reading->refusal, expect->line,
				    "record \"%s\" has an Expect already", expect->record);
		}
	}
	return STATUS_OK;
}

static enum status
read_case(struct reading *reading, const xmlNode *node, struct plugin_case *one)
{
	struct arena *arena = &reading->file->arena;
	struct case_export *exports = arena_take_array(arena, count_called(node, "Export"), sizeof *exports);
	struct case_input *inputs = arena_take_array(arena, count_called(node, "ExpectInput"), sizeof *inputs);
	struct case_expect *expects = arena_take_array(arena, count_called(node, "Expect"), sizeof *expects);
	enum status status = read_day(reading, node, "asOf", &one->as_of);

	one->id = attribute(reading, node, "id");
	one->line = line_of(node);
	one->end = markup_of(reading, node)->inside.end;
	one->exports = exports;
	one->inputs = inputs;
	one->expects = expects;
	for (node = next_element(node->children); node != NULL && status == STATUS_OK;
	     node = next_element(node->next)) {
		if (is_called(node, "Title"))
			one->title = content(reading, node);
		else if (is_called(node, "Export"))
			read_export(reading, node, &exports[one->export_count++]);
		else if (is_called(node, "Expect"))
			status = read_expect(reading, node, &expects[one->expect_count++]);
		else
			inputs[one->input_count++] = (struct case_input){
			    attribute(reading, node, "rule"), count_of(reading, node, "count"), line_of(node)};
	}
	return status == STATUS_OK ? check_expects(reading, one) : status;
}

static enum status
read_untested(struct reading *reading, const xmlNode *node, struct case_untested *untested)
{
	*untested = (struct case_untested){
	    .rules = words_of(reading, node, "rule"),
	    .outcome = outcome_of(attribute(reading, node, "outcome")),
	    .amounts = words_of(reading, node, "amount"),
	    .reason = content(reading, node),
	    .line = line_of(node),
	};
	if (untested->rules.count + untested->amounts.count == 0)
		return document_refuse(&reading->refusal, untested->line, "an Untested names rules or amounts");
	if (untested->outcome != 0 && untested->rules.count == 0)
		return document_refuse(&reading->refusal, untested->line, "an outcome is of rules, and none is named");
	return STATUS_OK;
}

static enum status
read_root(struct reading *reading, const xmlNode *root)
{
	struct case_file *file = reading->file;
	struct plugin_case *cases = arena_take_array(&file->arena, count_called(root, "Case"), sizeof *cases);
	struct case_untested *untested =
	    arena_take_array(&file->arena, count_called(root, "Untested"), sizeof *untested);
	enum status status = STATUS_OK;

	file->plugin = attribute(reading, root, "plugin");
	file->cases = cases;
	file->untested = untested;
	for (const xmlNode *node = next_element(root->children); node != NULL && status == STATUS_OK;
	     node = next_element(node->next)) {
		if (is_called(node, "Case"))
			status = read_case(reading, node, &cases[file->case_count++]);
		else
			status = read_untested(reading, node, &untested[file->untested_count++]);
	}
	return status;
}

/* The bytes are handed on as they are, so they must be what an export is in here. */
static enum status
check_encoding(struct reading *reading, const xmlDoc *document)
{
	const xmlChar *encoding = document->encoding;

	if (encoding == NULL || xmlStrcasecmp(encoding, BAD_CAST "UTF-8") == 0)
		return STATUS_OK;
	return document_refuse(
	    &reading->refusal, 1, "is declared as %s; a file of cases is UTF-8", (const char *)encoding);
}

static enum status
read_tree(struct reading *reading, xmlDoc *document)
{
	struct case_file *file = reading->file;
	xmlNode *root = xmlDocGetRootElement(document);
	enum status status = check_encoding(reading, document);

	if (status != STATUS_OK)
		return status;
	if (markup_read(text_view(file->bytes.data, file->bytes.length), &file->markup) != STATUS_OK ||
	    number_elements(root) != file->markup.element_count)
		return document_refuse(&reading->refusal, 0,
		    "cannot be taken apart: write it without a DOCTYPE and with at most 64 elements inside each other");
	return read_root(reading, root);
}

enum status
case_file_read(const char *path, const char *schema_path, struct case_file **ret_file, struct buffer *ret_why)
{
	static const struct document_kind kind = {
	    "PluginCases", CASES_NAMESPACE, "the schema of cases", LIMIT_RULESET_BYTES};
	struct case_file *file = memory_zeroed(1, sizeof *file);
	struct reading reading = {file, {path, ret_why}};
	xmlDoc *document = NULL;
	enum status status = document_read(&reading.refusal, &kind, schema_path, &document, &file->bytes);

	file->path = arena_copy_text(&file->arena, path, strlen(path));
	if (status == STATUS_OK)
		status = read_tree(&reading, document);
	xmlFreeDoc(document);
	if (status == STATUS_OK)
		*ret_file = file;
	else
		case_file_free(file);
	return status;
}

void
case_file_free(struct case_file *file)
{
	if (file == NULL)
		return;
	markup_clear(&file->markup);
	buffer_clear(&file->bytes);
	arena_clear(&file->arena);
	memory_free(file);
}
