/*
 * Requests and news go over one socket that keeps messages apart; the pipes of a
 * new worker travel with the request. See engine/spawner.h.
 */
#include "engine/spawner.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"

/* Room in a pipe of answers: the answer to a batch should fit, so that its worker need not wait. */
#define PIPE_BYTES (1024 * 1024)
/* Where the spawner keeps its descriptors. */
#define OWN_SOCKET (STDERR_FILENO + 1)
#define OWN_SIGNALS (STDERR_FILENO + 2)
#define WORKER_REQUESTS (STDERR_FILENO + 3)
#define WORKER_ANSWERS (STDERR_FILENO + 4)

struct spawner {
	int socket;
	pid_t process;
};

/* The workers that live, by place; 0: none. Only the spawner's own copy is used. */
static pid_t living[LIMIT_JOBS];

struct request {
	enum { ASK_BIRTH = 1, ASK_DEATH } kind;
	uint32_t place;
	pid_t process;
};

/* ---- In the spawner ------------------------------------------------------------------- */

static void
leave_without_memory(void)
{
	_exit(WORKER_EXIT_MEMORY);
}

/* Signals meant for the program reach its whole group; only the coordinator answers them. */
static void
ignore_ends(void)
{
	static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGTSTP};
	size_t i = 0;

	for (i = 0; i < sizeof ends / sizeof ends[0]; i++)
		signal(ends[i], SIG_IGN);
}

/* No handler of the program's, and no signal held back, hides a death. */
static void
die_of_faults(void)
{
	static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGTRAP, SIGALRM, SIGCHLD};
	sigset_t none;
	size_t i = 0;

#if !defined(__SANITIZE_ADDRESS__)
	for (i = 0; i < sizeof faults / sizeof faults[0]; i++)
		signal(faults[i], SIG_DFL);
#else
	(void)faults;
	(void)i;
#endif
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* What a plugin prints goes nowhere; only a sanitizer may speak. */
static void
detach_streams(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0)
		_exit(WORKER_EXIT_PIPE);
#if !defined(__SANITIZE_ADDRESS__)
	if (dup2(null, STDERR_FILENO) < 0)
		_exit(WORKER_EXIT_PIPE);
#endif
	close(null);
}

static void
keep_descriptors(int socket)
{
	/* First out of the way of the places it goes to. */
	int moved = fcntl(socket, F_DUPFD_CLOEXEC, WORKER_ANSWERS + 1);

	if (moved < 0 || dup2(moved, OWN_SOCKET) < 0)
		_exit(WORKER_EXIT_PIPE);
	close_range(OWN_SOCKET + 1, UINT_MAX, 0);
}

static void
watch_children(void)
{
	sigset_t child;
	int signals = -1;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	signals = signalfd(-1, &child, SFD_NONBLOCK | SFD_CLOEXEC);
	if (signals < 0 || dup2(signals, OWN_SIGNALS) < 0)
		_exit(WORKER_EXIT_PIPE);
	if (signals != OWN_SIGNALS)
		close(signals);
}

/* Waits for each, so that what they used is counted with what the spawner used. */
__attribute__((noreturn)) static void
end_all(void)
{
	uint32_t place = 0;

	for (place = 0; place < LIMIT_JOBS; place++) {
		if (living[place] != 0)
			kill(living[place], SIGKILL);
	}
	while (wait(NULL) > 0 || errno == EINTR)
		continue;
	_exit(0);
}

static void
tell(const struct spawner_news *news)
{
	while (send(OWN_SOCKET, news, sizeof *news, 0) < 0) {
		if (errno != EINTR)
			end_all();
	}
}

static void
forget(pid_t process)
{
	uint32_t place = 0;

	for (place = 0; place < LIMIT_JOBS; place++) {
		if (living[place] == process)
			living[place] = 0;
	}
}

static void
report_deaths(void)
{
	struct signalfd_siginfo ignored;
	struct rusage usage;
	int status = 0;
	pid_t process = 0;

	while (read(OWN_SIGNALS, &ignored, sizeof ignored) > 0)
		continue;
	while ((process = wait4(-1, &status, WNOHANG, &usage)) > 0) {
		struct spawner_news news = {
		    .event = SPAWNER_DIED, .process = process, .status = status, .peak_kib = (uint64_t)usage.ru_maxrss};

		forget(process);
		tell(&news);
	}
}

/* A number that is not known may be another process's by now. */
static void
kill_worker(pid_t process)
{
	uint32_t place = 0;

	for (place = 0; place < LIMIT_JOBS; place++) {
		if (living[place] == process)
			kill(process, SIGKILL);
	}
}

__attribute__((noreturn)) static void
become_worker(const struct worker_setting *setting, struct beacon *beacon, pid_t parent, const int *pipes)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(0);
	die_of_faults();
	if (dup2(pipes[0], WORKER_REQUESTS) < 0 || dup2(pipes[1], WORKER_ANSWERS) < 0)
		_exit(WORKER_EXIT_PIPE);
	close_range(WORKER_ANSWERS + 1, UINT_MAX, 0);
	close(OWN_SOCKET);
	close(OWN_SIGNALS);
	worker_run(setting, beacon, WORKER_REQUESTS, WORKER_ANSWERS);
}

static void
make_worker(const struct worker_setting *setting, struct beacon *const *beacons, const struct request *request,
    const int *pipes)
{
	struct spawner_news news = {.event = SPAWNER_BORN, .place = request->place};
	pid_t self = getpid();

	news.process = fork();
	if (news.process == 0)
		become_worker(setting, beacons[request->place], self, pipes);
	if (news.process > 0)
		living[request->place] = news.process;
	if (news.process < 0) {
		news.event = SPAWNER_FAILED;
		news.error = errno;
	}
	tell(&news);
}

/* One request with the two descriptors that may come with it. False at the end. */
static int
hear_request(struct request *ret_request, int *ret_pipes)
{
	char control[CMSG_SPACE(2 * sizeof(int))];
	struct iovec part = {ret_request, sizeof *ret_request};
	struct msghdr message = {
	    .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
	ssize_t got = 0;

	ret_pipes[0] = -1;
	ret_pipes[1] = -1;
	do {
		got = recvmsg(OWN_SOCKET, &message, MSG_CMSG_CLOEXEC);
	} while (got < 0 && errno == EINTR);
	if (got != (ssize_t)sizeof *ret_request)
		return 0;
	if (CMSG_FIRSTHDR(&message) != NULL)
		memcpy(ret_pipes, CMSG_DATA(CMSG_FIRSTHDR(&message)), 2 * sizeof(int));
	return 1;
}

static void
serve(const struct worker_setting *setting, struct beacon *const *beacons)
{
	struct request request;
	int pipes[2];

	if (hear_request(&request, pipes) == 0)
		end_all();
	if (request.kind == ASK_BIRTH)
		make_worker(setting, beacons, &request, pipes);
	else
		kill_worker(request.process);
	if (pipes[0] >= 0)
		close(pipes[0]);
	if (pipes[1] >= 0)
		close(pipes[1]);
}

__attribute__((noreturn)) static void
spawner_run(const struct worker_setting *setting, struct beacon *const *beacons, int socket, pid_t parent)
{
	struct pollfd waits[2] = {{OWN_SOCKET, POLLIN, 0}, {OWN_SIGNALS, POLLIN, 0}};
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent || slots_become_reader(setting->slots) != STATUS_OK)
		_exit(WORKER_EXIT_PIPE);
	memory_set_handler(leave_without_memory);
	ignore_ends();
	detach_streams();
	keep_descriptors(socket);
	watch_children();
	for (;;) {
		if (poll(waits, 2, -1) < 0)
			continue;
		if (waits[1].revents != 0)
			report_deaths();
		if (waits[0].revents != 0)
			serve(setting, beacons);
	}
}

/* ---- In the coordinator ------------------------------------------------------------------ */

enum status
spawner_new(const struct worker_setting *setting, struct beacon *const *beacons, struct spawner **ret_spawner)
{
	struct spawner *spawner = memory_zeroed(1, sizeof *spawner);
	int sockets[2] = {-1, -1};
	pid_t self = getpid();
	int error = 0;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) == 0) {
		spawner->process = fork();
		if (spawner->process == 0)
			spawner_run(setting, beacons, sockets[1], self);
		error = errno;
		close(sockets[1]);
	} else {
		error = errno;
		spawner->process = -1;
	}
	spawner->socket = sockets[0];
	if (spawner->process > 0) {
		*ret_spawner = spawner;
		return STATUS_OK;
	}
	if (sockets[0] >= 0)
		close(sockets[0]);
	memory_free(spawner);
	errno = error;
	return STATUS_IO;
}

static enum status
send_request(struct spawner *spawner, const struct request *request, const int *pipes)
{
	char control[CMSG_SPACE(2 * sizeof(int))];
	struct request copy = *request;
	struct iovec part = {&copy, sizeof copy};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
	ssize_t sent = 0;

	memset(control, 0, sizeof control);
	if (pipes != NULL) {
		message.msg_control = control;
		message.msg_controllen = sizeof control;
		CMSG_FIRSTHDR(&message)->cmsg_level = SOL_SOCKET;
		CMSG_FIRSTHDR(&message)->cmsg_type = SCM_RIGHTS;
		CMSG_FIRSTHDR(&message)->cmsg_len = CMSG_LEN(2 * sizeof(int));
		memcpy(CMSG_DATA(CMSG_FIRSTHDR(&message)), pipes, 2 * sizeof(int));
	}
	do {
		sent = sendmsg(spawner->socket, &message, MSG_NOSIGNAL);
	} while (sent < 0 && errno == EINTR);
	return sent == (ssize_t)sizeof copy ? STATUS_OK : STATUS_IO;
}

enum status
spawner_ask(struct spawner *spawner, uint32_t place, int *ret_requests, int *ret_answers)
{
	struct request request = {.kind = ASK_BIRTH, .place = place};
	int requests[2] = {-1, -1};
	int answers[2] = {-1, -1};
	enum status status = STATUS_IO;

	if (pipe2(requests, O_CLOEXEC) != 0)
		return STATUS_IO;
	if (pipe2(answers, O_CLOEXEC) == 0) {
		const int theirs[2] = {requests[0], answers[1]};

		/* More room and no waiting are conveniences; without them it works as well. */
		(void)fcntl(answers[0], F_SETPIPE_SZ, PIPE_BYTES);
		(void)fcntl(answers[0], F_SETFL, O_NONBLOCK);
		status = send_request(spawner, &request, theirs);
		close(answers[1]);
	}
	close(requests[0]);
	if (status == STATUS_OK) {
		*ret_requests = requests[1];
		*ret_answers = answers[0];
		return STATUS_OK;
	}
	close(requests[1]);
	if (answers[0] >= 0)
		close(answers[0]);
	return STATUS_IO;
}

enum status
spawner_kill(struct spawner *spawner, pid_t process)
{
	struct request request = {.kind = ASK_DEATH, .process = process};

	return send_request(spawner, &request, NULL);
}

enum status
spawner_hear(struct spawner *spawner, struct spawner_news *ret_news)
{
	ssize_t got = 0;

	do {
		got = recv(spawner->socket, ret_news, sizeof *ret_news, 0);
	} while (got < 0 && errno == EINTR);
	return got == (ssize_t)sizeof *ret_news ? STATUS_OK : STATUS_END;
}

int
spawner_descriptor(const struct spawner *spawner)
{
	return spawner->socket;
}

void
spawner_free(struct spawner *spawner)
{
	if (spawner == NULL)
		return;
	/* Without its socket it ends, and its workers with it. */
	close(spawner->socket);
	while (waitpid(spawner->process, NULL, 0) < 0 && errno == EINTR)
		continue;
	memory_free(spawner);
}
