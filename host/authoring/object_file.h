/*
 * A shared object as a file: what the dynamic linker would be told by it, read
 * with libelf and without running any of it. Whatever bytes the file has, reading
 * ends and stays inside them. What is right and what is wrong is not judged here.
 */
#ifndef CASELINT_AUTHORING_OBJECT_FILE_H
#define CASELINT_AUTHORING_OBJECT_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"

/* A symbol of the dynamic table. */
struct object_symbol {
	const char *name;
	bool is_defined;  /* and visible to others */
	bool is_import;   /* to be found elsewhere */
	bool is_object;   /* data; otherwise a function, or something else */
	bool is_indirect; /* chosen by code that runs when the file is opened */
	uint64_t size;
};

enum object_stack { OBJECT_STACK_ABSENT, OBJECT_STACK_PLAIN, OBJECT_STACK_EXECUTABLE };

/* Zero-initialise; free with object_file_clear. Strings lie in the arena. */
struct object_file {
	struct arena arena;
	struct buffer bytes;
	/* What it is for. */
	bool is_for_this_machine; /* class, byte order and processor are those of this program */
	bool is_shared;           /* ET_DYN */
	/* What it asks of the dynamic linker. */
	const char **needed;
	size_t needed_count;
	const char *run_path; /* RPATH or RUNPATH; NULL: none */
	struct object_symbol *symbols;
	size_t symbol_count;
	bool binds_now;
	bool has_text_relocations;
	uint32_t indirect_relocations;
	/* What would run when it is opened or closed: bytes of the tables of functions, and what is not the compiler's. */
	uint64_t start_bytes;
	uint64_t end_bytes;
	bool has_early_start; /* DT_PREINIT_ARRAY */
	bool has_own_init;    /* DT_INIT or DT_FINI lead elsewhere than to the sections .init and .fini */
	/* Its memory. */
	enum object_stack stack;
	bool has_relro;
	bool has_writable_code;
	uint64_t thread_bytes;
	uint64_t writable_bytes; /* after relocation */
};

/*
 * STATUS_ABSENT when the file cannot be opened, STATUS_LIMIT when it has more than OBJECT_FILE_BYTES, STATUS_INVALID when it
 * is no ELF file that can be read; `ret_why` then holds a phrase. The file is to be cleared in any case.
 */
CASELINT_NODISCARD
enum status object_file_read(const char *path, struct object_file *ret_file, struct buffer *ret_why);
void object_file_clear(struct object_file *file);

/* Whether the bytes have `word` with a NUL behind: how a C string constant stands in a file, alone or as the end of another. */
bool object_file_has_text(const struct object_file *file, const char *word);

#define OBJECT_FILE_BYTES (64U * 1024U * 1024U)

#endif
