/* See support.h. */
#include "support.h"

#include <ftw.h>
#include <inttypes.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

static const char *const record_names[] = {"AdoptionSubsidyCase", "MatchInvoice"};

const struct splitter_format support_format = {
    .root_name = "CaseExport",
    .root_namespace = "urn:caselint:export:1",
    .record_names = record_names,
    .record_name_count = 2,
};

const char *
support_fault_name(enum fault_kind kind)
{
	static const char *const names[FAULT_KINDS] = {
	    [FAULT_MISSING] = "missing",
	    [FAULT_UNREADABLE] = "unreadable",
	    [FAULT_NO_INPUT] = "no-input",
	    [FAULT_EMPTY] = "empty",
	    [FAULT_ENCODING] = "encoding",
	    [FAULT_ARCHIVE] = "archive",
	    [FAULT_ARCHIVE_RATIO] = "ratio",
	    [FAULT_ARCHIVE_MEMBERS] = "members",
	    [FAULT_PATHS] = "paths",
	    [FAULT_DOCTYPE] = "doctype",
	    [FAULT_PROLOG] = "prolog",
	    [FAULT_ROOT] = "root",
	    [FAULT_TRUNCATED] = "truncated",
	    [FAULT_AFTER_ROOT] = "after-root",
	    [FAULT_RECORD_BROKEN] = "broken",
	    [FAULT_RECORD_HIDDEN] = "hidden",
	    [FAULT_STRAY_END] = "stray-end",
	    [FAULT_STRAY_TEXT] = "stray-text",
	    [FAULT_MARKUP] = "markup",
	    [FAULT_RECORD_BYTES] = "record-bytes",
	    [FAULT_TAG_BYTES] = "tag-bytes",
	    [FAULT_ATTRIBUTES] = "attributes",
	    [FAULT_DEPTH] = "depth",
	};

	return names[kind];
}

bool
support_is_well_formed(const char *text, size_t length)
{
	xmlDoc *document =
	    xmlReadMemory(text, (int)length, NULL, "UTF-8", XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET);
	bool well = document != NULL;

	xmlFreeDoc(document);
	return well;
}

/* The value of the record's first attribute id, or "-". */
static struct text
record_id(struct text record)
{
	const char *close = memchr(record.data, '>', record.length);
	const char *id = close == NULL ? NULL : memmem(record.data, (size_t)(close - record.data), " id=\"", 5);
	const char *end = id == NULL ? NULL : memchr(id + 5, '"', (size_t)(close - id - 5));

	return end == NULL ? text_of("-") : text_view(id + 5, (size_t)(end - id - 5));
}

/* A record must be where its batch says it is. */
static void
check_record(const struct batch *batch, uint32_t index)
{
	const struct batch_record *record = &batch->records[index];
	uint64_t line = batch->line;
	uint64_t column = batch->column;
	uint32_t i = 0;

	assert_true((size_t)record->offset + record->length <= batch->body.length);
	assert_int_equal(batch->body.data[record->offset], '<');
	assert_int_equal(batch->body.data[record->offset + record->length - 1], '>');
	for (i = 0; i < record->offset; i++) {
		line += batch->body.data[i] == '\n';
		column = batch->body.data[i] == '\n' ? 1 : column + 1;
	}
	assert_int_equal(record->line, line);
	assert_int_equal(record->column, column);
}

/* Whatever lies between two records must be blank. */
static void
check_gaps(const struct batch *batch)
{
	uint32_t i = 0;
	size_t end = 0;

	for (i = 0; i < batch->record_count; i++) {
		const struct batch_record *record = &batch->records[i];

		assert_true(record->offset >= end);
		assert_true(text_is_blank(text_view(batch->body.data + end, record->offset - end)));
		end = record->offset + record->length;
	}
	assert_int_equal(end, batch->body.length);
}

static bool
batch_is_well_formed(const struct batch *batch)
{
	struct buffer whole = {0};
	bool well = false;

	buffer_append(&whole, batch->prefix.data, batch->prefix.length);
	buffer_append(&whole, batch->body.data, batch->body.length);
	buffer_append(&whole, batch->suffix.data, batch->suffix.length);
	well = support_is_well_formed(whole.data, whole.length);
	buffer_clear(&whole);
	return well;
}

static void
log_record(struct split_log *log, const struct batch *batch, uint32_t index)
{
	struct text record = text_view(batch->body.data + batch->records[index].offset, batch->records[index].length);
	struct text id = record_id(record);

	buffer_append_format(&log->log, "%s%.*s", index == 0 ? "" : " ", (int)id.length, id.data);
	buffer_append_byte(&log->records, '\0');
	buffer_append(&log->records, record.data, record.length);
	log->record_count++;
}

static enum status
on_batch(void *context, const struct batch *batch)
{
	struct split_log *log = context;
	uint32_t i = 0;

	buffer_append_byte(&log->log, '[');
	for (i = 0; i < batch->record_count; i++) {
		check_record(batch, i);
		log_record(log, batch, i);
	}
	check_gaps(batch);
	buffer_append_text(&log->log, "] ");
	buffer_append_format(&log->batches, "\n== %" PRIu64 ":%" PRIu64 " root %" PRIu64 " first %d\n", batch->line,
	    batch->column, batch->root_line, (int)batch->first);
	buffer_append(&log->batches, batch->prefix.data, batch->prefix.length);
	buffer_append(&log->batches, batch->body.data, batch->body.length);
	buffer_append(&log->batches, batch->suffix.data, batch->suffix.length);
	if (batch->body.length > log->largest_batch)
		log->largest_batch = batch->body.length;
	if (log->check_form && !batch_is_well_formed(batch))
		log->ill_formed = true;
	return STATUS_OK;
}

static void
on_fault(void *context, const struct fault *fault)
{
	struct split_log *log = context;

	assert_non_null(fault->detail);
	log->faults++;
	log->kinds[fault->kind]++;
	buffer_append_format(
	    &log->log, "%s@%" PRIu64 ":%" PRIu64, support_fault_name(fault->kind), fault->line, fault->column);
	if (fault->record_line != 0)
		buffer_append_format(&log->log, "/%" PRIu64, fault->record_line);
	buffer_append_byte(&log->log, ' ');
}

struct splitter_events
support_events(struct split_log *log)
{
	struct splitter_events events = {log, on_batch, on_fault};

	return events;
}

static void
push(struct splitter *splitter, const char *bytes, size_t length)
{
	/* A copy of exactly these bytes, so that a sanitizer sees every step beyond them. */
	char *copy = memory_copy_text(bytes, length);

	assert_int_equal(splitter_push(splitter, copy, length), STATUS_OK);
	memory_free(copy);
}

static void
finish(struct splitter *splitter, struct split_log *log)
{
	assert_int_equal(splitter_finish(splitter, true), STATUS_OK);
	log->clean = splitter_is_clean(splitter);
	splitter_free(splitter);
	assert_true(log->clean == (log->faults == 0));
}

void
support_split(const char *text, size_t length, size_t piece, struct split_log *ret_log)
{
	struct splitter_events events = support_events(ret_log);
	struct splitter *splitter = splitter_new(&support_format, &events);
	size_t done = 0;

	while (done < length) {
		size_t next = piece == 0 || piece > length - done ? length - done : piece;

		push(splitter, text + done, next);
		done += next;
	}
	finish(splitter, ret_log);
}

void
support_split_at(const char *text, size_t length, size_t cut, struct split_log *ret_log)
{
	struct splitter_events events = support_events(ret_log);
	struct splitter *splitter = splitter_new(&support_format, &events);

	push(splitter, text, cut);
	push(splitter, text + cut, length - cut);
	finish(splitter, ret_log);
}

void
split_log_clear(struct split_log *log)
{
	buffer_clear(&log->log);
	buffer_clear(&log->batches);
	buffer_clear(&log->records);
	memset(log, 0, sizeof *log);
}

uint32_t
support_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 32);
}

char *
support_folder(void)
{
	const char *parent = getenv("TMPDIR");
	struct buffer path = {0};

	buffer_append_format(&path, "%s/caselint-test-XXXXXX", parent == NULL ? "/tmp" : parent);
	assert_non_null(mkdtemp(path.data));
	return path.data;
}

static int
remove_one(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
	(void)facts;
	(void)kind;
	(void)place;
	return remove(path);
}

void
support_remove_folder(char *folder)
{
	assert_int_equal(nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
	memory_free(folder);
}

char *
support_write(const char *folder, const char *name, const void *bytes, size_t length)
{
	struct buffer path = {0};
	FILE *file = NULL;

	buffer_append_format(&path, "%s/%s", folder, name);
	file = fopen(path.data, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	return path.data;
}

void
support_read(const char *path, struct buffer *ret_bytes)
{
	FILE *file = fopen(path, "rb");
	char block[4096];
	size_t count = 0;

	assert_non_null(file);
	while ((count = fread(block, 1, sizeof block, file)) > 0)
		buffer_append(ret_bytes, block, count);
	assert_int_equal(fclose(file), 0);
}
