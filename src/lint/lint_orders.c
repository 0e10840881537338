/* lint_orders.c: which line is at most which, see lint_lines.h.  Pure. */
#include "lint/lint_lines.h"

#include "policy/policy_facts.h"

/* Lines, and pairs of charges, looked at for an order: beyond that there is none. */
#define ORDERED_LINES_MAX 300
#define WITHIN_WORK_MAX   2000000

/* Is every charge of set a in set b?  false when that cannot be said. */
static bool
set_within(Prop64CaseBuilder *builder, int32_t a, int32_t b)
{
    const Prop64Policy *policy = builder->policy;
    const Prop64Set *x, *y;

    if (a == b || b < 0)
        return true;
    if (a < 0)
        return false;
    x = &policy->sets[a];
    y = &policy->sets[b];
    if (x->kind != y->kind || (x->including & ~y->including) != 0)
        return false;
    if (x->kind == PROP64_SET_SAME_SECTION)
        return true;
    if (x->kind != PROP64_SET_CHARGES)
        return false;
    builder->work += (int64_t)x->ncharges * y->ncharges;
    if (builder->work > WITHIN_WORK_MAX)
        return false;
    for (uint32_t i = 0; i < x->ncharges; i++)
    {
        uint32_t k = 0;

        while (k < y->ncharges && !prop64_is_under(&x->charges[i], &y->charges[k]))
            k++;
        if (k == y->ncharges)
            return false;
    }
    return true;
}

/* Between which days a when lies; a reference of 0 is no bound. */
typedef struct Time
{
    int low; /* THIS_OFFENSE or THIS_CONVICTION */
    bool after_low;
    int high;
    bool before_high;
    int same; /* IN_THIS_CASE, IN_THIS_CYCLE or 0 */
} Time;

static Time
time_of(int32_t when)
{
    int reference = PROP64_WHEN_REFERENCE(when);
    Prop64Order order = PROP64_WHEN_ORDER(when);
    Time t = {0};

    if (reference == PROP64_IN_THIS_CASE || reference == PROP64_IN_THIS_CYCLE)
        t.same = reference;
    else if (reference == PROP64_OFFENSE_TO_CONVICTION)
    {
        t.low = PROP64_THIS_OFFENSE;
        t.high = PROP64_THIS_CONVICTION;
    }
    else if (reference != PROP64_EVER)
    {
        t.low = order >= PROP64_ON ? reference : 0;
        t.high = order <= PROP64_ON ? reference : 0;
        t.after_low = order == PROP64_AFTER;
        t.before_high = order == PROP64_BEFORE;
    }
    return t;
}

/* Is one of the two days of this conviction never after the other? */
static bool
is_not_after(const Prop64CaseBuilder *b, int day, int other)
{
    return day == other ||
           (b->in_order && day == PROP64_THIS_OFFENSE && other == PROP64_THIS_CONVICTION);
}

/* Does what happened then also happen at the other time? */
static bool
when_within(const Prop64CaseBuilder *b, int32_t when, int32_t other)
{
    Time t = time_of(when), o = time_of(other);

    if ((other & PROP64_IN_ANOTHER_CASE) && !(when & PROP64_IN_ANOTHER_CASE))
        return false;
    if (o.same != 0 && o.same != t.same)
        return false;
    if (o.low != 0 &&
        (t.low == 0 || (o.after_low && !t.after_low) || !is_not_after(b, o.low, t.low)))
        return false;
    return o.high == 0 ||
           (t.high != 0 && (t.before_high || !o.before_high) && is_not_after(b, t.high, o.high));
}

/* Is what line a counts always counted by line b too? */
static bool
line_within(Prop64CaseBuilder *b, const Prop64Line *a, const Prop64Line *other)
{
    /* two counts of one such list can make a pair on a day on which neither stands, when presumed */
    if (a->set != other->set && a->set >= 0 && b->policy->sets[a->set].kind == PROP64_SET_LAW &&
        prop64_presumption(b->policy, PROP64_FACT_CONVICTED) != NULL)
        return false;
    return a->of == other->of && when_within(b, a->when, other->when) &&
           set_within(b, a->set, other->set);
}

static void
at_most(Prop64CaseBuilder *b, int low, int high)
{
    if (low >= 0 && high >= 0)
        prop64_search_at_most(&b->cases->search, b->lines[low].variable, b->lines[high].variable);
}

static int
find_line(const Prop64CaseBuilder *b, Prop64LineKind kind, int32_t of)
{
    for (int i = 0; i < b->nlines; i++)
        if (b->lines[i].kind == kind && b->lines[i].of == of)
            return i;
    return -1;
}

void
prop64_orders_make(Prop64CaseBuilder *b)
{
    static const int dates[] = {PROP64_FACT_BORN, PROP64_FACT_OFFENSE, PROP64_FACT_CONVICTED};
    static const int anchors[] = {PROP64_SINCE_LAST_CONVICTION, PROP64_SINCE_CONVICTION,
                                  PROP64_SINCE_OFFENSE, PROP64_SINCE_BIRTH};
    int counting[ORDERED_LINES_MAX];
    int n = 0;

    for (int i = 0; i < 4; i++)
        for (int k = i + 1; k < 4 && (b->in_order || (i == 0 && k == 1)); k++)
            at_most(b, find_line(b, PROP64_LINE_SINCE, anchors[i]),
                    find_line(b, PROP64_LINE_SINCE, anchors[k]));
    if (b->in_order)
    {
        for (int i = 0; i < 3; i++)
            for (int k = i + 1; k < 3; k++)
                at_most(b, find_line(b, PROP64_LINE_DATE, dates[i]),
                        find_line(b, PROP64_LINE_DATE, dates[k]));
        at_most(b, find_line(b, PROP64_LINE_AGE, PROP64_AT_OFFENSE),
                find_line(b, PROP64_LINE_AGE, PROP64_AT_CONVICTION));
    }
    for (int i = 0; i < b->nlines && n < ORDERED_LINES_MAX; i++)
        if (b->lines[i].kind == PROP64_LINE_EVENTS || b->lines[i].kind == PROP64_LINE_OTHERS)
            counting[n++] = i;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++)
            if (i != k && b->lines[counting[i]].kind == b->lines[counting[k]].kind &&
                line_within(b, &b->lines[counting[i]], &b->lines[counting[k]]))
                at_most(b, counting[i], counting[k]);
}
