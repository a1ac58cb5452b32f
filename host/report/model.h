/*
 * The report model: what a run found, as plain data. Engines fill it, renderers
 * read it, and neither sees a plugin, a parser or a stream of the other. Texts
 * in it are already safe to show: no private value ever gets here, but for cells
 * of restricted worksheets that were asked for by name (run_options.restricted).
 * These are marked as withheld, and the spool hands them out to SPOOL_NAMED only.
 */
#ifndef CASELINT_REPORT_MODEL_H
#define CASELINT_REPORT_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/sha256.h"
#include "base/text.h"
#include "caselint/plugin.h"
#include "catalogue/profile.h"
#include "catalogue/ruleset.h"
#include "catalogue/waivers.h"

#define OUTCOMES (CASELINT_NOTAPPLICABLE + 1)      /* for arrays indexed by outcome; 0 is not used */
#define AMOUNT_STATES (CASELINT_MANUAL_AMOUNT + 1) /* the same for states of amounts */

/* A typed value as shown. kind 0: none. */
struct shown_value {
	uint32_t kind;    /* enum caselint_kind */
	int64_t number;   /* of all but text kinds */
	struct text text; /* of TEXT, CODE, ID */
	bool withheld;    /* there was a private value; it is not here, or is for restricted worksheets only */
};

/* One instance of a rule that is not pass. */
struct result_finding {
	struct text id;          /* 16 hexadecimal digits; stable across runs, independent of lines */
	struct text fingerprint; /* 32 digits of what is open, see report/fingerprint.h; "" of anything else */
	struct text rule;        /* rule id: of the ruleset, or of the host ("CL-PLUGIN-BREACH") */
	struct text variant;     /* which of the rule's messages; "" : the ordinary one, or none of the ruleset's */
	int32_t outcome;         /* enum caselint_outcome */
	enum severity severity;
	uint64_t line;     /* in the record's input; 0: none */
	struct text path;  /* "AdoptionSubsidyCase/ReviewRecord[2]/@enteredOn" */
	struct text field; /* the last part of the path, "@enteredOn"; empty for a whole element */
	struct shown_value observed;
	struct shown_value expected;
	int32_t due; /* date or CASELINT_ABSENT */
	struct text message;
	struct text remedy;
	struct text cite;
	bool is_known;   /* the baseline has it */
	bool is_lapsed;  /* `waiver` is past its last day: the finding is open */
	uint32_t waiver; /* 1 + index in run_marks.waivers; 0: none is for it */
};

/* One input of a step. */
struct result_input {
	struct text name;
	struct shown_value value;
	uint64_t line;     /* 0: not from the input */
	struct text path;  /* "" : not from the input */
	bool is_parameter; /* `name` is a parameter of the ruleset */
	bool by_profile;   /* whose value a profile has set */
	struct text cite;  /* of the parameter */
};

/* One step of a working. */
struct result_step {
	/* The step of the ruleset that this is; NULL: none. Then its texts may be left out of a result that is written: they
	 * are there when it is read back. */
	const struct ruleset_step *declared;
	struct text id;
	struct text label;
	struct text formula;
	struct text cite;
	struct shown_value value;
	const struct result_input *inputs;
	uint32_t input_count;
};

/* One computed amount. */
struct result_amount {
	struct text kind;
	struct text subject; /* id of what it is for; "" : the record, or what `path` tells */
	struct text title;
	struct text cite;
	int64_t value; /* cents */
	int32_t state; /* enum caselint_amount_state */
	bool claimable;
	int32_t month; /* or CASELINT_ABSENT */
	int32_t from;  /* date or CASELINT_ABSENT */
	int32_t to;
	int32_t due;
	uint64_t line;    /* of what it belongs to; 0: the record as a whole */
	struct text path; /* "" : the record as a whole */
	struct shown_value recorded;
	const struct result_step *steps;
	uint32_t step_count;
};

/* One worksheet row; cells in the order of the worksheet's columns. */
struct result_row {
	uint32_t worksheet; /* index in the ruleset's worksheets */
	const struct shown_value *cells;
	uint32_t cell_count;
};

/* What one record came to. */
struct result_record {
	uint64_t sequence; /* place in the run, from 0, over all inputs */
	uint32_t input;    /* index of the input */
	uint32_t bundle;   /* index in run_facts.bundles */
	uint32_t ruleset;  /* index in that bundle's rulesets */
	uint32_t type;     /* index of the record type in the plugin */
	struct text id;    /* "" : it has none */
	struct text group; /* "" : it has none */
	uint64_t line;
	int32_t outcome;         /* the worst */
	const uint8_t *outcomes; /* one per rule of the plugin, enum caselint_outcome; 0: not a rule for
	                            this record type, or not selected */
	uint32_t outcome_count;
	const struct result_finding *findings; /* in the order of rules, then lines */
	uint32_t finding_count;
	const struct result_amount *amounts;
	uint32_t amount_count;
	const struct result_row *rows;
	uint32_t row_count;
};

/* Something wrong with an input, a plugin or the run itself. */
struct input_finding {
	const char *rule; /* host rule id, "CL-INPUT-TRUNCATED" */
	enum severity severity;
	int exit_code;    /* what it makes of the run: 3, 4: incomplete; 1: there is something to mend; 0: nothing */
	uint32_t input;   /* index of the input, or NO_INPUT */
	uint64_t line;    /* 0: none */
	uint64_t column;  /* 0: none */
	struct text path; /* element path; may be empty */
	struct text message;
	struct text remedy;
};

#define NO_INPUT UINT32_MAX

/* One document that was read. */
struct run_input {
	struct text path;
	uint64_t bytes;                /* or COUNT_WITHHELD */
	char sha256[SHA256_HEX_BYTES]; /* "" when it was not read to its end; --privacy strict: a keyed hash of it */
	uint64_t records;              /* evaluated; or COUNT_WITHHELD */
	int32_t as_of;                 /* date or CASELINT_ABSENT */
	int32_t exported_on;           /* date, CASELINT_ABSENT or CASELINT_BAD */
	uint64_t unlisted_findings;    /* input findings over LIMIT_INPUT_FINDINGS_PER_SOURCE: counted only */
};

/* One plugin in the run, with its rulesets. */
struct run_bundle {
	const struct caselint_plugin *plugin;
	const char *path; /* of the shared object */
	const struct ruleset *const *rulesets;
	size_t ruleset_count;
	const bool *selected;        /* one per rule of the plugin */
	const char *const *rule_ids; /* one per rule of the plugin, in its order */
};

/* What the command line asked for that shapes the report. */
struct run_options {
	int32_t as_of; /* CASELINT_ABSENT: each input's own date */
	enum severity fail_on;
	bool fail_never;
	bool schema;               /* XSD on */
	const char *const *select; /* as given; empty: all */
	size_t select_count;
	const char *const *ignore;
	size_t ignore_count;
	const struct profile *profile; /* NULL: none; what it changed was changed before the run */
	struct names restricted;       /* worksheets whose names were asked for, by id: their cells keep private text */
};

/* The baseline a run was compared with. What is counted are findings: an entry may stand for several. */
struct run_baseline {
	const char *path;    /* as given; NULL: none was */
	uint64_t findings;   /* it has */
	uint64_t in_records; /* of them, of records that were in the run */
	uint64_t gone;       /* of those, no longer found */
};

/* What the run was told that is decided about findings already. */
struct run_marks {
	struct run_baseline baseline;
	struct names waiver_files; /* as given; none: no waivers were */
	const struct waiver *waivers;
	size_t waiver_count;
};

/* Stands for the groups over LIMIT_GROUPS wherever records are grouped. */
#define OTHER_GROUPS "(other groups)"

/* Stands for the groups that --privacy strict does not tell apart (report/suppress.h). */
#define SMALL_GROUPS "(groups too small to be told apart)"

/* Stands for a number that is not told: the sizes of inputs, and totals that were suppressed (report/suppress.h). */
#define COUNT_WITHHELD UINT64_MAX

/* How much a report may tell; see report/strict.h. Zero: ids, dates, codes and amounts are shown. */
struct run_privacy {
	bool strict;
	struct text key_id;      /* strict: 16 digits by which pseudonyms of one key are known; "" : not known */
	bool lasting_key;        /* pseudonyms are those of other runs with the same key file */
	bool listed;             /* strict: records are listed, under their pseudonyms */
	uint64_t suppress_below; /* strict: totals of fewer are withheld */
};

/* Totals. Counted over all records whatever is listed. */
struct run_counts {
	uint64_t records;
	uint64_t records_by_outcome[OUTCOMES];
	uint64_t findings;                 /* all instances */
	uint64_t open[SEVERITY_ERROR + 1]; /* fail and unknown findings by severity, but for those waived or known */
	uint64_t waived[SEVERITY_ERROR + 1];
	uint64_t known[SEVERITY_ERROR + 1]; /* and not waived */
	uint64_t in_baseline;               /* all that the baseline has, waived or not */
	uint64_t expected; /* findings the baseline has of these records, whether they are found or not */
	uint64_t records_by_open
	    [OUTCOMES];   /* records by the worst of what is neither waived nor known; 0: there is nothing else */
	uint64_t excused; /* records that fail or lack data only by what is waived or known */
};

/* Everything a renderer may know about the run besides its records. */
struct run_facts {
	bool complete; /* false: some input was not read in full, some rule not run, or the run was cut short */
	int exit_code; /* of the run, before the outputs are written */
	const char *tool_version;
	const struct run_options *options;
	struct run_privacy privacy;
	uint32_t threads; /* how many may make a listing; changes nothing of it. 0 is 1 */
	const struct run_input *inputs;
	size_t input_count;
	const struct run_bundle *bundles;
	size_t bundle_count;
	const struct input_finding *input_findings; /* in order of inputs and places */
	size_t input_finding_count;
	const struct run_marks *marks; /* NULL: neither a baseline nor waivers were given */
};

/* Whether a record was checked in full, and not only met with errors. */
bool run_counts_any_checked(const struct run_counts *counts);

/* What a finding counts as. Only what fails or lacks data can be waived or known; a waiver counts before the baseline. */
enum finding_mark {
	MARK_NONE,
	MARK_WAIVED,
	MARK_KNOWN,
};

enum finding_mark finding_mark(const struct result_finding *finding);
/* Whether it counts against the run: it fails or lacks data, and is neither waived nor known. */
bool finding_is_open(const struct result_finding *finding);
/* The waiver that is, or was, for a finding; NULL: none. */
const struct waiver *finding_waiver(const struct run_facts *facts, const struct result_finding *finding);
/* Whether the findings of a rule in a record, of which there is one at least, are all waived or known. */
bool record_excuses(const struct result_record *record, const char *rule);
/* The worst outcome of a record apart from what is waived or known; 0: there is nothing else. */
int32_t record_open_outcome(const struct run_facts *facts, const struct result_record *record);
/* The order of findings in run_facts: by input, line, column, rule; those without an input come first. */
int input_finding_compare(const void *left, const void *right);

/* "pass", "fail", "notapplicable", ...; "recorded", "differs", ... */
const char *outcome_name(int32_t outcome);
const char *amount_state_name(int32_t state);
/* The worse of two outcomes; 0 counts as nothing. */
int32_t outcome_worse(int32_t left, int32_t right);
/* The worst of many, one byte each; 0 when there is none. */
int32_t outcomes_worst(const uint8_t *outcomes, size_t count);
/* Each of `outcomes` becomes the worse of it and its neighbour in `others`. */
void outcomes_worsen(uint8_t *restrict outcomes, const uint8_t *restrict others, size_t count);

/* The id of a rule, by its index in the plugin. */
const char *bundle_rule_id(const struct run_bundle *bundle, uint32_t rule);
/* The element name of a record type; "" when the plugin has no such type. */
const char *bundle_record_type(const struct run_bundle *bundle, uint32_t type);
/* How many rules the plugins of the run have, selected or not. */
size_t run_rule_count(const struct run_facts *facts);
/* The ruleset a record was judged by; NULL when the index names none. */
const struct ruleset *record_ruleset(const struct run_facts *facts, const struct result_record *record);

#endif
