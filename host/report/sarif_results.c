/*
 * The results of the SARIF report: faults of inputs and findings, each with a
 * place and a fingerprint that does not depend on lines. The profile `github`
 * lists what is open, the worst first to be kept, and counts what it cuts.
 */
#include "base/memory.h"
#include "base/sha256.h"
#include "report/listing.h"
#include "report/mark_words.h"
#include "report/sarif_parts.h"
#include "report/verdict.h"
#include "report/words.h"

#define FINGERPRINT "caselintFinding/v1"
#define HOST_FINGERPRINT_DIGITS 16
#define EVIDENCE_FINGERPRINT "caselintEvidence/v1"

/* ---- Parts of a result ---- */

static void
put_region(struct sarif *sarif, uint64_t line)
{
	struct json_writer *json = &sarif->json;

	/* GitHub refuses a file for one result without a line. */
	if (line == 0 && !sarif->options->sarif_github)
		return;
	json_write_key(json, "region");
	json_write_object_inline(json);
	json_write_key(json, "startLine");
	json_write_count(json, line == 0 ? 1 : line);
	json_write_object_end(json);
}

static void
put_physical(struct sarif *sarif, uint32_t input, uint64_t line)
{
	struct json_writer *json = &sarif->json;
	bool known = input < sarif->facts->input_count;

	buffer_reset(&sarif->words);
	words_uri(&sarif->words, known ? sarif->facts->inputs[input].path : text_of("caselint"));
	json_write_key(json, "physicalLocation");
	json_write_object_inline(json);
	json_write_key(json, "artifactLocation");
	json_write_object_inline(json);
	json_write_key(json, "uri");
	json_write_string(json, buffer_text(&sarif->words));
	if (known) {
		json_write_key(json, "index");
		json_write_count(json, input);
	}
	json_write_object_end(json);
	put_region(sarif, line);
	json_write_object_end(json);
}

/* The element or attribute, and the record it is in. */
static void
put_logical(struct json_writer *json, struct text path, struct text field, struct text record)
{
	if (path.length == 0 && record.length == 0)
		return;
	json_write_key(json, "logicalLocations");
	json_write_array_inline(json);
	if (path.length > 0) {
		json_write_object_inline(json);
		json_write_key(json, "fullyQualifiedName");
		json_write_text(json, path);
		if (field.length > 0) {
			json_write_key(json, "name");
			json_write_text(json, field);
		}
		json_write_key(json, "kind");
		json_write_string(json, text_starts_with(field, "@") ? "attribute" : "element");
		json_write_object_end(json);
	}
	if (record.length > 0) {
		json_write_object_inline(json);
		json_write_key(json, "name");
		json_write_text(json, record);
		json_write_key(json, "kind");
		json_write_string(json, "record");
		json_write_object_end(json);
	}
	json_write_array_end(json);
}

void
sarif_locations(
    struct sarif *sarif, uint32_t input, uint64_t line, struct text path, struct text field, struct text record)
{
	struct json_writer *json = &sarif->json;

	json_write_key(json, "locations");
	json_write_array_inline(json);
	json_write_object_inline(json);
	put_physical(sarif, input, line);
	put_logical(json, path, field, record);
	json_write_object_end(json);
	json_write_array_end(json);
}

static void
put_rule(struct json_writer *json, struct text id, uint64_t index)
{
	json_write_key(json, "ruleId");
	json_write_text(json, id);
	if (index == SARIF_NO_RULE)
		return;
	json_write_key(json, "ruleIndex");
	json_write_count(json, index);
}

static void
put_fingerprints(struct json_writer *json, struct text id, struct text evidence)
{
	if (id.length == 0)
		return;
	json_write_key(json, "fingerprints");
	json_write_object_inline(json);
	json_write_key(json, FINGERPRINT);
	json_write_text(json, id);
	if (evidence.length > 0) {
		json_write_key(json, EVIDENCE_FINGERPRINT);
		json_write_text(json, evidence);
	}
	json_write_object_end(json);
	json_write_key(json, "partialFingerprints");
	json_write_object_inline(json);
	json_write_key(json, "primaryLocationLineHash");
	json_write_text(json, id);
	json_write_object_end(json);
}

/* What a program that knows SARIF is to think of an outcome. Only what failed has a level. */
static const char *
kind_of(int32_t outcome)
{
	switch (outcome) {
	case CASELINT_UNKNOWN: return "open";
	case CASELINT_PENDING: return "informational";
	case CASELINT_MANUAL: return "review";
	case CASELINT_PASS: return "pass";
	case CASELINT_NOTAPPLICABLE: return "notApplicable";
	default: return "fail";
	}
}

/* GitHub knows no kinds: what is open is an alert of its severity there. */
static void
put_kind(struct sarif *sarif, int32_t outcome, enum severity severity)
{
	struct json_writer *json = &sarif->json;
	bool is_level = sarif->options->sarif_github || outcome == CASELINT_FAIL || outcome == CASELINT_ERROR;

	if (!sarif->options->sarif_github) {
		json_write_key(json, "kind");
		json_write_string(json, kind_of(outcome));
	}
	json_write_key(json, "level");
	json_write_string(json, is_level ? sarif_level(severity) : "none");
}

static void
put_text_property(struct json_writer *json, const char *key, struct text text)
{
	if (text.length == 0)
		return;
	json_write_key(json, key);
	json_write_text(json, text);
}

static void
put_value_property(struct json_writer *json, const char *key, const struct shown_value *value)
{
	if (value->kind == 0)
		return;
	json_write_key(json, key);
	json_write_value(json, value);
}

/* ---- What is listed ---- */

/* Whether the profile has room for one more; what it has no room for is counted. */
static bool
is_listed(struct sarif *sarif, enum severity severity)
{
	if (!sarif->options->sarif_github)
		return true;
	if (sarif->left[severity] == 0) {
		sarif->unlisted++;
		return false;
	}
	sarif->left[severity]--;
	return true;
}

/* GitHub shows suppressed results as alerts, so what is waived or known is none there. */
static bool
is_alert(const struct result_finding *finding)
{
	return finding_is_open(finding) || finding->outcome == CASELINT_ERROR;
}

static enum status
count_record(void *context, const struct result_record *record)
{
	struct sarif *sarif = context;

	for (uint32_t i = 0; i < record->finding_count; i++) {
		if (is_alert(&record->findings[i]))
			sarif->found[record->findings[i].severity]++;
		else if (finding_mark(&record->findings[i]) != MARK_NONE)
			sarif->decided++;
		else
			sarif->waiting++;
	}
	return STATUS_OK;
}

/* The worst are kept: all errors that fit, then warnings, then notes. */
static enum status
plan_cut(struct sarif *sarif, struct spool *spool)
{
	uint64_t room = SARIF_GITHUB_RESULTS;
	enum status status = STATUS_OK;

	if (!sarif->options->sarif_github)
		return STATUS_OK;
	for (size_t i = 0; i < sarif->facts->input_finding_count; i++)
		sarif->found[sarif->facts->input_findings[i].severity]++;
	if (sarif->options->show != SHOW_TOTALS)
		status = spool_read_parts(spool, SPOOL_FINDINGS, count_record, sarif);
	for (int i = SEVERITY_ERROR; i >= SEVERITY_INFO; i--) {
		sarif->left[i] = sarif->found[i] < room ? sarif->found[i] : room;
		room -= sarif->left[i];
	}
	return status;
}

/* ---- Faults of inputs ---- */

/* Of what the fault is and where, without lines. */
static void
fingerprint_of(const struct sarif *sarif, const struct input_finding *finding, char ret_hex[SHA256_HEX_BYTES])
{
	struct buffer key = {0};

	buffer_append_text(&key, finding->rule);
	buffer_append_byte(&key, '\0');
	if (finding->input < sarif->facts->input_count)
		words_view(&key, sarif->facts->inputs[finding->input].path);
	buffer_append_byte(&key, '\0');
	words_view(&key, finding->path);
	buffer_append_byte(&key, '\0');
	words_view(&key, finding->message);
	sha256_of(key.data, key.length, ret_hex);
	buffer_clear(&key);
}

/* A fault of no input is shown at the first one: every result needs a place. */
static void
put_input_finding(struct sarif *sarif, const struct input_finding *finding)
{
	struct json_writer *json = &sarif->json;
	char hex[SHA256_HEX_BYTES];
	bool has_place = finding->input != NO_INPUT;

	if (!is_listed(sarif, finding->severity))
		return;
	fingerprint_of(sarif, finding, hex);
	json_write_object_inline(json);
	put_rule(json, text_of(finding->rule), sarif_host_rule_index(sarif, text_of(finding->rule)));
	put_kind(sarif, CASELINT_ERROR, finding->severity);
	buffer_reset(&sarif->words);
	words_view(&sarif->words, finding->message);
	if (finding->remedy.length > 0) {
		buffer_append_text(&sarif->words, ". ");
		words_view(&sarif->words, finding->remedy);
	}
	sarif_message(json, "message", text_view(buffer_text(&sarif->words), sarif->words.length));
	sarif_locations(sarif, has_place ? finding->input : 0, has_place ? finding->line : 0, finding->path,
	    text_of(NULL), text_of(NULL));
	put_fingerprints(json, text_view(hex, HOST_FINGERPRINT_DIGITS), text_of(NULL));
	json_write_object_end(json);
}

/* A run that ended early without a fault of its own must not be an empty list. */
static void
put_incomplete(struct sarif *sarif)
{
	struct json_writer *json = &sarif->json;

	json_write_object_inline(json);
	put_rule(json, text_of("CL-RUN-INCOMPLETE"), SARIF_NO_RULE);
	put_kind(sarif, CASELINT_ERROR, SEVERITY_ERROR);
	buffer_reset(&sarif->words);
	verdict_line(sarif->facts, sarif->tally, &sarif->words);
	sarif_message(json, "message", text_of(buffer_text(&sarif->words)));
	sarif_locations(sarif, 0, 0, text_of(NULL), text_of(NULL), text_of(NULL));
	json_write_object_end(json);
}

/* ---- Findings ---- */

static void
put_finding_properties(struct json_writer *json, const struct rule_answer *answer, const struct result_finding *finding)
{
	json_write_key(json, "properties");
	json_write_object_inline(json);
	json_write_key(json, "outcome");
	json_write_string(json, outcome_name(finding->outcome));
	json_write_key(json, "severity");
	json_write_string(json, severity_name(finding->severity));
	put_text_property(json, "jurisdiction", text_of(answer->bundle->plugin->jurisdiction));
	put_text_property(json, "group", answer->record->group);
	put_text_property(json, "record", answer->record->id);
	put_value_property(json, "observed", &finding->observed);
	put_value_property(json, "expected", &finding->expected);
	if (finding->due != CASELINT_ABSENT) {
		json_write_key(json, "due");
		json_write_date(json, finding->due);
	}
	put_text_property(json, "remedy", finding->remedy);
	put_text_property(json, "cite", finding->cite);
	json_write_object_end(json);
}

/* A waiver is a suppression that somebody has accepted outside of the code. Where there is a baseline, every result says
 * whether it is in it. */
static void
put_marks(struct sarif *sarif, const struct result_finding *finding)
{
	struct json_writer *json = &sarif->json;
	const struct run_marks *marks = sarif->facts->marks;

	if (marks == NULL)
		return;
	if (marks->baseline.path != NULL && finding->fingerprint.length > 0) {
		json_write_key(json, "baselineState");
		json_write_string(json, finding->is_known ? "unchanged" : "new");
	}
	if (finding_mark(finding) != MARK_WAIVED)
		return;
	buffer_reset(&sarif->words);
	mark_words(&sarif->words, sarif->facts, finding);
	json_write_key(json, "suppressions");
	json_write_array_inline(json);
	json_write_object_inline(json);
	json_write_key(json, "kind");
	json_write_string(json, "external");
	json_write_key(json, "status");
	json_write_string(json, "accepted");
	json_write_key(json, "justification");
	json_write_string(json, buffer_text(&sarif->words));
	json_write_object_end(json);
	json_write_array_end(json);
}

/* GitHub shows the message and no property, so what to do stands in it there. */
static void
put_finding_message(struct sarif *sarif, const struct rule_answer *answer, const struct result_finding *finding)
{
	struct buffer *words = &sarif->words;

	buffer_reset(words);
	if (sarif->options->sarif_github) {
		words_record_id(words, answer->record->id);
		buffer_append_format(words, " (%s): ", outcome_name(finding->outcome));
	}
	words_view(words, finding->message);
	if (sarif->options->sarif_github && finding->remedy.length > 0) {
		buffer_append_text(words, " To do: ");
		words_view(words, finding->remedy);
	}
	sarif_message(&sarif->json, "message", text_view(buffer_text(words), words->length));
}

static void
put_finding(struct sarif *sarif, const struct rule_answer *answer, const struct result_finding *finding)
{
	struct json_writer *json = &sarif->json;
	const struct result_record *record = answer->record;

	if (sarif->options->sarif_github && !is_alert(finding))
		return;
	if (!is_listed(sarif, finding->severity))
		return;
	json_write_object_inline(json);
	put_rule(json, finding->rule, sarif_rule_index(sarif, answer));
	put_kind(sarif, finding->outcome, finding->severity);
	put_finding_message(sarif, answer, finding);
	sarif_locations(sarif, record->input, finding->line != 0 ? finding->line : record->line, finding->path,
	    finding->field, record->id);
	put_fingerprints(json, finding->id, finding->fingerprint);
	put_marks(sarif, finding);
	put_finding_properties(json, answer, finding);
	json_write_object_end(json);
}

/* A rule without a finding: listed with all, and when it could not run. */
static void
put_outcome(struct sarif *sarif, const struct rule_answer *answer)
{
	struct json_writer *json = &sarif->json;
	const struct result_record *record = answer->record;

	/* What could not run has a finding of the host in its record. */
	if (sarif->options->sarif_github)
		return;
	json_write_object_inline(json);
	put_rule(json, answer->rule, sarif_rule_index(sarif, answer));
	put_kind(sarif, answer->outcome, rule_answer_severity(answer));
	buffer_reset(&sarif->words);
	buffer_append_format(&sarif->words, "%s: %s", outcome_name(answer->outcome), rule_answer_title(answer));
	sarif_message(json, "message", text_of(buffer_text(&sarif->words)));
	sarif_locations(sarif, record->input, record->line, text_of(NULL), text_of(NULL), record->id);
	json_write_object_end(json);
}

static enum status
put_answer(void *context, const struct rule_answer *answer)
{
	struct sarif *sarif = context;

	for (uint32_t i = 0; i < answer->finding_count; i++)
		put_finding(sarif, answer, &answer->findings[i]);
	if (answer->finding_count == 0)
		put_outcome(sarif, answer);
	return sink_failed(sarif->json.sink) ? STATUS_IO : STATUS_OK;
}

static enum status
put_record(void *context, const struct result_record *record)
{
	struct sarif *sarif = context;

	return rule_answers_each(sarif->facts, record, sarif->options->show == SHOW_ALL, put_answer, sarif);
}

/* The results as one thread writes them. */
static void *
copy_sarif(const void *context, struct sink *sink)
{
	struct sarif *copy = memory_zeroed(1, sizeof *copy);

	*copy = *(const struct sarif *)context;
	json_writer_copy(&((const struct sarif *)context)->json, &copy->json, sink);
	buffer_init(&copy->words);
	return copy;
}

static void
flush_copy(void *copy)
{
	json_writer_flush(&((struct sarif *)copy)->json);
}

static void
put_piece(void *context, struct text piece)
{
	json_write_piece(&((struct sarif *)context)->json, piece);
}

static void
close_copy(void *context, void *made)
{
	struct sarif *copy = made;

	(void)context;
	buffer_clear(&copy->words);
	memory_free(copy);
}

/* A profile that cuts must see the records one after the other. */
static enum status
put_records(struct sarif *sarif, struct spool *spool)
{
	enum spool_parts parts = sarif->options->show == SHOW_ALL ? SPOOL_OUTCOMES : SPOOL_FINDINGS;
	struct listing listing = {.spool = spool,
	    .parts = parts,
	    .threads = sarif->facts->threads,
	    .sink = sarif->json.sink,
	    .context = sarif,
	    .copy = copy_sarif,
	    .record = put_record,
	    .flush = flush_copy,
	    .put = put_piece,
	    .close = close_copy};

	if (sarif->options->sarif_github)
		return spool_read_parts(spool, SPOOL_FINDINGS, put_record, sarif);
	return listing_make(&listing);
}

enum status
sarif_results(struct sarif *sarif, struct spool *spool)
{
	enum status status = plan_cut(sarif, spool);

	if (status != STATUS_OK)
		return status;
	json_write_array(&sarif->json);
	if (!sarif->facts->complete && sarif->facts->input_finding_count == 0)
		put_incomplete(sarif);
	for (size_t i = 0; i < sarif->facts->input_finding_count; i++)
		put_input_finding(sarif, &sarif->facts->input_findings[i]);
	if (sarif->options->show != SHOW_TOTALS)
		status = put_records(sarif, spool);
	json_write_array_end(&sarif->json);
	return status;
}
