/*
 * Tests of the HTML writer and of reports that are folders: text stays text
 * wherever it is put, elements nest, and a folder appears whole or not at all.
 */
#include "report_support.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "report/folder.h"
#include "report/html_writer.h"

static struct buffer out;
static struct html html;

static int
set_up(void **state)
{
	(void)state;
	html_start(&html, &out);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	html_finish(&html);
	buffer_clear(&out);
	return 0;
}

static void
assert_out(const char *wanted)
{
	assert_string_equal(buffer_text(&out), wanted);
}

/* ---- The writer ---- */

static void
test_elements_nest(void **state)
{
	(void)state;
	html_open(&html, "div", "a b");
	html_attribute(&html, "id", "x");
	html_element(&html, "p", NULL, text_of("one"));
	html_open(&html, "br", NULL);
	html_void(&html);
	html_open(&html, "ul", NULL);
	html_open(&html, "li", NULL);
	html_format(&html, "%d", 2);
	html_close_to(&html, 1);
	html_words(&html, "end");
	html_finish(&html);
	assert_out("<div class=\"a b\" id=\"x\"><p>one</p><br><ul><li>2</li></ul>end</div>");
}

static void
test_more_closed_than_opened(void **state)
{
	(void)state;
	html_close(&html);
	html_open(&html, "p", NULL);
	html_close(&html);
	html_close(&html);
	assert_out("<p></p>");
}

static void
test_deeper_than_it_remembers(void **state)
{
	(void)state;
	for (unsigned i = 0; i < HTML_DEPTH + 3; i++)
		html_open(&html, "b", NULL);
	html_close_to(&html, 0);
	assert_int_equal(html.depth, 0);
}

static void
test_markup_is_text(void **state)
{
	(void)state;
	html_open(&html, "p", NULL);
	html_attribute(&html, "title", "\"><script>alert('1')</script>&amp;");
	html_words(&html, "</p><script>alert(\"1\")</script>&lt;!--");
	html_close(&html);
	assert_out("<p title=\"&quot;&gt;&lt;script&gt;alert('1')&lt;/script&gt;&amp;amp;\">"
		   "&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;lt;!--</p>");
}

static void
test_formats_are_escaped(void **state)
{
	(void)state;
	html_open(&html, "a", NULL);
	html_attribute_format(&html, "href", "#%s", "\" onclick=\"x");
	html_format(&html, "%s", "<b>");
	html_close(&html);
	assert_out("<a href=\"#&quot; onclick=&quot;x\">&lt;b&gt;</a>");
}

static void
test_no_attribute_behind_content(void **state)
{
	(void)state;
	html_open(&html, "p", NULL);
	html_words(&html, "x");
	html_attribute(&html, "id", "late");
	html_close(&html);
	assert_out("<p>x</p>");
}

static void
test_controls_are_spelt_out(void **state)
{
	(void)state;
	html_text(&html, text_view("a\x01\x7f\0b", 5));
	html_words(&html, "\r\n\t");
	assert_out("a\\u0001\\u007f\\u0000b\\u000d\n\t");
}

static void
test_reordering_is_spelt_out(void **state)
{
	(void)state;
	html_words(&html, "\xe2\x80\xae"
			  "x\xe2\x81\xa6\xc2\x85\xef\xbb\xbf\xef\xb7\x90");
	assert_out("\\u202ex\\u2066\\u0085\\ufeff\\ufdd0");
}

static void
test_letters_stay(void **state)
{
	(void)state;
	html_words(&html, "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
	assert_out("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
}

static void
test_what_is_not_utf8(void **state)
{
	(void)state;
	html_words(&html, "a\xff\xc3(\xed\xa0\x80\xe2\x82");
	assert_out("a\xef\xbf\xbd\xef\xbf\xbd(\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

/* ---- Folders ---- */

static char place[512];

static int
make_place(void **state)
{
	*state = sample_folder();
	snprintf(place, sizeof place, "%s/report", (const char *)*state);
	return 0;
}

static int
remove_place(void **state)
{
	char command[600];

	snprintf(
	    command, sizeof command, "chmod -R u+w '%s' && rm -rf '%s'", (const char *)*state, (const char *)*state);
	assert_int_equal(system(command), 0);
	memory_free(*state);
	return 0;
}

static void
write_report(const char *page)
{
	struct folder *folder = NULL;

	assert_int_equal(folder_open(place, &folder), STATUS_OK);
	folder_write(folder, "records-0001.html", text_of(page));
	folder_write(folder, FOLDER_INDEX, text_of(FOLDER_MARK "\nindex"));
	assert_int_equal(folder_commit(folder), STATUS_OK);
}

static void
assert_page(const char *name, const char *wanted)
{
	char path[600];
	struct buffer bytes = {0};

	snprintf(path, sizeof path, "%s/%s", place, name);
	sample_read_file(path, &bytes);
	assert_string_equal(buffer_text(&bytes), wanted);
	buffer_clear(&bytes);
}

static void
put_file(const char *name)
{
	char path[600];
	int fd = -1;

	snprintf(path, sizeof path, "%s/%s", place, name);
	fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_true(fd >= 0);
	close(fd);
}

/* Whether anything temporary lies beside the place. */
static int
count_beside(const char *folder)
{
	char command[600];

	snprintf(command, sizeof command, "test $(ls -A '%s' | grep -c caselint) = 0", folder);
	return system(command);
}

static void
test_folder_is_written_and_replaced(void **state)
{
	struct stat status;

	write_report("first");
	assert_page("records-0001.html", "first");
	assert_int_equal(chmod(place, 0750), 0);
	write_report("second");
	assert_page("records-0001.html", "second");
	assert_int_equal(stat(place, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0750);
	assert_int_equal(count_beside(*state), 0);
}

static void
test_folder_that_is_abandoned(void **state)
{
	struct folder *folder = NULL;

	write_report("first");
	assert_int_equal(folder_open(place, &folder), STATUS_OK);
	for (int i = 0; i < 300; i++) {
		char name[32];

		snprintf(name, sizeof name, "records-%04d.html", i);
		folder_write(folder, name, text_of("x"));
	}
	folder_abandon(folder);
	assert_page("records-0001.html", "first");
	assert_int_equal(count_beside(*state), 0);
}

static void
test_folder_that_a_signal_ends(void **state)
{
	struct folder *folder = NULL;

	assert_int_equal(folder_open(place, &folder), STATUS_OK);
	folder_write(folder, FOLDER_INDEX, text_of("x"));
	folder_remove_unfinished();
	assert_int_equal(count_beside(*state), 0);
	assert_int_equal(access(place, F_OK), -1);
	folder_abandon(folder);
}

static void
test_one_folder_at_a_time(void **state)
{
	struct folder *folder = NULL;
	struct folder *other = NULL;

	(void)state;
	assert_int_equal(folder_open(place, &folder), STATUS_OK);
	assert_int_equal(folder_open(place, &other), STATUS_LIMIT);
	folder_abandon(folder);
}

static void
test_folder_that_cannot_be_made(void **state)
{
	struct folder *folder = NULL;

	snprintf(place, sizeof place, "%s/none/such", (const char *)*state);
	assert_int_equal(folder_open(place, &folder), STATUS_IO);
}

static void
test_file_twice_fails(void **state)
{
	struct folder *folder = NULL;

	assert_int_equal(folder_open(place, &folder), STATUS_OK);
	folder_write(folder, FOLDER_INDEX, text_of("x"));
	folder_write(folder, FOLDER_INDEX, text_of("y"));
	assert_true(folder_failed(folder));
	assert_int_equal(folder_commit(folder), STATUS_IO);
	assert_int_equal(access(place, F_OK), -1);
	assert_int_equal(count_beside(*state), 0);
}

static void
test_what_may_be_replaced(void **state)
{
	(void)state;
	assert_null(folder_refusal(place));
	assert_int_equal(mkdir(place, 0700), 0);
	assert_null(folder_refusal(place));
	write_report("first");
	assert_null(folder_refusal(place));
	put_file("letter.doc");
	assert_non_null(folder_refusal(place));
}

static void
test_what_may_not_be_replaced(void **state)
{
	struct folder *folder = NULL;

	(void)state;
	/* A web site of somebody: names like ours, but not our mark. */
	assert_int_equal(mkdir(place, 0700), 0);
	put_file(FOLDER_INDEX);
	assert_non_null(folder_refusal(place));
	assert_int_equal(folder_open(place, &folder), STATUS_OK);
	folder_write(folder, FOLDER_INDEX, text_of("x"));
	assert_int_equal(folder_commit(folder), STATUS_IO);
	assert_page(FOLDER_INDEX, "");
}

static void
test_names_that_are_not_pages(void **state)
{
	static const char *const names[] = {
	    "records-001.html", "Records-0001.html", "-0001.html", "records-0001.htm", ".hidden", "records-0001.html~"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char path[600];

		write_report("first");
		put_file(names[i]);
		assert_non_null(folder_refusal(place));
		snprintf(path, sizeof path, "%s/%s", place, names[i]);
		assert_int_equal(unlink(path), 0);
	}
}

static void
test_file_in_the_place(void **state)
{
	int fd = open(place, O_WRONLY | O_CREAT, 0600);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	assert_non_null(folder_refusal(place));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_elements_nest, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_more_closed_than_opened, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_deeper_than_it_remembers, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_markup_is_text, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_formats_are_escaped, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_no_attribute_behind_content, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_controls_are_spelt_out, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_reordering_is_spelt_out, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_letters_stay, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_what_is_not_utf8, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_folder_is_written_and_replaced, make_place, remove_place),
	    cmocka_unit_test_setup_teardown(test_folder_that_is_abandoned, make_place, remove_place),
	    cmocka_unit_test_setup_teardown(test_folder_that_a_signal_ends, make_place, remove_place),
	    cmocka_unit_test_setup_teardown(test_one_folder_at_a_time, make_place, remove_place),
	    cmocka_unit_test_setup_teardown(test_folder_that_cannot_be_made, make_place, remove_place),
	    cmocka_unit_test_setup_teardown(test_file_twice_fails, make_place, remove_place),
	    cmocka_unit_test_setup_teardown(test_what_may_be_replaced, make_place, remove_place),
	    cmocka_unit_test_setup_teardown(test_what_may_not_be_replaced, make_place, remove_place),
	    cmocka_unit_test_setup_teardown(test_names_that_are_not_pages, make_place, remove_place),
	    cmocka_unit_test_setup_teardown(test_file_in_the_place, make_place, remove_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
