/* See cli/libraries.h. Each library spells its own version in its own way. */
#include "cli/libraries.h"

#include <archive.h>
#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/xmlversion.h>
#include <openssl/crypto.h>
#include <openssl/opensslv.h>
#include <seccomp.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

/* "20914" and "20914-GITv2.9.14" are 2.9.14. */
static void
fill_libxml(struct library *library)
{
	unsigned long number = strtoul(xmlParserVersion, NULL, 10);

	library->name = "libxml2";
	library->compiled = LIBXML_DOTTED_VERSION;
	snprintf(
	    library->found, sizeof library->found, "%lu.%lu.%lu", number / 10000, number / 100 % 100, number % 100);
}

/* 3006002 is 3.6.2. */
static void
fill_libarchive(struct library *library)
{
	int number = archive_version_number();

	library->name = "libarchive";
	library->compiled = ARCHIVE_VERSION_ONLY_STRING;
	snprintf(
	    library->found, sizeof library->found, "%d.%d.%d", number / 1000000, number / 1000 % 1000, number % 1000);
}

static void
fill_zlib(struct library *library)
{
	library->name = "zlib";
	library->compiled = ZLIB_VERSION;
	snprintf(library->found, sizeof library->found, "%s", zlibVersion());
}

static void
fill_openssl(struct library *library)
{
	library->name = "OpenSSL";
	library->compiled = OPENSSL_VERSION_STR;
	snprintf(library->found, sizeof library->found, "%s", OpenSSL_version(OPENSSL_VERSION_STRING));
}

static void
fill_libseccomp(struct library *library)
{
	static char compiled[LIBRARY_VERSION_BYTES];
	const struct scmp_version *found = seccomp_version();

	snprintf(compiled, sizeof compiled, "%d.%d.%d", SCMP_VER_MAJOR, SCMP_VER_MINOR, SCMP_VER_MICRO);
	library->name = "libseccomp";
	library->compiled = compiled;
	snprintf(library->found, sizeof library->found, "%u.%u.%u", found->major, found->minor, found->micro);
}

static void
fill_jansson(struct library *library)
{
	library->name = "jansson";
	library->compiled = JANSSON_VERSION;
	snprintf(library->found, sizeof library->found, "%s", jansson_version_str());
}

static void
fill_libsodium(struct library *library)
{
	library->name = "libsodium";
	library->compiled = SODIUM_VERSION_STRING;
	snprintf(library->found, sizeof library->found, "%s", sodium_version_string());
}

void
libraries_list(struct library ret_libraries[LIBRARIES])
{
	fill_libxml(&ret_libraries[0]);
	fill_libarchive(&ret_libraries[1]);
	fill_zlib(&ret_libraries[2]);
	fill_openssl(&ret_libraries[3]);
	fill_libseccomp(&ret_libraries[4]);
	fill_jansson(&ret_libraries[5]);
	fill_libsodium(&ret_libraries[6]);
}
