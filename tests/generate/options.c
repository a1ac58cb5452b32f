/* See options.h. */
#include "options.h"

#include <argp.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "values.h"

#define RECORDS_BY_DEFAULT 1000U
#define FAULTS_NAMED_MAX 256U
#define LAST_EXPORT 2932000 /* in 9997: some faults are dated after the export */

enum {
	KEY_JURISDICTION = 'j',
	KEY_RECORDS = 'n',
	KEY_SEED = 's',
	KEY_OUTPUT = 'o',
	KEY_BYTES = 1000,
	KEY_FAULT,
	KEY_FAULTS,
	KEY_FORM_FAULTS,
	KEY_LIST,
	KEY_TRUTH,
	KEY_EXPORTED_ON,
};

/* What was given; faults are looked up when the jurisdiction is known. */
struct given {
	struct options *options;
	uint32_t share, form_share;
	bool has_date;
	const char *faults[FAULTS_NAMED_MAX];
	uint32_t fault_count;
};

/* ---- Values ------------------------------------------------------------------- */

/* Decimal digits; moves the cursor behind them. False when there are none, or too many. */
static bool
read_digits(const char **cursor, uint64_t *ret_number)
{
	const char *start = *cursor;
	uint64_t number = 0;

	while (**cursor >= '0' && **cursor <= '9') {
		if (*cursor - start == 18)
			return false;
		number = number * 10 + (uint64_t)(*(*cursor)++ - '0');
	}
	*ret_number = number;
	return *cursor > start;
}

static uint64_t
read_number(struct argp_state *state, const char *option, const char *text)
{
	const char *cursor = text;
	uint64_t number = 0;

	if (!read_digits(&cursor, &number) || *cursor != '\0')
		argp_error(state, "%s '%s' is not a number", option, text);
	return number;
}

static uint64_t
read_count(struct argp_state *state, const char *option, const char *text)
{
	uint64_t number = read_number(state, option, text);

	if (number == 0)
		argp_error(state, "%s %s: an export has at least one record", option, text);
	return number;
}

/* 150MB, 12GB, 64KiB, 1000. */
static uint64_t
read_size(struct argp_state *state, const char *text)
{
	static const struct {
		const char *unit;
		uint64_t bytes;
	} units[] = {{"", 1}, {"B", 1}, {"KB", 1000}, {"MB", 1000000}, {"GB", 1000000000}, {"KiB", 1U << 10},
	    {"MiB", 1U << 20}, {"GiB", 1U << 30}};
	const char *cursor = text;
	uint64_t number = 0;
	size_t i = 0;

	if (read_digits(&cursor, &number)) {
		for (i = 0; i < sizeof units / sizeof units[0]; i++) {
			if (strcmp(cursor, units[i].unit) == 0 && number > 0 && number <= UINT64_MAX / units[i].bytes)
				return number * units[i].bytes;
		}
	}
	argp_error(state, "'%s' is not a size such as 150MB or 12GB", text);
	return 0;
}

/* A share of one, 0.01, or in the hundred, 1%; at most nine decimals. */
static uint32_t
read_share(struct argp_state *state, const char *text)
{
	const char *cursor = text;
	uint64_t whole = 0;
	uint64_t share = 0;
	uint64_t unit = SHARE_WHOLE;
	bool is_right = read_digits(&cursor, &whole) && whole <= 100;

	share = whole * SHARE_WHOLE;
	if (is_right && *cursor == '.') {
		for (cursor++; *cursor >= '0' && *cursor <= '9' && unit > 1; cursor++) {
			unit /= 10;
			share += (uint64_t)(*cursor - '0') * unit;
		}
	}
	if (*cursor == '%') {
		share /= 100;
		cursor++;
	}
	if (!is_right || *cursor != '\0' || share > SHARE_WHOLE)
		argp_error(state, "'%s' is not a share such as 0.01 or 1%%", text);
	return (uint32_t)share;
}

static enum jurisdiction
read_jurisdiction(struct argp_state *state, const char *text)
{
	if (strcmp(text, "us-oh") == 0)
		return OHIO;
	if (strcmp(text, "us-ny") == 0)
		return NEW_YORK;
	if (strcmp(text, "mixed") != 0)
		argp_error(state, "jurisdiction '%s' is not known; it is us-oh, us-ny or mixed", text);
	return MIXED;
}

/* Everything in a right record has happened by the middle of April 2008. */
static int32_t
read_date(struct argp_state *state, const char *text)
{
	int32_t day = 0;

	if (date_parse(text_of(text), &day) != STATUS_OK)
		argp_error(state, "'%s' is not a date such as 2008-04-15", text);
	if (day > LAST_EXPORT)
		argp_error(state, "--exported-on %s is too late", text);
	if (day < APR_2008(15))
		argp_error(state,
		    "--exported-on %s is before 2008-04-15, when the last of what records tell has happened", text);
	return day;
}

/* ---- The command line -------------------------------------------------------------- */

static const struct argp_option arguments[] = {
    {"jurisdiction", KEY_JURISDICTION, "ID", 0, "us-oh (default), us-ny or mixed", 0},
    {"records", KEY_RECORDS, "N", 0, "So many records (1000 when neither this nor --bytes is given)", 0},
    {"bytes", KEY_BYTES, "SIZE", 0, "Records until the export has this size, such as 150MB", 0},
    {"seed", KEY_SEED, "S", 0, "Another seed gives other records (default 1)", 0},
    {"fault", KEY_FAULT, "NAME=SHARE", 0, "Plant this fault in this share of the records that can have it; repeatable",
	0},
    {"faults", KEY_FAULTS, "SHARE", 0, "Every fault of fact in this share", 0},
    {"form-faults", KEY_FORM_FAULTS, "SHARE", 0,
	"Every fault of form in this share; such an export cannot be read in full", 0},
    {"list-faults", KEY_LIST, NULL, 0, "List the faults, the rules that find them, and where they can be", 0},
    {"truth", KEY_TRUTH, "FILE", 0, "Write what a check must find, a line of JSON for each record concerned", 0},
    {"exported-on", KEY_EXPORTED_ON, "DATE", 0,
	"Date of the export, 2008-04-15 or later (default: 2008-04-15, with New York 2008-06-30)", 0},
    {"output", KEY_OUTPUT, "FILE", 0, "Where the export goes; - for standard output", 0},
    {0},
};

static void
take_fault(struct argp_state *state, struct given *given, const char *text)
{
	if (strchr(text, '=') == NULL)
		argp_error(state, "--fault '%s' is not NAME=SHARE", text);
	if (given->fault_count == FAULTS_NAMED_MAX)
		argp_error(state, "--fault is given too often");
	else
		given->faults[given->fault_count++] = text;
}

/* Rounded up, so that more than all never reads as all. */
static uint64_t
in_hundred(uint64_t share)
{
	return (share * 100 + SHARE_WHOLE - 1) / SHARE_WHOLE;
}

/* All shares by kind of fault, then those named. */
static void
set_shares(struct argp_state *state, struct given *given)
{
	struct plan *plan = &given->options->plan;
	const char *overfull = NULL;
	uint64_t share = 0;
	size_t i = 0;

	for (i = 0; i < plan->count; i++)
		plan->items[i].share = plan->items[i].fault->input == NULL ? given->share : given->form_share;
	for (i = 0; i < given->fault_count; i++) {
		const char *equals = strchr(given->faults[i], '=');
		char *name = strndup(given->faults[i], (size_t)(equals - given->faults[i]));
		struct planned *item = name == NULL ? NULL : plan_find(plan, name);

		if (item == NULL)
			argp_error(state,
			    "--fault '%s': this jurisdiction has no fault of that name; --list-faults lists them",
			    given->faults[i]);
		else
			item->share = read_share(state, equals + 1);
		free(name);
	}
	overfull = plan_overfull(plan, &share);
	if (overfull != NULL)
		argp_error(state,
		    "the shares of all faults of one kind of record are more than all records: %s, %" PRIu64
		    "%%; a record"
		    " has one fault at most",
		    overfull, in_hundred(share));
}

static void
finish(struct argp_state *state, struct given *given)
{
	struct options *options = given->options;
	uint32_t ohio = options->jurisdiction != NEW_YORK ? OH_ALL : 0;
	uint32_t new_york = options->jurisdiction != OHIO ? NY_ALL : 0;

	if (options->records != 0 && options->bytes != 0)
		argp_error(state, "--records and --bytes exclude each other");
	if (options->records == 0 && options->bytes == 0)
		options->records = RECORDS_BY_DEFAULT;
	if (!given->has_date)
		options->exported_on = options->jurisdiction == OHIO ? APR_2008(15) : APR_2008(30) + 61;
	if (options->output == NULL && !options->list)
		argp_error(state, "--output is missing");
	if (!plan_make(&options->plan, ohio | new_york))
		argp_failure(state, 6, ENOMEM, "no plan");
	set_shares(state, given);
}

static error_t
take_argument(int key, char *value, struct argp_state *state)
{
	struct given *given = state->input;
	struct options *options = given->options;

	switch (key) {
	case KEY_JURISDICTION: options->jurisdiction = read_jurisdiction(state, value); break;
	case KEY_RECORDS: options->records = read_count(state, "--records", value); break;
	case KEY_BYTES: options->bytes = read_size(state, value); break;
	case KEY_SEED: options->seed = read_number(state, "--seed", value); break;
	case KEY_FAULT: take_fault(state, given, value); break;
	case KEY_FAULTS: given->share = read_share(state, value); break;
	case KEY_FORM_FAULTS: given->form_share = read_share(state, value); break;
	case KEY_LIST: options->list = true; break;
	case KEY_TRUTH: options->truth = value; break;
	case KEY_EXPORTED_ON:
		options->exported_on = read_date(state, value);
		given->has_date = true;
		break;
	case KEY_OUTPUT: options->output = value; break;
	case ARGP_KEY_END: finish(state, given); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

void
options_read(struct options *options, int argc, char **argv)
{
	static const struct argp parser = {.options = arguments,
	    .parser = take_argument,
	    .doc = "Write a case export of synthetic records: right ones, and as many wrong ones as asked for."};
	struct given given = {.options = options};

	memset(options, 0, sizeof *options);
	options->jurisdiction = OHIO;
	options->seed = 1;
	argp_err_exit_status = 2;
	(void)argp_parse(&parser, argc, argv, 0, NULL, &given);
}
