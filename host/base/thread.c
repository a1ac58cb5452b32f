/* See base/thread.h. */
#include "base/thread.h"

#include <signal.h>

bool
thread_start(pthread_t *ret_thread, void *(*work)(void *context), void *context)
{
	sigset_t all;
	sigset_t old;
	bool started = false;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &old);
	started = pthread_create(ret_thread, NULL, work, context) == 0;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return started;
}
