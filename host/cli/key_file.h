/*
 * The key file of --key-file: a secret that the user keeps. It is refused when it
 * would not be one: others can read or replace it, it is too short, it is no file.
 */
#ifndef CASELINT_CLI_KEY_FILE_H
#define CASELINT_CLI_KEY_FILE_H

#include <stddef.h>

#include "report/pseudonym.h"

/* Pseudonyms with the key of a file. 0, or an exit code after a complaint that never quotes the file. */
int key_file_read(const char *path, struct pseudonyms **ret_pseudonyms);

#endif
