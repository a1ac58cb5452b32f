/* Has an address in its code that is filled in when it is opened; linked with -z notext. */
#include "common.h"

__asm__(".text\n.balign 8\n.quad caselint_plugin_entry\n");
