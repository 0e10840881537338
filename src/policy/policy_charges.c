/* policy_charges.c: see policy_charges.h.  Pure. */
#include "policy/policy_charges.h"

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

/* The first bytes of a section; of one that is not longer they are all. */
static uint64_t
section_number(const uint8_t *section, size_t len)
{
    uint64_t number = 0;

    for (size_t i = 0; i < len && i < PROP64_CHARGES_SECTION; i++)
        number = number << 8 | section[i];
    return number;
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
    known->section = section_number(charge, known->section_len);
    known->own_section = section_number(own, known->own_len);
}

Prop64KnownCharge *
prop64_charges_add(Prop64Charges *charges, const uint8_t *charge, size_t len)
{
    Prop64ChargeName name = prop64_charge_name(charge, len);
    Prop64ChargePlace *row = charges->places[prop64_charge_row(&name)];
    /* a free place, else one by turns: two charges must not chase each other out of one */
    Prop64ChargePlace *place = &row[charges->turn % PROP64_CHARGES_ROW];

    for (int i = PROP64_CHARGES_ROW - 1; i >= 0; i--)
        if (row[i].name.len == 0)
            place = &row[i];
    charges->turn++;
    place->name = name;
    begin(&place->known, charge, len);
    return &place->known;
}
