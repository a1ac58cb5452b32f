/*
 * The reader of saved results: which line may follow which, what the last line
 * must agree with, and what becomes of a file that is not whole.
 */
#include "report/saved.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/sha256.h"
#include "report/host_rules.h"
#include "report/marks.h"
#include "report/saved_parts.h"
#include "report/suppress.h"

#define EXIT_FINDINGS 1
#define EXIT_INPUT 3
#define EXIT_RULES 4

/* Types of lines, in the order they come in. */
enum line_type {
	LINE_HEAD,
	LINE_WAIVER,
	LINE_INPUT,
	LINE_PLUGIN,
	LINE_RULESET,
	LINE_INPUT_FINDING,
	LINE_TOTALS,
	LINE_RECORD,
	LINE_MORE,
	LINE_TAIL,
	LINE_TYPES,
};

static const char *const line_names[LINE_TYPES] = {
    "head", "waiver", "input", "plugin", "ruleset", "inputFinding", "totals", "record", "more", "tail"};

/* What of a record is in hand. */
struct hand {
	bool full;
	struct arena arena;
	struct result_record record;
};

/* What was read; the tail says what was written. */
struct counts {
	uint64_t lines;
	uint64_t records;
	uint64_t findings;
	uint64_t amounts;
	uint64_t rows;
};

/* A list of the model that grows. */
struct list {
	char *items;
	size_t count;
	size_t room;
};

struct saved {
	struct arena arena; /* of everything but records */
	const char *path;
	struct run_facts facts;
	struct run_options options;
	struct run_marks run_marks;
	const struct marks *marks;  /* given now, instead of those of the run; NULL: none */
	struct list waivers;        /* of struct waiver */
	struct list inputs;         /* of struct run_input */
	struct list bundles;        /* of struct run_bundle */
	struct list rulesets;       /* of struct ruleset *, of the last bundle */
	struct list input_findings; /* of struct input_finding */
	struct hand hand;
	struct counts counts;
	enum line_type last;
	uint32_t last_input; /* of the record before */
	bool settled;        /* the facts are whole, but for faults found later */
	bool at_tail;
	bool faulty;
	struct sha256 *hash;
	struct buffer packed;
	struct spool *spool;
	struct tally *tally;
	enum status status; /* of the spool */
};

/* ---- Lists ---- */

static void *
list_add(struct list *list, size_t size)
{
	if (list->count == list->room) {
		list->room = list->room == 0 ? 16 : list->room * 2;
		list->items = memory_resize(list->items, list->room, size);
	}
	memset(list->items + list->count * size, 0, size);
	return list->items + list->count++ * size;
}

/* ---- Faults ---- */

/* The first fault ends the reading. */
static void
fault(struct saved *saved, enum host_rule_index index, const char *detail)
{
	const struct host_rule *rule = &host_rules[index];
	struct input_finding *finding = NULL;
	struct buffer message = {0};

	if (saved->faulty)
		return;
	saved->faulty = true;
	finding = list_add(&saved->input_findings, sizeof *finding);
	buffer_append_format(&message, "%s: %s", rule->message, saved->path);
	if (detail != NULL)
		buffer_append_format(&message, ", %s", detail);
	/* The name of a file may be somebody's. */
	if (saved->facts.privacy.strict) {
		buffer_reset(&message);
		buffer_append_text(&message, rule->message);
	}
	*finding = (struct input_finding){.rule = rule->id,
	    .severity = rule->severity,
	    .exit_code = rule->exit_code,
	    .input = NO_INPUT,
	    .line = saved->counts.lines,
	    .message = text_view(arena_copy_text(&saved->arena, buffer_text(&message), message.length), message.length),
	    .remedy = text_of(rule->remedy)};
	buffer_clear(&message);
}

static void
fault_of_key(struct saved *saved, const char *key)
{
	struct buffer detail = {0};

	buffer_append_format(&detail, "at \"%s\"", key);
	fault(saved, HOST_RESULTS_LINE, buffer_text(&detail));
	buffer_clear(&detail);
}

/* ---- Lines of the run ---- */

static void
take_options(struct saved *saved, struct taking *taking, const json_t *line)
{
	const json_t *object = take_object(taking, line, "options");
	struct names select = take_names(taking, object, "select", LIMIT_RULES);
	struct names ignore = take_names(taking, object, "ignore", LIMIT_RULES);

	saved->options = (struct run_options){.as_of = take_day(taking, object, "asOf"),
	    .fail_on = take_severity(taking, object, "failOn"),
	    .fail_never = take_flag(taking, object, "failNever"),
	    .schema = take_flag(taking, object, "schema"),
	    .profile = saved_take_profile(taking, object),
	    .select = select.items,
	    .select_count = select.count,
	    .ignore = ignore.items,
	    .ignore_count = ignore.count};
}

/* How strict results are; that they are is never less believed for what stands beside it. */
static void
take_privacy(struct saved *saved, struct taking *taking, const json_t *line)
{
	const json_t *object = NULL;
	struct run_privacy *privacy = &saved->facts.privacy;

	if (json_object_get(line, "privacy") == NULL)
		return;
	privacy->strict = true;
	object = take_object(taking, line, "privacy");
	privacy->key_id = take_text(taking, object, "keyId");
	privacy->lasting_key = text_equals(take_text(taking, object, "key"), "file");
	privacy->listed = take_flag(taking, object, "listed");
	privacy->suppress_below = take_count(taking, object, "suppressBelow", SUPPRESS_MOST);
	if (!text_equals(take_text(taking, object, "level"), "strict") || privacy->suppress_below < SUPPRESS_LEAST)
		take_fault(taking, "privacy");
	/* What cannot be read is at least as strict as it can be; that it is damaged is said by a report of any extent. */
	if (!take_went_well(taking))
		*privacy = (struct run_privacy){.strict = true, .listed = true, .suppress_below = SUPPRESS_USUAL};
}

static void
take_head(struct saved *saved, struct taking *taking, const json_t *line)
{
	const char *schema = take_string(taking, line, "schema");

	if (schema == NULL || strcmp(schema, RESULTS_SCHEMA) != 0) {
		fault(saved, HOST_RESULTS_VERSION, schema == NULL ? NULL : schema);
		return;
	}
	take_privacy(saved, taking, line);
	saved->facts.complete = take_flag(taking, line, "complete");
	saved->facts.exit_code = (int)take_count(taking, line, "exitCode", UINT8_MAX);
	saved->facts.tool_version = take_string(taking, take_object(taking, line, "tool"), "version");
	if (saved->facts.tool_version == NULL)
		take_fault(taking, "version");
	take_options(saved, taking, line);
	saved_take_marks(taking, line, &saved->run_marks);
}

static void
take_waiver(struct saved *saved, struct taking *taking, const json_t *line)
{
	if (saved->waivers.count == LIMIT_WAIVERS) {
		take_fault(taking, "waiver");
		return;
	}
	saved_take_waiver(taking, line, list_add(&saved->waivers, sizeof(struct waiver)));
}

static void
take_input(struct saved *saved, struct taking *taking, const json_t *line)
{
	struct run_input *input = list_add(&saved->inputs, sizeof *input);

	input->path = take_text(taking, line, "path");
	input->bytes = take_shown_count(taking, line, "bytes");
	take_sha256(taking, line, "sha256", input->sha256);
	input->records = take_shown_count(taking, line, "records");
	input->as_of = take_day(taking, line, "asOf");
	input->exported_on = take_day(taking, line, "exportedOn");
	input->unlisted_findings = take_count(taking, line, "unlistedFindings", INT64_MAX);
}

/* The rulesets read so far belong to the last bundle. */
static void
settle_rulesets(struct saved *saved)
{
	struct run_bundle *bundles = (struct run_bundle *)(void *)saved->bundles.items;
	struct run_bundle *bundle = NULL;
	struct ruleset **rulesets = NULL;

	if (saved->bundles.count == 0)
		return;
	bundle = &bundles[saved->bundles.count - 1];
	if (saved->rulesets.count > 0) {
		rulesets = arena_take_array(&saved->arena, saved->rulesets.count, sizeof *rulesets);
		memcpy(rulesets, saved->rulesets.items, saved->rulesets.count * sizeof *rulesets);
	}
	bundle->rulesets = (const struct ruleset *const *)rulesets;
	bundle->ruleset_count = saved->rulesets.count;
	saved->rulesets.count = 0;
}

static void
take_plugin(struct saved *saved, struct taking *taking, const json_t *line)
{
	settle_rulesets(saved);
	if (saved->bundles.count == LIMIT_PLUGINS) {
		take_fault(taking, "plugin");
		return;
	}
	saved_take_plugin(taking, line, list_add(&saved->bundles, sizeof(struct run_bundle)));
}

static void
take_ruleset(struct saved *saved, struct taking *taking, const json_t *line)
{
	struct ruleset **place = list_add(&saved->rulesets, sizeof(struct ruleset *));

	*place = arena_take(&saved->arena, sizeof **place);
	saved_take_ruleset(taking, line, *place);
}

static void
take_input_finding(struct saved *saved, struct taking *taking, const json_t *line)
{
	struct input_finding *finding = list_add(&saved->input_findings, sizeof *finding);

	finding->rule = take_string(taking, line, "rule");
	if (finding->rule == NULL)
		take_fault(taking, "rule");
	finding->severity = take_severity(taking, line, "severity");
	finding->exit_code = (int)take_count(taking, line, "exitCode", UINT8_MAX);
	finding->input = NO_INPUT;
	if (json_object_get(line, "input") != NULL)
		finding->input = (uint32_t)take_count(taking, line, "input", NO_INPUT - 1);
	finding->line = take_count(taking, line, "line", INT64_MAX);
	finding->column = take_count(taking, line, "column", INT64_MAX);
	finding->path = take_text(taking, line, "path");
	finding->message = take_text(taking, line, "message");
	finding->remedy = take_text(taking, line, "remedy");
	if (finding->input != NO_INPUT && finding->input >= saved->inputs.count)
		take_fault(taking, "input");
}

/* ---- Records ---- */

/* The model of the run without its records; lists do not move any more once records come. */
static void
settle_facts(struct saved *saved)
{
	if (saved->settled)
		return;
	saved->settled = true;
	settle_rulesets(saved);
	saved->facts.options = &saved->options;
	saved->facts.inputs = (const struct run_input *)(const void *)saved->inputs.items;
	saved->facts.input_count = saved->inputs.count;
	saved->facts.bundles = (const struct run_bundle *)(const void *)saved->bundles.items;
	saved->facts.bundle_count = saved->bundles.count;
	saved->run_marks.waivers = (const struct waiver *)(const void *)saved->waivers.items;
	saved->run_marks.waiver_count = saved->waivers.count;
	if (saved->run_marks.baseline.path != NULL || saved->run_marks.waiver_files.count > 0)
		saved->facts.marks = &saved->run_marks;
}

static void
take_totals(struct saved *saved, struct taking *taking, const json_t *line)
{
	settle_facts(saved);
	if (!saved->facts.privacy.strict || saved->tally != NULL)
		take_fault(taking, "totals");
	if (take_went_well(taking))
		saved->tally = saved_take_totals(taking, line, &saved->facts);
}

static void
put_away(struct saved *saved)
{
	struct hand *hand = &saved->hand;

	if (!hand->full)
		return;
	buffer_reset(&saved->packed);
	result_pack(&hand->record, NULL, &saved->packed);
	saved->counts.records++;
	saved->counts.findings += hand->record.finding_count;
	saved->counts.amounts += hand->record.amount_count;
	saved->counts.rows += hand->record.row_count;
	if (saved->status == STATUS_OK)
		saved->status = spool_append(saved->spool, text_view(saved->packed.data, saved->packed.length));
	/* Records come in rising order; anything else is the file's fault. */
	if (saved->status == STATUS_INVALID) {
		saved->status = STATUS_OK;
		fault_of_key(saved, "sequence");
	}
	arena_reset(&hand->arena);
	hand->full = false;
}

static void
take_record(struct saved *saved, struct taking *taking, const json_t *line)
{
	struct hand *hand = &saved->hand;

	settle_facts(saved);
	put_away(saved);
	taking->arena = &hand->arena;
	saved_take_record(taking, line, &saved->facts, &hand->record);
	/* Records come in the order of inputs; formats rest on that. */
	if (hand->record.input < saved->last_input)
		take_fault(taking, "input");
	saved->last_input = hand->record.input;
	if (take_went_well(taking))
		saved_take_lists(taking, line, &saved->facts, &hand->record);
	hand->full = take_went_well(taking);
}

static void
take_more(struct saved *saved, struct taking *taking, const json_t *line)
{
	struct hand *hand = &saved->hand;

	taking->arena = &hand->arena;
	if (!hand->full || take_count(taking, line, "sequence", INT64_MAX) != hand->record.sequence)
		take_fault(taking, "sequence");
	if (take_went_well(taking))
		saved_take_lists(taking, line, &saved->facts, &hand->record);
	/* What is damaged of a record takes all of it away. */
	hand->full = hand->full && take_went_well(taking);
}

/* ---- The tail ---- */

static bool
counts_agree(struct taking *taking, const json_t *line, const struct counts *counts)
{
	return take_count(taking, line, "lines", INT64_MAX) == counts->lines - 1 &&
	       take_count(taking, line, "records", INT64_MAX) == counts->records &&
	       take_count(taking, line, "findings", INT64_MAX) == counts->findings &&
	       take_count(taking, line, "amounts", INT64_MAX) == counts->amounts &&
	       take_count(taking, line, "rows", INT64_MAX) == counts->rows;
}

static void
take_tail(struct saved *saved, struct taking *taking, const json_t *line)
{
	char written[SHA256_HEX_BYTES];
	char read[SHA256_HEX_BYTES];

	put_away(saved);
	saved->at_tail = true;
	take_sha256(taking, line, "sha256", written);
	sha256_finish(saved->hash, read);
	saved->hash = NULL;
	if (!counts_agree(taking, line, &saved->counts))
		fault(saved, HOST_RESULTS_CHANGED, "its last line counts otherwise");
	if (strcmp(written, read) != 0)
		fault(saved, HOST_RESULTS_CHANGED, "its SHA-256 is another");
	if (take_flag(taking, line, "complete") != saved->facts.complete ||
	    (int)take_count(taking, line, "exitCode", UINT8_MAX) != saved->facts.exit_code)
		fault(saved, HOST_RESULTS_CHANGED, "its first and last line say different things");
}

/* ---- One line ---- */

typedef void take_line_fn(struct saved *saved, struct taking *taking, const json_t *line);

static take_line_fn *const takers[LINE_TYPES] = {take_head, take_waiver, take_input, take_plugin, take_ruleset,
    take_input_finding, take_totals, take_record, take_more, take_tail};

static enum line_type
type_of(const json_t *line)
{
	const char *name = json_string_value(json_object_get(line, "type"));
	enum line_type type = LINE_HEAD;

	while (type < LINE_TYPES && (name == NULL || strcmp(name, line_names[type]) != 0))
		type++;
	return type;
}

static bool
may_follow(const struct saved *saved, enum line_type type)
{
	if (saved->counts.lines == 1)
		return type == LINE_HEAD;
	if (type == LINE_HEAD || type == LINE_TYPES || saved->at_tail)
		return false;
	if (type == LINE_PLUGIN)
		return saved->last <= LINE_RULESET;
	if (type == LINE_RULESET)
		return saved->last == LINE_PLUGIN || saved->last == LINE_RULESET;
	if (type == LINE_RECORD)
		return true;
	if (type == LINE_MORE)
		return saved->last >= LINE_RECORD;
	return type >= saved->last;
}

/* What a damaged line began to make goes away again. */
static void
drop_last(struct saved *saved, enum line_type type)
{
	struct list *list = NULL;

	switch (type) {
	case LINE_WAIVER: list = &saved->waivers; break;
	case LINE_INPUT: list = &saved->inputs; break;
	case LINE_PLUGIN: list = &saved->bundles; break;
	case LINE_RULESET: list = &saved->rulesets; break;
	case LINE_INPUT_FINDING: list = &saved->input_findings; break;
	default: break;
	}
	if (list != NULL && list->count > 0)
		list->count--;
}

static void
take_object_line(struct saved *saved, const json_t *line)
{
	struct taking taking = {.arena = &saved->arena};
	enum line_type type = type_of(line);

	if (!may_follow(saved, type)) {
		fault(saved, saved->counts.lines == 1 ? HOST_RESULTS_VERSION : HOST_RESULTS_LINE, NULL);
		return;
	}
	takers[type](saved, &taking, line);
	if (!take_went_well(&taking)) {
		drop_last(saved, type);
		fault_of_key(saved, taking.wrong);
	}
	saved->last = type;
}

static void
take_line(struct saved *saved, struct text text)
{
	json_t *line = json_loadb(text.data, text.length, JSON_REJECT_DUPLICATES, NULL);

	saved->counts.lines++;
	if (json_is_object(line))
		take_object_line(saved, line);
	else
		fault(saved, saved->counts.lines == 1 ? HOST_RESULTS_VERSION : HOST_RESULTS_LINE, NULL);
	json_decref(line);
	if (saved->hash != NULL)
		sha256_add(saved->hash, text.data, text.length);
}

/* ---- The whole file ---- */

static void
read_lines(struct saved *saved, struct saved_lines *lines)
{
	struct text line = {0};
	enum status status = STATUS_OK;

	while (!saved->faulty && saved->status == STATUS_OK && (status = saved_lines_next(lines, &line)) == STATUS_OK)
		take_line(saved, line);
	if (saved->faulty || saved->status != STATUS_OK)
		return;
	if (status == STATUS_IO)
		fault(saved, HOST_RESULTS_UNREADABLE, NULL);
	else if (status == STATUS_LIMIT)
		fault(saved, HOST_RESULTS_LINE, "the next line is longer than 8 MiB");
	else if (saved->counts.lines == 0 && status == STATUS_END)
		fault(saved, HOST_RESULTS_VERSION, "it is empty");
	else if (!saved->at_tail)
		fault(saved, HOST_RESULTS_TRUNCATED, NULL);
	else if (status == STATUS_INVALID)
		fault(saved, HOST_RESULTS_CHANGED, "something stands behind its last line");
}

static enum status
add_to_tally(void *context, const struct result_record *record)
{
	struct saved *saved = context;

	tally_add(saved->tally, record);
	saved->tally->counts.expected += marks_expected(saved->marks, &saved->facts, record);
	return STATUS_OK;
}

/* Totals of strict results are told by a line of theirs: what could be counted from the list would be too much. */
static enum status
count_records(struct saved *saved)
{
	enum status status = STATUS_OK;

	if (saved->tally != NULL)
		return STATUS_OK;
	if (saved->facts.privacy.strict)
		fault(saved, HOST_RESULTS_CHANGED, "it has no totals");
	saved->tally = tally_new(&saved->facts);
	if (!saved->facts.privacy.strict)
		status = spool_read_parts(saved->spool, SPOOL_WITHOUT_WORKING, add_to_tally, saved);
	tally_finish(saved->tally);
	return status;
}

/* A run that says of itself what its parts deny was changed by somebody who could compute a digest. */
static void
check_state(struct saved *saved)
{
	const struct run_facts *facts = &saved->facts;
	int least = saved->tally->counts.records_by_outcome[CASELINT_ERROR] > 0 ? EXIT_RULES : 0;

	for (size_t i = 0; i < saved->input_findings.count; i++) {
		const struct input_finding *finding =
		    &((const struct input_finding *)(const void *)saved->input_findings.items)[i];

		least = finding->exit_code > least ? finding->exit_code : least;
	}
	if (!saved->faulty && (facts->complete != (facts->exit_code < EXIT_INPUT) || facts->exit_code < least))
		fault(saved, HOST_RESULTS_CHANGED, "it says of itself what its lines deny");
}

/* ---- Waivers and the baseline given now ---- */

static void
mark_record(const void *context, struct result_record *record, struct arena *arena)
{
	const struct saved *saved = context;

	marks_apply(saved->marks, &saved->facts, record, arena);
}

/* Only when every line was read: what stands in them is about the waivers of the run. */
static void
use_marks(struct saved *saved)
{
	marks_describe(saved->marks, &saved->run_marks);
	saved->facts.marks = &saved->run_marks;
	spool_use_marks(saved->spool, mark_record, saved);
}

/* What the run said of waivers and of a baseline, where there are others now. */
static void
forget_marks(struct saved *saved)
{
	struct input_finding *items = (struct input_finding *)(void *)saved->input_findings.items;
	size_t left = 0;

	for (size_t i = 0; i < saved->input_findings.count; i++) {
		struct text rule = text_of(items[i].rule);

		if ((marks_have_waivers(saved->marks) && text_starts_with(rule, "CL-WAIVER-")) ||
		    (marks_have_baseline(saved->marks) && text_starts_with(rule, "CL-BASELINE-")))
			continue;
		items[left++] = items[i];
	}
	saved->input_findings.count = left;
}

static void
say_mark(void *context, enum host_rule_index index, const char *detail)
{
	struct saved *saved = context;
	const struct host_rule *rule = &host_rules[index];
	struct input_finding *finding = list_add(&saved->input_findings, sizeof *finding);
	struct buffer message = {0};

	buffer_append_format(&message, "%s: %s", rule->message, detail);
	*finding = (struct input_finding){.rule = rule->id,
	    .severity = rule->severity,
	    .exit_code = marks_exit_code(rule->severity, &saved->options),
	    .input = NO_INPUT,
	    .message = text_view(arena_copy_text(&saved->arena, buffer_text(&message), message.length), message.length),
	    .remedy = text_of(rule->remedy)};
	buffer_clear(&message);
}

/* The exit code of a run that was complete follows from what is open. */
static void
judge_again(struct saved *saved)
{
	const struct input_finding *items = (const struct input_finding *)(const void *)saved->input_findings.items;
	const struct run_options *options = &saved->options;
	int code = 0;

	for (size_t i = options->fail_on; !options->fail_never && i <= SEVERITY_ERROR; i++)
		code = saved->tally->counts.open[i] > 0 ? EXIT_FINDINGS : code;
	for (size_t i = 0; i < saved->input_findings.count; i++)
		code = items[i].exit_code > code ? items[i].exit_code : code;
	if (saved->facts.exit_code <= EXIT_FINDINGS)
		saved->facts.exit_code = code;
}

static void
mark_report(struct saved *saved)
{
	struct list *list = &saved->input_findings;

	forget_marks(saved);
	marks_conclude(saved->marks, &saved->facts, saved->tally, saved->facts.complete && !saved->faulty,
	    &saved->run_marks, say_mark, saved);
	if (list->count > 1)
		qsort(list->items, list->count, sizeof(struct input_finding), input_finding_compare);
	judge_again(saved);
}

static void
close_report(struct saved *saved)
{
	struct run_facts *facts = &saved->facts;

	facts->input_findings = (const struct input_finding *)(const void *)saved->input_findings.items;
	facts->input_finding_count = saved->input_findings.count;
	if (!saved->faulty)
		return;
	facts->complete = false;
	if (facts->exit_code < EXIT_INPUT)
		facts->exit_code = EXIT_INPUT;
}

static enum status
finish(struct saved *saved)
{
	put_away(saved);
	settle_facts(saved);
	if (saved->facts.tool_version == NULL)
		saved->facts.tool_version = CASELINT_VERSION;
	if (saved->status != STATUS_OK)
		return saved->status;
	if (saved->marks != NULL)
		use_marks(saved);
	saved->status = count_records(saved);
	if (saved->status != STATUS_OK)
		return saved->status;
	check_state(saved);
	if (saved->marks != NULL)
		mark_report(saved);
	close_report(saved);
	return STATUS_OK;
}

enum status
saved_read(const char *path, uint32_t threads, const struct marks *marks, struct saved **ret_saved)
{
	struct saved *saved = memory_zeroed(1, sizeof *saved);
	struct saved_lines *lines = NULL;
	enum status status = STATUS_OK;

	/* A failed allocation never comes back from ours. */
	json_set_alloc_funcs(memory_alloc, memory_free);
	saved->path = path;
	saved->marks = marks;
	saved->facts.threads = threads;
	saved->options = (struct run_options){.as_of = CASELINT_ABSENT, .fail_on = SEVERITY_ERROR, .schema = true};
	saved->hash = sha256_new();
	status = spool_new(NULL, &saved->spool);
	if (status != STATUS_OK)
		goto out;
	if (saved_lines_open(path, &lines) == STATUS_OK)
		read_lines(saved, lines);
	else
		fault(saved, HOST_RESULTS_UNREADABLE, NULL);
	status = finish(saved);
out:
	saved_lines_close(lines);
	if (status == STATUS_OK)
		*ret_saved = saved;
	else
		saved_free(saved);
	return status;
}

const struct run_facts *
saved_facts(const struct saved *saved)
{
	return &saved->facts;
}

const struct tally *
saved_tally(const struct saved *saved)
{
	return saved->tally;
}

struct spool *
saved_spool(const struct saved *saved)
{
	return saved->spool;
}

const struct input_finding *
saved_fault(const struct saved *saved)
{
	const struct run_facts *facts = &saved->facts;

	/* It ends the reading, so it is the last. */
	return saved->faulty ? &facts->input_findings[facts->input_finding_count - 1] : NULL;
}

void
saved_free(struct saved *saved)
{
	if (saved == NULL)
		return;
	tally_free(saved->tally);
	spool_free(saved->spool);
	sha256_free(saved->hash);
	buffer_clear(&saved->packed);
	arena_clear(&saved->hand.arena);
	arena_clear(&saved->arena);
	memory_free(saved->waivers.items);
	memory_free(saved->inputs.items);
	memory_free(saved->bundles.items);
	memory_free(saved->rulesets.items);
	memory_free(saved->input_findings.items);
	memory_free(saved);
}
