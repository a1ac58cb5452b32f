/* See cli/manual/roff.h. */
#include "cli/manual/roff.h"

#include <string.h>

#include "cli/cli.h"

#define BOLD_START "\033[1m"
#define BOLD_END "\033[0m"
#define EXIT_STATUS "Exit status: "
#define ITEM_INDENT 2U

/* ---- Characters ------------------------------------------------------------------------ */

static char
capital(char byte)
{
	return byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte;
}

static void
put_byte(struct buffer *page, char byte)
{
	if (byte == '\\')
		buffer_append_text(page, "\\e");
	else if (byte == '-')
		buffer_append_text(page, "\\-");
	else
		buffer_append_byte(page, byte);
}

void
roff_text(struct buffer *page, struct text text)
{
	size_t i = 0;

	for (i = 0; i < text.length; i++)
		put_byte(page, text.data[i]);
}

void
roff_line(struct buffer *page, struct text text)
{
	bool bold = false;
	size_t i = 0;

	if (text.length == 0)
		return;
	/* A point or an apostrophe at the start would be a macro. */
	if (text.data[0] == '.' || text.data[0] == '\'')
		buffer_append_text(page, "\\&");
	for (i = 0; i < text.length; i++) {
		if (text.data[i] == '`') {
			bold = !bold;
			buffer_append_text(page, bold ? "\\fB" : "\\fR");
		} else {
			put_byte(page, text.data[i]);
		}
	}
	buffer_append_text(page, bold ? "\\fR\n" : "\n");
}

void
roff_head(struct buffer *page, const char *title, const char *section, const char *date)
{
	buffer_append_text(
	    page, ".\\\" Made from the program's own help when caselint is built; not to be edited.\n.TH ");
	for (; *title != '\0'; title++)
		put_byte(page, capital(*title));
	buffer_append_format(page, " %s %s \"caselint %s\" \"caselint\"\n", section, date, cli_version);
}

void
roff_section(struct buffer *page, struct text heading)
{
	size_t i = 0;

	buffer_append_text(page, ".SH ");
	for (i = 0; i < heading.length; i++)
		put_byte(page, capital(heading.data[i]));
	buffer_append_byte(page, '\n');
}

bool
roff_exit_status(struct buffer *page, struct text text)
{
	size_t length = strlen(EXIT_STATUS);

	if (!text_starts_with(text, EXIT_STATUS))
		return false;
	roff_section(page, text_of("Exit status"));
	roff_line(page, text_view(text.data + length, text.length - length));
	return true;
}

/* ---- Pages of help ----------------------------------------------------------------------- */

/* The next line of `rest`, which moves behind it. */
static struct text
next_line(struct text *rest)
{
	size_t length = 0;
	struct text line = {0};

	while (length < rest->length && rest->data[length] != '\n')
		length++;
	line = text_view(rest->data, length);
	length += length < rest->length ? 1 : 0;
	*rest = text_view(rest->data + length, rest->length - length);
	return line;
}

static size_t
indent_of(struct text line)
{
	size_t count = 0;

	while (count < line.length && line.data[count] == ' ')
		count++;
	return count;
}

static struct text
behind(struct text text, size_t count)
{
	return text_view(text.data + count, text.length - count);
}

/* Where at least two blanks begin, behind the start; the whole length where there are none. */
static size_t
label_length(struct text line)
{
	size_t i = 0;

	for (i = 1; i + 1 < line.length; i++) {
		if (line.data[i] == ' ' && line.data[i + 1] == ' ')
			return i;
	}
	return line.length;
}

/* A page in the making. */
struct writer {
	struct buffer *page;
	bool starts; /* the next line starts a paragraph */
	bool fresh;  /* nothing stands under the heading yet: that it starts a paragraph goes without saying */
};

static void
put_paragraph(struct writer *writer, struct text line)
{
	if (writer->starts && !writer->fresh)
		buffer_append_text(writer->page, ".PP\n");
	roff_line(writer->page, line);
}

/* An item of a list, a label with its text, or a line that stands for itself. */
static void
put_item(struct writer *writer, struct text line)
{
	size_t label = label_length(line);

	if (text_starts_with(line, "- ")) {
		buffer_append_text(writer->page, ".IP \\(bu 2\n");
		roff_line(writer->page, behind(line, 2));
	} else if (label < line.length) {
		buffer_append_text(writer->page, ".TP\n.B ");
		roff_text(writer->page, text_view(line.data, label));
		buffer_append_byte(writer->page, '\n');
		line = behind(line, label);
		roff_line(writer->page, behind(line, indent_of(line)));
	} else {
		writer->starts = true;
		put_paragraph(writer, line);
	}
}

static void
put_heading(struct writer *writer, struct text line)
{
	size_t length = line.length - strlen(BOLD_START);

	if (length >= strlen(BOLD_END))
		length -= strlen(BOLD_END);
	roff_section(writer->page, text_view(line.data + strlen(BOLD_START), length));
}

static void
put_line(struct writer *writer, struct text line)
{
	size_t indent = indent_of(line);
	bool is_heading = text_starts_with(line, BOLD_START);

	if (line.length == 0) {
		writer->starts = true;
		return;
	}
	if (is_heading)
		put_heading(writer, line);
	else if (roff_exit_status(writer->page, line))
		writer->starts = false;
	else if (indent == ITEM_INDENT)
		put_item(writer, behind(line, indent));
	else
		put_paragraph(writer, behind(line, indent));
	writer->starts = false;
	writer->fresh = is_heading;
}

void
roff_help(struct buffer *page, const char *heading, struct text help)
{
	struct writer writer = {.page = page, .fresh = true};

	if (text_starts_with(help, BOLD_START))
		(void)next_line(&help);
	roff_section(page, text_of(heading));
	while (help.length > 0) {
		struct text line = next_line(&help);

		/* The synopsis says it already. */
		if (!text_starts_with(line, "Usage: "))
			put_line(&writer, line);
	}
}
