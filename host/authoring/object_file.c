/*
 * See authoring/object_file.h. The dynamic linker goes by program headers and the dynamic table, so this does too; sections,
 * which nobody has to tell the truth about, serve only to recognise what the compiler adds. libelf looks after bounds and
 * byte order; counts and names are checked here.
 */
#include "authoring/object_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gelf.h>

#include "base/limits.h"
#include "base/memory.h"

#define DYNAMIC_MAX 4096U    /* entries of the dynamic table */
#define SYMBOLS_MAX 1000000U /* of the dynamic symbol table */
#define RELOCATIONS_MAX 4000000U
#define PROGRAM_HEADERS_MAX 1024U

#if defined(__x86_64__)
#define THIS_MACHINE EM_X86_64
#define INDIRECT_RELOCATION R_X86_64_IRELATIVE
#elif defined(__aarch64__)
#define THIS_MACHINE EM_AARCH64
#define INDIRECT_RELOCATION R_AARCH64_IRELATIVE
#else
#define THIS_MACHINE EM_NONE
#define INDIRECT_RELOCATION UINT32_MAX
#endif

/* What the dynamic table says, by tag. */
struct dynamic {
	uint64_t strings;
	uint64_t string_bytes;
	uint64_t symbols;
	uint64_t hash;
	uint64_t gnu_hash;
	uint64_t relocations;
	uint64_t relocation_bytes;
	uint64_t jump_relocations;
	uint64_t jump_bytes;
	uint64_t init;
	uint64_t fini;
	uint64_t run_path; /* offset in the strings; UINT64_MAX: none */
	uint64_t needed[LIMIT_PLUGINS];
	size_t needed_count;
};

/* A file being read. */
struct reading {
	struct object_file *file;
	Elf *elf;
	GElf_Phdr *headers;
	size_t header_count;
	struct dynamic dynamic;
	const char *strings; /* of the dynamic table, not to be trusted for a NUL; NULL: none */
	size_t string_bytes;
	struct buffer *why;
};

/* ---- Bytes ----------------------------------------------------------------------------- */

static enum status
refuse(struct buffer *why, const char *phrase)
{
	if (why->length == 0)
		buffer_append_text(why, phrase);
	return STATUS_INVALID;
}

static enum status
open_object(const char *path, struct buffer *why, int *ret_descriptor)
{
	struct stat facts;
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (descriptor < 0) {
		buffer_append_format(why, "cannot be opened: %s", strerrordesc_np(errno));
		return STATUS_ABSENT;
	}
	if (fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode)) {
		close(descriptor);
		return refuse(why, "is not a regular file");
	}
	*ret_descriptor = descriptor;
	return STATUS_OK;
}

/* A copy, so that a file that is changed or cut meanwhile does no harm. */
static enum status
load(const char *path, struct buffer *bytes, struct buffer *why)
{
	int descriptor = -1;
	enum status status = open_object(path, why, &descriptor);
	ssize_t got = 0;

	if (status != STATUS_OK)
		return status;
	do {
		char *room = buffer_reserve(bytes, LIMIT_READ_BYTES);

		got = read(descriptor, room, LIMIT_READ_BYTES);
		bytes->length += got > 0 ? (size_t)got : 0;
	} while ((got > 0 && bytes->length <= OBJECT_FILE_BYTES) || (got < 0 && errno == EINTR));
	if (got < 0)
		status = refuse(why, "cannot be read");
	if (bytes->length > OBJECT_FILE_BYTES) {
		buffer_append_format(why, "is larger than %u bytes", OBJECT_FILE_BYTES);
		status = STATUS_LIMIT;
	}
	close(descriptor);
	return status;
}

/* From an address in memory to a place in the file; false when no segment has these bytes. */
static bool
find_bytes(const struct reading *reading, uint64_t address, uint64_t bytes, uint64_t *ret_offset)
{
	for (size_t i = 0; i < reading->header_count; i++) {
		const GElf_Phdr *header = &reading->headers[i];
		uint64_t inside = address - header->p_vaddr;

		if (header->p_type != PT_LOAD || address < header->p_vaddr || inside > header->p_filesz ||
		    bytes > header->p_filesz - inside || header->p_offset > reading->file->bytes.length ||
		    inside > reading->file->bytes.length - header->p_offset ||
		    bytes > reading->file->bytes.length - header->p_offset - inside)
			continue;
		*ret_offset = header->p_offset + inside;
		return true;
	}
	return false;
}

/* A table in memory as libelf hands it out; NULL when it does not lie in the file. */
static Elf_Data *
table_at(const struct reading *reading, uint64_t address, uint64_t bytes, Elf_Type type)
{
	uint64_t offset = 0;

	if (bytes == 0 || !find_bytes(reading, address, bytes, &offset))
		return NULL;
	return elf_getdata_rawchunk(reading->elf, (int64_t)offset, (size_t)bytes, type);
}

/* A 32-bit word of the file at an address, in the order of this machine; false when there is none. */
static bool
word_at(const struct reading *reading, uint64_t address, uint32_t *ret_word)
{
	uint64_t offset = 0;

	if (!find_bytes(reading, address, sizeof *ret_word, &offset))
		return false;
	memcpy(ret_word, reading->file->bytes.data + offset, sizeof *ret_word);
	return true;
}

/* A name of the dynamic strings, with '?' for what is no plain character: these bytes may be anything. */
static const char *
string_at(const struct reading *reading, uint64_t offset)
{
	size_t length = 0;
	char *copy = NULL;

	if (reading->strings == NULL || offset >= reading->string_bytes)
		return "?";
	length = strnlen(reading->strings + offset, reading->string_bytes - (size_t)offset);
	copy = arena_copy_text(
	    &reading->file->arena, reading->strings + offset, length > LIMIT_SHOWN_BYTES ? LIMIT_SHOWN_BYTES : length);
	for (char *at = copy; *at != '\0'; at++) {
		if (*at < ' ' || *at > '~')
			*at = '?';
	}
	return copy;
}

/* ---- Headers ---------------------------------------------------------------------------------- */

static enum status
read_head(struct reading *reading)
{
	struct object_file *file = reading->file;
	GElf_Ehdr head;

	if (elf_kind(reading->elf) != ELF_K_ELF || gelf_getehdr(reading->elf, &head) == NULL)
		return refuse(reading->why, "is not an ELF file");
	file->is_shared = head.e_type == ET_DYN;
	file->is_for_this_machine = head.e_machine == THIS_MACHINE && head.e_ident[EI_CLASS] == ELFCLASS64 &&
	                            head.e_ident[EI_DATA] == ELFDATA2LSB;
	return STATUS_OK;
}

static enum status
read_program_headers(struct reading *reading)
{
	size_t count = 0;

	if (elf_getphdrnum(reading->elf, &count) != 0 || count == 0 || count > PROGRAM_HEADERS_MAX)
		return refuse(reading->why, "has no program headers that can be read");
	reading->headers = memory_zeroed(count, sizeof *reading->headers);
	for (size_t i = 0; i < count; i++) {
		const GElf_Phdr *header = gelf_getphdr(reading->elf, (int)i, &reading->headers[i]);

		if (header == NULL)
			return refuse(reading->why, "has program headers that lie outside the file");
		if (header->p_type == PT_LOAD && (header->p_offset > reading->file->bytes.length ||
						     header->p_filesz > reading->file->bytes.length - header->p_offset))
			return refuse(reading->why, "has segments that lie outside the file: it is cut, or damaged");
	}
	reading->header_count = count;
	return STATUS_OK;
}

static const GElf_Phdr *
header_of(const struct reading *reading, uint32_t type)
{
	for (size_t i = 0; i < reading->header_count; i++) {
		if (reading->headers[i].p_type == type)
			return &reading->headers[i];
	}
	return NULL;
}

/* How many of the bytes from `start` to `end` a segment covers that is made read-only after relocation. */
static uint64_t
protected_bytes(const struct reading *reading, uint64_t start, uint64_t end)
{
	const GElf_Phdr *relro = header_of(reading, PT_GNU_RELRO);
	uint64_t from = 0;
	uint64_t to = 0;

	if (relro == NULL)
		return 0;
	from = relro->p_vaddr > start ? relro->p_vaddr : start;
	to = relro->p_vaddr + relro->p_memsz < end ? relro->p_vaddr + relro->p_memsz : end;
	return to > from ? to - from : 0;
}

static void
read_memory(struct reading *reading)
{
	struct object_file *file = reading->file;

	for (size_t i = 0; i < reading->header_count; i++) {
		const GElf_Phdr *header = &reading->headers[i];
		bool writable = (header->p_flags & PF_W) != 0;
		bool runs = (header->p_flags & PF_X) != 0;

		if (header->p_type == PT_GNU_STACK)
			file->stack = runs ? OBJECT_STACK_EXECUTABLE : OBJECT_STACK_PLAIN;
		if (header->p_type == PT_TLS)
			file->thread_bytes += header->p_memsz;
		if (header->p_type != PT_LOAD || !writable)
			continue;
		file->has_writable_code = file->has_writable_code || runs;
		file->writable_bytes +=
		    header->p_memsz - protected_bytes(reading, header->p_vaddr, header->p_vaddr + header->p_memsz);
	}
	file->has_relro = header_of(reading, PT_GNU_RELRO) != NULL;
}

/* ---- The dynamic table ---------------------------------------------------------------------------- */

static void
take_flags(struct object_file *file, const GElf_Dyn *entry)
{
	switch (entry->d_tag) {
	case DT_BIND_NOW: file->binds_now = true; break;
	case DT_TEXTREL: file->has_text_relocations = true; break;
	case DT_FLAGS:
		file->binds_now = file->binds_now || (entry->d_un.d_val & DF_BIND_NOW) != 0;
		file->has_text_relocations = file->has_text_relocations || (entry->d_un.d_val & DF_TEXTREL) != 0;
		break;
	case DT_FLAGS_1: file->binds_now = file->binds_now || (entry->d_un.d_val & DF_1_NOW) != 0; break;
	case DT_INIT_ARRAYSZ: file->start_bytes = entry->d_un.d_val; break;
	case DT_FINI_ARRAYSZ: file->end_bytes = entry->d_un.d_val; break;
	case DT_PREINIT_ARRAY: file->has_early_start = true; break;
	default: break;
	}
}

static enum status
take_entry(struct reading *reading, const GElf_Dyn *entry)
{
	struct dynamic *dynamic = &reading->dynamic;

	take_flags(reading->file, entry);
	switch (entry->d_tag) {
	case DT_STRTAB: dynamic->strings = entry->d_un.d_ptr; break;
	case DT_STRSZ: dynamic->string_bytes = entry->d_un.d_val; break;
	case DT_SYMTAB: dynamic->symbols = entry->d_un.d_ptr; break;
	case DT_HASH: dynamic->hash = entry->d_un.d_ptr; break;
	case DT_GNU_HASH: dynamic->gnu_hash = entry->d_un.d_ptr; break;
	case DT_RELA: dynamic->relocations = entry->d_un.d_ptr; break;
	case DT_RELASZ: dynamic->relocation_bytes = entry->d_un.d_val; break;
	case DT_JMPREL: dynamic->jump_relocations = entry->d_un.d_ptr; break;
	case DT_PLTRELSZ: dynamic->jump_bytes = entry->d_un.d_val; break;
	case DT_INIT: dynamic->init = entry->d_un.d_ptr; break;
	case DT_FINI: dynamic->fini = entry->d_un.d_ptr; break;
	case DT_RPATH:
	case DT_RUNPATH: dynamic->run_path = entry->d_un.d_val; break;
	case DT_NEEDED:
		if (dynamic->needed_count == LIMIT_PLUGINS)
			return refuse(reading->why, "needs more libraries than any plugin could");
		dynamic->needed[dynamic->needed_count++] = entry->d_un.d_val;
		break;
	default: break;
	}
	return STATUS_OK;
}

static enum status
read_dynamic(struct reading *reading)
{
	const GElf_Phdr *header = header_of(reading, PT_DYNAMIC);
	enum status status = STATUS_OK;
	Elf_Data *data = NULL;
	GElf_Dyn entry;

	reading->dynamic.run_path = UINT64_MAX;
	if (header != NULL)
		data = table_at(reading, header->p_vaddr, header->p_filesz, ELF_T_DYN);
	if (data == NULL)
		return refuse(reading->why, "has no dynamic table that can be read; it is not a shared object");
	for (int i = 0; i < (int)DYNAMIC_MAX && status == STATUS_OK; i++) {
		if (gelf_getdyn(data, i, &entry) == NULL || entry.d_tag == DT_NULL)
			return STATUS_OK;
		status = take_entry(reading, &entry);
	}
	return status == STATUS_OK ? refuse(reading->why, "has a dynamic table without an end") : status;
}

static enum status
read_strings(struct reading *reading)
{
	const struct dynamic *dynamic = &reading->dynamic;
	struct object_file *file = reading->file;
	uint64_t offset = 0;

	if (dynamic->string_bytes == 0 || !find_bytes(reading, dynamic->strings, dynamic->string_bytes, &offset))
		return refuse(reading->why, "has no dynamic strings that can be read");
	reading->strings = file->bytes.data + offset;
	reading->string_bytes = (size_t)dynamic->string_bytes;
	file->needed = arena_take_array(&file->arena, dynamic->needed_count, sizeof *file->needed);
	for (size_t i = 0; i < dynamic->needed_count; i++)
		file->needed[file->needed_count++] = string_at(reading, dynamic->needed[i]);
	if (dynamic->run_path != UINT64_MAX)
		file->run_path = string_at(reading, dynamic->run_path);
	return STATUS_OK;
}

/* ---- Symbols ---------------------------------------------------------------------------------------- */

/* The highest number of a symbol in the newer table of hashes, plus one: its chains end with an odd word. */
static uint64_t
count_by_gnu_hash(const struct reading *reading)
{
	uint64_t table = reading->dynamic.gnu_hash;
	uint32_t buckets = 0;
	uint32_t first = 0;
	uint32_t blooms = 0;
	uint32_t last = 0;
	uint32_t word = 0;
	uint64_t chains = 0;

	if (!word_at(reading, table, &buckets) || !word_at(reading, table + 4, &first) ||
	    !word_at(reading, table + 8, &blooms) || buckets > SYMBOLS_MAX)
		return 0;
	chains = table + 16 + (uint64_t)blooms * 8 + (uint64_t)buckets * 4;
	for (uint32_t i = 0; i < buckets; i++) {
		if (!word_at(reading, table + 16 + (uint64_t)blooms * 8 + (uint64_t)i * 4, &word))
			return 0;
		last = word > last ? word : last;
	}
	if (last < first)
		return first;
	for (; last < SYMBOLS_MAX && word_at(reading, chains + ((uint64_t)last - first) * 4, &word); last++) {
		if ((word & 1) != 0)
			return (uint64_t)last + 1;
	}
	return 0;
}

/* The highest number a relocation names, plus one: what is not defined here stands in no table of hashes. */
static uint64_t
count_by_relocations(struct reading *reading, uint64_t address, uint64_t bytes)
{
	Elf_Data *data = table_at(reading, address, bytes, ELF_T_RELA);
	uint64_t count = 0;
	GElf_Rela entry;

	for (int i = 0; data != NULL && i < (int)RELOCATIONS_MAX && gelf_getrela(data, i, &entry) != NULL; i++) {
		uint64_t number = GELF_R_SYM(entry.r_info);

		count = number + 1 > count ? number + 1 : count;
		if (GELF_R_TYPE(entry.r_info) == INDIRECT_RELOCATION)
			reading->file->indirect_relocations++;
	}
	return count;
}

static uint64_t
count_symbols(struct reading *reading)
{
	const struct dynamic *dynamic = &reading->dynamic;
	uint64_t counts[] = {
	    dynamic->gnu_hash == 0 ? 0 : count_by_gnu_hash(reading),
	    count_by_relocations(reading, dynamic->relocations, dynamic->relocation_bytes),
	    count_by_relocations(reading, dynamic->jump_relocations, dynamic->jump_bytes),
	};
	uint64_t most = 0;
	uint32_t chains = 0;

	if (dynamic->hash != 0 && word_at(reading, dynamic->hash + 4, &chains))
		most = chains;
	for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
		most = counts[i] > most ? counts[i] : most;
	return most;
}

static enum status
take_symbol(struct reading *reading, const GElf_Sym *symbol)
{
	struct object_file *file = reading->file;
	unsigned type = GELF_ST_TYPE(symbol->st_info);
	unsigned visibility = GELF_ST_VISIBILITY(symbol->st_other);

	/* The dynamic linker takes a local symbol for found: at the beginning of the object, where no function is. */
	if (GELF_ST_BIND(symbol->st_info) == STB_LOCAL && symbol->st_shndx == SHN_UNDEF)
		return refuse(reading->why, "has a symbol that is both local and undefined: it is damaged");
	if (GELF_ST_BIND(symbol->st_info) == STB_LOCAL)
		return STATUS_OK;
	file->symbols[file->symbol_count++] = (struct object_symbol){
	    .name = string_at(reading, symbol->st_name),
	    .is_defined = symbol->st_shndx != SHN_UNDEF && visibility != STV_HIDDEN && visibility != STV_INTERNAL,
	    .is_import = symbol->st_shndx == SHN_UNDEF,
	    .is_object = type == STT_OBJECT,
	    .is_indirect = type == STT_GNU_IFUNC,
	    .size = symbol->st_size,
	};
	return STATUS_OK;
}

static enum status
read_symbols(struct reading *reading)
{
	struct object_file *file = reading->file;
	uint64_t count = count_symbols(reading);
	enum status status = STATUS_OK;
	Elf_Data *data = NULL;
	GElf_Sym symbol;

	if (count == 0 || count > SYMBOLS_MAX)
		return refuse(reading->why, "has no table of dynamic symbols that can be read");
	data = table_at(
	    reading, reading->dynamic.symbols, count * gelf_fsize(reading->elf, ELF_T_SYM, 1, EV_CURRENT), ELF_T_SYM);
	if (data == NULL)
		return refuse(reading->why, "has dynamic symbols that lie outside the file");
	file->symbols = arena_take_array(&file->arena, (size_t)count, sizeof *file->symbols);
	for (int i = 1; i < (int)count && status == STATUS_OK; i++) {
		if (gelf_getsym(data, i, &symbol) == NULL)
			return refuse(reading->why, "has dynamic symbols that cannot be read");
		status = take_symbol(reading, &symbol);
	}
	return status;
}

/* ---- Start-up code -------------------------------------------------------------------------------------- */

/* Whether a section of this name begins at the address. */
static bool
is_section(const struct reading *reading, const char *name, uint64_t address)
{
	Elf_Scn *section = NULL;
	size_t names = 0;
	GElf_Shdr header;

	if (elf_getshdrstrndx(reading->elf, &names) != 0)
		return false;
	while ((section = elf_nextscn(reading->elf, section)) != NULL) {
		const char *found = NULL;

		if (gelf_getshdr(section, &header) == NULL || header.sh_addr != address)
			continue;
		found = elf_strptr(reading->elf, names, header.sh_name);
		if (found != NULL && strcmp(found, name) == 0)
			return true;
	}
	return false;
}

static void
read_start(struct reading *reading)
{
	const struct dynamic *dynamic = &reading->dynamic;

	reading->file->has_own_init = (dynamic->init != 0 && !is_section(reading, ".init", dynamic->init)) ||
	                              (dynamic->fini != 0 && !is_section(reading, ".fini", dynamic->fini));
}

/* ---- The file ------------------------------------------------------------------------------------------- */

static enum status
read_parts(struct reading *reading)
{
	enum status status = read_head(reading);

	/* Of another machine's file nothing more is asked: its tables have other forms. */
	if (status != STATUS_OK || !reading->file->is_for_this_machine)
		return status;
	status = read_program_headers(reading);
	if (status == STATUS_OK)
		status = read_dynamic(reading);
	if (status == STATUS_OK)
		status = read_strings(reading);
	if (status == STATUS_OK)
		status = read_symbols(reading);
	if (status != STATUS_OK)
		return status;
	read_memory(reading);
	read_start(reading);
	return STATUS_OK;
}

enum status
object_file_read(const char *path, struct object_file *ret_file, struct buffer *ret_why)
{
	struct reading reading = {.file = ret_file, .why = ret_why};
	enum status status = load(path, &ret_file->bytes, ret_why);

	if (status != STATUS_OK)
		return status;
	if (elf_version(EV_CURRENT) == EV_NONE || ret_file->bytes.length == 0)
		return refuse(ret_why, "is not an ELF file");
	reading.elf = elf_memory(ret_file->bytes.data, ret_file->bytes.length);
	if (reading.elf == NULL)
		return refuse(ret_why, "is not an ELF file");
	status = read_parts(&reading);
	memory_free(reading.headers);
	elf_end(reading.elf);
	return status;
}

void
object_file_clear(struct object_file *file)
{
	buffer_clear(&file->bytes);
	arena_clear(&file->arena);
	memset(file, 0, sizeof *file);
}

bool
object_file_has_text(const struct object_file *file, const char *word)
{
	return memmem(file->bytes.data, file->bytes.length, word, strlen(word) + 1) != NULL;
}
