/*
 * policy_settle.c: deciding a case in which one fact alone is missing.  Pure.
 *
 * Conditions are constant in a fact between the values at which one of them
 * changes.  So it is enough to try those values and their neighbours, within what
 * is known of the fact: when every try has the same outcome, it is the answer;
 * when not, the least of them is certain.
 */
#include "policy/policy_run.h"

#include <stdlib.h>

#include "law/conduct.h"

#define TRIES_MAX 4000 /* more values than that, and the case stays open */

typedef struct Values
{
    int64_t *v;
    int n;
    int room;
} Values;

static void
add(Values *values, int64_t v)
{
    if (values->n == values->room)
    {
        int room = values->room ? values->room * 2 : 64;

        values->v = values->v ? prop64_realloc(values->v, sizeof(int64_t) * (size_t)room)
                              : prop64_alloc(sizeof(int64_t) * (size_t)room);
        values->room = room;
    }
    values->v[values->n++] = v;
}

/* A value at which something changes: it and its neighbours. */
static void
add_around(Values *values, int64_t v)
{
    for (int step = -1; step <= 1; step++)
        add(values, v + step);
}

static void
add_day(Values *values, int32_t day)
{
    if (!prop64_open_day(day))
        add_around(values, day);
}

/* The years-th anniversaries of a day, forward and back; neighbours cover 29 February. */
static void
add_anniversaries(Values *values, int32_t day, int years)
{
    if (prop64_open_day(day))
        return;
    add_day(values, prop64_day_add_years(day, years));
    add_day(values, prop64_day_add_years(day, -years));
}

/* Days of this conviction and of the record, with which a date may be compared. */
static void
add_reference_days(Values *values, const Prop64Facts *f, int years)
{
    const Prop64Conviction *g = &f->given;
    const int32_t days[] = {f->as_of,         g->convicted.lo,     g->convicted.hi,
                            g->born.lo,       g->born.hi,          g->offense.lo,
                            g->offense.hi,    g->sentence_ends.lo, g->sentence_ends.hi,
                            f->presumed_on.lo}; /* the day of undated counts, where presumed */

    for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
        add_anniversaries(values, days[i], years);
    for (uint32_t i = 0; g->record != NULL && i < g->record->nevents && values->n < TRIES_MAX; i++)
    {
        add_anniversaries(values, g->record->events[i].on_date.lo, years);
        add_anniversaries(values, g->record->events[i].on_date.hi, years);
    }
}

/* A day of a table of the law; NULL: none. */
static void
add_text_day(Values *values, const char *text)
{
    int32_t day;

    if (text != NULL && prop64_day_parse(text, strlen(text), &day))
        add_day(values, day);
}

/* The days from and until which entries of a built-in list hold. */
static void
add_list_days(Values *values, const Prop64LawList *list)
{
    for (int i = 0; list != NULL && i < list->count; i++)
    {
        add_text_day(values, list->entries[i].from);
        add_text_day(values, list->entries[i].until);
    }
}

/* The days at which a condition may change with one of its dates. */
static void
add_condition_days(Values *values, const Prop64Facts *f, const Prop64Condition *c)
{
    if (c == NULL || values->n >= TRIES_MAX)
        return;
    add_condition_days(values, f, c->left);
    add_condition_days(values, f, c->right);
    switch (c->op)
    {
        case PROP64_OP_DATE_BETWEEN:
            add_day(values, c->arg[1]);
            add_day(values, c->arg[2]);
            break;
        case PROP64_OP_DATE:
            add_day(values, c->arg[2]);
            break;
        case PROP64_OP_AGE_BETWEEN:
            add_reference_days(values, f, c->arg[1]);
            add_reference_days(values, f, c->arg[1] + 1);
            /* FALLTHROUGH */
        case PROP64_OP_AGE:
            add_reference_days(values, f, c->arg[2]);
            add_reference_days(values, f, c->arg[2] + 1);
            break;
        case PROP64_OP_SPAN:
            add_reference_days(values, f, c->arg[1]);
            break;
        case PROP64_OP_CHARGE_IN:
        case PROP64_OP_ONLY:
            if (prop64_set_is_law(&f->policy->sets[c->arg[0]]))
                add_list_days(values, prop64_law_list(f->policy->law.data,
                                                      f->policy->sets[c->arg[0]].name.data,
                                                      f->policy->sets[c->arg[0]].name.len));
            break;
        case PROP64_OP_CONDUCT:
            for (int i = 0; prop64_conduct_at(i) != NULL; i++)
            {
                add_text_day(values, prop64_conduct_at(i)->from);
                add_text_day(values, prop64_conduct_at(i)->until);
            }
            break;
        default:
            break;
    }
}

static Prop64Bounds *
date_field(Prop64Conviction *c, int fact)
{
    switch (fact)
    {
        case PROP64_FACT_CONVICTED:
            return &c->convicted;
        case PROP64_FACT_BORN:
            return &c->born;
        case PROP64_FACT_OFFENSE:
            return &c->offense;
        case PROP64_FACT_SENTENCE:
            return &c->sentence_ends;
        default:
            return NULL;
    }
}

static int
ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/*
 * Sorts, and keeps one of each within lo..hi; the ends themselves belong to it,
 * and for an open end a value beyond all others does.
 */
static void
within(Values *values, int64_t lo, bool lo_open, int64_t hi, bool hi_open)
{
    int kept = 0;
    int64_t least = 0, most = 0;

    for (int i = 0; i < values->n; i++)
    {
        if (i == 0 || values->v[i] < least)
            least = values->v[i];
        if (i == 0 || values->v[i] > most)
            most = values->v[i];
    }
    if (lo_open)
        lo = least - 1 < hi || hi_open ? least - 1 : hi;
    if (hi_open)
        hi = most + 1 > lo ? most + 1 : lo;
    add(values, lo);
    add(values, hi);
    qsort(values->v, (size_t)values->n, sizeof(int64_t), ascending);
    for (int i = 0; i < values->n; i++)
        if (values->v[i] >= lo && values->v[i] <= hi &&
            (kept == 0 || values->v[kept - 1] != values->v[i]))
            values->v[kept++] = values->v[i];
    values->n = kept;
}

/* What the tries so far agree on. */
typedef struct Agreement
{
    int tries;
    bool open;
    bool outcome_agrees;
    bool basis_agrees;
    Prop64Eligibility e;
    uint32_t presumed;
    Prop64AtLeast certain; /* without any try */
} Agreement;

/* Will further tries tell no more than is known without them? */
static bool
is_idle(const Agreement *a)
{
    return a->open || (a->tries > 0 && !a->outcome_agrees && a->e.at_least <= a->certain &&
                       (a->e.at_least < PROP64_AT_LEAST_MISDEMEANOR || !a->basis_agrees));
}

static void
try_case(const Prop64Executor *executor, const Prop64Conviction *c, Agreement *a)
{
    Prop64Eligibility e;

    prop64_execute_once(executor, c, &e, NULL);
    a->open = a->open || e.outcome == PROP64_UNDETERMINED || e.basis == PROP64_BASIS_UNDETERMINED;
    if (a->tries++ == 0)
    {
        a->e = e;
        a->outcome_agrees = a->basis_agrees = true;
    }
    a->outcome_agrees = a->outcome_agrees && a->e.outcome == e.outcome;
    a->basis_agrees = a->basis_agrees && a->e.basis == e.basis;
    if (e.at_least < a->e.at_least)
        a->e.at_least = e.at_least;
    if (e.rule > a->e.rule)
        a->e.rule = e.rule;
    if (e.sentence != a->e.sentence)
        a->e.sentence = PROP64_SENTENCE_UNKNOWN;
    a->e.presumed = a->e.presumed || e.presumed;
    a->presumed |= e.presumed ? e.facts : 0;
}

static void
try_dates(const Prop64Executor *executor, const Prop64Conviction *given, int fact, Agreement *a)
{
    Values values = {NULL, 0, 0};
    Prop64Conviction c = *given;
    Prop64Facts facts;
    Prop64Bounds known;

    prop64_facts_gather(executor->policy, given, &facts);
    known = *date_field(&facts.given, fact);
    add_reference_days(&values, &facts, 0);
    for (int i = 0; i < executor->policy->nrules; i++)
        add_condition_days(&values, &facts, executor->policy->rules[i].when);
    within(&values, known.lo, known.lo == PROP64_DAY_OPEN_LOW, known.hi,
           known.hi == PROP64_DAY_OPEN_HIGH);
    a->open = values.n >= TRIES_MAX;
    /* the last day first, then from the first on: most disagreements show at the ends */
    for (int i = 0; i < values.n && !is_idle(a); i++)
    {
        int32_t day = (int32_t)values.v[i == 0 ? values.n - 1 : i - 1];

        *date_field(&c, fact) = (Prop64Bounds){day, day};
        try_case(executor, &c, a);
    }
    prop64_free(values.v);
}

static void
add_compared(Values *values, const Prop64Condition *c, int declared)
{
    if (c == NULL)
        return;
    add_compared(values, c->left, declared);
    add_compared(values, c->right, declared);
    if (c->op == PROP64_OP_FACT_COMPARE && c->arg[0] == declared)
        add_around(values, c->value.number);
}

/* A text is one of those that it is compared with, or another. */
static void
try_texts(const Prop64Executor *executor, const Prop64Condition *c, int declared,
          Prop64Conviction *conviction, Prop64FactValue *value, Agreement *a)
{
    if (c == NULL)
        return;
    try_texts(executor, c->left, declared, conviction, value, a);
    try_texts(executor, c->right, declared, conviction, value, a);
    if (c->op == PROP64_OP_FACT_COMPARE && c->arg[0] == declared)
    {
        value->text = c->value.text;
        try_case(executor, conviction, a);
    }
}

static void
try_declared(const Prop64Executor *executor, const Prop64Conviction *given, int declared,
             Agreement *a)
{
    const Prop64Policy *policy = executor->policy;
    Prop64FactValue facts[PROP64_FACTS_MAX];
    Prop64FactValue *value = &facts[declared];
    Prop64Conviction c = *given;
    Values values = {NULL, 0, 0};
    bool known;

    memset(facts, 0, sizeof(facts));
    if (given->declared != NULL)
        memcpy(facts, given->declared, sizeof(facts[0]) * (size_t)policy->ndeclared);
    known = value->known;
    value->known = true;
    c.declared = facts;
    if (policy->declared[declared].type == PROP64_TYPE_TEXT)
    {
        for (int i = 0; i < policy->nrules; i++)
            try_texts(executor, policy->rules[i].when, declared, &c, value, a);
        value->text = (Prop64Text){"\001", 1}; /* no text of jsonb holds this character alone */
        try_case(executor, &c, a);
        return;
    }
    if (policy->declared[declared].type == PROP64_TYPE_BOOLEAN)
    {
        add(&values, 0);
        add(&values, 1);
    }
    else
    {
        for (int i = 0; i < policy->nrules; i++)
            add_compared(&values, policy->rules[i].when, declared);
        within(&values, value->lo, !known || value->lo == INT64_MIN, value->hi,
               !known || value->hi == INT64_MAX);
    }
    for (int i = 0; i < values.n && !is_idle(a); i++)
    {
        value->lo = value->hi = values.v[i];
        try_case(executor, &c, a);
    }
    prop64_free(values.v);
}

void
prop64_settle(const Prop64Executor *executor, const Prop64Conviction *given, int fact,
              Prop64Eligibility *e)
{
    Prop64Conviction tried = *given;
    Prop64Conviction c;
    Agreement a;

    memset(&a, 0, sizeof(a));
    tried.not_known = prop64_not_known(executor, given);
    c = tried;
    a.certain = e->at_least;
    if (fact >= PROP64_FACT_DECLARED)
        try_declared(executor, &tried, fact - PROP64_FACT_DECLARED, &a);
    else if (date_field(&c, fact) != NULL)
        try_dates(executor, &tried, fact, &a);
    else if (fact == PROP64_FACT_SEVERITY)
        for (int level = PROP64_INFRACTION; level <= PROP64_FELONY; level++)
        {
            c.severity = (Prop64Level)level;
            try_case(executor, &c, &a);
        }
    else if (fact == PROP64_FACT_DECEASED)
        for (int i = 0; i < 2; i++)
        {
            c.deceased = i ? PROP64_TRUE : PROP64_FALSE;
            try_case(executor, &c, &a);
        }
    else
        return; /* a charge, a record or a key has too many values to try */
    if (a.open || a.tries == 0)
        return;
    if (a.outcome_agrees)
    {
        e->outcome = a.e.outcome;
        e->rule = a.e.rule;
    }
    e->at_least = a.e.at_least;
    if (e->at_least < PROP64_AT_LEAST_MISDEMEANOR)
        e->basis = PROP64_BASIS_NONE;
    else
        e->basis = a.basis_agrees ? a.e.basis : PROP64_BASIS_UNDETERMINED;
    e->presumed = e->presumed || a.e.presumed;
    if (e->outcome != PROP64_UNDETERMINED && e->basis != PROP64_BASIS_UNDETERMINED)
        e->facts = a.presumed;
}
