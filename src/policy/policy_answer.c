/*
 * policy_answer.c: an eligibility in the words of the policy that gave it.
 *
 * Every function here takes (eligibility, policy) and refuses a policy of another
 * fingerprint: an answer is explained by its own policy or not at all.
 */
#include "policy/policy_pg.h"

#include "utils/builtins.h"

PROP64_FUNCTION(prop64_reason);
PROP64_FUNCTION(prop64_label);
PROP64_FUNCTION(prop64_authority);
PROP64_FUNCTION(prop64_missing);
PROP64_FUNCTION(prop64_presumed);
PROP64_FUNCTION(prop64_explain);

typedef struct Answered
{
    Prop64Eligibility e;
    const Prop64Policy *policy;
    const Prop64Rule *rule; /* the rule that ends the list, or NULL */
    uint32_t missing;
    uint32_t presumed;
} Answered;

static Answered
read_arguments(FunctionCallInfo fcinfo)
{
    Answered a;
    Prop64Error err;
    Prop64Prepared *p;
    bool open;

    if (!prop64_eligibility_unpack(PG_GETARG_INT64(0), &a.e, &err))
        prop64_report(NULL, &err, NULL, 0);
    p = prop64_prepare_argument(fcinfo, 1);
    if (a.e.fingerprint != p->fingerprint || a.e.rule > p->policy.nrules)
    {
        char name[80];

        prop64_quote(name, sizeof(name), p->policy.name.data, p->policy.name.len);
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("the eligibility was not given by this policy"),
                        errdetail("It was given by a policy with fingerprint %04x; policy \"%s\" "
                                  "has fingerprint %04x.",
                                  a.e.fingerprint, name, p->fingerprint)));
    }
    a.policy = &p->policy;
    a.rule = a.e.rule ? &p->policy.rules[a.e.rule - 1] : NULL;
    open = prop64_is_open(&a.e);
    a.missing = open ? a.e.facts : 0;
    a.presumed = open ? 0 : a.e.facts;
    return a;
}

/* A fact as a person would name it; a declared fact keeps its name. */
static Prop64Text
fact_phrase(const Prop64Policy *policy, int fact)
{
    static const char *const phrases[PROP64_FACT_BUILT_IN_END] = {
        [PROP64_FACT_CHARGE] = "the charge",
        [PROP64_FACT_SEVERITY] = "the severity",
        [PROP64_FACT_CONVICTED] = "the conviction date",
        [PROP64_FACT_BORN] = "the birth date",
        [PROP64_FACT_OFFENSE] = "the offense date",
        [PROP64_FACT_SENTENCE] = "when the sentence ends",
        [PROP64_FACT_DECEASED] = "whether the person is deceased",
        [PROP64_FACT_RECORD] = "the whole record",
        [PROP64_FACT_COUNT_KEY] = "which count of the record this is",
        [PROP64_FACT_CASE_KEY] = "the case",
        [PROP64_FACT_CYCLE_KEY] = "the cycle",
        [PROP64_FACT_CONTRADICTION] = "which of its dates are right",
    };

    if (fact < PROP64_FACT_BUILT_IN_END)
        return (Prop64Text){phrases[fact], (uint32_t)strlen(phrases[fact])};
    return prop64_fact_name(policy, fact);
}

/* "a, b and c" of the facts whose bits are set: their names, or phrases. */
static void
append_facts(StringInfo out, const Prop64Policy *policy, uint32_t bits, bool phrases)
{
    bool first = true;

    for (int i = 0; i < policy->nfacts; i++)
    {
        Prop64Text name;

        if (!(bits & (UINT32_C(1) << i)))
            continue;
        bits &= ~(UINT32_C(1) << i);
        name = phrases ? fact_phrase(policy, policy->facts[i])
                       : prop64_fact_name(policy, policy->facts[i]);
        if (!first)
            appendStringInfoString(out, bits ? ", " : " and ");
        appendBinaryStringInfo(out, name.data, (int)name.len);
        first = false;
    }
}

/* Without a rule the reason is what is missing; out of scope needs none. */
Datum
prop64_reason(PG_FUNCTION_ARGS)
{
    Answered a = read_arguments(fcinfo);
    StringInfoData out;

    if (a.rule != NULL)
        PG_RETURN_DATUM(prop64_text_datum(a.rule->reason));
    if (a.e.outcome != PROP64_UNDETERMINED)
        PG_RETURN_NULL();
    initStringInfo(&out);
    appendStringInfoString(&out, "needs: ");
    append_facts(&out, a.policy, a.missing, false);
    PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
}

Datum
prop64_label(PG_FUNCTION_ARGS)
{
    Answered a = read_arguments(fcinfo);
    Prop64Text label = {NULL, 0};

    if (a.rule != NULL)
        label = a.rule->label;
    else if (a.e.outcome == PROP64_UNDETERMINED)
        label = a.policy->undetermined_label;
    if (label.data == NULL)
        PG_RETURN_NULL();
    PG_RETURN_DATUM(prop64_text_datum(label));
}

Datum
prop64_authority(PG_FUNCTION_ARGS)
{
    Answered a = read_arguments(fcinfo);

    if (a.rule == NULL || a.rule->authority.data == NULL)
        PG_RETURN_NULL();
    PG_RETURN_DATUM(prop64_text_datum(a.rule->authority));
}

Datum
prop64_missing(PG_FUNCTION_ARGS)
{
    Answered a = read_arguments(fcinfo);

    PG_RETURN_DATUM(prop64_fact_names(a.policy, a.missing));
}

Datum
prop64_presumed(PG_FUNCTION_ARGS)
{
    Answered a = read_arguments(fcinfo);

    PG_RETURN_DATUM(prop64_fact_names(a.policy, a.presumed));
}

/* What is done to the conviction, as the middle of a sentence. */
static const char *
predicate(const Prop64Eligibility *e)
{
    switch (e->outcome)
    {
        case PROP64_DISMISS:
            return e->basis == PROP64_BY_LAW ? "is to be dismissed as legally invalid"
                                             : "is to be dismissed";
        case PROP64_REDUCE_TO_INFRACTION:
            return "is to be reduced to an infraction";
        case PROP64_REDUCE_TO_MISDEMEANOR:
            return "is to be reduced to a misdemeanor";
        case PROP64_NO_CHANGE:
            return "stays as it is";
        case PROP64_INELIGIBLE:
            return "is not eligible for relief";
        case PROP64_REVIEW:
            return "needs review by a person";
        case PROP64_REFER:
            return "is referred to another agency";
        case PROP64_OUT_OF_SCOPE:
            return "is outside the policy's scope";
        case PROP64_UNDETERMINED:
            break;
    }
    return "cannot be determined";
}

/*
 * One sentence for a person who reads neither SQL nor the policy.  It names the
 * policy first: what a policy decides is not what the statute says.
 */
Datum
prop64_explain(PG_FUNCTION_ARGS)
{
    Answered a = read_arguments(fcinfo);
    StringInfoData out;

    initStringInfo(&out);
    appendStringInfo(&out, "Under the policy '%.*s', this conviction %s", (int)a.policy->name.len,
                     a.policy->name.data, predicate(&a.e));
    if (a.rule != NULL)
    {
        if (a.rule->reason.len > 0)
            appendStringInfo(&out, " because of rule %d, '%.*s'", a.e.rule, (int)a.rule->reason.len,
                             a.rule->reason.data);
        else
            appendStringInfo(&out, " because of rule %d", a.e.rule);
        if (a.rule->authority.data != NULL)
            appendStringInfo(&out, " (%.*s)", (int)a.rule->authority.len, a.rule->authority.data);
        if (a.e.basis == PROP64_BASIS_UNDETERMINED)
        {
            appendStringInfoString(&out, "; whether by law or by discretion needs ");
            append_facts(&out, a.policy, a.missing, true);
        }
    }
    else if (a.missing & prop64_fact_bit(a.policy, PROP64_FACT_CONTRADICTION))
        appendStringInfoString(&out, " because its dates contradict each other");
    else if (a.e.outcome == PROP64_UNDETERMINED)
    {
        appendStringInfoString(&out, " until this is known: ");
        append_facts(&out, a.policy, a.missing, true);
        if (a.e.at_least >= PROP64_AT_LEAST_MISDEMEANOR)
            appendStringInfo(&out, "; the least that it qualifies for is '%s'",
                             prop64_at_least_name(a.e.at_least));
    }
    if (a.e.presumed && a.presumed == 0)
        appendStringInfoString(&out, "; other facts are presumed by the policy");
    else if (a.presumed != 0)
    {
        appendStringInfoString(&out, "; presumed by the policy: ");
        append_facts(&out, a.policy, a.presumed, true);
    }
    appendStringInfoChar(&out, '.');
    PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
}
