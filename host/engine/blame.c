/* See engine/blame.h. */
#include "engine/blame.h"

#include "base/limits.h"

struct death
blame_switched_off(uint32_t bundle)
{
	return (struct death){DEATH_SWITCHED_OFF, (int32_t)LIMIT_PLUGIN_DEATHS, bundle, CALL_NONE, 0};
}

/* Reading a record may end a process, too, though it never should. */
bool
blame_is_of_plugin(const struct death *death)
{
	return death->call != CALL_NONE || death->kind == DEATH_SWITCHED_OFF || death->kind == DEATH_ANSWER;
}

void
blame_give_up(struct draft *draft, const struct death *death)
{
	const struct caselint_plugin *plugin = draft->bundle->plugin;
	bool in_plugin = blame_is_of_plugin(death);
	uint32_t rule = death->call == CALL_CHECK && death->rule < plugin->rules.count ? death->rule : RULE_OF_HOST;
	struct buffer message = {0};

	if (in_plugin)
		buffer_append_format(&message, "plugin %s %s ", plugin->id, plugin->version);
	else
		buffer_append_text(&message, "reading the record ");
	death_describe(death, rule == RULE_OF_HOST ? NULL : draft_rule_texts(draft, rule)->id, &message);
	draft_add_failure(draft, rule, in_plugin ? death_rule(death) : HOST_RECORD_LOST, buffer_text(&message));
	buffer_clear(&message);
}
