/*
 * level.h: felony, misdemeanor, infraction, as California records spell them.  Pure.
 *
 * The numbers are frozen: they are stored in histories and policies.
 */
#ifndef PROP64_LEVEL_H
#define PROP64_LEVEL_H

#include "common/core.h"

typedef enum Prop64Level
{
    PROP64_LEVEL_UNKNOWN = 0,
    PROP64_INFRACTION = 1,
    PROP64_MISDEMEANOR = 2,
    PROP64_FELONY = 3
} Prop64Level;

/* Any spelling of a level (F, Fel., FELONY, misd, ...); anything else is unknown. */
extern Prop64Level prop64_level_parse(const char *text, size_t len);

/* "felony", "misdemeanor", "infraction", or "unknown". */
extern const char *prop64_level_name(Prop64Level level);

#endif /* PROP64_LEVEL_H */
