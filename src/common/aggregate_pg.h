/*
 * aggregate_pg.h: what the functions of every aggregate ask first.
 */
#ifndef PROP64_AGGREGATE_PG_H
#define PROP64_AGGREGATE_PG_H

#include "common/bytes.h"
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

/* A state that travelled begins with its version; raises at another, naming the aggregate. */
static inline void
prop64_check_state_version(Prop64Reader *r, uint8_t version, const char *aggregate)
{
    if (prop64_get8(r) != version)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                        errmsg("unknown version of the state of %s", aggregate)));
}

#endif /* PROP64_AGGREGATE_PG_H */
