/*
 * A small report model for the tests of the report room: one jurisdiction with
 * two rules, one ruleset with amounts, steps, assumptions and worksheets, and
 * records that pass, fail and lack data. Built by hand, without any engine.
 */
#ifndef CASELINT_TESTS_REPORT_SUPPORT_H
#define CASELINT_TESTS_REPORT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "report/render.h"

#define SAMPLE_RULES 3U

/* A run: facts, its records in a spool, their tally. */
struct sample {
	struct run_facts facts;
	struct run_options options;
	struct run_input inputs[2];
	struct run_bundle bundle;
	struct input_finding faults[2];
	struct spool *spool;
	struct tally *tally;
	struct arena arena; /* of the records made */
	uint64_t sequence;  /* of the next record */
};

/* A complete run over two inputs, without records. */
void sample_start(struct sample *sample);
/* Makes the first input truncated and the run incomplete. */
void sample_make_incomplete(struct sample *sample);
/* A record that may be changed before it is added. Outcomes and findings fit each other. */
struct result_record *sample_passing(struct sample *sample);
struct result_record *sample_failing(struct sample *sample);
struct result_record *sample_unknown(struct sample *sample);
/* Packs and spools a record. */
void sample_add(struct sample *sample, const struct result_record *record);
/* Reads the spool into the tally. */
void sample_finish(struct sample *sample);
void sample_clear(struct sample *sample);

/* The findings and amounts of a record, to be changed. */
struct result_finding *sample_findings(struct result_record *record);
struct result_amount *sample_amounts(struct result_record *record);
/* A record of `count` findings of one rule. */
struct result_record *sample_with_findings(struct sample *sample, uint32_t count);

/* The report as text; cleared by the caller. */
void sample_render(struct sample *sample, render_fn *render, enum show show, bool color, struct buffer *ret_report);

struct shown_value sample_money(int64_t cents);
struct shown_value sample_date(int32_t days);
struct shown_value sample_id(const char *id);

/* A new folder, its path to be freed with sample_remove_folder; files in it are removed too. */
char *sample_folder(void);
void sample_remove_folder(char *folder);
/* A whole file; fails the test when there is none. */
void sample_read_file(const char *path, struct buffer *ret_bytes);

#endif
