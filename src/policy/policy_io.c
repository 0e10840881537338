/* policy_io.c: the type prop64.policy, its comparison, and what a policy says of itself. */
#include "policy/policy_pg.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/formatting.h"

#include "common/compare_pg.h"

#define POLICY_WIRE_VERSION 1

PROP64_FUNCTION(prop64_policy_in);
PROP64_FUNCTION(prop64_policy_out);
PROP64_FUNCTION(prop64_policy_recv);
PROP64_FUNCTION(prop64_policy_send);
PROP64_FUNCTION(prop64_policy_hash);
PROP64_FUNCTION(prop64_policy_hash_extended);
PROP64_FUNCTION(prop64_policy_name);
PROP64_FUNCTION(prop64_policy_source);
PROP64_FUNCTION(prop64_policy_law);
PROP64_FUNCTION(prop64_policy_facts);
PROP64_FUNCTION(prop64_policy_declared_facts);
PROP64_FUNCTION(prop64_policy_rules);

/* ---- input and output ---------------------------------------------------- */

Datum
prop64_policy_in(PG_FUNCTION_ARGS)
{
    char *text = PG_GETARG_CSTRING(0);
    Datum policy = prop64_policy_datum(text, strlen(text), fcinfo->context);

    if (policy == (Datum)0)
        PG_RETURN_NULL();
    PG_RETURN_DATUM(policy);
}

/* The canonical text of argument 0, followed by a NUL that out.len does not count. */
static Prop64Writer
print_argument(FunctionCallInfo fcinfo)
{
    Prop64Prepared *p = prop64_prepare_argument(fcinfo, 0);
    Prop64Writer out = {NULL, 0, 0};

    prop64_policy_print(&p->policy, &out);
    prop64_put8(&out, 0);
    out.len--;
    return out;
}

Datum
prop64_policy_out(PG_FUNCTION_ARGS)
{
    PG_RETURN_CSTRING((char *)print_argument(fcinfo).data);
}

/* The wire form is a version byte and the canonical text, which recv parses again. */
Datum
prop64_policy_recv(PG_FUNCTION_ARGS)
{
    StringInfo buf = (StringInfo)PG_GETARG_POINTER(0);
    int version = pq_getmsgbyte(buf);
    int len;
    char *text;

    if (version != POLICY_WIRE_VERSION)
        ereport(ERROR,
                (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                 errmsg("unsupported version %d of the binary form of type prop64.policy", version),
                 errdetail("This library reads version %d.", POLICY_WIRE_VERSION)));
    text = pq_getmsgtext(buf, buf->len - buf->cursor, &len);
    PG_RETURN_DATUM(prop64_policy_datum(text, (size_t)len, NULL));
}

Datum
prop64_policy_send(PG_FUNCTION_ARGS)
{
    Prop64Writer out = print_argument(fcinfo);
    StringInfoData buf;

    pq_begintypsend(&buf);
    pq_sendbyte(&buf, POLICY_WIRE_VERSION);
    pq_sendtext(&buf, (char *)out.data, (int)out.len);
    PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* ---- comparison: of the stored form, which is a function of the text ------ */

PROP64_COMPARISONS(policy, prop64_compare_bytes)

Datum
prop64_policy_hash(PG_FUNCTION_ARGS)
{
    struct varlena *v = PG_GETARG_VARLENA_PP(0);
    Datum h = hash_any((unsigned char *)VARDATA_ANY(v), (int)VARSIZE_ANY_EXHDR(v));

    PG_FREE_IF_COPY(v, 0);
    return h;
}

Datum
prop64_policy_hash_extended(PG_FUNCTION_ARGS)
{
    struct varlena *v = PG_GETARG_VARLENA_PP(0);
    Datum h = hash_any_extended((unsigned char *)VARDATA_ANY(v), (int)VARSIZE_ANY_EXHDR(v),
                                (uint64)PG_GETARG_INT64(1));

    PG_FREE_IF_COPY(v, 0);
    return h;
}

/* ---- what a policy says of itself ---------------------------------------- */

#define RETURN_POLICY_TEXT(field)                                                                  \
    do                                                                                             \
    {                                                                                              \
        Prop64Text text_ = prop64_prepare_argument(fcinfo, 0)->policy.field;                       \
                                                                                                   \
        if (text_.data == NULL)                                                                    \
            PG_RETURN_NULL();                                                                      \
        PG_RETURN_DATUM(prop64_text_datum(text_));                                                 \
    } while (0)

Datum
prop64_policy_name(PG_FUNCTION_ARGS)
{
    RETURN_POLICY_TEXT(name);
}

Datum
prop64_policy_source(PG_FUNCTION_ARGS)
{
    RETURN_POLICY_TEXT(source);
}

Datum
prop64_policy_law(PG_FUNCTION_ARGS)
{
    RETURN_POLICY_TEXT(law);
}

Datum
prop64_policy_facts(PG_FUNCTION_ARGS)
{
    Prop64Prepared *p = prop64_prepare_argument(fcinfo, 0);

    PG_RETURN_DATUM(prop64_fact_names(&p->policy, UINT32_MAX));
}

/* Names have no case; in one case they can be compared with keys of a jsonb. */
Datum
prop64_policy_declared_facts(PG_FUNCTION_ARGS)
{
    const Prop64Policy *policy = &prop64_prepare_argument(fcinfo, 0)->policy;
    Datum names[PROP64_FACTS_MAX];

    for (int i = 0; i < policy->ndeclared; i++)
    {
        Prop64Text name = policy->declared[i].name;

        names[i] = CStringGetTextDatum(asc_tolower(name.data, name.len));
    }
    PG_RETURN_ARRAYTYPE_P(
        construct_array(names, policy->ndeclared, TEXTOID, -1, false, TYPALIGN_INT));
}

/* One row a rule, in order. */
Datum
prop64_policy_rules(PG_FUNCTION_ARGS)
{
    FuncCallContext *srf;
    Prop64Prepared *p;
    const Prop64Rule *rule;
    Prop64Writer out = {NULL, 0, 0};
    Datum values[8];
    bool nulls[8] = {false};
    const char *basis;

    if (SRF_IS_FIRSTCALL())
    {
        MemoryContext caller;
        Prop64PolicyCache cache = {0};

        srf = prop64_first_call(fcinfo);
        caller = MemoryContextSwitchTo(srf->multi_call_memory_ctx);
        cache.parent = srf->multi_call_memory_ctx;
        p = prop64_prepare(&cache, PG_GETARG_DATUM(0));
        srf->user_fctx = p;
        srf->max_calls = (uint64)p->policy.nrules;
        MemoryContextSwitchTo(caller);
    }
    srf = SRF_PERCALL_SETUP();
    if (srf->call_cntr >= srf->max_calls)
        SRF_RETURN_DONE(srf);
    p = srf->user_fctx;
    rule = &p->policy.rules[srf->call_cntr];
    values[0] = Int32GetDatum((int32)srf->call_cntr + 1);
    values[1] = CStringGetTextDatum(prop64_outcome_name(rule->outcome));
    prop64_set_text(values, nulls, 2, rule->reason);
    prop64_set_text(values, nulls, 3, rule->label);
    basis = prop64_basis_name(rule->basis);
    nulls[4] = basis == NULL;
    if (basis != NULL)
        values[4] = CStringGetTextDatum(basis);
    prop64_set_text(values, nulls, 5, rule->authority);
    nulls[6] = rule->when == NULL;
    if (rule->when != NULL)
    {
        prop64_condition_print(&p->policy, rule->when, &out);
        values[6] = prop64_text_datum((Prop64Text){(char *)out.data, (uint32_t)out.len});
    }
    prop64_set_text(values, nulls, 7, rule->note);
    SRF_RETURN_NEXT(srf, HeapTupleGetDatum(heap_form_tuple(srf->tuple_desc, values, nulls)));
}
