/* policy_ask_record.c: what a condition asks of the record.  Pure. */
#include "policy/policy_run.h"

#include "policy/policy_memo.h"

#define COMPANIONS_MAX 16

#define RECORD PROP64_FACT_MASK(PROP64_FACT_RECORD)

/* No record and none presumed: what it holds is not known. */
static bool
record_unknown(Prop64Run *run)
{
    look_at(run, PROP64_FACT_RECORD);
    return run->facts.given.record == NULL && (run->facts.presumed & RECORD) == 0;
}

static uint32_t
ncounts(const Prop64Run *run)
{
    return run->facts.given.record ? run->facts.given.record->ncounts : 0;
}

/* Does it matter when?  A list of the law may turn on the day. */
static bool
day_matters(const Prop64Run *run, int32_t set, int32_t when)
{
    return prop64_when_is_day(when) || (set >= 0 && run->executor->lists[set] != NULL);
}

/* When another count was convicted, presumed where the policy presumes it. */
static Prop64Bounds
count_date(Prop64Run *run, const Prop64Count *count)
{
    if (prop64_any_day(count->on_date) && !prop64_any_day(run->facts.presumed_on))
    {
        run->used |= PROP64_FACT_MASK(PROP64_FACT_CONVICTED);
        return run->facts.presumed_on;
    }
    return count->on_date;
}

/* ---- what a trace tells ---------------------------------------------------- */

static void
found(Prop64Run *run, const void *source, const Prop64Event *event, Prop64Truth truth)
{
    Prop64Trace *trace = run->trace;

    for (uint32_t i = run->found_from; i < trace->nfound; i++)
        if (trace->found[i].source == source && trace->found[i].truth == truth)
            return;
    if (trace->nfound >= PROP64_FOUND_MAX)
        return;
    if (trace->nfound == trace->room)
    {
        trace->room = trace->room ? trace->room * 2 : 16;
        trace->found = trace->found
                           ? prop64_realloc(trace->found, trace->room * sizeof(Prop64Found))
                           : prop64_alloc(trace->room * sizeof(Prop64Found));
    }
    trace->found[trace->nfound++] = (Prop64Found){*event, truth, source};
}

/* A count that matters to the condition: in its present state, as one event. */
static void
found_count(Prop64Run *run, const Prop64Count *count, Prop64Truth truth)
{
    Prop64Event event;

    if (run->trace == NULL)
        return;
    memset(&event, 0, sizeof(event));
    event.kind = count->kind;
    event.charge = count->charge;
    event.charge_len = count->charge_len;
    event.level_convicted = count->level_convicted;
    event.level_now = count->level_now;
    event.disposition = count->disposition;
    event.on_date = count->on_date;
    event.sentence_ends = count->sentence_ends;
    event.count_key = count->count_key;
    event.case_key = count->case_key;
    event.cycle_key = count->cycle_key;
    found(run, count, &event, truth);
}

/* Where something of the record stands: its day, its case, its cycle. */
typedef struct Place
{
    Prop64Bounds date;
    Prop64Key case_key;
    Prop64Key cycle_key;
} Place;

/* Do two keys agree?  Unknown when one is not given: one that is a fact of its own, or the record's. */
static Prop64Answer
same_key(Prop64Key own, Prop64Fact own_fact, Prop64Key other)
{
    if (own.data != NULL && other.data != NULL)
        return yes_no(prop64_same_key(own, other));
    return unknown((own.data == NULL ? PROP64_FACT_MASK(own_fact) : 0) |
                   (other.data == NULL ? RECORD : 0));
}

static Prop64Answer
at_order(Prop64Run *run, Prop64Bounds date, Prop64Order order, Prop64Fact fact)
{
    Prop64Bounds reference = prop64_ask_date(run, fact);

    return answer(prop64_ask_order(date, order, reference),
                  (prop64_one_day(date) ? 0 : RECORD) | open_fact(reference, fact));
}

/* Did it happen when the condition says, leaving aside in which case? */
static Prop64Answer
at_time(Prop64Run *run, const Place *place, int32_t when)
{
    const Prop64Conviction *g = &run->facts.given;
    Prop64Order order = PROP64_WHEN_ORDER(when);

    switch (PROP64_WHEN_REFERENCE(when))
    {
        case PROP64_EVER:
            return yes_no(true);
        case PROP64_IN_THIS_CASE:
            return same_key(g->case_key, PROP64_FACT_CASE_KEY, place->case_key);
        case PROP64_IN_THIS_CYCLE:
            return same_key(g->cycle_key, PROP64_FACT_CYCLE_KEY, place->cycle_key);
        case PROP64_OFFENSE_TO_CONVICTION:
            return both(at_order(run, place->date, PROP64_ON_OR_AFTER, PROP64_FACT_OFFENSE),
                        at_order(run, place->date, PROP64_ON_OR_BEFORE, PROP64_FACT_CONVICTED));
        case PROP64_THIS_OFFENSE:
            return at_order(run, place->date, order, PROP64_FACT_OFFENSE);
        default:
            return at_order(run, place->date, order, PROP64_FACT_CONVICTED);
    }
}

static Prop64Answer
at_when(Prop64Run *run, const Place *place, int32_t when)
{
    Prop64Answer a = at_time(run, place, when);

    if ((when & PROP64_IN_ANOTHER_CASE) && a.truth != PROP64_FALSE)
        a = both(a, negation(same_key(run->facts.given.case_key, PROP64_FACT_CASE_KEY,
                                      place->case_key)));
    return a;
}

/*
 * Could this count be the conviction itself?  Only when the caller did not say
 * which count it is: then one that does not contradict it may be.
 */
static bool
may_be_this(const Prop64Run *run, const Prop64Count *count)
{
    const Prop64Conviction *g = &run->facts.given;

    if (g->count_key.data != NULL)
        return false;
    if (g->charge_len != 0 && count->charge_len != 0 &&
        prop64_charge_compare(g->charge, g->charge_len, count->charge, count->charge_len) != 0)
        return false;
    return count->on_date.lo <= g->convicted.hi && g->convicted.lo <= count->on_date.hi;
}

/*
 * The other half of a pair that a list of the law asks for (a gang enhancement and
 * its felony): the pair is complete when both stand, on the later of the two days.
 * Each pair is seen once, from the later of its counts.
 */
static Prop64Answer
paired(Prop64Run *run, const Prop64LawMatcher *list, uint32_t i, int32_t when)
{
    const Prop64Count *counts = run->facts.given.record->counts;
    const uint8_t *companions[COMPANIONS_MAX];
    size_t lens[COMPANIONS_MAX];
    Prop64Answer any = yes_no(false);
    int n;

    if (counts[i].charge_len == 0)
        return any;
    n = prop64_law_companions(list, counts[i].charge, counts[i].charge_len, companions, lens,
                              COMPANIONS_MAX);
    /* every count with every other: the cheap question first, and a way out */
    for (uint32_t j = 0; j < i && n > 0; j++)
    {
        Prop64Answer pair = same_key(counts[i].case_key, PROP64_FACT_RECORD, counts[j].case_key);

        if (j % 1024 == 0)
            prop64_check_interrupts();
        if (pair.truth == PROP64_FALSE || counts[j].charge_len == 0)
            continue;
        pair = both(pair, answer(counts[j].is_conviction, RECORD));
        for (int k = 0; k < n; k++)
            if (prop64_charge_under(counts[j].charge, counts[j].charge_len, companions[k], lens[k]))
            {
                Prop64Bounds a = count_date(run, &counts[i]);
                Prop64Bounds b = count_date(run, &counts[j]);
                Prop64Bounds complete = {a.lo > b.lo ? a.lo : b.lo, a.hi > b.hi ? a.hi : b.hi};
                Place place = {complete, counts[i].case_key, counts[i].cycle_key};

                any = either(any, both(pair, at_when(run, &place, when)));
            }
    }
    return any;
}

/*
 * Looks up what is known of the charges of a short record: once a run, not once a
 * condition.  false: not all can be known.
 */
static bool
learn_charges(Prop64Run *run)
{
    const Prop64Conviction *g = &run->facts.given;
    const Prop64Record *record = g->record;
    Prop64Charges *charges = run->executor->charges;
    Prop64KnownCharge *known;
    unsigned turn;

    if (charges == NULL || record == NULL || record->ncounts > PROP64_RECORD_FEW)
        return false;
    run->has_known = false;
    known = prop64_charges_find(charges, g->charge, g->charge_len);
    run->own_section = known ? known->own_section : 0;
    run->own_section_len = known && known->own_len <= PROP64_CHARGES_SECTION ? known->own_len : 0;
    run->may_be_in = 0;
    run->all_in = UINT64_MAX;
    turn = prop64_charges_turn(charges);
    for (uint32_t i = 0; i < record->ncounts; i++)
    {
        const Prop64Count *count = &record->counts[i];

        run->known[i] = known = prop64_charges_find(charges, count->charge, count->charge_len);
        if (known == NULL)
        {
            run->never_known = true;
            return false;
        }
        if (count == run->facts.own)
            continue;
        run->may_be_in |= known->may_be_in;
        run->all_in &= known->is_in;
    }
    /* one that was new may have driven out another: all again, the next time */
    run->known_turn = turn;
    run->has_known = turn == prop64_charges_turn(charges);
    return run->has_known;
}

static inline bool
know_charges(Prop64Run *run)
{
    if (run->has_known && run->known_turn == prop64_charges_turn(run->executor->charges))
        return true;
    return !run->never_known && learn_charges(run);
}

/* Does no answer have to tell that a presumed day was looked at? */
static inline bool
no_day_presumed(const Prop64Run *run)
{
    const uint64_t days =
        PROP64_FACT_MASK(PROP64_FACT_CONVICTED) | PROP64_FACT_MASK(PROP64_FACT_OFFENSE);

    return (run->facts.presumed & days) == 0 && prop64_any_day(run->facts.presumed_on);
}

/* Is no other count in any way in the set?  So it is for most records and lists of the law. */
static bool
none_in(Prop64Run *run, int32_t set)
{
    return set >= 0 && no_day_presumed(run) && know_charges(run) &&
           (run->may_be_in & (UINT64_C(1) << set)) == 0;
}

/* Is every other count in the set, whatever its day and level? */
static bool
all_in(Prop64Run *run, int32_t set)
{
    return set >= 0 && no_day_presumed(run) && know_charges(run) &&
           (run->all_in & (UINT64_C(1) << set)) != 0;
}

/* Is the count in no way in the set?  Then nothing else of it matters. */
static inline bool
surely_out(Prop64Run *run, uint32_t i, int32_t index)
{
    const Prop64Count *count;
    Prop64KnownCharge *known;
    const Prop64Set *set;

    if (index < 0 || !no_day_presumed(run) || !know_charges(run))
        return false;
    set = &run->executor->policy->sets[index];
    known = run->known[i];
    if (set->kind == PROP64_SET_SAME_SECTION)
        return set->including == 0 && run->own_section_len > 0 &&
               (known->section_len != run->own_section_len || known->section != run->own_section);
    if (!(known->may_be_in & (UINT64_C(1) << index)))
        return true;
    count = &run->facts.given.record->counts[i];
    return prop64_ask_known_always(run, index, known, count->charge, count->charge_len) ==
           PROP64_IS_OUT;
}

/* Does the set ask for pairs, and may the count be half of one? */
static bool
may_be_paired(Prop64Run *run, uint32_t i, int32_t set)
{
    return set >= 0 && prop64_set_has_pairs(&run->executor->policy->sets[set]) &&
           !(know_charges(run) && (run->known[i]->alone & (UINT64_C(1) << set)) != 0);
}

/* Is the i-th count of the record another conviction of the set at that time? */
static Prop64Answer
ask_such_conviction(Prop64Run *run, uint32_t i, int32_t set, int32_t when)
{
    const Prop64Count *count = &run->facts.given.record->counts[i];
    Place place = {count->on_date, count->case_key, count->cycle_key};
    Prop64Answer such;

    if (i % 1024 == 0)
        prop64_check_interrupts();
    if (day_matters(run, set, when))
        place.date = count_date(run, count);
    such = both(at_when(run, &place, when),
                prop64_ask_set(run, set, count->charge, count->charge_len, count->level_convicted,
                               place.date, RECORD));
    if (may_be_paired(run, i, set))
        such = either(such, paired(run, run->executor->lists[set], i, when));
    such = both(such, answer(count->is_conviction, RECORD));
    if (such.truth != PROP64_FALSE && may_be_this(run, count))
        such = unknown(such.missing | PROP64_FACT_MASK(PROP64_FACT_COUNT_KEY));
    if (such.truth != PROP64_FALSE)
        found_count(run, count, such.truth);
    return such;
}

/* Most counts are not, and need no more than this to say so. */
static inline Prop64Answer
is_such_conviction(Prop64Run *run, uint32_t i, int32_t set, int32_t when)
{
    if (&run->facts.given.record->counts[i] == run->facts.own || surely_out(run, i, set))
        return yes_no(false);
    return ask_such_conviction(run, i, set, when);
}

/*
 * Was it a registration under PC 290 or its sisters 290.001 to 290.024?  HS 11590
 * registered narcotics offenders, so one that does not say under what is unknown.
 */
static Prop64Answer
is_pc290(const Prop64Run *run, const Prop64Event *event)
{
    const Prop64Charge *pc290 = &run->executor->pc290;

    if (event->charge_len == 0)
        return unknown(RECORD);
    return yes_no(event->charge_len >= pc290->len &&
                  memcmp(event->charge, pc290->bytes, pc290->len) == 0);
}

/* A juvenile adjudication, in its present state: one that was vacated is none. */
static Prop64Answer
is_such_adjudication(Prop64Run *run, const Prop64Count *count, const Prop64Condition *c)
{
    Place place = {count->on_date, count->case_key, count->cycle_key};
    Prop64Answer such = both(both(at_when(run, &place, c->arg[1]),
                                  prop64_ask_set(run, c->arg[2], count->charge, count->charge_len,
                                                 count->level_convicted, count->on_date, RECORD)),
                             answer(count->is_conviction, RECORD));

    if (such.truth != PROP64_FALSE)
        found_count(run, count, such.truth);
    return such;
}

bool
prop64_ask_may_be(const Prop64Run *run, const Prop64Event *event, const Prop64Condition *c)
{
    int32_t set = c->arg[2];

    if (event->kind != (Prop64EventKind)c->arg[0])
        return false;
    if (event->kind == PROP64_EVENT_REGISTRATION)
        return is_pc290(run, event).truth != PROP64_FALSE;
    /* which section is the same, every conviction says for itself */
    return set < 0 || run->executor->policy->sets[set].kind == PROP64_SET_SAME_SECTION ||
           prop64_ask_set(run, set, event->charge, event->charge_len, event->level_convicted,
                          event->on_date, 0)
                   .truth != PROP64_FALSE;
}

/* Events that are no counts: arrests, charges, registrations. */
static Prop64Answer
is_such_event(Prop64Run *run, const Prop64Event *event, const Prop64Condition *c)
{
    Place place = {event->on_date, event->case_key, event->cycle_key};
    Prop64Answer such;

    if (event->kind != (Prop64EventKind)c->arg[0])
        return yes_no(false);
    such = event->kind == PROP64_EVENT_REGISTRATION
               ? is_pc290(run, event)
               : prop64_ask_set(run, c->arg[2], event->charge, event->charge_len,
                                event->level_convicted, event->on_date, RECORD);
    such = both(at_when(run, &place, c->arg[1]), such);
    if (such.truth != PROP64_FALSE && run->trace != NULL)
        found(run, event, event, such.truth);
    return such;
}

static const Place nowhere = {{PROP64_DAY_OPEN_LOW, PROP64_DAY_OPEN_HIGH}, {NULL, 0}, {NULL, 0}};

/*
 * Without a record: everything that the condition will need once there is one, so
 * that the facts named are enough.
 */
static Prop64Answer
without_record(Prop64Run *run, bool convictions, int32_t set, int32_t when)
{
    const Prop64Conviction *g = &run->facts.given;
    uint64_t missing = RECORD | at_when(run, &nowhere, when).missing;

    if (convictions && g->count_key.data == NULL)
        missing |= PROP64_FACT_MASK(PROP64_FACT_COUNT_KEY);
    if (set >= 0 && run->executor->policy->sets[set].kind == PROP64_SET_SAME_SECTION &&
        g->charge_len == 0)
        missing |= PROP64_FACT_MASK(PROP64_FACT_CHARGE);
    return unknown(missing);
}

/* Does a condition ask for this case or cycle, and does the caller say which that is? */
static bool
own_key(const Prop64Run *run, int32_t when, Prop64Key *key)
{
    const Prop64Conviction *g = &run->facts.given;

    if (when != PROP64_IN_THIS_CASE && when != PROP64_IN_THIS_CYCLE)
        return false;
    *key = when == PROP64_IN_THIS_CASE ? g->case_key : g->cycle_key;
    return key->data != NULL;
}

/*
 * The counts that a condition has to look at.  In one case they are those of its key,
 * and as long as nothing is found those without a key.
 */
static int
counts_for(const Prop64Run *run, int32_t set, int32_t when, Prop64Walk walks[2])
{
    const Prop64Conviction *g = &run->facts.given;
    const Prop64Set *s = set >= 0 ? &run->executor->policy->sets[set] : NULL;
    const uint8_t *own;
    size_t own_len;
    Prop64Key key;

    walks[0] = (Prop64Walk){NULL, ncounts(run)};
    if (g->memo == NULL)
        return 1;
    if (own_key(run, when, &key))
        return prop64_memo_counts_in(g->memo, when, key, walks);
    if (s != NULL && s->kind == PROP64_SET_SAME_SECTION && s->including != 0)
        return 1;
    own = prop64_ask_own_section(g, &own_len);
    walks[0] = prop64_memo_set(g->memo, set, own, own_len);
    return 1;
}

/* The events other than counts that a condition has to look at. */
static int
events_for(Prop64Run *run, const Prop64Condition *c, Prop64Walk walks[2])
{
    const Prop64Conviction *g = &run->facts.given;
    Prop64Key key;

    walks[0] = (Prop64Walk){NULL, g->record ? g->record->nevents : 0};
    if (g->memo == NULL)
        return 1;
    if (own_key(run, c->arg[1], &key))
        return prop64_memo_events_in(g->memo, c->arg[1], key, walks);
    /* those that it leaves out would have looked at the day that the condition names */
    (void)at_when(run, &nowhere, c->arg[1]);
    walks[0] = prop64_memo_events(g->memo, c);
    return 1;
}

/* Does nothing happen in time that is not earlier than that day? */
static bool
too_late(Prop64Run *run, int32_t earliest, int32_t when)
{
    Prop64Order order = PROP64_WHEN_ORDER(when);
    Prop64Fact fact = PROP64_WHEN_REFERENCE(when) == PROP64_THIS_OFFENSE ? PROP64_FACT_OFFENSE
                                                                         : PROP64_FACT_CONVICTED;

    if (order != PROP64_BEFORE && order != PROP64_ON_OR_BEFORE &&
        PROP64_WHEN_REFERENCE(when) != PROP64_OFFENSE_TO_CONVICTION)
        return false;
    return earliest > prop64_ask_date(run, fact).hi;
}

/* So from the i-th of a walk on: where it names counts or events, they ascend by earliest day. */
static inline bool
counts_too_late(Prop64Run *run, const Prop64Walk *walk, uint32_t i, int32_t when)
{
    return walk->counts != NULL &&
           too_late(run, run->facts.given.record->counts[walk->counts[i]].on_date.lo, when);
}

static inline bool
events_too_late(Prop64Run *run, const Prop64Walk *walk, uint32_t i, int32_t when)
{
    return walk->counts != NULL &&
           too_late(run, run->facts.given.record->events[walk->counts[i]].on_date.lo, when);
}

static inline uint32_t
nth(const Prop64Walk *walk, uint32_t i)
{
    return walk->counts ? walk->counts[i] : i;
}

/* Of counts without a key none is certain: the first that is unknown tells all that there is. */
static bool
is_settled(const Prop64Run *run, Prop64Answer any, int walk)
{
    const Prop64Conviction *g = &run->facts.given;

    return any.truth == PROP64_TRUE || (walk == 1 && any.truth == PROP64_UNKNOWN &&
                                        g->count_key.data != NULL && g->charge_len > 0);
}

/* A policy may go through a long record thousands of times: a way out for each. */
static void
begin_walk(uint32_t n)
{
    if (n >= 1024)
        prop64_check_interrupts();
}

Prop64Answer
prop64_ask_happened(Prop64Run *run, const Prop64Condition *c)
{
    const Prop64Record *record;
    Prop64Answer any = yes_no(false);
    Prop64Walk walks[2];
    int n;

    if (run->facts.given.later != NULL)
    {
        Prop64Truth happened = prop64_glance_happened(run, c);

        if (happened != PROP64_UNKNOWN)
            return answer(happened, 0);
        prop64_facts_read(&run->facts);
    }
    record = run->facts.given.record;
    if (record_unknown(run))
        return without_record(run, c->arg[0] == PROP64_EVENT_CONVICTION, c->arg[2], c->arg[1]);
    if (record == NULL)
        return any;
    begin_walk(record->nevents);
    if (!prop64_record_has(record, (Prop64EventKind)c->arg[0]))
        return any;
    if (c->arg[0] == PROP64_EVENT_CONVICTION)
    {
        n = none_in(run, c->arg[2]) ? 0 : counts_for(run, c->arg[2], c->arg[1], walks);
        for (int w = 0; w < n; w++)
            for (uint32_t i = 0; i < walks[w].n && !is_settled(run, any, w) &&
                                 !counts_too_late(run, &walks[w], i, c->arg[1]);
                 i++)
                any = either(any, is_such_conviction(run, nth(&walks[w], i), c->arg[2], c->arg[1]));
    }
    else if (c->arg[0] == PROP64_EVENT_ADJUDICATION)
        for (uint32_t i = 0; i < record->nadjudications && any.truth != PROP64_TRUE; i++)
            any = either(any, is_such_adjudication(run, &record->adjudications[i], c));
    else
    {
        n = events_for(run, c, walks);
        for (int w = 0; w < n; w++)
            for (uint32_t i = 0; i < walks[w].n && !is_settled(run, any, w) &&
                                 !events_too_late(run, &walks[w], i, c->arg[1]);
                 i++)
                any = either(any, is_such_event(run, &record->events[nth(&walks[w], i)], c));
    }
    return any;
}

Prop64Answer
prop64_ask_count(Prop64Run *run, const Prop64Condition *c)
{
    int64_t certain = 0, possible = 0;
    uint64_t missing = 0;
    Prop64Walk walks[2];
    int n;

    if (run->facts.given.later != NULL)
    {
        Prop64Truth compares = prop64_glance_count(run, c);

        if (compares != PROP64_UNKNOWN)
            return answer(compares, 0);
        prop64_facts_read(&run->facts);
    }
    if (record_unknown(run))
        return without_record(run, true, c->arg[0], c->arg[1]);
    n = counts_for(run, c->arg[0], c->arg[1], walks);
    /* more than the number asked for is as good as any number more */
    for (int w = 0; w < n; w++)
        for (uint32_t i = 0; i < walks[w].n && certain <= c->arg[3] &&
                             !counts_too_late(run, &walks[w], i, c->arg[1]);
             i++)
        {
            Prop64Answer a = is_such_conviction(run, nth(&walks[w], i), c->arg[0], c->arg[1]);

            certain += a.truth == PROP64_TRUE;
            possible += a.truth != PROP64_FALSE;
            missing |= a.missing;
        }
    if (certain > c->arg[3])
        possible = certain;
    return answer(prop64_ask_compare(certain, possible, (Prop64Compare)c->arg[2], c->arg[3]),
                  missing);
}

/* All answers are yes, as far as they are counted. */
static Prop64Answer
of_tally(Prop64Tally tally)
{
    return tally.no > 0 ? yes_no(false) : tally.unknown > 0 ? unknown(RECORD) : yes_no(true);
}

/* Every conviction of the person, this one too, is in the set. */
Prop64Answer
prop64_ask_only(Prop64Run *run, int32_t set)
{
    const Prop64Memo *memo = run->facts.given.memo;
    Prop64Tally others;
    Prop64Answer all;

    if (run->facts.given.later != NULL)
    {
        Prop64Truth only = prop64_glance_only(run, set);

        if (only != PROP64_UNKNOWN)
            return answer(only, 0);
        prop64_facts_read(&run->facts);
    }
    all = prop64_ask_this_set(run, set);
    begin_walk(ncounts(run));
    if (record_unknown(run))
        return both(all, unknown(RECORD));
    if (memo != NULL && prop64_memo_only(memo, set, run->facts.own, &others))
    {
        if (others.presumed && all.truth != PROP64_FALSE)
            run->used |= PROP64_FACT_MASK(PROP64_FACT_CONVICTED);
        return both(all, of_tally(others));
    }
    if (all.truth == PROP64_TRUE && all_in(run, set))
        return all;
    for (uint32_t i = 0; i < ncounts(run) && all.truth != PROP64_FALSE; i++)
    {
        const Prop64Count *count = &run->facts.given.record->counts[i];
        Prop64Bounds date;
        Prop64Answer one;

        if (count == run->facts.own)
            continue;
        date = day_matters(run, set, PROP64_EVER) ? count_date(run, count) : count->on_date;
        one = either(negation(answer(count->is_conviction, RECORD)),
                     prop64_ask_set(run, set, count->charge, count->charge_len,
                                    count->level_convicted, date, RECORD));
        if (one.truth != PROP64_TRUE)
            found_count(run, count, prop64_not(one.truth));
        all = both(all, one);
    }
    return all;
}

Prop64Answer
prop64_ask_all_sentences(Prop64Run *run)
{
    bool presume = prop64_presumption(run->executor->policy, PROP64_FACT_SENTENCE) != NULL;
    Prop64Answer all = prop64_ask_sentence(run);
    const Prop64Memo *memo = run->facts.given.memo;
    Prop64Tally others;

    if (run->facts.given.later != NULL)
    {
        Prop64Truth complete = prop64_glance_all_sentences(run);

        if (complete != PROP64_UNKNOWN)
            return answer(complete, 0);
        prop64_facts_read(&run->facts);
    }
    if (record_unknown(run))
        return both(all, unknown(RECORD));
    if (memo != NULL && prop64_memo_sentences(memo, run->facts.as_of, run->facts.own, &others))
    {
        if (others.presumed && all.truth != PROP64_FALSE)
            run->used |= PROP64_FACT_MASK(PROP64_FACT_SENTENCE);
        return both(all, of_tally(others));
    }
    begin_walk(ncounts(run));
    for (uint32_t i = 0; i < ncounts(run) && all.truth != PROP64_FALSE; i++)
    {
        const Prop64Count *count = &run->facts.given.record->counts[i];
        Prop64Answer complete = answer(prop64_ask_complete(run, count->sentence_ends), RECORD);

        if (count == run->facts.own)
            continue;
        if (presume && prop64_any_day(count->sentence_ends))
        {
            run->used |= PROP64_FACT_MASK(PROP64_FACT_SENTENCE);
            complete = yes_no(true);
        }
        complete = either(negation(answer(count->is_conviction, RECORD)), complete);
        if (complete.truth != PROP64_TRUE)
            found_count(run, count, prop64_not(complete.truth));
        all = both(all, complete);
    }
    return all;
}

/* When the person was last convicted of anything, this conviction included. */
Prop64Bounds
prop64_ask_last_conviction(Prop64Run *run, uint64_t *missing)
{
    Prop64Bounds last = prop64_ask_date(run, PROP64_FACT_CONVICTED);
    Prop64Walk walk;
    int32_t day;

    if (run->facts.given.later != NULL)
    {
        if (prop64_glance_last_conviction(run, &day))
        {
            *missing = 0;
            return (Prop64Bounds){day, day};
        }
        prop64_facts_read(&run->facts);
    }
    walk = (Prop64Walk){NULL, ncounts(run)};
    *missing = open_fact(last, PROP64_FACT_CONVICTED);
    if (record_unknown(run))
    {
        last.hi = PROP64_DAY_OPEN_HIGH;
        *missing |= RECORD;
        return last;
    }
    if (run->facts.given.memo != NULL)
        walk = prop64_memo_latest(run->facts.given.memo);
    begin_walk(walk.n);
    /* first when it was, then which counts leave that open: no order of counts matters */
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < walk.n; i++)
        {
            const Prop64Count *count = &run->facts.given.record->counts[nth(&walk, i)];
            Prop64Bounds date;

            /* with a memo the latest come first: from here on all are earlier */
            if (walk.counts != NULL && count->on_date.hi <= last.lo)
                break;
            if (count == run->facts.own || count->is_conviction == PROP64_FALSE)
                continue;
            date = count_date(run, count);
            if (pass == 1 && date.hi >= last.lo)
                found_count(run, count, count->is_conviction);
            if (date.hi <= last.lo)
                continue;
            if (count->is_conviction == PROP64_TRUE && date.lo > last.lo)
                last.lo = date.lo;
            if (date.hi > last.hi)
                last.hi = date.hi;
            if (pass == 1 && (count->is_conviction == PROP64_UNKNOWN || !prop64_one_day(date)))
                *missing |= RECORD;
        }
    return last;
}
