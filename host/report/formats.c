/* The formats a report can be written in, by name; the renderers have files of their own. */
#include "report/render.h"

const struct format report_formats[] = {
    {"text", "the report for people: verdict, what to do by date, findings, money", render_text, NULL},
    {"json", "the whole report for programs, schema caselint/report/1", render_json, NULL},
    {"html", "the report as web pages: one FILE.html, or a folder of pages", render_html, render_html_folder},
    {"csv", "one row per finding, for spreadsheets and scripts", render_csv, NULL},
    {"csv-amounts", "one row per computed amount, of all records", render_csv_amounts, NULL},
    {"jsonl", "all results, one record a line, to be rendered later by `caselint report`", render_jsonl, NULL},
    {"sarif", "findings as SARIF 2.1.0, for code scanning; see --sarif-profile", render_sarif, NULL},
    {"junit", "one test per rule and record as JUnit XML, for CI servers", render_junit, NULL},
    {"markdown", "a summary of one page, for the page of a CI job", render_markdown, NULL},
    {"github", "annotations of GitHub Actions, the first of each level", render_github, NULL},
    {"tap", "one test per rule and record in the Test Anything Protocol", render_tap, NULL},
    {"svrl", "findings as SVRL, the report language of Schematron", render_svrl, NULL},
    {"xml", "the whole report as XML, schema xsd/report.xsd", render_xml, NULL},
    {NULL, NULL, NULL, NULL},
};
