/* Names, all made up; every surname says that it is synthetic. */
#ifndef GENERATE_NAMES_H
#define GENERATE_NAMES_H

#include "random.h"

const char *given_name(struct random *random);
const char *sur_name(struct random *random);

#endif
