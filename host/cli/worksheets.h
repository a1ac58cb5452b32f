/*
 * Worksheets as documents on the command line: --worksheet ID:FILE, and with the
 * names --restricted ID:FILE. A document with names goes to a private file that
 * was named, and nowhere else.
 */
#ifndef CASELINT_CLI_WORKSHEETS_H
#define CASELINT_CLI_WORKSHEETS_H

#include "cli/options.h"
#include "cli/reports.h"
#include "plugin/loader.h"

/* Reads the argument of `option` into an output; complains and returns false when it is no ID:FILE, or FILE ends with
 * something else than .html, .htm or .csv. */
bool worksheet_option_read(struct options *options, const char *option, const char *argument, bool named);

/* Whether a restricted document goes to a file: new or regular, and not what standard output or standard error go to. */
bool worksheets_go_to_files(const struct options *options);
/* Whether every worksheet asked for is one of some ruleset, and is restricted where names were asked for. Complains. */
bool worksheets_are_known(const struct options *options, const struct bundles *bundles);
/* The same of results that were saved, and read back whole. */
bool worksheets_are_saved(const struct options *options, const struct run_facts *facts);

/* Writes one. */
CASELINT_NODISCARD
enum status worksheet_output_write(
    const struct results *results, const struct output_option *output, struct sink *sink);

#endif
