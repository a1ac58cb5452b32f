/* See engine/sandbox.h. The list was made by running with every call traced; what each entry is for stands beside it. */
#include "engine/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/memory.h"

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

static struct beacon *own_beacon; /* for the handler only */

/* Calls without a condition. */
static const int allowed_calls[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(close),
    SCMP_SYS(lseek),  /* the descriptors it has */
    SCMP_SYS(writev), /* libc's last words before an abort */
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),     /* malloc */
    SCMP_SYS(getrandom), /* malloc, hash tables */
    SCMP_SYS(sysinfo),   /* qsort of large arrays */
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time), /* where the vDSO has no clock */
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn), /* abort */
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

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

/* Memory that is never executable. */
static int
allow_memory(scmp_filter_ctx filter)
{
	int failed =
	    seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));

	if (failed != 0)
		return failed;
	return seccomp_rule_add(
	    filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

/* What stdio asks of its own descriptors: refused as on something that is no terminal, or allowed. */
static int
allow_stdio(scmp_filter_ctx filter)
{
	int failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), 0);

	if (failed == 0)
		failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fstat), 0);
	if (failed != 0)
		return failed;
	return seccomp_rule_add(
	    filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1, SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH));
}

static int
add_rules(scmp_filter_ctx filter)
{
	int failed = 0;
	size_t i = 0;

	for (i = 0; i < sizeof allowed_calls / sizeof allowed_calls[0] && failed == 0; i++)
		failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed_calls[i], 0);
	/* An abort is a signal to oneself. */
	if (failed == 0)
		failed = seccomp_rule_add(
		    filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
	if (failed == 0)
		failed = allow_memory(filter);
	return failed == 0 ? allow_stdio(filter) : failed;
}

static uint32_t
load_filter(struct beacon *beacon)
{
	scmp_filter_ctx filter = NULL;
	uint32_t part = 0;

	if (IS_SANITIZED != 0 || install_handler(beacon) != 0)
		return 0;
	filter = seccomp_init(SCMP_ACT_TRAP);
	if (filter == NULL)
		return 0;
	if (add_rules(filter) == 0 && seccomp_load(filter) == 0)
		part = SANDBOX_FILTER;
	seccomp_release(filter);
	return part;
}

/* What the process has, in bytes: private memory it can write to. */
static uint64_t
memory_in_use(void)
{
	unsigned long long pages = 0;
	FILE *file = fopen("/proc/self/statm", "re");

	if (file == NULL)
		return 0;
	if (fscanf(file, "%*u %*u %*u %*u %*u %llu", &pages) != 1)
		pages = 0;
	(void)fclose(file);
	return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
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
