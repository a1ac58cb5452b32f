/* `caselint plugins`: the bundles that are loaded, and those that were refused with the reason and the remedy. */
#include <inttypes.h>
#include <string.h>

#include "base/memory.h"
#include "cli/answer.h"
#include "report/host_rules.h"

#define LABEL_COLUMNS 14U

/* ---- Text ------------------------------------------------------------------------------ */

static void
put_row(struct page *page, const char *label, const char *text)
{
	page_label(page, 2, LABEL_COLUMNS, label, text_of(text));
}

static const char *
record_name(const struct caselint_plugin *plugin, uint32_t index)
{
	const struct caselint_table **table = CASELINT_AT(plugin->records, struct caselint_table *, index);

	return (*table)->element;
}

static void
put_records(struct page *page, const struct caselint_plugin *plugin)
{
	struct buffer names = {0};
	uint32_t i = 0;

	for (i = 0; i < plugin->records.count; i++)
		buffer_append_format(&names, "%s%s", i == 0 ? "" : ", ", record_name(plugin, i));
	put_row(page, "Records", buffer_text(&names));
	buffer_reset(&names);
	buffer_append_format(&names, "%" PRIu32, plugin->rules.count);
	put_row(page, "Rules", buffer_text(&names));
	buffer_clear(&names);
}

static void
put_bundle(struct page *page, const struct bundle *bundle)
{
	const struct caselint_plugin *plugin = bundle->plugin;
	size_t i = 0;

	page_heading(page, plugin->id);
	put_row(page, "Title", plugin->title);
	put_row(page, "Jurisdiction", plugin->jurisdiction);
	put_row(page, "Version", plugin->version);
	put_row(page, "Namespace", plugin->record_namespace);
	put_records(page, plugin);
	put_row(page, "Plugin", bundle->path);
	put_row(page, "Schema", bundle->schema);
	for (i = 0; i < bundle->ruleset_count; i++) {
		const struct ruleset *ruleset = bundle->rulesets[i].ruleset;

		put_row(page, "Ruleset", ruleset->id);
		put_row(page, "", ruleset->title);
		put_row(page, "  SHA-256", ruleset->sha256);
	}
}

static void
put_refusals(struct page *page, const struct bundles *bundles)
{
	size_t i = 0;

	if (bundles->refusal_count > 0)
		page_heading(page, "Refused");
	for (i = 0; i < bundles->refusal_count; i++) {
		const struct refusal *refusal = &bundles->refusals[i];

		if (i > 0)
			page_blank(page);
		page_paragraph(page, 0, 2, PAGE_RED, "", text_of(refusal->path));
		put_row(page, "Why", refusal->why);
		put_row(page, "Remedy", refusal->remedy);
	}
}

static void
put_page(const void *context, struct page *page)
{
	const struct bundles *bundles = context;
	struct buffer *draft = page_draft(page);
	size_t i = 0;

	words_count(draft, bundles->count, "plugin", "plugins");
	buffer_append_format(draft, " loaded, %zu refused; plugin ABI %" PRIu32 ".%" PRIu32 ".", bundles->refusal_count,
	    CASELINT_ABI_MAJOR, CASELINT_ABI_MINOR);
	if (bundles->count == 0 && bundles->refusal_count == 0)
		buffer_append_format(draft, " %s", host_rules[HOST_PLUGIN_NONE].remedy);
	page_put_draft(page, 0, 0, PAGE_PLAIN, "");
	for (i = 0; i < bundles->count; i++)
		put_bundle(page, &bundles->items[i]);
	put_refusals(page, bundles);
}

/* ---- JSON ------------------------------------------------------------------------------- */

static void
put_rulesets_json(struct json_writer *json, const struct bundle *bundle)
{
	size_t i = 0;

	json_write_key(json, "rulesets");
	json_write_array(json);
	for (i = 0; i < bundle->ruleset_count; i++) {
		const struct ruleset *ruleset = bundle->rulesets[i].ruleset;

		json_write_object(json);
		answer_put_text(json, "id", ruleset->id);
		answer_put_text(json, "title", ruleset->title);
		answer_put_text(json, "sha256", ruleset->sha256);
		answer_put_text(json, "path", ruleset->path);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static void
put_records_json(struct json_writer *json, const struct caselint_plugin *plugin)
{
	uint32_t i = 0;

	json_write_key(json, "records");
	json_write_array_inline(json);
	for (i = 0; i < plugin->records.count; i++)
		json_write_string(json, record_name(plugin, i));
	json_write_array_end(json);
	answer_put_count(json, "rules", plugin->rules.count);
}

static void
put_bundle_json(struct json_writer *json, const struct bundle *bundle)
{
	const struct caselint_plugin *plugin = bundle->plugin;

	json_write_object(json);
	answer_put_text(json, "id", plugin->id);
	answer_put_text(json, "jurisdiction", plugin->jurisdiction);
	answer_put_text(json, "title", plugin->title);
	answer_put_text(json, "version", plugin->version);
	answer_put_text(json, "namespace", plugin->record_namespace);
	put_records_json(json, plugin);
	answer_put_text(json, "path", bundle->path);
	answer_put_text(json, "schema", bundle->schema);
	put_rulesets_json(json, bundle);
	json_write_object_end(json);
}

static void
put_refusals_json(struct json_writer *json, const struct bundles *bundles)
{
	size_t i = 0;

	json_write_key(json, "refused");
	json_write_array(json);
	for (i = 0; i < bundles->refusal_count; i++) {
		json_write_object(json);
		answer_put_text(json, "path", bundles->refusals[i].path);
		answer_put_text(json, "why", bundles->refusals[i].why);
		answer_put_text(json, "remedy", bundles->refusals[i].remedy);
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

static bool
is_complete(const struct bundles *bundles)
{
	return bundles->refusal_count == 0 && bundles->count > 0;
}

static void
put_document(const void *context, struct json_writer *json)
{
	const struct bundles *bundles = context;
	size_t i = 0;

	json_write_object(json);
	answer_put_text(json, "schema", "caselint/plugins/1");
	answer_put_bool(json, "complete", is_complete(bundles));
	answer_put_abi(json);
	json_write_key(json, "plugins");
	json_write_array(json);
	for (i = 0; i < bundles->count; i++)
		put_bundle_json(json, &bundles->items[i]);
	json_write_array_end(json);
	put_refusals_json(json, bundles);
	json_write_object_end(json);
}

/* ---- The command -------------------------------------------------------------------------- */

static int
execute(const struct options *options)
{
	static const struct bundles none;
	struct bundles *bundles = NULL;
	int loaded = answer_load(options, NULL, &bundles);
	struct answer answer = {put_page, put_document, bundles};
	int code = EXIT_CODE_CLEAN;

	if (loaded != EXIT_CODE_CLEAN && loaded != EXIT_CODE_RULES)
		return loaded;
	if (bundles == NULL)
		answer.context = &none;
	code = is_complete(answer.context) ? EXIT_CODE_CLEAN : EXIT_CODE_RULES;
	code = exit_code_worse(code, answer_write(options, &answer));
	bundles_free(bundles);
	return code;
}

int
command_plugins(int argc, char **argv)
{
	static const struct answer_usage usage = {FOR_PLUGINS, "plugins", NULL,
	    "List the plugins that are loaded, and those that were refused with the reason and the remedy.\v"
	    "Exit status: 4 when a plugin was refused or none was found. " ANSWER_ONE_OUTPUT};
	struct options options = {0};
	int code = answer_parse(&usage, argc, argv, &options);

	if (code == 0 && options.arguments.count > 0) {
		cli_complain("plugins takes no argument, but '%s' was given; --plugin-dir names a folder",
		    options.arguments.items[0]);
		code = EXIT_CODE_USAGE;
	}
	if (code == 0)
		code = execute(&options);
	options_clear(&options);
	return code < 0 ? EXIT_CODE_CLEAN : code;
}
