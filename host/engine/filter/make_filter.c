/*
 * Makes the filter of system calls for engine/sandbox.c when caselint is built: the
 * rules are put together by libseccomp and printed as the numbers the kernel takes.
 * At run time nothing is left to be computed, and nothing that could fail half way.
 *
 * The list was made by running with every call traced; what each entry is for
 * stands beside it.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "engine/filter/filter.h"

/* Calls without a condition. */
static const int allowed_calls[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(close),
    SCMP_SYS(lseek),  /* the descriptors it has */
    SCMP_SYS(writev), /* answers; the last words of libc before an abort */
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
		    filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, FILTER_OWN_PROCESS, 0));
	if (failed == 0)
		failed = allow_memory(filter);
	return failed == 0 ? allow_stdio(filter) : failed;
}

/* The filter as the kernel takes it, through a file without a name. */
static int
print_filter(scmp_filter_ctx filter)
{
	struct sock_filter instruction;
	FILE *file = tmpfile();

	if (file == NULL || seccomp_export_bpf(filter, fileno(file)) != 0 || fseek(file, 0, SEEK_SET) != 0)
		return EXIT_FAILURE;
	while (fread(&instruction, sizeof instruction, 1, file) == 1)
		printf("{0x%04x, %u, %u, 0x%08x},\n", instruction.code, instruction.jt, instruction.jf, instruction.k);
	return ferror(file) != 0 || fclose(file) != 0 || fflush(stdout) != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

int
main(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
	int result = EXIT_FAILURE;

	if (filter != NULL && add_rules(filter) == 0)
		result = print_filter(filter);
	seccomp_release(filter);
	return result;
}
