/*
 * The host's side of the contract: what a plugin's calls to its services do.
 * Everything a plugin says is checked here, resolved to texts and lines, and put
 * into the result of the record it is about. The order of calls is the engine's.
 */
#ifndef CASELINT_PLUGIN_SERVICES_H
#define CASELINT_PLUGIN_SERVICES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "plugin/beacon.h"
#include "plugin/loader.h"
#include "report/fingerprint.h"
#include "report/host_rules.h"
#include "report/model.h"

/* Which function of the plugin is running; services are refused outside theirs. */
enum call {
	CALL_NONE,
	CALL_APPLIES,
	CALL_PREPARE,
	CALL_CHECK,
	CALL_COMPUTE,
	CALL_COLLECT,
	CALL_RECONCILE,
};

/* Receives a fact: its key and the packed struct. */
typedef void fact_fn(void *context, uint32_t table, struct text key, struct text packed);

/* A growing array of results. */
struct draft_findings {
	struct result_finding *items;
	uint32_t *rules; /* the rule index of each, for sorting; RULE_OF_HOST for the host's */
	uint32_t count;
	uint32_t room;
};
struct draft_amounts {
	struct result_amount *items;
	uint32_t count;
	uint32_t room;
};
struct draft_rows {
	struct result_row *items;
	uint32_t count;
	uint32_t room;
};

#define RULE_OF_HOST UINT32_MAX

/*
 * The result of one record while it is being made: what eval->host points at. The engine sets the
 * first part before draft_begin; services fill the rest.
 */
struct draft {
	const struct bundle *bundle;
	const struct bundle_ruleset *ruleset;
	const bool *selected;      /* one per rule of the plugin */
	struct names restricted;   /* worksheets whose cells keep private text, by id */
	struct text record_id;     /* for the ids of findings; may be empty */
	struct text record_path;   /* name of the record's element ... */
	uint64_t record_line;      /* ... and its line: where a finding without a place stands */
	const struct arena *input; /* holds the bound structs; refs are believed only into it */
	struct arena *output;      /* results are made here; lives until the result is packed */
	struct arena *scratch;     /* the plugin's scratch */
	fact_fn *fact;             /* receives facts in CALL_COLLECT; else NULL */
	void *fact_context;
	struct beacon *beacon;     /* told of every call */
	struct caselint_eval eval; /* handed to the plugin; record, dates and type set by the engine */

	enum call call;           /* the call in hand */
	uint32_t rule;            /* the rule in CALL_CHECK */
	const char *breach;       /* what the plugin did wrong in this call, a phrase; NULL: nothing */
	int32_t worst;            /* the worst outcome of the findings of this call; 0: none */
	uint32_t findings_before; /* counts when the call began, for taking a broken call back */
	uint32_t amounts_before;
	uint32_t rows_before;

	char record_print[FINGERPRINT_RECORD_DIGITS + 1]; /* of the record; "" until a finding needs it */
	uint8_t *outcomes;                                /* one per rule of the plugin; 0 until answered */
	struct draft_findings findings;
	struct draft_amounts amounts;
	struct draft_rows rows;
	uint32_t fact_count;
	size_t scratch_used; /* bytes */
};

/* The vtable; one for all. */
extern const struct caselint_services plugin_services;

/* Completes eval (services, host, instance, parameters) and empties the results. */
void draft_begin(struct draft *draft);

/* Around each call of the plugin. Leaving takes the results of a call that broke the contract back
 * and returns STATUS_BREACH; draft->breach then says what happened. */
void draft_enter(struct draft *draft, enum call call, uint32_t rule);
CASELINT_NODISCARD
enum status draft_leave(struct draft *draft);

/* Adds outcome error: for the rule with this index, or for the plugin as a whole (RULE_OF_HOST). `what` is a
 * phrase, "it returned an outcome that does not exist". */
void draft_add_error(struct draft *draft, uint32_t rule, const char *what);

/* The same for what is no breach: `host_rule` says what kind of failure it is, `message` is the whole sentence. */
void draft_add_failure(struct draft *draft, uint32_t rule, enum host_rule_index host_rule, const char *message);

/* Outcome error for every rule of the record's type that is selected. */
void draft_fail_rules(struct draft *draft);

/* Fills outcomes, findings (sorted by rule and line), amounts and rows of `ret_record`; the rest is the engine's.
 * The result points into the draft's output arena. */
void draft_finish(struct draft *draft, struct result_record *ret_record);

/* The texts of a rule of the plugin under the draft's ruleset. */
const struct ruleset_rule *draft_rule_texts(const struct draft *draft, uint32_t rule);

#endif
