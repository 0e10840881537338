/*
 * history_event.c: one event from the columns of a row, and prop64.event(), the
 * record of that event.
 */
#include "history/history_pg.h"

#include "common/day_pg.h"

PROP64_FUNCTION(prop64_event);

static bool
is_given(FunctionCallInfo fcinfo, int n)
{
    return n != PROP64_NO_COLUMN && !PG_ARGISNULL(n);
}

static Prop64Key
text_argument(FunctionCallInfo fcinfo, int n)
{
    text *t;

    if (!is_given(fcinfo, n))
        return (Prop64Key){NULL, 0};
    t = PG_GETARG_TEXT_PP(n);
    return prop64_key(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t));
}

static Prop64EventKind
kind_argument(FunctionCallInfo fcinfo, int n)
{
    Prop64EventKind kind = PROP64_EVENT_CONVICTION;
    Prop64Key text = text_argument(fcinfo, n);
    char quoted[64];

    if (n == PROP64_NO_COLUMN)
        return kind;
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
    if (is_given(fcinfo, day) && is_given(fcinfo, range))
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                 errmsg("%s and %s must not both be given", day_name, range_name),
                 errhint("Give the day, or the earliest and the latest day that it can be.")));
    if (is_given(fcinfo, day))
        return prop64_bounds_of_date(PG_GETARG_DATEADT(day));
    if (is_given(fcinfo, range))
        return prop64_bounds_of_range(PG_GETARG_DATUM(range), range_name);
    return PROP64_ANY_DAY;
}

Prop64Event
prop64_event_of_columns(FunctionCallInfo fcinfo, const Prop64EventColumns *at)
{
    Prop64Event event = {0};
    Prop64Key disposition = text_argument(fcinfo, at->disposition);

    event.kind = kind_argument(fcinfo, at->kind);
    prop64_event_state(&event, text_argument(fcinfo, at->severity),
                       text_argument(fcinfo, at->severity_now), disposition);
    event.on_date = bounds_argument(fcinfo, at->on_date, "on_date", at->on_bounds, "on_bounds");
    event.sentence_ends = bounds_argument(fcinfo, at->sentence_ends, "sentence_ends",
                                          at->sentence_bounds, "sentence_bounds");
    prop64_event_sentence(&event, disposition);
    if (is_given(fcinfo, at->charge))
    {
        struct varlena *charge = PG_GETARG_VARLENA_PP(at->charge);

        event.charge = (const uint8_t *)VARDATA_ANY(charge);
        event.charge_len = VARSIZE_ANY_EXHDR(charge);
    }
    event.case_key = text_argument(fcinfo, at->case_key);
    event.cycle_key = text_argument(fcinfo, at->cycle_key);
    event.count_key = text_argument(fcinfo, at->count_key);
    return event;
}

Datum
prop64_event(PG_FUNCTION_ARGS)
{
    static const Prop64EventColumns columns = {
        .kind = 0,
        .charge = 1,
        .severity = 2,
        .on_date = 3,
        .on_bounds = 4,
        .severity_now = 5,
        .sentence_ends = 6,
        .sentence_bounds = 7,
        .case_key = 8,
        .cycle_key = 9,
        .count_key = 10,
        .disposition = 11,
    };
    Prop64Event event = prop64_event_of_columns(fcinfo, &columns);
    Prop64Writer pool = {NULL, 0, 0};
    Prop64Error err;

    if (!prop64_event_append(&pool, &event, &err))
        prop64_report(NULL, &err, NULL, 0);
    return prop64_history_datum(&pool, 1, NULL);
}
