/*
 * Changes to passing cases, one place at a time: a day later, a cent less, an
 * element gone. Whatever no rule, amount or schema notices is listed by place and
 * kind of change, never by value. The same seed gives the same changes.
 */
#ifndef CASELINT_AUTHORING_MUTATION_H
#define CASELINT_AUTHORING_MUTATION_H

#include "authoring/suite.h"

enum change {
	CHANGE_DAY_LATER,
	CHANGE_DAY_EARLIER,
	CHANGE_MONTH_LATER,
	CHANGE_MONTH_EARLIER,
	CHANGE_YEAR_LATER,
	CHANGE_YEAR_EARLIER,
	CHANGE_SECOND_LATER,
	CHANGE_SECOND_EARLIER,
	CHANGE_CENT_MORE,
	CHANGE_CENT_LESS,
	CHANGE_TEN_TIMES,
	CHANGE_FLIPPED,
	CHANGE_ALTERED,
	CHANGE_OTHER_VALUE, /* one that another case has there */
	CHANGE_DROPPED,
	CHANGE_DOUBLED,
	CHANGES
};

/* "a day later", "dropped". */
const char *change_name(enum change change);

/* One change. */
struct mutation {
	size_t one;       /* index of the suite's case */
	size_t export;    /* of the case's exports */
	const char *path; /* "AdoptionSubsidyCase/Agreement/@effectiveOn" */
	const char *kind; /* of the value: "date", "element" */
	enum change change;
	uint32_t line;             /* in the file of the case */
	struct markup_range place; /* what is replaced, in the file */
	struct text replacement;
	uint64_t key; /* order within those of one path and change */
	uint32_t rank;
	bool noticed;
};

/* All of one path and change. */
struct mutation_group {
	const struct mutation *example; /* the first unnoticed; else the first */
	uint32_t tried;
	uint32_t unnoticed;
};

/* Zero-initialise; free with mutations_clear. */
struct mutations {
	struct arena arena;
	struct mutation *items; /* in the order they are tried: every path and change once before any twice */
	size_t possible;        /* items there are */
	size_t tried;           /* of them, from the first on */
	size_t unnoticed;
	struct mutation_group *groups; /* of those tried, by path, then change */
	size_t group_count;
};

/* All changes that can be made to the cases of a suite that passed, in the order of `seed`. */
void mutations_propose(struct mutations *mutations, const struct suite *suite, uint32_t seed);

/* Tries the first `count` of them, and groups them. What case_run returns. */
CASELINT_NODISCARD
enum status mutations_try(struct mutations *mutations, const struct suite *suite, const struct case_runner *runner,
    size_t count, struct buffer *ret_why);

void mutations_clear(struct mutations *mutations);

#endif
