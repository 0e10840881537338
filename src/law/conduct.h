/*
 * conduct.h: what a cannabis citation meant on the day of the offense.  Pure.
 *
 * The letters of HS 11357 and its neighbours have meant different things: to
 * 2016-11-08 HS 11357(a) was concentrated cannabis, since then it is a small amount.
 * Each entry says for one citation, as written, and for a span of days what the
 * offense was and at which levels the law allowed it.  A subdivision has entries of
 * its own or none: an entry never reaches below its citation.
 *
 * Frozen: prop64.conduct and its family answer from this table for ever.  Another
 * reading of the law comes as another table, with new C symbols beside theirs.
 *
 * doc/conduct.md tells the names and what they stand for.
 */
#ifndef PROP64_CONDUCT_H
#define PROP64_CONDUCT_H

#include "common/core.h"
#include "common/day.h"
#include "common/level.h"

typedef struct Prop64ConductEntry
{
    const char *citation; /* canonical */
    const char *from;     /* first and last day of the offense, YYYY-MM-DD or NULL */
    const char *until;
    const char *conduct; /* one of a closed set of names; NULL: the citation leaves it open */
    unsigned levels;     /* 1 << Prop64Level for each; 0: not known */
    const char *source;
} Prop64ConductEntry;

/* The i-th entry, from 0; NULL past the end. */
extern const Prop64ConductEntry *prop64_conduct_at(int i);

/* The entry of a canonical citation on a day; NULL when there is none. */
extern const Prop64ConductEntry *prop64_conduct_find(const char *citation, size_t len, int32_t day);

/*
 * The conduct when it is the same on all days within the bounds; NULL when it is
 * not, or is open or unknown on one of them.
 */
extern const char *prop64_conduct_over(const char *citation, size_t len, Prop64Bounds days);

/* Is there a conduct of that name? */
extern bool prop64_conduct_named(const char *name, size_t len);

/*
 * Was it that conduct, whichever day within the bounds it was?  Unknown when the
 * days differ, or where the table does not tell; *open says that it does not for
 * some day, so that even the day might not decide.  A citation of a section that
 * the table does not know is none of its conducts.
 */
extern Prop64Truth prop64_conduct_is(const char *citation, size_t len, Prop64Bounds days,
                                     const char *name, size_t name_len, bool *open);

#endif /* PROP64_CONDUCT_H */
