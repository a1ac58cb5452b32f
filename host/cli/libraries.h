/*
 * The libraries caselint is linked with, by the versions it was compiled with and
 * found at run time. Their headers are included behind this one only.
 */
#ifndef CASELINT_CLI_LIBRARIES_H
#define CASELINT_CLI_LIBRARIES_H

#define LIBRARIES 7U
#define LIBRARY_VERSION_BYTES 32U

/* A library with both of its versions. */
struct library {
	const char *name;
	const char *compiled;
	char found[LIBRARY_VERSION_BYTES];
};

void libraries_list(struct library ret_libraries[LIBRARIES]);

#endif
