/* Says itself which code runs first; linked with -init. */
#include "common.h"

void own_init(void);

void
own_init(void)
{
}
