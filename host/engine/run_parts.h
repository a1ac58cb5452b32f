/*
 * The parts of a run, for the files that share its work: run.c has the order,
 * intake.c reads inputs, messages.c takes what comes back, summing.c closes the
 * report. Nobody else includes this.
 */
#ifndef CASELINT_ENGINE_RUN_PARTS_H
#define CASELINT_ENGINE_RUN_PARTS_H

#include "engine/facts.h"
#include "engine/input_findings.h"
#include "engine/pool.h"
#include "engine/run.h"
#include "input/splitter.h"

#define EXIT_FINDINGS 1
#define EXIT_INPUT 3
#define EXIT_RULES 4

struct run {
	struct run_request request;
	struct arena arena; /* paths of inputs */
	struct run_input *inputs;
	size_t input_count;
	size_t input_room;
	struct run_bundle *bundles;
	const struct ruleset ***rulesets; /* per bundle */
	bool **selected;                  /* per bundle */
	uint32_t *deaths;                 /* per bundle: items given up because of it */
	struct input_findings findings;
	struct schema *schema;
	struct evaluation_setting setting;
	struct pool *pool;
	struct splitter *splitter;
	struct splitter_events splitting;
	const char **record_names;
	struct splitter_format format;
	struct facts *facts;      /* of the first round */
	struct facts *more_facts; /* of the second */
	bool is_reconciling;      /* facts go to the second round */
	struct lexicon *lexicon;  /* of the rulesets of all bundles */
	struct spool *spool;
	struct tally *tally;
	struct buffer wire;
	uint64_t sequence;  /* of the next record */
	bool rules_failed;  /* some outcome is error */
	bool at_document;   /* between open and close of a document */
	enum status status; /* the first failure that no document can be blamed for */
	struct run_progress progress;
	struct run_facts report;
	struct run_marks marks; /* what it says of baseline and waivers */
};

/* Reads every input; what it hands in is answered when it returns. STATUS_END when the user interrupted. */
CASELINT_NODISCARD
enum status run_read_inputs(struct run *run);

/* What a pool is given to answer with. */
CASELINT_NODISCARD
enum status run_take_messages(void *context, const struct work *work, struct text wire);

/* Reads the results back, counts them, and closes the list of findings. */
CASELINT_NODISCARD
enum status run_sum_up(struct run *run);

/* How the spool orders the rules of a bundle. */
size_t run_order_rules(void *context, uint32_t bundle, const char *const **ret_rule_ids);

#endif
