/*
 * offense_codes.h: the numeric offence codes of the California Department of Justice.  Pure.
 *
 * The Department's records name an offense by a number.  The table says what each
 * number stood for in April 2021: citation, level, degree, and the days between
 * which the Department used it.  It is what the Department wrote, not the law.
 *
 * Frozen: prop64.offense_code and offense_codes answer from this table for ever.  A
 * later table comes as another one, with new C symbols beside theirs.
 */
#ifndef PROP64_OFFENSE_CODES_H
#define PROP64_OFFENSE_CODES_H

#include "common/core.h"

typedef struct Prop64OffenseCode
{
    int32_t code;
    int32_t from;      /* first day as YYYYMMDD */
    int32_t until;     /* last day, 0 when there is none */
    char level;        /* F, M, I; X: an entry that is no charge */
    char degree;       /* 1, 2, or 0 */
    char citation[26]; /* canonical; "" when the entry names no single charge */
} Prop64OffenseCode;

/* NULL when there is no such code. */
extern const Prop64OffenseCode *prop64_offense_code_find(int32_t code);

/*
 * The first code from place *at on that has this canonical citation; *at moves
 * behind it.  NULL when there is none left.  Begin with *at = 0.
 */
extern const Prop64OffenseCode *prop64_offense_code_cited(const char *citation, size_t len,
                                                          int *at);

#endif /* PROP64_OFFENSE_CODES_H */
