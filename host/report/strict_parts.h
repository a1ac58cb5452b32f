/* What the files of the strict view share. Nothing outside of it includes this. */
#ifndef CASELINT_REPORT_STRICT_PARTS_H
#define CASELINT_REPORT_STRICT_PARTS_H

#include "report/strict.h"

/* What a record is changed by. */
struct strict_records {
	const struct run_facts *facts;
	const struct pseudonyms *pseudonyms;
};

/* Takes out of a record what a strict report does not tell; a spool_view_fn. `context` is a struct strict_records. */
void strict_record(const void *context, struct result_record *record, struct arena *arena);

#endif
