/* See base/interrupt.h. */
#include "base/interrupt.h"

volatile sig_atomic_t interrupt_signal;
volatile sig_atomic_t interrupt_is_heard;
