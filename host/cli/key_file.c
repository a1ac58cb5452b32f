/* See cli/key_file.h. */
#include "cli/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/cli.h"

#define HOW_TO_MAKE_ONE "make one with `(umask 077; head -c 32 /dev/urandom > FILE)`"

/* Why a file will not do; NULL: it will. */
static const char *
fault_of(const struct stat *facts)
{
	if (!S_ISREG(facts->st_mode))
		return "it is no regular file; " HOW_TO_MAKE_ONE;
	if (facts->st_uid != geteuid() && facts->st_uid != 0)
		return "it belongs to somebody else, who could put another key in its place; copy it to a file of your "
		       "own";
	if ((facts->st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return "others can read or change it; `chmod 600 FILE` keeps it to its owner";
	if (facts->st_size < (off_t)PSEUDONYM_SECRET_LEAST)
		return "it has fewer than 32 bytes; " HOW_TO_MAKE_ONE;
	if (facts->st_size > (off_t)PSEUDONYM_SECRET_MOST)
		return "it has more than 64 KiB, so it is no key; " HOW_TO_MAKE_ONE;
	return NULL;
}

/* Random bytes do not repeat; a text or a file of zeros does. Enough to catch mistakes, no measure of chance. */
static const char *
fault_of_content(const unsigned char *bytes, size_t length)
{
	bool seen[256] = {false};
	unsigned different = 0;

	for (size_t i = 0; i < length; i++) {
		different += seen[bytes[i]] ? 0 : 1;
		seen[bytes[i]] = true;
	}
	return different < 8 ? "its bytes are nearly all the same, so anybody could guess it; " HOW_TO_MAKE_ONE : NULL;
}

/* Reads up to `room` bytes; the number, or a negative number when reading fails. */
static ssize_t
read_all(int fd, unsigned char *bytes, size_t room)
{
	size_t length = 0;

	while (length < room) {
		ssize_t got = read(fd, bytes + length, room - length);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		length += (size_t)got;
	}
	return (ssize_t)length;
}

static int
make_pseudonyms(int fd, const char *path, struct pseudonyms **ret_pseudonyms)
{
	unsigned char *bytes = memory_alloc(PSEUDONYM_SECRET_MOST);
	ssize_t length = read_all(fd, bytes, PSEUDONYM_SECRET_MOST);
	const char *fault = length < 0 ? strerrordesc_np(errno) : fault_of_content(bytes, (size_t)length);
	enum status status = STATUS_INVALID;

	if (fault == NULL)
		status = pseudonyms_new(bytes, (size_t)length, ret_pseudonyms);
	secret_wipe(bytes, PSEUDONYM_SECRET_MOST);
	memory_free(bytes);
	if (status == STATUS_OK)
		return 0;
	if (status == STATUS_INTERNAL) {
		cli_complain("--key-file: the system refuses memory that can be kept secret");
		return EXIT_CODE_INTERNAL;
	}
	cli_complain("--key-file %s: %s", path, fault == NULL ? "it changed while it was read" : fault);
	return EXIT_CODE_USAGE;
}

int
key_file_read(const char *path, struct pseudonyms **ret_pseudonyms)
{
	/* A FIFO that nobody writes to must not be waited for. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat facts;
	const char *fault = NULL;
	int code = EXIT_CODE_USAGE;

	if (fd < 0) {
		cli_complain("--key-file %s: %s; " HOW_TO_MAKE_ONE, path, strerrordesc_np(errno));
		return EXIT_CODE_USAGE;
	}
	fault = fstat(fd, &facts) == 0 ? fault_of(&facts) : strerrordesc_np(errno);
	if (fault == NULL)
		code = make_pseudonyms(fd, path, ret_pseudonyms);
	else
		cli_complain("--key-file %s: %s", path, fault);
	(void)close(fd);
	return code;
}
