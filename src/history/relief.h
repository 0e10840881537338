/*
 * relief.h: what relief leaves of a record.  Pure.
 *
 * Relief is granted count by count; what is left is counted of the counts that stand
 * or may stand as convictions.  Doubt counts against the person: a level that is not
 * known may be a felony, a count whose days are not known may be of any days.
 */
#ifndef PROP64_RELIEF_H
#define PROP64_RELIEF_H

#include "history/record.h"

/* Ascending: of two that are granted to one count, the larger counts. */
typedef enum Prop64Relief
{
    PROP64_RELIEF_NONE,
    PROP64_RELIEF_REDUCED,
    PROP64_RELIEF_DISMISSED
} Prop64Relief;

typedef struct Prop64Left
{
    int32_t convictions;
    int32_t felonies; /* known to be felonies now */
    int32_t recent;   /* may be of the days asked */
    int32_t convictions_left;
    int32_t felonies_left; /* are or may be felonies */
    int32_t recent_left;
} Prop64Left;

/* Of each of the record's counts what is granted, in the caller's memory; none at first. */
typedef struct Prop64Grants
{
    const Prop64Record *record;
    uint8_t *relief; /* Prop64Relief of each count; room for record->ncounts */
} Prop64Grants;

extern Prop64Grants prop64_grants(const Prop64Record *record, uint8_t *relief);

/* A key that no count has names nothing. */
extern void prop64_grant(Prop64Grants *grants, Prop64Key count_key, Prop64Relief relief);

/* Days since and until as PostgreSQL counts them, both included; infinite ones too. */
extern Prop64Left prop64_left(const Prop64Grants *grants, int32_t since, int32_t until);

#endif /* PROP64_RELIEF_H */
