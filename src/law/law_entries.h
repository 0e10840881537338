/*
 * law_entries.h: short hands for writing the tables of legal lists.  Pure.
 *
 * For the law_*.c tables only.  An entry made here says four things: what it
 * covers, that its offense is on the list (ON), is surely not (OFF) or is open
 * (OPEN, with the question that a person must answer), and where the law says so.
 */
#ifndef PROP64_LAW_ENTRIES_H
#define PROP64_LAW_ENTRIES_H

#include "law/law_lists.h"

#define LAW_NOT_COMPLETED                                                                          \
    (PROP64_LAW_ATTEMPT | PROP64_LAW_CONSPIRACY | PROP64_LAW_SOLICITATION | PROP64_LAW_ACCESSORY)
#define LAW_ANY_FORM (PROP64_LAW_COMPLETED | LAW_NOT_COMPLETED)

#define ON(c, s)                                                                                   \
    {                                                                                              \
        .charge = (c), .source = (s)                                                               \
    }
#define ON_FORMS(c, f, s)                                                                          \
    {                                                                                              \
        .charge = (c), .forms = (f), .source = (s)                                                 \
    }
#define ON_FROM(c, d, s)                                                                           \
    {                                                                                              \
        .charge = (c), .from = (d), .source = (s)                                                  \
    }
#define ON_UNTIL(c, d, s)                                                                          \
    {                                                                                              \
        .charge = (c), .until = (d), .source = (s)                                                 \
    }
#define OFF(c, s)                                                                                  \
    {                                                                                              \
        .charge = (c), .forms = LAW_ANY_FORM, .excluded = true, .source = (s)                      \
    }
#define OPEN(c, q, s)                                                                              \
    {                                                                                              \
        .charge = (c), .question = (q), .source = (s)                                              \
    }
#define OPEN_FORMS(c, f, q, s)                                                                     \
    {                                                                                              \
        .charge = (c), .forms = (f), .question = (q), .source = (s)                                \
    }
#define OPEN_EXACT(c, q, s)                                                                        \
    {                                                                                              \
        .charge = (c), .reach = PROP64_LAW_EXACT, .question = (q), .source = (s)                   \
    }
#define PAIR(c, with, s)                                                                           \
    {                                                                                              \
        .charge = (c), .companion = (with), .source = (s)                                          \
    }

#define LAW_COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

#endif /* PROP64_LAW_ENTRIES_H */
