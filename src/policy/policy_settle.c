/*
 * policy_settle.c: deciding a case in which one fact alone is missing.  Pure.
 *
 * Conditions are constant in a fact between the values at which one of them
 * changes.  So it is enough to try those values and their neighbours, within what
 * is known of the fact: when every try has the same outcome, it is the answer;
 * when not, the least of them is certain.
 */
#include "policy/policy_run.h"
#include "policy/policy_values.h"

static Prop64Bounds *
date_field(Prop64Conviction *c, int fact)
{
    switch (fact)
    {
        case PROP64_FACT_CONVICTED:
            return &c->convicted;
        case PROP64_FACT_BORN:
            return &c->born;
        case PROP64_FACT_OFFENSE:
            return &c->offense;
        case PROP64_FACT_SENTENCE:
            return &c->sentence_ends;
        default:
            return NULL;
    }
}

/* What the tries so far agree on. */
typedef struct Agreement
{
    int tries;
    bool open;
    bool outcome_agrees;
    bool basis_agrees;
    Prop64Eligibility e;
    uint32_t presumed;
    Prop64AtLeast certain; /* without any try */
} Agreement;

/* Will further tries tell no more than is known without them? */
static bool
is_idle(const Agreement *a)
{
    return a->open || (a->tries > 0 && !a->outcome_agrees && a->e.at_least <= a->certain &&
                       (a->e.at_least < PROP64_AT_LEAST_MISDEMEANOR || !a->basis_agrees));
}

static void
try_case(const Prop64Executor *executor, const Prop64Conviction *c, Agreement *a)
{
    Prop64Eligibility e;

    prop64_execute_once(executor, c, &e, NULL);
    a->open = a->open || prop64_is_open(&e);
    if (a->tries++ == 0)
    {
        a->e = e;
        a->outcome_agrees = a->basis_agrees = true;
    }
    a->outcome_agrees = a->outcome_agrees && a->e.outcome == e.outcome;
    a->basis_agrees = a->basis_agrees && a->e.basis == e.basis;
    if (e.at_least < a->e.at_least)
        a->e.at_least = e.at_least;
    if (e.rule > a->e.rule)
        a->e.rule = e.rule;
    if (e.sentence != a->e.sentence)
        a->e.sentence = PROP64_SENTENCE_UNKNOWN;
    a->e.presumed = a->e.presumed || e.presumed;
    a->presumed |= e.presumed ? e.facts : 0;
}

static void
try_dates(const Prop64Executor *executor, const Prop64Conviction *given, int fact, Agreement *a)
{
    Prop64Values values = {NULL, 0, 0};
    Prop64Conviction c = *given;
    Prop64Facts facts;
    Prop64Bounds known;

    prop64_facts_gather(executor->policy, given, &facts);
    known = *date_field(&facts.given, fact);
    prop64_values_add_references(&values, &facts, 0);
    if (fact == PROP64_FACT_CONVICTED || fact == PROP64_FACT_OFFENSE)
        prop64_values_add_events(&values, &facts);
    for (int i = 0; i < executor->policy->nrules; i++)
        prop64_values_add_days(&values, &facts, executor->policy->rules[i].when);
    prop64_values_within(&values, known.lo, known.lo == PROP64_DAY_OPEN_LOW, known.hi,
                         known.hi == PROP64_DAY_OPEN_HIGH);
    a->open = values.n >= PROP64_VALUES_MAX;
    /* the last day first, then from the first on: most disagreements show at the ends */
    for (int i = 0; i < values.n && !is_idle(a); i++)
    {
        int32_t day = (int32_t)values.v[i == 0 ? values.n - 1 : i - 1];

        *date_field(&c, fact) = (Prop64Bounds){day, day};
        try_case(executor, &c, a);
    }
    prop64_free(values.v);
}

static void
add_compared(Prop64Values *values, const Prop64Condition *c, int declared)
{
    if (c == NULL)
        return;
    add_compared(values, c->left, declared);
    add_compared(values, c->right, declared);
    if (c->op == PROP64_OP_FACT_COMPARE && c->arg[0] == declared)
        prop64_values_add_around(values, c->value.number);
}

/* A text is one of those that it is compared with, or another. */
static void
try_texts(const Prop64Executor *executor, const Prop64Condition *c, int declared,
          Prop64Conviction *conviction, Prop64FactValue *value, Agreement *a)
{
    if (c == NULL)
        return;
    try_texts(executor, c->left, declared, conviction, value, a);
    try_texts(executor, c->right, declared, conviction, value, a);
    if (c->op == PROP64_OP_FACT_COMPARE && c->arg[0] == declared)
    {
        value->text = c->value.text;
        try_case(executor, conviction, a);
    }
}

static void
try_declared(const Prop64Executor *executor, const Prop64Conviction *given, int declared,
             Agreement *a)
{
    const Prop64Policy *policy = executor->policy;
    Prop64FactValue facts[PROP64_FACTS_MAX];
    Prop64FactValue *value = &facts[declared];
    Prop64Conviction c = *given;
    Prop64Values values = {NULL, 0, 0};
    bool known;

    memset(facts, 0, sizeof(facts));
    if (given->declared != NULL)
        memcpy(facts, given->declared, sizeof(facts[0]) * (size_t)policy->ndeclared);
    known = value->known;
    value->known = true;
    c.declared = facts;
    if (policy->declared[declared].type == PROP64_TYPE_TEXT)
    {
        for (int i = 0; i < policy->nrules; i++)
            try_texts(executor, policy->rules[i].when, declared, &c, value, a);
        value->text = (Prop64Text){"", 1}; /* NUL, which no text of PostgreSQL holds */
        try_case(executor, &c, a);
        return;
    }
    if (policy->declared[declared].type == PROP64_TYPE_BOOLEAN)
    {
        prop64_values_add(&values, 0);
        prop64_values_add(&values, 1);
    }
    else
    {
        for (int i = 0; i < policy->nrules; i++)
            add_compared(&values, policy->rules[i].when, declared);
        prop64_values_within(&values, value->lo, !known || value->lo == INT64_MIN, value->hi,
                             !known || value->hi == INT64_MAX);
    }
    for (int i = 0; i < values.n && !is_idle(a); i++)
    {
        value->lo = value->hi = values.v[i];
        try_case(executor, &c, a);
    }
    prop64_free(values.v);
}

void
prop64_settle(const Prop64Executor *executor, const Prop64Conviction *given, int fact,
              Prop64Eligibility *e)
{
    Prop64Conviction tried = *given;
    Prop64Conviction c;
    Agreement a;

    memset(&a, 0, sizeof(a));
    tried.not_known = prop64_not_known(executor, given);
    c = tried;
    a.certain = e->at_least;
    if (fact >= PROP64_FACT_DECLARED)
        try_declared(executor, &tried, fact - PROP64_FACT_DECLARED, &a);
    else if (date_field(&c, fact) != NULL)
        try_dates(executor, &tried, fact, &a);
    else if (fact == PROP64_FACT_SEVERITY)
        for (int level = PROP64_INFRACTION; level <= PROP64_FELONY; level++)
        {
            c.severity = (Prop64Level)level;
            try_case(executor, &c, &a);
        }
    else if (fact == PROP64_FACT_DECEASED)
        for (int i = 0; i < 2; i++)
        {
            c.deceased = i ? PROP64_TRUE : PROP64_FALSE;
            try_case(executor, &c, &a);
        }
    else
        return; /* a charge, a record or a key has too many values to try */
    if (a.open || a.tries == 0)
        return;
    if (a.outcome_agrees)
    {
        e->outcome = a.e.outcome;
        e->rule = a.e.rule;
    }
    e->at_least = a.e.at_least;
    if (e->at_least < PROP64_AT_LEAST_MISDEMEANOR)
        e->basis = PROP64_BASIS_NONE;
    else
        e->basis = a.basis_agrees ? a.e.basis : PROP64_BASIS_UNDETERMINED;
    e->presumed = e->presumed || a.e.presumed;
    if (!prop64_is_open(e))
        e->facts = a.presumed;
}
