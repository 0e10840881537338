/*
 * policy_facts.h: what is known of one conviction when a policy runs.  Pure.
 *
 * The caller's arguments, then what the record says of the same count, then what
 * the known dates say of the unknown ones, then the policy's presumptions, in
 * this order.  For this room only.
 */
#ifndef PROP64_POLICY_FACTS_H
#define PROP64_POLICY_FACTS_H

#include "policy/policy_exec.h"

#define PROP64_FACT_MASK(fact) (UINT64_C(1) << (fact))

typedef struct Prop64Facts
{
    const Prop64Policy *policy;
    Prop64Conviction given;
    const Prop64Count *own; /* this conviction's count in the record, or NULL */
    Prop64Level level_convicted;
    int32_t as_of; /* PROP64_DAY_OPEN_HIGH when there is none */
    bool contradiction;
    uint64_t presumed;        /* facts whose value is the policy's presumption */
    Prop64Bounds presumed_on; /* a presumed conviction day, for undated counts too */
} Prop64Facts;

extern void prop64_facts_gather(const Prop64Policy *policy, const Prop64Conviction *given,
                                Prop64Facts *facts);

/* Reads a record that could wait until now; changes nothing when there is none. */
extern void prop64_facts_open(Prop64Facts *facts);

/* The presumption of a fact, or NULL. */
extern const Prop64Presumption *prop64_presumption(const Prop64Policy *policy, int fact);

#endif /* PROP64_POLICY_FACTS_H */
