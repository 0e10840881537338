/* policy_shipped.c: the policies under sql/policies/, built into the library. */
#include "policy/policy_pg.h"

#include "funcapi.h"
#include "utils/builtins.h"

PROP64_FUNCTION(prop64_shipped_policy);
PROP64_FUNCTION(prop64_shipped_policy_names);

typedef struct ShippedPolicy
{
    const char *name;
    const char *text;
} ShippedPolicy;

/* made from sql/policies/NAME.policy by the Makefile */
static const ShippedPolicy shipped[] = {
#include "policy/shipped_policies.inc"
};

#define NSHIPPED (sizeof(shipped) / sizeof(shipped[0]))

Datum
prop64_shipped_policy(PG_FUNCTION_ARGS)
{
    char *name = text_to_cstring(PG_GETARG_TEXT_PP(0));
    StringInfoData names;

    initStringInfo(&names);
    for (size_t i = 0; i < NSHIPPED; i++)
    {
        if (strcmp(shipped[i].name, name) == 0)
            PG_RETURN_DATUM(prop64_policy_datum(shipped[i].text, strlen(shipped[i].text), NULL));
        appendStringInfo(&names, "%s%s", i ? ", " : "", shipped[i].name);
    }
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("no policy named \"%s\" is shipped", name),
                    errdetail("There are: %s.", names.data)));
    PG_RETURN_NULL();
}

Datum
prop64_shipped_policy_names(PG_FUNCTION_ARGS)
{
    FuncCallContext *srf;
    Datum name;

    if (SRF_IS_FIRSTCALL())
        SRF_FIRSTCALL_INIT();
    srf = SRF_PERCALL_SETUP();
    if (srf->call_cntr >= NSHIPPED)
        SRF_RETURN_DONE(srf);
    /* SRF_RETURN_NEXT counts before it looks at its value */
    name = CStringGetTextDatum(shipped[srf->call_cntr].name);
    SRF_RETURN_NEXT(srf, name);
}
