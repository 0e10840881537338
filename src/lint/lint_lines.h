/*
 * lint_lines.h: what the files that build the cases of a policy share.  Pure.
 *
 * For lint_cases.c and its neighbours only: lint_lines.c knows on which lines
 * predicates compare, lint_charges.c the charge, lint_orders.c which line is
 * at most which.
 */
#ifndef PROP64_LINT_LINES_H
#define PROP64_LINT_LINES_H

#include "lint/lint_cases.h"

/* Numbers from 0 for keys, each once. */
typedef struct Prop64MapEntry
{
    uint64_t hash;
    const uint8_t *key;
    size_t len;
    int value;
} Prop64MapEntry;

typedef struct Prop64Map
{
    Prop64MapEntry *entries;
    size_t room; /* a power of two, at least twice what it will hold */
    int used;
} Prop64Map;

/* Lines of one scale are cut at the same places, so that they can be compared. */
typedef enum Prop64ScaleKind
{
    PROP64_SCALE_DAYS,
    PROP64_SCALE_HALF_YEARS, /* 2n: n years ago to the day; 2n + 1: longer, not yet n + 1 */
    PROP64_SCALE_AGES,
    PROP64_SCALE_NUMBERS, /* of events */
    PROP64_SCALE_OWN      /* the first that belongs to one line */
} Prop64ScaleKind;

typedef struct Prop64Scale
{
    int64_t least; /* no value is less, */
    int64_t most;  /* or more */
    int64_t *cuts; /* a value is before or from each */
    int ncuts;
} Prop64Scale;

typedef enum Prop64LineKind
{
    PROP64_LINE_SEVERITY = 1,
    PROP64_LINE_SENTENCES, /* 0: not complete, 1: this one is, 2: all are */
    PROP64_LINE_DATE,      /* of: the fact */
    PROP64_LINE_SINCE,     /* of: the anchor */
    PROP64_LINE_AGE,       /* of: the moment */
    PROP64_LINE_EVENTS,    /* how many of a kind, of a set, when */
    PROP64_LINE_OTHERS,    /* are the other convictions in the set? */
    PROP64_LINE_DECLARED,  /* of: the fact */
    PROP64_LINE_CONDUCT,
    PROP64_LINE_OPAQUE /* true or false, and nothing else is known of it */
} Prop64LineKind;

typedef struct Prop64Line
{
    Prop64LineKind kind;
    int32_t of;
    int32_t set; /* its representative, see Prop64CaseBuilder.same */
    int32_t when;
    int scale;
    int variable;
} Prop64Line;

/* What a predicate asks: is the value of a line from low to before high? */
typedef struct Prop64Question
{
    int line;
    int64_t low;
    int64_t high;
    bool negated;
} Prop64Question;

#define PROP64_LOWEST  INT64_MIN
#define PROP64_HIGHEST INT64_MAX

typedef struct Prop64CaseBuilder
{
    const Prop64Policy *policy;
    Prop64Cases *cases;
    Prop64Arena arena; /* of what is not needed behind */
    bool in_order;     /* born <= offense <= convicted */
    Prop64Map line_numbers;
    int nlines;
    Prop64Line *lines;
    int nscales;
    Prop64Scale *scales;
    Prop64Map texts; /* that something is compared with */
    int32_t *same;   /* of each set the first with the same charges */
    int *place;      /* of each set of charges that the charge is asked for, or -1 */
    int nplaces;
    int64_t work;               /* pairs of charges compared */
    const Prop64Claim **in_set; /* by place */
} Prop64CaseBuilder;

static inline bool
prop64_is_under(const Prop64Charge *c, const Prop64Charge *a)
{
    return prop64_charge_under(c->bytes, c->len, a->bytes, a->len);
}

/* ---- lint_lines.c ------------------------------------------------------ */

/* Room for so many keys. */
extern void prop64_map_new(Prop64Map *map, Prop64Arena *arena, size_t keys);
/* The number of a key: the one that it has, else the next. */
extern int prop64_map_number(Prop64Map *map, Prop64Arena *arena, const void *key, size_t len);

extern int prop64_scale_new(Prop64CaseBuilder *b, int64_t least, int64_t most);

/* What a predicate asks, of whichever kind its line is; unknown operators are opaque. */
extern Prop64Question prop64_question(Prop64CaseBuilder *b, const Prop64Condition *c);
/* Are the other convictions in the set? */
extern Prop64Question prop64_question_others(Prop64CaseBuilder *b, int32_t set);

/* Cuts the line where a question needs it; after the last, the lines become variables. */
extern void prop64_question_cut(Prop64CaseBuilder *b, Prop64Question q);
extern void prop64_lines_finish(Prop64CaseBuilder *b);
extern const Prop64Claim *prop64_question_claim(Prop64CaseBuilder *b, Prop64Question q);

/* ---- lint_charges.c, lint_orders.c ----------------------------------- */

/* Writes the claim of every set with a place. */
extern void prop64_charges_make(Prop64CaseBuilder *b);

extern void prop64_orders_make(Prop64CaseBuilder *b);

#endif /* PROP64_LINT_LINES_H */
