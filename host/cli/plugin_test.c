/* `caselint plugin-test`: the cases of one bundle, run and judged; see docs/plugin-test.md. */
#include "cli/plugin_test.h"

#include <string.h>

#include "base/memory.h"
#include "record/conformity.h"
#include "report/sink.h"

#define CASES_FOLDER "cases"

/* The command in hand. */
struct command_state {
	struct options options;
	struct places places;
	struct bundles *bundles;
	struct plugin_test test;
};

/* ---- The verdict ----------------------------------------------------------------------- */

size_t
plugin_test_missing_rules(const struct plugin_test *test)
{
	size_t count = 0;

	for (size_t i = 0; i < test->suite.coverage.rule_count; i++)
		count += coverage_missing(&test->suite.coverage.rules[i]) != 0 ? 1 : 0;
	return count;
}

size_t
plugin_test_missing_amounts(const struct plugin_test *test)
{
	size_t count = 0;

	for (size_t i = 0; i < test->suite.coverage.amount_count; i++) {
		const struct covered_amount *amount = &test->suite.coverage.amounts[i];

		count += amount->shown || amount->excused ? 0 : 1;
	}
	return count;
}

bool
plugin_test_is_over_limit(const struct plugin_test *test)
{
	uint32_t limit = test->options->mutate_limit;

	return limit != UINT32_MAX && test->mutations.unnoticed > limit;
}

bool
plugin_test_passes(const struct plugin_test *test)
{
	if (test->suite.failed_count > 0 || plugin_test_is_over_limit(test))
		return false;
	if (!test->is_whole)
		return true;
	return plugin_test_missing_rules(test) + plugin_test_missing_amounts(test) + test->unread_count == 0;
}

void
plugin_test_append_outcomes(struct buffer *text, uint32_t outcomes)
{
	const char *comma = "";

	for (int32_t outcome = CASELINT_ERROR; outcome < OUTCOMES; outcome++) {
		if ((outcomes & 1U << (uint32_t)outcome) == 0)
			continue;
		buffer_append_format(text, "%s%s", comma, outcome_name(outcome));
		comma = ", ";
	}
}

/* ---- The command ---------------------------------------------------------------------------- */

static int
complain(const struct buffer *why, int code)
{
	cli_complain("%s", buffer_text(why));
	return code;
}

static int
read_cases(struct command_state *state)
{
	const struct words *arguments = &state->options.arguments;
	const struct bundle *bundle = &state->bundles->items[0];
	struct buffer folder = {0};
	struct buffer why = {0};
	const char *standard = NULL;
	bool given = arguments->count > 1;
	int code = EXIT_CODE_CLEAN;

	buffer_append_format(&folder, "%s/" CASES_FOLDER, bundle->folder);
	standard = buffer_text(&folder);
	if (suite_read(&state->test.suite, bundle, given ? arguments->items + 1 : &standard,
		given ? arguments->count - 1 : 1, state->places.cases_schema, &why) != STATUS_OK)
		code = complain(&why, EXIT_CODE_USAGE);
	buffer_clear(&folder);
	buffer_clear(&why);
	return code;
}

static int
check_only(const struct command_state *state)
{
	const struct suite *suite = &state->test.suite;

	for (size_t i = 0; i < state->options.only.count; i++) {
		const char *id = state->options.only.items[i];
		const char **ids = NULL;

		if (suite_case_named(suite, id) != NULL)
			continue;
		ids = memory_zeroed(suite->case_count, sizeof *ids);
		for (size_t k = 0; k < suite->case_count; k++)
			ids[k] = suite->cases[k].of->id;
		cli_complain_unknown("case", id, ids, suite->case_count);
		memory_free((void *)ids);
		return EXIT_CODE_USAGE;
	}
	return EXIT_CODE_CLEAN;
}

static int
find_unread(struct command_state *state)
{
	const struct bundle *bundle = &state->bundles->items[0];
	struct buffer unread = {0};

	if (conformity_unbound(bundle->schema, bundle->plugin, &unread, &state->test.unread_count) != STATUS_OK) {
		int code = complain(&unread, EXIT_CODE_RULES);

		buffer_clear(&unread);
		return code;
	}
	state->test.unread = unread;
	return EXIT_CODE_CLEAN;
}

static int
run_cases(struct command_state *state)
{
	struct plugin_test *test = &state->test;
	const struct case_runner runner = {state->bundles, state->places.envelope, cli_version,
	    state->options.record_seconds, state->options.memory_mib};
	const struct names only = {state->options.only.items, state->options.only.count};
	struct buffer why = {0};
	enum status status = suite_run(&test->suite, &runner, &only, &why);
	int code = EXIT_CODE_CLEAN;

	if (status == STATUS_OK && state->options.mutate > 0) {
		mutations_propose(&test->mutations, &test->suite, state->options.seed);
		status = mutations_try(&test->mutations, &test->suite, &runner, state->options.mutate, &why);
	}
	if (status != STATUS_OK)
		code = complain(&why, EXIT_CODE_INTERNAL);
	buffer_clear(&why);
	return code;
}

static int
write_file(const char *path, const struct buffer *text)
{
	struct sink *sink = NULL;
	enum status status = sink_open(path, 0, &sink);

	if (status == STATUS_OK) {
		sink_write(sink, text->data, text->length);
		status = sink_commit(sink);
	}
	if (status == STATUS_OK)
		return EXIT_CODE_CLEAN;
	cli_complain("%s cannot be written: %s", path, sink_error());
	return EXIT_CODE_OUTPUT;
}

static int
update_files(struct command_state *state)
{
	const struct suite *suite = &state->test.suite;
	int code = EXIT_CODE_CLEAN;

	for (size_t i = 0; i < suite->file_count && code == EXIT_CODE_CLEAN; i++) {
		struct buffer text = {0};

		if (suite_update(suite, suite->files[i], &text)) {
			code = write_file(suite->files[i]->path, &text);
			buffer_append_format(&state->test.updated, "%s\n", suite->files[i]->path);
		}
		buffer_clear(&text);
	}
	return code;
}

static int
answer(struct command_state *state)
{
	const struct answer answer = {plugin_test_page, plugin_test_document, &state->test};
	int code = EXIT_CODE_CLEAN;

	if (state->options.update)
		code = update_files(state);
	if (code == EXIT_CODE_CLEAN)
		code = answer_write(&state->options, &answer);
	if (state->test.suite.has_errors)
		code = exit_code_worse(code, EXIT_CODE_RULES);
	return exit_code_worse(code, plugin_test_passes(&state->test) ? EXIT_CODE_CLEAN : EXIT_CODE_FINDINGS);
}

static int
test_bundle(struct command_state *state)
{
	int code = EXIT_CODE_INTERNAL;

	if (places_find(&state->places) == STATUS_OK)
		code = cli_load_bundle(state->options.arguments.items[0], &state->places, &state->bundles);
	if (code == EXIT_CODE_CLEAN)
		code = read_cases(state);
	if (code == EXIT_CODE_CLEAN)
		code = check_only(state);
	if (code == EXIT_CODE_CLEAN)
		code = find_unread(state);
	if (code == EXIT_CODE_CLEAN)
		code = run_cases(state);
	return code == EXIT_CODE_CLEAN ? answer(state) : code;
}

int
command_plugin_test(int argc, char **argv)
{
	static const struct answer_usage usage = {FOR_PLUGIN_TEST, "plugin-test", "BUNDLE [CASES...]",
	    "Run the cases of a plugin: small exports, and the outcomes and amounts they must come to. BUNDLE is the "
	    "folder of a plugin or the id of an installed one; CASES are files of cases or folders with them, by "
	    "default BUNDLE/cases.\v"
	    "Exit status: 0 the bundle passes, 1 a case fails, a rule or an amount lacks a case, or the XSD has what "
	    "no "
	    "table reads, 2 usage or cases that cannot be read, 4 the bundle was refused or a rule could not be run. "
	    "docs/plugin-test.md explains the form of cases. " ANSWER_ONE_OUTPUT};
	struct command_state state = {0};
	int code = answer_parse(&usage, argc, argv, &state.options);

	state.test.options = &state.options;
	state.test.is_whole = state.options.only.count == 0;
	if (code == 0 && state.options.arguments.count == 0) {
		cli_complain("plugin-test: no bundle; give the folder of a plugin, or the id of an installed one");
		code = EXIT_CODE_USAGE;
	}
	if (code == 0)
		code = test_bundle(&state);
	mutations_clear(&state.test.mutations);
	suite_clear(&state.test.suite);
	buffer_clear(&state.test.unread);
	buffer_clear(&state.test.updated);
	bundles_free(state.bundles);
	options_clear(&state.options);
	return code < 0 ? EXIT_CODE_CLEAN : code;
}
