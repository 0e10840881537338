/*
 * policy_trace.c: trace, which tells how every rule came out and on what facts, and
 * eligible_from.
 */
#include "policy/policy_eval.h"

#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/json.h"

#include "history/history_pg.h"
#include "policy/policy_facts.h"

PROP64_FUNCTION(prop64_trace);
PROP64_FUNCTION(prop64_eligible_from);

/* ---- facts as JSON ------------------------------------------------------- */

/* What the facts of one case are, and where they came from. */
typedef struct Case
{
    const Prop64Policy *policy;
    Prop64Facts facts; /* as conditions see them */
    Prop64Origin origins[64];
} Case;

static void
put_json_text(StringInfo out, const char *data, size_t len)
{
    char *copy = pnstrdup(data, len);

    escape_json(out, copy);
    pfree(copy);
}

static void
put_json_key(StringInfo out, Prop64Key key)
{
    if (key.data == NULL)
        appendStringInfoString(out, "null");
    else
        put_json_text(out, key.data, key.len);
}

static void
put_json_truth(StringInfo out, Prop64Truth truth)
{
    appendStringInfoString(out, truth == PROP64_TRUE    ? "true"
                                : truth == PROP64_FALSE ? "false"
                                                        : "null");
}

static void
put_number(StringInfo out, int64 millionths)
{
    char text[PROP64_NUMBER_TEXT_MAX];

    if (millionths == PG_INT64_MIN || millionths == PG_INT64_MAX)
        appendStringInfoString(out, "null");
    else
        appendBinaryStringInfo(out, text, (int)prop64_number_print(millionths, text));
}

static Prop64Bounds
days_of(const Prop64FactValue *value)
{
    return (Prop64Bounds){value->lo == PG_INT64_MIN ? PROP64_DAY_OPEN_LOW : (int32_t)value->lo,
                          value->hi == PG_INT64_MAX ? PROP64_DAY_OPEN_HIGH : (int32_t)value->hi};
}

static void
put_declared(StringInfo out, const Case *c, int declared)
{
    const Prop64FactValue *given = c->facts.given.declared;
    const Prop64Presumption *p = prop64_presumption(c->policy, PROP64_FACT_DECLARED + declared);
    Prop64FactValue value = {false, 0, 0, {NULL, 0}};

    if (given != NULL)
        value = given[declared];
    if (!value.known && p != NULL)
        value = (Prop64FactValue){true, p->value.number, p->value.number, p->value.text};
    if (!value.known)
    {
        appendStringInfoString(out, "null");
        return;
    }
    switch (c->policy->declared[declared].type)
    {
        case PROP64_TYPE_BOOLEAN:
            put_json_truth(out, prop64_truth(value.lo != 0));
            break;
        case PROP64_TYPE_NUMBER:
            if (value.lo != value.hi)
            {
                appendStringInfoChar(out, '[');
                put_number(out, value.lo);
                appendStringInfoChar(out, ',');
            }
            put_number(out, value.hi);
            if (value.lo != value.hi)
                appendStringInfoChar(out, ']');
            break;
        case PROP64_TYPE_TEXT:
            put_json_text(out, value.text.data, value.text.len);
            break;
        case PROP64_TYPE_DATE:
            prop64_bounds_to_json(out, days_of(&value));
            break;
    }
}

static void
put_date(StringInfo out, Prop64Bounds bounds)
{
    if (prop64_any_day(bounds))
        appendStringInfoString(out, "null");
    else
        prop64_bounds_to_json(out, bounds);
}

static void
put_fact_value(StringInfo out, const Case *c, int fact)
{
    const Prop64Conviction *g = &c->facts.given;
    char text[PROP64_CHARGE_TEXT_MAX];

    switch (fact)
    {
        case PROP64_FACT_CHARGE:
            if (g->charge_len == 0)
                appendStringInfoString(out, "null");
            else
                put_json_text(out, text, prop64_charge_print(g->charge, g->charge_len, text));
            break;
        case PROP64_FACT_SEVERITY:
            if (g->severity == PROP64_LEVEL_UNKNOWN)
                appendStringInfoString(out, "null");
            else
                appendStringInfo(out, "\"%s\"", prop64_level_name(g->severity));
            break;
        case PROP64_FACT_CONVICTED:
            put_date(out, g->convicted);
            break;
        case PROP64_FACT_BORN:
            put_date(out, g->born);
            break;
        case PROP64_FACT_OFFENSE:
            put_date(out, g->offense);
            break;
        case PROP64_FACT_SENTENCE:
            if (c->facts.presumed & PROP64_FACT_MASK(PROP64_FACT_SENTENCE))
                appendStringInfoString(out, "\"complete\"");
            else
                put_date(out, g->sentence_ends);
            break;
        case PROP64_FACT_DECEASED:
            put_json_truth(out, g->deceased);
            break;
        case PROP64_FACT_RECORD:
            if (g->record != NULL)
                appendStringInfo(out, "%u", g->record->nevents);
            else
                appendStringInfoString(
                    out, c->facts.presumed & PROP64_FACT_MASK(PROP64_FACT_RECORD) ? "0" : "null");
            break;
        case PROP64_FACT_COUNT_KEY:
            put_json_key(out, g->count_key);
            break;
        case PROP64_FACT_CASE_KEY:
            put_json_key(out, g->case_key);
            break;
        case PROP64_FACT_CYCLE_KEY:
            put_json_key(out, g->cycle_key);
            break;
        case PROP64_FACT_CONTRADICTION:
            put_json_truth(out, prop64_truth(c->facts.contradiction));
            break;
        default:
            put_declared(out, c, fact - PROP64_FACT_DECLARED);
            break;
    }
}

/* {"born": {"value": "1970-05-04", "from": "argument"}, ...} of the facts that a rule reads. */
static Datum
facts_of_rule(const Case *c, const Prop64Rule *rule, const Prop64Trace *trace, int index)
{
    static const char *const origins[] = {NULL, "argument", "event", "other dates", "presumption"};
    uint64_t reads = prop64_condition_reads(c->policy, rule->when);
    const Prop64RuleTrace *t = &trace->rules[index];
    StringInfoData out;
    bool more = false;

    initStringInfo(&out);
    appendStringInfoChar(&out, '{');
    for (int fact = 1; fact < 64; fact++)
    {
        Prop64Text name;

        if (!(reads & PROP64_FACT_MASK(fact)))
            continue;
        name = prop64_fact_name(c->policy, fact);
        appendStringInfoString(&out, more ? "," : "");
        put_json_text(&out, name.data, name.len);
        appendStringInfoString(&out, ":{\"value\":");
        put_fact_value(&out, c, fact);
        if (c->origins[fact] != PROP64_FROM_NOTHING)
            appendStringInfo(&out, ",\"from\":\"%s\"", origins[c->origins[fact]]);
        if (fact == PROP64_FACT_RECORD && t->nfound > 0)
        {
            appendStringInfoString(&out, ",\"found\":[");
            for (uint32_t i = 0; i < t->nfound; i++)
            {
                const Prop64Found *found = &trace->found[t->first_found + i];

                appendStringInfoString(&out, i > 0 ? "," : "");
                prop64_event_to_json(&out, &found->event);
                /* the event's object goes on with whether it is such for certain */
                out.data[--out.len] = '\0';
                appendStringInfo(&out, ",\"certain\":%s}",
                                 found->truth == PROP64_TRUE ? "true" : "false");
            }
            appendStringInfoChar(&out, ']');
        }
        appendStringInfoChar(&out, '}');
        more = true;
    }
    appendStringInfoChar(&out, '}');
    return DirectFunctionCall1(jsonb_in, CStringGetDatum(out.data));
}

/* ---- trace --------------------------------------------------------------- */

#define TRACE_COLUMNS 10

typedef struct TraceState
{
    const Prop64Policy *policy;
    Prop64Trace trace;
    Datum facts[PROP64_RULES_MAX]; /* of the rules that were reached */
} TraceState;

/* Runs the policy; everything that later calls need is kept in the current context. */
static TraceState *
run_trace(FunctionCallInfo fcinfo)
{
    TraceState *state = palloc(sizeof(*state));
    Prop64ClassifyCache cache = {0};
    Prop64FactValue values[PROP64_FACTS_MAX];
    Prop64Conviction conviction;
    Prop64Prepared *prepared;
    Prop64Eligibility e;
    Case c;

    /* not fn_mcxt: a lateral join comes here once a row, and nothing is freed there */
    cache.policies.parent = CurrentMemoryContext;
    prepared = prop64_prepare(&cache.policies, PG_GETARG_DATUM(ARG_POLICY));
    conviction = prop64_read_whole(fcinfo, &cache);
    prop64_add_facts(fcinfo, prepared, values, &conviction);
    state->policy = &prepared->policy;
    prop64_execute(prop64_prepared_executor(prepared), &conviction, &e, &state->trace);
    c.policy = state->policy;
    prop64_facts_trace(c.policy, &conviction, &c.facts, c.origins);
    for (int i = 0; i < c.policy->nrules; i++)
        if (state->trace.rules[i].reached)
            state->facts[i] = facts_of_rule(&c, &c.policy->rules[i], &state->trace, i);
    return state;
}

/* One row a rule: what it asks, whether it was reached, how it came out, and on what facts. */
Datum
prop64_trace(PG_FUNCTION_ARGS)
{
    FuncCallContext *srf;
    TraceState *state;
    const Prop64RuleTrace *t;
    const Prop64Rule *rule;
    Prop64Writer out = {NULL, 0, 0};
    Datum values[TRACE_COLUMNS];
    bool nulls[TRACE_COLUMNS] = {false};

    if (SRF_IS_FIRSTCALL())
    {
        MemoryContext caller;

        srf = prop64_first_call(fcinfo);
        if (PG_ARGISNULL(ARG_POLICY))
            SRF_RETURN_DONE(srf);
        caller = MemoryContextSwitchTo(srf->multi_call_memory_ctx);
        state = run_trace(fcinfo);
        srf->user_fctx = state;
        srf->max_calls = (uint64)state->policy->nrules;
        MemoryContextSwitchTo(caller);
    }
    srf = SRF_PERCALL_SETUP();
    if (srf->call_cntr >= srf->max_calls)
        SRF_RETURN_DONE(srf);
    state = srf->user_fctx;
    t = &state->trace.rules[srf->call_cntr];
    rule = &state->policy->rules[srf->call_cntr];
    values[0] = Int32GetDatum((int32)srf->call_cntr + 1);
    values[1] = CStringGetTextDatum(prop64_outcome_name(rule->outcome));
    prop64_set_text(values, nulls, 2, rule->reason);
    nulls[3] = rule->when == NULL;
    if (rule->when != NULL)
    {
        prop64_condition_print(state->policy, rule->when, &out);
        values[3] = prop64_text_datum((Prop64Text){(char *)out.data, (uint32_t)out.len});
    }
    values[4] = BoolGetDatum(t->reached);
    nulls[5] = !t->reached || t->truth == PROP64_UNKNOWN;
    values[5] = BoolGetDatum(t->truth == PROP64_TRUE);
    values[6] = prop64_fact_names(state->policy, t->missing);
    values[7] = prop64_fact_names(state->policy, t->presumed);
    prop64_set_text(values, nulls, 8, rule->authority);
    nulls[9] = !t->reached;
    values[9] = state->facts[srf->call_cntr];
    SRF_RETURN_NEXT(srf, HeapTupleGetDatum(heap_form_tuple(srf->tuple_desc, values, nulls)));
}

/* ---- the day on which time alone turns the answer ------------------------- */

Datum
prop64_eligible_from(PG_FUNCTION_ARGS)
{
    Prop64FactValue values[PROP64_FACTS_MAX];
    Prop64ClassifyCache cache = {0};
    Prop64Conviction conviction;
    Prop64Prepared *prepared;
    int32_t day;

    if (PG_ARGISNULL(ARG_POLICY))
        PG_RETURN_NULL();
    cache.policies.parent = CurrentMemoryContext;
    prepared = prop64_prepare(&cache.policies, PG_GETARG_DATUM(ARG_POLICY));
    conviction = prop64_read_whole(fcinfo, &cache);
    prop64_add_facts(fcinfo, prepared, values, &conviction);
    if (prop64_open_day(prop64_as_of(&prepared->policy, &conviction)))
        ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
                        errmsg("as_of is NULL, and the search needs a day to begin at"),
                        errhint("Pass as_of, or write \"as of YYYY-MM-DD;\" in the policy.")));
    if (!prop64_eligible_from_day(prop64_prepared_executor(prepared), &conviction, &day))
        PG_RETURN_NULL();
    PG_RETURN_DATEADT(day);
}
