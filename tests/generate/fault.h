/*
 * Faults: what is done to a record that is right, and which rules must then answer
 * otherwise. The answers of a fault are worked out from the letters by who writes the
 * fault, never by running caselint. Which records get one is decided here; what a fault
 * does stands in the tables of each jurisdiction.
 */
#ifndef GENERATE_FAULT_H
#define GENERATE_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "random.h"

#define SLOTS_MAX 8U
#define EDITS_MAX 4U
#define SHARE_WHOLE UINT32_C(1000000000) /* shares are counted in billionths */

/* Kinds of records, one bit each; a record is of one. */
enum {
	OH_LIVE = 1 << 0,    /* live in SACWIS, no match to invoice */
	OH_CLAIM = 1 << 1,   /* live in SACWIS, on an invoice */
	OH_FACSIS = 1 << 2,  /* AA, not live, FACSIS */
	OH_SIS = 1 << 3,     /* AA, not live, SIS */
	OH_SAMS = 1 << 4,    /* SAMS, not live */
	OH_INVOICE = 1 << 5, /* a match invoice */
	/* New York: bit 6 + n, n of three parts: 1 linked to the closed case (else it never was in CONNECTIONS),
	 * 2 paid to an adult (else children only), 4 closed (else authorized and not closed yet). */
	NY_FIRST = 6,
	NY_ALL = 0xff << NY_FIRST,
	NY_LINKED = 0xaa << NY_FIRST,
	NY_NEVER = 0x55 << NY_FIRST,
	NY_ADULT = 0xcc << NY_FIRST,
	NY_CHILDREN = 0x33 << NY_FIRST,
	NY_DONE = 0xf0 << NY_FIRST,
	KINDS = 14,
};
#define OH_AA (OH_FACSIS | OH_SIS)
#define OH_OPEN (OH_LIVE | OH_AA | OH_SAMS) /* cases on no invoice */
#define OH_ANY_LIVE (OH_LIVE | OH_CLAIM)
#define OH_CASES (OH_OPEN | OH_CLAIM)
#define OH_ALL (OH_CASES | OH_INVOICE)

struct fault;

/* One record of a group. */
struct slot {
	uint32_t kind;
	void *record;
	const char *id;
	const struct fault *fault; /* planted here or in the record that brought it; NULL: none */
	const char *changes;       /* of this record, as in struct fault */
	const char *planted_in;    /* id of that other record; NULL: planted here */
	uint64_t first_line, last_line;
};

/* Records that belong together, such as cases and their invoice: made, spoilt and written at once. */
struct group {
	uint32_t count;
	int32_t exported_on;
	struct slot slots[SLOTS_MAX];
};

enum edit_kind {
	EDIT_NONE,
	EDIT_DAY,   /* an int32_t: a date or a month */
	EDIT_MONEY, /* an int64_t */
	EDIT_TEXT,  /* a const char * */
	EDIT_FLAG,  /* a bool */
	EDIT_SHIFT, /* a date: another date of the record and so many days */
	EDIT_SUM,   /* an amount: another amount of the record and so many cents */
};

/* One member of the record set to something else. */
struct edit {
	enum edit_kind kind;
	size_t at;   /* the member */
	size_t from; /* the other member */
	int64_t number;
	const char *text;
};

/* Spoils the record in the slot; false, with nothing changed, when it cannot be done in this group. */
typedef bool fault_plant(struct group *group, uint32_t slot);

struct fault {
	const char *name;
	uint32_t kinds;        /* where it can be planted */
	const char *changes;   /* rules that then fail, with blanks between; "?RULE": is then unknown */
	const char *elsewhere; /* likewise, of the record the fault spreads to; NULL: none */
	struct edit edits[EDITS_MAX];
	fault_plant *plant; /* before the edits; NULL: the edits are all */
	const char *input;  /* a fault of form: the input finding it gives; NULL: a fault of fact */
	bool loses_record;  /* the record cannot be read at all */
};

#define SET_DAY(type, member, value)                                                      \
	{                                                                                 \
		.kind = EDIT_DAY, .at = offsetof(struct type, member), .number = (value), \
	}
#define SET_MONEY(type, member, value)                                                      \
	{                                                                                   \
		.kind = EDIT_MONEY, .at = offsetof(struct type, member), .number = (value), \
	}
#define SET_TEXT(type, member, value)                                                    \
	{                                                                                \
		.kind = EDIT_TEXT, .at = offsetof(struct type, member), .text = (value), \
	}
#define SET_FLAG(type, member, value)                                                      \
	{                                                                                  \
		.kind = EDIT_FLAG, .at = offsetof(struct type, member), .number = (value), \
	}
#define SHIFT_DAY(type, member, other, days)                                                                   \
	{                                                                                                      \
		.kind = EDIT_SHIFT, .at = offsetof(struct type, member), .from = offsetof(struct type, other), \
		.number = (days),                                                                              \
	}
#define SUM_MONEY(type, member, other, cents)                                                                \
	{                                                                                                    \
		.kind = EDIT_SUM, .at = offsetof(struct type, member), .from = offsetof(struct type, other), \
		.number = (cents),                                                                           \
	}

/* A fault that is edits; one that is a function; one that reaches another record, with edits of its own; two of form. */
#define EDITED(title, where, rules, ...)                                                       \
	{                                                                                      \
		.name = (title), .kinds = (where), .changes = (rules), .edits = {__VA_ARGS__}, \
	}
#define PLANTED(title, where, rules, function)                                              \
	{                                                                                   \
		.name = (title), .kinds = (where), .changes = (rules), .plant = (function), \
	}
#define SPREAD(title, where, rules, other, function, ...)                                                         \
	{                                                                                                         \
		.name = (title), .kinds = (where), .changes = (rules), .elsewhere = (other), .plant = (function), \
		.edits = {__VA_ARGS__},                                                                           \
	}
#define FORM_EDITED(title, where, rules, finding, ...)                                                             \
	{                                                                                                          \
		.name = (title), .kinds = (where), .changes = (rules), .input = (finding), .edits = {__VA_ARGS__}, \
	}
#define FORM_PLANTED(title, where, finding, lost, function)                                                   \
	{                                                                                                     \
		.name = (title), .kinds = (where), .changes = "", .input = (finding), .loses_record = (lost), \
		.plant = (function),                                                                          \
	}

/* The catalogue: Ohio's faults, then New York's, each ended by one without a name. */
extern const struct fault ohio_faults[];
extern const struct fault ohio_invoice_faults[];
extern const struct fault newyork_faults[];

/* ---- Which record gets which ------------------------------------------------------ */

/* A fault and how much of it is still to be planted. */
struct planned {
	const struct fault *fault;
	uint32_t share; /* of the records it can be planted in */
	uint64_t owed;  /* grows by the share at each of them */
	uint64_t planted;
};

struct plan {
	struct planned *items;
	size_t count;
	bool lost_record;
};

/* The whole catalogue for kinds of records, nothing of it to be planted; false: no memory. */
bool plan_make(struct plan *plan, uint32_t kinds);
void plan_clear(struct plan *plan);
/* NULL when there is none of that name. */
struct planned *plan_find(struct plan *plan, const char *name);
/* A record gets one fault at most. The name of the kind of records that would need most, if more than all of them;
 * NULL: there is none. `*ret_share` becomes what its faults need together, in billionths. */
const char *plan_overfull(const struct plan *plan, uint64_t *ret_share);
/* Where in its share each fault begins. */
void plan_begin(struct plan *plan, uint64_t seed);
/* Plants what is owed in the records of a group. */
void plan_apply(struct plan *plan, struct group *group);

/* The fault being planted in `slot` also changes, or needs as it is, the record in `other`, which must have none. */
void fault_spread(struct group *group, uint32_t slot, uint32_t other);
/* What a kind of records is called in lists. */
const char *kind_name(uint32_t kind);

#endif
