/*
 * The report as SVRL, the validation report language of Schematron, for tools that
 * read it: a pattern per record, a fired rule for each rule that applies, and an
 * assertion for each finding. What SVRL has no word for stands in attributes of
 * caselint on the text. There are no tests in XPath: `test` names the rule.
 */
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "report/listing.h"
#include "report/mark_words.h"
#include "report/profile_words.h"
#include "report/render.h"
#include "report/rule_answers.h"
#include "report/verdict.h"
#include "report/words.h"
#include "report/xml_writer.h"

#define SVRL_NAMESPACE "http://purl.oclc.org/dsdl/svrl"
#define REPORT_NAMESPACE "urn:caselint:report:1"

struct svrl {
	struct xml_writer xml;
	const struct run_facts *facts;
	const struct tally *tally;
	enum show show;
	const struct result_record *record; /* whose pattern is open; NULL: none */
	struct buffer words;
};

static struct text
words_of(const struct svrl *svrl)
{
	return text_view(buffer_text(&svrl->words), svrl->words.length);
}

/* An id only where it is a name as XML has them. */
static void
put_id(struct xml_writer *xml, struct text id)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
	static const char others[] = "0123456789-.";

	for (size_t i = 0; i < id.length; i++) {
		if (memchr(letters, id.data[i], sizeof letters - 1) == NULL &&
		    (i == 0 || memchr(others, id.data[i], sizeof others - 1) == NULL))
			return;
	}
	xml_attribute_if(xml, "id", id);
}

static void
put_uri(struct svrl *svrl, const char *attribute, uint32_t input)
{
	if (input >= svrl->facts->input_count)
		return;
	buffer_reset(&svrl->words);
	words_uri(&svrl->words, svrl->facts->inputs[input].path);
	xml_attribute(&svrl->xml, attribute, words_of(svrl));
}

/* The path of local names from the root. */
static void
put_location(struct svrl *svrl, struct text path)
{
	buffer_reset(&svrl->words);
	buffer_append_text(&svrl->words, "/CaseExport");
	if (path.length > 0 && !text_starts_with(path, "CaseExport")) {
		buffer_append_byte(&svrl->words, '/');
		words_view(&svrl->words, path);
	} else if (path.length > strlen("CaseExport")) {
		words_view(
		    &svrl->words, text_view(path.data + strlen("CaseExport"), path.length - strlen("CaseExport")));
	}
	xml_attribute(&svrl->xml, "location", words_of(svrl));
}

static void
put_test(struct svrl *svrl, struct text rule)
{
	buffer_reset(&svrl->words);
	buffer_append_text(&svrl->words, "caselint: ");
	words_view(&svrl->words, rule);
	xml_attribute(&svrl->xml, "test", words_of(svrl));
}

static void
put_remedy(struct xml_writer *xml, struct text remedy)
{
	if (remedy.length == 0)
		return;
	xml_open(xml, "svrl:diagnostic-reference");
	xml_attribute_string(xml, "diagnostic", "remedy");
	xml_element_if(xml, "svrl:text", remedy);
	xml_close(xml);
}

/* ---- The run ---- */

static void
put_verdict(struct svrl *svrl)
{
	buffer_reset(&svrl->words);
	verdict_line(svrl->facts, svrl->tally, &svrl->words);
	xml_open(&svrl->xml, "svrl:text");
	xml_attribute_flag(&svrl->xml, "caselint:complete", svrl->facts->complete);
	xml_text(&svrl->xml, words_of(svrl));
	xml_close(&svrl->xml);
}

/* Each change is a text of its own behind the verdict. */
static void
put_profile(struct svrl *svrl, const struct profile *profile)
{
	for (size_t i = 0; profile != NULL && i < profile->change_count; i++) {
		buffer_reset(&svrl->words);
		profile_change_words(&svrl->words, &profile->changes[i]);
		xml_open(&svrl->xml, "svrl:text");
		xml_attribute_string(&svrl->xml, "caselint:profile", profile->id);
		xml_attribute_string(&svrl->xml, "caselint:title", profile->title);
		xml_attribute_string(&svrl->xml, "caselint:sha256", profile->sha256);
		xml_text(&svrl->xml, words_of(svrl));
		xml_close(&svrl->xml);
	}
}

static void
put_input_finding(struct svrl *svrl, const struct input_finding *finding)
{
	struct xml_writer *xml = &svrl->xml;

	xml_open(xml, "svrl:fired-rule");
	put_id(xml, text_of(finding->rule));
	xml_attribute_string(xml, "context", "/CaseExport");
	put_uri(svrl, "document", finding->input);
	xml_close(xml);
	xml_open(xml, "svrl:failed-assert");
	put_id(xml, text_of(finding->rule));
	put_location(svrl, finding->path);
	put_test(svrl, text_of(finding->rule));
	xml_attribute_string(xml, "role", severity_name(finding->severity));
	xml_attribute_string(xml, "flag", "error");
	put_remedy(xml, finding->remedy);
	xml_open(xml, "svrl:text");
	xml_attribute_line(xml, "caselint:line", finding->line);
	xml_attribute_line(xml, "caselint:column", finding->column);
	xml_text(xml, finding->message);
	xml_close(xml);
	xml_close(xml);
}

/* The run as a pattern of its own: fired always, and failed when it was not complete. */
static void
put_run(struct svrl *svrl)
{
	struct xml_writer *xml = &svrl->xml;

	xml_open(xml, "svrl:active-pattern");
	xml_attribute_string(xml, "name", "run");
	xml_close(xml);
	xml_open(xml, "svrl:fired-rule");
	xml_attribute_string(xml, "id", "complete");
	xml_attribute_string(xml, "context", "/");
	xml_close(xml);
	if (!svrl->facts->complete) {
		xml_open(xml, "svrl:failed-assert");
		xml_attribute_string(xml, "id", "complete");
		xml_attribute_string(xml, "location", "/");
		xml_attribute_string(xml, "test", "caselint: every input was read and every rule was run");
		xml_attribute_string(xml, "role", "error");
		xml_attribute_string(xml, "flag", "incomplete");
		put_verdict(svrl);
		xml_close(xml);
	}
	for (size_t i = 0; i < svrl->facts->input_finding_count; i++)
		put_input_finding(svrl, &svrl->facts->input_findings[i]);
}

/* ---- Records ---- */

static void
open_pattern(struct svrl *svrl, const struct rule_answer *answer)
{
	struct xml_writer *xml = &svrl->xml;

	if (svrl->record == answer->record)
		return;
	svrl->record = answer->record;
	xml_open(xml, "svrl:active-pattern");
	put_uri(svrl, "documents", answer->record->input);
	buffer_reset(&svrl->words);
	words_record_id(&svrl->words, answer->record->id);
	xml_attribute(xml, "name", words_of(svrl));
	xml_attribute_string(xml, "role", outcome_name(answer->record->outcome));
	xml_close(xml);
}

static void
put_fired(struct svrl *svrl, const struct rule_answer *answer)
{
	struct xml_writer *xml = &svrl->xml;

	xml_open(xml, "svrl:fired-rule");
	put_id(xml, answer->rule);
	xml_attribute_string(xml, "name", rule_answer_title(answer));
	buffer_reset(&svrl->words);
	buffer_append_format(&svrl->words, "/CaseExport/%s", bundle_record_type(answer->bundle, answer->record->type));
	xml_attribute(xml, "context", words_of(svrl));
	xml_attribute_string(xml, "role", severity_name(rule_answer_severity(answer)));
	xml_attribute_string(xml, "flag", outcome_name(answer->outcome));
	xml_close(xml);
}

static void
put_details(struct svrl *svrl, const struct rule_answer *answer, const struct result_finding *finding)
{
	struct xml_writer *xml = &svrl->xml;
	const struct result_record *record = answer->record;

	xml_attribute_if(xml, "caselint:record", record->id);
	xml_attribute_if(xml, "caselint:group", record->group);
	xml_attribute_line(xml, "caselint:line", finding->line != 0 ? finding->line : record->line);
	xml_attribute_if(xml, "caselint:finding", finding->id);
	xml_attribute_date(xml, "caselint:due", finding->due);
	buffer_reset(&svrl->words);
	words_value(&svrl->words, &finding->observed);
	xml_attribute_if(xml, "caselint:observed", words_of(svrl));
	buffer_reset(&svrl->words);
	words_value(&svrl->words, &finding->expected);
	xml_attribute_if(xml, "caselint:expected", words_of(svrl));
	xml_attribute_if(xml, "caselint:cite", finding->cite);
	buffer_reset(&svrl->words);
	if (mark_name(finding) != NULL) {
		xml_attribute_string(xml, "caselint:outcome", outcome_name(finding->outcome));
		mark_words(&svrl->words, svrl->facts, finding);
	}
	xml_attribute_if(xml, "caselint:status", words_of(svrl));
}

/* What waits, is for a person to attest, or is waived or known, is reported; everything else has failed. */
static void
put_finding(struct svrl *svrl, const struct rule_answer *answer, const struct result_finding *finding)
{
	struct xml_writer *xml = &svrl->xml;
	bool waits = finding->outcome == CASELINT_PENDING || finding->outcome == CASELINT_MANUAL ||
	             finding_mark(finding) != MARK_NONE;
	const char *mark = finding_mark(finding) == MARK_NONE ? NULL : mark_name(finding);

	xml_open(xml, waits ? "svrl:successful-report" : "svrl:failed-assert");
	put_id(xml, finding->rule);
	put_location(svrl, finding->path);
	put_test(svrl, finding->rule);
	xml_attribute_string(xml, "role", severity_name(finding->severity));
	xml_attribute_string(xml, "flag", mark != NULL ? mark : outcome_name(finding->outcome));
	put_remedy(xml, finding->remedy);
	xml_open(xml, "svrl:text");
	put_details(svrl, answer, finding);
	xml_text(xml, finding->message);
	xml_close(xml);
	xml_close(xml);
}

/* A rule that could not run and has its finding elsewhere has failed, too. */
static void
put_error(struct svrl *svrl, const struct rule_answer *answer)
{
	struct xml_writer *xml = &svrl->xml;

	xml_open(xml, "svrl:failed-assert");
	put_id(xml, answer->rule);
	put_location(svrl, text_of(bundle_record_type(answer->bundle, answer->record->type)));
	put_test(svrl, answer->rule);
	xml_attribute_string(xml, "role", "error");
	xml_attribute_string(xml, "flag", "error");
	xml_open(xml, "svrl:text");
	xml_attribute_if(xml, "caselint:record", answer->record->id);
	xml_attribute_line(xml, "caselint:line", answer->record->line);
	xml_string(xml, "The rule could not run.");
	xml_close(xml);
	xml_close(xml);
}

static enum status
put_answer(void *context, const struct rule_answer *answer)
{
	struct svrl *svrl = context;

	/* A rule whose condition is not met does not fire. */
	if (answer->outcome == CASELINT_NOTAPPLICABLE)
		return STATUS_OK;
	open_pattern(svrl, answer);
	put_fired(svrl, answer);
	for (uint32_t i = 0; i < answer->finding_count; i++)
		put_finding(svrl, answer, &answer->findings[i]);
	if (answer->finding_count == 0 && answer->outcome == CASELINT_ERROR)
		put_error(svrl, answer);
	return STATUS_OK;
}

static enum status
put_record(void *context, const struct result_record *record)
{
	struct svrl *svrl = context;

	svrl->record = NULL;
	return rule_answers_each(svrl->facts, record, svrl->show == SHOW_ALL, put_answer, svrl);
}

/* The report as one thread writes it. */
static void *
copy_svrl(const void *context, struct sink *sink)
{
	const struct svrl *svrl = context;
	struct svrl *copy = memory_zeroed(1, sizeof *copy);

	copy->facts = svrl->facts;
	copy->tally = svrl->tally;
	copy->show = svrl->show;
	xml_writer_copy(&svrl->xml, &copy->xml, sink);
	return copy;
}

static void
flush_copy(void *copy)
{
	xml_writer_flush(&((struct svrl *)copy)->xml);
}

static void
put_piece(void *context, struct text piece)
{
	xml_piece(&((struct svrl *)context)->xml, piece);
}

static void
close_copy(void *context, void *made)
{
	struct svrl *copy = made;

	(void)context;
	buffer_clear(&copy->words);
	memory_free(copy);
}

static enum status
put_records(struct svrl *svrl, struct spool *spool)
{
	struct listing listing = {.spool = spool,
	    .parts = svrl->show == SHOW_ALL ? SPOOL_OUTCOMES : SPOOL_FINDINGS,
	    .threads = svrl->facts->threads,
	    .sink = svrl->xml.sink,
	    .context = svrl,
	    .copy = copy_svrl,
	    .record = put_record,
	    .flush = flush_copy,
	    .put = put_piece,
	    .close = close_copy};

	return listing_make(&listing);
}

enum status
render_svrl(const struct run_facts *facts, const struct tally *tally, struct spool *spool,
    const struct render_options *options, struct sink *sink)
{
	struct svrl svrl = {.facts = facts, .tally = tally, .show = options->show};
	enum status status = STATUS_OK;

	xml_writer_start(&svrl.xml, sink);
	xml_open(&svrl.xml, "svrl:schematron-output");
	xml_attribute_string(&svrl.xml, "xmlns:svrl", SVRL_NAMESPACE);
	xml_attribute_string(&svrl.xml, "xmlns:caselint", REPORT_NAMESPACE);
	xml_attribute_string(&svrl.xml, "title", "caselint");
	xml_attribute_string(&svrl.xml, "schemaVersion", facts->tool_version);
	put_verdict(&svrl);
	put_profile(&svrl, run_profile(facts));
	put_run(&svrl);
	if (options->show != SHOW_TOTALS)
		status = put_records(&svrl, spool);
	xml_close(&svrl.xml);
	xml_writer_finish(&svrl.xml);
	buffer_clear(&svrl.words);
	return status;
}
