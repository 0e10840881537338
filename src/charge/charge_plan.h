/*
 * charge_plan.h: what the planner's two files about charges share.
 *
 * charge_plan.c turns "falls under" into a range of a btree index, charge_estimate.c
 * says how many rows that is.
 */
#ifndef PROP64_CHARGE_PLAN_H
#define PROP64_CHARGE_PLAN_H

#include "common/compat.h"

#include "nodes/pathnodes.h"

#include "charge/charge_pg.h"

/* The three ways to ask whether a charge falls under another. */
typedef enum Prop64UnderCall
{
    PROP64_FALLS_UNDER, /* (charge, ancestor) */
    PROP64_COVERS,      /* (ancestor, charge) */
    PROP64_UNDER_ANY    /* (charge, ancestors) */
} Prop64UnderCall;

/* Place of the charge among the two arguments; the other is the ancestor. */
static inline int
prop64_charge_place(Prop64UnderCall call)
{
    return call == PROP64_COVERS ? 1 : 0;
}

/* A value of another length is no charge; the planner sees what no function has read yet. */
static inline bool
prop64_charge_plausible(size_t len)
{
    return len > 0 && len <= PROP64_CHARGE_MAX;
}

/* The type prop64.charge, known by the schema of one of the extension's own functions. */
extern Oid prop64_charge_type(Oid sibling);

/* Share of the rows that a call keeps: 0 to 1.  function is what would read the rows. */
extern double prop64_charge_restriction(PlannerInfo *root, Prop64UnderCall call, Oid charge,
                                        Oid function, List *args, int relation);
extern double prop64_charge_join(PlannerInfo *root, Prop64UnderCall call, Oid charge, Oid function,
                                 List *args, JoinType jointype, SpecialJoinInfo *join);

#endif /* PROP64_CHARGE_PLAN_H */
