/* The splitter: that pieces do not matter, that nothing good is lost, that nothing bad is silent. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/limits.h"
#include "base/memory.h"

#ifndef CASELINT_SOURCE_DIR
#define CASELINT_SOURCE_DIR "."
#endif

#define HEAD "<CaseExport xmlns=\"urn:caselint:export:1\" xmlns:oh=\"urn:oh\">\n"
#define TAIL "</CaseExport>\n"
#define RECORD(id) "<oh:MatchInvoice id=\"" id "\"><oh:Line>1</oh:Line></oh:MatchInvoice>\n"

/* How far the places of the example are apart that are tried, and how long the streams are of which nothing may be kept.
 * AddressSanitizer takes twenty times as long; a stream that was kept would still be seen. */
#ifdef __SANITIZE_ADDRESS__
#define PLACES 7U
#define STREAM_BYTES (64U * 1000U * 1000U)
#else
#define PLACES 1U
#define STREAM_BYTES (200U * 1000U * 1000U)
#endif
#define KEPT_KIB (48 * 1024) /* at most, of a stream */

/* The example of the distribution, with blanks for its XML declaration as the source gives it. */
static struct buffer example;

static int
load_example(void **state)
{
	char *end = NULL;

	(void)state;
	support_read(CASELINT_SOURCE_DIR "/examples/us-oh.xml", &example);
	end = strstr(example.data, "?>");
	assert_non_null(end);
	memset(example.data, ' ', (size_t)(end + 2 - example.data));
	return 0;
}

static int
free_example(void **state)
{
	(void)state;
	buffer_clear(&example);
	return 0;
}

/* --- single documents --- */

struct split_case {
	const char *text;
	const char *log;
};

static void
check_case(const struct split_case *one)
{
	static const size_t pieces[] = {0, 1, 2, 3, 7, 64};
	size_t i = 0;

	for (i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct split_log log = {0};

		support_split(one->text, strlen(one->text), pieces[i], &log);
		if (strcmp(buffer_text(&log.log), one->log) != 0)
			print_error("%s\n", one->text);
		assert_string_equal(buffer_text(&log.log), one->log);
		split_log_clear(&log);
	}
}

static void
check_cases(const struct split_case *cases, size_t count)
{
	size_t i = 0;

	for (i = 0; i < count; i++)
		check_case(&cases[i]);
}

#define CHECK_CASES(cases) check_cases(cases, sizeof(cases) / sizeof *(cases))

static void
test_good(void **state)
{
	static const struct split_case cases[] = {
	    {HEAD RECORD("1") RECORD("2") TAIL, "[1 2] "},
	    {HEAD TAIL, "[] "},
	    {"<CaseExport xmlns=\"urn:caselint:export:1\"/>", "[] "},
	    {"<CaseExport xmlns='urn:caselint:export:1' a='>' />\n<!-- end --><?end?>\n", "[] "},
	    {"<e:CaseExport xmlns:e=\"urn:caselint:export:1\"><A id=\"1\"/></e:CaseExport>", "[1] "},
	    {"<!-- < CaseExport --><?a b?>\n" HEAD "<A id=\"1\"/><MatchInvoice id=\"2\" /><B/>" TAIL, "[1 2 -] "},
	    {HEAD "<!-- <oh:Other> --><?pi <x?>" RECORD("1") "<!-- - -->" RECORD("2") TAIL, "[1 2] "},
	    {HEAD "<A id=\"1\" x=\"a>b\" y='\"'><![CDATA[</A>]]]]><!-- </A> --><?p </A>?></A >" TAIL, "[1] "},
	    {HEAD "<A id=\"1\"><MatchInvoices/><oh:XMatchInvoice/></A>" TAIL, "[1] "},
	    {HEAD "<A id=\"\xC3\xA9\">\xF0\x9F\x98\x80\xEF\xBF\xBD</A>" TAIL, "[\xC3\xA9] "},
	    {HEAD "<A id=\"1\">\r\n<A>\r\n</A></A>\r\n<B id=\"2\"/>" TAIL, "[1 2] "},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
test_prolog_and_root(void **state)
{
	static const struct split_case cases[] = {
	    {"", "empty@0:0 "},
	    {" \n\t ", "empty@0:0 "},
	    {"<", "truncated@1:2 "},
	    {"<!-- only -->", "truncated@1:14 "},
	    {"<!-- open", "truncated@1:10 "},
	    {"log line\n" HEAD RECORD("1") TAIL, "prolog@1:1 [1] "},
	    {"\n<?xml version=\"1.0\"?>" HEAD RECORD("1") TAIL, "prolog@2:1 [1] "},
	    {"<!DOCTYPE CaseExport>" HEAD TAIL, "doctype@1:1 "},
	    {"<!DOCTYPE", "doctype@1:1 "},
	    {"</CaseExport>", "prolog@1:1 "},
	    {"<![CDATA[x]]>" HEAD TAIL, "prolog@1:1 "},
	    {"<CaseExport>" RECORD("1") TAIL, "root@1:1 "},
	    {"<CaseExport xmlns=\"urn:other\"></CaseExport>", "root@1:1 "},
	    {"<Export xmlns=\"urn:caselint:export:1\"/>", "root@1:1 "},
	    {"<e:CaseExport xmlns=\"urn:caselint:export:1\"/>", "root@1:1 "},
	    {"<CaseExport xmlns=\"urn:caselint:export:1\" a=\"1\" a=\"2\"/>", "root@1:1 "},
	    {"<CaseExport xmlns=\"urn:caselint:export:1\"a=\"1\"/>", "root@1:1 "},
	    {"<CaseExport xmlns=\"urn:caselint:export:1\" a=\"&x;\"/>", "root@1:1 "},
	    {"<CaseExport xmlns=\"urn:caselint:export:1\" b:a=\"1\"/>", "root@1:1 "},
	    {"<CaseExport xmlns=urn:caselint:export:1/>", "root@1:1 "},
	    {"<CaseExport xmlns=\"urn:caselint:export:1\" <A/>", "prolog@1:43 "},
	    {"<!-- a -- b -->" HEAD TAIL, "prolog@1:8 [] "},
	    {"<!-- never closed\n" HEAD RECORD("1") "<!-- b -->" TAIL, "prolog@4:1 [1] "},
	    {"<!-- never closed\n" HEAD RECORD("1") TAIL, "prolog@2:1 [1] "},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
test_end(void **state)
{
	static const struct split_case cases[] = {
	    {HEAD RECORD("1"), "truncated@3:1 [1] "},
	    {HEAD RECORD("1") "<oh:Match", "truncated@3:10 [1] "},
	    {HEAD RECORD("1") "<A id=\"2\"><B>", "truncated@3:14/3 [1] "},
	    {HEAD RECORD("1") "</CaseExport", "truncated@3:13 [1] "},
	    {HEAD RECORD("1") "</Case>", "stray-end@3:1 truncated@3:8 [1] "},
	    {HEAD RECORD("1") TAIL "x", "[1] after-root@4:1 "},
	    {HEAD RECORD("1") TAIL RECORD("2"), "[1] after-root@4:1 "},
	    {HEAD RECORD("1") TAIL "</CaseExport>", "[1] after-root@4:1 "},
	    {HEAD RECORD("1") TAIL "<!-- a -- -->", "[1] after-root@4:8 "},
	    {HEAD RECORD("1") TAIL "<!-- a", "[1] after-root@4:1 "},
	    {HEAD RECORD("1") TAIL "<!--", "[1] after-root@4:1 "},
	    {HEAD RECORD("1") TAIL "<", "[1] after-root@4:1 "},
	    {HEAD "<A id=\"1\"><B>" TAIL, "broken@2:14/2 [] "},
	    {HEAD "</CaseExport x>\n", "markup@2:16 truncated@3:1 [] "},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
test_recovery(void **state)
{
	static const struct split_case cases[] = {
	    /* the record's own tags */
	    {HEAD "<MatchInvoice id=\"0\"><B/>\n" RECORD("1") TAIL, "broken@3:1/2 [1] "},
	    {HEAD "<B/></MatchInvoice>\n" RECORD("1") TAIL, "stray-end@2:5 [- 1] "},
	    {HEAD "<A id=\"0\"/></A>\n" RECORD("1") TAIL, "stray-end@2:12 [0 1] "},
	    {HEAD "MatchInvoice id=\"0\"></MatchInvoice>" RECORD("1") TAIL, "stray-text@2:1 stray-end@2:21 [1] "},
	    /* inner tags */
	    {HEAD "<A id=\"0\"><B><C></B></A>" RECORD("1") TAIL, "broken@2:17/2 [1] "},
	    {HEAD "<A id=\"0\"><B></A>" RECORD("1") TAIL, "broken@2:14/2 [1] "},
	    {HEAD "<A id=\"0\"></B></C></A>" RECORD("1") TAIL, "broken@2:11/2 [1] "},
	    /* broken markup */
	    {HEAD "<A id=\"0\"><B <C/></B></A>" RECORD("1") TAIL, "markup@2:14/2 [1] "},
	    {HEAD "<A id=\"0\">1 < 2</A>" RECORD("1") TAIL, "markup@2:13/2 [1] "},
	    {HEAD "<A id=\"0\" x=\"<oh:MatchInvoice\"></A>" RECORD("1") TAIL, "markup@2:14 [1] "},
	    {HEAD "<A id=\"0\" x=\"<oh:MatchInvoice y'></A>" RECORD("1") TAIL, "markup@2:14 [1] "},
	    {HEAD "<A id=\"0><B/></A>" RECORD("1") TAIL, "markup@2:10 [1] "},
	    {HEAD "<oh:MatchInvoice id=\"0\"" RECORD("1") TAIL, "markup@2:24 [1] "},
	    {HEAD "<A id=\"0\"><!x></A>" RECORD("1") TAIL, "markup@2:11/2 [1] "},
	    {HEAD "<A id=\"0\"><?xml a?></A>" RECORD("1") TAIL, "markup@2:11/2 [1] "},
	    {HEAD "<A id=\"0\"><!DOCTYPE x></A>" RECORD("1") TAIL, "markup@2:11/2 [1] "},
	    {HEAD "<A id=\"0\"></A b></A>" RECORD("1") TAIL, "markup@2:17/2 [1] "},
	    {HEAD "<A id=\"0\"><></A>" RECORD("1") TAIL, "markup@2:11/2 [1] "},
	    {HEAD "<A id=\"0\"></></A>" RECORD("1") TAIL, "markup@2:14/2 [1] "},
	    {HEAD "<A id=\"0\"><B\n" TAIL, "markup@3:1/2 [] "},
	    /* between records */
	    {HEAD RECORD("1") "text\nmore" RECORD("2") TAIL, "stray-text@3:1 [1 2] "},
	    {HEAD RECORD("1") "a<!-- -->b" RECORD("2") TAIL, "stray-text@3:1 stray-text@3:10 [1 2] "},
	    {HEAD RECORD("1") "&#65;<![CDATA[ ]]>" RECORD("2") TAIL, "stray-text@3:1 stray-text@3:6 [1 2] "},
	    {HEAD RECORD("1") "<" RECORD("2") TAIL, "markup@3:1 [1 2] "},
	    {HEAD RECORD("1") "<?a\"?>" RECORD("2") TAIL, "markup@3:1 [1 2] "},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
test_hidden(void **state)
{
	static const struct split_case cases[] = {
	    /* commented out: reported, and that is all */
	    {HEAD "<!-- " RECORD("1") "-->" RECORD("2") TAIL, "hidden@2:6 [2] "},
	    {HEAD "<A id=\"1\"><!-- <MatchInvoice/> --></A>" RECORD("2") TAIL, "hidden@2:16/2 [1 2] "},
	    /* "-->" lost */
	    {HEAD "<!-- \n" RECORD("1") "<!-- b -->" RECORD("2") TAIL, "hidden@3:1 [1 2] "},
	    {HEAD "<!-- \n" RECORD("1") RECORD("2") TAIL, "hidden@3:1 [1 2] "},
	    {HEAD "<A id=\"0\"><!-- </A>\n" RECORD("1") "<!-- b -->" RECORD("2") TAIL, "hidden@3:1/2 [1 2] "},
	    {HEAD "<A id=\"0\"><!-- a <!-- b --></A>" RECORD("1") TAIL, "markup@2:18/2 [1] "},
	    {HEAD "<A id=\"0\"><!-- a -- <b --></A>" RECORD("1") TAIL, "markup@2:18/2 [1] "},
	    {HEAD "<A id=\"0\"><!-- a ---></A>" RECORD("1") TAIL, "markup@2:18/2 [1] "},
	    {HEAD "<A id=\"0\"><!-- a --</A>" RECORD("1") "<!-- b -->" RECORD("2") TAIL, "markup@2:18/2 [1 2] "},
	    /* what a record says in a CDATA section is text, but the record may be two */
	    {HEAD "<A id=\"0\"><![CDATA[" RECORD("1") "]]></A>" RECORD("2") TAIL, "hidden@2:20/2 [2] "},
	    {HEAD "<![CDATA[" RECORD("1") "]]>" RECORD("2") TAIL, "hidden@2:10 [2] "},
	    /* "]]>" or "?>" lost and no other follows */
	    {HEAD "<A id=\"0\"><![CDATA[</A>\n" RECORD("1") RECORD("2") TAIL, "hidden@3:1/2 [1 2] "},
	    {HEAD "<A id=\"0\"><?p </A>\n" RECORD("1") RECORD("2") TAIL, "hidden@3:1/2 [1 2] "},
	    {HEAD "<A id=\"0\"><![CDATA[</A>\n" RECORD("1") "<B><![CDATA[</B>" RECORD("2") TAIL,
		"hidden@3:1/2 markup@4:4/4 [1 2] "},
	};

	(void)state;
	CHECK_CASES(cases);
}

static void
test_characters(void **state)
{
	static const struct split_case cases[] = {
	    {HEAD "<A id=\"0\">\xFF\xFE\n\x01</A>" RECORD("1") TAIL, "encoding@2:11/2 [1] "},
	    {HEAD "<A id=\"0\" x=\"\x80\"/>" RECORD("1") TAIL, "encoding@2:14 [1] "},
	    {HEAD "<A id=\"0\">\xEF\xBF\xBE</A>" RECORD("1") TAIL, "encoding@2:11/2 [1] "},
	    {HEAD "<A id=\"0\">\xED\xA0\x80</A>" RECORD("1") TAIL, "encoding@2:11/2 [1] "},
	    {HEAD "<A id=\"0\">\xC3</A>" RECORD("1") TAIL, "encoding@2:11/2 [1] "},
	    {HEAD RECORD("1") "\x02" RECORD("2") TAIL, "encoding@3:1 [1 2] "},
	    {HEAD RECORD("1") "\x02<A id=\"2\" b=\"\x02\"/>" RECORD("3") TAIL, "encoding@3:1 encoding@3:15 [1 3] "},
	    {"\xC3\x28" HEAD RECORD("1") TAIL, "encoding@1:1 prolog@1:1 [1] "},
	    {HEAD RECORD("1") TAIL "\xFF", "[1] encoding@4:1 after-root@4:1 "},
	    {HEAD RECORD("1") "\xF0\x9F", "encoding@3:1 truncated@3:3 [1] "},
	    {"<CaseExport xmlns=\"urn:caselint:export:1\" a=\"\xFF\">" RECORD("1") TAIL, "encoding@1:46 "},
	    /* wrong bytes in records that a comment had swallowed */
	    {HEAD "<!-- \n" RECORD("1") RECORD("\x03") RECORD("2") "<!-- b -->" TAIL,
		"hidden@3:1 encoding@4:22 encoding@4:22 [1 2] "},
	};
	struct split_log log = {0};
	static const char nul[] = HEAD "<A id=\"0\">\0</A><B id=\"1\"/>" TAIL;

	(void)state;
	CHECK_CASES(cases);
	support_split(nul, sizeof nul - 1, 0, &log);
	assert_string_equal(buffer_text(&log.log), "encoding@2:11/2 [1] ");
	split_log_clear(&log);
}

/* --- places --- */

static void
test_blanks_keep_lines(void **state)
{
	static const char text[] = HEAD "  <A id=\"1\"/>x\ny</Z><B><C>\n</B>\n <A id=\"2\"/>" TAIL;
	struct split_log log = {0};

	(void)state;
	support_split(text, sizeof text - 1, 0, &log);
	assert_string_equal(buffer_text(&log.log), "stray-text@2:14 stray-end@3:2 broken@4:1/3 [1 2] ");
	assert_string_equal(buffer_text(&log.batches),
	    "\n== 2:3 root 1 first 1\n<CaseExport xmlns=\"urn:caselint:export:1\" xmlns:oh=\"urn:oh\">"
	    "<A id=\"1\"/> \n           \n    \n <A id=\"2\"/></CaseExport>");
	split_log_clear(&log);
}

/* --- pieces --- */

static void
assert_same(const struct split_log *left, const struct split_log *right)
{
	assert_string_equal(buffer_text(&left->log), buffer_text(&right->log));
	assert_int_equal(left->batches.length, right->batches.length);
	assert_int_equal(left->clean, right->clean);
	assert_true(text_equal(text_view(left->batches.data, left->batches.length),
	    text_view(right->batches.data, right->batches.length)));
}

static void
test_pieces(void **state)
{
	static const size_t pieces[] = {1, 2, 3, 7, 64, 1000};
	struct split_log whole = {0};
	size_t i = 0;

	(void)state;
	support_split(example.data, example.length, 0, &whole);
	assert_true(whole.clean);
	for (i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct split_log log = {0};

		support_split(example.data, example.length, pieces[i], &log);
		assert_same(&whole, &log);
		split_log_clear(&log);
	}
	for (i = 0; i <= example.length; i += PLACES) {
		struct split_log log = {0};

		support_split_at(example.data, example.length, i, &log);
		assert_same(&whole, &log);
		split_log_clear(&log);
	}
	split_log_clear(&whole);
}

static void
test_truncation(void **state)
{
	size_t last = example.length;
	size_t i = 0;

	(void)state;
	while (example.data[last - 1] != '>')
		last--;
	for (i = 0; i <= example.length; i += PLACES) {
		struct split_log log = {0};

		support_split(example.data, i, 0, &log);
		assert_int_equal(log.clean, i >= last);
		split_log_clear(&log);
	}
}

/* --- limits --- */

static void
append_times(struct buffer *text, const char *part, size_t times)
{
	size_t i = 0;

	for (i = 0; i < times; i++)
		buffer_append_text(text, part);
}

static void
assert_log(const struct buffer *text, const char *expected)
{
	static const size_t pieces[] = {0, 1000, 4097};
	size_t i = 0;

	for (i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct split_log log = {0};

		support_split(text->data, text->length, pieces[i], &log);
		assert_string_equal(buffer_text(&log.log), expected);
		split_log_clear(&log);
	}
}

static void
check_attributes(size_t count, const char *expected)
{
	struct buffer text = {0};
	size_t i = 0;

	buffer_append_text(&text, HEAD "<A id=\"0\"");
	for (i = 1; i < count; i++)
		buffer_append_format(&text, " a%zu=\"\"", i);
	buffer_append_text(&text, "/>" RECORD("1") TAIL);
	assert_log(&text, expected);
	buffer_clear(&text);
}

static void
check_tag_bytes(size_t bytes, const char *expected)
{
	struct buffer text = {0};

	buffer_append_text(&text, HEAD "<A id=\"0\" x=\"");
	append_times(&text, "x", bytes - strlen("<A id=\"0\" x=\"\"/>"));
	buffer_append_text(&text, "\"/>" RECORD("1") TAIL);
	assert_log(&text, expected);
	buffer_clear(&text);
}

static void
check_depth(size_t depth, const char *expected)
{
	struct buffer text = {0};

	buffer_append_text(&text, HEAD "<A id=\"0\">");
	append_times(&text, "<A>", depth - 2);
	append_times(&text, "</A>", depth - 2);
	buffer_append_text(&text, "</A>" RECORD("1") TAIL);
	assert_log(&text, expected);
	buffer_clear(&text);
}

static void
check_record_bytes(size_t bytes, const char *expected)
{
	struct buffer text = {0};

	buffer_append_text(&text, HEAD RECORD("1") "<A id=\"0\">");
	append_times(&text, "x", bytes - strlen("<A id=\"0\"></A>"));
	buffer_append_text(&text, "</A>" RECORD("2") TAIL);
	assert_log(&text, expected);
	buffer_clear(&text);
}

static void
test_limits(void **state)
{
	(void)state;
	check_attributes(LIMIT_ATTRIBUTES, "[0 1] ");
	check_attributes(LIMIT_ATTRIBUTES + 1, "attributes@2:1 [1] ");
	check_tag_bytes(LIMIT_TAG_BYTES, "[0 1] ");
	check_tag_bytes(LIMIT_TAG_BYTES + 1, "tag-bytes@2:1 [1] ");
	check_depth(LIMIT_DEPTH, "[0 1] ");
	check_depth(LIMIT_DEPTH + 1, "depth@2:197/2 [1] ");
	check_record_bytes(LIMIT_RECORD_BYTES, "[1 0] [2] ");
	check_record_bytes(LIMIT_RECORD_BYTES + 1, "[1] record-bytes@3:1/3 [2] ");
}

static void
test_root_limits(void **state)
{
	struct buffer text = {0};
	size_t i = 0;

	(void)state;
	buffer_append_text(&text, "<CaseExport xmlns=\"urn:caselint:export:1\"");
	for (i = 0; i < LIMIT_ATTRIBUTES; i++)
		buffer_append_format(&text, " a%zu=\"\"", i);
	buffer_append_text(&text, ">" RECORD("1") TAIL);
	assert_log(&text, "prolog@1:1 ");
	buffer_reset(&text);
	buffer_append_text(&text, "<CaseExport xmlns=\"urn:caselint:export:1\" a=\"");
	append_times(&text, "x", LIMIT_TAG_BYTES);
	buffer_append_text(&text, "\">" RECORD("1") TAIL);
	assert_log(&text, "prolog@1:1 ");
	buffer_clear(&text);
}

static void
test_batches(void **state)
{
	struct buffer text = {0};
	struct split_log log = {0};
	size_t i = 0;

	(void)state;
	buffer_append_text(&text, HEAD);
	for (i = 0; i < 10000; i++)
		buffer_append_format(&text, "<A id=\"%zu\">%*s</A>\n", i, (int)(i % 2000), "");
	buffer_append_text(&text, TAIL);
	support_split(text.data, text.length, 0, &log);
	assert_true(log.clean);
	assert_int_equal(log.record_count, 10000);
	assert_in_range(log.largest_batch, LIMIT_BATCH_BYTES / 2, LIMIT_BATCH_BYTES + 4096);
	split_log_clear(&log);
	buffer_clear(&text);
}

/* A long way between two records ends the batch. */
static void
test_gap(void **state)
{
	static const char *const fillings[] = {" \n", "<!-- -->", "<Z/", "x", "</Z>"};
	size_t i = 0;

	(void)state;
	for (i = 0; i < 2; i++) {
		struct buffer text = {0};

		buffer_append_text(&text, HEAD "<A id=\"1\"/>");
		append_times(&text, fillings[i], LIMIT_BATCH_BYTES / strlen(fillings[i]));
		buffer_append_text(&text, RECORD("2") TAIL);
		assert_log(&text, "[1 2] ");
		buffer_reset(&text);
		buffer_append_text(&text, HEAD "<A id=\"1\"/>");
		append_times(&text, fillings[i], LIMIT_BATCH_BYTES / strlen(fillings[i]));
		buffer_append_text(&text, " " RECORD("2") TAIL);
		assert_log(&text, "[1] [2] ");
		buffer_clear(&text);
	}
}

static long
peak_kib(void)
{
	struct rusage usage;

	assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
	return usage.ru_maxrss;
}

/* `opening`, STREAM_BYTES of something, `closing`: none of it may be kept. */
static void
check_stream(const char *opening, const char *filling, const char *closing, const char *expected)
{
	struct split_log log = {0};
	struct splitter_events events = support_events(&log);
	struct splitter *splitter = splitter_new(&support_format, &events);
	struct buffer block = {0};
	long before = 0;
	size_t done = 0;

	append_times(&block, filling, LIMIT_READ_BYTES / strlen(filling));
	before = peak_kib();
	assert_int_equal(splitter_push(splitter, opening, strlen(opening)), STATUS_OK);
	for (done = 0; done < STREAM_BYTES; done += block.length)
		assert_int_equal(splitter_push(splitter, block.data, block.length), STATUS_OK);
	assert_int_equal(splitter_push(splitter, closing, strlen(closing)), STATUS_OK);
	assert_int_equal(splitter_finish(splitter, true), STATUS_OK);
	assert_string_equal(buffer_text(&log.log), expected);
	assert_in_range(peak_kib() - before, 0, KEPT_KIB);
	splitter_free(splitter);
	split_log_clear(&log);
	buffer_clear(&block);
}

static void
test_streams(void **state)
{
	(void)state;
	check_stream(HEAD RECORD("1") "<A id=\"0\">", "x", "</A>" RECORD("2") TAIL, "[1] record-bytes@3:1/3 [2] ");
	check_stream(
	    HEAD RECORD("1") "<A id=\"0\">", "<B>x</B>", "</A>" RECORD("2") TAIL, "[1] record-bytes@3:1/3 [2] ");
	check_stream(
	    HEAD RECORD("1") "<A id=\"0\"></B>", "<B>x</B>", "</A>" RECORD("2") TAIL, "broken@3:11/3 [1] [2] ");
	check_stream(
	    HEAD RECORD("1") "<A><![CDATA[", "<B>x</B>", "]]></A>" RECORD("2") TAIL, "[1] record-bytes@3:1/3 [2] ");
	check_stream(
	    HEAD RECORD("1") "<A><![CDATA[<MatchInvoice/>", "x", "]]></A>" RECORD("2") TAIL, "hidden@3:13/3 [1] [2] ");
	check_stream(HEAD RECORD("1") "<!-- ", "- ", "-->" RECORD("2") TAIL, "[1] [2] ");
	check_stream(HEAD RECORD("1") "<?a ", "? ", "?>" RECORD("2") TAIL, "[1] [2] ");
	check_stream(HEAD RECORD("1"), "x", RECORD("2") TAIL, "stray-text@3:1 [1] [2] ");
	check_stream(HEAD RECORD("1") "< ", "<B>", RECORD("2") TAIL, "markup@3:1 [1] [2] ");
	check_stream("<!-- ", "\n", "-->" HEAD RECORD("2") TAIL, "[2] ");
}

/* --- mutations --- */

#define MUTATION_RECORDS 60U
#define MUTATIONS 300U
#define CDATA_EVERY 4U /* this many records: a section */

/* An export built for this test, and where its records lie. */
struct export
{
	struct buffer text;
	size_t begins[MUTATION_RECORDS];
	size_t ends[MUTATION_RECORDS];
};

static void
append_record(struct buffer *text, size_t index)
{
	const char *name = index % 2 == 0 ? "AdoptionSubsidyCase" : "MatchInvoice";

	buffer_append_format(text, "  <oh:%s id=\"R-%zu\" county=\"25\">\n", name, index);
	buffer_append_format(
	    text, "    <oh:Child personId=\"P-%zu\"><oh:Name>Ada &amp; Ben</oh:Name></oh:Child>\n", index);
	if (index % 3 == 0)
		buffer_append_format(text, "    <!-- remark %zu, with <b> and 'quotes' -->\n", index);
	if (index % CDATA_EVERY == 1)
		buffer_append_format(text, "    <oh:Note><![CDATA[a < b & c > d %zu]]></oh:Note>\n", index);
	buffer_append_format(
	    text, "    <oh:Payment month=\"2008-01\" note='x > y'><oh:Amount>%zu.00</oh:Amount></oh:Payment>\n", index);
	buffer_append_format(text, "    <oh:Seen on=\"2008-02-01\"/>\n  </oh:%s>\n", name);
}

static void
build_export(struct export *export)
{
	size_t i = 0;

	memset(export, 0, sizeof *export);
	buffer_append_text(&export->text, "<!-- an export -->\n" HEAD);
	for (i = 0; i < MUTATION_RECORDS; i++) {
		if (i % 5 == 0)
			buffer_append_format(&export->text, "  <!-- group %zu -->\n", i);
		export->begins[i] = export->text.length + 2;
		append_record(&export->text, i);
		export->ends[i] = export->text.length - 1;
	}
	buffer_append_text(&export->text, TAIL);
}

/* What is done to one record: the bytes [at, at + drop) go, `insert` comes in. */
struct change {
	size_t at;
	size_t drop;
	struct text insert;
};

/* The n-th place of `mark` in `record`, counted round; false: there is none. */
static bool
find_mark(struct text record, const char *mark, uint32_t which, size_t *ret_at)
{
	size_t length = strlen(mark);
	size_t count = 0;
	size_t seen = 0;
	size_t i = 0;

	for (i = 0; i + length <= record.length; i++)
		count += memcmp(record.data + i, mark, length) == 0;
	for (i = 0; count > 0 && i + length <= record.length; i++) {
		if (memcmp(record.data + i, mark, length) == 0 && seen++ == which % count) {
			*ret_at = i;
			return true;
		}
	}
	return false;
}

static size_t
tag_length(struct text record, size_t at)
{
	const char *close = memchr(record.data + at, '>', record.length - at);

	/* The one attribute value with a ">" in it. */
	if (close[-1] == ' ' && close[1] == ' ')
		close = memchr(close + 1, '>', record.length - (size_t)(close + 1 - record.data));
	return (size_t)(close + 1 - record.data) - at;
}

typedef bool mutate_fn(struct text record, uint64_t *random, struct change *ret_change);

static bool
drop_end_tag(struct text record, uint64_t *random, struct change *ret_change)
{
	if (!find_mark(record, "</", support_random(random), &ret_change->at))
		return false;
	ret_change->drop = tag_length(record, ret_change->at);
	return true;
}

static bool
drop_start_tag(struct text record, uint64_t *random, struct change *ret_change)
{
	if (!find_mark(record, "<oh:", support_random(random), &ret_change->at))
		return false;
	ret_change->drop = tag_length(record, ret_change->at);
	return true;
}

static bool
double_end_tag(struct text record, uint64_t *random, struct change *ret_change)
{
	if (!drop_end_tag(record, random, ret_change))
		return false;
	ret_change->insert = text_view(record.data + ret_change->at, ret_change->drop);
	ret_change->drop = 0;
	return true;
}

static bool
drop_less(struct text record, uint64_t *random, struct change *ret_change)
{
	ret_change->drop = 1;
	return find_mark(record, "<", support_random(random), &ret_change->at);
}

static bool
cut_bytes(struct text record, uint64_t *random, struct change *ret_change)
{
	ret_change->at = support_random(random) % record.length;
	ret_change->drop = 1 + support_random(random) % 40;
	if (ret_change->drop > record.length - ret_change->at)
		ret_change->drop = record.length - ret_change->at;
	return true;
}

static bool
drop_cdata_end(struct text record, uint64_t *random, struct change *ret_change)
{
	ret_change->drop = 3;
	return find_mark(record, "]]>", support_random(random), &ret_change->at);
}

static bool
drop_comment_end(struct text record, uint64_t *random, struct change *ret_change)
{
	ret_change->drop = 3;
	return find_mark(record, "-->", support_random(random), &ret_change->at);
}

static bool
put_random_byte(struct text record, uint64_t *random, struct change *ret_change)
{
	static const char bytes[] = "<>\"'&/!-]?\x01\xFF";

	ret_change->at = support_random(random) % record.length;
	ret_change->drop = 1;
	ret_change->insert = text_view(bytes + support_random(random) % (sizeof bytes - 1), 1);
	return true;
}

static void
apply(const struct export *export, size_t index, const struct change *change, struct buffer *ret_text)
{
	size_t at = export->begins[index] + change->at;

	buffer_append(ret_text, export->text.data, at);
	buffer_append(ret_text, change->insert.data, change->insert.length);
	buffer_append(ret_text, export->text.data + at + change->drop, export->text.length - at - change->drop);
}

/* How many records but the changed one did not come out as they went in. */
static uint32_t
count_lost(const struct export *export, size_t index, const struct split_log *log)
{
	uint32_t lost = 0;
	size_t i = 0;

	for (i = 0; i < MUTATION_RECORDS; i++) {
		const char *record = export->text.data + export->begins[i];

		if (i != index && (log->records.length == 0 || memmem(log->records.data, log->records.length, record,
								   export->ends[i] - export->begins[i]) == NULL))
			lost++;
	}
	return lost;
}

/* The most records lost by one mutation of this kind. */
static uint32_t
mutate(const struct export *export, const char *name, mutate_fn *function, uint64_t seed)
{
	uint32_t most = 0;
	uint32_t total = 0;
	uint32_t done = 0;

	while (done < MUTATIONS) {
		size_t index = support_random(&seed) % MUTATION_RECORDS;
		struct text record =
		    text_view(export->text.data + export->begins[index], export->ends[index] - export->begins[index]);
		struct change change = {0};
		struct buffer text = {0};
		struct split_log log = {.check_form = true};
		struct split_log pieces = {0};
		uint32_t lost = 0;

		if (!function(record, &seed, &change))
			continue;
		apply(export, index, &change, &text);
		support_split(text.data, text.length, 0, &log);
		support_split(text.data, text.length, 1 + done % 11, &pieces);
		assert_same(&log, &pieces);
		lost = count_lost(export, index, &log);
		if (!support_is_well_formed(text.data, text.length))
			assert_true(log.faults > 0 || log.ill_formed);
		total += lost;
		most = lost > most ? lost : most;
		done++;
		split_log_clear(&log);
		split_log_clear(&pieces);
		buffer_clear(&text);
	}
	print_message(
	    "%-18s %u mutations, %u untouched records lost, at most %u by one\n", name, MUTATIONS, total, most);
	return most;
}

static void
test_mutations(void **state)
{
	struct export export;

	(void)state;
	build_export(&export);
	assert_true(support_is_well_formed(export.text.data, export.text.length));
	assert_int_equal(mutate(&export, "end tag dropped", drop_end_tag, 1), 0);
	assert_int_equal(mutate(&export, "start tag dropped", drop_start_tag, 2), 0);
	assert_int_equal(mutate(&export, "end tag twice", double_end_tag, 3), 0);
	assert_int_equal(mutate(&export, "\"<\" dropped", drop_less, 4), 0);
	assert_int_equal(mutate(&export, "\"-->\" dropped", drop_comment_end, 5), 0);
	/* By XML, the section then reaches to the next "]]>": every record up to that one is text. */
	assert_true(mutate(&export, "\"]]>\" dropped", drop_cdata_end, 6) <= CDATA_EVERY);
	assert_true(mutate(&export, "bytes cut out", cut_bytes, 7) <= CDATA_EVERY);
	assert_true(mutate(&export, "byte changed", put_random_byte, 8) <= CDATA_EVERY);
	buffer_clear(&export.text);
}

/* --- time --- */

/* Things that could make a scanner go back again and again. Time is not measured: the test's own limit is. */
static void
test_nothing_is_quadratic(void **state)
{
	static const char *const parts[] = {"<MatchInvoice><![CDATA[", "<!-- <MatchInvoice ", "<!-- ", "<![CDATA[",
	    "<MatchInvoice <?a ", "<?a <MatchInvoice/>", "<A>", "</A>", "<A \"", "<A '", "<", "]]", "-- ",
	    "\xFF<!--<MatchInvoice ", "<!--<MatchInvoice\x01 "};
	size_t i = 0;

	(void)state;
	for (i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct buffer text = {0};
		struct split_log log = {0};

		buffer_append_text(&text, HEAD);
		append_times(&text, parts[i], 3U * 1024U * 1024U / strlen(parts[i]));
		support_split(text.data, text.length, 0, &log);
		assert_false(log.clean);
		split_log_clear(&log);
		buffer_clear(&text);
	}
}

static enum status
refuse(void *context, const struct batch *batch)
{
	(void)context;
	(void)batch;
	return STATUS_IO;
}

static void
test_stop(void **state)
{
	static const char text[] = HEAD RECORD("1") TAIL RECORD("2");
	struct split_log log = {0};
	struct splitter_events events = support_events(&log);
	struct splitter *splitter = NULL;

	(void)state;
	events.batch = refuse;
	splitter = splitter_new(&support_format, &events);
	assert_int_equal(splitter_push(splitter, text, sizeof text - 1), STATUS_IO);
	assert_int_equal(splitter_push(splitter, text, sizeof text - 1), STATUS_IO);
	assert_int_equal(splitter_finish(splitter, true), STATUS_IO);
	splitter_free(splitter);
	splitter_free(NULL);
	split_log_clear(&log);
}

/* A source cut short by a fault of its own: what was whole still counts, nothing more is reported. */
static void
test_incomplete(void **state)
{
	static const char text[] = HEAD RECORD("1") "<A id=\"2\"><B>";
	struct split_log log = {0};
	struct splitter_events events = support_events(&log);
	struct splitter *splitter = splitter_new(&support_format, &events);

	(void)state;
	assert_int_equal(splitter_push(splitter, text, sizeof text - 1), STATUS_OK);
	assert_int_equal(splitter_finish(splitter, false), STATUS_OK);
	assert_false(splitter_is_clean(splitter));
	assert_string_equal(buffer_text(&log.log), "[1] ");
	splitter_free(splitter);
	split_log_clear(&log);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_good),
	    cmocka_unit_test(test_prolog_and_root),
	    cmocka_unit_test(test_end),
	    cmocka_unit_test(test_recovery),
	    cmocka_unit_test(test_hidden),
	    cmocka_unit_test(test_characters),
	    cmocka_unit_test(test_blanks_keep_lines),
	    cmocka_unit_test(test_pieces),
	    cmocka_unit_test(test_truncation),
	    cmocka_unit_test(test_limits),
	    cmocka_unit_test(test_root_limits),
	    cmocka_unit_test(test_batches),
	    cmocka_unit_test(test_gap),
	    cmocka_unit_test(test_streams),
	    cmocka_unit_test(test_mutations),
	    cmocka_unit_test(test_nothing_is_quadratic),
	    cmocka_unit_test(test_stop),
	    cmocka_unit_test(test_incomplete),
	};

	return cmocka_run_group_tests(tests, load_example, free_example);
}
