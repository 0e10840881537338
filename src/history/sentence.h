/*
 * sentence.h: when a sentence that was imposed in parts ends.  Pure.
 *
 * Records state a sentence as parts of days, months or years (180 days of jail,
 * three years of probation) and not whether they run together or one after the
 * other.  So the end is bounds: not before the longest part alone, not after all
 * parts in a row, in whatever row ends last.
 *
 * Parts are counted by the calendar.  A month ends on the same day of a later
 * month, or on the last day of one that is too short; a year on its anniversary,
 * which for 29 February is 1 March in a common year.
 */
#ifndef PROP64_SENTENCE_H
#define PROP64_SENTENCE_H

#include "common/day.h"

typedef enum Prop64Unit
{
    PROP64_UNIT_UNKNOWN = 0, /* life, a revoked term, blank, words not understood */
    PROP64_UNIT_DAY = 1,
    PROP64_UNIT_MONTH = 2,
    PROP64_UNIT_YEAR = 3
} Prop64Unit;

typedef struct Prop64SentencePart
{
    int32_t length;
    Prop64Unit unit; /* unknown: nobody knows how long the part is */
} Prop64SentencePart;

/* D, M, Y and the ways to write day, month and year; anything else is unknown. */
extern Prop64Unit prop64_unit_parse(const char *text, size_t len);

/* A length as a row holds it, a whole number; the part is unknown when it is none. */
extern Prop64SentencePart prop64_sentence_part(const char *length, size_t length_len,
                                               const char *unit, size_t unit_len);

/* The days on which the sentence can end; open above when a part is unknown or there is none. */
extern Prop64Bounds prop64_sentence_ends(Prop64Bounds begins, const Prop64SentencePart *parts,
                                         size_t nparts);

#endif /* PROP64_SENTENCE_H */
