/* Reads numbers itself, as the locale has it. */
#include <stdlib.h>

#include "common.h"

long thing_number(const char *text);

long
thing_number(const char *text)
{
	return strtol(text, NULL, 10);
}
