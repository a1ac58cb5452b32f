/*
 * Facts as bytes: a struct with everything nested in it, its places and lines,
 * packed on one side and unpacked with fresh hidden parts on the other. The
 * format is private to one run of one build.
 */
#ifndef CASELINT_RECORD_PACK_H
#define CASELINT_RECORD_PACK_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"
#include "caselint/plugin.h"
#include "record/model.h"

/*
 * Appends `object` to `bytes`. For a shape with an element it must be a struct of `arena` with a
 * hidden part; for a fact table the plugin's own struct, whose PLACE members are refs into `arena` and whose
 * texts are any memory. Private texts are left out (presence and length stay). STATUS_BREACH when a
 * reference or a pointer does not fit the table.
 */
CASELINT_NODISCARD
enum status pack_object(const struct shape *shape, const struct arena *arena, const void *object, struct buffer *bytes);

/* The inverse: a struct with hidden parts in `arena`; *ret_used is the bytes taken. PLACE members become
 * refs that place_find, place_path and line lookups understand. STATUS_INVALID on bytes that
 * are not of this shape. */
CASELINT_NODISCARD
enum status unpack_object(
    const struct shape *shape, struct arena *arena, struct text bytes, const void **ret_object, size_t *ret_used);

#endif
