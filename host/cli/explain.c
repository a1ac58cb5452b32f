/* `caselint explain`: from words to subjects, and the command; see cli/explain.h. */
#include "cli/explain.h"

#include <string.h>
#include <strings.h>

#include "base/memory.h"

/* ---- What there is ----------------------------------------------------------------------- */

/* All ids and kinds that can be explained, as they are written and in lower case. */
struct directory {
	const char **ids;
	char **folded;
	size_t count;
};

typedef void take_fn(void *context, const struct explain_subject *subject);

static const char *
id_of(const struct explain_subject *subject)
{
	if (subject->rule != NULL)
		return subject->rule->id;
	return subject->amount != NULL ? subject->amount->kind : subject->host->id;
}

static void
each_of_ruleset(const struct ruleset *ruleset, take_fn *take, void *context)
{
	size_t i = 0;

	for (i = 0; i < ruleset->rule_count; i++) {
		struct explain_subject subject = {ruleset, &ruleset->rules[i], NULL, NULL};

		take(context, &subject);
	}
	for (i = 0; i < ruleset->amount_count; i++) {
		struct explain_subject subject = {ruleset, NULL, &ruleset->amounts[i], NULL};

		take(context, &subject);
	}
}

static void
each_subject(const struct bundles *bundles, take_fn *take, void *context)
{
	size_t i = 0;
	size_t k = 0;

	for (i = 0; i < bundles->count; i++) {
		for (k = 0; k < bundles->items[i].ruleset_count; k++)
			each_of_ruleset(bundles->items[i].rulesets[k].ruleset, take, context);
	}
	for (i = 0; i < HOST_RULES; i++) {
		struct explain_subject subject = {NULL, NULL, NULL, &host_rules[i]};

		take(context, &subject);
	}
}

/* ---- From a word to subjects -------------------------------------------------------------- */

/* A word in search of subjects. */
struct search {
	const char *word;
	struct explain_subjects *subjects;
	bool found;
};

static bool
is_there(const struct explain_subjects *subjects, const struct explain_subject *subject)
{
	size_t i = 0;

	for (i = 0; i < subjects->count; i++) {
		const struct explain_subject *other = &subjects->items[i];

		if (other->rule == subject->rule && other->amount == subject->amount && other->host == subject->host)
			return true;
	}
	return false;
}

static void
take_match(void *context, const struct explain_subject *subject)
{
	struct search *search = context;
	struct explain_subjects *subjects = search->subjects;

	if (strcasecmp(id_of(subject), search->word) != 0)
		return;
	search->found = true;
	if (is_there(subjects, subject))
		return;
	subjects->items = memory_resize(subjects->items, subjects->count + 1, sizeof *subjects->items);
	subjects->items[subjects->count++] = *subject;
}

bool
explain_find(const struct bundles *bundles, const char *word, struct explain_subjects *subjects)
{
	struct search search = {word, subjects, false};

	each_subject(bundles, take_match, &search);
	return search.found;
}

void
explain_clear(struct explain_subjects *subjects)
{
	memory_free(subjects->items);
	*subjects = (struct explain_subjects){NULL, 0, NULL};
}

static char *
folded_copy(const char *word)
{
	char *copy = memory_copy_text(word, strlen(word));
	char *at = NULL;

	for (at = copy; *at != '\0'; at++) {
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	}
	return copy;
}

static void
take_id(void *context, const struct explain_subject *subject)
{
	struct directory *directory = context;
	size_t count = directory->count + 1;

	directory->ids = memory_resize(directory->ids, count, sizeof *directory->ids);
	directory->folded = memory_resize(directory->folded, count, sizeof *directory->folded);
	directory->ids[directory->count] = id_of(subject);
	directory->folded[directory->count] = folded_copy(id_of(subject));
	directory->count = count;
}

const char *
explain_nearest(const struct bundles *bundles, const char *word)
{
	struct directory directory = {NULL, NULL, 0};
	char *folded = folded_copy(word);
	const char *near = NULL;
	const char *id = NULL;
	size_t i = 0;

	each_subject(bundles, take_id, &directory);
	near = text_nearest(folded, (const char *const *)directory.folded, directory.count);
	for (i = 0; i < directory.count; i++) {
		if (directory.folded[i] == near)
			id = directory.ids[i];
		memory_free(directory.folded[i]);
	}
	memory_free(directory.folded);
	memory_free(directory.ids);
	memory_free(folded);
	return id;
}

/* ---- What belongs to a subject ------------------------------------------------------------- */

const char *
explain_cite(const struct explain_subject *subject)
{
	if (subject->rule != NULL)
		return subject->rule->cite;
	return subject->amount != NULL ? subject->amount->cite : "";
}

const struct names *
explain_readings(const struct explain_subject *subject)
{
	static const struct names none;

	if (subject->rule != NULL)
		return &subject->rule->assumptions;
	return subject->amount != NULL ? &subject->amount->assumptions : &none;
}

bool
explain_cites_meet(const char *left, const char *right)
{
	return text_words_meet(text_of(left), text_of(right));
}

static bool
names_subject(const struct ruleset_sentence *sentence, const struct explain_subject *subject)
{
	size_t i = 0;

	for (i = 0; subject->rule != NULL && i < sentence->rules.count; i++) {
		if (strcmp(sentence->rules.items[i], subject->rule->id) == 0)
			return true;
	}
	return false;
}

bool
explain_is_stated(const struct explain_subject *subject)
{
	size_t i = 0;

	for (i = 0; i < subject->ruleset->sentence_count; i++) {
		if (names_subject(&subject->ruleset->sentences[i], subject))
			return true;
	}
	return false;
}

bool
explain_quotes(const struct explain_subject *subject, const struct ruleset_sentence *sentence)
{
	if (explain_is_stated(subject))
		return names_subject(sentence, subject);
	return explain_cites_meet(sentence->cite, explain_cite(subject));
}

static bool
changes_parameter(const struct explain_subject *subject, const struct profile_change *change)
{
	const struct ruleset_parameter *parameter = NULL;

	if (subject->ruleset == NULL || strcmp(change->ruleset, subject->ruleset->id) != 0)
		return false;
	parameter = ruleset_parameter_named(subject->ruleset, change->subject);
	return parameter != NULL && explain_cites_meet(parameter->cite, explain_cite(subject));
}

bool
explain_is_changed(const struct explain_subject *subject, const struct profile_change *change)
{
	size_t length = strlen(change->subject);

	if (change->kind == PROFILE_PARAMETER)
		return changes_parameter(subject, change);
	if (subject->rule == NULL || strncmp(subject->rule->id, change->subject, length) != 0)
		return false;
	return subject->rule->id[length] == '\0' ||
	       (change->kind != PROFILE_SEVERITY && subject->rule->id[length] == '-');
}

/* ---- The command --------------------------------------------------------------------------- */

/* A command in hand. */
struct explanation {
	struct options options;
	struct profile *profile; /* NULL: none */
	struct bundles *bundles; /* NULL: none were needed */
	struct explain_subjects subjects;
};

/* The host's own rules can be explained even when no plugin can be loaded. */
static bool
needs_bundles(const struct words *words)
{
	static const struct bundles none;
	struct explain_subjects subjects = {NULL, 0, NULL};
	bool all_found = true;
	size_t i = 0;

	for (i = 0; i < words->count; i++)
		all_found = explain_find(&none, words->items[i], &subjects) && all_found;
	explain_clear(&subjects);
	return !all_found;
}

static void
complain_of_word(const struct bundles *bundles, const char *word)
{
	const char *nearest = explain_nearest(bundles, word);

	if (nearest != NULL)
		cli_complain("unknown rule or amount '%s'; did you mean '%s'?", word, nearest);
	else
		cli_complain("unknown rule or amount '%s'; `caselint rules` lists the rules", word);
}

static int
find_all(struct explanation *explanation)
{
	static const struct bundles none;
	const struct bundles *bundles = explanation->bundles != NULL ? explanation->bundles : &none;
	int code = 0;
	size_t i = 0;

	for (i = 0; i < explanation->options.arguments.count; i++) {
		const char *word = explanation->options.arguments.items[i];

		if (explain_find(bundles, word, &explanation->subjects))
			continue;
		complain_of_word(bundles, word);
		code = EXIT_CODE_USAGE;
	}
	/* What is unknown may be of a plugin that was refused. */
	if (code != 0)
		(void)answer_is_complete(bundles);
	return code;
}

static int
prepare(struct explanation *explanation, int argc, char **argv)
{
	static const struct answer_usage usage = {FOR_EXPLAIN, "explain", "RULE...",
	    "Explain rules and kinds of computed amounts: what must hold and why, the words of the "
	    "letter, how to mend it, examples, and the readings taken.\v"
	    "The ids are those of reports, in any case. " ANSWER_ONE_OUTPUT};
	int code = answer_parse(&usage, argc, argv, &explanation->options);

	if (code == 0 && explanation->options.arguments.count == 0) {
		cli_complain("no rule; give rule ids or kinds of amounts (`caselint rules` lists the rules)");
		code = EXIT_CODE_USAGE;
	}
	/* A profile that cannot be is said to be so, whatever is explained. */
	if (code == 0 && (explanation->options.profile != NULL || needs_bundles(&explanation->options.arguments)))
		code = answer_load(&explanation->options, &explanation->profile, &explanation->bundles);
	explanation->subjects.profile = explanation->profile;
	return code == 0 ? find_all(explanation) : code;
}

int
command_explain(int argc, char **argv)
{
	struct explanation explanation;
	struct answer answer = {explain_page, explain_document, &explanation.subjects};
	int code = 0;

	memset(&explanation, 0, sizeof explanation);
	code = prepare(&explanation, argc, argv);
	if (code == 0)
		code = answer_write(&explanation.options, &answer);
	explain_clear(&explanation.subjects);
	bundles_free(explanation.bundles);
	profile_free(explanation.profile);
	options_clear(&explanation.options);
	return code < 0 ? EXIT_CODE_CLEAN : code;
}
