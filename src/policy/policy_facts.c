/* policy_facts.c: see policy_facts.h.  Pure. */
#include "policy/policy_facts.h"

#include "policy/policy_memo.h"

const Prop64Presumption *
prop64_presumption(const Prop64Policy *policy, int fact)
{
    for (int i = 0; i < policy->npresumed; i++)
        if (policy->presumed[i].fact == fact)
            return &policy->presumed[i];
    return NULL;
}

/* What two sources say of one date; the argument alone where they contradict. */
static Prop64Bounds
narrowed(Prop64Bounds argument, Prop64Bounds record)
{
    Prop64Bounds both = {argument.lo > record.lo ? argument.lo : record.lo,
                         argument.hi < record.hi ? argument.hi : record.hi};

    return both.lo <= both.hi ? both : argument;
}

/* What the caller did not say, the record may: an argument wins over the record. */
static void
ask_record(Prop64Facts *f)
{
    Prop64Conviction *g = &f->given;
    const Prop64Count *own;

    own = f->own = prop64_record_find_count(g->record, g->count_key);
    if (own != NULL)
    {
        if (g->charge_len == 0)
        {
            g->charge = own->charge;
            g->charge_len = own->charge_len;
        }
        if (g->severity == PROP64_LEVEL_UNKNOWN)
            g->severity = own->level_now;
        if (own->level_convicted != PROP64_LEVEL_UNKNOWN)
            f->level_convicted = own->level_convicted;
        g->convicted = narrowed(g->convicted, own->on_date);
        g->sentence_ends = narrowed(g->sentence_ends, own->sentence_ends);
        if (g->case_key.data == NULL)
            g->case_key = own->case_key;
        if (g->cycle_key.data == NULL)
            g->cycle_key = own->cycle_key;
    }
    if (g->deceased == PROP64_UNKNOWN)
    {
        /* the record is closed: a death that it does not hold did not happen */
        g->deceased = prop64_truth(prop64_record_has(g->record, PROP64_EVENT_DEATH));
    }
}

/*
 * Can the record wait until a rule asks for it?  Not where it might say what the
 * caller did not: then it decides what all rules look at.
 */
static bool
can_wait(const Prop64Conviction *g)
{
    return g->charge_len > 0 && g->severity != PROP64_LEVEL_UNKNOWN &&
           prop64_one_day(g->convicted) && prop64_one_day(g->offense) &&
           prop64_one_day(g->sentence_ends);
}

void
prop64_facts_read(Prop64Facts *facts)
{
    Prop64Conviction *g = &facts->given;

    g->record = prop64_later_record(g->later);
    g->later = NULL;
    ask_record(facts);
}

static void
not_after(Prop64Bounds *b, int32_t day)
{
    if (day < b->hi)
        b->hi = day;
}

static void
not_before(Prop64Bounds *b, int32_t day)
{
    if (day > b->lo)
        b->lo = day;
}

/* The latest day of arrest in this conviction's cycle; open when none is dated. */
static int32_t
arrest_day(const Prop64Conviction *g)
{
    int32_t day = PROP64_DAY_OPEN_LOW;

    Prop64Walk arrests = {NULL, g->record ? g->record->nevents : 0};

    if (g->record == NULL || g->cycle_key.data == NULL ||
        !prop64_record_has(g->record, PROP64_EVENT_ARREST))
        return PROP64_DAY_OPEN_HIGH;
    if (g->memo != NULL)
        arrests = prop64_memo_arrests(g->memo, g->cycle_key);
    for (uint32_t i = 0; i < arrests.n; i++)
    {
        const Prop64Event *event = &g->record->events[arrests.counts ? arrests.counts[i] : i];

        if (event->kind == PROP64_EVENT_ARREST && prop64_same_key(event->cycle_key, g->cycle_key) &&
            event->on_date.hi > day)
            day = event->on_date.hi;
    }
    return day == PROP64_DAY_OPEN_LOW ? PROP64_DAY_OPEN_HIGH : day;
}

/* May a date that is not known to the day be taken to lie on or before that day? */
static bool
may_be_by(Prop64Bounds b, int32_t day)
{
    return !prop64_one_day(b) && b.lo <= day;
}

/* born <= offense <= convicted: each date narrows its neighbours. */
static void
narrow_dates(Prop64Facts *f)
{
    Prop64Conviction *g = &f->given;
    int32_t arrest = arrest_day(g);
    int32_t asked = g->has_asked ? g->asked : f->as_of;

    /* of bounds as of a date of which nothing is known, or else knowing more would decide less */
    if (may_be_by(g->convicted, asked))
        not_after(&g->convicted, asked);
    if (may_be_by(g->offense, arrest))
        not_after(&g->offense, arrest);
    not_after(&g->offense, g->convicted.hi);
    not_before(&g->offense, g->born.lo);
    not_before(&g->convicted, g->offense.lo);
    not_after(&g->born, g->offense.hi);
    f->contradiction = g->born.lo > g->born.hi || g->offense.lo > g->offense.hi ||
                       g->convicted.lo > g->convicted.hi;
}

/* The dates as they were recorded, before they narrowed one another. */
typedef struct Dates
{
    Prop64Bounds convicted;
    Prop64Bounds born;
    Prop64Bounds offense;
} Dates;

/* Narrows the dates, unless the policy takes contradicting ones as they are recorded. */
static void
settle_dates(Prop64Facts *f, const Dates *recorded)
{
    Prop64Conviction *g = &f->given;

    narrow_dates(f);
    if (f->contradiction && prop64_presumption(f->policy, PROP64_FACT_CONTRADICTION) != NULL)
    {
        g->convicted = recorded->convicted;
        g->born = recorded->born;
        g->offense = recorded->offense;
        f->presumed |= PROP64_FACT_MASK(PROP64_FACT_CONTRADICTION);
    }
}

/* Takes a day that is presumed where nothing was recorded. */
static bool
takes_day(Prop64Bounds recorded, int32_t day, Prop64Bounds *b)
{
    if (!prop64_any_day(recorded))
        return false;
    *b = (Prop64Bounds){day, day};
    return true;
}

/* Is the fact presumed?  Then its value is set, but for a sentence or a record. */
static bool
takes(Prop64Facts *f, const Prop64Presumption *p, const Dates *recorded)
{
    Prop64Conviction *g = &f->given;
    int32_t value = (int32_t)p->value.number;

    switch (p->fact)
    {
        case PROP64_FACT_CONVICTED:
            f->presumed_on = (Prop64Bounds){value, value};
            return takes_day(recorded->convicted, value, &g->convicted);
        case PROP64_FACT_BORN:
            return takes_day(recorded->born, value, &g->born);
        case PROP64_FACT_OFFENSE:
            return takes_day(recorded->offense, value, &g->offense);
        case PROP64_FACT_SEVERITY:
            if (g->severity != PROP64_LEVEL_UNKNOWN)
                return false;
            g->severity = (Prop64Level)value;
            return true;
        case PROP64_FACT_DECEASED:
            /* with a record it is known */
            if (g->deceased != PROP64_UNKNOWN || g->later != NULL)
                return false;
            g->deceased = prop64_truth(value != 0);
            return true;
        case PROP64_FACT_SENTENCE:
            return prop64_any_day(g->sentence_ends);
        case PROP64_FACT_RECORD:
            return g->record == NULL && g->later == NULL;
        default: /* declared facts, where they are asked for; a contradiction, before */
            return false;
    }
}

int32_t
prop64_as_of(const Prop64Policy *policy, const Prop64Conviction *conviction)
{
    return conviction->has_as_of ? conviction->as_of
           : policy->has_as_of   ? policy->as_of
                                 : PROP64_DAY_OPEN_HIGH;
}

/* What the caller says, and then the record: now, or when a rule asks for it. */
static inline Dates
begin(const Prop64Policy *policy, const Prop64Conviction *given, Prop64Facts *f)
{
    const Prop64Conviction *g = &f->given;

    f->policy = policy;
    f->given = *given;
    f->own = NULL;
    f->contradiction = false;
    f->presumed = 0;
    f->presumed_on = PROP64_ANY_DAY;
    f->as_of = prop64_as_of(policy, given);
    f->level_convicted = g->severity;
    if (g->record != NULL)
        ask_record(f);
    else if (!can_wait(g))
        prop64_facts_open(f);
    return (Dates){g->convicted, g->born, g->offense};
}

static inline void
finish(Prop64Facts *f, const Dates *recorded)
{
    settle_dates(f, recorded);
    for (int i = 0; i < f->policy->npresumed; i++)
        if (takes(f, &f->policy->presumed[i], recorded))
            f->presumed |= PROP64_FACT_MASK(f->policy->presumed[i].fact);
}

void
prop64_facts_gather(const Prop64Policy *policy, const Prop64Conviction *given, Prop64Facts *facts)
{
    Dates recorded = begin(policy, given, facts);

    finish(facts, &recorded);
}

/* ---- where a fact came from ---------------------------------------------- */

static bool
same_bounds(Prop64Bounds a, Prop64Bounds b)
{
    return a.lo == b.lo && a.hi == b.hi;
}

static Prop64Origin
date_origin(Prop64Bounds given, Prop64Bounds recorded, Prop64Bounds settled)
{
    if (!same_bounds(recorded, settled))
        return PROP64_FROM_OTHER_DATES;
    if (!same_bounds(given, recorded))
        return PROP64_FROM_EVENT;
    return prop64_any_day(given) ? PROP64_FROM_NOTHING : PROP64_FROM_ARGUMENT;
}

static Prop64Origin
origin(bool given, bool recorded)
{
    return given ? PROP64_FROM_ARGUMENT : recorded ? PROP64_FROM_EVENT : PROP64_FROM_NOTHING;
}

static Prop64Origin
declared_origin(const Prop64Facts *f, int fact)
{
    const Prop64FactValue *given = f->given.declared;

    if (given != NULL && given[fact - PROP64_FACT_DECLARED].known)
        return PROP64_FROM_ARGUMENT;
    return prop64_presumption(f->policy, fact) != NULL ? PROP64_FROM_PRESUMPTION
                                                       : PROP64_FROM_NOTHING;
}

/* Of a fact that is not presumed, what the caller gave and the record, before dates were settled. */
static Prop64Origin
built_in_origin(const Prop64Facts *f, const Prop64Conviction *given, const Dates *recorded,
                Prop64Bounds sentence_ends, int fact)
{
    const Prop64Conviction *settled = &f->given;

    switch (fact)
    {
        case PROP64_FACT_CHARGE:
            return origin(given->charge_len > 0, settled->charge_len > 0);
        case PROP64_FACT_SEVERITY:
            return origin(given->severity != PROP64_LEVEL_UNKNOWN,
                          settled->severity != PROP64_LEVEL_UNKNOWN);
        case PROP64_FACT_CONVICTED:
            return date_origin(given->convicted, recorded->convicted, settled->convicted);
        case PROP64_FACT_BORN:
            return date_origin(given->born, recorded->born, settled->born);
        case PROP64_FACT_OFFENSE:
            return date_origin(given->offense, recorded->offense, settled->offense);
        case PROP64_FACT_SENTENCE:
            return date_origin(given->sentence_ends, sentence_ends, settled->sentence_ends);
        case PROP64_FACT_DECEASED:
            return origin(given->deceased != PROP64_UNKNOWN, settled->deceased != PROP64_UNKNOWN);
        case PROP64_FACT_RECORD:
            return origin(given->record != NULL, false);
        case PROP64_FACT_COUNT_KEY:
            return origin(given->count_key.data != NULL, false);
        case PROP64_FACT_CASE_KEY:
            return origin(given->case_key.data != NULL, settled->case_key.data != NULL);
        case PROP64_FACT_CYCLE_KEY:
            return origin(given->cycle_key.data != NULL, settled->cycle_key.data != NULL);
        default: /* a contradiction */
            return f->contradiction ? PROP64_FROM_OTHER_DATES : PROP64_FROM_NOTHING;
    }
}

void
prop64_facts_trace(const Prop64Policy *policy, const Prop64Conviction *given, Prop64Facts *facts,
                   Prop64Origin origins[64])
{
    Dates recorded = begin(policy, given, facts);
    Prop64Bounds sentence_ends = facts->given.sentence_ends;

    finish(facts, &recorded);
    for (int i = 0; i < policy->nfacts; i++)
    {
        int fact = policy->facts[i];

        if (facts->presumed & PROP64_FACT_MASK(fact))
            origins[fact] = PROP64_FROM_PRESUMPTION;
        else if (fact >= PROP64_FACT_DECLARED)
            origins[fact] = declared_origin(facts, fact);
        else
            origins[fact] = built_in_origin(facts, given, &recorded, sentence_ends, fact);
    }
}
