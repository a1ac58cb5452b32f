/* See report/results.h. */
#include "report/results.h"

#include <string.h>

static const char *const kind_names[] = {
    [CASELINT_TEXT] = "text",
    [CASELINT_CODE] = "code",
    [CASELINT_ID] = "id",
    [CASELINT_MONEY] = "money",
    [CASELINT_DATE] = "date",
    [CASELINT_MONTH] = "month",
    [CASELINT_TIME] = "time",
    [CASELINT_BOOLEAN] = "boolean",
    [CASELINT_COUNT] = "count",
    [CASELINT_PRESENCE] = "presence",
};

#define KIND_COUNT (sizeof kind_names / sizeof kind_names[0])

const char *
results_kind_name(uint32_t kind)
{
	return kind < KIND_COUNT ? kind_names[kind] : NULL;
}

uint32_t
results_kind_named(const char *name)
{
	for (uint32_t i = CASELINT_TEXT; i < KIND_COUNT; i++) {
		if (strcmp(name, kind_names[i]) == 0)
			return i;
	}
	return 0;
}

struct text
results_default_field(struct text path)
{
	for (size_t i = path.length; i > 0; i--) {
		if (path.data[i - 1] == '/')
			return text_view(path.data + i, path.length - i);
	}
	return text_of(NULL);
}

const struct ruleset_step *
results_step(const struct ruleset *ruleset, struct text id)
{
	for (size_t i = 0; ruleset != NULL && i < ruleset->step_count; i++) {
		if (text_equals(id, ruleset->steps[i].id))
			return &ruleset->steps[i];
	}
	return NULL;
}

const struct ruleset_amount *
results_amount(const struct ruleset *ruleset, struct text kind)
{
	for (size_t i = 0; ruleset != NULL && i < ruleset->amount_count; i++) {
		if (text_equals(kind, ruleset->amounts[i].kind))
			return &ruleset->amounts[i];
	}
	return NULL;
}

const struct ruleset_parameter *
results_parameter(const struct ruleset *ruleset, struct text name)
{
	for (size_t i = 0; ruleset != NULL && i < ruleset->parameter_count; i++) {
		if (text_equals(name, ruleset->parameters[i].name))
			return &ruleset->parameters[i];
	}
	return NULL;
}
