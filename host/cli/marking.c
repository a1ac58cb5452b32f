/* See cli/marking.h. */
#include "cli/marking.h"

#include <string.h>

#include "base/memory.h"
#include "cli/cli.h"

/* The ids of all rules; free with memory_free. */
static const char **
list_rules(const struct bundles *bundles, size_t *ret_count)
{
	size_t count = 0;
	const char **ids = NULL;

	for (size_t i = 0; bundles != NULL && i < bundles->count; i++)
		count += bundles->items[i].plugin->rules.count;
	ids = memory_zeroed(count, sizeof *ids);
	count = 0;
	for (size_t i = 0; bundles != NULL && i < bundles->count; i++) {
		const struct caselint_array *rules = &bundles->items[i].plugin->rules;

		for (uint32_t k = 0; k < rules->count; k++)
			ids[count++] = CASELINT_AT(*rules, struct caselint_rule, k)->id;
	}
	*ret_count = count;
	return ids;
}

static int
read_waivers(const struct options *options, const struct bundles *bundles, struct waivers *waivers)
{
	struct waiver_setting setting = {.most_days = options->max_waiver_days};
	struct places places = {0};
	struct buffer why = {0};
	const char **ids = NULL;
	enum status status = STATUS_OK;

	if (options->waivers.count == 0)
		return EXIT_CODE_CLEAN;
	if (places_find(&places) != STATUS_OK)
		return EXIT_CODE_INTERNAL;
	ids = list_rules(bundles, &setting.rule_count);
	setting.rule_ids = ids;
	setting.schema = places.waivers_schema;
	for (size_t i = 0; i < options->waivers.count && status == STATUS_OK; i++)
		status = waivers_read(waivers, options->waivers.items[i], &setting, &why);
	if (status != STATUS_OK)
		cli_complain("--waivers: %s", buffer_text(&why));
	buffer_clear(&why);
	memory_free(ids);
	return status == STATUS_OK ? EXIT_CODE_CLEAN : EXIT_CODE_USAGE;
}

static int
read_baseline(const struct options *options, struct baseline **ret_baseline)
{
	struct buffer why = {0};
	enum status status = STATUS_OK;

	if (options->baseline == NULL)
		return EXIT_CODE_CLEAN;
	status = baseline_read(options->baseline, ret_baseline, &why);
	if (status != STATUS_OK)
		cli_complain("--baseline: %s", buffer_text(&why));
	buffer_clear(&why);
	return status == STATUS_OK ? EXIT_CODE_CLEAN : EXIT_CODE_USAGE;
}

int
marking_prepare(const struct options *options, const struct bundles *bundles, struct marking *marking)
{
	int code = read_waivers(options, bundles, &marking->waivers);
	struct marks_sources sources = {.waiver_files = {options->waivers.items, options->waivers.count}};

	if (code == EXIT_CODE_CLEAN)
		code = read_baseline(options, &marking->baseline);
	if (code != EXIT_CODE_CLEAN || (options->baseline == NULL && options->waivers.count == 0))
		return code;
	sources.baseline = marking->baseline;
	sources.waivers = marking->waivers.items;
	sources.waiver_count = marking->waivers.count;
	marking->marks = marks_new(&sources);
	return EXIT_CODE_CLEAN;
}

void
marking_clear(struct marking *marking)
{
	marks_free(marking->marks);
	baseline_free(marking->baseline);
	waivers_clear(&marking->waivers);
	memset(marking, 0, sizeof *marking);
}
