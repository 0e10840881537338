/* day_ops.c: dates and dateranges as bounds of days, and how DOJ files write them. */
#include "history/day_pg.h"

#include "catalog/pg_type.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

PROP64_FUNCTION(prop64_day);
PROP64_FUNCTION(prop64_doj_date);

Prop64Bounds
prop64_bounds_of_date(DateADT date)
{
    if (DATE_NOT_FINITE(date))
        return PROP64_ANY_DAY;
    return (Prop64Bounds){date, date};
}

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

Datum
prop64_day(PG_FUNCTION_ARGS)
{
    return prop64_range_of_bounds(prop64_bounds_of_date(PG_GETARG_DATEADT(0)));
}

/*
 * YYYYMMDD, where a month or day of 00 is not known; or YYYY-MM-DD.  false for
 * what is no date: DOJ files hold zeros, blanks and impossible days.
 */
static bool
doj_date_parse(const char *text, size_t len, Prop64Bounds *bounds)
{
    int number = 0, year, month, day;

    while (len > 0 && *text == ' ')
        text++, len--;
    while (len > 0 && text[len - 1] == ' ')
        len--;
    if (prop64_day_parse(text, len, &bounds->lo))
    {
        bounds->hi = bounds->lo;
        return true;
    }
    if (len != 8)
        return false;
    for (size_t i = 0; i < len; i++)
    {
        if (text[i] < '0' || text[i] > '9')
            return false;
        number = number * 10 + (text[i] - '0');
    }
    year = number / 10000;
    month = number / 100 % 100;
    day = number % 100;
    if (month == 0 && day == 0 && prop64_civil_valid(year, 1, 1))
    {
        bounds->lo = prop64_day_from_civil(year, 1, 1);
        bounds->hi = prop64_day_from_civil(year, 12, 31);
        return true;
    }
    if (day == 0 && prop64_civil_valid(year, month, 1))
    {
        bounds->lo = prop64_day_from_civil(year, month, 1);
        bounds->hi = prop64_day_from_civil(year + month / 12, month % 12 + 1, 1) - 1;
        return true;
    }
    if (!prop64_civil_valid(year, month, day))
        return false;
    bounds->lo = bounds->hi = prop64_day_from_civil(year, month, day);
    return true;
}

Datum
prop64_doj_date(PG_FUNCTION_ARGS)
{
    text *t = PG_GETARG_TEXT_PP(0);
    Prop64Bounds bounds;

    if (!doj_date_parse(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), &bounds))
        PG_RETURN_NULL();
    return prop64_range_of_bounds(bounds);
}
