/*
 * relief_agg.c: the aggregate prop64.left_by_relief_agg, over the rows of one person.
 *
 * The state is the record, of the first row that has one, and the counts of rows with
 * certain relief, written one behind the other: u8 relief, u8 length of the key, the
 * key.  So no list is made of rows that have none, as most have.  The final function
 * leaves the state as it is.
 *
 * Between processes the state travels as one byte 1, the four numbers of its rows and
 * days, u8 whether there is a record, its length and bytes, and the counts.  What
 * arrives is checked.
 */
#include "common/compat.h"

#include "catalog/pg_type.h"
#include "libpq/pqformat.h"
#include "utils/array.h"
#include "utils/date.h"

#include "common/aggregate_pg.h"
#include "common/report.h"
#include "eligibility/eligibility_core.h"
#include "history/history_pg.h"
#include "history/relief.h"

#define STATE_VERSION 1

PROP64_FUNCTION(prop64_left_agg_transition);
PROP64_FUNCTION(prop64_left_agg_combine);
PROP64_FUNCTION(prop64_left_agg_serialize);
PROP64_FUNCTION(prop64_left_agg_deserialize);
PROP64_FUNCTION(prop64_left_agg_final);

typedef struct LeftState
{
    struct varlena *history; /* NULL until a row has one */
    DateADT since;
    DateADT until;
    int32 in_scope; /* rows */
    int32 relieved; /* rows with certain relief */
    Prop64Writer granted;
} LeftState;

static void
keep_history(LeftState *state, MemoryContext context, struct varlena *history)
{
    Size size = VARSIZE_ANY(history);

    state->history = MemoryContextAlloc(context, size);
    memcpy(state->history, history, size);
}

/* NULL for a day is none: no count is recent. */
static LeftState *
new_state(FunctionCallInfo fcinfo, MemoryContext context)
{
    LeftState *state = MemoryContextAllocZero(context, sizeof(LeftState));

    state->since = PG_ARGISNULL(4) ? DATEVAL_NOEND : PG_GETARG_DATEADT(4);
    state->until = PG_ARGISNULL(5) ? DATEVAL_NOBEGIN : PG_GETARG_DATEADT(5);
    return state;
}

static void
add_granted(LeftState *state, MemoryContext context, Prop64Relief relief, Prop64Key key)
{
    MemoryContext caller = MemoryContextSwitchTo(context);
    uint8_t head[2] = {(uint8_t)relief, (uint8_t)key.len};

    prop64_put(&state->granted, head, sizeof(head));
    prop64_put(&state->granted, (const uint8_t *)key.data, key.len);
    MemoryContextSwitchTo(caller);
}

/* A key that is blank or longer than any count's names none, but the row has its relief. */
Datum
prop64_left_agg_transition(PG_FUNCTION_ARGS)
{
    MemoryContext context = prop64_aggregate_context(fcinfo);
    LeftState *state = prop64_aggregate_state(fcinfo, 0);
    Prop64Eligibility e;
    Prop64Error err;

    if (state == NULL)
        state = new_state(fcinfo, context);
    if (state->history == NULL && !PG_ARGISNULL(1))
        keep_history(state, context, PROP64_GETARG_HISTORY(1));
    if (PG_ARGISNULL(3))
        PG_RETURN_POINTER(state);
    if (!prop64_eligibility_unpack(PG_GETARG_INT64(3), &e, &err))
        prop64_report(NULL, &err, NULL, 0);
    state->in_scope += e.outcome != PROP64_OUT_OF_SCOPE;
    if (e.at_least >= PROP64_AT_LEAST_MISDEMEANOR)
    {
        state->relieved++;
        if (!PG_ARGISNULL(2))
        {
            text *t = PG_GETARG_TEXT_PP(2);
            Prop64Key key = prop64_key(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t));

            if (key.data != NULL && key.len <= UINT8_MAX)
                add_granted(state, context,
                            e.at_least == PROP64_AT_LEAST_DISMISS ? PROP64_RELIEF_DISMISSED
                                                                  : PROP64_RELIEF_REDUCED,
                            key);
        }
    }
    PG_RETURN_POINTER(state);
}

/* The second state is copied: it belongs to another memory context. */
Datum
prop64_left_agg_combine(PG_FUNCTION_ARGS)
{
    MemoryContext context = prop64_aggregate_context(fcinfo), caller;
    LeftState *state = prop64_aggregate_state(fcinfo, 0);
    const LeftState *other = prop64_aggregate_state(fcinfo, 1);

    if (other == NULL)
    {
        if (state == NULL)
            PG_RETURN_NULL();
        PG_RETURN_POINTER(state);
    }
    if (state == NULL)
    {
        state = MemoryContextAllocZero(context, sizeof(LeftState));
        state->since = other->since;
        state->until = other->until;
    }
    if (state->history == NULL && other->history != NULL)
        keep_history(state, context, other->history);
    state->in_scope += other->in_scope;
    state->relieved += other->relieved;
    caller = MemoryContextSwitchTo(context);
    if (other->granted.len > 0)
        prop64_put(&state->granted, other->granted.data, other->granted.len);
    MemoryContextSwitchTo(caller);
    PG_RETURN_POINTER(state);
}

Datum
prop64_left_agg_serialize(PG_FUNCTION_ARGS)
{
    const LeftState *state;
    StringInfoData buf;

    (void)prop64_aggregate_context(fcinfo);
    state = (const LeftState *)PG_GETARG_POINTER(0);
    pq_begintypsend(&buf);
    pq_sendbyte(&buf, STATE_VERSION);
    pq_sendint32(&buf, (uint32)state->since);
    pq_sendint32(&buf, (uint32)state->until);
    pq_sendint32(&buf, (uint32)state->in_scope);
    pq_sendint32(&buf, (uint32)state->relieved);
    pq_sendbyte(&buf, state->history != NULL);
    if (state->history != NULL)
    {
        pq_sendint32(&buf, (uint32)PROP64_HISTORY_LEN(state->history));
        pq_sendbytes(&buf, (const char *)PROP64_HISTORY_BYTES(state->history),
                     (int)PROP64_HISTORY_LEN(state->history));
    }
    if (state->granted.len > 0)
        pq_sendbytes(&buf, (const char *)state->granted.data, (int)state->granted.len);
    PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static bool
next_granted(Prop64Reader *r, Prop64Relief *relief, Prop64Key *key)
{
    if (prop64_remaining(r) == 0)
        return false;
    *relief = (Prop64Relief)prop64_get8(r);
    key->len = prop64_get8(r);
    key->data = (const char *)prop64_take(r, key->len);
    return key->data != NULL;
}

Datum
prop64_left_agg_deserialize(PG_FUNCTION_ARGS)
{
    const bytea *message;
    Prop64Reader r, granted;
    LeftState *state;
    Prop64Relief relief;
    Prop64Key key;
    Prop64Error err;

    (void)prop64_aggregate_context(fcinfo);
    message = PG_GETARG_BYTEA_PP(0);
    r = prop64_reader(VARDATA_ANY(message), VARSIZE_ANY_EXHDR(message));
    prop64_check_state_version(&r, STATE_VERSION, "prop64.left_by_relief_agg");
    state = palloc0(sizeof(LeftState));
    state->since = (DateADT)prop64_get32(&r);
    state->until = (DateADT)prop64_get32(&r);
    state->in_scope = (int32)prop64_get32(&r);
    state->relieved = (int32)prop64_get32(&r);
    if (prop64_get8(&r) != 0)
    {
        size_t len = prop64_get32(&r);
        const uint8_t *history = prop64_take(&r, len);

        if (history != NULL)
        {
            if (!prop64_history_validate(history, len, &err))
                prop64_report(NULL, &err, NULL, 0);
            state->history = palloc(VARHDRSZ + len);
            SET_VARSIZE(state->history, VARHDRSZ + len);
            memcpy(VARDATA(state->history), history, len);
        }
    }
    granted = r;
    while (next_granted(&granted, &relief, &key))
        ;
    if (r.failed || granted.failed)
        ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
                        errmsg("state of prop64.left_by_relief_agg is cut short")));
    if (prop64_remaining(&r) > 0)
        prop64_put(&state->granted, r.at, prop64_remaining(&r));
    PG_RETURN_POINTER(state);
}

/* Of whose record is not known, what it holds is not known either. */
Datum
prop64_left_agg_final(PG_FUNCTION_ARGS)
{
    const LeftState *state;
    Datum n[PROP64_LEFT_NUMBERS + 2] = {0};
    bool nulls[lengthof(n)] = {false};
    int dims[1] = {lengthof(n)}, lower[1] = {1};

    (void)prop64_aggregate_context(fcinfo);
    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    state = (const LeftState *)PG_GETARG_POINTER(0);
    if (state->history != NULL)
    {
        const uint8_t *history = PROP64_HISTORY_BYTES(state->history);
        size_t len = PROP64_HISTORY_LEN(state->history);
        Prop64RecordRoom room;
        Prop64Record *few = prop64_record_build_few(&room, history, len);
        Prop64Record *record = few != NULL ? few : prop64_record_build(history, len);
        uint8_t *relief = prop64_alloc(record->ncounts + 1);
        Prop64Grants grants = prop64_grants(record, relief);
        Prop64Reader granted = prop64_reader(state->granted.data, state->granted.len);
        Prop64Relief what;
        Prop64Key key;
        Prop64Left left;

        while (next_granted(&granted, &what, &key))
            prop64_grant(&grants, key, what);
        left = prop64_left(&grants, state->since, state->until);
        prop64_free(relief);
        if (few == NULL)
            prop64_record_free(record);
        prop64_left_to_datums(&left, n);
    }
    else
        memset(nulls, true, PROP64_LEFT_NUMBERS);
    n[PROP64_LEFT_NUMBERS] = Int32GetDatum(state->in_scope);
    n[PROP64_LEFT_NUMBERS + 1] = Int32GetDatum(state->relieved);
    PG_RETURN_ARRAYTYPE_P(
        construct_md_array(n, nulls, 1, dims, lower, INT4OID, sizeof(int32), true, TYPALIGN_INT));
}
