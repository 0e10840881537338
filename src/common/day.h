/*
 * day.h: days, bounds of days, and whole years between them.  Pure.
 *
 * A day is a count from 2000-01-01, as in PostgreSQL's date.  PROP64_DAY_OPEN_LOW
 * and _HIGH are PostgreSQL's -infinity and infinity: an end that is not known.
 *
 * Bounds are inclusive on both ends: the earliest and the latest day that a date
 * can be.  A full date is one day (lo = hi), a year is its first to its last.
 *
 * Years are whole completed calendar years counted forward; the anniversary of
 * 29 February is 1 March in a common year.
 */
#ifndef PROP64_DAY_H
#define PROP64_DAY_H

#include "common/core.h"

#define PROP64_DAY_OPEN_LOW  INT32_MIN
#define PROP64_DAY_OPEN_HIGH INT32_MAX
/* Days that can be written as a date: 0001-01-01 to 9999-12-31. */
#define PROP64_DAY_FIRST (-730119)
#define PROP64_DAY_LAST  2921939

typedef struct Prop64Bounds
{
    int32_t lo;
    int32_t hi;
} Prop64Bounds;

static const Prop64Bounds PROP64_ANY_DAY = {PROP64_DAY_OPEN_LOW, PROP64_DAY_OPEN_HIGH};

static inline bool
prop64_one_day(Prop64Bounds b)
{
    return b.lo == b.hi;
}

static inline bool
prop64_any_day(Prop64Bounds b)
{
    return b.lo == PROP64_DAY_OPEN_LOW && b.hi == PROP64_DAY_OPEN_HIGH;
}

static inline bool
prop64_open_day(int32_t day)
{
    return day == PROP64_DAY_OPEN_LOW || day == PROP64_DAY_OPEN_HIGH;
}

/* Calendar conversion, proleptic Gregorian.  The month is 1 to 12. */
extern bool prop64_civil_valid(int year, int month, int day);
extern int32_t prop64_day_from_civil(int year, int month, int day);
extern void prop64_civil_from_day(int32_t day, int *year, int *month, int *dom);

/* The years-th anniversary of a day; open ends stay open. */
extern int32_t prop64_day_add_years(int32_t day, int years);

/*
 * Whole years completed from one day to another, negative when "to" comes first.
 * An open end gives INT32_MIN or INT32_MAX, whichever way it opens the answer.
 */
extern int32_t prop64_years_between(int32_t from, int32_t to);

/* a before b, a on or before b: false, unknown or true for all days in the bounds. */
static inline Prop64Truth
prop64_before(Prop64Bounds a, Prop64Bounds b)
{
    if (a.hi != PROP64_DAY_OPEN_HIGH && b.lo != PROP64_DAY_OPEN_LOW && a.hi < b.lo)
        return PROP64_TRUE;
    if (a.lo != PROP64_DAY_OPEN_LOW && b.hi != PROP64_DAY_OPEN_HIGH && a.lo >= b.hi)
        return PROP64_FALSE;
    return PROP64_UNKNOWN;
}

static inline Prop64Truth
prop64_on_or_before(Prop64Bounds a, Prop64Bounds b)
{
    return prop64_not(prop64_before(b, a));
}

/*
 * Reads exactly YYYY-MM-DD.  false when the text is not that or no such day
 * exists.
 */
extern bool prop64_day_parse(const char *text, size_t len, int32_t *day);

/*
 * A date as the state's files write it, blanks around it aside: YYYYMMDD, where a
 * month or day of 00 is not known; YYYY-MM-DD is read too.  false for what is no
 * date: such files hold zeros, blanks and impossible days.
 */
extern bool prop64_doj_date_parse(const char *text, size_t len, Prop64Bounds *bounds);

/* Writes YYYY-MM-DD and a NUL into buf (11 bytes); "-infinity"/"infinity" need 10. */
extern void prop64_day_print(int32_t day, char buf[11]);

#endif /* PROP64_DAY_H */
