/*
 * Makes the manual pages and the completions when caselint is built:
 *
 *     make_manual FOLDER YYYY-MM-DD
 *
 * FOLDER is there; it gets one file for each page, caselint-check.1, and one for
 * each shell: caselint.bash, caselint.zsh, caselint.fish.
 */
#include <errno.h>
#include <stdio.h>

#include "cli/manual/manual.h"

/* Writes the file and empties the content. */
static bool
write_file(const char *folder, const char *name, const char *suffix, struct buffer *content)
{
	struct buffer path = {0};
	FILE *file = NULL;
	bool is_written = false;

	buffer_append_format(&path, "%s/%s%s", folder, name, suffix);
	file = fopen(buffer_text(&path), "we");
	if (file != NULL) {
		is_written = fwrite(content->data, 1, content->length, file) == content->length;
		is_written = fclose(file) == 0 && is_written;
	}
	if (!is_written)
		fprintf(stderr, "make_manual: %s cannot be written (error %d)\n", buffer_text(&path), errno);
	buffer_clear(&path);
	buffer_reset(content);
	return is_written;
}

static bool
write_pages(const char *folder, const char *date, struct buffer *page)
{
	struct buffer name = {0};
	bool is_written = true;

	manual_program(page, date);
	is_written = write_file(folder, "caselint", ".1", page);
	for (const struct command *command = cli_commands; command->name != NULL && is_written; command++) {
		buffer_reset(&name);
		buffer_append_format(&name, "caselint-%s", command->name);
		manual_command(page, command, date);
		is_written = write_file(folder, buffer_text(&name), ".1", page);
	}
	for (const struct topic *topic = help_topics; topic->name != NULL && is_written; topic++) {
		buffer_reset(&name);
		buffer_append_format(&name, "caselint-%s", topic->name);
		manual_topic(page, topic, date);
		is_written = write_file(folder, buffer_text(&name), ".7", page);
	}
	buffer_clear(&name);
	return is_written;
}

static bool
write_completions(const char *folder, struct buffer *script)
{
	bool is_written = false;

	completion_bash(script);
	is_written = write_file(folder, "caselint", ".bash", script);
	completion_zsh(script);
	is_written = write_file(folder, "caselint", ".zsh", script) && is_written;
	completion_fish(script);
	return write_file(folder, "caselint", ".fish", script) && is_written;
}

int
main(int argc, char **argv)
{
	struct buffer content = {0};
	bool is_written = false;

	if (argc != 3) {
		fprintf(stderr, "Usage: make_manual FOLDER YYYY-MM-DD\n");
		return EXIT_CODE_USAGE;
	}
	is_written = write_pages(argv[1], argv[2], &content) && write_completions(argv[1], &content);
	buffer_clear(&content);
	return is_written ? EXIT_CODE_CLEAN : EXIT_CODE_OUTPUT;
}
