/* policy_from.c: the day from which time alone brings relief; see policy_exec.h.  Pure. */
#include "policy/policy_memo.h"
#include "policy/policy_run.h"
#include "policy/policy_values.h"

static bool
has_relief(const Prop64Executor *executor, const Prop64Conviction *c, int32_t as_of)
{
    Prop64Conviction then = *c;
    Prop64Eligibility e;

    then.has_as_of = true;
    then.as_of = as_of;
    prop64_execute(executor, &then, &e, NULL);
    return e.at_least >= PROP64_AT_LEAST_MISDEMEANOR;
}

bool
prop64_eligible_from_day(const Prop64Executor *executor, const Prop64Conviction *conviction,
                         int32_t *day)
{
    const Prop64Policy *policy = executor->policy;
    int32_t start = prop64_as_of(policy, conviction);
    Prop64Conviction c = *conviction;
    Prop64Values values = {NULL, 0, 0};
    Prop64Memo *memo = NULL;
    Prop64Facts facts;
    bool found = false;

    /* the day of the question does not move with the days that are tried */
    c.has_asked = true;
    c.asked = start;
    prop64_facts_gather(policy, &c, &facts);
    for (int i = 0; i < policy->nrules; i++)
        prop64_values_add_turns(&values, &facts, policy->rules[i].when);
    /* one for all days: what depends on the day it leaves to a walk */
    if (c.record != NULL && c.record->ncounts >= PROP64_MEMO_COUNTS_MIN)
        c.memo = memo = prop64_memo_new(executor, c.record, start);
    prop64_values_within(&values, start, false, start > PROP64_DAY_LAST ? start : PROP64_DAY_LAST,
                         false);
    for (int i = 0; i < values.n && !found; i++)
    {
        prop64_check_interrupts();
        *day = (int32_t)values.v[i];
        found = has_relief(executor, &c, *day);
    }
    prop64_free(values.v);
    if (memo != NULL)
        prop64_memo_free(memo);
    return found;
}
