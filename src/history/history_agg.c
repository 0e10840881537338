/*
 * history_agg.c: prop64.history_agg, which gathers events in any order.
 *
 * The state is a pool of encoded events; they are sorted once, by the final
 * function, which leaves the state as it is.  There is a state as soon as there is
 * a row, so that no rows give NULL (no record) and rows without events give the
 * empty history (a record that holds nothing).
 *
 * Between processes the state travels as one byte 1, u32 number of events, and
 * the events.  What arrives is checked.
 */
#include "history/history_pg.h"

#include "libpq/pqformat.h"

#include "common/aggregate_pg.h"

#define STATE_VERSION 1
#define FIRST_ROOM    256

PROP64_FUNCTION(prop64_history_agg_transition);
PROP64_FUNCTION(prop64_history_agg_charge_transition);
PROP64_FUNCTION(prop64_history_agg_event_transition);
PROP64_FUNCTION(prop64_history_agg_combine);
PROP64_FUNCTION(prop64_history_agg_serialize);
PROP64_FUNCTION(prop64_history_agg_deserialize);
PROP64_FUNCTION(prop64_history_agg_final);

typedef struct AggState
{
    uint32_t nevents;
    Prop64Writer pool;
} AggState;

/* Call in the memory of the aggregate. */
static AggState *
state_or_new(AggState *state)
{
    if (state == NULL)
    {
        state = palloc0(sizeof(AggState));
        /* the few events of most people, without growing step by step */
        state->pool.room = FIRST_ROOM;
        state->pool.data = palloc(FIRST_ROOM);
    }
    return state;
}

static void
check_limit(bool fits)
{
    if (!fits)
        ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("history is too large"),
                        errdetail("A history holds at most %d events and %d bytes.",
                                  PROP64_HISTORY_EVENTS_MAX, PROP64_HISTORY_BYTES_MAX)));
}

/* Adds nevents encoded events. */
static void
add_events(AggState *state, const uint8_t *events, size_t len, uint32_t nevents)
{
    check_limit(nevents <= PROP64_HISTORY_EVENTS_MAX - state->nevents &&
                len <= PROP64_HISTORY_BYTES_MAX - state->pool.len);
    prop64_put(&state->pool, events, len);
    state->nevents += nevents;
}

Datum
prop64_history_agg_transition(PG_FUNCTION_ARGS)
{
    MemoryContext context = prop64_aggregate_context(fcinfo), caller;
    AggState *state = prop64_aggregate_state(fcinfo, 0);
    struct varlena *history = NULL;

    /* detoast in the memory of the row, before the aggregate's */
    if (!PG_ARGISNULL(1))
        history = PROP64_GETARG_HISTORY(1);
    caller = MemoryContextSwitchTo(context);
    state = state_or_new(state);
    if (history != NULL)
        add_events(
            state, PROP64_HISTORY_BYTES(history) + PROP64_HISTORY_HEADER,
            PROP64_HISTORY_LEN(history) - PROP64_HISTORY_HEADER,
            prop64_history_count(PROP64_HISTORY_BYTES(history), PROP64_HISTORY_LEN(history)));
    MemoryContextSwitchTo(caller);
    PG_RETURN_POINTER(state);
}

/*
 * A row of columns.  One that is NULL throughout is no event: so an outer join
 * shows a person without any.
 */
static Datum
add_row(FunctionCallInfo fcinfo, const Prop64EventColumns *columns)
{
    MemoryContext context = prop64_aggregate_context(fcinfo), caller;
    AggState *state = prop64_aggregate_state(fcinfo, 0);
    Prop64Event event;
    Prop64Error err;
    bool is_event = false;

    for (int i = 1; i < PG_NARGS(); i++)
        is_event = is_event || !PG_ARGISNULL(i);
    if (is_event)
        event = prop64_event_of_columns(fcinfo, columns);
    caller = MemoryContextSwitchTo(context);
    state = state_or_new(state);
    if (is_event)
    {
        check_limit(state->nevents < PROP64_HISTORY_EVENTS_MAX);
        if (!prop64_event_append(&state->pool, &event, &err))
            prop64_report(NULL, &err, NULL, 0);
        state->nevents++;
    }
    MemoryContextSwitchTo(caller);
    PG_RETURN_POINTER(state);
}

/* The short form: a conviction of a charge at a level on a day. */
Datum
prop64_history_agg_charge_transition(PG_FUNCTION_ARGS)
{
    static const Prop64EventColumns columns = {
        .kind = PROP64_NO_COLUMN,
        .charge = 1,
        .severity = 2,
        .on_date = 3,
        .on_bounds = PROP64_NO_COLUMN,
        .severity_now = PROP64_NO_COLUMN,
        .sentence_ends = PROP64_NO_COLUMN,
        .sentence_bounds = PROP64_NO_COLUMN,
        .case_key = PROP64_NO_COLUMN,
        .cycle_key = PROP64_NO_COLUMN,
        .count_key = PROP64_NO_COLUMN,
        .disposition = PROP64_NO_COLUMN,
    };

    return add_row(fcinfo, &columns);
}

/* The wide form: what event() takes, in its order. */
Datum
prop64_history_agg_event_transition(PG_FUNCTION_ARGS)
{
    static const Prop64EventColumns columns = {
        .kind = 1,
        .charge = 2,
        .severity = 3,
        .on_date = 4,
        .on_bounds = 5,
        .severity_now = 6,
        .sentence_ends = 7,
        .sentence_bounds = 8,
        .case_key = 9,
        .cycle_key = 10,
        .count_key = 11,
        .disposition = 12,
    };

    return add_row(fcinfo, &columns);
}

/* The second state is copied: it belongs to another memory context. */
Datum
prop64_history_agg_combine(PG_FUNCTION_ARGS)
{
    MemoryContext context = prop64_aggregate_context(fcinfo), caller;
    AggState *state = prop64_aggregate_state(fcinfo, 0);
    AggState *other = prop64_aggregate_state(fcinfo, 1);

    if (other == NULL)
    {
        if (state == NULL)
            PG_RETURN_NULL();
        PG_RETURN_POINTER(state);
    }
    caller = MemoryContextSwitchTo(context);
    state = state_or_new(state);
    add_events(state, other->pool.data, other->pool.len, other->nevents);
    MemoryContextSwitchTo(caller);
    PG_RETURN_POINTER(state);
}

Datum
prop64_history_agg_serialize(PG_FUNCTION_ARGS)
{
    AggState *state;
    StringInfoData buf;

    (void)prop64_aggregate_context(fcinfo);
    state = (AggState *)PG_GETARG_POINTER(0);
    pq_begintypsend(&buf);
    pq_sendbyte(&buf, STATE_VERSION);
    pq_sendint32(&buf, state->nevents);
    if (state->pool.len > 0)
        pq_sendbytes(&buf, (const char *)state->pool.data, (int)state->pool.len);
    PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

Datum
prop64_history_agg_deserialize(PG_FUNCTION_ARGS)
{
    bytea *message;
    Prop64Reader r;
    uint32_t nevents;
    size_t len;
    AggState *state;
    Prop64Error err;

    (void)prop64_aggregate_context(fcinfo);
    message = PG_GETARG_BYTEA_PP(0);
    r = prop64_reader(VARDATA_ANY(message), VARSIZE_ANY_EXHDR(message));
    prop64_check_state_version(&r, STATE_VERSION, "prop64.history_agg");
    nevents = prop64_get32(&r);
    len = prop64_remaining(&r);
    if (r.failed)
        ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
                        errmsg("state of prop64.history_agg is cut short")));
    if (!prop64_pool_validate(r.at, len, nevents, false, &err))
        prop64_report(NULL, &err, NULL, 0);
    prop64_history_verify_keys(r.at, len);
    state = palloc0(sizeof(AggState));
    add_events(state, r.at, len, nevents);
    PG_RETURN_POINTER(state);
}

Datum
prop64_history_agg_final(PG_FUNCTION_ARGS)
{
    AggState *state;

    (void)prop64_aggregate_context(fcinfo);
    state = prop64_aggregate_state(fcinfo, 0);
    if (state == NULL)
        PG_RETURN_NULL();
    return prop64_history_datum(&state->pool, state->nevents, NULL);
}
