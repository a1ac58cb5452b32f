/* One sealed memfd; see engine/slots.h. */
#include "engine/slots.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"

/* Linux 5.1; not in every libc header. */
#ifndef F_SEAL_FUTURE_WRITE
#define F_SEAL_FUTURE_WRITE 0x0010
#endif

struct slots {
	char *memory;
	size_t bytes;
	int file;
};

static enum status
map_shared(struct slots *slots)
{
	slots->file = memfd_create("caselint", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (slots->file < 0 || ftruncate(slots->file, (off_t)slots->bytes) != 0)
		return STATUS_IO;
	slots->memory = mmap(NULL, slots->bytes, PROT_READ | PROT_WRITE, MAP_SHARED, slots->file, 0);
	if (slots->memory == MAP_FAILED) {
		slots->memory = NULL;
		return STATUS_IO;
	}
	/* A child must not even inherit what can be written. */
	if (madvise(slots->memory, slots->bytes, MADV_DONTFORK) != 0)
		return STATUS_IO;
	if (fcntl(slots->file, F_ADD_SEALS, F_SEAL_FUTURE_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
		return STATUS_IO;
	return STATUS_OK;
}

static enum status
map_private(struct slots *slots)
{
	slots->memory = mmap(NULL, slots->bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (slots->memory != MAP_FAILED)
		return STATUS_OK;
	slots->memory = NULL;
	return STATUS_IO;
}

enum status
slots_new(uint32_t count, int shared, struct slots **ret_slots)
{
	struct slots *slots = memory_zeroed(1, sizeof *slots);
	enum status status = STATUS_OK;
	int error = 0;

	slots->file = -1;
	slots->bytes = count * SLOT_BYTES;
	status = shared ? map_shared(slots) : map_private(slots);
	error = errno;
	if (status == STATUS_OK)
		*ret_slots = slots;
	else
		slots_free(slots);
	errno = error;
	return status;
}

char *
slots_write(struct slots *slots, uint32_t slot)
{
	return slots->memory + slot * SLOT_BYTES;
}

enum status
slots_become_reader(struct slots *slots)
{
	/* The coordinator's view was not inherited; nothing is there to be unmapped. */
	slots->memory = mmap(NULL, slots->bytes, PROT_READ, MAP_SHARED, slots->file, 0);
	if (slots->memory != MAP_FAILED)
		return STATUS_OK;
	slots->memory = NULL;
	return STATUS_IO;
}

const char *
slots_read(const struct slots *slots, uint32_t slot)
{
	return slots->memory + slot * SLOT_BYTES;
}

int
slots_descriptor(const struct slots *slots)
{
	return slots->file;
}

void
slots_free(struct slots *slots)
{
	if (slots == NULL)
		return;
	if (slots->memory != NULL)
		munmap(slots->memory, slots->bytes);
	if (slots->file >= 0)
		close(slots->file);
	memory_free(slots);
}
