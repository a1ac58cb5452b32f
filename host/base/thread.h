/*
 * Threads of the program's own. Signals are for the thread that began: who
 * handles one may be in the middle of making a file.
 */
#ifndef CASELINT_BASE_THREAD_H
#define CASELINT_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Starts a thread that no signal is delivered to. False when none can be had. To be joined with pthread_join. */
bool thread_start(pthread_t *ret_thread, void *(*work)(void *context), void *context);

#endif
