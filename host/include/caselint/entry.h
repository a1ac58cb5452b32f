/*
 * caselint/entry.h: what a rule that is data consists of: where values stand, what the
 * rule is about, what it asks. Part of caselint/rules.h, which says how entries are made
 * and judged; include that.
 */
#ifndef CASELINT_ENTRY_H
#define CASELINT_ENTRY_H

#include <stdbool.h>

#include <caselint/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Where a value stands -------------------------------------------------------- */

/* A *where* is a member of one of the structs a rule can look into; 0 is nowhere. Its value has
 * the C type of the kind it is used for: int32_t, int64_t cents, struct caselint_text; bool for a
 * condition. */
#define CL_IN_RECORD UINT32_C(0x10000000)     /* the bound record */
#define CL_IN_SUBJECT UINT32_C(0x20000000)    /* the struct being judged */
#define CL_IN_PARAMETERS UINT32_C(0x30000000) /* of the ruleset */
#define CL_IN_PREPARED UINT32_C(0x40000000)   /* what `prepare` worked out */
#define CL_IN_MASK UINT32_C(0xf0000000)

#define CL_RECORD(type, member) (CL_IN_RECORD | (uint32_t)offsetof(type, member))
#define CL_BESIDE(type, member) (CL_IN_SUBJECT | (uint32_t)offsetof(type, member))
#define CL_PARAMETER(type, member) (CL_IN_PARAMETERS | (uint32_t)offsetof(type, member))
#define CL_PREPARED(type, member) (CL_IN_PREPARED | (uint32_t)offsetof(type, member))

/* ---- What a rule is about --------------------------------------------------------- */

/* Whether a struct of the subject counts. It sees the eval, for parameters and what was prepared. */
typedef bool cl_counts_fn(const struct caselint_eval *eval, const void *object);

/* The structs a rule is about. From the record (or what was prepared) pointers to nested structs are
 * followed, and then each struct of a list is taken, or the struct the pointers lead to. */
struct cl_subject {
	uint32_t in;          /* CL_IN_RECORD or CL_IN_PREPARED */
	uint32_t path[2];     /* offsets of pointers to nested structs; CASELINT_WHOLE: no more */
	uint32_t list;        /* offset of a struct caselint_list; CASELINT_WHOLE: none */
	uint32_t home;        /* of CL_IN_PREPARED: offset of the list of the record it is chosen from */
	cl_counts_fn *counts; /* NULL: all of them */
};

/* The record itself. */
#define CL_THE_RECORD(counts)                                                               \
	{                                                                                   \
		CL_IN_RECORD, {CASELINT_WHOLE, CASELINT_WHOLE}, CASELINT_WHOLE, 0, (counts) \
	}
/* A nested struct of the record; one of a nested struct. A struct of one that was given twice is NULL, as if it were
 * absent: where that can happen `doubt` has to say so. */
#define CL_PART(type, part, counts)                                                                         \
	{                                                                                                   \
		CL_IN_RECORD, {(uint32_t)offsetof(type, part), CASELINT_WHOLE}, CASELINT_WHOLE, 0, (counts) \
	}
#define CL_PART_OF(type, part, part_type, inner, counts)                                                              \
	{                                                                                                             \
		CL_IN_RECORD, {(uint32_t)offsetof(type, part), (uint32_t)offsetof(part_type, inner)}, CASELINT_WHOLE, \
		    0, (counts)                                                                                       \
	}
/* Each struct of a list of the record; of a nested struct. */
#define CL_EACH(type, items, counts)                                                                         \
	{                                                                                                    \
		CL_IN_RECORD, {CASELINT_WHOLE, CASELINT_WHOLE}, (uint32_t)offsetof(type, items), 0, (counts) \
	}
#define CL_EACH_OF(type, part, part_type, items, counts)                                                              \
	{                                                                                                             \
		CL_IN_RECORD, {(uint32_t)offsetof(type, part), CASELINT_WHOLE}, (uint32_t)offsetof(part_type, items), \
		    0, (counts)                                                                                       \
	}
/* A bound struct that was chosen in `prepare`: a pointer in what was prepared, NULL when there is none; and the list of
 * the record it would stand in. */
#define CL_CHOSEN(type, chosen, record_type, items)                                                 \
	{                                                                                           \
		CL_IN_PREPARED, {(uint32_t)offsetof(type, chosen), CASELINT_WHOLE}, CASELINT_WHOLE, \
		    (uint32_t)offsetof(record_type, items), NULL                                    \
	}

/* ---- What a rule asks ---------------------------------------------------------------- */

/* The sentences. */
enum cl_kind {
	CL_KIND_BY = 1,        /* a date is not after a day */
	CL_KIND_NUMBER = 2,    /* a date, month, time, count or boolean is the one given */
	CL_KIND_AMOUNT = 3,    /* an amount is the one given */
	CL_KIND_CODE = 4,      /* a code is the one given */
	CL_KIND_TEXT = 5,      /* the same for text that may name a person */
	CL_KIND_AMONG = 6,     /* a code is one of several */
	CL_KIND_PRESENT = 7,   /* something is filled in */
	CL_KIND_VOID = 8,      /* something is not filled in */
	CL_KIND_EXISTS = 9,    /* there is one */
	CL_KIND_NONE = 10,     /* there is none */
	CL_KIND_ATTEST = 11,   /* where it is there, a person attests it */
	CL_KIND_ORDER = 12,    /* steps were taken in their order */
	CL_KIND_EVENTS = 13,   /* nothing happened after the export */
	CL_KIND_NOT_AFTER = 14 /* a date is not after another one */
};

/* What it is when something is absent. */
enum cl_absence {
	CL_AS_USUAL = 0,   /* of a member: UNKNOWN, with CL_PRESENT FAIL; of a subject: no instance */
	CL_IS_UNKNOWN = 1, /* a datum is missing */
	CL_IS_NOTHING = 2, /* judged only where recorded: no instance */
	CL_IS_PASS = 3,    /* nothing has to be recorded */
	CL_IS_FAIL = 4,    /* variant "absent" */
	CL_IS_DUE =
	    5, /* a step not done, judged by `due`: PENDING, FAIL, or UNKNOWN without an as-of date; how late it is, messages know as {days} */
	CL_IS_OPEN = 6, /* a step not done that has no last day: PENDING */
	CL_IS_STEP = 7 /* a step not done, judged by `later`: FAIL when a later one was done without it, else PENDING */
};

#define CL_NAMES 2U
#define CL_WRONGS 3U
#define CL_CODES 6U

/* A value that messages know by a name. One that is not known is left out. */
struct cl_named {
	const char *name;
	uint32_t kind; /* enum caselint_kind: a number, money, or a text */
	uint32_t from; /* where */
};

/* A wrong amount with a message of its own. */
struct cl_wrong {
	uint32_t amount; /* where */
	const char *variant;
};

/* A step with its date, of CL_ORDER and CL_EVENTS. */
struct cl_dated {
	const struct cl_subject *of;
	uint32_t member; /* the date */
	uint32_t name;   /* where: a text, the step's name for people; 0: none */
};

/* One entry. Made with the macros below; what they do not set is added behind them by name:
 * CL_BY(...), .absent = CL_IS_DUE. */
struct cl_test {
	uint32_t kind;                                     /* enum cl_kind */
	uint32_t value;                                    /* enum caselint_kind of the member, where it is not plain */
	const struct cl_subject *of;                       /* what it is about */
	uint32_t member;                                   /* what is judged, by its offset */
	uint32_t against;                                  /* where: what it is compared with */
	uint32_t among[CL_CODES];                          /* where each code is, of CL_AMONG; 0 behind the last */
	uint32_t when;                                     /* where: a bool, or a boolean of the record; 0: always */
	bool (*applies)(const struct caselint_eval *eval); /* the same as a function; NULL: always */
	uint32_t absent;                                   /* enum cl_absence, of the member */
	uint32_t none;                                     /* enum cl_absence, of the subject */
	uint32_t due;                                      /* where: the day CL_IS_DUE goes by; CL_BY has its own */
	uint32_t months;                                   /* where: a count of months that the day is later; 0: none */
	uint32_t days;                                     /* where: and of days */
	uint32_t later;                                    /* where: a bool, whether a later step was done */
	uint32_t doubt;                                    /* where: a bool, that what is there cannot be told */
	uint32_t signer;     /* where in the subject: who signed; has to be known, of CL_SIGNED */
	uint32_t shown;      /* where in the subject: what CL_NO shows as found */
	const char *variant; /* of the message when it is wrong; NULL: the ordinary one */
	struct cl_named names[CL_NAMES];
	struct cl_wrong wrongs[CL_WRONGS]; /* of CL_AMOUNT_IS; the first that fits */
	const struct cl_dated *dates;      /* of CL_ORDER and CL_EVENTS */
	uint32_t date_count;
};

#ifdef __cplusplus
}
#endif

#endif
