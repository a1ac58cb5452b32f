/*
 * us-zz: the plugin of an example jurisdiction, which is invented. The map:
 *
 *   records.[ch]   cases and claim schedules as structs, how they are filled, and the parameters of the ruleset
 *   view.[ch]      the letter's arithmetic, and conditions; once per record
 *   rules.[ch]     the table of rules
 *   money.c        the two amounts with their workings, and the worksheet
 *   reconcile.c    the rules about cases and the lines that claim them
 *
 * Texts, dates, amounts and codes stand in rules/; the form of records in the schema.
 */
#include "rules.h"

static const struct caselint_table *const records[] = {&case_table, &schedule_table};
static const struct caselint_table *const facts[] = {&case_table, &line_fact_table};

/* A view is of a case; a schedule has none. */
static int32_t
prepare(const struct caselint_eval *eval, const void **ret_prepared)
{
	if (eval->record_type != ALLOWANCE_CASE)
		return CASELINT_OK;
	*ret_prepared = view_make(eval);
	return *ret_prepared == NULL ? CASELINT_REFUSED : CASELINT_OK;
}

static const struct caselint_plugin plugin = {
    .size = (uint32_t)sizeof(struct caselint_plugin),
    .id = "us-zz",
    .jurisdiction = "US-ZZ",
    .title = "Example (invented): retroactive school clothing allowance",
    .version = "0.1.0",
    .record_namespace = "urn:caselint:us-zz:clothing:1",
    .schema = "us-zz-clothing.xsd",
    .records = CASELINT_ARRAY(records),
    .rules = CASELINT_ARRAY(rules),
    .facts = CASELINT_ARRAY(facts),
    .parameters = &parameter_table,
    .prepare = prepare,
    .compute = money_compute,
    .collect = facts_collect,
    .reconcile = facts_reconcile,
};

/* The one symbol that is seen from outside. */
const struct caselint_entry caselint_plugin_entry = CASELINT_ENTRY(&plugin);
