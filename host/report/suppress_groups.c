/* Groups, of which small ones become one; see report/suppress.h. */
#include <string.h>

#include "base/memory.h"
#include "report/suppress_parts.h"

/* The cells of a group; the first is the sum of all outcomes that are withheld from the records. */
struct cells {
	uint64_t counts[OUTCOMES];
};

/* Groups of one plugin, and which of them are to be one. */
struct merging {
	const struct suppression *suppression;
	const struct tally_group *groups;
	const size_t *amounts; /* where the amounts of each group begin, and those behind the last */
	bool *merged;
	size_t count;
	bool withheld[OUTCOMES]; /* outcomes that are not told of these groups */
};

/* What is made in place of the arrays of the tally. */
struct made {
	struct tally_group *groups;
	size_t group_count;
	struct tally_amount *amounts;
	size_t amount_count;
};

static void
add_cells(struct cells *cells, const struct suppression *suppression, const struct tally_group *group)
{
	for (size_t i = 0; i < OUTCOMES; i++)
		cells->counts[suppression->outcomes[i] ? 0 : i] += group->outcomes[i];
}

/* The place of a cell that is too small; OUTCOMES when there is none. */
static size_t
unsafe_place(const struct cells *cells, uint64_t below)
{
	size_t place = 0;

	while (place < OUTCOMES && !suppress_is_small(cells->counts[place], below))
		place++;
	return place;
}

static size_t
unsafe_place_of(const struct merging *merging, size_t group)
{
	struct cells cells = {{0}};

	add_cells(&cells, merging->suppression, &merging->groups[group]);
	return unsafe_place(&cells, merging->suppression->below);
}

static bool
has_cell(const struct merging *merging, size_t group, size_t place)
{
	struct cells cells = {{0}};

	add_cells(&cells, merging->suppression, &merging->groups[group]);
	return place == OUTCOMES || cells.counts[place] > 0;
}

/* The smallest group that can still be merged, and has something at `place` unless that is OUTCOMES; the number of groups
 * when there is none. */
static size_t
next_group(const struct merging *merging, size_t place)
{
	size_t found = merging->count;

	for (size_t i = 0; i < merging->count; i++) {
		if (!merging->merged[i] && has_cell(merging, i, place) &&
		    (found == merging->count || merging->groups[i].records < merging->groups[found].records))
			found = i;
	}
	return found;
}

/* Adds groups until what is merged can be told; false when there are not enough. */
static bool
merge_more(struct merging *merging, struct cells *cells, size_t found)
{
	uint64_t below = merging->suppression->below;
	size_t place = unsafe_place(cells, below);

	while (found > 0 && (found < 2 || place < OUTCOMES)) {
		size_t next = next_group(merging, place);

		if (next == merging->count)
			next = next_group(merging, OUTCOMES);
		if (next == merging->count)
			return false;
		merging->merged[next] = true;
		add_cells(cells, merging->suppression, &merging->groups[next]);
		place = unsafe_place(cells, below);
		found++;
	}
	return true;
}

static bool
choose_groups(struct merging *merging)
{
	struct cells cells = {{0}};
	size_t found = 0;

	for (size_t i = 0; i < merging->count; i++) {
		merging->merged[i] = unsafe_place_of(merging, i) < OUTCOMES;
		if (!merging->merged[i])
			continue;
		add_cells(&cells, merging->suppression, &merging->groups[i]);
		found++;
	}
	return merge_more(merging, &cells, found);
}

/* ---- The new arrays ---- */

/* Of a group that has some of them, which outcomes it has of those withheld is not told either. */
static void
withhold_outcomes(const struct merging *merging, struct tally_group *group)
{
	struct cells cells = {{0}};

	add_cells(&cells, merging->suppression, group);
	for (int32_t i = CASELINT_ERROR; i < OUTCOMES && cells.counts[0] > 0; i++) {
		if (merging->withheld[i])
			group->outcomes[i] = COUNT_WITHHELD;
	}
}

/* An outcome that no record of the plugin has is known to be none, and one alone is known from the sum. */
static void
choose_outcomes(struct merging *merging)
{
	size_t found = 0;

	for (size_t k = 0; k < OUTCOMES; k++) {
		for (size_t i = 0; i < merging->count && merging->suppression->outcomes[k]; i++)
			merging->withheld[k] = merging->withheld[k] || merging->groups[i].outcomes[k] > 0;
		found += merging->withheld[k] ? 1 : 0;
	}
	if (found == 1)
		memset(merging->withheld, 0, sizeof merging->withheld);
}

static void
put_group(const struct merging *merging, struct made *made, const struct tally_group *group)
{
	struct tally_group *copy = &made->groups[made->group_count++];

	*copy = *group;
	withhold_outcomes(merging, copy);
}

static void
put_amounts(const struct merging *merging, struct made *made, size_t group)
{
	for (size_t i = merging->amounts[group]; i < merging->amounts[group + 1]; i++)
		made->amounts[made->amount_count++] = merging->suppression->tally->amounts[i];
}

/* One kind of money of all groups that became one. */
static void
put_merged_amount(const struct merging *merging, struct made *made, const struct tally_amount *kind)
{
	const struct tally *tally = merging->suppression->tally;
	struct tally_amount sum = {
	    .bundle = kind->bundle, .group = text_of(SMALL_GROUPS), .kind = kind->kind, .title = kind->title};

	for (size_t i = 0; i < merging->count; i++) {
		for (size_t k = merging->amounts[i]; merging->merged[i] && k < merging->amounts[i + 1]; k++) {
			if (text_equal(tally->amounts[k].kind, kind->kind))
				tally_amount_absorb(&sum, &tally->amounts[k]);
		}
	}
	if (sum.count > 0)
		made->amounts[made->amount_count++] = sum;
}

static void
put_merged(const struct merging *merging, struct made *made)
{
	const struct tally *tally = merging->suppression->tally;
	struct tally_group sum = {.group = text_of(SMALL_GROUPS)};
	bool any = false;

	for (size_t i = 0; i < merging->count; i++) {
		const struct tally_group *group = &merging->groups[i];

		if (!merging->merged[i])
			continue;
		any = true;
		sum.bundle = group->bundle;
		sum.records += group->records;
		for (size_t k = 0; k < OUTCOMES; k++)
			sum.outcomes[k] += group->outcomes[k];
	}
	if (!any)
		return;
	put_group(merging, made, &sum);
	for (size_t i = 0; i < tally->total_count; i++) {
		if (tally->totals[i].bundle == sum.bundle)
			put_merged_amount(merging, made, &tally->totals[i]);
	}
}

static bool
make_bundle(struct merging *merging, struct made *made)
{
	if (!choose_groups(merging))
		return false;
	choose_outcomes(merging);
	for (size_t i = 0; i < merging->count; i++) {
		if (merging->merged[i])
			continue;
		put_group(merging, made, &merging->groups[i]);
		put_amounts(merging, made, i);
	}
	put_merged(merging, made);
	return true;
}

/* Where the groups of the plugin of the group at `first` end. */
static size_t
end_of_bundle(const struct tally *tally, size_t first)
{
	size_t end = first;

	while (end < tally->group_count && tally->groups[end].bundle == tally->groups[first].bundle)
		end++;
	return end;
}

/* Amounts stand in the order of their groups. */
static size_t *
find_amounts(const struct tally *tally)
{
	size_t *places = memory_zeroed(tally->group_count + 1, sizeof *places);
	size_t at = 0;

	for (size_t i = 0; i < tally->group_count; i++) {
		const struct tally_group *group = &tally->groups[i];

		places[i] = at;
		while (at < tally->amount_count && tally->amounts[at].bundle == group->bundle &&
		       text_equal(tally->amounts[at].group, group->group))
			at++;
	}
	places[tally->group_count] = at;
	return places;
}

void
suppress_groups(struct suppression *suppression)
{
	struct tally *tally = suppression->tally;
	struct made made = {.groups = memory_zeroed(tally->group_count, sizeof *made.groups),
	    .amounts = memory_zeroed(tally->amount_count, sizeof *made.amounts)};
	bool *merged = memory_zeroed(tally->group_count, sizeof *merged);
	size_t *amounts = find_amounts(tally);
	bool safe = true;
	size_t end = 0;

	for (size_t first = 0; first < tally->group_count && safe; first = end) {
		struct merging merging = {suppression, &tally->groups[first], amounts + first, merged, 0, {false}};

		end = end_of_bundle(tally, first);
		merging.count = end - first;
		safe = make_bundle(&merging, &made);
	}
	memory_free(merged);
	memory_free(amounts);
	memory_free(tally->groups);
	memory_free(tally->amounts);
	tally->groups = made.groups;
	tally->group_count = safe ? made.group_count : 0;
	tally->amounts = made.amounts;
	tally->amount_count = safe ? made.amount_count : 0;
	tally->groups_withheld = !safe;
}
