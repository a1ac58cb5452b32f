/*
 * Whether the user has asked the program to stop. Set by the handler of SIGINT,
 * SIGTERM and SIGHUP; whoever reads, waits or loops for long looks at it.
 */
#ifndef CASELINT_BASE_INTERRUPT_H
#define CASELINT_BASE_INTERRUPT_H

#include <signal.h>

/* 0, or the number of the signal. */
extern volatile sig_atomic_t interrupt_signal;

/* Set while somebody looks at it; else a signal ends the program at once. */
extern volatile sig_atomic_t interrupt_is_heard;

#endif
