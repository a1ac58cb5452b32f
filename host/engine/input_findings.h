/*
 * What is wrong with inputs and plugins, as findings of the host's own rules: the
 * translation from faults and problems, and their list.
 */
#ifndef CASELINT_ENGINE_INPUT_FINDINGS_H
#define CASELINT_ENGINE_INPUT_FINDINGS_H

#include "base/arena.h"
#include "input/fault.h"
#include "record/problem.h"
#include "report/host_rules.h"
#include "report/model.h"

struct input_findings {
	struct arena arena;
	struct input_finding *items;
	size_t count;
	size_t room;
	uint64_t *per_input; /* listed for each input */
	size_t input_room;
	int worst_unlisted; /* exit code of the worst that is not listed; 0: none */
	bool said_more;     /* that there are more than LIMIT_INPUT_FINDINGS */
	bool lost_records;  /* something kept a record from being read or evaluated */
};

/* Where a finding of the host stands. */
struct input_place {
	uint32_t input; /* or NO_INPUT */
	uint64_t line;
	uint64_t column;
	struct text path;
};

/* Adds a finding; `detail` (fixed words or a path, may be NULL) is put behind the rule's message. Over
 * LIMIT_INPUT_FINDINGS_PER_SOURCE of one input, or LIMIT_INPUT_FINDINGS of all, it is not listed; returns whether it was.
 * HOST_INPUT_MORE is always listed: over the limit of all once, for no input. */
bool input_findings_add(
    struct input_findings *findings, enum host_rule_index rule, const struct input_place *place, const char *detail);
bool input_findings_add_fault(struct input_findings *findings, uint32_t input, const struct fault *fault);
bool input_findings_add_problem(struct input_findings *findings, uint32_t input, const struct problem *problem);
/* What a problem that is not listed, because as many of its input are, means for the run. */
void input_findings_pass_over(struct input_findings *findings, const struct problem *problem);
/* Orders by input, line, column, rule; findings without an input come first. */
void input_findings_sort(struct input_findings *findings);
void input_findings_clear(struct input_findings *findings);

#endif
