/*
 * policy_charges.h: what the sets of a policy say of a charge, found once.  Pure.
 *
 * A million convictions name a few hundred charges.  Whether one is in a set is the
 * same for every row, unless the set is a list of the law that turns on the day or
 * the level.  An executor remembers the charges that it met last; what it remembers
 * are answers of pure functions, so nothing depends on what it met before.
 */
#ifndef PROP64_POLICY_CHARGES_H
#define PROP64_POLICY_CHARGES_H

#include "policy/policy_exec.h"

typedef struct Prop64Charges Prop64Charges;

/* What is remembered of a charge and a set. */
typedef enum Prop64Remembered
{
    PROP64_NOT_ASKED = 0,
    PROP64_IS_OUT,  /* on no day and at no level */
    PROP64_IS_HALF, /* likewise; but with a companion it would be in the list */
    PROP64_IS_IN,   /* on every day, at every level */
    PROP64_TURNS    /* on the day or the level, or the law leaves it open */
} Prop64Remembered;

extern Prop64Charges *prop64_charges_new(const Prop64Policy *policy);
extern void prop64_charges_free(Prop64Charges *charges);

/*
 * The places for a charge's answers, one a set (Prop64Remembered, in a byte); NULL
 * when this charge is not remembered.  Valid until the next call.
 */
extern uint8_t *prop64_charges_find(Prop64Charges *charges, const uint8_t *charge, size_t len);

#endif /* PROP64_POLICY_CHARGES_H */
