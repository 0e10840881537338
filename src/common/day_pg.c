/* day_pg.c: see day_pg.h. */
#include "common/day_pg.h"

#include "catalog/pg_type.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

static TypeCacheEntry *
daterange_type(void)
{
    return lookup_type_cache(DATERANGEOID, TYPECACHE_RANGE_INFO);
}

/* What an infinite bound means is said by its side, not by its sign. */
static bool
is_open(const RangeBound *bound)
{
    return bound->infinite || DATE_NOT_FINITE(DatumGetDateADT(bound->val));
}

Prop64Bounds
prop64_bounds_of_range(Datum range, const char *argument)
{
    RangeBound lower, upper;
    Prop64Bounds bounds = PROP64_ANY_DAY;
    bool empty;

    range_deserialize(daterange_type(), DatumGetRangeTypeP(range), &lower, &upper, &empty);
    if (empty)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("%s must not be an empty range", argument),
                        errdetail("A date that is not known is NULL.")));
    if (!is_open(&lower))
        bounds.lo = DatumGetDateADT(lower.val) + (lower.inclusive ? 0 : 1);
    if (!is_open(&upper))
        bounds.hi = DatumGetDateADT(upper.val) - (upper.inclusive ? 0 : 1);
    return bounds;
}

Datum
prop64_range_of_bounds(Prop64Bounds bounds)
{
    RangeBound lower = {.infinite = true, .lower = true};
    RangeBound upper = {.infinite = true};

    if (bounds.lo != PROP64_DAY_OPEN_LOW)
    {
        lower.infinite = false;
        lower.inclusive = true;
        lower.val = DateADTGetDatum(bounds.lo);
    }
    if (bounds.hi != PROP64_DAY_OPEN_HIGH)
    {
        /* the canonical form: the day after the last */
        if (!IS_VALID_DATE(bounds.hi + 1))
            ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
                            errmsg("date out of range for type daterange")));
        upper.infinite = false;
        upper.val = DateADTGetDatum(bounds.hi + 1);
    }
    return RangeTypePGetDatum(prop64_range_serialize(daterange_type(), &lower, &upper, false));
}
