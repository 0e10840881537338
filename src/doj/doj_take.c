/*
 * doj_take.c: prop64.doj_take, which reads people and gives what was read to statements.
 *
 * The reading is a query that workers may run, and PostgreSQL runs none in workers that
 * writes.  So its rows are kept, as those of a statement are for a trigger: the
 * statements see them as relations.  A person's row is taken apart meanwhile: arrays of
 * counts and findings become rows of their own, as wide as the tables that they are for.
 *
 * A row of the reading: person_id, the person's columns, an array of counts, an array
 * of findings.  The relations:
 *
 *   people    person_id, the person's columns, refreshed, changed_at
 *   counts    the first column of a count, person_id, its other columns, refreshed
 *   findings  the same of a finding
 */
#include "common/compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"
#include "utils/typcache.h"

PROP64_FUNCTION(prop64_doj_take);

#define COLUMNS_MAX 32

typedef struct Rows
{
    Tuplestorestate *rows;
    TupleDesc desc;
    TupleDesc element; /* of the array that the rows come from; NULL for people */
} Rows;

typedef struct Taker
{
    DestReceiver receiver;
    int32 refreshed;
    TimestampTz changed_at;
    MemoryContext row; /* what one row of the reading needs */
    MemoryContext query;
    Rows people, counts, findings;
} Taker;

/* ---- the shapes ---- */

static void
copy_columns(TupleDesc to, int at, TupleDesc from, int first, int n)
{
    for (int i = 0; i < n; i++)
        TupleDescCopyEntry(to, (AttrNumber)(at + i), from, (AttrNumber)(first + i));
}

static TupleDesc
shape(int columns)
{
    if (columns > COLUMNS_MAX)
        ereport(ERROR, (errcode(ERRCODE_TOO_MANY_COLUMNS),
                        errmsg("a relation of the reading has %d columns", columns),
                        errdetail("It can have %d.", COLUMNS_MAX)));
    return CreateTemplateTupleDesc(columns);
}

static void
begin_people(Rows *people, TupleDesc reading)
{
    int n = reading->natts - 2;

    people->element = NULL;
    people->desc = shape(n + 2);
    copy_columns(people->desc, 1, reading, 1, n);
    TupleDescInitEntry(people->desc, (AttrNumber)(n + 1), "refreshed", INT4OID, -1, 0);
    TupleDescInitEntry(people->desc, (AttrNumber)(n + 2), "changed_at", TIMESTAMPTZOID, -1, 0);
}

static void
begin_elements(Rows *elements, TupleDesc reading, int column)
{
    Oid type = get_element_type(TupleDescAttr(reading, column - 1)->atttypid);
    int n = 0;

    if (OidIsValid(type) && get_typtype(type) == TYPTYPE_COMPOSITE)
    {
        elements->element = lookup_rowtype_tupdesc_copy(type, -1);
        n = elements->element->natts;
    }
    if (n < 1)
        ereport(ERROR,
                (errcode(ERRCODE_DATATYPE_MISMATCH),
                 errmsg("column %d of the reading is no array of rows", column),
                 errdetail("A reading has person_id, the person's columns, counts and findings.")));
    elements->desc = shape(n + 2);
    copy_columns(elements->desc, 1, elements->element, 1, 1);
    copy_columns(elements->desc, 2, reading, 1, 1);
    copy_columns(elements->desc, 3, elements->element, 2, n - 1);
    TupleDescInitEntry(elements->desc, (AttrNumber)(n + 2), "refreshed", INT4OID, -1, 0);
}

static void
begin_taking(DestReceiver *self, int operation, TupleDesc reading)
{
    Taker *taker = (Taker *)self;
    MemoryContext caller = MemoryContextSwitchTo(taker->query);
    Rows *all[] = {&taker->people, &taker->counts, &taker->findings};

    (void)operation;
    if (reading->natts < 4)
        ereport(ERROR,
                (errcode(ERRCODE_DATATYPE_MISMATCH),
                 errmsg("the reading has %d columns", reading->natts),
                 errdetail("A reading has person_id, the person's columns, counts and findings.")));
    begin_people(&taker->people, reading);
    begin_elements(&taker->counts, reading, reading->natts - 1);
    begin_elements(&taker->findings, reading, reading->natts);
    for (size_t i = 0; i < lengthof(all); i++)
        all[i]->rows = tuplestore_begin_heap(false, false, work_mem / (int)lengthof(all));
    MemoryContextSwitchTo(caller);
}

/* ---- the rows ---- */

static void
take_elements(const Taker *taker, const Rows *elements, const TupleTableSlot *person, int column)
{
    ArrayType *array = DatumGetArrayTypeP(person->tts_values[column]);
    Datum *rows, values[COLUMNS_MAX + 1];
    bool nulls[COLUMNS_MAX + 1];
    int n, last = elements->desc->natts - 1;

    deconstruct_array(array, elements->element->tdtypeid, -1, false, TYPALIGN_DOUBLE, &rows, NULL,
                      &n);
    for (int i = 0; i < n; i++)
    {
        HeapTupleHeader header = DatumGetHeapTupleHeader(rows[i]);
        HeapTupleData row = {.t_len = HeapTupleHeaderGetDatumLength(header), .t_data = header};

        /* the first column goes before person_id, the others stand behind it */
        heap_deform_tuple(&row, elements->element, values + 1, nulls + 1);
        values[0] = values[1];
        nulls[0] = nulls[1];
        values[1] = person->tts_values[0];
        nulls[1] = person->tts_isnull[0];
        values[last] = Int32GetDatum(taker->refreshed);
        nulls[last] = false;
        tuplestore_putvalues(elements->rows, elements->desc, values, nulls);
    }
}

static bool
take_person(TupleTableSlot *slot, DestReceiver *self)
{
    const Taker *taker = (Taker *)self;
    const Rows *people = &taker->people;
    int n = people->desc->natts - 2;
    Datum values[COLUMNS_MAX];
    bool nulls[COLUMNS_MAX];
    MemoryContext caller = MemoryContextSwitchTo(taker->row);

    slot_getallattrs(slot);
    memcpy(values, slot->tts_values, (size_t)n * sizeof(*values));
    memcpy(nulls, slot->tts_isnull, (size_t)n * sizeof(*nulls));
    values[n] = Int32GetDatum(taker->refreshed);
    values[n + 1] = TimestampTzGetDatum(taker->changed_at);
    nulls[n] = nulls[n + 1] = false;
    tuplestore_putvalues(people->rows, people->desc, values, nulls);
    if (!slot->tts_isnull[n])
        take_elements(taker, &taker->counts, slot, n);
    if (!slot->tts_isnull[n + 1])
        take_elements(taker, &taker->findings, slot, n + 1);
    MemoryContextSwitchTo(caller);
    MemoryContextReset(taker->row);
    return true;
}

/* The rows stay for the statements, and go with the function's memory. */
static void
end_taking(DestReceiver *self)
{
    (void)self;
}

static void
show(char *name, const Rows *rows)
{
    EphemeralNamedRelation relation = palloc0(sizeof(*relation));

    relation->md.name = name;
    relation->md.tupdesc = rows->desc;
    relation->md.enrtype = ENR_NAMED_TUPLESTORE;
    relation->md.enrtuples = (double)tuplestore_tuple_count(rows->rows);
    relation->reldata = rows->rows;
    if (SPI_register_relation(relation) != SPI_OK_REL_REGISTER)
        elog(ERROR, "relation \"%s\" cannot be shown to statements", name);
}

/* Runs the reading, whose rows go to the relations. */
static void
take(Taker *taker, const char *reading)
{
    SPIExecuteOptions options = {.dest = &taker->receiver};
    SPIPlanPtr plan = SPI_prepare_cursor(reading, 0, NULL, CURSOR_OPT_PARALLEL_OK);

    if (plan == NULL || !SPI_is_cursor_plan(plan) ||
        SPI_execute_plan_extended(plan, &options) != SPI_OK_SELECT)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("the reading is not one query that only reads")));
}

/* doj_take(reading, refreshed, changed_at, statements): how many rows each statement wrote */
Datum
prop64_doj_take(PG_FUNCTION_ARGS)
{
    Taker taker = {.receiver = {take_person, begin_taking, end_taking, end_taking, DestTuplestore}};
    Datum *statements, *written;
    int n;
    ArrayType *answer;
    MemoryContext caller = CurrentMemoryContext;

    deconstruct_array(PG_GETARG_ARRAYTYPE_P(3), TEXTOID, -1, false, TYPALIGN_INT, &statements, NULL,
                      &n);
    written = palloc((size_t)(n + 1) * sizeof(*written));
    taker.refreshed = PG_GETARG_INT32(1);
    taker.changed_at = PG_GETARG_TIMESTAMPTZ(2);
    SPI_connect();
    taker.query = CurrentMemoryContext;
    taker.row = AllocSetContextCreate(taker.query, "prop64 reading", ALLOCSET_DEFAULT_SIZES);
    take(&taker, TextDatumGetCString(PG_GETARG_DATUM(0)));
    show("people", &taker.people);
    show("counts", &taker.counts);
    show("findings", &taker.findings);
    for (int i = 0; i < n; i++)
    {
        if (SPI_execute(TextDatumGetCString(statements[i]), false, 0) < 0)
            ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                            errmsg("statement %d is of a kind that cannot be run here", i + 1)));
        written[i] = Int64GetDatum((int64)SPI_processed);
    }
    tuplestore_end(taker.people.rows);
    tuplestore_end(taker.counts.rows);
    tuplestore_end(taker.findings.rows);
    MemoryContextSwitchTo(caller);
    answer = construct_array(written, n, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE);
    SPI_finish();
    PG_RETURN_ARRAYTYPE_P(answer);
}
