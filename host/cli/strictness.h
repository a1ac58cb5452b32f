/*
 * What --privacy strict asks of the command line: options that go together, the
 * key of the pseudonyms, and arguments that others can read.
 */
#ifndef CASELINT_CLI_STRICTNESS_H
#define CASELINT_CLI_STRICTNESS_H

#include "cli/options.h"
#include "report/model.h"

/*
 * After the options are parsed, before anything is read or forked. Checks that they go together, reads the key file,
 * makes the pseudonyms, and takes the paths given out of what /proc/PID/cmdline shows. 0, or an exit code after a
 * complaint: EXIT_CODE_USAGE for options and key files that will not do.
 */
int strictness_prepare(struct options *options);

/* Whether saved results may be shown as asked for. False after a complaint: strict ones are never shown less strictly. */
bool strictness_allows(const struct options *options, const struct run_facts *facts);

#endif
