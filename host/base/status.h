/*
 * Status codes: "could I do my work?". A status is never a finding about a
 * case; findings are data and live in the report model. Every fallible function
 * of the host returns one of these.
 */
#ifndef CASELINT_BASE_STATUS_H
#define CASELINT_BASE_STATUS_H

/* The result of a function that can fail; 0 is success. */
enum status {
	STATUS_OK = 0,
	STATUS_END,      /* nothing more to read; not an error */
	STATUS_ABSENT,   /* the thing asked for does not exist */
	STATUS_INVALID,  /* the input does not have the form it must have */
	STATUS_LIMIT,    /* a limit of base/limits.h was reached */
	STATUS_OVERFLOW, /* a computation left the range of its type */
	STATUS_IO,       /* the operating system refused to read or write */
	STATUS_REFUSED,  /* a plugin or a ruleset was not accepted */
	STATUS_BREACH,   /* a plugin broke the contract while it was running */
	STATUS_INTERNAL, /* a defect of caselint itself */
};

/* Every function that returns a status is declared with this. */
#define CASELINT_NODISCARD __attribute__((warn_unused_result))
#define CASELINT_PRINTF(text, first) __attribute__((format(printf, text, first)))

#endif
