/*
 * The documents of an HTML report: one page that holds everything, or a folder
 * with an index and numbered pages for each part. A part is written item by item
 * and never asks which of the two it is in: when a page is full the book begins
 * the next one, and where there is only one page it says that there is no more
 * room. No document is larger than HTML_DOCUMENT_BYTES.
 */
#ifndef CASELINT_REPORT_HTML_BOOK_H
#define CASELINT_REPORT_HTML_BOOK_H

#include "base/sha256.h"
#include "report/folder.h"
#include "report/html_writer.h"
#include "report/model.h"
#include "report/sink.h"
#include "report/tally.h"

#define HTML_DOCUMENT_BYTES 1000000U /* no document is larger */
#define HTML_NAME_BYTES 48U          /* room for the name of a page: records-0001.html */

/* A style and a script as they stand in every document (report/web/), without anything a browser would fetch. */
extern const unsigned char html_style[];
extern const size_t html_style_bytes;
extern const unsigned char html_script[];
extern const size_t html_script_bytes;

/* What all documents of a report share. */
struct html_book {
	const struct run_facts *facts;
	const struct tally *tally;
	struct folder *folder; /* NULL: one page */
	char policy[512];      /* the content security policy */
};

void html_book_start(
    struct html_book *book, const struct run_facts *facts, const struct tally *tally, struct folder *folder);

/* What a document is called, and where it stands. */
struct html_place {
	const char *title;   /* "Records, page 3" */
	const char *heading; /* of the page; NULL: the part writes one of its own */
	const char *class_name;
	const char *product;  /* what it is, at its head; NULL: the report */
	const char *notice;   /* at the head of the page; NULL: none */
	bool is_index;        /* no way back to the index is needed */
	const char *previous; /* names of pages; NULL: none */
	const char *next;
};

/* Everything before the content: the head with style, policy and script, the page's header with its way back, and a
 * warning when the run was not complete. Leaves <main> open. */
void html_document_begin(const struct html_book *book, struct html *html, const struct html_place *place);
void html_document_end(const struct html_book *book, struct html *html, const struct html_place *place);

/* ---- Parts ---- */

struct html_part;

/* Opens what the items of a part stand in: a table, a record that goes on. Called for each page, and again after a full
 * one; part->page tells which. */
typedef void html_frame_fn(void *context, struct html_part *part);

/* A part of the report. */
struct html_part {
	const struct html_book *book;
	const char *name;  /* "records": of its pages, and of the anchor in one page */
	const char *title; /* "Records" */
	html_frame_fn *frame;
	void *context;
	struct html html;    /* where items go */
	struct buffer bytes; /* the page in hand, or the whole part */
	size_t page;         /* number of the page in hand, from 1; 0: nothing was written */
	size_t limit;        /* one page: bytes the part may take */
	unsigned depth;      /* elements open around the frame */
	bool full;           /* one page: something was left out */
	struct sink *sink;   /* a document without a limit goes here as it grows; else NULL */
	char previous[HTML_NAME_BYTES];
};

/* `frame` may be NULL. */
void html_part_start(struct html_part *part, const struct html_book *book, const char *name, const char *title,
    html_frame_fn *frame, void *context, size_t limit);
/* To be asked before each item. False: it has no place any more, and nothing is to be written. An item has at most a
 * tenth of HTML_DOCUMENT_BYTES. */
bool html_part_room(struct html_part *part);
/* Whether what was written is lost already. */
bool html_part_failed(const struct html_part *part);
/* Closes the frame; with pages, writes the last one. Afterwards `bytes` is the part in one page. */
void html_part_finish(struct html_part *part);
void html_part_clear(struct html_part *part);
/* Whether anything was written. */
bool html_part_any(const struct html_part *part);
/* The level of the headings of its items: below that of the page, or of the part in the one page. */
unsigned html_part_level(const struct html_part *part);

/* "records-0001.html" */
void html_page_name(const char *part, size_t page, char ret_name[HTML_NAME_BYTES]);
/* An anchor: "r12", or with `second` "r12-3". Digits and a letter only. */
#define HTML_ANCHOR_BYTES 48U
#define HTML_NO_SECOND UINT64_MAX
struct text html_anchor(char first_letter, uint64_t first, uint64_t second, char ret_anchor[HTML_ANCHOR_BYTES]);
/* An attribute href to an anchor of a part's page, or within the one page; `anchor` may be "". */
void html_link_to(struct html *html, const struct html_book *book, const char *part, size_t page, struct text anchor);

#endif
