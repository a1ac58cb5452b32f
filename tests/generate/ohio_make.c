/* Ohio records in which everything was done right; see ohio.h. */
#include <stdio.h>
#include <string.h>

#include "names.h"
#include "ohio.h"

#define CEILING 30000
#define COUNTIES 88U

static int64_t
lesser(int64_t left, int64_t right)
{
	return left < right ? left : right;
}

/* ---- Amounts ------------------------------------------------------------------ */

/* O below the ceiling and F above it: some of the match is on behalf of the state. */
static void
amounts_with_match(struct oh_case *record, struct random *random)
{
	int64_t least = 0;

	record->original = 20000 + random_below(random, 9999);
	least = (CEILING + record->original) / 2 + 1;
	record->agreed = random_chance(random, 25) ? CEILING : least + random_below(random, 8000);
}

/* F not above the ceiling, or O not below it. */
static void
amounts_without_match(struct oh_case *record, struct random *random)
{
	if (random_chance(random, 60)) {
		record->original = 5000 + random_below(random, 20000);
		record->agreed =
		    record->original + 1 + random_below(random, (uint32_t)(CEILING - record->original) / 2);
	} else {
		record->original = CEILING + random_below(random, 30000);
		record->agreed = record->original + 1 + random_below(random, 20000);
	}
}

static void
make_amounts(struct oh_case *record, struct random *random, bool with_match)
{
	if (with_match)
		amounts_with_match(record, random);
	else
		amounts_without_match(record, random);
	record->underpayment = record->agreed - record->original;
	record->raised = record->agreed + record->underpayment;
	record->match = record->raised > CEILING ? record->raised - CEILING : 0;
	record->reimbursable =
	    lesser(record->match, lesser(record->agreed, CEILING) - lesser(record->original, CEILING));
	record->prior_amount = record->original;
	record->amount = record->agreed;
}

/* ---- The case -------------------------------------------------------------------- */

static void
make_people(struct oh_case *record, struct random *random, uint64_t number)
{
	uint32_t i = 0;

	record->has_child = true;
	record->has_child_id = true;
	record->child = number * 4 + 1;
	record->name = (struct oh_name){
	    given_name(random), random_chance(random, 15) ? given_name(random) : NULL, sur_name(random)};
	record->birth_date = JAN_2008(1) - 400 - (int32_t)random_below(random, 5800);
	for (i = 0; i < 2; i++) {
		record->parents[i].there = i == 0 || random_chance(random, 60);
		record->parents[i].person = number * 4 + 2 + i;
		record->parents[i].signed_on = DEC_2007(15) + (int32_t)random_below(random, 17);
	}
	record->worker = 10 + random_below(random, 900);
	record->agency.there = true;
	record->agency.signed_on = DEC_2007(15) + (int32_t)random_below(random, 17);
}

static void
make_request(struct oh_case *record, struct random *random, uint64_t number)
{
	record->has_request = true;
	record->request_month = MONTH_2008(1);
	record->requested_on = JAN_2008(3) + (int32_t)random_below(random, 15);
	record->agreement = number;
	record->effective_on = random_chance(random, 80) ? JAN_2008(1) : DEC_2007(1);
	record->amended_on = NO_DATE;
}

static void
pay_january(struct oh_case *record, struct random *random)
{
	int64_t first = record->original;

	if (random_chance(random, 5))
		first = 1 + random_below(random, (uint32_t)record->original - 1);
	record->january[0] = (struct oh_payment){true, JAN_2008(2) + (int32_t)random_below(random, 14), first};
	record->january[1] = (struct oh_payment){first != record->original, JAN_2008(25), record->original - first};
}

static void
pay_later(struct oh_case *record, struct random *random, int64_t february)
{
	record->february = (struct oh_payment){true, FEB_2008(1) + (int32_t)random_below(random, 15), february};
	record->march = (struct oh_payment){true, MAR_2008(1) + (int32_t)random_below(random, 15), record->agreed};
}

/* ---- Routes ------------------------------------------------------------------------ */

static void
make_live(struct oh_case *record, struct random *random)
{
	const char *program = random_chance(random, 20) ? record->program : NULL;
	int32_t february = JAN_2008(8) + (int32_t)random_below(random, 14);
	int32_t march = FEB_2008(1) + (int32_t)random_below(random, 19);

	pay_later(record, random, record->raised);
	record->reviews[0] = (struct oh_review){true, FEB_2008(1), february, program, record->raised};
	record->reviews[1] = (struct oh_review){true, MAR_2008(1), march, program, record->agreed};
	record->has_letter = true;
	record->letter = "FCASPL 135";
	record->letter_filed_on = JAN_2008(4) + (int32_t)random_below(random, 28);
}

/* Days from the 8th to the last in time. */
static void
make_not_live_aa(struct oh_case *record, struct random *random)
{
	uint32_t days = strcmp(record->system, "SIS") == 0 ? 11 : 15;
	int32_t completed = JAN_2008(5) + (int32_t)random_below(random, 27);

	if (random_chance(random, 70))
		pay_later(record, random, record->agreed);
	record->event = (struct oh_event){true, JAN_2008(8) + (int32_t)random_below(random, days), record->agreed};
	record->forms[0] = (struct oh_form){true, "H", "3", "SAGE", JAN_2008(1), JAN_2008(31), completed,
	    completed + (int32_t)random_below(random, 6), record->underpayment};
}

static void
make_not_live_sams(struct oh_case *record, struct random *random)
{
	pay_later(record, random, record->raised);
	record->statement = (struct oh_statement){true, MONTH_2008(2), "852", "50",
	    random_chance(random, 80) ? "2-6620" : NULL, random_chance(random, 80) ? "0000" : NULL, record->raised};
}

/* Which programs a county pays through SACWIS, and what it uses otherwise, hangs on the county alone. */
static const char *
system_of(uint32_t county, bool is_aa)
{
	uint32_t bits = county * 2654435761U >> 16;
	bool is_live = is_aa ? (bits & 3U) != 0 : (bits & 12U) != 0;

	if (is_live && (bits & 16U) == 0)
		return "SACWIS";
	return (bits & 32U) != 0 ? "FACSIS" : "SIS";
}

static uint32_t
kind_of(const struct oh_case *record, bool is_aa)
{
	if (strcmp(record->system, "SACWIS") == 0)
		return record->claims ? OH_CLAIM : OH_LIVE;
	if (!is_aa)
		return OH_SAMS;
	return strcmp(record->system, "SIS") == 0 ? OH_SIS : OH_FACSIS;
}

static void
make_case(struct oh_group *group, struct random *random, uint64_t number, uint32_t county, bool may_claim)
{
	struct oh_case *record = &group->cases[group->case_count];
	struct slot *slot = &group->base.slots[group->case_count++];
	bool is_aa = random_chance(random, 55);
	bool has_match = random_chance(random, 55);

	snprintf(record->own_id, sizeof record->own_id, "OH-%s-%08llu", group->county, (unsigned long long)number);
	record->id = record->own_id;
	record->county = group->county;
	record->program = is_aa ? "AA" : "SAMS";
	record->system = system_of(county, is_aa);
	make_amounts(record, random, has_match && (may_claim || strcmp(record->system, "SACWIS") != 0));
	record->claims = record->reimbursable > 0 && strcmp(record->system, "SACWIS") == 0;
	make_people(record, random, number);
	make_request(record, random, number);
	pay_january(record, random);
	if (strcmp(record->system, "SACWIS") == 0)
		make_live(record, random);
	else if (is_aa)
		make_not_live_aa(record, random);
	else
		make_not_live_sams(record, random);
	*slot = (struct slot){.kind = kind_of(record, is_aa), .record = record, .id = record->id};
}

/* ---- The invoice ---------------------------------------------------------------------- */

void
ohio_count_totals(struct oh_invoice *invoice)
{
	uint32_t i = 0;

	memset(invoice->totals, 0, sizeof invoice->totals);
	for (i = 0; i < invoice->line_count; i++) {
		invoice->totals[0] += invoice->lines[i].january;
		invoice->totals[1] += invoice->lines[i].february;
		invoice->totals[2] += invoice->lines[i].match;
	}
	invoice->received = invoice->totals[2];
}

void
ohio_add_line(struct oh_invoice *invoice, const struct oh_case *record)
{
	struct oh_line *line = &invoice->lines[invoice->line_count++];

	memcpy(line->case_id, record->own_id, sizeof line->case_id);
	line->name = record->name;
	line->january = record->original;
	line->february = record->february.there ? record->february.cents : record->raised;
	line->match = record->claims ? record->reimbursable : 0;
	ohio_count_totals(invoice);
}

static void
make_invoice(struct oh_group *group, struct random *random, uint64_t number)
{
	static const char *const titles[] = {
	    "Fiscal officer", "Director", "Deputy director, finance", "Business administrator"};
	struct oh_invoice *invoice = &group->invoice;
	uint32_t i = 0;

	snprintf(invoice->own_id, sizeof invoice->own_id, "INV-%s-%08llu", group->county, (unsigned long long)number);
	invoice->id = invoice->own_id;
	invoice->county = group->county;
	invoice->signed_on = MAR_2008(16) + (int32_t)random_below(random, 10);
	invoice->mailed_on = invoice->signed_on + (int32_t)random_below(random, 7);
	invoice->has_signer = true;
	invoice->signer = 1 + random_below(random, 9);
	invoice->title = titles[random_below(random, 4)];
	invoice->addressee = "ODJFS/OCF";
	invoice->certification = "true";
	invoice->received_on = random_chance(random, 50) ? APR_2008(1) + (int32_t)random_below(random, 15) : NO_DATE;
	for (i = 0; i < group->case_count; i++) {
		if (group->cases[i].claims)
			ohio_add_line(invoice, &group->cases[i]);
	}
	if (invoice->line_count > 0)
		group->base.slots[group->base.count++] =
		    (struct slot){.kind = OH_INVOICE, .record = invoice, .id = invoice->id};
}

void
ohio_make(struct oh_group *group, struct random *random, uint64_t number, uint32_t room)
{
	uint32_t county = 1 + random_below(random, COUNTIES);
	uint32_t wanted = 3 + random_below(random, 4);
	uint32_t cases = wanted < room ? wanted : room;
	uint32_t i = 0;

	memset(group, 0, sizeof *group);
	snprintf(group->county, sizeof group->county, "%02u", county % 100);
	for (i = 0; i < cases; i++)
		make_case(group, random, number + i, county, cases < room);
	group->base.count = group->case_count;
	make_invoice(group, random, number + cases);
}
