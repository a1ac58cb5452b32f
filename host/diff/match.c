/*
 * Entries in their order, put together: records of both runs, and inside them
 * findings and amounts that are the same. What is the same by id (of amounts: by
 * path) is paired first; what is left at one place (of one rule and element, of
 * one kind and time) is paired in order.
 */
#include <string.h>

#include "base/memory.h"
#include "diff/diff_parts.h"

/* Entries of one place, those of OLD and those of NEW that have found no partner. */
struct rest {
	struct entry *const *items[RUNS];
	size_t count[RUNS];
};

struct matching {
	struct diff *diff;
	diff_record_fn *begin;
	diff_item_fn *item;
	void *context;
	enum status status; /* the first that is not STATUS_OK */

	struct arena record_arena;
	struct text group_key; /* of the record in hand; empty: none */
	struct diff_record record;
	uint32_t counts[RUNS]; /* its entries */
	bool begun;            /* it was told of */

	struct arena place_arena;
	struct entry **entries; /* of the place in hand */
	size_t entry_count;
	size_t entry_room;
};

/* ---- What is told ---------------------------------------------------------------------- */

static const char *
title_of(const struct diff_record *record, struct text rule)
{
	const struct ruleset *rulesets[] = {record->new.ruleset, record->old.ruleset};

	for (size_t i = 0; i < 2; i++) {
		for (size_t k = 0; rulesets[i] != NULL && k < rulesets[i]->rule_count; k++) {
			if (text_equals(rule, rulesets[i]->rules[k].id))
				return rulesets[i]->rules[k].title;
		}
	}
	return "";
}

static void
tell_finding(struct matching *matching, const struct entry *old, const struct entry *new)
{
	const struct entry *sides[RUNS] = {old, new};
	struct diff_finding finding = {.title = ""};

	for (int run = 0; run < RUNS; run++) {
		if (sides[run] == NULL)
			continue;
		finding.rule = sides[run]->rule;
		finding.path = sides[run]->path;
		*(run == OLD_RUN ? &finding.old : &finding.new) = sides[run]->instance;
	}
	finding.title = title_of(&matching->record, finding.rule);
	judge_finding(matching->diff, &matching->record, &finding);
	matching->status = matching->item(matching->context, &matching->record, &finding, NULL);
}

static void
tell_amount(struct matching *matching, const struct entry *old, const struct entry *new)
{
	struct diff_amount amount = {0};

	if (old != NULL)
		amount = old->amount;
	if (new != NULL)
		amount = new->amount;
	if (old != NULL)
		amount.old = old->money;
	if (new != NULL)
		amount.new = new->money;
	judge_amount(&matching->record, &amount);
	matching->status = matching->item(matching->context, &matching->record, NULL, &amount);
}

/* One of the two may be NULL. */
static void
tell(struct matching *matching, enum entry_kind kind, const struct entry *old, const struct entry *new)
{
	if (matching->status != STATUS_OK)
		return;
	if (kind == ENTRY_FINDING)
		tell_finding(matching, old, new);
	else
		tell_amount(matching, old, new);
}

/* What only one run has. */
static void
tell_alone(struct matching *matching, const struct entry *entry)
{
	if (entry->run == OLD_RUN)
		tell(matching, entry->kind, entry, NULL);
	else
		tell(matching, entry->kind, NULL, entry);
}

/* ---- One place --------------------------------------------------------------------------- */

/* Whether two findings of one place are one in another form: a step that is late now. Two that both fail, each in its
 * own way, are two. */
static bool
may_pair(const struct entry *old, const struct entry *new)
{
	return old->kind == ENTRY_AMOUNT || old->instance.outcome != new->instance.outcome;
}

static void
tell_rest(struct matching *matching, const struct rest *rest)
{
	size_t old = 0;
	size_t new = 0;

	while (old < rest->count[OLD_RUN] && new < rest->count[NEW_RUN]) {
		const struct entry *left = rest->items[OLD_RUN][old++];
		const struct entry *right = rest->items[NEW_RUN][new ++];

		if (may_pair(left, right)) {
			tell(matching, left->kind, left, right);
		} else {
			tell_alone(matching, left);
			tell_alone(matching, right);
		}
	}
	while (old < rest->count[OLD_RUN])
		tell_alone(matching, rest->items[OLD_RUN][old++]);
	while (new < rest->count[NEW_RUN])
		tell_alone(matching, rest->items[NEW_RUN][new ++]);
}

/* Entries from `start` on that are the same, those of OLD first: pairs are told, the others are kept. Returns the end. */
static size_t
pair_same(struct matching *matching, size_t start, struct entry ***ret_rest, size_t *ret_counts)
{
	struct entry **entries = matching->entries;
	size_t end = start;
	size_t middle = start;
	size_t pairs = 0;

	while (end < matching->entry_count && text_equal(entries[end]->own_key, entries[start]->own_key)) {
		middle += entries[end]->run == OLD_RUN ? 1 : 0;
		end++;
	}
	pairs = middle - start < end - middle ? middle - start : end - middle;
	for (size_t i = 0; i < pairs; i++)
		tell(matching, entries[start]->kind, entries[start + i], entries[middle + i]);
	for (size_t i = start + pairs; i < middle; i++)
		ret_rest[OLD_RUN][ret_counts[OLD_RUN]++] = entries[i];
	for (size_t i = middle + pairs; i < end; i++)
		ret_rest[NEW_RUN][ret_counts[NEW_RUN]++] = entries[i];
	return end;
}

static void
end_place(struct matching *matching)
{
	struct entry **items[RUNS] = {NULL};
	size_t counts[RUNS] = {0};
	struct rest rest = {{NULL}, {0}};

	if (matching->entry_count == 0)
		return;
	for (int run = 0; run < RUNS; run++)
		items[run] = arena_take_array(&matching->place_arena, matching->entry_count, sizeof *items[run]);
	for (size_t at = 0; at < matching->entry_count;)
		at = pair_same(matching, at, items, counts);
	for (int run = 0; run < RUNS; run++) {
		rest.items[run] = items[run];
		rest.count[run] = counts[run];
	}
	tell_rest(matching, &rest);
	matching->entry_count = 0;
	arena_reset(&matching->place_arena);
}

static bool
is_of_place(const struct matching *matching, const struct entry *entry)
{
	const struct entry *first = matching->entry_count == 0 ? NULL : matching->entries[0];

	return first != NULL && first->kind == entry->kind && text_equal(first->place_key, entry->place_key);
}

static enum status
add_to_place(struct matching *matching, struct text string)
{
	struct entry *entry = NULL;

	if (matching->entry_count == matching->entry_room) {
		matching->entry_room = matching->entry_room == 0 ? 16 : matching->entry_room * 2;
		matching->entries = memory_resize(matching->entries, matching->entry_room, sizeof(struct entry *));
	}
	entry = arena_take(&matching->place_arena, sizeof *entry);
	matching->entries[matching->entry_count++] = entry;
	return entry_keep(matching->diff, string, &matching->place_arena, entry);
}

/* ---- One record ---------------------------------------------------------------------------- */

static void
begin_record(struct matching *matching)
{
	struct diff_record *record = &matching->record;

	if (matching->begun)
		return;
	matching->begun = true;
	record->is_repeated = matching->counts[OLD_RUN] > 1 || matching->counts[NEW_RUN] > 1;
	record->group = record->new.present ? record->new.group : record->old.group;
	record->jurisdiction = (record->new.present ? record->new.bundle : record->old.bundle)->plugin->jurisdiction;
	matching->begin(matching->context, record, matching->counts);
}

static void
end_record(struct matching *matching)
{
	if (matching->group_key.length == 0)
		return;
	begin_record(matching);
	end_place(matching);
	matching->group_key = text_of(NULL);
	matching->begun = false;
	memset(matching->counts, 0, sizeof matching->counts);
	memset(&matching->record, 0, sizeof matching->record);
	arena_reset(&matching->record_arena);
}

static enum status
add_to_record(struct matching *matching, struct text string)
{
	struct entry entry;
	struct diff_record *record = &matching->record;
	enum status status = entry_keep(matching->diff, string, &matching->record_arena, &entry);

	if (status != STATUS_OK)
		return status;
	matching->group_key = entry.group_key;
	record->plugin = entry.plugin;
	record->type = entry.type;
	record->id = entry.record;
	matching->counts[entry.run]++;
	if (entry.run == OLD_RUN)
		record->old = entry.side;
	else
		record->new = entry.side;
	return STATUS_OK;
}

/* Without an identity nothing is the same as anything else; what has one is gathered by place. */
static bool
has_identity(const struct matching *matching)
{
	return matching->record.id.length > 0 && !matching->record.is_repeated;
}

static enum status
take_item(struct matching *matching, const struct entry *entry, struct text string)
{
	begin_record(matching);
	if (!has_identity(matching)) {
		tell_alone(matching, entry);
		return STATUS_OK;
	}
	if (!is_of_place(matching, entry))
		end_place(matching);
	return add_to_place(matching, string);
}

static enum status
take_string(struct matching *matching, struct text string)
{
	struct entry entry;
	enum status status = entry_read(matching->diff, string, &entry);
	bool is_known = false;

	if (status != STATUS_OK)
		return status;
	is_known = matching->group_key.length > 0 && text_equal(entry.group_key, matching->group_key);
	if (!is_known)
		end_record(matching);
	if (entry.kind == ENTRY_RECORD) {
		/* Of records without an id there may be millions. */
		if (is_known && matching->counts[entry.run] > 0) {
			matching->counts[entry.run] += matching->counts[entry.run] < UINT32_MAX ? 1 : 0;
			return STATUS_OK;
		}
		return add_to_record(matching, string);
	}
	/* A record comes before what it has. */
	return is_known ? take_item(matching, &entry, string) : STATUS_INTERNAL;
}

enum status
match_read(struct diff *diff, diff_record_fn *begin, diff_item_fn *item, void *context)
{
	struct matching matching = {.diff = diff, .begin = begin, .item = item, .context = context};
	struct text string = {0};
	enum status status = sorter_start(diff->sorter);

	while (status == STATUS_OK && matching.status == STATUS_OK) {
		status = sorter_next(diff->sorter, &string);
		if (status == STATUS_OK)
			status = take_string(&matching, string);
	}
	if (status == STATUS_END) {
		status = STATUS_OK;
		end_record(&matching);
	}
	arena_clear(&matching.record_arena);
	arena_clear(&matching.place_arena);
	memory_free(matching.entries);
	return status != STATUS_OK ? status : matching.status;
}
