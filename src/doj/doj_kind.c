/*
 * doj_kind.c: prop64.doj_kind, what a conviction counts as in a county's summary.
 *
 * The bits are doj_compare's own (sql/parts/84_doj_results.sql) and are stored nowhere.
 */
#include "common/compat.h"

#include "utils/builtins.h"
#include "utils/date.h"

#include "common/day_pg.h"
#include "common/level.h"

PROP64_FUNCTION(prop64_doj_kind);

#define KIND_CONVICTION    0x001
#define KIND_FELONY        0x002
#define KIND_UNKNOWN_LEVEL 0x004
#define KIND_MAY_BE_RECENT 0x008
#define KIND_RECENT        0x010
#define KIND_COUNTED       0x020 /* of the county, and it may stand */
#define KIND_COUNTY        0x080
#define KIND_STANDS        0x100
#define KIND_STANDS_NOT    0x200

static int32
kind_of_days(Prop64Bounds days, DateADT since)
{
    if (days.lo > since)
        return KIND_MAY_BE_RECENT | KIND_RECENT;
    return days.hi <= since ? 0 : KIND_MAY_BE_RECENT;
}

static int32
kind_of_level(const text *severity)
{
    Prop64Level level = prop64_level_parse(VARDATA_ANY(severity), VARSIZE_ANY_EXHDR(severity));

    return level == PROP64_FELONY          ? KIND_FELONY
           : level == PROP64_LEVEL_UNKNOWN ? KIND_UNKNOWN_LEVEL
                                           : 0;
}

/* Once a conviction of a what-if: as an expression of SQL it took a tenth of that. */
Datum
prop64_doj_kind(PG_FUNCTION_ARGS)
{
    bool in_county = !PG_ARGISNULL(4) && PG_GETARG_BOOL(4);
    int32 kind = in_county ? KIND_COUNTY : 0;

    if (PG_ARGISNULL(3))
        PG_RETURN_NULL();
    if (!PG_ARGISNULL(0) && !PG_GETARG_BOOL(0))
        PG_RETURN_INT32(kind | KIND_STANDS_NOT);
    kind |= KIND_CONVICTION;
    kind |= PG_ARGISNULL(0) ? 0 : KIND_STANDS;
    kind |= in_county ? KIND_COUNTED : 0;
    kind |= PG_ARGISNULL(1) ? KIND_UNKNOWN_LEVEL : kind_of_level(PG_GETARG_TEXT_PP(1));
    kind |= PG_ARGISNULL(2)
                ? KIND_MAY_BE_RECENT
                : kind_of_days(prop64_bounds_of_range(PG_GETARG_DATUM(2), "convicted_on"),
                               PG_GETARG_DATEADT(3));
    PG_RETURN_INT32(kind);
}
