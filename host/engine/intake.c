/*
 * Inputs into batches, and batches into the pool. Faults of an input go the same
 * way, so that they keep their place among what records have to say; see
 * engine/run_parts.h.
 */
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "engine/batch.h"
#include "engine/run_parts.h"
#include "engine/wire.h"
#include "input/source.h"

static uint32_t
input_in_hand(const struct run *run)
{
	return (uint32_t)(run->input_count - 1);
}

static enum status
take_batch(void *context, const struct batch *batch)
{
	struct run *run = context;
	struct work work = {.kind = WORK_BATCH, .input = input_in_hand(run)};
	char *slot = NULL;
	enum status status = pool_slot(run->pool, &slot);

	if (status != STATUS_OK)
		return status;
	work.bytes = batch_store(batch, run->sequence, slot);
	if (work.bytes == 0)
		return STATUS_INTERNAL;
	run->sequence += batch->record_count;
	return pool_hand_in(run->pool, &work, batch->record_count);
}

static void
keep_failure(struct run *run, enum status status)
{
	if (run->status == STATUS_OK)
		run->status = status;
}

static void
take_split_fault(void *context, const struct fault *fault)
{
	struct run *run = context;

	/* What was interrupted has no fault of its own. */
	if (run->status != STATUS_OK)
		return;
	buffer_reset(&run->wire);
	wire_put_fault(&run->wire, fault);
	keep_failure(run, pool_note(run->pool, input_in_hand(run), text_view(run->wire.data, run->wire.length)));
}

static void
add_input(struct run *run, const struct source_document *document)
{
	if (run->input_count == run->input_room) {
		run->input_room = run->input_room == 0 ? 16 : run->input_room * 2;
		run->inputs = memory_resize(run->inputs, run->input_room, sizeof *run->inputs);
	}
	memset(&run->inputs[run->input_count], 0, sizeof *run->inputs);
	run->inputs[run->input_count].path =
	    text_view(arena_copy_text(&run->arena, document->path, strlen(document->path)), strlen(document->path));
	run->inputs[run->input_count].exported_on = CASELINT_ABSENT;
	run->inputs[run->input_count].as_of = run->request.options->as_of;
	run->input_count++;
}

static void
open_document(void *context, const struct source_document *document)
{
	struct run *run = context;

	add_input(run, document);
	run->splitting = (struct splitter_events){run, take_batch, take_split_fault};
	run->splitter = splitter_new(&run->format, &run->splitting);
	run->at_document = true;
}

static enum status
push_text(void *context, const char *text, size_t length)
{
	struct run *run = context;

	run->progress.bytes += length;
	if (interrupt_signal != 0)
		keep_failure(run, STATUS_END);
	return run->status == STATUS_OK ? splitter_push(run->splitter, text, length) : run->status;
}

/* A path that no document came from is an input, too: a report must name it. */
static void
take_source_fault(void *context, const struct source_document *document, const struct fault *fault)
{
	struct run *run = context;

	if (interrupt_signal != 0)
		keep_failure(run, STATUS_END);
	if (!run->at_document)
		add_input(run, document);
	take_split_fault(run, fault);
}

static void
close_document(void *context, const struct source_document *document, int complete)
{
	struct run *run = context;
	struct run_input *input = &run->inputs[input_in_hand(run)];

	/* What was interrupted is not truncated. */
	if (run->status == STATUS_OK)
		run->status = splitter_finish(run->splitter, complete != 0);
	splitter_free(run->splitter);
	run->splitter = NULL;
	run->at_document = false;
	input->bytes = document->bytes;
	memcpy(input->sha256, document->sha256, sizeof input->sha256);
}

/* Workers may be late, or dead, while an input keeps us waiting. */
static bool
attend(void *context)
{
	struct run *run = context;

	keep_failure(run, pool_attend(run->pool));
	return run->status == STATUS_OK;
}

enum status
run_read_inputs(struct run *run)
{
	struct source_reader reader = {run, open_document, push_text, take_source_fault, close_document, attend};
	enum status status = source_read_all(run->request.paths, run->request.path_count, &reader);

	if (status == STATUS_OK)
		status = run->status;
	return status == STATUS_OK ? pool_drain(run->pool) : status;
}
