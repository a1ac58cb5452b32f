/* See engine/trial.h. */
#include "engine/trial.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/sandbox.h"
#include "engine/slots.h"

#define EXIT_REFUSED 0
#define EXIT_SUCCEEDED 1
#define EXIT_FAILED 2
#define MIB ((size_t)1024 * 1024)

/* What a trial may need; made before the fork. */
struct setting {
	struct beacon *beacon;
	struct slots *slots;
	uint32_t memory_mib;
	pid_t parent;
};

/* Each returns whether what it tried succeeded. */
typedef bool attempt_fn(const struct setting *setting);

static bool
open_file(const struct setting *setting)
{
	(void)setting;
	return open("/dev/null", O_RDONLY | O_CLOEXEC) >= 0;
}

static bool
open_socket(const struct setting *setting)
{
	(void)setting;
	return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0;
}

static bool
start_program(const struct setting *setting)
{
	static char program[] = "/bin/true";
	static char *const arguments[] = {program, NULL};

	(void)setting;
	/* When it succeeds it ends with the status of something that was refused, so it is asked whether it may at all. */
	return access(program, X_OK) == 0 && execv(program, arguments) != 0;
}

static bool
start_process(const struct setting *setting)
{
	pid_t child = fork();

	(void)setting;
	if (child == 0)
		_exit(0);
	return child > 0;
}

static bool
signal_another(const struct setting *setting)
{
	/* Signal 0 only asks whether one may. */
	return kill(setting->parent, 0) == 0;
}

static bool
write_input(const struct setting *setting)
{
	char *input = (char *)(uintptr_t)slots_read(setting->slots, 0);

	if (mprotect(input, MIB, PROT_READ | PROT_WRITE) == 0)
		return true;
	return mmap(NULL, MIB, PROT_READ | PROT_WRITE, MAP_SHARED, slots_descriptor(setting->slots), 0) != MAP_FAILED;
}

static bool
exceed_memory(const struct setting *setting)
{
	size_t bytes = (size_t)setting->memory_mib * MIB + 64 * MIB;
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return memory != MAP_FAILED;
}

static bool
dump_core(const struct setting *setting)
{
	(void)setting;
	return prctl(PR_GET_DUMPABLE) != 0;
}

static const struct attempt {
	const char *name;
	const char *what;
	enum sandbox_part part;
	attempt_fn *attempt;
} attempts[TRIALS] = {
    {"open-file", "open a file", SANDBOX_FILTER, open_file},
    {"open-socket", "open a socket", SANDBOX_FILTER, open_socket},
    {"start-program", "start a program", SANDBOX_FILTER, start_program},
    {"start-process", "start a process", SANDBOX_FILTER, start_process},
    {"signal-another", "send a signal to another process", SANDBOX_FILTER, signal_another},
    {"write-input", "change the records it is given", SANDBOX_NO_PRIVILEGES, write_input},
    {"exceed-memory", "take more memory than its limit", SANDBOX_MEMORY, exceed_memory},
    {"dump-core", "leave a core dump", SANDBOX_NO_CORE, dump_core},
};

__attribute__((noreturn)) static void
make_attempt(const struct attempt *attempt, const struct setting *setting)
{
	static const int faults[] = {SIGINT, SIGTERM, SIGHUP};
	size_t i = 0;

	for (i = 0; i < sizeof faults / sizeof faults[0]; i++)
		signal(faults[i], SIG_DFL);
	if (slots_become_reader(setting->slots) != STATUS_OK)
		_exit(EXIT_FAILED);
	/* Asking whether a core would be dumped is itself refused inside. */
	if (attempt->part == SANDBOX_NO_CORE)
		_exit((sandbox_enter_without_filter(setting->memory_mib) & SANDBOX_NO_CORE) != 0 &&
			      !attempt->attempt(setting)
			  ? EXIT_REFUSED
			  : EXIT_SUCCEEDED);
	(void)sandbox_enter(setting->memory_mib, setting->beacon);
	_exit(attempt->attempt(setting) ? EXIT_SUCCEEDED : EXIT_REFUSED);
}

static enum trial_result
result_of(int status)
{
	if (!WIFEXITED(status))
		return TRIAL_FAILED;
	switch (WEXITSTATUS(status)) {
	case EXIT_REFUSED:
	case SANDBOX_EXIT_STATUS: return TRIAL_REFUSED;
	case EXIT_SUCCEEDED: return TRIAL_SUCCEEDED;
	default: return TRIAL_FAILED;
	}
}

static enum trial_result
try_one(const struct attempt *attempt, const struct setting *setting)
{
	int status = 0;
	pid_t child = 0;

	if ((sandbox_possible() & (uint32_t)attempt->part) == 0)
		return TRIAL_IMPOSSIBLE;
	child = fork();
	if (child == 0)
		make_attempt(attempt, setting);
	while (child > 0 && waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			return TRIAL_FAILED;
	}
	return child < 0 ? TRIAL_FAILED : result_of(status);
}

void
trials_run(uint32_t memory_mib, struct trial ret_trials[TRIALS])
{
	struct setting setting = {.memory_mib = memory_mib, .parent = getpid()};
	size_t i = 0;

	setting.beacon = mmap(NULL, sizeof *setting.beacon, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (setting.beacon == MAP_FAILED)
		setting.beacon = NULL;
	if (slots_new(1, 1, &setting.slots) != STATUS_OK)
		setting.slots = NULL;
	for (i = 0; i < TRIALS; i++) {
		ret_trials[i] = (struct trial){attempts[i].name, attempts[i].what, TRIAL_FAILED};
		if (setting.beacon != NULL && setting.slots != NULL)
			ret_trials[i].result = try_one(&attempts[i], &setting);
	}
	slots_free(setting.slots);
	if (setting.beacon != NULL)
		munmap(setting.beacon, sizeof *setting.beacon);
}

const char *
trial_result_name(enum trial_result result)
{
	static const char *const names[] = {"refused", "succeeded", "impossible", "failed"};

	return names[result];
}
