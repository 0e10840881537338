/*
 * doj_read.c: prop64.doj_read, the aggregate that reads the lines of one person, and
 * prop64.doj_person_id and prop64.doj_person_in_shares, which tell whose a line is.
 *
 * The state holds the cells as they came; all is read by the final function, in the
 * order of the lines, so that their order in the query does not matter.
 *
 * These symbols answer in this way for ever: a changed reading comes with new ones, so
 * that an answer changes with ALTER EXTENSION UPDATE.
 */
#include "common/compat.h"
#include "common/report.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "mb/pg_wchar.h"
#include "utils/datum.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#include "charge/charge_pg.h"
#include "common/aggregate_pg.h"
#include "common/day_pg.h"
#include "doj/doj_person.h"
#include "history/history_pg.h"

PROP64_FUNCTION(prop64_doj_person_id);
PROP64_FUNCTION(prop64_doj_person_in_shares);
PROP64_FUNCTION(prop64_doj_read_transition);
PROP64_FUNCTION(prop64_doj_read_final);

#define CELL_MAX   60000                              /* no cell that is read needs more */
#define ROOM       (512 - 16 - offsetof(Block, data)) /* 16: what palloc adds */
#define MOST_ROOM  65536
#define FIRST_CELL 3 /* arguments before the cells: state, line_id, received */

/* ---- whose line it is ---- */

/* An argument without the blanks around it, as btrim takes them; nothing when it is NULL. */
static Prop64Key
trimmed_arg(FunctionCallInfo fcinfo, int n)
{
    text *value;
    Prop64Key key = {NULL, 0};

    if (PG_ARGISNULL(n))
        return key;
    value = PG_GETARG_TEXT_PP(n);
    key = (Prop64Key){VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)};
    while (key.len > 0 && key.data[0] == ' ')
    {
        key.data++;
        key.len--;
    }
    while (key.len > 0 && key.data[key.len - 1] == ' ')
        key.len--;
    return key;
}

/* Room for what is put together: a CII number longer than this goes into memory of its own. */
#define ID_ROOM 128

/* The number of the line that is a person of its own, for it names nobody. */
static Prop64Key
line_person(int64 line_id, char room[ID_ROOM])
{
    memcpy(room, "line ", 5);
    return (Prop64Key){room, 5 + (size_t)pg_lltoa(line_id, room + 5)};
}

/* SUBJECT_ID, else the CII number, which are the first two arguments; else nothing. */
static Prop64Key
numbered_person(FunctionCallInfo fcinfo, char room[ID_ROOM])
{
    Prop64Key key = trimmed_arg(fcinfo, 0);
    char *to = room;

    if (key.len > 0)
        return key;
    key = trimmed_arg(fcinfo, 1);
    if (key.len == 0)
        return (Prop64Key){NULL, 0};
    if (4 + key.len > ID_ROOM)
        to = palloc(4 + key.len);
    memcpy(to, "CII ", 4);
    memcpy(to + 4, key.data, key.len);
    return (Prop64Key){to, 4 + key.len};
}

Datum
prop64_doj_person_id(PG_FUNCTION_ARGS)
{
    char room[ID_ROOM];
    Prop64Key key = numbered_person(fcinfo, room);

    if (key.data == NULL)
    {
        if (PG_ARGISNULL(2))
            PG_RETURN_NULL();
        key = line_person(PG_GETARG_INT64(2), room);
    }
    PG_RETURN_TEXT_P(cstring_to_text_with_len(key.data, (int)key.len));
}

#define SHARES          1024
#define RECORDS_OF_FILE INT64CONST(100000000) /* a line_id is file_id * this + record */

/*
 * A branch of a refresh asks it of every line, and reads the others no further: as an
 * expression of doj_person_id it took a tenth of the reading.
 */
Datum
prop64_doj_person_in_shares(PG_FUNCTION_ARGS)
{
    char room[ID_ROOM];
    Prop64Key key = numbered_person(fcinfo, room);
    int32 share;

    for (int i = 2; i < 6; i++)
        if (PG_ARGISNULL(i))
            PG_RETURN_NULL();
    if (key.data == NULL)
        key = line_person(PG_GETARG_INT32(2) * RECORDS_OF_FILE + PG_GETARG_INT32(3), room);
    share = (int32)(hash_bytes((const unsigned char *)key.data, (int)key.len) % SHARES);
    PG_RETURN_BOOL(share >= PG_GETARG_INT32(4) && share <= PG_GETARG_INT32(5));
}

/* ---- gathering ---- */

/*
 * A line: its id, a byte for the length of each cell, those lengths that need more, and
 * the cells.  Much of a line is what the one before it had, and is not kept again.
 */
#define LENGTH_NULL 255
#define LENGTH_LONG 254 /* two bytes follow the others */
#define LENGTH_SAME 253

typedef struct Block
{
    struct Block *next;
    size_t len, room;
    char data[FLEXIBLE_ARRAY_MEMBER];
} Block;

typedef struct State
{
    int32 nlines;
    DateADT received;
    Block *first, *last;
} State;

/*
 * The cells of the line that was added last, and to which state.  The lines of one
 * person come one after another, so it is nearly always the line before.
 */
typedef struct Last
{
    const State *state;
    const char *cells[PROP64_DOJ_COLUMNS];
    uint16 lens[PROP64_DOJ_COLUMNS];
} Last;

static Last *
last_line(FunctionCallInfo fcinfo, const State *state)
{
    Last *last = fcinfo->flinfo->fn_extra;

    if (last == NULL)
        fcinfo->flinfo->fn_extra = last =
            MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(*last));
    /* a state without lines may stand where another one was */
    if (last->state != state || state->nlines == 0)
        memset(last->cells, 0, sizeof(last->cells));
    last->state = state;
    return last;
}

/*
 * Room for a line; lines do not span blocks, and no block is ever copied.  The
 * aggregate's context counts the memory, so that people wait on disk when it is short.
 */
static char *
reserve(State *state, MemoryContext context, size_t n)
{
    Block *block = state->last;

    if (block == NULL || block->room - block->len < n)
    {
        size_t room = Min(ROOM + (size_t)state->nlines / 64 * 4096, MOST_ROOM);
        Block *more = MemoryContextAlloc(context, offsetof(Block, data) + Max(room, n));

        more->next = NULL;
        more->len = 0;
        more->room = Max(room, n);
        *(block == NULL ? &state->first : &block->next) = more;
        state->last = block = more;
    }
    block->len += n;
    return block->data + block->len - n;
}

/* Cuts a cell that is too long, not within a character. */
static size_t
cell_len(const struct varlena *v)
{
    size_t len = VARSIZE_ANY_EXHDR(v);

    return len <= CELL_MAX ? len : (size_t)pg_mbcliplen(VARDATA_ANY(v), (int)len, CELL_MAX);
}

Datum
prop64_doj_read_transition(PG_FUNCTION_ARGS)
{
    MemoryContext context = prop64_aggregate_context(fcinfo);
    State *state;
    Last *last;
    const char *cells[PROP64_DOJ_COLUMNS];
    uint16 lens[PROP64_DOJ_COLUMNS];
    uint8 codes[PROP64_DOJ_COLUMNS];
    uint8 kept[PROP64_DOJ_COLUMNS]; /* the columns whose cells are kept */
    int nkept = 0;
    size_t size = sizeof(int64) + sizeof(codes);
    int64 id;
    char *to;

    if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
        ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
                        errmsg("%s must not be NULL", PG_ARGISNULL(1) ? "line_id" : "received"),
                        errdetail("Lines are read in the order of line_id; nothing can have "
                                  "happened after the day received.")));
    state = PG_ARGISNULL(0) ? MemoryContextAllocZero(context, sizeof(State))
                            : (State *)PG_GETARG_POINTER(0);
    state->received = PG_GETARG_DATEADT(2);
    last = last_line(fcinfo, state);
    id = PG_GETARG_INT64(1);
    for (int i = 0; i < PROP64_DOJ_COLUMNS; i++)
    {
        const struct varlena *v;

        if (PG_ARGISNULL(FIRST_CELL + i))
        {
            codes[i] = LENGTH_NULL;
            last->cells[i] = NULL;
            continue;
        }
        v = PG_GETARG_VARLENA_PP(FIRST_CELL + i);
        cells[i] = VARDATA_ANY(v);
        lens[i] = (uint16)cell_len(v);
        if (last->cells[i] != NULL && last->lens[i] == lens[i] &&
            memcmp(last->cells[i], cells[i], lens[i]) == 0)
        {
            codes[i] = LENGTH_SAME;
            continue;
        }
        codes[i] = (uint8)Min(lens[i], LENGTH_LONG);
        if (lens[i] >= LENGTH_SAME)
        {
            codes[i] = LENGTH_LONG;
            size += sizeof(lens[i]);
        }
        size += lens[i];
        kept[nkept++] = (uint8)i;
    }
    to = reserve(state, context, size);
    memcpy(to, &id, sizeof(id));
    memcpy(to + sizeof(id), codes, sizeof(codes));
    to += sizeof(id) + sizeof(codes);
    for (int k = 0; k < nkept; k++)
        if (codes[kept[k]] == LENGTH_LONG)
        {
            memcpy(to, &lens[kept[k]], sizeof(uint16));
            to += sizeof(uint16);
        }
    for (int k = 0; k < nkept; k++)
    {
        int i = kept[k];

        memcpy(to, cells[i], lens[i]);
        last->cells[i] = to;
        last->lens[i] = lens[i];
        to += lens[i];
    }
    state->nlines++;
    PG_RETURN_POINTER(state);
}

/* ---- what comes out ---- */

/* What is looked up or kept for a query. */
typedef struct Shape
{
    TupleDesc record, count, finding;
    Oid count_type, finding_type;
    Prop64DojWords *words;
    MemoryContext context; /* of one person */
} Shape;

static TupleDesc
blessed(Oid type)
{
    TupleDesc shared = lookup_rowtype_tupdesc(type, -1);
    TupleDesc own = BlessTupleDesc(CreateTupleDescCopy(shared));

    ReleaseTupleDesc(shared);
    return own;
}

/* The last two columns of the record are arrays of the other two rows. */
static Shape *
shape_of(FunctionCallInfo fcinfo)
{
    Shape *shape = fcinfo->flinfo->fn_extra;
    MemoryContext caller;

    if (shape != NULL)
        return shape;
    caller = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
    shape = palloc(sizeof(*shape));
    shape->record = blessed(get_func_rettype(fcinfo->flinfo->fn_oid));
    shape->count_type =
        get_element_type(TupleDescAttr(shape->record, shape->record->natts - 2)->atttypid);
    shape->finding_type =
        get_element_type(TupleDescAttr(shape->record, shape->record->natts - 1)->atttypid);
    shape->count = blessed(shape->count_type);
    shape->finding = blessed(shape->finding_type);
    shape->words = prop64_doj_words_new();
    shape->context =
        AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "prop64 person", ALLOCSET_DEFAULT_SIZES);
    MemoryContextSwitchTo(caller);
    fcinfo->flinfo->fn_extra = shape;
    return shape;
}

/* A row being filled from the left. */
#define ROW_MAX 24

typedef struct Row
{
    int n;
    Datum values[ROW_MAX];
    bool nulls[ROW_MAX];
} Row;

static void
put(Row *row, Datum value)
{
    row->nulls[row->n] = false;
    row->values[row->n++] = value;
}

static void
put_null(Row *row)
{
    row->nulls[row->n] = true;
    row->values[row->n++] = (Datum)0;
}

static void
put_text(Row *row, Prop64Key text)
{
    if (text.data == NULL)
        put_null(row);
    else
        put(row, PointerGetDatum(cstring_to_text_with_len(text.data, (int)text.len)));
}

static void
put_name(Row *row, const char *name)
{
    put(row, CStringGetTextDatum(name));
}

static void
put_level(Row *row, Prop64Level level)
{
    if (level == PROP64_LEVEL_UNKNOWN)
        put_null(row);
    else
        put_name(row, prop64_level_name(level));
}

static void
put_charge(Row *row, const Prop64Charge *charge)
{
    if (charge->len == 0)
        put_null(row);
    else
        put(row, prop64_charge_datum(charge->bytes, charge->len));
}

static void
put_bounds(Row *row, Prop64Bounds bounds)
{
    if (prop64_any_day(bounds))
        put_null(row);
    else
        put(row, prop64_range_of_bounds(bounds));
}

static void
put_truth(Row *row, Prop64Truth truth)
{
    if (truth == PROP64_UNKNOWN)
        put_null(row);
    else
        put(row, BoolGetDatum(truth == PROP64_TRUE));
}

static void
put_texts(Row *row, const Prop64Key *texts, int n)
{
    Datum *values = palloc((size_t)(n + 1) * sizeof(*values));

    for (int i = 0; i < n; i++)
        values[i] = PointerGetDatum(cstring_to_text_with_len(texts[i].data, (int)texts[i].len));
    if (n == 0)
        put_null(row);
    else
        put(row, PointerGetDatum(construct_array(values, n, TEXTOID, -1, false, TYPALIGN_INT)));
}

static Datum
finish_row(const Row *row, TupleDesc desc)
{
    if (row->n != desc->natts)
        elog(ERROR, "a row type of prop64 has %d columns in place of %d", desc->natts, row->n);
    return HeapTupleGetDatum(heap_form_tuple(desc, (Datum *)row->values, (bool *)row->nulls));
}

static Datum
count_row(const Shape *shape, const Prop64DojCount *c)
{
    const Prop64DojStep *first = c->first;
    const Prop64Count *state = c->state;
    Row row = {.n = 0};

    put(&row, Int64GetDatum(first->line->id));
    put_charge(&row, &first->charge);
    put_text(&row, first->charge_text);
    put_charge(&row, &c->charged);
    put_text(&row, first->charged_text);
    put_name(&row, prop64_charge_source_name(first->source));
    put_level(&row, state->level_now);
    put_level(&row, state->level_convicted);
    put_bounds(&row, state->on_date);
    put_bounds(&row, c->offense);
    put_bounds(&row, state->sentence_ends);
    put_name(&row, prop64_disposition_name(state->disposition));
    put_truth(&row, state->is_conviction);
    put_text(&row, first->step);
    put_text(&row, first->cycle);
    put_text(&row, c->count_key);
    put_text(&row, prop64_doj_cell(first->line, DOJ_STP_ORI_CNTY_NAME));
    put_text(&row, prop64_doj_cell(first->line, DOJ_STP_ORI_DESCR));
    put_text(&row, c->case_number);
    put(&row, Int32GetDatum(c->lines));
    return finish_row(&row, shape->count);
}

static Datum
finding_row(const Shape *shape, const Prop64Finding *f)
{
    Row row = {.n = 0};

    put(&row, Int64GetDatum(f->line_id));
    put_name(&row, prop64_doj_column_name(f->column));
    put_name(&row, prop64_finding_kind(f->kind));
    put_name(&row, prop64_finding_severity(f->kind));
    put_name(&row, prop64_finding_text(f->kind));
    put_text(&row, f->value);
    return finish_row(&row, shape->finding);
}

static void
put_rows(Row *row, Datum *values, int n, Oid type)
{
    if (n == 0)
        put_null(row);
    else
        put(row, PointerGetDatum(construct_array(values, n, type, -1, false, TYPALIGN_DOUBLE)));
}

static Datum
history_datum(const Prop64DojPerson *p)
{
    struct varlena *v = palloc(VARHDRSZ + p->history_len);

    SET_VARSIZE(v, VARHDRSZ + p->history_len);
    memcpy(VARDATA(v), p->history, p->history_len);
    return PointerGetDatum(v);
}

static Datum
person_row(const Shape *shape, const Prop64DojPerson *p)
{
    Datum *counts = palloc((size_t)(p->ncounts + 1) * sizeof(*counts));
    Datum *findings = palloc((size_t)(p->findings.n + 1) * sizeof(*findings));
    Row row = {.n = 0};

    for (int i = 0; i < p->ncounts; i++)
        counts[i] = count_row(shape, &p->counts[i]);
    for (int i = 0; i < p->findings.n; i++)
        findings[i] = finding_row(shape, &p->findings.list[i]);
    put_texts(&row, p->subject_ids, p->nsubject_ids);
    put_texts(&row, p->cii_numbers, p->ncii_numbers);
    put_text(&row, p->name);
    put_texts(&row, p->names, p->nnames);
    put_text(&row, p->sex);
    put_text(&row, p->race);
    put_bounds(&row, p->born);
    put(&row, BoolGetDatum(p->deceased));
    put(&row, BoolGetDatum(p->registered));
    put(&row, history_datum(p));
    put(&row, Int32GetDatum(p->nconvictions));
    put(&row, Int32GetDatum(p->nlines));
    put(&row, Int64GetDatum(p->first_line));
    put_rows(&row, counts, p->ncounts, shape->count_type);
    put_rows(&row, findings, p->findings.n, shape->finding_type);
    return finish_row(&row, shape->record);
}

/* Reads one line, which follows another or is the first; returns where the next one begins. */
static const char *
read_line(const char *at, Prop64DojLine *line)
{
    const uint8 *codes = (const uint8 *)at + sizeof(line->id);
    const char *long_at = (const char *)codes + PROP64_DOJ_COLUMNS;

    memcpy(&line->id, at, sizeof(line->id));
    at = long_at;
    for (int c = 0; c < PROP64_DOJ_COLUMNS; c++)
        at += codes[c] == LENGTH_LONG ? sizeof(uint16) : 0;
    for (int c = 0; c < PROP64_DOJ_COLUMNS; c++)
    {
        uint16 len = codes[c];

        if (codes[c] == LENGTH_SAME)
            line->cells[c] = line[-1].cells[c];
        else if (codes[c] == LENGTH_NULL)
            line->cells[c] = (Prop64Key){NULL, 0};
        else
        {
            if (codes[c] == LENGTH_LONG)
            {
                memcpy(&len, long_at, sizeof(len));
                long_at += sizeof(len);
            }
            line->cells[c] = (Prop64Key){at, len};
            at += len;
        }
    }
    return at;
}

static Prop64DojLine *
lines_of(const State *state)
{
    Prop64DojLine *lines =
        MemoryContextAllocHuge(CurrentMemoryContext, (size_t)state->nlines * sizeof(*lines));
    int32 n = 0;

    for (const Block *block = state->first; block != NULL; block = block->next)
        for (const char *at = block->data; at < block->data + block->len; n++)
            at = read_line(at, &lines[n]);
    return lines;
}

Datum
prop64_doj_read_final(PG_FUNCTION_ARGS)
{
    Shape *shape;
    State *state;
    Prop64Arena arena = {NULL};
    Prop64DojPerson person;
    Prop64Error err;
    MemoryContext caller;
    Datum row;

    (void)prop64_aggregate_context(fcinfo);
    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    shape = shape_of(fcinfo);
    state = (State *)PG_GETARG_POINTER(0);
    /* what a person's lines need goes at once */
    caller = MemoryContextSwitchTo(shape->context);
    if (!prop64_doj_read_person(lines_of(state), state->nlines, state->received, shape->words,
                                &arena, &person, &err))
        prop64_report(NULL, &err, NULL, 0);
    row = person_row(shape, &person);
    MemoryContextSwitchTo(caller);
    row = datumCopy(row, false, -1);
    MemoryContextReset(shape->context);
    PG_RETURN_DATUM(row);
}
