/* Opens files. */
#include <fcntl.h>

#include "common.h"

int thing_open(void);

int
thing_open(void)
{
	return open("/dev/null", O_RDONLY);
}
