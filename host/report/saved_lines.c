/* Saved results as bytes: one line after the other, none longer than LIMIT_RESULT_LINE_BYTES. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "report/saved_parts.h"

struct saved_lines {
	int fd;
	struct buffer bytes; /* read and not yet dropped */
	size_t used;         /* of them, by lines handed out */
	size_t searched;     /* without finding a line feed, behind `used` */
	bool at_end;
};

enum status
saved_lines_open(const char *path, struct saved_lines **ret_lines)
{
	bool is_input = strcmp(path, "-") == 0;
	int fd = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return STATUS_ABSENT;
	*ret_lines = memory_zeroed(1, sizeof **ret_lines);
	(*ret_lines)->fd = fd;
	return STATUS_OK;
}

/* Appends what one read gives. */
static enum status
fill(struct saved_lines *lines)
{
	ssize_t got = 0;

	if (lines->used > 0) {
		buffer_drop_front(&lines->bytes, lines->used);
		lines->used = 0;
	}
	do {
		got = read(lines->fd, buffer_reserve(&lines->bytes, LIMIT_READ_BYTES), LIMIT_READ_BYTES);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return STATUS_IO;
	lines->bytes.length += (size_t)got;
	lines->at_end = got == 0;
	return STATUS_OK;
}

enum status
saved_lines_next(struct saved_lines *lines, struct text *ret_line)
{
	for (;;) {
		const char *start = buffer_text(&lines->bytes) + lines->used;
		size_t left = lines->bytes.length - lines->used;
		const char *end = memchr(start + lines->searched, '\n', left - lines->searched);

		if (end != NULL) {
			*ret_line = text_view(start, (size_t)(end - start) + 1);
			lines->used += ret_line->length;
			lines->searched = 0;
			return STATUS_OK;
		}
		if (lines->at_end)
			return left == 0 ? STATUS_END : STATUS_INVALID;
		if (left > LIMIT_RESULT_LINE_BYTES)
			return STATUS_LIMIT;
		lines->searched = left;
		if (fill(lines) != STATUS_OK)
			return STATUS_IO;
	}
}

void
saved_lines_close(struct saved_lines *lines)
{
	if (lines == NULL)
		return;
	if (lines->fd != STDIN_FILENO)
		close(lines->fd);
	buffer_clear(&lines->bytes);
	memory_free(lines);
}
