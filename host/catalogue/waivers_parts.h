/*
 * What the readers of waivers share: a waiver as both forms write it, and its
 * checks. Nothing outside them includes this.
 */
#ifndef CASELINT_CATALOGUE_WAIVERS_PARTS_H
#define CASELINT_CATALOGUE_WAIVERS_PARTS_H

#include "catalogue/waivers.h"

/* A file being read. */
struct waivers_file {
	struct waivers *waivers;
	const char *path;
	const struct waiver_setting *setting;
	struct buffer *why;
};

/* A waiver as it is written; texts are views, without blanks at their ends. */
struct waiver_draft {
	uint32_t line;
	struct text rules; /* ids with blanks between */
	struct text scope; /* "finding", "record", "group", "*" */
	struct text type;
	struct text id;
	struct text reason;
	struct text granted_by;
	struct text granted;
	struct text expires;
};

/* Writes "PATH:LINE: sentence" (no line when it is 0) to `why` and returns STATUS_INVALID. */
enum status waivers_refuse(const struct waivers_file *file, uint32_t line, const char *format, ...)
    CASELINT_PRINTF(3, 4);
/* Checks a draft and adds it. */
CASELINT_NODISCARD
enum status waivers_add(const struct waivers_file *file, const struct waiver_draft *draft);

/* The two forms. */
CASELINT_NODISCARD
enum status waivers_read_xml(const struct waivers_file *file);
CASELINT_NODISCARD
enum status waivers_read_csv(const struct waivers_file *file, struct text bytes);

#endif
