/* memory_libc.c: the allocator seam of core.h outside a server. */
#include "common/core.h"

#include <stdlib.h>

void *
prop64_alloc(size_t size)
{
    void *p = malloc(size ? size : 1);

    if (p == NULL)
        abort();
    return p;
}

void *
prop64_realloc(void *p, size_t size)
{
    p = realloc(p, size ? size : 1);
    if (p == NULL)
        abort();
    return p;
}

void
prop64_free(void *p)
{
    free(p);
}

unsigned long prop64_ways_out; /* how often the library could have been stopped */

void
prop64_check_interrupts(void)
{
    prop64_ways_out++;
}
