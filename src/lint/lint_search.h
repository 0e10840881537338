/*
 * lint_search.h: is there a case that meets all of these claims?  Pure.
 *
 * A case gives each of finitely many variables one of finitely many values, 0 to
 * n - 1.  A claim says that a variable's value is in a range or a set, or joins
 * claims by and, or, not.  Of two variables it can be given that one is at most
 * the other.  The search is exact: it finds a case or proves that there is none,
 * unless it gives up because it took too many steps.
 */
#ifndef PROP64_LINT_SEARCH_H
#define PROP64_LINT_SEARCH_H

#include "common/arena.h"

typedef enum Prop64ClaimKind
{
    PROP64_CLAIM_VALUE, /* the variable's value is one of some */
    PROP64_CLAIM_NOT,   /* left does not hold */
    PROP64_CLAIM_AND,
    PROP64_CLAIM_OR
} Prop64ClaimKind;

typedef struct Prop64Claim
{
    Prop64ClaimKind kind;
    int variable;
    int from;               /* the values from ... */
    int to;                 /* ... to before this one */
    const uint64_t *values; /* or those whose bits are set */
    const struct Prop64Claim *left;
    const struct Prop64Claim *right;
} Prop64Claim;

/* A claim that must hold, or must not. */
typedef struct Prop64Goal
{
    const Prop64Claim *claim;
    bool holds;
} Prop64Goal;

typedef struct Prop64Variable
{
    int nvalues;
    int first; /* of its words among those of all variables */
} Prop64Variable;

/* Variable low is at most variable high. */
typedef struct Prop64AtMost
{
    int low;
    int high;
} Prop64AtMost;

/* What was changed, to be undone: a word of the values, or that a goal is met. */
typedef struct Prop64Change
{
    int place;
    uint64_t before;
} Prop64Change;

/* All zero is empty and ready for use. */
typedef struct Prop64Search
{
    Prop64Arena arena; /* of the claims and all that is below */
    int nvariables;
    Prop64Variable *variables;
    int nwords;
    int norders;
    Prop64AtMost *orders;
    int64_t steps; /* left for all searches together */

    /* of the search that runs */
    int64_t steps_here;
    bool gave_up;
    uint64_t *words; /* the values that each variable may still have */
    int ngoals;
    int goals_room;
    struct Prop64Goal *goals;
    bool *met;
    int nchanges;
    int changes_room;
    Prop64Change *changes;
} Prop64Search;

extern int prop64_search_variable(Prop64Search *s, int nvalues);
extern void prop64_search_at_most(Prop64Search *s, int low, int high);

extern const Prop64Claim *prop64_claim_range(Prop64Search *s, int variable, int from, int to);
extern const Prop64Claim *prop64_claim_values(Prop64Search *s, int variable,
                                              const uint64_t *values);
extern const Prop64Claim *prop64_claim_not(Prop64Search *s, const Prop64Claim *claim);
extern const Prop64Claim *prop64_claim_join(Prop64Search *s, Prop64ClaimKind kind,
                                            const Prop64Claim *left, const Prop64Claim *right);

/*
 * Is there a case in which every goal is as it must be?  UNKNOWN when that took
 * more than so many steps, or more than all searches have left.  The variables
 * and orders are complete when the first search starts.
 */
extern Prop64Truth prop64_search_case(Prop64Search *s, const Prop64Goal *goals, int ngoals,
                                      int64_t steps);

extern void prop64_search_free(Prop64Search *s);

#endif /* PROP64_LINT_SEARCH_H */
