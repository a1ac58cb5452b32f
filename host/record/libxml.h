/*
 * libxml2's set-up for the whole process: memory that is never NULL, no message
 * on any stream, no network. Every room that uses libxml2 relies on it.
 */
#ifndef CASELINT_RECORD_LIBXML_H
#define CASELINT_RECORD_LIBXML_H

/* Before anything else is asked of libxml2; more than once is allowed. */
void libxml_prepare(void);

/* Gives libxml2's own memory back, at the end of the process. */
void libxml_release(void);

#endif
