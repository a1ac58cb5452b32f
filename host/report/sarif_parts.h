/*
 * What the files of the SARIF report share. Nothing outside it includes this.
 */
#ifndef CASELINT_REPORT_SARIF_PARTS_H
#define CASELINT_REPORT_SARIF_PARTS_H

#include "base/buffer.h"
#include "report/json_writer.h"
#include "report/render.h"
#include "report/rule_answers.h"

#define SARIF_NO_RULE UINT64_MAX /* a rule the table does not have */

/* What GitHub shows of one analysis; more is dropped there, and more than 25,000 are refused. */
#define SARIF_GITHUB_RESULTS 5000U

struct sarif {
	struct json_writer json;
	const struct run_facts *facts;
	const struct tally *tally;
	const struct render_options *options;
	struct buffer words;
	uint64_t found[SEVERITY_ERROR + 1]; /* results there are, for a profile that cuts */
	uint64_t left[SEVERITY_ERROR + 1];  /* of them, that may still be listed */
	uint64_t unlisted;                  /* results that were cut */
	uint64_t waiting;                   /* pending and manual findings the profile leaves out */
	uint64_t decided;                   /* likewise of what is waived or known */
};

/* {"text": ...}: the form of every message. */
void sarif_message(struct json_writer *json, const char *key, struct text text);
/* "error", "warning", "note" */
const char *sarif_level(enum severity severity);

/* The value of "rules": of all rulesets, then of the host. */
void sarif_rules(struct sarif *sarif);
/* The value of "notifications": what the host may say of a run. */
void sarif_notifications(struct sarif *sarif);
/* The place of an answer's rule in that table, or SARIF_NO_RULE. */
uint64_t sarif_rule_index(const struct sarif *sarif, const struct rule_answer *answer);
uint64_t sarif_host_rule_index(const struct sarif *sarif, struct text id);

/* The value of "results": faults of inputs, then findings. */
CASELINT_NODISCARD
enum status sarif_results(struct sarif *sarif, struct spool *spool);
/* "locations": one place in an input. */
void sarif_locations(
    struct sarif *sarif, uint32_t input, uint64_t line, struct text path, struct text field, struct text record);

#endif
