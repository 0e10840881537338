/* lint_pg.c: prop64.lint, the warnings about a policy as rows. */
#include "lint/lint.h"
#include "policy/policy_pg.h"

#include "funcapi.h"
#include "utils/builtins.h"

PROP64_FUNCTION(prop64_policy_lint_rows);

/* One row a warning. */
Datum
prop64_policy_lint_rows(PG_FUNCTION_ARGS)
{
    FuncCallContext *srf;
    Prop64Lint *lint;
    const Prop64LintWarning *warning;
    Datum values[3];
    bool nulls[3] = {false};

    if (SRF_IS_FIRSTCALL())
    {
        MemoryContext caller;
        Prop64PolicyCache cache = {0};

        srf = prop64_first_call(fcinfo);
        caller = MemoryContextSwitchTo(srf->multi_call_memory_ctx);
        cache.parent = srf->multi_call_memory_ctx;
        lint = palloc(sizeof(*lint));
        prop64_policy_lint(&prop64_prepare(&cache, PG_GETARG_DATUM(0))->policy, lint);
        srf->user_fctx = lint;
        srf->max_calls = (uint64)lint->nwarnings;
        MemoryContextSwitchTo(caller);
    }
    srf = SRF_PERCALL_SETUP();
    if (srf->call_cntr >= srf->max_calls)
        SRF_RETURN_DONE(srf);
    lint = srf->user_fctx;
    warning = &lint->warnings[srf->call_cntr];
    nulls[0] = warning->rule == 0;
    values[0] = Int32GetDatum(warning->rule);
    values[1] = CStringGetTextDatum(prop64_lint_name(warning->kind));
    prop64_set_text(values, nulls, 2, warning->detail);
    SRF_RETURN_NEXT(srf, HeapTupleGetDatum(heap_form_tuple(srf->tuple_desc, values, nulls)));
}
