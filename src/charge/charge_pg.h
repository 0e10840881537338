/*
 * charge_pg.h: charges as PostgreSQL values.
 *
 * A charge is a packed varlena whose payload is the bytes of charge_core.h; it is
 * read in place, whatever its header.
 */
#ifndef PROP64_CHARGE_PG_H
#define PROP64_CHARGE_PG_H

#include "common/compat.h"

#include "charge/charge_core.h"

#define PG_GETARG_CHARGE_PP(n) PG_GETARG_VARLENA_PP(n)

static inline const uint8_t *
prop64_charge_bytes(const struct varlena *v)
{
    return (const uint8_t *)VARDATA_ANY(v);
}

static inline size_t
prop64_charge_size(const struct varlena *v)
{
    return VARSIZE_ANY_EXHDR(v);
}

static inline Datum
prop64_charge_datum(const uint8_t *bytes, size_t len)
{
    struct varlena *v = palloc(VARHDRSZ + len);

    SET_VARSIZE(v, VARHDRSZ + len);
    memcpy(VARDATA(v), bytes, len);
    return PointerGetDatum(v);
}

#endif /* PROP64_CHARGE_PG_H */
