/*
 * Where reports go, looked at before anything is read: two reports never share
 * a file, and no report takes the place of an input.
 */
#ifndef CASELINT_CLI_OUTPUTS_H
#define CASELINT_CLI_OUTPUTS_H

#include "cli/options.h"

/* Whether every output has a place of its own that is no input's; complains when not. Names do not count, files do:
 * "a.json", "./a.json" and a link to it are one. */
bool outputs_are_apart(const struct options *options);

/* Whether the report is a folder of files: its format has that form, and the path is none of one page (.html, .htm). */
bool output_is_folder(const struct output_option *output);

#endif
