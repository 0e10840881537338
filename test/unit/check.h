/*
 * check.h: tests that are counted one by one, and random numbers with a seed.
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

static int passed, failed;
static uint64_t state = 64;

#define CHECK(condition, what) check(condition, what, __LINE__)

static void
check(bool ok, const char *what, int line)
{
    if (ok)
        passed++;
    else
    {
        failed++;
        printf("line %d failed: %s\n", line, what);
    }
}

/* xorshift64*: the same numbers everywhere */
static uint32_t
draw(uint32_t below)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % below;
}

#endif /* CHECK_H */
