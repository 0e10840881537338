/*
 * history_ops.c: comparing histories and asking them.
 *
 * Two histories are equal when they hold the same events.  The order is one of
 * bytes; it serves DISTINCT, GROUP BY and merges, and means nothing else.
 */
#include "history/history_pg.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/date.h"

#include "common/compare_pg.h"
#include "common/day_pg.h"
#include "history/relief.h"

PROP64_FUNCTION(prop64_history_hash32);
PROP64_FUNCTION(prop64_history_hash_extended);
PROP64_FUNCTION(prop64_history_events);
PROP64_FUNCTION(prop64_history_convictions);
PROP64_FUNCTION(prop64_history_felonies);
PROP64_FUNCTION(prop64_history_first_conviction);
PROP64_FUNCTION(prop64_history_last_conviction);
PROP64_FUNCTION(prop64_history_deceased);
PROP64_FUNCTION(prop64_history_registered);
PROP64_FUNCTION(prop64_history_left);

/* ---- comparison ---- */

PROP64_COMPARISONS(history, prop64_compare_bytes)

/*
 * The hash stands in the header: a long record out of line is hashed by its
 * first bytes.  It is the same on every machine.
 */
static uint64
stored_hash(Datum datum)
{
    struct varlena *v = (struct varlena *)DatumGetPointer(datum);
    struct varlena *head = v;
    uint64 hash;

    if (VARATT_IS_EXTERNAL(v) || VARATT_IS_COMPRESSED(v))
        head = PG_DETOAST_DATUM_SLICE(datum, 0, PROP64_HISTORY_HEADER);
    hash = prop64_history_hash((const uint8_t *)VARDATA_ANY(head), VARSIZE_ANY_EXHDR(head));
    if (head != v)
        pfree(head);
    return hash;
}

Datum
prop64_history_hash32(PG_FUNCTION_ARGS)
{
    PG_RETURN_INT32((int32)(uint32)stored_hash(PG_GETARG_DATUM(0)));
}

/* With seed 0 the low half is the plain hash, as hash opclasses require. */
Datum
prop64_history_hash_extended(PG_FUNCTION_ARGS)
{
    uint64 hash = stored_hash(PG_GETARG_DATUM(0));
    uint64 seed = (uint64)PG_GETARG_INT64(1);
    uint8_t both[16];
    Prop64Writer w = {both, 0, sizeof(both)};

    if (seed == 0)
        PG_RETURN_UINT64(hash);
    prop64_put64(&w, hash);
    prop64_put64(&w, seed);
    PG_RETURN_UINT64(prop64_hash64(both, sizeof(both)));
}

/* ---- accessors ---- */

static Prop64Record *
record_argument(FunctionCallInfo fcinfo)
{
    struct varlena *history = PROP64_GETARG_HISTORY(0);

    return prop64_record_build(PROP64_HISTORY_BYTES(history), PROP64_HISTORY_LEN(history));
}

Datum
prop64_history_events(PG_FUNCTION_ARGS)
{
    struct varlena *history = PROP64_GETARG_HISTORY(0);

    PG_RETURN_INT32(
        (int32)prop64_history_count(PROP64_HISTORY_BYTES(history), PROP64_HISTORY_LEN(history)));
}

Datum
prop64_history_convictions(PG_FUNCTION_ARGS)
{
    Prop64Record *record = record_argument(fcinfo);
    int32 n = 0;

    for (uint32_t i = 0; i < record->ncounts; i++)
        if (record->counts[i].is_conviction != PROP64_FALSE)
            n++;
    prop64_record_free(record);
    PG_RETURN_INT32(n);
}

Datum
prop64_history_felonies(PG_FUNCTION_ARGS)
{
    Prop64Record *record = record_argument(fcinfo);
    int32 n = 0;

    for (uint32_t i = 0; i < record->ncounts; i++)
        if (record->counts[i].is_conviction != PROP64_FALSE &&
            record->counts[i].level_now == PROP64_FELONY)
            n++;
    prop64_record_free(record);
    PG_RETURN_INT32(n);
}

static Datum
conviction_range(FunctionCallInfo fcinfo, bool (*ask)(const Prop64Record *, Prop64Bounds *))
{
    Prop64Record *record = record_argument(fcinfo);
    Prop64Bounds bounds;
    bool found = ask(record, &bounds);

    prop64_record_free(record);
    if (!found)
        PG_RETURN_NULL();
    return prop64_range_of_bounds(bounds);
}

Datum
prop64_history_first_conviction(PG_FUNCTION_ARGS)
{
    return conviction_range(fcinfo, prop64_record_first_conviction);
}

Datum
prop64_history_last_conviction(PG_FUNCTION_ARGS)
{
    return conviction_range(fcinfo, prop64_record_last_conviction);
}

static bool
holds_kind(struct varlena *history, Prop64EventKind kind)
{
    size_t offset = PROP64_HISTORY_HEADER;
    Prop64Event event;

    while (prop64_history_next(PROP64_HISTORY_BYTES(history), PROP64_HISTORY_LEN(history), &offset,
                               &event))
        if (event.kind == kind)
            return true;
    return false;
}

Datum
prop64_history_deceased(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(holds_kind(PROP64_GETARG_HISTORY(0), PROP64_EVENT_DEATH));
}

Datum
prop64_history_registered(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(holds_kind(PROP64_GETARG_HISTORY(0), PROP64_EVENT_REGISTRATION));
}

/* ---- what relief leaves ---- */

/* A NULL names nothing. */
static void
grant_all(Prop64Grants *grants, ArrayType *count_keys, Prop64Relief relief)
{
    Datum *keys;
    bool *nulls;
    int n;

    deconstruct_array(count_keys, TEXTOID, -1, false, TYPALIGN_INT, &keys, &nulls, &n);
    for (int i = 0; i < n; i++)
    {
        text *key;

        if (nulls[i])
            continue;
        key = DatumGetTextPP(keys[i]);
        prop64_grant(grants, prop64_key(VARDATA_ANY(key), VARSIZE_ANY_EXHDR(key)), relief);
    }
}

void
prop64_left_to_datums(const Prop64Left *left, Datum *n)
{
    n[0] = Int32GetDatum(left->convictions);
    n[1] = Int32GetDatum(left->felonies);
    n[2] = Int32GetDatum(left->recent);
    n[3] = Int32GetDatum(left->convictions_left);
    n[4] = Int32GetDatum(left->felonies_left);
    n[5] = Int32GetDatum(left->recent_left);
}

Datum
prop64_history_left(PG_FUNCTION_ARGS)
{
    Prop64Record *record = record_argument(fcinfo);
    uint8_t *relief = prop64_alloc(record->ncounts + 1);
    Prop64Grants grants = prop64_grants(record, relief);
    Prop64Left left;
    Datum n[PROP64_LEFT_NUMBERS];

    grant_all(&grants, PG_GETARG_ARRAYTYPE_P(1), PROP64_RELIEF_DISMISSED);
    grant_all(&grants, PG_GETARG_ARRAYTYPE_P(2), PROP64_RELIEF_REDUCED);
    left = prop64_left(&grants, PG_GETARG_DATEADT(3), PG_GETARG_DATEADT(4));
    prop64_free(relief);
    prop64_record_free(record);
    prop64_left_to_datums(&left, n);
    PG_RETURN_ARRAYTYPE_P(
        construct_array(n, lengthof(n), INT4OID, sizeof(int32), true, TYPALIGN_INT));
}
