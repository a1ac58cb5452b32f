/*
 * The beacon: what a process that runs plugins says, while it works, of where it
 * is. It lies in memory that another process can read after a death. It is a
 * hint for finding the record that is to be tried again, and for the words of a
 * finding; it proves nothing, for a plugin can write on it, too.
 */
#ifndef CASELINT_PLUGIN_BEACON_H
#define CASELINT_PLUGIN_BEACON_H

#include <stdint.h>

/* Written by one process, read by another without a lock: each member is one store. */
struct beacon {
	volatile uint64_t beat;       /* counts items begun, over the life of the process */
	volatile uint32_t item;       /* the record or key in hand, counted in its work */
	volatile uint32_t bundle;     /* of the call in hand */
	volatile uint32_t call;       /* enum call; CALL_NONE: no plugin is running */
	volatile uint32_t rule;       /* in CALL_CHECK: index in the plugin's rules */
	volatile int32_t system_call; /* number of the one that was refused; -1: none */
};

#endif
