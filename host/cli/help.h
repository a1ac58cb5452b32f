/*
 * The pages of `caselint help` that belong to no command. The manual pages are
 * made of the same.
 */
#ifndef CASELINT_CLI_HELP_H
#define CASELINT_CLI_HELP_H

#include "report/text_page.h"

/* A subject that is no command. */
struct topic {
	const char *name;
	void (*page)(const void *context, struct page *page); /* the context is not looked at */
};

/* All topics, ended by one without a name. The first line of a page is its heading. */
extern const struct topic help_topics[];

/* What `caselint help` says. */
void help_overview(const void *context, struct page *page);

#endif
