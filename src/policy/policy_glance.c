/*
 * policy_glance.c: what a condition asks of a short record, in one look at its bytes.  Pure.
 *
 * Of most records nothing is open: every count has a key of its own and stands, its day
 * is known, and its charge is remembered.  Then no event is gathered with others and no
 * answer is missing anything, and a rule is answered from the bytes as they are stored.
 * Whatever does not fit is left to the record itself, which policy_ask_record.c asks;
 * both give the same answer.
 */
#include "policy/policy_run.h"

#include "history/history_bytes.h"

/* ---- keys as numbers ------------------------------------------------------- */

/*
 * Different numbers are different keys; equal ones are most likely the same, and up to
 * 8 bytes surely.
 */
static inline uint64_t
key_number(uint64_t last, uint64_t first, size_t len)
{
    return (last + len * UINT64_C(0x9e3779b97f4a7c15)) ^ first * UINT64_C(0xff51afd7ed558ccd);
}

/* Of a key in a history: more than 8 bytes of its event stand in front of it. */
static inline uint64_t
recorded_number(Prop64Key key)
{
    const uint8_t *at = (const uint8_t *)key.data;
    uint64_t last = prop64_load64(at + key.len - 8);

    if (key.len < 8)
        return key_number(last & ((UINT64_C(1) << 8 * key.len) - 1), 0, key.len);
    return key_number(last, key.len > 8 ? prop64_load64(at) : 0, key.len);
}

/* Of a key that stands anywhere. */
static uint64_t
given_number(Prop64Key key)
{
    const uint8_t *at = (const uint8_t *)key.data;
    uint64_t last = 0;

    if (key.len >= 8)
        return key_number(prop64_load64(at + key.len - 8), key.len > 8 ? prop64_load64(at) : 0,
                          key.len);
    if (key.len >= 4)
        last = (uint64_t)prop64_load32(at) << 8 * (key.len - 4) | prop64_load32(at + key.len - 4);
    else
        for (size_t i = 0; i < key.len; i++)
            last = last << 8 | at[i];
    return key_number(last, 0, key.len);
}

/* ---- looking --------------------------------------------------------------- */

/* Is all of this conviction known that a condition compares the record with? */
static bool
may_glance(const Prop64Run *run)
{
    const uint64_t looked_at =
        PROP64_FACT_MASK(PROP64_FACT_CONVICTED) | PROP64_FACT_MASK(PROP64_FACT_OFFENSE) |
        PROP64_FACT_MASK(PROP64_FACT_SENTENCE) | PROP64_FACT_MASK(PROP64_FACT_RECORD);
    const Prop64Conviction *g = &run->facts.given;

    return run->trace == NULL && g->count_key.data != NULL && prop64_one_day(g->convicted) &&
           prop64_one_day(g->offense) && (run->facts.presumed & looked_at) == 0;
}

bool
prop64_look(Prop64Charges *charges, const Prop64Conviction *g, const uint8_t *history, size_t len,
            Prop64Glance *l)
{
    size_t offset = PROP64_HISTORY_HEADER;
    uint64_t own_number = given_number(g->count_key);
    uint64_t numbers[PROP64_RECORD_FEW];
    uint32_t nevents = prop64_history_count(history, len);
    uint64_t may_be_in = 0, all_may_be_in = UINT64_MAX, all_in = UINT64_MAX;
    int32_t last_date = PROP64_DAY_OPEN_LOW, last_end = PROP64_DAY_OPEN_LOW;
    bool ends_known = true, found_own = false;
    uint32_t n = 0, kinds = 0;
    Prop64Event e;

    l->own = prop64_charges_find(charges, g->charge, g->charge_len);
    if (l->own == NULL)
        return false;
    l->turn = prop64_charges_turn(charges);
    for (uint32_t i = 0; i < nevents && prop64_count_read(history, len, &offset, &e); i++)
    {
        const Prop64KnownCharge *known;

        kinds |= PROP64_KIND_BIT(e.kind);
        if (e.kind != PROP64_EVENT_CONVICTION)
            continue;
        numbers[n] = 0;
        if (e.count_key.data != NULL)
        {
            uint64_t number = recorded_number(e.count_key);

            if (number == own_number)
            {
                if (found_own || !prop64_same_key(e.count_key, g->count_key))
                    return false;
                found_own = true;
                continue;
            }
            for (uint32_t j = 0; j < n; j++)
                if (numbers[j] == number)
                    return false;
            numbers[n] = number;
        }
        known = prop64_charges_find(charges, e.charge, e.charge_len);
        if (known == NULL || !prop64_one_day(e.on_date) ||
            (e.disposition != PROP64_CONVICTED &&
             prop64_disposition_stands(e.disposition) != PROP64_TRUE))
            return false;
        l->known[n] = known;
        l->on_date[n] = e.on_date.lo;
        n++;
        if (e.on_date.lo > last_date)
            last_date = e.on_date.lo;
        ends_known = ends_known && prop64_one_day(e.sentence_ends);
        if (e.sentence_ends.hi > last_end)
            last_end = e.sentence_ends.hi;
        may_be_in |= known->may_be_in;
        all_may_be_in &= known->may_be_in;
        all_in &= known->is_in;
    }
    l->n = n;
    l->kinds = kinds;
    l->last_date = last_date;
    l->last_end = last_end;
    l->ends_known = ends_known;
    l->may_be_in = may_be_in;
    l->all_may_be_in = all_may_be_in;
    l->all_in = all_in;
    /* one that was new may have driven out another */
    return l->turn == prop64_charges_turn(charges);
}

static inline const Prop64Glance *
glance(Prop64Run *run)
{
    Prop64Glance *l = &run->glance;
    const Prop64Conviction *g = &run->facts.given;

    if (l->state == PROP64_NO_GLANCE)
        l->state =
            run->executor->charges != NULL && may_glance(run) &&
                    prop64_look(run->executor->charges, g, g->later->history, g->later->len, l)
                ? PROP64_GLANCED
                : PROP64_NO_USE;
    return l->state == PROP64_GLANCED && l->turn == prop64_charges_turn(run->executor->charges)
               ? l
               : NULL;
}

/* ---- asking ---------------------------------------------------------------- */

bool
prop64_days_of(int32_t when, int32_t convicted, int32_t offense, Prop64Bounds *days)
{
    int32_t day;

    *days = PROP64_ANY_DAY;
    if (when == PROP64_EVER)
        return true;
    if (when & PROP64_IN_ANOTHER_CASE)
        return false;
    if (PROP64_WHEN_REFERENCE(when) == PROP64_THIS_CONVICTION)
        day = convicted;
    else if (PROP64_WHEN_REFERENCE(when) == PROP64_THIS_OFFENSE)
        day = offense;
    else
        return false;
    if (prop64_open_day(day))
        return false;
    switch (PROP64_WHEN_ORDER(when))
    {
        case PROP64_BEFORE:
            days->hi = day - 1;
            return true;
        case PROP64_ON_OR_BEFORE:
            days->hi = day;
            return true;
        case PROP64_ON:
            *days = (Prop64Bounds){day, day};
            return true;
        case PROP64_ON_OR_AFTER:
            days->lo = day;
            return true;
        case PROP64_AFTER:
            days->lo = day + 1;
            return true;
        default:
            return false;
    }
}

Prop64Wanted
prop64_wanted(const Prop64Policy *policy, int32_t index)
{
    const Prop64Set *set = index >= 0 ? &policy->sets[index] : NULL;

    return (Prop64Wanted){.bit = set != NULL ? UINT64_C(1) << index : 0,
                          .same_section = set != NULL && set->kind == PROP64_SET_SAME_SECTION,
                          .pairs = set != NULL && prop64_set_has_pairs(set)};
}

/* false: one look cannot tell of such a set or time. */
static bool
wanted(const Prop64Run *run, const Prop64Glance *l, int32_t index, int32_t when, Prop64Wanted *w,
       Prop64Bounds *days)
{
    const Prop64Policy *policy = run->executor->policy;
    const Prop64Conviction *g = &run->facts.given;

    *w = prop64_wanted(policy, index);
    if (w->same_section && (policy->sets[index].including != 0 || !prop64_section_is_short(l)))
        return false;
    return prop64_days_of(when, g->convicted.lo, g->offense.lo, days);
}

Prop64Truth
prop64_glance_happened(Prop64Run *run, const Prop64Condition *c)
{
    const Prop64Glance *l = glance(run);
    Prop64Wanted w;
    Prop64Bounds days;

    if (l == NULL)
        return PROP64_UNKNOWN;
    if ((l->kinds & PROP64_KIND_BIT(c->arg[0])) == 0)
        return PROP64_FALSE;
    if (c->arg[0] != PROP64_EVENT_CONVICTION)
        return PROP64_UNKNOWN;
    if (c->arg[2] >= 0 && (l->may_be_in & UINT64_C(1) << c->arg[2]) == 0)
        return PROP64_FALSE;
    if (!wanted(run, l, c->arg[2], c->arg[1], &w, &days))
        return PROP64_UNKNOWN;
    for (uint32_t i = 0; i < l->n; i++)
    {
        Prop64Truth is = prop64_is_wanted(l, &w, days, i);

        if (is != PROP64_FALSE)
            return is;
    }
    return PROP64_FALSE;
}

Prop64Truth
prop64_glance_count(Prop64Run *run, const Prop64Condition *c)
{
    const Prop64Glance *l = glance(run);
    int64_t count = 0;
    Prop64Wanted w;
    Prop64Bounds days;

    if (l == NULL || !wanted(run, l, c->arg[0], c->arg[1], &w, &days))
        return PROP64_UNKNOWN;
    for (uint32_t i = 0; i < l->n; i++)
    {
        Prop64Truth is = prop64_is_wanted(l, &w, days, i);

        if (is == PROP64_UNKNOWN)
            return is;
        count += is == PROP64_TRUE;
    }
    return prop64_ask_compare(count, count, (Prop64Compare)c->arg[2], c->arg[3]);
}

Prop64Truth
prop64_glance_only(Prop64Run *run, int32_t set)
{
    const Prop64Glance *l;
    Prop64Truth own;
    uint64_t bit;

    if (set < 0 || run->executor->lists[set] != NULL || (l = glance(run)) == NULL)
        return PROP64_UNKNOWN;
    bit = UINT64_C(1) << set;
    own = prop64_ask_this_set(run, set).truth;
    if (own != PROP64_TRUE)
        return own;
    return (l->all_in & bit) != 0          ? PROP64_TRUE
           : (l->all_may_be_in & bit) == 0 ? PROP64_FALSE
                                           : PROP64_UNKNOWN;
}

Prop64Truth
prop64_glance_all_sentences(Prop64Run *run)
{
    const Prop64Glance *l = glance(run);
    Prop64Truth own;

    if (l == NULL || !l->ends_known)
        return PROP64_UNKNOWN;
    own = prop64_ask_sentence(run).truth;
    if (own != PROP64_TRUE || l->n == 0)
        return own;
    return prop64_ask_complete(run, (Prop64Bounds){l->last_end, l->last_end});
}

Prop64Truth
prop64_glance_deceased(Prop64Run *run)
{
    const Prop64Glance *l = glance(run);

    return l == NULL ? PROP64_UNKNOWN
                     : prop64_truth((l->kinds & PROP64_KIND_BIT(PROP64_EVENT_DEATH)) != 0);
}

bool
prop64_glance_last_conviction(Prop64Run *run, int32_t *day)
{
    const Prop64Glance *l = glance(run);

    if (l == NULL)
        return false;
    *day = run->facts.given.convicted.lo;
    if (l->last_date > *day)
        *day = l->last_date;
    return true;
}
