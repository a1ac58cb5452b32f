/*
 * Wrong: does to its process what the code of a record asks for. In a check for a
 * code like "abort", in compute for "compute-abort", in reconcile for
 * "reconcile-abort"; any other code does no harm.
 */
#define _GNU_SOURCE 1 /* kill */

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <caselint/plugin.h>

#define LATE_SECONDS 4 /* of processor time; tests allow one */
#define LEAK_BYTES ((size_t)8 * 1024 * 1024)

static volatile int sink;
static volatile int *volatile nowhere; /* NULL, but no compiler knows */

static void
overflow_scratch(const struct caselint_eval *eval)
{
	char *scratch = eval == NULL ? NULL : eval->services->scratch(eval, 16);

	if (scratch != NULL)
		memset(scratch, 1, (size_t)1024 * 1024);
}

static void
leak(void)
{
	for (;;) {
		char *more = malloc(LEAK_BYTES);

		if (more == NULL)
			abort();
		memset(more, 1, LEAK_BYTES);
		sink += more[LEAK_BYTES / 2];
	}
}

static void
be_late(void)
{
	while (clock() < (clock_t)LATE_SECONDS * CLOCKS_PER_SEC)
		sink++;
}

static void
reach_out(const char *how)
{
	static char program[] = "/bin/true";
	static char *const arguments[] = {program, NULL};

	if (strcmp(how, "open") == 0)
		sink += open("/etc/passwd", O_RDONLY);
	else if (strcmp(how, "create") == 0)
		sink += open("caselint-was-here", O_WRONLY | O_CREAT, 0600);
	else if (strcmp(how, "socket") == 0)
		sink += socket(AF_INET, SOCK_STREAM, 0);
	else if (strcmp(how, "exec") == 0)
		sink += execv(program, arguments);
	else if (strcmp(how, "fork") == 0)
		sink += (int)fork();
	else if (strcmp(how, "kill") == 0)
		sink += kill(getpid(), SIGUSR1);
	else if (strcmp(how, "sleep") == 0)
		sink += (int)sleep(60);
}

static void
obey(const char *how, const struct caselint_eval *eval)
{
	if (strcmp(how, "segfault") == 0)
		*nowhere = 1;
	else if (strcmp(how, "abort") == 0)
		abort();
	else if (strcmp(how, "exit") == 0)
		exit(0);
	else if (strcmp(how, "exit-3") == 0)
		_exit(3);
	else if (strcmp(how, "close") == 0)
		(void)(close(STDERR_FILENO + 3) + close(STDERR_FILENO + 4));
	else if (strcmp(how, "loop") == 0)
		for (;;)
			sink++;
	else if (strcmp(how, "late") == 0)
		be_late();
	else if (strcmp(how, "leak") == 0)
		leak();
	else if (strcmp(how, "overrun") == 0)
		overflow_scratch(eval);
	else if (strcmp(how, "print") == 0)
		printf("PRINTED\n"), fflush(stdout);
	else if (strcmp(how, "garbage") == 0)
		sink += (int)write(STDERR_FILENO + 4, "this is no answer, but long enough for one", 42);
	else
		reach_out(how);
}

/* The order in a code, when it begins with `where`; a code that is only a word has no such beginning. */
static void
obey_code(const struct caselint_text *code, const char *where, const struct caselint_eval *eval)
{
	char how[64];
	size_t length = strlen(where);

	if (code->state != CASELINT_PRESENT || code->length >= sizeof how || code->length < length ||
	    memcmp(code->data, where, length) != 0)
		return;
	memcpy(how, code->data + length, code->length - length);
	how[code->length - length] = '\0';
	obey(how, eval);
}

#define BEFORE_CHECK obey_code(&thing->code, "", eval);
#define EDIT_AMOUNT obey_code(&thing->code, "compute-", eval);
#define BEFORE_RECONCILE                                                                                    \
	const struct caselint_known_fact *first = CASELINT_AT(group->facts, struct caselint_known_fact, 0); \
	const struct thing_fact *asked = first->data;                                                       \
                                                                                                            \
	obey_code(&asked->code, "reconcile-", NULL);
#include "common.h"
