/*
 * Numbers that look random and follow from a seed alone (splitmix64): the same on every
 * machine and in every build. Not for secrets.
 */
#ifndef GENERATE_RANDOM_H
#define GENERATE_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
	uint64_t state;
};

static inline uint64_t
random_next(struct random *random)
{
	uint64_t z = random->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* 0 to bound - 1; bound is at least 1. */
static inline uint32_t
random_below(struct random *random, uint32_t bound)
{
	return (uint32_t)(((random_next(random) >> 32) * bound) >> 32);
}

/* True `percent` times in a hundred. */
static inline bool
random_chance(struct random *random, uint32_t percent)
{
	return random_below(random, 100) < percent;
}

/* A sequence of its own for each number, of the same seed. */
static inline struct random
random_of(uint64_t seed, uint64_t number)
{
	struct random mixed = {seed};
	struct random random = {random_next(&mixed) ^ number};

	random.state = random_next(&random);
	return random;
}

#endif
