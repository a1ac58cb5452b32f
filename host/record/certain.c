/*
 * What a schema says of each node of a model's tables, put down so that the binder can tell in passing whether a record
 * is beyond doubt: one of which a validator could say nothing that the binder has not said. Whatever is not understood
 * leaves its node unsure, and costs a record that has it the validator's look, never the answer.
 */
#include "record/certain.h"

#include "record/binder.h"
#include "record/shape.h"

static void learn_shape(const struct shape *shape, const struct xsd_item *item);

static bool
has_elements(const struct xsd_type *type)
{
	struct xsd_item item;
	size_t i = 0;

	for (i = 0; type != NULL && xsd_item_at(type, i, &item) == STATUS_OK; i++) {
		if (!item.is_attribute)
			return true;
	}
	return false;
}

static enum shape_text
text_claim(const struct shape *shape, uint32_t node, const struct xsd_item *item)
{
	uint32_t field = shape->nodes[node].field;

	if (!item->has_text)
		return has_elements(item->type) ? SHAPE_TEXT_BLANK : SHAPE_TEXT_NONE;
	if (field != SHAPE_NONE && binder_judges_value(shape, field))
		return SHAPE_TEXT_JUDGED;
	/* How many characters a text of other than ASCII has is left to the validator: one is enough to count as one. */
	return item->text.is_simple && item->text.least <= 1 ? SHAPE_TEXT_LENGTH : SHAPE_TEXT_UNSURE;
}

static bool
is_same_claim(const struct shape_claim *left, const struct shape_claim *right)
{
	return left->text == right->text && left->is_collapsed == right->is_collapsed &&
	       left->is_open == right->is_open && left->is_required == right->is_required &&
	       left->least == right->least && left->most == right->most;
}

/* A table may be used for elements of different types: then none of them is sure. */
static void
claim(struct shape_node *node, const struct shape_claim *claim)
{
	const struct shape_claim nothing = {0};

	node->claim = !node->is_claimed || is_same_claim(&node->claim, claim) ? *claim : nothing;
	node->is_claimed = true;
}

static void
learn_node(const struct shape *shape, uint32_t node, const struct xsd_item *item)
{
	struct shape_claim what = {.text = text_claim(shape, node, item),
	    .is_collapsed = item->text.is_collapsed,
	    .is_open = item->type == NULL || xsd_is_open(item->type),
	    .is_required = item->is_required,
	    .least = item->text.least,
	    .most = item->text.most};
	struct xsd_item inside;
	size_t i = 0;

	for (i = 0; item->type != NULL && xsd_item_at(item->type, i, &inside) == STATUS_OK; i++) {
		uint32_t child = shape_child(shape, node, inside.name, inside.is_attribute);
		uint32_t field = child == SHAPE_NONE ? SHAPE_NONE : shape->nodes[child].field;

		/* The binder misses only what it would bind. */
		if (inside.is_required && field == SHAPE_NONE)
			what.is_open = false;
		if (field != SHAPE_NONE && shape->nested[field] != NULL)
			learn_shape(shape->nested[field], &inside);
		else if (child != SHAPE_NONE)
			learn_node(shape, child, &inside);
	}
	claim(&shape->nodes[node], &what);
}

static void
learn_shape(const struct shape *shape, const struct xsd_item *item)
{
	learn_node(shape, 0, item);
}

void
certain_learn(const struct xsd *xsd, struct model *model)
{
	const struct caselint_plugin *plugin = model_plugin(model);
	struct xsd_item element;

	for (uint32_t i = 0; i < plugin->records.count; i++) {
		const struct shape *shape = model_record_at(model, i);

		if (xsd_element(xsd, text_of(shape->table->element), &element) == STATUS_OK)
			learn_shape(shape, &element);
	}
}
