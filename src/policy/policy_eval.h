/*
 * policy_eval.h: the arguments that classify, trace and eligible_from have in common.
 *
 * All take them in the order of classify; NULL is unknown.
 */
#ifndef PROP64_POLICY_EVAL_H
#define PROP64_POLICY_EVAL_H

#include "policy/policy_pg.h"

enum Prop64ClassifyArgument
{
    ARG_POLICY,
    ARG_CHARGE,
    ARG_SEVERITY,
    ARG_CONVICTED,
    ARG_HISTORY,
    ARG_AS_OF,
    ARG_BORN,
    ARG_OFFENSE,
    ARG_SENTENCE_ENDS,
    ARG_DECEASED,
    ARG_CASE_KEY,
    ARG_CYCLE_KEY,
    ARG_COUNT_KEY,
    ARG_FACTS
};

/* What a function keeps from call to call; all zero but for where it lives. */
typedef struct Prop64ClassifyCache
{
    Prop64PolicyCache policies; /* its parent is that of the record too */
    struct Prop64PreparedRecord *record;
} Prop64ClassifyCache;

/*
 * Everything but the policy and its facts, which differ from policy to policy.  A
 * short record may wait until a rule asks for it; whole reads it at once.
 */
extern void prop64_read_arguments(FunctionCallInfo fcinfo, Prop64ClassifyCache *cache, bool ranges,
                                  Prop64Conviction *c);
extern Prop64Conviction prop64_read_whole(FunctionCallInfo fcinfo, Prop64ClassifyCache *cache);

/*
 * Adds the facts that a policy declares, in room for PROP64_FACTS_MAX of them.
 * Raises 22023 for facts that it does not, 22004 when it asks for an as-of day and
 * there is none.
 */
extern void prop64_add_facts(FunctionCallInfo fcinfo, const Prop64Prepared *p,
                             Prop64FactValue *values, Prop64Conviction *c);

#endif /* PROP64_POLICY_EVAL_H */
