/* `caselint plugin-test` as a page: failures first, then what cases do not show, then what nothing noticed. */
#include <inttypes.h>
#include <string.h>

#include "authoring/place.h"
#include "cli/plugin_test.h"

#define LABEL_COLUMNS 10U
#define RULE_COLUMNS 14U

/* ---- Failures ---------------------------------------------------------------------------- */

static void
put_failure(struct page *page, const struct case_failure *failure)
{
	struct buffer *draft = page_draft(page);

	if (*failure->record != '\0')
		buffer_append_format(draft, "%s, ", failure->record);
	buffer_append_format(draft, "%s (%s:%" PRIu32 ")", failure->what, failure->file->path, failure->line);
	page_put_draft(page, 2, 4, PAGE_PLAIN, "");
	page_label(page, 4, LABEL_COLUMNS, "expected", text_of(failure->expected));
	page_label(page, 4, LABEL_COLUMNS, "got", text_of(failure->got));
}

static void
put_failed_case(struct page *page, const struct suite *suite, const struct suite_case *one)
{
	struct buffer *draft = NULL;

	page_blank(page);
	draft = page_draft(page);
	buffer_append_format(
	    draft, "case %s (%s:%" PRIu32 "): %s", one->of->id, one->file->path, one->of->line, one->of->title);
	page_put_draft(page, 0, 2, PAGE_RED, "FAILED ");
	for (size_t i = 0; i < one->failure_count; i++)
		put_failure(page, &suite->judgement.failures[one->first_failure + i]);
}

/* ---- What cases do not show ------------------------------------------------------------------ */

static void
put_rule_outcomes(struct page *page, const char *id, uint32_t outcomes)
{
	struct buffer text = {0};

	plugin_test_append_outcomes(&text, outcomes);
	page_label(page, 2, RULE_COLUMNS, id, text_view(buffer_text(&text), text.length));
	buffer_clear(&text);
}

static void
put_missing(struct page *page, const struct plugin_test *test)
{
	const struct coverage *coverage = &test->suite.coverage;

	if (plugin_test_missing_rules(test) > 0)
		answer_section(page, "Rules without a case of these outcomes, which their ruleset declares");
	for (size_t i = 0; i < coverage->rule_count; i++) {
		if (coverage_missing(&coverage->rules[i]) != 0)
			put_rule_outcomes(page, coverage->rules[i].id, coverage_missing(&coverage->rules[i]));
	}
	if (plugin_test_missing_amounts(test) > 0)
		answer_section(page, "Amounts without a case");
	for (size_t i = 0; i < coverage->amount_count; i++) {
		if (!coverage->amounts[i].shown && !coverage->amounts[i].excused)
			page_format(page, 2, 4, "%s", coverage->amounts[i].kind);
	}
}

static void
put_unshown(struct page *page, const struct coverage *coverage)
{
	bool any = false;

	for (size_t i = 0; i < coverage->rule_count; i++) {
		uint32_t outcomes = coverage_unshown(&coverage->rules[i]);

		if (outcomes == 0)
			continue;
		if (!any)
			answer_section(page, "Other outcomes without a case (allowed)");
		any = true;
		put_rule_outcomes(page, coverage->rules[i].id, outcomes);
	}
}

static void
put_silent_messages(struct page *page, const struct coverage *coverage)
{
	bool any = false;

	for (size_t i = 0; i < coverage->message_count; i++) {
		const struct covered_message *message = &coverage->messages[i];

		if (message->came_up)
			continue;
		if (!any)
			answer_section(page, "Messages that came up in no case (allowed)");
		any = true;
		page_label(page, 2, RULE_COLUMNS, message->rule->id,
		    text_of(message->message->variant == NULL ? "the ordinary message" : message->message->variant));
	}
}

static void
put_untested(struct page *page, const struct case_file *file)
{
	for (size_t i = 0; i < file->untested_count; i++) {
		const struct case_untested *untested = &file->untested[i];
		struct buffer *draft = page_draft(page);

		answer_append_names(draft, &untested->rules);
		if (untested->rules.count > 0 && untested->amounts.count > 0)
			buffer_append_text(draft, ", ");
		answer_append_names(draft, &untested->amounts);
		if (untested->outcome != 0)
			buffer_append_format(draft, " (%s)", outcome_name(untested->outcome));
		buffer_append_format(draft, ": %s", untested->reason);
		page_put_draft(page, 2, 4, PAGE_PLAIN, "");
	}
}

static void
put_all_untested(struct page *page, const struct suite *suite)
{
	size_t count = 0;

	for (size_t i = 0; i < suite->file_count; i++)
		count += suite->files[i]->untested_count;
	if (count > 0)
		answer_section(page, "Deliberately without a case");
	for (size_t i = 0; i < suite->file_count; i++)
		put_untested(page, suite->files[i]);
}

static void
put_unread(struct page *page, const struct plugin_test *test)
{
	const char *at = buffer_text(&test->unread);

	if (test->unread_count > 0)
		answer_section(page, "In the XSD, but in no table of the plugin, and not in `ignored` of one");
	while (*at != '\0') {
		size_t length = strcspn(at, "\n");

		page_paragraph(page, 2, 4, PAGE_PLAIN, "", text_view(at, length));
		at += length + (at[length] == '\n' ? 1 : 0);
	}
}

static void
put_sentences(struct page *page, const struct ruleset *ruleset)
{
	bool any = false;

	for (size_t i = 0; i < ruleset->sentence_count; i++) {
		const struct ruleset_sentence *sentence = &ruleset->sentences[i];
		struct buffer *draft = NULL;

		if (sentence->rules.count > 0)
			continue;
		if (!any) {
			draft = page_draft(page);
			buffer_append_format(draft, "Sentences of %s without a rule", ruleset->id);
			page_blank(page);
			page_put_draft(page, 0, 0, PAGE_BOLD, "");
		}
		any = true;
		draft = page_draft(page);
		buffer_append_format(draft, "%s, %s: %s", sentence->cite,
		    sentence->state == SENTENCE_MANUAL ? "manual" : "context", sentence->reason);
		page_put_draft(page, 2, 4, PAGE_PLAIN, "");
	}
}

/* ---- Changes ------------------------------------------------------------------------------------ */

static void
put_group(struct page *page, const struct suite *suite, const struct mutation_group *group)
{
	const struct mutation *example = group->example;
	const struct suite_case *one = &suite->cases[example->one];
	const char *note = place_note(suite->bundle->plugin, example->path);

	page_format(page, 2, 4, "%s (%s%s%s) %s: %" PRIu32 " of %" PRIu32 ", as in case %s (%s:%" PRIu32 ")",
	    example->path, example->kind, *note == '\0' ? "" : ", ", note, change_name(example->change),
	    group->unnoticed, group->tried, one->of->id, one->file->path, example->line);
}

/* A place where a change is never noticed says more than one where it is noticed in the right cases only. */
static void
put_groups(struct page *page, const struct plugin_test *test, bool never, const char *heading)
{
	const struct mutations *mutations = &test->mutations;
	bool any = false;

	for (size_t i = 0; i < mutations->group_count; i++) {
		const struct mutation_group *group = &mutations->groups[i];

		if (group->unnoticed == 0 || (group->unnoticed == group->tried) != never)
			continue;
		if (!any)
			answer_section(page, heading);
		any = true;
		put_group(page, &test->suite, group);
	}
}

static void
put_mutations(struct page *page, const struct plugin_test *test)
{
	const struct mutations *mutations = &test->mutations;

	if (test->options->mutate == 0)
		return;
	page_blank(page);
	page_format(page, 0, 0,
	    "Mutations with seed %" PRIu32
	    ": %zu of %zu possible changes tried, %zu not noticed by any rule, amount or "
	    "schema.",
	    test->options->seed, mutations->tried, mutations->possible, mutations->unnoticed);
	put_groups(page, test, true, "Never noticed");
	put_groups(page, test, false, "Noticed in some cases, and not in others");
}

/* ---- The page --------------------------------------------------------------------------------------- */

static void
put_head(struct page *page, const struct plugin_test *test)
{
	const struct suite *suite = &test->suite;
	struct buffer *draft = page_draft(page);

	buffer_append_format(draft, "%s %s: ", suite->bundle->plugin->id, suite->bundle->plugin->version);
	words_count(draft, suite->run_count, "case", "cases");
	buffer_append_text(draft, " in ");
	words_count(draft, suite->file_count, "file", "files");
	buffer_append_format(
	    draft, ", %zu passed, %zu failed", suite->run_count - suite->failed_count, suite->failed_count);
	page_put_draft(page, 0, 0, PAGE_PLAIN, "");
}

static void
put_updated(struct page *page, const struct buffer *updated)
{
	const char *at = buffer_text(updated);

	if (*at != '\0')
		answer_section(page, "Written with what was got; read the difference before you keep it");
	while (*at != '\0') {
		size_t length = strcspn(at, "\n");

		page_paragraph(page, 2, 4, PAGE_PLAIN, "", text_view(at, length));
		at += length + (at[length] == '\n' ? 1 : 0);
	}
}

/* "3 cases fail; 1 rule lacks a case" */
static void
append_reason(struct buffer *text, uint64_t count, const char *one, const char *many)
{
	if (count == 0)
		return;
	buffer_append_text(text, text->length > 0 ? "; " : "");
	words_count(text, count, one, many);
}

static void
append_reasons(struct buffer *text, const struct plugin_test *test)
{
	append_reason(text, test->suite.failed_count, "case fails", "cases fail");
	if (test->is_whole) {
		append_reason(text, plugin_test_missing_rules(test), "rule lacks a case", "rules lack a case");
		append_reason(text, plugin_test_missing_amounts(test), "amount lacks a case", "amounts lack a case");
		append_reason(
		    text, test->unread_count, "place of the XSD is not read", "places of the XSD are not read");
	}
	if (plugin_test_is_over_limit(test))
		append_reason(text, test->mutations.unnoticed, "change was not noticed", "changes were not noticed");
}

static void
put_verdict(struct page *page, const struct plugin_test *test)
{
	bool passes = plugin_test_passes(test);
	struct buffer *draft = NULL;

	page_blank(page);
	draft = page_draft(page);
	append_reasons(draft, test);
	if (!test->is_whole)
		buffer_append_format(draft, "%sonly the cases named were run, and what cases must show was not judged",
		    draft->length > 0 ? "; " : "");
	if (draft->length == 0)
		page_paragraph(page, 0, 0, PAGE_GREEN, "PASSED", (struct text){NULL, 0});
	else
		page_put_draft(page, 0, 2, passes ? PAGE_GREEN : PAGE_RED, passes ? "PASSED: " : "FAILED: ");
}

void
plugin_test_page(const void *context, struct page *page)
{
	const struct plugin_test *test = context;
	const struct suite *suite = &test->suite;

	put_head(page, test);
	for (size_t i = 0; i < suite->case_count; i++) {
		if (suite->cases[i].failure_count > 0)
			put_failed_case(page, suite, &suite->cases[i]);
	}
	if (test->is_whole) {
		put_missing(page, test);
		put_unshown(page, &suite->coverage);
		put_silent_messages(page, &suite->coverage);
		put_all_untested(page, suite);
		put_unread(page, test);
		for (size_t i = 0; i < suite->bundle->ruleset_count; i++)
			put_sentences(page, suite->bundle->rulesets[i].ruleset);
	}
	put_mutations(page, test);
	put_updated(page, &test->updated);
	put_verdict(page, test);
}
