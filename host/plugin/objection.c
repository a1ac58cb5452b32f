/* See plugin/objection.h. */
#include "plugin/objection.h"

#include <stdarg.h>

void
objection_why(struct objection *objection, const char *format, ...)
{
	va_list arguments;

	buffer_reset(&objection->why);
	buffer_reset(&objection->remedy);
	va_start(arguments, format);
	buffer_append_format_v(&objection->why, format, arguments);
	va_end(arguments);
}

enum status
objection_remedy(struct objection *objection, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	buffer_append_format_v(&objection->remedy, format, arguments);
	va_end(arguments);
	return STATUS_REFUSED;
}

void
objection_clear(struct objection *objection)
{
	buffer_clear(&objection->why);
	buffer_clear(&objection->remedy);
}
