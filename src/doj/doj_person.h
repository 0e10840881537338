/*
 * doj_person.h: the lines of one person in the state's bulk file, read into counts, a
 * record and findings.  Pure.
 *
 * What makes a count, and which lines tell of it:
 *
 *   * Lines of one CNT_ORDER and one offense are one count; another offense under the
 *     same key is another count.  A key that cannot be read is made up (doj_line.h).
 *   * A count is a conviction when a line says so.  Lines that tell what became of it
 *     (set aside, reduced, revoked) belong to the count of their own key or, where that
 *     has no conviction, to the one of the same cycle, number and offense.  Without such
 *     a count they stand for a conviction that the file does not tell.
 *   * Lines of one day and one disposition are one event, each a part of its sentence.
 *   * What a count is now, the record says (history/record.h).
 *   * The record also holds arrests, charges without a conviction, registrations, death.
 *   * An offense is not after its arrest: the last one of the same cycle for the same
 *     offense, else the last one of that cycle.
 *
 * Work grows as n log n with the lines of a person.  Nothing depends on the order of the
 * lines but what is called first: name, texts and line of a count.
 */
#ifndef PROP64_DOJ_PERSON_H
#define PROP64_DOJ_PERSON_H

#include "doj/doj_finding.h"
#include "doj/doj_line.h"
#include "history/record.h"

typedef struct Prop64DojCount
{
    const Prop64DojStep *first; /* the first line that tells the conviction */
    Prop64Key count_key;
    Prop64Key case_number; /* of the court's step, joined by "; "; data NULL: none */
    Prop64Charge charged;  /* where told apart; len 0: not, or not read */
    Prop64Bounds offense;
    int32_t lines;
    const Prop64Count *state; /* in the record */
} Prop64DojCount;

typedef struct Prop64DojPerson
{
    Prop64Key name, sex, race;                    /* the first that is stated */
    Prop64Key *names, *subject_ids, *cii_numbers; /* each once, in their first order */
    int nnames, nsubject_ids, ncii_numbers;
    Prop64Bounds born;
    bool deceased;
    bool registered; /* under PC 290 */
    int32_t nlines;
    int64_t first_line;
    int32_t nconvictions; /* counts that stand or may stand */
    Prop64DojCount *counts;
    int ncounts;
    Prop64Findings findings;
    uint8_t *history;
    size_t history_len;
    Prop64Record *record; /* of the history */
} Prop64DojPerson;

/*
 * Reads a person's lines.  received: the day after which nothing can have happened;
 * words: what is kept from one person to the next (doj_words.h), or NULL.
 * All that is read lives in the arena and in the lines; prop64_doj_person_free gives back
 * the history and the record.  false fills err: a record over a limit.
 */
extern bool prop64_doj_read_person(const Prop64DojLine *lines, int nlines, int32_t received,
                                   Prop64DojWords *words, Prop64Arena *arena, Prop64DojPerson *out,
                                   Prop64Error *err);
extern void prop64_doj_person_free(Prop64DojPerson *person);

#endif /* PROP64_DOJ_PERSON_H */
