/* policy_ask.c: what a condition asks of this conviction.  Pure. */
#include "policy/policy_run.h"

#include "law/conduct.h"

/*
 * What a condition asks stands out of line, so that prop64_ask, which every condition
 * of every row comes through, has nothing to set up: it looks at the kind, and jumps.
 */
#define PROP64_OUT_OF_LINE __attribute__((noinline))

/* ---- dates --------------------------------------------------------------- */

Prop64Truth
prop64_ask_order(Prop64Bounds a, Prop64Order order, Prop64Bounds b)
{
    Prop64Truth not_later, not_earlier;

    switch (order)
    {
        case PROP64_BEFORE:
            return prop64_before(a, b);
        case PROP64_ON_OR_BEFORE:
            return prop64_on_or_before(a, b);
        case PROP64_AFTER:
            return prop64_before(b, a);
        case PROP64_ON_OR_AFTER:
            return prop64_on_or_before(b, a);
        case PROP64_ON:
        case PROP64_ORDER_END:
            break;
    }
    not_later = prop64_on_or_before(a, b);
    not_earlier = prop64_on_or_before(b, a);
    return not_later < not_earlier ? not_later : not_earlier;
}

static PROP64_OUT_OF_LINE Prop64Answer
date_test(Prop64Run *run, const Prop64Condition *c)
{
    Prop64Bounds date = prop64_ask_date(run, c->arg[0]);
    Prop64Bounds day = {c->arg[2], c->arg[2]};

    return answer(prop64_ask_order(date, (Prop64Order)c->arg[1], day), PROP64_FACT_MASK(c->arg[0]));
}

static PROP64_OUT_OF_LINE Prop64Answer
date_between(Prop64Run *run, const Prop64Condition *c)
{
    Prop64Bounds date = prop64_ask_date(run, c->arg[0]);
    Prop64Bounds first = {c->arg[1], c->arg[1]};
    Prop64Bounds last = {c->arg[2], c->arg[2]};
    uint64_t fact = PROP64_FACT_MASK(c->arg[0]);

    return both(answer(prop64_on_or_before(first, date), fact),
                answer(prop64_on_or_before(date, last), fact));
}

/* Does a number between lo and hi compare so with n? */
Prop64Truth
prop64_ask_compare(int64_t lo, int64_t hi, Prop64Compare compare, int64_t n)
{
    switch (compare)
    {
        case PROP64_LT:
            return hi < n ? PROP64_TRUE : lo >= n ? PROP64_FALSE : PROP64_UNKNOWN;
        case PROP64_LE:
            return hi <= n ? PROP64_TRUE : lo > n ? PROP64_FALSE : PROP64_UNKNOWN;
        case PROP64_GT:
            return prop64_not(prop64_ask_compare(lo, hi, PROP64_LE, n));
        case PROP64_GE:
            return prop64_not(prop64_ask_compare(lo, hi, PROP64_LT, n));
        case PROP64_NE:
            return prop64_not(prop64_ask_compare(lo, hi, PROP64_EQ, n));
        case PROP64_EQ:
        case PROP64_COMPARE_END:
            break;
    }
    return lo == n && hi == n ? PROP64_TRUE : (n < lo || n > hi) ? PROP64_FALSE : PROP64_UNKNOWN;
}

static PROP64_OUT_OF_LINE Prop64Answer
age_test(Prop64Run *run, const Prop64Condition *c)
{
    static const int at_facts[] = {
        [PROP64_AT_CONVICTION] = PROP64_FACT_CONVICTED, [PROP64_AT_OFFENSE] = PROP64_FACT_OFFENSE};
    Prop64Bounds born = prop64_ask_date(run, PROP64_FACT_BORN);
    Prop64Bounds at = {run->facts.as_of, run->facts.as_of};
    uint64_t missing = open_fact(born, PROP64_FACT_BORN);
    int32_t lo, hi;

    if (c->arg[0] != PROP64_NOW)
    {
        at = prop64_ask_date(run, at_facts[c->arg[0]]);
        missing |= open_fact(at, at_facts[c->arg[0]]);
    }
    lo = prop64_years_between(born.hi, at.lo);
    hi = prop64_one_day(born) && prop64_one_day(at) ? lo : prop64_years_between(born.lo, at.hi);
    if (c->op == PROP64_OP_AGE)
        return answer(prop64_ask_compare(lo, hi, (Prop64Compare)c->arg[1], c->arg[2]), missing);
    return both(answer(prop64_ask_compare(lo, hi, PROP64_GE, c->arg[1]), missing),
                answer(prop64_ask_compare(lo, hi, PROP64_LE, c->arg[2]), missing));
}

/* ---- sets of charges ----------------------------------------------------- */

/* Is the charge an attempt, conspiracy, ... of the kind that the set includes? */
static bool
includes_form(const Prop64Set *set, const uint8_t *charge, size_t len)
{
    Prop64ChargeForm form;

    if (set->including == 0)
        return false;
    form = prop64_charge_form(charge, len);
    return form != PROP64_FORM_PLAIN && (set->including & (1 << (form - 1)));
}

/* This conviction's citation, or the one at which its attempt aims. */
const uint8_t *
prop64_ask_own_section(const Prop64Conviction *g, size_t *len)
{
    *len = 0;
    return g->charge_len > 0 ? prop64_charge_aim(g->charge, g->charge_len, len) : g->charge;
}

/* Do the charge and this conviction's stand in one section? */
static bool
in_own_section(const Prop64Run *run, const uint8_t *charge, size_t len)
{
    const Prop64Conviction *g = &run->facts.given;
    const Prop64KnownCharge *known =
        prop64_charges_find(run->executor->charges, g->charge, g->charge_len);
    const uint8_t *own;
    size_t own_len;

    if (known == NULL)
    {
        own = prop64_ask_own_section(g, &own_len);
        return prop64_charge_same_section(charge, len, own, own_len);
    }
    own = g->charge + known->own_at;
    own_len = known->own_len;
    if (charge[0] != own[0])
        return false; /* of another code */
    known = prop64_charges_find(run->executor->charges, charge, len);
    if (known == NULL)
        return prop64_charge_same_section(charge, len, own, own_len);
    return known->section_len == own_len && memcmp(charge, own, own_len) == 0;
}

/* Is the event's charge of the same section as this conviction's? */
static Prop64Answer
same_section(const Prop64Run *run, const Prop64Set *set, const uint8_t *charge, size_t len)
{
    const uint8_t *own;
    size_t own_len;

    if (run->facts.given.charge_len == 0)
        return unknown(PROP64_FACT_MASK(PROP64_FACT_CHARGE));
    if (in_own_section(run, charge, len))
        return yes_no(true);
    if (!includes_form(set, charge, len))
        return yes_no(false);
    own = prop64_ask_own_section(&run->facts.given, &own_len);
    for (int i = 0; i < prop64_charge_parts(charge, len); i++)
    {
        Prop64ChargePart part = prop64_charge_part(charge, len, i);

        if (part.role == PROP64_ROLE_TARGET &&
            prop64_charge_same_section(part.citation, part.len, own, own_len))
            return yes_no(true);
    }
    return yes_no(false);
}

static bool
in_charges(const Prop64Set *set, const uint8_t *charge, size_t len)
{
    bool aims = includes_form(set, charge, len);

    for (uint32_t i = 0; i < set->ncharges; i++)
    {
        const Prop64Charge *member = &set->charges[i];

        if (prop64_charge_under(charge, len, member->bytes, member->len) ||
            (aims && prop64_charge_target_under(charge, len, member->bytes, member->len)))
            return true;
    }
    return false;
}

/* What a set with a list of the law says of a charge of that level and day. */
static Prop64Truth
ask_law(const Prop64Set *set, const Prop64LawMatcher *list, const uint8_t *charge, size_t len,
        Prop64Level level, Prop64Bounds date)
{
    switch (set->kind)
    {
        case PROP64_SET_LAW_CERTAIN:
            return prop64_law_certain(list, charge, len, level, date);
        case PROP64_SET_LAW_OPEN:
            return prop64_law_open(list, charge, len, level, date);
        default:
            return prop64_law_match(list, charge, len, level, date, NULL);
    }
}

/* Does the set ask for pairs, and has the charge no companion in its list? */
static bool
has_no_companion(const Prop64Executor *executor, int32_t index, const uint8_t *charge, size_t len)
{
    const uint8_t *companion;
    size_t companion_len;

    return prop64_set_has_pairs(&executor->policy->sets[index]) &&
           prop64_law_companions(executor->lists[index], charge, len, &companion, &companion_len,
                                 1) == 0;
}

static Prop64Remembered
find_always(const Prop64Executor *executor, int32_t index, const uint8_t *charge, size_t len,
            bool alone)
{
    const Prop64Set *set = &executor->policy->sets[index];
    const Prop64LawMatcher *list = executor->lists[index];

    if (set->kind == PROP64_SET_CHARGES)
        return in_charges(set, charge, len) ? PROP64_IS_IN : PROP64_IS_OUT;
    if (!prop64_set_is_law(set))
        return PROP64_TURNS;
    switch (ask_law(set, list, charge, len, PROP64_LEVEL_UNKNOWN, PROP64_ANY_DAY))
    {
        case PROP64_TRUE:
            return PROP64_IS_IN;
        case PROP64_FALSE:
            return prop64_set_has_pairs(set) && !alone ? PROP64_IS_HALF : PROP64_IS_OUT;
        case PROP64_UNKNOWN:
            break;
    }
    return PROP64_TURNS;
}

Prop64Remembered
prop64_ask_known_always(const Prop64Run *run, int32_t index, Prop64KnownCharge *known,
                        const uint8_t *charge, size_t len)
{
    if (known->answers[index] == PROP64_NOT_ASKED)
    {
        bool alone = has_no_companion(run->executor, index, charge, len);

        known->answers[index] = (uint8_t)find_always(run->executor, index, charge, len, alone);
        if (alone)
            known->alone |= UINT64_C(1) << index;
        if (known->answers[index] == PROP64_IS_OUT)
            known->may_be_in &= ~(UINT64_C(1) << index);
        if (known->answers[index] == PROP64_IS_IN)
            known->is_in |= UINT64_C(1) << index;
    }
    return (Prop64Remembered)known->answers[index];
}

static Prop64Remembered
ask_always(const Prop64Run *run, int32_t index, const uint8_t *charge, size_t len)
{
    Prop64KnownCharge *known = prop64_charges_find(run->executor->charges, charge, len);

    return known ? prop64_ask_known_always(run, index, known, charge, len) : PROP64_TURNS;
}

/* Is a charge in a set?  unknown_as is what is missing when that cannot be said. */
Prop64Answer
prop64_ask_set(const Prop64Run *run, int32_t index, const uint8_t *charge, size_t len,
               Prop64Level level, Prop64Bounds date, uint64_t unknown_as)
{
    const Prop64Set *set;

    if (index < 0)
        return yes_no(true);
    set = &run->executor->policy->sets[index];
    if (len == 0)
    {
        /* to compare sections both charges must be known */
        if (set->kind == PROP64_SET_SAME_SECTION && run->facts.given.charge_len == 0)
            unknown_as |= PROP64_FACT_MASK(PROP64_FACT_CHARGE);
        return unknown(unknown_as);
    }
    if (set->kind == PROP64_SET_SAME_SECTION)
        return same_section(run, set, charge, len);
    switch (ask_always(run, index, charge, len))
    {
        case PROP64_IS_OUT:
        case PROP64_IS_HALF:
            return yes_no(false);
        case PROP64_IS_IN:
            return yes_no(true);
        case PROP64_TURNS:
        case PROP64_NOT_ASKED:
            break;
    }
    if (prop64_set_is_law(set))
        return answer(ask_law(set, run->executor->lists[index], charge, len, level, date),
                      unknown_as);
    return yes_no(in_charges(set, charge, len));
}

/* What is known of this conviction's charge is looked up once a run. */
static PROP64_OUT_OF_LINE void
know_this_charge(Prop64Run *run)
{
    const Prop64Conviction *g = &run->facts.given;

    run->this_charge = prop64_charges_find(run->executor->charges, g->charge, g->charge_len);
    run->this_turn = prop64_charges_turn(run->executor->charges);
}

/* A set of which nothing is known yet, or whose answer turns on more than the charge. */
static PROP64_OUT_OF_LINE Prop64Answer
ask_this_set_anew(Prop64Run *run, int32_t index)
{
    const Prop64Conviction *g = &run->facts.given;
    uint64_t unknown_as = PROP64_FACT_MASK(PROP64_FACT_CHARGE);

    /* a list of the law may turn on the level or the date: those are then missing too */
    if (index >= 0 && run->executor->lists[index] != NULL)
    {
        look_at(run, PROP64_FACT_SEVERITY);
        look_at(run, PROP64_FACT_OFFENSE);
        if (run->facts.level_convicted == PROP64_LEVEL_UNKNOWN)
            unknown_as |= PROP64_FACT_MASK(PROP64_FACT_SEVERITY);
        unknown_as |= open_fact(g->offense, PROP64_FACT_OFFENSE);
    }
    return prop64_ask_set(run, index, g->charge, g->charge_len, run->facts.level_convicted,
                          g->offense, unknown_as);
}

Prop64Answer
prop64_ask_this_set(Prop64Run *run, int32_t index)
{
    const Prop64Executor *executor = run->executor;

    /* most sets are of charges, and asked by every row */
    if (executor->charges != NULL && index >= 0 && executor->lists[index] == NULL)
    {
        uint64_t bit = UINT64_C(1) << index;

        if (run->this_charge == NULL || run->this_turn != prop64_charges_turn(executor->charges))
            know_this_charge(run);
        if (run->this_charge != NULL && (run->this_charge->is_in & bit) != 0)
            return yes_no(true);
        if (run->this_charge != NULL && (run->this_charge->may_be_in & bit) == 0)
            return yes_no(false);
    }
    return ask_this_set_anew(run, index);
}

/* ---- sentences and spans -------------------------------------------------- */

Prop64Truth
prop64_ask_complete(const Prop64Run *run, Prop64Bounds sentence_ends)
{
    Prop64Bounds now = {run->facts.as_of, run->facts.as_of};

    return prop64_on_or_before(sentence_ends, now);
}

Prop64Answer
prop64_ask_sentence(Prop64Run *run)
{
    if (run->facts.presumed & PROP64_FACT_MASK(PROP64_FACT_SENTENCE))
    {
        look_at(run, PROP64_FACT_SENTENCE);
        return yes_no(true);
    }
    return answer(prop64_ask_complete(run, run->facts.given.sentence_ends),
                  PROP64_FACT_MASK(PROP64_FACT_SENTENCE));
}

static PROP64_OUT_OF_LINE Prop64Answer
span_test(Prop64Run *run, const Prop64Condition *c)
{
    static const int facts[] = {[PROP64_SINCE_BIRTH] = PROP64_FACT_BORN,
                                [PROP64_SINCE_CONVICTION] = PROP64_FACT_CONVICTED,
                                [PROP64_SINCE_OFFENSE] = PROP64_FACT_OFFENSE};
    Prop64Bounds now = {run->facts.as_of, run->facts.as_of};
    Prop64Bounds since, passed;
    uint64_t missing;

    if (c->arg[2] == PROP64_SINCE_LAST_CONVICTION)
        since = prop64_ask_last_conviction(run, &missing);
    else
    {
        since = prop64_ask_date(run, facts[c->arg[2]]);
        missing = PROP64_FACT_MASK(facts[c->arg[2]]);
    }
    passed.lo = prop64_day_add_years(since.lo, c->arg[1]);
    passed.hi = prop64_one_day(since) ? passed.lo : prop64_day_add_years(since.hi, c->arg[1]);
    switch ((Prop64Span)c->arg[0])
    {
        case PROP64_AT_LEAST_YEARS:
            return answer(prop64_on_or_before(passed, now), missing);
        case PROP64_MORE_THAN_YEARS:
            return answer(prop64_before(passed, now), missing);
        case PROP64_LESS_THAN_YEARS:
            return answer(prop64_before(now, passed), missing);
        case PROP64_NOT_MORE_THAN_YEARS:
        case PROP64_SPAN_END:
            break;
    }
    return answer(prop64_on_or_before(now, passed), missing);
}

/* ---- declared facts ------------------------------------------------------ */

static PROP64_OUT_OF_LINE Prop64Answer
fact_test(Prop64Run *run, const Prop64Condition *c)
{
    int fact = PROP64_FACT_DECLARED + c->arg[0];
    uint64_t missing = PROP64_FACT_MASK(fact);
    const Prop64FactValue *given = run->facts.given.declared;
    Prop64FactValue value = {false, 0, 0, {NULL, 0}};
    const Prop64Presumption *p;

    if (given != NULL)
        value = given[c->arg[0]];
    if (!value.known && (p = prop64_presumption(run->executor->policy, fact)) != NULL)
    {
        value = (Prop64FactValue){true, p->value.number, p->value.number, p->value.text};
        run->used |= PROP64_FACT_MASK(fact);
    }
    if (!value.known)
        return unknown(missing);
    if (c->op == PROP64_OP_FACT_TRUE)
        return yes_no(value.lo);
    if (c->value.kind == PROP64_VALUE_TEXT)
    {
        bool same = value.text.len == c->value.text.len &&
                    memcmp(value.text.data, c->value.text.data, value.text.len) == 0;

        return yes_no(same == (c->arg[1] == PROP64_EQ));
    }
    return answer(prop64_ask_compare(value.lo, value.hi, (Prop64Compare)c->arg[1], c->value.number),
                  missing);
}

/* ---- what is known, and what was done ------------------------------------- */

bool
prop64_ask_known(const Prop64Run *run, int fact)
{
    const Prop64Conviction *g = &run->facts.given;
    const Prop64FactValue *value;

    if ((run->facts.presumed | g->not_known) & PROP64_FACT_MASK(fact))
        return false;
    switch (fact)
    {
        case PROP64_FACT_CHARGE:
            return g->charge_len > 0;
        case PROP64_FACT_SEVERITY:
            return g->severity != PROP64_LEVEL_UNKNOWN;
        case PROP64_FACT_CONVICTED:
            return prop64_one_day(g->convicted);
        case PROP64_FACT_BORN:
            return prop64_one_day(g->born);
        case PROP64_FACT_OFFENSE:
            return prop64_one_day(g->offense);
        case PROP64_FACT_SENTENCE:
            return prop64_one_day(g->sentence_ends);
        case PROP64_FACT_DECEASED:
            return g->deceased != PROP64_UNKNOWN;
        case PROP64_FACT_RECORD:
            return g->record != NULL;
        default:
            break;
    }
    if (g->declared == NULL)
        return false;
    value = &g->declared[fact - PROP64_FACT_DECLARED];
    if (run->executor->policy->declared[fact - PROP64_FACT_DECLARED].type == PROP64_TYPE_TEXT)
        return value->known;
    return value->known && value->lo == value->hi;
}

static PROP64_OUT_OF_LINE Prop64Answer
conduct_test(Prop64Run *run, const Prop64Condition *c)
{
    const Prop64Conviction *g = &run->facts.given;
    Prop64Bounds offense = prop64_ask_date(run, PROP64_FACT_OFFENSE);
    uint64_t missing = open_fact(offense, PROP64_FACT_OFFENSE);
    char citation[PROP64_CHARGE_TEXT_MAX];
    Prop64Answer is;
    size_t len;
    bool open;

    if (g->charge_len == 0)
        return unknown(missing | PROP64_FACT_MASK(PROP64_FACT_CHARGE));
    len = prop64_charge_print(g->charge, prop64_charge_citation_len(g->charge, g->charge_len),
                              citation);
    is.truth =
        prop64_conduct_is(citation, len, offense, c->value.text.data, c->value.text.len, &open);
    /* what the table leaves open a person must look up in the case */
    is = answer(is.truth, missing | (open ? PROP64_FACT_MASK(PROP64_FACT_CHARGE) : 0));
    return c->arg[0] == PROP64_NE ? negation(is) : is;
}

/* ---- every condition ------------------------------------------------------ */

static PROP64_OUT_OF_LINE Prop64Answer
ask_both(Prop64Run *run, const Prop64Condition *c)
{
    Prop64Answer left = prop64_ask(run, c->left);

    return left.truth == PROP64_FALSE ? left : both(left, prop64_ask(run, c->right));
}

static PROP64_OUT_OF_LINE Prop64Answer
ask_either(Prop64Run *run, const Prop64Condition *c)
{
    Prop64Answer left = prop64_ask(run, c->left);

    return left.truth == PROP64_TRUE ? left : either(left, prop64_ask(run, c->right));
}

static Prop64Answer
level_test(Prop64Run *run, const Prop64Condition *c)
{
    Prop64Level severity = run->facts.given.severity;

    look_at(run, PROP64_FACT_SEVERITY);
    if (severity == PROP64_LEVEL_UNKNOWN)
        return unknown(PROP64_FACT_MASK(PROP64_FACT_SEVERITY));
    return yes_no(severity == (Prop64Level)c->arg[0]);
}

static PROP64_OUT_OF_LINE Prop64Answer
deceased_test(Prop64Run *run)
{
    const Prop64Conviction *g = &run->facts.given;

    if (g->later != NULL && g->deceased == PROP64_UNKNOWN)
    {
        Prop64Truth deceased = prop64_glance_deceased(run);

        if (deceased != PROP64_UNKNOWN)
            return answer(deceased, 0);
        prop64_facts_read(&run->facts);
    }
    look_at(run, PROP64_FACT_DECEASED);
    return answer(g->deceased, PROP64_FACT_MASK(PROP64_FACT_DECEASED));
}

static PROP64_OUT_OF_LINE Prop64Answer
ask_not(Prop64Run *run, const Prop64Condition *c)
{
    /* "not felony" stands first in many a policy */
    return negation(c->left->op == PROP64_OP_LEVEL ? level_test(run, c->left)
                                                   : prop64_ask(run, c->left));
}

Prop64Answer
prop64_ask(Prop64Run *run, const Prop64Condition *c)
{
    switch (c->op)
    {
        case PROP64_OP_AND:
            return ask_both(run, c);
        case PROP64_OP_OR:
            return ask_either(run, c);
        case PROP64_OP_NOT:
            return ask_not(run, c);
        case PROP64_OP_LEVEL:
            return level_test(run, c);
        case PROP64_OP_DECEASED:
            return deceased_test(run);
        case PROP64_OP_CHARGE_IN:
            return prop64_ask_this_set(run, c->arg[0]);
        case PROP64_OP_DATE:
            return date_test(run, c);
        case PROP64_OP_DATE_BETWEEN:
            return date_between(run, c);
        case PROP64_OP_AGE:
        case PROP64_OP_AGE_BETWEEN:
            return age_test(run, c);
        case PROP64_OP_SPAN:
            return span_test(run, c);
        case PROP64_OP_HAPPENED:
            return prop64_ask_happened(run, c);
        case PROP64_OP_COUNT:
            return prop64_ask_count(run, c);
        case PROP64_OP_ONLY:
            return prop64_ask_only(run, c->arg[0]);
        case PROP64_OP_SENTENCE:
            return prop64_ask_sentence(run);
        case PROP64_OP_ALL_SENTENCES:
            return prop64_ask_all_sentences(run);
        case PROP64_OP_FACT_TRUE:
        case PROP64_OP_FACT_COMPARE:
            return fact_test(run, c);
        case PROP64_OP_KNOWN:
            return yes_no(prop64_ask_known(run, c->arg[0]));
        case PROP64_OP_CONDUCT:
            return conduct_test(run, c);
        case PROP64_OP_END:
            break;
    }
    return yes_no(false);
}
