/*
 * caselint: main(), and the map of the program.
 *
 *   cli/        commands and their options; the only room but report/ that writes
 *   engine/     the order of everything: run, hand out to workers, evaluate, reconcile
 *   input/      bytes: files, folders, archives; the splitter that finds records
 *   record/     records: schema, binder, typed values, facts as bytes
 *   catalogue/  rulesets: parameters, texts of rules, message templates, the matrix; waivers
 *   plugin/     plugins: find, check, open; the services they call
 *   report/     what was found: model, spool, tally, and one file per format
 *   authoring/  what authors of plugins use: cases, mutations, a look at bundles
 *   diff/       two saved runs beside each other: what is new, worse, fixed
 *   base/       memory, text, money, dates, limits; knows nothing of cases
 *   include/    caselint/plugin.h, the contract with plugins, and help for their authors
 *
 * A stage knows base/ and the model it fills, not its neighbours; only engine/
 * knows the order. Plugins include the headers in include/ and nothing else.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/large.h"
#include "base/memory.h"
#include "base/sha256.h"
#include "cli/cli.h"
#include "record/libxml.h"
#include "report/sink.h"

static pid_t program; /* not one of its children */
static bool is_done;  /* the command has come to its end ... */
static int done_code; /* ... with this exit code */

/* Says why, if anybody listens, and leaves; nothing is allocated on the way out. */
static void
leave(const char *message)
{
	sink_remove_unfinished();
	if (write(STDERR_FILENO, message, strlen(message)) < 0)
		_exit(EXIT_CODE_INTERNAL);
	_exit(EXIT_CODE_INTERNAL);
}

static void
leave_without_memory(void)
{
	/* What libraries do when they are put away changes nothing of a report that is written. */
	if (is_done)
		_exit(done_code);
	leave("caselint: out of memory\n");
}

/* Somebody else has called exit(), a plugin or a library: whatever the status says, the run is not done. */
static void
guard_end(void)
{
	if (!is_done && getpid() == program)
		leave("caselint: a plugin or a library ended the program before the run was done\n");
}

/* The first asks a command that can to stop and say what it has found. The next, or the first where nobody looks, ends the
 * process, and half-written reports are removed. */
static void
stop_by_signal(int number)
{
	if (interrupt_is_heard && interrupt_signal == 0) {
		interrupt_signal = number;
		return;
	}
	sink_remove_unfinished();
	signal(number, SIG_DFL);
	raise(number);
}

static void
prepare_signals(void)
{
	static const int ends[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action = {.sa_handler = stop_by_signal};
	struct sigaction old;
	size_t i = 0;

	/* A closed pipe and a file that is too large are failed writes, and are reported as such. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	sigemptyset(&action.sa_mask);
	for (i = 0; i < sizeof ends / sizeof ends[0]; i++)
		sigaddset(&action.sa_mask, ends[i]);
	/* What is ignored from the start stays so: nohup, and commands behind an &. */
	for (i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		if (sigaction(ends[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(ends[i], &action, NULL);
	}
}

/* A standard descriptor that is closed would be taken by the first file opened, and a report would go into
 * it. It is filled with one that can be neither read from nor written to usefully. */
static void
hold_standard_descriptors(void)
{
	int descriptor = 0;

	for (descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
		if (fcntl(descriptor, F_GETFD) < 0 &&
		    open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) != descriptor)
			_exit(EXIT_CODE_INTERNAL);
	}
}

/* A core would hold the names, birth dates and texts of the records in hand, in a file nobody has asked for. */
static void
forbid_core(void)
{
	const struct rlimit none = {0, 0};

	(void)setrlimit(RLIMIT_CORE, &none);
}

static const struct command *
command_named(const char *name)
{
	const struct command *command = cli_commands;

	while (command->name != NULL && strcmp(command->name, name) != 0)
		command++;
	return command->name == NULL ? NULL : command;
}

static int
complain_of_command(const char *word)
{
	const char *names[16] = {NULL};
	size_t count = 0;

	for (count = 0; count < 16 && cli_commands[count].name != NULL; count++)
		names[count] = cli_commands[count].name;
	cli_complain_unknown("command", word, names, count);
	return EXIT_CODE_USAGE;
}

static int
run_command(int argc, char **argv)
{
	const char *word = argc < 2 ? "help" : argv[1];
	const struct command *command = NULL;

	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
		word = "help";
	if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
		word = "version";
	command = command_named(word);
	if (command == NULL)
		return complain_of_command(word);
	if (argc < 2)
		return exit_code_worse(command->run(argc, argv), EXIT_CODE_USAGE);
	return command->run(argc - 1, argv + 1);
}

int
main(int argc, char **argv)
{
	int code = 0;

	hold_standard_descriptors();
	forbid_core();
	program = getpid();
	if (atexit(guard_end) != 0)
		return EXIT_CODE_INTERNAL;
	prepare_signals();
	memory_set_handler(leave_without_memory);
	libxml_prepare();
	sha256_prepare();
	code = run_command(argc, argv);
	done_code = code;
	is_done = true;
	libxml_release();
	large_forget();
	return code;
}
