/* See input/batcher.h. */
#include "input/batcher.h"

#include <string.h>

void
batcher_clear(struct batcher *batcher)
{
	buffer_clear(&batcher->root_tag);
	buffer_clear(&batcher->root_end);
}

void
batcher_set_root(struct batcher *batcher, struct text tag, struct text name, uint64_t line)
{
	bool is_empty = tag.data[tag.length - 2] == '/';

	buffer_append(&batcher->root_tag, tag.data, tag.length - (is_empty ? 2 : 1));
	buffer_append_byte(&batcher->root_tag, '>');
	buffer_append_text(&batcher->root_end, "</");
	buffer_append(&batcher->root_end, name.data, name.length);
	buffer_append_byte(&batcher->root_end, '>');
	batcher->root_line = line;
}

bool
batcher_is_root(const struct batcher *batcher, struct text name)
{
	const struct buffer *end = &batcher->root_end;

	return end->length == name.length + 3 && memcmp(end->data + 2, name.data, name.length) == 0;
}

static void
send_batch(struct batcher *batcher)
{
	struct batch batch = {
	    .prefix = text_view(batcher->root_tag.data, batcher->root_tag.length),
	    .suffix = text_view(batcher->root_end.data, batcher->root_end.length),
	    .line = batcher->body.line,
	    .column = batcher->body.column,
	    .root_line = batcher->root_line,
	    .records = batcher->records,
	    .record_count = batcher->count,
	    .first = !batcher->any_sent,
	};

	if (batcher->count > 0)
		batch.body = window_text(batcher->window, batcher->body.byte, batcher->last_end);
	batcher->count = 0;
	batcher->any_sent = true;
	if (batcher->status == STATUS_OK)
		batcher->status = batcher->send(batcher->context, &batch);
}

void
batcher_flush(struct batcher *batcher)
{
	if (batcher->count > 0)
		send_batch(batcher);
}

void
batcher_finish(struct batcher *batcher)
{
	if (batcher->count > 0 || !batcher->any_sent)
		send_batch(batcher);
}

void
batcher_add(struct batcher *batcher, struct place place, uint64_t end)
{
	struct batch_record *record = &batcher->records[batcher->count];

	if (batcher->count == 0)
		batcher->body = place;
	record->offset = (uint32_t)(place.byte - batcher->body.byte);
	record->length = (uint32_t)(end - place.byte);
	record->line = place.line;
	record->column = place.column;
	batcher->last_end = end;
	batcher->count++;
	if (batcher->count == LIMIT_BATCH_RECORDS || end - batcher->body.byte >= LIMIT_BATCH_BYTES)
		send_batch(batcher);
}

void
batcher_blank(struct batcher *batcher, uint64_t from, uint64_t to)
{
	if (batcher->count > 0)
		window_blank(batcher->window, from, to);
}
