/*
 * charge_law.h: is this charge on that legal list?  Pure.
 *
 * A list is prepared once: its citations parsed, its entries sorted by section.
 * A charge is then looked up by the sections that it names.  What is not known
 * (the level, the date) is tried in every way that makes a difference; where the
 * answers differ, or the law leaves the entry open, the answer is unknown.
 */
#ifndef PROP64_CHARGE_LAW_H
#define PROP64_CHARGE_LAW_H

#include "charge/charge_core.h"
#include "common/day.h"
#include "law/law_lists.h"

typedef struct Prop64LawMatcher Prop64LawMatcher;

/*
 * Prepares a list; one prop64_law_matcher_free gives all of it back.  NULL only
 * when the list holds a citation or a date that cannot be read (see
 * prop64_law_check), which no shipped list does.
 */
extern Prop64LawMatcher *prop64_law_matcher_new(const Prop64LawList *list);
extern void prop64_law_matcher_free(Prop64LawMatcher *m);

/*
 * Is the charge, by itself, on the list?  It is when one of the sections that it
 * names is: its citation, its targets in the form of the charge, its "also"
 * sections; or when it carries both halves of a pair.  One half alone is false
 * here: see prop64_law_companions.
 *
 * No charge (len 0) is unknown.  date is that of the offense, or of the conviction
 * where no better is known.  *why, when asked for, is the entry that the answer
 * rests on, or NULL: a false answer often rests on none.
 */
extern Prop64Truth prop64_law_match(const Prop64LawMatcher *m, const uint8_t *charge, size_t len,
                                    Prop64Level level_as_convicted,
                                    Prop64Bounds offense_or_conviction_date,
                                    const Prop64LawEntry **why);

/*
 * Does the list itself leave the charge open (an entry with a question), whatever
 * is not known of its level and date?  Unknown when that depends on them.  A charge
 * that is, or surely is not, on the list is not open; nor one half of a pair.
 */
extern Prop64Truth prop64_law_open(const Prop64LawMatcher *m, const uint8_t *charge, size_t len,
                                   Prop64Level level_as_convicted,
                                   Prop64Bounds offense_or_conviction_date);

/*
 * Is the charge on the list by an entry without a question?  Unknown only when that
 * depends on the level or the date.
 */
extern Prop64Truth prop64_law_certain(const Prop64LawMatcher *m, const uint8_t *charge, size_t len,
                                      Prop64Level level_as_convicted,
                                      Prop64Bounds offense_or_conviction_date);

/*
 * For a charge that is one half of a pair: the citations any of which (or of whose
 * subdivisions) must stand in the same case to complete it.  Works from either
 * half.  Returns how many were stored, at most max; 0 when the charge is no half.
 * The citations belong to the matcher.
 */
extern int prop64_law_companions(const Prop64LawMatcher *m, const uint8_t *charge, size_t len,
                                 const uint8_t **companion_charges, size_t *companion_lens,
                                 int max);

/*
 * Which of the sections of HS 11361.8(e) a charge falls under, or an attempt or a
 * conspiracy aims at: "11357" to "11360"; NULL: none.  It counts what the earlier tool
 * counted; what relief there is, the list cannabis says.
 */
extern const char *prop64_cannabis_section(const uint8_t *charge, size_t len);

/* Reads every citation and date of a list; false fills err. */
extern bool prop64_law_check(const Prop64LawList *list, Prop64Error *err);

#endif /* PROP64_CHARGE_LAW_H */
