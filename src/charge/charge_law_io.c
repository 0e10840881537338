/*
 * charge_law_io.c: the legal lists in SQL.
 *
 * These symbols answer with the lists of one version, and always will: a newer
 * version comes with new symbols, so that an answer changes with ALTER EXTENSION
 * UPDATE and not when the library's file is replaced.
 */
#include "common/compat.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "charge/charge_law.h"
#include "common/report.h"

#define LIST_VERSION "2026.1"
#define LISTS_MAX    16 /* more than the library ever has of one version */

PROP64_FUNCTION(prop64_in_list);
PROP64_FUNCTION(prop64_charge_list);
PROP64_FUNCTION(prop64_law_lists);
PROP64_FUNCTION(prop64_law_version);
PROP64_FUNCTION(prop64_charge_cannabis_section);

/* What one call site of in_list has prepared so far, by number of the list. */
typedef struct MatcherCache
{
    Prop64LawMatcher *matchers[LISTS_MAX];
} MatcherCache;

/* The i-th list of this file's version, NULL past the end. */
static const Prop64LawList *
list_at(int i)
{
    const Prop64LawList *list;

    for (int j = 0; (list = prop64_law_list_at(j)) != NULL; j++)
        if (strcmp(list->version, LIST_VERSION) == 0 && i-- == 0)
            return list;
    return NULL;
}

/* Its number by name; raises an error that tells the names that exist. */
static int
find_list(const text *name)
{
    const char *data = VARDATA_ANY(name);
    size_t len = VARSIZE_ANY_EXHDR(name);
    StringInfoData names;
    Prop64Error err;
    char quoted[64];
    const Prop64LawList *list;

    for (int i = 0; (list = list_at(i)) != NULL; i++)
        if (strlen(list->name) == len && memcmp(list->name, data, len) == 0)
            return i;
    initStringInfo(&names);
    for (int i = 0; (list = list_at(i)) != NULL; i++)
        appendStringInfo(&names, "%s%s", i > 0 ? ", " : "", list->name);
    prop64_error_set(&err, PROP64_ERR_VALUE, -1, "unknown legal list",
                     "There is no list \"%s\"; the lists are %s.",
                     prop64_quote(quoted, sizeof(quoted), data, len), names.data);
    prop64_report(NULL, &err, NULL, 0);
    return -1;
}

static const Prop64LawMatcher *
matcher_for(FunctionCallInfo fcinfo, int number)
{
    MatcherCache *cache = fcinfo->flinfo->fn_extra;

    if (number < 0 || number >= LISTS_MAX)
        elog(ERROR, "legal list number %d is out of range", number);
    if (cache == NULL)
    {
        cache = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(MatcherCache));
        fcinfo->flinfo->fn_extra = cache;
    }
    if (cache->matchers[number] == NULL)
    {
        MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

        cache->matchers[number] = prop64_law_matcher_new(list_at(number));
        MemoryContextSwitchTo(old);
        if (cache->matchers[number] == NULL)
            elog(ERROR, "legal list \"%s\" cannot be read", list_at(number)->name);
    }
    return cache->matchers[number];
}

/* in_list(charge, list, severity, on_date): true, false, or NULL where it is open. */
Datum
prop64_in_list(PG_FUNCTION_ARGS)
{
    Prop64Level level = PROP64_LEVEL_UNKNOWN;
    Prop64Bounds date = PROP64_ANY_DAY;
    Prop64Truth answer;
    int number;
    struct varlena *charge;

    if (PG_ARGISNULL(1))
        PG_RETURN_NULL();
    number = find_list(PG_GETARG_TEXT_PP(1));
    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    charge = PG_GETARG_VARLENA_PP(0);
    if (!PG_ARGISNULL(2))
    {
        text *severity = PG_GETARG_TEXT_PP(2);

        level = prop64_level_parse(VARDATA_ANY(severity), VARSIZE_ANY_EXHDR(severity));
    }
    /* an infinite date is one that is not known */
    if (!PG_ARGISNULL(3) && !DATE_NOT_FINITE(PG_GETARG_DATEADT(3)))
        date.lo = date.hi = PG_GETARG_DATEADT(3);
    answer = prop64_law_match(matcher_for(fcinfo, number), (const uint8_t *)VARDATA_ANY(charge),
                              VARSIZE_ANY_EXHDR(charge), level, date, NULL);
    if (answer == PROP64_UNKNOWN)
        PG_RETURN_NULL();
    PG_RETURN_BOOL(answer == PROP64_TRUE);
}

static Datum
charge_datum(const char *citation)
{
    Prop64Charge charge;
    Prop64Error err;
    struct varlena *result;

    if (!prop64_charge_parse(citation, strlen(citation), &charge, &err))
        prop64_report(NULL, &err, NULL, 0);
    result = palloc(VARHDRSZ + charge.len);
    SET_VARSIZE(result, VARHDRSZ + charge.len);
    memcpy(VARDATA(result), charge.bytes, charge.len);
    return PointerGetDatum(result);
}

/* Stores a text, or NULL for none. */
static void
set_text(Datum *value, bool *null, const char *s)
{
    *null = s == NULL;
    *value = s == NULL ? (Datum)0 : CStringGetTextDatum(s);
}

static void
set_date(Datum *value, bool *null, const char *s)
{
    int32_t day = 0;

    *null = s == NULL;
    if (s != NULL && !prop64_day_parse(s, strlen(s), &day))
        elog(ERROR, "legal list holds \"%s\" for a date", s);
    *value = DateADTGetDatum((DateADT)day);
}

static const char *
reach_text(Prop64LawReach reach)
{
    switch (reach)
    {
        case PROP64_LAW_UNDER:
            return "with subdivisions";
        case PROP64_LAW_EXACT:
            return "as written";
        case PROP64_LAW_NO_TARGET:
            return "without a target";
        case PROP64_LAW_CODE:
            return "whole code";
    }
    return NULL;
}

/* "completed", "completed, attempt", "accessory", ... */
static const char *
forms_text(unsigned forms)
{
    static const char *const names[] = {"completed", "attempt", "conspiracy", "solicitation",
                                        "accessory"};
    StringInfoData out;

    if (forms == 0)
        forms = PROP64_LAW_COMPLETED;
    initStringInfo(&out);
    for (int i = 0; i < (int)lengthof(names); i++)
        if (forms & (1u << i))
            appendStringInfo(&out, "%s%s", out.len > 0 ? ", " : "", names[i]);
    return out.data;
}

#define ENTRY_COLUMNS 10

/* charge_list(name): the entries of a list, in its order. */
Datum
prop64_charge_list(PG_FUNCTION_ARGS)
{
    FuncCallContext *context;
    const Prop64LawList *list;
    const Prop64LawEntry *entry;
    Datum values[ENTRY_COLUMNS] = {0};
    bool nulls[ENTRY_COLUMNS] = {0};
    HeapTuple tuple;

    if (SRF_IS_FIRSTCALL())
    {
        MemoryContext old;
        TupleDesc desc;

        context = SRF_FIRSTCALL_INIT();
        old = MemoryContextSwitchTo(context->multi_call_memory_ctx);
        if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE ||
            desc->natts != ENTRY_COLUMNS)
            elog(ERROR, "charge_list is declared with other columns than it returns");
        context->tuple_desc = BlessTupleDesc(desc);
        context->user_fctx = unconstify(Prop64LawList *, list_at(find_list(PG_GETARG_TEXT_PP(0))));
        MemoryContextSwitchTo(old);
    }
    context = SRF_PERCALL_SETUP();
    list = context->user_fctx;
    if (context->call_cntr >= (uint64)list->count)
        SRF_RETURN_DONE(context);
    entry = &list->entries[context->call_cntr];
    values[0] = charge_datum(entry->charge);
    set_text(&values[1], &nulls[1], forms_text(entry->forms));
    set_text(&values[2], &nulls[2],
             entry->level == PROP64_LEVEL_UNKNOWN ? NULL : prop64_level_name(entry->level));
    set_date(&values[3], &nulls[3], entry->from);
    set_date(&values[4], &nulls[4], entry->until);
    nulls[5] = entry->companion == NULL;
    if (entry->companion != NULL)
        values[5] = charge_datum(entry->companion);
    set_text(&values[6], &nulls[6], entry->question);
    set_text(&values[7], &nulls[7], entry->source);
    set_text(&values[8], &nulls[8], reach_text(entry->reach));
    nulls[9] = entry->question != NULL;
    values[9] = BoolGetDatum(!entry->excluded);
    tuple = heap_form_tuple(context->tuple_desc, values, nulls);
    SRF_RETURN_NEXT(context, HeapTupleGetDatum(tuple));
}

/* law_lists(): what lists there are. */
Datum
prop64_law_lists(PG_FUNCTION_ARGS)
{
    FuncCallContext *context;
    const Prop64LawList *list;
    Datum values[4];
    bool nulls[4] = {0};
    HeapTuple tuple;

    if (SRF_IS_FIRSTCALL())
    {
        MemoryContext old;
        TupleDesc desc;

        context = SRF_FIRSTCALL_INIT();
        old = MemoryContextSwitchTo(context->multi_call_memory_ctx);
        if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE ||
            desc->natts != lengthof(values))
            elog(ERROR, "law_lists is declared with other columns than it returns");
        context->tuple_desc = BlessTupleDesc(desc);
        MemoryContextSwitchTo(old);
    }
    context = SRF_PERCALL_SETUP();
    list = list_at((int)context->call_cntr);
    if (list == NULL)
        SRF_RETURN_DONE(context);
    values[0] = CStringGetTextDatum(list->name);
    values[1] = CStringGetTextDatum(list->version);
    values[2] = CStringGetTextDatum(list->title);
    values[3] = Int32GetDatum(list->count);
    tuple = heap_form_tuple(context->tuple_desc, values, nulls);
    SRF_RETURN_NEXT(context, HeapTupleGetDatum(tuple));
}

Datum
prop64_law_version(PG_FUNCTION_ARGS)
{
    (void)fcinfo;
    PG_RETURN_TEXT_P(cstring_to_text(LIST_VERSION));
}

/* Once a conviction of a what-if: as an expression of SQL it took a tenth of that. */
Datum
prop64_charge_cannabis_section(PG_FUNCTION_ARGS)
{
    struct varlena *charge = PG_GETARG_VARLENA_PP(0);
    const char *name =
        prop64_cannabis_section((const uint8_t *)VARDATA_ANY(charge), VARSIZE_ANY_EXHDR(charge));

    if (name == NULL)
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(name));
}
