/* The command line of gen-export, read into values that can be used as they are. */
#ifndef GENERATE_OPTIONS_H
#define GENERATE_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "fault.h"

enum jurisdiction {
	OHIO = 1,
	NEW_YORK = 2,
	MIXED = 3,
};

struct options {
	enum jurisdiction jurisdiction;
	uint64_t records; /* 0: by bytes */
	uint64_t bytes;
	uint64_t seed;
	int32_t exported_on;
	bool list;
	const char *output;
	const char *truth; /* NULL: none */
	struct plan plan;  /* with the shares asked for; plan_clear is the caller's */
};

/* Exits with 2 and a message when the command line is wrong, with 0 after --help. */
void options_read(struct options *options, int argc, char **argv);

#endif
