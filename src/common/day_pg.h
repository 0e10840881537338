/*
 * day_pg.h: bounds of days as PostgreSQL's date and daterange, both ways.
 */
#ifndef PROP64_DAY_PG_H
#define PROP64_DAY_PG_H

#include "common/compat.h"
#include "common/day.h"

#include "utils/date.h"

/* One day; an infinite date is any day. */
static inline Prop64Bounds
prop64_bounds_of_date(DateADT date)
{
    return DATE_NOT_FINITE(date) ? PROP64_ANY_DAY : (Prop64Bounds){date, date};
}

/* The days of a daterange; 22023 naming the argument when it holds none. */
extern Prop64Bounds prop64_bounds_of_range(Datum range, const char *argument);

/* The daterange of bounds; open ends are unbounded. */
extern Datum prop64_range_of_bounds(Prop64Bounds bounds);

#endif /* PROP64_DAY_PG_H */
