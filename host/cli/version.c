/* `caselint version`: caselint, the contract with plugins, and the libraries as compiled with and as found at run time. */
#include <archive.h>
#include <inttypes.h>
#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/xmlversion.h>
#include <openssl/crypto.h>
#include <openssl/opensslv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/answer.h"

#define VERSION_BYTES 32U
#define LIBRARIES 4U
#define LABEL_COLUMNS 13U

/* A library with both of its versions. */
struct library {
	const char *name;
	const char *compiled;
	const char *found;
};

/* Everything there is to tell. The numbers of libxml2 and libarchive are spelt out here. */
struct versions {
	char libxml[VERSION_BYTES];
	char libarchive[VERSION_BYTES];
	struct library libraries[LIBRARIES];
};

/* "20914" and "20914-GITv2.9.14" are 2.9.14. */
static void
spell_libxml(char ret_version[VERSION_BYTES])
{
	unsigned long number = strtoul(xmlParserVersion, NULL, 10);

	snprintf(ret_version, VERSION_BYTES, "%lu.%lu.%lu", number / 10000, number / 100 % 100, number % 100);
}

/* 3006002 is 3.6.2. */
static void
spell_libarchive(char ret_version[VERSION_BYTES])
{
	int number = archive_version_number();

	snprintf(ret_version, VERSION_BYTES, "%d.%d.%d", number / 1000000, number / 1000 % 1000, number % 1000);
}

static void
gather(struct versions *versions)
{
	spell_libxml(versions->libxml);
	spell_libarchive(versions->libarchive);
	versions->libraries[0] = (struct library){"libxml2", LIBXML_DOTTED_VERSION, versions->libxml};
	versions->libraries[1] = (struct library){"libarchive", ARCHIVE_VERSION_ONLY_STRING, versions->libarchive};
	versions->libraries[2] = (struct library){"jansson", JANSSON_VERSION, jansson_version_str()};
	versions->libraries[3] =
	    (struct library){"OpenSSL", OPENSSL_VERSION_STR, OpenSSL_version(OPENSSL_VERSION_STRING)};
}

static void
put_page(const void *context, struct page *page)
{
	const struct versions *versions = context;
	size_t i = 0;

	page_format(page, 0, 0, "caselint %s", cli_version);
	page_spaces(page, 2);
	page_cell(page, text_of("plugin ABI"), LABEL_COLUMNS, false);
	page_format(page, 0, 0, "%" PRIu32 ".%" PRIu32, CASELINT_ABI_MAJOR, CASELINT_ABI_MINOR);
	for (i = 0; i < LIBRARIES; i++) {
		const struct library *library = &versions->libraries[i];

		page_spaces(page, 2);
		page_cell(page, text_of(library->name), LABEL_COLUMNS, false);
		page_format(page, 0, 0, "%s (compiled with %s)", library->found, library->compiled);
	}
}

static json_t *
make_document(const void *context)
{
	const struct versions *versions = context;
	json_t *libraries = json_array();
	size_t i = 0;

	for (i = 0; i < LIBRARIES; i++)
		json_array_append_new(libraries, json_pack("{s:s, s:o, s:o}", "name", versions->libraries[i].name,
						     "compiled", answer_text(versions->libraries[i].compiled),
						     "runtime", answer_text(versions->libraries[i].found)));
	return json_pack("{s:s, s:s, s:{s:i, s:i}, s:o}", "schema", "caselint/version/1", "version", cli_version,
	    "pluginAbi", "major", (int)CASELINT_ABI_MAJOR, "minor", (int)CASELINT_ABI_MINOR, "libraries", libraries);
}

int
command_version(int argc, char **argv)
{
	static const struct answer_usage usage = {
	    FOR_VERSION, "version", "", "Show the versions of caselint and of the libraries it uses."};
	struct versions versions = {0};
	const struct answer answer = {put_page, make_document, &versions};
	struct options options = {0};
	int code = answer_parse(&usage, argc, argv, &options);

	if (code == 0 && options.arguments.count > 0) {
		cli_complain("version takes no argument, but '%s' was given", options.arguments.items[0]);
		code = EXIT_CODE_USAGE;
	}
	if (code == 0) {
		gather(&versions);
		code = answer_write(&options, &answer);
	}
	options_clear(&options);
	return code < 0 ? EXIT_CODE_CLEAN : code;
}
