/* history_rows.c: a record as rows: its events, and its counts as they stand. */
#include "history/history_pg.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "common/day_pg.h"
#include "history/record.h"
#include "history/sort.h"

PROP64_FUNCTION(prop64_history_unnest);
PROP64_FUNCTION(prop64_history_counts);

/* A row being filled from the left. */
typedef struct Row
{
    int n;
    Datum values[14];
    bool nulls[14];
} Row;

static void
put_text(Row *row, const char *data, size_t len)
{
    row->nulls[row->n] = data == NULL;
    row->values[row->n++] =
        data ? PointerGetDatum(cstring_to_text_with_len(data, (int)len)) : (Datum)0;
}

static void
put_name(Row *row, const char *name)
{
    put_text(row, name, name ? strlen(name) : 0);
}

static void
put_level(Row *row, Prop64Level level)
{
    put_name(row, level == PROP64_LEVEL_UNKNOWN ? NULL : prop64_level_name(level));
}

static void
put_key(Row *row, Prop64Key key)
{
    put_text(row, key.data, key.len);
}

static void
put_bounds(Row *row, Prop64Bounds bounds)
{
    row->nulls[row->n] = prop64_any_day(bounds);
    row->values[row->n] = row->nulls[row->n] ? (Datum)0 : prop64_range_of_bounds(bounds);
    row->n++;
}

/* A day, when it is one. */
static void
put_day(Row *row, Prop64Bounds bounds)
{
    row->nulls[row->n] = !prop64_one_day(bounds);
    row->values[row->n++] = DateADTGetDatum(bounds.lo);
}

static void
put_truth(Row *row, Prop64Truth truth)
{
    row->nulls[row->n] = truth == PROP64_UNKNOWN;
    row->values[row->n++] = BoolGetDatum(truth == PROP64_TRUE);
}

/* An arrest has no such state. */
static void
put_disposition(Row *row, Prop64EventKind kind, Prop64Disposition disposition)
{
    bool stated = disposition != PROP64_DISPOSITION_UNKNOWN ||
                  prop64_disposition_default(kind) != PROP64_DISPOSITION_UNKNOWN;

    put_name(row, stated ? prop64_disposition_name(disposition) : NULL);
}

static void
put_event(Row *row, const void *item)
{
    const Prop64Event *event = item;

    put_name(row, prop64_event_kind_name(event->kind));
    put_text(row, (const char *)event->charge, event->charge_len);
    put_level(row, event->level_convicted);
    put_level(row, event->level_now);
    put_disposition(row, event->kind, event->disposition);
    put_bounds(row, event->on_date);
    put_day(row, event->on_date);
    put_bounds(row, event->sentence_ends);
    put_key(row, event->case_key);
    put_key(row, event->cycle_key);
    put_key(row, event->count_key);
}

static void
put_count(Row *row, const void *item)
{
    const Prop64Count *count = item;

    put_name(row, prop64_event_kind_name(count->kind));
    put_text(row, (const char *)count->charge, count->charge_len);
    put_level(row, count->level_convicted);
    put_level(row, count->level_now);
    put_disposition(row, count->kind, count->disposition);
    put_truth(row, count->is_conviction);
    put_bounds(row, count->on_date);
    put_day(row, count->on_date);
    put_bounds(row, count->sentence_ends);
    put_key(row, count->case_key);
    put_key(row, count->cycle_key);
    put_key(row, count->count_key);
    row->values[row->n++] = Int32GetDatum((int32)count->nmembers);
}

/* One row an item; each row's memory goes with it. */
static void
put_rows(FunctionCallInfo fcinfo, const void **items, uint32_t n,
         void (*put)(Row *row, const void *item))
{
    ReturnSetInfo *rsinfo = (ReturnSetInfo *)fcinfo->resultinfo;
    MemoryContext context =
        AllocSetContextCreate(CurrentMemoryContext, "prop64 row", ALLOCSET_SMALL_SIZES);
    MemoryContext caller = MemoryContextSwitchTo(context);

    for (uint32_t i = 0; i < n; i++)
    {
        Row row = {0};

        CHECK_FOR_INTERRUPTS();
        put(&row, items[i]);
        tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, row.values, row.nulls);
        MemoryContextReset(context);
    }
    MemoryContextSwitchTo(caller);
    MemoryContextDelete(context);
}

/* By earliest, then latest day: unknown days first. */
static int
compare_bounds(Prop64Bounds x, Prop64Bounds y)
{
    if (x.lo != y.lo)
        return x.lo < y.lo ? -1 : 1;
    return (x.hi > y.hi) - (x.hi < y.hi);
}

static int
compare_events(const void *a, const void *b)
{
    return compare_bounds(((const Prop64Event *)a)->on_date, ((const Prop64Event *)b)->on_date);
}

static int
compare_counts(const void *a, const void *b)
{
    return compare_bounds(((const Prop64Count *)a)->on_date, ((const Prop64Count *)b)->on_date);
}

Datum
prop64_history_unnest(PG_FUNCTION_ARGS)
{
    struct varlena *history = PROP64_GETARG_HISTORY(0);
    size_t len = PROP64_HISTORY_LEN(history), offset = PROP64_HISTORY_HEADER;
    uint32_t nevents = prop64_history_count(PROP64_HISTORY_BYTES(history), len), n = 0;
    Prop64Event *events = prop64_alloc((nevents + 1) * sizeof(*events));
    const void **sorted = prop64_alloc((nevents + 1) * sizeof(*sorted));

    InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
    while (n < nevents &&
           prop64_history_next(PROP64_HISTORY_BYTES(history), len, &offset, &events[n]))
    {
        sorted[n] = &events[n];
        n++;
    }
    prop64_sort_pointers(sorted, n, compare_events);
    put_rows(fcinfo, sorted, n, put_event);
    return (Datum)0;
}

Datum
prop64_history_counts(PG_FUNCTION_ARGS)
{
    struct varlena *history = PROP64_GETARG_HISTORY(0);
    Prop64Record *record =
        prop64_record_build(PROP64_HISTORY_BYTES(history), PROP64_HISTORY_LEN(history));
    uint32_t n = record->ncounts + record->nadjudications;
    const void **sorted = prop64_alloc((n + 1) * sizeof(*sorted));

    InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
    for (uint32_t i = 0; i < n; i++)
        sorted[i] =
            i < record->ncounts ? &record->counts[i] : &record->adjudications[i - record->ncounts];
    prop64_sort_pointers(sorted, n, compare_counts);
    put_rows(fcinfo, sorted, n, put_count);
    prop64_free(sorted);
    prop64_record_free(record);
    return (Datum)0;
}
