/* See input/gunzip.h. */
#include "input/gunzip.h"

#include <stdbool.h>
#define ZLIB_CONST /* next_in points to const */
#include <zlib.h>

#include "base/memory.h"

/* gzip only, with the largest window. */
#define GZIP_WINDOW (MAX_WBITS + 16)

struct gunzip {
	z_stream stream;
	gunzip_more *more;
	void *context;
	bool between; /* a member has ended, no other has begun */
	bool over;    /* all packed bytes were given */
	bool failed;
};

static void *
take_memory(void *context, unsigned count, unsigned size)
{
	(void)context;
	return memory_zeroed(count, size);
}

static void
give_memory(void *context, void *block)
{
	(void)context;
	memory_free(block);
}

struct gunzip *
gunzip_new(gunzip_more *more, void *context)
{
	struct gunzip *gunzip = memory_zeroed(1, sizeof *gunzip);

	gunzip->more = more;
	gunzip->context = context;
	gunzip->stream.zalloc = take_memory;
	gunzip->stream.zfree = give_memory;
	if (inflateInit2(&gunzip->stream, GZIP_WINDOW) != Z_OK)
		memory_exhausted();
	return gunzip;
}

void
gunzip_free(struct gunzip *gunzip)
{
	if (gunzip == NULL)
		return;
	inflateEnd(&gunzip->stream);
	memory_free(gunzip);
}

static void
fill(struct gunzip *gunzip)
{
	const char *bytes = NULL;
	ssize_t count = gunzip->more(gunzip->context, &bytes);

	gunzip->failed = count < 0;
	gunzip->over = count <= 0;
	gunzip->stream.next_in = (const Bytef *)bytes;
	gunzip->stream.avail_in = count < 0 ? 0 : (uInt)count;
}

/* Behind a member: zeros to fill up a block, another member, or the end. */
static void
begin_member(struct gunzip *gunzip)
{
	while (gunzip->stream.avail_in > 0 && *gunzip->stream.next_in == 0) {
		gunzip->stream.next_in++;
		gunzip->stream.avail_in--;
	}
	if (gunzip->stream.avail_in > 0) {
		gunzip->between = false;
		inflateReset(&gunzip->stream);
	}
}

static void
unpack(struct gunzip *gunzip)
{
	int result = inflate(&gunzip->stream, Z_NO_FLUSH);

	if (result == Z_STREAM_END)
		gunzip->between = true;
	else if (result != Z_OK && result != Z_BUF_ERROR)
		gunzip->failed = true;
}

ssize_t
gunzip_read(struct gunzip *gunzip, char *bytes, size_t size)
{
	z_stream *stream = &gunzip->stream;

	stream->next_out = (Bytef *)bytes;
	stream->avail_out = (uInt)size;
	while (stream->avail_out == size && !gunzip->failed) {
		if (stream->avail_in == 0 && !gunzip->over)
			fill(gunzip);
		if (gunzip->between)
			begin_member(gunzip);
		if (!gunzip->between && !gunzip->failed)
			unpack(gunzip);
		if (gunzip->over && stream->avail_out == size)
			break;
	}
	if (stream->avail_out != size)
		return (ssize_t)(size - stream->avail_out);
	return gunzip->failed || !gunzip->between ? -1 : 0;
}
