/*
 * history_ops.c: comparing histories and asking them.
 *
 * Two histories are equal when they hold the same events.  The order is one of
 * bytes; it serves DISTINCT, GROUP BY and merges, and means nothing else.
 */
#include "history/history_pg.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "history/day_pg.h"
#include "history/record.h"
#include "history/sort.h"

PROP64_FUNCTION(prop64_history_eq);
PROP64_FUNCTION(prop64_history_ne);
PROP64_FUNCTION(prop64_history_lt);
PROP64_FUNCTION(prop64_history_le);
PROP64_FUNCTION(prop64_history_gt);
PROP64_FUNCTION(prop64_history_ge);
PROP64_FUNCTION(prop64_history_cmp);
PROP64_FUNCTION(prop64_history_hash32);
PROP64_FUNCTION(prop64_history_hash_extended);
PROP64_FUNCTION(prop64_history_events);
PROP64_FUNCTION(prop64_history_convictions);
PROP64_FUNCTION(prop64_history_felonies);
PROP64_FUNCTION(prop64_history_first_conviction);
PROP64_FUNCTION(prop64_history_last_conviction);
PROP64_FUNCTION(prop64_history_deceased);
PROP64_FUNCTION(prop64_history_registered);
PROP64_FUNCTION(prop64_history_unnest);

/* ---- comparison ---- */

static int
compare_arguments(FunctionCallInfo fcinfo)
{
    struct varlena *a = PROP64_GETARG_HISTORY(0);
    struct varlena *b = PROP64_GETARG_HISTORY(1);
    size_t alen = PROP64_HISTORY_LEN(a), blen = PROP64_HISTORY_LEN(b);
    int c = memcmp(VARDATA_ANY(a), VARDATA_ANY(b), alen < blen ? alen : blen);

    if (c == 0)
        c = (alen > blen) - (alen < blen);
    PG_FREE_IF_COPY(a, 0);
    PG_FREE_IF_COPY(b, 1);
    return c < 0 ? -1 : c > 0;
}

Datum
prop64_history_eq(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare_arguments(fcinfo) == 0);
}

Datum
prop64_history_ne(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare_arguments(fcinfo) != 0);
}

Datum
prop64_history_lt(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare_arguments(fcinfo) < 0);
}

Datum
prop64_history_le(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare_arguments(fcinfo) <= 0);
}

Datum
prop64_history_gt(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare_arguments(fcinfo) > 0);
}

Datum
prop64_history_ge(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(compare_arguments(fcinfo) >= 0);
}

Datum
prop64_history_cmp(PG_FUNCTION_ARGS)
{
    PG_RETURN_INT32(compare_arguments(fcinfo));
}

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

/* ---- unnest ---- */

#define UNNEST_COLUMNS 11

/* By earliest, then latest day: unknown days first. */
static int
compare_days(const void *a, const void *b)
{
    Prop64Bounds x = ((const Prop64Event *)a)->on_date, y = ((const Prop64Event *)b)->on_date;

    if (x.lo != y.lo)
        return x.lo < y.lo ? -1 : 1;
    return (x.hi > y.hi) - (x.hi < y.hi);
}

static void
set_text(Datum *value, bool *isnull, const char *data, size_t len)
{
    *isnull = data == NULL;
    if (data != NULL)
        *value = PointerGetDatum(cstring_to_text_with_len(data, (int)len));
}

static void
set_level(Datum *value, bool *isnull, Prop64Level level)
{
    const char *name = prop64_level_name(level);

    set_text(value, isnull, level == PROP64_LEVEL_UNKNOWN ? NULL : name, strlen(name));
}

static void
set_bounds(Datum *value, bool *isnull, Prop64Bounds bounds)
{
    *isnull = prop64_any_day(bounds);
    if (!*isnull)
        *value = prop64_range_of_bounds(bounds);
}

static void
put_row(ReturnSetInfo *rsinfo, const Prop64Event *event)
{
    Datum values[UNNEST_COLUMNS] = {0};
    bool nulls[UNNEST_COLUMNS] = {false};
    const char *kind = prop64_event_kind_name(event->kind);
    const char *disposition = prop64_disposition_name(event->disposition);
    /* an arrest has no such state */
    bool stated = event->disposition != PROP64_DISPOSITION_UNKNOWN ||
                  prop64_disposition_default(event->kind) != PROP64_DISPOSITION_UNKNOWN;

    set_text(&values[0], &nulls[0], kind, strlen(kind));
    set_text(&values[1], &nulls[1], (const char *)event->charge, event->charge_len);
    set_level(&values[2], &nulls[2], event->level_convicted);
    set_level(&values[3], &nulls[3], event->level_now);
    set_text(&values[4], &nulls[4], stated ? disposition : NULL, strlen(disposition));
    set_bounds(&values[5], &nulls[5], event->on_date);
    nulls[6] = !prop64_one_day(event->on_date);
    if (!nulls[6])
        values[6] = DateADTGetDatum(event->on_date.lo);
    set_bounds(&values[7], &nulls[7], event->sentence_ends);
    set_text(&values[8], &nulls[8], event->case_key.data, event->case_key.len);
    set_text(&values[9], &nulls[9], event->cycle_key.data, event->cycle_key.len);
    set_text(&values[10], &nulls[10], event->count_key.data, event->count_key.len);
    tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

Datum
prop64_history_unnest(PG_FUNCTION_ARGS)
{
    struct varlena *history = PROP64_GETARG_HISTORY(0);
    size_t len = PROP64_HISTORY_LEN(history), offset = PROP64_HISTORY_HEADER;
    uint32_t nevents = prop64_history_count(PROP64_HISTORY_BYTES(history), len), n = 0;
    Prop64Event *events = prop64_alloc((nevents + 1) * sizeof(*events));
    const void **sorted = prop64_alloc((nevents + 1) * sizeof(*sorted));
    MemoryContext row, caller;

    InitMaterializedSRF(fcinfo, 0);
    while (n < nevents &&
           prop64_history_next(PROP64_HISTORY_BYTES(history), len, &offset, &events[n]))
    {
        sorted[n] = &events[n];
        n++;
    }
    prop64_sort_pointers(sorted, n, compare_days);

    row = AllocSetContextCreate(CurrentMemoryContext, "prop64 row", ALLOCSET_SMALL_SIZES);
    caller = MemoryContextSwitchTo(row);
    for (uint32_t i = 0; i < n; i++)
    {
        CHECK_FOR_INTERRUPTS();
        put_row((ReturnSetInfo *)fcinfo->resultinfo, sorted[i]);
        MemoryContextReset(row);
    }
    MemoryContextSwitchTo(caller);
    MemoryContextDelete(row);
    return (Datum)0;
}
