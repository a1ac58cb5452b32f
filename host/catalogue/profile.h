/*
 * A profile: what a county or state wants otherwise than the rulesets have it.
 * Rules left out, rules weighed otherwise, parameters with other values, each with
 * a reason. It is applied to the rulesets before anything is bound from them, and
 * every report lists what it changed.
 */
#ifndef CASELINT_CATALOGUE_PROFILE_H
#define CASELINT_CATALOGUE_PROFILE_H

#include "catalogue/ruleset.h"

/* What a change does. */
enum profile_kind {
	PROFILE_SELECT = 1, /* only these rules, and those of other such changes */
	PROFILE_IGNORE,     /* not these rules */
	PROFILE_SEVERITY,   /* another severity for all messages of a rule */
	PROFILE_PARAMETER,  /* another value of a parameter of a ruleset */
};
#define PROFILE_KINDS (PROFILE_PARAMETER + 1)

/* One change. Texts are never NULL. */
struct profile_change {
	enum profile_kind kind;
	const char *ruleset;   /* PROFILE_PARAMETER: its id; else "" */
	const char *subject;   /* a rule id, of SELECT and IGNORE also a beginning of ids; the name of a parameter */
	const char *old_value; /* what the ruleset has: "error", "300.00"; of severities also those of variants */
	const char *new_value; /* "warning", "320.00" */
	const char *reason;    /* a sentence */
	enum severity old_severity; /* PROFILE_SEVERITY: of the rule, without its variants */
	enum severity new_severity;
	uint32_t line;     /* in the profile's file */
	bool applied;      /* SEVERITY and PARAMETER: some ruleset has the thing */
	const char *fault; /* why it was not applied though the thing is there, a phrase; NULL: no reason */
};

/* All strings and arrays lie in its arena, or where a reader of saved results keeps them. */
struct profile {
	struct arena arena;
	const char *id; /* "county-25-2026" */
	const char *title;
	const char *path;               /* "" when read from saved results */
	char sha256[SHA256_HEX_BYTES];  /* of the file */
	struct profile_change *changes; /* in the order of the file */
	size_t change_count;
};

/*
 * Reads and checks one file: as ruleset_read, by xsd/profile.xsd, at most LIMIT_PROFILE_CHANGES; no
 * rule re-graded twice and no parameter set twice. Whether rules and parameters exist, only rulesets tell. Free with
 * profile_free.
 */
CASELINT_NODISCARD
enum status profile_read(
    const char *path, const char *schema_path, struct profile **ret_profile, struct buffer *ret_why);
/* NULL is allowed. */
void profile_free(struct profile *profile);

/* Makes every change to the ruleset that is of it: severities of rules and their messages, values of parameters, which are
 * marked as set by a profile. Notes old values, what was applied, and what could not be. The profile must live as long
 * as the ruleset. */
void profile_apply(struct profile *profile, struct ruleset *ruleset);

/* "select", "ignore", "severity", "parameter" */
const char *profile_kind_name(enum profile_kind kind);

#endif
