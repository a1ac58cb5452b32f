/*
 * A streaming XML writer: tags, attributes, text, indentation and escapes;
 * nothing of reports. An element stands on a line of its own until text is
 * written in it. A character that XML 1.0 does not allow becomes U+FFFD, so that
 * the document can always be read.
 */
#ifndef CASELINT_REPORT_XML_WRITER_H
#define CASELINT_REPORT_XML_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "report/model.h"
#include "report/sink.h"

#define XML_DEPTH 16U /* elements open at once; the deepest report needs 9 */
#define XML_BYTES 16384U

struct xml_writer {
	struct sink *sink;
	size_t used;                  /* of `bytes` */
	char bytes[XML_BYTES];        /* on their way to the sink: most pieces are a few bytes long */
	const char *names[XML_DEPTH]; /* of open elements; borrowed */
	unsigned depth;
	bool tag_open; /* the start tag in hand takes attributes */
	bool has_text; /* the element in hand: no line ends are added inside */
};

/* Writes the declaration. */
void xml_writer_start(struct xml_writer *xml, struct sink *sink);
/* Ends the document with a line feed, and hands everything to the sink. */
void xml_writer_finish(struct xml_writer *xml);

/* Names are fixed words, and live as long as the element is open. */
void xml_open(struct xml_writer *xml, const char *name);
void xml_close(struct xml_writer *xml);

/* Attributes of the element opened last, before any content. */
void xml_attribute(struct xml_writer *xml, const char *name, struct text value);
void xml_attribute_string(struct xml_writer *xml, const char *name, const char *value);
/* Nothing for COUNT_WITHHELD. */
void xml_attribute_count(struct xml_writer *xml, const char *name, uint64_t value);
void xml_attribute_flag(struct xml_writer *xml, const char *name, bool value);
/* Nothing for the empty text, 0, and CASELINT_ABSENT or CASELINT_BAD. */
void xml_attribute_if(struct xml_writer *xml, const char *name, struct text value);
void xml_attribute_line(struct xml_writer *xml, const char *name, uint64_t line);
void xml_attribute_date(struct xml_writer *xml, const char *name, int32_t days);
void xml_attribute_month(struct xml_writer *xml, const char *name, int32_t months);
void xml_attribute_money(struct xml_writer *xml, const char *name, int64_t cents);

/* A copy that writes elements inside the one in hand to another sink, its last bytes by a flush; and what it wrote, put
 * in place. */
void xml_writer_copy(const struct xml_writer *xml, struct xml_writer *ret_copy, struct sink *sink);
void xml_writer_flush(struct xml_writer *xml);
void xml_piece(struct xml_writer *xml, struct text piece);

/* Text in the element opened last. */
void xml_text(struct xml_writer *xml, struct text text);
void xml_string(struct xml_writer *xml, const char *text);
/* An element that holds nothing but text; nothing for the empty text. */
void xml_element_if(struct xml_writer *xml, const char *name, struct text text);

#endif
