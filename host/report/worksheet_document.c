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

bool
worksheet_is_known(const struct run_facts *facts, const char *id, bool *ret_restricted)
{
	bool known = false;

	*ret_restricted = false;
	for (size_t i = 0; i < facts->bundle_count; i++) {
		for (size_t k = 0; k < facts->bundles[i].ruleset_count; k++) {
			const struct ruleset *ruleset = facts->bundles[i].rulesets[k];
			const struct ruleset_worksheet *sheet = ruleset_worksheet_named(ruleset, id);

			known = known || sheet != NULL;
			*ret_restricted = *ret_restricted || (sheet != NULL && sheet->restricted);
		}
	}
	return known;
}
