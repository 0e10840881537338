/* policy_values.c: see policy_values.h.  Pure. */
#include "policy/policy_values.h"

#include <stdlib.h>

#include "law/conduct.h"
#include "law/law_lists.h"

void
prop64_values_add(Prop64Values *values, int64_t v)
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

void
prop64_values_add_around(Prop64Values *values, int64_t v)
{
    for (int step = -1; step <= 1; step++)
        prop64_values_add(values, v + step);
}

static void
add_day(Prop64Values *values, int32_t day)
{
    if (!prop64_open_day(day))
        prop64_values_add_around(values, day);
}

/* The years-th anniversaries of a day, forward and back; neighbours cover 29 February. */
static void
add_anniversaries(Prop64Values *values, int32_t day, int years)
{
    if (prop64_open_day(day))
        return;
    add_day(values, prop64_day_add_years(day, years));
    add_day(values, prop64_day_add_years(day, -years));
}

void
prop64_values_add_references(Prop64Values *values, const Prop64Facts *f, int years)
{
    const Prop64Conviction *g = &f->given;
    const int32_t days[] = {f->as_of,         g->convicted.lo,     g->convicted.hi,
                            g->born.lo,       g->born.hi,          g->offense.lo,
                            g->offense.hi,    g->sentence_ends.lo, g->sentence_ends.hi,
                            f->presumed_on.lo}; /* the day of undated counts, where presumed */

    for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
        add_anniversaries(values, days[i], years);
}

void
prop64_values_add_events(Prop64Values *values, const Prop64Facts *f)
{
    const Prop64Record *record = f->given.record;

    for (uint32_t i = 0; record != NULL && i < record->nevents && values->n < PROP64_VALUES_MAX;
         i++)
    {
        add_day(values, record->events[i].on_date.lo);
        add_day(values, record->events[i].on_date.hi);
    }
}

/* A day of a table of the law; NULL: none. */
static void
add_text_day(Prop64Values *values, const char *text)
{
    int32_t day;

    if (text != NULL && prop64_day_parse(text, strlen(text), &day))
        add_day(values, day);
}

/* The days from and until which entries of a built-in list hold. */
static void
add_list_days(Prop64Values *values, const Prop64LawList *list)
{
    for (int i = 0; list != NULL && i < list->count; i++)
    {
        add_text_day(values, list->entries[i].from);
        add_text_day(values, list->entries[i].until);
    }
}

void
prop64_values_add_days(Prop64Values *values, const Prop64Facts *f, const Prop64Condition *c)
{
    if (c == NULL || values->n >= PROP64_VALUES_MAX)
        return;
    prop64_values_add_days(values, f, c->left);
    prop64_values_add_days(values, f, c->right);
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
            prop64_values_add_references(values, f, c->arg[1]);
            prop64_values_add_references(values, f, c->arg[1] + 1);
            /* FALLTHROUGH */
        case PROP64_OP_AGE:
            prop64_values_add_references(values, f, c->arg[2]);
            prop64_values_add_references(values, f, c->arg[2] + 1);
            break;
        case PROP64_OP_SPAN:
            prop64_values_add_references(values, f, c->arg[1]);
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

/* The days on which so many years have passed since some day within the bounds. */
static void
add_passed(Prop64Values *values, Prop64Bounds since, int years)
{
    if (!prop64_open_day(since.lo))
        add_day(values, prop64_day_add_years(since.lo, years));
    if (!prop64_open_day(since.hi))
        add_day(values, prop64_day_add_years(since.hi, years));
}

static void
add_span_turns(Prop64Values *values, const Prop64Facts *f, const Prop64Condition *c)
{
    const Prop64Conviction *g = &f->given;
    const Prop64Bounds since[] = {[PROP64_SINCE_BIRTH] = g->born,
                                  [PROP64_SINCE_CONVICTION] = g->convicted,
                                  [PROP64_SINCE_OFFENSE] = g->offense,
                                  [PROP64_SINCE_LAST_CONVICTION] = g->convicted};

    add_passed(values, since[c->arg[2]], c->arg[1]);
    if (c->arg[2] != PROP64_SINCE_LAST_CONVICTION || g->record == NULL)
        return;
    add_passed(values, f->presumed_on, c->arg[1]);
    for (uint32_t i = 0; i < g->record->ncounts; i++)
        add_passed(values, g->record->counts[i].on_date, c->arg[1]);
}

void
prop64_values_add_turns(Prop64Values *values, const Prop64Facts *f, const Prop64Condition *c)
{
    const Prop64Conviction *g = &f->given;

    if (c == NULL)
        return;
    prop64_values_add_turns(values, f, c->left);
    prop64_values_add_turns(values, f, c->right);
    switch (c->op)
    {
        case PROP64_OP_AGE:
        case PROP64_OP_AGE_BETWEEN:
            if (c->arg[0] != PROP64_NOW)
                break;
            for (int i = c->op == PROP64_OP_AGE ? 2 : 1; i <= 2; i++)
            {
                add_passed(values, g->born, c->arg[i]);
                add_passed(values, g->born, c->arg[i] + 1);
            }
            break;
        case PROP64_OP_SPAN:
            add_span_turns(values, f, c);
            break;
        case PROP64_OP_ALL_SENTENCES:
            for (uint32_t i = 0; g->record != NULL && i < g->record->ncounts; i++)
                add_passed(values, g->record->counts[i].sentence_ends, 0);
            /* FALLTHROUGH */
        case PROP64_OP_SENTENCE:
            add_passed(values, g->sentence_ends, 0);
            break;
        default:
            break;
    }
}

static int
ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

void
prop64_values_within(Prop64Values *values, int64_t lo, bool lo_open, int64_t hi, bool hi_open)
{
    int within = 0, kept = 0;
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
    prop64_values_add(values, lo);
    prop64_values_add(values, hi);
    /* only those within are sorted: often few of many */
    for (int i = 0; i < values->n; i++)
        if (values->v[i] >= lo && values->v[i] <= hi)
            values->v[within++] = values->v[i];
    qsort(values->v, (size_t)within, sizeof(int64_t), ascending);
    for (int i = 0; i < within; i++)
        if (kept == 0 || values->v[kept - 1] != values->v[i])
            values->v[kept++] = values->v[i];
    values->n = kept;
}
