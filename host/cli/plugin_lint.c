/* `caselint plugin-lint`: a bundle looked at from outside; see docs/plugin-test.md. */
#include <string.h>

#include "authoring/bundle_lint.h"
#include "cli/answer.h"

#define LABEL_COLUMNS 10U

/* ---- Text ---------------------------------------------------------------------------------- */

static void
put_finding(struct page *page, const struct lint_finding *finding)
{
	struct buffer *draft = NULL;
	bool is_error = finding->severity == SEVERITY_ERROR;

	page_blank(page);
	draft = page_draft(page);
	buffer_append_format(draft, "%s: %s", finding->check, finding->message);
	page_put_draft(page, 0, 2, is_error ? PAGE_RED : PAGE_YELLOW, is_error ? "ERROR " : "WARNING ");
	page_label(page, 2, LABEL_COLUMNS, "file", text_of(finding->file));
	page_label(page, 2, LABEL_COLUMNS, "remedy", text_of(finding->remedy));
}

static void
put_page(const void *context, struct page *page)
{
	const struct bundle_lint *lint = context;
	struct buffer *draft = page_draft(page);

	buffer_append_format(draft, "%s: ", lint->name);
	words_count(draft, lint->errors, "error", "errors");
	buffer_append_text(draft, ", ");
	words_count(draft, lint->warnings, "warning", "warnings");
	buffer_append_format(draft, "; %s",
	    bundle_lint_bundle(lint) != NULL ? "the loader accepts it."
	    : lint->bundles != NULL          ? "the loader refuses it."
					     : "it was not loaded, because the object is unsound.");
	page_put_draft(page, 0, 2, PAGE_PLAIN, "");
	for (size_t i = 0; i < lint->count; i++)
		put_finding(page, &lint->findings[i]);
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static void
put_findings(struct json_writer *json, const struct bundle_lint *lint)
{
	json_write_key(json, "findings");
	json_write_array(json);
	for (size_t i = 0; i < lint->count; i++) {
		const struct lint_finding *finding = &lint->findings[i];

		json_write_object(json);
		answer_put_text(json, "check", finding->check);
		answer_put_text(json, "severity", severity_name(finding->severity));
		answer_put_text(json, "file", finding->file);
		answer_put_text(json, "message", finding->message);
		answer_put_text(json, "remedy", finding->remedy);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_symbols(struct json_writer *json, const char *key, const struct object_file *object, bool imports)
{
	json_write_key(json, key);
	json_write_array_inline(json);
	for (size_t i = 0; i < object->symbol_count; i++) {
		if (imports ? object->symbols[i].is_import : object->symbols[i].is_defined)
			json_write_text(json, text_of(object->symbols[i].name));
	}
	json_write_array_end(json);
}

static void
put_object(struct json_writer *json, const struct bundle_lint *lint)
{
	const struct names needed = {lint->object.needed, lint->object.needed_count};

	json_write_key(json, "object");
	if (!lint->object_is_read) {
		json_write_null(json);
		return;
	}
	json_write_object(json);
	answer_put_text(json, "path", lint->path);
	put_symbols(json, "exports", &lint->object, false);
	put_symbols(json, "imports", &lint->object, true);
	answer_put_names(json, "needed", &needed);
	json_write_object_end(json);
}

static void
put_document(const void *context, struct json_writer *json)
{
	const struct bundle_lint *lint = context;

	json_write_object(json);
	answer_put_text(json, "schema", "caselint/plugin-lint/1");
	answer_put_text(json, "plugin", lint->name);
	answer_put_text(json, "folder", lint->folder);
	answer_put_bool(json, "passed", lint->errors == 0);
	answer_put_bool(json, "loaded", bundle_lint_bundle(lint) != NULL);
	answer_put_count(json, "errors", lint->errors);
	answer_put_count(json, "warnings", lint->warnings);
	put_findings(json, lint);
	put_object(json, lint);
	json_write_object_end(json);
}

/* ---- The command ----------------------------------------------------------------------------- */

static int
lint_bundle(const struct options *options)
{
	struct bundle_lint lint = {0};
	const struct answer answer = {put_page, put_document, &lint};
	struct buffer why = {0};
	struct places places;
	int code = EXIT_CODE_INTERNAL;

	if (places_find(&places) != STATUS_OK)
		return code;
	if (bundle_lint_run(&lint, cli_bundle_folder(options->arguments.items[0], &places), places.rules_schema,
		&why) != STATUS_OK) {
		cli_complain("%s", buffer_text(&why));
		code = EXIT_CODE_USAGE;
	} else {
		code = exit_code_worse(
		    answer_write(options, &answer), lint.errors == 0 ? EXIT_CODE_CLEAN : EXIT_CODE_FINDINGS);
	}
	bundle_lint_clear(&lint);
	buffer_clear(&why);
	return code;
}

int
command_plugin_lint(int argc, char **argv)
{
	static const struct answer_usage usage = {FOR_PLUGIN_LINT, "plugin-lint", "BUNDLE",
	    "Look at a plugin from outside: what its shared object exports, uses and keeps, without running it; then "
	    "what "
	    "the loader says, and whether its texts, schema and object speak of the same things. BUNDLE is the folder "
	    "of "
	    "a plugin or the id of an installed one.\v"
	    "Exit status: 0 no error (there may be warnings), 1 errors, 2 usage. docs/plugin-test.md lists the "
	    "checks. " ANSWER_ONE_OUTPUT};
	struct options options = {0};
	int code = answer_parse(&usage, argc, argv, &options);

	if (code == 0 && options.arguments.count != 1) {
		cli_complain("plugin-lint: one bundle; give the folder of a plugin, or the id of an installed one");
		code = EXIT_CODE_USAGE;
	}
	if (code == 0)
		code = lint_bundle(&options);
	options_clear(&options);
	return code < 0 ? EXIT_CODE_CLEAN : code;
}
