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
    return run->facts.given.record == NULL &&
           (run->facts.presumed & PROP64_FACT_MASK(PROP64_FACT_RECORD)) == 0;
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
    return when != PROP64_EVER || (set >= 0 && run->executor->lists[set] != NULL);
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

/* Did it happen when the condition says? */
static Prop64Answer
at_when(Prop64Run *run, Prop64Bounds date, int32_t when)
{
    Prop64Fact fact = prop64_when_fact(when);
    Prop64Bounds reference;

    if (when == PROP64_EVER)
        return yes_no(true);
    reference = prop64_ask_date(run, fact);
    return answer(prop64_ask_order(date, PROP64_WHEN_ORDER(when), reference),
                  (prop64_one_day(date) ? 0 : RECORD) | open_fact(reference, fact));
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

/* Do two counts stand in one case?  Unknown when one does not say its case. */
static Prop64Answer
same_case(const Prop64Count *a, const Prop64Count *b)
{
    if (a->case_key.data == NULL || b->case_key.data == NULL)
        return unknown(RECORD);
    return yes_no(prop64_same_key(a->case_key, b->case_key));
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
        Prop64Answer pair = same_case(&counts[i], &counts[j]);

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

                any = either(any, both(pair, at_when(run, complete, when)));
            }
    }
    return any;
}

/*
 * Looks up what is known of the charges of a short record: once a run, not once a
 * condition.  false: not all can be known.
 */
static bool
know_charges(Prop64Run *run)
{
    const Prop64Conviction *g = &run->facts.given;
    const Prop64Record *record = g->record;
    Prop64Charges *charges = run->executor->charges;
    const Prop64KnownCharge *known;
    unsigned turn;

    if (charges == NULL || record == NULL || record->ncounts > PROP64_RECORD_FEW)
        return false;
    if (run->has_known && run->known_turn == prop64_charges_turn(charges))
        return true;
    run->has_known = false;
    known = prop64_charges_find(charges, g->charge, g->charge_len);
    run->own_section = known ? g->charge + known->own_at : NULL;
    run->own_section_len = known ? known->own_len : 0;
    run->may_be_in = 0;
    run->all_in = UINT64_MAX;
    turn = prop64_charges_turn(charges);
    for (uint32_t i = 0; i < record->ncounts; i++)
    {
        const Prop64Count *count = &record->counts[i];

        run->known[i] = known = prop64_charges_find(charges, count->charge, count->charge_len);
        if (known == NULL)
            return false;
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

/* Does no answer have to tell that a presumed day was looked at? */
static bool
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
static bool
surely_out(Prop64Run *run, uint32_t i, int32_t index)
{
    const Prop64Count *count = &run->facts.given.record->counts[i];
    const Prop64Set *set;

    if (index < 0 || !no_day_presumed(run) || !know_charges(run))
        return false;
    set = &run->executor->policy->sets[index];
    if (set->kind == PROP64_SET_SAME_SECTION)
        return set->including == 0 && run->own_section != NULL &&
               (run->known[i]->section_len != run->own_section_len ||
                memcmp(count->charge, run->own_section, run->own_section_len) != 0);
    return prop64_ask_always(run, index, count->charge, count->charge_len) == PROP64_IS_OUT;
}

/* Is the i-th count of the record another conviction of the set at that time? */
static Prop64Answer
is_such_conviction(Prop64Run *run, uint32_t i, int32_t set, int32_t when)
{
    const Prop64Count *count = &run->facts.given.record->counts[i];
    Prop64Bounds date;
    Prop64Answer such;

    if (i % 1024 == 0)
        prop64_check_interrupts();
    if (count == run->facts.own || surely_out(run, i, set))
        return yes_no(false);
    date = day_matters(run, set, when) ? count_date(run, count) : count->on_date;
    such = both(at_when(run, date, when), prop64_ask_set(run, set, count->charge, count->charge_len,
                                                         count->level_convicted, date, RECORD));
    if (set >= 0 && run->executor->lists[set] != NULL)
        such = either(such, paired(run, run->executor->lists[set], i, when));
    such = both(such, answer(count->is_conviction, RECORD));
    if (such.truth != PROP64_FALSE && may_be_this(run, count))
        return unknown(such.missing | PROP64_FACT_MASK(PROP64_FACT_COUNT_KEY));
    return such;
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
    return both(both(at_when(run, count->on_date, c->arg[1]),
                     prop64_ask_set(run, c->arg[2], count->charge, count->charge_len,
                                    count->level_convicted, count->on_date, RECORD)),
                answer(count->is_conviction, RECORD));
}

/* Events that are no counts: arrests, charges, registrations. */
static Prop64Answer
is_such_event(Prop64Run *run, const Prop64Event *event, const Prop64Condition *c)
{
    Prop64Answer such;

    if (event->kind != (Prop64EventKind)c->arg[0])
        return yes_no(false);
    such = event->kind == PROP64_EVENT_REGISTRATION
               ? is_pc290(run, event)
               : prop64_ask_set(run, c->arg[2], event->charge, event->charge_len,
                                event->level_convicted, event->on_date, RECORD);
    return both(at_when(run, event->on_date, c->arg[1]), such);
}

/*
 * Without a record: everything that the condition will need once there is one, so
 * that the facts named are enough.
 */
static Prop64Answer
without_record(Prop64Run *run, bool convictions, int32_t set, int32_t when)
{
    const Prop64Conviction *g = &run->facts.given;
    uint64_t missing = RECORD | at_when(run, PROP64_ANY_DAY, when).missing;

    if (convictions && g->count_key.data == NULL)
        missing |= PROP64_FACT_MASK(PROP64_FACT_COUNT_KEY);
    if (set >= 0 && run->executor->policy->sets[set].kind == PROP64_SET_SAME_SECTION &&
        g->charge_len == 0)
        missing |= PROP64_FACT_MASK(PROP64_FACT_CHARGE);
    return unknown(missing);
}

/* The counts that a condition has to look at. */
static Prop64Walk
counts_for(const Prop64Run *run, int32_t set)
{
    const Prop64Conviction *g = &run->facts.given;
    size_t own_len;
    const uint8_t *own;

    if (g->memo == NULL ||
        (set >= 0 && run->executor->policy->sets[set].kind == PROP64_SET_SAME_SECTION &&
         run->executor->policy->sets[set].including != 0))
        return (Prop64Walk){NULL, ncounts(run)};
    own = prop64_ask_own_section(g, &own_len);
    return prop64_memo_set(g->memo, set, own, own_len);
}

/* Does nothing from this count on happen in time?  The counts ascend by earliest day. */
static bool
too_late(Prop64Run *run, const Prop64Walk *walk, uint32_t i, int32_t when)
{
    Prop64Fact fact = prop64_when_fact(when);

    if (walk->counts == NULL || when == PROP64_EVER ||
        (PROP64_WHEN_ORDER(when) != PROP64_BEFORE &&
         PROP64_WHEN_ORDER(when) != PROP64_ON_OR_BEFORE))
        return false;
    return run->facts.given.record->counts[walk->counts[i]].on_date.lo >
           prop64_ask_date(run, fact).hi;
}

static uint32_t
nth(const Prop64Walk *walk, uint32_t i)
{
    return walk->counts ? walk->counts[i] : i;
}

Prop64Answer
prop64_ask_happened(Prop64Run *run, const Prop64Condition *c)
{
    Prop64Answer any = yes_no(false);

    if (record_unknown(run))
        return without_record(run, c->arg[0] == PROP64_EVENT_CONVICTION, c->arg[2], c->arg[1]);
    if (c->arg[0] == PROP64_EVENT_CONVICTION)
    {
        Prop64Walk walk = {NULL, 0};

        if (!none_in(run, c->arg[2]))
            walk = counts_for(run, c->arg[2]);
        for (uint32_t i = 0;
             i < walk.n && any.truth != PROP64_TRUE && !too_late(run, &walk, i, c->arg[1]); i++)
            any = either(any, is_such_conviction(run, nth(&walk, i), c->arg[2], c->arg[1]));
    }
    else if (c->arg[0] == PROP64_EVENT_ADJUDICATION && run->facts.given.record != NULL)
        for (uint32_t i = 0;
             i < run->facts.given.record->nadjudications && any.truth != PROP64_TRUE; i++)
            any = either(any,
                         is_such_adjudication(run, &run->facts.given.record->adjudications[i], c));
    else if (run->facts.given.record != NULL)
        for (uint32_t i = 0; i < run->facts.given.record->nevents && any.truth != PROP64_TRUE; i++)
            any = either(any, is_such_event(run, &run->facts.given.record->events[i], c));
    return any;
}

Prop64Answer
prop64_ask_count(Prop64Run *run, const Prop64Condition *c)
{
    int64_t certain = 0, possible = 0;
    uint64_t missing = 0;
    Prop64Walk walk;

    if (record_unknown(run))
        return without_record(run, true, c->arg[0], c->arg[1]);
    walk = counts_for(run, c->arg[0]);
    /* more than the number asked for is as good as any number more */
    for (uint32_t i = 0; i < walk.n && certain <= c->arg[3] && !too_late(run, &walk, i, c->arg[1]);
         i++)
    {
        Prop64Answer a = is_such_conviction(run, nth(&walk, i), c->arg[0], c->arg[1]);

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
    Prop64Answer all = prop64_ask_this_set(run, set);
    const Prop64Memo *memo = run->facts.given.memo;
    Prop64Tally others;

    if (record_unknown(run))
        return both(all, unknown(RECORD));
    if (memo != NULL && prop64_memo_only(memo, set, run->facts.own, &others))
        return both(all, of_tally(others));
    if (all.truth == PROP64_TRUE && all_in(run, set))
        return all;
    for (uint32_t i = 0; i < ncounts(run) && all.truth != PROP64_FALSE; i++)
    {
        const Prop64Count *count = &run->facts.given.record->counts[i];
        Prop64Bounds date;

        if (count == run->facts.own)
            continue;
        date = day_matters(run, set, PROP64_EVER) ? count_date(run, count) : count->on_date;
        all = both(all, either(negation(answer(count->is_conviction, RECORD)),
                               prop64_ask_set(run, set, count->charge, count->charge_len,
                                              count->level_convicted, date, RECORD)));
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

    if (record_unknown(run))
        return both(all, unknown(RECORD));
    if (memo != NULL && prop64_memo_sentences(memo, run->facts.as_of, run->facts.own, &others))
        return both(all, of_tally(others));
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
        all = both(all, either(negation(answer(count->is_conviction, RECORD)), complete));
    }
    return all;
}

/* When the person was last convicted of anything, this conviction included. */
Prop64Bounds
prop64_ask_last_conviction(Prop64Run *run, uint64_t *missing)
{
    Prop64Bounds last = prop64_ask_date(run, PROP64_FACT_CONVICTED);
    Prop64Walk walk = {NULL, ncounts(run)};

    *missing = open_fact(last, PROP64_FACT_CONVICTED);
    if (record_unknown(run))
    {
        last.hi = PROP64_DAY_OPEN_HIGH;
        *missing |= RECORD;
        return last;
    }
    if (run->facts.given.memo != NULL)
        walk = prop64_memo_latest(run->facts.given.memo);
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
