/*
 * compare_pg.h: the comparison functions of a type, out of one comparison.
 *
 * The six operators' functions and the btree one differ in nothing but how they
 * look at the sign, in every type of the project.
 */
#ifndef PROP64_COMPARE_PG_H
#define PROP64_COMPARE_PG_H

#include "common/compat.h"

#define PROP64_COMPARISON(name, expression)                                                        \
    PROP64_FUNCTION(name);                                                                         \
    Datum name(PG_FUNCTION_ARGS)                                                                   \
    {                                                                                              \
        expression;                                                                                \
    }

/* Defines prop64_TYPE_eq, _ne, _lt, _le, _gt, _ge and _cmp from compare(fcinfo). */
#define PROP64_COMPARISONS(type, compare)                                                          \
    PROP64_COMPARISON(prop64_##type##_eq, PG_RETURN_BOOL(compare(fcinfo) == 0))                    \
    PROP64_COMPARISON(prop64_##type##_ne, PG_RETURN_BOOL(compare(fcinfo) != 0))                    \
    PROP64_COMPARISON(prop64_##type##_lt, PG_RETURN_BOOL(compare(fcinfo) < 0))                     \
    PROP64_COMPARISON(prop64_##type##_le, PG_RETURN_BOOL(compare(fcinfo) <= 0))                    \
    PROP64_COMPARISON(prop64_##type##_gt, PG_RETURN_BOOL(compare(fcinfo) > 0))                     \
    PROP64_COMPARISON(prop64_##type##_ge, PG_RETURN_BOOL(compare(fcinfo) >= 0))                    \
    PROP64_COMPARISON(prop64_##type##_cmp, PG_RETURN_INT32(compare(fcinfo)))

/* By the payload's bytes, shorter first: the order of values whose bytes are canonical. */
static inline int
prop64_compare_bytes(FunctionCallInfo fcinfo)
{
    struct varlena *a = PG_GETARG_VARLENA_PP(0);
    struct varlena *b = PG_GETARG_VARLENA_PP(1);
    size_t alen = VARSIZE_ANY_EXHDR(a), blen = VARSIZE_ANY_EXHDR(b);
    int c = memcmp(VARDATA_ANY(a), VARDATA_ANY(b), Min(alen, blen));

    if (c == 0)
        c = (alen > blen) - (alen < blen);
    PG_FREE_IF_COPY(a, 0);
    PG_FREE_IF_COPY(b, 1);
    return c < 0 ? -1 : c > 0;
}

#endif /* PROP64_COMPARE_PG_H */
