/*
 * Counties and districts one by one in the HTML report: how many records of which
 * outcome, and their money by kind.
 */
#include <inttypes.h>

#include "report/html_parts.h"
#include "report/text_page.h"

#define GROUPS_LIMIT 150000U /* bytes in one page */

void
html_group_name(struct html *html, const struct run_facts *facts, const struct tally_group *group)
{
	html_words(html, facts->bundles[group->bundle].plugin->jurisdiction);
	html_words(html, ", ");
	if (group->group.length > 0)
		html_text(html, group->group);
	else
		html_words(html, "without a county or district");
}

static void
put_group_money(struct html *html, const struct html_report *report, const struct tally_group *group, size_t *next)
{
	const struct tally *tally = report->tally;
	struct buffer *draft = NULL;
	int64_t whole = 0;

	if (*next == tally->amount_count || tally->amounts[*next].bundle != group->bundle ||
	    !text_equal(tally->amounts[*next].group, group->group))
		return;
	draft = html_draft(html);
	buffer_append_format(draft, "Money of %s, ", report->facts->bundles[group->bundle].plugin->jurisdiction);
	words_view(draft, group->group);
	html_money_table(html, buffer_text(draft));
	whole = html_money_largest(&tally->amounts[*next], tally->amount_count - *next);
	for (; *next < tally->amount_count && tally->amounts[*next].bundle == group->bundle &&
	       text_equal(tally->amounts[*next].group, group->group);
	     ++*next)
		html_money_row(html, &tally->amounts[*next], whole);
	html_close(html);
	html_table_end(html);
}

void
html_groups_write(struct html_report *report)
{
	struct html_part *part = &report->groups;
	size_t next = 0;

	html_part_start(part, &report->book, "groups", "Counties and districts", NULL, report, GROUPS_LIMIT);
	for (size_t i = 0; i < report->tally->group_count; i++) {
		const struct tally_group *group = &report->tally->groups[i];

		if (!html_part_room(part))
			break;
		html_open(&part->html, html_part_level(part) == 2 ? "h2" : "h3", NULL);
		html_group_name(&part->html, report->facts, group);
		html_close(&part->html);
		html_open(&part->html, "p", NULL);
		html_count_words(&part->html, group->records, "record", "records");
		for (int32_t k = CASELINT_ERROR; k < OUTCOMES; k++) {
			if (group->outcomes[k] == 0)
				continue;
			html_words(&part->html, ", ");
			html_count_words(&part->html, group->outcomes[k], outcome_name(k), outcome_name(k));
		}
		html_close(&part->html);
		put_group_money(&part->html, report, group, &next);
	}
	html_part_finish(part);
}
