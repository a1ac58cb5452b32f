/* See cli/answer.h. */
#include "cli/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "cli/profile.h"
#include "report/shown.h"

/* ---- Options ------------------------------------------------------------------------ */

static bool
output_is_possible(const struct options *options, const char *name)
{
	size_t i = 0;

	if (options->output_count > 1) {
		cli_complain("%s: -o at most once", name);
		return false;
	}
	for (i = 0; i < options->output_count; i++) {
		const char *format = options->outputs[i].format;

		if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0) {
			cli_complain("%s: the output format is text or json, not %s", name, format);
			return false;
		}
	}
	return true;
}

int
answer_parse(const struct answer_usage *usage, int argc, char **argv, struct options *ret_options)
{
	int code = options_parse(usage->command, argc, argv, usage->arguments, usage->summary, ret_options);

	if (code == 0 && !output_is_possible(ret_options, usage->name))
		return EXIT_CODE_USAGE;
	return code;
}

int
answer_load(const struct options *options, struct profile **ret_profile, struct bundles **ret_bundles)
{
	struct places places = {0};
	struct profile *none = NULL;

	if (places_find(&places) != STATUS_OK)
		return EXIT_CODE_INTERNAL;
	return profile_load(options, &places, ret_profile == NULL ? &none : ret_profile, ret_bundles);
}

bool
answer_is_complete(const struct bundles *bundles)
{
	if (bundles->refusal_count > 0)
		cli_complain("%zu %s refused; `caselint plugins` says why", bundles->refusal_count,
		    bundles->refusal_count == 1 ? "plugin was" : "plugins were");
	else if (bundles->count == 0)
		cli_complain("no plugin was found");
	return bundles->refusal_count == 0 && bundles->count > 0;
}

/* ---- Writing ---------------------------------------------------------------------------- */

static void
write_page(const struct answer *answer, bool color, struct sink *sink)
{
	struct page page = {0};

	page_start(&page, sink, color);
	answer->page(answer->context, &page);
	page_end(&page);
}

static void
write_document(const struct answer *answer, struct sink *sink)
{
	struct json_writer json = {0};

	json_writer_start(&json, sink);
	answer->document(answer->context, &json);
	json_writer_finish(&json);
}

int
answer_write(const struct options *options, const struct answer *answer)
{
	bool given = options->output_count > 0;
	const char *path = given ? options->outputs[0].path : NULL;
	struct sink *sink = NULL;
	enum status status = sink_open(path, 0, &sink);

	if (status != STATUS_OK)
		goto out;
	if (given && strcmp(options->outputs[0].format, "json") == 0)
		write_document(answer, sink);
	else
		write_page(answer, cli_use_color(options->color, path), sink);
	status = sink_commit(sink);
out:
	if (status == STATUS_OK)
		return EXIT_CODE_CLEAN;
	cli_complain("nothing can be written to %s: %s", path == NULL ? "standard output" : path, sink_error());
	return EXIT_CODE_OUTPUT;
}

/* ---- JSON --------------------------------------------------------------------------------- */

void
answer_put_text(struct json_writer *json, const char *key, const char *text)
{
	struct text rest = text_of(text);
	struct buffer clean = {0};

	while (rest.length > 0) {
		int step = utf8_next(rest.data, rest.length);
		size_t length = step <= 0 ? 1 : (size_t)step;

		buffer_append(&clean, step <= 0 ? "?" : rest.data, length);
		rest = text_view(rest.data + length, rest.length - length);
	}
	json_write_key(json, key);
	json_write_text_or_null(json, text_of(buffer_text(&clean)));
	buffer_clear(&clean);
}

void
answer_put_bool(struct json_writer *json, const char *key, bool value)
{
	json_write_key(json, key);
	json_write_bool(json, value);
}

void
answer_put_count(struct json_writer *json, const char *key, uint64_t value)
{
	json_write_key(json, key);
	json_write_count(json, value);
}

void
answer_put_abi(struct json_writer *json)
{
	json_write_key(json, "pluginAbi");
	json_write_object_inline(json);
	answer_put_count(json, "major", CASELINT_ABI_MAJOR);
	answer_put_count(json, "minor", CASELINT_ABI_MINOR);
	json_write_object_end(json);
}

void
answer_put_names(struct json_writer *json, const char *key, const struct names *names)
{
	size_t i = 0;

	json_write_key(json, key);
	json_write_array_inline(json);
	for (i = 0; i < names->count; i++)
		json_write_string(json, names->items[i]);
	json_write_array_end(json);
}

/* ---- Text ----------------------------------------------------------------------------------- */

size_t
answer_widest(size_t width, const char *label)
{
	size_t columns = text_columns(text_of(label));

	return columns > width ? columns : width;
}

void
answer_section(struct page *page, const char *heading)
{
	page_blank(page);
	page_piece(page, PAGE_BOLD, text_of(heading));
	page_end_line(page);
}

void
answer_append_names(struct buffer *text, const struct names *names)
{
	size_t i = 0;

	for (i = 0; i < names->count; i++)
		buffer_append_format(text, "%s%s", i == 0 ? "" : ", ", names->items[i]);
}
