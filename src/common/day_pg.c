/* day_pg.c: see day_pg.h. */
#include "common/day_pg.h"

#include "catalog/pg_type.h"
#include "utils/rangetypes.h"

/* The next date of a range's bytes; what an infinite one means is said by its side. */
static bool
next_day(const char **bytes, int32_t *day)
{
    DateADT date;

    memcpy(&date, *bytes, sizeof(date));
    *bytes += sizeof(date);
    *day = date;
    return !DATE_NOT_FINITE(date);
}

/*
 * A daterange is read where it stands, in the form in which PostgreSQL stores it (see
 * range_serialize): the range type's Oid, the bounds that there are, a byte of flags.
 * range_deserialize would first copy each that has a short header, as all in a table
 * have, and look up the type; classify_bounds reads four a call.
 */
Prop64Bounds
prop64_bounds_of_range(Datum range, const char *argument)
{
    struct varlena *v = PG_DETOAST_DATUM_PACKED(range);
    const char *bytes = VARDATA_ANY(v);
    char flags = bytes[VARSIZE_ANY_EXHDR(v) - 1];
    Prop64Bounds bounds = PROP64_ANY_DAY;
    int32_t day;

    if (flags & RANGE_EMPTY)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("%s must not be an empty range", argument),
                        errdetail("A date that is not known is NULL.")));
    bytes += sizeof(Oid);
    if (RANGE_HAS_LBOUND(flags) && next_day(&bytes, &day))
        bounds.lo = day + (flags & RANGE_LB_INC ? 0 : 1);
    if (RANGE_HAS_UBOUND(flags) && next_day(&bytes, &day))
        bounds.hi = day - (flags & RANGE_UB_INC ? 0 : 1);
    return bounds;
}

/* Written in the same form, for the same reason: a source's dates become ranges row by row. */
Datum
prop64_range_of_bounds(Prop64Bounds bounds)
{
    char flags = 0;
    DateADT days[2];
    int n = 0;
    size_t len;
    RangeType *range;

    if (bounds.lo == PROP64_DAY_OPEN_LOW)
        flags |= RANGE_LB_INF;
    else
    {
        flags |= RANGE_LB_INC;
        days[n++] = bounds.lo;
    }
    if (bounds.hi == PROP64_DAY_OPEN_HIGH)
        flags |= RANGE_UB_INF;
    else
    {
        /* the canonical form: the day after the last */
        if (!IS_VALID_DATE(bounds.hi + 1))
            ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
                            errmsg("date out of range for type daterange")));
        days[n++] = bounds.hi + 1;
    }
    len = sizeof(RangeType) + n * sizeof(DateADT);
    range = palloc(len + 1);
    SET_VARSIZE(range, len + 1);
    range->rangetypid = DATERANGEOID;
    memcpy(range + 1, days, n * sizeof(DateADT));
    ((char *)range)[len] = flags;
    return RangeTypePGetDatum(range);
}
