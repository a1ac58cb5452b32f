/*
 * "Worksheets" and "Summary" of the XML report: tables and totals over all
 * records. A sum that left its range is not written, and says so.
 */
#include "report/worksheets.h"
#include "report/xml_parts.h"

/* ---- Worksheets ---- */

static void
put_column(struct xml_writer *xml, const struct ruleset_column *column)
{
	xml_open(xml, "Column");
	xml_attribute_string(xml, "id", column->id);
	xml_attribute_string(xml, "title", column->title);
	xml_attribute_string(xml, "kind", xml_kind_name(column->kind));
	if (column->restricted)
		xml_attribute_flag(xml, "restricted", true);
	xml_close(xml);
}

static enum status
put_row(void *context, const struct worksheet *worksheet, const struct shown_value *cells)
{
	struct xml_writer *xml = context;

	xml_open(xml, "Row");
	for (size_t i = 0; i < worksheet->sheet->column_count; i++) {
		xml_open(xml, "Cell");
		xml_value_content(xml, &cells[i]);
		xml_close(xml);
	}
	xml_close(xml);
	return sink_failed(xml->sink) ? STATUS_IO : STATUS_OK;
}

static void
put_totals(struct xml_writer *xml, const struct ruleset_worksheet *sheet, const struct worksheet_group *group)
{
	for (size_t i = 0; i < sheet->column_count; i++) {
		struct shown_value total = {.kind = sheet->columns[i].kind, .number = group->totals[i].sum};

		if (!sheet->columns[i].total)
			continue;
		xml_open(xml, "Total");
		xml_attribute_string(xml, "column", sheet->columns[i].id);
		if (group->totals[i].overflow)
			xml_attribute_flag(xml, "overflow", true);
		else
			xml_value_content(xml, &total);
		xml_close(xml);
	}
}

static enum status
put_sheet(struct xml_writer *xml, const struct worksheets *worksheets, const struct worksheet *worksheet)
{
	const struct ruleset_worksheet *sheet = worksheet->sheet;
	enum status status = STATUS_OK;

	for (size_t i = 0; i < sheet->column_count; i++)
		put_column(xml, &sheet->columns[i]);
	for (size_t i = 0; i < worksheet->group_count && status == STATUS_OK; i++) {
		xml_open(xml, "Group");
		xml_attribute_if(xml, "name", worksheet->groups[i].name);
		status = worksheets_read(worksheets, worksheet, &worksheet->groups[i], put_row, xml);
		put_totals(xml, sheet, &worksheet->groups[i]);
		xml_close(xml);
	}
	for (size_t i = 0; i < sheet->line_count; i++)
		xml_element_if(xml, "Line", text_of(sheet->lines[i]));
	return status;
}

enum status
xml_worksheets(struct xml_writer *xml, const struct run_facts *facts, struct spool *spool)
{
	struct worksheets *worksheets = NULL;
	enum status status = worksheets_gather(facts, spool, false, &worksheets);

	if (status != STATUS_OK)
		goto out;
	xml_open(xml, "Worksheets");
	for (size_t i = 0; i < worksheets->count && status == STATUS_OK; i++) {
		const struct worksheet *worksheet = &worksheets->items[i];

		xml_open(xml, "Worksheet");
		xml_attribute_string(xml, "id", worksheet->sheet->id);
		xml_attribute_string(xml, "title", worksheet->sheet->title);
		xml_attribute_string(xml, "jurisdiction", facts->bundles[worksheet->bundle].plugin->jurisdiction);
		xml_attribute_string(xml, "ruleset", worksheet->ruleset->id);
		xml_attribute_flag(xml, "restricted", worksheet->sheet->restricted);
		status = put_sheet(xml, worksheets, worksheet);
		xml_close(xml);
	}
	xml_close(xml);
out:
	worksheets_free(worksheets);
	return status;
}

/* ---- Summary ---- */

static void
put_counts(struct xml_writer *xml, const uint64_t counts[OUTCOMES], bool all)
{
	for (int32_t i = CASELINT_ERROR; i < OUTCOMES; i++) {
		if (!all && counts[i] == 0)
			continue;
		xml_open(xml, "Count");
		xml_attribute_string(xml, "outcome", outcome_name(i));
		xml_attribute_count(xml, "records", counts[i]);
		xml_close(xml);
	}
}

static void
put_states(struct xml_writer *xml, const struct tally_amount *amount)
{
	for (int32_t i = CASELINT_RECORDED; i < AMOUNT_STATES; i++) {
		bool withheld = (amount->states_withheld & (1U << (uint32_t)i)) != 0;

		if (amount->by_state[i] == 0 && !withheld)
			continue;
		xml_open(xml, "State");
		xml_attribute_string(xml, "name", amount_state_name(i));
		if (withheld)
			xml_attribute_flag(xml, "withheld", true);
		else
			xml_attribute_money(xml, "value", amount->by_state[i]);
		xml_close(xml);
	}
}

static void
put_sum(struct xml_writer *xml, const char *jurisdiction, const struct tally_amount *amount)
{
	xml_open(xml, "Sum");
	if (jurisdiction != NULL)
		xml_attribute_string(xml, "jurisdiction", jurisdiction);
	xml_attribute(xml, "kind", amount->kind);
	xml_attribute_if(xml, "title", amount->title);
	xml_attribute_count(xml, "count", amount->count);
	if (amount->withheld)
		xml_attribute_flag(xml, "withheld", true);
	else if (amount->overflow)
		xml_attribute_flag(xml, "overflow", true);
	else
		xml_attribute_money(xml, "value", amount->value);
	if (!amount->withheld && !amount->overflow)
		put_states(xml, amount);
	xml_close(xml);
}

/* The sums of a group stand in the order of the groups. */
static void
put_groups(struct xml_writer *xml, const struct run_facts *facts, const struct tally *tally)
{
	size_t at = 0;

	for (size_t i = 0; i < tally->group_count; i++) {
		const struct tally_group *group = &tally->groups[i];

		xml_open(xml, "Group");
		xml_attribute_string(xml, "jurisdiction", facts->bundles[group->bundle].plugin->jurisdiction);
		xml_attribute_if(xml, "name", group->group);
		xml_attribute_count(xml, "records", group->records);
		put_counts(xml, group->outcomes, false);
		for (; at < tally->amount_count && tally->amounts[at].bundle == group->bundle &&
		       text_equal(tally->amounts[at].group, group->group);
		     at++)
			put_sum(xml, NULL, &tally->amounts[at]);
		xml_close(xml);
	}
}

static void
put_severities(struct xml_writer *xml, const char *const names[SEVERITY_ERROR], const uint64_t *by_severity)
{
	for (int i = SEVERITY_ERROR; i >= SEVERITY_INFO; i--)
		xml_attribute_count(xml, names[SEVERITY_ERROR - i], by_severity[i]);
}

static void
put_marks(struct xml_writer *xml, const struct run_facts *facts, const struct run_counts *counts)
{
	static const char *const waived[] = {"waivedErrors", "waivedWarnings", "waivedInfo"};
	static const char *const known[] = {"knownErrors", "knownWarnings", "knownInfo"};

	if (facts->marks == NULL)
		return;
	put_severities(xml, waived, counts->waived);
	put_severities(xml, known, counts->known);
	xml_attribute_count(xml, "excusedRecords", counts->excused);
}

void
xml_summary(struct xml_writer *xml, const struct run_facts *facts, const struct tally *tally)
{
	xml_open(xml, "Summary");
	xml_attribute_count(xml, "records", tally->counts.records);
	xml_attribute_count(xml, "openErrors", tally->counts.open[SEVERITY_ERROR]);
	xml_attribute_count(xml, "openWarnings", tally->counts.open[SEVERITY_WARNING]);
	xml_attribute_count(xml, "openInfo", tally->counts.open[SEVERITY_INFO]);
	if (tally->groups_withheld)
		xml_attribute_flag(xml, "groupsWithheld", true);
	put_marks(xml, facts, &tally->counts);
	put_counts(xml, tally->counts.records_by_outcome, true);
	for (size_t i = 0; i < tally->rule_count; i++) {
		xml_open(xml, "Rule");
		xml_attribute_string(xml, "id", tally->rules[i].id);
		put_counts(xml, tally->rules[i].outcomes, false);
		xml_close(xml);
	}
	put_groups(xml, facts, tally);
	for (size_t i = 0; i < tally->total_count; i++)
		put_sum(xml, facts->bundles[tally->totals[i].bundle].plugin->jurisdiction, &tally->totals[i]);
	xml_close(xml);
}
