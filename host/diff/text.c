/*
 * A diff as text, for the person who has to act on it: the answer, the two runs,
 * what keeps it from being whole, then what is new, worse, fixed and not
 * comparable, each record by record, and the money.
 */
#include "diff/text_parts.h"
#include "report/words.h"

void
text_section(struct text_diff *text, const char *title)
{
	if (!text->any)
		page_heading(&text->page, title);
	text->any = true;
}

void
text_record(struct text_diff *text, const struct diff_record *record)
{
	const struct diff_side *side = record->new.present ? &record->new : &record->old;
	struct buffer *draft = NULL;

	buffer_reset(&text->candidate);
	words_view(&text->candidate, record->plugin);
	buffer_append_byte(&text->candidate, '\0');
	words_view(&text->candidate, record->type);
	buffer_append_byte(&text->candidate, '\0');
	words_view(&text->candidate, record->id);
	if (text_equal(
		text_view(text->candidate.data, text->candidate.length), text_view(text->last.data, text->last.length)))
		return;
	buffer_reset(&text->last);
	buffer_append(&text->last, text->candidate.data, text->candidate.length);
	draft = page_draft(&text->page);
	words_record_id(draft, record->id);
	if (record->group.length > 0) {
		buffer_append_text(draft, ", group ");
		words_view(draft, record->group);
	}
	buffer_append_text(draft, ", ");
	words_view(draft, record->type);
	buffer_append_text(draft, record->new.present ? " at " : " in OLD at ");
	words_place(draft, side->facts, side->input, side->line);
	page_put_draft(&text->page, 0, 2, PAGE_BOLD, "");
}

void
text_label(struct page *page, const char *label, const struct buffer *draft)
{
	page_label(page, 4, LABEL_COLUMNS, label, text_view(buffer_text(draft), draft->length));
}

static void
put_title(struct page *page, const struct diff_finding *finding)
{
	struct buffer *draft = page_draft(page);

	words_view(draft, finding->rule);
	if (finding->title[0] != '\0')
		buffer_append_format(draft, ": %s", finding->title);
	page_put_draft(page, 2, 4, PAGE_PLAIN, "");
}

static void
put_stake(struct page *page, const struct diff_finding *finding)
{
	struct buffer *draft = page_draft(page);

	if (!finding->old.present || !finding->new.present || finding->old.stake == finding->new.stake)
		return;
	words_money(draft, finding->new.stake);
	buffer_append_text(draft, ", was ");
	words_money(draft, finding->old.stake);
	text_label(page, "At stake", draft);
}

static void
put_place(struct page *page, const struct diff_record *record, const struct diff_finding *finding)
{
	bool is_new = finding->new.present;
	const struct diff_side *side = is_new ? &record->new : &record->old;
	const struct diff_instance *instance = is_new ? &finding->new : &finding->old;
	struct buffer *draft = page_draft(page);

	buffer_append_text(draft, is_new ? "" : "OLD, ");
	words_place(draft, side->facts, side->input, instance->line != 0 ? instance->line : side->line);
	if (finding->path.length > 0) {
		buffer_append_text(draft, ", ");
		words_view(draft, finding->path);
	}
	text_label(page, "Where", draft);
	draft = page_draft(page);
	words_date(draft, instance->due);
	text_label(page, "Due", draft);
}

static void
put_finding(struct text_diff *text, const struct diff_record *record, const struct diff_finding *finding)
{
	struct page *page = &text->page;
	const struct diff_instance *instance = finding->new.present ? &finding->new : &finding->old;
	struct buffer *draft = NULL;

	text_section(text, text_class_titles[finding->class]);
	text_record(text, record);
	put_title(page, finding);
	draft = page_draft(page);
	diff_outcomes_words(draft, finding);
	text_label(page, "Result", draft);
	if (finding->reason != DIFF_NO_REASON)
		page_label(page, 4, LABEL_COLUMNS, finding->class == DIFF_NOT_COMPARABLE ? "Because" : "Note",
		    text_of(diff_reason_words(finding->reason)));
	page_label(page, 4, LABEL_COLUMNS, "What", instance->message);
	put_stake(page, finding);
	put_place(page, record, finding);
}

static enum status
list_finding(void *context, const struct diff_record *record, const struct diff_finding *finding,
    const struct diff_amount *amount)
{
	struct text_diff *text = context;

	(void)amount;
	if (finding != NULL && finding->class == text->class)
		put_finding(text, record, finding);
	return STATUS_OK;
}

static enum status
put_listing(struct text_diff *text, diff_item_fn *item)
{
	text->any = false;
	buffer_reset(&text->last);
	return diff_read(text->diff, item, text);
}

static enum status
put_listings(struct text_diff *text)
{
	enum status status = STATUS_OK;

	for (int class = 0; class < DIFF_CLASSES && status == STATUS_OK; class ++) {
		text->class = (enum diff_class) class;
		if (diff_totals_of(text->diff)->classes[class].all == 0 ||
		    (class == DIFF_PERSISTING && text->show != SHOW_ALL))
			continue;
		status = put_listing(text, list_finding);
	}
	return status == STATUS_OK ? put_listing(text, text_list_amount) : status;
}

enum status
diff_render_text(struct diff *diff, const struct render_options *options, struct sink *sink)
{
	struct text_diff text = {.diff = diff, .show = options->show};
	enum status status = STATUS_OK;

	page_start(&text.page, sink, options->color);
	text_head(&text);
	if (options->show != SHOW_TOTALS)
		status = put_listings(&text);
	text_sums(&text);
	page_end(&text.page);
	buffer_clear(&text.last);
	buffer_clear(&text.candidate);
	return status;
}
