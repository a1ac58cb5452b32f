/*
 * --baseline and --waivers: what commands that report have in common of reading
 * them. Anything wrong with either is a fault of the command line, and nothing is
 * evaluated.
 */
#ifndef CASELINT_CLI_MARKING_H
#define CASELINT_CLI_MARKING_H

#include "catalogue/waivers.h"
#include "cli/options.h"
#include "plugin/loader.h"
#include "report/marks.h"

/* Zero-initialise. */
struct marking {
	struct baseline *baseline;
	struct waivers waivers;
	struct marks *marks; /* NULL: neither was asked for */
};

/* Reads what the options name; `options` is borrowed. Rules that waivers name must be of `bundles` (NULL, or none loaded:
 * any are taken). An exit code, after a complaint when it is not EXIT_CODE_CLEAN. */
int marking_prepare(const struct options *options, const struct bundles *bundles, struct marking *ret_marking);
void marking_clear(struct marking *marking);

#endif
