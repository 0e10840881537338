/* policy_pg.c: see policy_pg.h. */
#include "policy/policy_pg.h"

#include "access/detoast.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "nodes/primnodes.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* Loads a policy into a context of its own; raises when its bytes are damaged. */
static Prop64Prepared *
load_policy(MemoryContext parent, const char *bytes, size_t len)
{
    MemoryContext context = AllocSetContextCreate(parent, "prop64 policy", ALLOCSET_SMALL_SIZES);
    MemoryContext caller = MemoryContextSwitchTo(context);
    Prop64Prepared *p = palloc0(sizeof(*p));
    Prop64Error err;

    p->context = context;
    p->bytes = palloc(len + 1);
    memcpy(p->bytes, bytes, len);
    p->len = len;
    p->fingerprint = prop64_policy_fingerprint(p->bytes, len);
    if (!prop64_policy_load(p->bytes, len, &p->policy, &err))
    {
        MemoryContextSwitchTo(caller);
        MemoryContextDelete(context);
        prop64_report(NULL, &err, NULL, 0);
    }
    MemoryContextSwitchTo(caller);
    return p;
}

const Prop64Executor *
prop64_prepared_executor(Prop64Prepared *p)
{
    if (p->executor == NULL)
    {
        MemoryContext caller = MemoryContextSwitchTo(p->context);

        p->executor = prop64_executor_new(&p->policy, p->fingerprint);
        MemoryContextSwitchTo(caller);
    }
    return p->executor;
}

size_t
prop64_passed_len(const struct varlena *v)
{
    return VARATT_IS_EXTERNAL(v) && !VARATT_IS_EXTERNAL_ONDISK(v) ? 0 : VARSIZE_ANY(v);
}

static void
remember_passed(Prop64Prepared *p, const struct varlena *v)
{
    size_t len = prop64_passed_len(v);

    if (p->passed != NULL)
        pfree(p->passed);
    p->passed = NULL;
    if (len == 0)
        return;
    p->passed = MemoryContextAlloc(p->context, len);
    memcpy(p->passed, v, len);
    p->passed_len = len;
}

/* The policy that was passed in just these bytes; nothing is fetched or decompressed. */
static Prop64Prepared *
find_passed(const Prop64PolicyCache *cache, const struct varlena *v)
{
    size_t len = prop64_passed_len(v);

    for (int i = 0; i < PROP64_POLICY_CACHE_SIZE && cache->places[i] != NULL; i++)
        if (cache->places[i]->passed != NULL && cache->places[i]->passed_len == len &&
            memcmp(cache->places[i]->passed, v, len) == 0)
            return cache->places[i];
    return NULL;
}

Prop64Prepared *
prop64_prepare(Prop64PolicyCache *cache, Datum policy)
{
    struct varlena *passed = (struct varlena *)DatumGetPointer(policy);
    Prop64Prepared *p = find_passed(cache, passed);
    struct varlena *v;
    const char *bytes;
    size_t len;

    if (p != NULL)
        return p;
    v = PG_DETOAST_DATUM_PACKED(policy);
    bytes = VARDATA_ANY(v);
    len = VARSIZE_ANY_EXHDR(v);
    for (int i = 0; i < PROP64_POLICY_CACHE_SIZE && cache->places[i] != NULL; i++)
        if (cache->places[i]->len == len && memcmp(cache->places[i]->bytes, bytes, len) == 0)
        {
            p = cache->places[i];
            break;
        }
    if (p == NULL)
    {
        /* the new one is whole before an old one goes */
        p = load_policy(cache->parent, bytes, len);
        p->serial = ++cache->loaded;
        if (cache->places[cache->next] != NULL)
            MemoryContextDelete(cache->places[cache->next]->context);
        cache->places[cache->next] = p;
        cache->next = (cache->next + 1) % PROP64_POLICY_CACHE_SIZE;
    }
    remember_passed(p, passed);
    if (v != passed)
        pfree(v);
    return p;
}

/*
 * Is the argument a constant of the query?  Not get_fn_expr_arg_stable: to that a
 * variable of PL/pgSQL is stable too, and it changes between two calls.
 */
static bool
is_constant(const FmgrInfo *flinfo, int argument)
{
    const Node *call = flinfo->fn_expr;

    return call != NULL && IsA(call, FuncExpr) &&
           argument < list_length(((const FuncExpr *)call)->args) &&
           IsA(list_nth(((const FuncExpr *)call)->args, argument), Const);
}

Prop64Prepared *
prop64_prepare_from(Prop64PolicyCache *cache, FunctionCallInfo fcinfo, int argument)
{
    Prop64Prepared *p = cache->constant;

    if (p != NULL)
        return p;
    p = prop64_prepare(cache, PG_GETARG_DATUM(argument));
    /* a constant is the only policy that this cache ever sees, so its place is never given up */
    if (!cache->looked && is_constant(fcinfo->flinfo, argument))
        cache->constant = p;
    cache->looked = true;
    return p;
}

Prop64Prepared *
prop64_prepare_argument(FunctionCallInfo fcinfo, int argument)
{
    FmgrInfo *flinfo = fcinfo->flinfo;
    Prop64PolicyCache *cache = flinfo->fn_extra;

    if (cache == NULL)
    {
        flinfo->fn_extra = cache = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof(*cache));
        cache->parent = flinfo->fn_mcxt;
    }
    return prop64_prepare_from(cache, fcinfo, argument);
}

Datum
prop64_policy_datum(const char *text, size_t len, struct Node *escontext)
{
    Prop64Policy policy;
    Prop64Error err;
    Prop64Writer out = {NULL, 0, 0};
    struct varlena *v;

    if (!prop64_policy_parse(text, len, &policy, &err))
    {
        prop64_report(escontext, &err, text, len);
        return (Datum)0;
    }
    prop64_policy_store(&policy, &out);
    prop64_policy_free(&policy);
    v = palloc(VARHDRSZ + out.len);
    SET_VARSIZE(v, VARHDRSZ + out.len);
    memcpy(VARDATA(v), out.data, out.len);
    pfree(out.data);
    return PointerGetDatum(v);
}

Datum
prop64_text_datum(Prop64Text text)
{
    return PointerGetDatum(cstring_to_text_with_len(text.data, (int)text.len));
}

FuncCallContext *
prop64_first_call(FunctionCallInfo fcinfo)
{
    FuncCallContext *srf = SRF_FIRSTCALL_INIT();
    MemoryContext caller = MemoryContextSwitchTo(srf->multi_call_memory_ctx);
    TupleDesc desc;

    if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
        elog(ERROR, "return type must be a row type");
    srf->tuple_desc = BlessTupleDesc(desc);
    MemoryContextSwitchTo(caller);
    return srf;
}

void
prop64_set_text(Datum *values, bool *nulls, int i, Prop64Text text)
{
    nulls[i] = text.data == NULL;
    if (!nulls[i])
        values[i] = prop64_text_datum(text);
}

Datum
prop64_fact_names(const Prop64Policy *policy, uint32_t bits)
{
    Datum names[PROP64_FACTS_MAX];
    int n = 0;

    for (int i = 0; i < policy->nfacts; i++)
        if (bits & (UINT32_C(1) << i))
            names[n++] = prop64_text_datum(prop64_fact_name(policy, policy->facts[i]));
    return PointerGetDatum(construct_array(names, n, TEXTOID, -1, false, TYPALIGN_INT));
}
