/* Wrong: built for the next major version of the contract. */
#define ENTRY_MAJOR 2
#include "common.h"
