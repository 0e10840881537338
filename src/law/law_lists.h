/*
 * law_lists.h: the legal lists that many policies share, as data.  Pure.
 *
 * Each list is a table of entries; each entry is a citation with the reason why
 * its offense is on the list, when, and how surely.  Lists carry a version
 * ('2026.1'); a library keeps every version that it ever shipped, and a policy
 * names the one that it was written for.
 *
 * How entries combine: of the entries that cover a citation on a day, at a level,
 * in a form, the most specific one decides (the longest citation; of two alike,
 * the one that does not reach below itself).  So a table can say "PC 261 is open"
 * and then settle its subdivisions one by one.  charge_law.h does the matching.
 *
 * doc/law.md tells what the lists hold, from where, and what they leave open.
 */
#ifndef PROP64_LAW_LISTS_H
#define PROP64_LAW_LISTS_H

#include "common/core.h"
#include "common/level.h"

#define PROP64_LAW_VERSION "2026.1" /* the newest, added to a policy that names none */

/* Which citations an entry covers. */
typedef enum Prop64LawReach
{
    PROP64_LAW_UNDER = 0, /* the citation and its subdivisions; never another section */
    PROP64_LAW_EXACT,     /* the citation as written: no further subdivision, no target */
    PROP64_LAW_NO_TARGET, /* as UNDER, when the charge names no target: a bare PC 664 */
    PROP64_LAW_CODE       /* every section of the citation's code: federal offenses */
} Prop64LawReach;

/*
 * In which forms the entry's offense matches; a set of bits, 1 << Prop64ChargeForm.
 * Zero stands for the completed offense only.
 */
#define PROP64_LAW_COMPLETED    0x01u
#define PROP64_LAW_ATTEMPT      0x02u
#define PROP64_LAW_CONSPIRACY   0x04u
#define PROP64_LAW_SOLICITATION 0x08u
#define PROP64_LAW_ACCESSORY    0x10u

typedef struct Prop64LawEntry
{
    const char *charge; /* strict citation, no target, no "also" section */
    Prop64LawReach reach;
    unsigned forms;
    Prop64Level level; /* only at this level as convicted; UNKNOWN: any */
    const char *from;  /* first and last day of the offense, YYYY-MM-DD or NULL */
    const char *until;
    const char *companion; /* must stand in the same case or field, or NULL */
    const char *question;  /* why membership is open (answer: unknown), or NULL when it is sure */
    bool excluded;         /* surely not on the list, though a wider entry covers it */
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

/* The tables, one file each. */
extern const Prop64LawList prop64_law_superstrike_2026_1;
extern const Prop64LawList prop64_law_pc290_2026_1;
extern const Prop64LawList prop64_law_cannabis_2026_1;
extern const Prop64LawList prop64_law_plea_substitute_2026_1;
extern const Prop64LawList prop64_law_related_2026_1;

#endif /* PROP64_LAW_LISTS_H */
