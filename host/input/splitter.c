/*
 * Structure and recovery: what each token means where it stands, when a record
 * begins, ends or breaks, and when a batch is full. Tokens are found by
 * input/scanner.h, bytes are kept by input/window.h.
 */
#include "input/splitter.h"

#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "input/batcher.h"
#include "input/names.h"
#include "input/root.h"
#include "input/scanner.h"
#include "input/stack.h"
#include "input/window.h"

/* Bytes are taken in pieces of this size, however many are pushed at once. */
#define PIECE_BYTES LIMIT_READ_BYTES

/* Where in the document the splitter is. */
enum level {
	LEVEL_PROLOG,
	LEVEL_BETWEEN, /* in the root, outside of records */
	LEVEL_SEEKING, /* after an error: until the next declared record, or the root's end */
	LEVEL_RECORD,
	LEVEL_AFTER, /* behind the root's end tag */
	LEVEL_DEAD,  /* nothing more is read */
};

/* The record being scanned. */
struct record {
	struct place place;
	bool broken;    /* reported; it will be in no batch */
	bool forgotten; /* over LIMIT_RECORD_BYTES: its bytes are not kept */
};

struct splitter {
	const struct splitter_format *format;
	struct splitter_events events;
	struct window window;
	struct scanner scanner;
	struct names records;
	struct names root;
	enum level level;
	struct stack stack;
	struct record record;
	struct place hidden; /* of the start tag hidden in the token */
	struct batcher batcher;
	uint64_t wrong_at;   /* the last byte that is no allowed character, +1; 0: none */
	bool wrong_reported; /* one of these was reported since the last record */
	bool stray;          /* text between the same two tags was reported */
	bool token_reported; /* the comment was reported */
	bool junk_reported;  /* text before or after the root was reported */
	bool any_content;    /* something else than blanks was seen */
	bool check_again;    /* characters before window.checked are to be checked once more */
	bool faulty;
};

struct splitter *
splitter_new(const struct splitter_format *format, const struct splitter_events *events)
{
	struct splitter *splitter = memory_zeroed(1, sizeof *splitter);

	splitter->format = format;
	splitter->events = *events;
	splitter->batcher.window = &splitter->window;
	splitter->batcher.send = events->batch;
	splitter->batcher.context = events->context;
	window_init(&splitter->window);
	names_init(&splitter->records, format->record_names, format->record_name_count);
	names_init(&splitter->root, &format->root_name, 1);
	splitter->scanner.wanted = &splitter->root;
	return splitter;
}

void
splitter_free(struct splitter *splitter)
{
	if (splitter == NULL)
		return;
	window_clear(&splitter->window);
	stack_clear(&splitter->stack);
	batcher_clear(&splitter->batcher);
	memory_free(splitter);
}

bool
splitter_is_clean(const struct splitter *splitter)
{
	return splitter->level == LEVEL_AFTER && !splitter->faulty;
}

/* --- faults --- */

static void
report(struct splitter *splitter, enum fault_kind kind, struct place place, const char *detail)
{
	struct fault fault = {
	    .kind = kind,
	    .line = place.line,
	    .column = place.column,
	    .byte = place.byte,
	    .record_line = splitter->level == LEVEL_RECORD ? splitter->record.place.line : 0,
	    .detail = detail,
	};

	splitter->faulty = true;
	splitter->events.fault(splitter->events.context, &fault);
}

static void
report_at(struct splitter *splitter, enum fault_kind kind, uint64_t offset, const char *detail)
{
	report(splitter, kind, window_place(&splitter->window, offset), detail);
}

/* Nothing after this can be read as records. */
static void
die(struct splitter *splitter, enum fault_kind kind, uint64_t offset, const char *detail)
{
	report_at(splitter, kind, offset, detail);
	splitter->level = LEVEL_DEAD;
}

static void
break_record(struct splitter *splitter, enum fault_kind kind, struct place place, const char *detail)
{
	if (!splitter->record.broken)
		report(splitter, kind, place, detail);
	splitter->record.broken = true;
}

static void
break_record_at(struct splitter *splitter, enum fault_kind kind, uint64_t offset, const char *detail)
{
	break_record(splitter, kind, window_place(&splitter->window, offset), detail);
}

/*
 * Whatever is in the way of a bound on memory is given up once `offset` is reached.
 * Asked before anything at `offset` is reported and whenever bytes run out, so that
 * the order of faults and batches is the same however the document was cut.
 */
static void
grow(struct splitter *splitter, uint64_t offset)
{
	struct record *record = &splitter->record;

	if (splitter->level == LEVEL_RECORD) {
		if (record->forgotten || offset - record->place.byte <= LIMIT_RECORD_BYTES)
			return;
		batcher_flush(&splitter->batcher);
		break_record(splitter, FAULT_RECORD_BYTES, record->place, "the record is over the limit");
		record->forgotten = true;
	} else if (splitter->batcher.count > 0 && offset > splitter->batcher.last_end + LIMIT_BATCH_BYTES) {
		batcher_flush(&splitter->batcher);
	}
}

/* --- records --- */

static void
begin_record(struct splitter *splitter, struct text name)
{
	uint64_t start = splitter->scanner.start;

	grow(splitter, start);
	memset(&splitter->record, 0, sizeof splitter->record);
	splitter->record.place = window_place(&splitter->window, start);
	splitter->record.broken = splitter->wrong_at > start;
	splitter->wrong_reported = false;
	splitter->level = LEVEL_RECORD;
	stack_cut(&splitter->stack, 0);
	stack_push(&splitter->stack, name);
}

static void
leave_record(struct splitter *splitter)
{
	splitter->level = LEVEL_BETWEEN;
	splitter->wrong_reported = false;
}

/* The record, which was reported, does not go on at `end`. */
static void
drop_record(struct splitter *splitter, uint64_t end)
{
	batcher_blank(&splitter->batcher, splitter->record.place.byte, end);
	leave_record(splitter);
}

static void
end_record(struct splitter *splitter)
{
	uint64_t end = splitter->scanner.at;

	grow(splitter, end);
	if (!splitter->record.broken)
		batcher_add(&splitter->batcher, splitter->record.place, end);
	else
		batcher_blank(&splitter->batcher, splitter->record.place.byte, end);
	leave_record(splitter);
}

/* After an error that leaves open where anything ends. */
static void
seek(struct splitter *splitter)
{
	if (splitter->level == LEVEL_RECORD)
		drop_record(splitter, splitter->scanner.at);
	else
		batcher_blank(&splitter->batcher, splitter->scanner.start, splitter->scanner.at);
	splitter->level = LEVEL_SEEKING;
}

/* --- the root --- */

static void
begin_root(struct splitter *splitter, bool is_empty)
{
	struct scanner *scanner = &splitter->scanner;
	struct text tag = window_text(&splitter->window, scanner->start, scanner->at);
	struct text name = scanner_name(scanner, &splitter->window);
	const char *problem = root_problem(tag, splitter->format->root_name, splitter->format->root_namespace);

	if (splitter->wrong_at > scanner->start) {
		splitter->level = LEVEL_DEAD; /* a wrong byte in it was reported */
		return;
	}
	if (problem != NULL) {
		die(splitter, FAULT_ROOT, scanner->start, problem);
		return;
	}
	batcher_set_root(&splitter->batcher, tag, name, window_place(&splitter->window, scanner->start).line);
	splitter->level = is_empty ? LEVEL_AFTER : LEVEL_BETWEEN;
	scanner->wanted = is_empty ? NULL : &splitter->records;
	splitter->junk_reported = false;
	splitter->wrong_reported = false;
	if (is_empty)
		batcher_finish(&splitter->batcher);
}

static void
end_root(struct splitter *splitter)
{
	if (splitter->level == LEVEL_RECORD) {
		break_record_at(
		    splitter, FAULT_RECORD_BROKEN, splitter->scanner.start, "the root ends inside of the record");
		drop_record(splitter, splitter->scanner.start);
	}
	batcher_finish(&splitter->batcher);
	splitter->level = LEVEL_AFTER;
	splitter->scanner.wanted = NULL;
	splitter->wrong_reported = false;
}

/* --- tokens --- */

static void
on_junk(struct splitter *splitter, uint64_t offset)
{
	if (splitter->junk_reported)
		return;
	splitter->junk_reported = true;
	if (splitter->level == LEVEL_PROLOG)
		report_at(splitter, FAULT_PROLOG, offset, "text before the root");
	else
		die(splitter, FAULT_AFTER_ROOT, offset, "more than comments after the root");
}

static void
on_text(struct splitter *splitter)
{
	struct scanner *scanner = &splitter->scanner;
	struct text text = window_text(&splitter->window, scanner->start, scanner->at);
	struct text content = text_trim(text);
	uint64_t offset = scanner->start + (uint64_t)(content.data - text.data);

	if (content.length > 0) {
		splitter->any_content = true;
		grow(splitter, offset);
		if (splitter->level == LEVEL_BETWEEN && !splitter->stray) {
			report_at(splitter, FAULT_STRAY_TEXT, offset, "text between records");
			splitter->stray = true;
		} else if (splitter->level == LEVEL_PROLOG || splitter->level == LEVEL_AFTER) {
			on_junk(splitter, offset);
		}
		batcher_blank(&splitter->batcher, scanner->start, scanner->at);
	}
}

static void
on_inner_start(struct splitter *splitter, struct text name, bool is_empty)
{
	if (splitter->stack.depth + 1 >= LIMIT_DEPTH) {
		grow(splitter, splitter->scanner.start);
		break_record_at(splitter, FAULT_DEPTH, splitter->scanner.start, "elements are nested too deep");
		seek(splitter);
	} else if (!is_empty) {
		stack_push(&splitter->stack, name);
	}
}

/* A declared record begins inside of another: the end tag of that one is lost. */
static void
break_by_start(struct splitter *splitter)
{
	uint64_t start = splitter->scanner.start;

	grow(splitter, start);
	break_record_at(splitter, FAULT_RECORD_BROKEN, start, "the next record begins inside of it");
	drop_record(splitter, start);
}

static void
on_start(struct splitter *splitter, bool is_empty)
{
	struct text name = scanner_name(&splitter->scanner, &splitter->window);
	bool declared = names_hold(&splitter->records, name);

	switch (splitter->level) {
	case LEVEL_PROLOG: begin_root(splitter, is_empty); return;
	case LEVEL_AFTER: on_junk(splitter, splitter->scanner.start); return;
	case LEVEL_SEEKING:
		if (!declared) {
			batcher_blank(&splitter->batcher, splitter->scanner.start, splitter->scanner.at);
			return;
		}
		break;
	case LEVEL_RECORD:
		if (!declared) {
			on_inner_start(splitter, name, is_empty);
			return;
		}
		break_by_start(splitter);
		break;
	default: break;
	}
	begin_record(splitter, name);
	if (is_empty)
		end_record(splitter);
}

/* An end tag in a record that is not the one expected. */
static void
on_wrong_end(struct splitter *splitter, struct text name)
{
	uint64_t start = splitter->scanner.start;
	uint32_t index = 0;

	grow(splitter, start);
	if (stack_find(&splitter->stack, name, &index)) {
		break_record_at(splitter, FAULT_RECORD_BROKEN, start, "inner elements are still open");
		stack_cut(&splitter->stack, index);
		if (index == 0)
			end_record(splitter);
	} else if (batcher_is_root(&splitter->batcher, name)) {
		end_root(splitter);
	} else {
		break_record_at(splitter, FAULT_RECORD_BROKEN, start, "an end tag matches nothing");
	}
}

static void
on_expected_end(struct splitter *splitter)
{
	stack_cut(&splitter->stack, splitter->stack.depth - 1);
	if (splitter->stack.depth == 0)
		end_record(splitter);
}

static void
on_end(struct splitter *splitter)
{
	struct text name = scanner_name(&splitter->scanner, &splitter->window);
	uint64_t start = splitter->scanner.start;

	if (splitter->level == LEVEL_PROLOG) {
		die(splitter, FAULT_PROLOG, start, "an end tag before the root");
	} else if (splitter->level == LEVEL_AFTER) {
		on_junk(splitter, start);
	} else if (splitter->level == LEVEL_RECORD) {
		if (text_equal(name, stack_top(&splitter->stack)))
			on_expected_end(splitter);
		else
			on_wrong_end(splitter, name);
	} else if (batcher_is_root(&splitter->batcher, name)) {
		grow(splitter, start);
		end_root(splitter);
	} else {
		grow(splitter, start);
		if (splitter->level == LEVEL_BETWEEN)
			report_at(splitter, FAULT_STRAY_END, start, "an end tag matches nothing");
		batcher_blank(&splitter->batcher, start, splitter->scanner.at);
	}
}

static void
on_cdata(struct splitter *splitter)
{
	uint64_t start = splitter->scanner.start;

	grow(splitter, splitter->scanner.at);
	if (splitter->level == LEVEL_PROLOG) {
		die(splitter, FAULT_PROLOG, start, "text before the root");
	} else if (splitter->level == LEVEL_AFTER) {
		on_junk(splitter, start);
	} else if (splitter->level != LEVEL_RECORD) {
		if (splitter->level == LEVEL_BETWEEN && !splitter->token_reported)
			report_at(splitter, FAULT_STRAY_TEXT, start, "text between records");
		batcher_blank(&splitter->batcher, start, splitter->scanner.at);
	}
}

/* A declared start tag in a comment, a CDATA section or an instruction. */
static void
on_hidden(struct splitter *splitter)
{
	static const char detail[] = "a record begins inside of a comment or a CDATA section";
	uint64_t offset = splitter->scanner.hidden_at;

	grow(splitter, offset);
	splitter->hidden = window_place(&splitter->window, offset);
	if (splitter->level == LEVEL_PROLOG || splitter->token_reported)
		return;
	splitter->token_reported = true;
	if (splitter->level == LEVEL_RECORD && splitter->scanner.inside != INSIDE_COMMENT)
		break_record(splitter, FAULT_RECORD_HIDDEN, splitter->hidden, detail);
	else
		report(splitter, FAULT_RECORD_HIDDEN, splitter->hidden, detail);
}

/* Something is wrong with a tag or a comment, noticed at `offset`. */
static void
on_bad(struct splitter *splitter, enum fault_kind kind, uint64_t offset, const char *detail)
{
	grow(splitter, offset);
	switch (splitter->level) {
	case LEVEL_PROLOG: report_at(splitter, FAULT_PROLOG, offset, detail); break;
	case LEVEL_AFTER: on_junk(splitter, offset); break;
	case LEVEL_RECORD: break_record_at(splitter, kind, offset, detail); break;
	case LEVEL_BETWEEN: report_at(splitter, kind, offset, detail); break;
	default: break;
	}
}

/* A "<" that begins nothing. */
static void
on_bad_markup(struct splitter *splitter)
{
	static const char detail[] = "a \"<\" that begins nothing";

	if (splitter->level == LEVEL_PROLOG) {
		on_junk(splitter, splitter->scanner.start);
		return;
	}
	on_bad(splitter, FAULT_MARKUP, splitter->scanner.start, detail);
	if (splitter->level != LEVEL_DEAD)
		seek(splitter);
}

static void
on_bad_tag(struct splitter *splitter, enum fault_kind kind, uint64_t offset, const char *detail)
{
	on_bad(splitter, kind, offset, detail);
	if (splitter->level == LEVEL_PROLOG)
		splitter->level = LEVEL_DEAD;
	else if (splitter->level != LEVEL_DEAD)
		seek(splitter);
}

/* Goes back to what a comment or section that has no end hides. Its record was reported. */
static void
read_hidden(struct splitter *splitter)
{
	struct scanner *scanner = &splitter->scanner;

	if (splitter->level == LEVEL_RECORD)
		drop_record(splitter, scanner->hidden_at);
	else
		batcher_blank(&splitter->batcher, scanner->start, scanner->hidden_at);
	window_rewind(&splitter->window, splitter->hidden);
	if (splitter->wrong_at > scanner->hidden_at) {
		/* They are to break the records they are in: finds them again. */
		splitter->window.checked = scanner->hidden_at;
		splitter->check_again = true;
	}
	splitter->wrong_at = 0;
	splitter->wrong_reported = false;
	scanner_rewind(scanner);
}

static void
on_unclosed(struct splitter *splitter)
{
	grow(splitter, splitter->scanner.at + 2);
	if (!splitter->token_reported)
		on_bad(splitter, FAULT_MARKUP, splitter->scanner.at, "a comment begins inside of a comment");
	if (splitter->level == LEVEL_DEAD)
		return;
	if (scanner_can_rewind(&splitter->scanner))
		read_hidden(splitter);
	else if (splitter->level == LEVEL_RECORD)
		splitter->record.broken = true;
	else
		batcher_blank(&splitter->batcher, splitter->scanner.start, splitter->scanner.at);
}

static void
on_dashes(struct splitter *splitter)
{
	if (!splitter->token_reported)
		on_bad(splitter, FAULT_MARKUP, splitter->scanner.at - 1, "\"--\" inside of a comment");
	splitter->token_reported = true;
}

static void
on_error(struct splitter *splitter, enum scan_event event)
{
	const struct scanner *scanner = &splitter->scanner;

	switch (event) {
	case SCAN_BAD_MARKUP: on_bad_markup(splitter); break;
	case SCAN_BAD_TAG: on_bad_tag(splitter, FAULT_MARKUP, scanner->at, "a tag does not end"); break;
	case SCAN_LONG_TAG: on_bad_tag(splitter, FAULT_TAG_BYTES, scanner->start, "the tag is over the limit"); break;
	default: on_bad_tag(splitter, FAULT_ATTRIBUTES, scanner->start, "the tag has too many attributes"); break;
	}
}

static void
on_markup(struct splitter *splitter, enum scan_event event)
{
	splitter->any_content = true;
	splitter->stray = false;
	switch (event) {
	case SCAN_START:
	case SCAN_EMPTY: on_start(splitter, event == SCAN_EMPTY); break;
	case SCAN_END: on_end(splitter); break;
	case SCAN_CDATA: on_cdata(splitter); break;
	case SCAN_COMMENT:
	case SCAN_INSTRUCTION:
		grow(splitter, splitter->scanner.at);
		if (splitter->level != LEVEL_RECORD)
			batcher_blank(&splitter->batcher, splitter->scanner.start, splitter->scanner.at);
		break;
	case SCAN_DOCTYPE:
		if (splitter->level == LEVEL_PROLOG)
			die(splitter, FAULT_DOCTYPE, splitter->scanner.start, "a document type declaration");
		else
			on_bad_markup(splitter);
		break;
	case SCAN_HIDDEN: on_hidden(splitter); return;
	case SCAN_DASHES: on_dashes(splitter); return;
	case SCAN_UNCLOSED: on_unclosed(splitter); break;
	default: on_error(splitter, event); break;
	}
	splitter->token_reported = false;
}

/* --- pieces --- */

static enum scan_event
next(struct splitter *splitter)
{
	if (splitter->level == LEVEL_RECORD)
		return scanner_next_inside(&splitter->scanner, &splitter->window, stack_top(&splitter->stack));
	return scanner_next(&splitter->scanner, &splitter->window);
}

/* Scans what is checked. */
static void
scan(struct splitter *splitter)
{
	while (splitter->level != LEVEL_DEAD && splitter->batcher.status == STATUS_OK) {
		enum scan_event event = next(splitter);

		if (event == SCAN_MORE)
			break;
		if (event == SCAN_END_OF_OPEN)
			on_expected_end(splitter);
		else if (event == SCAN_TEXT)
			on_text(splitter);
		else
			on_markup(splitter, event);
	}
	if (splitter->level != LEVEL_DEAD)
		grow(splitter, scanner_reached(&splitter->scanner));
}

/* Whether the wrong byte at `offset` is in a tag that none was reported for. */
static bool
is_in_new_tag(const struct splitter *splitter)
{
	return splitter->scanner.inside == INSIDE_START_TAG && splitter->wrong_at <= splitter->scanner.start;
}

static void
on_wrong_byte(struct splitter *splitter, uint64_t offset)
{
	static const char detail[] = "a byte that is not of the encoding, or a character XML does not allow";

	splitter->any_content = true;
	if (splitter->level == LEVEL_DEAD)
		return;
	grow(splitter, offset);
	if (splitter->level == LEVEL_RECORD)
		break_record_at(splitter, FAULT_ENCODING, offset, detail);
	else if (!splitter->wrong_reported || is_in_new_tag(splitter))
		report_at(splitter, FAULT_ENCODING, offset, detail);
	splitter->wrong_reported = true;
	splitter->stray = true;
	splitter->wrong_at = offset + 1;
}

static void
release(struct splitter *splitter)
{
	uint64_t needed = splitter->level == LEVEL_DEAD ? splitter->window.checked : scanner_needs(&splitter->scanner);

	if (splitter->batcher.count > 0 && splitter->batcher.body.byte < needed)
		needed = splitter->batcher.body.byte;
	if (splitter->level == LEVEL_RECORD && !splitter->record.forgotten && splitter->record.place.byte < needed)
		needed = splitter->record.place.byte;
	window_drop(&splitter->window, needed);
}

/* Checks characters and scans, in turn, as far as the bytes go. */
static void
go_on(struct splitter *splitter, bool final)
{
	bool more = true;

	while (more && splitter->batcher.status == STATUS_OK) {
		bool wrong = window_check(&splitter->window, final);

		splitter->check_again = false;
		scan(splitter);
		if (wrong && !splitter->check_again) {
			on_wrong_byte(splitter, splitter->window.checked);
			window_pass(&splitter->window);
		}
		more = wrong || splitter->check_again;
	}
}

enum status
splitter_push(struct splitter *splitter, const char *bytes, size_t length)
{
	while (length > 0 && splitter->level != LEVEL_DEAD && splitter->batcher.status == STATUS_OK) {
		size_t piece = length < PIECE_BYTES ? length : PIECE_BYTES;

		window_append(&splitter->window, bytes, piece);
		go_on(splitter, false);
		release(splitter);
		bytes += piece;
		length -= piece;
	}
	return splitter->batcher.status;
}

/* The document ended inside of a comment, section or instruction: takes up what it hides,
 * once for each kind. */
static void
read_what_is_hidden(struct splitter *splitter)
{
	struct scanner *scanner = &splitter->scanner;

	while (splitter->level != LEVEL_DEAD && splitter->batcher.status == STATUS_OK &&
	       scanner->inside != INSIDE_NOTHING && scanner_can_rewind(scanner)) {
		scanner->endless[scanner->inside] = true;
		if (splitter->level == LEVEL_PROLOG)
			report(splitter, FAULT_PROLOG, splitter->hidden, "a comment has no end");
		read_hidden(splitter);
		splitter->token_reported = false;
		go_on(splitter, true);
	}
}

static void
report_end(struct splitter *splitter)
{
	uint64_t end = window_end(&splitter->window);

	if (splitter->level == LEVEL_PROLOG && !splitter->any_content && splitter->scanner.inside == INSIDE_NOTHING &&
	    splitter->scanner.at == end)
		report(splitter, FAULT_EMPTY, (struct place){0}, "nothing but blanks");
	else if (splitter->level == LEVEL_PROLOG)
		report_at(splitter, FAULT_TRUNCATED, end, "the root is missing");
	else if (splitter->level == LEVEL_AFTER &&
		 (splitter->scanner.at != end || splitter->scanner.inside != INSIDE_NOTHING))
		on_junk(splitter, splitter->scanner.start);
	else if (splitter->level != LEVEL_AFTER)
		report_at(splitter, FAULT_TRUNCATED, end, "the end of the root is missing");
}

enum status
splitter_finish(struct splitter *splitter, bool complete)
{
	if (splitter->level == LEVEL_DEAD || splitter->batcher.status != STATUS_OK)
		return splitter->batcher.status;
	go_on(splitter, true);
	if (complete)
		read_what_is_hidden(splitter);
	if (splitter->level != LEVEL_DEAD && splitter->batcher.status == STATUS_OK) {
		if (complete)
			report_end(splitter);
		else
			splitter->faulty = true;
		if (splitter->level == LEVEL_RECORD || splitter->level == LEVEL_BETWEEN ||
		    splitter->level == LEVEL_SEEKING)
			batcher_finish(&splitter->batcher);
	}
	return splitter->batcher.status;
}
