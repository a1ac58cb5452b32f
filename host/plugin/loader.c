/*
 * One bundle after the other through the list of checks; see plugin/loader.h.
 * What each check looks at is in probe (the file), contract (what the plugin says
 * of itself), bind (its rulesets), and in the record room.
 */
#include "plugin/loader.h"

#include <dlfcn.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "plugin/bind.h"
#include "plugin/contract.h"
#include "plugin/objection.h"
#include "plugin/search.h"
#include "record/conformity.h"

#define PROBES_MAX 8U /* children at once, however many processors there are: each has a pipe */

/* A bundle on its way through the checks. */
struct loading {
	const struct bundles *loaded; /* those before it */
	const struct candidate *candidate;
	const char *rules_schema;
	struct profile *profile; /* NULL: none */
	struct bundle bundle;
	struct probe probe;
	enum status status;         /* STATUS_REFUSED: a check did, and no other is made */
	void *handle;               /* of dlopen; NULL: not open */
	bool called;                /* a function of the plugin has run */
	const void *entry;          /* behind the symbol */
	uint64_t entry_bytes;       /* there at most */
	struct objection objection; /* set by the check that refused */
};

/* STATUS_OK, or STATUS_REFUSED with the objection set. */
typedef enum status check_fn(struct loading *loading);

/* ---- The file ------------------------------------------------------------------------- */

static enum status
check_whole(struct loading *loading)
{
	const struct candidate *candidate = loading->candidate;

	if (candidate->error != 0) {
		objection_why(&loading->objection, "the folder cannot be read: %s", strerrordesc_np(candidate->error));
		return objection_remedy(&loading->objection, "chmod o+rx %s, or remove it", candidate->found);
	}
	if (candidate->object == NULL) {
		objection_why(
		    &loading->objection, "the folder holds a schema or rulesets, but no %s.so", candidate->name);
		return objection_remedy(&loading->objection,
		    "copy the plugin's shared object there as %s.so, or move the folder elsewhere", candidate->name);
	}
	return STATUS_OK;
}

static enum status
check_room(struct loading *loading)
{
	if (loading->loaded->count < LIMIT_PLUGINS)
		return STATUS_OK;
	objection_why(&loading->objection, "%u plugins are loaded already, and no run takes more", LIMIT_PLUGINS);
	return objection_remedy(&loading->objection, "remove the bundles that are not needed");
}

static enum status
check_files_ending(struct loading *loading, const char *suffix)
{
	struct listing files = {NULL, 0};
	struct arena *memory = &loading->bundle.memory;
	enum status status = search_list(loading->bundle.folder, suffix, memory, &files);
	size_t i = 0;

	if (status != STATUS_OK) {
		objection_why(&loading->objection, "the folder cannot be read: %s", strerrordesc_np(errno));
		return objection_remedy(&loading->objection, "chmod o+rx %s", loading->bundle.folder);
	}
	for (i = 0; i < files.count && status == STATUS_OK; i++)
		status =
		    probe_permissions(search_join(memory, loading->bundle.folder, files.names[i]), &loading->objection);
	return status;
}

static enum status
check_permissions(struct loading *loading)
{
	enum status status = probe_permissions(loading->bundle.folder, &loading->objection);

	if (status == STATUS_OK)
		status = probe_permissions(loading->bundle.path, &loading->objection);
	if (status == STATUS_OK)
		status = check_files_ending(loading, ".xsd");
	return status == STATUS_OK ? check_files_ending(loading, ".xml") : status;
}

static enum status
check_file(struct loading *loading)
{
	return probe_identity(loading->bundle.path, &loading->bundle.identity, &loading->objection);
}

static enum status
check_not_loaded(struct loading *loading)
{
	const struct file_identity *identity = &loading->bundle.identity;
	enum status status = STATUS_OK;
	size_t i = 0;

	for (i = 0; i < loading->loaded->count && status == STATUS_OK; i++) {
		const struct bundle *other = &loading->loaded->items[i];

		if (other->identity.device != identity->device || other->identity.inode != identity->inode)
			continue;
		objection_why(&loading->objection, "it is the same file as %s, which is loaded already", other->path);
		status = objection_remedy(&loading->objection, "remove one of the two, or name its folder only once");
	}
	return status;
}

static enum status
check_start(struct loading *loading)
{
	/* Not begun ahead, or it could not be: there were others then. */
	if (loading->probe.child <= 0) {
		probe_abandon(&loading->probe);
		probe_begin(loading->bundle.path, &loading->probe);
	}
	return probe_end(&loading->probe, &loading->objection);
}

static enum status
open_object(struct loading *loading)
{
	return probe_open(loading->bundle.path, &loading->handle, &loading->objection);
}

static enum status
find_entry(struct loading *loading)
{
	return probe_symbol(loading->handle, &loading->entry, &loading->entry_bytes, &loading->objection);
}

/* ---- What the plugin says -------------------------------------------------------------- */

static enum status
check_entry(struct loading *loading)
{
	return contract_check_entry(loading->entry, loading->entry_bytes, &loading->bundle.plugin, &loading->objection);
}

static enum status
check_plugin(struct loading *loading)
{
	return contract_check_plugin(loading->bundle.plugin, loading->candidate->name, &loading->objection);
}

static enum status
check_not_taken(struct loading *loading)
{
	const struct caselint_plugin *plugin = loading->bundle.plugin;
	size_t i = 0;

	for (i = 0; i < loading->loaded->count; i++) {
		const struct bundle *other = &loading->loaded->items[i];

		if (strcmp(other->plugin->record_namespace, plugin->record_namespace) == 0) {
			objection_why(&loading->objection, "its namespace %s is taken by plugin %s (%s)",
			    plugin->record_namespace, other->plugin->id, other->path);
			return objection_remedy(&loading->objection, "remove one of the two bundles");
		}
		if (strcmp(other->plugin->id, plugin->id) == 0) {
			objection_why(&loading->objection, "its id %s is taken by %s", plugin->id, other->path);
			return objection_remedy(
			    &loading->objection, "remove one of the two bundles, or rename a plugin");
		}
	}
	return STATUS_OK;
}

static enum status
check_rules(struct loading *loading)
{
	return contract_check_rules(loading->bundle.plugin, &loading->objection);
}

static enum status
compile_tables(struct loading *loading)
{
	struct buffer why = {NULL, 0, 0};
	enum status status = model_new(loading->bundle.plugin, &loading->bundle.model, &why);

	if (status != STATUS_OK) {
		objection_why(&loading->objection, "%s", buffer_text(&why));
		status = objection_remedy(&loading->objection,
		    "correct the table with CASELINT_FIELD() or CASELINT_NESTED(), and build the "
		    "plugin again");
	} else {
		status = bind_check_table(loading->bundle.plugin, &loading->objection);
	}
	buffer_clear(&why);
	return status;
}

static enum status
check_schema(struct loading *loading)
{
	struct bundle *bundle = &loading->bundle;
	struct buffer why = {NULL, 0, 0};
	enum status status = STATUS_OK;

	bundle->schema = search_join(&bundle->memory, bundle->folder, bundle->plugin->schema);
	/* Checked with the others already, unless it is called otherwise. */
	status = probe_permissions(bundle->schema, &loading->objection);
	if (status != STATUS_OK)
		return status;
	status = conformity_check(bundle->schema, bundle->plugin, bundle->model, &why);
	if (status != STATUS_OK) {
		objection_why(&loading->objection, "%s", buffer_text(&why));
		status = objection_remedy(&loading->objection,
		    "use the schema that came with this plugin, %s, or make tables and schema agree",
		    bundle->plugin->schema);
	}
	buffer_clear(&why);
	return status;
}

static enum status
take_rulesets(struct loading *loading)
{
	return bind_rulesets(&loading->bundle, loading->rules_schema, loading->profile, &loading->objection);
}

static enum status
make_instance(struct loading *loading)
{
	const struct caselint_plugin *plugin = loading->bundle.plugin;
	int32_t result = CASELINT_OK;

	if (plugin->create == NULL)
		return STATUS_OK;
	loading->called = true;
	result = plugin->create(&loading->bundle.instance);
	if (result == CASELINT_OK)
		return STATUS_OK;
	loading->bundle.instance = NULL;
	objection_why(&loading->objection, "the plugin's create gave up: it returned %" PRId32 " instead of 0", result);
	return objection_remedy(
	    &loading->objection, "ask the authors of %s %s what it needs", plugin->id, plugin->version);
}

/* The order is part of the contract: nothing of the plugin runs before everything else has been seen, but its start-up code in
 * a child. What can be looked at without those before it comes first, so that the children of several run side by side. */
static check_fn *const first_checks[] = {
    check_whole,
    check_permissions,
    check_file,
};
static check_fn *const checks[] = {
    check_room,
    check_not_loaded,
    check_start,
    open_object,
    find_entry,
    check_entry,
    check_plugin,
    check_not_taken,
    check_rules,
    compile_tables,
    check_schema,
    take_rulesets,
    make_instance,
};

/* ---- Bundles ------------------------------------------------------------------------------ */

static void
bundle_clear(struct bundle *bundle)
{
	size_t i = 0;

	for (i = 0; i < bundle->ruleset_count; i++)
		ruleset_free(bundle->rulesets[i].ruleset);
	if (bundle->model != NULL)
		model_free(bundle->model);
	arena_clear(&bundle->memory);
}

static void
add_bundle(struct bundles *bundles, const struct bundle *bundle)
{
	bundles->items = memory_resize(bundles->items, bundles->count + 1, sizeof *bundles->items);
	bundles->items[bundles->count++] = *bundle;
}

static const char *
keep(struct bundles *bundles, const char *text)
{
	return arena_copy_text(&bundles->memory, text, strlen(text));
}

static void
add_refusal(struct bundles *bundles, struct loading *loading)
{
	const struct candidate *candidate = loading->candidate;
	struct refusal *refusal = NULL;

	bundles->refusals = memory_resize(bundles->refusals, bundles->refusal_count + 1, sizeof *bundles->refusals);
	refusal = &bundles->refusals[bundles->refusal_count++];
	refusal->path = keep(bundles, candidate->found);
	if (candidate->object != NULL)
		refusal->path = search_join(&bundles->memory, candidate->found, strrchr(candidate->object, '/') + 1);
	refusal->why = keep(bundles, buffer_text(&loading->objection.why));
	refusal->remedy = keep(bundles, buffer_text(&loading->objection.remedy));
}

/* What a plugin that was called may have left behind (a handler, a thread) must not point into nothing. */
static void
give_up(struct loading *loading)
{
	probe_abandon(&loading->probe);
	bundle_clear(&loading->bundle);
	if (loading->handle != NULL && !loading->called)
		dlclose(loading->handle);
}

static void
make_checks(struct loading *loading, check_fn *const *list, size_t count)
{
	for (size_t i = 0; i < count && loading->status == STATUS_OK; i++)
		loading->status = list[i](loading);
}

static void
begin_loading(struct loading *loading, const struct candidate *candidate)
{
	struct arena *memory = &loading->bundle.memory;

	loading->candidate = candidate;
	loading->bundle.folder = arena_copy_text(memory, candidate->folder, strlen(candidate->folder));
	if (candidate->object != NULL)
		loading->bundle.path = arena_copy_text(memory, candidate->object, strlen(candidate->object));
	make_checks(loading, first_checks, sizeof first_checks / sizeof first_checks[0]);
}

static void
finish_loading(struct bundles *bundles, struct loading *loading)
{
	make_checks(loading, checks, sizeof checks / sizeof checks[0]);
	if (loading->status == STATUS_OK) {
		add_bundle(bundles, &loading->bundle);
	} else {
		add_refusal(bundles, loading);
		give_up(loading);
	}
	objection_clear(&loading->objection);
}

/* Whether start-up code of a bundle may run while those before it are loaded: the same file never runs twice. */
static bool
may_be_tried_ahead(const struct loading *all, size_t place)
{
	const struct file_identity *identity = &all[place].bundle.identity;

	if (all[place].status != STATUS_OK)
		return false;
	for (size_t i = 0; i < place; i++) {
		if (all[i].bundle.identity.device == identity->device &&
		    all[i].bundle.identity.inode == identity->inode)
			return false;
	}
	return true;
}

/* As many as run beside each other without taking each other's time. */
static size_t
tried_at_once(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (cores < 2)
		return 2;
	return cores < (long)PROBES_MAX ? (size_t)cores : PROBES_MAX;
}

/* One after the other, with the children of the next few at work. */
static void
load_candidates(
    struct bundles *bundles, const struct candidates *candidates, const char *rules_schema, struct profile *profile)
{
	struct loading *all = memory_zeroed(candidates->count, sizeof *all);
	const size_t ahead = tried_at_once();
	size_t begun = 0;

	for (size_t i = 0; i < candidates->count; i++) {
		for (; begun < candidates->count && begun < i + ahead; begun++) {
			all[begun] =
			    (struct loading){.loaded = bundles, .rules_schema = rules_schema, .profile = profile};
			begin_loading(&all[begun], &candidates->items[begun]);
			if (begun < LIMIT_PLUGINS && may_be_tried_ahead(all, begun))
				probe_begin(all[begun].bundle.path, &all[begun].probe);
		}
		finish_loading(bundles, &all[i]);
	}
	memory_free(all);
}

static int
compare_bundles(const void *left, const void *right)
{
	return strcmp(((const struct bundle *)left)->plugin->id, ((const struct bundle *)right)->plugin->id);
}

static int
compare_refusals(const void *left_pointer, const void *right_pointer)
{
	const struct refusal *left = left_pointer;
	const struct refusal *right = right_pointer;
	int order = strcmp(left->path, right->path);

	return order != 0 ? order : strcmp(left->why, right->why);
}

static void
sort_all(struct bundles *bundles)
{
	if (bundles->count > 1)
		qsort(bundles->items, bundles->count, sizeof *bundles->items, compare_bundles);
	if (bundles->refusal_count > 1)
		qsort(bundles->refusals, bundles->refusal_count, sizeof *bundles->refusals, compare_refusals);
}

enum status
bundles_load(const char *const *folders, size_t folder_count, const char *rules_schema, struct bundles **ret_bundles,
    struct buffer *ret_why)
{
	return bundles_load_by_profile(folders, folder_count, rules_schema, NULL, ret_bundles, ret_why);
}

enum status
bundles_load_by_profile(const char *const *folders, size_t folder_count, const char *rules_schema,
    struct profile *profile, struct bundles **ret_bundles, struct buffer *ret_why)
{
	struct arena memory;
	struct candidates candidates = {NULL, 0};
	struct bundles *bundles = NULL;
	enum status status = STATUS_OK;

	arena_init(&memory);
	status = search_bundles(folders, folder_count, &memory, &candidates, ret_why);
	if (status != STATUS_OK)
		goto out;
	bundles = memory_zeroed(1, sizeof *bundles);
	load_candidates(bundles, &candidates, rules_schema, profile);
	sort_all(bundles);
	*ret_bundles = bundles;
out:
	arena_clear(&memory);
	return status;
}

void
bundles_free(struct bundles *bundles)
{
	size_t i = 0;

	if (bundles == NULL)
		return;
	for (i = 0; i < bundles->count; i++) {
		struct bundle *bundle = &bundles->items[i];

		if (bundle->plugin->destroy != NULL)
			bundle->plugin->destroy(bundle->instance);
		bundle_clear(bundle);
	}
	memory_free(bundles->items);
	memory_free(bundles->refusals);
	arena_clear(&bundles->memory);
	memory_free(bundles);
}

const struct bundle *
bundles_find(const struct bundles *bundles, const char *record_namespace)
{
	size_t i = 0;

	for (i = 0; i < bundles->count; i++) {
		if (strcmp(bundles->items[i].plugin->record_namespace, record_namespace) == 0)
			return &bundles->items[i];
	}
	return NULL;
}
