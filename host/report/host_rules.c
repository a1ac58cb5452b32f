/* The table of host_rules.def as data, and the look-up by id. */
#include "report/host_rules.h"

#include <string.h>

const struct host_rule host_rules[HOST_RULES] = {
#define HOST_RULE(name, id, severity, exit_code, title, message, why, remedy) \
	[HOST_##name] = {(id), (severity), (exit_code), (title), (message), (why), (remedy)},
#include "report/host_rules.def"
#undef HOST_RULE
};

const struct host_rule *
host_rule_named(const char *id)
{
	for (size_t i = 0; i < HOST_RULES; i++) {
		if (strcmp(host_rules[i].id, id) == 0)
			return &host_rules[i];
	}
	return NULL;
}
