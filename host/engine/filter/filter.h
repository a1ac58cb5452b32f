/*
 * What the program that makes the filter and the process that loads it must agree
 * on.
 */
#ifndef CASELINT_ENGINE_FILTER_H
#define CASELINT_ENGINE_FILTER_H

#include <stdint.h>

/* Stands in the filter where the number of the process that loads it belongs; no process has it. */
#define FILTER_OWN_PROCESS UINT32_C(0x7fc5a5e1)

#endif
