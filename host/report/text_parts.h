/*
 * What the files of the text report share: one function per section. Nothing
 * outside the text report includes this.
 */
#ifndef CASELINT_REPORT_TEXT_PARTS_H
#define CASELINT_REPORT_TEXT_PARTS_H

#include "report/render.h"
#include "report/text_page.h"
#include "report/words.h"

#define LABEL_COLUMNS 10U /* "Expected  " */

/* The verdict in plain words, what is missing, and the counts. */
void text_verdict(struct page *page, const struct run_facts *facts, const struct tally *tally);
/* Faults of inputs, plugins and the run itself. */
void text_input_findings(struct page *page, const struct run_facts *facts);
/* Open steps by date. */
void text_tasks(struct page *page, const struct tally *tally);
/* Findings by record; with SHOW_ALL every record, and workings. */
CASELINT_NODISCARD
enum status text_records(struct page *page, const struct run_facts *facts, struct spool *spool, enum show show);
/* The amounts of one record. */
void text_amounts(struct page *page, const struct result_record *record, bool with_working);
/* Sums, unclaimed money and assumptions. */
void text_money(struct page *page, const struct run_facts *facts, const struct tally *tally);
CASELINT_NODISCARD
enum status text_worksheets(struct page *page, const struct run_facts *facts, struct spool *spool);
/* Inputs, plugins and rulesets. */
void text_run(struct page *page, const struct run_facts *facts);

/* How bad an outcome looks. */
enum page_style text_outcome_style(int32_t outcome);

#endif
