/*
 * gen-export: writes an export of any size, group of records by group, in constant memory;
 * see README.md. A group is made from the seed and its own number, spoilt by the plan, and
 * written; faults take nothing from the numbers that records are made of, so that an
 * export with faults differs from the one without by the faults only.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "newyork.h"
#include "ohio.h"
#include "options.h"
#include "truth.h"

#define GROUP_NUMBERS 8U /* numbers for ids that a group may use */

enum {
	EXIT_DONE = 0,
	EXIT_NOT_WRITTEN = 5,
};

struct run {
	struct options options;
	struct output output, truth;
	uint64_t written[2]; /* records of Ohio, of New York */
	uint64_t groups;
	struct oh_group ohio;
	struct ny_group newyork;
};

static const char tail[] = "</CaseExport>\n";

static void
write_head(struct run *run)
{
	static const char *const systems[] = {
	    [OHIO] = "Ohio SACWIS", [NEW_YORK] = "NYS CONNECTIONS/WMS", [MIXED] = "synthetic"};
	struct output *output = &run->output;

	put(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
	put_line_end(output);
	put(output, "<!-- Synthetic data: gen-export, seed ");
	put_number(output, run->options.seed);
	put(output, ". -->");
	put_line_end(output);
	put(output, "<CaseExport xmlns=\"urn:caselint:export:1\"");
	if (run->options.jurisdiction != NEW_YORK)
		put(output, " xmlns:oh=\"urn:caselint:us-oh:adoption-subsidy:1\"");
	if (run->options.jurisdiction != OHIO)
		put(output, " xmlns:ny=\"urn:caselint:us-ny:retro-payment:1\"");
	put_line_end(output);
	put(output, "            schemaVersion=\"1.0\"");
	put_attribute(output, " system=\"", systems[run->options.jurisdiction]);
	put_date_attribute(output, " exportedOn=\"", run->options.exported_on);
	put(output, ">");
	put_line_end(output);
}

static uint64_t
records_left(const struct run *run)
{
	return run->options.records - run->written[0] - run->written[1];
}

static bool
is_complete(const struct run *run)
{
	if (run->output.error != 0 || run->truth.error != 0)
		return true;
	if (run->options.bytes != 0)
		return output_bytes(&run->output) + sizeof tail - 1 >= run->options.bytes;
	return records_left(run) == 0;
}

/* Of a mixed export half is Ohio's. */
static bool
is_next_ohio(const struct run *run)
{
	if (run->options.jurisdiction != MIXED)
		return run->options.jurisdiction == OHIO;
	return run->written[0] <= run->written[1];
}

static void
write_group(struct run *run)
{
	struct random random = random_of(run->options.seed, run->groups);
	uint64_t number = 1 + run->groups * GROUP_NUMBERS;
	bool is_ohio = is_next_ohio(run);
	struct group *group = is_ohio ? &run->ohio.base : &run->newyork.base;
	uint64_t room = run->options.bytes != 0 ? SLOTS_MAX : records_left(run);

	if (is_ohio)
		ohio_make(&run->ohio, &random, number, room < SLOTS_MAX ? (uint32_t)room : SLOTS_MAX);
	else
		newyork_make(&run->newyork, &random, number);
	group->exported_on = run->options.exported_on;
	plan_apply(&run->options.plan, group);
	if (is_ohio)
		ohio_write(&run->output, &run->ohio);
	else
		newyork_write(&run->output, &run->newyork);
	if (run->options.truth != NULL)
		truth_write(&run->truth, group);
	run->written[is_ohio ? 0 : 1] += group->count;
	run->groups++;
}

static void
write_all(struct run *run)
{
	plan_begin(&run->options.plan, run->options.seed);
	write_head(run);
	while (!is_complete(run))
		write_group(run);
	put(&run->output, tail);
	if (run->options.truth != NULL && run->options.plan.lost_record)
		truth_write_lost(&run->truth);
}

static int
complain(const char *path)
{
	fprintf(stderr, "gen-export: %s: %s\n", path, strerrordesc_np(errno));
	return EXIT_NOT_WRITTEN;
}

static int
generate(struct run *run)
{
	int code = EXIT_DONE;

	if (!output_open(&run->output, run->options.output))
		code = complain(run->options.output);
	else if (run->options.truth != NULL && !output_open(&run->truth, run->options.truth))
		code = complain(run->options.truth);
	else
		write_all(run);
	if (run->output.buffer != NULL && !output_close(&run->output))
		code = complain(run->options.output);
	if (run->truth.buffer != NULL && !output_close(&run->truth))
		code = complain(run->options.truth);
	return code;
}

/* "RULE ?RULE FINDING, elsewhere RULE" */
static void
list_rules(const struct fault *fault, char *text, size_t room)
{
	const char *input = fault->input == NULL ? "" : fault->input;
	const char *blank = fault->changes[0] != '\0' && fault->input != NULL ? " " : "";
	const char *elsewhere = fault->elsewhere == NULL ? "" : fault->elsewhere;

	snprintf(text, room, "%s%s%s%s%s", fault->changes, blank, input, elsewhere[0] == '\0' ? "" : ", elsewhere ",
	    elsewhere);
}

static void
list_faults(const struct plan *plan)
{
	char rules[200];
	uint32_t kind = 0;
	size_t i = 0;

	for (i = 0; i < plan->count; i++) {
		const struct fault *fault = plan->items[i].fault;
		const char *separator = "";

		list_rules(fault, rules, sizeof rules);
		printf("%-34s  %-40s  ", fault->name, rules);
		for (kind = 0; kind < NY_FIRST; kind++) {
			if ((fault->kinds & (1U << kind)) == 0)
				continue;
			printf("%s%s", separator, kind_name(1U << kind));
			separator = ", ";
		}
		printf("%s\n", separator[0] == '\0' ? kind_name(1U << NY_FIRST) : "");
	}
}

int
main(int argc, char **argv)
{
	static struct run run;
	int code = EXIT_DONE;

	options_read(&run.options, argc, argv);
	if (run.options.list)
		list_faults(&run.options.plan);
	else
		code = generate(&run);
	plan_clear(&run.options.plan);
	return code;
}
