/* The lexis of XML, as far as finding the ends of things needs it; see input/scanner.h. */
#include "input/scanner.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/limits.h"

/* A hidden name with a prefix longer than this is not looked for. */
#define PREFIX_BYTES 256U

/* Bytes that are looked at together, one bit for each. */
#define BLOCK_BYTES 64U

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

static bool
starts_name(char byte)
{
	unsigned char letter = (unsigned char)byte;

	return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_' || letter == ':' ||
	       letter >= 0x80;
}

/* What cannot be in a name, as far as finding its end goes. */
static bool
ends_name(char byte)
{
	return (unsigned char)byte <= ',' || byte == '/' || (byte >= ';' && byte <= '?') || byte == '[' || byte == ']';
}

/* What matters in a tag. */
static bool
matters_in_tag(char byte)
{
	return byte == '<' || byte == '>' || byte == '"' || byte == '\'';
}

#ifdef __SSE2__
#define LANES 16U

static __m128i
load(const char *bytes)
{
	return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

static __m128i
equal_to(__m128i bytes, char byte)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte));
}

static __m128i
at_most(__m128i bytes, char most)
{
	return _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(most)), bytes);
}

/* Which of 16 bytes end a name. */
static unsigned
name_lanes(const char *from)
{
	__m128i bytes = load(from);
	__m128i range = at_most(_mm_sub_epi8(bytes, _mm_set1_epi8(';')), '?' - ';');
	__m128i single = _mm_or_si128(equal_to(bytes, '/'), _mm_or_si128(equal_to(bytes, '['), equal_to(bytes, ']')));

	return (unsigned)_mm_movemask_epi8(_mm_or_si128(at_most(bytes, ','), _mm_or_si128(range, single)));
}

/* Which of 16 bytes matter in a tag. */
static uint64_t
tag_lanes(const char *from)
{
	__m128i bytes = load(from);
	__m128i angles = _mm_or_si128(equal_to(bytes, '<'), equal_to(bytes, '>'));
	__m128i quotes = _mm_or_si128(equal_to(bytes, '"'), equal_to(bytes, '\''));

	return (uint64_t)(unsigned)_mm_movemask_epi8(_mm_or_si128(angles, quotes));
}

static uint64_t
tag_block(const char *from)
{
	return tag_lanes(from) | tag_lanes(from + LANES) << LANES | tag_lanes(from + 2 * LANES) << 2 * LANES |
	       tag_lanes(from + 3 * LANES) << 3 * LANES;
}
#else
static uint64_t
tag_block(const char *from)
{
	uint64_t bits = 0;
	unsigned i = 0;

	for (i = 0; i < BLOCK_BYTES; i++)
		bits |= (uint64_t)matters_in_tag(from[i]) << i;
	return bits;
}
#endif

/* Which of the next `length` bytes, at most 64, matter in a tag. */
static uint64_t
tag_bits(const char *from, size_t length)
{
	uint64_t bits = 0;
	size_t i = 0;

	if (length == BLOCK_BYTES)
		return tag_block(from);
	for (i = 0; i < length; i++)
		bits |= (uint64_t)matters_in_tag(from[i]) << i;
	return bits;
}

/* The first byte from `from` on that ends a name, or `end`. */
static const char *
skip_name(const char *from, const char *end)
{
#ifdef __SSE2__
	for (; end - from >= (ptrdiff_t)LANES; from += LANES) {
		unsigned bits = name_lanes(from);

		if (bits != 0)
			return from + __builtin_ctz(bits);
	}
#endif
	while (from < end && !ends_name(*from))
		from++;
	return from;
}

static uint64_t
left(const struct scanner *scanner, const struct window *window)
{
	return window->checked - scanner->at;
}

static enum scan_event
finish(struct scanner *scanner, uint64_t at, enum scan_event event)
{
	scanner->inside = INSIDE_NOTHING;
	scanner->at = at;
	return event;
}

/* --- start tags --- */

/* What is known inside of a tag. */
struct tag {
	char quote;
	uint32_t attributes;
};

/* What `at`, a byte that matters, means. SCAN_MORE: the tag goes on. */
static inline enum scan_event
tag_byte(struct tag *tag, const char *at)
{
	if (*at == '<')
		return SCAN_BAD_TAG;
	if (tag->quote != 0) {
		if (*at == tag->quote)
			tag->quote = 0;
		return SCAN_MORE;
	}
	if (*at == '>')
		return at[-1] == '/' ? SCAN_EMPTY : SCAN_START;
	tag->quote = *at;
	tag->attributes++;
	return tag->attributes > LIMIT_ATTRIBUTES ? SCAN_ATTRIBUTES : SCAN_MORE;
}

/* Goes on in a tag. SCAN_MORE: it does not end before `end`. */
static enum scan_event
pass_tag(struct scanner *scanner, const char *from, const char *end, const char **ret_stop)
{
	struct tag tag = {scanner->quote, scanner->attributes};

	while (from < end) {
		size_t length = (size_t)(end - from) < BLOCK_BYTES ? (size_t)(end - from) : BLOCK_BYTES;
		uint64_t bits = tag_bits(from, length);

		for (; bits != 0; bits &= bits - 1) {
			const char *at = from + __builtin_ctzll(bits);
			enum scan_event event = tag_byte(&tag, at);

			if (event != SCAN_MORE) {
				*ret_stop = at;
				return event;
			}
		}
		from += length;
	}
	scanner->quote = tag.quote;
	scanner->attributes = tag.attributes;
	*ret_stop = from;
	return SCAN_MORE;
}

/* The end of the bytes that may be looked at: a tag over its limit is not read on. */
static uint64_t
tag_limit(const struct scanner *scanner, const struct window *window)
{
	uint64_t limit = scanner->start + LIMIT_TAG_BYTES;

	return limit < window->checked ? limit : window->checked;
}

static enum scan_event
scan_start_tag(struct scanner *scanner, const struct window *window)
{
	const char *from = window_at(window, scanner->at);
	uint64_t limit = tag_limit(scanner, window);
	const char *end = from + (limit - scanner->at);
	const char *stop = from;
	enum scan_event event = SCAN_MORE;

	if (scanner->name_end == 0) {
		stop = skip_name(from, end);
		if (stop < end)
			scanner->name_end = scanner->at + (uint64_t)(stop - from);
	}
	event = pass_tag(scanner, stop, end, &stop);
	scanner->at += (uint64_t)(stop - from);
	if (event == SCAN_MORE)
		return scanner->at == scanner->start + LIMIT_TAG_BYTES ? finish(scanner, scanner->at, SCAN_LONG_TAG)
		                                                       : SCAN_MORE;
	return finish(scanner, scanner->at + (event == SCAN_START || event == SCAN_EMPTY ? 1 : 0), event);
}

/* --- end tags --- */

/* Whether [from, end) is a name and blanks. */
static bool
is_end_name(const char *from, const char *end)
{
	const char *name_end = skip_name(from, end);

	if (name_end == from || !starts_name(*from))
		return false;
	while (name_end < end && is_blank(*name_end))
		name_end++;
	return name_end == end;
}

static enum scan_event
scan_end_tag(struct scanner *scanner, const struct window *window)
{
	uint64_t limit = tag_limit(scanner, window);
	const char *from = window_at(window, scanner->at);
	const char *end = from + (limit - scanner->at);
	const char *stop = from;

	while (stop < end && *stop != '<' && *stop != '>')
		stop++;
	scanner->at += (uint64_t)(stop - from);
	if (stop == end)
		return scanner->at == scanner->start + LIMIT_TAG_BYTES ? finish(scanner, scanner->at, SCAN_LONG_TAG)
		                                                       : SCAN_MORE;
	if (*stop == '<')
		return finish(scanner, scanner->at, SCAN_BAD_TAG);
	if (!is_end_name(window_at(window, scanner->start + 2), stop))
		return finish(scanner, scanner->at + 1, SCAN_BAD_TAG);
	return finish(scanner, scanner->at + 1, SCAN_END);
}

/* --- start tags hidden in comments, sections and instructions --- */

/* Whether a wanted start tag begins at `less`, which lies before `end`. -1: more bytes must be known. */
static int
is_wanted(const struct scanner *scanner, const char *less, const char *end)
{
	size_t most = scanner->wanted->longest + PREFIX_BYTES;
	size_t length = (size_t)(end - less) - 1;
	const char *cap = less + 1 + (length < most + 1 ? length : most + 1);
	const char *stop = skip_name(less + 1, cap);

	if (stop == cap)
		return cap == end ? -1 : 0;
	if (!is_blank(*stop) && *stop != '/' && *stop != '>')
		return 0;
	return names_hold(scanner->wanted, text_view(less + 1, (size_t)(stop - less - 1))) ? 1 : 0;
}

/* Looks for a hidden start tag before `until`. SCAN_COMMENT stands for none, SCAN_MORE for not known yet. */
static enum scan_event
look_for_hidden(struct scanner *scanner, const struct window *window, uint64_t until)
{
	const char *end = window_at(window, window->checked);

	if (scanner->wanted == NULL || scanner->hidden)
		scanner->look = until;
	while (scanner->look < until) {
		const char *from = window_at(window, scanner->look);
		const char *less = memchr(from, '<', (size_t)(until - scanner->look));
		int answer = less == NULL ? 0 : is_wanted(scanner, less, end);

		if (answer < 0) {
			scanner->look += (uint64_t)(less - from);
			return SCAN_MORE;
		}
		scanner->look = less == NULL ? until : scanner->look + (uint64_t)(less - from) + 1;
		if (answer > 0) {
			scanner->hidden = true;
			scanner->hidden_at = scanner->look - 1;
			return SCAN_HIDDEN;
		}
	}
	return SCAN_COMMENT;
}

/* --- comments --- */

/* The offset of the next "--" with a byte behind it, or of the first byte that may begin one. */
static uint64_t
find_dashes(const struct scanner *scanner, const struct window *window, bool *ret_found)
{
	const char *from = window_at(window, scanner->at);
	const char *end = from + left(scanner, window);
	const char *dash = from;

	*ret_found = false;
	while (end - dash > 2 && (dash = memchr(dash, '-', (size_t)(end - dash - 2))) != NULL) {
		if (dash[1] == '-') {
			*ret_found = true;
			return scanner->at + (uint64_t)(dash - from);
		}
		dash++;
	}
	return end - from > 2 ? window->checked - 2 : scanner->at;
}

/* Whether the "--" at `dash` belongs to a "<!--" inside of the comment. */
static bool
opens_comment(const struct scanner *scanner, const struct window *window, uint64_t dash)
{
	return dash >= scanner->start + 6 && memcmp(window_at(window, dash - 2), "<!", 2) == 0;
}

/* What the "--" at `dash` means. SCAN_MORE: nothing new. */
static enum scan_event
dashes_event(struct scanner *scanner, const struct window *window, uint64_t dash)
{
	if (*window_at(window, dash + 2) == '>')
		return finish(scanner, dash + 3, SCAN_COMMENT);
	if (opens_comment(scanner, window, dash))
		return finish(scanner, dash - 2, SCAN_UNCLOSED);
	scanner->at = dash + 1;
	if (scanner->dashes)
		return SCAN_MORE;
	/* If this was to be the end, what was hidden before it was meant to be. */
	scanner->dashes = true;
	scanner->hidden = false;
	return SCAN_DASHES;
}

static enum scan_event
scan_comment(struct scanner *scanner, const struct window *window)
{
	enum scan_event event = SCAN_MORE;

	while (event == SCAN_MORE) {
		bool found = false;
		uint64_t stop = find_dashes(scanner, window, &found);

		event = look_for_hidden(scanner, window, stop);
		if (event == SCAN_HIDDEN)
			return event;
		if (!found) {
			scanner->at = stop;
			return SCAN_MORE;
		}
		if (event == SCAN_MORE)
			return event;
		event = dashes_event(scanner, window, stop);
	}
	return event;
}

/* --- CDATA sections and processing instructions --- */

static enum scan_event
scan_until(struct scanner *scanner, const struct window *window, struct text close, enum scan_event found)
{
	uint64_t bytes = left(scanner, window);
	const char *from = window_at(window, scanner->at);
	const char *end = bytes == 0 ? NULL : memmem(from, bytes, close.data, close.length);
	uint64_t stop = scanner->at;
	enum scan_event event = SCAN_MORE;

	if (end != NULL)
		stop += (uint64_t)(end - from);
	else if (bytes >= close.length)
		stop = window->checked - close.length + 1;
	event = look_for_hidden(scanner, window, stop);
	if (event == SCAN_HIDDEN)
		return event;
	if (end != NULL && event != SCAN_MORE)
		return finish(scanner, stop + close.length, found);
	if (end == NULL)
		scanner->at = stop;
	return SCAN_MORE;
}

static bool
is_reserved_target(const char *target, size_t length)
{
	return length == 3 && (target[0] | 0x20) == 'x' && (target[1] | 0x20) == 'm' && (target[2] | 0x20) == 'l';
}

/* Passes over the target of an instruction. */
static enum scan_event
scan_target(struct scanner *scanner, const struct window *window)
{
	const char *target = window_at(window, scanner->start + 2);
	const char *from = window_at(window, scanner->at);
	uint64_t limit = tag_limit(scanner, window);
	const char *end = from + (limit - scanner->at);
	const char *stop = skip_name(from, end);

	scanner->at += (uint64_t)(stop - from);
	if (stop == end && limit == window->checked)
		return SCAN_MORE;
	if (stop == end || stop == target || !starts_name(*target) ||
	    is_reserved_target(target, (size_t)(stop - target)))
		return finish(scanner, scanner->start + 2, SCAN_BAD_MARKUP);
	if (*stop == '?' && end - stop < 2 && limit == window->checked)
		return SCAN_MORE;
	if (scanner->endless[INSIDE_INSTRUCTION] ||
	    (!is_blank(*stop) && !(*stop == '?' && end - stop > 1 && stop[1] == '>')))
		return finish(scanner, scanner->start + 2, SCAN_BAD_MARKUP);
	scanner->inside = INSIDE_INSTRUCTION;
	scanner->look = scanner->at;
	return scan_until(scanner, window, text_of("?>"), SCAN_INSTRUCTION);
}

static enum scan_event
go_on(struct scanner *scanner, const struct window *window)
{
	switch (scanner->inside) {
	case INSIDE_START_TAG: return scan_start_tag(scanner, window);
	case INSIDE_END_TAG: return scan_end_tag(scanner, window);
	case INSIDE_COMMENT: return scan_comment(scanner, window);
	case INSIDE_CDATA: return scan_until(scanner, window, text_of("]]>"), SCAN_CDATA);
	case INSIDE_TARGET: return scan_target(scanner, window);
	case INSIDE_INSTRUCTION: return scan_until(scanner, window, text_of("?>"), SCAN_INSTRUCTION);
	default: return SCAN_MORE;
	}
}

/* --- what a "<" begins --- */

static enum scan_event
enter(struct scanner *scanner, const struct window *window, enum scan_inside inside, unsigned opening)
{
	if (scanner->endless[inside])
		return finish(scanner, scanner->start + opening, SCAN_BAD_MARKUP);
	scanner->inside = inside;
	scanner->at = scanner->start + opening;
	scanner->look = scanner->at;
	return go_on(scanner, window);
}

/* "<!" and what follows. */
static enum scan_event
scan_declaration(struct scanner *scanner, const struct window *window)
{
	static const struct {
		const char *opening;
		enum scan_inside inside;
	} kinds[] = {{"<!--", INSIDE_COMMENT}, {"<![CDATA[", INSIDE_CDATA}, {"<!DOCTYPE", INSIDE_NOTHING}};
	const char *from = window_at(window, scanner->start);
	uint64_t bytes = window->checked - scanner->start;
	size_t i = 0;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t length = strlen(kinds[i].opening);

		if (memcmp(from, kinds[i].opening, bytes < length ? bytes : length) != 0)
			continue;
		if (bytes < length)
			return SCAN_MORE;
		if (kinds[i].inside == INSIDE_NOTHING)
			return finish(scanner, scanner->start + length, SCAN_DOCTYPE);
		return enter(scanner, window, kinds[i].inside, (unsigned)length);
	}
	return finish(scanner, scanner->start + 2, SCAN_BAD_MARKUP);
}

static enum scan_event
scan_markup(struct scanner *scanner, const struct window *window)
{
	char next = 0;

	scanner->start = scanner->at;
	scanner->hidden = false;
	scanner->dashes = false;
	if (left(scanner, window) < 2)
		return SCAN_MORE;
	next = window_at(window, scanner->at)[1];
	if (starts_name(next)) {
		scanner->name_end = 0;
		scanner->attributes = 0;
		scanner->quote = 0;
		scanner->inside = INSIDE_START_TAG;
		scanner->at++;
		return scan_start_tag(scanner, window);
	}
	switch (next) {
	case '/': return enter(scanner, window, INSIDE_END_TAG, 2);
	case '!': return scan_declaration(scanner, window);
	case '?': return enter(scanner, window, INSIDE_TARGET, 2);
	default: return finish(scanner, scanner->start + 1, SCAN_BAD_MARKUP);
	}
}

enum scan_event
scanner_next(struct scanner *scanner, const struct window *window)
{
	const char *from = NULL;
	const char *less = NULL;
	uint64_t bytes = left(scanner, window);

	if (scanner->inside != INSIDE_NOTHING)
		return go_on(scanner, window);
	if (bytes == 0)
		return SCAN_MORE;
	from = window_at(window, scanner->at);
	if (*from == '<')
		return scan_markup(scanner, window);
	less = memchr(from, '<', bytes);
	scanner->start = scanner->at;
	scanner->at = less == NULL ? window->checked : scanner->at + (uint64_t)(less - from);
	return SCAN_TEXT;
}

enum scan_event
scanner_next_inside(struct scanner *scanner, const struct window *window, struct text open)
{
	const char *from = NULL;
	const char *less = NULL;
	uint64_t bytes = left(scanner, window);

	if (scanner->inside != INSIDE_NOTHING)
		return go_on(scanner, window);
	from = bytes == 0 ? NULL : window_at(window, scanner->at);
	less = bytes == 0 ? NULL : memchr(from, '<', bytes);
	if (less == NULL) {
		scanner->at = window->checked;
		return SCAN_MORE;
	}
	scanner->at += (uint64_t)(less - from);
	if (left(scanner, window) > open.length + 2 && less[1] == '/' && less[open.length + 2] == '>' &&
	    memcmp(less + 2, open.data, open.length) == 0) {
		scanner->start = scanner->at;
		scanner->at += open.length + 3;
		return SCAN_END_OF_OPEN;
	}
	return scan_markup(scanner, window);
}

struct text
scanner_name(const struct scanner *scanner, const struct window *window)
{
	const char *tag = window_at(window, scanner->start);
	const char *end = window_at(window, scanner->at);

	if (tag[1] == '/')
		return text_view(tag + 2, (size_t)(skip_name(tag + 2, end) - tag - 2));
	if (scanner->name_end != 0)
		return text_view(tag + 1, (size_t)(scanner->name_end - scanner->start - 1));
	return text_view(tag + 1, 0);
}

uint64_t
scanner_reached(const struct scanner *scanner)
{
	switch (scanner->inside) {
	case INSIDE_NOTHING: return scanner->at;
	case INSIDE_START_TAG:
	case INSIDE_END_TAG:
	case INSIDE_TARGET: return scanner->start;
	default: return scanner->look < scanner->at ? scanner->look : scanner->at;
	}
}

uint64_t
scanner_needs(const struct scanner *scanner)
{
	uint64_t needs = scanner->at;

	switch (scanner->inside) {
	case INSIDE_NOTHING: return scanner->at;
	case INSIDE_START_TAG:
	case INSIDE_END_TAG:
	case INSIDE_TARGET: return scanner->start;
	default: break;
	}
	if (scanner->inside == INSIDE_COMMENT)
		needs = scanner->at - 2; /* what may be the "<!" of a comment inside of it */
	if (scanner->look < needs)
		needs = scanner->look;
	if (scanner_can_rewind(scanner) && scanner->hidden_at < needs)
		needs = scanner->hidden_at;
	return needs;
}

bool
scanner_can_rewind(const struct scanner *scanner)
{
	return scanner->hidden && scanner->at - scanner->hidden_at <= LIMIT_RECORD_BYTES;
}

void
scanner_rewind(struct scanner *scanner)
{
	scanner->inside = INSIDE_NOTHING;
	scanner->at = scanner->hidden_at;
	scanner->hidden = false;
}
