/* policy_pg.c: see policy_pg.h. */
#include "policy/policy_pg.h"

#include "catalog/pg_type.h"
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

Prop64Prepared *
prop64_prepare(Prop64PolicyCache *cache, Datum policy)
{
    struct varlena *v = PG_DETOAST_DATUM_PACKED(policy);
    const char *bytes = VARDATA_ANY(v);
    size_t len = VARSIZE_ANY_EXHDR(v);
    Prop64Prepared *p = NULL;

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
    if ((Pointer)v != DatumGetPointer(policy))
        pfree(v);
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
    return prop64_prepare(cache, PG_GETARG_DATUM(argument));
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
