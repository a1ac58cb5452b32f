/* `caselint version`: caselint, the contract with plugins, and the libraries as compiled with and as found. */
#include <inttypes.h>
#include <string.h>

#include "cli/answer.h"
#include "cli/libraries.h"

#define LABEL_COLUMNS 13U

static void
put_page(const void *context, struct page *page)
{
	const struct library *libraries = context;
	size_t i = 0;

	page_format(page, 0, 0, "caselint %s", cli_version);
	page_spaces(page, 2);
	page_cell(page, text_of("plugin ABI"), LABEL_COLUMNS, false);
	page_format(page, 0, 0, "%" PRIu32 ".%" PRIu32, CASELINT_ABI_MAJOR, CASELINT_ABI_MINOR);
	for (i = 0; i < LIBRARIES; i++) {
		const struct library *library = &libraries[i];

		page_spaces(page, 2);
		page_cell(page, text_of(library->name), LABEL_COLUMNS, false);
		page_format(page, 0, 0, "%s (compiled with %s)", library->found, library->compiled);
	}
}

static void
put_document(const void *context, struct json_writer *json)
{
	const struct library *libraries = context;
	size_t i = 0;

	json_write_object(json);
	answer_put_text(json, "schema", "caselint/version/1");
	answer_put_text(json, "version", cli_version);
	answer_put_abi(json);
	json_write_key(json, "libraries");
	json_write_array(json);
	for (i = 0; i < LIBRARIES; i++) {
		json_write_object_inline(json);
		answer_put_text(json, "name", libraries[i].name);
		answer_put_text(json, "compiled", libraries[i].compiled);
		answer_put_text(json, "runtime", libraries[i].found);
		json_write_object_end(json);
	}
	json_write_array_end(json);
	json_write_object_end(json);
}

int
command_version(int argc, char **argv)
{
	static const struct answer_usage usage = {FOR_VERSION, "version", NULL,
	    "Show the versions of caselint and of the libraries it uses.\v" ANSWER_ONE_OUTPUT};
	struct library libraries[LIBRARIES] = {0};
	const struct answer answer = {put_page, put_document, libraries};
	struct options options = {0};
	int code = answer_parse(&usage, argc, argv, &options);

	if (code == 0 && options.arguments.count > 0) {
		cli_complain("version takes no argument, but '%s' was given", options.arguments.items[0]);
		code = EXIT_CODE_USAGE;
	}
	if (code == 0) {
		libraries_list(libraries);
		code = answer_write(&options, &answer);
	}
	options_clear(&options);
	return code < 0 ? EXIT_CODE_CLEAN : code;
}
