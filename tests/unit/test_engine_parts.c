/* The small parts of the engine: messages, slots, deaths in words, stored batches, progress. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/progress.h"
#include "engine/batch.h"
#include "engine/death.h"
#include "engine/groups.h"
#include "engine/slots.h"
#include "engine/wire.h"
#include "plugin/services.h"
#include "support.h"

/* ---- Messages ------------------------------------------------------------------------- */

static struct text
view(const struct buffer *buffer)
{
	return text_view(buffer_text(buffer), buffer->length);
}

static void
test_messages_come_back(void **state)
{
	struct problem problem = {PROBLEM_VALUE, 12, 3, text_view("A/@b", 4), "a date", true};
	struct fault fault = {FAULT_UNREADABLE, 7, 1, 99, 5, "it broke"};
	struct problem problem_back = {0};
	struct fault fault_back = {0};
	struct wire_message message = {0};
	struct buffer wire = {0};
	size_t position = 0;

	(void)state;
	wire_put(&wire, WIRE_LOST, NULL, 0);
	wire_put_problem(&wire, &problem);
	wire_put_fault(&wire, &fault);
	assert_int_equal(wire_next(view(&wire), &position, &message), STATUS_OK);
	assert_int_equal(message.type, WIRE_LOST);
	assert_int_equal(message.body.length, 0);
	assert_int_equal(wire_next(view(&wire), &position, &message), STATUS_OK);
	assert_int_equal(wire_get_problem(message.body, &problem_back), STATUS_OK);
	assert_int_equal(problem_back.kind, PROBLEM_VALUE);
	assert_string_equal(problem_back.detail, "a date");
	assert_true(problem_back.is_key);
	assert_int_equal(wire_next(view(&wire), &position, &message), STATUS_OK);
	assert_int_equal(wire_get_fault(message.body, &fault_back), STATUS_OK);
	assert_int_equal(fault_back.record_line, 5);
	assert_string_equal(fault_back.detail, "it broke");
	assert_int_equal(wire_next(view(&wire), &position, &message), STATUS_END);
	buffer_clear(&wire);
}

/* Cut anywhere, a wire is invalid, or ends at the end of a message; nothing beyond its end is read. */
static void
test_cut_messages(void **state)
{
	struct fault fault = {FAULT_MARKUP, 1, 1, 1, 0, "words"};
	struct buffer wire = {0};
	size_t length = 0;

	(void)state;
	wire_put_fault(&wire, &fault);
	for (length = 1; length < wire.length; length++) {
		char *copy = malloc(length);
		struct wire_message message = {0};
		size_t position = 0;

		assert_non_null(copy);
		memcpy(copy, wire.data, length);
		assert_int_equal(wire_next(text_view(copy, length), &position, &message), STATUS_INVALID);
		free(copy);
	}
	buffer_clear(&wire);
}

/* What a worker says is not believed: numbers out of range, texts without an end. */
static void
test_forged_messages(void **state)
{
	struct problem problem = {PROBLEM_KINDS, 1, 1, {NULL, 0}, "x", false};
	struct fault fault = {FAULT_KINDS, 1, 1, 1, 0, "x"};
	struct wire_message message = {0};
	struct buffer wire = {0};
	size_t position = 0;

	(void)state;
	wire_put_problem(&wire, &problem);
	assert_int_equal(wire_next(view(&wire), &position, &message), STATUS_OK);
	assert_int_equal(wire_get_problem(message.body, &problem), STATUS_INVALID);
	buffer_reset(&wire);
	problem = (struct problem){PROBLEM_VALUE, 1, 1, {NULL, 0}, "x", false};
	wire_put_problem(&wire, &problem);
	wire.data[wire.length - 1] = 'y';
	position = 0;
	assert_int_equal(wire_next(view(&wire), &position, &message), STATUS_OK);
	assert_int_equal(wire_get_problem(message.body, &problem), STATUS_INVALID);
	assert_int_equal(wire_get_problem(text_view(message.body.data, 3), &problem), STATUS_INVALID);
	buffer_reset(&wire);
	wire_put_fault(&wire, &fault);
	position = 0;
	assert_int_equal(wire_next(view(&wire), &position, &message), STATUS_OK);
	assert_int_equal(wire_get_fault(message.body, &fault), STATUS_INVALID);
	assert_int_equal(wire_get_fault(text_view(message.body.data, 3), &fault), STATUS_INVALID);
	buffer_clear(&wire);
}

/* ---- Slots ---------------------------------------------------------------------------- */

static int
status_of(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0)
		assert_int_equal(errno, EINTR);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A reader sees what is written before and after it was made, and can change nothing. */
static void
test_readers_of_slots(void **state)
{
	struct slots *slots = NULL;
	int ready[2] = {-1, -1};
	pid_t child = 0;

	(void)state;
	assert_int_equal(slots_new(2, 1, &slots), STATUS_OK);
	assert_int_equal(pipe(ready), 0);
	memcpy(slots_write(slots, 0), "before", sizeof "before");
	child = fork();
	if (child == 0) {
		char byte = 0;
		char *mine = NULL;

		if (slots_become_reader(slots) != STATUS_OK || strcmp(slots_read(slots, 0), "before") != 0)
			_exit(1);
		if (read(ready[0], &byte, 1) != 1 || strcmp(slots_read(slots, 1), "after") != 0)
			_exit(2);
		mine = (char *)(uintptr_t)slots_read(slots, 0);
		if (mprotect(mine, 4096, PROT_READ | PROT_WRITE) == 0)
			_exit(3);
		if (mmap(NULL, 4096, PROT_WRITE, MAP_SHARED, slots_descriptor(slots), 0) != MAP_FAILED)
			_exit(4);
		if (write(slots_descriptor(slots), "x", 1) == 1 || ftruncate(slots_descriptor(slots), 0) == 0)
			_exit(5);
		_exit(0);
	}
	memcpy(slots_write(slots, 1), "after", sizeof "after");
	assert_int_equal(write(ready[1], "!", 1), 1);
	assert_int_equal(status_of(child), 0);
	close(ready[0]);
	close(ready[1]);
	slots_free(slots);
	slots_free(NULL);
}

static void
test_private_slots(void **state)
{
	struct slots *slots = NULL;

	(void)state;
	assert_int_equal(slots_new(1, 0, &slots), STATUS_OK);
	assert_int_equal(slots_descriptor(slots), -1);
	slots_write(slots, 0)[SLOT_BYTES - 1] = 'z';
	assert_int_equal(slots_read(slots, 0)[SLOT_BYTES - 1], 'z');
	slots_free(slots);
}

/* ---- Deaths ----------------------------------------------------------------------------- */

static void
assert_described(struct death death, const char *rule, const char *expected)
{
	struct buffer text = {0};

	death_describe(&death, rule, &text);
	assert_string_equal(buffer_text(&text), expected);
	buffer_clear(&text);
}

static void
test_deaths_in_words(void **state)
{
	(void)state;
	assert_described((struct death){DEATH_SIGNAL, 11, 0, CALL_CHECK, 3}, "OH-LIV-03",
	    "ended the process by signal 11 (SIGSEGV) in rule OH-LIV-03");
	assert_described(
	    (struct death){DEATH_SIGNAL, 1000, 0, CALL_NONE, 0}, NULL, "ended the process by signal 1000 (SIG?)");
	assert_described(
	    (struct death){DEATH_EXIT, 3, 0, CALL_PREPARE, 0}, NULL, "ended the process with status 3 in prepare");
	assert_described((struct death){DEATH_TIME, 10, 0, CALL_RECONCILE, 0}, NULL,
	    "did not come to an end within 10 seconds in reconcile");
	assert_described((struct death){DEATH_MEMORY, 512, 0, CALL_COMPUTE, 0}, NULL,
	    "needed more than 512 MiB of memory in compute");
	assert_described((struct death){DEATH_SYSTEM_CALL, 41, 0, CALL_COLLECT, 0}, NULL,
	    "tried something that no plugin may do, the system call socket (41) in collect");
	assert_described((struct death){DEATH_ANSWER, 0, 0, CALL_NONE, 0}, NULL, "left results that cannot be read");
	assert_described((struct death){DEATH_SWITCHED_OFF, 5, 0, CALL_CHECK, 0}, "X",
	    "is not called any more in this run: it had failed like this on 5 records");
}

static void
test_rules_of_deaths(void **state)
{
	struct death death = {DEATH_TIME, 0, 0, 0, 0};

	(void)state;
	assert_int_equal(death_rule(&death), HOST_PLUGIN_TIME);
	death.kind = DEATH_SIGNAL;
	assert_int_equal(death_rule(&death), HOST_PLUGIN_DIED);
	death.kind = DEATH_SWITCHED_OFF;
	assert_int_equal(death_rule(&death), HOST_PLUGIN_OFF);
	death.kind = DEATH_SYSTEM_CALL;
	assert_int_equal(death_rule(&death), HOST_PLUGIN_FORBIDDEN);
	death.kind = DEATH_MEMORY;
	assert_int_equal(death_rule(&death), HOST_PLUGIN_MEMORY);
}

/* ---- Batches and groups ----------------------------------------------------------------- */

static void
test_stored_batch(void **state)
{
	const struct batch_record records[] = {{0, 4, 3, 1}, {5, 4, 4, 7}};
	struct batch batch = {
	    text_view("<r>", 3), text_view("<a/>\n<b/>", 9), text_view("</r>", 4), 3, 1, 2, records, 2, true};
	struct slots *slots = NULL;
	uint64_t column = 0;
	size_t bytes = 0;

	(void)state;
	assert_int_equal(slots_new(1, 0, &slots), STATUS_OK);
	bytes = batch_store(&batch, 40, slots_write(slots, 0));
	assert_true(bytes > 0);
	assert_int_equal(batch_line_of(text_view(slots_read(slots, 0), bytes), 1, &column), 4);
	assert_int_equal(column, 7);
	assert_int_equal(batch_line_of(text_view(slots_read(slots, 0), bytes), 2, &column), 0);
	assert_int_equal(batch_line_of(text_view(slots_read(slots, 0), 10), 0, &column), 0);
	batch.body.length = SLOT_BYTES;
	assert_int_equal(batch_store(&batch, 40, slots_write(slots, 0)), 0);
	slots_free(slots);
}

static void
test_groups_fill_a_slot(void **state)
{
	struct group_packer packer = {0};
	struct slots *slots = NULL;
	char *big = calloc(1, LIMIT_BATCH_BYTES);
	struct fact fact = {.key = text_view("k", 1)};
	struct fact_group group = {0, 1, {0}};
	struct buffer stored = {0};
	size_t added = 0;
	enum status status = STATUS_OK;

	(void)state;
	assert_non_null(big);
	assert_int_equal(slots_new(1, 0, &slots), STATUS_OK);
	fact.data = text_view(big, LIMIT_BATCH_BYTES);
	fact_store(&fact, &stored);
	group.stored = text_view(stored.data, stored.length);
	group_packer_begin(&packer, slots_write(slots, 0));
	while ((status = group_packer_add(&packer, &group)) == STATUS_OK)
		added++;
	assert_int_equal(status, STATUS_LIMIT);
	assert_in_range(added, 15, 20);
	assert_int_equal(packer.count, added);
	assert_true(group_packer_end(&packer) <= SLOT_BYTES);
	buffer_clear(&stored);
	slots_free(slots);
	free(big);
}

/* ---- Progress ------------------------------------------------------------------------------ */

static void
test_progress_lines(void **state)
{
	struct progress progress = {.total = UINT64_C(100) * 1024 * 1024};
	struct run_progress run = {RUN_READING, UINT64_C(25) * 1024 * 1024, 20000, 17};
	struct buffer line = {0};

	(void)state;
	progress_format(&progress, &run, 500, &line);
	assert_string_equal(
	    buffer_text(&line), "reading: 25 of 100 MiB, 20000 records, 17 findings, 50 MiB/s, 1 s left");
	buffer_reset(&line);
	progress_format_json(&progress, &run, 500, &line);
	assert_string_equal(buffer_text(&line),
	    "{\"phase\": \"reading\", \"bytes\": 26214400, \"records\": 20000, \"findings\": 17, \"milliseconds\": "
	    "500, "
	    "\"bytesPerSecond\": 52428800, \"bytesTotal\": 104857600, \"secondsLeft\": 1}\n");
	buffer_reset(&line);
	progress.total = 0;
	run.phase = RUN_RECONCILING;
	progress_format(&progress, &run, 0, &line);
	assert_string_equal(buffer_text(&line), "reconciling: 25 MiB, 20000 records, 17 findings");
	buffer_reset(&line);
	progress_format_json(&progress, &run, 0, &line);
	assert_null(strstr(buffer_text(&line), "bytesTotal"));
	buffer_clear(&line);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_messages_come_back),
	    cmocka_unit_test(test_cut_messages),
	    cmocka_unit_test(test_forged_messages),
	    cmocka_unit_test(test_readers_of_slots),
	    cmocka_unit_test(test_private_slots),
	    cmocka_unit_test(test_deaths_in_words),
	    cmocka_unit_test(test_rules_of_deaths),
	    cmocka_unit_test(test_stored_batch),
	    cmocka_unit_test(test_groups_fill_a_slot),
	    cmocka_unit_test(test_progress_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
