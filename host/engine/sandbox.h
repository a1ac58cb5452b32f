/*
 * The sandbox of a worker: after it is entered the process can use the memory
 * and the descriptors it has, and nothing else. No file is opened, no socket, no
 * program; no signal goes to another process; no core is dumped. It is libseccomp's
 * filter with an allow-list, no_new_privs, and resource limits.
 *
 * A build with sanitizers has no filter and no limit of memory: they need both.
 */
#ifndef CASELINT_ENGINE_SANDBOX_H
#define CASELINT_ENGINE_SANDBOX_H

#include <stdint.h>

#include "base/buffer.h"
#include "plugin/beacon.h"

/* What can be in force, as bits. */
enum sandbox_part {
	SANDBOX_FILTER = 1,        /* system calls that are not on the list end the process */
	SANDBOX_NO_PRIVILEGES = 2, /* no_new_privs */
	SANDBOX_NO_CORE = 4,       /* neither by limit nor by a program that takes dumps */
	SANDBOX_NO_FILES = 8,      /* nothing can be opened, no file can grow */
	SANDBOX_MEMORY = 16,       /* memory beyond the limit is refused */
};
#define SANDBOX_EVERYTHING 31U

/* The exit status of a process that tried what the filter refuses; beacon->system_call then says what. */
#define SANDBOX_EXIT_STATUS 77

/*
 * Enters, for good. `memory_mib`: how much the process may take beyond what it has; 0: no limit. Returns the parts that
 * are in force. `beacon` must outlive the process's other memory (a shared page).
 */
uint32_t sandbox_enter(uint32_t memory_mib, struct beacon *beacon);

/* All but the filter of system calls: for asking what the rest has done. */
uint32_t sandbox_enter_without_filter(uint32_t memory_mib);

/* Whether this build can have the part at all. */
uint32_t sandbox_possible(void);

/* Appends "socket (41)", or "(41)" for a number that has no name. */
void sandbox_name_call(int32_t number, struct buffer *text);

#endif
