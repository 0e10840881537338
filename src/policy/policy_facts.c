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

static bool
holds_death(const Prop64Conviction *g)
{
    if (g->memo != NULL)
        return prop64_memo_death(g->memo);
    for (uint32_t i = 0; i < g->record->nevents; i++)
        if (g->record->events[i].kind == PROP64_EVENT_DEATH)
            return true;
    return false;
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
        g->deceased = prop64_truth(holds_death(g));
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
prop64_facts_open(Prop64Facts *facts)
{
    Prop64Conviction *g = &facts->given;

    if (g->later == NULL)
        return;
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

    if (g->record == NULL || g->cycle_key.data == NULL)
        return PROP64_DAY_OPEN_HIGH;
    if (g->memo != NULL)
        arrests = prop64_memo_arrests(g->memo);
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

    /* of bounds as of a date of which nothing is known, or else knowing more would decide less */
    if (may_be_by(g->convicted, f->as_of))
        not_after(&g->convicted, f->as_of);
    if (may_be_by(g->offense, arrest))
        not_after(&g->offense, arrest);
    not_after(&g->offense, g->convicted.hi);
    not_before(&g->offense, g->born.lo);
    not_before(&g->convicted, g->offense.lo);
    not_after(&g->born, g->offense.hi);
    f->contradiction = g->born.lo > g->born.hi || g->offense.lo > g->offense.hi ||
                       g->convicted.lo > g->convicted.hi;
}

void
prop64_facts_gather(const Prop64Policy *policy, const Prop64Conviction *given, Prop64Facts *facts)
{
    Prop64Conviction *g = &facts->given;
    Prop64Bounds convicted, born, offense;
    bool unknown_convicted, unknown_born, unknown_offense, unknown_sentence;

    facts->policy = policy;
    facts->given = *given;
    facts->own = NULL;
    facts->contradiction = false;
    facts->presumed = 0;
    facts->presumed_on = PROP64_ANY_DAY;
    facts->as_of = given->has_as_of    ? given->as_of
                   : policy->has_as_of ? policy->as_of
                                       : PROP64_DAY_OPEN_HIGH;
    facts->level_convicted = g->severity;
    if (g->record != NULL)
        ask_record(facts);
    else if (!can_wait(g))
        prop64_facts_open(facts);
    unknown_convicted = prop64_any_day(g->convicted);
    unknown_born = prop64_any_day(g->born);
    unknown_offense = prop64_any_day(g->offense);
    unknown_sentence = prop64_any_day(g->sentence_ends);
    convicted = g->convicted;
    born = g->born;
    offense = g->offense;
    narrow_dates(facts);
    if (facts->contradiction && prop64_presumption(policy, PROP64_FACT_CONTRADICTION) != NULL)
    {
        /* presumed to be none: every date stands as it is recorded */
        g->convicted = convicted;
        g->born = born;
        g->offense = offense;
        facts->presumed |= PROP64_FACT_MASK(PROP64_FACT_CONTRADICTION);
    }

    for (int i = 0; i < policy->npresumed; i++)
    {
        const Prop64Presumption *p = &policy->presumed[i];
        int32_t value = (int32_t)p->value.number;
        bool takes = false;

        switch (p->fact)
        {
            case PROP64_FACT_CONVICTED:
                facts->presumed_on = (Prop64Bounds){value, value};
                takes = unknown_convicted;
                if (takes)
                    g->convicted = facts->presumed_on;
                break;
            case PROP64_FACT_BORN:
                takes = unknown_born;
                if (takes)
                    g->born = (Prop64Bounds){value, value};
                break;
            case PROP64_FACT_OFFENSE:
                takes = unknown_offense;
                if (takes)
                    g->offense = (Prop64Bounds){value, value};
                break;
            case PROP64_FACT_SEVERITY:
                takes = g->severity == PROP64_LEVEL_UNKNOWN;
                if (takes)
                    g->severity = (Prop64Level)value;
                break;
            case PROP64_FACT_DECEASED:
                /* with a record it is known */
                takes = g->deceased == PROP64_UNKNOWN && g->later == NULL;
                if (takes)
                    g->deceased = prop64_truth(value != 0);
                break;
            case PROP64_FACT_SENTENCE:
                takes = unknown_sentence;
                break;
            case PROP64_FACT_RECORD:
                takes = g->record == NULL && g->later == NULL;
                break;
            default: /* declared facts, where they are asked for; a contradiction, above */
                break;
        }
        if (takes)
            facts->presumed |= PROP64_FACT_MASK(p->fact);
    }
}
