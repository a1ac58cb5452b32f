/* Trying changes, and grouping what came of them; see authoring/mutation.h. */
#include <stdlib.h>
#include <string.h>

#include "authoring/fingerprint.h"
#include "authoring/mutation.h"
#include "base/memory.h"

/* Changes being tried. */
struct trying {
	const struct suite *suite;
	const struct case_runner *runner;
	struct buffer *prints; /* of the cases as they are; empty until needed */
	struct buffer *why;
};

/* The documents of a case, one of them changed. */
static void
write_documents(const struct suite_case *one, const struct mutation *mutation, struct buffer *documents)
{
	struct buffer content = {0};

	for (size_t i = 0; i < one->of->export_count; i++) {
		const struct case_export *export = &one->of->exports[i];
		const char *bytes = one->file->markup.text.data;

		if (i != mutation->export) {
			case_export_write(one->file, export, (struct text){NULL, 0}, &documents[i]);
			continue;
		}
		buffer_append(&content, bytes + export->place.start, mutation->place.start - export->place.start);
		buffer_append(&content, mutation->replacement.data, mutation->replacement.length);
		buffer_append(&content, bytes + mutation->place.end, export->place.end - mutation->place.end);
		case_export_write(one->file, export, text_view(buffer_text(&content), content.length), &documents[i]);
	}
	buffer_clear(&content);
}

static const struct buffer *
print_of(struct trying *trying, size_t number)
{
	struct buffer *print = &trying->prints[number];

	if (print->length == 0)
		fingerprint_append(trying->suite->bundle, &trying->suite->cases[number].result, print);
	return print;
}

static enum status
try_one(struct trying *trying, struct mutation *mutation)
{
	const struct suite_case *one = &trying->suite->cases[mutation->one];
	const struct buffer *before = print_of(trying, mutation->one);
	struct buffer *documents = memory_zeroed(one->of->export_count, sizeof *documents);
	struct case_result result = {0};
	struct buffer after = {0};
	enum status status = STATUS_OK;

	write_documents(one, mutation, documents);
	status = case_run(trying->runner, documents, one->of->export_count, one->of->as_of, &result, trying->why);
	if (status == STATUS_OK) {
		fingerprint_append(trying->suite->bundle, &result, &after);
		mutation->noticed =
		    before->length != after.length || memcmp(before->data, after.data, after.length) != 0;
	}
	for (size_t i = 0; i < one->of->export_count; i++)
		buffer_clear(&documents[i]);
	memory_free(documents);
	buffer_clear(&after);
	case_result_clear(&result);
	return status;
}

/* ---- Groups ---------------------------------------------------------------------------------- */

static int
compare_places(const void *left_pointer, const void *right_pointer)
{
	const struct mutation *left = *(const struct mutation *const *)left_pointer;
	const struct mutation *right = *(const struct mutation *const *)right_pointer;
	int order = strcmp(left->path, right->path);

	if (order != 0)
		return order;
	if (left->change != right->change)
		return left->change < right->change ? -1 : 1;
	if (left->one != right->one)
		return left->one < right->one ? -1 : 1;
	return left->place.start < right->place.start ? -1 : left->place.start > right->place.start;
}

/* The group of a change that comes after those grouped so far: the last one, or a new one. */
static struct mutation_group *
group_of(struct mutations *mutations, const struct mutation *mutation)
{
	struct mutation_group *groups = mutations->groups;
	size_t count = mutations->group_count;

	if (count > 0 && strcmp(groups[count - 1].example->path, mutation->path) == 0 &&
	    groups[count - 1].example->change == mutation->change)
		return &groups[count - 1];
	groups[count] = (struct mutation_group){.example = mutation};
	mutations->group_count++;
	return &groups[count];
}

static void
add_to_groups(struct mutations *mutations, const struct mutation *mutation)
{
	struct mutation_group *group = group_of(mutations, mutation);

	group->tried++;
	if (mutation->noticed)
		return;
	if (group->unnoticed++ == 0)
		group->example = mutation;
	mutations->unnoticed++;
}

static void
group_all(struct mutations *mutations)
{
	const struct mutation **sorted = memory_zeroed(mutations->tried, sizeof *sorted);

	for (size_t i = 0; i < mutations->tried; i++)
		sorted[i] = &mutations->items[i];
	if (mutations->tried > 0)
		qsort(sorted, mutations->tried, sizeof(struct mutation *), compare_places);
	mutations->groups = memory_zeroed(mutations->tried, sizeof *mutations->groups);
	for (size_t i = 0; i < mutations->tried; i++)
		add_to_groups(mutations, sorted[i]);
	memory_free(sorted);
}

enum status
mutations_try(struct mutations *mutations, const struct suite *suite, const struct case_runner *runner, size_t count,
    struct buffer *ret_why)
{
	struct trying trying = {suite, runner, memory_zeroed(suite->case_count, sizeof(struct buffer)), ret_why};
	enum status status = STATUS_OK;

	while (mutations->tried < count && mutations->tried < mutations->possible && status == STATUS_OK)
		status = try_one(&trying, &mutations->items[mutations->tried++]);
	for (size_t i = 0; i < suite->case_count; i++)
		buffer_clear(&trying.prints[i]);
	memory_free(trying.prints);
	group_all(mutations);
	return status;
}

void
mutations_clear(struct mutations *mutations)
{
	memory_free(mutations->items);
	memory_free(mutations->groups);
	arena_clear(&mutations->arena);
	memset(mutations, 0, sizeof *mutations);
}
