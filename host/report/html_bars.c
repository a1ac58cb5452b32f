/*
 * Bars of the HTML report as inline SVG. They are drawn by whole thousandths, by
 * integers only, and always stand beside the numbers they are made of.
 */
#include <inttypes.h>

#include "report/html_parts.h"

#define BAR_UNITS 1000U
#define BAR_HEIGHT 16U

/* How many of BAR_UNITS `part` is of `whole`, for numbers of any size. */
static uint64_t
share_of(uint64_t part, uint64_t whole)
{
	while (whole > UINT64_MAX / BAR_UNITS) {
		part /= 2;
		whole /= 2;
	}
	return whole == 0 ? 0 : part * BAR_UNITS / whole;
}

static const char *
fill_of(const char *class_name)
{
	static const char *const fills[] = {
	    "fill-bad", "fill-open", "fill-good", "fill-unknown", "fill-pending", "fill-manual", "fill-none"};
	const size_t prefix = sizeof "fill-" - 1;

	for (size_t i = 0; i < sizeof fills / sizeof fills[0]; i++) {
		if (text_equals(text_of(fills[i] + prefix), class_name))
			return fills[i];
	}
	return "fill-none";
}

static void
put_rect(struct html *html, const char *class_name, uint64_t from, uint64_t width)
{
	html_open(html, "rect", fill_of(class_name));
	html_attribute_format(html, "x", "%" PRIu64, from);
	html_attribute_format(html, "width", "%" PRIu64, width);
	html_attribute_format(html, "height", "%u", BAR_HEIGHT);
	html_close(html);
}

static void
begin_svg(struct html *html, const char *class_name, unsigned width)
{
	html_open(html, "svg", class_name);
	html_attribute_format(html, "viewBox", "0 0 %u %u", width, BAR_HEIGHT);
	html_attribute(html, "preserveAspectRatio", "none");
	html_attribute(html, "aria-hidden", "true");
	html_attribute(html, "focusable", "false");
}

void
html_bar(struct html *html, const struct html_segment *segments, size_t count, uint64_t whole)
{
	uint64_t from = 0;

	begin_svg(html, "share", BAR_UNITS);
	for (size_t i = 0; i < count; i++) {
		uint64_t width = share_of(segments[i].amount, whole);

		/* What is there is seen, however little it is. */
		if (segments[i].amount > 0 && width < 4)
			width = 4;
		if (width > 0)
			put_rect(html, segments[i].class_name, from, width);
		from += width;
	}
	html_close(html);
}

void
html_legend(struct html *html, const struct html_key *keys, size_t count)
{
	html_open(html, "ul", "legend");
	for (size_t i = 0; i < count; i++) {
		html_open(html, "li", NULL);
		begin_svg(html, NULL, BAR_HEIGHT);
		put_rect(html, keys[i].class_name, 0, BAR_HEIGHT);
		html_close(html);
		html_words(html, keys[i].words);
		html_close(html);
	}
	html_close(html);
	html_words(html, "\n");
}
