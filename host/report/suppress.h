/*
 * Suppression: totals of --privacy strict, in which no count of fewer than a limit
 * of records or amounts is told, and none can be computed from what is told.
 *
 * What is told
 *   A cell that is told is 0 or at least the limit. A cell that is not told is
 *   COUNT_WITHHELD; whether it was too small itself, or would have given away one
 *   that was, cannot be seen. It is never 0, but in groups, and in rules whose type of
 *   record is left out.
 *
 * Left out
 *   Types of records (a case, an invoice) with fewer records than the limit are in
 *   no total at all. So no difference between a table that has them and one that
 *   does not can tell of them. Where they alone have an outcome, its count is
 *   withheld rather than 0.
 *
 * Records by outcome
 *   Think of the table of types by outcomes, of which every line can be known by the
 *   rules of the type and the bottom line is what is told. An outcome is withheld if
 *   some type has it too seldom, and then further ones, the smallest first, until
 *   what is withheld of each type comes to 0 or to the limit. So two outcomes at
 *   least are withheld, or none; their sum is known, and each can be anything from
 *   1 to nearly all of it.
 *
 * Rules
 *   A rule that answers as its type of record does as a whole has the same cells
 *   withheld as the records. Any other is a line of its own whose sum may be known:
 *   two cells at least are withheld, or none, until they come to twice the limit
 *   where there is as much.
 *
 * Findings
 *   A finding is at least one record of its rule, so numbers of findings narrow what
 *   rules withhold. They are told when nothing of records and rules is withheld, and
 *   always when there are none.
 *
 * Groups (counties)
 *   A group is told with all of its outcomes or not at all. Of those not told, two at
 *   least of each plugin or none, the sums are one group, SMALL_GROUPS; groups join it,
 *   the smallest first, until its own cells are 0 or at least the limit. Outcomes that
 *   are withheld from the records count as one here; those that the plugin has, if
 *   they are two at least, are withheld from every group that has any of them. Where a plugin has one group only that cannot be told, no group of
 *   any plugin is.
 *
 * Money
 *   A sum is told when as many amounts as the limit are part of it, or none; one of
 *   0.00 is no part. Over groups and over states two sums at least are withheld, or
 *   none, of as many parts as the limit together. States are told of the whole run only. Unclaimed money is told
 *   where due and overdue money is, and where neither it nor the rest of that is of too
 *   few amounts. Numbers of amounts are not told at all: where every record
 *   has one they are numbers of records.
 *
 * Steps to do are listed of no record, nor counted by day.
 *
 * What it does not do: a sum to which one amount contributes nearly everything is
 * told, and whoever knows one of two groups that were made one knows the other.
 */
#ifndef CASELINT_REPORT_SUPPRESS_H
#define CASELINT_REPORT_SUPPRESS_H

#include "report/tally.h"

/* With fewer, a withheld outcome could be computed: there are seven. */
#define SUPPRESS_LEAST 8U
#define SUPPRESS_USUAL 11U
#define SUPPRESS_MOST 1000000U

/* One type of record in the run. */
struct suppress_type {
	uint32_t bundle;
	uint64_t records;
	uint64_t outcomes[OUTCOMES];
};

/* Whether records of a type are counted. */
bool suppress_counts_type(const struct suppress_type *type, uint64_t below);

/*
 * Suppresses the totals of `tally`, which is finished and has the records of types that are counted only. `all` is the tally
 * of every record of the run; `types` are those of the run, whatever their size; `below` is the limit, at least
 * SUPPRESS_LEAST.
 */
void suppress_tally(
    struct tally *tally, const struct tally *all, const struct suppress_type *types, size_t type_count, uint64_t below);

#endif
