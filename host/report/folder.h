/*
 * A report that is a folder of files: written whole under a temporary name beside
 * its place, then put there at once. What stood there before stays until then,
 * and only an earlier report or an empty folder is ever replaced.
 */
#ifndef CASELINT_REPORT_FOLDER_H
#define CASELINT_REPORT_FOLDER_H

#include <stdbool.h>

#include "base/status.h"
#include "base/text.h"

#define FOLDER_INDEX "index.html"
/* Stands in the first bytes of every index.html made here: by it an earlier report is known. */
#define FOLDER_MARK "<!DOCTYPE html><!-- caselint report -->"

struct folder;

/* Why no report may take this place, as a phrase; NULL when one may: nothing is there, or an empty folder, or an
 * earlier report and nothing else. */
const char *folder_refusal(const char *path);

/* Makes the temporary folder. STATUS_IO when it cannot be made (sink_error says why), STATUS_LIMIT when another is
 * being written. */
CASELINT_NODISCARD
enum status folder_open(const char *path, struct folder **ret_folder);
/* Writes one file; after a failure nothing more is written. `name` is of the form index.html or records-0001.html. */
void folder_write(struct folder *folder, const char *name, struct text bytes);
/* Whether a file could not be written. */
bool folder_failed(const struct folder *folder);
/* Syncs, puts the folder in its place, and frees. STATUS_IO when any of it, or any write before, failed; then what was
 * there stays, and nothing of the new report is left. */
CASELINT_NODISCARD
enum status folder_commit(struct folder *folder);
/* Removes what was written and frees. NULL is allowed. */
void folder_abandon(struct folder *folder);
/* Removes the temporary folder of this process. Async-signal-safe, as sink_remove_unfinished, which calls it. */
void folder_remove_unfinished(void);

#endif
