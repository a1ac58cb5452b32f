/* An open hash from (node, name) to child; see record/names.h. */
#include "record/names.h"

#include <string.h>

#include "base/memory.h"

/* One name below one node. */
struct edge {
	const struct shape_node *node; /* NULL: a free place */
	const xmlChar *name;
	uint32_t child;
	bool is_attribute;
};

struct names {
	struct edge *edges;
	size_t mask; /* a power of two less 1; at most half of the places are taken */
	const struct model *const *models;
	const xmlChar **name_spaces; /* of each model */
	size_t model_count;
};

static size_t
place_of(const struct names *names, const struct shape_node *node, const xmlChar *name, bool is_attribute)
{
	uint64_t key = (uint64_t)(uintptr_t)node * UINT64_C(0x9e3779b97f4a7c15);

	key = (key ^ (uint64_t)(uintptr_t)name ^ (is_attribute ? 1U : 0U)) * UINT64_C(0xff51afd7ed558ccd);
	return (size_t)(key >> 32) & names->mask;
}

static struct edge *
find_edge(const struct names *names, const struct shape_node *node, const xmlChar *name, bool is_attribute)
{
	size_t place = place_of(names, node, name, is_attribute);

	for (;;) {
		struct edge *edge = &names->edges[place];

		if (edge->node == NULL ||
		    (edge->node == node && edge->name == name && edge->is_attribute == is_attribute))
			return edge;
		place = (place + 1) & names->mask;
	}
}

static void
add_shape(struct names *names, xmlDictPtr dictionary, const struct shape *shape)
{
	uint32_t i = 0;

	for (i = 1; i < shape->node_count; i++) {
		const struct shape_node *child = &shape->nodes[i];
		const struct shape_node *parent = &shape->nodes[child->parent];
		const xmlChar *name =
		    xmlDictLookup(dictionary, (const xmlChar *)child->name.data, (int)child->name.length);
		struct edge *edge = find_edge(names, parent, name, child->is_attribute);

		*edge = (struct edge){parent, name, i, child->is_attribute};
	}
}

static size_t
count_nodes(const struct model *const *models, size_t count)
{
	size_t nodes = 0;
	size_t i = 0;

	for (i = 0; i < count; i++) {
		for (uint32_t j = 0; j < model_shape_count(models[i]); j++)
			nodes += model_shape_at(models[i], j)->node_count;
	}
	return nodes;
}

struct names *
names_new(xmlDictPtr dictionary, const struct model *const *models, size_t count)
{
	struct names *names = memory_zeroed(1, sizeof *names);
	size_t nodes = count_nodes(models, count);
	size_t places = 16;
	size_t i = 0;

	while (places < nodes * 2)
		places *= 2;
	names->edges = memory_zeroed(places, sizeof *names->edges);
	names->mask = places - 1;
	names->models = models;
	names->model_count = count;
	names->name_spaces = memory_zeroed(count, sizeof *names->name_spaces);
	for (i = 0; i < count; i++) {
		const char *name_space = model_plugin(models[i])->record_namespace;

		names->name_spaces[i] = xmlDictLookup(dictionary, (const xmlChar *)name_space, -1);
		for (uint32_t j = 0; j < model_shape_count(models[i]); j++)
			add_shape(names, dictionary, model_shape_at(models[i], j));
	}
	return names;
}

void
names_free(struct names *names)
{
	if (names == NULL)
		return;
	memory_free(names->edges);
	memory_free(names->name_spaces);
	memory_free(names);
}

uint32_t
names_child(const struct names *names, const struct shape *shape, uint32_t node, const xmlChar *name, bool is_attribute)
{
	const struct edge *edge = find_edge(names, &shape->nodes[node], name, is_attribute);

	return edge->node == NULL ? SHAPE_NONE : edge->child;
}

const struct model *
names_model(const struct names *names, const xmlChar *name_space)
{
	size_t i = 0;

	for (i = 0; i < names->model_count; i++) {
		if (names->name_spaces[i] == name_space)
			return names->models[i];
	}
	return NULL;
}
