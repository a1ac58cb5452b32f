/*
 * The rules of the host itself: faults of inputs, of form, of plugins. One table
 * (host_rules.def) gives ids, severities, exit codes and texts to the report,
 * to `caselint explain` and to the documentation.
 */
#ifndef CASELINT_REPORT_HOST_RULES_H
#define CASELINT_REPORT_HOST_RULES_H

#include <stddef.h>

#include "catalogue/ruleset.h"

/* One rule of the host. */
struct host_rule {
	const char *id; /* "CL-INPUT-TRUNCATED" */
	enum severity severity;
	int exit_code;       /* 3: input not fully read; 4: rules not fully run; 1: as --fail-on has it */
	const char *title;   /* a phrase */
	const char *message; /* "the input ends inside a record" ; what was found */
	const char *why;     /* why it matters */
	const char *remedy;  /* what to do */
};

/* Index into the table; the names are those of host_rules.def. */
enum host_rule_index {
#define HOST_RULE(name, id, severity, exit_code, title, message, why, remedy) HOST_##name,
#include "report/host_rules.def"
#undef HOST_RULE
	HOST_RULES
};

extern const struct host_rule host_rules[HOST_RULES];

/* By id; NULL when there is none. */
const struct host_rule *host_rule_named(const char *id);

#endif
