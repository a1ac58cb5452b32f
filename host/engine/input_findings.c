/* Two tables of which fault and which problem is which rule; see engine/input_findings.h. */
#include "engine/input_findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"

static const enum host_rule_index fault_rules[FAULT_KINDS] = {
    [FAULT_MISSING] = HOST_INPUT_MISSING,
    [FAULT_UNREADABLE] = HOST_INPUT_UNREADABLE,
    [FAULT_NO_INPUT] = HOST_INPUT_NONE,
    [FAULT_EMPTY] = HOST_INPUT_EMPTY,
    [FAULT_ENCODING] = HOST_INPUT_ENCODING,
    [FAULT_ARCHIVE] = HOST_INPUT_ARCHIVE,
    [FAULT_ARCHIVE_RATIO] = HOST_LIMIT_ARCHIVE,
    [FAULT_ARCHIVE_MEMBERS] = HOST_LIMIT_MEMBERS,
    [FAULT_PATHS] = HOST_LIMIT_PATHS,
    [FAULT_DOCTYPE] = HOST_INPUT_DOCTYPE,
    [FAULT_PROLOG] = HOST_INPUT_PROLOG,
    [FAULT_ROOT] = HOST_INPUT_ROOT,
    [FAULT_TRUNCATED] = HOST_INPUT_TRUNCATED,
    [FAULT_AFTER_ROOT] = HOST_INPUT_TRAILING,
    [FAULT_RECORD_BROKEN] = HOST_INPUT_RECORD_BROKEN,
    [FAULT_RECORD_HIDDEN] = HOST_INPUT_RECORD_HIDDEN,
    [FAULT_STRAY_END] = HOST_INPUT_STRAY_END,
    [FAULT_STRAY_TEXT] = HOST_INPUT_STRAY_TEXT,
    [FAULT_MARKUP] = HOST_INPUT_MARKUP,
    [FAULT_RECORD_BYTES] = HOST_LIMIT_RECORD,
    [FAULT_TAG_BYTES] = HOST_LIMIT_TAG,
    [FAULT_ATTRIBUTES] = HOST_LIMIT_ATTRIBUTES,
    [FAULT_DEPTH] = HOST_LIMIT_DEPTH,
};

static const enum host_rule_index problem_rules[PROBLEM_KINDS] = {
    [PROBLEM_MALFORMED] = HOST_INPUT_MALFORMED,
    [PROBLEM_NAMESPACES] = HOST_LIMIT_NAMESPACES,
    [PROBLEM_NAMES] = HOST_LIMIT_NAMES,
    [PROBLEM_TEXT_BYTES] = HOST_LIMIT_TEXT,
    [PROBLEM_VERSION] = HOST_INPUT_VERSION,
    [PROBLEM_ROOT_VALUE] = HOST_SCHEMA_ROOT,
    [PROBLEM_UNKNOWN_NAMESPACE] = HOST_INPUT_NAMESPACE,
    [PROBLEM_UNKNOWN_RECORD] = HOST_SCHEMA_RECORD,
    [PROBLEM_UNKNOWN_ELEMENT] = HOST_SCHEMA_ELEMENT,
    [PROBLEM_UNKNOWN_ATTRIBUTE] = HOST_SCHEMA_ATTRIBUTE,
    [PROBLEM_MISSING] = HOST_SCHEMA_MISSING,
    [PROBLEM_VALUE] = HOST_SCHEMA_VALUE,
    [PROBLEM_REPEATED] = HOST_SCHEMA_REPEATED,
    [PROBLEM_SCHEMA] = HOST_SCHEMA_OTHER,
    [PROBLEM_RECORD_ID] = HOST_SCHEMA_ID,
};

static uint64_t *
listed_for(struct input_findings *findings, uint32_t input)
{
	size_t slot = input == NO_INPUT ? 0 : (size_t)input + 1;

	if (slot >= findings->input_room) {
		size_t room = (slot + 1) * 2;

		findings->per_input = memory_resize(findings->per_input, room, sizeof *findings->per_input);
		memset(findings->per_input + findings->input_room, 0,
		    (room - findings->input_room) * sizeof *findings->per_input);
		findings->input_room = room;
	}
	return &findings->per_input[slot];
}

static struct text
keep(struct input_findings *findings, struct text text)
{
	return text_view(arena_copy_text(&findings->arena, text.data, text.length), text.length);
}

static struct text
make_message(struct input_findings *findings, const struct host_rule *rule, const char *detail)
{
	struct buffer message = {0};
	struct text kept = {0};

	buffer_append_text(&message, rule->message);
	if (detail != NULL)
		buffer_append_format(&message, ": %s", detail);
	kept = keep(findings, text_view(message.data, message.length));
	buffer_clear(&message);
	return kept;
}

static void
list(struct input_findings *findings, const struct host_rule *rule, const struct input_place *place, const char *detail)
{
	if (findings->count == findings->room) {
		findings->room = findings->room == 0 ? 16 : findings->room * 2;
		findings->items = memory_resize(findings->items, findings->room, sizeof *findings->items);
	}
	findings->items[findings->count++] = (struct input_finding){
	    .rule = rule->id,
	    .severity = rule->severity,
	    .exit_code = rule->exit_code,
	    .input = place->input,
	    .line = place->line,
	    .column = place->column,
	    .path = keep(findings, place->path),
	    .message = make_message(findings, rule, detail),
	    .remedy = text_of(rule->remedy),
	};
}

static bool
list_more(struct input_findings *findings, const struct input_place *place, const char *detail)
{
	static const struct input_place nowhere = {NO_INPUT, 0, 0, {0}};

	if (findings->count < LIMIT_INPUT_FINDINGS) {
		list(findings, &host_rules[HOST_INPUT_MORE], place, detail);
		return true;
	}
	if (!findings->said_more)
		list(findings, &host_rules[HOST_INPUT_MORE], &nowhere, detail);
	findings->said_more = true;
	return true;
}

bool
input_findings_add(
    struct input_findings *findings, enum host_rule_index index, const struct input_place *place, const char *detail)
{
	const struct host_rule *rule = &host_rules[index];
	uint64_t *listed = listed_for(findings, place->input);

	if (index == HOST_INPUT_MORE)
		return list_more(findings, place, detail);
	/* What is wrong with no input but with the run is said whatever else is. */
	if (*listed >= LIMIT_INPUT_FINDINGS_PER_SOURCE ||
	    (place->input != NO_INPUT && findings->count >= LIMIT_INPUT_FINDINGS)) {
		/* One that depends on --fail-on makes no run incomplete, and is not the first of its kind. */
		if (rule->exit_code > findings->worst_unlisted && rule->exit_code > 1)
			findings->worst_unlisted = rule->exit_code;
		return false;
	}
	++*listed;
	list(findings, rule, place, detail);
	return true;
}

bool
input_findings_add_fault(struct input_findings *findings, uint32_t input, const struct fault *fault)
{
	struct input_place place = {input, fault->line, fault->column, {0}};

	findings->lost_records = true;
	return input_findings_add(findings, fault_rules[fault->kind], &place, fault->detail);
}

/* Whether a record was not evaluated, or cannot be found by others: by its id, or by one that it holds. */
static bool
loses_record(const struct problem *problem)
{
	switch (problem->kind) {
	case PROBLEM_MALFORMED:
	case PROBLEM_NAMESPACES:
	case PROBLEM_NAMES:
	case PROBLEM_UNKNOWN_RECORD:
	case PROBLEM_UNKNOWN_NAMESPACE:
	case PROBLEM_RECORD_ID: return true;
	default: return problem->is_key;
	}
}

bool
input_findings_add_problem(struct input_findings *findings, uint32_t input, const struct problem *problem)
{
	struct input_place place = {input, problem->line, problem->column, problem->path};

	if (loses_record(problem))
		findings->lost_records = true;
	return input_findings_add(findings, problem_rules[problem->kind], &place, problem->detail);
}

void
input_findings_pass_over(struct input_findings *findings, const struct problem *problem)
{
	int code = host_rules[problem_rules[problem->kind]].exit_code;

	if (loses_record(problem))
		findings->lost_records = true;
	if (code > findings->worst_unlisted)
		findings->worst_unlisted = code;
}

void
input_findings_sort(struct input_findings *findings)
{
	if (findings->count > 1)
		qsort(findings->items, findings->count, sizeof *findings->items, input_finding_compare);
}

void
input_findings_clear(struct input_findings *findings)
{
	arena_clear(&findings->arena);
	memory_free(findings->items);
	memory_free(findings->per_input);
	memset(findings, 0, sizeof *findings);
}
