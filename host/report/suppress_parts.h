/*
 * What the files of suppression share: which outcomes are withheld, and lines of
 * which some cells are. Nothing outside suppression includes this.
 */
#ifndef CASELINT_REPORT_SUPPRESS_PARTS_H
#define CASELINT_REPORT_SUPPRESS_PARTS_H

#include "report/suppress.h"

/* A suppression in hand. */
struct suppression {
	struct tally *tally;
	uint64_t below;
	bool outcomes[OUTCOMES]; /* withheld from the records */
};

/* Whether a count is there but too small to be told. */
bool suppress_is_small(uint64_t count, uint64_t below);

/*
 * A line of cells of which the sum may be known. Where one is small, marks further ones, the smallest first, until two at
 * least are marked that come to `enough`, or to all there is. Cells that are marked already stay so. Returns whether
 * any is.
 */
bool suppress_line(const uint64_t *cells, bool *marked, size_t count, uint64_t below, uint64_t enough);

/* Groups and the money of groups; after the outcomes of records. */
void suppress_groups(struct suppression *suppression);
/* Money over the whole run, and over the groups that are told; after groups. */
void suppress_money(struct suppression *suppression);

#endif
