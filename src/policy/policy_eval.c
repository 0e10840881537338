/*
 * policy_eval.c: classify, classify_bounds and classify_each: SQL arguments in,
 * eligibility out.
 *
 * The policies and the record of the last call stay prepared in fn_extra, so that a
 * query over one person's convictions under one policy prepares each once.
 */
#include "policy/policy_eval.h"

#include "access/detoast.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "common/day_pg.h"
#include "history/history_pg.h"
#include "policy/policy_facts.h"
#include "policy/policy_memo.h"
#include "policy/policy_quick.h"

PROP64_FUNCTION(prop64_classify);
PROP64_FUNCTION(prop64_classify_bounds);
PROP64_FUNCTION(prop64_classify_each);

/* A long record's memo for one policy. */
typedef struct PreparedMemo
{
    uint64 serial; /* of the policy, 0: none */
    int32_t as_of;
    Prop64Memo *memo;
} PreparedMemo;

/* Memory that is used again. */
typedef struct Room
{
    char *bytes;
    size_t size;
} Room;

/*
 * The record seen last, known by its content; or, when it was toasted or compressed,
 * by the bytes that stood for it, so that it is not fetched again for every conviction
 * of a person.
 */
struct Prop64PreparedRecord
{
    bool kept; /* false: nothing below counts */
    size_t size;
    const uint8_t *content;
    Room passed; /* the datum as it was passed, when it was toasted or compressed */
    size_t passed_len;
    /* a long record with its memos stands in a context of its own */
    Prop64Record *record; /* NULL: it is short */
    MemoryContext context;
    int next;
    PreparedMemo memos[PROP64_POLICY_CACHE_SIZE];
    /* a short one waits in a room that the next one takes over */
    Room few;
    Prop64LaterRecord later;
};

typedef struct Prop64PreparedRecord PreparedRecord;

StaticAssertDecl(PROP64_RECORD_FEW < PROP64_MEMO_COUNTS_MIN, "a short record needs no memo");

static Prop64ClassifyCache *
cache_of(FunctionCallInfo fcinfo)
{
    FmgrInfo *flinfo = fcinfo->flinfo;
    Prop64ClassifyCache *cache = flinfo->fn_extra;

    if (cache == NULL)
    {
        flinfo->fn_extra = cache = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof(*cache));
        cache->policies.parent = flinfo->fn_mcxt;
    }
    return cache;
}

/* Does the datum as passed stand for content that has to be fetched or decompressed? */
static inline bool
is_stored_elsewhere(const struct varlena *v)
{
    return VARATT_IS_EXTERNAL(v) || VARATT_IS_COMPRESSED(v);
}

static PreparedRecord *
new_prepared_record(MemoryContext parent)
{
    PreparedRecord *r = MemoryContextAlloc(parent, sizeof(*r));

    memset(r, 0, offsetof(PreparedRecord, later));
    return r;
}

/*
 * Longer records than this are known by size and header alone: to compare them byte
 * by byte would make n convictions of one person cost n times n.
 */
#define COMPARED_MAX (64 * 1024)

static bool
same_content(const PreparedRecord *r, const struct varlena *v)
{
    size_t size = VARSIZE_ANY_EXHDR(v);

    return r->size == size && memcmp(r->content, VARDATA_ANY(v),
                                     size <= COMPARED_MAX ? size : PROP64_HISTORY_HEADER) == 0;
}

/* Is the record that is kept the one of this datum?  Nothing is fetched or decompressed. */
static bool
is_kept(const PreparedRecord *r, const struct varlena *v)
{
    if (!r->kept)
        return false;
    if (is_stored_elsewhere(v))
        return r->passed_len == VARSIZE_ANY(v) && memcmp(r->passed.bytes, v, r->passed_len) == 0;
    return same_content(r, v);
}

/* Room for so many bytes, that of before when it is enough; what it held is lost. */
static void
make_room(Room *room, MemoryContext parent, size_t size)
{
    if (room->size >= size)
        return;
    if (room->bytes != NULL)
        pfree(room->bytes);
    *room = (Room){NULL, 0};
    room->bytes = MemoryContextAlloc(parent, 2 * size);
    room->size = 2 * size;
}

/* Keeps what stands for a datum that is not its content. */
static void
remember_passed(PreparedRecord *r, MemoryContext parent, const struct varlena *v)
{
    size_t len = is_stored_elsewhere(v) ? prop64_passed_len(v) : 0;

    r->passed_len = 0;
    make_room(&r->passed, parent, len);
    if (len > 0)
        memcpy(r->passed.bytes, v, len);
    r->passed_len = len;
}

/* Reads the record of these bytes. */
static void
read_record(PreparedRecord *r, MemoryContext parent, const uint8_t *bytes, size_t size)
{
    MemoryContext caller;
    uint8_t *copy;

    r->kept = false;
    r->record = NULL;
    if (r->context != NULL)
    {
        MemoryContextDelete(r->context);
        r->context = NULL;
        memset(r->memos, 0, sizeof(r->memos));
    }
    r->size = size;
    if (prop64_history_count(bytes, size) <= PROP64_RECORD_FEW)
    {
        make_room(&r->few, parent, size);
        memcpy(r->few.bytes, bytes, size);
        r->content = r->later.history = (uint8_t *)r->few.bytes;
        r->later.len = size;
        r->later.record = NULL;
        r->kept = true;
        return;
    }
    r->context = AllocSetContextCreate(parent, "prop64 record", ALLOCSET_SMALL_SIZES);
    caller = MemoryContextSwitchTo(r->context);
    copy = palloc(size);
    memcpy(copy, bytes, size);
    r->content = copy;
    r->record = prop64_record_build(copy, size);
    MemoryContextSwitchTo(caller);
    r->kept = true;
}

/* The record of a history datum; the last one is kept. */
static PreparedRecord *
prepare_record(PreparedRecord **slot, MemoryContext parent, Datum history)
{
    struct varlena *passed = (struct varlena *)DatumGetPointer(history);
    PreparedRecord *r = *slot;
    struct varlena *v;

    if (r == NULL)
        r = *slot = new_prepared_record(parent);
    if (is_kept(r, passed))
        return r;
    v = PG_DETOAST_DATUM_PACKED(history);
    read_record(r, parent, PROP64_HISTORY_BYTES(v), PROP64_HISTORY_LEN(v));
    remember_passed(r, parent, passed);
    if (v != passed)
        pfree(v);
    return r;
}

/* The memo of a policy for a long record; NULL for a short one, which is walked. */
static const Prop64Memo *
prepare_memo(PreparedRecord *r, const Prop64Prepared *p, const Prop64Executor *executor,
             int32_t as_of)
{
    PreparedMemo *place;
    MemoryContext caller;

    if (r->record->ncounts < PROP64_MEMO_COUNTS_MIN)
        return NULL;
    for (int i = 0; i < PROP64_POLICY_CACHE_SIZE; i++)
        if (r->memos[i].serial == p->serial && r->memos[i].as_of == as_of)
            return r->memos[i].memo;
    place = &r->memos[r->next];
    r->next = (r->next + 1) % PROP64_POLICY_CACHE_SIZE;
    caller = MemoryContextSwitchTo(r->context);
    if (place->memo != NULL)
        prop64_memo_free(place->memo);
    place->serial = 0;
    place->memo = prop64_memo_new(executor, r->record, as_of);
    place->as_of = as_of;
    place->serial = p->serial;
    MemoryContextSwitchTo(caller);
    return place->memo;
}

/* ---- arguments ----------------------------------------------------------- */

/* An argument in its packed form: most stand there in it already, and need no call. */
static inline struct varlena *
packed_argument(FunctionCallInfo fcinfo, int i)
{
    struct varlena *v = (struct varlena *)PG_GETARG_POINTER(i);

    return is_stored_elsewhere(v) ? pg_detoast_datum_packed(v) : v;
}

/* As prop64_key; most keys have no blank to skip. */
static inline Prop64Key
read_key(const struct varlena *v)
{
    const char *text = VARDATA_ANY(v);
    size_t len = VARSIZE_ANY_EXHDR(v);

    return len > 0 && (unsigned char)text[0] > ' ' ? (Prop64Key){text, len} : prop64_key(text, len);
}

static inline Prop64Key
key_argument(FunctionCallInfo fcinfo, int i)
{
    return PG_ARGISNULL(i) ? (Prop64Key){NULL, 0} : read_key(packed_argument(fcinfo, i));
}

static inline Prop64Bounds
date_argument(FunctionCallInfo fcinfo, int i, bool ranges, const char *name)
{
    if (PG_ARGISNULL(i))
        return PROP64_ANY_DAY;
    return ranges ? prop64_bounds_of_range(PG_GETARG_DATUM(i), name)
                  : prop64_bounds_of_date(PG_GETARG_DATEADT(i));
}

/* All but the policy, the record and the declared facts. */
static void
read_columns(FunctionCallInfo fcinfo, bool ranges, Prop64Conviction *c)
{
    memset(c, 0, sizeof(*c));
    if (!PG_ARGISNULL(ARG_CHARGE))
    {
        const struct varlena *v = packed_argument(fcinfo, ARG_CHARGE);

        c->charge = (const uint8_t *)VARDATA_ANY(v);
        c->charge_len = VARSIZE_ANY_EXHDR(v);
    }
    if (!PG_ARGISNULL(ARG_SEVERITY))
    {
        const struct varlena *t = packed_argument(fcinfo, ARG_SEVERITY);

        c->severity = prop64_level_parse(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t));
    }
    c->convicted = date_argument(fcinfo, ARG_CONVICTED, ranges, "convicted");
    c->born = date_argument(fcinfo, ARG_BORN, ranges, "born");
    c->offense = date_argument(fcinfo, ARG_OFFENSE, ranges, "offense");
    c->sentence_ends = date_argument(fcinfo, ARG_SENTENCE_ENDS, ranges, "sentence_ends");
    c->deceased =
        PG_ARGISNULL(ARG_DECEASED) ? PROP64_UNKNOWN : prop64_truth(PG_GETARG_BOOL(ARG_DECEASED));
    c->case_key = key_argument(fcinfo, ARG_CASE_KEY);
    c->cycle_key = key_argument(fcinfo, ARG_CYCLE_KEY);
    c->count_key = key_argument(fcinfo, ARG_COUNT_KEY);
    if (!PG_ARGISNULL(ARG_AS_OF))
    {
        DateADT as_of = PG_GETARG_DATEADT(ARG_AS_OF);

        if (DATE_NOT_FINITE(as_of))
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("as_of must be a day"),
                            errdetail("Ages and spans are counted up to that day.")));
        c->has_as_of = true;
        c->as_of = as_of;
    }
}

static void
read_history(FunctionCallInfo fcinfo, Prop64ClassifyCache *cache, Prop64Conviction *c)
{
    if (!PG_ARGISNULL(ARG_HISTORY))
    {
        PreparedRecord *r =
            prepare_record(&cache->record, cache->policies.parent, PG_GETARG_DATUM(ARG_HISTORY));

        c->record = r->record;
        if (r->record == NULL)
            c->later = &r->later;
    }
}

void
prop64_read_arguments(FunctionCallInfo fcinfo, Prop64ClassifyCache *cache, bool ranges,
                      Prop64Conviction *c)
{
    read_columns(fcinfo, ranges, c);
    read_history(fcinfo, cache, c);
}

Prop64Conviction
prop64_read_whole(FunctionCallInfo fcinfo, Prop64ClassifyCache *cache)
{
    Prop64Conviction c;

    prop64_read_arguments(fcinfo, cache, false, &c);
    if (c.later != NULL)
        c.record = prop64_later_record(c.later);
    c.later = NULL;
    return c;
}

void
prop64_add_facts(FunctionCallInfo fcinfo, const Prop64Prepared *p, Prop64FactValue *values,
                 Prop64Conviction *c)
{
    if (!c->has_as_of && !p->policy.has_as_of && prop64_policy_reads_as_of(&p->policy))
        ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
                        errmsg("as_of is NULL, and the policy asks what is so on that day"),
                        errhint("Pass as_of, or write \"as of YYYY-MM-DD;\" in the policy.")));
    c->declared = NULL;
    c->memo = NULL;
    if (!PG_ARGISNULL(ARG_FACTS))
    {
        prop64_facts_from_jsonb(PG_GETARG_JSONB_P(ARG_FACTS), &p->policy, values);
        c->declared = values;
    }
}

/* Runs one prepared policy; of c the facts and the memo are this policy's, all else every one's. */
static int64
run_policy(FunctionCallInfo fcinfo, Prop64ClassifyCache *cache, Prop64Prepared *p,
           Prop64Conviction *c)
{
    const Prop64Executor *executor = prop64_prepared_executor(p);
    Prop64FactValue values[PROP64_FACTS_MAX];
    Prop64Eligibility e;

    prop64_add_facts(fcinfo, p, values, c);
    if (c->record != NULL)
        c->memo = prepare_memo(cache->record, p, executor, prop64_as_of(&p->policy, c));
    prop64_execute(executor, c, &e, NULL);
    return prop64_eligibility_pack(&e);
}

/*
 * Decides a case of which nothing is open without keeping its record: it is looked at
 * where it stands, when that is here.
 */
static inline bool
is_quick(FunctionCallInfo fcinfo, const Prop64Executor *executor, const Prop64Conviction *c,
         int64 *eligibility)
{
    const struct varlena *v;

    /* facts are checked though no rule may ask for them */
    if (!PG_ARGISNULL(ARG_FACTS))
        return false;
    if (PG_ARGISNULL(ARG_HISTORY))
        return prop64_quick(executor, c, NULL, 0, eligibility);
    v = (const struct varlena *)PG_GETARG_POINTER(ARG_HISTORY);
    if (is_stored_elsewhere(v))
        return false;
    return prop64_quick(executor, c, PROP64_HISTORY_BYTES(v), PROP64_HISTORY_LEN(v), eligibility);
}

static inline Datum
classify(FunctionCallInfo fcinfo, bool ranges)
{
    Prop64ClassifyCache *cache;
    Prop64Prepared *p;
    Prop64Conviction c;
    int64 eligibility;

    if (PG_ARGISNULL(ARG_POLICY))
        PG_RETURN_NULL();
    cache = cache_of(fcinfo);
    p = prop64_prepare_from(&cache->policies, fcinfo, ARG_POLICY);
    read_columns(fcinfo, ranges, &c);
    if (is_quick(fcinfo, prop64_prepared_executor(p), &c, &eligibility))
        PG_RETURN_INT64(eligibility);
    read_history(fcinfo, cache, &c);
    PG_RETURN_INT64(run_policy(fcinfo, cache, p, &c));
}

Datum
prop64_classify(PG_FUNCTION_ARGS)
{
    return classify(fcinfo, false);
}

Datum
prop64_classify_bounds(PG_FUNCTION_ARGS)
{
    return classify(fcinfo, true);
}

/* The arguments are read once for all policies. */
Datum
prop64_classify_each(PG_FUNCTION_ARGS)
{
    ArrayType *policies, *result;
    Prop64ClassifyCache *cache;
    Prop64Conviction c;
    Oid element;
    Datum *datums;
    bool *nulls;
    int n, lower;

    if (PG_ARGISNULL(ARG_POLICY))
        PG_RETURN_NULL();
    policies = PG_GETARG_ARRAYTYPE_P(ARG_POLICY);
    if (ARR_NDIM(policies) > 1)
        ereport(ERROR, (errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
                        errmsg("policies must be a one-dimensional array")));
    deconstruct_array(policies, ARR_ELEMTYPE(policies), -1, false, TYPALIGN_INT, &datums, &nulls,
                      &n);
    element = get_element_type(get_fn_expr_rettype(fcinfo->flinfo));
    if (!OidIsValid(element))
        elog(ERROR, "could not determine the element type of the result");
    if (n == 0)
        PG_RETURN_ARRAYTYPE_P(construct_empty_array(element));
    cache = cache_of(fcinfo);
    prop64_read_arguments(fcinfo, cache, false, &c);
    for (int i = 0; i < n; i++)
    {
        if (nulls[i])
            continue;
        datums[i] = Int64GetDatum(
            run_policy(fcinfo, cache, prop64_prepare(&cache->policies, datums[i]), &c));
    }
    lower = ARR_LBOUND(policies)[0];
    result = construct_md_array(datums, nulls, 1, &n, &lower, element, sizeof(int64),
                                FLOAT8PASSBYVAL, TYPALIGN_DOUBLE);
    PG_RETURN_ARRAYTYPE_P(result);
}
