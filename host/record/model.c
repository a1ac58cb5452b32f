/*
 * The shapes of one plugin and how they nest; see record/model.h. One table is compiled by record/shape.c; the
 * structs made after a shape are record/bound.c's.
 */
#include "record/model.h"

#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "record/shape.h"

struct model {
	const struct caselint_plugin *plugin;
	struct shape **shapes; /* every table once, nested ones too */
	uint32_t shape_count;
	const struct shape **records; /* as in the plugin */
	uint32_t record_count;
	const struct shape **facts; /* as in the plugin */
	uint32_t fact_count;
};

static enum status compile_table(struct model *model, const struct caselint_table *table, uint32_t depth,
    const struct shape **ret_shape, struct buffer *why);

static struct shape *
find_shape(const struct model *model, const struct caselint_table *table)
{
	uint32_t i = 0;

	for (i = 0; i < model->shape_count; i++) {
		if (model->shapes[i]->table == table)
			return model->shapes[i];
	}
	return NULL;
}

static enum status
refuse_table(const struct caselint_table *table, const char *reason, struct buffer *why)
{
	buffer_append_format(
	    why, "table \"%s\": %s", table == NULL || table->element == NULL ? "(fact)" : table->element, reason);
	return STATUS_REFUSED;
}

static enum status
compile_nested(struct model *model, struct shape *shape, uint32_t depth, struct buffer *why)
{
	uint32_t height = 0;
	uint32_t i = 0;

	for (i = 0; i < shape->field_count; i++) {
		const struct caselint_table *table = shape_field(shape, i)->record;
		enum status status = STATUS_OK;

		if (table == NULL)
			continue;
		status = compile_table(model, table, depth + 1, &shape->nested[i], why);
		if (status != STATUS_OK)
			return status;
		if (shape->nested[i]->id_field != SHAPE_NONE || shape->nested[i]->group_field != SHAPE_NONE)
			return refuse_table(table, "a nested record has no record id and no group of its own", why);
		if (shape->nested[i]->height > height)
			height = shape->nested[i]->height;
	}
	shape->height = height + 1;
	return STATUS_OK;
}

static struct shape *
add_shape(struct model *model, const struct caselint_table *table)
{
	struct shape *shape = memory_zeroed(1, sizeof *shape);

	shape->table = table;
	shape->model = model;
	model->shapes = memory_resize(model->shapes, (size_t)model->shape_count + 1, sizeof *model->shapes);
	model->shapes[model->shape_count++] = shape;
	return shape;
}

/* The shape of a table, compiled on first sight. A height of 0 marks the tables we are in the middle of. */
static enum status
compile_table(struct model *model, const struct caselint_table *table, uint32_t depth, const struct shape **ret_shape,
    struct buffer *why)
{
	struct shape *shape = find_shape(model, table);
	enum status status = STATUS_OK;

	if (shape == NULL) {
		if (depth > LIMIT_TABLE_DEPTH)
			return refuse_table(table, "nested too deeply", why);
		shape = add_shape(model, table);
		status = shape_compile(shape, why);
		if (status == STATUS_OK)
			status = compile_nested(model, shape, depth, why);
		if (status != STATUS_OK)
			return status;
	}
	if (shape->height == 0)
		return refuse_table(table, "nests itself", why);
	if (depth + shape->height - 1 > LIMIT_TABLE_DEPTH)
		return refuse_table(table, "nested too deeply", why);
	*ret_shape = shape;
	return STATUS_OK;
}

static const struct caselint_table *
table_at(const struct caselint_array *tables, uint32_t index)
{
	return *CASELINT_AT(*tables, struct caselint_table *, index);
}

static bool
is_array_of_tables(const struct caselint_array *tables)
{
	uint32_t i = 0;

	if (tables->count > LIMIT_FIELDS)
		return false;
	if (tables->count > 0 &&
	    (tables->items == NULL || tables->stride < sizeof(void *) || tables->stride % sizeof(void *) != 0))
		return false;
	for (i = 0; i < tables->count; i++) {
		if (table_at(tables, i) == NULL)
			return false;
	}
	return true;
}

static enum status
compile_record(struct model *model, uint32_t index, struct buffer *why)
{
	const struct caselint_table *table = table_at(&model->plugin->records, index);
	const struct shape *shape = NULL;
	enum status status = STATUS_OK;

	if (table->element == NULL)
		return refuse_table(table, "a record table names its element", why);
	if (model_record(model, text_of(table->element), NULL) != NULL)
		return refuse_table(table, "two record tables with one element", why);
	status = compile_table(model, table, 1, &shape, why);
	if (status != STATUS_OK)
		return status;
	if (shape->id_field == SHAPE_NONE)
		return refuse_table(table, "no field is the record id", why);
	model->records[index] = shape;
	model->record_count = index + 1;
	return STATUS_OK;
}

static enum status
compile_fact(struct model *model, uint32_t index, struct buffer *why)
{
	const struct caselint_table *table = table_at(&model->plugin->facts, index);
	uint32_t i = 0;

	model->fact_count = index + 1;
	if (table->element == NULL)
		return compile_table(model, table, 1, &model->facts[index], why);
	for (i = 0; i < model->record_count; i++) {
		if (model->records[i]->table == table) {
			model->facts[index] = model->records[i];
			return STATUS_OK;
		}
	}
	return refuse_table(table, "a fact table with an element is one of the record tables", why);
}

static enum status
compile_all(struct model *model, struct buffer *why)
{
	enum status status = STATUS_OK;
	uint32_t i = 0;

	for (i = 0; status == STATUS_OK && i < model->plugin->records.count; i++)
		status = compile_record(model, i, why);
	for (i = 0; status == STATUS_OK && i < model->plugin->facts.count; i++)
		status = compile_fact(model, i, why);
	return status;
}

enum status
model_new(const struct caselint_plugin *plugin, struct model **ret_model, struct buffer *ret_why)
{
	struct model *model = NULL;
	enum status status = STATUS_OK;

	if (!is_array_of_tables(&plugin->records) || !is_array_of_tables(&plugin->facts)) {
		buffer_append_text(ret_why, "the records or the facts are not an array of tables");
		return STATUS_REFUSED;
	}
	model = memory_zeroed(1, sizeof *model);
	model->plugin = plugin;
	model->records = memory_zeroed(plugin->records.count, sizeof *model->records);
	model->facts = memory_zeroed(plugin->facts.count, sizeof *model->facts);
	status = compile_all(model, ret_why);
	if (status != STATUS_OK)
		goto out;
	*ret_model = model;
	model = NULL;
out:
	model_free(model);
	return status;
}

void
model_free(struct model *model)
{
	uint32_t i = 0;

	if (model == NULL)
		return;
	for (i = 0; i < model->shape_count; i++)
		shape_free(model->shapes[i]);
	memory_free(model->shapes);
	memory_free(model->records);
	memory_free(model->facts);
	memory_free(model);
}

const struct caselint_plugin *
model_plugin(const struct model *model)
{
	return model->plugin;
}

const struct shape *
model_record(const struct model *model, struct text element, uint32_t *ret_type)
{
	uint32_t i = 0;

	for (i = 0; i < model->record_count; i++) {
		if (text_equals(element, model->records[i]->table->element)) {
			if (ret_type != NULL)
				*ret_type = i;
			return model->records[i];
		}
	}
	return NULL;
}

const struct shape *
model_record_at(const struct model *model, uint32_t type)
{
	return type < model->record_count ? model->records[type] : NULL;
}

const struct shape *
model_fact_at(const struct model *model, uint32_t table)
{
	return table < model->fact_count ? model->facts[table] : NULL;
}

uint32_t
model_shape_count(const struct model *model)
{
	return model->shape_count;
}

const struct shape *
model_shape_at(const struct model *model, uint32_t index)
{
	return model->shapes[index];
}

const struct caselint_table *
shape_table(const struct shape *shape)
{
	return shape->table;
}

const struct shape *
shape_of_field(const struct shape *shape, uint32_t field)
{
	return field < shape->field_count ? shape->nested[field] : NULL;
}
