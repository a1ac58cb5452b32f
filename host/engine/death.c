/* See engine/death.h. */
#include "engine/death.h"

#include <string.h>

#include "engine/sandbox.h"
#include "plugin/services.h"

enum host_rule_index
death_rule(const struct death *death)
{
	switch ((enum death_kind)death->kind) {
	case DEATH_TIME: return HOST_PLUGIN_TIME;
	case DEATH_MEMORY: return HOST_PLUGIN_MEMORY;
	case DEATH_SYSTEM_CALL: return HOST_PLUGIN_FORBIDDEN;
	case DEATH_SWITCHED_OFF: return HOST_PLUGIN_OFF;
	default: return HOST_PLUGIN_DIED;
	}
}

static void
describe_signal(int32_t number, struct buffer *text)
{
	const char *name = sigabbrev_np(number);

	buffer_append_format(text, "ended the process by signal %d (SIG%s)", (int)number, name == NULL ? "?" : name);
}

static void
describe_system_call(int32_t number, struct buffer *text)
{
	buffer_append_format(text, "tried something that no plugin may do, the system call ");
	sandbox_name_call(number, text);
}

static void
describe_kind(const struct death *death, struct buffer *text)
{
	switch ((enum death_kind)death->kind) {
	case DEATH_SIGNAL: describe_signal(death->number, text); break;
	case DEATH_EXIT: buffer_append_format(text, "ended the process with status %d", (int)death->number); break;
	case DEATH_TIME:
		buffer_append_format(text, "did not come to an end within %d seconds", (int)death->number);
		break;
	case DEATH_MEMORY: buffer_append_format(text, "needed more than %d MiB of memory", (int)death->number); break;
	case DEATH_SYSTEM_CALL: describe_system_call(death->number, text); break;
	case DEATH_SWITCHED_OFF:
		buffer_append_format(text, "is not called any more in this run: it had failed like this on %d records",
		    (int)death->number);
		break;
	default: buffer_append_text(text, "left results that cannot be read"); break;
	}
}

static void
describe_call(const struct death *death, const char *rule_id, struct buffer *text)
{
	switch ((enum call)death->call) {
	case CALL_APPLIES: buffer_append_text(text, " in applies"); break;
	case CALL_PREPARE: buffer_append_text(text, " in prepare"); break;
	case CALL_CHECK:
		if (rule_id != NULL)
			buffer_append_format(text, " in rule %s", rule_id);
		break;
	case CALL_COMPUTE: buffer_append_text(text, " in compute"); break;
	case CALL_COLLECT: buffer_append_text(text, " in collect"); break;
	case CALL_RECONCILE: buffer_append_text(text, " in reconcile"); break;
	default: break;
	}
}

void
death_describe(const struct death *death, const char *rule_id, struct buffer *text)
{
	describe_kind(death, text);
	if (death->kind != DEATH_SWITCHED_OFF)
		describe_call(death, rule_id, text);
}
