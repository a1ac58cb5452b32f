/* See report/listing.h. */
#include "report/listing.h"

#include "base/memory.h"

/* What one thread has. */
struct maker {
	const struct listing *listing;
	struct sink *sink;
	void *copy;
};

static void *
open_maker(void *context)
{
	const struct listing *listing = context;
	struct maker *maker = memory_alloc(sizeof *maker);

	maker->listing = listing;
	maker->sink = sink_keep();
	maker->copy = listing->copy(listing->context, maker->sink);
	return maker;
}

static enum status
make_record(void *context, const struct result_record *record)
{
	const struct maker *maker = context;

	return maker->listing->record(maker->copy, record);
}

static enum status
end_piece(void *context, struct buffer *bytes)
{
	const struct maker *maker = context;

	if (maker->listing->flush != NULL)
		maker->listing->flush(maker->copy);
	sink_take(maker->sink, bytes);
	return STATUS_OK;
}

static enum status
put_piece(void *context, struct text bytes)
{
	const struct listing *listing = context;

	if (listing->put != NULL)
		listing->put(listing->context, bytes);
	else
		sink_write(listing->sink, bytes.data, bytes.length);
	return sink_failed(listing->sink) ? STATUS_IO : STATUS_OK;
}

static void
close_maker(void *context, void *made)
{
	struct maker *maker = made;

	maker->listing->close(context == NULL ? NULL : maker->listing->context, maker->copy);
	sink_abandon(maker->sink);
	memory_free(maker);
}

enum status
listing_make(const struct listing *listing)
{
	struct pieces pieces = {.spool = listing->spool,
	    .parts = listing->parts,
	    .threads = listing->threads,
	    .context = (void *)(uintptr_t)listing,
	    .open = open_maker,
	    .record = make_record,
	    .end = end_piece,
	    .put = put_piece,
	    .close = close_maker};

	return pieces_make(&pieces);
}
