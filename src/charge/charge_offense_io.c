/*
 * charge_offense_io.c: DOJ's offence codes, and what cannabis citations meant, in SQL.
 *
 * These symbols answer from the tables that the library has now, and always will:
 * a newer table comes with new symbols, so that an answer changes with ALTER
 * EXTENSION UPDATE and not when the library's file is replaced.
 */
#include "charge/charge_pg.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "common/day_pg.h"
#include "law/conduct.h"
#include "law/offense_codes.h"

PROP64_FUNCTION(prop64_offense_code);
PROP64_FUNCTION(prop64_offense_codes);
PROP64_FUNCTION(prop64_conduct);
PROP64_FUNCTION(prop64_conduct_bounds);
PROP64_FUNCTION(prop64_conduct_levels);
PROP64_FUNCTION(prop64_conducts);

#define CODE_COLUMNS    5
#define CONDUCT_COLUMNS 6

/* ---------- values ---------- */

static Datum
citation_datum(const char *citation)
{
    Prop64Charge charge;

    if (!prop64_charge_parse(citation, strlen(citation), &charge, NULL))
        elog(ERROR, "a table holds \"%s\" for a charge", citation);
    return prop64_charge_datum(charge.bytes, charge.len);
}

/* Stores a text, or NULL for none. */
static void
set_text(Datum *value, bool *null, const char *s)
{
    *null = s == NULL;
    *value = s == NULL ? (Datum)0 : CStringGetTextDatum(s);
}

/* Stores a day written YYYY-MM-DD, or NULL for none. */
static void
set_day(Datum *value, bool *null, const char *s)
{
    int32_t day = 0;

    *null = s == NULL;
    if (s != NULL && !prop64_day_parse(s, strlen(s), &day))
        elog(ERROR, "a table holds \"%s\" for a date", s);
    *value = DateADTGetDatum((DateADT)day);
}

/* Stores a day that is the number YYYYMMDD, or NULL for 0. */
static void
set_number_day(Datum *value, bool *null, int32_t number)
{
    *null = number == 0;
    *value = DateADTGetDatum(
        number == 0 ? 0 : prop64_day_from_civil(number / 10000, number / 100 % 100, number % 100));
}

/* Levels as an array of their names, the gravest first. */
static Datum
levels_datum(unsigned levels)
{
    Datum names[PROP64_FELONY];
    int n = 0;

    for (int level = PROP64_FELONY; level >= PROP64_INFRACTION; level--)
        if (levels & (1u << level))
            names[n++] = CStringGetTextDatum(prop64_level_name((Prop64Level)level));
    return PointerGetDatum(construct_array(names, n, TEXTOID, -1, false, TYPALIGN_INT));
}

/* The first call of a function that returns rows; columns is how many it has. */
static void
begin_rows(FunctionCallInfo fcinfo, int columns)
{
    FuncCallContext *context = SRF_FIRSTCALL_INIT();
    MemoryContext old = MemoryContextSwitchTo(context->multi_call_memory_ctx);
    TupleDesc desc;

    if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE || desc->natts != columns)
        elog(ERROR, "function %u is declared with other columns than it returns",
             fcinfo->flinfo->fn_oid);
    context->tuple_desc = BlessTupleDesc(desc);
    MemoryContextSwitchTo(old);
}

/* ---------- offence codes ---------- */

static const char *
level_of_code(char level)
{
    switch (level)
    {
        case 'F':
            return prop64_level_name(PROP64_FELONY);
        case 'M':
            return prop64_level_name(PROP64_MISDEMEANOR);
        case 'I':
            return prop64_level_name(PROP64_INFRACTION);
    }
    return NULL;
}

/* offense_code(code): one row, or none for a number that is no code. */
Datum
prop64_offense_code(PG_FUNCTION_ARGS)
{
    FuncCallContext *context;
    const Prop64OffenseCode *code;
    Datum values[CODE_COLUMNS] = {0};
    bool nulls[CODE_COLUMNS] = {0};
    char degree[2];

    if (SRF_IS_FIRSTCALL())
        begin_rows(fcinfo, CODE_COLUMNS);
    context = SRF_PERCALL_SETUP();
    code = context->call_cntr == 0 ? prop64_offense_code_find(PG_GETARG_INT32(0)) : NULL;
    if (code == NULL)
        SRF_RETURN_DONE(context);
    degree[0] = code->degree;
    degree[1] = '\0';
    nulls[0] = code->citation[0] == '\0';
    if (!nulls[0])
        values[0] = citation_datum(code->citation);
    set_text(&values[1], &nulls[1], level_of_code(code->level));
    set_text(&values[2], &nulls[2], code->degree == 0 ? NULL : degree);
    set_number_day(&values[3], &nulls[3], code->from);
    set_number_day(&values[4], &nulls[4], code->until);
    SRF_RETURN_NEXT(context,
                    HeapTupleGetDatum(heap_form_tuple(context->tuple_desc, values, nulls)));
}

/* What offense_codes looks for, and where it is. */
typedef struct CodeSearch
{
    size_t len;
    int at;
    char citation[PROP64_CHARGE_TEXT_MAX];
} CodeSearch;

/* offense_codes(charge): the codes of exactly this charge, ascending. */
Datum
prop64_offense_codes(PG_FUNCTION_ARGS)
{
    FuncCallContext *context;
    CodeSearch *search;
    const Prop64OffenseCode *code;

    if (SRF_IS_FIRSTCALL())
    {
        struct varlena *charge;

        context = SRF_FIRSTCALL_INIT();
        charge = PG_GETARG_CHARGE_PP(0);
        search = MemoryContextAlloc(context->multi_call_memory_ctx, sizeof(CodeSearch));
        search->at = 0;
        search->len = prop64_charge_print(prop64_charge_bytes(charge), prop64_charge_size(charge),
                                          search->citation);
        context->user_fctx = search;
    }
    context = SRF_PERCALL_SETUP();
    search = context->user_fctx;
    code = prop64_offense_code_cited(search->citation, search->len, &search->at);
    if (code == NULL)
        SRF_RETURN_DONE(context);
    SRF_RETURN_NEXT(context, Int32GetDatum(code->code));
}

/* ---------- conduct ---------- */

/* The citation itself as text: not what it aims at, nor the penalty sections beside it. */
static size_t
print_citation(struct varlena *charge, char *buf)
{
    const uint8_t *bytes = prop64_charge_bytes(charge);

    return prop64_charge_print(bytes, prop64_charge_citation_len(bytes, prop64_charge_size(charge)),
                               buf);
}

static Datum
conduct_over(FunctionCallInfo fcinfo, Prop64Bounds days)
{
    char citation[PROP64_CHARGE_TEXT_MAX];
    size_t len = print_citation(PG_GETARG_CHARGE_PP(0), citation);
    const char *conduct = prop64_conduct_over(citation, len, days);

    if (conduct == NULL)
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(conduct));
}

/* conduct(charge, on_date): an infinite date is one that is not known. */
Datum
prop64_conduct(PG_FUNCTION_ARGS)
{
    return conduct_over(fcinfo, prop64_bounds_of_date(PG_GETARG_DATEADT(1)));
}

Datum
prop64_conduct_bounds(PG_FUNCTION_ARGS)
{
    return conduct_over(fcinfo, prop64_bounds_of_range(PG_GETARG_DATUM(1), "on_bounds"));
}

/* conduct_levels(charge, on_date): NULL where they are not known. */
Datum
prop64_conduct_levels(PG_FUNCTION_ARGS)
{
    DateADT date = PG_GETARG_DATEADT(1);
    char citation[PROP64_CHARGE_TEXT_MAX];
    size_t len = print_citation(PG_GETARG_CHARGE_PP(0), citation);
    const Prop64ConductEntry *entry =
        DATE_NOT_FINITE(date) ? NULL : prop64_conduct_find(citation, len, date);

    if (entry == NULL || entry->levels == 0)
        PG_RETURN_NULL();
    PG_RETURN_DATUM(levels_datum(entry->levels));
}

/* conducts(): the whole table, in its order. */
Datum
prop64_conducts(PG_FUNCTION_ARGS)
{
    FuncCallContext *context;
    const Prop64ConductEntry *entry;
    Datum values[CONDUCT_COLUMNS] = {0};
    bool nulls[CONDUCT_COLUMNS] = {0};

    if (SRF_IS_FIRSTCALL())
        begin_rows(fcinfo, CONDUCT_COLUMNS);
    context = SRF_PERCALL_SETUP();
    entry = prop64_conduct_at((int)context->call_cntr);
    if (entry == NULL)
        SRF_RETURN_DONE(context);
    values[0] = citation_datum(entry->citation);
    set_day(&values[1], &nulls[1], entry->from);
    set_day(&values[2], &nulls[2], entry->until);
    set_text(&values[3], &nulls[3], entry->conduct);
    nulls[4] = entry->levels == 0;
    if (!nulls[4])
        values[4] = levels_datum(entry->levels);
    set_text(&values[5], &nulls[5], entry->source);
    SRF_RETURN_NEXT(context,
                    HeapTupleGetDatum(heap_form_tuple(context->tuple_desc, values, nulls)));
}
