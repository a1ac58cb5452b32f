/*
 * Every macro and every type of the contract, used once, as an author of plugins
 * would: to be compiled by each compiler in each language a plugin may be written in,
 * with more warnings than any of them would ask for.
 */
#include <caselint/plugin.h>

struct part {
	struct caselint_text name;
	int64_t amount;
};

struct whole {
	struct caselint_text id;
	struct caselint_list parts;
	int32_t day;
};

static const struct caselint_field part_fields[] = {
    CASELINT_FIELD(struct part, name, "@name", CASELINT_CODE, CASELINT_REQUIRED),
    CASELINT_FIELD(struct part, amount, ".", CASELINT_MONEY, 0),
};
static const struct caselint_table part_table = {
    "Part", CASELINT_ARRAY(part_fields), {NULL, 0, 0}, (uint32_t)sizeof(struct part), 0};
static const struct caselint_field whole_fields[] = {
    CASELINT_FIELD(struct whole, id, "@id", CASELINT_ID, CASELINT_RECORD_ID | CASELINT_REQUIRED),
    CASELINT_FIELD(struct whole, day, "Day", CASELINT_DATE, CASELINT_PRIVATE),
    CASELINT_NESTED(struct whole, parts, "Part", CASELINT_LIST, &part_table, 0),
};
static const char *const ignored[] = {"Remark"};
static const struct caselint_table whole_table = {
    "Whole", CASELINT_ARRAY(whole_fields), CASELINT_ARRAY(ignored), (uint32_t)sizeof(struct whole), 0};
static const struct caselint_table *const records[] = {&whole_table};

static int32_t
check(const struct caselint_eval *eval, const struct caselint_rule *rule)
{
	const struct whole *whole = (const struct whole *)eval->record;
	const struct caselint_ref place = CASELINT_REF(whole, struct whole, day);
	const struct caselint_named_value values[] = {{"day", {0, 0, 0, NULL, CASELINT_REF(whole, struct whole, day)}}};
	const struct caselint_finding finding = {(uint32_t)sizeof(struct caselint_finding), CASELINT_FAIL, rule->id,
	    NULL, place, {0, 0, 0, NULL, {NULL, 0, 0}}, {CASELINT_DATE, 0, 13879, NULL, {NULL, 0, 0}}, CASELINT_ABSENT,
	    0, CASELINT_ARRAY(values)};

	if (whole->day == CASELINT_ABSENT || whole->day == CASELINT_BAD || whole->parts.state != CASELINT_PRESENT)
		return CASELINT_NOTAPPLICABLE;
	if (!CASELINT_HAS(eval->services, struct caselint_services, same_text))
		return CASELINT_PASS;
	if (CASELINT_AT(finding.values, struct caselint_named_value, 0)->value.from.member == CASELINT_WHOLE)
		return CASELINT_PASS;
	return eval->services->finding(eval, &finding) == CASELINT_OK ? CASELINT_FAIL : CASELINT_ERROR;
}

static int32_t
reconcile(void *instance, const struct caselint_group *group)
{
	const struct caselint_known_fact *known = CASELINT_AT(group->facts, struct caselint_known_fact, 0);
	const struct caselint_step steps[] = {{"sum", {CASELINT_MONEY, 0, 100, NULL, {NULL, 0, 0}}, {NULL, 0, 0}}};
	const struct caselint_amount amount = {(uint32_t)sizeof(struct caselint_amount), CASELINT_DUE, "kind", 100,
	    CASELINT_ABSENT, CASELINT_ABSENT, CASELINT_ABSENT, CASELINT_ABSENT, {NULL, 0, 0},
	    {0, 0, 0, NULL, {NULL, 0, 0}}, CASELINT_ARRAY(steps), CASELINT_HELD, 0, {0, 0, 0, NULL, {NULL, 0, 0}}};
	const struct caselint_row row = {(uint32_t)sizeof(struct caselint_row), 0, "sheet", {NULL, 0, 0}};
	const struct caselint_fact fact = {(uint32_t)sizeof(struct caselint_fact), 0, "key", 3, 0, known->data};

	(void)instance;
	if (known->eval->services->amount(known->eval, &amount) == CASELINT_LIMIT)
		return CASELINT_REFUSED;
	return known->eval->services->row(known->eval, &row) + known->eval->services->fact(known->eval, &fact);
}

static const struct caselint_rule rules[] = {{"X-01", check, NULL, 0, 0}};

static const struct caselint_plugin plugin = {(uint32_t)sizeof(struct caselint_plugin), 0, "xx", "XX", "title", "1.0.0",
    "urn:xx", "xx.xsd", CASELINT_ARRAY(records), CASELINT_ARRAY(rules), {NULL, 0, 0}, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, reconcile};

const struct caselint_entry caselint_plugin_entry = CASELINT_ENTRY(&plugin);
