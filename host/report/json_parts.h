/*
 * What the files of the JSON report share: one function per part of the
 * document, and the names that keys are made from. Nothing outside the JSON
 * report includes this, but saved results, which have the same summary.
 */
#ifndef CASELINT_REPORT_JSON_PARTS_H
#define CASELINT_REPORT_JSON_PARTS_H

#include "report/json_writer.h"
#include "report/render.h"
#include "report/worksheets.h"

/* Begins gathering the rows of worksheets as this report has them; NULL: there are none. */
struct worksheets_gathering *json_begin_worksheets(const struct run_facts *facts);
/* The value of "records": []. The rows of all records go into `sheets` on the way, which may be NULL. */
CASELINT_NODISCARD
enum status json_records(struct json_writer *json, const struct run_facts *facts, struct spool *spool, enum show show,
    struct worksheets_gathering *sheets);
/* The value of "worksheets": []. Takes `sheets`, which has gathered; NULL: gathers them now. */
CASELINT_NODISCARD
enum status json_worksheets(
    struct json_writer *json, const struct run_facts *facts, struct spool *spool, struct worksheets_gathering *sheets);
/* The value of "summary": {}. */
/* "privacy" of a strict report; nothing otherwise. */
void json_privacy(struct json_writer *json, const struct run_privacy *privacy);
void json_summary(struct json_writer *json, const struct run_facts *facts, const struct tally *tally);

/* "status" and "waiver" of a finding that is waived, known, or open because its waiver expired. */
void json_finding_marks(struct json_writer *json, const struct run_facts *facts, const struct result_finding *finding);
/* "marks": the baseline and the waivers of the run; nothing when it was given neither. */
void json_marks(struct json_writer *json, const struct run_facts *facts, const struct tally *tally);
/* "findings" of the summary: by severity, what is open, waived and known. */
void json_finding_counts(struct json_writer *json, const struct run_facts *facts, const struct run_counts *counts);

#endif
