/* See report/verdict.h. */
#include "report/verdict.h"

#include <inttypes.h>

#include "report/mark_words.h"
#include "report/profile_words.h"
#include "report/text_page.h"

/* ---- What was checked ---- */

static void
say_failing(struct verdict *verdict, const struct run_counts *counts)
{
	uint64_t failing = counts->records_by_open[CASELINT_FAIL];
	uint64_t unknown = counts->records_by_open[CASELINT_UNKNOWN];

	verdict->word = "NOT COMPLIANT: ";
	verdict->tone = VERDICT_BAD;
	if (failing == COUNT_WITHHELD)
		buffer_append_text(&verdict->sentence, counts->records == COUNT_WITHHELD ? "" : "some of ");
	else
		buffer_append_format(&verdict->sentence, "%" PRIu64 " of ", failing);
	words_count(&verdict->sentence, counts->records, "record", "records");
	buffer_append_text(&verdict->sentence, failing == 1 ? " fails" : " fail");
	if (counts->open[SEVERITY_ERROR] == 0)
		buffer_append_text(&verdict->sentence, ", by rules that are no more than warnings");
	if (unknown > 0) {
		buffer_append_text(&verdict->sentence, "; ");
		words_count(&verdict->sentence, unknown, "record lacks", "records lack");
		buffer_append_text(&verdict->sentence, " data that rules need");
	}
	buffer_append_text(&verdict->sentence, ".");
}

static void
say_undecided(struct verdict *verdict, const struct run_counts *counts)
{
	verdict->word = "NOT DETERMINED: ";
	buffer_append_text(
	    &verdict->sentence, counts->excused > 0 ? "no other record fails, but " : "no record fails, but ");
	words_count(&verdict->sentence, counts->records_by_open[CASELINT_UNKNOWN], "record lacks", "records lack");
	buffer_append_text(&verdict->sentence, " data that rules need.");
}

static bool
has_marks(const struct run_counts *counts)
{
	return mark_count(counts->waived) > 0 || mark_count(counts->known) > 0;
}

static void
say_pending(struct verdict *verdict, const struct run_counts *counts)
{
	verdict->word = has_marks(counts) ? "COMPLIANT SO FAR BUT FOR WHAT IS WAIVED OR KNOWN: " : "COMPLIANT SO FAR: ";
	buffer_append_text(&verdict->sentence, counts->excused > 0 ? "no other record fails; " : "no record fails; ");
	words_count(
	    &verdict->sentence, counts->records_by_open[CASELINT_PENDING], "record has steps", "records have steps");
	buffer_append_text(&verdict->sentence, " still to be done.");
}

static void
say_compliant(struct verdict *verdict, const struct run_counts *counts)
{
	uint64_t manual = counts->records_by_open[CASELINT_MANUAL];

	verdict->word = "COMPLIANT: ";
	verdict->tone = VERDICT_GOOD;
	buffer_append_text(&verdict->sentence, counts->excused > 0 ? "no other record fails." : "no record fails.");
	if (manual == 0)
		return;
	buffer_append_text(&verdict->sentence, " ");
	words_count(&verdict->sentence, manual, "record awaits", "records await");
	buffer_append_text(&verdict->sentence, " what only a person can attest.");
}

/* What is waived or known is never passed over: clean is only what has none of it. */
static void
say_marks(struct verdict *verdict, const struct run_counts *counts)
{
	bool is_clean = counts->records_by_open[CASELINT_FAIL] + counts->records_by_open[CASELINT_UNKNOWN] == 0;

	if (!has_marks(counts))
		return;
	buffer_append_text(&verdict->sentence, is_clean ? " Clean but for " : " Not counted: ");
	mark_counts(&verdict->sentence, counts);
	buffer_append_text(&verdict->sentence, ".");
	if (verdict->tone != VERDICT_GOOD)
		return;
	verdict->word = "COMPLIANT BUT FOR WHAT IS WAIVED OR KNOWN: ";
	verdict->tone = VERDICT_OPEN;
}

static void
judge(const struct run_counts *counts, struct verdict *verdict)
{
	const uint64_t *by_outcome = counts->records_by_open;

	verdict->tone = VERDICT_OPEN;
	if (!run_counts_any_checked(counts)) {
		verdict->word = "NOTHING CHECKED: ";
		buffer_append_text(&verdict->sentence, "there was no record to check.");
	} else if (by_outcome[CASELINT_FAIL] > 0) {
		say_failing(verdict, counts);
	} else if (by_outcome[CASELINT_UNKNOWN] > 0) {
		say_undecided(verdict, counts);
	} else if (by_outcome[CASELINT_PENDING] > 0) {
		say_pending(verdict, counts);
	} else if (by_outcome[CASELINT_PASS] + by_outcome[CASELINT_MANUAL] + counts->excused == 0) {
		verdict->word = "NOT APPLICABLE: ";
		buffer_append_text(&verdict->sentence, "no rule applies to any record.");
	} else {
		say_compliant(verdict, counts);
	}
}

void
verdict_of(const struct run_counts *counts, struct verdict *verdict)
{
	judge(counts, verdict);
	say_marks(verdict, counts);
}

static bool
has_exit_code(const struct run_facts *facts, int exit_code)
{
	for (size_t i = 0; i < facts->input_finding_count; i++) {
		if (facts->input_findings[i].exit_code == exit_code)
			return true;
	}
	return false;
}

const char *
verdict_missing(const struct run_facts *facts, const struct tally *tally)
{
	bool inputs = has_exit_code(facts, 3);
	bool rules = has_exit_code(facts, 4) || tally->counts.records_by_outcome[CASELINT_ERROR] > 0;

	if (facts->exit_code >= VERDICT_INTERRUPTED)
		return "the run was interrupted before its end.";
	if (inputs && rules)
		return "inputs were not read in full, and rules were not run.";
	if (inputs)
		return "inputs were not read in full.";
	if (rules)
		return "rules were not run on everything.";
	return "the run did not reach its end.";
}

/* ---- In one line ---- */

static void
append_verdict(struct buffer *line, const struct run_counts *counts)
{
	struct verdict verdict = {0};

	verdict_of(counts, &verdict);
	buffer_append_format(line, "%s%s", verdict.word, buffer_text(&verdict.sentence));
	buffer_clear(&verdict.sentence);
}

void
verdict_line(const struct run_facts *facts, const struct tally *tally, struct buffer *line)
{
	size_t all = run_rule_count(facts);

	if (facts->complete) {
		append_verdict(line, &tally->counts);
	} else {
		buffer_append_format(line, "INCOMPLETE: %s", verdict_missing(facts, tally));
		if (run_counts_any_checked(&tally->counts)) {
			buffer_append_text(line, " Of what was checked: ");
			append_verdict(line, &tally->counts);
		}
	}
	if (tally->rule_count < all)
		buffer_append_format(line, " Only %zu of %zu rules were selected.", tally->rule_count, all);
	if (facts->privacy.strict)
		buffer_append_text(line, " Strict privacy: ids are pseudonyms, values and small totals are withheld.");
	if (run_profile(facts) != NULL) {
		buffer_append_text(line, " ");
		profile_summary(line, run_profile(facts));
	}
}
