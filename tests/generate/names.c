/* See names.h. */
#include "names.h"

static const char *const given_names[] = {"Ada", "Ben", "Cal", "Dot", "Eli", "Fay", "Gus", "Hal", "Ida", "Jon", "Kit",
    "Lea", "Max", "Nia", "Ola", "Pam", "Quin", "Rae", "Sol", "Tess", "Una", "Vic", "Wes", "Xena", "Yara", "Zoe",
    "Annabelle", "Bartholomew", "Christiane", "Dominick", "Esm\xc3\xa9", "Zo\xc3\xab"};

static const char *const sur_names[] = {"Synthetic", "Synthetic-Ash", "Synthetic-Birch", "Synthetic-Cedar",
    "Synthetic-Dogwood", "Synthetic-Elm", "Synthetic-Fir", "Synthetic-Ginkgo", "Synthetic-Hazel", "Synthetic-Ironwood",
    "Synthetic-Juniper", "Synthetic-Larch", "Synthetic-Maple", "Synthetic-Osa\xc3\xb1o", "Synthetic-Oak",
    "Synthetic-Pine", "Synthetic O'Poplar", "Synthetic-Rowan", "Synthetic-Spruce", "Synthetic-Willow"};

const char *
given_name(struct random *random)
{
	return given_names[random_below(random, sizeof given_names / sizeof given_names[0])];
}

const char *
sur_name(struct random *random)
{
	return sur_names[random_below(random, sizeof sur_names / sizeof sur_names[0])];
}
