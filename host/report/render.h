/*
 * Renderers: the report model in, one format out. A renderer sees the run's
 * facts, the tally and the spool, writes to a sink, and decides nothing.
 */
#ifndef CASELINT_REPORT_RENDER_H
#define CASELINT_REPORT_RENDER_H

#include <stdbool.h>

#include "report/model.h"
#include "report/sink.h"
#include "report/spool.h"
#include "report/tally.h"

/* How much is listed. */
enum show {
	SHOW_FINDINGS, /* records that have findings, with the outcomes of the rules found */
	SHOW_ALL,      /* every record with the outcome of every rule */
	SHOW_TOTALS,   /* no records */
};

struct render_options {
	enum show show;
	bool color;        /* text only */
	bool sarif_github; /* SARIF only: what GitHub takes and shows */
};

/* Writes the whole report. STATUS_IO when the spool cannot be read; sink failures show at its commit. */
typedef enum status render_fn(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct sink *sink);

struct folder;

/* The same into a folder of files, where the format has that form. Failures to write show at the folder's commit. */
typedef enum status render_folder_fn(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct folder *folder);

/* A format by name. */
struct format {
	const char *name;    /* "json" */
	const char *summary; /* one line for help */
	render_fn *render;
	render_folder_fn *render_folder; /* NULL: it is always one file */
};

/* All formats, ended by an entry without a name. */
extern const struct format report_formats[];

render_fn render_text;
render_fn render_json;
render_fn render_csv;
render_fn render_csv_amounts;
render_fn render_jsonl;
render_fn render_sarif;
render_fn render_junit;
render_fn render_markdown;
render_fn render_github;
render_fn render_tap;
render_fn render_svrl;
render_fn render_xml;
render_fn render_html;
render_folder_fn render_html_folder;

#endif
