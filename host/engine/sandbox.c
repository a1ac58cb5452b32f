/* See engine/sandbox.h. The list of system calls is in filter/make_filter.c. */
#include "engine/sandbox.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/memory.h"
#include "engine/filter/filter.h"

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

#define MIB (UINT64_C(1024) * 1024)
#define STATM_BYTES 256

static struct beacon *own_beacon; /* for the handler only */

static void
on_refused_call(int number, siginfo_t *info, void *context)
{
	(void)number;
	(void)context;
	own_beacon->system_call = info->si_syscall;
	_exit(SANDBOX_EXIT_STATUS);
}

static int
install_handler(struct beacon *beacon)
{
	struct sigaction action = {.sa_sigaction = on_refused_call, .sa_flags = SA_SIGINFO};

	own_beacon = beacon;
	sigfillset(&action.sa_mask);
	return sigaction(SIGSYS, &action, NULL);
}

/* The filter as it was made when caselint was built; the process's own number is put in where it belongs. */
static uint32_t
load_filter(struct beacon *beacon)
{
	static const struct sock_filter made[] = {
#include "sandbox_filter.inc"
	};
	struct sock_filter filter[sizeof made / sizeof made[0]];
	struct sock_fprog program = {sizeof made / sizeof made[0], filter};
	size_t i = 0;

	if (IS_SANITIZED != 0 || install_handler(beacon) != 0)
		return 0;
	memcpy(filter, made, sizeof filter);
	for (i = 0; i < program.len; i++) {
		if (BPF_CLASS(filter[i].code) == BPF_JMP && filter[i].k == FILTER_OWN_PROCESS)
			filter[i].k = (uint32_t)getpid();
	}
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 ? SANDBOX_FILTER : 0U;
}

/* What the process has, in bytes: private memory it can write to. */
static uint64_t
memory_in_use(void)
{
	char line[STATM_BYTES];
	const char *at = line;
	FILE *file = fopen("/proc/self/statm", "re");
	bool is_read = file != NULL && fgets(line, sizeof line, file) != NULL;
	int skipped = 0;

	if (file != NULL)
		(void)fclose(file);
	/* Data and stack are the sixth number. */
	for (skipped = 0; is_read && skipped < 5; skipped++) {
		at += strcspn(at, " ");
		at += strspn(at, " ");
	}
	return is_read ? strtoull(at, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}

static uint32_t
limit_memory(uint32_t mib)
{
	struct rlimit limit = {0, 0};

	if (mib == 0 || IS_SANITIZED != 0)
		return 0;
	limit.rlim_cur = memory_in_use() + mib * MIB;
	limit.rlim_max = limit.rlim_cur;
	return setrlimit(RLIMIT_DATA, &limit) == 0 ? SANDBOX_MEMORY : 0;
}

static uint32_t
limit_files(void)
{
	const struct rlimit none = {0, 0};

	/* Sanitizers read /proc when they report. */
	if (IS_SANITIZED != 0)
		return 0;
	return setrlimit(RLIMIT_FSIZE, &none) == 0 && setrlimit(RLIMIT_NOFILE, &none) == 0 ? SANDBOX_NO_FILES : 0;
}

static uint32_t
forbid_core(void)
{
	const struct rlimit none = {0, 0};

	return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0 ? SANDBOX_NO_CORE : 0;
}

uint32_t
sandbox_enter_without_filter(uint32_t memory_mib)
{
	uint32_t parts = limit_memory(memory_mib);

	parts |= limit_files();
	parts |= forbid_core();
	parts |= prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? SANDBOX_NO_PRIVILEGES : 0U;
	return parts;
}

uint32_t
sandbox_enter(uint32_t memory_mib, struct beacon *beacon)
{
	return sandbox_enter_without_filter(memory_mib) | load_filter(beacon);
}

uint32_t
sandbox_possible(void)
{
	return IS_SANITIZED != 0 ? (SANDBOX_NO_CORE | SANDBOX_NO_PRIVILEGES) : SANDBOX_EVERYTHING;
}

void
sandbox_name_call(int32_t number, struct buffer *text)
{
	char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);

	if (name != NULL)
		buffer_append_format(text, "%s ", name);
	buffer_append_format(text, "(%d)", (int)number);
	memory_free(name);
}
