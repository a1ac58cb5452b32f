/*
 * A fault of an input: something that kept bytes from being read as records.
 * Sources and the splitter hand them out; the engine turns each into an input
 * finding. A fault never quotes the input.
 */
#ifndef CASELINT_INPUT_FAULT_H
#define CASELINT_INPUT_FAULT_H

#include <stdint.h>

/* What went wrong. Each kind is a host rule of its own (report/host_rules.def). */
enum fault_kind {
	FAULT_MISSING,         /* no such file, or no right to read it */
	FAULT_UNREADABLE,      /* reading failed half way */
	FAULT_NO_INPUT,        /* a folder or an archive without any input in it */
	FAULT_EMPTY,           /* no byte, or nothing but blanks */
	FAULT_ENCODING,        /* unknown encoding, or bytes that are not of the one declared */
	FAULT_ARCHIVE,         /* damaged, encrypted, or nested archive */
	FAULT_ARCHIVE_RATIO,   /* an archive that grows beyond LIMIT_ARCHIVE_RATIO */
	FAULT_ARCHIVE_MEMBERS, /* more members than LIMIT_ARCHIVE_MEMBERS */
	FAULT_PATHS,           /* too many files or folders, or a path too long */
	FAULT_DOCTYPE,         /* a document type declaration */
	FAULT_PROLOG,          /* text, a bad declaration, or a bad tag before the root */
	FAULT_ROOT,            /* the root is not CaseExport of the export namespace */
	FAULT_TRUNCATED,       /* the input ends inside a record, a tag or the root */
	FAULT_AFTER_ROOT,      /* anything but blanks, comments and PIs after the root */
	FAULT_RECORD_BROKEN,   /* a record whose tags do not match */
	FAULT_RECORD_HIDDEN,   /* a comment or CDATA section that holds a record's start tag */
	FAULT_STRAY_END,       /* an end tag that matches nothing */
	FAULT_STRAY_TEXT,      /* text between records */
	FAULT_MARKUP,          /* "<" inside a tag, "--" inside a comment, a bad tag */
	FAULT_RECORD_BYTES,    /* a record over LIMIT_RECORD_BYTES */
	FAULT_TAG_BYTES,       /* a tag over LIMIT_TAG_BYTES */
	FAULT_ATTRIBUTES,      /* a tag with more than LIMIT_ATTRIBUTES attributes */
	FAULT_DEPTH,           /* elements nested deeper than LIMIT_DEPTH */
	FAULT_KINDS
};

/* One fault. Lives during the call that hands it out. */
struct fault {
	enum fault_kind kind;
	uint64_t line;        /* 1-based; 0: the fault has no place in a text */
	uint64_t column;      /* 1-based, in bytes; 0: unknown */
	uint64_t byte;        /* offset in the decoded text */
	uint64_t record_line; /* where the record it broke begins; 0: it broke none */
	const char *detail;   /* fixed words or a system error text, never input; NULL: none */
};

/* Receives faults in the order of the input. */
typedef void fault_fn(void *context, const struct fault *fault);

#endif
