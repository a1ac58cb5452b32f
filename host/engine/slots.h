/*
 * Slots: the memory in which work goes to the workers. The coordinator writes it,
 * workers can read it and nothing else, not even after asking the kernel: the file
 * behind it is sealed. A slot belongs to one piece of work until all of it is
 * answered.
 */
#ifndef CASELINT_ENGINE_SLOTS_H
#define CASELINT_ENGINE_SLOTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "base/status.h"

/* A batch with the longest record, its gaps, its root's tags and its table. Pages that are never written cost nothing. */
#define SLOT_BYTES ((size_t)LIMIT_RECORD_BYTES + 4U * LIMIT_BATCH_BYTES)

struct slots;

/* `shared` false: plain memory, for evaluating in the coordinator itself. STATUS_IO with errno set. */
CASELINT_NODISCARD
enum status slots_new(uint32_t count, int shared, struct slots **ret_slots);
/* Where the coordinator writes. */
char *slots_write(struct slots *slots, uint32_t slot);
/* In a child: gives up the coordinator's view and makes the one of a reader. STATUS_IO with errno set. */
CASELINT_NODISCARD
enum status slots_become_reader(struct slots *slots);
/* Where a reader reads; in the coordinator the same as slots_write. */
const char *slots_read(const struct slots *slots, uint32_t slot);
/* The file behind it; -1: none. A reader may close it. */
int slots_descriptor(const struct slots *slots);
void slots_free(struct slots *slots);

#endif
