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

#include "common/bytes.h"
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

#define PROP64_CHARGES_SECTION 8 /* bytes of a section that a number holds */

typedef struct Prop64KnownCharge
{
    uint64_t may_be_in;                   /* the sets, as bits, that it is not known to be out of */
    uint64_t is_in;                       /* those that it is known to be in */
    uint64_t alone;                       /* those whose list has no companions for it */
    uint64_t section;                     /* the first bytes of its section, as a number */
    uint64_t own_section;                 /* of the citation at which an attempt aims */
    uint8_t section_len;                  /* of its citation */
    uint8_t own_at;                       /* the citation at which an attempt aims, or its own */
    uint8_t own_len;                      /* and the length of that one's section */
    uint8_t answers[PROP64_CHARGES_SETS]; /* one a set: Prop64Remembered */
} Prop64KnownCharge;

#define PROP64_CHARGES_LEN 16 /* longer ones are asked every time: attempts at several offenses */

/*
 * A charge of up to 16 bytes as two numbers, of its first bytes and of its last, which
 * may overlap; with its length they are the charge.
 */
typedef struct Prop64ChargeName
{
    uint64_t first;
    uint64_t last;
    size_t len; /* 0: free */
} Prop64ChargeName;

typedef struct Prop64ChargePlace
{
    Prop64ChargeName name;
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

static inline Prop64ChargeName
prop64_charge_name(const uint8_t *charge, size_t len)
{
    if (len >= 8)
        return (Prop64ChargeName){prop64_load64(charge), prop64_load64(charge + len - 8), len};
    if (len >= 4)
        return (Prop64ChargeName){prop64_load32(charge), prop64_load32(charge + len - 4), len};
    return (Prop64ChargeName){(uint64_t)charge[0] << 8 | charge[len / 2], charge[len - 1], len};
}

/* Which row of places is the charge's. */
static inline unsigned
prop64_charge_row(const Prop64ChargeName *name)
{
    uint64_t hash = (name->first ^ (name->last + name->len) * UINT64_C(0x9e3779b97f4a7c15)) *
                    UINT64_C(0xff51afd7ed558ccd);

    return (unsigned)(hash >> (64 - PROP64_CHARGES_ROW_BITS));
}

/* Begins to remember a charge that prop64_charges_find did not find. */
extern Prop64KnownCharge *prop64_charges_add(Prop64Charges *charges, const uint8_t *charge,
                                             size_t len);

/*
 * What is known of a charge; NULL when it is not remembered.  Valid until another is
 * forgotten, which changes the turn.  In line, for it is asked of every count of every
 * record.
 */
static inline Prop64KnownCharge *
prop64_charges_find(Prop64Charges *charges, const uint8_t *charge, size_t len)
{
    Prop64ChargeName name;
    Prop64ChargePlace *row;

    if (charges == NULL || len == 0 || len > PROP64_CHARGES_LEN)
        return NULL;
    name = prop64_charge_name(charge, len);
    row = charges->places[prop64_charge_row(&name)];
    for (int i = 0; i < PROP64_CHARGES_ROW; i++)
        if (row[i].name.first == name.first && row[i].name.last == name.last &&
            row[i].name.len == len)
            return &row[i].known;
    return prop64_charges_add(charges, charge, len);
}

static inline unsigned
prop64_charges_turn(const Prop64Charges *charges)
{
    return charges->turn;
}

#endif /* PROP64_POLICY_CHARGES_H */
