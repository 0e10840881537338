/* policy_quick.c: running a policy's tests in a row; see policy_quick.h.  Pure. */
#include "policy/policy_quick.h"

#include "history/history_bytes.h"
#include "policy/policy_run.h"

/*
 * Is all known that narrows or contradicts other facts, or would be taken from the
 * record?  A birth date may be open where no test looks at it.
 */
static inline bool
is_settled(const Prop64Conviction *g)
{
    return g->charge_len > 0 && g->severity != PROP64_LEVEL_UNKNOWN &&
           prop64_one_day(g->convicted) && prop64_one_day(g->offense) &&
           prop64_one_day(g->sentence_ends) && g->born.lo <= g->offense.lo &&
           g->offense.lo <= g->convicted.lo && g->offense.lo != PROP64_DAY_OPEN_LOW &&
           g->convicted.hi != PROP64_DAY_OPEN_HIGH && !prop64_open_day(g->sentence_ends.lo);
}

/* The last day of which a number of years has passed on another. */
static int32_t
years_before(int32_t day, int32_t years)
{
    int32_t since = prop64_day_add_years(day, -years);

    /* 29 February has its anniversary in another month */
    while (prop64_day_add_years(since, years) > day)
        since--;
    while (prop64_day_add_years(since + 1, years) <= day)
        since++;
    return since;
}

/* Counts the years of a step back from another as-of day than that of the last case. */
static __attribute__((noinline)) void
move(Prop64QuickStep *step, int32_t as_of)
{
    if (step->years_lo != PROP64_NO_YEARS)
        step->lo = years_before(as_of + step->shift, step->years_lo) + 1;
    if (step->years_hi != PROP64_NO_YEARS)
        step->hi = years_before(as_of + step->shift, step->years_hi);
    step->as_of = as_of;
}

static inline bool
is_between(Prop64QuickStep *step, int32_t day, int32_t as_of)
{
    if (step->moves && step->as_of != as_of)
        move(step, as_of);
    return day >= step->lo && day <= step->hi;
}

static Prop64Truth
age_at(const Prop64Condition *c, int32_t born, int32_t day)
{
    int32_t age = prop64_years_between(born, day);

    if (c->op == PROP64_OP_AGE_BETWEEN)
        return prop64_truth(age >= c->arg[1] && age <= c->arg[2]);
    return prop64_ask_compare(age, age, (Prop64Compare)c->arg[1], c->arg[2]);
}

/* ---- the record ------------------------------------------------------------ */

/* Looks at the record once a case. */
static __attribute__((noinline)) Prop64GlanceState
look(const Prop64Executor *executor, const Prop64Conviction *g, const uint8_t *history, size_t len,
     Prop64Glance *l)
{
    bool is_short = history != NULL && prop64_history_count(history, len) <= PROP64_RECORD_FEW;

    l->state = is_short && g->count_key.data != NULL && executor->charges != NULL &&
                       prop64_look(executor->charges, g, history, len, l)
                   ? PROP64_GLANCED
                   : PROP64_NO_USE;
    return l->state;
}

static Prop64Truth
happened(const Prop64QuickStep *step, const Prop64Conviction *g, const Prop64Glance *l)
{
    const Prop64Condition *c = step->asked;
    const Prop64Wanted *w = &step->wanted;
    Prop64Bounds days;

    if ((l->kinds & PROP64_KIND_BIT(c->arg[0])) == 0)
        return PROP64_FALSE;
    if (c->arg[0] != PROP64_EVENT_CONVICTION)
        return PROP64_UNKNOWN;
    if (step->bit != 0 && (l->may_be_in & step->bit) == 0)
        return PROP64_FALSE;
    if ((w->same_section && !prop64_section_is_short(l)) ||
        !prop64_days_of(c->arg[1], g->convicted.lo, g->offense.lo, &days))
        return PROP64_UNKNOWN;
    for (uint32_t i = 0; i < l->n; i++)
    {
        Prop64Truth is = prop64_is_wanted(l, w, days, i);

        if (is != PROP64_FALSE)
            return is;
    }
    return PROP64_FALSE;
}

static Prop64Truth
compares(const Prop64QuickStep *step, const Prop64Conviction *g, const Prop64Glance *l)
{
    const Prop64Condition *c = step->asked;
    const Prop64Wanted *w = &step->wanted;
    Prop64Bounds days;
    int64_t count = 0;

    if ((w->same_section && !prop64_section_is_short(l)) ||
        !prop64_days_of(c->arg[1], g->convicted.lo, g->offense.lo, &days))
        return PROP64_UNKNOWN;
    for (uint32_t i = 0; i < l->n; i++)
    {
        Prop64Truth is = prop64_is_wanted(l, w, days, i);

        if (is == PROP64_UNKNOWN)
            return is;
        count += is == PROP64_TRUE;
    }
    return prop64_ask_compare(count, count, (Prop64Compare)c->arg[2], c->arg[3]);
}

/* ---- every test ------------------------------------------------------------ */

static inline Prop64Truth
is_in(const Prop64KnownCharge *known, uint64_t bit)
{
    if (known == NULL)
        return PROP64_UNKNOWN;
    return (known->is_in & bit) != 0       ? PROP64_TRUE
           : (known->may_be_in & bit) == 0 ? PROP64_FALSE
                                           : PROP64_UNKNOWN;
}

bool
prop64_quick(const Prop64Executor *executor, const Prop64Conviction *g, const uint8_t *history,
             size_t len, int64_t *eligibility)
{
    const Prop64Quick *quick = executor->quick;
    const Prop64KnownCharge *own;
    Prop64Glance l;
    int32_t as_of;

    if (quick == NULL || !is_settled(g))
        return false;
    as_of = prop64_as_of(executor->policy, g);
    if (prop64_open_day(as_of))
        return false;
    own = prop64_charges_find(executor->charges, g->charge, g->charge_len);
    l.state = PROP64_NO_GLANCE;
    for (Prop64QuickStep *step = quick->first;;)
    {
        Prop64Truth is = PROP64_UNKNOWN;

        if (step->test >= PROP64_QUICK_RECORD && l.state == PROP64_NO_GLANCE &&
            look(executor, g, history, len, &l) == PROP64_NO_USE)
            return false;
        switch (step->test)
        {
            case PROP64_QUICK_ANSWER:
                *eligibility = quick->answers[step->subject][g->sentence_ends.lo <= as_of];
                return true;
            case PROP64_QUICK_OPEN:
            case PROP64_QUICK_RECORD:
                return false;
            case PROP64_QUICK_LEVEL:
                is = prop64_truth((int)g->severity == step->subject);
                break;
            case PROP64_QUICK_CHARGE:
                is = is_in(own, step->bit);
                break;
            case PROP64_QUICK_BORN:
                if (prop64_one_day(g->born))
                    is = prop64_truth(is_between(step, g->born.lo, as_of));
                break;
            case PROP64_QUICK_CONVICTED:
                is = prop64_truth(is_between(step, g->convicted.lo, as_of));
                break;
            case PROP64_QUICK_OFFENSE:
                is = prop64_truth(is_between(step, g->offense.lo, as_of));
                break;
            case PROP64_QUICK_SENTENCE:
                is = prop64_truth(is_between(step, g->sentence_ends.lo, as_of));
                break;
            case PROP64_QUICK_AGE_AT:
                if (prop64_one_day(g->born))
                    is = age_at(step->asked, g->born.lo,
                                step->subject == PROP64_FACT_OFFENSE ? g->offense.lo
                                                                     : g->convicted.lo);
                break;
            case PROP64_QUICK_LAST:
                is = prop64_truth(is_between(
                    step, l.last_date > g->convicted.lo ? l.last_date : g->convicted.lo, as_of));
                break;
            case PROP64_QUICK_DECEASED:
                is = g->deceased != PROP64_UNKNOWN
                         ? g->deceased
                         : prop64_truth((l.kinds & PROP64_KIND_BIT(PROP64_EVENT_DEATH)) != 0);
                break;
            case PROP64_QUICK_HAPPENED:
                is = happened(step, g, &l);
                break;
            case PROP64_QUICK_COUNT:
                is = compares(step, g, &l);
                break;
            case PROP64_QUICK_ONLY:
                is = is_in(own, step->bit);
                if (is == PROP64_TRUE)
                    is = (l.all_in & step->bit) != 0          ? PROP64_TRUE
                         : (l.all_may_be_in & step->bit) == 0 ? PROP64_FALSE
                                                              : PROP64_UNKNOWN;
                break;
            case PROP64_QUICK_ALL_SENTENCES:
                if (l.ends_known)
                    is = prop64_truth(g->sentence_ends.lo <= as_of && l.last_end <= as_of);
                break;
        }
        if (is == PROP64_UNKNOWN)
            return false;
        step = step->next[is == PROP64_TRUE];
    }
}
