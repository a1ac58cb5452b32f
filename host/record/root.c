/* The three attributes of CaseExport; see record/root.h. */
#include "record/root.h"

#include <string.h>

#include "base/date.h"
#include "record/reader.h"

struct root {
	binder_problem_fn *problem;
	void *context;
	bool has_version;
	bool has_system;
	int32_t exported_on;
};

static void
report(const struct root *root, enum problem_kind kind, size_t index, const char *name, const char *path,
    const char *detail)
{
	const struct binder_problem problem = {kind, index, text_of(name), text_of(path), detail, false};

	if (root->problem != NULL)
		root->problem(root->context, &problem);
}

static void
read_version(struct root *root, struct text value, size_t index)
{
	root->has_version = true;
	if (!text_equals(value, ENVELOPE_VERSION))
		report(root, PROBLEM_VERSION, index, "schemaVersion", ENVELOPE_ROOT "/@schemaVersion",
		    "schemaVersion " ENVELOPE_VERSION);
}

static void
read_system(struct root *root, struct text value, size_t index)
{
	root->has_system = true;
	if (value.length == 0)
		report(
		    root, PROBLEM_ROOT_VALUE, index, "system", ENVELOPE_ROOT "/@system", "the name of the case system");
}

static void
read_exported_on(struct root *root, struct text value, size_t index)
{
	if (date_parse(value, &root->exported_on) == STATUS_OK)
		return;
	root->exported_on = CASELINT_BAD;
	report(root, PROBLEM_ROOT_VALUE, index, "exportedOn", ENVELOPE_ROOT "/@exportedOn",
	    "a date YYYY-MM-DD that exists");
}

static void
read_attribute(struct root *root, const struct binder_attribute *attribute, size_t index)
{
	const char *name = (const char *)attribute->name;
	const char *uri = (const char *)attribute->uri;
	struct text value = text_trim(attribute->value);

	if (uri == NULL && strcmp(name, "schemaVersion") == 0)
		read_version(root, value, index);
	else if (uri == NULL && strcmp(name, "system") == 0)
		read_system(root, value, index);
	else if (uri == NULL && strcmp(name, "exportedOn") == 0)
		read_exported_on(root, value, index);
	else if (uri == NULL || strcmp(uri, XSI_NAMESPACE) != 0)
		report(root, PROBLEM_UNKNOWN_ATTRIBUTE, index, name, ENVELOPE_ROOT, NULL);
}

void
root_read(const struct binder_attribute *attributes, size_t count, binder_problem_fn *problem, void *context,
    int32_t *ret_exported_on)
{
	struct root root = {problem, context, false, false, CASELINT_ABSENT};
	size_t i = 0;

	for (i = 0; i < count; i++)
		read_attribute(&root, &attributes[i], i);
	if (!root.has_version)
		report(&root, PROBLEM_ROOT_VALUE, BINDER_ELEMENT, "schemaVersion", ENVELOPE_ROOT "/@schemaVersion",
		    "it is missing");
	if (!root.has_system)
		report(&root, PROBLEM_ROOT_VALUE, BINDER_ELEMENT, "system", ENVELOPE_ROOT "/@system", "it is missing");
	*ret_exported_on = root.exported_on;
}
