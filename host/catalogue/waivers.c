/* Which form a file of waivers has, and what must hold in both; see catalogue/waivers.h. */
#include "catalogue/waivers.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/limits.h"
#include "base/memory.h"
#include "catalogue/waivers_parts.h"

#define FINGERPRINT_DIGITS 32U
#define SHOWN_WORD 60 /* of a word that is wrong */

static const char *const scope_names[WAIVER_SCOPES] = {"finding", "record", "group", "*"};

const char *
waiver_scope_name(enum waiver_scope scope)
{
	return scope_names[scope];
}

enum waiver_scope
waiver_scope_named(struct text name)
{
	enum waiver_scope scope = WAIVER_FINDING;

	while (scope < WAIVER_SCOPES && !text_equals(name, scope_names[scope]))
		scope++;
	return scope;
}

enum status
waivers_refuse(const struct waivers_file *file, uint32_t line, const char *format, ...)
{
	va_list arguments;

	buffer_append_text(file->why, file->path);
	if (line > 0)
		buffer_append_format(file->why, ":%u", line);
	buffer_append_text(file->why, ": ");
	va_start(arguments, format);
	buffer_append_format_v(file->why, format, arguments);
	va_end(arguments);
	return STATUS_INVALID;
}

/* ---- Rules ---- */

static int
shown_length(struct text text)
{
	return text.length < SHOWN_WORD ? (int)text.length : SHOWN_WORD;
}

/* CL-... say that something was not read or not run, and nobody can wish that away. */
static enum status
check_rule(const struct waivers_file *file, uint32_t line, struct text rule)
{
	const struct waiver_setting *setting = file->setting;
	const char *id = NULL;
	const char *nearest = NULL;

	if (text_starts_with(rule, "CL-"))
		return waivers_refuse(file, line,
		    "%.*s is a rule of the host; what was not read or not run cannot be waived; take it out",
		    shown_length(rule), rule.data);
	for (size_t i = 0; i < setting->rule_count; i++) {
		if (text_equals(rule, setting->rule_ids[i]))
			return STATUS_OK;
	}
	if (setting->rule_count == 0)
		return STATUS_OK;
	id = arena_copy_text(&file->waivers->arena, rule.data, (size_t)shown_length(rule));
	nearest = text_nearest(id, setting->rule_ids, setting->rule_count);
	if (nearest != NULL)
		return waivers_refuse(file, line, "no plugin has a rule '%s'; did you mean %s?", id, nearest);
	return waivers_refuse(
	    file, line, "no plugin has a rule '%s'; `caselint rules` lists them (whole ids only, no beginnings)", id);
}

static bool
next_word(struct text *words, struct text *ret_word)
{
	struct text rest = text_trim(*words);
	size_t length = 0;

	while (length < rest.length && !text_is_blank(text_view(rest.data + length, 1)))
		length++;
	*ret_word = text_view(rest.data, length);
	*words = text_view(rest.data + length, rest.length - length);
	return length > 0;
}

static bool
is_listed(const char *const *items, size_t count, struct text word)
{
	for (size_t i = 0; i < count; i++) {
		if (text_equals(word, items[i]))
			return true;
	}
	return false;
}

static enum status
take_rules(const struct waivers_file *file, const struct waiver_draft *draft, struct names *ret_rules)
{
	struct arena *arena = &file->waivers->arena;
	struct text words = draft->rules;
	struct text word = {0};
	/* A word takes two bytes at least. */
	const char **items = arena_take_array(arena, draft->rules.length / 2 + 1, sizeof *items);
	size_t count = 0;
	enum status status = STATUS_OK;

	while (status == STATUS_OK && next_word(&words, &word)) {
		if (is_listed(items, count, word))
			return waivers_refuse(
			    file, draft->line, "%.*s is named twice; once is enough", shown_length(word), word.data);
		status = check_rule(file, draft->line, word);
		items[count++] = arena_copy_text(arena, word.data, word.length);
		if (count > LIMIT_RULES || ++file->waivers->pairs > LIMIT_WAIVER_PAIRS)
			return waivers_refuse(file, draft->line,
			    "there are more than %u pairs of a waiver and a rule; waive less, or wider",
			    LIMIT_WAIVER_PAIRS);
	}
	if (status == STATUS_OK && count == 0)
		return waivers_refuse(file, draft->line, "no rule is named; name the rules that are waived");
	*ret_rules = (struct names){items, count};
	return status;
}

/* ---- Scope ---- */

static bool
is_fingerprint(struct text text)
{
	for (size_t i = 0; i < text.length; i++) {
		char sign = text.data[i];

		if (!((sign >= '0' && sign <= '9') || (sign >= 'a' && sign <= 'f')))
			return false;
	}
	return text.length == FINGERPRINT_DIGITS;
}

static enum status
check_scope(const struct waivers_file *file, const struct waiver_draft *draft, enum waiver_scope scope)
{
	if (scope == WAIVER_SCOPES)
		return waivers_refuse(file, draft->line,
		    "the scope '%.*s' is none; give record, group, finding, or * for everything",
		    shown_length(draft->scope), draft->scope.length == 0 ? "" : draft->scope.data);
	if (scope == WAIVER_ALL && draft->id.length > 0)
		return waivers_refuse(
		    file, draft->line, "the scope is * (everything), but an id is given; leave one of them out");
	if (scope != WAIVER_ALL && draft->id.length == 0)
		return waivers_refuse(
		    file, draft->line, "the scope has no id; say which %s is meant", scope_names[scope]);
	if (draft->id.length > LIMIT_ID_BYTES || draft->type.length > LIMIT_ID_BYTES)
		return waivers_refuse(
		    file, draft->line, "an id is longer than %u bytes; no record has such an id", LIMIT_ID_BYTES);
	if ((scope == WAIVER_RECORD) != (draft->type.length > 0))
		return waivers_refuse(file, draft->line,
		    scope == WAIVER_RECORD
			? "the type of the record is missing; give the name of its element, as reports have it"
			: "a type is given, but the scope is no record; leave it out");
	if (scope == WAIVER_FINDING && !is_fingerprint(draft->id))
		return waivers_refuse(file, draft->line,
		    "the finding is not named by a fingerprint; give its 32 digits, as the JSON report has them");
	return STATUS_OK;
}

/* ---- Dates and texts ---- */

static enum status
take_day(const struct waivers_file *file, uint32_t line, const char *what, struct text text, int32_t *ret_day)
{
	if (date_parse(text, ret_day) == STATUS_OK)
		return STATUS_OK;
	return waivers_refuse(file, line, "%s is missing, or not a day that exists, written like 2008-04-15", what);
}

static enum status
take_days(const struct waivers_file *file, const struct waiver_draft *draft, struct waiver *waiver)
{
	uint32_t most = file->setting->most_days;

	if (take_day(file, draft->line, "the day it was granted", draft->granted, &waiver->granted) != STATUS_OK ||
	    take_day(file, draft->line, "the day it expires", draft->expires, &waiver->expires) != STATUS_OK)
		return STATUS_INVALID;
	if (waiver->expires < waiver->granted)
		return waivers_refuse(file, draft->line, "it expires before it was granted; correct one of the dates");
	if ((int64_t)waiver->expires - waiver->granted > (int64_t)most)
		return waivers_refuse(file, draft->line,
		    "it holds for %lld days, more than %u; let it expire earlier, or allow more with --max-waiver-days",
		    (long long)waiver->expires - waiver->granted, most);
	return STATUS_OK;
}

static enum status
take_words(const struct waivers_file *file, uint32_t line, const char *what, struct text text, const char **ret_words)
{
	if (text.length == 0)
		return waivers_refuse(file, line, "%s is missing; a waiver without it is worth nothing", what);
	if (text.length > LIMIT_WAIVER_TEXT_BYTES)
		return waivers_refuse(
		    file, line, "%s is longer than %u bytes; shorten it", what, LIMIT_WAIVER_TEXT_BYTES);
	if (!text_is_xml_utf8(text))
		return waivers_refuse(file, line, "%s has signs that are not UTF-8 text; save the file as UTF-8", what);
	*ret_words = arena_copy_text(&file->waivers->arena, text.data, text.length);
	return STATUS_OK;
}

/* Line ends and tabs in a text become blanks: it is shown within lines. */
static struct text
one_line(struct arena *arena, struct text text)
{
	char *copy = arena_copy_text(arena, text.data, text.length);

	for (size_t i = 0; i < text.length; i++) {
		if (copy[i] == '\n' || copy[i] == '\r' || copy[i] == '\t')
			copy[i] = ' ';
	}
	return text_view(copy, text.length);
}

static struct waiver *
new_waiver(struct waivers *waivers)
{
	if (waivers->count == waivers->room) {
		waivers->room = waivers->room == 0 ? 16 : waivers->room * 2;
		waivers->items = memory_resize(waivers->items, waivers->room, sizeof *waivers->items);
	}
	return &waivers->items[waivers->count];
}

enum status
waivers_add(const struct waivers_file *file, const struct waiver_draft *draft)
{
	struct arena *arena = &file->waivers->arena;
	struct waiver *waiver = new_waiver(file->waivers);

	if (file->waivers->count == LIMIT_WAIVERS)
		return waivers_refuse(
		    file, draft->line, "there are more than %u waivers; waive less, or wider", LIMIT_WAIVERS);
	*waiver = (struct waiver){.file = file->path, .line = draft->line, .scope = waiver_scope_named(draft->scope)};
	if (take_rules(file, draft, &waiver->rules) != STATUS_OK ||
	    check_scope(file, draft, waiver->scope) != STATUS_OK ||
	    take_words(file, draft->line, "the reason", one_line(arena, draft->reason), &waiver->reason) != STATUS_OK ||
	    take_words(file, draft->line, "who granted it", one_line(arena, draft->granted_by), &waiver->granted_by) !=
		STATUS_OK ||
	    take_days(file, draft, waiver) != STATUS_OK)
		return STATUS_INVALID;
	if (!text_is_xml_utf8(draft->id) || !text_is_xml_utf8(draft->type))
		return waivers_refuse(
		    file, draft->line, "an id has signs that are not UTF-8 text; save the file as UTF-8");
	waiver->type = arena_copy_text(arena, draft->type.data, draft->type.length);
	waiver->id = arena_copy_text(arena, draft->id.data, draft->id.length);
	file->waivers->count++;
	return STATUS_OK;
}

/* ---- The file ---- */

static enum status
load(const struct waivers_file *file, struct buffer *bytes)
{
	int descriptor = open(file->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	ssize_t got = 0;

	if (descriptor < 0) {
		(void)waivers_refuse(file, 0, "it cannot be opened: %s", strerrordesc_np(errno));
		return STATUS_ABSENT;
	}
	do {
		got = read(descriptor, buffer_reserve(bytes, LIMIT_READ_BYTES), LIMIT_READ_BYTES);
		bytes->length += got > 0 ? (size_t)got : 0;
	} while ((got > 0 && bytes->length <= LIMIT_WAIVER_BYTES) || (got < 0 && errno == EINTR));
	if (got < 0)
		(void)waivers_refuse(file, 0, "it cannot be read: %s", strerrordesc_np(errno));
	close(descriptor);
	if (got < 0)
		return STATUS_IO;
	if (bytes->length > LIMIT_WAIVER_BYTES)
		return waivers_refuse(
		    file, 0, "it is larger than %u bytes; this is no file of waivers", LIMIT_WAIVER_BYTES);
	return STATUS_OK;
}

enum status
waivers_read(struct waivers *waivers, const char *path, const struct waiver_setting *setting, struct buffer *why)
{
	struct waivers_file file = {waivers, path, setting, why};
	struct buffer bytes = {0};
	struct text content = {0};
	enum status status = load(&file, &bytes);

	content = text_view(buffer_text(&bytes), bytes.length);
	if (text_starts_with(content, "\xEF\xBB\xBF"))
		content = text_view(content.data + 3, content.length - 3);
	if (status == STATUS_OK && text_trim(content).length == 0)
		status = waivers_refuse(&file, 0, "it is empty; give waivers as XML or CSV, or leave --waivers out");
	else if (status == STATUS_OK && text_trim(content).data[0] == '<')
		status = waivers_read_xml(&file);
	else if (status == STATUS_OK)
		status = waivers_read_csv(&file, content);
	buffer_clear(&bytes);
	return status;
}

void
waivers_clear(struct waivers *waivers)
{
	arena_clear(&waivers->arena);
	memory_free(waivers->items);
	memset(waivers, 0, sizeof *waivers);
}
