/* What the documents of a worksheet have in common; see report/worksheet_document.h. */
#include "report/worksheet_document.h"

#include <string.h>

#define NOTICE "Confidential"

bool
worksheet_line_is_notice(const char *line)
{
	struct text text = text_trim(text_of(line));

	return text_starts_with(text, NOTICE);
}

const char *
worksheet_notice(const struct ruleset_worksheet *sheet)
{
	for (size_t i = 0; i < sheet->line_count; i++) {
		if (worksheet_line_is_notice(sheet->lines[i]))
			return sheet->lines[i];
	}
	return "Confidential: this document names people. Disclose it for the administration of the program only, and "
	       "note "
	       "each disclosure.";
}
