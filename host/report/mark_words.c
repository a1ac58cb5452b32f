/* See report/mark_words.h. */
#include "report/mark_words.h"

#include <inttypes.h>

#include "report/text_page.h"
#include "report/words.h"

const char *
mark_name(const struct result_finding *finding)
{
	switch (finding_mark(finding)) {
	case MARK_WAIVED: return "waived";
	case MARK_KNOWN: return "known";
	default: return finding->waiver != 0 && finding_is_open(finding) ? "expired" : NULL;
	}
}

static void
append_waived(struct buffer *words, const struct waiver *waiver)
{
	buffer_append_text(words, "waived until ");
	words_date(words, waiver->expires);
	buffer_append_format(words, " by %s: %s", waiver->granted_by, waiver->reason);
}

static void
append_expired(struct buffer *words, const struct waiver *waiver)
{
	buffer_append_format(words, "the waiver by %s expired on ", waiver->granted_by);
	words_date(words, waiver->expires);
}

void
mark_words(struct buffer *words, const struct run_facts *facts, const struct result_finding *finding)
{
	const struct waiver *waiver = finding_waiver(facts, finding);
	enum finding_mark mark = finding_mark(finding);

	if (mark == MARK_WAIVED && waiver != NULL)
		append_waived(words, waiver);
	else if (mark == MARK_KNOWN)
		buffer_append_text(words, "known from the baseline");
	if (finding->is_lapsed && waiver != NULL) {
		buffer_append_text(words, mark == MARK_KNOWN ? "; " : "");
		append_expired(words, waiver);
	}
}

uint64_t
mark_count(const uint64_t by_severity[SEVERITY_ERROR + 1])
{
	uint64_t count = 0;

	for (size_t i = SEVERITY_INFO; i <= SEVERITY_ERROR; i++) {
		if (by_severity[i] == COUNT_WITHHELD)
			return COUNT_WITHHELD;
		count += by_severity[i];
	}
	return count;
}

void
mark_counts(struct buffer *words, const struct run_counts *counts)
{
	uint64_t waived = mark_count(counts->waived);
	uint64_t known = mark_count(counts->known);

	if (waived > 0) {
		words_count(words, waived, "finding", "findings");
		buffer_append_text(words, " waived");
	}
	if (waived > 0 && known > 0) {
		buffer_append_text(words, ", ");
		words_number(words, known);
		buffer_append_text(words, " known");
	} else if (known > 0) {
		words_count(words, known, "finding", "findings");
		buffer_append_text(words, " known");
	}
}
