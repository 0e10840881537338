/* history_event.c: prop64.event(), the record of one event from the columns of a row. */
#include "history/history_pg.h"

#include "history/day_pg.h"

PROP64_FUNCTION(prop64_event);

enum
{
    ARG_KIND,
    ARG_CHARGE,
    ARG_SEVERITY,
    ARG_ON_DATE,
    ARG_ON_BOUNDS,
    ARG_SEVERITY_NOW,
    ARG_SENTENCE_ENDS,
    ARG_SENTENCE_BOUNDS,
    ARG_CASE_KEY,
    ARG_CYCLE_KEY,
    ARG_COUNT_KEY,
    ARG_DISPOSITION
};

static Prop64Key
text_argument(FunctionCallInfo fcinfo, int n)
{
    text *t;

    if (PG_ARGISNULL(n))
        return (Prop64Key){NULL, 0};
    t = PG_GETARG_TEXT_PP(n);
    return prop64_key(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t));
}

static Prop64EventKind
kind_argument(FunctionCallInfo fcinfo)
{
    Prop64EventKind kind = PROP64_EVENT_CONVICTION;
    Prop64Key text = text_argument(fcinfo, ARG_KIND);
    char quoted[64];

    if (text.data != NULL && prop64_event_kind_parse(text.data, text.len, &kind))
        return kind;
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("unknown kind of event"),
                    text.data != NULL
                        ? errdetail("Found \"%s\"; a kind is %s.",
                                    prop64_quote(quoted, sizeof(quoted), text.data, text.len),
                                    PROP64_EVENT_KINDS)
                        : errdetail("A kind is needed: %s.", PROP64_EVENT_KINDS)));
    return kind;
}

/* A date comes as a day or as bounds, not as both. */
static Prop64Bounds
bounds_argument(FunctionCallInfo fcinfo, int day, const char *day_name, int range,
                const char *range_name)
{
    if (!PG_ARGISNULL(day) && !PG_ARGISNULL(range))
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                 errmsg("%s and %s must not both be given", day_name, range_name),
                 errhint("Give the day, or the earliest and the latest day that it can be.")));
    if (!PG_ARGISNULL(day))
        return prop64_bounds_of_date(PG_GETARG_DATEADT(day));
    if (!PG_ARGISNULL(range))
        return prop64_bounds_of_range(PG_GETARG_DATUM(range), range_name);
    return PROP64_ANY_DAY;
}

Datum
prop64_event(PG_FUNCTION_ARGS)
{
    Prop64Writer pool = {NULL, 0, 0};
    Prop64Event event = {0};
    Prop64Error err;

    event.kind = kind_argument(fcinfo);
    prop64_event_state(&event, text_argument(fcinfo, ARG_SEVERITY),
                       text_argument(fcinfo, ARG_SEVERITY_NOW),
                       text_argument(fcinfo, ARG_DISPOSITION));
    event.on_date = bounds_argument(fcinfo, ARG_ON_DATE, "on_date", ARG_ON_BOUNDS, "on_bounds");
    event.sentence_ends = bounds_argument(fcinfo, ARG_SENTENCE_ENDS, "sentence_ends",
                                          ARG_SENTENCE_BOUNDS, "sentence_bounds");
    if (!PG_ARGISNULL(ARG_CHARGE))
    {
        struct varlena *charge = PG_GETARG_VARLENA_PP(ARG_CHARGE);

        event.charge = (const uint8_t *)VARDATA_ANY(charge);
        event.charge_len = VARSIZE_ANY_EXHDR(charge);
    }
    event.case_key = text_argument(fcinfo, ARG_CASE_KEY);
    event.cycle_key = text_argument(fcinfo, ARG_CYCLE_KEY);
    event.count_key = text_argument(fcinfo, ARG_COUNT_KEY);
    if (!prop64_event_append(&pool, &event, &err))
        prop64_report(NULL, &err, NULL, 0);
    return prop64_history_datum(&pool, 1, NULL);
}
