/*
 * What the files of the crew share: its members, and what one file does for the
 * other. crew.c gives work and takes answers; crew_watch.c keeps the time and says
 * how members died. Nothing else includes this.
 */
#ifndef CASELINT_ENGINE_CREW_PARTS_H
#define CASELINT_ENGINE_CREW_PARTS_H

#include <sys/types.h>

#include "base/limits.h"
#include "engine/crew.h"
#include "engine/spawner.h"
#include "plugin/beacon.h"

#define LOOK_MS 100       /* how often times are looked at */
#define NOBODY UINT32_MAX /* no tag is preferred */
/* Pieces a worker is given: the next is there when the first is done, even on a busy machine. */
#define IN_HAND 4U

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
	uint32_t in_vain; /* workers made, one after the other, that could be given nothing ... */
	int give_error;   /* ... because of this */
	struct buffer why;
};

/* ---- crew_watch.c ---- */

/* The first of the member's errands begins now. */
void crew_begin_errand(const struct crew *crew, struct member *member);
/* Kills those who have taken too long; looks as often as LOOK_MS, however often it is called. */
void crew_look_at_times(struct crew *crew);
/* The member is to die, at once or as soon as its process is known. */
void crew_doom(struct crew *crew, struct member *member);
/* What the spawner says: somebody was born, or died and is answered for. STATUS_IO when the spawner itself is gone. */
CASELINT_NODISCARD
enum status crew_take_news(struct crew *crew);
/* Sets crew->why, and returns STATUS_IO. */
enum status crew_explain_end_of_spawner(struct crew *crew);
/* Makes the place free: its pipes are closed, and what was read of an answer is forgotten. */
void crew_vacate(struct member *member);

/* ---- crew.c ---- */

/* Reads once; false when there is nothing to read now. */
bool crew_read_answer(struct crew *crew, struct member *member);

#endif
