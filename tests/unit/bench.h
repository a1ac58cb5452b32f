/*
 * A bench for tests with bundles: a folder under /tmp that goes away with the
 * test, bundles made in it from the shared objects in TEST_PLUGIN_DIR and the
 * fixtures under CASELINT_SOURCE_DIR, and what was loaded from them. Only a header,
 * because every test is a program of one source.
 */
#ifndef CASELINT_TEST_BENCH_H
#define CASELINT_TEST_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <ftw.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "plugin/loader.h"

#define FIXTURES CASELINT_SOURCE_DIR "/tests/plugins"
#define RULES_SCHEMA CASELINT_SOURCE_DIR "/xsd/rules.xsd"

/* A text to replace in a fixture, and by what. */
struct change {
	const char *old;
	const char *new;
};

/* One test's folder, and what was loaded from it. */
struct bench {
	char root[64];
	struct arena paths;
	struct bundles *bundles;
	struct buffer why;
};

/* ---- Files ------------------------------------------------------------------------- */

/* A path under the test's folder; lives as long as the test. */
__attribute__((format(printf, 2, 3))) static inline const char *
path_of(struct bench *bench, const char *format, ...)
{
	char tail[512];
	char path[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(tail, sizeof tail, format, arguments);
	va_end(arguments);
	snprintf(path, sizeof path, "%s/%s", bench->root, tail);
	return arena_copy_text(&bench->paths, path, strlen(path));
}

static inline void
read_file(const char *path, struct buffer *content)
{
	FILE *file = fopen(path, "rb");
	char block[4096];
	size_t got = 0;

	if (file == NULL)
		fail_msg("%s cannot be opened", path);
	while ((got = fread(block, 1, sizeof block, file)) > 0)
		buffer_append(content, block, got);
	fclose(file);
}

/* A new file each time: shared objects stay mapped, and must not be overwritten in place. */
static inline void
write_file(const char *path, const void *bytes, size_t length)
{
	FILE *file = NULL;

	(void)unlink(path);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, 0644), 0);
}

static inline void
copy_file(const char *from, const char *to)
{
	struct buffer content = {0};

	read_file(from, &content);
	write_file(to, content.data, content.length);
	buffer_clear(&content);
}

static inline void
replace(struct buffer *text, const struct change *change)
{
	struct buffer changed = {0};
	const char *rest = buffer_text(text);
	const char *found = NULL;

	assert_non_null(strstr(rest, change->old));
	while ((found = strstr(rest, change->old)) != NULL) {
		buffer_append(&changed, rest, (size_t)(found - rest));
		buffer_append_text(&changed, change->new);
		rest = found + strlen(change->old);
	}
	buffer_append_text(&changed, rest);
	buffer_clear(text);
	*text = changed;
}

/* Copies a fixture with changes; the list ends with a NULL. */
static inline void
copy_changed(const char *from, const char *to, const struct change *changes)
{
	struct buffer content = {0};

	read_file(from, &content);
	for (; changes != NULL && changes->old != NULL; changes++)
		replace(&content, changes);
	write_file(to, content.data, content.length);
	buffer_clear(&content);
}

static inline void
make_folder(const char *path)
{
	(void)mkdir(path, 0755);
	assert_int_equal(chmod(path, 0755), 0);
}

/* A bundle folder/thing with the shared object of a test plugin and sound fixtures. */
static inline void
make_bundle(struct bench *bench, const char *folder, const char *plugin)
{
	char object[512];

	snprintf(object, sizeof object, TEST_PLUGIN_DIR "/%s.so", plugin);
	make_folder(path_of(bench, "%s", folder));
	make_folder(path_of(bench, "%s/thing", folder));
	copy_file(object, path_of(bench, "%s/thing/thing.so", folder));
	copy_file(FIXTURES "/thing.xsd", path_of(bench, "%s/thing/thing.xsd", folder));
	copy_file(FIXTURES "/thing.xml", path_of(bench, "%s/thing/thing.xml", folder));
}

/* The sound bundle that stands beside, with a name and namespace of its own. */
static inline void
make_neighbour(struct bench *bench, const char *folder)
{
	static const struct change name_space[] = {{"urn:caselint:test:1", "urn:caselint:test:2"}, {NULL, NULL}};
	static const struct change name[] = {{"\"thing", "\"neighbour"}, {NULL, NULL}};

	make_folder(path_of(bench, "%s", folder));
	make_folder(path_of(bench, "%s/neighbour", folder));
	copy_file(TEST_PLUGIN_DIR "/neighbour.so", path_of(bench, "%s/neighbour/neighbour.so", folder));
	copy_changed(FIXTURES "/thing.xsd", path_of(bench, "%s/neighbour/thing.xsd", folder), name_space);
	copy_changed(FIXTURES "/thing.xml", path_of(bench, "%s/neighbour/letter.xml", folder), name);
}

/* A sound bundle whose ruleset is changed, and a neighbour. */
static inline void
make_changed(struct bench *bench, const struct change *changes)
{
	make_bundle(bench, "all", "good");
	make_neighbour(bench, "all");
	copy_changed(FIXTURES "/thing.xml", path_of(bench, "all/thing/thing.xml"), changes);
}

static inline int
remove_entry(const char *path, const struct stat *facts, int kind, struct FTW *walk)
{
	(void)facts;
	(void)kind;
	(void)walk;
	return remove(path);
}

/* ---- Setting up, loading, judging --------------------------------------------------------- */

static inline int
setup(void **state)
{
	struct bench *bench = calloc(1, sizeof *bench);

	if (bench == NULL)
		return -1;
	snprintf(bench->root, sizeof bench->root, "/tmp/caselint-loader-XXXXXX");
	*state = bench;
	return mkdtemp(bench->root) == NULL ? -1 : 0;
}

static inline void
unload(struct bench *bench)
{
	bundles_free(bench->bundles);
	bench->bundles = NULL;
	buffer_reset(&bench->why);
}

static inline int
teardown(void **state)
{
	struct bench *bench = *state;

	unload(bench);
	nftw(bench->root, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	buffer_clear(&bench->why);
	arena_clear(&bench->paths);
	free(bench);
	return 0;
}

/* Loads the folders named, relative to the test's. The second may be NULL. */
static inline void
load(struct bench *bench, const char *first, const char *second)
{
	const char *folders[2] = {path_of(bench, "%s", first), NULL};

	if (second != NULL)
		folders[1] = path_of(bench, "%s", second);
	unload(bench);
	assert_int_equal(
	    bundles_load(folders, second == NULL ? 1 : 2, RULES_SCHEMA, &bench->bundles, &bench->why), STATUS_OK);
}

static inline bool
matches(const char *text, const char *pattern)
{
	regex_t compiled;
	bool matched = false;

	assert_int_equal(regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB), 0);
	matched = regexec(&compiled, text, 0, NULL, 0) == 0;
	regfree(&compiled);
	return matched;
}

static inline void
assert_refusal(struct bench *bench, size_t index, const char *path, const char *pattern)
{
	const struct refusal *refusal = NULL;

	assert_true(index < bench->bundles->refusal_count);
	refusal = &bench->bundles->refusals[index];
	assert_string_equal(refusal->path, path_of(bench, "%s", path));
	if (!matches(refusal->why, pattern))
		fail_msg("refused with \"%s\", not with \"%s\"", refusal->why, pattern);
	assert_true(strlen(refusal->remedy) > 0);
}

static inline void
assert_all_load(struct bench *bench, size_t count)
{
	if (bench->bundles->refusal_count > 0)
		fail_msg("%s: %s", bench->bundles->refusals[0].path, bench->bundles->refusals[0].why);
	assert_int_equal(bench->bundles->count, count);
}

/* The thing in the folder is refused for this reason; its neighbour is loaded. */
static inline void
assert_only_one_refused(struct bench *bench, const char *folder, const char *pattern)
{
	char path[256];

	snprintf(path, sizeof path, "%s/thing/thing.so", folder);
	assert_int_equal(bench->bundles->refusal_count, 1);
	assert_refusal(bench, 0, path, pattern);
	assert_int_equal(bench->bundles->count, 1);
	assert_string_equal(bench->bundles->items[0].plugin->id, "neighbour");
}

static inline void
assert_only_thing_refused(struct bench *bench, const char *pattern)
{
	assert_only_one_refused(bench, "all", pattern);
}

#define BENCH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

#endif
