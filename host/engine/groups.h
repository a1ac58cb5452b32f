/*
 * Groups on their way: how the facts of keys are put into a slot, and how the one
 * who takes them out hands each group to the plugin that gave them. Which facts
 * belong together is engine/facts.h's.
 */
#ifndef CASELINT_ENGINE_GROUPS_H
#define CASELINT_ENGINE_GROUPS_H

#include "base/buffer.h"
#include "base/status.h"
#include "base/text.h"
#include "engine/evaluate.h"
#include "engine/facts.h"
#include "engine/work.h"

/* A slot being filled. */
struct group_packer {
	char *slot;
	size_t used;
	uint32_t count;
};

/* Starts with an empty slot. */
void group_packer_begin(struct group_packer *packer, char *slot);
/* Adds a group. STATUS_LIMIT when it does not fit behind what is there; an empty slot that it does not fit into is too small
 * for it for good. */
CASELINT_NODISCARD
enum status group_packer_add(struct group_packer *packer, const struct fact_group *group);
/* Closes the slot; returns the bytes used. */
size_t group_packer_end(struct group_packer *packer);

struct reconciler; /* hands groups to plugins */

struct reconciler *reconciler_new(const struct evaluation_setting *setting, struct beacon *beacon);
/* Reconciles groups [work->first, work->first + work->count) of `slot`; what the plugin answers is appended to `wire` as
 * supplements, facts of the next round, and losses. STATUS_INVALID when `slot` holds no such groups. */
CASELINT_NODISCARD
enum status reconciler_perform(
    struct reconciler *reconciler, const struct work *work, struct text slot, struct buffer *wire);
void reconciler_free(struct reconciler *reconciler);

#endif
