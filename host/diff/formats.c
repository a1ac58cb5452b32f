/* The formats of a diff, and what they have in common; see diff/render.h. */
#include "diff/render.h"

#include "report/words.h"

const struct diff_format diff_formats[] = {
    {"text", diff_render_text},
    {"json", diff_render_json},
    {"csv", diff_render_csv},
    {"markdown", diff_render_markdown},
    {NULL, NULL},
};

bool
diff_lists_finding(enum show show, const struct diff_finding *finding)
{
	return show == SHOW_ALL || (show == SHOW_FINDINGS && finding->class != DIFF_PERSISTING);
}

bool
diff_lists_amount(enum show show, const struct diff_amount *amount)
{
	if (amount->reason == DIFF_RECORD_GONE || amount->reason == DIFF_RECORD_NEW)
		return show == SHOW_ALL;
	return show == SHOW_ALL || (show == SHOW_FINDINGS && amount->change != DIFF_SAME);
}

static void
append_instance(struct buffer *text, const struct diff_instance *instance)
{
	buffer_append_format(text, "%s (%s)", outcome_name(instance->outcome), severity_name(instance->severity));
}

void
diff_outcomes_words(struct buffer *text, const struct diff_finding *finding)
{
	const struct diff_instance *old = &finding->old;
	const struct diff_instance *new = &finding->new;

	if (new->present)
		append_instance(text, new);
	if (new->present && old->present && (old->outcome != new->outcome || old->severity != new->severity))
		buffer_append_text(text, ", ");
	else if (new->present)
		return;
	buffer_append_text(text, "was ");
	append_instance(text, old);
	if (finding->now != 0)
		buffer_append_format(text, ", the rule is now %s", outcome_name(finding->now));
}

void
diff_time_words(struct buffer *text, const struct diff_amount *amount)
{
	if (amount->month != CASELINT_ABSENT) {
		words_month(text, amount->month);
		return;
	}
	if (amount->from != CASELINT_ABSENT) {
		buffer_append_text(text, "from ");
		words_date(text, amount->from);
	}
	if (amount->to != CASELINT_ABSENT) {
		buffer_append_text(text, amount->from != CASELINT_ABSENT ? " to " : "to ");
		words_date(text, amount->to);
	}
}
