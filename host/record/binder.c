/* A stack of open elements over the trees of record/shape.h; see record/binder.h. */
#include "record/binder.h"

#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "record/shape.h"
#include "record/values.h"

#define LIST_FIRST_ITEMS 4U

/* One open element that is bound. Elements inside one that is not are only counted. */
struct step {
	void *object; /* the struct being filled */
	const struct shape *shape;
	uint32_t node;
	bool opens_struct; /* the element is the struct's own */
	bool has_child;
	unsigned char *twice; /* of the struct: nodes reported as given twice; NULL: none yet */
};

struct binder {
	binder_problem_fn *problem;
	void *context;
	const struct names *names;
	struct arena *arena;
	struct step steps[LIMIT_DEPTH + 1];
	uint32_t depth;                   /* steps taken */
	uint32_t skipped;                 /* open elements inside one that is not bound, itself counted */
	bool in_repeated;                 /* that one was given twice */
	const struct shape_node *ignored; /* that one, when it is ignored; NULL: it is not */
	bool is_certain;                  /* so far; see binder_is_certain */
	void *record;
	struct buffer path;
};

struct binder *
binder_new(binder_problem_fn *problem, void *context)
{
	struct binder *binder = memory_zeroed(1, sizeof *binder);

	binder->problem = problem;
	binder->context = context;
	return binder;
}

void
binder_free(struct binder *binder)
{
	if (binder == NULL)
		return;
	buffer_clear(&binder->path);
	memory_free(binder);
}

static struct step *
top(struct binder *binder)
{
	return &binder->steps[binder->depth - 1];
}

static const struct step *
top_of(const struct binder *binder)
{
	return &binder->steps[binder->depth - 1];
}

static struct bound *
hidden_part(void *object)
{
	return (struct bound *)object - 1;
}

static void
path_of_node(const struct step *step, uint32_t node, struct buffer *path)
{
	bound_path(bound_of(step->object), path);
	shape_path(step->shape, node, path);
}

static void
send(struct binder *binder, const struct step *step, uint32_t node, struct binder_problem problem)
{
	binder->is_certain = false;
	buffer_reset(&binder->path);
	path_of_node(step, node, &binder->path);
	problem.path = text_view(binder->path.data, binder->path.length);
	binder->problem(binder->context, &problem);
}

static bool
is_id(const struct shape *shape, uint32_t node)
{
	uint32_t field = shape->nodes[node].field;

	return field != SHAPE_NONE && shape_field(shape, field)->kind == CASELINT_ID;
}

/* Whether a problem about a node leaves an id bad. */
static bool
spoils_key(const struct shape *shape, enum problem_kind kind, uint32_t node)
{
	if (kind == PROBLEM_REPEATED)
		return shape_holds_id(shape, node);
	return (kind == PROBLEM_VALUE || kind == PROBLEM_UNKNOWN_ELEMENT) && is_id(shape, node);
}

/* Reports about a node of the step's table; `attribute` as in struct binder_problem. */
static void
report(struct binder *binder, const struct step *step, enum problem_kind kind, uint32_t node, size_t attribute,
    const char *detail)
{
	const struct shape_node *at = &step->shape->nodes[node];
	struct text at_fault = at->is_attribute ? at->name : text_view(NULL, 0);

	send(binder, step, node,
	    (struct binder_problem){kind, attribute, at_fault, {NULL, 0}, detail, spoils_key(step->shape, kind, node)});
}

static bool
is_record_id(const struct shape *shape, uint32_t field)
{
	return field == shape->id_field;
}

/* Problems of the record's id are one problem, reported at the record's end. */
static void
report_field(struct binder *binder, const struct step *step, enum problem_kind kind, uint32_t field, size_t attribute,
    const char *detail)
{
	if (!is_record_id(step->shape, field))
		report(binder, step, kind, step->shape->field_nodes[field], attribute, detail);
}

static void
hide_private_text(void *object, uint32_t index, const struct caselint_field *field)
{
	struct caselint_text *text = (struct caselint_text *)(void *)((char *)object + field->offset);

	if ((field->flags & CASELINT_PRIVATE) == 0 || !value_is_text(field->kind) || text->data == NULL)
		return;
	hidden_part(object)->texts[index] = text_view(text->data, text->length);
	text->data = NULL;
}

static void
bind_value(
    struct binder *binder, const struct step *step, uint32_t index, struct text value, uint64_t line, size_t attribute)
{
	const struct caselint_field *field = shape_field(step->shape, index);

	hidden_part(step->object)->lines[index] = line;
	if (!value_read(field, value, binder->arena, step->object))
		report_field(binder, step, PROBLEM_VALUE, index, attribute, value_form(field->kind));
	hide_private_text(step->object, index, field);
}

/* ---- Certainty ---- */

/* Notes whether a text meets the claim. There are never more characters than bytes. */
static void
check_claim(struct binder *binder, const struct shape_claim *claim, struct text text)
{
	if (claim->text == SHAPE_TEXT_JUDGED)
		return;
	if (claim->is_collapsed)
		text = text_trim(text);
	if (claim->text != SHAPE_TEXT_LENGTH || text.length < claim->least || text.length > claim->most)
		binder->is_certain = false;
}

/* The same for what stands in an element, whose text between other elements may be blank. */
static void
check_content(
    struct binder *binder, const struct shape_claim *claim, bool has_child, const struct binder_content *content)
{
	if (content->too_long)
		binder->is_certain = false;
	else if (claim->text == SHAPE_TEXT_NONE || (claim->text == SHAPE_TEXT_BLANK && !has_child))
		binder->is_certain = binder->is_certain && content->text.length == 0;
	else if (claim->text == SHAPE_TEXT_BLANK)
		binder->is_certain = binder->is_certain && text_is_blank(content->text);
	else
		check_claim(binder, claim, content->text);
}

bool
binder_is_certain(const struct binder *binder)
{
	return binder->is_certain;
}

/* ---- Attributes ---- */

/* Hints where a schema might be found say nothing about the record, and are not followed. */
static bool
is_schema_hint(const struct binder_attribute *attribute)
{
	return strcmp((const char *)attribute->uri, XSI_NAMESPACE) == 0 &&
	       (strcmp((const char *)attribute->name, "schemaLocation") == 0 ||
		   strcmp((const char *)attribute->name, "noNamespaceSchemaLocation") == 0);
}

bool
binder_judges_value(const struct shape *shape, uint32_t field)
{
	return field != SHAPE_NONE && (value_form(shape_field(shape, field)->kind) != NULL) &&
	       (!value_is_text(shape_field(shape, field)->kind) || is_record_id(shape, field));
}

static void
bind_attribute(struct binder *binder, const struct step *step, const struct binder_element *element, size_t index)
{
	struct binder_attribute *attribute = &element->attributes[index];
	const struct shape_node *node = NULL;
	uint32_t child = SHAPE_NONE;

	if (attribute->uri == NULL)
		child = names_child(binder->names, step->shape, step->node, attribute->name, true);
	else if (is_schema_hint(attribute)) {
		binder->is_certain = false;
		return;
	}
	if (child == SHAPE_NONE) {
		struct text name = text_of((const char *)attribute->name);

		send(binder, step, step->node,
		    (struct binder_problem){PROBLEM_UNKNOWN_ATTRIBUTE, index, name, {NULL, 0}, NULL, false});
		return;
	}
	node = &step->shape->nodes[child];
	check_claim(binder, &node->claim, attribute->value);
	if (node->is_ignored)
		return;
	attribute->is_judged = binder_judges_value(step->shape, node->field);
	bind_value(binder, step, node->field, attribute->value, attribute->line, index);
}

static bool
is_missing(const struct step *step, uint32_t field)
{
	return (shape_field(step->shape, field)->flags & CASELINT_REQUIRED) != 0 &&
	       bound_of(step->object)->lines[field] == 0 &&
	       !value_is_bad(shape_field(step->shape, field), step->object);
}

/* Attributes are missed at their own start tag, where a schema would miss them too. */
static void
miss_attributes(struct binder *binder, const struct step *step)
{
	uint32_t child = step->shape->nodes[step->node].first;

	while (child != SHAPE_NONE) {
		const struct shape_node *node = &step->shape->nodes[child];

		if (node->is_attribute && node->field != SHAPE_NONE) {
			if (node->claim.is_required && bound_of(step->object)->lines[node->field] == 0)
				binder->is_certain = false;
			if (is_missing(step, node->field))
				report_field(binder, step, PROBLEM_MISSING, node->field, BINDER_ELEMENT, NULL);
		}
		child = node->next;
	}
}

/* What the end of a struct shows to be missing; an attribute only where its element is missing too. */
static void
miss_fields(struct binder *binder, const struct step *step)
{
	uint32_t i = 0;

	for (i = 0; step->shape->has_required && i < step->shape->field_count; i++) {
		const struct shape_node *node = &step->shape->nodes[step->shape->field_nodes[i]];

		if (!is_missing(step, i))
			continue;
		if (node->is_attribute && bound_of(step->object)->element_lines[node->parent] != 0)
			continue;
		report_field(binder, step, PROBLEM_MISSING, i, BINDER_ELEMENT, NULL);
	}
}

static struct step *
push(struct binder *binder, void *object, const struct shape *shape, uint32_t node)
{
	struct step *step = &binder->steps[binder->depth++];

	*step = (struct step){object, shape, node, node == 0, false, NULL};
	if (!shape->nodes[node].claim.is_open)
		binder->is_certain = false;
	return step;
}

static void
bind_attributes(struct binder *binder, const struct step *step, const struct binder_element *element)
{
	size_t i = 0;

	for (i = 0; i < element->attribute_count; i++)
		bind_attribute(binder, step, element, i);
	miss_attributes(binder, step);
}

void
binder_open(struct binder *binder, const struct names *names, const struct shape *shape, struct arena *arena,
    const struct binder_element *element)
{
	binder->names = names;
	binder->arena = arena;
	binder->depth = 0;
	binder->skipped = 0;
	binder->is_certain = true;
	binder->record = bound_new(arena, shape, NULL, 0, 0, element->line);
	bind_attributes(binder, push(binder, binder->record, shape, 0), element);
}

/* The step of the struct the element belongs to: where marks of the struct are kept. */
static struct step *
struct_step(struct binder *binder)
{
	struct step *step = top(binder);

	while (!step->opens_struct)
		step--;
	return step;
}

static void
spoil_below(struct binder *binder, const struct step *step, uint32_t node)
{
	uint32_t i = 0;

	for (i = 0; i < step->shape->field_count; i++) {
		if (shape_lies_below(step->shape, step->shape->field_nodes[i], node))
			bound_spoil_field(binder->arena, step->object, i);
	}
}

static bool
is_id_alone(const struct step *step, uint32_t node)
{
	const struct shape_node *at = &step->shape->nodes[node];

	return at->field != SHAPE_NONE && is_record_id(step->shape, at->field) && at->first == SHAPE_NONE;
}

/* An element that may stand once, met again. Which of the two is right nobody knows: everything in it is bad. */
static void
repeat(struct binder *binder, uint32_t node)
{
	struct step *step = struct_step(binder);

	if (step->twice == NULL)
		step->twice = arena_take(binder->arena, step->shape->node_count);
	if (step->twice[node] != 0)
		return;
	step->twice[node] = 1;
	spoil_below(binder, step, node);
	if (!is_id_alone(step, node))
		report(binder, step, PROBLEM_REPEATED, node, BINDER_ELEMENT, NULL);
}

static void
append_item(struct binder *binder, struct caselint_list *list, const void *item)
{
	const void **items = NULL;

	memcpy(&items, &list->items, sizeof items);
	/* Grown when the count reaches a power of two, so that no capacity need be kept. */
	if (list->count == 0 || (list->count >= LIST_FIRST_ITEMS && (list->count & (list->count - 1)) == 0)) {
		size_t capacity = list->count == 0 ? LIST_FIRST_ITEMS : (size_t)list->count * 2;

		items = arena_take_array(binder->arena, capacity, sizeof *items);
		if (list->count > 0)
			memcpy(items, list->items, list->count * sizeof *items);
	}
	items[list->count++] = item;
	list->items = items;
}

static void
start_nested(struct binder *binder, const struct step *parent, uint32_t field, const struct binder_element *element)
{
	const struct shape *shape = parent->shape->nested[field];
	void *member = (char *)parent->object + shape_field(parent->shape, field)->offset;
	bool in_list = shape_field(parent->shape, field)->kind == CASELINT_LIST;
	struct caselint_list *list = member;
	uint32_t ordinal = in_list ? list->count + 1 : 0;
	void *object = bound_new(binder->arena, shape, bound_of(parent->object), field, ordinal, element->line);

	if (in_list)
		append_item(binder, list, object);
	else
		memcpy(member, &object, sizeof object);
	bind_attributes(binder, push(binder, object, shape, 0), element);
}

static bool
is_list(const struct shape *shape, uint32_t field)
{
	return field != SHAPE_NONE && shape_field(shape, field)->kind == CASELINT_LIST;
}

static void
skip(struct binder *binder, bool is_repeated)
{
	binder->skipped = 1;
	binder->in_repeated = is_repeated;
	binder->ignored = NULL;
}

/* A plain value that nobody needs is looked at when it ends; with anything in or on it, it is not looked at. */
static void
skip_ignored(struct binder *binder, const struct shape_node *node, const struct binder_element *element)
{
	skip(binder, false);
	binder->ignored = node;
	if (element->attribute_count > 0 || !node->claim.is_open)
		binder->is_certain = false;
}

static void
start_known(struct binder *binder, const struct step *parent, uint32_t node, const struct binder_element *element)
{
	uint32_t field = parent->shape->nodes[node].field;
	struct bound *bound = hidden_part(parent->object);

	if (bound->element_lines[node] == 0) {
		bound->element_lines[node] = element->line;
		if (field != SHAPE_NONE)
			bound->lines[field] = element->line;
	} else if (!is_list(parent->shape, field)) {
		repeat(binder, node);
		skip(binder, true);
		return;
	}
	if (field != SHAPE_NONE && parent->shape->nested[field] != NULL)
		start_nested(binder, parent, field, element);
	else
		bind_attributes(binder, push(binder, parent->object, parent->shape, node), element);
}

/* An element no table knows: reported unless a PRESENCE covers it, and passed over with what is in it. */
static void
start_unknown(struct binder *binder, const struct step *parent)
{
	if (!parent->shape->nodes[parent->node].covers_content)
		report(binder, parent, PROBLEM_UNKNOWN_ELEMENT, parent->node, BINDER_ELEMENT, NULL);
	binder->is_certain = false;
	skip(binder, false);
}

void
binder_start(struct binder *binder, const struct binder_element *element)
{
	struct step *parent = top(binder);
	uint32_t node = SHAPE_NONE;

	if (binder->skipped > 0) {
		binder->skipped++;
		binder->is_certain = false;
		return;
	}
	parent->has_child = true;
	if (names_model(binder->names, element->uri) == parent->shape->model)
		node = names_child(binder->names, parent->shape, parent->node, element->name, false);
	if (node == SHAPE_NONE)
		start_unknown(binder, parent);
	else if (parent->shape->nodes[node].is_ignored)
		skip_ignored(binder, &parent->shape->nodes[node], element);
	else
		start_known(binder, parent, node, element);
}

/* The scalar whose value is the text of the open element, or SHAPE_NONE. */
static uint32_t
text_field(const struct binder *binder)
{
	const struct step *step = top_of(binder);

	return step->shape->nodes[step->node].field;
}

bool
binder_passes_over(const struct binder *binder)
{
	return binder->skipped > 0;
}

bool
binder_wants_text(const struct binder *binder)
{
	return binder->skipped == 0 && text_field(binder) != SHAPE_NONE;
}

void
binder_text(struct binder *binder)
{
	const struct step *step = top(binder);

	if (binder->skipped == 0 && text_field(binder) == SHAPE_NONE)
		report(binder, step, PROBLEM_SCHEMA, step->node, BINDER_ELEMENT, "text where none may stand");
}

/* Text with an element in its midst is no value, whatever is left when the element is taken out. */
static void
bind_text(struct binder *binder, const struct step *step, uint32_t field, const struct binder_content *content)
{
	struct bound *bound = hidden_part(step->object);
	bool is_presence = shape_field(step->shape, field)->kind == CASELINT_PRESENCE;
	struct text text = content->text;

	if (content->too_long || (step->has_child && !is_presence)) {
		value_set_bad(shape_field(step->shape, field), step->object);
		bound->lines[field] = bound->element_lines[step->node];
		return;
	}
	if (is_presence)
		text = text_of(content->is_filled ? "text" : "");
	bind_value(binder, step, field, text, bound->element_lines[step->node], BINDER_ELEMENT);
}

static void
check_record_id(struct binder *binder, const struct step *step)
{
	const struct caselint_field *field = NULL;
	const struct caselint_text *id = NULL;

	if (step->shape->id_field == SHAPE_NONE || binder->depth != 1)
		return;
	field = shape_field(step->shape, step->shape->id_field);
	id = (const struct caselint_text *)(const void *)((const char *)step->object + field->offset);
	if (id->state == CASELINT_PRESENT && id->length > 0 && id->length <= LIMIT_ID_BYTES)
		return;
	report(binder, step, PROBLEM_RECORD_ID, step->shape->field_nodes[step->shape->id_field], BINDER_ELEMENT,
	    id->state == CASELINT_ABSENT ? "it has none" : value_form(CASELINT_ID));
}

void
binder_end(struct binder *binder, const struct binder_content *content)
{
	struct step *step = top(binder);
	uint32_t field = text_field(binder);

	if (binder->skipped > 0) {
		if (binder->skipped == 1 && binder->ignored != NULL)
			check_content(binder, &binder->ignored->claim, false, content);
		return;
	}
	check_content(binder, &step->shape->nodes[step->node].claim, step->has_child, content);
	if (field != SHAPE_NONE)
		bind_text(binder, step, field, content);
	if (step->opens_struct) {
		miss_fields(binder, step);
		check_record_id(binder, step);
	}
}

void
binder_leave(struct binder *binder)
{
	if (binder->skipped > 0)
		binder->skipped--;
	else
		binder->depth--;
}

void *
binder_record(const struct binder *binder)
{
	return binder->record;
}

/* The node of a step's element, or of its attribute of that name; SHAPE_NONE when the table knows none. */
static uint32_t
node_of(const struct step *step, const char *attribute)
{
	return attribute == NULL ? step->node : shape_child(step->shape, step->node, text_of(attribute), true);
}

bool
binder_judges(const struct binder *binder, enum problem_kind kind, const char *attribute)
{
	const struct step *step = top_of(binder);
	uint32_t node = SHAPE_NONE;
	uint32_t field = SHAPE_NONE;

	if (binder->skipped > 0)
		return binder->in_repeated;
	node = node_of(step, attribute);
	if (node == SHAPE_NONE)
		return false;
	field = step->shape->nodes[node].field;
	/* Text with an element in its midst is bad already. */
	if (kind == PROBLEM_VALUE && attribute == NULL && step->has_child)
		return true;
	if (kind == PROBLEM_MISSING && attribute != NULL && field != SHAPE_NONE)
		return is_record_id(step->shape, field);
	return kind == PROBLEM_VALUE && binder_judges_value(step->shape, field);
}

bool
binder_is_key(const struct binder *binder, const char *attribute)
{
	const struct step *step = top_of(binder);
	uint32_t node = binder->skipped > 0 ? SHAPE_NONE : node_of(step, attribute);

	return node != SHAPE_NONE && is_id(step->shape, node);
}

void
binder_path(const struct binder *binder, const char *attribute, struct buffer *path)
{
	const struct step *step = top_of(binder);
	uint32_t node = binder->skipped > 0 ? SHAPE_NONE : node_of(step, attribute);

	path_of_node(step, node == SHAPE_NONE ? step->node : node, path);
}
