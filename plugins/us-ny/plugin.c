/*
 * New York: administrative opening of a CONNECTIONS case to make retro-payments. The map
 * of the plugin:
 *
 *   records.[ch]     a case as structs, and how it is bound
 *   parameters.[ch]  codes of the letter and names of its steps, from the ruleset
 *   steps.[ch]       the procedure as a table: steps, what each waits for, its rules
 *   view.[ch]        a case as the letter sees it: people, links, sums, how far it has come
 *   rules.[ch]       the table of rules
 *   order.c          required steps, their order, dates after the export: from the steps
 *   prior.c          the closed case                    (P0, FSI.8, WMS.2)
 *   eligibility.c    its eligibility, now and then      (WMS.2)
 *   people.c         person list and caretaker          (FSI.2, FSS.1)
 *   intake.c         the Family Services Intake         (FSI.1, FSI.3 to FSI.7, FSI.9)
 *   stage.c          the Family Services Stage          (FSS.1 to FSS.4)
 *   wms.c            the WMS case and its lines         (WMS.1 to WMS.4, WMS.6)
 *   payments.c       payments in BICS, and sums         (WMS.4, WMS.5)
 *   amounts.[ch]     money of each missed service, with its working
 *   worksheets.[ch], checklist.c   the reconciliation, and the list of steps
 */
#include "amounts.h"
#include "rules.h"

static const struct caselint_table *const records[] = {&ny_case_table};

static int32_t
prepare(const struct caselint_eval *eval, const void **ret_prepared)
{
	*ret_prepared = view_make(eval);
	return *ret_prepared == NULL ? CASELINT_REFUSED : CASELINT_OK;
}

static const struct caselint_plugin plugin = {
    .size = (uint32_t)sizeof(struct caselint_plugin),
    .id = "us-ny",
    .jurisdiction = "US-NY",
    .title = "New York: administrative opening for retro-payments",
    .version = "1.0.0",
    .record_namespace = "urn:caselint:us-ny:retro-payment:1",
    .schema = "us-ny-retro-payment.xsd",
    .records = CASELINT_ARRAY(records),
    .rules = CASELINT_ARRAY(ny_rules),
    .parameters = &ny_parameter_table,
    .prepare = prepare,
    .compute = amounts_compute,
};

const struct caselint_entry caselint_plugin_entry = CASELINT_ENTRY(&plugin);
