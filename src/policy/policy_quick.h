/*
 * policy_quick.h: the rules of a policy for a case of which nothing is open.  Pure.
 *
 * In most cases every fact that a rule looks at is known, and then conditions are just
 * true or false: no bounds, nothing missing, nothing presumed.  For those the rules are
 * laid out as tests in a row, each of which says which test is next (policy_steps.c),
 * and are run so (policy_quick.c).  At the first that is open the run is given up, and
 * policy_exec.c decides; where both decide, they decide the same.
 */
#ifndef PROP64_POLICY_QUICK_H
#define PROP64_POLICY_QUICK_H

#include "policy/policy_exec.h"
#include "policy/policy_glance.h"

typedef enum Prop64QuickTest
{
    PROP64_QUICK_ANSWER, /* no test: the answer is found */
    PROP64_QUICK_OPEN,   /* no test: left to policy_exec.c */
    PROP64_QUICK_LEVEL,
    PROP64_QUICK_CHARGE,
    PROP64_QUICK_CONVICTED, /* is that day between lo and hi? */
    PROP64_QUICK_BORN,
    PROP64_QUICK_OFFENSE,
    PROP64_QUICK_SENTENCE,
    PROP64_QUICK_AGE_AT, /* at the offense, or at the conviction */
    PROP64_QUICK_RECORD, /* what is below looks at the record; it is no test itself */
    PROP64_QUICK_LAST,   /* is the day of the last conviction between lo and hi? */
    PROP64_QUICK_DECEASED,
    PROP64_QUICK_HAPPENED,
    PROP64_QUICK_COUNT,
    PROP64_QUICK_ONLY,
    PROP64_QUICK_ALL_SENTENCES
} Prop64QuickTest;

/* So many years before the as-of day, or none: what a span or an age comes to as a day. */
#define PROP64_NO_YEARS (-1)

typedef struct Prop64QuickStep
{
    struct Prop64QuickStep *next[2]; /* when the test is false, and when it is true */
    Prop64QuickTest test;
    int subject; /* the level, the rule's number, or the Prop64Fact that an age is at */
    int32_t lo;  /* both counted */
    int32_t hi;
    bool moves; /* lo and hi are those of the as-of day below, counted from the years */
    int32_t as_of;
    int32_t years_lo; /* after the day that is so many years before */
    int32_t years_hi; /* up to it */
    int32_t shift;    /* 0, or -1: before the day before the as-of day */
    const Prop64Condition *asked;
    uint64_t bit;        /* of the set */
    Prop64Wanted wanted; /* of the record's counts */
} Prop64QuickStep;

typedef struct Prop64Quick
{
    Prop64QuickStep *first;
    Prop64QuickStep *steps;
    uint32_t n;
    int64_t (*answers)[2]; /* one a rule, 0: out of scope; while serving, and when complete */
} Prop64Quick;

/* NULL when the policy is too long to be worth it. */
extern Prop64Quick *prop64_quick_new(const Prop64Policy *policy, uint16_t fingerprint);
extern void prop64_quick_free(Prop64Quick *quick);

/*
 * The packed eligibility that prop64_execute would give; false when that may rest on
 * something open.  The history is NULL when there is none, or it is read otherwise; it
 * stands in for the conviction's record.  What rests on a declared fact is left open.
 */
extern bool prop64_quick(const Prop64Executor *executor, const Prop64Conviction *conviction,
                         const uint8_t *history, size_t len, int64_t *eligibility);

#endif /* PROP64_POLICY_QUICK_H */
