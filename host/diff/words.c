/* Names and sentences of a diff, the same in every format. */
#include <inttypes.h>

#include "diff/diff_parts.h"
#include "report/text_page.h"

static const char *const class_names[DIFF_CLASSES] = {"new", "worsened", "fixed", "persisting", "notComparable"};

/* A reason for programs and for people. */
struct reason {
	const char *name;
	const char *words;
};

static const struct reason reasons[DIFF_REASONS] = {
    [DIFF_NO_REASON] = {NULL, ""},
    [DIFF_OLD_INCOMPLETE] = {"oldIncomplete", "OLD was not complete"},
    [DIFF_NEW_INCOMPLETE] = {"newIncomplete", "NEW was not complete"},
    [DIFF_RECORD_GONE] = {"recordNotInNew", "its record is not in NEW"},
    [DIFF_RECORD_NEW] = {"recordNotInOld", "its record is not in OLD"},
    [DIFF_NO_RECORD_ID] = {"recordWithoutId", "its record has no id"},
    [DIFF_REPEATED_ID] = {"recordIdRepeated", "several records have the id of its record"},
    [DIFF_RULE_NOT_IN_OLD] = {"ruleNotRunInOld", "its rule was not run in OLD"},
    [DIFF_RULE_NOT_IN_NEW] = {"ruleNotRunInNew", "its rule was not run in NEW"},
    [DIFF_RULE_FAILED_OLD] = {"ruleFailedInOld", "its rule could not be run on the record in OLD"},
    [DIFF_RULE_FAILED_NEW] = {"ruleFailedInNew", "its rule could not be run on the record in NEW"},
    [DIFF_RULE_UNKNOWN_NEW] = {"ruleUnknownInNew", "NEW lacks data that its rule needs"},
    [DIFF_OTHER_PLUGIN] = {"otherPlugin", "the versions of the plugin differ"},
    [DIFF_OTHER_RULESET] = {"otherRuleset", "the rulesets differ"},
    [DIFF_OTHER_PARAMETERS] = {"otherParameters", "the parameters of the ruleset differ"},
    [DIFF_OTHER_SEVERITY] = {"otherSeverity", "its rule has another severity in NEW"},
    [DIFF_AS_OF] = {"asOf", "NEW was judged by an earlier day, or one of the runs by none"},
};

static const char *const change_names[DIFF_CHANGES] = {"same", "changed", "appeared", "vanished"};

const char *diff_class_name(enum diff_class class)
{
	return class_names[class];
}

const char *
diff_reason_name(enum diff_reason reason)
{
	return reasons[reason].name;
}

const char *
diff_reason_words(enum diff_reason reason)
{
	return reasons[reason].words;
}

const char *
diff_change_name(enum diff_change change)
{
	return change_names[change];
}

const char *
diff_gap_name(enum diff_gap gap)
{
	switch (gap) {
	case DIFF_GAP_OLD_INCOMPLETE: return "oldIncomplete";
	case DIFF_GAP_NEW_INCOMPLETE: return "newIncomplete";
	case DIFF_GAP_NOTHING_IN_COMMON: return "nothingInCommon";
	case DIFF_GAP_RULES: return "rulesNotRun";
	default: return "findingsNotComparable";
	}
}

static void
append_rules(struct buffer *text, const struct names *rules)
{
	words_count(text, rules->count, "rule", "rules");
	buffer_append_text(text, " of OLD ");
	buffer_append_text(text, rules->count == 1 ? "was" : "were");
	buffer_append_text(text, " not run in NEW: ");
	for (size_t i = 0; i < rules->count; i++)
		buffer_append_format(text, "%s%s", i == 0 ? "" : ", ", rules->items[i]);
	buffer_append_text(text, ".");
}

void
diff_gap_words(struct buffer *text, const struct diff *diff, enum diff_gap gap)
{
	const struct diff_totals *totals = &diff->totals;

	switch (gap) {
	case DIFF_GAP_OLD_INCOMPLETE: buffer_append_text(text, "OLD was not complete."); break;
	case DIFF_GAP_NEW_INCOMPLETE: buffer_append_text(text, "NEW was not complete."); break;
	case DIFF_GAP_NOTHING_IN_COMMON: buffer_append_text(text, "No record is in both runs."); break;
	case DIFF_GAP_RULES: append_rules(text, &totals->rules_gone); break;
	default:
		words_count(
		    text, totals->classes[DIFF_NOT_COMPARABLE].gated, "open finding of NEW", "open findings of NEW");
		buffer_append_text(text, " cannot be compared.");
		break;
	}
}

/* "2 open findings are new, 1 is worse; 3 are fixed, 10 persist; 1 finding cannot be compared." */
static void
append_counts(struct buffer *text, const struct diff_count *classes)
{
	uint64_t added = classes[DIFF_NEW].open;
	uint64_t worse = classes[DIFF_WORSENED].open;
	uint64_t apart = classes[DIFF_NOT_COMPARABLE].all;

	words_count(text, added, "open finding is new", "open findings are new");
	buffer_append_format(text, ", %" PRIu64 "%s; ", worse, worse == 1 ? " is worse" : " are worse");
	buffer_append_format(text, "%" PRIu64 "%s, ", classes[DIFF_FIXED].open,
	    classes[DIFF_FIXED].open == 1 ? " is fixed" : " are fixed");
	buffer_append_format(text, "%" PRIu64 "%s", classes[DIFF_PERSISTING].open,
	    classes[DIFF_PERSISTING].open == 1 ? " persists" : " persist");
	if (apart > 0) {
		buffer_append_text(text, "; ");
		words_count(text, apart, "finding", "findings");
		buffer_append_text(text, " cannot be compared");
	}
	buffer_append_text(text, ".");
}

void
diff_verdict(struct buffer *text, const struct diff *diff)
{
	const struct diff_totals *totals = &diff->totals;
	const struct diff_count *classes = totals->classes;

	if (totals->gaps != 0) {
		buffer_append_text(text, "INCOMPLETE: ");
		for (unsigned gap = 1; gap <= DIFF_GAP_FINDINGS; gap *= 2) {
			if ((totals->gaps & gap) == 0)
				continue;
			diff_gap_words(text, diff, (enum diff_gap)gap);
			buffer_append_text(text, " ");
		}
		if (totals->records_in_both == 0)
			buffer_append_text(text, "What was read: ");
		else
			buffer_append_text(text, "Of what was compared: ");
	}
	if (classes[DIFF_NEW].open + classes[DIFF_WORSENED].open > 0)
		buffer_append_text(text, "WORSE: ");
	else if (totals->gaps != 0)
		buffer_append_text(text, "no worse: ");
	else if (classes[DIFF_FIXED].open > 0)
		buffer_append_text(text, "BETTER: ");
	else
		buffer_append_text(text, "NO WORSE: ");
	append_counts(text, classes);
}
