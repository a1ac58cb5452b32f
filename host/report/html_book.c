/* See report/html_book.h. */
#include "report/html_book.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/digits.h"
#include "report/verdict.h"

/* A page is full here: one more item, and its end, have room. */
#define PAGE_FULL_BYTES (HTML_DOCUMENT_BYTES - HTML_DOCUMENT_BYTES / 8U)
#define SINK_PIECE_BYTES 65536U
#define PART_NAME_BYTES 20U
#define PAGE_DIGITS 4U
#define HASH_BYTES 48U /* room for a SHA-256 in base64 */

/* ---- The policy --------------------------------------------------------------------------- */

static unsigned
nibble(char digit)
{
	return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/* Base64 of a SHA-256, as policies have it. */
static void
hash_of(const unsigned char *bytes, size_t length, char ret_text[HASH_BYTES])
{
	static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char hex[SHA256_HEX_BYTES + 1] = {0};
	size_t count = 0;

	sha256_of(bytes, length, hex);
	/* 64 digits of four bits each; three of them are two signs. The last group lacks two digits. */
	hex[SHA256_HEX_BYTES - 1] = '0';
	for (size_t i = 0; i < SHA256_HEX_BYTES - 1; i += 3) {
		unsigned bits = nibble(hex[i]) << 8U | (i + 1 < 64 ? nibble(hex[i + 1]) << 4U : 0U) |
		                (i + 2 < 64 ? nibble(hex[i + 2]) : 0U);

		ret_text[count++] = signs[bits >> 6U];
		if (i + 1 < 64)
			ret_text[count++] = signs[bits & 63U];
	}
	ret_text[count++] = '=';
	ret_text[count] = '\0';
}

/* Nothing may be fetched, and only the style and the script of this file count, whatever a text contains. */
static void
write_policy(char *ret_policy, size_t size)
{
	char style[HASH_BYTES];
	char script[HASH_BYTES];

	hash_of(html_style, html_style_bytes, style);
	hash_of(html_script, html_script_bytes, script);
	snprintf(ret_policy, size,
	    "default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'",
	    style, script);
}

void
html_book_start(struct html_book *book, const struct run_facts *facts, const struct tally *tally, struct folder *folder)
{
	memset(book, 0, sizeof *book);
	book->facts = facts;
	book->tally = tally;
	book->folder = folder;
	write_policy(book->policy, sizeof book->policy);
}

/* ---- A document --------------------------------------------------------------------------- */

static void
put_meta(struct html *html, const char *kind, const char *name, const char *content)
{
	html_open(html, "meta", NULL);
	html_attribute(html, kind, name);
	html_attribute(html, "content", content);
	html_void(html);
	html_words(html, "\n");
}

static void
put_head(const struct html_book *book, struct html *html, const struct html_place *place)
{
	html_open(html, "head", NULL);
	html_open(html, "meta", NULL);
	html_attribute(html, "charset", "utf-8");
	html_void(html);
	html_words(html, "\n");
	put_meta(html, "http-equiv", "Content-Security-Policy", book->policy);
	put_meta(html, "name", "viewport", "width=device-width, initial-scale=1");
	put_meta(html, "name", "referrer", "no-referrer");
	put_meta(html, "name", "robots", "noindex");
	put_meta(html, "name", "color-scheme", "light dark");
	html_open(html, "title", NULL);
	html_format(html, "%s%s", book->facts->complete ? "" : "NOT COMPLETE: ", place->title);
	html_close(html);
	html_open(html, "style", NULL);
	html_raw(html, text_view((const char *)html_style, html_style_bytes));
	html_close(html);
	html_close(html);
	html_words(html, "\n");
}

static void
put_link(struct html *html, const char *name, const char *words)
{
	html_open(html, "a", NULL);
	html_attribute(html, "href", name);
	html_words(html, words);
	html_close(html);
	html_words(html, "\n");
}

static void
put_ways(struct html *html, const struct html_place *place, const char *label)
{
	html_open(html, "nav", "ways");
	html_attribute(html, "aria-label", label);
	put_link(html, FOLDER_INDEX, "Overview");
	if (place->previous != NULL)
		put_link(html, place->previous, "Previous page");
	if (place->next != NULL)
		put_link(html, place->next, "Next page");
	html_close(html);
}

/* On every document: a page on its own must not look like part of a clean report either. */
static void
put_warning(const struct html_book *book, struct html *html)
{
	html_open(html, "div", "warning");
	html_open(html, "p", NULL);
	html_element(html, "strong", NULL, text_of("NOT COMPLETE: "));
	html_words(html, verdict_missing(book->facts, book->tally));
	html_words(
	    html, " What is not listed here may only not have been looked at. Do not file this as a clean report.");
	html_close(html);
	html_close(html);
}

void
html_document_begin(const struct html_book *book, struct html *html, const struct html_place *place)
{
	html_raw(html, text_of(FOLDER_MARK "\n"));
	html_open(html, "html", NULL);
	html_attribute(html, "lang", "en");
	put_head(book, html, place);
	html_open(html, "body", place->class_name);
	html_open(html, "a", "skip");
	html_attribute(html, "href", "#content");
	html_words(html, "Skip to the content");
	html_close(html);
	html_open(html, "header", NULL);
	if (place->notice != NULL) {
		html_open(html, "div", "notice");
		html_element(html, "p", NULL, text_of(place->notice));
		html_close(html);
	}
	html_open(html, "div", "bar");
	html_element(
	    html, "p", "product", text_of(place->product == NULL ? "caselint compliance report" : place->product));
	if (!place->is_index)
		put_ways(html, place, "Pages");
	html_close(html);
	if (!book->facts->complete)
		put_warning(book, html);
	html_close(html);
	html_words(html, "\n");
	html_open(html, "main", NULL);
	html_attribute(html, "id", "content");
	html_attribute(html, "tabindex", "-1");
	if (place->heading != NULL)
		html_element(html, "h1", NULL, text_of(place->heading));
	html_words(html, "\n");
}

void
html_document_end(const struct html_book *book, struct html *html, const struct html_place *place)
{
	html_close_to(html, 2);
	html_words(html, "\n");
	html_open(html, "footer", NULL);
	if (!place->is_index && (place->previous != NULL || place->next != NULL))
		put_ways(html, place, "Pages, again");
	html_open(html, "p", NULL);
	html_format(html, "caselint %s. Keep this report as you keep the export it was made from: it names cases.",
	    book->facts->tool_version);
	html_close(html);
	html_close(html);
	html_open(html, "script", NULL);
	html_raw(html, text_view((const char *)html_script, html_script_bytes));
	html_close_to(html, 0);
	html_words(html, "\n");
}

/* ---- Parts -------------------------------------------------------------------------------- */

void
html_page_name(const char *part, size_t page, char ret_name[HTML_NAME_BYTES])
{
	static const char end[] = ".html";
	size_t length = strnlen(part, PART_NAME_BYTES);
	char *at = ret_name + length;

	memcpy(ret_name, part, length);
	*at++ = '-';
	at = digits_put(at, page, PAGE_DIGITS);
	memcpy(at, end, sizeof end);
}

struct text
html_anchor(char first_letter, uint64_t first, uint64_t second, char ret_anchor[HTML_ANCHOR_BYTES])
{
	char *at = ret_anchor;

	*at++ = first_letter;
	at = digits_put(at, first, 1);
	if (second != HTML_NO_SECOND) {
		*at++ = '-';
		at = digits_put(at, second, 1);
	}
	return text_view(ret_anchor, (size_t)(at - ret_anchor));
}

void
html_link_to(struct html *html, const struct html_book *book, const char *part, size_t page, struct text anchor)
{
	struct buffer *link = html_draft(html);
	char name[HTML_NAME_BYTES];

	if (book->folder != NULL) {
		html_page_name(part, page, name);
		buffer_append_text(link, name);
	}
	if (book->folder == NULL || anchor.length > 0)
		buffer_append_byte(link, '#');
	buffer_append(link, anchor.data, anchor.length);
	if (book->folder == NULL && anchor.length == 0)
		buffer_append_text(link, part);
	html_attribute_text(html, "href", text_view(buffer_text(link), link->length));
}

void
html_part_start(struct html_part *part, const struct html_book *book, const char *name, const char *title,
    html_frame_fn *frame, void *context, size_t limit)
{
	memset(part, 0, sizeof *part);
	part->book = book;
	part->name = name;
	part->title = title;
	part->frame = frame;
	part->context = context;
	part->limit = limit;
	html_start(&part->html, &part->bytes);
}

static void
open_page(struct html_part *part)
{
	char title[128];
	char heading[96];
	struct html_place place = {.title = title, .heading = heading, .class_name = part->name};

	part->page++;
	if (part->book->folder != NULL) {
		buffer_reset(&part->bytes);
		if (part->page > 1)
			html_page_name(part->name, part->page - 1, part->previous);
		place.previous = part->page > 1 ? part->previous : NULL;
		snprintf(heading, sizeof heading, "%.60s, page %zu", part->title, part->page);
		snprintf(title, sizeof title, "%s - compliance report", heading);
		html_document_begin(part->book, &part->html, &place);
	}
	part->depth = part->html.depth;
	if (part->frame != NULL)
		part->frame(part->context, part);
}

static void
close_page(struct html_part *part, bool more)
{
	char name[HTML_NAME_BYTES];
	char next[HTML_NAME_BYTES];
	struct html_place place = {0};

	html_close_to(&part->html, part->depth);
	if (part->book->folder == NULL)
		return;
	html_page_name(part->name, part->page, name);
	html_page_name(part->name, part->page + 1, next);
	place.previous = part->page > 1 ? part->previous : NULL;
	place.next = more ? next : NULL;
	html_document_end(part->book, &part->html, &place);
	folder_write(part->book->folder, name, text_view(buffer_text(&part->bytes), part->bytes.length));
}

static void
hand_on(struct html_part *part)
{
	sink_write(part->sink, buffer_text(&part->bytes), part->bytes.length);
	buffer_reset(&part->bytes);
}

bool
html_part_room(struct html_part *part)
{
	if (part->full)
		return false;
	if (part->page == 0) {
		open_page(part);
		return true;
	}
	if (part->sink != NULL) {
		if (part->bytes.length >= SINK_PIECE_BYTES)
			hand_on(part);
		return true;
	}
	if (part->book->folder == NULL) {
		part->full = part->bytes.length >= part->limit;
		return !part->full;
	}
	if (part->bytes.length >= PAGE_FULL_BYTES) {
		close_page(part, true);
		open_page(part);
	}
	return true;
}

bool
html_part_failed(const struct html_part *part)
{
	if (part->sink != NULL)
		return sink_failed(part->sink);
	return part->book->folder != NULL && folder_failed(part->book->folder);
}

void
html_part_finish(struct html_part *part)
{
	if (part->page > 0)
		close_page(part, false);
	html_finish(&part->html);
	if (part->sink != NULL)
		hand_on(part);
}

void
html_part_clear(struct html_part *part)
{
	html_finish(&part->html);
	buffer_clear(&part->bytes);
}

bool
html_part_any(const struct html_part *part)
{
	return part->page > 0;
}

unsigned
html_part_level(const struct html_part *part)
{
	return part->book->folder == NULL ? 3 : 2;
}
