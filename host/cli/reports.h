/*
 * The reports a command was asked for by -o: any number of them, each written
 * whole or not at all. What commands that report have in common.
 */
#ifndef CASELINT_CLI_REPORTS_H
#define CASELINT_CLI_REPORTS_H

#include "cli/options.h"
#include "report/spool.h"
#include "report/tally.h"

/* What a report is made of, whoever found it. */
struct results {
	const struct run_facts *facts;
	const struct tally *tally;
	struct spool *spool;
};

/* Without -o there is one report, text to standard output. False after a complaint when outputs share a place, or one
 * has the place of an argument. */
bool reports_prepare(struct options *options);

/* Writes them all; says in one line how it went when none goes to standard output. The exit code of the run, or a worse one
 * after a complaint. The spool may be forgotten with the last: it is not to be read afterwards. */
int reports_write(const struct options *options, const struct results *results);

#endif
