/* What completions offer in a place of the command line, by what the option or the usage line calls it. */
#include <string.h>

#include "cli/manual/manual.h"

static bool
is_small(char byte)
{
	return (byte >= 'a' && byte <= 'z') || byte == '-';
}

static bool
is_large(char byte)
{
	return byte >= 'A' && byte <= 'Z';
}

static bool
names(struct text word, const char *const *candidates)
{
	while (*candidates != NULL && !text_equals(word, *candidates))
		candidates++;
	return *candidates != NULL;
}

/* A word in capitals says what a user puts there. */
static void
add_kind(struct offer *offer, struct text word)
{
	static const char *const files[] = {"FILE", "PATH", "RESULTS", "INPUT", "OLD", "NEW", "BASELINE", NULL};
	static const char *const folders[] = {"DIR", "FOLDER", "BUNDLE", NULL};
	static const char *const rules[] = {"RULE", "RULES", NULL};
	static const char *const commands[] = {"COMMAND", "TOPIC", NULL};

	offer->files = offer->files || names(word, files);
	offer->folders = offer->folders || names(word, folders);
	offer->rules = offer->rules || names(word, rules);
	offer->list = offer->list || text_equals(word, "RULES");
	offer->commands = offer->commands || names(word, commands);
}

static void
add_kinds(struct offer *offer, const char *at)
{
	while (*at != '\0') {
		size_t length = 0;

		while (is_large(at[length]))
			length++;
		if (length > 0)
			add_kind(offer, text_view(at, length));
		at += length == 0 ? 1 : length;
	}
}

struct offer
offer_of_option(size_t index)
{
	struct offer offer = {0};
	struct option_row row = {0};

	if (!options_row(index, &row) || row.argument == NULL)
		return offer;
	add_kinds(&offer, row.argument);
	options_words(index, &offer.words);
	offer.behind_colon = offer.files && strchr(row.argument, ':') != NULL;
	return offer;
}

/* Copies words in small letters to `storage`, each with a NUL behind it; how many. */
static size_t
copy_words(const char *at, struct buffer *storage)
{
	size_t count = 0;

	while (*at != '\0' && count < EXPECTED_WORDS_MAX) {
		size_t length = 0;

		while (is_small(at[length]))
			length++;
		if (length > 0) {
			buffer_append(storage, at, length);
			buffer_append_byte(storage, '\0');
			count++;
		}
		at += length == 0 ? 1 : length;
	}
	return count;
}

struct offer
offer_of_arguments(const char *arguments, struct buffer *storage)
{
	struct offer offer = {0};
	const char *at = NULL;

	buffer_reset(storage);
	if (arguments == NULL)
		return offer;
	add_kinds(&offer, arguments);
	offer.words.count = copy_words(arguments, storage);
	at = buffer_text(storage);
	for (size_t i = 0; i < offer.words.count; i++) {
		offer.words.words[i] = at;
		at += strlen(at) + 1;
	}
	return offer;
}

struct usage
manual_usage(const struct command *command)
{
	struct usage usage = {0};

	if (!options_usage(command, &usage))
		usage = (struct usage){0, command->arguments, command->summary};
	if (usage.arguments == NULL)
		usage.arguments = "";
	return usage;
}

void
manual_escape(struct buffer *out, const char *text, const char *end, const char *special, const char *escape)
{
	for (; *text != '\0' && text != end; text++) {
		if (strchr(special, *text) != NULL)
			buffer_append_text(out, escape);
		buffer_append_byte(out, *text);
	}
}
