/*
 * The procedure of the letter as a table of steps: where the record shows each, what
 * it waits for, which rule requires it and which rule minds its order. The rules of
 * order, what is pending, the next step of an open case and the checklist all come
 * from this table.
 */
#ifndef US_NY_STEPS_H
#define US_NY_STEPS_H

#include <stdbool.h>

#include "parameters.h"
#include "records.h"

enum ny_step {
	STEP_PRIOR_CLOSED,
	STEP_ENTERED,
	STEP_SIGNED,
	STEP_OPENED,
	STEP_STAGE,
	STEP_APP_REG,
	STEP_PROCESSED,
	STEP_ENTRY, /* Full Data Entry */
	STEP_DIRECT,
	STEP_POS,
	STEP_BICS,
	STEP_CHECK,
	STEP_STAGE_CLOSED,
	STEP_WMS_CLOSED,
	STEP_COUNT
};

/* What a step is taken for. */
enum step_scope {
	SCOPE_RECORD, /* the whole case, once */
	SCOPE_DIRECT, /* each line of direct services */
	SCOPE_LINE,   /* each purchased service line */
	SCOPE_PAYMENT /* each payment */
};

#define STEP_WAITS 2U

/* What a code beside the date may not contradict. */
struct step_word {
	uint32_t member;    /* of the element the step is read off */
	uint32_t parameter; /* of struct ny_parameters: what it says where the step was taken */
};

struct step {
	enum step_scope scope;
	uint32_t part; /* of struct ny_case: where it stands */
	uint32_t list; /* of that part: its instances; SCOPE_RECORD: any, it tells of a part given twice */
	uint32_t date; /* member with the date, or CASELINT_WHOLE: to be there is the step */
	uint32_t rank; /* its place in the chain; steps of one rank are parallel */
	enum ny_step waits_for[STEP_WAITS]; /* STEP_COUNT: nothing more */
	uint32_t name;                      /* of struct ny_parameters: its name for people */
	const char *rule;                   /* that requires it, or NULL */
	const char *order;                  /* that asks for it not before what it waits for, or NULL */
	const struct step_word *word;       /* NULL: the date alone tells */
};

extern const struct step ny_steps[STEP_COUNT];

/* The element a step of the whole case stands in, or that has the list; NULL: it is not there. */
const void *step_part(const struct ny_case *record, enum ny_step step);
/* How many elements may show the step. */
uint32_t step_count(const struct ny_case *record, enum ny_step step);
/* Whether it cannot be told that the step was taken, nor on which day: what shows it stands in a part given twice. */
bool step_is_unclear(const struct ny_case *record, enum ny_step step);
/* One of them. */
const void *step_object(const struct ny_case *record, enum ny_step step, uint32_t index);
/* The date of the step in an element; absent: it was not taken, or has no date. */
int32_t step_date(enum ny_step step, const void *object);
/* Whether an element shows that the step was taken: it has its date, readable or not, and no word against it. */
bool step_is_taken(const struct ny_parameters *p, enum ny_step step, const void *object);
/* Whether the day it was taken on can be read; always, where the element itself is the step. */
bool step_is_dated(enum ny_step step, const void *object);
/* Where an element shows it. */
struct caselint_ref step_place_in(enum ny_step step, const void *object);
/* Where the record would show it. */
struct caselint_ref step_place(const struct ny_case *record, enum ny_step step);
/* Its name for people. */
const struct caselint_text *step_name(const struct ny_parameters *p, enum ny_step step);

#endif
