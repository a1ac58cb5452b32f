/*
 * Problems of form: what the schema, the binder or the parser found wrong with a
 * record or with the root. Never quotes a value, nor a name the schema does not know.
 */
#ifndef CASELINT_RECORD_PROBLEM_H
#define CASELINT_RECORD_PROBLEM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* Each kind is a host rule of its own. */
enum problem_kind {
	PROBLEM_MALFORMED,         /* not well-formed XML; the record is not evaluated */
	PROBLEM_NAMESPACES,        /* namespace declarations over LIMIT_NAMESPACES; the record is not evaluated */
	PROBLEM_NAMES,             /* names that no table binds over LIMIT_NAMES; the record is not evaluated */
	PROBLEM_TEXT_BYTES,        /* character data over LIMIT_TEXT_BYTES; the value is bad */
	PROBLEM_VERSION,           /* schemaVersion is not one this caselint knows */
	PROBLEM_ROOT_VALUE,        /* an attribute of the root is missing or unreadable */
	PROBLEM_UNKNOWN_NAMESPACE, /* a record no plugin is loaded for; not evaluated */
	PROBLEM_UNKNOWN_RECORD,    /* a record type its plugin does not know; not evaluated */
	PROBLEM_UNKNOWN_ELEMENT,   /* an element the schema does not allow here */
	PROBLEM_UNKNOWN_ATTRIBUTE, /* an attribute the schema does not allow here */
	PROBLEM_MISSING,           /* an element or attribute the schema demands */
	PROBLEM_VALUE,             /* a value that is not of its type */
	PROBLEM_REPEATED,          /* a single value given twice */
	PROBLEM_SCHEMA,            /* any other violation of the schema */
	PROBLEM_RECORD_ID,         /* a record without a usable id: evaluated, named by its place */
	PROBLEM_KINDS
};

struct problem {
	enum problem_kind kind;
	uint64_t line;      /* in the document */
	uint64_t column;    /* 0: unknown */
	struct text path;   /* known names only, "AdoptionSubsidyCase/Agreement/@effectiveOn"; may be empty */
	const char *detail; /* fixed words, "a date YYYY-MM-DD that exists"; NULL: none */
	bool is_key;        /* the value at fault is an id, or an id lies in what was given twice: others may look
	                       for this record and not find it */
};

#endif
