/*
 * compat.h: PostgreSQL 15 to 18 behind one face.
 *
 * The only file of the project that looks at PG_VERSION_NUM.
 */
#ifndef PROP64_COMPAT_H
#define PROP64_COMPAT_H

#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"

#if PG_VERSION_NUM < 150000
#error "prop64 needs PostgreSQL 15 or later"
#endif

#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#include "varatt.h"
#else
/* Before 16 there are no soft errors: input functions always raise. */
#define ereturn(context, dummy_value, ...)                                                         \
    do                                                                                             \
    {                                                                                              \
        (void)(context);                                                                           \
        ereport(ERROR, __VA_ARGS__);                                                               \
        return dummy_value;                                                                        \
    } while (0)
#define errsave(context, ...)                                                                      \
    do                                                                                             \
    {                                                                                              \
        (void)(context);                                                                           \
        ereport(ERROR, __VA_ARGS__);                                                               \
    } while (0)
#define SOFT_ERROR_OCCURRED(context) (false)
#endif

/*
 * An input function called directly, with soft errors where there are any: false
 * when one was saved.  The caller includes what declares the function.
 */
#if PG_VERSION_NUM >= 160000
#define prop64_input_safe(function, text, context, result)                                         \
    DirectInputFunctionCallSafe(function, text, InvalidOid, -1, context, result)
#else
#define prop64_input_safe(function, text, context, result)                                         \
    ((void)(context), *(result) = DirectFunctionCall1(function, CStringGetDatum(text)), true)
#endif

#if PG_VERSION_NUM >= 180000
#define PROP64_MODULE_MAGIC PG_MODULE_MAGIC_EXT(.name = "prop64", .version = PROP64_VERSION)
#else
#define PROP64_MODULE_MAGIC PG_MODULE_MAGIC
#endif

/* Before 16 PGXS hides nothing and PGDLLEXPORT is empty: say it ourselves. */
#define PROP64_FUNCTION(name)                                                                      \
    extern PGDLLEXPORT Datum name(PG_FUNCTION_ARGS);                                               \
    PG_FUNCTION_INFO_V1(name)

#endif /* PROP64_COMPAT_H */
