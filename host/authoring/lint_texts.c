/*
 * Do the texts, the schema and the object speak of the same things? A plugin names variants, amounts, steps, worksheets
 * and the values of placeholders by C strings. What a ruleset declares and no string of the object says can never occur;
 * what a message asks for and no string says will be missing when it is needed.
 */
#include <inttypes.h>
#include <string.h>

#include "authoring/lint_parts.h"
#include "base/text.h"
#include "catalogue/matrix.h"
#include "record/conformity.h"

#define REMEDY_DEAD "correct the name, or take it out of the ruleset"

/* ---- Declared and never named ------------------------------------------------------------ */

static void
lint_name(struct bundle_lint *lint, const struct ruleset *ruleset, uint32_t line, const char *what, const char *name)
{
	if (name == NULL || object_file_has_text(&lint->object, name))
		return;
	lint_add(lint, "declared", SEVERITY_WARNING, ruleset->path, REMEDY_DEAD,
	    "line %" PRIu32 ": %s %s is declared, but the plugin has no such text, so it never occurs", line, what,
	    name);
}

static void
lint_worksheet(struct bundle_lint *lint, const struct ruleset *ruleset, const struct ruleset_worksheet *sheet)
{
	lint_name(lint, ruleset, sheet->line, "worksheet", sheet->id);
	for (size_t i = 0; i < sheet->column_count; i++)
		lint_name(lint, ruleset, sheet->columns[i].line, "column", sheet->columns[i].id);
}

static void
lint_declared(struct bundle_lint *lint, const struct ruleset *ruleset)
{
	for (size_t i = 0; i < ruleset->amount_count; i++)
		lint_name(lint, ruleset, ruleset->amounts[i].line, "amount", ruleset->amounts[i].kind);
	for (size_t i = 0; i < ruleset->step_count; i++)
		lint_name(lint, ruleset, ruleset->steps[i].line, "step", ruleset->steps[i].id);
	for (size_t i = 0; i < ruleset->worksheet_count; i++)
		lint_worksheet(lint, ruleset, &ruleset->worksheets[i]);
}

/* ---- Messages --------------------------------------------------------------------------------- */

static bool
is_of_finding(const char *name)
{
	static const char *const names[] = {"observed", "expected", "due", "asOf"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

static void
lint_placeholder(
    struct bundle_lint *lint, const struct ruleset *ruleset, const struct ruleset_message *message, const char *name)
{
	if (is_of_finding(name) || ruleset_parameter_named(ruleset, name) != NULL ||
	    object_file_has_text(&lint->object, name))
		return;
	lint_add(lint, "placeholder", SEVERITY_ERROR, ruleset->path,
	    "name a value of the finding, a parameter, or observed, expected, due, asOf",
	    "line %" PRIu32 ": the message asks for {%s}, which is no parameter, and the plugin has no such text",
	    message->line, name);
}

/* The template is well-formed: the loader has seen to it. */
static void
lint_message(struct bundle_lint *lint, const struct ruleset *ruleset, const struct ruleset_message *message)
{
	const char *at = message->template_text;

	lint_name(lint, ruleset, message->line, "variant", message->variant);
	while ((at = strpbrk(at, "{}")) != NULL) {
		size_t length = strcspn(at, "}");

		if (at[1] == at[0] || *at == '}') {
			at += 2;
			continue;
		}
		lint_placeholder(lint, ruleset, message, arena_copy_text(&lint->arena, at + 1, length - 1));
		at += length + 1;
	}
}

static void
lint_messages(struct bundle_lint *lint, const struct ruleset *ruleset)
{
	for (size_t i = 0; i < ruleset->rule_count; i++) {
		for (size_t k = 0; k < ruleset->rules[i].message_count; k++)
			lint_message(lint, ruleset, &ruleset->rules[i].messages[k]);
	}
}

/* ---- The letter and the schema ------------------------------------------------------------------- */

/* One finding a line. */
static void
lint_lines(struct bundle_lint *lint, const char *check, const char *file, const char *remedy, const char *lead,
    const struct buffer *lines)
{
	const char *at = buffer_text(lines);

	while (*at != '\0') {
		size_t length = strcspn(at, "\n");

		lint_add(lint, check, SEVERITY_ERROR, file, remedy, "%s%.*s", lead, (int)length, at);
		at += length + (at[length] == '\n' ? 1 : 0);
	}
}

static void
lint_matrix(struct bundle_lint *lint, const struct ruleset *ruleset)
{
	struct buffer gaps = {0};

	(void)matrix_gaps(ruleset, &gaps);
	lint_lines(lint, "matrix", ruleset->path, "name the rules of each sentence, or say why it has none", "", &gaps);
	buffer_clear(&gaps);
}

static void
lint_schema(struct bundle_lint *lint, const struct bundle *bundle)
{
	struct buffer unread = {0};
	size_t count = 0;

	if (conformity_unbound(bundle->schema, bundle->plugin, &unread, &count) != STATUS_OK)
		lint_add(lint, "schema", SEVERITY_ERROR, bundle->schema, "use the constructs docs/plugin-test.md lists",
		    "it cannot be compared with the tables: %s", buffer_text(&unread));
	else
		lint_lines(lint, "unread", bundle->schema,
		    "add a field to the table, or the path to its `ignored` when no rule needs it",
		    "in the schema, but no table reads it: ", &unread);
	buffer_clear(&unread);
}

void
lint_texts(struct bundle_lint *lint)
{
	const struct bundle *bundle = bundle_lint_bundle(lint);

	for (size_t i = 0; i < bundle->ruleset_count; i++) {
		const struct ruleset *ruleset = bundle->rulesets[i].ruleset;

		lint_declared(lint, ruleset);
		lint_messages(lint, ruleset);
		lint_matrix(lint, ruleset);
	}
	lint_schema(lint, bundle);
}
