/* What comes back from work, in order: to the spool, the facts, the findings; see engine/run_parts.h. */
#include <string.h>

#include "engine/run_parts.h"
#include "engine/wire.h"

static enum status
take_result(struct run *run, const struct work *work, struct text packed)
{
	run->inputs[work->input].records++;
	run->progress.records++;
	return spool_append(run->spool, packed);
}

static enum status
take_fact(struct run *run, struct text packed)
{
	return facts_add(run->is_reconciling ? run->more_facts : run->facts, packed);
}

static enum status
take_root(struct run *run, const struct work *work, struct text body)
{
	struct run_input *input = &run->inputs[work->input];
	struct wire_root root = {0};

	if (body.length != sizeof root)
		return STATUS_INVALID;
	memcpy(&root, body.data, sizeof root);
	input->exported_on = root.exported_on;
	input->as_of = evaluation_as_of(run->request.options->as_of, root.exported_on);
	return STATUS_OK;
}

static void
count_unlisted(struct run *run, uint32_t input, bool was_listed)
{
	run->progress.findings++;
	if (!was_listed)
		run->inputs[input].unlisted_findings++;
}

static enum status
take_problem(struct run *run, const struct work *work, struct text body)
{
	struct problem problem = {0};

	if (wire_get_problem(body, &problem) != STATUS_OK)
		return STATUS_INVALID;
	count_unlisted(run, work->input, input_findings_add_problem(&run->findings, work->input, &problem));
	return STATUS_OK;
}

/* They stand behind as many as are listed of an input, and have no place of their own. */
static enum status
take_more(struct run *run, const struct work *work, struct text body)
{
	struct wire_more more;
	size_t kind = 0;

	if (body.length != sizeof more)
		return STATUS_INVALID;
	memcpy(&more, body.data, sizeof more);
	for (kind = 0; kind < PROBLEM_KINDS; kind++) {
		const struct problem like = {.kind = (enum problem_kind)kind, .is_key = more.has_key != 0};

		if (more.counts[kind] > 0)
			input_findings_pass_over(&run->findings, &like);
		run->progress.findings += more.counts[kind];
		run->inputs[work->input].unlisted_findings += more.counts[kind];
	}
	return STATUS_OK;
}

static enum status
take_fault(struct run *run, const struct work *work, struct text body)
{
	struct fault fault = {0};

	if (wire_get_fault(body, &fault) != STATUS_OK)
		return STATUS_INVALID;
	count_unlisted(run, work->input, input_findings_add_fault(&run->findings, work->input, &fault));
	return STATUS_OK;
}

/* Counted in the order of the inputs, so that it does not matter who died first. */
static enum status
take_blame(struct run *run, struct text body)
{
	struct wire_blamed blamed = {0};

	if (body.length != sizeof blamed)
		return STATUS_INVALID;
	memcpy(&blamed, body.data, sizeof blamed);
	if (blamed.bundle >= run->report.bundle_count)
		return STATUS_INVALID;
	if (blamed.kind != DEATH_NONE && ++run->deaths[blamed.bundle] == LIMIT_PLUGIN_DEATHS)
		pool_switch_off(run->pool, blamed.bundle);
	return STATUS_OK;
}

/* A key has no place in an input. */
static enum status
take_given_up(struct run *run, const struct work *work, struct text body)
{
	struct wire_given_up given_up = {0, 0};
	struct input_place place = {NO_INPUT, 0, 0, {0}};

	if (body.length != sizeof given_up)
		return STATUS_INVALID;
	memcpy(&given_up, body.data, sizeof given_up);
	run->findings.lost_records = true;
	if (work->kind == WORK_BATCH)
		place = (struct input_place){work->input, given_up.line, given_up.column, {0}};
	if (!input_findings_add(&run->findings, HOST_RECORD_LOST, &place, NULL) && place.input != NO_INPUT)
		run->inputs[place.input].unlisted_findings++;
	return STATUS_OK;
}

static enum status
take_count(struct run *run, struct text body)
{
	uint64_t count = 0;

	if (body.length != sizeof count)
		return STATUS_INVALID;
	memcpy(&count, body.data, sizeof count);
	run->progress.findings += count;
	return STATUS_OK;
}

static enum status
take_message(struct run *run, const struct work *work, const struct wire_message *message)
{
	switch (message->type) {
	case WIRE_ROOT: return take_root(run, work, message->body);
	case WIRE_RESULT: return take_result(run, work, message->body);
	case WIRE_SUPPLEMENT: return spool_supplement(run->spool, message->body);
	case WIRE_FACT: return take_fact(run, message->body);
	case WIRE_PROBLEM: return take_problem(run, work, message->body);
	case WIRE_MORE: return take_more(run, work, message->body);
	case WIRE_FAULT: return take_fault(run, work, message->body);
	case WIRE_BLAMED: return take_blame(run, message->body);
	case WIRE_COUNT: return take_count(run, message->body);
	case WIRE_GIVEN_UP: return take_given_up(run, work, message->body);
	case WIRE_LOST: run->findings.lost_records = true; return STATUS_OK;
	case WIRE_BREACH: return STATUS_OK;
	default: return STATUS_INVALID;
	}
}

enum status
run_take_messages(void *context, const struct work *work, struct text wire)
{
	struct run *run = context;
	struct wire_message message = {0};
	size_t position = 0;
	enum status status = STATUS_OK;

	while (status == STATUS_OK && (status = wire_next(wire, &position, &message)) == STATUS_OK)
		status = take_message(run, work, &message);
	return status == STATUS_END ? STATUS_OK : status;
}
