/* policy_steps.c: laying out the rules of a policy as tests; see policy_quick.h.  Pure. */
#include "policy/policy_quick.h"

#define STEPS_MAX 10000

typedef Prop64QuickStep Step;

typedef struct Maker
{
    const Prop64Policy *policy;
    Prop64Quick *quick;
    Step *open;
} Maker;

static Step *
add_step(Maker *m, Prop64QuickTest test, const Prop64Condition *c, Step *if_false, Step *if_true)
{
    Step *step = &m->quick->steps[m->quick->n++];

    *step = (Step){.next = {if_false, if_true},
                   .test = test,
                   .lo = PROP64_DAY_OPEN_LOW,
                   .hi = PROP64_DAY_OPEN_HIGH,
                   .as_of = PROP64_DAY_OPEN_LOW, /* no case has this one */
                   .years_lo = PROP64_NO_YEARS,
                   .years_hi = PROP64_NO_YEARS,
                   .asked = c};
    return step;
}

/* ---- days ------------------------------------------------------------------ */

static Prop64QuickTest
day_test(int fact)
{
    switch (fact)
    {
        case PROP64_FACT_CONVICTED:
            return PROP64_QUICK_CONVICTED;
        case PROP64_FACT_BORN:
            return PROP64_QUICK_BORN;
        case PROP64_FACT_OFFENSE:
            return PROP64_QUICK_OFFENSE;
        default:
            return PROP64_QUICK_SENTENCE;
    }
}

static void
set_order(Step *step, Prop64Order order, int32_t day)
{
    if (order == PROP64_BEFORE || order == PROP64_ON_OR_BEFORE || order == PROP64_ON)
        step->hi = order == PROP64_BEFORE ? day - 1 : day;
    if (order == PROP64_AFTER || order == PROP64_ON_OR_AFTER || order == PROP64_ON)
        step->lo = order == PROP64_AFTER ? day + 1 : day;
}

/* An age is at least n years when the birth lies n years back, or more. */
static Step *
age_now(Maker *m, const Prop64Condition *c, Step *if_false, Step *if_true)
{
    bool between = c->op == PROP64_OP_AGE_BETWEEN;
    Prop64Compare compare = between ? PROP64_EQ : (Prop64Compare)c->arg[1];
    int32_t least = between ? c->arg[1] : c->arg[2];
    Step *step = compare == PROP64_NE ? add_step(m, PROP64_QUICK_BORN, c, if_true, if_false)
                                      : add_step(m, PROP64_QUICK_BORN, c, if_false, if_true);

    step->moves = true;
    if (compare == PROP64_GE || compare == PROP64_EQ || compare == PROP64_NE)
        step->years_hi = least;
    if (compare == PROP64_GT)
        step->years_hi = least + 1;
    if (compare == PROP64_LT)
        step->years_lo = least;
    if (compare == PROP64_LE || compare == PROP64_EQ || compare == PROP64_NE)
        step->years_lo = (between ? c->arg[2] : least) + 1;
    return step;
}

static Step *
span(Maker *m, const Prop64Condition *c, Step *if_false, Step *if_true)
{
    static const Prop64QuickTest tests[] = {[PROP64_SINCE_BIRTH] = PROP64_QUICK_BORN,
                                            [PROP64_SINCE_CONVICTION] = PROP64_QUICK_CONVICTED,
                                            [PROP64_SINCE_OFFENSE] = PROP64_QUICK_OFFENSE,
                                            [PROP64_SINCE_LAST_CONVICTION] = PROP64_QUICK_LAST};
    Step *step = add_step(m, tests[c->arg[2]], c, if_false, if_true);

    step->moves = true;
    if (c->arg[0] == PROP64_AT_LEAST_YEARS || c->arg[0] == PROP64_MORE_THAN_YEARS)
        step->years_hi = c->arg[1];
    else
        step->years_lo = c->arg[1];
    if (c->arg[0] == PROP64_MORE_THAN_YEARS || c->arg[0] == PROP64_NOT_MORE_THAN_YEARS)
        step->shift = -1;
    return step;
}

/* ---- conditions ------------------------------------------------------------ */

/* Of a set of the record's counts; the section of this conviction is told without forms. */
static Step *
of_counts(Maker *m, Prop64QuickTest test, const Prop64Condition *c, int32_t set, Step *if_false,
          Step *if_true)
{
    Step *step;

    if (set >= PROP64_CHARGES_SETS ||
        (set >= 0 && m->policy->sets[set].kind == PROP64_SET_SAME_SECTION &&
         m->policy->sets[set].including != 0))
        return m->open;
    step = add_step(m, test, c, if_false, if_true);
    step->wanted = prop64_wanted(m->policy, set);
    step->bit = step->wanted.same_section ? 0 : step->wanted.bit;
    return step;
}

static Step *
of_this_charge(Maker *m, Prop64QuickTest test, int32_t set, Step *if_false, Step *if_true)
{
    Step *step;

    if (set < 0 || set >= PROP64_CHARGES_SETS)
        return m->open;
    step = add_step(m, test, NULL, if_false, if_true);
    step->bit = UINT64_C(1) << set;
    return step;
}

static Step *
add_condition(Maker *m, const Prop64Condition *c, Step *if_false, Step *if_true)
{
    Step *step = m->open;

    switch (c->op)
    {
        case PROP64_OP_AND:
            return add_condition(m, c->left, if_false,
                                 add_condition(m, c->right, if_false, if_true));
        case PROP64_OP_OR:
            return add_condition(m, c->left, add_condition(m, c->right, if_false, if_true),
                                 if_true);
        case PROP64_OP_NOT:
            return add_condition(m, c->left, if_true, if_false);
        case PROP64_OP_LEVEL:
            step = add_step(m, PROP64_QUICK_LEVEL, c, if_false, if_true);
            step->subject = c->arg[0];
            break;
        case PROP64_OP_DECEASED:
            step = add_step(m, PROP64_QUICK_DECEASED, c, if_false, if_true);
            break;
        case PROP64_OP_CHARGE_IN:
            return of_this_charge(m, PROP64_QUICK_CHARGE, c->arg[0], if_false, if_true);
        case PROP64_OP_DATE:
            step = add_step(m, day_test(c->arg[0]), c, if_false, if_true);
            set_order(step, (Prop64Order)c->arg[1], c->arg[2]);
            break;
        case PROP64_OP_DATE_BETWEEN:
            step = add_step(m, day_test(c->arg[0]), c, if_false, if_true);
            step->lo = c->arg[1];
            step->hi = c->arg[2];
            break;
        case PROP64_OP_AGE:
        case PROP64_OP_AGE_BETWEEN:
            if (c->arg[0] == PROP64_NOW)
                return age_now(m, c, if_false, if_true);
            step = add_step(m, PROP64_QUICK_AGE_AT, c, if_false, if_true);
            step->subject =
                c->arg[0] == PROP64_AT_OFFENSE ? PROP64_FACT_OFFENSE : PROP64_FACT_CONVICTED;
            break;
        case PROP64_OP_SPAN:
            return span(m, c, if_false, if_true);
        case PROP64_OP_HAPPENED:
            return of_counts(m, PROP64_QUICK_HAPPENED, c, c->arg[2], if_false, if_true);
        case PROP64_OP_COUNT:
            return of_counts(m, PROP64_QUICK_COUNT, c, c->arg[0], if_false, if_true);
        case PROP64_OP_ONLY:
            /* of a list of the law, what it says may turn on two counts of one case */
            if (c->arg[0] >= 0 && m->policy->sets[c->arg[0]].kind == PROP64_SET_CHARGES)
                return of_this_charge(m, PROP64_QUICK_ONLY, c->arg[0], if_false, if_true);
            break;
        case PROP64_OP_SENTENCE:
            step = add_step(m, PROP64_QUICK_SENTENCE, c, if_false, if_true);
            step->moves = true;
            step->years_hi = 0;
            break;
        case PROP64_OP_ALL_SENTENCES:
            step = add_step(m, PROP64_QUICK_ALL_SENTENCES, c, if_false, if_true);
            break;
        case PROP64_OP_FACT_TRUE:
        case PROP64_OP_FACT_COMPARE:
        case PROP64_OP_KNOWN:
        case PROP64_OP_CONDUCT:
        case PROP64_OP_END:
            break;
    }
    return step;
}

/* ---- the whole ------------------------------------------------------------- */

static uint32_t
count_conditions(const Prop64Condition *c)
{
    return c == NULL ? 0 : 1 + count_conditions(c->left) + count_conditions(c->right);
}

/* What the executor answers of a case that a rule decides; NULL: out of scope. */
static void
make_answer(Maker *m, int number, const Prop64Rule *rule, uint16_t fingerprint)
{
    for (int complete = 0; complete < 2; complete++)
    {
        Prop64Eligibility e = {.outcome = PROP64_OUT_OF_SCOPE,
                               .sentence =
                                   complete ? PROP64_SENTENCE_COMPLETE : PROP64_SENTENCE_SERVING,
                               .rule = (uint8_t)number,
                               .fingerprint = fingerprint};

        if (rule != NULL)
        {
            e.outcome = rule->outcome;
            e.at_least = prop64_outcome_at_least(rule->outcome);
            if (e.at_least >= PROP64_AT_LEAST_MISDEMEANOR)
                e.basis = rule->basis;
        }
        m->quick->answers[number][complete] = prop64_eligibility_pack(&e);
    }
}

static Step *
add_answer(Maker *m, int number)
{
    Step *step = add_step(m, PROP64_QUICK_ANSWER, NULL, NULL, NULL);

    step->subject = number;
    return step;
}

Prop64Quick *
prop64_quick_new(const Prop64Policy *policy, uint16_t fingerprint)
{
    Prop64Quick *quick;
    Maker m = {.policy = policy};
    uint32_t n = 2 + (uint32_t)policy->nrules + 1; /* answers, scope, open */
    Step *next;

    for (int i = 0; i < policy->nrules; i++)
        n += count_conditions(policy->rules[i].when);
    if (n > STEPS_MAX)
        return NULL;
    m.quick = quick = prop64_alloc(sizeof(*quick));
    quick->n = 0;
    quick->steps = prop64_alloc(n * sizeof(*quick->steps));
    quick->answers = prop64_alloc(((size_t)policy->nrules + 1) * sizeof(*quick->answers));
    /* from the last rule to the first, for each goes on to the next; a list ends with a rule */
    next = m.open = add_step(&m, PROP64_QUICK_OPEN, NULL, NULL, NULL);
    for (int i = policy->nrules; i > 0; i--)
    {
        const Prop64Rule *rule = &policy->rules[i - 1];

        make_answer(&m, i, rule, fingerprint);
        next = rule->when == NULL ? add_answer(&m, i)
                                  : add_condition(&m, rule->when, next, add_answer(&m, i));
    }
    make_answer(&m, 0, NULL, fingerprint);
    quick->first = policy->scope < 0 ? next
                                     : of_this_charge(&m, PROP64_QUICK_CHARGE, policy->scope,
                                                      add_answer(&m, 0), next);
    return quick;
}

void
prop64_quick_free(Prop64Quick *quick)
{
    if (quick == NULL)
        return;
    prop64_free(quick->answers);
    prop64_free(quick->steps);
    prop64_free(quick);
}
