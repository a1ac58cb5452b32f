/* See engine/crew.h. */
#include "engine/crew.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "engine/sandbox.h"
#include "engine/spawner.h"
#include "plugin/services.h"

#define WAITING_BYTES_MAX (UINT64_C(16) * 1024 * 1024)
#define LOOK_MS 100       /* how often times are looked at */
#define PATIENCE 3        /* wall time counts this many times before it counts alone */
#define PLACE_BYTES 4096U /* a page for each beacon */
#define NOBODY UINT32_MAX /* no tag is preferred */
#define IN_HAND 4U /* pieces a worker is given: the next is there when the first is done, even on a busy machine */

enum member_state {
	MEMBER_NONE, /* the place is free */
	MEMBER_IDLE,
	MEMBER_BUSY,
	MEMBER_LEAVING /* asked to end; its place is not free yet */
};

/* A piece that a worker was given. */
struct errand {
	uint32_t tag;
	uint32_t items;
};

struct member {
	enum member_state state;
	bool fresh;
	bool timed_out;
	bool forged;    /* what it answered is no answer */
	bool is_doomed; /* it is to be killed, once its process is known */
	pid_t process;  /* 0: not heard of yet */
	int requests;
	int answers;
	struct errand errands[IN_HAND]; /* the first is the one in hand */
	uint32_t errand_count;          /* not 0 while it is busy */
	struct work_answer head;
	size_t head_bytes; /* read of it */
	struct buffer answer;
	uint64_t beat; /* last seen */
	int64_t since; /* when, ms */
	int64_t cpu;   /* of the process then, ms */
	int64_t began; /* the errand in hand, ms */
};

struct crew {
	struct crew_setting setting;
	struct crew_events events;
	struct worker_setting worker;
	struct spawner *spawner;
	struct member members[LIMIT_JOBS];
	struct beacon *beacons[LIMIT_JOBS];
	char *pages;
	uint32_t preferred;
	uint64_t waiting;
	int64_t looked; /* when times were looked at last, ms */
	int birth_error;
	struct buffer why;
};

/* ---- Time ---------------------------------------------------------------------------- */

static int64_t
ms_of(clockid_t clock)
{
	struct timespec now = {0, 0};

	if (clock_gettime(clock, &now) != 0)
		return 0;
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t
cpu_ms_of(pid_t process)
{
	clockid_t clock = CLOCK_MONOTONIC;

	return process > 0 && clock_getcpuclockid(process, &clock) == 0 ? ms_of(clock) : 0;
}

static void
see_beat(struct member *member, uint64_t beat, int64_t now)
{
	member->beat = beat;
	member->since = now;
	member->cpu = cpu_ms_of(member->process);
}

/* A limit holds for processor and clock together, so that a loaded machine blames nobody; the clock alone counts later. */
static bool
is_overdue(const struct crew *crew, const struct member *member, int64_t now)
{
	const int64_t limit = (int64_t)crew->setting.record_seconds * 1000;
	const int64_t wall = now - member->since;

	if (now - member->began > limit * PATIENCE * ((int64_t)member->errands[0].items + 1))
		return true;
	return wall > limit && (wall > limit * PATIENCE || cpu_ms_of(member->process) - member->cpu > limit);
}

static void
doom(struct crew *crew, struct member *member)
{
	member->is_doomed = true;
	if (member->process > 0)
		(void)(spawner_kill(crew->spawner, member->process) == STATUS_OK);
}

/* One whose pipe has ended has died, or has closed it and will never answer. */
static void
look_at_member(struct crew *crew, struct member *member, uint64_t beat, int64_t now)
{
	if (member->answers < 0) {
		doom(crew, member);
		return;
	}
	/* One that is answering is waited for by nobody but its pipe. */
	if (beat != member->beat || member->head_bytes > 0)
		see_beat(member, beat, now);
	if (!is_overdue(crew, member, now))
		return;
	member->timed_out = true;
	doom(crew, member);
}

static void
look_at_times(struct crew *crew)
{
	int64_t now = ms_of(CLOCK_MONOTONIC);
	uint32_t i = 0;

	if (now - crew->looked < LOOK_MS)
		return;
	crew->looked = now;
	for (i = 0; i < crew->setting.jobs; i++) {
		struct member *member = &crew->members[i];

		if (member->state == MEMBER_BUSY && member->process > 0 && !member->is_doomed)
			look_at_member(crew, member, crew->beacons[i]->beat, now);
	}
}

/* ---- Deaths ---------------------------------------------------------------------------- */

static struct death
death_of(
    const struct crew *crew, const struct member *member, const struct beacon *beacon, const struct spawner_news *news)
{
	const uint32_t mib = crew->setting.memory_mib;
	bool was_full = mib > 0 && news->peak_kib >= (uint64_t)mib * 1024 / 10 * 9;
	struct death death = {.bundle = beacon->bundle, .call = beacon->call, .rule = beacon->rule};

	if (death.bundle >= crew->setting.evaluation->bundles->count || death.call > CALL_RECONCILE)
		death.call = CALL_NONE;
	if (member->timed_out) {
		death.kind = DEATH_TIME;
		death.number = (int32_t)crew->setting.record_seconds;
	} else if (was_full || (WIFEXITED(news->status) && WEXITSTATUS(news->status) == WORKER_EXIT_MEMORY)) {
		death.kind = DEATH_MEMORY;
		death.number = (int32_t)mib;
	} else if (WIFEXITED(news->status) && WEXITSTATUS(news->status) == SANDBOX_EXIT_STATUS &&
		   beacon->system_call >= 0) {
		death.kind = DEATH_SYSTEM_CALL;
		death.number = beacon->system_call;
	} else if (WIFSIGNALED(news->status)) {
		death.kind = DEATH_SIGNAL;
		death.number = WTERMSIG(news->status);
	} else {
		death.kind = DEATH_EXIT;
		death.number = WEXITSTATUS(news->status);
	}
	return death;
}

static void
vacate(struct member *member)
{
	if (member->requests >= 0)
		close(member->requests);
	if (member->answers >= 0)
		close(member->answers);
	buffer_clear(&member->answer);
	memset(member, 0, sizeof *member);
	member->requests = -1;
	member->answers = -1;
}

static bool read_answer(struct crew *crew, struct member *member);

/* Whether its answer is what it has to be blamed for: forged, or its pipe closed. */
static bool
has_spoilt_answer(const struct member *member, const struct spawner_news *news)
{
	if (member->forged || (WIFEXITED(news->status) && WEXITSTATUS(news->status) == WORKER_EXIT_PIPE))
		return true;
	return member->answers < 0 && member->is_doomed && !member->timed_out && WIFSIGNALED(news->status) &&
	       WTERMSIG(news->status) == SIGKILL;
}

/* The place is free from here on. What the member had not begun goes back. */
static void
return_errands(struct crew *crew, struct member *member, uint32_t first)
{
	struct errand errands[IN_HAND];
	uint32_t count = member->errand_count;
	uint32_t i = 0;

	memcpy(errands, member->errands, sizeof errands);
	vacate(member);
	for (i = first; i < count; i++)
		crew->events.returned(crew->events.context, errands[i].tag);
}

/* What it had answered in full before it died counts. */
static void
bury(struct crew *crew, uint32_t place, const struct spawner_news *news)
{
	struct member *member = &crew->members[place];
	struct death death;
	uint32_t tag = NOBODY;
	bool was_busy = false;

	while (member->state == MEMBER_BUSY && read_answer(crew, member))
		continue;
	was_busy = member->state == MEMBER_BUSY;
	tag = member->errands[0].tag;
	death = death_of(crew, member, crew->beacons[place], news);
	if (was_busy && has_spoilt_answer(member, news))
		death = (struct death){.kind = DEATH_ANSWER, .bundle = death.bundle, .call = CALL_NONE};
	return_errands(crew, member, 1);
	if (was_busy)
		crew->events.died(crew->events.context, tag, &death, crew->beacons[place]->item);
}

static void
miscarry(struct crew *crew, const struct spawner_news *news)
{
	crew->birth_error = news->error;
	return_errands(crew, &crew->members[news->place], 0);
}

static enum status
explain_end_of_spawner(struct crew *crew)
{
	buffer_reset(&crew->why);
	buffer_append_text(&crew->why, "the process that makes workers has ended; run again, or with --isolate none");
	return STATUS_IO;
}

static enum status
take_news(struct crew *crew)
{
	struct spawner_news news;
	uint32_t i = 0;

	if (spawner_hear(crew->spawner, &news) != STATUS_OK)
		return explain_end_of_spawner(crew);
	if (news.event == SPAWNER_FAILED) {
		miscarry(crew, &news);
	} else if (news.event == SPAWNER_BORN) {
		crew->members[news.place].process = news.process;
		if (crew->members[news.place].is_doomed)
			doom(crew, &crew->members[news.place]);
		crew->birth_error = 0;
	} else {
		for (i = 0; i < crew->setting.jobs; i++) {
			if (crew->members[i].state != MEMBER_NONE && crew->members[i].process == news.process)
				bury(crew, i, &news);
		}
	}
	return STATUS_OK;
}

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
begin_errand(const struct crew *crew, struct member *member)
{
	member->head_bytes = 0;
	member->began = ms_of(CLOCK_MONOTONIC);
	see_beat(member, crew->beacons[member - crew->members]->beat, member->began);
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
	begin_errand(crew, member);
	crew->events.answered(crew->events.context, tag, (enum status)member->head.status, &answer);
	buffer_reset(&answer);
	member->answer = answer;
}

/* It cannot be believed any more: whatever it says next is not an answer. */
static bool
distrust(struct crew *crew, struct member *member)
{
	member->forged = true;
	doom(crew, member);
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
static bool
read_answer(struct crew *crew, struct member *member)
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
		while (member->state == MEMBER_BUSY && may_read_on(crew, member) && read_answer(crew, member))
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
			status = take_news(crew);
	}
	look_at_times(crew);
	return status;
}

/* ---- Giving work ---------------------------------------------------------------------------- */

static bool
give(struct crew *crew, uint32_t place, const struct work *work, uint32_t tag)
{
	struct member *member = &crew->members[place];

	/* A request is smaller than what a pipe takes at once. */
	if (write(member->requests, work, sizeof *work) != (ssize_t)sizeof *work)
		return false;
	member->errands[member->errand_count++] = (struct errand){tag, work->count};
	member->state = MEMBER_BUSY;
	member->fresh = false;
	if (member->errand_count == 1)
		begin_errand(crew, member);
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
		return explain_end_of_spawner(crew);
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
		return give(crew, place, work, tag) ? STATUS_OK : STATUS_ABSENT;
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
		vacate(&crew->members[i]);
	spawner_free(crew->spawner);
	if (crew->pages != NULL)
		munmap(crew->pages, (size_t)crew->setting.jobs * PLACE_BYTES);
	buffer_clear(&crew->why);
	memory_free(crew);
}
