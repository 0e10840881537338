/*
 * policy_glance.h: what one look at the bytes of a short history tells.  Pure.
 *
 * Only of one of which nothing is open; policy_glance.c says what that is.  For this
 * room only.
 */
#ifndef PROP64_POLICY_GLANCE_H
#define PROP64_POLICY_GLANCE_H

#include "policy/policy_charges.h"
#include "policy/policy_exec.h"

typedef enum Prop64GlanceState
{
    PROP64_NO_GLANCE, /* not yet */
    PROP64_GLANCED,
    PROP64_NO_USE /* something of it is open: the record is read */
} Prop64GlanceState;

typedef struct Prop64Glance
{
    Prop64GlanceState state; /* only when glanced is there anything below */
    unsigned turn;  /* of the executor's charges: later what is known of them may be lost */
    uint32_t kinds; /* of all events, PROP64_KIND_BIT of each */
    /* the other counts, all of them convictions on one known day */
    uint32_t n;
    const Prop64KnownCharge *known[PROP64_RECORD_FEW];
    int32_t on_date[PROP64_RECORD_FEW];
    int32_t last_date;
    int32_t last_end; /* of their sentences, when all are known to the day */
    bool ends_known;
    uint64_t may_be_in;           /* the sets that some of them may be in */
    uint64_t all_may_be_in;       /* those that all of them may be in */
    uint64_t all_in;              /* those that all of them are in */
    const Prop64KnownCharge *own; /* of this conviction's charge */
} Prop64Glance;

/*
 * Looks at every event once; false: something is open.  The history has at most
 * PROP64_RECORD_FEW events, and the conviction has a key of its own.
 */
extern bool prop64_look(Prop64Charges *charges, const Prop64Conviction *conviction,
                        const uint8_t *history, size_t len, Prop64Glance *glance);

/* Which of the other counts a condition asks for. */
typedef struct Prop64Wanted
{
    uint64_t bit; /* of the set, 0: any charge */
    bool same_section;
    bool pairs;
} Prop64Wanted;

/* Of a set of this policy, or -1. */
extern Prop64Wanted prop64_wanted(const Prop64Policy *policy, int32_t set);

/* Can one look tell which counts are of this conviction's section? */
static inline bool
prop64_section_is_short(const Prop64Glance *l)
{
    return l->own->own_len > 0 && l->own->own_len <= PROP64_CHARGES_SECTION;
}

/* Is the i-th count such a one, on one of these days, both counted? */
static inline Prop64Truth
prop64_is_wanted(const Prop64Glance *l, const Prop64Wanted *w, Prop64Bounds days, uint32_t i)
{
    const Prop64KnownCharge *known = l->known[i];

    if (w->same_section
            ? known->section_len != l->own->own_len || known->section != l->own->own_section
            : w->bit != 0 && (known->may_be_in & w->bit) == 0)
        return PROP64_FALSE;
    if (l->on_date[i] < days.lo || l->on_date[i] > days.hi)
        /* the other half of a pair may be in time */
        return w->pairs && (known->alone & w->bit) == 0 ? PROP64_UNKNOWN : PROP64_FALSE;
    return w->same_section || w->bit == 0 || (known->is_in & w->bit) != 0 ? PROP64_TRUE
                                                                          : PROP64_UNKNOWN;
}

/*
 * The days that a when means, both counted, as this conviction's and its offense's day
 * bound them; false when it does not compare days so.
 */
extern bool prop64_days_of(int32_t when, int32_t convicted, int32_t offense, Prop64Bounds *days);

#endif /* PROP64_POLICY_GLANCE_H */
