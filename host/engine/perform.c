/* See engine/perform.h. */
#include "engine/perform.h"

#include "base/memory.h"
#include "engine/batch.h"
#include "engine/groups.h"

struct performer {
	struct evaluator *evaluator;
	struct reconciler *reconciler;
};

struct performer *
performer_new(const struct evaluation_setting *setting, struct beacon *beacon)
{
	struct performer *performer = memory_zeroed(1, sizeof *performer);

	performer->evaluator = evaluator_new(setting, beacon);
	performer->reconciler = reconciler_new(setting, beacon);
	return performer;
}

enum status
performer_do(struct performer *performer, const struct work *work, struct text slot, struct buffer *wire)
{
	switch ((enum work_kind)work->kind) {
	case WORK_BATCH: return batch_perform(performer->evaluator, work, slot, wire);
	case WORK_GROUPS: return reconciler_perform(performer->reconciler, work, slot, wire);
	default: return STATUS_INVALID;
	}
}

void
performer_free(struct performer *performer)
{
	if (performer == NULL)
		return;
	evaluator_free(performer->evaluator);
	reconciler_free(performer->reconciler);
	memory_free(performer);
}
