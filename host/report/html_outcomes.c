/*
 * Outcomes in the HTML report, by rule and by county or district: tables whose
 * rows have a bar beside their numbers, the worst first.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "report/html_parts.h"
#include "report/text_page.h"

#define RULES_SHOWN 400U
#define GROUPS_SHOWN 100U

static const struct html_key keys[] = {
    {"bad", "fail or error"},
    {"unknown", "unknown"},
    {"pending", "pending"},
    {"manual", "manual"},
    {"good", "pass"},
    {"none", "not applicable"},
};

/* ---- Numbers and bars --------------------------------------------------------------------- */

static void
put_columns(struct html *html, const char *what)
{
	html_open(html, "thead", NULL);
	html_open(html, "tr", NULL);
	html_column(html, NULL, what);
	html_column(html, "chart", "Share of records");
	html_column(html, "number", "Fail");
	html_column(html, "number", "Error");
	html_column(html, "number", "Unknown");
	html_column(html, "number", "Pending");
	html_column(html, "number", "Manual");
	html_column(html, "number", "Pass");
	html_column(html, "number", "Not applicable");
	html_close(html);
	html_close(html);
}

/* What is withheld is some. */
static uint64_t
at_least(uint64_t count)
{
	return count == COUNT_WITHHELD ? 1 : count;
}

static uint64_t
sum_of(const uint64_t outcomes[OUTCOMES])
{
	uint64_t sum = 0;

	for (size_t i = 0; i < OUTCOMES; i++)
		sum += at_least(outcomes[i]);
	return sum;
}

static bool
any_withheld(const uint64_t outcomes[OUTCOMES])
{
	for (size_t i = 0; i < OUTCOMES; i++) {
		if (outcomes[i] == COUNT_WITHHELD)
			return true;
	}
	return false;
}

static void
put_outcome_bar(struct html *html, const uint64_t outcomes[OUTCOMES], uint64_t whole)
{
	const struct html_segment segments[] = {
	    {"bad", outcomes[CASELINT_FAIL] + outcomes[CASELINT_ERROR]},
	    {"unknown", outcomes[CASELINT_UNKNOWN]},
	    {"pending", outcomes[CASELINT_PENDING]},
	    {"manual", outcomes[CASELINT_MANUAL]},
	    {"good", outcomes[CASELINT_PASS]},
	    {"none", outcomes[CASELINT_NOTAPPLICABLE]},
	};

	html_bar(html, segments, sizeof segments / sizeof segments[0], whole);
}

static void
put_outcome_cells(struct html *html, const uint64_t outcomes[OUTCOMES], uint64_t whole)
{
	static const int32_t order[] = {CASELINT_FAIL, CASELINT_ERROR, CASELINT_UNKNOWN, CASELINT_PENDING,
	    CASELINT_MANUAL, CASELINT_PASS, CASELINT_NOTAPPLICABLE};

	html_open(html, "td", "chart");
	if (!any_withheld(outcomes))
		put_outcome_bar(html, outcomes, whole);
	html_close(html);
	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
		html_count_cell(html, outcomes[order[i]]);
}

/* The worst first; among equals the order of the letter, or of the alphabet. */
static int
outcomes_compare(const uint64_t left[OUTCOMES], const uint64_t right[OUTCOMES])
{
	uint64_t left_bad = at_least(left[CASELINT_FAIL]) + at_least(left[CASELINT_ERROR]);
	uint64_t right_bad = at_least(right[CASELINT_FAIL]) + at_least(right[CASELINT_ERROR]);

	if (left_bad != right_bad)
		return left_bad > right_bad ? -1 : 1;
	for (size_t i = CASELINT_UNKNOWN; i < CASELINT_PASS; i++) {
		if (at_least(left[i]) != at_least(right[i]))
			return at_least(left[i]) > at_least(right[i]) ? -1 : 1;
	}
	return 0;
}

/* ---- By rule ------------------------------------------------------------------------------ */

static int
rule_compare(const void *left_pointer, const void *right_pointer)
{
	const struct tally_rule *left = *(const struct tally_rule *const *)left_pointer;
	const struct tally_rule *right = *(const struct tally_rule *const *)right_pointer;
	int order = outcomes_compare(left->outcomes, right->outcomes);

	return order != 0 ? order : (left > right) - (left < right);
}

/* Rules that applied to some record, sorted. */
static const struct tally_rule **
list_rules(const struct tally *tally, size_t *ret_count)
{
	const struct tally_rule **rules = memory_zeroed(tally->rule_count + 1, sizeof *rules);
	size_t count = 0;

	for (size_t i = 0; i < tally->rule_count; i++) {
		const uint64_t *outcomes = tally->rules[i].outcomes;

		if (sum_of(outcomes) > at_least(outcomes[CASELINT_NOTAPPLICABLE]))
			rules[count++] = &tally->rules[i];
	}
	qsort(rules, count, sizeof *rules, rule_compare);
	*ret_count = count;
	return rules;
}

/* The texts of a rule by the first ruleset that has it. */
static const struct ruleset_rule *
texts_of(const struct html_report *report, const struct tally_rule *rule, const struct ruleset **ret_ruleset)
{
	const struct run_bundle *bundle = &report->facts->bundles[rule->bundle];
	const struct ruleset_rule *texts = NULL;

	for (size_t i = 0; texts == NULL && i < bundle->ruleset_count; i++) {
		*ret_ruleset = bundle->rulesets[i];
		texts = html_rule_of(bundle->rulesets[i], text_of(rule->id));
	}
	return texts;
}

/* With a link to its first finding, where there is one. */
static void
put_rule_id(struct html *html, const struct html_report *report, const char *id)
{
	char anchor[HTML_NAME_BYTES * 2];

	for (size_t i = 0; i < report->rules_found.count; i++) {
		if (!text_equals(report->rules_found.items[i], id))
			continue;
		snprintf(anchor, sizeof anchor, "rule-%s", id);
		html_open(html, "a", NULL);
		html_link_to(html, &report->book, "findings", report->rule_pages[i], text_of(anchor));
		html_words(html, id);
		html_close(html);
		return;
	}
	html_words(html, id);
}

static void
put_rule(struct html *html, const struct html_report *report, const struct tally_rule *rule)
{
	const struct ruleset *ruleset = NULL;
	const struct ruleset_rule *texts = texts_of(report, rule, &ruleset);

	html_open(html, "tr", NULL);
	html_open(html, "th", NULL);
	html_attribute(html, "scope", "row");
	put_rule_id(html, report, rule->id);
	if (texts != NULL) {
		html_format(html, " %s ", texts->title);
		html_open(html, "span", "soft");
		html_cites(html, report, ruleset, text_of(texts->cite));
		html_close(html);
	}
	html_close(html);
	put_outcome_cells(html, rule->outcomes, sum_of(rule->outcomes));
	html_close(html);
	html_words(html, "\n");
}

static void
put_unasked(struct html *html, const struct html_report *report, size_t applied)
{
	size_t idle = report->tally->rule_count - applied;

	if (idle == 0)
		return;
	html_open(html, "p", "soft");
	html_count_words(html, idle, "rule that was run applies", "rules that were run apply");
	html_words(html, " to no record of this run.");
	html_close(html);
}

/* Whether some record has a finding by it. */
static bool
has_findings(const struct tally_rule *rule)
{
	return sum_of(rule->outcomes) >
	       at_least(rule->outcomes[CASELINT_PASS]) + at_least(rule->outcomes[CASELINT_NOTAPPLICABLE]);
}

static void
put_rule_table(struct html *html, const struct html_report *report, const struct tally_rule *const *rules, size_t count,
    const char *label)
{
	html_table(html, NULL, NULL, label);
	put_columns(html, "Rule");
	html_open(html, "tbody", NULL);
	for (size_t i = 0; i < count && i < RULES_SHOWN; i++)
		put_rule(html, report, rules[i]);
	html_close(html);
	html_table_end(html);
	if (count <= RULES_SHOWN)
		return;
	html_open(html, "p", NULL);
	html_format(html, "And %zu more rules; the JSON report has all of them.", count - RULES_SHOWN);
	html_close(html);
}

static void
put_rules(struct html *html, const struct html_report *report)
{
	size_t count = 0;
	size_t open = 0;
	const struct tally_rule **rules = list_rules(report->tally, &count);

	html_heading(html, 3, "outcomes-by-rule", "By rule");
	while (open < count && has_findings(rules[open]))
		open++;
	if (open > 0)
		put_rule_table(html, report, rules, open, "Rules with findings, the worst first");
	if (open < count) {
		html_open(html, "details", NULL);
		html_open(html, "summary", NULL);
		html_count_words(html, count - open, "rule that every record", "rules that every record");
		html_words(html, " they apply to has passed");
		html_close(html);
		put_rule_table(html, report, rules + open, count - open, "Rules without a finding");
		html_close(html);
	}
	put_unasked(html, report, count);
	memory_free(rules);
}

/* ---- By county or district ---------------------------------------------------------------- */

static int
group_compare(const void *left_pointer, const void *right_pointer)
{
	const struct tally_group *left = *(const struct tally_group *const *)left_pointer;
	const struct tally_group *right = *(const struct tally_group *const *)right_pointer;
	int order = outcomes_compare(left->outcomes, right->outcomes);

	return order != 0 ? order : (left > right) - (left < right);
}

/* With a link to its first finding, where there is one. */
static void
put_group_link(struct html *html, const struct html_report *report, const struct tally_group *group)
{
	char anchor[HTML_NAME_BYTES];

	for (size_t i = 0; i < report->groups_found.count; i++) {
		if (!text_equal(report->groups_found.items[i], group->group))
			continue;
		snprintf(anchor, sizeof anchor, "group-%zu", i);
		html_open(html, "a", NULL);
		html_link_to(html, &report->book, "findings", report->group_pages[i], text_of(anchor));
		html_group_name(html, report->facts, group);
		html_close(html);
		return;
	}
	html_group_name(html, report->facts, group);
}

static const struct tally_group **
list_groups(const struct tally *tally)
{
	const struct tally_group **groups = memory_zeroed(tally->group_count + 1, sizeof *groups);

	for (size_t i = 0; i < tally->group_count; i++)
		groups[i] = &tally->groups[i];
	qsort(groups, tally->group_count, sizeof *groups, group_compare);
	return groups;
}

static uint64_t
most_records(const struct tally *tally)
{
	uint64_t most = 0;

	for (size_t i = 0; i < tally->group_count; i++)
		most = tally->groups[i].records > most ? tally->groups[i].records : most;
	return most;
}

/* Bars of counties share one scale, so that large ones look large. */
static void
put_groups(struct html *html, const struct html_report *report)
{
	const struct tally *tally = report->tally;
	const struct tally_group **groups = list_groups(tally);
	uint64_t whole = most_records(tally);

	html_heading(html, 3, "outcomes-by-group", "By county or district");
	if (tally->groups_withheld)
		html_element(html, "p", NULL, text_of("Withheld: what is told of some would tell of others."));
	if (tally->group_count > 0) {
		html_table(html, NULL, NULL, "Records of each county or district, by their worst outcome");
		put_columns(html, "County or district");
		html_open(html, "tbody", NULL);
		for (size_t i = 0; i < tally->group_count && i < GROUPS_SHOWN; i++) {
			html_open(html, "tr", NULL);
			html_open(html, "th", NULL);
			html_attribute(html, "scope", "row");
			put_group_link(html, report, groups[i]);
			html_close(html);
			put_outcome_cells(html, groups[i]->outcomes, whole);
			html_close(html);
			html_words(html, "\n");
		}
		html_close(html);
		html_table_end(html);
	}
	if (tally->group_count > GROUPS_SHOWN) {
		html_open(html, "p", NULL);
		html_format(html, "And %zu more, with fewer failures.", tally->group_count - GROUPS_SHOWN);
		html_close(html);
	}
	memory_free(groups);
}

void
html_outcomes(struct html *html, const struct html_report *report)
{
	html_open(html, "section", NULL);
	html_heading(html, 2, "outcomes", "Outcomes");
	html_legend(html, keys, sizeof keys / sizeof keys[0]);
	put_rules(html, report);
	put_groups(html, report);
	html_close(html);
}
