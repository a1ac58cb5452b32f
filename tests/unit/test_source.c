/* Where bytes come from: files, folders, archives, encodings, and all that can be wrong with them. */
#include "support.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "input/archive.h"
#include "input/source.h"

/* What came out of a source. */
struct source_log {
	struct buffer log; /* "<PATH kind >BYTES" with "!" behind for an incomplete document; PATH after the last "/" */
	struct buffer text; /* of all documents; a long run of them is only counted */
	uint64_t text_bytes;
	char sha256[SHA256_HEX_BYTES];
	const char *shorten;  /* a file cut to nothing at the first text; NULL: none */
	const char *lengthen; /* a file that gets a byte more at each text; NULL: none */
	const char *rewrite;  /* a file of which a byte is written again at each text; NULL: none */
	enum status stop;
};

static const char *
last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static void
on_open(void *context, const struct source_document *document)
{
	struct source_log *log = context;

	assert_int_equal(document->bytes, 0);
	assert_string_equal(document->sha256, "");
	buffer_append_format(&log->log, "<%s ", last_part(document->path));
}

static void
write_byte(const char *path, int whence, char byte)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);

	assert_true(file >= 0);
	assert_true(lseek(file, 0, whence) >= 0);
	assert_int_equal(write(file, &byte, 1), 1);
	assert_int_equal(close(file), 0);
}

static enum status
on_text(void *context, const char *text, size_t length)
{
	struct source_log *log = context;

	assert_true(length > 0);
	if (log->shorten != NULL)
		assert_int_equal(truncate(log->shorten, 0), 0);
	if (log->lengthen != NULL)
		write_byte(log->lengthen, SEEK_END, '\n');
	if (log->rewrite != NULL)
		write_byte(log->rewrite, SEEK_SET, ' ');
	log->text_bytes += length;
	if (log->text.length < 100000)
		buffer_append(&log->text, text, length);
	return log->stop;
}

static void
on_fault(void *context, const struct source_document *document, const struct fault *fault)
{
	struct source_log *log = context;

	assert_non_null(fault->detail);
	assert_int_equal(fault->line, 0);
	buffer_append_format(&log->log, "%s(%s) ", support_fault_name(fault->kind), last_part(document->path));
}

static void
on_close(void *context, const struct source_document *document, int complete)
{
	struct source_log *log = context;

	assert_int_equal(strlen(document->sha256), complete ? 64 : 0);
	buffer_append_format(&log->log, ">%" PRIu64 "%s ", document->bytes, complete ? "" : "!");
	memcpy(log->sha256, document->sha256, sizeof log->sha256);
}

static enum status
read_paths(const char *const *paths, size_t count, struct source_log *log)
{
	struct source_reader reader = {log, on_open, on_text, on_fault, on_close, NULL};

	return source_read_all(paths, count, &reader);
}

static void
source_log_clear(struct source_log *log)
{
	buffer_clear(&log->log);
	buffer_clear(&log->text);
	memset(log, 0, sizeof *log);
}

/* Reads one path and compares; `text` NULL: not compared. */
static void
check_path(const char *path, const char *expected, const char *text)
{
	struct source_log log = {0};

	assert_int_equal(read_paths(&path, 1, &log), STATUS_OK);
	assert_string_equal(buffer_text(&log.log), expected);
	if (text != NULL)
		assert_string_equal(buffer_text(&log.text), text);
	source_log_clear(&log);
}

/* Writes a file of that name, checks it, and takes it away again. */
static void
check_file(const char *folder, const char *name, const struct buffer *bytes, const char *expected, const char *text)
{
	char *path = support_write(folder, name, buffer_text(bytes), bytes->length);

	check_path(path, expected, text);
	assert_int_equal(unlink(path), 0);
	memory_free(path);
}

static int
make_folder(void **state)
{
	*state = support_folder();
	return 0;
}

static int
remove_folder(void **state)
{
	support_remove_folder(*state);
	return 0;
}

/* --- plain files --- */

static void
test_plain(void **state)
{
	char *path = support_write(*state, "a.txt", "<a/>\n", 5);
	char *empty = support_write(*state, "empty.xml", "", 0);
	const char *paths[] = {path, "/nowhere/b.xml", empty, path};
	struct source_log log = {0};

	assert_int_equal(read_paths(paths, 4, &log), STATUS_OK);
	assert_string_equal(buffer_text(&log.log), "<a.txt >5 missing(b.xml) <empty.xml >0 <a.txt >5 ");
	assert_string_equal(buffer_text(&log.text), "<a/>\n<a/>\n");
	assert_string_equal(log.sha256, "a1fd98554152adcab3c8c3f0fc3b01f7d245a5661dc459a61f92ea0a7248ed0f");
	source_log_clear(&log);
	memory_free(path);
	memory_free(empty);
}

static void
test_shortened(void **state)
{
	struct buffer bytes = {0};
	char *path = NULL;
	struct source_log log = {0};

	buffer_append_format(&bytes, "<a>%300000d</a>", 1);
	path = support_write(*state, "a.xml", bytes.data, bytes.length);
	log.shorten = path;
	assert_int_equal(read_paths((const char *const *)&path, 1, &log), STATUS_OK);
	assert_string_equal(buffer_text(&log.log), "<a.xml unreadable(a.xml) >512! ");
	source_log_clear(&log);
	buffer_clear(&bytes);
	memory_free(path);
}

/* More than is read at once. */
static char *
write_long_file(const char *folder, const char *name)
{
	struct buffer bytes = {0};
	char *path = NULL;

	buffer_append_format(&bytes, " <a>%300000d</a>", 1);
	path = support_write(folder, name, bytes.data, bytes.length);
	buffer_clear(&bytes);
	return path;
}

/* The kernel's clock of files may stand still for some milliseconds. */
static void
wait_for_next_tick(void)
{
	const struct timespec tick = {0, 20000000};

	nanosleep(&tick, NULL);
}

static void
test_changed(void **state)
{
	char *path = write_long_file(*state, "a.xml");
	struct source_log longer = {.lengthen = path};
	struct source_log rewritten = {.rewrite = path};

	wait_for_next_tick();
	assert_int_equal(read_paths((const char *const *)&path, 1, &longer), STATUS_OK);
	assert_non_null(strstr(buffer_text(&longer.log), "unreadable(a.xml) >"));
	assert_true(longer.log.data[longer.log.length - 2] == '!');
	wait_for_next_tick();
	assert_int_equal(read_paths((const char *const *)&path, 1, &rewritten), STATUS_OK);
	assert_non_null(strstr(buffer_text(&rewritten.log), "unreadable(a.xml) >"));
	assert_true(rewritten.log.data[rewritten.log.length - 2] == '!');
	source_log_clear(&longer);
	source_log_clear(&rewritten);
	memory_free(path);
}

/* What was written to before it is opened did not change. */
static void
test_written_before(void **state)
{
	char *path = write_long_file(*state, "a.xml");

	write_byte(path, SEEK_END, '\n');
	check_path(path, "<a.xml >300009 ", NULL);
	memory_free(path);
}

static void
test_stop(void **state)
{
	char *path = support_write(*state, "a.xml", "<a/>", 4);
	const char *paths[] = {path, path};
	struct source_log log = {.stop = STATUS_INVALID};

	assert_int_equal(read_paths(paths, 2, &log), STATUS_INVALID);
	assert_string_equal(buffer_text(&log.log), "<a.xml >4! ");
	source_log_clear(&log);
	memory_free(path);
}

static void
test_fifo(void **state)
{
	struct buffer path = {0};
	pid_t child = 0;
	int status = 0;

	buffer_append_format(&path, "%s/fifo.xml", (const char *)*state);
	assert_int_equal(mkfifo(path.data, 0600), 0);
	check_path(*state, "unreadable(fifo.xml) ", NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		FILE *file = fopen(path.data, "w");

		_exit(file != NULL && fputs("<a/>", file) >= 0 && fclose(file) == 0 ? 0 : 1);
	}
	check_path(path.data, "<fifo.xml >4 ", "<a/>");
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	buffer_clear(&path);
}

static void
test_standard_input(void **state)
{
	char *path = support_write(*state, "in.xml", "skipped<a/>", 11);
	int saved = dup(STDIN_FILENO);
	char skipped[7];

	assert_non_null(freopen(path, "rb", stdin));
	assert_int_equal(read(STDIN_FILENO, skipped, sizeof skipped), sizeof skipped);
	check_path("-", "<- >4 ", "<a/>");
	assert_true(saved < 0 || dup2(saved, STDIN_FILENO) == STDIN_FILENO);
	if (saved >= 0)
		close(saved);
	memory_free(path);
}

static void
test_shown_path(void **state)
{
	char *path = support_write(*state, "a\n\x1B\xFF\xC3\xA9\xC2\x85.xml", "<a/>", 4);

	check_path(path, "<a???\xC3\xA9?.xml >4 ", "<a/>");
	memory_free(path);
}

/* --- folders --- */

static void
make(const char *folder, const char *name)
{
	memory_free(support_write(folder, name, name, strlen(name)));
}

static char *
make_subfolder(const char *folder, const char *name)
{
	struct buffer path = {0};

	buffer_append_format(&path, "%s/%s", folder, name);
	assert_int_equal(mkdir(path.data, 0700), 0);
	return path.data;
}

static void
link_to(const char *folder, const char *name, const char *target)
{
	struct buffer path = {0};

	buffer_append_format(&path, "%s/%s", folder, name);
	assert_int_equal(symlink(target, path.data), 0);
	buffer_clear(&path);
}

static void
test_folder(void **state)
{
	char *below = make_subfolder(*state, "b");

	make(*state, "c.xml");
	make(*state, "a.XML");
	make(*state, "Z.xml");
	make(*state, "a.txt");
	make(*state, ".hidden.xml");
	make(*state, "xml");
	make(below, "2.xml");
	make(below, "10.xml");
	check_path(*state, "<Z.xml >5 <a.XML >5 <10.xml >6 <2.xml >5 <c.xml >5 ", "Z.xmla.XML10.xml2.xmlc.xml");
	memory_free(below);
}

static void
test_links(void **state)
{
	char *below = make_subfolder(*state, "b");

	make(below, "a.xml");
	link_to(below, "loop", "..");
	link_to(below, "self", "self");
	link_to(below, "self.xml", "self.xml");
	link_to(*state, "c", "b");
	link_to(*state, "d.xml", "b/a.xml");
	link_to(*state, "e.xml", "nowhere");
	check_path(*state, "<a.xml >5 <a.xml >5 <d.xml >5 missing(e.xml) ", "a.xmla.xmla.xml");
	memory_free(below);
}

static void
test_nothing_found(void **state)
{
	char *below = make_subfolder(*state, "b");

	make(*state, "a.txt");
	check_path(below, "no-input(b) ", NULL);
	memory_free(below);
}

static void
test_deep_folders(void **state)
{
	struct buffer path = {0};
	struct source_log log = {0};
	const char *top = *state;
	unsigned i = 0;

	buffer_append_text(&path, top);
	for (i = 0; i <= LIMIT_DIRECTORY_DEPTH + 1; i++) {
		buffer_append_text(&path, "/d");
		assert_int_equal(mkdir(path.data, 0700), 0);
		if (i == LIMIT_DIRECTORY_DEPTH - 1)
			make(path.data, "a.xml");
	}
	assert_int_equal(read_paths(&top, 1, &log), STATUS_OK);
	assert_string_equal(buffer_text(&log.log), "<a.xml >5 paths(d) ");
	source_log_clear(&log);
	buffer_clear(&path);
}

static void
test_long_path(void **state)
{
	struct buffer path = {0};

	(void)state;
	while (path.length <= LIMIT_PATH_BYTES)
		buffer_append_text(&path, "/.");
	check_path(path.data, "paths(.) ", NULL);
	buffer_clear(&path);
}

static void
test_unreadable_folder(void **state)
{
	char *below = make_subfolder(*state, "b");

	make(*state, "a.xml");
	make(*state, "c.xml");
	assert_int_equal(chmod(below, 0), 0);
	/* For root every folder can be read. */
	check_path(*state, geteuid() == 0 ? "<a.xml >5 <c.xml >5 " : "<a.xml >5 missing(b) <c.xml >5 ", NULL);
	assert_int_equal(chmod(below, 0700), 0);
	memory_free(below);
}

/* --- encodings --- */

struct encoding_case {
	const char *bytes;
	size_t length;
	const char *text; /* NULL: a fault */
};

#define CASE(bytes, text)                      \
	{                                      \
		bytes, sizeof(bytes) - 1, text \
	}

static void
test_encodings(void **state)
{
	static const struct encoding_case cases[] = {
	    CASE("<a/>", "<a/>"),
	    CASE("\xEF\xBB\xBF<a/>", "<a/>"),
	    CASE("\xEF\xBB\xBF", ""),
	    CASE("<?xml version=\"1.0\"?><a/>", "                     <a/>"),
	    CASE("<?xml version='1.0'\n encoding='utf-8'\tstandalone = 'no' ?>\xC3\xA9",
		"                   \n                                      \xC3\xA9"),
	    CASE("<?xml version=\"1.0\" encoding=\"US-ASCII\"?>a", "                                         a"),
	    CASE("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\xE9\x80",
		"                                           \xC3\xA9\xC2\x80"),
	    CASE("<?xml version=\"1.0\" encoding=\"Windows-1252\"?>\x80\x81\x9F",
		"                                             \xE2\x82\xAC\xFF\xC5\xB8"),
	    CASE("\xFF\xFE<\0a\0>\0\xE9\0\x3D\xD8\x00\xDE", "<a>\xC3\xA9\xF0\x9F\x98\x80"),
	    CASE("\xFE\xFF\0<\0a\0>\xD8\x3D\xDE\x00", "<a>\xF0\x9F\x98\x80"),
	    CASE("\xFF\xFE\x3D\xD8<\0\x00\xDE>", "\xFF<\xFF\xFF"),
	    CASE("\xFF\xFE\x3D\xD8", "\xFF"),
	    CASE("<\0?\0x\0m\0l\0 \0v\0e\0r\0s\0i\0o\0n\0=\0'\0001\0.\0000\0'\0?\0>\0a\0", "                     a"),
	    /* not a declaration: left to the splitter */
	    CASE("<?xml?><a/>", "<?xml?><a/>"),
	    CASE("<?xml version=\"2.0\"?>", "<?xml version=\"2.0\"?>"),
	    CASE("<?xml version=\"1.0\" encoding=\"-\"?>", "<?xml version=\"1.0\" encoding=\"-\"?>"),
	    CASE("<?xml encoding=\"UTF-8\"?>", "<?xml encoding=\"UTF-8\"?>"),
	    CASE("<?xml version=\"1.0\" standalone=\"x\"?>", "<?xml version=\"1.0\" standalone=\"x\"?>"),
	    CASE("<?xml version=\"1.0\"", "<?xml version=\"1.0\""),
	    CASE("<?xml-stylesheet a?>", "<?xml-stylesheet a?>"),
	    CASE("\n<?xml version=\"1.0\"?>", "\n<?xml version=\"1.0\"?>"),
	    /* not an encoding, or not the one of the bytes */
	    CASE("<?xml version=\"1.0\" encoding=\"EBCDIC-US\"?>", NULL),
	    CASE("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>", NULL),
	    CASE("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", NULL),
	    CASE("\xFF\xFE<\0?\0x\0m\0l\0 \0v\0e\0r\0s\0i\0o\0n\0=\0'\0001\0.\0000\0'\0 "
		 "\0e\0n\0c\0o\0d\0i\0n\0g\0=\0'\0U\0T\0F\0-\0008\0'\0?\0>\0",
		NULL),
	    CASE("\xFF\xFE\0\0<\0\0\0", NULL),
	    CASE("\0\0\xFE\xFF\0\0\0<", NULL),
	};
	size_t i = 0;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *path = support_write(*state, "a.xml", cases[i].bytes, cases[i].length);
		struct buffer expected = {0};

		buffer_append_format(&expected, "<a.xml %s>%zu%s ", cases[i].text == NULL ? "encoding(a.xml) " : "",
		    cases[i].length, cases[i].text == NULL ? "!" : "");
		check_path(path, expected.data, cases[i].text == NULL ? "" : cases[i].text);
		buffer_clear(&expected);
		memory_free(path);
	}
}

/* Decoding does not depend on where reads end: a pipe may give one byte at a time. */
static void
test_long_wide_file(void **state)
{
	struct buffer bytes = {0};
	struct buffer expected = {0};
	unsigned i = 0;

	buffer_append(&bytes,
	    "\xFF\xFE"
	    "x\0",
	    4);
	buffer_append_text(&expected, "x");
	for (i = 0; i < 20000; i++) {
		buffer_append(&bytes,
		    "\x3D\xD8\x00\xDE"
		    ">\0",
		    6);
		buffer_append_text(&expected, "\xF0\x9F\x98\x80>");
	}
	buffer_append_byte(&bytes, 'x');
	buffer_append_byte(&expected, '\xFF');
	check_file(*state, "a.xml", &bytes, "<a.xml >120005 ", NULL);
	{
		struct source_log log = {0};
		char *path = support_write(*state, "a.xml", bytes.data, bytes.length);

		assert_int_equal(read_paths((const char *const *)&path, 1, &log), STATUS_OK);
		assert_int_equal(log.text_bytes, expected.length);
		assert_memory_equal(log.text.data, expected.data, 90000);
		source_log_clear(&log);
		memory_free(path);
	}
	buffer_clear(&bytes);
	buffer_clear(&expected);
}

/* --- archives --- */

static la_ssize_t
write_to_buffer(struct archive *archive, void *context, const void *bytes, size_t length)
{
	(void)archive;
	buffer_append(context, bytes, length);
	return (la_ssize_t)length;
}

/* A new archive that is written to `bytes`; format and filter by libarchive's names, NULL: none. */
static struct archive *
start_archive(struct buffer *bytes, const char *format, const char *filter, const char *options)
{
	struct archive *archive = archive_write_new();

	assert_int_equal(archive_write_set_format_by_name(archive, format), ARCHIVE_OK);
	if (filter != NULL)
		assert_int_equal(archive_write_add_filter_by_name(archive, filter), ARCHIVE_OK);
	archive_write_set_bytes_per_block(archive, 0);
	if (options != NULL) {
		assert_int_equal(archive_write_set_options(archive, options), ARCHIVE_OK);
		assert_int_equal(archive_write_set_passphrase(archive, "secret"), ARCHIVE_OK);
	}
	assert_int_equal(archive_write_open(archive, bytes, NULL, write_to_buffer, NULL), ARCHIVE_OK);
	return archive;
}

static void
add_member(struct archive *archive, const char *name, unsigned type, const char *text, size_t times)
{
	struct archive_entry *entry = archive_entry_new();
	size_t i = 0;

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, type);
	archive_entry_set_perm(entry, 0600);
	archive_entry_set_size(entry, (la_int64_t)(strlen(text) * times));
	if (type == AE_IFLNK)
		archive_entry_set_symlink(entry, "elsewhere.xml");
	assert_true(archive_write_header(archive, entry) >= ARCHIVE_WARN);
	for (i = 0; i < times; i++)
		assert_int_equal(archive_write_data(archive, text, strlen(text)), strlen(text));
	archive_entry_free(entry);
}

static void
end_archive(struct archive *archive)
{
	assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
}

static void
test_compressed(void **state)
{
	static const char *const filters[] = {"gzip", "zstd"};
	size_t i = 0;

	for (i = 0; i < 2; i++) {
		struct buffer bytes = {0};
		struct archive *archive = start_archive(&bytes, "raw", filters[i], NULL);

		add_member(archive, "x", AE_IFREG, "<?xml version='1.0'?><a>\xC3\xA9</a>", 1);
		end_archive(archive);
		check_file(*state, "a.xml.gz", &bytes, "<a.xml.gz >30 ", "                     <a>\xC3\xA9</a>");
		bytes.length -= i == 0 ? 12 : 2;
		check_file(*state, "a.xml.gz", &bytes, "archive(a.xml.gz) ", NULL);
		buffer_clear(&bytes);
	}
}

static void
fill(struct archive *archive)
{
	add_member(archive, "b.xml", AE_IFREG, "<b/>", 1);
	add_member(archive, "folder/a.XML", AE_IFREG, "<a/>", 1);
	add_member(archive, "readme.txt", AE_IFREG, "text", 1);
	add_member(archive, "inner.zip", AE_IFREG, "PK", 1);
	add_member(archive, "c.xml", AE_IFREG, "PK\x03\x04", 1);
	add_member(archive, "z\n\xFF.xml", AE_IFREG, "<z/>", 1);
}

static void
test_members(void **state)
{
	static const struct {
		const char *format, *filter;
	} kinds[] = {{"zip", NULL}, {"ustar", NULL}, {"ustar", "gzip"}, {"pax", "zstd"}, {"gnutar", "gzip"}};
	static const char expected[] = "<x!b.xml >4 <a.XML >4 archive(x!inner.zip) <x!c.xml archive(x!c.xml) >0! "
				       "<x!z??.xml >4 ";
	size_t i = 0;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct buffer bytes = {0};
		struct archive *archive = start_archive(&bytes, kinds[i].format, kinds[i].filter, NULL);

		fill(archive);
		end_archive(archive);
		check_file(*state, "x", &bytes, expected, "<b/><a/><z/>");
		buffer_clear(&bytes);
	}
}

static void
test_utf8_member_name(void **state)
{
	struct buffer bytes = {0};
	struct archive *archive = start_archive(&bytes, "zip", NULL, NULL);
	struct archive_entry *entry = archive_entry_new();
	struct source_log log = {0};
	char *path = NULL;

	archive_entry_set_pathname_utf8(entry, "\xC3\xA9.xml");
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_size(entry, 4);
	assert_true(archive_write_header(archive, entry) >= ARCHIVE_WARN);
	assert_int_equal(archive_write_data(archive, "<a/>", 4), 4);
	archive_entry_free(entry);
	end_archive(archive);
	path = support_write(*state, "x", bytes.data, bytes.length);
	assert_int_equal(read_paths((const char *const *)&path, 1, &log), STATUS_OK);
	assert_string_equal(buffer_text(&log.text), "<a/>");
	source_log_clear(&log);
	buffer_clear(&bytes);
	memory_free(path);
}

static void
test_other_members(void **state)
{
	struct buffer bytes = {0};
	struct archive *archive = start_archive(&bytes, "ustar", NULL, NULL);

	add_member(archive, "folder.xml", AE_IFDIR, "", 1);
	add_member(archive, "link.xml", AE_IFLNK, "", 1);
	add_member(archive, "a.txt", AE_IFREG, "text", 1);
	end_archive(archive);
	check_file(*state, "x", &bytes, "no-input(x) ", "");
	buffer_clear(&bytes);
}

static void
test_encrypted(void **state)
{
	struct buffer bytes = {0};
	struct archive *archive = start_archive(&bytes, "zip", NULL, "zip:encryption=aes256");

	add_member(archive, "a.xml", AE_IFREG, "<a/>", 1);
	end_archive(archive);
	check_file(*state, "x", &bytes, "archive(x!a.xml) ", "");
	buffer_clear(&bytes);
}

static void
test_damaged(void **state)
{
	struct buffer bytes = {0};
	struct archive *archive = start_archive(&bytes, "zip", NULL, NULL);

	fill(archive);
	end_archive(archive);
	bytes.length /= 2;
	{
		struct source_log log = {0};
		char *path = support_write(*state, "x", bytes.data, bytes.length);

		assert_int_equal(read_paths((const char *const *)&path, 1, &log), STATUS_OK);
		assert_non_null(strstr(buffer_text(&log.log), "archive("));
		source_log_clear(&log);
		memory_free(path);
	}
	buffer_reset(&bytes);
	buffer_append_text(&bytes, "BZh91AY");
	check_file(*state, "x", &bytes, "archive(x) ", "");
	buffer_reset(&bytes);
	buffer_append(&bytes, "\x1F\x8B\xFF\xFF", 4);
	check_file(*state, "x", &bytes, "archive(x) ", "");
	buffer_reset(&bytes);
	buffer_append(&bytes, "\x28\xB5\x2F\xFD\xFF\xFF", 6);
	check_file(*state, "x", &bytes, "archive(x) ", "");
	buffer_clear(&bytes);
}

/* Nothing in a tar could tell. */
static void
test_changed_archive(void **state)
{
	struct buffer bytes = {0};
	struct archive *archive = start_archive(&bytes, "ustar", NULL, NULL);
	struct source_log log = {0};
	char *path = NULL;

	add_member(archive, "a.xml", AE_IFREG, "<Amount>300.00</Amount>", 1);
	end_archive(archive);
	path = support_write(*state, "x", bytes.data, bytes.length);
	log.rewrite = path;
	wait_for_next_tick();
	assert_int_equal(read_paths((const char *const *)&path, 1, &log), STATUS_OK);
	assert_string_equal(buffer_text(&log.log), "<x!a.xml >23 unreadable(x) ");
	source_log_clear(&log);
	buffer_clear(&bytes);
	memory_free(path);
}

/* A flipped bit must not come through as another amount. zstd is not among these: whether a
 * file has a checksum is the choice of the program that wrote it. */
static void
test_checksum(void **state)
{
	static const struct {
		const char *format, *filter, *options, *expected;
	} kinds[] = {
	    {"zip", NULL, "zip:compression=store", "<x!a.xml archive(x!a.xml) >0! "},
	    {"raw", "gzip", "gzip:compression-level=0", "archive(x) "},
	    {"ustar", "gzip", "gzip:compression-level=0", "<x!a.xml >23 archive(x) "},
	};
	size_t i = 0;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct buffer bytes = {0};
		struct archive *archive = start_archive(&bytes, kinds[i].format, kinds[i].filter, kinds[i].options);
		char *digits = NULL;

		add_member(archive, "a.xml", AE_IFREG, "<Amount>300.00</Amount>", 1);
		end_archive(archive);
		digits = memmem(bytes.data, bytes.length, "300", 3);
		assert_non_null(digits);
		*digits = '9';
		check_file(*state, "x", &bytes, kinds[i].expected, NULL);
		buffer_clear(&bytes);
	}
}

/* gzip files one behind the other are one; zeros behind them are nothing; anything else is damage. */
static void
test_gzip_members(void **state)
{
	struct buffer bytes = {0};
	struct archive *archive = start_archive(&bytes, "raw", "gzip", NULL);

	add_member(archive, "x", AE_IFREG, "<a>", 1);
	end_archive(archive);
	archive = start_archive(&bytes, "raw", "gzip", NULL);
	add_member(archive, "x", AE_IFREG, "</a>", 1);
	end_archive(archive);
	check_file(*state, "x", &bytes, "<x >7 ", "<a></a>");
	buffer_append(&bytes, "\0\0\0", 3);
	check_file(*state, "x", &bytes, "<x >7 ", "<a></a>");
	buffer_append_text(&bytes, "junk");
	check_file(*state, "x", &bytes, "archive(x) ", NULL);
	buffer_clear(&bytes);
}

/* A long file that is cut is noticed where it is cut. */
static void
test_cut_gzip(void **state)
{
	struct buffer bytes = {0};
	struct archive *archive = start_archive(&bytes, "raw", "gzip", "gzip:compression-level=0");
	struct source_log log = {0};
	char *path = NULL;

	add_member(archive, "x", AE_IFREG, "<a>0123456789</a>", 30000);
	end_archive(archive);
	path = support_write(*state, "x", bytes.data, bytes.length - 100000);
	assert_int_equal(read_paths((const char *const *)&path, 1, &log), STATUS_OK);
	assert_non_null(strstr(buffer_text(&log.log), "<x archive(x) >"));
	assert_in_range(log.text_bytes, 200000, 30000 * 17);
	source_log_clear(&log);
	memory_free(path);
	buffer_clear(&bytes);
}

static void
pack_again(const struct buffer *bytes, struct buffer *ret_packed)
{
	struct archive *archive = start_archive(ret_packed, "raw", "gzip", NULL);
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_filetype(entry, AE_IFREG);
	assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
	assert_int_equal(archive_write_data(archive, bytes->data, bytes->length), bytes->length);
	archive_entry_free(entry);
	end_archive(archive);
}

static void
test_packed_twice(void **state)
{
	struct buffer bytes = {0};
	struct buffer packed = {0};
	struct archive *archive = start_archive(&bytes, "raw", "gzip", NULL);

	add_member(archive, "x", AE_IFREG, "<a/>", 1);
	end_archive(archive);
	pack_again(&bytes, &packed);
	check_file(*state, "x", &packed, "<x archive(x) >0! ", "");
	buffer_reset(&bytes);
	buffer_reset(&packed);
	archive = start_archive(&bytes, "zip", NULL, NULL);
	add_member(archive, "a.xml", AE_IFREG, "<a/>", 1);
	end_archive(archive);
	pack_again(&bytes, &packed);
	check_file(*state, "x", &packed, "<x archive(x) >0! ", "");
	buffer_clear(&bytes);
	buffer_clear(&packed);
}

/* Packed text that is mostly the same byte, over the limit of growth. */
static void
check_bomb(const char *folder, const char *format, const char *filter, const char *member, const char *expected)
{
	struct buffer bytes = {0};
	struct buffer block = {0};
	struct archive *archive = start_archive(&bytes, format, filter, NULL);
	struct source_log log = {0};
	char *path = NULL;

	buffer_append_format(&block, "%1000000d", 1);
	add_member(archive, member, AE_IFREG, block.data, 100);
	end_archive(archive);
	path = support_write(folder, "x", bytes.data, bytes.length);
	assert_int_equal(read_paths((const char *const *)&path, 1, &log), STATUS_OK);
	assert_non_null(strstr(buffer_text(&log.log), expected));
	assert_in_range(log.text_bytes, 0, 2 * LIMIT_ARCHIVE_GRACE + LIMIT_ARCHIVE_RATIO * bytes.length);
	source_log_clear(&log);
	memory_free(path);
	buffer_clear(&block);
	buffer_clear(&bytes);
}

static void
test_ratio(void **state)
{
	check_bomb(*state, "raw", "gzip", "x", "ratio(x)");
	check_bomb(*state, "raw", "zstd", "x", "ratio(x)");
	check_bomb(*state, "zip", NULL, "a.xml", "ratio(x!a.xml)");
	check_bomb(*state, "ustar", "gzip", "a.xml", "ratio(x!a.xml)");
	check_bomb(*state, "ustar", "gzip", "a.txt", "ratio(x)");
	check_bomb(*state, "zip", NULL, "a.txt", "no-input(x)");
}

static void
test_member_limit(void **state)
{
	struct buffer bytes = {0};
	struct archive *archive = start_archive(&bytes, "ustar", "gzip", NULL);
	unsigned i = 0;

	for (i = 0; i <= LIMIT_ARCHIVE_MEMBERS; i++)
		add_member(archive, "a.txt", AE_IFREG, "", 1);
	end_archive(archive);
	check_file(*state, "x", &bytes, "members(x) ", "");
	buffer_clear(&bytes);
}

static void
test_magic(void **state)
{
	(void)state;
	assert_true(archive_is_packed("\x1F\x8B", 2));
	assert_false(archive_is_packed("\x1F", 1));
	assert_false(archive_is_packed("", 0));
	assert_false(archive_is_packed("<a/>", 4));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
	const struct CMUnitTest tests[] = {
	    TEST(test_plain),
	    TEST(test_shortened),
	    TEST(test_changed),
	    TEST(test_changed_archive),
	    TEST(test_written_before),
	    TEST(test_stop),
	    TEST(test_fifo),
	    TEST(test_standard_input),
	    TEST(test_shown_path),
	    TEST(test_folder),
	    TEST(test_links),
	    TEST(test_nothing_found),
	    TEST(test_deep_folders),
	    TEST(test_long_path),
	    TEST(test_unreadable_folder),
	    TEST(test_encodings),
	    TEST(test_long_wide_file),
	    TEST(test_compressed),
	    TEST(test_members),
	    TEST(test_utf8_member_name),
	    TEST(test_other_members),
	    TEST(test_encrypted),
	    TEST(test_damaged),
	    TEST(test_checksum),
	    TEST(test_gzip_members),
	    TEST(test_cut_gzip),
	    TEST(test_packed_twice),
	    TEST(test_ratio),
	    TEST(test_member_limit),
	    TEST(test_magic),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
