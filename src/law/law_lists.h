/*
 * law_lists.h: the legal lists that many policies share, as data.  Pure.
 *
 * Each list is a table of entries; each entry is a citation with the reason why
 * its offence is on the list, when, and how surely.  Lists carry a version
 * ('2026.1'); a library keeps every version that it ever shipped, and a policy
 * names the one that it was written for.
 */
#ifndef PROP64_LAW_LISTS_H
#define PROP64_LAW_LISTS_H

#include "common/core.h"
#include "common/level.h"

#define PROP64_LAW_VERSION "2026.1" /* the newest, added to a policy that names none */

/* Does an attempt (or conspiracy, solicitation) at the entry's offence match it? */
typedef enum Prop64LawForms
{
    PROP64_LAW_COMPLETED_ONLY = 0,
    PROP64_LAW_WITH_ATTEMPT = 1,            /* attempted murder: PC 667(e)(2)(C)(iv)(IV) */
    PROP64_LAW_WITH_ATTEMPT_CONSPIRACY = 2, /* PC 290(c) */
} Prop64LawForms;

typedef struct Prop64LawEntry
{
    const char *charge;    /* strict citation; matches itself and everything under it */
    Prop64LawForms forms;
    Prop64Level level;     /* only at this level as convicted; UNKNOWN: any */
    const char *from;      /* first and last day of the offence, YYYY-MM-DD or NULL */
    const char *until;
    const char *companion; /* must stand in the same case or field, or NULL */
    const char *question;  /* why membership is open (answer: unknown), or NULL when it is sure */
    const char *source;    /* where the law says so */
} Prop64LawEntry;

typedef struct Prop64LawList
{
    const char *version;
    const char *name;  /* as a policy writes it: superstrike, pc290 */
    const char *title; /* what it is, for people */
    const Prop64LawEntry *entries;
    int count;
} Prop64LawList;

/* NULL when the version or the name is not known. */
extern const Prop64LawList *prop64_law_list(const char *version, const char *name, size_t name_len);
extern bool prop64_law_version_known(const char *version, size_t len);
/* The i-th list of the library, from 0; NULL past the end. */
extern const Prop64LawList *prop64_law_list_at(int i);

#endif /* PROP64_LAW_LISTS_H */
