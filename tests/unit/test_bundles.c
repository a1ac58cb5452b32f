/*
 * The bundles that ship: all of them load, and their tables and schemas agree both ways. The loader itself proves that
 * every path of a table is in the schema; here that every leaf of the schema is bound, or listed as ignored.
 */
#include "support.h"

#include "plugin/loader.h"
#include "record/conformity.h"
#include "record/libxml.h"

#define RULES_SCHEMA CASELINT_SOURCE_DIR "/xsd/rules.xsd"

static const char *const shipped[] = {"us-ny", "us-oh"};

#define SHIPPED (sizeof shipped / sizeof shipped[0])

static int
load(void **state)
{
	static const char *const folders[] = {TEST_BUNDLE_DIR};
	struct bundles *bundles = NULL;
	struct buffer why = {0};
	enum status status = bundles_load(folders, 1, RULES_SCHEMA, &bundles, &why);

	buffer_clear(&why);
	*state = bundles;
	return status == STATUS_OK ? 0 : -1;
}

static int
unload(void **state)
{
	bundles_free(*state);
	return 0;
}

static void
test_all_load(void **state)
{
	const struct bundles *bundles = *state;

	for (size_t i = 0; i < bundles->refusal_count; i++)
		print_error("%s: %s\n", bundles->refusals[i].path, bundles->refusals[i].why);
	assert_int_equal(bundles->refusal_count, 0);
	assert_int_equal(bundles->count, SHIPPED);
	for (size_t i = 0; i < SHIPPED; i++)
		assert_string_equal(bundles->items[i].plugin->id, shipped[i]);
}

static void
test_every_leaf_is_bound(void **state)
{
	const struct bundles *bundles = *state;

	for (size_t i = 0; i < bundles->count; i++) {
		struct buffer paths = {0};
		size_t count = 99;

		assert_int_equal(
		    conformity_unbound(bundles->items[i].schema, bundles->items[i].plugin, &paths, &count), STATUS_OK);
		assert_string_equal(buffer_text(&paths), "");
		assert_int_equal(count, 0);
		buffer_clear(&paths);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_all_load),
	    cmocka_unit_test(test_every_leaf_is_bound),
	};
	int failed = 0;

	libxml_prepare();
	failed = cmocka_run_group_tests(tests, load, unload);
	libxml_release();
	return failed;
}
