/*
 * A finding as a few lines of plain text, for formats that have one place for all
 * of it: where it is, what is wrong, what was expected, until when, what to do.
 */
#ifndef CASELINT_REPORT_FINDING_TEXT_H
#define CASELINT_REPORT_FINDING_TEXT_H

#include "base/buffer.h"
#include "report/model.h"
#include "report/rule_answers.h"

/* Appends lines, each ended by a line feed. */
void finding_text(struct buffer *text, const struct run_facts *facts, const struct result_record *record,
    const struct result_finding *finding);
/* The same of a fault of an input. */
void input_finding_text(struct buffer *text, const struct run_facts *facts, const struct input_finding *finding);

/* The message of an answer's first finding, with "(and N more)" and "[1 waived]"; its outcome where it has none. */
void answer_summary(struct buffer *text, const struct rule_answer *answer);
/* "US-OH.25.OH-25-000102": the record an answer is about, for names that fall into parts at points. */
void answer_class(struct buffer *text, const struct rule_answer *answer);
/* "OH-LIV-12: February and March are paid as entered" */
void answer_name(struct buffer *text, const struct rule_answer *answer);

#endif
