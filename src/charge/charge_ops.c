/*
 * charge_ops.c: the order of charges, their hierarchy, and their hashes.
 *
 * None of these functions can raise an error on a stored value, which is why the
 * script may call them LEAKPROOF: they compare bytes and look at nothing else.
 */
#include "charge/charge_pg.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "port/pg_bswap.h"
#include "utils/array.h"
#include "utils/sortsupport.h"

#include "common/compare_pg.h"

PROP64_FUNCTION(prop64_charge_sortsupport);
PROP64_FUNCTION(prop64_charge_hash);
PROP64_FUNCTION(prop64_charge_hash_extended);
PROP64_FUNCTION(prop64_charge_smaller);
PROP64_FUNCTION(prop64_charge_larger);
PROP64_FUNCTION(prop64_charge_low);
PROP64_FUNCTION(prop64_charge_range_high);
PROP64_FUNCTION(prop64_charge_falls_under);
PROP64_FUNCTION(prop64_charge_covers);
PROP64_FUNCTION(prop64_charge_under_any);

static int
compare(const struct varlena *a, const struct varlena *b)
{
    return prop64_charge_compare(prop64_charge_bytes(a), prop64_charge_size(a),
                                 prop64_charge_bytes(b), prop64_charge_size(b));
}

static bool
under(const struct varlena *c, const struct varlena *a)
{
    return prop64_charge_under(prop64_charge_bytes(c), prop64_charge_size(c),
                               prop64_charge_bytes(a), prop64_charge_size(a));
}

PROP64_COMPARISONS(charge, prop64_compare_bytes)

/* ---------- sorting ---------- */

static int
sort_compare(Datum x, Datum y, SortSupport ssup)
{
    struct varlena *a = PG_DETOAST_DATUM_PACKED(x);
    struct varlena *b = PG_DETOAST_DATUM_PACKED(y);
    int cmp = compare(a, b);

    (void)ssup;
    if (PointerGetDatum(a) != x)
        pfree(a);
    if (PointerGetDatum(b) != y)
        pfree(b);
    return cmp;
}

/*
 * The abbreviated key: the first bytes as a number.  Most charges fit into eight
 * bytes, so that keys seldom tie; a tie asks sort_compare.
 */
static Datum
sort_abbreviate(Datum original, SortSupport ssup)
{
    struct varlena *charge = PG_DETOAST_DATUM_PACKED(original);
    size_t len = prop64_charge_size(charge);
    uint8_t padded[sizeof(Datum)] = {0};
    Datum key;

    (void)ssup;
    memcpy(padded, prop64_charge_bytes(charge), len < sizeof(padded) ? len : sizeof(padded));
    memcpy(&key, padded, sizeof(key));
    if (PointerGetDatum(charge) != original)
        pfree(charge);
    return DatumBigEndianToNative(key);
}

static bool
sort_keep_abbreviating(int memtupcount, SortSupport ssup)
{
    (void)memtupcount;
    (void)ssup;
    return false;
}

Datum
prop64_charge_sortsupport(PG_FUNCTION_ARGS)
{
    SortSupport ssup = (SortSupport)PG_GETARG_POINTER(0);

    ssup->comparator = sort_compare;
    if (ssup->abbreviate)
    {
        ssup->abbrev_converter = sort_abbreviate;
        ssup->abbrev_abort = sort_keep_abbreviating;
        ssup->abbrev_full_comparator = sort_compare;
        ssup->comparator = ssup_datum_unsigned_cmp;
    }
    PG_RETURN_VOID();
}

/* ---------- hashing: frozen, hash partitions depend on it ---------- */

Datum
prop64_charge_hash(PG_FUNCTION_ARGS)
{
    struct varlena *charge = PG_GETARG_CHARGE_PP(0);
    uint32 hash = hash_bytes(prop64_charge_bytes(charge), (int)prop64_charge_size(charge));

    PG_FREE_IF_COPY(charge, 0);
    PG_RETURN_UINT32(hash);
}

Datum
prop64_charge_hash_extended(PG_FUNCTION_ARGS)
{
    struct varlena *charge = PG_GETARG_CHARGE_PP(0);
    uint64 hash = hash_bytes_extended(prop64_charge_bytes(charge), (int)prop64_charge_size(charge),
                                      (uint64)PG_GETARG_INT64(1));

    PG_FREE_IF_COPY(charge, 0);
    PG_RETURN_UINT64(hash);
}

/* ---------- min and max ---------- */

Datum
prop64_charge_smaller(PG_FUNCTION_ARGS)
{
    struct varlena *a = PG_GETARG_CHARGE_PP(0);
    struct varlena *b = PG_GETARG_CHARGE_PP(1);

    PG_RETURN_POINTER(compare(a, b) <= 0 ? a : b);
}

Datum
prop64_charge_larger(PG_FUNCTION_ARGS)
{
    struct varlena *a = PG_GETARG_CHARGE_PP(0);
    struct varlena *b = PG_GETARG_CHARGE_PP(1);

    PG_RETURN_POINTER(compare(a, b) >= 0 ? a : b);
}

/* ---------- hierarchy ---------- */

/* The lowest charge under a charge is the charge itself. */
Datum
prop64_charge_low(PG_FUNCTION_ARGS)
{
    PG_RETURN_POINTER(PG_GETARG_CHARGE_PP(0));
}

Datum
prop64_charge_range_high(PG_FUNCTION_ARGS)
{
    struct varlena *charge = PG_GETARG_CHARGE_PP(0);
    Prop64Charge high;

    prop64_charge_high(prop64_charge_bytes(charge), prop64_charge_size(charge), &high);
    PG_RETURN_DATUM(prop64_charge_datum(high.bytes, high.len));
}

Datum
prop64_charge_falls_under(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(under(PG_GETARG_CHARGE_PP(0), PG_GETARG_CHARGE_PP(1)));
}

Datum
prop64_charge_covers(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(under(PG_GETARG_CHARGE_PP(1), PG_GETARG_CHARGE_PP(0)));
}

/* As SQL's "= ANY": true when one holds, else NULL when one is NULL, else false. */
Datum
prop64_charge_under_any(PG_FUNCTION_ARGS)
{
    struct varlena *charge = PG_GETARG_CHARGE_PP(0);
    ArrayType *array = PG_GETARG_ARRAYTYPE_P(1);
    Datum *elements;
    bool *nulls;
    bool unknown = false;
    int count;

    deconstruct_array(array, ARR_ELEMTYPE(array), -1, false, TYPALIGN_INT, &elements, &nulls,
                      &count);
    for (int i = 0; i < count; i++)
    {
        if (nulls[i])
            unknown = true;
        else if (under(charge, PG_DETOAST_DATUM_PACKED(elements[i])))
            PG_RETURN_BOOL(true);
    }
    if (unknown)
        PG_RETURN_NULL();
    PG_RETURN_BOOL(false);
}
