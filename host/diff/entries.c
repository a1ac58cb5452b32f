/*
 * Entries: what of a run is compared, as strings that sort by record, and inside
 * a record by what they are about, with those of OLD before those of NEW that are
 * the same. The texts a string is sorted by end with a NUL, which no text of a
 * report holds.
 */
#include <string.h>

#include "base/money.h"
#include "diff/diff_parts.h"

/* One run on its way into the sorter. */
struct intake {
	struct diff *diff;
	int run;
	struct buffer string;
	size_t record_length; /* bytes of the string that are the record's */
};

/* A string being read. */
struct cursor {
	const char *at;
	size_t left;
	bool broken;
};

/* ---- Numbers and texts ---------------------------------------------------------------- */

static void
put_u32(struct buffer *string, uint32_t number)
{
	sorter_put_u32(buffer_reserve(string, sizeof number), number);
	string->length += sizeof number;
}

static void
put_u64(struct buffer *string, uint64_t number)
{
	sorter_put_u64(buffer_reserve(string, sizeof number), number);
	string->length += sizeof number;
}

/* Numbers with a sign sort as they count. */
static void
put_i32(struct buffer *string, int32_t number)
{
	put_u32(string, (uint32_t)number ^ UINT32_C(0x80000000));
}

static void
put_key(struct buffer *string, struct text text)
{
	buffer_append(string, text.data, text.length);
	buffer_append_byte(string, '\0');
}

static void
put_text(struct buffer *string, struct text text)
{
	put_u64(string, text.length);
	buffer_append(string, text.data, text.length);
}

static const char *
take_bytes(struct cursor *cursor, size_t length)
{
	const char *bytes = cursor->at;

	if (cursor->broken || length > cursor->left) {
		cursor->broken = true;
		return NULL;
	}
	cursor->at += length;
	cursor->left -= length;
	return bytes;
}

static uint8_t
take_byte(struct cursor *cursor)
{
	const char *bytes = take_bytes(cursor, 1);

	return bytes == NULL ? 0 : (uint8_t)*bytes;
}

static uint32_t
take_u32(struct cursor *cursor)
{
	const char *bytes = take_bytes(cursor, sizeof(uint32_t));

	return bytes == NULL ? 0 : sorter_get_u32(bytes);
}

static uint64_t
take_u64(struct cursor *cursor)
{
	const char *bytes = take_bytes(cursor, sizeof(uint64_t));

	return bytes == NULL ? 0 : sorter_get_u64(bytes);
}

static int32_t
take_i32(struct cursor *cursor)
{
	return (int32_t)(take_u32(cursor) ^ UINT32_C(0x80000000));
}

static struct text
take_key(struct cursor *cursor)
{
	const char *end = cursor->left == 0 ? NULL : memchr(cursor->at, '\0', cursor->left);
	size_t length = end == NULL ? 0 : (size_t)(end - cursor->at);
	const char *bytes = NULL;

	cursor->broken = cursor->broken || end == NULL;
	bytes = take_bytes(cursor, length + 1);
	return text_view(bytes, bytes == NULL ? 0 : length);
}

static struct text
take_text(struct cursor *cursor)
{
	uint64_t length = take_u64(cursor);
	const char *bytes = take_bytes(cursor, length);

	return text_view(bytes, bytes == NULL ? 0 : length);
}

/* ---- Into the sorter ------------------------------------------------------------------ */

static enum status
add(struct intake *intake)
{
	enum status status = sorter_add(intake->diff->sorter, text_view(intake->string.data, intake->string.length));

	/* What comes next is of the same record. */
	intake->string.length = intake->record_length;
	return status;
}

/* Behind what is sorted by: which run, and which of equals came first. */
static void
put_order(struct intake *intake, const struct result_record *record, uint32_t number)
{
	buffer_append_byte(&intake->string, (char)intake->run);
	put_u64(&intake->string, record->sequence);
	put_u32(&intake->string, number);
}

static enum status
add_record(struct intake *intake, const struct result_record *record)
{
	const struct run_facts *facts = intake->diff->runs[intake->run].facts;
	const struct run_bundle *bundle = &facts->bundles[record->bundle];
	struct buffer *string = &intake->string;

	buffer_reset(string);
	put_key(string, text_of(bundle->plugin->id));
	put_key(string, text_of(bundle_record_type(bundle, record->type)));
	put_key(string, record->id);
	intake->record_length = string->length;
	buffer_append_byte(string, ENTRY_RECORD);
	put_order(intake, record, 0);
	put_u32(string, record->bundle);
	put_u32(string, record->ruleset);
	put_u32(string, record->input);
	put_u64(string, record->line);
	put_text(string, record->group);
	put_text(string, text_view((const char *)record->outcomes, record->outcome_count));
	return add(intake);
}

/* Cents, without a sign; what no int64_t holds is the largest. */
static int64_t
between(int64_t left, int64_t right)
{
	int64_t difference = 0;

	if (money_subtract(left, right, &difference) != STATUS_OK || difference == INT64_MIN)
		return INT64_MAX;
	return difference < 0 ? -difference : difference;
}

static bool
is_money(const struct shown_value *value)
{
	return value->kind == CASELINT_MONEY && !value->withheld && value->number != CASELINT_ABSENT_MONEY &&
	       value->number != CASELINT_BAD_MONEY;
}

static int64_t
stake_of(const struct result_finding *finding)
{
	bool observed = is_money(&finding->observed);
	bool expected = is_money(&finding->expected);

	if (!observed && !expected)
		return 0;
	return between(observed ? finding->observed.number : 0, expected ? finding->expected.number : 0);
}

static enum status
add_finding(struct intake *intake, const struct result_record *record, uint32_t number)
{
	const struct result_finding *finding = &record->findings[number];
	struct buffer *string = &intake->string;

	buffer_append_byte(string, ENTRY_FINDING);
	put_key(string, finding->rule);
	put_key(string, finding->path);
	put_key(string, finding->id);
	put_order(intake, record, number);
	put_i32(string, finding->outcome);
	put_u32(string, (uint32_t)finding->severity);
	put_u64(string, finding->line);
	put_i32(string, finding->due);
	put_u64(string, (uint64_t)stake_of(finding));
	put_text(string, finding->message);
	return add(intake);
}

static enum status
add_amount(struct intake *intake, const struct result_record *record, uint32_t number)
{
	const struct result_amount *amount = &record->amounts[number];
	struct buffer *string = &intake->string;

	buffer_append_byte(string, ENTRY_AMOUNT);
	put_key(string, amount->kind);
	put_key(string, amount->subject);
	put_i32(string, amount->month);
	put_i32(string, amount->from);
	put_i32(string, amount->to);
	put_key(string, amount->path);
	put_order(intake, record, number);
	put_text(string, amount->title);
	put_u64(string, (uint64_t)amount->value);
	put_i32(string, amount->state);
	put_i32(string, amount->due);
	return add(intake);
}

static enum status
take_record(void *context, const struct result_record *record)
{
	struct intake *intake = context;
	enum status status = STATUS_OK;

	if (record->bundle >= intake->diff->runs[intake->run].facts->bundle_count)
		return STATUS_INTERNAL;
	status = add_record(intake, record);
	for (uint32_t i = 0; i < record->finding_count && status == STATUS_OK; i++)
		status = add_finding(intake, record, i);
	for (uint32_t i = 0; i < record->amount_count && status == STATUS_OK; i++)
		status = add_amount(intake, record, i);
	return status;
}

enum status
entries_take(struct diff *diff, int run)
{
	struct intake intake = {.diff = diff, .run = run};
	enum status status = spool_read_parts(diff->runs[run].spool, SPOOL_WITHOUT_WORKING, take_record, &intake);

	buffer_clear(&intake.string);
	return status;
}

/* ---- Out of the sorter ------------------------------------------------------------------ */

static void
take_order(struct cursor *cursor, struct entry *entry)
{
	entry->run = take_byte(cursor);
	(void)take_bytes(cursor, sizeof(uint64_t) + sizeof(uint32_t));
	cursor->broken = cursor->broken || entry->run >= RUNS;
}

static void
read_record(const struct diff *diff, struct cursor *cursor, struct entry *entry)
{
	struct diff_side *side = &entry->side;
	uint32_t bundle = 0;
	uint32_t ruleset = 0;

	take_order(cursor, entry);
	bundle = take_u32(cursor);
	ruleset = take_u32(cursor);
	if (cursor->broken || bundle >= diff->runs[entry->run].facts->bundle_count) {
		cursor->broken = true;
		return;
	}
	side->present = true;
	side->facts = diff->runs[entry->run].facts;
	side->bundle = &side->facts->bundles[bundle];
	side->ruleset = ruleset < side->bundle->ruleset_count ? side->bundle->rulesets[ruleset] : NULL;
	side->input = take_u32(cursor);
	side->line = take_u64(cursor);
	side->group = take_text(cursor);
	side->outcomes = take_text(cursor);
}

static void
read_finding(struct cursor *cursor, struct entry *entry)
{
	struct diff_instance *instance = &entry->instance;
	const char *start = cursor->at;

	entry->rule = take_key(cursor);
	entry->path = take_key(cursor);
	entry->place_key = text_view(start, (size_t)(cursor->at - start));
	entry->own_key = take_key(cursor);
	take_order(cursor, entry);
	instance->present = true;
	instance->id = entry->own_key;
	instance->outcome = take_i32(cursor);
	instance->severity = (enum severity)take_u32(cursor);
	instance->line = take_u64(cursor);
	instance->due = take_i32(cursor);
	instance->stake = (int64_t)take_u64(cursor);
	instance->message = take_text(cursor);
}

static void
read_amount(struct cursor *cursor, struct entry *entry)
{
	struct diff_amount *amount = &entry->amount;
	const char *start = cursor->at;

	amount->kind = take_key(cursor);
	amount->subject = take_key(cursor);
	amount->month = take_i32(cursor);
	amount->from = take_i32(cursor);
	amount->to = take_i32(cursor);
	entry->place_key = text_view(start, (size_t)(cursor->at - start));
	entry->own_key = take_key(cursor);
	take_order(cursor, entry);
	entry->path = entry->own_key;
	amount->path = entry->path;
	amount->title = take_text(cursor);
	entry->money.present = true;
	entry->money.value = (int64_t)take_u64(cursor);
	entry->money.state = take_i32(cursor);
	entry->money.due = take_i32(cursor);
}

enum status
entry_read(const struct diff *diff, struct text string, struct entry *ret_entry)
{
	struct cursor cursor = {string.data, string.length, false};

	memset(ret_entry, 0, sizeof *ret_entry);
	ret_entry->plugin = take_key(&cursor);
	ret_entry->type = take_key(&cursor);
	ret_entry->record = take_key(&cursor);
	ret_entry->group_key = text_view(string.data, string.length - cursor.left);
	ret_entry->kind = (enum entry_kind)take_byte(&cursor);
	if (ret_entry->kind == ENTRY_RECORD)
		read_record(diff, &cursor, ret_entry);
	else if (ret_entry->kind == ENTRY_FINDING)
		read_finding(&cursor, ret_entry);
	else
		read_amount(&cursor, ret_entry);
	return cursor.broken || cursor.left > 0 ? STATUS_INTERNAL : STATUS_OK;
}

enum status
entry_keep(const struct diff *diff, struct text string, struct arena *arena, struct entry *ret_entry)
{
	return entry_read(
	    diff, text_view(arena_copy_text(arena, string.data, string.length), string.length), ret_entry);
}
