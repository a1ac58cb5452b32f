/*
 * What the files of the HTML report share: what is known while it is written, one
 * function per part, and the pieces that several parts have. Nothing outside the
 * HTML report includes this.
 */
#ifndef CASELINT_REPORT_HTML_PARTS_H
#define CASELINT_REPORT_HTML_PARTS_H

#include "report/html_book.h"
#include "report/render.h"
#include "report/text_index.h"
#include "report/words.h"
#include "report/worksheets.h"

#define HTML_NAMED_PAGES 500U /* pages that the overview names the first record of */

/* Where the record of a listed step is. */
struct html_task_spot {
	uint64_t sequence;
	size_t page; /* 0: the record is not listed */
};

/* Lists of paragraphs as HTML, made when they are first asked for. */
struct html_cites {
	struct text_index index;
	struct text *bytes; /* by number; the letter is written before any */
};

/* One report while it is written. */
struct html_report {
	struct html_book book;
	const struct run_facts *facts;
	const struct tally *tally;
	struct spool *spool;
	enum show show;
	struct html_part letter;
	struct html_part faults;
	struct html_part groups;
	struct html_part worksheets;
	struct html_part findings;
	struct html_part records;
	struct html_part run;
	size_t **letter_pages;         /* per ruleset of the run, per sentence: its page */
	struct html_cites *cites;      /* per ruleset */
	size_t ruleset_count;          /* over all bundles */
	struct text_index rules_found; /* rules by the order in which findings name them */
	size_t *rule_pages;            /* page of the first finding, by number in rules_found */
	size_t rule_room;
	struct text_index groups_found;
	size_t *group_pages;
	size_t group_room;
	struct html_task_spot *task_order; /* one per step listed, by sequence */
	struct buffer record_names;        /* id of the first record of each page, with a NUL behind it */
	size_t record_names_count;
	uint64_t findings_left_out; /* one page: no room for them */
	uint64_t records_left_out;
	uint64_t rows_left_out;
};

/* ---- Pieces: html_pieces.c ---- */

/* A word in a frame; `class_name` is "mark bad" or the like. */
void html_mark(struct html *html, const char *class_name, const char *word);
/* "FAIL", "UNKNOWN", "TO DO", "TO ATTEST", "ERROR", "PASS", marked as it is one of the good or the bad. */
void html_outcome(struct html *html, int32_t outcome);
/* A table in a region that scrolls, with its caption; closed by html_table_end. */
void html_table(struct html *html, const char *class_name, const char *id, const char *label);
void html_table_end(struct html *html);
/* <th scope="col">, with a class or NULL. */
void html_column(struct html *html, const char *class_name, const char *words);
/* <td class="number"> with an amount, or with words when the sum left its range. */
void html_money_cell(struct html *html, int64_t cents, bool overflow);
void html_count_cell(struct html *html, uint64_t count);
void html_date_cell(struct html *html, int32_t days);
void html_date(struct html *html, int32_t days);
/* <dt>, <dd> of a fact; nothing for an empty text. */
void html_fact(struct html *html, const char *label, struct text text);
void html_fact_value(struct html *html, const char *label, const struct shown_value *value);
/* "1,234" with its noun. */
void html_count_words(struct html *html, uint64_t count, const char *one, const char *many);
/* A heading of a level, with an anchor or NULL. */
void html_heading(struct html *html, unsigned level, const char *id, const char *words);
/* The ruleset's rule of an id; NULL: none. The title of a rule, a host's too; NULL: none. */
const struct ruleset_rule *html_rule_of(const struct ruleset *ruleset, struct text id);
const char *html_rule_title(const struct ruleset *ruleset, struct text id);

/* ---- Bars: html_bars.c ---- */

/* A piece of a bar. */
struct html_segment {
	const char *class_name; /* "bad": the fill's */
	uint64_t amount;
};

/* A bar whose pieces share `whole`; told by numbers beside it, so it is hidden from those who cannot see it. */
void html_bar(struct html *html, const struct html_segment *segments, size_t count, uint64_t whole);
/* What the colours of bars mean. */
struct html_key {
	const char *class_name;
	const char *words;
};
void html_legend(struct html *html, const struct html_key *keys, size_t count);

/* ---- Parts ---- */

void html_verdict(struct html *html, const struct html_report *report);
/* Faults of inputs and plugins, into report->faults. */
void html_faults_write(struct html_report *report);
/* What to do by date, and the calendar. */
void html_tasks(struct html *html, const struct html_report *report);
void html_calendar(struct html *html, const struct html_report *report);
void html_outcomes(struct html *html, const struct html_report *report);
void html_money(struct html *html, const struct html_report *report);
/* A table of money up to its open <tbody>, and a row of it; bars share `whole`, the largest sum of the group that begins
 * the array. */
int64_t html_money_largest(const struct tally_amount *amounts, size_t count);
void html_money_table(struct html *html, const char *label);
void html_money_row(struct html *html, const struct tally_amount *amount, int64_t whole);
/* "US-OH, 25" */
void html_group_name(struct html *html, const struct run_facts *facts, const struct tally_group *group);
/* Counties one by one, into report->groups. */
void html_groups_write(struct html_report *report);
/* Records and the table of findings, in one run through the spool. In one page they take `room` bytes. */
CASELINT_NODISCARD
enum status html_records_write(struct html_report *report, size_t room);
/* The page of the record of a step; 0: it is not listed. */
size_t html_task_page(const struct html_report *report, uint64_t sequence);
/* The row of a finding, with a link to the page its record is on; 0: it is on none. */
void html_finding_row(struct html_report *report, const struct result_record *record, uint32_t index, size_t page);
void html_findings_frame(void *context, struct html_part *part);
/* A finding, an amount without its working, and a step of it, as they stand in their record; `level` of headings. */
void html_finding(struct html *html, unsigned level, const struct html_report *report,
    const struct result_record *record, uint32_t index);
void html_amount_head(struct html *html, unsigned level, const struct html_report *report,
    const struct result_record *record, const struct result_amount *amount);
void html_step(struct html *html, const struct html_report *report, const struct result_record *record,
    const struct result_step *step);
/* A part on the overview: its pages, or in one page the part itself. Nothing when the part is empty. */
void html_embed(struct html *html, const struct html_report *report, const struct html_part *part);
CASELINT_NODISCARD
enum status html_worksheets_write(struct html_report *report);
/* Those of a ruleset, or with NULL all, under a heading of a level. */
void html_assumptions(struct html *html, const struct tally *tally, const struct ruleset *ruleset, unsigned level);
/* The sentences of the letters, into report->letter. */
void html_letter_write(struct html_report *report);
void html_letter_clear(struct html_report *report);
/* Paragraph labels with links to their words. */
void html_cites(struct html *html, const struct html_report *report, const struct ruleset *ruleset, struct text cites);
/* Inputs, plugins, rulesets and options, into report->run. */
void html_run_write(struct html_report *report);

/* Whether the run has a record of the bundle. */
bool html_bundle_is_used(const struct html_report *report, size_t bundle);

#endif
