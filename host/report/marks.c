/*
 * See report/marks.h. A waiver is looked up by its scope and rule in a sorted
 * table, narrow scopes first; of several for the same thing the one that holds
 * longest counts. Of a baseline each entry covers as many findings of the record
 * as it counts, the first ones.
 */
#include "report/marks.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "report/fingerprint.h"

#define LISTED_WAIVERS 50U /* of each kind; the rest are counted */

/* A waiver as it is looked up: one per rule. */
struct pair {
	enum waiver_scope scope;
	struct text rule;
	struct text type;
	struct text id;
	int32_t expires;
	uint32_t number; /* of the waiver */
};

struct marks {
	struct marks_sources sources;
	struct pair *pairs;
	size_t pair_count;
};

/* ---- Waivers in order ---- */

/* By what is looked up. */
static int
compare_places(const struct pair *left, const struct pair *right)
{
	int order = text_compare(left->rule, right->rule);

	if (order != 0)
		return order;
	if (left->scope != right->scope)
		return left->scope < right->scope ? -1 : 1;
	order = text_compare(left->id, right->id);
	return order != 0 ? order : text_compare(left->type, right->type);
}

/* Of those for one thing, the one that holds longest first. */
static int
compare_pairs(const void *left_pointer, const void *right_pointer)
{
	const struct pair *left = left_pointer;
	const struct pair *right = right_pointer;
	int order = compare_places(left, right);

	if (order != 0)
		return order;
	if (left->expires != right->expires)
		return left->expires > right->expires ? -1 : 1;
	return left->number < right->number ? -1 : left->number > right->number;
}

static void
order_waivers(struct marks *marks)
{
	size_t count = 0;

	for (size_t i = 0; i < marks->sources.waiver_count; i++)
		count += marks->sources.waivers[i].rules.count;
	marks->pairs = memory_zeroed(count, sizeof *marks->pairs);
	for (size_t i = 0; i < marks->sources.waiver_count; i++) {
		const struct waiver *waiver = &marks->sources.waivers[i];

		for (size_t k = 0; k < waiver->rules.count; k++)
			marks->pairs[marks->pair_count++] =
			    (struct pair){waiver->scope, text_of(waiver->rules.items[k]), text_of(waiver->type),
				text_of(waiver->id), waiver->expires, (uint32_t)i};
	}
	if (marks->pair_count > 1)
		qsort(marks->pairs, marks->pair_count, sizeof *marks->pairs, compare_pairs);
}

struct marks *
marks_new(const struct marks_sources *sources)
{
	struct marks *marks = memory_zeroed(1, sizeof *marks);

	marks->sources = *sources;
	order_waivers(marks);
	return marks;
}

void
marks_free(struct marks *marks)
{
	if (marks == NULL)
		return;
	memory_free(marks->pairs);
	memory_free(marks);
}

void
marks_describe(const struct marks *marks, struct run_marks *ret_marks)
{
	if (marks_have_baseline(marks))
		ret_marks->baseline = (struct run_baseline){.path = baseline_path(marks->sources.baseline),
		    .findings = baseline_findings(marks->sources.baseline)};
	if (!marks_have_waivers(marks))
		return;
	ret_marks->waiver_files = marks->sources.waiver_files;
	ret_marks->waivers = marks->sources.waivers;
	ret_marks->waiver_count = marks->sources.waiver_count;
}

bool
marks_have_baseline(const struct marks *marks)
{
	return marks != NULL && marks->sources.baseline != NULL;
}

bool
marks_have_waivers(const struct marks *marks)
{
	return marks != NULL && marks->sources.waiver_files.count > 0;
}

/* ---- Marking ---- */

static const struct pair *
find_pair(const struct marks *marks, const struct pair *wanted)
{
	size_t low = 0;
	size_t high = marks->pair_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_places(&marks->pairs[middle], wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < marks->pair_count && compare_places(&marks->pairs[low], wanted) == 0 ? &marks->pairs[low] : NULL;
}

/* The waiver for a finding: one that holds, else one that has expired; NULL: none. */
static const struct pair *
waiver_for(const struct marks *marks, const struct run_facts *facts, const struct result_record *record,
    const struct result_finding *finding)
{
	const struct text type = text_of(bundle_record_type(&facts->bundles[record->bundle], record->type));
	const struct pair places[WAIVER_SCOPES] = {
	    {.scope = WAIVER_FINDING, .rule = finding->rule, .id = finding->fingerprint},
	    {.scope = WAIVER_RECORD, .rule = finding->rule, .id = record->id, .type = type},
	    {.scope = WAIVER_GROUP, .rule = finding->rule, .id = record->group},
	    {.scope = WAIVER_ALL, .rule = finding->rule},
	};
	const struct pair *lapsed = NULL;
	int32_t as_of = facts->inputs[record->input].as_of;

	for (size_t i = 0; i < WAIVER_SCOPES; i++) {
		const struct pair *found = NULL;

		if (places[i].id.length > 0 || places[i].scope == WAIVER_ALL)
			found = find_pair(marks, &places[i]);
		if (found != NULL && found->expires >= as_of)
			return found;
		lapsed = lapsed == NULL ? found : lapsed;
	}
	return lapsed;
}

/* Without a date nobody can tell whether a waiver holds. */
static bool
can_judge_waivers(const struct run_facts *facts, const struct result_record *record)
{
	return record->bundle < facts->bundle_count && record->input < facts->input_count &&
	       facts->inputs[record->input].as_of != CASELINT_ABSENT;
}

static void
apply_waivers(const struct marks *marks, const struct run_facts *facts, const struct result_record *record,
    struct result_finding *finding)
{
	const struct pair *pair = NULL;

	finding->waiver = 0;
	finding->is_lapsed = false;
	if (can_judge_waivers(facts, record))
		pair = waiver_for(marks, facts, record, finding);
	if (pair == NULL)
		return;
	finding->waiver = pair->number + 1;
	finding->is_lapsed = pair->expires < facts->inputs[record->input].as_of;
}

/* What of the baseline is left for the findings of one record. */
struct allowance {
	const struct baseline *baseline;
	struct baseline_range range;
	uint32_t *used; /* per entry of the range */
};

/* Findings of a record have the first half of their fingerprints in common. A record without an id has no fingerprint
 * of its own. */
static void
begin_allowance(struct allowance *allowance, const struct result_record *record, struct arena *arena)
{
	unsigned char bytes[FINGERPRINT_BYTES];

	for (uint32_t i = 0; record->id.length > 0 && i < record->finding_count; i++) {
		if (fingerprint_read(record->findings[i].fingerprint, bytes) != STATUS_OK)
			continue;
		allowance->range = baseline_of_record(allowance->baseline, bytes);
		break;
	}
	if (allowance->range.end > allowance->range.first)
		allowance->used =
		    arena_take_array(arena, allowance->range.end - allowance->range.first, sizeof *allowance->used);
}

static bool
take_allowance(struct allowance *allowance, const struct result_finding *finding)
{
	unsigned char bytes[FINGERPRINT_BYTES];
	size_t entry = 0;
	uint32_t *used = NULL;

	if (allowance->used == NULL || fingerprint_read(finding->fingerprint, bytes) != STATUS_OK)
		return false;
	entry = baseline_find(allowance->baseline, allowance->range, bytes);
	if (entry == allowance->range.end)
		return false;
	used = &allowance->used[entry - allowance->range.first];
	if (*used == baseline_count(allowance->baseline, entry))
		return false;
	++*used;
	return true;
}

/* CL-... is for the host to judge; rules of plugins that could not run have outcome error. */
static bool
can_be_marked(const struct result_finding *finding)
{
	return (finding->outcome == CASELINT_FAIL || finding->outcome == CASELINT_UNKNOWN) &&
	       !text_starts_with(finding->rule, "CL-");
}

void
marks_apply(const struct marks *marks, const struct run_facts *facts, struct result_record *record, struct arena *arena)
{
	struct allowance allowance = {.baseline = marks->sources.baseline};
	struct result_finding *findings = NULL;

	if (record->finding_count == 0)
		return;
	findings = arena_take_array(arena, record->finding_count, sizeof *findings);
	memcpy(findings, record->findings, record->finding_count * sizeof *findings);
	record->findings = findings;
	if (marks_have_baseline(marks))
		begin_allowance(&allowance, record, arena);
	for (uint32_t i = 0; i < record->finding_count; i++) {
		bool markable = can_be_marked(&findings[i]);

		if (marks_have_baseline(marks))
			findings[i].is_known = markable && take_allowance(&allowance, &findings[i]);
		if (marks_have_waivers(marks) && markable)
			apply_waivers(marks, facts, record, &findings[i]);
	}
}

uint64_t
marks_expected(const struct marks *marks, const struct run_facts *facts, const struct result_record *record)
{
	char hex[FINGERPRINT_DIGITS + 1] = {0};
	unsigned char bytes[FINGERPRINT_BYTES];
	const struct run_bundle *bundle = NULL;
	struct baseline_range range = {0};
	uint64_t count = 0;

	if (!marks_have_baseline(marks) || record->bundle >= facts->bundle_count || record->id.length == 0)
		return 0;
	bundle = &facts->bundles[record->bundle];
	fingerprint_of_record(bundle->plugin->id, bundle_record_type(bundle, record->type), record->id, hex);
	/* The second half is of no finding. */
	memset(hex + FINGERPRINT_RECORD_DIGITS, '0', FINGERPRINT_DIGITS - FINGERPRINT_RECORD_DIGITS);
	if (fingerprint_read(text_view(hex, FINGERPRINT_DIGITS), bytes) != STATUS_OK)
		return 0;
	range = baseline_of_record(marks->sources.baseline, bytes);
	for (size_t i = range.first; i < range.end; i++)
		count += baseline_count(marks->sources.baseline, i);
	return count;
}

/* ---- What is said of them ---- */

int
marks_exit_code(enum severity severity, const struct run_options *options)
{
	return !options->fail_never && severity >= options->fail_on ? 1 : 0;
}

/* One conclusion on its way. */
struct saying {
	const struct run_facts *facts;
	const struct tally *tally;
	const struct marks *marks;
	bool complete;
	marks_finding_fn *say;
	void *context;
};

static void
append_waiver(struct buffer *detail, const struct waiver *waiver)
{
	char date[DATE_TEXT_BYTES];

	buffer_append_format(detail, "%s, line %u: ", waiver->file, waiver->line);
	for (size_t i = 0; i < waiver->rules.count && i < 3; i++)
		buffer_append_format(detail, "%s%s", i == 0 ? "" : " ", waiver->rules.items[i]);
	if (waiver->rules.count > 3)
		buffer_append_format(detail, " and %zu more rules", waiver->rules.count - 3);
	buffer_append_format(detail, " for %s%s%s%s%s, until %s", waiver_scope_name(waiver->scope),
	    waiver->type[0] == '\0' ? "" : " ", waiver->type, waiver->id[0] == '\0' ? "" : " ", waiver->id,
	    date_format(waiver->expires, date));
}

/* Whether every input with a date is of a later one than the last day of a waiver. */
static bool
is_past(const struct run_facts *facts, const struct waiver *waiver)
{
	bool any = false;

	for (size_t i = 0; i < facts->input_count; i++) {
		if (facts->inputs[i].as_of == CASELINT_ABSENT)
			continue;
		if (facts->inputs[i].as_of <= waiver->expires)
			return false;
		any = true;
	}
	return any;
}

/* Whether a rule was left out of the run; one that no plugin has was not. */
static bool
is_left_out(const struct run_facts *facts, const char *rule)
{
	for (size_t i = 0; i < facts->bundle_count; i++) {
		const struct run_bundle *bundle = &facts->bundles[i];

		for (uint32_t k = 0; bundle->selected != NULL && k < bundle->plugin->rules.count; k++) {
			if (!bundle->selected[k] && strcmp(rule, bundle_rule_id(bundle, k)) == 0)
				return true;
		}
	}
	return false;
}

/* Whether all rules of a waiver that there are were run. */
static bool
is_covered(const struct run_facts *facts, const struct waiver *waiver)
{
	for (size_t i = 0; i < waiver->rules.count; i++) {
		if (is_left_out(facts, waiver->rules.items[i]))
			return false;
	}
	return true;
}

static bool
is_expired(const struct saying *saying, size_t number)
{
	return saying->tally->waivers[number].lapsed > 0 ||
	       is_past(saying->facts, &saying->marks->sources.waivers[number]);
}

static bool
is_unused(const struct saying *saying, size_t number)
{
	return saying->complete && !is_expired(saying, number) && saying->tally->waivers[number].used == 0 &&
	       is_covered(saying->facts, &saying->marks->sources.waivers[number]);
}

static void
say_waiver(const struct saying *saying, enum host_rule_index rule, size_t number)
{
	struct buffer detail = {0};
	uint64_t lapsed = saying->tally->waivers[number].lapsed;

	append_waiver(&detail, &saying->marks->sources.waivers[number]);
	if (lapsed > 0)
		buffer_append_format(&detail, "; %" PRIu64 " %s", lapsed,
		    lapsed == 1 ? "finding is open that it was for" : "findings are open that it was for");
	saying->say(saying->context, rule, buffer_text(&detail));
	buffer_clear(&detail);
}

/* The first ones, and how many more there are. */
static void
say_waivers(const struct saying *saying, enum host_rule_index rule, bool (*is_so)(const struct saying *, size_t))
{
	struct buffer detail = {0};
	size_t count = 0;

	for (size_t i = 0; i < saying->marks->sources.waiver_count; i++) {
		if (!is_so(saying, i))
			continue;
		if (count++ < LISTED_WAIVERS)
			say_waiver(saying, rule, i);
	}
	if (count > LISTED_WAIVERS) {
		buffer_append_format(&detail, "%zu more, which are not listed", count - LISTED_WAIVERS);
		saying->say(saying->context, rule, buffer_text(&detail));
	}
	buffer_clear(&detail);
}

static void
say_baseline(const struct saying *saying, const struct run_baseline *said)
{
	const struct baseline *baseline = saying->marks->sources.baseline;
	struct buffer detail = {0};

	baseline_other_rulesets(baseline, saying->facts, &detail);
	if (detail.length > 0)
		saying->say(saying->context, HOST_BASELINE_RULES, buffer_text(&detail));
	buffer_reset(&detail);
	buffer_append_format(&detail, "%" PRIu64 " of %" PRIu64 " in %s", said->gone, said->findings, said->path);
	if (said->gone > 0)
		saying->say(saying->context, HOST_BASELINE_GONE, buffer_text(&detail));
	buffer_clear(&detail);
}

void
marks_conclude(const struct marks *marks, const struct run_facts *facts, const struct tally *tally, bool complete,
    struct run_marks *ret_marks, marks_finding_fn *say, void *context)
{
	struct saying saying = {facts, tally, marks, complete, say, context};
	uint64_t expected = tally->counts.expected;
	uint64_t found = tally->counts.in_baseline;

	if (marks_have_baseline(marks)) {
		ret_marks->baseline.in_records = expected;
		ret_marks->baseline.gone = 0;
		/* What was not looked for is not gone. */
		if (complete && tally->rule_count == run_rule_count(facts) && expected > found)
			ret_marks->baseline.gone = expected - found;
		say_baseline(&saying, &ret_marks->baseline);
	}
	if (marks_have_waivers(marks)) {
		say_waivers(&saying, HOST_WAIVER_EXPIRED, is_expired);
		say_waivers(&saying, HOST_WAIVER_UNUSED, is_unused);
	}
}
