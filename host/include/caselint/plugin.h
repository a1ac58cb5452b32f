/*
 * caselint/plugin.h: the whole contract between caselint and the plugin of a
 * jurisdiction. Whatever else is installed beside it for authors of plugins rests
 * on what stands here.
 *
 * A plugin is a shared object that exports one data symbol,
 * `caselint_plugin_entry`, and links to nothing of the host. It describes the
 * records of its jurisdiction as tables, offers one function per rule, computes
 * amounts, and may reconcile facts that several records gave. All texts, dates,
 * amounts and codes of the law stand in ruleset files beside it: the plugin
 * names them by id and never composes a sentence.
 *
 * What the host calls, when, and which services may be called meanwhile.
 *
 *     function     is called                            and may call
 *     create       once, when the bundle is loaded      nothing
 *     applies      per record, with several rulesets    scratch, same_text
 *     prepare      per record, before its rules         scratch, same_text
 *     check        per record and rule of its type      finding, scratch, same_text
 *     compute      per record, after its rules          amount, row, scratch, same_text
 *     collect      per record, after compute            fact, scratch, same_text
 *     reconcile    per key, after the last record       all of them; fact in round 1 only
 *     destroy      once, before the program ends        nothing
 *
 * Processes. The host opens the shared object in a child process first, and when
 * that went well in its own, where it calls `create` and `destroy`. Every other
 * function is called in worker processes that were forked after `create`: an
 * instance is there, but what one worker writes into it no other sees, and
 * `destroy` does not see either. With --isolate none there is one process for all.
 * Workers are sandboxed: they can open nothing and reach nobody, and one that tries,
 * crashes, or spends more time or memory than the user allows is ended. The record
 * or key in hand is then tried once more, alone, so a call may happen twice.
 *
 * Rules that hold everywhere
 * - Threads: a plugin is never called from two threads at once, and starts none.
 * - State: no function may keep state between records except in what `create`
 *   returned, and results must not depend on which records came before, on how many
 *   workers there are, or on a clock, a locale, a random number or an address.
 * - Lifetime: what the host hands to a function is valid until that function
 *   returns, unless said otherwise; a bound record, its prepared struct and scratch
 *   memory last until all calls for that record are done. What the plugin hands to a
 *   service is copied before the service returns. Descriptors (entry, plugin, tables,
 *   rules) are static and immutable as long as the plugin is loaded.
 * - Memory: the plugin frees nothing the host gave it, and the host frees nothing of
 *   the plugin's. No pointer may be NULL where nothing says that it may.
 * - Errors: a function of the plugin returns what its comment says; it does not exit,
 *   abort, jump or throw across this border. A service that fails says so in its
 *   result, and the host remembers it: the plugin may return at once or go on, and
 *   the rule, computation, record or key in hand is in error either way. What such a
 *   call had reported is dropped, and the report names the plugin and the reason.
 * - Money is in cents (int64_t). A date is the number of days since 1970-01-01,
 *   a month the number of months since 1970-01, a time the number of seconds
 *   since midnight (int32_t each). Nothing here is a floating-point number.
 * - Enumerations cross as int32_t or uint32_t; texts are UTF-8, and end with NUL where
 *   no length stands beside them.
 * - `reserved` members are zero, and no flag is set that has no name here: the host
 *   refuses others, so that a later version can give them a meaning.
 *
 * How it grows. A struct with a `size` grows at its end only, and a reader looks
 * at a member only when `size` covers it (CASELINT_HAS). An array travels with its
 * stride, so its elements can grow too. Structs without a size never change
 * within a major version, except as elements of an array. Ids and numbers are never
 * reused. A plugin that copies a struct of the host copies what it knows, and sets
 * the `size` of the copy to the size of its own struct. Version 1.0 is everything
 * here that does not say "since"; docs/plugin-abi.md has the whole promise.
 */
#ifndef CASELINT_PLUGIN_H
#define CASELINT_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* "clpi", the first word of every entry, in any version. */
#define CASELINT_MAGIC UINT32_C(0x636c7069)
/* Everything in this header belongs to this major version, and to this minor or an earlier one. The host loads plugins
 * of its own major, of any minor, unless their `needs_minor` is above its own. */
#define CASELINT_ABI_MAJOR UINT32_C(1)
#define CASELINT_ABI_MINOR UINT32_C(0)

/* The name of the one exported symbol. */
#define CASELINT_ENTRY_SYMBOL "caselint_plugin_entry"

/* Whether the sized struct `object` points at reaches to the end of `member`: to be asked before a member is read that
 * is younger than the oldest host (or, in the host, plugin) one can live with. */
#define CASELINT_HAS(object, type, member) ((object)->size >= offsetof(type, member) + sizeof(((type *)0)->member))

/* ---- Values ------------------------------------------------------------------- */

/* The two things every value can be besides a value. A rule that meets a bad one
 * cannot answer: its outcome is CASELINT_UNKNOWN. No real value of a field has one of these numbers. */
#define CASELINT_ABSENT INT32_MIN       /* int32_t members and texts: not in the input */
#define CASELINT_BAD (INT32_MIN + 1)    /* there, but unreadable, or a single value given twice */
#define CASELINT_ABSENT_MONEY INT64_MIN /* the same two for int64_t members */
#define CASELINT_BAD_MONEY (INT64_MIN + 1)
#define CASELINT_PRESENT 1 /* state of a text or list that is there */

/* An array with the size of its elements; read elements with CASELINT_AT, never by adding to `items`: elements may be
 * longer than the struct one knows. `items` is aligned for pointers, and `stride` is a multiple of their size. */
struct caselint_array {
	const void *items; /* may be NULL when count is 0 */
	uint32_t count;
	uint32_t stride; /* bytes from one element to the next */
};

/* Element `index` (below count) of an array of `type`, as a pointer to const. */
#define CASELINT_AT(array, type, index) \
	((const type *)(const void *)((const char *)(array).items + (size_t)(index) * (array).stride))
/* An array over a C array of known size. */
#define CASELINT_ARRAY(elements)                                                                                  \
	{                                                                                                         \
		(elements), (uint32_t)(sizeof(elements) / sizeof((elements)[0])), (uint32_t)sizeof((elements)[0]) \
	}

/* A text, a code or an id of the input. Of a private field `data` is NULL while
 * `length` and `state` are true. Leading and trailing blanks are not part of it. The bytes are the host's and last as
 * long as the struct they are in. */
struct caselint_text {
	const char *data; /* not NUL-terminated */
	uint32_t length;  /* bytes; 0 when it is not there */
	int32_t state;    /* CASELINT_PRESENT, CASELINT_ABSENT or CASELINT_BAD */
};

/* The instances of a nested record: pointers to bound structs, in input order.
 * state is CASELINT_BAD when the list lies in an element that was given twice. */
struct caselint_list {
	const void *const *items;
	uint32_t count;
	int32_t state; /* CASELINT_PRESENT (also when empty) or CASELINT_BAD */
};

/* What a field holds. The member of the struct at its offset has the type given. */
enum caselint_kind {
	CASELINT_TEXT = 1,      /* struct caselint_text: any text */
	CASELINT_CODE = 2,      /* struct caselint_text: words with single spaces between them */
	CASELINT_ID = 3,        /* struct caselint_text: an identifier, at most 256 bytes */
	CASELINT_MONEY = 4,     /* int64_t cents; in the input 1 to 9 digits, a point, 2 digits */
	CASELINT_DATE = 5,      /* int32_t days; in the input YYYY-MM-DD, a real day */
	CASELINT_MONTH = 6,     /* int32_t months; in the input YYYY-MM */
	CASELINT_TIME = 7,      /* int32_t seconds; in the input hh:mm:ss */
	CASELINT_BOOLEAN = 8,   /* int32_t 0 or 1; in the input true, false, 1 or 0 */
	CASELINT_COUNT = 9,     /* int32_t 0 to 999999999 */
	CASELINT_PRESENCE = 10, /* int32_t: 1 there with text, 0 there but blank, or CASELINT_ABSENT; text
	                           counts in elements inside, too, and U+00A0 alone is blank */
	CASELINT_RECORD = 11,   /* pointer to a nested struct, NULL when absent; given twice: every
	                           member of the struct is bad */
	CASELINT_LIST = 12,     /* struct caselint_list of a nested struct */
	CASELINT_PLACE = 13     /* struct caselint_ref; in fact tables only */
};

/* Flags of a field. */
#define CASELINT_PRIVATE UINT32_C(1)   /* names, birth dates, narratives, worker ids: never shown */
#define CASELINT_REQUIRED UINT32_C(2)  /* its absence is a fault of the input, found by the host */
#define CASELINT_RECORD_ID UINT32_C(4) /* the id of the record, unique over all inputs */
#define CASELINT_GROUP UINT32_C(8)     /* what totals are grouped by: county, district */

struct caselint_table;

/* One field of a table. `path` is relative to the table's element: "@id",
 * "Agreement/SubsidyMonthlyAmount", "." for the text beside attributes. Names are local names
 * in the plugin's namespace, attributes in none. In the parameter table `path` is the name of
 * the parameter; in a fact table it is only a name. */
struct caselint_field {
	const char *path;
	const struct caselint_table *record; /* of CASELINT_RECORD and CASELINT_LIST, else NULL */
	uint32_t kind;                       /* enum caselint_kind */
	uint32_t offset;                     /* of the member in the struct */
	uint32_t flags;
	uint32_t reserved;
};

/* How one element becomes one struct. The host fills the struct; members that no field names are zero. When the plugin
 * is loaded every path, of a field or ignored, is looked for in the schema, and a plugin whose paths are not there is
 * refused. */
struct caselint_table {
	const char *element;           /* local name of the element; NULL in parameter and fact tables */
	struct caselint_array fields;  /* of struct caselint_field */
	struct caselint_array ignored; /* of const char *: paths the schema has and no rule needs */
	uint32_t struct_size;          /* bytes of the struct */
	uint32_t reserved;
};

/* A field of a plain kind: its struct and member, its path, CASELINT_... kind and flags. */
#define CASELINT_FIELD(type, member, path, kind, flags)                            \
	{                                                                          \
		(path), NULL, (kind), (uint32_t)offsetof(type, member), (flags), 0 \
	}
/* A field of kind CASELINT_RECORD or CASELINT_LIST, with a pointer to the table of the nested record. */
#define CASELINT_NESTED(type, member, path, kind, table, flags)                       \
	{                                                                             \
		(path), (table), (kind), (uint32_t)offsetof(type, member), (flags), 0 \
	}

/* A place in the input: a struct the host handed out, and one of its members. The host
 * finds file, line, path and privacy. {NULL, 0, 0} is no place: the record itself. */
struct caselint_ref {
	const void *in;
	uint32_t member; /* offset of the member, or CASELINT_WHOLE */
	uint32_t reserved;
};

#define CASELINT_WHOLE UINT32_MAX /* the place is the struct itself, not one of its members */
/* The place of member `name` of the struct of `type` that `object` points at. */
#define CASELINT_REF(object, type, name)                    \
	{                                                   \
		(object), (uint32_t)offsetof(type, name), 0 \
	}

/* A value shown to a person. With `from` set and kind 0 it is what the input has at that
 * place. A value may have both a kind and a place: shown as given, found there. With neither it is no value. The host
 * refuses the value of a private field, and shows at most 256 bytes of a text. */
struct caselint_value {
	uint32_t kind;    /* enum caselint_kind, or 0; neither RECORD, LIST nor PLACE */
	uint32_t length;  /* bytes of text; 0 for other kinds */
	int64_t number;   /* cents, days, months, seconds, 0 or 1, count */
	const char *text; /* of TEXT, CODE and ID */
	struct caselint_ref from;
};

/* A value with the name a message template or a step knows it by. */
struct caselint_named_value {
	const char *name;
	struct caselint_value value;
};

/* ---- Results ------------------------------------------------------------------ */

/* What a rule answers for one record. The words are those of XCCDF 1.2 where it has
 * them. Of several instances in a record the worst counts; the list runs from worst to best. */
enum caselint_outcome {
	CASELINT_ERROR = 1,        /* the check itself could not run; set by the host only */
	CASELINT_FAIL = 2,         /* applies; the input shows it done wrong, late, or not at all */
	CASELINT_UNKNOWN = 3,      /* applies; a datum it needs is absent or unreadable */
	CASELINT_PENDING = 4,      /* a step not done yet and still in time */
	CASELINT_MANUAL = 5,       /* no export can show it; a person attests */
	CASELINT_PASS = 6,         /* applies; the input shows it done right */
	CASELINT_NOTAPPLICABLE = 7 /* its condition is false, or names what has not happened */
};

/* The state of an amount against what the input records. */
enum caselint_amount_state {
	CASELINT_RECORDED = 1,     /* the input shows it, as computed */
	CASELINT_DIFFERS = 2,      /* the input shows another value */
	CASELINT_DUE = 3,          /* not recorded, still in time or without a date */
	CASELINT_OVERDUE = 4,      /* not recorded, and its date has passed */
	CASELINT_COMPUTED = 5,     /* nothing in the input to compare with */
	CASELINT_MANUAL_AMOUNT = 6 /* a person must decide before it is used */
};

/* One instance that is not `pass`. The sentence it becomes is the ruleset's, and so are severity, remedy, citation. */
struct caselint_finding {
	uint32_t size;
	int32_t outcome;     /* FAIL, UNKNOWN, PENDING or MANUAL */
	const char *rule;    /* id */
	const char *variant; /* which message of the ruleset; NULL: the one without a variant name */
	struct caselint_ref place;
	struct caselint_value observed; /* kind 0 and no place: nothing */
	struct caselint_value expected;
	int32_t due; /* a date, or CASELINT_ABSENT */
	uint32_t reserved;
	/* Of struct caselint_named_value, for {placeholders}; at most 32. They are evidence, too: with another value it is
	 * another finding to a baseline. But for a count named "days", which tells how late something is, and grows daily. */
	struct caselint_array values;
};

/* One step of a working. Label, formula, paragraph and assumptions stand in the ruleset
 * under the step's id. */
struct caselint_step {
	const char *id;
	struct caselint_value value;  /* the result of the step */
	struct caselint_array inputs; /* of struct caselint_named_value, at most 32; a parameter is named like
	                                 in the ruleset */
};

/* Flags of an amount. */
#define CASELINT_HELD \
	UINT32_C(1) /* not to be claimed as it stands, whatever the ruleset says of its kind: another
                                     finding, or a person, comes first */

/* One computed amount of the record. Its title, paragraph and assumptions stand in the ruleset. */
struct caselint_amount {
	uint32_t size;
	int32_t state;    /* enum caselint_amount_state */
	const char *kind; /* as declared in the ruleset */
	int64_t value;    /* cents, 0 to 99999999999999 */
	int32_t month;    /* a month, or CASELINT_ABSENT when `from` and `to` tell the period, or nothing does */
	int32_t from;     /* first day of the period, or CASELINT_ABSENT */
	int32_t to;       /* last day, or CASELINT_ABSENT */
	int32_t due;      /* a date, or CASELINT_ABSENT */
	struct caselint_ref place;      /* what in the input the amount belongs to; no place: the record */
	struct caselint_value recorded; /* what the input shows instead or as well; kind 0: nothing */
	struct caselint_array steps;    /* of struct caselint_step, at most 64, in order of computation */
	uint32_t flags;                 /* CASELINT_HELD */
	uint32_t reserved;
	struct caselint_value subject; /* id of what the amount is for, where the record has several such things: a
	                                  TEXT, CODE or ID; kind 0 and no place: nothing */
};

/* One row of a worksheet that the ruleset declares. Only a restricted column can carry the
 * value of a private field, by place. */
struct caselint_row {
	uint32_t size;
	uint32_t reserved;
	const char *worksheet;
	struct caselint_array cells; /* of struct caselint_named_value, named by column; missing: empty */
};

/* One fact for reconciliation: a key, and a struct described by one of the plugin's fact
 * tables. The host copies it deeply, with what it points to, and hands it back in whichever process reconciles; private
 * texts stay behind. Keys are bytes and are compared as such; the keys of one plugin are all in one space. */
struct caselint_fact {
	uint32_t size;
	uint32_t table; /* index in the plugin's `facts` */
	const char *key;
	uint32_t key_length; /* 1 to 512 bytes */
	uint32_t reserved;
	const void *data; /* for a table with an element: a struct the host bound; else the plugin's own */
};

/* ---- The host's side ------------------------------------------------------------ */

struct caselint_eval;

/* Service results: 0, or one of these. After a failure the rule, computation or key in hand
 * is in error whatever the plugin returns, and the report names the plugin. */
#define CASELINT_OK INT32_C(0)
#define CASELINT_REFUSED INT32_C(-1) /* the call breaks this contract; the report says how */
#define CASELINT_LIMIT INT32_C(-2)   /* too many results of one record, or too much scratch */

/* What a plugin may ask of the host. Handed in with every eval; valid while the plugin is loaded.
 * Every function is called from within a call of the plugin only, with the eval (or a copy of it)
 * that call was given; of an eval that comes back the host reads `host` and nothing else. Members that a later minor
 * appended are asked for with CASELINT_HAS. */
struct caselint_services {
	uint32_t size;
	uint32_t reserved;
	/* Adds a finding to the record of `eval`. From check, for the rule in hand, and from reconcile, for any rule of
	 * the record's type. REFUSED: a rule, variant, outcome, place, value or date the contract or the ruleset does
	 * not know, a placeholder of the message without a value, or the value of a private field; also the 20,001st of
	 * a record. */
	int32_t (*finding)(const struct caselint_eval *eval, const struct caselint_finding *finding);
	/* Adds an instance's outcome for `rule` to the record of `eval`; the worst counts, so PASS takes
	 * NOTAPPLICABLE back. FAIL, UNKNOWN, PENDING and MANUAL are added by their finding.
	 * From reconcile only. */
	int32_t (*outcome)(const struct caselint_eval *eval, const char *rule, int32_t outcome);
	/* Adds an amount to the record of `eval`. From compute and reconcile. REFUSED as above, for kinds, steps and
	 * periods too; at most 20,000 of a record. */
	int32_t (*amount)(const struct caselint_eval *eval, const struct caselint_amount *amount);
	/* Adds a worksheet row of the record of `eval`. From compute and reconcile. REFUSED for a worksheet or column
	 * the ruleset does not declare, and for a private value in a column that is not restricted; at most 20,000 of a
	 * record. */
	int32_t (*row)(const struct caselint_eval *eval, const struct caselint_row *row);
	/* Gives a fact. From collect, for the first round of reconciling; from reconcile in the first round,
	 * for the second, which starts when the first has ended. REFUSED for a table the plugin does not have, a key
	 * that is empty or over 512 bytes, and a place that is not in the record; at most 20,000 of a record. */
	int32_t (*fact)(const struct caselint_eval *eval, const struct caselint_fact *fact);
	/* Zeroed memory, aligned to 16, until all calls for the record (or the key) are done; there is no freeing. From
	 * any function that has an eval. NULL, and the call is in error, when the record has taken more than 16 MiB in
	 * all. */
	void *(*scratch)(const struct caselint_eval *eval, size_t size);
	/* Whether two texts of the record are both present and equal byte by byte, private ones too: 1, 0, or
	 * CASELINT_REFUSED when a place is not a text. From any function that has an eval; in reconcile, where private
	 * texts are not known, one that is private is refused. */
	int32_t (*same_text)(
	    const struct caselint_eval *eval, const struct caselint_ref *left, const struct caselint_ref *right);
};

/* One record under one ruleset. Valid until the function it was handed to returns. A plugin may copy it and set
 * `prepared` in its copy, whose size is then that of the plugin's own struct. */
struct caselint_eval {
	uint32_t size;
	uint32_t record_type; /* index in the plugin's `records` */
	const struct caselint_services *services;
	void *host;     /* the host's own */
	void *instance; /* what `create` returned */
	/* The bound struct; in reconcile that of a fact whose table is one of `records`, else NULL. */
	const void *record;
	const void *parameters; /* the bound parameter struct of the ruleset; NULL when the plugin declares none */
	const void *prepared;   /* what `prepare` returned; in reconcile NULL */
	int32_t as_of;          /* the date the run judges by, or CASELINT_ABSENT */
	int32_t exported_on;    /* the date of the export, CASELINT_ABSENT or CASELINT_BAD */
};

/* A fact as it comes back in reconciliation. Valid until reconcile returns. */
struct caselint_known_fact {
	const struct caselint_eval *eval; /* the record that gave it: results go to that record */
	const void *data;                 /* the struct of that table, a copy */
	uint32_t table;                   /* index in the plugin's `facts` */
	uint32_t reserved;
};

/* All facts of one key: 1 to 4,096 of them, 1 MiB at most. Valid until reconcile returns. */
struct caselint_group {
	uint32_t size;
	uint32_t key_length;
	const char *key;
	struct caselint_array facts; /* of struct caselint_known_fact, in the order of the inputs */
	int32_t incomplete;          /* 1: some record could not be read or evaluated, so a fact that is not here
	                       may only be missing from what was read: UNKNOWN, never FAIL */
	uint32_t round;              /* 1: facts that collect gave; 2: facts that reconcile gave in round 1 */
};

/* ---- The plugin's side ------------------------------------------------------------ */

struct caselint_rule;

/* Answers for one record. The host calls it in a worker, once for every record of the rule's type under the ruleset
 * that is chosen for it, unless the user did not select the rule. `rule` is the plugin's own element of `rules`.
 * Reports a finding for every instance that is not PASS, and returns the worst outcome of them; PASS or NOTAPPLICABLE
 * when there was no finding. An outcome has to be one the ruleset declares for the rule. Pure. */
typedef int32_t caselint_check(const struct caselint_eval *eval, const struct caselint_rule *rule);

struct caselint_rule {
	const char *id; /* as in the ruleset file, "OH-LIV-03"; not "CL-...", which are the host's */
	caselint_check *check;
	const void *data;     /* the plugin's own, for a function that serves several rules */
	uint32_t record_type; /* index in `records`: the rule is asked for these records only */
	uint32_t reserved;
};

/* A jurisdiction. Texts are one line of 1 to 256 bytes. Functions that may be NULL say so; the host checks the whole
 * descriptor, tables against schema and rules against rulesets before it calls any of them. */
struct caselint_plugin {
	uint32_t size;
	uint32_t reserved;
	const char *id;                          /* "us-oh": also the name of the bundle's folder */
	const char *jurisdiction;                /* "US-OH" */
	const char *title;                       /* one line for lists */
	const char *version;                     /* of the plugin, "1.0.0" */
	const char *record_namespace;            /* of the elements and of the schema */
	const char *schema;                      /* file name of the XSD in the bundle's folder */
	struct caselint_array records;           /* of const struct caselint_table * */
	struct caselint_array rules;             /* of struct caselint_rule */
	struct caselint_array facts;             /* of const struct caselint_table *; a table of `records`, or one of
	                                  the plugin's own with element NULL */
	const struct caselint_table *parameters; /* the parameter struct; NULL: none */
	/* Makes an instance. Called once, in the main process, as the last step of loading, before any input is read.
	 * Returns 0 with *ret_instance set (NULL is allowed), or CASELINT_REFUSED: the plugin is then refused. May be
	 * NULL. */
	int32_t (*create)(void **ret_instance);
	/* Frees the instance. Called once, in the main process, after the last use of the plugin; not after a failed
	 * create, and not when the program is ended by a signal. May be NULL. */
	void (*destroy)(void *instance);
	/* Whether the ruleset in `eval->parameters` is the one for this record: 1 or 0. Called only when
	 * the bundle has several rulesets, by id until one says 1; where none does, or this is NULL, the first is
	 * taken. Any other answer puts all rules of the record in error. */
	int32_t (*applies)(const struct caselint_eval *eval);
	/* What all rules of a record need, worked out once; in scratch memory. Called before the first
	 * rule; *ret_prepared, NULL before, comes back as eval->prepared in check, compute and collect of the same
	 * record. 0 or CASELINT_REFUSED: then all rules of the record are in error, and it gives no facts. May be
	 * NULL. */
	int32_t (*prepare)(const struct caselint_eval *eval, const void **ret_prepared);
	/* Reports amounts and worksheet rows. Called after the rules, whatever they answered. 0 or CASELINT_REFUSED.
	 * May be NULL. */
	int32_t (*compute)(const struct caselint_eval *eval);
	/* Gives facts. Called after compute. 0 or CASELINT_REFUSED: then the record has given none, and every key of
	 * the run is incomplete. May be NULL when `facts` is empty. */
	int32_t (*collect)(const struct caselint_eval *eval);
	/* Answers what needs several records. Called once per key and round after the last record, in byte order
	 * of keys within a worker. 0 or CASELINT_REFUSED: every record of the key is then in error. May be NULL when
	 * `facts` is empty. Not called for a key that has more than 4,096 facts, or 1 MiB of them: the records that
	 * gave them are in error. */
	int32_t (*reconcile)(void *instance, const struct caselint_group *group);
};

/* The exported object. The first four members are read before anything else is believed, and stay where they are in
 * every version. */
struct caselint_entry {
	uint32_t magic;       /* CASELINT_MAGIC */
	uint32_t size;        /* sizeof(struct caselint_entry) */
	uint32_t abi_major;   /* CASELINT_ABI_MAJOR the plugin was built with */
	uint32_t abi_minor;   /* CASELINT_ABI_MINOR it was built with */
	uint32_t needs_minor; /* the oldest host minor it can live with: 0 when it asks with CASELINT_HAS before it uses
	                         what came later */
	uint32_t reserved;
	const struct caselint_plugin *plugin;
};

#define CASELINT_EXPORT __attribute__((visibility("default")))

/* Defined by the plugin: the only symbol it exports. */
extern CASELINT_EXPORT const struct caselint_entry caselint_plugin_entry;

/* The entry of a plugin that can live with every host of this major version. */
#define CASELINT_ENTRY(plugin_pointer)                                                                                 \
	{                                                                                                              \
		CASELINT_MAGIC, (uint32_t)sizeof(struct caselint_entry), CASELINT_ABI_MAJOR, CASELINT_ABI_MINOR, 0, 0, \
		    (plugin_pointer)                                                                                   \
	}

#ifdef __cplusplus
}
#endif

#endif
