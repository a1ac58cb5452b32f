/* See report_support.h. Dates are days since 1970-01-01: 13899 is 2008-01-21. */
#include "report_support.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

#define DAY_2008_01_21 13899
#define DAY_2008_04_15 13984
#define DAY_2008_01_04 13882
#define MONTH_2008_02 457

static int32_t
never_called(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	(void)eval;
	(void)rule;
	return CASELINT_ERROR;
}

static const struct caselint_table case_table = {.element = "AdoptionSubsidyCase"};
static const struct caselint_table *const record_tables[] = {&case_table};
static const struct caselint_rule plugin_rules[SAMPLE_RULES] = {
    {.id = "OH-LIV-01", .check = never_called},
    {.id = "OH-LIV-03", .check = never_called},
    {.id = "OH-MAT-02", .check = never_called},
};
static const struct caselint_plugin plugin = {
    .size = sizeof plugin,
    .id = "us-oh",
    .jurisdiction = "US-OH",
    .title = "Ohio adoption subsidies",
    .version = "1.0.0",
    .records = CASELINT_ARRAY(record_tables),
    .rules = CASELINT_ARRAY(plugin_rules),
};

static const struct ruleset_rule rules[SAMPLE_RULES] = {
    {.id = "OH-LIV-01", .severity = SEVERITY_ERROR, .title = "February review record", .cite = "L18"},
    {.id = "OH-LIV-03", .severity = SEVERITY_ERROR, .title = "Amount of the February review record", .cite = "L19"},
    {.id = "OH-MAT-02",
	.severity = SEVERITY_WARNING,
	.title = "Match over the ceiling",
	.cite = "L22",
	.derived = true},
};
static const char *const match_assumptions[] = {"OH-A1"};
static const struct ruleset_assumption assumptions[] = {
    {.id = "OH-A1",
	.cite = "L22",
	.text = "match",
	.reading = "The match is what lies above the ceiling.",
	.because = "The letter names the ceiling only."},
    {.id = "OH-A2", .cite = "", .text = "", .reading = "Never used.", .because = "No amount rests on it."},
};
static const struct ruleset_amount amounts[] = {
    {.kind = "february-review", .title = "Review record of February", .cite = "L19"},
    {.kind = "odjfs-reimbursement", .title = "Reimbursement by ODJFS", .cite = "L22", .claimable = true},
};
static const struct ruleset_step steps[] = {
    {.id = "difference", .label = "Difference", .formula = "N - O", .cite = "L17"},
    {.id = "match", .label = "Match", .formula = "max(0, F - C)", .cite = "L22", .assumptions = {match_assumptions, 1}},
};
static const struct ruleset_column narrow_columns[] = {
    {.id = "county", .title = "County", .kind = CASELINT_CODE},
    {.id = "case", .title = "Case", .kind = CASELINT_ID},
    {.id = "child", .title = "Child", .kind = CASELINT_TEXT, .restricted = true},
    {.id = "match", .title = "Match", .kind = CASELINT_MONEY, .total = true},
};
static const struct ruleset_column wide_columns[] = {
    {.id = "case", .title = "Number of the case in the system of the county", .kind = CASELINT_ID},
    {.id = "paid", .title = "Paid in February", .kind = CASELINT_MONEY, .total = true},
    {.id = "due", .title = "Due date of the review record", .kind = CASELINT_DATE},
};
static const char *const lines[] = {
    "I certify that the amounts above were paid to or on behalf of the children named, and that the county holds "
    "the records that show it.",
    "Signed: ____________________",
};
static const struct ruleset_worksheet worksheets[] = {
    {.id = "match-invoice",
	.title = "Invoice of match",
	.cite = "L26",
	.restricted = true,
	.group = "county",
	.columns = narrow_columns,
	.column_count = 4,
	.lines = lines,
	.line_count = 2},
    {.id = "wide", .title = "A wide worksheet", .cite = "", .columns = wide_columns, .column_count = 3},
};
static const struct ruleset ruleset = {
    .id = "us-oh/fcaspl-135",
    .plugin = "us-oh",
    .title = "Retroactive adoption subsidies",
    .sha256 = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    .source = {.title = "Letter", .number = "FCASPL 135", .issuer = "ODJFS", .date = DAY_2008_01_04, .sha256 = ""},
    .assumptions = assumptions,
    .assumption_count = 2,
    .rules = rules,
    .rule_count = SAMPLE_RULES,
    .amounts = amounts,
    .amount_count = 2,
    .steps = steps,
    .step_count = 2,
    .worksheets = worksheets,
    .worksheet_count = 2,
};
static const struct ruleset *const rulesets[] = {&ruleset};
static const bool selected[SAMPLE_RULES] = {true, true, true};

struct shown_value
sample_money(int64_t cents)
{
	return (struct shown_value){.kind = CASELINT_MONEY, .number = cents};
}

struct shown_value
sample_date(int32_t days)
{
	return (struct shown_value){.kind = CASELINT_DATE, .number = days};
}

struct shown_value
sample_id(const char *id)
{
	return (struct shown_value){.kind = CASELINT_ID, .text = text_of(id)};
}

void
sample_start(struct sample *sample)
{
	memset(sample, 0, sizeof *sample);
	sample->options = (struct run_options){.as_of = CASELINT_ABSENT, .fail_on = SEVERITY_ERROR, .schema = true};
	sample->inputs[0] = (struct run_input){.path = text_of("exports/franklin.xml"), .bytes = 1234, .records = 2};
	sample->inputs[1] = (struct run_input){.path = text_of("exports/knox.xml"), .bytes = 99, .records = 1};
	for (size_t i = 0; i < 2; i++) {
		memset(sample->inputs[i].sha256, 'b', SHA256_HEX_BYTES - 1);
		sample->inputs[i].as_of = DAY_2008_04_15;
		sample->inputs[i].exported_on = DAY_2008_04_15;
	}
	sample->bundle = (struct run_bundle){
	    .plugin = &plugin, .path = "us-oh.so", .rulesets = rulesets, .ruleset_count = 1, .selected = selected};
	sample->facts = (struct run_facts){.complete = true,
	    .tool_version = "0.1.0",
	    .options = &sample->options,
	    .inputs = sample->inputs,
	    .input_count = 2,
	    .bundles = &sample->bundle,
	    .bundle_count = 1,
	    .input_findings = sample->faults};
	assert_int_equal(spool_new(NULL, &sample->spool), STATUS_OK);
}

void
sample_make_incomplete(struct sample *sample)
{
	sample->facts.complete = false;
	sample->facts.exit_code = 3;
	sample->inputs[0].sha256[0] = '\0';
	sample->faults[0] = (struct input_finding){.rule = "CL-INPUT-TRUNCATED",
	    .severity = SEVERITY_ERROR,
	    .exit_code = 3,
	    .input = 0,
	    .line = 40,
	    .column = 7,
	    .path = text_of("CaseExport"),
	    .message = text_of("the input ends before its root element is closed"),
	    .remedy = text_of("Export again.")};
	sample->faults[1] = (struct input_finding){.rule = "CL-PLUGIN-REFUSED",
	    .severity = SEVERITY_ERROR,
	    .exit_code = 4,
	    .input = NO_INPUT,
	    .message = text_of("a plugin was refused"),
	    .remedy = text_of("`caselint plugins` says why.")};
	sample->facts.input_finding_count = 2;
}

struct result_finding *
sample_findings(struct result_record *record)
{
	return (struct result_finding *)(uintptr_t)record->findings;
}

struct result_amount *
sample_amounts(struct result_record *record)
{
	return (struct result_amount *)(uintptr_t)record->amounts;
}

static void
give_amounts(struct sample *sample, struct result_record *record)
{
	struct result_amount *made = arena_take_array(&sample->arena, 2, sizeof *made);
	struct result_step *step = arena_take_array(&sample->arena, 1, sizeof *step);
	struct result_input *input = arena_take_array(&sample->arena, 2, sizeof *input);

	input[0] = (struct result_input){.name = text_of("N"),
	    .value = sample_money(30000),
	    .line = 22,
	    .path = text_of("AdoptionSubsidyCase/Agreement/SubsidyMonthlyAmount")};
	input[1] = (struct result_input){
	    .name = text_of("ceiling"), .value = sample_money(30000), .is_parameter = true, .cite = text_of("L22")};
	*step = (struct result_step){.id = text_of("match"),
	    .label = text_of("Match"),
	    .formula = text_of("max(0, F - C)"),
	    .cite = text_of("L22"),
	    .value = sample_money(5000),
	    .inputs = input,
	    .input_count = 2};
	made[0] = (struct result_amount){.kind = text_of("february-review"),
	    .title = text_of("Review record of February"),
	    .cite = text_of("L19"),
	    .value = 35000,
	    .state = CASELINT_RECORDED,
	    .month = MONTH_2008_02,
	    .from = CASELINT_ABSENT,
	    .to = CASELINT_ABSENT,
	    .due = DAY_2008_01_21,
	    .steps = step,
	    .step_count = 1};
	made[1] = made[0];
	made[1].kind = text_of("odjfs-reimbursement");
	made[1].title = text_of("Reimbursement by ODJFS");
	made[1].value = 5000;
	made[1].state = CASELINT_DUE;
	made[1].claimable = true;
	made[1].month = CASELINT_ABSENT;
	made[1].from = DAY_2008_01_04;
	made[1].to = DAY_2008_01_21;
	made[1].due = CASELINT_ABSENT;
	made[1].subject = text_of("MS-2");
	record->amounts = made;
	record->amount_count = 2;
}

static void
give_rows(struct sample *sample, struct result_record *record)
{
	struct result_row *rows = arena_take_array(&sample->arena, 2, sizeof *rows);
	struct shown_value *cells = arena_take_array(&sample->arena, 7, sizeof *cells);

	cells[0] = (struct shown_value){.kind = CASELINT_CODE, .text = record->group};
	cells[1] = (struct shown_value){.kind = CASELINT_ID, .text = record->id};
	cells[2] = (struct shown_value){.kind = CASELINT_TEXT, .text = text_of("Ada Sample")};
	cells[3] = sample_money(5000);
	cells[4] = cells[1];
	cells[5] = sample_money(35000);
	cells[6] = sample_date(DAY_2008_01_21);
	rows[0] = (struct result_row){.worksheet = 0, .cells = cells, .cell_count = 4};
	rows[1] = (struct result_row){.worksheet = 1, .cells = cells + 4, .cell_count = 3};
	record->rows = rows;
	record->row_count = 2;
}

static struct result_record *
new_record(struct sample *sample)
{
	struct result_record *record = arena_take(&sample->arena, sizeof *record);
	uint8_t *outcomes = arena_take(&sample->arena, SAMPLE_RULES);
	char id[32];
	int length = snprintf(id, sizeof id, "OH-25-%06u", (unsigned)sample->sequence);

	memset(outcomes, CASELINT_PASS, SAMPLE_RULES);
	record->sequence = sample->sequence++;
	record->id = text_view(arena_copy_text(&sample->arena, id, (size_t)length), (size_t)length);
	record->group = text_of(record->sequence % 2 == 0 ? "25" : "07");
	record->line = 12;
	record->outcome = CASELINT_PASS;
	record->outcomes = outcomes;
	record->outcome_count = SAMPLE_RULES;
	return record;
}

struct result_record *
sample_passing(struct sample *sample)
{
	struct result_record *record = new_record(sample);

	give_amounts(sample, record);
	give_rows(sample, record);
	return record;
}

static void
give_finding(struct sample *sample, struct result_record *record, int32_t outcome)
{
	struct result_finding *finding = arena_take(&sample->arena, sizeof *finding);
	uint8_t *outcomes = arena_take(&sample->arena, SAMPLE_RULES);

	memset(outcomes, CASELINT_PASS, SAMPLE_RULES);
	outcomes[1] = (uint8_t)outcome;
	*finding = (struct result_finding){
	    .id = text_of("0123456789abcdef"),
	    .rule = text_of("OH-LIV-03"),
	    .outcome = outcome,
	    .severity = SEVERITY_ERROR,
	    .line = 18,
	    .path = text_of("AdoptionSubsidyCase/ReviewRecord[2]/@enteredOn"),
	    .field = text_of("@enteredOn"),
	    .observed = sample_date(DAY_2008_01_21 + 1),
	    .expected = sample_date(DAY_2008_01_21),
	    .due = DAY_2008_01_21,
	    .message = text_of("the February review record was entered on 2008-01-22, after the cut-off of 2008-01-21"),
	    .remedy = text_of("Enter the February review record by the cut-off, and pay the difference."),
	    .cite = text_of("L19"),
	};
	record->outcomes = outcomes;
	record->outcome = outcome;
	record->findings = finding;
	record->finding_count = 1;
}

struct result_record *
sample_failing(struct sample *sample)
{
	struct result_record *record = sample_passing(sample);

	give_finding(sample, record, CASELINT_FAIL);
	return record;
}

struct result_record *
sample_unknown(struct sample *sample)
{
	struct result_record *record = new_record(sample);

	give_finding(sample, record, CASELINT_UNKNOWN);
	sample_findings(record)->due = CASELINT_ABSENT;
	sample_findings(record)->observed = (struct shown_value){0};
	return record;
}

struct result_record *
sample_with_findings(struct sample *sample, uint32_t count)
{
	struct result_record *record = sample_failing(sample);
	struct result_finding *findings = arena_take_array(&sample->arena, count, sizeof *findings);

	for (uint32_t i = 0; i < count; i++) {
		findings[i] = record->findings[0];
		findings[i].line = 18 + i;
	}
	record->findings = findings;
	record->finding_count = count;
	return record;
}

void
sample_add(struct sample *sample, const struct result_record *record)
{
	struct buffer packed = {0};

	result_pack(record, NULL, &packed);
	assert_int_equal(spool_append(sample->spool, text_view(packed.data, packed.length)), STATUS_OK);
	buffer_clear(&packed);
}

static enum status
add_to_tally(void *context, const struct result_record *record)
{
	tally_add(context, record);
	return STATUS_OK;
}

void
sample_finish(struct sample *sample)
{
	sample->tally = tally_new(&sample->facts);
	assert_int_equal(
	    spool_read_parts(sample->spool, SPOOL_WITHOUT_WORKING, add_to_tally, sample->tally), STATUS_OK);
	tally_finish(sample->tally);
}

void
sample_clear(struct sample *sample)
{
	tally_free(sample->tally);
	spool_free(sample->spool);
	arena_clear(&sample->arena);
}

void
sample_render(struct sample *sample, render_fn *render, enum show show, bool color, struct buffer *ret_report)
{
	struct render_options options = {.show = show, .color = color};
	char *folder = sample_folder();
	struct buffer path = {0};
	struct sink *sink = NULL;

	buffer_append_format(&path, "%s/report", folder);
	assert_int_equal(sink_open(buffer_text(&path), 0, &sink), STATUS_OK);
	assert_int_equal(render(&sample->facts, sample->tally, sample->spool, &options, sink), STATUS_OK);
	assert_int_equal(sink_commit(sink), STATUS_OK);
	sample_read_file(buffer_text(&path), ret_report);
	buffer_clear(&path);
	sample_remove_folder(folder);
}

char *
sample_folder(void)
{
	static const char name[] = "/tmp/caselint-test-XXXXXX";
	char *folder = memory_copy_text(name, sizeof name - 1);

	assert_non_null(mkdtemp(folder));
	return folder;
}

void
sample_remove_folder(char *folder)
{
	DIR *directory = opendir(folder);
	struct dirent *entry = NULL;

	assert_non_null(directory);
	while ((entry = readdir(directory)) != NULL) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			assert_int_equal(unlinkat(dirfd(directory), entry->d_name, 0), 0);
	}
	closedir(directory);
	assert_int_equal(rmdir(folder), 0);
	memory_free(folder);
}

void
sample_read_file(const char *path, struct buffer *ret_bytes)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = 0;

	assert_true(fd >= 0);
	do {
		got = read(fd, buffer_reserve(ret_bytes, 65536), 65536);
		assert_true(got >= 0);
		ret_bytes->length += (size_t)got;
	} while (got > 0);
	ret_bytes->data[ret_bytes->length] = '\0';
	close(fd);
}
