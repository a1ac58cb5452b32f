/*
 * A library loaded before the program (LD_PRELOAD) that makes one allocation or
 * one write fail: FAIL_ALLOCATION=n, FAIL_WRITE=n, counted from 1 over the whole
 * process. Children start with the counts of their parent. With FAIL_COUNT=path the
 * highest numbers that any of these processes reached are written there at the end.
 * With FAIL_PIPES=1 nothing longer than a word can be written to a pipe of the
 * program's own, ever. With FAIL_THREADS=n no thread can be started from the n-th on.
 *
 * FAIL_EACH=allocation (or write) runs the program for each number from FAIL_FIRST to
 * FAIL_LAST by FAIL_STEP: it forks before main, when nothing is open and only libraries have
 * been loaded, and each child is the program with that number failing. This saves the
 * loading. A line "NUMBER STATUS OUTPUT" for each goes to the file FAIL_LOG: the exit
 * code or minus the signal, and the number of what was written to standard output.
 * That is in FAIL_LOG.OUTPUT; the same output is kept once.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECONDS_OF_A_RUN 120
#define OUTPUTS 1024

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
ssize_t write(int descriptor, const void *bytes, size_t length);
int pthread_create(
    pthread_t *ret_thread, const pthread_attr_t *attributes, void *(*work)(void *context), void *context);

typedef int create_thread_fn(
    pthread_t *ret_thread, const pthread_attr_t *attributes, void *(*work)(void *context), void *context);

/* The highest numbers of all processes, in memory they share. */
struct reached {
	_Atomic unsigned long allocations;
	_Atomic unsigned long writes;
	_Atomic unsigned long threads;
};

static struct reached *reached; /* NULL: nobody asks */
static unsigned long allocations;
static unsigned long writes;
static unsigned long threads; /* only one thread starts others */
static unsigned long fail_allocation;
static unsigned long fail_write;
static unsigned long fail_threads;
static bool fail_pipes;
static ssize_t (*real_write)(int descriptor, const void *bytes, size_t length);
static create_thread_fn *real_create;

static unsigned long
number_from(const char *name)
{
	const char *text = getenv(name);

	return text == NULL ? 0 : strtoul(text, NULL, 10);
}

/* ---- One run for each number --------------------------------------------------- */

struct output {
	uint64_t hash;
	size_t length;
};

static struct output outputs[OUTPUTS];
static size_t output_count;

static void
must(bool is_done)
{
	if (!is_done)
		abort();
}

static void
write_file(const char *path, const char *bytes, size_t length)
{
	int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	size_t done = 0;

	must(descriptor >= 0);
	while (done < length) {
		ssize_t written = real_write(descriptor, bytes + done, length - done);

		must(written > 0);
		done += (size_t)written;
	}
	close(descriptor);
}

/* FNV-1a: good enough to tell a few outputs of the same program apart. */
static uint64_t
hash_of(const char *bytes, size_t length)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	size_t i = 0;

	for (i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
	return hash;
}

/* The number of an output; a new one is kept in a file. */
static size_t
number_of_output(const char *log, const char *bytes, size_t length)
{
	uint64_t hash = hash_of(bytes, length);
	char path[4096];
	size_t i = 0;

	while (i < output_count && (outputs[i].hash != hash || outputs[i].length != length))
		i++;
	if (i < output_count)
		return i;
	must(output_count < OUTPUTS && (size_t)snprintf(path, sizeof path, "%s.%zu", log, i) < sizeof path);
	write_file(path, bytes, length);
	outputs[i].hash = hash;
	outputs[i].length = length;
	output_count++;
	return i;
}

static size_t
keep_output(const char *log, int descriptor)
{
	off_t length = lseek(descriptor, 0, SEEK_END);
	size_t number = 0;
	char *bytes = NULL;

	must(length >= 0);
	if (length == 0)
		return number_of_output(log, "", 0);
	bytes = mmap(NULL, (size_t)length, PROT_READ, MAP_SHARED, descriptor, 0);
	must(bytes != MAP_FAILED);
	number = number_of_output(log, bytes, (size_t)length);
	munmap(bytes, (size_t)length);
	return number;
}

/* Returns in the child only, which goes on to main; its standard output is `output`. */
static void
become_program(int output)
{
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	must(nowhere >= 0 && dup2(output, STDOUT_FILENO) >= 0 && dup2(nowhere, STDERR_FILENO) >= 0);
	close(output);
	close(nowhere);
	unsetenv("FAIL_EACH");
	alarm(SECONDS_OF_A_RUN);
	allocations = 0;
	writes = 0;
}

static void
log_run(const char *path, unsigned long number, int status, size_t output)
{
	char line[96];
	int code = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
	int length = snprintf(line, sizeof line, "%lu %d %zu\n", number, code, output);
	int descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);

	must(descriptor >= 0 && real_write(descriptor, line, (size_t)length) == length);
	close(descriptor);
}

/* Whether this process is a child, and is to be the program. */
static bool
run_once(unsigned long *fails, unsigned long number, const char *log)
{
	int output = memfd_create("output", MFD_CLOEXEC);
	int status = 0;
	pid_t child = 0;

	must(output >= 0);
	child = fork();
	must(child >= 0);
	if (child == 0) {
		become_program(output);
		*fails = number;
		return true;
	}
	must(waitpid(child, &status, 0) == child);
	log_run(log, number, status, keep_output(log, output));
	close(output);
	return false;
}

static void
run_each(const char *which)
{
	const char *log = getenv("FAIL_LOG");
	unsigned long *fails = strcmp(which, "write") == 0 ? &fail_write : &fail_allocation;
	unsigned long last = number_from("FAIL_LAST");
	unsigned long step = number_from("FAIL_STEP");
	unsigned long number = number_from("FAIL_FIRST");

	must(log != NULL && number > 0 && step > 0);
	for (; number <= last; number += step) {
		if (run_once(fails, number, log))
			return;
	}
	_exit(0);
}

__attribute__((constructor)) static void
begin(void)
{
	void *symbol = dlsym(RTLD_NEXT, "write");
	const char *which = getenv("FAIL_EACH");

	memcpy(&real_write, &symbol, sizeof real_write);
	symbol = dlsym(RTLD_NEXT, "pthread_create");
	memcpy(&real_create, &symbol, sizeof real_create);
	if (which != NULL) {
		run_each(which);
		return;
	}
	if (getenv("FAIL_COUNT") != NULL) {
		reached = mmap(NULL, sizeof *reached, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		must(reached != MAP_FAILED);
	}
	fail_allocation = number_from("FAIL_ALLOCATION");
	fail_write = number_from("FAIL_WRITE");
	fail_threads = number_from("FAIL_THREADS");
	fail_pipes = number_from("FAIL_PIPES") != 0;
	allocations = 0;
	writes = 0;
}

__attribute__((destructor)) static void
end(void)
{
	const char *path = getenv("FAIL_COUNT");
	char line[96];
	int length = 0;
	int descriptor = path == NULL || reached == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (descriptor < 0)
		return;
	length = snprintf(line, sizeof line, "%lu %lu %lu\n", reached->allocations, reached->writes, reached->threads);
	if (real_write(descriptor, line, (size_t)length) != length)
		abort();
	close(descriptor);
}

/* Two processes may raise a number at once: then the higher one is set. */
static void
raise_to(_Atomic unsigned long *highest, unsigned long number)
{
	unsigned long known = *highest;

	while (known < number && !atomic_compare_exchange_weak(highest, &known, number))
		;
}

static bool
allocation_fails(void)
{
	allocations++;
	if (reached != NULL)
		raise_to(&reached->allocations, allocations);
	if (fail_allocation == 0 || allocations != fail_allocation)
		return false;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t size)
{
	return allocation_fails() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return allocation_fails() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *block, size_t size)
{
	return allocation_fails() ? NULL : __libc_realloc(block, size);
}

static bool
is_own_pipe(int descriptor)
{
	struct stat facts;

	return descriptor > STDERR_FILENO && fstat(descriptor, &facts) == 0 && S_ISFIFO(facts.st_mode);
}

ssize_t
write(int descriptor, const void *bytes, size_t length)
{
	if (fail_pipes && length > sizeof(uint64_t) && is_own_pipe(descriptor)) {
		errno = ENOSYS;
		return -1;
	}
	writes++;
	if (reached != NULL)
		raise_to(&reached->writes, writes);
	if (fail_write != 0 && writes == fail_write) {
		errno = ENOSPC;
		return -1;
	}
	if (real_write == NULL)
		return -1;
	return real_write(descriptor, bytes, length);
}

int
pthread_create(pthread_t *ret_thread, const pthread_attr_t *attributes, void *(*work)(void *context), void *context)
{
	threads++;
	if (reached != NULL)
		raise_to(&reached->threads, threads);
	if (fail_threads != 0 && threads >= fail_threads)
		return EAGAIN;
	return real_create(ret_thread, attributes, work, context);
}
