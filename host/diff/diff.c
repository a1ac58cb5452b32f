/* A diff from end to end: both runs into the sorter, everything counted, read any number of times; see diff/diff.h. */
#include "diff/diff.h"

#include "base/limits.h"
#include "base/memory.h"
#include "diff/diff_parts.h"

#define BUFFER_BYTES (64U * 1024U) /* read of a sorted run at a time */
#define EXIT_FINDINGS 1
#define EXIT_INPUT 3

enum status
diff_make(
    const struct diff_run *old, const struct diff_run *new, const struct diff_options *options, struct diff **ret_diff)
{
	static const struct sorter_limits limits = {LIMIT_DIFF_MEMORY, BUFFER_BYTES, NULL};
	struct diff *diff = memory_zeroed(1, sizeof *diff);
	enum status status = STATUS_OK;

	diff->runs[OLD_RUN] = *old;
	diff->runs[NEW_RUN] = *new;
	diff->options = options;
	diff->sorter = sorter_new(&limits);
	for (int run = 0; run < RUNS && status == STATUS_OK; run++)
		status = entries_take(diff, run);
	if (status == STATUS_OK)
		status = totals_make(diff);
	if (status == STATUS_OK)
		*ret_diff = diff;
	else
		diff_free(diff);
	return status;
}

const struct diff_run *
diff_old(const struct diff *diff)
{
	return &diff->runs[OLD_RUN];
}

const struct diff_run *
diff_new(const struct diff *diff)
{
	return &diff->runs[NEW_RUN];
}

const struct diff_options *
diff_options_of(const struct diff *diff)
{
	return diff->options;
}

const struct diff_totals *
diff_totals_of(const struct diff *diff)
{
	return &diff->totals;
}

int
diff_exit_code(const struct diff *diff)
{
	const struct diff_count *classes = diff->totals.classes;

	if (diff->totals.gaps != 0)
		return EXIT_INPUT;
	return classes[DIFF_NEW].gated + classes[DIFF_WORSENED].gated > 0 ? EXIT_FINDINGS : 0;
}

static void
pass_over(void *context, const struct diff_record *record, const uint32_t counts[RUNS])
{
	(void)context;
	(void)record;
	(void)counts;
}

enum status
diff_read(struct diff *diff, diff_item_fn *item, void *context)
{
	return match_read(diff, pass_over, item, context);
}

void
diff_free(struct diff *diff)
{
	if (diff == NULL)
		return;
	sorter_free(diff->sorter);
	memory_free(diff->totals.sums);
	arena_clear(&diff->arena);
	memory_free(diff);
}
