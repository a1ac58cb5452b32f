/* Is linked with -z lazy: functions are looked up while it runs. */
#include "common.h"
