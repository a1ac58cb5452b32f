/*
 * What the files of the XML report (xsd/report.xsd) share. Nothing outside it
 * includes this.
 */
#ifndef CASELINT_REPORT_XML_PARTS_H
#define CASELINT_REPORT_XML_PARTS_H

#include "report/render.h"
#include "report/xml_writer.h"

/* An element with a typed value; empty where the value is withheld or unreadable, which it says; none at all for a value
 * that is absent. */
void xml_value(struct xml_writer *xml, const char *element, const struct shown_value *value);
/* What stands in an element with a kind: its attributes, then the value. */
void xml_value_content(struct xml_writer *xml, const struct shown_value *value);
/* "money"; of no value "text". */
const char *xml_kind_name(uint32_t kind);

CASELINT_NODISCARD
enum status xml_records(struct xml_writer *xml, const struct run_facts *facts, struct spool *spool, enum show show);
CASELINT_NODISCARD
enum status xml_worksheets(struct xml_writer *xml, const struct run_facts *facts, struct spool *spool);
void xml_summary(struct xml_writer *xml, const struct run_facts *facts, const struct tally *tally);

#endif
