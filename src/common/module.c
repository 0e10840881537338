/* module.c: the library's identity. */
#include "common/compat.h"

PROP64_MODULE_MAGIC;

PROP64_FUNCTION(prop64_version);

Datum
prop64_version(PG_FUNCTION_ARGS)
{
    size_t len = strlen(PROP64_VERSION);
    text *result = palloc(VARHDRSZ + len);

    (void)fcinfo;
    SET_VARSIZE(result, VARHDRSZ + len);
    memcpy(VARDATA(result), PROP64_VERSION, len);
    PG_RETURN_POINTER(result);
}
