/*
 * csv_line.c: a row, or cells one by one, as one line of CSV.
 *
 * Called once for each row of an export, so what the types ask for stays in fn_extra,
 * and texts, which is what a file's columns are, go without their output function.
 */
#include "common/compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#include "doj/csv_cells.h"

PROP64_FUNCTION(prop64_csv_line);
PROP64_FUNCTION(prop64_csv_cells);

typedef struct Column
{
    bool dropped;
    bool is_text; /* a varlena whose bytes are its text */
    FmgrInfo output;
} Column;

/* The row type seen last. */
typedef struct LineCache
{
    MemoryContext context; /* of what the type needs */
    Oid type;
    int32 typmod;
    TupleDesc desc;
    Column *columns;
    Datum *values;
    bool *nulls;
} LineCache;

static void
learn_column(Column *column, Oid type, MemoryContext context)
{
    Oid function;
    bool is_varlena;

    column->is_text = type == TEXTOID || type == VARCHAROID || type == BPCHAROID;
    if (column->is_text)
        return;
    getTypeOutputInfo(type, &function, &is_varlena);
    fmgr_info_cxt(function, &column->output, context);
}

static void
learn_type(LineCache *cache, MemoryContext parent, Oid type, int32 typmod)
{
    MemoryContext caller;
    TupleDesc desc;

    cache->type = InvalidOid;
    if (cache->context != NULL)
        MemoryContextReset(cache->context);
    else
        cache->context = AllocSetContextCreate(parent, "prop64 csv line", ALLOCSET_SMALL_SIZES);
    caller = MemoryContextSwitchTo(cache->context);
    cache->desc = desc = lookup_rowtype_tupdesc_copy(type, typmod);
    cache->columns = palloc0(sizeof(Column) * Max(desc->natts, 1));
    cache->values = palloc(sizeof(Datum) * Max(desc->natts, 1));
    cache->nulls = palloc(sizeof(bool) * Max(desc->natts, 1));
    for (int i = 0; i < desc->natts; i++)
    {
        Form_pg_attribute a = TupleDescAttr(desc, i);

        cache->columns[i].dropped = a->attisdropped;
        if (!a->attisdropped)
            learn_column(&cache->columns[i], a->atttypid, cache->context);
    }
    MemoryContextSwitchTo(caller);
    cache->type = type;
    cache->typmod = typmod;
}

static void
append_cell(StringInfo line, const char *cell, size_t len, bool safe)
{
    Prop64CsvCell plan = prop64_csv_plan(cell, len, safe);

    if (plan.size > MaxAllocSize)
        ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
                        errmsg("the line is longer than a text can be")));
    enlargeStringInfo(line, (int)plan.size + 1);
    prop64_csv_write(&plan, cell, len, line->data + line->len);
    line->len += (int)plan.size;
}

static void
append_value(StringInfo line, Column *column, Datum value, bool safe)
{
    if (column->is_text)
    {
        struct varlena *v = PG_DETOAST_DATUM_PACKED(value);

        append_cell(line, VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v), safe);
        if ((Pointer)v != DatumGetPointer(value))
            pfree(v);
    }
    else
    {
        char *text = OutputFunctionCall(&column->output, value);

        append_cell(line, text, strlen(text), safe);
        pfree(text);
    }
}

static void
begin_line(StringInfo line)
{
    initStringInfo(line);
    line->len = VARHDRSZ;
}

static Datum
end_line(StringInfo line, int cells)
{
    /* An empty line would be no row to most readers. */
    if (cells == 1 && line->len == VARHDRSZ)
        appendBinaryStringInfo(line, "\"\"", 2);
    SET_VARSIZE(line->data, line->len);
    return PointerGetDatum(line->data);
}

Datum
prop64_csv_line(PG_FUNCTION_ARGS)
{
    HeapTupleHeader row = PG_GETARG_HEAPTUPLEHEADER(0);
    bool safe = PG_GETARG_BOOL(1);
    Oid type = HeapTupleHeaderGetTypeId(row);
    int32 typmod = HeapTupleHeaderGetTypMod(row);
    LineCache *cache = fcinfo->flinfo->fn_extra;
    HeapTupleData tuple;
    StringInfoData line;
    int cells = 0;

    if (cache == NULL)
        fcinfo->flinfo->fn_extra = cache =
            MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(*cache));
    if (cache->type != type || cache->typmod != typmod)
        learn_type(cache, fcinfo->flinfo->fn_mcxt, type, typmod);

    tuple.t_len = HeapTupleHeaderGetDatumLength(row);
    ItemPointerSetInvalid(&tuple.t_self);
    tuple.t_tableOid = InvalidOid;
    tuple.t_data = row;
    heap_deform_tuple(&tuple, cache->desc, cache->values, cache->nulls);

    begin_line(&line);
    for (int i = 0; i < cache->desc->natts; i++)
    {
        if (cache->columns[i].dropped)
            continue;
        if (cells++ > 0)
            appendStringInfoCharMacro(&line, ',');
        if (!cache->nulls[i])
            append_value(&line, &cache->columns[i], cache->values[i], safe);
    }
    PG_FREE_IF_COPY(row, 0);
    return end_line(&line, cells);
}

/* No row has to be made of the cells and taken apart again: for sheets of a million lines. */
Datum
prop64_csv_cells(PG_FUNCTION_ARGS)
{
    int cells = PG_NARGS() - 1;
    Column *columns = fcinfo->flinfo->fn_extra;
    bool safe;
    StringInfoData line;

    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    safe = PG_GETARG_BOOL(0);
    if (columns == NULL)
    {
        MemoryContext context = fcinfo->flinfo->fn_mcxt;

        if (get_fn_expr_variadic(fcinfo->flinfo))
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                            errmsg("the cells must be given one by one, not as an array")));
        columns = MemoryContextAllocZero(context, sizeof(Column) * Max(cells, 1));
        for (int i = 0; i < cells; i++)
        {
            Oid type = get_fn_expr_argtype(fcinfo->flinfo, i + 1);

            if (!OidIsValid(type))
                ereport(ERROR, (errcode(ERRCODE_INDETERMINATE_DATATYPE),
                                errmsg("the type of cell %d is not known", i + 1)));
            learn_column(&columns[i], type, context);
        }
        fcinfo->flinfo->fn_extra = columns;
    }
    begin_line(&line);
    for (int i = 0; i < cells; i++)
    {
        if (i > 0)
            appendStringInfoCharMacro(&line, ',');
        if (!PG_ARGISNULL(i + 1))
            append_value(&line, &columns[i], PG_GETARG_DATUM(i + 1), safe);
    }
    return end_line(&line, cells);
}
