/*
 * policy_values.h: the values of a fact at which a condition may change.  Pure.
 *
 * Between them every condition is constant, so whoever tries them all has tried
 * everything: a fact that is missing (policy_settle.c), or another as-of day
 * (policy_from.c).
 */
#ifndef PROP64_POLICY_VALUES_H
#define PROP64_POLICY_VALUES_H

#include "policy/policy_facts.h"

#define PROP64_VALUES_MAX 4000 /* as many as anyone tries; more may be gathered */

/* All zero is empty; v is to be freed. */
typedef struct Prop64Values
{
    int64_t *v;
    int n;
    int room;
} Prop64Values;

extern void prop64_values_add(Prop64Values *values, int64_t v);

/* A value at which something changes: it and its neighbours. */
extern void prop64_values_add_around(Prop64Values *values, int64_t v);

/* The other days of this conviction, and their anniversaries, forward and back. */
extern void prop64_values_add_references(Prop64Values *values, const Prop64Facts *f, int years);

/* The days of the record, with which those of the offense and the conviction are compared. */
extern void prop64_values_add_events(Prop64Values *values, const Prop64Facts *f);

/* The days at which a condition may change with one of the dates of this conviction. */
extern void prop64_values_add_days(Prop64Values *values, const Prop64Facts *f,
                                   const Prop64Condition *c);

/* The days on which a condition may turn as time goes by. */
extern void prop64_values_add_turns(Prop64Values *values, const Prop64Facts *f,
                                    const Prop64Condition *c);

/*
 * Sorts, and keeps one of each within lo..hi; the ends themselves belong to it, and
 * for an open end a value beyond all others does.
 */
extern void prop64_values_within(Prop64Values *values, int64_t lo, bool lo_open, int64_t hi,
                                 bool hi_open);

#endif /* PROP64_POLICY_VALUES_H */
