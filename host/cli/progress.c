/* See cli/progress.h. */
#include "cli/progress.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LINE_MS 250
#define MIB (UINT64_C(1024) * 1024)
#define KIB UINT64_C(1024)

static int64_t
now_ms(void)
{
	struct timespec now = {0, 0};

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Of packed files the size says nothing about what is in them. */
static bool
is_plain(const char *path)
{
	size_t length = strlen(path);

	return length > 4 && strcmp(path + length - 4, ".xml") == 0;
}

static uint64_t
total_of(const struct words *inputs)
{
	uint64_t total = 0;
	struct stat facts;
	size_t i = 0;

	for (i = 0; i < inputs->count; i++) {
		if (!is_plain(inputs->items[i]) || stat(inputs->items[i], &facts) != 0 || !S_ISREG(facts.st_mode))
			return 0;
		total += (uint64_t)facts.st_size;
	}
	return total;
}

void
progress_begin(struct progress *progress, const struct options *options)
{
	enum progress_style style = options->progress;

	memset(progress, 0, sizeof *progress);
	progress->style = style;
	progress->strict = options->strict;
	progress->is_shown = style == PROGRESS_JSON || (style == PROGRESS_AUTO && isatty(STDERR_FILENO) == 1);
	if (!progress->is_shown)
		return;
	progress->total = total_of(&options->arguments);
	progress->began = now_ms();
	progress->written = progress->began;
}

static const char *
phase_name(enum run_phase phase)
{
	switch (phase) {
	case RUN_READING: return "reading";
	case RUN_RECONCILING: return "reconciling";
	case RUN_REPORTING: return "reporting";
	default: return "done";
	}
}

/* Bytes per second; 0 while too little is known. */
static uint64_t
rate_of(const struct run_progress *run, int64_t milliseconds)
{
	return milliseconds <= 0 ? 0 : run->bytes / KIB * 1000 / (uint64_t)milliseconds * KIB;
}

static uint64_t
seconds_left(const struct progress *progress, const struct run_progress *run, int64_t milliseconds)
{
	uint64_t rate = rate_of(run, milliseconds);

	return rate == 0 || progress->total < run->bytes ? 0 : (progress->total - run->bytes) / rate;
}

void
progress_format(
    const struct progress *progress, const struct run_progress *run, int64_t milliseconds, struct buffer *line)
{
	buffer_append_format(line, "%s: %" PRIu64, phase_name(run->phase), run->bytes / MIB);
	if (progress->total > 0)
		buffer_append_format(line, " of %" PRIu64, progress->total / MIB);
	buffer_append_text(line, " MiB");
	if (!progress->strict)
		buffer_append_format(line, ", %" PRIu64 " records, %" PRIu64 " findings", run->records, run->findings);
	if (run->phase != RUN_READING)
		return;
	buffer_append_format(line, ", %" PRIu64 " MiB/s", rate_of(run, milliseconds) / MIB);
	if (progress->total > 0)
		buffer_append_format(line, ", %" PRIu64 " s left", seconds_left(progress, run, milliseconds));
}

void
progress_format_json(
    const struct progress *progress, const struct run_progress *run, int64_t milliseconds, struct buffer *line)
{
	buffer_append_format(line, "{\"phase\": \"%s\", \"bytes\": %" PRIu64, phase_name(run->phase), run->bytes);
	if (!progress->strict)
		buffer_append_format(
		    line, ", \"records\": %" PRIu64 ", \"findings\": %" PRIu64, run->records, run->findings);
	buffer_append_format(line, ", \"milliseconds\": %" PRId64 ", \"bytesPerSecond\": %" PRIu64, milliseconds,
	    rate_of(run, milliseconds));
	if (progress->total > 0)
		buffer_append_format(line, ", \"bytesTotal\": %" PRIu64 ", \"secondsLeft\": %" PRIu64, progress->total,
		    seconds_left(progress, run, milliseconds));
	buffer_append_text(line, "}\n");
}

/* Nobody may be listening; the run goes on. */
static void
write_line(const struct buffer *line)
{
	ssize_t written = 0;

	do {
		written = write(STDERR_FILENO, line->data, line->length);
	} while (written < 0 && errno == EINTR);
}

void
progress_show(void *context, const struct run_progress *run)
{
	struct progress *progress = context;
	struct buffer line = {0};
	int64_t now = 0;

	if (!progress->is_shown)
		return;
	progress->last = *run;
	now = now_ms();
	if (now - progress->written < LINE_MS)
		return;
	progress->written = now;
	if (progress->style == PROGRESS_JSON) {
		progress_format_json(progress, run, now - progress->began, &line);
	} else {
		buffer_append_text(&line, "\r\033[K");
		progress_format(progress, run, now - progress->began, &line);
		progress->any = true;
	}
	write_line(&line);
	buffer_clear(&line);
}

void
progress_end(struct progress *progress)
{
	struct buffer line = {0};

	if (!progress->any)
		return;
	buffer_append_text(&line, "\r\033[K");
	write_line(&line);
	buffer_clear(&line);
}

void
progress_finish(struct progress *progress, int exit_code)
{
	struct buffer line = {0};

	if (progress->style != PROGRESS_JSON)
		return;
	progress->last.phase = RUN_DONE;
	progress_format_json(progress, &progress->last, now_ms() - progress->began, &line);
	line.length -= sizeof "}\n" - 1;
	buffer_append_format(&line, ", \"exitCode\": %d}\n", exit_code);
	write_line(&line);
	buffer_clear(&line);
}
