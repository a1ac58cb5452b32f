/* The strict view: what runs through the spool first, the totals, and the facts of the run; see report/strict.h. */
#include "report/strict.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "report/host_rules.h"
#include "report/strict_parts.h"
#include "report/suppress.h"

/* Every input finding is known by its rule and its input, and is told once. */
struct strict {
	struct arena arena;
	struct strict_records records;
	struct run_facts facts;
	struct run_options options;
	struct suppress_type *types; /* of all plugins, one behind the other */
	size_t *first_types;         /* where those of each plugin begin */
	size_t type_count;
	struct tally *tally;
};

/* ---- Types of records ---- */

static void
list_types(struct strict *strict, const struct run_facts *facts)
{
	size_t next = 0;

	for (size_t i = 0; i < facts->bundle_count; i++)
		strict->type_count += facts->bundles[i].plugin->records.count;
	strict->types = memory_zeroed(strict->type_count + 1, sizeof *strict->types);
	strict->first_types = memory_zeroed(facts->bundle_count + 1, sizeof *strict->first_types);
	for (size_t i = 0; i < facts->bundle_count; i++) {
		strict->first_types[i] = next;
		for (uint32_t k = 0; k < facts->bundles[i].plugin->records.count; k++)
			strict->types[next++].bundle = (uint32_t)i;
	}
	strict->first_types[facts->bundle_count] = next;
}

/* NULL for a record of no plugin, or of no type of its plugin. */
static struct suppress_type *
type_of(const struct strict *strict, const struct result_record *record)
{
	size_t place = 0;

	if (record->bundle >= strict->records.facts->bundle_count)
		return NULL;
	place = strict->first_types[record->bundle] + record->type;
	return place < strict->first_types[record->bundle + 1] ? &strict->types[place] : NULL;
}

static enum status
count_type(void *context, const struct result_record *record)
{
	struct suppress_type *type = type_of(context, record);

	if (type != NULL) {
		type->records++;
		type->outcomes[record->outcome]++;
	}
	return STATUS_OK;
}

/* ---- Totals ---- */

static enum status
count_record(void *context, const struct result_record *record)
{
	struct strict *strict = context;
	const struct suppress_type *type = type_of(strict, record);

	if (type != NULL && suppress_counts_type(type, strict->facts.privacy.suppress_below))
		tally_add(strict->tally, record);
	return STATUS_OK;
}

static enum status
count_all(struct strict *strict, const struct tally *all, struct spool *spool)
{
	enum status status = STATUS_OK;

	list_types(strict, strict->records.facts);
	status = spool_read_parts(spool, SPOOL_OUTCOMES, count_type, strict);
	if (status != STATUS_OK)
		return status;
	strict->tally = tally_new(strict->records.facts);
	status = spool_read_parts(spool, SPOOL_WITHOUT_WORKING, count_record, strict);
	if (status != STATUS_OK)
		return status;
	tally_finish(strict->tally);
	suppress_tally(strict->tally, all, strict->types, strict->type_count, strict->facts.privacy.suppress_below);
	return STATUS_OK;
}

/* ---- The run ---- */

static struct text
input_name(struct strict *strict, size_t number)
{
	char name[32];
	int length = snprintf(name, sizeof name, "input-%zu", number + 1);

	return text_view(arena_copy_text(&strict->arena, name, (size_t)length), (size_t)length);
}

static void
make_inputs(struct strict *strict, const struct run_facts *facts)
{
	struct run_input *inputs = arena_take_array(&strict->arena, facts->input_count, sizeof *inputs);

	for (size_t i = 0; i < facts->input_count; i++) {
		const struct run_input *input = &facts->inputs[i];

		inputs[i] = (struct run_input){.path = input_name(strict, i),
		    .bytes = COUNT_WITHHELD,
		    .records = COUNT_WITHHELD,
		    .as_of = input->as_of,
		    .exported_on = CASELINT_ABSENT};
		if (input->sha256[0] != '\0')
			pseudonym_digest(
			    strict->records.pseudonyms, PSEUDONYM_INPUT, text_of(input->sha256), inputs[i].sha256);
	}
	strict->facts.inputs = inputs;
}

static bool
is_told(const struct input_finding *findings, size_t count, const struct input_finding *given)
{
	for (size_t i = count; i > 0 && findings[i - 1].input == given->input; i--) {
		if (strcmp(findings[i - 1].rule, given->rule) == 0)
			return true;
	}
	return false;
}

/* They are sorted by input. */
static void
make_input_findings(struct strict *strict, const struct run_facts *facts)
{
	struct input_finding *findings = arena_take_array(&strict->arena, facts->input_finding_count, sizeof *findings);
	size_t count = 0;

	for (size_t i = 0; i < facts->input_finding_count; i++) {
		const struct input_finding *given = &facts->input_findings[i];
		const struct host_rule *rule = host_rule_named(given->rule);

		if (is_told(findings, count, given))
			continue;
		findings[count++] = (struct input_finding){.rule = given->rule,
		    .severity = given->severity,
		    .exit_code = given->exit_code,
		    .input = given->input,
		    .message = text_of(rule == NULL ? "something is wrong; the message is withheld" : rule->message),
		    .remedy = given->remedy};
	}
	strict->facts.input_findings = findings;
	strict->facts.input_finding_count = count;
}

static void
make_bundles(struct strict *strict, const struct run_facts *facts)
{
	struct run_bundle *bundles = arena_take_array(&strict->arena, facts->bundle_count, sizeof *bundles);

	for (size_t i = 0; i < facts->bundle_count; i++) {
		bundles[i] = facts->bundles[i];
		bundles[i].path = "";
	}
	strict->facts.bundles = bundles;
}

/* What is named here is told; what a run learns to say besides is not, until somebody has thought about it. */
static void
make_facts(struct strict *strict, const struct run_facts *facts)
{
	strict->facts.complete = facts->complete;
	strict->facts.exit_code = facts->exit_code;
	strict->facts.tool_version = facts->tool_version;
	strict->facts.threads = facts->threads;
	strict->facts.input_count = facts->input_count;
	strict->facts.bundle_count = facts->bundle_count;
	make_inputs(strict, facts);
	make_input_findings(strict, facts);
	make_bundles(strict, facts);
	if (facts->options == NULL)
		return;
	strict->options = (struct run_options){.as_of = facts->options->as_of,
	    .fail_on = facts->options->fail_on,
	    .fail_never = facts->options->fail_never,
	    .schema = facts->options->schema,
	    .select = facts->options->select,
	    .select_count = facts->options->select_count,
	    .ignore = facts->options->ignore,
	    .ignore_count = facts->options->ignore_count,
	    .profile = facts->options->profile};
	strict->facts.options = &strict->options;
}

enum status
strict_new(const struct strict_setting *setting, const struct run_facts *facts, const struct tally *tally,
    struct spool *spool, struct strict **ret_strict)
{
	struct strict *strict = memory_zeroed(1, sizeof *strict);
	enum status status = STATUS_OK;

	strict->records = (struct strict_records){facts, setting->pseudonyms};
	strict->facts.privacy = (struct run_privacy){.strict = true,
	    .key_id = pseudonym_of(setting->pseudonyms, PSEUDONYM_KEY, text_of("key"), &strict->arena),
	    .lasting_key = setting->lasting_key,
	    .listed = setting->listed,
	    .suppress_below = setting->suppress_below};
	make_facts(strict, facts);
	status = count_all(strict, tally, spool);
	if (status != STATUS_OK) {
		strict_free(strict);
		return status;
	}
	spool_look_through(spool, strict_record, &strict->records);
	*ret_strict = strict;
	return STATUS_OK;
}

const struct run_facts *
strict_facts(const struct strict *strict)
{
	return &strict->facts;
}

const struct tally *
strict_tally(const struct strict *strict)
{
	return strict->tally;
}

void
strict_free(struct strict *strict)
{
	if (strict == NULL)
		return;
	tally_free(strict->tally);
	memory_free(strict->types);
	memory_free(strict->first_types);
	arena_clear(&strict->arena);
	memory_free(strict);
}

void
strict_note(const struct run_privacy *privacy, struct buffer *text)
{
	buffer_append_text(text, "Strict privacy: ids are pseudonyms, made with ");
	buffer_append_text(text, privacy->lasting_key
				     ? "a key that other runs may share"
				     : "a key of this run alone, so that it cannot be joined with other reports");
	buffer_append_format(text,
	    "; values, dates, amounts, lines and names of files are left out. Totals of fewer than %" PRIu64
	    " are withheld, with others that would give them away; records of a type with fewer are in no total.",
	    privacy->suppress_below);
	if (privacy->listed)
		buffer_append_text(text, " Records are listed, and who counts the list knows how many there are; a "
					 "report with `--show totals` has none.");
}
