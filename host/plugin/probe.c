/*
 * Start-up code (ELF constructors) runs as soon as an object is opened, before
 * anything can be checked. So it is opened first in a child that has nothing to
 * lose; see plugin/probe.h.
 */
#include "plugin/probe.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "caselint/plugin.h"

#define LINKER_TEXT_BYTES 512U /* of what the dynamic linker says, a message's worth */
#define POLL_MS 20
/* What the child writes first: whether it came back from dlopen, and how. */
#define CHILD_OPENED '+'
#define CHILD_REFUSED '-'
#define CHILD_PIPE (STDERR_FILENO + 1) /* where the child has the pipe */

#define REMEDY_REBUILD "build the shared object again for this machine, with -shared -fPIC -Wl,-z,defs"
#define REMEDY_START_UP \
	"a plugin needs no start-up code: remove its constructors and what it links to, and build it again"

/* What became of the child. */
struct child_end {
	int status;                       /* as waitpid gives it */
	bool timed_out;                   /* it was killed at the end of its time */
	char text[LINKER_TEXT_BYTES + 2]; /* what it wrote */
	size_t length;
};

/* ---- Files ------------------------------------------------------------------------ */

static enum status
cannot_look(const char *path, struct objection *objection)
{
	int error = errno;

	objection_why(objection, "%s cannot be looked at: %s", path, strerrordesc_np(error));
	return objection_remedy(objection, "copy the bundle again, whole and readable");
}

static enum status
check_mode(const char *path, struct objection *objection)
{
	struct stat facts;

	if (stat(path, &facts) != 0)
		return cannot_look(path, objection);
	if ((facts.st_mode & S_IWOTH) == 0)
		return STATUS_OK;
	objection_why(objection,
	    "%s may be written by everybody (mode %04o), so anybody could have changed what it does", path,
	    (unsigned int)(facts.st_mode & 07777U));
	return objection_remedy(objection, "look at the file or copy it again, then: chmod o-w %s", path);
}

enum status
probe_permissions(const char *path, struct objection *objection)
{
	struct stat facts;
	enum status status = check_mode(path, objection);
	char *real = NULL;
	char *slash = NULL;

	if (status != STATUS_OK || lstat(path, &facts) != 0 || !S_ISLNK(facts.st_mode))
		return status;
	real = realpath(path, NULL);
	if (real == NULL)
		return cannot_look(path, objection);
	slash = strrchr(real, '/');
	if (slash != NULL && slash != real) {
		*slash = '\0';
		status = check_mode(real, objection);
	}
	memory_free(real);
	return status;
}

enum status
probe_identity(const char *path, struct file_identity *ret_identity, struct objection *objection)
{
	struct stat facts;

	if (stat(path, &facts) != 0)
		return cannot_look(path, objection);
	if (!S_ISREG(facts.st_mode)) {
		objection_why(objection, "%s is not a regular file", path);
		return objection_remedy(objection, "put the plugin's shared object there");
	}
	ret_identity->device = facts.st_dev;
	ret_identity->inode = facts.st_ino;
	return STATUS_OK;
}

/* ---- The throw-away child ------------------------------------------------------------ */

/* What its start-up code prints, reads or closes must not be the program's: not even an exit of its
 * own, which would flush and rewind the streams it inherited. */
static void
child_detach(int pipe_end)
{
	int null = -1;

	/* First the pipe: it may stand where the standard streams belong. */
	if (dup2(pipe_end, CHILD_PIPE) < 0)
		_exit(EXIT_FAILURE);
	null = open("/dev/null", O_RDWR);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0)
		_exit(EXIT_FAILURE);
	close_range(CHILD_PIPE + 1, UINT_MAX, 0);
}

/* No handler of the host (or of a sanitizer) hides a death, nothing outlives the time. */
static void
child_confine(void)
{
	const struct rlimit no_core = {0, 0};
	sigset_t none;
	int number = 0;

	setpgid(0, 0);
	for (number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setrlimit(RLIMIT_CORE, &no_core);
	alarm(PROBE_SECONDS + 1);
}

static void
child_write(int file, const char *text, size_t length)
{
	while (length > 0) {
		ssize_t written = write(file, text, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return;
		text += written;
		length -= (size_t)written;
	}
}

__attribute__((noreturn)) static void
child_run(const char *path, int pipe_end)
{
	char verdict = CHILD_OPENED;
	const char *fault = NULL;

	child_detach(pipe_end);
	child_confine();
	if (dlopen(path, RTLD_NOW | RTLD_LOCAL) == NULL) {
		verdict = CHILD_REFUSED;
		fault = dlerror();
	}
	child_write(CHILD_PIPE, &verdict, 1);
	if (fault != NULL)
		child_write(CHILD_PIPE, fault, strnlen(fault, LINKER_TEXT_BYTES));
	_exit(EXIT_SUCCESS);
}

static int64_t
now_ms(void)
{
	struct timespec now = {0, 0};

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Takes what the pipe has; what is too long is lost. Returns false at its end. */
static bool
child_listen(int pipe_end, struct child_end *end)
{
	char text[sizeof end->text];
	size_t room = sizeof end->text - 1 - end->length;
	ssize_t got = read(pipe_end, text, sizeof text);

	if (got > 0) {
		if (room > (size_t)got)
			room = (size_t)got;
		memcpy(end->text + end->length, text, room);
		end->length += room;
	}
	return got != 0;
}

/* Whether the child has ended; it is left to be reaped, so that its number is not given away. */
static bool
child_has_ended(pid_t child)
{
	siginfo_t info;

	memset(&info, 0, sizeof info);
	if (waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT) != 0)
		return errno != EINTR;
	return info.si_pid == child;
}

/* Its process group too, should it have started others. */
static void
child_reap(pid_t child, bool kill_it, struct child_end *end)
{
	kill(-child, SIGKILL);
	if (kill_it)
		kill(child, SIGKILL);
	while (waitpid(child, &end->status, 0) < 0 && errno == EINTR)
		continue;
}

/* Waits for the child, not for the end of the pipe: what the child started may hold that open. */
static void
child_wait(const struct probe *probe, struct child_end *end)
{
	int ending = pidfd_open(probe->child, 0); /* readable when it has ended; -1 in old kernels */
	bool open = true;

	while (!child_has_ended(probe->child) && !end->timed_out) {
		/* A negative descriptor is passed over. */
		struct pollfd wait[] = {{open ? probe->pipe : -1, POLLIN, 0}, {ending, POLLIN, 0}};

		end->timed_out = now_ms() >= probe->deadline_ms;
		poll(wait, 2, open || ending >= 0 ? POLL_MS : 1);
		if (open)
			open = child_listen(probe->pipe, end);
	}
	if (open)
		(void)child_listen(probe->pipe, end);
	if (ending >= 0)
		close(ending);
	child_reap(probe->child, end->timed_out, end);
}

static enum status
judge_death(const struct child_end *end, struct objection *objection)
{
	int number = WIFSIGNALED(end->status) ? WTERMSIG(end->status) : 0;
	const char *name = sigabbrev_np(number);

	if (end->timed_out || number == SIGALRM)
		objection_why(objection, "its start-up code did not come to an end within %u seconds", PROBE_SECONDS);
	else if (number != 0)
		objection_why(
		    objection, "its start-up code died by signal %d (SIG%s)", number, name == NULL ? "?" : name);
	else
		objection_why(
		    objection, "its start-up code ended the process with status %d", WEXITSTATUS(end->status));
	return objection_remedy(objection, REMEDY_START_UP);
}

static enum status
judge_child(const struct child_end *end, struct objection *objection)
{
	bool ended_well = !end->timed_out && WIFEXITED(end->status) && WEXITSTATUS(end->status) == EXIT_SUCCESS;

	if (!ended_well || end->length == 0)
		return judge_death(end, objection);
	if (end->text[0] == CHILD_OPENED)
		return STATUS_OK;
	objection_why(objection, "the dynamic linker refuses it: %s", end->text + 1);
	return objection_remedy(objection, REMEDY_REBUILD);
}

static enum status
cannot_probe(const struct probe *probe, struct objection *objection)
{
	objection_why(objection, "it could not be tried out, because %s failed: %s", probe->failed,
	    strerrordesc_np(probe->error));
	return objection_remedy(objection, "free processes and file descriptors, and run again");
}

static void
note_failure(struct probe *probe, const char *what)
{
	probe->error = errno;
	probe->failed = what;
}

void
probe_begin(const char *path, struct probe *ret_probe)
{
	int ends[2] = {-1, -1};

	*ret_probe = (struct probe){.pipe = -1};
	if (pipe2(ends, O_CLOEXEC) != 0) {
		note_failure(ret_probe, "pipe");
		return;
	}
	ret_probe->child = fork();
	if (ret_probe->child == 0)
		child_run(path, ends[1]);
	if (ret_probe->child < 0)
		note_failure(ret_probe, "fork");
	close(ends[1]);
	ret_probe->pipe = ends[0];
	ret_probe->deadline_ms = now_ms() + (int64_t)PROBE_SECONDS * 1000;
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
}

static void
forget(struct probe *probe)
{
	if (probe->pipe >= 0)
		close(probe->pipe);
	*probe = (struct probe){.pipe = -1};
}

enum status
probe_end(struct probe *probe, struct objection *objection)
{
	struct child_end end = {0};
	enum status status = STATUS_REFUSED;

	if (probe->child <= 0) {
		status = cannot_probe(probe, objection);
	} else {
		child_wait(probe, &end);
		status = judge_child(&end, objection);
	}
	forget(probe);
	return status;
}

void
probe_abandon(struct probe *probe)
{
	struct child_end end = {0};

	if (probe->child > 0)
		child_reap(probe->child, true, &end);
	if (probe->failed != NULL || probe->child != 0)
		forget(probe);
}

/* ---- Opening for good ------------------------------------------------------------------ */

enum status
probe_open(const char *path, void **ret_handle, struct objection *objection)
{
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	const char *fault = handle == NULL ? dlerror() : NULL;

	if (handle == NULL) {
		objection_why(objection, "the dynamic linker refuses it: %.*s", (int)LINKER_TEXT_BYTES,
		    fault == NULL ? "it does not say why" : fault);
		return objection_remedy(objection, REMEDY_REBUILD);
	}
	*ret_handle = handle;
	return STATUS_OK;
}

/* The symbol's size in the file's own table; a function or a shorter object is not an entry. */
static uint64_t
symbol_bytes(const void *object)
{
	Dl_info info = {NULL, NULL, NULL, NULL};
	ElfW(Sym) *symbol = NULL;

	if (dladdr1(object, &info, (void **)&symbol, RTLD_DL_SYMENT) == 0 || info.dli_saddr != object || symbol == NULL)
		return UINT64_MAX;
	return symbol->st_size;
}

enum status
probe_symbol(void *handle, const void **ret_object, uint64_t *ret_bytes, struct objection *objection)
{
	const void *object = dlsym(handle, CASELINT_ENTRY_SYMBOL);

	if (object == NULL) {
		objection_why(
		    objection, "it exports no %s; every caselint plugin has this one symbol", CASELINT_ENTRY_SYMBOL);
		return objection_remedy(objection,
		    "define %s with CASELINT_ENTRY() of caselint/plugin.h, or remove the file if "
		    "it is not a plugin",
		    CASELINT_ENTRY_SYMBOL);
	}
	*ret_object = object;
	*ret_bytes = symbol_bytes(object);
	return STATUS_OK;
}
