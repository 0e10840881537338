/*
 * day_ops.c: dates and dateranges as bounds of days, how DOJ files write them, their
 * order, and when a sentence ends.
 */
#include "common/day_pg.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

#include "history/sentence.h"

PROP64_FUNCTION(prop64_day);
PROP64_FUNCTION(prop64_doj_date);
PROP64_FUNCTION(prop64_order_of);
PROP64_FUNCTION(prop64_sentence_bounds);

Datum
prop64_day(PG_FUNCTION_ARGS)
{
    return prop64_range_of_bounds(prop64_bounds_of_date(PG_GETARG_DATEADT(0)));
}

Datum
prop64_doj_date(PG_FUNCTION_ARGS)
{
    text *t = PG_GETARG_TEXT_PP(0);
    Prop64Bounds bounds;

    if (!prop64_doj_date_parse(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), &bounds))
        PG_RETURN_NULL();
    return prop64_range_of_bounds(bounds);
}

/* ---- order ---- */

static Prop64Bounds
bounds_argument(FunctionCallInfo fcinfo, int n, const char *name)
{
    if (PG_ARGISNULL(n))
        return PROP64_ANY_DAY;
    return prop64_bounds_of_range(PG_GETARG_DATUM(n), name);
}

/* Four answers: what is not one of the three whatever the days are is unknown. */
Datum
prop64_order_of(PG_FUNCTION_ARGS)
{
    Prop64Bounds event = bounds_argument(fcinfo, 0, "event");
    Prop64Bounds reference = bounds_argument(fcinfo, 1, "reference");
    const char *order = "unknown";

    if (prop64_before(event, reference) == PROP64_TRUE)
        order = "before";
    else if (prop64_before(reference, event) == PROP64_TRUE)
        order = "after";
    else if (prop64_one_day(event) && prop64_one_day(reference))
        order = "same day";
    PG_RETURN_TEXT_P(cstring_to_text(order));
}

/* ---- sentences ---- */

static Datum *
texts_argument(FunctionCallInfo fcinfo, int n, bool **nulls, int *count)
{
    Datum *texts = NULL;

    *count = 0;
    if (!PG_ARGISNULL(n))
        deconstruct_array(PG_GETARG_ARRAYTYPE_P(n), TEXTOID, -1, false, TYPALIGN_INT, &texts, nulls,
                          count);
    return texts;
}

static void
check_day(int32_t day)
{
    if (!prop64_open_day(day) && (day < PROP64_DAY_FIRST || day > PROP64_DAY_LAST))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("date of a conviction is out of range"),
                        errdetail("Days run from 0001-01-01 to 9999-12-31.")));
}

Datum
prop64_sentence_bounds(PG_FUNCTION_ARGS)
{
    Prop64Bounds convicted = bounds_argument(fcinfo, 0, "convicted");
    bool *no_length = NULL, *no_unit = NULL;
    int nlengths, nunits;
    Datum *lengths = texts_argument(fcinfo, 1, &no_length, &nlengths);
    Datum *units = texts_argument(fcinfo, 2, &no_unit, &nunits);
    Prop64SentencePart *parts;

    check_day(convicted.lo);
    check_day(convicted.hi);
    if (nlengths != nunits)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("every part of a sentence must have a length and a unit"),
                        errdetail("There are %d lengths and %d units.", nlengths, nunits),
                        errhint("A length or unit that is not known is a NULL in its array.")));
    parts = palloc0(sizeof(*parts) * (size_t)(nlengths + 1));
    for (int i = 0; i < nlengths; i++)
    {
        text *length, *unit;

        if (no_length[i] || no_unit[i])
            continue;
        length = DatumGetTextPP(lengths[i]);
        unit = DatumGetTextPP(units[i]);
        parts[i] = prop64_sentence_part(VARDATA_ANY(length), VARSIZE_ANY_EXHDR(length),
                                        VARDATA_ANY(unit), VARSIZE_ANY_EXHDR(unit));
    }
    return prop64_range_of_bounds(prop64_sentence_ends(convicted, parts, (size_t)nlengths));
}
