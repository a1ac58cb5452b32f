/*
 * A library loaded before the program (LD_PRELOAD) that makes one allocation or
 * one write fail: FAIL_ALLOCATION=n, FAIL_WRITE=n, counted from 1 over the whole
 * process. With FAIL_COUNT=path the numbers reached are written there at the end.
 * Children start with the counts of their parent.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
ssize_t write(int descriptor, const void *bytes, size_t length);

static unsigned long allocations;
static unsigned long writes;
static unsigned long fail_allocation;
static unsigned long fail_write;
static ssize_t (*real_write)(int descriptor, const void *bytes, size_t length);

static unsigned long
number_from(const char *name)
{
	const char *text = getenv(name);

	return text == NULL ? 0 : strtoul(text, NULL, 10);
}

__attribute__((constructor)) static void
begin(void)
{
	void *symbol = dlsym(RTLD_NEXT, "write");

	memcpy(&real_write, &symbol, sizeof real_write);
	fail_allocation = number_from("FAIL_ALLOCATION");
	fail_write = number_from("FAIL_WRITE");
	allocations = 0;
	writes = 0;
}

__attribute__((destructor)) static void
end(void)
{
	const char *path = getenv("FAIL_COUNT");
	char line[64];
	int length = snprintf(line, sizeof line, "%lu %lu\n", allocations, writes);
	int descriptor = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (descriptor < 0)
		return;
	if (real_write(descriptor, line, (size_t)length) != length)
		abort();
	close(descriptor);
}

static bool
allocation_fails(void)
{
	allocations++;
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

ssize_t
write(int descriptor, const void *bytes, size_t length)
{
	writes++;
	if (fail_write != 0 && writes == fail_write) {
		errno = ENOSPC;
		return -1;
	}
	if (real_write == NULL)
		return -1;
	return real_write(descriptor, bytes, length);
}
