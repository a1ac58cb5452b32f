/* The lines of a baseline, with every check: known keys only, each once, of their form; see report/baseline_parts.h. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "base/limits.h"
#include "base/memory.h"
#include "report/baseline_parts.h"

#define SHA256_DIGITS 64U

/* A file being read. */
struct reading {
	int fd;
	struct buffer bytes; /* read and not yet dropped */
	size_t used;         /* of them, by lines handed out */
	bool at_end;
	uint64_t line;
};

/* ---- Bytes ---- */

static enum status
fill(struct reading *reading)
{
	ssize_t got = 0;

	buffer_drop_front(&reading->bytes, reading->used);
	reading->used = 0;
	do {
		got = read(reading->fd, buffer_reserve(&reading->bytes, LIMIT_READ_BYTES), LIMIT_READ_BYTES);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return STATUS_IO;
	reading->bytes.length += (size_t)got;
	reading->at_end = got == 0;
	return STATUS_OK;
}

/* The next line without its line feed. STATUS_END behind the last, STATUS_INVALID when that has no line feed. */
static enum status
next_line(struct reading *reading, struct text *ret_line)
{
	for (;;) {
		const char *start = buffer_text(&reading->bytes) + reading->used;
		size_t left = reading->bytes.length - reading->used;
		const char *end = memchr(start, '\n', left);

		if (end != NULL && (size_t)(end - start) <= LIMIT_BASELINE_LINE_BYTES) {
			*ret_line = text_view(start, (size_t)(end - start));
			reading->used += ret_line->length + 1;
			reading->line++;
			return STATUS_OK;
		}
		if (left > LIMIT_BASELINE_LINE_BYTES)
			return STATUS_LIMIT;
		if (reading->at_end)
			return left == 0 ? STATUS_END : STATUS_INVALID;
		if (fill(reading) != STATUS_OK)
			return STATUS_IO;
	}
}

/* ---- Values ---- */

static enum status
refuse(struct buffer *why, const char *words)
{
	buffer_append_text(why, words);
	return STATUS_INVALID;
}

static bool
is_one_of(const char *key, const char *const *keys)
{
	while (*keys != NULL && strcmp(key, *keys) != 0)
		keys++;
	return *keys != NULL;
}

static enum status
check_keys(json_t *object, const char *const *keys, struct buffer *why)
{
	const char *key = NULL;
	json_t *value = NULL;

	json_object_foreach(object, key, value)
	{
		if (is_one_of(key, keys))
			continue;
		return refuse(why, "a key is not one of a baseline; it was made by a newer caselint, or changed");
	}
	return STATUS_OK;
}

/* A text of 1 to `most` bytes; empty when it is not one. */
static struct text
text_at(const json_t *object, const char *key, size_t most)
{
	const json_t *value = json_object_get(object, key);
	struct text text = {0};

	if (json_is_string(value))
		text = text_view(json_string_value(value), json_string_length(value));
	return text.length <= most && text_is_xml_utf8(text) ? text : text_of(NULL);
}

static enum status
take_entry(json_t *object, struct baseline_line *ret_line, struct buffer *why)
{
	static const char *const keys[] = {"record", "type", "rule", "fingerprint", "count", NULL};
	const json_t *count = json_object_get(object, "count");

	*ret_line = (struct baseline_line){.record = text_at(object, "record", LIMIT_ID_BYTES),
	    .type = text_at(object, "type", LIMIT_BASELINE_NAME_BYTES),
	    .rule = text_at(object, "rule", LIMIT_BASELINE_NAME_BYTES),
	    .hex = text_at(object, "fingerprint", FINGERPRINT_DIGITS),
	    .count = 1};
	if (check_keys(object, keys, why) != STATUS_OK)
		return STATUS_INVALID;
	if (ret_line->record.length == 0 || ret_line->type.length == 0 || ret_line->rule.length == 0)
		return refuse(why, "\"record\", \"type\" or \"rule\" is missing, or not a text of its form");
	if (fingerprint_read(ret_line->hex, ret_line->fingerprint) != STATUS_OK)
		return refuse(why, "\"fingerprint\" is not 32 digits of 0 to 9 and a to f");
	if (count == NULL)
		return STATUS_OK;
	if (!json_is_integer(count) || json_integer_value(count) < 1 ||
	    json_integer_value(count) > LIMIT_FINDINGS_PER_RECORD)
		return refuse(why, "\"count\" is not a whole number from 1 to 20000");
	ret_line->count = (uint32_t)json_integer_value(count);
	return STATUS_OK;
}

static enum status
take_rulesets(const json_t *list, struct arena *arena, const struct baseline_ruleset **ret_rulesets, size_t *ret_count,
    struct buffer *why)
{
	static const char *const keys[] = {"id", "sha256", NULL};
	size_t count = json_array_size(list);
	struct baseline_ruleset *rulesets = NULL;

	if (!json_is_array(list) || count > LIMIT_RULES)
		return refuse(why, "\"rulesets\" is not the list of rulesets");
	rulesets = arena_take_array(arena, count + 1, sizeof *rulesets);
	for (size_t i = 0; i < count; i++) {
		json_t *object = json_array_get(list, i);
		struct text id = text_at(object, "id", LIMIT_BASELINE_NAME_BYTES);
		struct text sha256 = text_at(object, "sha256", SHA256_DIGITS);

		if (!json_is_object(object) || check_keys(object, keys, why) != STATUS_OK || id.length == 0 ||
		    sha256.length != SHA256_DIGITS)
			return why->length > 0 ? STATUS_INVALID : refuse(why, "a ruleset has no id or no SHA-256");
		rulesets[i].id = arena_copy_text(arena, id.data, id.length);
		rulesets[i].sha256 = arena_copy_text(arena, sha256.data, sha256.length);
	}
	*ret_rulesets = rulesets;
	*ret_count = count;
	return STATUS_OK;
}

static enum status
take_head(json_t *object, struct arena *arena, const struct baseline_ruleset **ret_rulesets, size_t *ret_count,
    struct buffer *why)
{
	static const char *const keys[] = {"schema", "rulesets", NULL};

	if (!text_equals(text_at(object, "schema", LIMIT_BASELINE_NAME_BYTES), BASELINE_SCHEMA))
		return refuse(why, "it does not begin with {\"schema\":\"" BASELINE_SCHEMA
				   "\", ...}; give a file that `caselint baseline create` wrote");
	if (check_keys(object, keys, why) != STATUS_OK)
		return STATUS_INVALID;
	return take_rulesets(json_object_get(object, "rulesets"), arena, ret_rulesets, ret_count, why);
}

/* ---- The file ---- */

/* Puts the place before what is wrong. */
static enum status
place(const char *path, uint64_t line, enum status status, struct buffer *why)
{
	struct buffer whole = {0};

	if (line > 0)
		buffer_append_format(&whole, "%s:%llu: %s", path, (unsigned long long)line, buffer_text(why));
	else
		buffer_append_format(&whole, "%s: %s", path, buffer_text(why));
	buffer_clear(why);
	*why = whole;
	return status;
}

static enum status
read_object(struct reading *reading, struct text line, struct arena *arena,
    const struct baseline_ruleset **ret_rulesets, size_t *ret_count, baseline_line_fn *take, void *context,
    struct buffer *why)
{
	json_t *object = json_loadb(line.data, line.length, JSON_REJECT_DUPLICATES, NULL);
	struct baseline_line entry = {0};
	enum status status = STATUS_OK;

	if (!json_is_object(object))
		status = refuse(why, "the line is not an object of JSON in which every key stands once");
	else if (reading->line == 1)
		status = take_head(object, arena, ret_rulesets, ret_count, why);
	else
		status = take_entry(object, &entry, why);
	if (status == STATUS_OK && reading->line > 1)
		status = take(context, &entry, why);
	json_decref(object);
	return status;
}

/* What ended the reading when no line did. */
static enum status
judge_end(const struct reading *reading, enum status end, struct buffer *why)
{
	switch (end) {
	case STATUS_END:
		return reading->line > 0 ? STATUS_OK
		                         : refuse(why, "it is empty; `caselint baseline create` writes a baseline");
	case STATUS_INVALID: return refuse(why, "the last line has no line feed: the file is cut off; copy it again");
	case STATUS_LIMIT: return refuse(why, "a line is longer than 4 KiB: this is not a baseline");
	default: buffer_append_format(why, "it cannot be read: %s", strerrordesc_np(errno)); return STATUS_IO;
	}
}

enum status
baseline_lines(const char *path, struct arena *arena, const struct baseline_ruleset **ret_rulesets, size_t *ret_count,
    baseline_line_fn *take, void *context, struct buffer *why)
{
	struct reading reading = {.fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)};
	struct text line = {0};
	enum status status = STATUS_OK;
	enum status end = STATUS_OK;

	/* A failed allocation never comes back from ours. */
	json_set_alloc_funcs(memory_alloc, memory_free);
	if (reading.fd < 0) {
		buffer_append_format(why, "it cannot be opened: %s", strerrordesc_np(errno));
		return place(path, 0, STATUS_ABSENT, why);
	}
	while (status == STATUS_OK && (end = next_line(&reading, &line)) == STATUS_OK)
		status = read_object(&reading, line, arena, ret_rulesets, ret_count, take, context, why);
	if (status == STATUS_OK) {
		status = judge_end(&reading, end, why);
		reading.line += end == STATUS_INVALID || end == STATUS_LIMIT;
	}
	if (status != STATUS_OK)
		status = place(path, reading.line, status, why);
	buffer_clear(&reading.bytes);
	close(reading.fd);
	return status;
}
