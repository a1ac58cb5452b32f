/*
 * A plugin as it was written for version 1.0 of the contract. It stands here for
 * ever, with the header of 1.0 beside it: whatever caselint becomes, as long as the
 * major version is 1 this plugin, built with that header, gives things.json for
 * things.xml. Its records are those of thing.xsd, its texts those of letter-1.xml and
 * letter-2.xml. It uses every function and every service of the contract.
 * Nothing in this folder is ever changed.
 */

#include <stdlib.h>

#include <caselint/plugin.h>

/* ---- Records ------------------------------------------------------------------------ */

struct part {
	struct caselint_text name;
	int64_t amount;
};

struct thing {
	struct caselint_text id;
	struct caselint_text group;
	struct caselint_text code;
	struct caselint_text worker;
	struct caselint_text name;
	struct caselint_text spare;
	struct caselint_list parts;
	int64_t cost;
	int32_t done_on;
};

struct thing_parameters {
	int64_t limit;
	struct caselint_text exempt;
	int32_t deadline;
};

/* What reconcile needs of a thing. */
struct thing_fact {
	struct caselint_text code;
	struct caselint_ref place;
};

/* What several functions need of a thing. */
struct prepared {
	int64_t sum;
	int32_t is_known;
};

static const struct caselint_field part_fields[] = {
    CASELINT_FIELD(struct part, name, "@name", CASELINT_CODE, CASELINT_REQUIRED),
    CASELINT_FIELD(struct part, amount, "Amount", CASELINT_MONEY, CASELINT_REQUIRED),
};

static const struct caselint_table part_table = {
    "Part",
    CASELINT_ARRAY(part_fields),
    {NULL, 0, 0},
    sizeof(struct part),
    0,
};

static const struct caselint_field thing_fields[] = {
    CASELINT_FIELD(struct thing, id, "@id", CASELINT_ID, CASELINT_RECORD_ID | CASELINT_REQUIRED),
    CASELINT_FIELD(struct thing, group, "@group", CASELINT_CODE, CASELINT_GROUP | CASELINT_REQUIRED),
    CASELINT_FIELD(struct thing, code, "@code", CASELINT_CODE, 0),
    CASELINT_FIELD(struct thing, worker, "@workerId", CASELINT_ID, CASELINT_PRIVATE),
    CASELINT_FIELD(struct thing, cost, "Cost", CASELINT_MONEY, 0),
    CASELINT_FIELD(struct thing, done_on, "DoneOn", CASELINT_DATE, 0),
    CASELINT_FIELD(struct thing, name, "PersonName", CASELINT_TEXT, CASELINT_PRIVATE),
    CASELINT_NESTED(struct thing, parts, "Part", CASELINT_LIST, &part_table, 0)};

static const char *const thing_ignored[] = {"Remark"};

static const struct caselint_table thing_table = {
    "Thing",
    CASELINT_ARRAY(thing_fields),
    CASELINT_ARRAY(thing_ignored),
    sizeof(struct thing),
    0,
};

static const struct caselint_field parameter_fields[] = {
    CASELINT_FIELD(struct thing_parameters, limit, "limit", CASELINT_MONEY, CASELINT_REQUIRED),
    CASELINT_FIELD(struct thing_parameters, deadline, "deadline", CASELINT_DATE, CASELINT_REQUIRED),
    CASELINT_FIELD(struct thing_parameters, exempt, "exempt", CASELINT_CODE, 0),
};

static const struct caselint_table parameter_table = {
    NULL,
    CASELINT_ARRAY(parameter_fields),
    {NULL, 0, 0},
    sizeof(struct thing_parameters),
    0,
};

static const struct caselint_field fact_fields[] = {
    CASELINT_FIELD(struct thing_fact, code, "code", CASELINT_CODE, 0),
    CASELINT_FIELD(struct thing_fact, place, "place", CASELINT_PLACE, 0),
};

static const struct caselint_table fact_table = {
    NULL,
    CASELINT_ARRAY(fact_fields),
    {NULL, 0, 0},
    sizeof(struct thing_fact),
    0,
};

/* ---- Rules ---------------------------------------------------------------------------- */

static int
same(const struct caselint_text *left, const struct caselint_text *right)
{
	uint32_t i = 0;

	if (left->state != CASELINT_PRESENT || right->state != CASELINT_PRESENT || left->length != right->length)
		return 0;
	for (i = 0; i < left->length; i++) {
		if (left->data[i] != right->data[i])
			return 0;
	}
	return 1;
}

static struct caselint_finding
new_finding(const char *rule, const void *in, uint32_t member)
{
	struct caselint_finding finding = {0};

	finding.size = sizeof finding;
	finding.rule = rule;
	finding.place.in = in;
	finding.place.member = member;
	finding.observed.from = finding.place;
	finding.due = CASELINT_ABSENT;
	return finding;
}

static struct caselint_named_value
new_count(const char *name, uint32_t count)
{
	struct caselint_named_value named = {0};

	named.name = name;
	named.value.kind = CASELINT_COUNT;
	named.value.number = (int64_t)count;
	return named;
}

/* T-01: the cost is above nothing and within the limit. */
static int32_t
check_cost(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	const struct thing *thing = eval->record;
	const struct thing_parameters *parameters = eval->parameters;
	struct caselint_finding finding = new_finding(rule->id, thing, offsetof(struct thing, cost));
	struct caselint_named_value parts = new_count("parts", thing->parts.count);

	if (same(&thing->code, &parameters->exempt))
		return CASELINT_NOTAPPLICABLE;
	finding.expected.kind = CASELINT_MONEY;
	finding.expected.number = parameters->limit;
	if (thing->cost == CASELINT_ABSENT_MONEY || thing->cost == CASELINT_BAD_MONEY) {
		finding.outcome = CASELINT_UNKNOWN;
	} else if (thing->cost == 0) {
		finding.outcome = CASELINT_FAIL;
		finding.variant = "free";
		finding.values.items = &parts;
		finding.values.count = 1;
		finding.values.stride = sizeof parts;
	} else if (thing->cost > parameters->limit) {
		finding.outcome = CASELINT_FAIL;
	} else {
		return CASELINT_PASS;
	}
	eval->services->finding(eval, &finding);
	return finding.outcome;
}

/* T-02: done by the deadline, or still in time. */
static int32_t
check_done(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	const struct thing *thing = eval->record;
	const struct thing_parameters *parameters = eval->parameters;
	struct caselint_finding finding = new_finding(rule->id, thing, offsetof(struct thing, done_on));

	finding.due = parameters->deadline;
	if (thing->done_on == CASELINT_BAD || (thing->done_on == CASELINT_ABSENT && eval->as_of == CASELINT_ABSENT))
		finding.outcome = CASELINT_UNKNOWN;
	else if (thing->done_on == CASELINT_ABSENT)
		finding.outcome = eval->as_of <= parameters->deadline ? CASELINT_PENDING : CASELINT_FAIL;
	else if (thing->done_on > parameters->deadline)
		finding.outcome = CASELINT_FAIL;
	else
		return CASELINT_PASS;
	eval->services->finding(eval, &finding);
	return finding.outcome;
}

/* T-03 is answered by reconcile. */
static int32_t
check_pair(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	(void)eval;
	(void)rule;
	return CASELINT_NOTAPPLICABLE;
}

static const struct caselint_rule rules[] = {
    {"T-01", check_cost, NULL, 0, 0}, {"T-02", check_done, NULL, 0, 0}, {"T-03", check_pair, NULL, 0, 0}};

/* ---- Which letter ------------------------------------------------------------------------ */

/* A letter is in force for what was done by its deadline. */
static int32_t
applies(const struct caselint_eval *eval)
{
	const struct thing *thing = eval->record;
	const struct thing_parameters *parameters = eval->parameters;

	return thing->done_on <= parameters->deadline;
}

/* ---- Amounts and rows -------------------------------------------------------------------- */

static int32_t
prepare(const struct caselint_eval *eval, const void **ret_prepared)
{
	const struct thing *thing = eval->record;
	struct prepared *prepared = eval->services->scratch(eval, sizeof *prepared);
	uint32_t i = 0;

	if (prepared == NULL)
		return CASELINT_REFUSED;
	prepared->is_known = thing->parts.state == CASELINT_PRESENT;
	for (i = 0; i < thing->parts.count; i++) {
		const struct part *part = thing->parts.items[i];

		if (part->amount < 0)
			prepared->is_known = 0;
		else
			prepared->sum += part->amount;
	}
	*ret_prepared = prepared;
	return CASELINT_OK;
}

static struct caselint_value
money_value(int64_t cents)
{
	struct caselint_value value = {0};

	value.kind = CASELINT_MONEY;
	value.number = cents;
	return value;
}

/* The amount belongs to the thing by its id, and is held where the code is the id as well. */
static void
name_subject(const struct caselint_eval *eval, const struct thing *thing, struct caselint_amount *amount)
{
	const struct caselint_ref id = CASELINT_REF(thing, struct thing, id);
	const struct caselint_ref code = CASELINT_REF(thing, struct thing, code);

	if (eval->services->same_text(eval, &id, &id) == 1)
		amount->subject.from = id;
	if (eval->services->same_text(eval, &id, &code) == 1)
		amount->flags = CASELINT_HELD;
}

static int32_t
report_amount(const struct caselint_eval *eval, const struct thing *thing, int64_t sum, int64_t limit)
{
	struct caselint_named_value part_inputs[2] = {{0}, {0}};
	struct caselint_named_value limit_input = {0};
	struct caselint_step steps[2] = {{0}, {0}};
	struct caselint_amount amount = {0};
	uint32_t i = 0;

	for (i = 0; i < thing->parts.count && i < 2; i++) {
		part_inputs[i].name = i == 0 ? "first part" : "second part";
		part_inputs[i].value.from.in = thing->parts.items[i];
		part_inputs[i].value.from.member = offsetof(struct part, amount);
		steps[0].inputs.count = i + 1;
	}
	steps[0].id = "sum";
	steps[0].value = money_value(sum);
	steps[0].inputs.items = part_inputs;
	steps[0].inputs.stride = sizeof part_inputs[0];
	limit_input.name = "limit";
	steps[1].id = "capped";
	steps[1].value = money_value(sum < limit ? sum : limit);
	steps[1].inputs.items = &limit_input;
	steps[1].inputs.count = 1;
	steps[1].inputs.stride = sizeof limit_input;
	amount.size = sizeof amount;
	amount.kind = "parts";
	amount.value = steps[1].value.number;
	amount.state = thing->cost < 0 ? CASELINT_COMPUTED : CASELINT_DIFFERS;
	if (thing->cost == amount.value)
		amount.state = CASELINT_RECORDED;
	amount.month = (2008 - 1970) * 12; /* January 2008 */
	amount.from = amount.to = amount.due = CASELINT_ABSENT;
	amount.recorded.from.in = thing;
	amount.recorded.from.member = offsetof(struct thing, cost);
	amount.steps.items = steps;
	amount.steps.count = 2;
	amount.steps.stride = sizeof steps[0];
	name_subject(eval, thing, &amount);
	return eval->services->amount(eval, &amount);
}

static struct caselint_named_value
cell_from(const char *column, const struct thing *thing, uint32_t member)
{
	struct caselint_named_value cell = {0};

	cell.name = column;
	cell.value.from.in = thing;
	cell.value.from.member = member;
	return cell;
}

static int32_t
report_row(const struct caselint_eval *eval, const struct thing *thing, int64_t sum)
{
	struct caselint_named_value cells[4];
	struct caselint_row row = {0};

	cells[0] = cell_from("id", thing, offsetof(struct thing, id));
	cells[1] = cell_from("group", thing, offsetof(struct thing, group));
	cells[2] = cell_from("name", thing, offsetof(struct thing, name));
	cells[3].name = "amount";
	cells[3].value = money_value(sum);
	row.size = sizeof row;
	row.worksheet = "names";
	row.cells.items = cells;
	row.cells.count = 4;
	row.cells.stride = sizeof cells[0];
	return eval->services->row(eval, &row);
}

static int32_t
compute(const struct caselint_eval *eval)
{
	const struct thing *thing = eval->record;
	const struct thing_parameters *parameters = eval->parameters;
	const struct prepared *prepared = eval->prepared;
	int32_t result = CASELINT_OK;

	if (!prepared->is_known)
		return CASELINT_OK;
	result = report_amount(eval, thing, prepared->sum, parameters->limit);
	return result == CASELINT_OK ? report_row(eval, thing, prepared->sum) : result;
}

/* ---- Reconciling --------------------------------------------------------------------------- */

static int32_t
give_fact(const struct caselint_eval *eval, const struct thing *thing)
{
	struct thing_fact data;
	struct caselint_fact fact = {0};

	data.code = thing->code;
	data.place.in = thing;
	data.place.member = offsetof(struct thing, code);
	data.place.reserved = 0;
	fact.size = sizeof fact;
	fact.key = thing->code.data;
	fact.key_length = thing->code.length;
	fact.data = &data;
	return eval->services->fact(eval, &fact);
}

static int32_t
collect(const struct caselint_eval *eval)
{
	const struct thing *thing = eval->record;

	return thing->code.state == CASELINT_PRESENT ? give_fact(eval, thing) : CASELINT_OK;
}

/* One thing of a group: the number of its code is not two. */
static int32_t
report_pair(const struct caselint_known_fact *known, uint32_t count, int32_t outcome)
{
	const struct thing_fact *data = known->data;
	struct caselint_finding finding = new_finding("T-03", NULL, 0);
	struct caselint_named_value named = new_count("count", count);

	finding.outcome = outcome;
	finding.variant = count > 2 ? "crowd" : NULL;
	finding.place = data->place;
	finding.observed.kind = CASELINT_CODE;
	finding.observed.text = data->code.data;
	finding.observed.length = data->code.length;
	finding.values.items = &named;
	finding.values.count = 1;
	finding.values.stride = sizeof named;
	return known->eval->services->finding(known->eval, &finding);
}

/* One that is alone gives a fact for the second round. */
static int32_t
give_alone(const struct caselint_known_fact *known)
{
	struct caselint_fact fact = {0};

	fact.size = sizeof fact;
	fact.key = "alone";
	fact.key_length = 5;
	fact.data = known->data;
	return known->eval->services->fact(known->eval, &fact);
}

/* In the second round: a row with the number of those that are alone, in the sheet of the first of them. */
static int32_t
report_alone(const struct caselint_group *group)
{
	const struct caselint_known_fact *first = CASELINT_AT(group->facts, struct caselint_known_fact, 0);
	struct caselint_named_value cells[2] = {{0}, {0}};
	struct caselint_row row = {0};

	cells[0].name = "id";
	cells[0].value.kind = CASELINT_ID;
	cells[0].value.text = group->key;
	cells[0].value.length = group->key_length;
	cells[1].name = "amount";
	cells[1].value = money_value((int64_t)group->facts.count);
	row.size = sizeof row;
	row.worksheet = "names";
	row.cells.items = cells;
	row.cells.count = 2;
	row.cells.stride = sizeof cells[0];
	return first->eval->services->row(first->eval, &row);
}

static int32_t
reconcile(void *instance, const struct caselint_group *group)
{
	int32_t result = CASELINT_OK;
	uint32_t i = 0;

	if (instance == NULL)
		return CASELINT_REFUSED;
	if (group->round == 2)
		return report_alone(group);
	for (i = 0; i < group->facts.count && result == CASELINT_OK; i++) {
		const struct caselint_known_fact *known = CASELINT_AT(group->facts, struct caselint_known_fact, i);

		if (group->facts.count == 2)
			result = known->eval->services->outcome(known->eval, "T-03", CASELINT_PASS);
		else
			result = report_pair(known, group->facts.count,
			    group->facts.count == 1 && group->incomplete ? CASELINT_UNKNOWN : CASELINT_FAIL);
		if (result == CASELINT_OK && group->facts.count == 1)
			result = give_alone(known);
	}
	return result;
}

/* ---- The plugin ------------------------------------------------------------------------------ */

static int32_t
create(void **ret_instance)
{
	*ret_instance = malloc(1);
	return *ret_instance == NULL ? CASELINT_REFUSED : CASELINT_OK;
}

static void
destroy(void *instance)
{
	free(instance);
}

static const struct caselint_table *const records[] = {&thing_table};
static const struct caselint_table *const facts[] = {&fact_table};

static const struct caselint_plugin plugin = {
    sizeof(struct caselint_plugin),
    0,
    "thing",
    "TEST",
    "things, for tests",
    "1.0.0",
    "urn:caselint:test:1",
    "thing.xsd",
    CASELINT_ARRAY(records),
    CASELINT_ARRAY(rules),
    CASELINT_ARRAY(facts),
    &parameter_table,
    create,
    destroy,
    applies,
    prepare,
    compute,
    collect,
    reconcile,
};

const struct caselint_entry caselint_plugin_entry = {
    CASELINT_MAGIC,
    sizeof(struct caselint_entry),
    CASELINT_ABI_MAJOR,
    CASELINT_ABI_MINOR,
    0,
    0,
    &plugin,
};
