/*
 * lint_cases.h: the complete cases that a policy can tell apart, as variables.  Pure.
 *
 * A complete case is one of which every fact is known and every condition true or
 * false.  Its dates, ages, spans and numbers are cut where the policy compares
 * them; its charge is known by the sets that it is in; what this room does not
 * understand is a variable of its own, true or false.
 *
 * There are more cases here than the world holds, never fewer: what no case here
 * meets, no conviction meets.
 */
#ifndef PROP64_LINT_CASES_H
#define PROP64_LINT_CASES_H

#include "policy/policy_core.h"
#include "lint/lint_search.h"

typedef struct Prop64Cases
{
    Prop64Search search;
    const Prop64Claim *scope;  /* the charge is in scope; NULL: every charge is */
    const Prop64Claim **rules; /* the condition of each; NULL for otherwise */
} Prop64Cases;

extern void prop64_cases_build(const Prop64Policy *policy, Prop64Cases *cases);
extern void prop64_cases_free(Prop64Cases *cases);

#endif /* PROP64_LINT_CASES_H */
