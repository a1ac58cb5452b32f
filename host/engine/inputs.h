/*
 * Which files a run is going to read, told from the paths it was given. Nothing
 * is opened here but folders.
 */
#ifndef CASELINT_ENGINE_INPUTS_H
#define CASELINT_ENGINE_INPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

/* Whether `path`, as given for an input ("-": standard input), is one of the `count` files or a folder below which one of
 * them is read. *ret_which: that file's place in `files`. */
bool inputs_hold(const char *path, const struct stat *files, size_t count, size_t *ret_which);

#endif
