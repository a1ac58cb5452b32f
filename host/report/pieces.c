/* See report/pieces.h. Each thread waits when the one who puts pieces together is two pieces behind. */
#include "report/pieces.h"

#include <string.h>

#include "base/memory.h"
#include "base/thread.h"

#define AHEAD 2U /* pieces of one thread that may wait */

struct line; /* all threads of one listing */

/* One thread. */
struct hand {
	struct line *line;
	uint32_t number;
	pthread_t thread;
	void *maker;
	struct spool_reader *reader;
	struct buffer ready[AHEAD]; /* a ring of pieces that are made */
	uint32_t first;
	uint32_t count;
	bool is_done;       /* makes no more pieces ... */
	enum status status; /* ... because of this; STATUS_ABSENT: there are none */
};

struct line {
	const struct pieces *pieces;
	struct hand *hands;
	uint32_t count;
	uint32_t opened; /* hands that have a maker */
	pthread_mutex_t lock;
	pthread_cond_t made;  /* a piece, or a thread is done */
	pthread_cond_t taken; /* a piece, or nobody takes any more */
	bool is_stopped;
	bool lacks_threads; /* not all of them could be started */
};

/* ---- In a thread ------------------------------------------------------------------------- */

/* Hands a piece over; false: nobody wants more. */
static bool
hand_over(struct hand *hand, struct buffer *piece)
{
	struct line *line = hand->line;
	bool goes_on = false;

	pthread_mutex_lock(&line->lock);
	while (hand->count == AHEAD && !line->is_stopped)
		pthread_cond_wait(&line->taken, &line->lock);
	goes_on = !line->is_stopped;
	if (goes_on) {
		hand->ready[(hand->first + hand->count) % AHEAD] = *piece;
		hand->count++;
		buffer_init(piece);
		pthread_cond_signal(&line->made);
	}
	pthread_mutex_unlock(&line->lock);
	return goes_on;
}

/* One piece: STATUS_ABSENT behind the last. */
static enum status
make_piece(struct hand *hand, struct buffer *piece)
{
	const struct pieces *pieces = hand->line->pieces;
	enum status status = spool_reader_piece(hand->reader, pieces->record, hand->maker);

	if (status == STATUS_OK && pieces->end != NULL)
		status = pieces->end(hand->maker, piece);
	return status;
}

static void
report_end(struct hand *hand, enum status status)
{
	struct line *line = hand->line;

	pthread_mutex_lock(&line->lock);
	hand->status = status;
	hand->is_done = true;
	pthread_cond_signal(&line->made);
	pthread_mutex_unlock(&line->lock);
}

/*
 * In the thread itself: what two threads write to all the time must not lie side by side, or each waits for the other's
 * cache. One after the other, and before any piece is put: what makers are made from changes by then.
 */
static enum status
open_hand(struct hand *hand)
{
	struct line *line = hand->line;
	const struct pieces *pieces = line->pieces;

	pthread_mutex_lock(&line->lock);
	hand->maker = pieces->open(pieces->context);
	line->opened++;
	pthread_cond_signal(&line->made);
	pthread_mutex_unlock(&line->lock);
	return spool_reader_new(pieces->spool, pieces->parts, hand->number, line->count, &hand->reader);
}

/* Behind the last piece; not where somebody else's failure ended the work. */
static enum status
finish(const struct hand *hand, enum status status, bool is_wanted)
{
	const struct pieces *pieces = hand->line->pieces;
	enum status last = STATUS_OK;

	if (status == STATUS_ABSENT && is_wanted && pieces->finish != NULL)
		last = pieces->finish(hand->maker);
	return last == STATUS_OK ? status : last;
}

static void *
work(void *context)
{
	struct hand *hand = context;
	struct buffer piece = {0};
	bool is_wanted = true;
	enum status status = open_hand(hand);

	while (status == STATUS_OK && is_wanted) {
		status = make_piece(hand, &piece);
		if (status == STATUS_OK && hand->line->pieces->end != NULL)
			is_wanted = hand_over(hand, &piece);
	}
	buffer_clear(&piece);
	if (!is_wanted)
		status = STATUS_ABSENT;
	report_end(hand, finish(hand, status, is_wanted));
	return NULL;
}

/* ---- In the caller's thread ---------------------------------------------------------------- */

/* The next piece of a thread; STATUS_ABSENT: it makes no more. */
static enum status
take_piece(struct hand *hand, struct buffer *ret_piece)
{
	struct line *line = hand->line;
	enum status status = STATUS_OK;

	pthread_mutex_lock(&line->lock);
	while (hand->count == 0 && !hand->is_done)
		pthread_cond_wait(&line->made, &line->lock);
	if (hand->count > 0) {
		*ret_piece = hand->ready[hand->first];
		buffer_init(&hand->ready[hand->first]);
		hand->first = (hand->first + 1) % AHEAD;
		hand->count--;
		pthread_cond_broadcast(&line->taken);
	} else {
		status = hand->status;
	}
	pthread_mutex_unlock(&line->lock);
	return status;
}

static void
wait_for_makers(struct line *line)
{
	pthread_mutex_lock(&line->lock);
	while (line->opened < line->count)
		pthread_cond_wait(&line->made, &line->lock);
	pthread_mutex_unlock(&line->lock);
}

/* Round and round, until one has no more: then nobody has. */
static enum status
put_together(struct line *line)
{
	enum status status = STATUS_OK;
	uint32_t turn = 0;

	wait_for_makers(line);
	while (status == STATUS_OK) {
		struct buffer piece = {0};

		status = take_piece(&line->hands[turn], &piece);
		if (status == STATUS_OK && piece.length > 0)
			status = line->pieces->put(line->pieces->context, text_view(piece.data, piece.length));
		buffer_clear(&piece);
		turn = turn + 1 == line->count ? 0 : turn + 1;
	}
	return status == STATUS_ABSENT ? STATUS_OK : status;
}

static void
stop(struct line *line)
{
	pthread_mutex_lock(&line->lock);
	line->is_stopped = true;
	pthread_cond_broadcast(&line->taken);
	pthread_mutex_unlock(&line->lock);
}

/* Joins those that were started; the first failure counts. */
static enum status
join(struct line *line, uint32_t started, enum status status)
{
	uint32_t i = 0;

	stop(line);
	for (i = 0; i < started; i++) {
		pthread_join(line->hands[i].thread, NULL);
		if (status == STATUS_OK && line->hands[i].status != STATUS_ABSENT)
			status = line->hands[i].status;
	}
	return status;
}

static enum status
run_threads(struct line *line)
{
	enum status status = STATUS_OK;
	uint32_t started = 0;

	while (started < line->count && thread_start(&line->hands[started].thread, work, &line->hands[started]))
		started++;
	line->lacks_threads = started < line->count;
	if (line->lacks_threads)
		status = STATUS_ABSENT;
	else if (line->pieces->end != NULL)
		status = put_together(line);
	return join(line, started, status);
}

static void
name_hands(struct line *line)
{
	for (uint32_t i = 0; i < line->count; i++) {
		line->hands[i].line = line;
		line->hands[i].number = i;
	}
}

static void
close_hands(struct line *line, bool keeps)
{
	uint32_t i = 0;
	uint32_t k = 0;

	for (i = 0; i < line->count; i++) {
		struct hand *hand = &line->hands[i];

		spool_reader_free(hand->reader);
		for (k = 0; k < AHEAD; k++)
			buffer_clear(&hand->ready[k]);
		if (hand->maker != NULL)
			line->pieces->close(keeps ? line->pieces->context : NULL, hand->maker);
	}
	memory_free(line->hands);
}

/* Without threads: one piece after the other. */
static enum status
run_alone(struct line *line)
{
	const struct pieces *pieces = line->pieces;
	struct hand *hand = &line->hands[0];
	struct buffer piece = {0};
	enum status status = open_hand(hand);

	while (status == STATUS_OK) {
		buffer_reset(&piece);
		status = make_piece(hand, &piece);
		if (status == STATUS_OK && piece.length > 0)
			status = pieces->put(pieces->context, text_view(piece.data, piece.length));
	}
	buffer_clear(&piece);
	status = finish(hand, status, true);
	return status == STATUS_ABSENT ? STATUS_OK : status;
}

static uint64_t
merged_by_all(const struct line *line)
{
	uint64_t merged = 0;
	uint32_t i = 0;

	for (i = 0; i < line->count; i++)
		merged += spool_reader_merged(line->hands[i].reader);
	return merged;
}

/* Where threads cannot be started nothing is put, and nothing kept. */
static enum status
make(const struct pieces *pieces, uint32_t threads, bool *ret_lacks_threads)
{
	struct line line = {.pieces = pieces, .count = threads};
	enum status status = STATUS_OK;

	line.hands = memory_zeroed(threads, sizeof *line.hands);
	pthread_mutex_init(&line.lock, NULL);
	pthread_cond_init(&line.made, NULL);
	pthread_cond_init(&line.taken, NULL);
	status = spool_settle(pieces->spool);
	name_hands(&line);
	if (status == STATUS_OK)
		status = threads == 1 ? run_alone(&line) : run_threads(&line);
	if (status == STATUS_OK && merged_by_all(&line) != spool_supplement_count(pieces->spool))
		status = STATUS_INTERNAL;
	pthread_cond_destroy(&line.taken);
	pthread_cond_destroy(&line.made);
	pthread_mutex_destroy(&line.lock);
	close_hands(&line, status == STATUS_OK);
	*ret_lacks_threads = line.lacks_threads;
	return status;
}

enum status
pieces_make(const struct pieces *pieces)
{
	uint32_t threads = pieces->threads == 0 ? 1 : pieces->threads;
	uint64_t count = spool_piece_count(pieces->spool);
	bool lacks_threads = false;
	enum status status = STATUS_OK;

	if (count < threads)
		threads = count < 2 ? 1 : (uint32_t)count;
	status = make(pieces, threads, &lacks_threads);
	return lacks_threads ? make(pieces, 1, &lacks_threads) : status;
}
