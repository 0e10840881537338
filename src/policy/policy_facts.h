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

/* The day on which ages and spans are counted: the caller's, else the policy's, else open. */
extern int32_t prop64_as_of(const Prop64Policy *policy, const Prop64Conviction *conviction);

/* Where what a condition sees of a fact came from. */
typedef enum Prop64Origin
{
    PROP64_FROM_NOTHING,
    PROP64_FROM_ARGUMENT,
    PROP64_FROM_EVENT,       /* the record */
    PROP64_FROM_OTHER_DATES, /* narrowed by what is known of other dates */
    PROP64_FROM_PRESUMPTION
} Prop64Origin;

/* Gathers the facts, and tells of those that the policy reads where they came from. */
extern void prop64_facts_trace(const Prop64Policy *policy, const Prop64Conviction *given,
                               Prop64Facts *facts, Prop64Origin origins[64]);

/* Reads a record that could wait until now; changes nothing when there is none. */
extern void prop64_facts_read(Prop64Facts *facts);

static inline void
prop64_facts_open(Prop64Facts *facts)
{
    if (facts->given.later != NULL)
        prop64_facts_read(facts);
}

/* The presumption of a fact, or NULL. */
extern const Prop64Presumption *prop64_presumption(const Prop64Policy *policy, int fact);

#endif /* PROP64_POLICY_FACTS_H */
