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

/* What is remembered of a charge and a set. */
typedef enum Prop64Remembered
{
    PROP64_NOT_ASKED = 0,
    PROP64_IS_OUT,  /* on no day and at no level */
    PROP64_IS_HALF, /* likewise; but with a companion it would be in the list */
    PROP64_IS_IN,   /* on every day, at every level */
    PROP64_TURNS    /* on the day, the level or the row, or it is open: ask again */
} Prop64Remembered;

#define PROP64_CHARGES_SETS 64 /* a policy with more sets asks every time */

typedef struct Prop64KnownCharge
{
    uint64_t may_be_in;                   /* the sets, as bits, that it is not known to be out of */
    uint64_t is_in;                       /* those that it is known to be in */
    uint8_t section_len;                  /* of its citation */
    uint8_t own_at;                       /* the citation at which an attempt aims, or its own */
    uint8_t own_len;                      /* and the length of that one's section */
    uint8_t answers[PROP64_CHARGES_SETS]; /* one a set: Prop64Remembered */
} Prop64KnownCharge;

/* A charge of up to 16 bytes as two numbers; with its length they are the charge. */
typedef struct Prop64ChargePlace
{
    uint64_t low;
    uint64_t high;
    size_t len; /* 0: free */
    Prop64KnownCharge known;
} Prop64ChargePlace;

#define PROP64_CHARGES_ROW_BITS 7
#define PROP64_CHARGES_ROW      4

typedef struct Prop64Charges
{
    unsigned turn; /* how many were new: whose turn it is to go */
    Prop64ChargePlace places[1 << PROP64_CHARGES_ROW_BITS][PROP64_CHARGES_ROW];
} Prop64Charges;

extern Prop64Charges *prop64_charges_new(const Prop64Policy *policy);
extern void prop64_charges_free(Prop64Charges *charges);

/*
 * What is known of a charge; NULL when it is not remembered.  Valid until another is
 * forgotten, which changes the turn.
 */
extern Prop64KnownCharge *prop64_charges_find(Prop64Charges *charges, const uint8_t *charge,
                                              size_t len);
static inline unsigned
prop64_charges_turn(const Prop64Charges *charges)
{
    return charges->turn;
}

#endif /* PROP64_POLICY_CHARGES_H */
