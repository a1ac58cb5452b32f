/*
 * Memory that nobody may touch for now, told to AddressSanitizer where the
 * program is built with it; nothing elsewhere.
 */
#ifndef CASELINT_BASE_POISON_H
#define CASELINT_BASE_POISON_H

#if defined(__SANITIZE_ADDRESS__)
#define POISON_HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POISON_HAS_ASAN 1
#endif
#endif

#ifdef POISON_HAS_ASAN
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#endif

#endif
