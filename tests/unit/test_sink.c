/*
 * Tests of report/sink.h: files that appear whole or not at all, and failures
 * of the system that must not be lost.
 */
#include "report_support.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"

static char *folder;
static struct buffer path;

static int
set_up(void **state)
{
	(void)state;
	folder = sample_folder();
	buffer_reset(&path);
	buffer_append_format(&path, "%s/report.json", folder);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	sample_remove_folder(folder);
	buffer_clear(&path);
	return 0;
}

static size_t
files_in_folder(void)
{
	DIR *directory = opendir(folder);
	size_t count = 0;

	assert_non_null(directory);
	while (readdir(directory) != NULL)
		count++;
	closedir(directory);
	return count - 2;
}

static void
assert_content(const char *wanted)
{
	struct buffer bytes = {0};

	sample_read_file(buffer_text(&path), &bytes);
	assert_string_equal(buffer_text(&bytes), wanted);
	buffer_clear(&bytes);
}

static mode_t
mode_of_file(void)
{
	struct stat info = {0};

	assert_int_equal(stat(buffer_text(&path), &info), 0);
	return info.st_mode & 0777U;
}

static void
write_old_file(mode_t mode)
{
	int fd = open(buffer_text(&path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, "old", 3), 3);
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

static struct sink *
opened(int private_mode)
{
	struct sink *sink = NULL;

	assert_int_equal(sink_open(buffer_text(&path), private_mode, &sink), STATUS_OK);
	return sink;
}

static void
test_file_appears_at_the_commit(void **state)
{
	struct sink *sink = NULL;
	mode_t mask = umask(027);

	(void)state;
	sink = opened(0);
	sink_text(sink, "one ");
	sink_format(sink, "%d ", 2);
	sink_write(sink, "three", 5);
	assert_int_equal(access(buffer_text(&path), F_OK), -1);
	assert_int_equal(sink_commit(sink), STATUS_OK);
	umask(mask);
	assert_content("one 2 three");
	assert_int_equal(mode_of_file(), 0640);
	assert_int_equal(files_in_folder(), 1);
}

static void
test_private_mode(void **state)
{
	struct sink *sink = NULL;

	(void)state;
	write_old_file(0644);
	sink = opened(1);
	assert_int_equal(sink_commit(sink), STATUS_OK);
	assert_int_equal(mode_of_file(), 0600);
}

static void
test_mode_of_the_old_file_stays(void **state)
{
	struct sink *sink = NULL;

	(void)state;
	write_old_file(0604);
	sink = opened(0);
	assert_int_equal(sink_commit(sink), STATUS_OK);
	assert_int_equal(mode_of_file(), 0604);
	assert_content("");
}

static void
test_large_output(void **state)
{
	struct sink *sink = opened(0);
	struct buffer bytes = {0};

	(void)state;
	for (int i = 0; i < 200000; i++)
		sink_text(sink, "0123456789");
	assert_int_equal(sink_commit(sink), STATUS_OK);
	sample_read_file(buffer_text(&path), &bytes);
	assert_int_equal(bytes.length, 2000000);
	buffer_clear(&bytes);
}

static void
test_abandoned(void **state)
{
	struct sink *sink = NULL;

	(void)state;
	write_old_file(0644);
	sink = opened(0);
	sink_text(sink, "new");
	sink_abandon(sink);
	assert_content("old");
	assert_int_equal(files_in_folder(), 1);
	sink_abandon(NULL);
}

/* The folder turns up where the file should go, so the rename is refused. */
static void
test_refused_rename_keeps_what_was_there(void **state)
{
	struct sink *sink = opened(0);

	(void)state;
	sink_text(sink, "new");
	assert_int_equal(mkdir(buffer_text(&path), 0700), 0);
	assert_int_equal(sink_commit(sink), STATUS_IO);
	assert_string_equal(sink_error(), "it is a folder");
	assert_int_equal(files_in_folder(), 1);
	assert_int_equal(rmdir(buffer_text(&path)), 0);
}

static void
test_symbolic_link_stays(void **state)
{
	struct buffer link = {0};
	struct sink *sink = NULL;
	struct stat info = {0};

	(void)state;
	write_old_file(0644);
	buffer_append_format(&link, "%s/link", folder);
	assert_int_equal(symlink("report.json", buffer_text(&link)), 0);
	assert_int_equal(sink_open(buffer_text(&link), 0, &sink), STATUS_OK);
	sink_text(sink, "new");
	assert_int_equal(sink_commit(sink), STATUS_OK);
	assert_int_equal(lstat(buffer_text(&link), &info), 0);
	assert_true(S_ISLNK(info.st_mode));
	assert_content("new");
	buffer_clear(&link);
}

static void
test_full_device(void **state)
{
	struct sink *sink = NULL;

	(void)state;
	assert_int_equal(sink_open("/dev/full", 0, &sink), STATUS_OK);
	sink_text(sink, "something");
	assert_false(sink_failed(sink));
	assert_int_equal(sink_commit(sink), STATUS_IO);
	assert_string_equal(sink_error(), "no space left on device");
}

static void
test_full_device_is_noticed_on_the_way(void **state)
{
	struct sink *sink = NULL;

	(void)state;
	assert_int_equal(sink_open("/dev/full", 0, &sink), STATUS_OK);
	for (int i = 0; i < 100000; i++)
		sink_text(sink, "0123456789");
	assert_true(sink_failed(sink));
	sink_format(sink, "%d", 1);
	assert_int_equal(sink_commit(sink), STATUS_IO);
}

static void
test_missing_folder(void **state)
{
	struct sink *sink = NULL;

	(void)state;
	buffer_append_text(&path, "/below/report");
	assert_int_equal(sink_open("/nonexistent/folder/report", 0, &sink), STATUS_IO);
	assert_string_equal(sink_error(), "no such folder");
	assert_int_equal(sink_open(folder, 0, &sink), STATUS_IO);
	assert_string_equal(sink_error(), "it is a folder");
	assert_null(sink);
}

/* root may write anywhere, so the child becomes somebody else. */
static void
test_unwritable_folder(void **state)
{
	pid_t child = 0;
	int result = 0;

	(void)state;
	if (geteuid() != 0)
		skip();
	assert_int_equal(chmod(folder, 0755), 0);
	child = fork();
	if (child == 0) {
		struct sink *sink = NULL;

		if (setuid(65534) != 0)
			_exit(2);
		if (sink_open(buffer_text(&path), 0, &sink) != STATUS_IO)
			_exit(3);
		_exit(strcmp(sink_error(), "permission denied") == 0 ? 0 : 4);
	}
	assert_int_equal(waitpid(child, &result, 0), child);
	assert_true(WIFEXITED(result));
	assert_int_equal(WEXITSTATUS(result), 0);
}

/* Writes to standard output in a child whose standard output is `fd`, or closed for -1. */
static int
child_writes(int fd)
{
	pid_t child = fork();
	int result = 0;

	if (child == 0) {
		struct sink *sink = NULL;

		signal(SIGPIPE, SIG_IGN);
		if (fd >= 0)
			dup2(fd, STDOUT_FILENO);
		else
			close(STDOUT_FILENO);
		if (sink_open(NULL, 0, &sink) != STATUS_OK)
			_exit(10);
		sink_text(sink, "to standard output");
		_exit(sink_commit(sink) == STATUS_OK ? 0 : 11);
	}
	assert_int_equal(waitpid(child, &result, 0), child);
	assert_true(WIFEXITED(result));
	return WEXITSTATUS(result);
}

static void
test_standard_output(void **state)
{
	int ends[2];
	char bytes[64] = {0};

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(child_writes(ends[1]), 0);
	assert_int_equal(read(ends[0], bytes, sizeof bytes - 1), 18);
	assert_string_equal(bytes, "to standard output");
	close(ends[0]);
	assert_int_equal(child_writes(ends[1]), 11);
	close(ends[1]);
	assert_int_equal(child_writes(-1), 10);
}

static void
test_remove_unfinished(void **state)
{
	struct sink *first = opened(0);
	struct sink *second = opened(1);
	pid_t child = 0;
	int result = 0;

	(void)state;
	assert_int_equal(files_in_folder(), 2);
	child = fork();
	if (child == 0) {
		sink_remove_unfinished();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &result, 0), child);
	assert_int_equal(files_in_folder(), 2);
	sink_remove_unfinished();
	assert_int_equal(files_in_folder(), 0);
	sink_abandon(first);
	assert_int_equal(sink_commit(second), STATUS_IO);
	assert_int_equal(files_in_folder(), 0);
}

static void
test_too_many(void **state)
{
	struct sink *sinks[40] = {0};
	size_t count = 0;

	(void)state;
	while (count < 40 && sink_open(buffer_text(&path), 0, &sinks[count]) == STATUS_OK)
		count++;
	assert_int_equal(count, 32);
	for (size_t i = 0; i < count; i++)
		sink_abandon(sinks[i]);
	assert_int_equal(files_in_folder(), 0);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_FOLDER(test_file_appears_at_the_commit),
	    IN_FOLDER(test_private_mode),
	    IN_FOLDER(test_mode_of_the_old_file_stays),
	    IN_FOLDER(test_large_output),
	    IN_FOLDER(test_abandoned),
	    IN_FOLDER(test_refused_rename_keeps_what_was_there),
	    IN_FOLDER(test_symbolic_link_stays),
	    cmocka_unit_test(test_full_device),
	    cmocka_unit_test(test_full_device_is_noticed_on_the_way),
	    IN_FOLDER(test_missing_folder),
	    IN_FOLDER(test_unwritable_folder),
	    cmocka_unit_test(test_standard_output),
	    IN_FOLDER(test_remove_unfinished),
	    IN_FOLDER(test_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
