/*
 * us-xx: the plugin of an example jurisdiction. The map:
 *
 *   records.[ch]   the case as structs, how they are filled, and the parameters of the ruleset
 *   view.[ch]      the letter's arithmetic, and conditions; once per record
 *   rules.[ch]     the table of rules
 *   money.c        the amount with its working, and the worksheet
 *   reconcile.c    the rule that needs several records
 *
 * Texts, dates, amounts and codes stand in rules/; the form of records in the schema.
 */
#include "rules.h"

static const struct caselint_table *const records[] = {&case_table};
static const struct caselint_table *const facts[] = {&child_fact_table};

/* Which ruleset a record is judged by, once there are several: the one for its month. */
static int32_t
applies(const struct caselint_eval *eval)
{
	const struct parameters *p = eval->parameters;
	const struct care_case *record = eval->record;

	return record->month == p->month;
}

static int32_t
prepare(const struct caselint_eval *eval, const void **ret_prepared)
{
	*ret_prepared = view_make(eval);
	return *ret_prepared == NULL ? CASELINT_REFUSED : CASELINT_OK;
}

static const struct caselint_plugin plugin = {
    .size = (uint32_t)sizeof(struct caselint_plugin),
    .id = "us-xx",
    .jurisdiction = "US-XX",
    .title = "Example: supplementary board payments",
    .version = "0.1.0",
    .record_namespace = "urn:caselint:us-xx:supplement:1",
    .schema = "us-xx-supplement.xsd",
    .records = CASELINT_ARRAY(records),
    .rules = CASELINT_ARRAY(rules),
    .facts = CASELINT_ARRAY(facts),
    .parameters = &parameter_table,
    .applies = applies,
    .prepare = prepare,
    .compute = money_compute,
    .collect = facts_collect,
    .reconcile = facts_reconcile,
};

/* The one symbol that is seen from outside. */
const struct caselint_entry caselint_plugin_entry = CASELINT_ENTRY(&plugin);
