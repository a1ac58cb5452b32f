/*
 * Facts as bytes that sort like facts, and the groups cut out of the sorted
 * stream; see engine/facts.h. What keeps the stream in bounds is base/sorter.
 *
 *   bundle    4 bytes, big-endian
 *   key       a zero byte as 00 FF; 00 00 behind it
 *   sequence  8 bytes, big-endian
 *   ordinal   4 bytes, big-endian
 *   flag      a byte: the data was too large
 *   the rest  varints, then the key as it is where it has a zero byte, record id, group and data
 */
#include "engine/facts.h"

#include <string.h>

#include "base/interrupt.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/sorter.h"
#include "base/thread.h"
#include "base/varint.h"

#define FACT_BUFFER_BYTES (64U * 1024U) /* read of a run at a time */
#define KEY_ESCAPED '\xff'
#define BUNDLE_BYTES 4U
#define KEY_END_BYTES 2U
#define PLACE_BYTES 12U /* sequence and ordinal */
#define FLAG_BYTES 1U
#define SHARE_OF_HOST 3U /* of the memory; ids are short */
#define MANY_IDS 4096U   /* are looked through in a thread */

/* The facts of the key in hand, as they are handed on. */
struct group {
	struct buffer stored;
	size_t count;
	bool too_large; /* one of them has lost its data */
};

/* Ids of records are sorted apart: what begins alike is sorted fast. */
struct facts {
	struct sorter *of_plugins;
	struct sorter *of_host;
	struct group group;
};

/* ---- The packed form ------------------------------------------------------------ */

static void
put_varint(struct buffer *bytes, uint64_t number)
{
	bytes->length += varint_put(buffer_reserve(bytes, VARINT_BYTES), number);
}

/* Small for days after 1970 and for those that are not there. */
static void
put_day(struct buffer *bytes, int32_t day)
{
	uint32_t bits = (uint32_t)day;

	put_varint(bytes, (uint32_t)(bits << 1U | bits >> 31U));
}

static void
put_key(struct buffer *bytes, struct text key)
{
	static const char end[KEY_END_BYTES] = {0, 0};

	if (memchr(key.data, '\0', key.length) == NULL) {
		buffer_append(bytes, key.data, key.length);
	} else {
		for (size_t i = 0; i < key.length; i++) {
			buffer_append_byte(bytes, key.data[i]);
			if (key.data[i] == '\0')
				buffer_append_byte(bytes, KEY_ESCAPED);
		}
	}
	buffer_append(bytes, end, sizeof end);
}

static void
put_places(struct buffer *bytes, const struct fact_origin *origin, bool too_large)
{
	char places[PLACE_BYTES];

	sorter_put_u64(places, origin->sequence);
	sorter_put_u32(places + sizeof(uint64_t), origin->ordinal);
	buffer_append(bytes, places, sizeof places);
	buffer_append_byte(bytes, too_large ? '\1' : '\0');
	put_varint(bytes, origin->table);
	put_varint(bytes, origin->ruleset);
	put_varint(bytes, origin->type);
	put_varint(bytes, origin->input);
	put_varint(bytes, origin->line);
	put_day(bytes, origin->as_of);
	put_day(bytes, origin->exported_on);
}

void
fact_pack(const struct fact *fact, struct buffer *bytes)
{
	bool of_host = fact->origin.bundle == FACTS_OF_HOST;
	bool too_large = fact->too_large || fact->data.length > LIMIT_KEY_FACT_BYTES;
	struct text nothing = {0};
	struct text id = of_host ? nothing : fact->record_id;
	struct text group = of_host ? nothing : fact->group;
	struct text data = too_large ? nothing : fact->data;
	/* Any other can be read where it is sorted by. */
	struct text key = memchr(fact->key.data, '\0', fact->key.length) == NULL ? nothing : fact->key;
	char bundle[BUNDLE_BYTES];

	sorter_put_u32(bundle, fact->origin.bundle);
	buffer_append(bytes, bundle, sizeof bundle);
	put_key(bytes, fact->key);
	put_places(bytes, &fact->origin, too_large);
	put_varint(bytes, key.length);
	put_varint(bytes, id.length);
	put_varint(bytes, group.length);
	buffer_append(bytes, key.data, key.length);
	buffer_append(bytes, id.data, id.length);
	buffer_append(bytes, group.data, group.length);
	buffer_append(bytes, data.data, data.length);
}

/* Bytes still to be read; `broken` once there were too few. */
struct cursor {
	const char *at;
	size_t left;
	bool broken;
};

static uint64_t
get_varint(struct cursor *cursor)
{
	uint64_t number = 0;
	size_t length = varint_get(cursor->at, cursor->left, &number);

	cursor->broken = cursor->broken || length == 0;
	cursor->at += length;
	cursor->left -= length;
	return number;
}

static uint32_t
get_varint32(struct cursor *cursor)
{
	uint64_t number = get_varint(cursor);

	if (number > UINT32_MAX)
		cursor->broken = true;
	return (uint32_t)number;
}

static int32_t
get_day(struct cursor *cursor)
{
	uint32_t bits = get_varint32(cursor);

	return (int32_t)(bits >> 1U | bits << 31U);
}

static struct text
get_bytes(struct cursor *cursor, uint64_t length)
{
	struct text text = {cursor->at, 0};

	if (length > cursor->left) {
		cursor->broken = true;
		return text;
	}
	text.length = (size_t)length;
	cursor->at += length;
	cursor->left -= (size_t)length;
	return text;
}

/* The bytes of bundle and key: the same for all facts of a group. 0 when they are not whole. */
static size_t
head_length(struct text packed)
{
	size_t at = BUNDLE_BYTES;

	while (at + KEY_END_BYTES <= packed.length) {
		const char *zero = memchr(packed.data + at, '\0', packed.length - at);

		if (zero == NULL)
			return 0;
		at = (size_t)(zero - packed.data) + KEY_END_BYTES;
		if (at <= packed.length && zero[1] == '\0')
			return at;
		if (at > packed.length || zero[1] != KEY_ESCAPED)
			return 0;
	}
	return 0;
}

/* The key, the record id and the group, and behind them the data. */
static void
get_texts(struct cursor *cursor, struct text packed, size_t head, struct fact *ret_fact)
{
	uint64_t key_length = get_varint(cursor);
	uint64_t id_length = get_varint(cursor);
	uint64_t group_length = get_varint(cursor);

	ret_fact->key = key_length == 0 ? text_view(packed.data + BUNDLE_BYTES, head - BUNDLE_BYTES - KEY_END_BYTES)
	                                : get_bytes(cursor, key_length);
	ret_fact->record_id = get_bytes(cursor, id_length);
	ret_fact->group = get_bytes(cursor, group_length);
	ret_fact->data = text_view(cursor->at, cursor->left);
	if (ret_fact->origin.bundle == FACTS_OF_HOST)
		ret_fact->record_id = ret_fact->key;
}

static enum status
unpack_behind(struct text packed, size_t head, struct fact *ret_fact)
{
	struct cursor cursor = {packed.data + head, packed.length - head, false};
	struct fact_origin *origin = &ret_fact->origin;
	struct text places = get_bytes(&cursor, PLACE_BYTES + FLAG_BYTES);

	if (cursor.broken)
		return STATUS_INVALID;
	origin->bundle = sorter_get_u32(packed.data);
	origin->sequence = sorter_get_u64(places.data);
	origin->ordinal = sorter_get_u32(places.data + sizeof(uint64_t));
	ret_fact->too_large = places.data[PLACE_BYTES] != '\0';
	origin->table = get_varint32(&cursor);
	origin->ruleset = get_varint32(&cursor);
	origin->type = get_varint32(&cursor);
	origin->input = get_varint32(&cursor);
	origin->line = get_varint(&cursor);
	origin->as_of = get_day(&cursor);
	origin->exported_on = get_day(&cursor);
	get_texts(&cursor, packed, head, ret_fact);
	return cursor.broken ? STATUS_INVALID : STATUS_OK;
}

enum status
fact_unpack(struct text packed, struct fact *ret_fact)
{
	size_t head = head_length(packed);

	return head == 0 ? STATUS_INVALID : unpack_behind(packed, head, ret_fact);
}

/* ---- One behind the other --------------------------------------------------------- */

static void
store(struct text packed, struct buffer *bytes)
{
	uint32_t length = (uint32_t)packed.length;

	buffer_append(bytes, &length, sizeof length);
	buffer_append(bytes, packed.data, packed.length);
}

void
fact_store(const struct fact *fact, struct buffer *bytes)
{
	size_t at = bytes->length;
	uint32_t length = 0;

	buffer_append(bytes, &length, sizeof length);
	fact_pack(fact, bytes);
	length = (uint32_t)(bytes->length - at - sizeof length);
	memcpy(bytes->data + at, &length, sizeof length);
}

/* The packed form of the first of `rest`. */
static enum status
take_packed(struct text *rest, struct text *ret_packed)
{
	uint32_t length = 0;

	if (rest->length < sizeof length)
		return STATUS_INVALID;
	memcpy(&length, rest->data, sizeof length);
	if (rest->length - sizeof length < length)
		return STATUS_INVALID;
	*ret_packed = text_view(rest->data + sizeof length, length);
	*rest = text_view(ret_packed->data + length, rest->length - sizeof length - length);
	return STATUS_OK;
}

enum status
fact_take(struct text *rest, struct fact *ret_fact)
{
	struct text packed = {0};
	enum status status = take_packed(rest, &packed);

	return status == STATUS_OK ? fact_unpack(packed, ret_fact) : status;
}

/* ---- Keeping -------------------------------------------------------------------- */

static struct sorter *
new_sorter(size_t memory_bytes)
{
	struct sorter_limits limits = {memory_bytes, FACT_BUFFER_BYTES, NULL};

	return sorter_new(&limits);
}

struct facts *
facts_new(size_t memory_bytes)
{
	struct facts *facts = memory_zeroed(1, sizeof *facts);

	facts->of_host = new_sorter(memory_bytes / SHARE_OF_HOST);
	facts->of_plugins = new_sorter(memory_bytes - memory_bytes / SHARE_OF_HOST);
	return facts;
}

enum status
facts_add(struct facts *facts, struct text packed)
{
	struct fact fact;
	enum status status = STATUS_OK;

	if (fact_unpack(packed, &fact) != STATUS_OK)
		return STATUS_INVALID;
	status = sorter_add(fact.origin.bundle == FACTS_OF_HOST ? facts->of_host : facts->of_plugins, packed);
	return status == STATUS_LIMIT ? STATUS_INVALID : status;
}

/* ---- Handing out ---------------------------------------------------------------- */

static void
group_add(struct group *group, struct text packed, size_t head)
{
	size_t flag = head + PLACE_BYTES;

	store(packed, &group->stored);
	group->count++;
	group->too_large = group->too_large || (packed.length > flag && packed.data[flag] != '\0');
}

static void
group_begin(struct group *group, struct text packed, size_t head)
{
	buffer_reset(&group->stored);
	group->count = 0;
	group->too_large = false;
	group_add(group, packed, head);
}

/* One walk over the sorted facts of one store. */
struct walk {
	struct sorter *sorter;
	struct group *group;
	facts_group_fn *take;
	facts_lost_fn *lost;
	void *context;
	struct text next;   /* not yet in any group */
	enum status status; /* of getting it */
};

static bool
is_same_key(const struct walk *walk, size_t head)
{
	return walk->status == STATUS_OK && walk->next.length >= head &&
	       memcmp(walk->next.data, walk->group->stored.data + sizeof(uint32_t), head) == 0;
}

static enum status
lose(const struct walk *walk, struct text packed, uint64_t place)
{
	struct fact fact;

	if (fact_unpack(packed, &fact) != STATUS_OK)
		return STATUS_INVALID;
	return walk->lost(walk->context, &fact, place);
}

/* What was gathered of a key that is too large, and all that is left of it. */
static enum status
lose_group(struct walk *walk, size_t head)
{
	struct text rest = text_view(walk->group->stored.data, walk->group->stored.length);
	struct text packed = {0};
	enum status status = STATUS_OK;
	uint64_t place = 0;

	while (status == STATUS_OK && rest.length > 0) {
		status = take_packed(&rest, &packed);
		if (status == STATUS_OK)
			status = lose(walk, packed, place++);
	}
	while (status == STATUS_OK && is_same_key(walk, head)) {
		status = lose(walk, walk->next, place++);
		walk->status = sorter_next(walk->sorter, &walk->next);
	}
	return status;
}

static bool
is_over(const struct group *group)
{
	return group->count > LIMIT_KEY_FACTS || group->stored.length > LIMIT_KEY_FACT_BYTES;
}

static enum status
hand_out(const struct walk *walk)
{
	const struct group *group = walk->group;
	const struct fact_group known = {sorter_get_u32(group->stored.data + sizeof(uint32_t)), group->count,
	    text_view(group->stored.data, group->stored.length)};

	if (known.bundle == FACTS_OF_HOST && known.count == 1)
		return STATUS_OK;
	return walk->take(walk->context, &known);
}

static enum status
walk_group(struct walk *walk)
{
	struct group *group = walk->group;
	size_t head = head_length(walk->next);

	if (head == 0)
		return STATUS_INVALID;
	group_begin(group, walk->next, head);
	walk->status = sorter_next(walk->sorter, &walk->next);
	while (!is_over(group) && is_same_key(walk, head)) {
		group_add(group, walk->next, head);
		walk->status = sorter_next(walk->sorter, &walk->next);
	}
	/* A group that could not be read to its end is not judged. */
	if (walk->status != STATUS_OK && walk->status != STATUS_END)
		return walk->status;
	return is_over(group) || group->too_large ? lose_group(walk, head) : hand_out(walk);
}

static enum status
walk_sorter(struct walk *walk)
{
	enum status status = sorter_start(walk->sorter);

	if (status != STATUS_OK)
		return status;
	walk->status = sorter_next(walk->sorter, &walk->next);
	while (status == STATUS_OK && walk->status == STATUS_OK)
		status = walk_group(walk);
	if (status != STATUS_OK)
		return status;
	return walk->status == STATUS_END ? STATUS_OK : walk->status;
}

/* ---- Ids that several records have ------------------------------------------------ */

/* Nearly always there are none, and finding that out takes as long as sorting: so it is done in a thread, while the facts
 * of plugins are sorted and handed out. */
struct search {
	struct sorter *sorter;
	pthread_t thread;
	bool is_begun;
	bool found; /* some id is there twice, or nobody knows */
};

/* Whether the next string has the head that is kept; if not, its own is kept. */
static bool
is_seen(struct buffer *kept, struct text next)
{
	size_t head = head_length(next);

	if (head == 0 || (head == kept->length && memcmp(kept->data, next.data, head) == 0))
		return true;
	buffer_reset(kept);
	buffer_append(kept, next.data, head);
	return false;
}

static void *
search(void *context)
{
	struct search *search = context;
	struct buffer kept = {0};
	struct text next = {0};
	enum status status = sorter_start(search->sorter);

	/* Interrupted, nobody waits for the answer, but for the thread. */
	while (status == STATUS_OK && interrupt_signal == 0 &&
	       (status = sorter_next(search->sorter, &next)) == STATUS_OK && !is_seen(&kept, next))
		continue;
	search->found = status != STATUS_END;
	buffer_clear(&kept);
	return NULL;
}

static void
search_begin(struct search *ret_search, struct sorter *sorter)
{
	*ret_search = (struct search){.sorter = sorter, .found = true};
	if (sorter_get_use(sorter)->strings >= MANY_IDS)
		ret_search->is_begun = thread_start(&ret_search->thread, search, ret_search);
}

/* Whether it is worth a look which. */
static bool
search_end(struct search *search)
{
	if (search->is_begun)
		pthread_join(search->thread, NULL);
	return search->found;
}

enum status
facts_each_group(struct facts *facts, facts_group_fn *group, facts_lost_fn *lost, void *context)
{
	struct walk walk = {
	    .sorter = facts->of_plugins, .group = &facts->group, .take = group, .lost = lost, .context = context};
	struct search search;
	enum status status = STATUS_OK;
	bool found = false;

	search_begin(&search, facts->of_host);
	status = walk_sorter(&walk);
	found = search_end(&search);
	if (status != STATUS_OK || !found)
		return status;
	walk.sorter = facts->of_host;
	return walk_sorter(&walk);
}

void
facts_free(struct facts *facts)
{
	if (facts == NULL)
		return;
	sorter_free(facts->of_plugins);
	sorter_free(facts->of_host);
	buffer_clear(&facts->group.stored);
	memory_free(facts);
}
