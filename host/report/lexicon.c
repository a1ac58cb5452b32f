/* An open hash from address to number; see report/lexicon.h. */
#include "report/lexicon.h"

#include "base/memory.h"

#define PLACES_FIRST 1024U /* a power of two */

/* The steps of a ruleset, which lie one behind the other. */
struct run_of_steps {
	const struct ruleset_step *steps;
	size_t count;
	uint32_t first; /* number of the first */
};

struct lexicon {
	struct text *texts; /* by number */
	uint32_t count;
	uint32_t room;
	uint32_t *places;           /* number + 1 of the text there; 0: free */
	size_t mask;                /* their count less 1; at most half are taken */
	struct lexicon_step *steps; /* by number */
	uint32_t step_count;
	struct run_of_steps *runs; /* one per ruleset: few */
	size_t run_count;
};

struct lexicon *
lexicon_new(void)
{
	struct lexicon *lexicon = memory_zeroed(1, sizeof *lexicon);

	lexicon->places = memory_zeroed(PLACES_FIRST, sizeof *lexicon->places);
	lexicon->mask = PLACES_FIRST - 1U;
	return lexicon;
}

void
lexicon_free(struct lexicon *lexicon)
{
	if (lexicon == NULL)
		return;
	memory_free(lexicon->texts);
	memory_free(lexicon->places);
	memory_free(lexicon->steps);
	memory_free(lexicon->runs);
	memory_free(lexicon);
}

/* Where a text of this address is, or would be. */
static uint32_t *
place_of(const struct lexicon *lexicon, const char *data)
{
	uint64_t key = (uint64_t)(uintptr_t)data * UINT64_C(0x9e3779b97f4a7c15);
	size_t place = (size_t)(key >> 32U) & lexicon->mask;

	while (lexicon->places[place] != 0 && lexicon->texts[lexicon->places[place] - 1].data != data)
		place = (place + 1) & lexicon->mask;
	return &lexicon->places[place];
}

static void
widen(struct lexicon *lexicon)
{
	memory_free(lexicon->places);
	lexicon->mask = lexicon->mask * 2U + 1U;
	lexicon->places = memory_zeroed(lexicon->mask + 1U, sizeof *lexicon->places);
	for (uint32_t i = 0; i < lexicon->count; i++)
		*place_of(lexicon, lexicon->texts[i].data) = i + 1U;
}

static void
add_text(struct lexicon *lexicon, const char *string)
{
	struct text text = text_of(string);

	if (text.length == 0 || *place_of(lexicon, text.data) != 0)
		return;
	if (lexicon->count == lexicon->room) {
		lexicon->room = lexicon->room == 0 ? 256U : lexicon->room * 2U;
		lexicon->texts = memory_resize(lexicon->texts, lexicon->room, sizeof *lexicon->texts);
	}
	lexicon->texts[lexicon->count++] = text;
	if (lexicon->count * 2U > lexicon->mask)
		widen(lexicon);
	else
		*place_of(lexicon, text.data) = lexicon->count;
}

static void
add_rule(struct lexicon *lexicon, const struct ruleset_rule *rule)
{
	add_text(lexicon, rule->id);
	add_text(lexicon, rule->cite);
	add_text(lexicon, rule->remedy);
	for (size_t i = 0; i < rule->message_count; i++) {
		add_text(lexicon, rule->messages[i].variant);
		add_text(lexicon, rule->messages[i].remedy);
	}
}

static void
add_steps(struct lexicon *lexicon, const struct ruleset *ruleset)
{
	if (ruleset->step_count == 0 || lexicon_step_number(lexicon, ruleset->steps) != LEXICON_NONE)
		return;
	lexicon->runs = memory_resize(lexicon->runs, lexicon->run_count + 1U, sizeof *lexicon->runs);
	lexicon->runs[lexicon->run_count++] =
	    (struct run_of_steps){ruleset->steps, ruleset->step_count, lexicon->step_count};
	lexicon->steps =
	    memory_resize(lexicon->steps, lexicon->step_count + ruleset->step_count, sizeof *lexicon->steps);
	for (size_t i = 0; i < ruleset->step_count; i++) {
		const struct ruleset_step *step = &ruleset->steps[i];

		lexicon->steps[lexicon->step_count++] = (struct lexicon_step){
		    step, text_of(step->id), text_of(step->label), text_of(step->formula), text_of(step->cite)};
	}
}

void
lexicon_add(struct lexicon *lexicon, const struct ruleset *ruleset)
{
	for (size_t i = 0; i < ruleset->parameter_count; i++) {
		add_text(lexicon, ruleset->parameters[i].name);
		add_text(lexicon, ruleset->parameters[i].value);
		add_text(lexicon, ruleset->parameters[i].cite);
	}
	for (size_t i = 0; i < ruleset->rule_count; i++)
		add_rule(lexicon, &ruleset->rules[i]);
	for (size_t i = 0; i < ruleset->amount_count; i++) {
		add_text(lexicon, ruleset->amounts[i].kind);
		add_text(lexicon, ruleset->amounts[i].title);
		add_text(lexicon, ruleset->amounts[i].cite);
	}
	/* Steps are inputs of others. */
	for (size_t i = 0; i < ruleset->step_count; i++)
		add_text(lexicon, ruleset->steps[i].id);
	add_steps(lexicon, ruleset);
}

uint32_t
lexicon_number(const struct lexicon *lexicon, struct text text)
{
	uint32_t number = 0;

	if (lexicon == NULL)
		return LEXICON_NONE;
	number = *place_of(lexicon, text.data);
	if (number == 0 || lexicon->texts[number - 1].length != text.length)
		return LEXICON_NONE;
	return number - 1;
}

uint32_t
lexicon_count(const struct lexicon *lexicon)
{
	return lexicon == NULL ? 0 : lexicon->count;
}

struct text
lexicon_text(const struct lexicon *lexicon, uint32_t number)
{
	return lexicon->texts[number];
}

uint32_t
lexicon_step_number(const struct lexicon *lexicon, const struct ruleset_step *step)
{
	if (lexicon == NULL || step == NULL)
		return LEXICON_NONE;
	for (size_t i = 0; i < lexicon->run_count; i++) {
		const struct run_of_steps *run = &lexicon->runs[i];

		if (step >= run->steps && step < run->steps + run->count)
			return run->first + (uint32_t)(step - run->steps);
	}
	return LEXICON_NONE;
}

uint32_t
lexicon_step_count(const struct lexicon *lexicon)
{
	return lexicon == NULL ? 0 : lexicon->step_count;
}

const struct lexicon_step *
lexicon_step(const struct lexicon *lexicon, uint32_t number)
{
	return &lexicon->steps[number];
}
