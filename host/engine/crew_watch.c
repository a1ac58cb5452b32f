/*
 * Who takes too long, and what became of the dead; see engine/crew_parts.h. What
 * follows from a death is the pool's business.
 */
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "engine/crew_parts.h"
#include "engine/sandbox.h"

#define PATIENCE 3 /* wall time counts this many times before it counts alone */

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

void
crew_doom(struct crew *crew, struct member *member)
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
		crew_doom(crew, member);
		return;
	}
	/* One that is answering is waited for by nobody but its pipe. */
	if (beat != member->beat || member->head_bytes > 0)
		see_beat(member, beat, now);
	if (!is_overdue(crew, member, now))
		return;
	member->timed_out = true;
	crew_doom(crew, member);
}

void
crew_look_at_times(struct crew *crew)
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

void
crew_begin_errand(const struct crew *crew, struct member *member)
{
	member->head_bytes = 0;
	member->began = ms_of(CLOCK_MONOTONIC);
	see_beat(member, crew->beacons[member - crew->members]->beat, member->began);
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

void
crew_vacate(struct member *member)
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
	crew_vacate(member);
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

	while (member->state == MEMBER_BUSY && crew_read_answer(crew, member))
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

enum status
crew_explain_end_of_spawner(struct crew *crew)
{
	buffer_reset(&crew->why);
	buffer_append_text(&crew->why, "the process that makes workers has ended; run again, or with --isolate none");
	return STATUS_IO;
}

enum status
crew_take_news(struct crew *crew)
{
	struct spawner_news news;
	uint32_t i = 0;

	if (spawner_hear(crew->spawner, &news) != STATUS_OK)
		return crew_explain_end_of_spawner(crew);
	if (news.event == SPAWNER_FAILED) {
		miscarry(crew, &news);
	} else if (news.event == SPAWNER_BORN) {
		crew->members[news.place].process = news.process;
		if (crew->members[news.place].is_doomed)
			crew_doom(crew, &crew->members[news.place]);
		crew->birth_error = 0;
	} else {
		for (i = 0; i < crew->setting.jobs; i++) {
			if (crew->members[i].state != MEMBER_NONE && crew->members[i].process == news.process)
				bury(crew, i, &news);
		}
	}
	return STATUS_OK;
}
