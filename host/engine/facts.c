/* One buffer of packed facts and an index that is sorted once; see engine/facts.h. */
#include "engine/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct packed_head {
	struct fact_origin origin;
	uint32_t id_length;
	uint32_t group_length;
	uint32_t key_length;
	uint32_t data_length;
};

struct facts {
	struct buffer bytes;
	size_t *offsets; /* of each packed fact */
	size_t count;
	size_t room;
};

void
fact_pack(const struct fact *fact, struct buffer *bytes)
{
	struct packed_head head;

	memset(&head, 0, sizeof head);
	head.origin = fact->origin;
	head.id_length = (uint32_t)fact->record_id.length;
	head.group_length = (uint32_t)fact->group.length;
	head.key_length = (uint32_t)fact->key.length;
	head.data_length = (uint32_t)fact->data.length;
	buffer_append(bytes, &head, sizeof head);
	buffer_append(bytes, fact->record_id.data, fact->record_id.length);
	buffer_append(bytes, fact->group.data, fact->group.length);
	buffer_append(bytes, fact->key.data, fact->key.length);
	buffer_append(bytes, fact->data.data, fact->data.length);
}

enum status
fact_unpack(struct text bytes, struct fact *ret_fact)
{
	struct packed_head head;
	const char *at = NULL;

	if (bytes.length < sizeof head)
		return STATUS_INVALID;
	memcpy(&head, bytes.data, sizeof head);
	if (bytes.length - sizeof head <
	    (uint64_t)head.id_length + head.group_length + head.key_length + head.data_length)
		return STATUS_INVALID;
	at = bytes.data + sizeof head;
	ret_fact->origin = head.origin;
	ret_fact->record_id = text_view(at, head.id_length);
	ret_fact->group = text_view(at + head.id_length, head.group_length);
	ret_fact->key = text_view(at + head.id_length + head.group_length, head.key_length);
	ret_fact->data = text_view(at + head.id_length + head.group_length + head.key_length, head.data_length);
	return STATUS_OK;
}

struct facts *
facts_new(void)
{
	return memory_zeroed(1, sizeof(struct facts));
}

enum status
facts_add(struct facts *facts, struct text packed)
{
	struct fact fact;

	if (fact_unpack(packed, &fact) != STATUS_OK)
		return STATUS_INVALID;
	if (facts->count == facts->room) {
		facts->room = facts->room == 0 ? 256 : facts->room * 2;
		facts->offsets = memory_resize(facts->offsets, facts->room, sizeof *facts->offsets);
	}
	facts->offsets[facts->count++] = facts->bytes.length;
	buffer_append(&facts->bytes, packed.data, packed.length);
	return STATUS_OK;
}

static struct fact
fact_at(const struct facts *facts, size_t offset)
{
	struct fact fact;

	memset(&fact, 0, sizeof fact);
	/* It was checked when it was added. */
	(void)(fact_unpack(text_view(facts->bytes.data + offset, facts->bytes.length - offset), &fact) == STATUS_OK);
	return fact;
}

static int
compare_numbers(uint64_t left, uint64_t right)
{
	return left < right ? -1 : left > right;
}

static int
compare_groups(const struct fact *left, const struct fact *right)
{
	int order = compare_numbers(left->origin.bundle, right->origin.bundle);

	return order != 0 ? order : text_compare(left->key, right->key);
}

static int
compare_offsets(const void *left_pointer, const void *right_pointer, void *context)
{
	const struct facts *facts = context;
	struct fact left = fact_at(facts, *(const size_t *)left_pointer);
	struct fact right = fact_at(facts, *(const size_t *)right_pointer);
	int order = compare_groups(&left, &right);

	if (order == 0)
		order = compare_numbers(left.origin.sequence, right.origin.sequence);
	if (order == 0)
		order = compare_numbers(left.origin.ordinal, right.origin.ordinal);
	return order != 0 ? order : text_compare(left.data, right.data);
}

static enum status
hand_out(const struct facts *facts, size_t first, size_t count, facts_group_fn *group, void *context)
{
	struct fact *list = memory_zeroed(count, sizeof *list);
	enum status status = STATUS_OK;
	size_t i = 0;

	for (i = 0; i < count; i++)
		list[i] = fact_at(facts, facts->offsets[first + i]);
	status = group(context, list, count);
	memory_free(list);
	return status;
}

enum status
facts_each_group(struct facts *facts, facts_group_fn *group, void *context)
{
	size_t first = 0;

	if (facts->count > 1)
		qsort_r(facts->offsets, facts->count, sizeof *facts->offsets, compare_offsets, facts);
	while (first < facts->count) {
		struct fact head = fact_at(facts, facts->offsets[first]);
		enum status status = STATUS_OK;
		size_t count = 1;

		while (first + count < facts->count) {
			struct fact next = fact_at(facts, facts->offsets[first + count]);

			if (compare_groups(&head, &next) != 0)
				break;
			count++;
		}
		status = hand_out(facts, first, count, group, context);
		if (status != STATUS_OK)
			return status;
		first += count;
	}
	return STATUS_OK;
}

void
facts_free(struct facts *facts)
{
	if (facts == NULL)
		return;
	buffer_clear(&facts->bytes);
	memory_free(facts->offsets);
	memory_free(facts);
}
