/*
 * The loader against plugins that are wrong in one way each (tests/plugins) and
 * against bundles laid out wrong. Beside every broken bundle stands a sound one,
 * which must load all the same.
 */
#include "bench.h"

#include <time.h>

#include "base/date.h"

/* ---- The good one ----------------------------------------------------------------------------- */

/* The parameter struct of the test plugins (tests/plugins/common.h). */
struct thing_parameters {
	int64_t limit;
	struct caselint_text exempt;
	int32_t deadline;
};

static void
test_good(void **state)
{
	struct bench *bench = *state;
	const struct bundle *bundle = NULL;

	make_bundle(bench, "all", "good");
	make_neighbour(bench, "all");
	load(bench, "all", NULL);
	assert_all_load(bench, 2);
	assert_string_equal(bench->bundles->items[0].plugin->id, "neighbour");
	bundle = bundles_find(bench->bundles, "urn:caselint:test:1");
	assert_ptr_equal(bundle, &bench->bundles->items[1]);
	assert_string_equal(bundle->folder, path_of(bench, "all/thing"));
	assert_string_equal(bundle->path, path_of(bench, "all/thing/thing.so"));
	assert_string_equal(bundle->schema, path_of(bench, "all/thing/thing.xsd"));
	assert_ptr_equal(model_plugin(bundle->model), bundle->plugin);
	assert_non_null(bundle->instance);
	assert_null(bundles_find(bench->bundles, "urn:caselint:test:9"));
}

/* The text up to one of `ends`, which stays; it must be there, and fit. */
static void
take_until(const char **at, const char *ends, char *ret_text, size_t size)
{
	size_t length = strcspn(*at, ends);

	assert_in_range(length, 1, size - 1);
	memcpy(ret_text, *at, length);
	ret_text[length] = '\0';
	*at += length;
}

static void
take_word(const char **at, char *ret_word, size_t size)
{
	*at += strspn(*at, " ");
	take_until(at, " \n", ret_word, size);
}

static void
test_rulesets_are_bound(void **state)
{
	static const struct change second[] = {
	    {"thing/letter-1", "thing/letter-0"},
	    {">100.00<", ">250.00<"},
	    {"    <Parameter name=\"exempt\" kind=\"code\" cite=\"L1\" "
	     "title=\"the code of things that may cost anything\">gold</Parameter>\n",
		""},
	    {"\"limit exempt\"", "\"limit\""},
	    {NULL, NULL},
	};
	struct bench *bench = *state;
	const struct bundle *bundle = NULL;
	const struct thing_parameters *parameters = NULL;
	int32_t deadline = 0;

	make_bundle(bench, "all", "good");
	copy_changed(FIXTURES "/thing.xml", path_of(bench, "all/thing/zero.xml"), second);
	load(bench, "all", NULL);
	assert_all_load(bench, 1);
	bundle = &bench->bundles->items[0];
	assert_int_equal(bundle->ruleset_count, 2);
	assert_string_equal(bundle->rulesets[0].ruleset->id, "thing/letter-0");
	assert_string_equal(bundle->rulesets[1].ruleset->id, "thing/letter-1");
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(
		    bundle->rulesets[1].rules[i]->id, CASELINT_AT(bundle->plugin->rules, struct caselint_rule, i)->id);
	parameters = bundle->rulesets[0].parameters;
	assert_int_equal(parameters->limit, 25000);
	assert_int_equal(parameters->exempt.state, CASELINT_ABSENT);
	parameters = bundle->rulesets[1].parameters;
	assert_int_equal(parameters->limit, 10000);
	assert_int_equal(date_parse(text_of("2008-02-01"), &deadline), STATUS_OK);
	assert_int_equal(parameters->deadline, deadline);
	assert_int_equal(parameters->exempt.length, 4);
	assert_memory_equal(parameters->exempt.data, "gold", 4);
}

/* ---- Plugins that are wrong -------------------------------------------------------------------- */

/* One line of plugins.list. */
struct listed {
	char name[64];
	char when[16];
	char pattern[256];
};

typedef void listed_fn(struct bench *bench, const struct listed *listed);

/* Calls `use` for every line of this kind, and returns how many there were. */
static size_t
for_each_listed(struct bench *bench, const char *when, listed_fn *use)
{
	struct buffer list = {0};
	const char *line = NULL;
	size_t count = 0;

	read_file(FIXTURES "/plugins.list", &list);
	for (line = buffer_text(&list); *line != '\0'; line = strchr(line, '\n') + 1) {
		const char *rest = line;
		struct listed listed;

		if (line[0] == '#')
			continue;
		take_word(&rest, listed.name, sizeof listed.name);
		take_word(&rest, listed.when, sizeof listed.when);
		rest += strspn(rest, " ");
		take_until(&rest, "\n", listed.pattern, sizeof listed.pattern);
		if (strcmp(listed.when, when) != 0)
			continue;
		use(bench, &listed);
		count++;
	}
	buffer_clear(&list);
	return count;
}

/* In a folder of its own each: the dynamic linker opens no path twice. */
static void
refuse_listed(struct bench *bench, const struct listed *listed)
{
	/* These two need a good one before them. */
	if (strcmp(listed->name, "namespace_taken") == 0 || strcmp(listed->name, "id_taken") == 0)
		return;
	make_bundle(bench, listed->name, listed->name);
	make_neighbour(bench, listed->name);
	load(bench, listed->name, NULL);
	if (bench->bundles->refusal_count == 0)
		fail_msg("%s was loaded", listed->name);
	assert_only_one_refused(bench, listed->name, listed->pattern);
}

static void
test_listed_plugins_are_refused(void **state)
{
	assert_true(for_each_listed(*state, "load", refuse_listed) > 20);
}

static void
load_listed(struct bench *bench, const struct listed *listed)
{
	make_bundle(bench, listed->name, listed->name);
	load(bench, listed->name, NULL);
	assert_all_load(bench, 1);
}

/* What is wrong with these shows only when they run. */
static void
test_running_plugins_load(void **state)
{
	assert_true(for_each_listed(*state, "run", load_listed) > 15);
}

static void
test_both_versions_are_named(void **state)
{
	struct bench *bench = *state;

	make_bundle(bench, "all", "newer_major");
	load(bench, "all", NULL);
	assert_int_equal(bench->bundles->refusal_count, 1);
	assert_string_equal(
	    bench->bundles->refusals[0].why, "caselint_plugin_entry says ABI major 2; this caselint has 1");
	assert_string_equal(bench->bundles->refusals[0].remedy,
	    "rebuild the plugin with the caselint 1.x header, or use a caselint of major 2");
}

static void
test_not_a_shared_object(void **state)
{
	struct bench *bench = *state;

	make_bundle(bench, "all", "good");
	make_neighbour(bench, "all");
	write_file(path_of(bench, "all/thing/thing.so"), "blah", 4);
	load(bench, "all", NULL);
	assert_only_thing_refused(bench, "the dynamic linker refuses it: .*/thing.so: file too short");
	write_file(path_of(bench, "all/thing/thing.so"), "", 0);
	load(bench, "all", NULL);
	assert_only_thing_refused(bench, "the dynamic linker refuses it: .*/thing.so: file too short");
}

static void
test_not_a_file(void **state)
{
	struct bench *bench = *state;

	make_bundle(bench, "all", "good");
	make_neighbour(bench, "all");
	assert_int_equal(unlink(path_of(bench, "all/thing/thing.so")), 0);
	make_folder(path_of(bench, "all/thing/thing.so"));
	load(bench, "all", NULL);
	assert_only_thing_refused(bench, "thing.so is not a regular file");
	assert_int_equal(rmdir(path_of(bench, "all/thing/thing.so")), 0);
	assert_int_equal(mkfifo(path_of(bench, "all/thing/thing.so"), 0600), 0);
	load(bench, "all", NULL);
	assert_only_thing_refused(bench, "thing.so is not a regular file");
	assert_int_equal(unlink(path_of(bench, "all/thing/thing.so")), 0);
	assert_int_equal(symlink("nowhere", path_of(bench, "all/thing/thing.so")), 0);
	load(bench, "all", NULL);
	assert_only_thing_refused(bench, "thing.so cannot be looked at: No such file");
}

/* ---- Two of a kind --------------------------------------------------------------------------------- */

static void
test_namespace_taken(void **state)
{
	struct bench *bench = *state;

	make_bundle(bench, "all", "good");
	make_folder(path_of(bench, "more"));
	make_folder(path_of(bench, "more/taken"));
	copy_file(TEST_PLUGIN_DIR "/namespace_taken.so", path_of(bench, "more/taken/taken.so"));
	load(bench, "all", "more");
	assert_int_equal(bench->bundles->count, 1);
	assert_refusal(bench, 0, "more/taken/taken.so",
	    "^its namespace urn:caselint:test:1 is taken by plugin thing \\(.*/all/thing/thing.so\\)$");
	/* The first one wins, whichever it is. */
	load(bench, "more", "all");
	assert_refusal(bench, 0, "more/taken/taken.so", "holds no ruleset|cannot be looked at");
	assert_int_equal(bench->bundles->count, 1);
	assert_string_equal(bench->bundles->items[0].plugin->id, "thing");
}

static void
test_id_taken(void **state)
{
	struct bench *bench = *state;

	make_bundle(bench, "all", "good");
	make_bundle(bench, "more", "id_taken");
	load(bench, "all", "more");
	assert_int_equal(bench->bundles->count, 1);
	assert_refusal(bench, 0, "more/thing/thing.so", "^its id thing is taken by .*/all/thing/thing.so$");
}

static void
test_hard_link(void **state)
{
	struct bench *bench = *state;

	make_bundle(bench, "all", "good");
	make_bundle(bench, "more", "good");
	assert_int_equal(unlink(path_of(bench, "more/thing/thing.so")), 0);
	assert_int_equal(link(path_of(bench, "all/thing/thing.so"), path_of(bench, "more/thing/thing.so")), 0);
	load(bench, "all", "more");
	assert_int_equal(bench->bundles->count, 1);
	assert_refusal(
	    bench, 0, "more/thing/thing.so", "^it is the same file as .*/all/thing/thing.so, which is loaded already$");
}

static void
test_linked_folder(void **state)
{
	struct bench *bench = *state;

	make_bundle(bench, "all", "good");
	make_folder(path_of(bench, "more"));
	assert_int_equal(symlink(path_of(bench, "all/thing"), path_of(bench, "more/thing")), 0);
	assert_int_equal(symlink(path_of(bench, "all/thing"), path_of(bench, "more/same")), 0);
	load(bench, "all", "more");
	assert_int_equal(bench->bundles->count, 1);
	assert_int_equal(bench->bundles->refusal_count, 2);
	assert_refusal(bench, 0, "more/same/thing.so", "^it is the same file as .*/all/thing/thing.so");
	assert_refusal(bench, 1, "more/thing/thing.so", "^it is the same file as .*/all/thing/thing.so");
	load(bench, "more/thing", NULL);
	assert_all_load(bench, 1);
	assert_string_equal(bench->bundles->items[0].folder, path_of(bench, "all/thing"));
}

static void
test_folder_named_twice(void **state)
{
	struct bench *bench = *state;

	make_bundle(bench, "all", "good");
	load(bench, "all", "all");
	assert_int_equal(bench->bundles->count, 1);
	assert_refusal(bench, 0, "all/thing/thing.so", "^it is the same file as");
}

/* ---- Folders and rights ---------------------------------------------------------------------------- */

static void
check_writable(struct bench *bench, const char *path)
{
	char remedy[1200];
	struct stat facts;

	assert_int_equal(stat(path_of(bench, "%s", path), &facts), 0);
	assert_int_equal(chmod(path_of(bench, "%s", path), facts.st_mode | S_IWOTH), 0);
	load(bench, "all", NULL);
	assert_only_thing_refused(bench, "may be written by everybody");
	snprintf(remedy, sizeof remedy, "chmod o-w %s", path_of(bench, "%s", path));
	assert_non_null(strstr(bench->bundles->refusals[0].remedy, remedy));
	assert_int_equal(chmod(path_of(bench, "%s", path), facts.st_mode & 07775U), 0);
	load(bench, "all", NULL);
	assert_all_load(bench, 2);
}

static void
test_writable_by_others(void **state)
{
	struct bench *bench = *state;

	make_bundle(bench, "all", "good");
	make_neighbour(bench, "all");
	check_writable(bench, "all/thing");
	check_writable(bench, "all/thing/thing.so");
	check_writable(bench, "all/thing/thing.xsd");
	check_writable(bench, "all/thing/thing.xml");
	assert_int_equal(chmod(path_of(bench, "all/thing/thing.so"), 0664), 0);
	load(bench, "all", NULL);
	assert_all_load(bench, 2);
}

static void
test_link_into_a_writable_folder(void **state)
{
	struct bench *bench = *state;

	make_bundle(bench, "all", "good");
	make_neighbour(bench, "all");
	make_folder(path_of(bench, "open"));
	assert_int_equal(rename(path_of(bench, "all/thing/thing.so"), path_of(bench, "open/any.so")), 0);
	assert_int_equal(symlink(path_of(bench, "open/any.so"), path_of(bench, "all/thing/thing.so")), 0);
	load(bench, "all", NULL);
	assert_all_load(bench, 2);
	assert_int_equal(chmod(path_of(bench, "open"), 0777), 0);
	load(bench, "all", NULL);
	assert_only_thing_refused(bench, "/open may be written by everybody \\(mode 0777\\)");
}

static void
test_folders(void **state)
{
	struct bench *bench = *state;

	make_folder(path_of(bench, "all"));
	load(bench, "all", NULL);
	assert_all_load(bench, 0);
	/* What is no bundle is passed over. */
	make_folder(path_of(bench, "all/notes"));
	write_file(path_of(bench, "all/README"), "x", 1);
	write_file(path_of(bench, "all/notes/other.so"), "x", 1);
	make_folder(path_of(bench, "all/.hidden"));
	write_file(path_of(bench, "all/.hidden/thing.xsd"), "x", 1);
	load(bench, "all", NULL);
	assert_all_load(bench, 0);
	make_bundle(bench, "all", "good");
	load(bench, "all", NULL);
	assert_all_load(bench, 1);
	/* A bundle may be named itself. */
	load(bench, "all/thing", NULL);
	assert_all_load(bench, 1);
	load(bench, "all/thing///", NULL);
	assert_all_load(bench, 1);
	load(bench, "all/notes/../thing/.", NULL);
	assert_all_load(bench, 1);
}

static void
test_half_a_bundle(void **state)
{
	struct bench *bench = *state;

	make_bundle(bench, "all", "good");
	assert_int_equal(unlink(path_of(bench, "all/thing/thing.so")), 0);
	load(bench, "all", NULL);
	assert_int_equal(bench->bundles->refusal_count, 1);
	assert_refusal(bench, 0, "all/thing", "^the folder holds a schema or rulesets, but no thing.so$");
	load(bench, "all/thing", NULL);
	assert_refusal(bench, 0, "all/thing", "^the folder holds a schema or rulesets, but no thing.so$");
}

static void
test_missing_folder(void **state)
{
	struct bench *bench = *state;
	const char *folders[2] = {path_of(bench, "all"), path_of(bench, "gone")};

	make_bundle(bench, "all", "good");
	assert_int_equal(bundles_load(folders, 2, RULES_SCHEMA, &bench->bundles, &bench->why), STATUS_ABSENT);
	assert_null(bench->bundles);
	assert_true(matches(buffer_text(&bench->why), "/gone\" does not exist$"));
	buffer_reset(&bench->why);
	folders[1] = path_of(bench, "all/thing/thing.xsd");
	assert_int_equal(bundles_load(folders, 2, RULES_SCHEMA, &bench->bundles, &bench->why), STATUS_ABSENT);
	assert_true(matches(buffer_text(&bench->why), "/thing.xsd\" is not a folder$"));
}

static void
test_refusals_are_sorted(void **state)
{
	struct bench *bench = *state;

	make_bundle(bench, "a", "wrong_magic");
	make_bundle(bench, "b", "newer_major");
	make_bundle(bench, "b/x", "no_title");
	load(bench, "b", "a");
	assert_int_equal(bench->bundles->count, 0);
	assert_int_equal(bench->bundles->refusal_count, 2);
	assert_refusal(bench, 0, "a/thing/thing.so", "begins with");
	assert_refusal(bench, 1, "b/thing/thing.so", "ABI major 2");
}

/* More than are tried out at a time; each is judged by its own child. */
static void
test_many_bundles(void **state)
{
	static const char *const plugins[] = {"crash_at_start", "good", "exit_at_start", "wrong_magic"};
	struct bench *bench = *state;
	const char *folders[22];

	for (size_t i = 0; i < 22; i++) {
		const char name[] = {(char)('a' + i), '\0'};

		folders[i] = path_of(bench, "%s", name);
		make_bundle(bench, name, plugins[i % 4]);
	}
	assert_int_equal(bundles_load(folders, 22, RULES_SCHEMA, &bench->bundles, &bench->why), STATUS_OK);
	assert_int_equal(bench->bundles->count, 1);
	assert_int_equal(bench->bundles->refusal_count, 21);
	assert_refusal(bench, 0, "a/thing/thing.so", "died by signal 11");
	assert_refusal(bench, 1, "c/thing/thing.so", "ended the process with status 0");
	assert_refusal(bench, 2, "d/thing/thing.so", "begins with");
	assert_refusal(bench, 4, "f/thing/thing.so", "its namespace .* is taken");
	assert_refusal(bench, 20, "v/thing/thing.so", "its namespace .* is taken");
}

/* Plugins that hang are refused in the time of one. */
static void
test_start_up_code_side_by_side(void **state)
{
	struct bench *bench = *state;
	const char *folders[] = {path_of(bench, "a"), path_of(bench, "b")};
	time_t begin = time(NULL);

	make_bundle(bench, "a", "hang_at_start");
	make_bundle(bench, "b", "hang_at_start");
	assert_int_equal(bundles_load(folders, 2, RULES_SCHEMA, &bench->bundles, &bench->why), STATUS_OK);
	assert_int_equal(bench->bundles->refusal_count, 2);
	for (size_t i = 0; i < 2; i++)
		assert_true(matches(bench->bundles->refusals[i].why, "did not come to an end within 5 seconds"));
	assert_in_range(time(NULL) - begin, 4, 9);
}

/* ---- Schema and rulesets ------------------------------------------------------------------------------ */

static void
test_schema(void **state)
{
	static const struct change other[] = {{"urn:caselint:test:1", "urn:caselint:test:7"}, {NULL, NULL}};
	struct bench *bench = *state;

	make_bundle(bench, "all", "good");
	make_neighbour(bench, "all");
	copy_changed(FIXTURES "/thing.xsd", path_of(bench, "all/thing/thing.xsd"), other);
	load(bench, "all", NULL);
	assert_only_thing_refused(bench, "urn:caselint:test:7");
	assert_int_equal(unlink(path_of(bench, "all/thing/thing.xsd")), 0);
	load(bench, "all", NULL);
	assert_only_thing_refused(bench, "thing.xsd cannot be looked at: No such file");
}

static void
check_ruleset(void **state, const struct change *changes, const char *pattern)
{
	struct bench *bench = *state;

	make_changed(bench, changes);
	load(bench, "all", NULL);
	assert_only_thing_refused(bench, pattern);
}

#define LIMIT_PARAMETER \
	"<Parameter name=\"limit\" kind=\"money\" cite=\"L1\" title=\"what a thing may cost\">100.00</Parameter>"

static void
test_parameter_missing(void **state)
{
	static const struct change changes[] = {
	    {LIMIT_PARAMETER, ""}, {"\"limit exempt\"", "\"exempt\""}, {NULL, NULL}};

	check_ruleset(state, changes, "/thing.xml has no parameter limit; the plugin needs one of kind money$");
}

static void
test_parameter_unknown(void **state)
{
	static const struct change changes[] = {
	    {LIMIT_PARAMETER, LIMIT_PARAMETER
		"<Parameter name=\"ceiling\" kind=\"money\" cite=\"\" title=\"one more\">1.00</Parameter>"},
	    {NULL, NULL}};

	check_ruleset(state, changes, "/thing.xml gives a parameter ceiling; the plugin has none of this name$");
}

static void
test_parameter_of_another_kind(void **state)
{
	static const struct change changes[] = {{"kind=\"money\" cite=\"L1\" title=\"what a thing may cost\">100.00",
						    "kind=\"count\" cite=\"L1\" title=\"what a thing may cost\">100"},
	    {NULL, NULL}};

	check_ruleset(state, changes, "/thing.xml gives parameter limit as count; the plugin reads it as money$");
}

static void
test_parameter_unreadable(void **state)
{
	static const struct change changes[] = {{">100.00<", ">100.0<"}, {NULL, NULL}};

	check_ruleset(state, changes, "/thing.xml:[0-9]+: ");
}

static void
test_ruleset_malformed(void **state)
{
	static const struct change changes[] = {{"</Rules>", ""}, {NULL, NULL}};

	check_ruleset(state, changes, "/thing.xml:[0-9]+: ");
}

static void
test_ruleset_of_another_plugin(void **state)
{
	static const struct change changes[] = {{"\"thing", "\"others"}, {NULL, NULL}};

	check_ruleset(
	    state, changes, "/thing.xml is a ruleset of plugin \"others\"; it lies in the folder of \"thing\"$");
}

static void
test_text_without_rule(void **state)
{
	static const struct change changes[] = {{"\"T-02\"", "\"T-2\""}, {NULL, NULL}};

	check_ruleset(state, changes, "^the plugin has a rule T-02; .*/thing.xml has no texts for it$");
}

static void
test_ruleset_twice(void **state)
{
	struct bench *bench = *state;

	make_changed(bench, NULL);
	copy_file(FIXTURES "/thing.xml", path_of(bench, "all/thing/again.xml"));
	load(bench, "all", NULL);
	assert_only_thing_refused(
	    bench, "/(again|thing).xml and .*/(again|thing).xml both have the id thing/letter-1$");
}

static void
test_no_ruleset(void **state)
{
	struct bench *bench = *state;

	make_changed(bench, NULL);
	assert_int_equal(unlink(path_of(bench, "all/thing/thing.xml")), 0);
	load(bench, "all", NULL);
	assert_only_thing_refused(bench, "holds no ruleset; a plugin needs at least one$");
}

static void
test_free_nothing(void **state)
{
	(void)state;
	bundles_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    BENCH(test_good),
	    BENCH(test_rulesets_are_bound),
	    BENCH(test_listed_plugins_are_refused),
	    BENCH(test_running_plugins_load),
	    BENCH(test_both_versions_are_named),
	    BENCH(test_not_a_shared_object),
	    BENCH(test_not_a_file),
	    BENCH(test_namespace_taken),
	    BENCH(test_id_taken),
	    BENCH(test_hard_link),
	    BENCH(test_linked_folder),
	    BENCH(test_folder_named_twice),
	    BENCH(test_writable_by_others),
	    BENCH(test_link_into_a_writable_folder),
	    BENCH(test_folders),
	    BENCH(test_half_a_bundle),
	    BENCH(test_missing_folder),
	    BENCH(test_refusals_are_sorted),
	    BENCH(test_many_bundles),
	    BENCH(test_start_up_code_side_by_side),
	    BENCH(test_schema),
	    BENCH(test_parameter_missing),
	    BENCH(test_parameter_unknown),
	    BENCH(test_parameter_of_another_kind),
	    BENCH(test_parameter_unreadable),
	    BENCH(test_ruleset_malformed),
	    BENCH(test_ruleset_of_another_plugin),
	    BENCH(test_text_without_rule),
	    BENCH(test_ruleset_twice),
	    BENCH(test_no_ruleset),
	    BENCH(test_free_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
