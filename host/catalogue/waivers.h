/*
 * Waivers: findings that somebody has decided to accept for a time, as plain
 * data, and the files they are read from: XML (xsd/waivers.xsd) or CSV (RFC 4180).
 * A waiver says for which rules and for what, why, who granted it, and until when;
 * nothing of it may be missing. Whether one applies is judged elsewhere
 * (report/marks.h), against the date of the input.
 */
#ifndef CASELINT_CATALOGUE_WAIVERS_H
#define CASELINT_CATALOGUE_WAIVERS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "base/text.h"
#include "catalogue/ruleset.h"

/* What a waiver is for, the narrowest first. */
enum waiver_scope {
	WAIVER_FINDING, /* one finding, by its fingerprint */
	WAIVER_RECORD,  /* a record, by its type and id */
	WAIVER_GROUP,   /* a county or district */
	WAIVER_ALL,     /* everything; only where the file says so */
	WAIVER_SCOPES,
};

/* One waiver. Texts are of the author of the waiver, and shown in reports as they are. */
struct waiver {
	const char *file; /* as given */
	uint32_t line;    /* where it begins */
	struct names rules;
	enum waiver_scope scope;
	const char *type; /* name of the record's element; "" but for WAIVER_RECORD */
	const char *id;   /* fingerprint, record id or group; "" for WAIVER_ALL */
	const char *reason;
	const char *granted_by;
	int32_t granted; /* date */
	int32_t expires; /* date: the last day on which it holds */
};

/* "finding", "record", "group", "*". */
const char *waiver_scope_name(enum waiver_scope scope);
/* The inverse; WAIVER_SCOPES for no scope. */
enum waiver_scope waiver_scope_named(struct text name);

/* What a file of waivers is judged by. */
struct waiver_setting {
	const char *schema;          /* xsd/waivers.xsd */
	const char *const *rule_ids; /* that may be named; none: whatever has the form of an id */
	size_t rule_count;
	uint32_t most_days; /* from `granted` to `expires` */
};

/* Waivers of some files. */
struct waivers {
	struct arena arena;
	struct waiver *items;
	size_t count;
	size_t room;
	size_t pairs; /* of a waiver and a rule */
};

/* Adds the waivers of a file, in its order. STATUS_INVALID, STATUS_LIMIT or STATUS_ABSENT when there is anything wrong
 * with it: `why` then has "FILE:LINE: what; what to do", and what was added is of no use. */
CASELINT_NODISCARD
enum status waivers_read(
    struct waivers *waivers, const char *path, const struct waiver_setting *setting, struct buffer *why);
/* Of a zeroed struct, too. */
void waivers_clear(struct waivers *waivers);

#endif
