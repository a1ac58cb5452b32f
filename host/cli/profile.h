/*
 * --profile: the file read, bundles loaded by it, and every change looked up
 * among them. A change that meets nothing is an error of the command line, for what
 * it should have changed would silently stay.
 */
#ifndef CASELINT_CLI_PROFILE_H
#define CASELINT_CLI_PROFILE_H

#include "cli/cli.h"
#include "cli/options.h"

/* Reads the profile the options name (NULL: none is named), and loads the bundles they ask for. 0, or an exit code after a
 * complaint: EXIT_CODE_USAGE when the profile cannot be read, or asks for rules, parameters or values that cannot be. What
 * is returned is to be freed in any case, the bundles first. */
int profile_load(const struct options *options, const struct places *places, struct profile **ret_profile,
    struct bundles **ret_bundles);

#endif
