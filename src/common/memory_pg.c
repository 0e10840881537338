/* memory_pg.c: the allocator seam of core.h inside a server. */
#include "common/compat.h"
#include "common/core.h"

#include "miscadmin.h"

void *
prop64_alloc(size_t size)
{
    return palloc(size);
}

void *
prop64_realloc(void *p, size_t size)
{
    return repalloc(p, size);
}

void
prop64_free(void *p)
{
    if (p != NULL)
        pfree(p);
}

void
prop64_check_interrupts(void)
{
    CHECK_FOR_INTERRUPTS();
}
