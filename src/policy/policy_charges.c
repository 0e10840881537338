/* policy_charges.c: see policy_charges.h.  Pure. */
#include "policy/policy_charges.h"

#define PLACES   256 /* a power of two */
#define SETS_MAX 64  /* policies with more sets ask every time */
#define LEN_MAX  16  /* so do charges with more bytes: attempts at several offenses */

/* A charge of up to 16 bytes as two numbers; with its length they are the charge. */
typedef struct Name
{
    uint64_t low;
    uint64_t high;
    size_t len;
} Name;

struct Prop64Charges
{
    size_t nsets;
    Name names[PLACES]; /* len 0: free */
    uint8_t answers[];  /* PLACES times nsets */
};

Prop64Charges *
prop64_charges_new(const Prop64Policy *policy)
{
    size_t nsets = (size_t)policy->nsets;
    Prop64Charges *charges;

    if (nsets == 0 || nsets > SETS_MAX)
        return NULL;
    charges = prop64_alloc(sizeof(*charges) + PLACES * nsets);
    memset(charges, 0, sizeof(*charges));
    charges->nsets = nsets;
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

uint8_t *
prop64_charges_find(Prop64Charges *charges, const uint8_t *charge, size_t len)
{
    Name name = {0, 0, len};
    size_t place;

    if (charges == NULL || len == 0 || len > LEN_MAX)
        return NULL;
    name.low = load(charge, len < 8 ? len : 8);
    if (len > 8)
        name.high = load(charge + len - 8, 8);
    place = ((name.low ^ (name.high + len) * UINT64_C(0x9e3779b97f4a7c15)) *
             UINT64_C(0xff51afd7ed558ccd)) >>
            56;
    if (charges->names[place].low != name.low || charges->names[place].high != name.high ||
        charges->names[place].len != len)
    {
        charges->names[place] = name;
        memset(charges->answers + place * charges->nsets, PROP64_NOT_ASKED, charges->nsets);
    }
    return charges->answers + place * charges->nsets;
}
