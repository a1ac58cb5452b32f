/* See truth.h. Names, ids and rules hold nothing that JSON would have escaped. */
#include "truth.h"

/* "RULE ?RULE" as the members of an object. */
static void
write_changes(struct output *output, const char *changes)
{
	const char *separator = "";

	while (*changes != '\0') {
		size_t length = strcspn(changes, " ");
		bool is_unknown = changes[0] == '?';

		put(output, separator);
		put(output, "\"");
		put_bytes(output, changes + (is_unknown ? 1 : 0), length - (is_unknown ? 1 : 0));
		put(output, is_unknown ? "\":\"unknown\"" : "\":\"fail\"");
		separator = ",";
		changes += length + strspn(changes + length, " ");
	}
}

static void
write_slot(struct output *output, const struct slot *slot)
{
	put(output, "{\"record\":\"");
	put(output, slot->id);
	put(output, "\",\"fault\":\"");
	put(output, slot->fault->name);
	put(output, "\",\"rules\":{");
	write_changes(output, slot->changes);
	put(output, "}");
	if (slot->planted_in != NULL) {
		put(output, ",\"plantedIn\":\"");
		put(output, slot->planted_in);
		put(output, "\"");
	}
	if (slot->planted_in == NULL && slot->fault->input != NULL) {
		put(output, ",\"input\":\"");
		put(output, slot->fault->input);
		put(output, "\",\"lines\":[");
		put_number(output, slot->first_line);
		put(output, ",");
		put_number(output, slot->last_line);
		put(output, "]");
	}
	put(output, "}");
	put_line_end(output);
}

void
truth_write(struct output *output, const struct group *group)
{
	uint32_t i = 0;

	for (i = 0; i < group->count; i++) {
		const struct slot *slot = &group->slots[i];

		bool is_form = slot->fault != NULL && slot->fault->input != NULL && slot->planted_in == NULL;

		if (slot->fault != NULL && (slot->changes[0] != '\0' || is_form))
			write_slot(output, slot);
	}
}

/* "Nothing found" is no answer where something could not be read. */
void
truth_write_lost(struct output *output)
{
	put(output, "{\"record\":\"*\",\"fault\":\"lost-record\",\"rules\":{");
	write_changes(output, "?OH-GEN-13 ?OH-MAT-02 ?OH-NLA-12 ?OH-NLS-09");
	put(output, "},\"insteadOf\":\"pass\"}");
	put_line_end(output);
}
