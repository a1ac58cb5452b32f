/* See input/archive.h. Formats are libarchive's, gzip is input/gunzip.h's. libarchive's messages are never passed on: they quote names. */
#include "input/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "input/descriptor.h"
#include "input/document.h"
#include "input/gunzip.h"

/* How a file is packed. */
enum packing { PACKING_NONE, PACKING_GZIP, PACKING_ZSTD, PACKING_ZIP, PACKING_TAR, PACKING_OTHER };

/* One file being unpacked. */
struct unpacking {
	const struct source_reader *reader;
	const char *path;
	enum packing packing;
	struct archive *archive;
	struct gunzip *gunzip; /* takes gzip off before libarchive; NULL: it is something else */
	int descriptor;
	const char *front; /* bytes read before; NULL: given out, or read again */
	size_t front_length;
	uint64_t in;   /* bytes read */
	uint64_t size; /* of a regular file; else UINT64_MAX */
	uint64_t out;  /* bytes of all members so far */
	uint32_t members;
	int error;         /* errno of the read that failed; 0: none did */
	bool any_document; /* or any fault: there is something to say about the file */
	bool over;         /* nothing more is to be read */
	enum status status;
	char block[LIMIT_READ_BYTES];
	char unpacked[LIMIT_READ_BYTES];
};

static bool
has_magic(const char *bytes, size_t length, size_t offset, const char *magic, size_t magic_length)
{
	return length >= offset + magic_length && memcmp(bytes + offset, magic, magic_length) == 0;
}

static enum packing
find_packing(const char *bytes, size_t length)
{
	static const struct {
		const char *magic;
		size_t offset, length;
		enum packing packing;
	} magics[] = {
	    {"\x1F\x8B", 0, 2, PACKING_GZIP},
	    {"\x28\xB5\x2F\xFD", 0, 4, PACKING_ZSTD},
	    {"PK\x03\x04", 0, 4, PACKING_ZIP},
	    {"PK\x05\x06", 0, 4, PACKING_ZIP},
	    {"ustar", 257, 5, PACKING_TAR},
	    {"BZh", 0, 3, PACKING_OTHER},
	    {"\xFD"
	     "7zXZ",
		0, 5, PACKING_OTHER},
	    {"7z\xBC\xAF\x27\x1C", 0, 6, PACKING_OTHER},
	    {"Rar!\x1A\x07", 0, 6, PACKING_OTHER},
	};
	size_t i = 0;

	for (i = 0; i < sizeof magics / sizeof *magics; i++) {
		if (has_magic(bytes, length, magics[i].offset, magics[i].magic, magics[i].length))
			return magics[i].packing;
	}
	return PACKING_NONE;
}

bool
archive_is_packed(const char *bytes, size_t length)
{
	return find_packing(bytes, length) != PACKING_NONE;
}

static void
fail(struct unpacking *unpacking, const char *member, enum fault_kind kind, const char *detail)
{
	unpacking->any_document = true;
	document_report(unpacking->reader, unpacking->path, member, kind, detail);
}

/* --- what libarchive asks for --- */

/* The next bytes of the file. */
static ssize_t
read_block(void *context, const char **ret_block)
{
	struct unpacking *unpacking = context;
	const struct descriptor_idle idle = {unpacking->reader->idle, unpacking->reader->context};
	ssize_t count = (ssize_t)unpacking->front_length;

	if (unpacking->front != NULL) {
		*ret_block = unpacking->front;
		unpacking->front = NULL;
	} else {
		*ret_block = unpacking->block;
		count = descriptor_read(unpacking->descriptor, unpacking->block, sizeof unpacking->block, &idle);
	}
	if (count < 0)
		unpacking->error = errno;
	else
		unpacking->in += (uint64_t)count;
	return count;
}

static la_ssize_t
on_read(struct archive *archive, void *context, const void **ret_block)
{
	struct unpacking *unpacking = context;
	const char *block = unpacking->unpacked;
	ssize_t count = 0;

	(void)archive;
	if (unpacking->gunzip != NULL)
		count = gunzip_read(unpacking->gunzip, unpacking->unpacked, sizeof unpacking->unpacked);
	else
		count = read_block(unpacking, &block);
	*ret_block = block;
	return count < 0 ? ARCHIVE_FATAL : count;
}

static la_int64_t
on_seek(struct archive *archive, void *context, la_int64_t offset, int whence)
{
	const struct unpacking *unpacking = context;
	off_t place = lseek(unpacking->descriptor, offset, whence);

	(void)archive;
	return place < 0 ? ARCHIVE_FATAL : place;
}

/* A regular file is read from its start again, so that a zip's directory can be sought. */
static bool
start_again(struct unpacking *unpacking)
{
	struct stat facts;

	if (fstat(unpacking->descriptor, &facts) != 0 || !S_ISREG(facts.st_mode) ||
	    lseek(unpacking->descriptor, 0, SEEK_CUR) != (off_t)unpacking->front_length ||
	    lseek(unpacking->descriptor, 0, SEEK_SET) != 0)
		return false;
	unpacking->size = (uint64_t)facts.st_size;
	unpacking->front = NULL;
	return true;
}

/* Whether the file may be one document and not an archive of members. */
static bool
is_stream(const struct unpacking *unpacking)
{
	return unpacking->packing == PACKING_GZIP || unpacking->packing == PACKING_ZSTD;
}

static bool
open_archive(struct unpacking *unpacking)
{
	struct archive *archive = archive_read_new();

	if (archive == NULL)
		memory_exhausted();
	unpacking->archive = archive;
	if (unpacking->packing == PACKING_ZIP) {
		archive_read_support_format_zip(archive);
	} else {
		archive_read_support_format_tar(archive);
		archive_read_support_format_empty(archive);
	}
	if (is_stream(unpacking))
		archive_read_support_format_raw(archive);
	if (unpacking->packing == PACKING_ZSTD)
		archive_read_support_filter_zstd(archive);
	if (unpacking->packing == PACKING_GZIP)
		unpacking->gunzip = gunzip_new(read_block, unpacking);
	if (start_again(unpacking) && unpacking->packing == PACKING_ZIP)
		archive_read_set_seek_callback(archive, on_seek);
	archive_read_set_read_callback(archive, on_read);
	archive_read_set_callback_data(archive, unpacking);
	return archive_read_open1(archive) == ARCHIVE_OK;
}

/* --- members --- */

static bool
grew_too_much(const struct unpacking *unpacking)
{
	/* A zip may have the same bytes read for many members. */
	uint64_t in = unpacking->in < unpacking->size ? unpacking->in : unpacking->size;

	return unpacking->out > LIMIT_ARCHIVE_GRACE && unpacking->out / LIMIT_ARCHIVE_RATIO > in;
}

static const char *
damage(const struct unpacking *unpacking)
{
	return unpacking->error != 0 ? strerrordesc_np(unpacking->error) : "the archive is damaged or cut short";
}

static enum fault_kind
damage_kind(const struct unpacking *unpacking)
{
	return unpacking->error != 0 ? FAULT_UNREADABLE : FAULT_ARCHIVE;
}

/* The next piece of the member's data. 0: its end; below 0: it cannot be read. */
static la_ssize_t
read_data(struct unpacking *unpacking, char *piece, size_t size)
{
	la_ssize_t count = archive_read_data(unpacking->archive, piece, size);

	if (count > 0)
		unpacking->out += (uint64_t)count;
	if (count < 0 && count != ARCHIVE_WARN)
		unpacking->over = true;
	return count;
}

/* Why a piece of a member is the last one; NULL: it is not. */
static const char *
piece_problem(struct unpacking *unpacking, const char *piece, la_ssize_t count, bool first, enum fault_kind *ret_kind)
{
	*ret_kind = FAULT_ARCHIVE;
	if (count < 0) {
		*ret_kind = damage_kind(unpacking);
		return damage(unpacking);
	}
	if (grew_too_much(unpacking)) {
		unpacking->over = true;
		*ret_kind = FAULT_ARCHIVE_RATIO;
		return "the archive grows over the limit";
	}
	return first && archive_is_packed(piece, (size_t)count) ? "an archive inside of an archive" : NULL;
}

static void
read_member(struct unpacking *unpacking, const char *member)
{
	char *piece = memory_alloc(LIMIT_READ_BYTES);
	struct document document;
	bool more = true;
	bool first = true;

	unpacking->any_document = true;
	document_open(&document, unpacking->reader, unpacking->path, member);
	while (more) {
		enum fault_kind kind = FAULT_ARCHIVE;
		la_ssize_t count = read_data(unpacking, piece, LIMIT_READ_BYTES);
		const char *problem = count == 0 ? NULL : piece_problem(unpacking, piece, count, first, &kind);

		if (problem != NULL)
			document_fail(&document, kind, problem);
		more = count > 0 && problem == NULL && document_add(&document, piece, (size_t)count);
		first = false;
	}
	unpacking->status = document_close(&document);
	memory_free(piece);
}

/* Goes over data that is not wanted, where it must be unpacked to get behind it. */
static void
pass_member(struct unpacking *unpacking)
{
	char *piece = NULL;
	la_ssize_t count = 1;

	if (!is_stream(unpacking))
		return;
	piece = memory_alloc(LIMIT_READ_BYTES);
	while (count > 0 && !grew_too_much(unpacking))
		count = read_data(unpacking, piece, LIMIT_READ_BYTES);
	if (count > 0) {
		unpacking->over = true;
		fail(unpacking, NULL, FAULT_ARCHIVE_RATIO, "the archive grows over the limit");
	} else if (count < 0) {
		fail(unpacking, NULL, damage_kind(unpacking), damage(unpacking));
	}
	memory_free(piece);
}

static bool
ends_with(const char *name, const char *end)
{
	size_t length = strlen(name);
	size_t end_length = strlen(end);

	return length >= end_length && strcasecmp(name + length - end_length, end) == 0;
}

static bool
is_archive_name(const char *name)
{
	static const char *const ends[] = {
	    ".zip", ".gz", ".tgz", ".tar", ".zst", ".tzst", ".bz2", ".tbz", ".xz", ".txz", ".7z", ".rar"};
	size_t i = 0;

	for (i = 0; i < sizeof ends / sizeof *ends; i++) {
		if (ends_with(name, ends[i]))
			return true;
	}
	return false;
}

/* The name is in the locale's encoding or, where that cannot say it, in UTF-8. */
static const char *
member_name(struct archive_entry *entry)
{
	const char *name = archive_entry_pathname(entry);

	if (name == NULL)
		name = archive_entry_pathname_utf8(entry);
	return name == NULL ? "?" : name;
}

static void
take_member(struct unpacking *unpacking, struct archive_entry *entry)
{
	const char *name = member_name(entry);
	bool is_file = archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == NULL;

	if (archive_format(unpacking->archive) == ARCHIVE_FORMAT_RAW) {
		read_member(unpacking, NULL);
	} else if (is_file && archive_entry_is_encrypted(entry)) {
		fail(unpacking, name, FAULT_ARCHIVE, "the member is encrypted");
	} else if (is_file && is_archive_name(name)) {
		fail(unpacking, name, FAULT_ARCHIVE, "an archive inside of an archive");
		pass_member(unpacking);
	} else if (is_file && ends_with(name, ".xml")) {
		read_member(unpacking, name);
	} else {
		pass_member(unpacking);
	}
}

/* Whether a file packed twice was found; libarchive would take off both. */
static bool
is_packed_twice(const struct unpacking *unpacking)
{
	return archive_filter_count(unpacking->archive) > 2;
}

/* What begins like zstd but is not would be handed out as it is. */
static bool
is_not_unpacked(const struct unpacking *unpacking)
{
	return unpacking->packing == PACKING_ZSTD && archive_filter_count(unpacking->archive) < 2;
}

/* A tar ends before its gzip does: reads on to where the checksum is. */
static void
check_rest(struct unpacking *unpacking)
{
	ssize_t count = 1;

	unpacking->over = true;
	while (unpacking->gunzip != NULL && count > 0 && !grew_too_much(unpacking)) {
		count = gunzip_read(unpacking->gunzip, unpacking->unpacked, sizeof unpacking->unpacked);
		unpacking->out += count > 0 ? (uint64_t)count : 0;
	}
	if (count < 0)
		fail(unpacking, NULL, damage_kind(unpacking), damage(unpacking));
	else if (unpacking->gunzip != NULL && count > 0)
		fail(unpacking, NULL, FAULT_ARCHIVE_RATIO, "the archive grows over the limit");
}

static void
next_member(struct unpacking *unpacking)
{
	struct archive_entry *entry = NULL;
	int result = archive_read_next_header(unpacking->archive, &entry);

	if (result == ARCHIVE_EOF) {
		check_rest(unpacking);
	} else if ((result != ARCHIVE_OK && result != ARCHIVE_WARN) || is_not_unpacked(unpacking)) {
		unpacking->over = true;
		fail(unpacking, NULL, damage_kind(unpacking), damage(unpacking));
	} else if (is_packed_twice(unpacking)) {
		unpacking->over = true;
		fail(unpacking, NULL, FAULT_ARCHIVE, "an archive inside of an archive");
	} else if (++unpacking->members > LIMIT_ARCHIVE_MEMBERS) {
		unpacking->over = true;
		fail(unpacking, NULL, FAULT_ARCHIVE_MEMBERS, "too many members");
	} else {
		take_member(unpacking, entry);
	}
}

enum status
archive_read_documents(
    int descriptor, const char *bytes, size_t length, const char *path, const struct source_reader *reader)
{
	struct unpacking *unpacking = memory_zeroed(1, sizeof *unpacking);
	enum status status = STATUS_OK;

	unpacking->reader = reader;
	unpacking->path = path;
	unpacking->packing = find_packing(bytes, length);
	unpacking->descriptor = descriptor;
	unpacking->front = bytes;
	unpacking->front_length = length;
	unpacking->size = UINT64_MAX;
	if (unpacking->packing == PACKING_OTHER)
		fail(unpacking, NULL, FAULT_ARCHIVE, "a kind of archive that is not read");
	else if (!open_archive(unpacking))
		fail(unpacking, NULL, damage_kind(unpacking), damage(unpacking));
	else
		while (!unpacking->over && unpacking->status == STATUS_OK)
			next_member(unpacking);
	if (!unpacking->any_document)
		fail(unpacking, NULL, FAULT_NO_INPUT, "no document in the archive");
	status = unpacking->status;
	archive_read_free(unpacking->archive);
	gunzip_free(unpacking->gunzip);
	memory_free(unpacking);
	return status;
}
