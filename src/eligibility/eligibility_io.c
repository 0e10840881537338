/* eligibility_io.c: the type prop64.eligibility and the accessors that need no policy. */
#include "common/compat.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "common/report.h"
#include "eligibility/eligibility_core.h"

PROP64_FUNCTION(prop64_eligibility_in);
PROP64_FUNCTION(prop64_eligibility_out);
PROP64_FUNCTION(prop64_eligibility_recv);
PROP64_FUNCTION(prop64_eligibility_send);
PROP64_FUNCTION(prop64_outcome);
PROP64_FUNCTION(prop64_at_least);
PROP64_FUNCTION(prop64_is_relief);
PROP64_FUNCTION(prop64_basis);
PROP64_FUNCTION(prop64_remedy);
PROP64_FUNCTION(prop64_sentence_status);
PROP64_FUNCTION(prop64_rule);

Datum
prop64_eligibility_in(PG_FUNCTION_ARGS)
{
    char *text = PG_GETARG_CSTRING(0);
    size_t len = strlen(text);
    Prop64Error err;
    int64_t value;

    if (!prop64_eligibility_parse(text, len, &value, &err))
    {
        prop64_report(fcinfo->context, &err, text, len);
        PG_RETURN_NULL();
    }
    PG_RETURN_INT64(value);
}

Datum
prop64_eligibility_out(PG_FUNCTION_ARGS)
{
    char buf[PROP64_ELIGIBILITY_TEXT_MAX];

    prop64_eligibility_print(PG_GETARG_INT64(0), buf);
    PG_RETURN_CSTRING(pstrdup(buf));
}

/* The wire form is the 8 bytes themselves, most significant first. */
Datum
prop64_eligibility_recv(PG_FUNCTION_ARGS)
{
    StringInfo buf = (StringInfo)PG_GETARG_POINTER(0);
    int64_t value = pq_getmsgint64(buf);
    Prop64Eligibility e;
    Prop64Error err;

    if (!prop64_eligibility_unpack(value, &e, &err))
        prop64_report(NULL, &err, NULL, 0);
    PG_RETURN_INT64(value);
}

Datum
prop64_eligibility_send(PG_FUNCTION_ARGS)
{
    StringInfoData buf;

    pq_begintypsend(&buf);
    pq_sendint64(&buf, PG_GETARG_INT64(0));
    PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static Prop64Eligibility
unpack_argument(FunctionCallInfo fcinfo)
{
    Prop64Eligibility e;
    Prop64Error err;

    if (!prop64_eligibility_unpack(PG_GETARG_INT64(0), &e, &err))
        prop64_report(NULL, &err, NULL, 0);
    return e;
}

#define RETURN_NAME(name)                                                                          \
    do                                                                                             \
    {                                                                                              \
        const char *name_ = (name);                                                                \
                                                                                                   \
        if (name_ == NULL)                                                                         \
            PG_RETURN_NULL();                                                                      \
        PG_RETURN_TEXT_P(cstring_to_text(name_));                                                  \
    } while (0)

Datum
prop64_outcome(PG_FUNCTION_ARGS)
{
    RETURN_NAME(prop64_outcome_name(unpack_argument(fcinfo).outcome));
}

Datum
prop64_at_least(PG_FUNCTION_ARGS)
{
    RETURN_NAME(prop64_at_least_name(unpack_argument(fcinfo).at_least));
}

Datum
prop64_is_relief(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(unpack_argument(fcinfo).at_least >= PROP64_AT_LEAST_MISDEMEANOR);
}

Datum
prop64_basis(PG_FUNCTION_ARGS)
{
    RETURN_NAME(prop64_basis_name(unpack_argument(fcinfo).basis));
}

Datum
prop64_remedy(PG_FUNCTION_ARGS)
{
    Prop64Eligibility e = unpack_argument(fcinfo);

    RETURN_NAME(prop64_remedy_name(e.outcome, e.sentence));
}

Datum
prop64_sentence_status(PG_FUNCTION_ARGS)
{
    RETURN_NAME(prop64_sentence_name(unpack_argument(fcinfo).sentence));
}

Datum
prop64_rule(PG_FUNCTION_ARGS)
{
    Prop64Eligibility e = unpack_argument(fcinfo);

    if (e.rule == 0)
        PG_RETURN_NULL();
    PG_RETURN_INT32(e.rule);
}
