/* Giving work and taking answers; see engine/crew.h. Time and deaths are in crew_watch.c. */
#include "engine/crew.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "engine/crew_parts.h"

#define WAITING_BYTES_MAX (UINT64_C(16) * 1024 * 1024)
#define IN_VAIN_MAX 16U   /* fresh workers that take no work: another would not either */
#define PLACE_BYTES 4096U /* a page for each beacon */

/* ---- Answers ------------------------------------------------------------------------------ */

/* Whether everybody waits for one of its errands: what stands before it has to be read, too. */
static bool
is_preferred(const struct crew *crew, const struct member *member)
{
	uint32_t i = 0;

	for (i = 0; i < member->errand_count; i++) {
		if (member->errands[i].tag == crew->preferred)
			return true;
	}
	return false;
}

static bool
may_read_on(const struct crew *crew, const struct member *member)
{
	return member->head_bytes < sizeof member->head || crew->waiting < WAITING_BYTES_MAX ||
	       is_preferred(crew, member);
}

static void
end_answer(struct crew *crew, struct member *member)
{
	struct buffer answer = member->answer;
	uint32_t tag = member->errands[0].tag;

	buffer_init(&member->answer);
	member->errand_count--;
	memmove(member->errands, member->errands + 1, member->errand_count * sizeof *member->errands);
	if (member->errand_count == 0)
		member->state = MEMBER_IDLE;
	crew_begin_errand(crew, member);
	crew->events.answered(crew->events.context, tag, (enum status)member->head.status, &answer);
	buffer_reset(&answer);
	member->answer = answer;
}

/* It cannot be believed any more: whatever it says next is not an answer. */
static bool
distrust(struct crew *crew, struct member *member)
{
	member->forged = true;
	crew_doom(crew, member);
	return false;
}

static bool
read_head(struct crew *crew, struct member *member)
{
	ssize_t got =
	    read(member->answers, (char *)&member->head + member->head_bytes, sizeof member->head - member->head_bytes);

	if (got <= 0)
		return got < 0 && errno == EINTR;
	member->head_bytes += (size_t)got;
	if (member->head_bytes < sizeof member->head)
		return true;
	if (member->head.magic != WORK_ANSWER_MAGIC || member->head.length > LIMIT_ANSWER_BYTES)
		return distrust(crew, member);
	(void)buffer_reserve(&member->answer, member->head.length);
	if (member->head.length == 0)
		end_answer(crew, member);
	return true;
}

/* Reads once; false when there is nothing to read now. */
bool
crew_read_answer(struct crew *crew, struct member *member)
{
	size_t left = 0;
	ssize_t got = 0;

	if (member->head_bytes < sizeof member->head)
		return read_head(crew, member);
	if (member->forged)
		return false;
	left = member->head.length - member->answer.length;
	got = read(member->answers, member->answer.data + member->answer.length, left);
	if (got <= 0)
		return got < 0 && errno == EINTR;
	member->answer.length += (size_t)got;
	if (member->answer.length == member->head.length)
		end_answer(crew, member);
	return true;
}

/* The news of a death follows; until then the pipe says nothing new. */
static void
see_end(struct member *member)
{
	close(member->answers);
	member->answers = -1;
}

static void
take_answer(struct crew *crew, struct member *member, short events)
{
	bool any = false;

	if ((events & POLLIN) != 0) {
		while (member->state == MEMBER_BUSY && may_read_on(crew, member) && crew_read_answer(crew, member))
			any = true;
	}
	if (!any && (events & (POLLHUP | POLLERR)) != 0 && member->answers >= 0)
		see_end(member);
}

enum status
crew_wait(struct crew *crew, int timeout_ms)
{
	struct pollfd waits[LIMIT_JOBS + 1];
	uint32_t places[LIMIT_JOBS + 1];
	nfds_t count = 1;
	nfds_t k = 0;
	uint32_t i = 0;
	enum status status = STATUS_OK;

	waits[0] = (struct pollfd){spawner_descriptor(crew->spawner), POLLIN, 0};
	for (i = 0; i < crew->setting.jobs; i++) {
		const struct member *member = &crew->members[i];

		if (member->state != MEMBER_BUSY || member->answers < 0 || member->forged || !may_read_on(crew, member))
			continue;
		places[count] = i;
		waits[count++] = (struct pollfd){member->answers, POLLIN, 0};
	}
	if (poll(waits, count, timeout_ms > LOOK_MS ? LOOK_MS : timeout_ms) > 0) {
		for (k = 1; k < count; k++)
			take_answer(crew, &crew->members[places[k]], waits[k].revents);
		if (waits[0].revents != 0)
			status = crew_take_news(crew);
	}
	crew_look_at_times(crew);
	return status;
}

/* ---- Giving work ---------------------------------------------------------------------------- */

static bool
give(struct crew *crew, uint32_t place, const struct work *work, uint32_t tag)
{
	struct member *member = &crew->members[place];

	/* A request is smaller than what a pipe takes at once. */
	errno = EIO;
	if (write(member->requests, work, sizeof *work) != (ssize_t)sizeof *work) {
		crew->give_error = errno;
		return false;
	}
	crew->in_vain = 0;
	member->errands[member->errand_count++] = (struct errand){tag, work->count};
	member->state = MEMBER_BUSY;
	member->fresh = false;
	if (member->errand_count == 1)
		crew_begin_errand(crew, member);
	return true;
}

static enum status
hire(struct crew *crew, uint32_t place)
{
	struct member *member = &crew->members[place];

	memset(crew->beacons[place], 0, sizeof(struct beacon));
	crew->beacons[place]->system_call = -1;
	if (spawner_ask(crew->spawner, place, &member->requests, &member->answers) != STATUS_OK) {
		crew->birth_error = errno;
		return STATUS_IO;
	}
	member->state = MEMBER_IDLE;
	member->fresh = true;
	return STATUS_OK;
}

/* It ends by itself at the end of its requests. */
static void
dismiss(struct member *member)
{
	close(member->requests);
	member->requests = -1;
	member->state = MEMBER_LEAVING;
}

static enum status
explain_failure(struct crew *crew)
{
	uint32_t i = 0;

	for (i = 0; i < crew->setting.jobs; i++) {
		if (crew->members[i].state != MEMBER_NONE)
			return STATUS_ABSENT;
	}
	if (crew->birth_error == EPIPE || crew->birth_error == ECONNRESET)
		return crew_explain_end_of_spawner(crew);
	buffer_reset(&crew->why);
	buffer_append_format(&crew->why,
	    "no worker process can be made: %s; free processes or descriptors, or use --isolate none",
	    strerrordesc_np(crew->birth_error));
	return STATUS_IO;
}

static uint32_t
find_place(const struct crew *crew, enum member_state state, bool fresh)
{
	uint32_t i = 0;

	for (i = 0; i < crew->setting.jobs; i++) {
		if (crew->members[i].state == state && (!fresh || crew->members[i].fresh))
			return i;
	}
	return NOBODY;
}

/* Those who are at work are waited for. */
static enum status
explain_refusal(struct crew *crew)
{
	if (find_place(crew, MEMBER_BUSY, false) != NOBODY)
		return STATUS_ABSENT;
	buffer_reset(&crew->why);
	buffer_append_format(
	    &crew->why, "no worker process takes work: %s; use --isolate none", strerrordesc_np(crew->give_error));
	return STATUS_IO;
}

/* Work for somebody new. Who cannot be given it has died at once, as happens; but if all do, there is no end to it. */
static enum status
give_to_new(struct crew *crew, uint32_t place, const struct work *work, uint32_t tag)
{
	if (give(crew, place, work, tag))
		return STATUS_OK;
	crew->in_vain++;
	return crew->in_vain >= IN_VAIN_MAX ? explain_refusal(crew) : STATUS_ABSENT;
}

/* Somebody who is at work and can be given the next piece. */
static uint32_t
find_ahead(const struct crew *crew)
{
	uint32_t i = 0;

	for (i = 0; i < crew->setting.jobs; i++) {
		const struct member *member = &crew->members[i];

		if (member->state == MEMBER_BUSY && member->errand_count < IN_HAND && member->answers >= 0 &&
		    !member->is_doomed && !member->forged)
			return i;
	}
	return NOBODY;
}

/* When all are at work. Whoever has died has not begun it. */
static bool
give_ahead(struct crew *crew, const struct work *work, uint32_t tag)
{
	uint32_t place = find_ahead(crew);

	return place != NOBODY && give(crew, place, work, tag);
}

enum status
crew_give(struct crew *crew, const struct work *work, uint32_t tag, bool fresh)
{
	uint32_t place = find_place(crew, MEMBER_IDLE, fresh);

	while (place != NOBODY) {
		if (give(crew, place, work, tag))
			return STATUS_OK;
		/* It has died while it was idle; the news is on its way. */
		dismiss(&crew->members[place]);
		place = find_place(crew, MEMBER_IDLE, fresh);
	}
	place = find_place(crew, MEMBER_NONE, false);
	if (place != NOBODY && crew->birth_error == 0 && hire(crew, place) == STATUS_OK)
		return give_to_new(crew, place, work, tag);
	if (crew->birth_error != 0)
		return explain_failure(crew);
	if (!fresh)
		return give_ahead(crew, work, tag) ? STATUS_OK : STATUS_ABSENT;
	place = find_place(crew, MEMBER_IDLE, false);
	if (place != NOBODY)
		dismiss(&crew->members[place]);
	return STATUS_ABSENT;
}

void
crew_prefer(struct crew *crew, uint32_t tag)
{
	crew->preferred = tag;
}

void
crew_set_waiting(struct crew *crew, uint64_t bytes)
{
	crew->waiting = bytes;
}

const char *
crew_why(const struct crew *crew)
{
	return buffer_text(&crew->why);
}

/* ---- Life --------------------------------------------------------------------------------------- */

static enum status
make_beacons(struct crew *crew)
{
	size_t bytes = (size_t)crew->setting.jobs * PLACE_BYTES;
	uint32_t i = 0;

	crew->pages = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (crew->pages == MAP_FAILED) {
		crew->pages = NULL;
		return STATUS_IO;
	}
	for (i = 0; i < crew->setting.jobs; i++)
		crew->beacons[i] = (void *)(crew->pages + (size_t)i * PLACE_BYTES);
	return STATUS_OK;
}

enum status
crew_new(const struct crew_setting *setting, struct slots *slots, const struct crew_events *events,
    struct crew **ret_crew, struct buffer *ret_why)
{
	struct crew *crew = memory_zeroed(1, sizeof *crew);
	enum status status = STATUS_OK;
	uint32_t i = 0;

	crew->setting = *setting;
	crew->events = *events;
	crew->preferred = NOBODY;
	crew->worker = (struct worker_setting){setting->evaluation, slots, setting->memory_mib};
	for (i = 0; i < LIMIT_JOBS; i++) {
		crew->members[i].requests = -1;
		crew->members[i].answers = -1;
	}
	status = make_beacons(crew);
	if (status == STATUS_OK)
		status = spawner_new(&crew->worker, crew->beacons, &crew->spawner);
	if (status == STATUS_OK) {
		*ret_crew = crew;
		return STATUS_OK;
	}
	buffer_append_format(ret_why,
	    "worker processes cannot be made: %s; free processes or memory, or use --isolate none",
	    strerrordesc_np(errno));
	crew_free(crew);
	return status;
}

void
crew_free(struct crew *crew)
{
	uint32_t i = 0;

	if (crew == NULL)
		return;
	for (i = 0; i < crew->setting.jobs; i++)
		crew_vacate(&crew->members[i]);
	spawner_free(crew->spawner);
	if (crew->pages != NULL)
		munmap(crew->pages, (size_t)crew->setting.jobs * PLACE_BYTES);
	buffer_clear(&crew->why);
	memory_free(crew);
}
