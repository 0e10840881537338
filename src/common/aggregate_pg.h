/*
 * aggregate_pg.h: what the functions of every aggregate ask first.
 */
#ifndef PROP64_AGGREGATE_PG_H
#define PROP64_AGGREGATE_PG_H

#include "common/compat.h"

/* The memory in which an aggregate's state lives; raises where no aggregate calls. */
static inline MemoryContext
prop64_aggregate_context(FunctionCallInfo fcinfo)
{
    MemoryContext context;

    if (!AggCheckCallContext(fcinfo, &context))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("function of an aggregate was called in another context")));
    return context;
}

/* An argument that is a state; NULL when there is none yet. */
static inline void *
prop64_aggregate_state(FunctionCallInfo fcinfo, int n)
{
    return PG_ARGISNULL(n) ? NULL : (void *)PG_GETARG_POINTER(n);
}

#endif /* PROP64_AGGREGATE_PG_H */
