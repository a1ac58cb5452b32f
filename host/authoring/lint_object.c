/* What a shared object may and may not be; see docs/plugin-test.md. Every check has words of its own. */
#include <inttypes.h>
#include <string.h>

#include "authoring/lint_parts.h"
#include "caselint/plugin.h"

#define FUNCTION_BYTES 8U  /* one entry of a table of functions */
#define COMPILER_STATE 16U /* writable bytes the compiler's own start-up code has */

#define REMEDY_HARDEN "link it with -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack"
#define REMEDY_START "remove constructors, destructors and static objects: a plugin begins with `create`"

static const char *const allowed_imports[] = {
#define ALLOWED(name) name,
#define FORBIDDEN(beginning, why)
#include "authoring/imports.def"
#undef ALLOWED
#undef FORBIDDEN
};

static const struct forbidden {
	const char *beginning;
	const char *why;
} forbidden_imports[] = {
#define ALLOWED(name)
#define FORBIDDEN(beginning, why) {beginning, why},
#include "authoring/imports.def"
#undef ALLOWED
#undef FORBIDDEN
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* ---- Linkage ------------------------------------------------------------------------ */

static void
lint_needed(struct bundle_lint *lint)
{
	static const char *const allowed[] = {
	    "libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"};
	const struct object_file *object = &lint->object;

	for (size_t i = 0; i < object->needed_count; i++) {
		size_t k = 0;

		while (k < COUNT_OF(allowed) && strcmp(allowed[k], object->needed[i]) != 0)
			k++;
		if (k == COUNT_OF(allowed))
			lint_add(lint, "linkage", SEVERITY_ERROR, lint->path,
			    "link the plugin to the C library only, and compile into it what it needs of others",
			    "it needs %s; a plugin links to the C library and nothing else", object->needed[i]);
	}
	if (object->run_path != NULL)
		lint_add(lint, "run-path", SEVERITY_ERROR, lint->path,
		    "link it without -rpath (CMake: set INSTALL_RPATH and BUILD_RPATH to nothing)",
		    "it has a search path for libraries, %s, so what it loads depends on folders of this machine",
		    object->run_path);
}

/* ---- Symbols ------------------------------------------------------------------------------- */

static bool
is_allowed(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(allowed_imports); i++) {
		if (strcmp(allowed_imports[i], name) == 0)
			return true;
	}
	return false;
}

/* The longest beginning tells most. */
static const char *
why_forbidden(const char *name)
{
	const char *why = "is not on the list of what a plugin may use";
	size_t longest = 0;

	for (size_t i = 0; i < COUNT_OF(forbidden_imports); i++) {
		size_t length = strlen(forbidden_imports[i].beginning);

		if (length <= longest || strncmp(name, forbidden_imports[i].beginning, length) != 0)
			continue;
		longest = length;
		why = forbidden_imports[i].why;
	}
	return why;
}

static void
lint_import(struct bundle_lint *lint, const struct object_symbol *symbol)
{
	if (!is_allowed(symbol->name))
		lint_add(lint, "import", SEVERITY_ERROR, lint->path,
		    "do without it; docs/plugin-test.md lists what a plugin may use", "it uses %s, which %s",
		    symbol->name, why_forbidden(symbol->name));
}

static void
lint_entry(struct bundle_lint *lint, const struct object_symbol *entry)
{
	if (entry == NULL)
		lint_add(lint, "entry", SEVERITY_ERROR, lint->path,
		    "define it with CASELINT_ENTRY() of caselint/plugin.h", "it exports no %s", CASELINT_ENTRY_SYMBOL);
	else if (!entry->is_object || entry->size != sizeof(struct caselint_entry))
		lint_add(lint, "entry", SEVERITY_ERROR, lint->path,
		    "define it with CASELINT_ENTRY() of caselint/plugin.h",
		    "%s is not a struct caselint_entry: it %s and has %" PRIu64 " bytes, not %zu",
		    CASELINT_ENTRY_SYMBOL, entry->is_object ? "is data" : "is no data", entry->size,
		    sizeof(struct caselint_entry));
}

static void
lint_symbols(struct bundle_lint *lint)
{
	const struct object_file *object = &lint->object;
	const struct object_symbol *entry = NULL;

	for (size_t i = 0; i < object->symbol_count; i++) {
		const struct object_symbol *symbol = &object->symbols[i];

		if (symbol->is_import)
			lint_import(lint, symbol);
		else if (symbol->is_defined && strcmp(symbol->name, CASELINT_ENTRY_SYMBOL) == 0)
			entry = symbol;
		else if (symbol->is_defined)
			lint_add(lint, "export", SEVERITY_ERROR, lint->path,
			    "compile it with -fvisibility=hidden, and mark the entry alone with CASELINT_EXPORT",
			    "it exports %s; a plugin exports %s and nothing else", symbol->name, CASELINT_ENTRY_SYMBOL);
	}
	lint_entry(lint, entry);
}

/* ---- Code that runs by itself ------------------------------------------------------------------ */

static bool
has_indirect_symbols(const struct object_file *object)
{
	for (size_t i = 0; i < object->symbol_count; i++) {
		if (object->symbols[i].is_indirect)
			return true;
	}
	return object->indirect_relocations > 0;
}

static void
lint_start(struct bundle_lint *lint)
{
	const struct object_file *object = &lint->object;

	if (object->start_bytes > FUNCTION_BYTES)
		lint_add(lint, "start-up", SEVERITY_ERROR, lint->path, REMEDY_START,
		    "it has %" PRIu64 " functions that run when it is opened; the compiler's own is one",
		    object->start_bytes / FUNCTION_BYTES);
	if (object->end_bytes > FUNCTION_BYTES)
		lint_add(lint, "start-up", SEVERITY_ERROR, lint->path, REMEDY_START,
		    "it has %" PRIu64 " functions that run when it is closed; the compiler's own is one",
		    object->end_bytes / FUNCTION_BYTES);
	if (object->has_early_start)
		lint_add(lint, "start-up", SEVERITY_ERROR, lint->path, REMEDY_START,
		    "it has functions that run before others (.preinit_array)");
	if (object->has_own_init)
		lint_add(lint, "start-up", SEVERITY_ERROR, lint->path,
		    "link it without -init and -fini, and keep its table of sections",
		    "it says itself which code runs when it is opened or closed (DT_INIT, DT_FINI outside .init, "
		    ".fini)");
	if (has_indirect_symbols(object))
		lint_add(lint, "start-up", SEVERITY_ERROR, lint->path, "define the function once, without ifunc",
		    "it has functions that are chosen by code of its own when it is opened (ifunc)");
}

/* ---- Memory --------------------------------------------------------------------------------------- */

static void
lint_hardening(struct bundle_lint *lint)
{
	const struct object_file *object = &lint->object;

	if (!object->has_relro)
		lint_add(lint, "relro", SEVERITY_ERROR, lint->path, REMEDY_HARDEN,
		    "its tables stay writable after it is opened (no PT_GNU_RELRO)");
	if (!object->binds_now)
		lint_add(lint, "bind-now", SEVERITY_ERROR, lint->path, REMEDY_HARDEN,
		    "it looks up functions while it runs (no BIND_NOW), and its table of them stays writable");
	if (object->stack != OBJECT_STACK_PLAIN)
		lint_add(lint, "stack", SEVERITY_ERROR, lint->path, REMEDY_HARDEN,
		    "it asks for a stack that can be run%s",
		    object->stack == OBJECT_STACK_ABSENT ? " (no PT_GNU_STACK)" : "");
	if (object->has_text_relocations)
		lint_add(lint, "text-relocations", SEVERITY_ERROR, lint->path, "compile all of it with -fPIC",
		    "its code is changed when it is opened (TEXTREL)");
	if (object->has_writable_code)
		lint_add(lint, "writable-code", SEVERITY_ERROR, lint->path,
		    "link it without -N, --omagic and -z,wxneeded", "it has memory that can be both written and run");
}

static void
lint_state(struct bundle_lint *lint)
{
	const struct object_file *object = &lint->object;

	if (object->thread_bytes > 0)
		lint_add(lint, "state", SEVERITY_ERROR, lint->path, "keep state in what `create` returns",
		    "it has %" PRIu64 " bytes of thread-local data; results must not depend on earlier records",
		    object->thread_bytes);
	if (object->has_relro && object->binds_now && object->writable_bytes > COMPILER_STATE)
		lint_add(lint, "state", SEVERITY_WARNING, lint->path,
		    "make it const, or keep it in what `create` returns",
		    "it has %" PRIu64
		    " bytes of static data that can be written; results must not depend on earlier records",
		    object->writable_bytes - COMPILER_STATE);
}

void
lint_object(struct bundle_lint *lint)
{
	const struct object_file *object = &lint->object;

	if (!object->is_for_this_machine) {
		lint_add(lint, "machine", SEVERITY_ERROR, lint->path, "build it for this machine",
		    "it is built for another machine than this caselint");
		return;
	}
	if (!object->is_shared)
		lint_add(lint, "machine", SEVERITY_ERROR, lint->path, "link it with -shared", "it is no shared object");
	lint_needed(lint);
	lint_symbols(lint);
	lint_start(lint);
	lint_hardening(lint);
	lint_state(lint);
}
