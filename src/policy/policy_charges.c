/* policy_charges.c: see policy_charges.h.  Pure. */
#include "policy/policy_charges.h"

#define LEN_MAX 16 /* longer ones are asked every time: attempts at several offenses */

Prop64Charges *
prop64_charges_new(const Prop64Policy *policy)
{
    Prop64Charges *charges;

    if (policy->nsets == 0 || policy->nsets > PROP64_CHARGES_SETS)
        return NULL;
    charges = prop64_alloc(sizeof(*charges));
    memset(charges, 0, sizeof(*charges));
    return charges;
}

void
prop64_charges_free(Prop64Charges *charges)
{
    prop64_free(charges);
}

/* Up to 8 bytes as one number: the first and the last of them, which may overlap. */
static uint64_t
load(const uint8_t *bytes, size_t len)
{
    if (len >= 4)
    {
        uint32_t first, last;

        memcpy(&first, bytes, 4);
        memcpy(&last, bytes + len - 4, 4);
        return (uint64_t)first << 32 | last;
    }
    return (uint64_t)bytes[0] << 16 | (uint64_t)bytes[len / 2] << 8 | bytes[len - 1];
}

/* Nothing is known yet but what follows from the charge alone. */
static void
begin(Prop64KnownCharge *known, const uint8_t *charge, size_t len)
{
    size_t own_len;
    const uint8_t *own = prop64_charge_aim(charge, len, &own_len);

    memset(known, 0, sizeof(*known));
    known->may_be_in = UINT64_MAX;
    known->section_len = (uint8_t)prop64_charge_section_len(charge, len);
    known->own_at = (uint8_t)(own - charge);
    known->own_len = (uint8_t)prop64_charge_section_len(own, own_len);
}

static bool
holds(const Prop64ChargePlace *place, uint64_t low, uint64_t high, size_t len)
{
    return place->low == low && place->high == high && place->len == len;
}

Prop64KnownCharge *
prop64_charges_find(Prop64Charges *charges, const uint8_t *charge, size_t len)
{
    uint64_t low, high = 0, hash;
    Prop64ChargePlace *row, *place;

    if (charges == NULL || len == 0 || len > LEN_MAX)
        return NULL;
    low = load(charge, len < 8 ? len : 8);
    if (len > 8)
        high = load(charge + len - 8, 8);
    hash = (low ^ (high + len) * UINT64_C(0x9e3779b97f4a7c15)) * UINT64_C(0xff51afd7ed558ccd);
    row = charges->places[hash >> (64 - PROP64_CHARGES_ROW_BITS)];
    for (int i = 0; i < PROP64_CHARGES_ROW; i++)
        if (holds(&row[i], low, high, len))
            return &row[i].known;
    /* a free place, else one by turns: two charges must not chase each other out of one */
    place = &row[charges->turn % PROP64_CHARGES_ROW];
    for (int i = PROP64_CHARGES_ROW - 1; i >= 0; i--)
        if (row[i].len == 0)
            place = &row[i];
    charges->turn++;
    place->low = low;
    place->high = high;
    place->len = len;
    begin(&place->known, charge, len);
    return &place->known;
}
