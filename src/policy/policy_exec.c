/* policy_exec.c: the rules of a policy, in order; see policy_exec.h.  Pure. */
#include "policy/policy_run.h"

/* Language facts as bits of this policy's eligibilities. */
static uint32_t
fact_bits(const Prop64Policy *policy, uint64_t facts)
{
    uint32_t bits = 0;

    if (facts == 0)
        return 0;
    for (int i = 0; i < policy->nfacts; i++)
        if (facts & PROP64_FACT_MASK(policy->facts[i]))
            bits |= UINT32_C(1) << i;
    return bits;
}

/* What is still possible while the list is read. */
typedef struct Possible
{
    bool any;
    bool agree; /* all have the same outcome */
    Prop64Outcome outcome;
    Prop64AtLeast at_least;
    Prop64Basis basis;
    uint64_t missing;
} Possible;

static void
add_possible(Possible *possible, const Prop64Rule *rule, uint64_t missing)
{
    Prop64AtLeast at_least = prop64_outcome_at_least(rule->outcome);

    if (!possible->any)
    {
        possible->any = possible->agree = true;
        possible->outcome = rule->outcome;
        possible->at_least = at_least;
        possible->basis = rule->basis;
    }
    else
    {
        possible->agree = possible->agree && possible->outcome == rule->outcome;
        if (at_least < possible->at_least)
            possible->at_least = at_least;
        if (rule->basis != possible->basis)
            possible->basis = PROP64_BASIS_UNDETERMINED;
    }
    possible->missing |= missing;
}

/*
 * Reads the list to the first rule that holds; fills what the rules decide, and
 * returns the facts that hold the answer open.
 */
static uint64_t
run_rules(Prop64Run *run, Prop64Answer scope, Prop64Eligibility *out)
{
    const Prop64Policy *policy = run->executor->policy;
    Possible possible = {.missing = scope.missing};

    for (int i = 0; i < policy->nrules; i++)
    {
        const Prop64Rule *rule = &policy->rules[i];
        uint64_t used_before = run->used;
        Prop64Answer a;

        run->used = 0;
        if (run->executor->reads_record[i])
            prop64_facts_open(&run->facts);
        if (run->trace != NULL)
            run->trace->rules[i].first_found = run->found_from = run->trace->nfound;
        a = rule->when == NULL ? yes_no(true) : prop64_ask(run, rule->when);
        if (run->trace != NULL)
        {
            Prop64RuleTrace *t = &run->trace->rules[i];

            t->reached = true;
            t->truth = a.truth;
            t->missing = fact_bits(policy, a.missing);
            t->presumed = fact_bits(policy, run->used);
            t->nfound = run->trace->nfound - t->first_found;
        }
        run->used |= used_before;
        if (a.truth == PROP64_FALSE)
            continue;
        add_possible(&possible, rule, a.missing);
        if (a.truth == PROP64_TRUE)
        {
            out->rule = (uint8_t)(i + 1);
            break;
        }
    }
    if (scope.truth == PROP64_UNKNOWN || !possible.agree)
    {
        out->rule = 0;
        out->outcome = PROP64_UNDETERMINED;
        /* "out of scope" is possible too: then nothing is certain */
        if (scope.truth == PROP64_UNKNOWN)
            return possible.missing;
    }
    else
        out->outcome = possible.outcome;
    out->at_least = possible.at_least;
    if (possible.at_least >= PROP64_AT_LEAST_MISDEMEANOR)
        out->basis = possible.basis;
    return prop64_is_open(out) ? possible.missing : 0;
}

static Prop64SentenceStatus
sentence_status(Prop64Run *run, Prop64Outcome outcome)
{
    Prop64Truth complete;

    if (run->facts.as_of == PROP64_DAY_OPEN_HIGH)
        return PROP64_SENTENCE_UNKNOWN;
    if (run->facts.presumed & PROP64_FACT_MASK(PROP64_FACT_SENTENCE))
    {
        /* the remedy rests on it, so the answer says that it was presumed */
        if (prop64_outcome_is_relief(outcome))
            look_at(run, PROP64_FACT_SENTENCE);
        return run->used & PROP64_FACT_MASK(PROP64_FACT_SENTENCE) ? PROP64_SENTENCE_COMPLETE
                                                                  : PROP64_SENTENCE_UNKNOWN;
    }
    complete = prop64_ask_complete(run, run->facts.given.sentence_ends);
    return complete == PROP64_TRUE    ? PROP64_SENTENCE_COMPLETE
           : complete == PROP64_FALSE ? PROP64_SENTENCE_SERVING
                                      : PROP64_SENTENCE_UNKNOWN;
}

uint64_t
prop64_execute_once(const Prop64Executor *executor, const Prop64Conviction *conviction,
                    Prop64Eligibility *out, Prop64Trace *trace)
{
    const Prop64Policy *policy = executor->policy;
    Prop64Run run;
    Prop64Answer scope = yes_no(true);
    uint64_t contradiction = PROP64_FACT_MASK(PROP64_FACT_CONTRADICTION);
    uint64_t missing = 0;
    bool contradicts;

    memset(out, 0, sizeof(*out));
    out->fingerprint = executor->fingerprint;
    /* once a row: the rest of a run is written before it is read */
    run.executor = executor;
    run.used = 0;
    run.trace = trace;
    run.found_from = 0;
    run.has_known = false;
    run.never_known = false;
    run.this_charge = NULL;
    run.glance.state = PROP64_NO_GLANCE;
    if (trace != NULL)
        memset(trace, 0, sizeof(*trace));
    prop64_facts_gather(policy, conviction, &run.facts);

    if (executor->reads_record[policy->nrules])
        prop64_facts_open(&run.facts);
    if (policy->scope >= 0)
        scope = prop64_ask_this_set(&run, policy->scope);
    contradicts =
        run.facts.contradiction && prop64_fact_bit(policy, PROP64_FACT_CONTRADICTION) != 0;
    if (scope.truth == PROP64_FALSE)
        out->outcome = PROP64_OUT_OF_SCOPE;
    else if (contradicts && (run.facts.presumed & contradiction) == 0)
    {
        out->outcome = PROP64_UNDETERMINED;
        missing = scope.missing | contradiction;
    }
    else
    {
        if (contradicts)
            look_at(&run, PROP64_FACT_CONTRADICTION);
        missing = run_rules(&run, scope, out);
    }
    out->sentence = sentence_status(&run, out->outcome);
    out->presumed = run.used != 0;
    out->facts = fact_bits(policy, prop64_is_open(out) ? missing : run.used);
    return missing;
}

void
prop64_execute(const Prop64Executor *executor, const Prop64Conviction *conviction,
               Prop64Eligibility *out, Prop64Trace *trace)
{
    uint64_t missing = prop64_execute_once(executor, conviction, out, trace);

    if (prop64_is_open(out) && missing != 0 && (missing & (missing - 1)) == 0)
    {
        Prop64Conviction whole = *conviction;

        if (whole.later != NULL)
            whole.record = prop64_later_record(whole.later);
        whole.later = NULL;
        for (int fact = 1; fact < 64; fact++)
            if (missing == PROP64_FACT_MASK(fact))
                prop64_settle(executor, &whole, fact, out);
    }
}

uint64_t
prop64_not_known(const Prop64Executor *executor, const Prop64Conviction *conviction)
{
    const Prop64Policy *policy = executor->policy;
    Prop64Run run = {.executor = executor};
    uint64_t open = conviction->not_known;

    prop64_facts_gather(policy, conviction, &run.facts);
    for (int i = 0; i < policy->nfacts; i++)
        if (prop64_fact_may_be_known(policy, policy->facts[i]) &&
            !prop64_ask_known(&run, policy->facts[i]))
            open |= PROP64_FACT_MASK(policy->facts[i]);
    return open;
}

/* ---- making a policy ready ----------------------------------------------- */

/*
 * May the condition look at what a record says of this conviction?  Where it asks the
 * record itself, the condition sees to it that it is read.
 */
static bool
reads_record(const Prop64Executor *executor, const Prop64Condition *c)
{
    if (c == NULL)
        return false;
    switch (c->op)
    {
        case PROP64_OP_AND:
        case PROP64_OP_OR:
        case PROP64_OP_NOT:
            return reads_record(executor, c->left) || reads_record(executor, c->right);
        case PROP64_OP_LEVEL:
        case PROP64_OP_DATE:
        case PROP64_OP_DATE_BETWEEN:
        case PROP64_OP_AGE:
        case PROP64_OP_AGE_BETWEEN:
        case PROP64_OP_SENTENCE:
        case PROP64_OP_FACT_TRUE:
        case PROP64_OP_FACT_COMPARE:
        case PROP64_OP_CONDUCT:
        case PROP64_OP_DECEASED:
        case PROP64_OP_SPAN:
        case PROP64_OP_HAPPENED:
        case PROP64_OP_COUNT:
        case PROP64_OP_ONLY:
        case PROP64_OP_ALL_SENTENCES:
            return false;
        case PROP64_OP_CHARGE_IN:
            return executor->lists[c->arg[0]] != NULL;
        default:
            return true;
    }
}

Prop64Executor *
prop64_executor_new(const Prop64Policy *policy, uint16_t fingerprint)
{
    Prop64Executor *executor = prop64_alloc(sizeof(*executor));
    size_t n = policy->nsets > 0 ? (size_t)policy->nsets : 1;

    executor->policy = policy;
    executor->fingerprint = fingerprint;
    prop64_charge_parse("PC 290", 6, &executor->pc290, NULL);
    executor->charges = prop64_charges_new(policy);
    executor->lists = prop64_alloc(n * sizeof(*executor->lists));
    memset(executor->lists, 0, n * sizeof(*executor->lists));
    for (int i = 0; i < policy->nsets; i++)
    {
        const Prop64Set *set = &policy->sets[i];

        if (prop64_set_is_law(set))
            executor->lists[i] = prop64_law_matcher_new(
                prop64_law_list(policy->law.data, set->name.data, set->name.len));
    }
    executor->reads_record = prop64_alloc(((size_t)policy->nrules + 1) * sizeof(bool));
    for (int i = 0; i < policy->nrules; i++)
        executor->reads_record[i] = reads_record(executor, policy->rules[i].when);
    executor->reads_record[policy->nrules] =
        policy->scope >= 0 && executor->lists[policy->scope] != NULL;
    executor->quick = prop64_quick_new(policy, fingerprint);
    return executor;
}

void
prop64_executor_free(Prop64Executor *executor)
{
    for (int i = 0; i < executor->policy->nsets; i++)
        if (executor->lists[i] != NULL)
            prop64_law_matcher_free(executor->lists[i]);
    prop64_quick_free(executor->quick);
    prop64_charges_free(executor->charges);
    prop64_free(executor->reads_record);
    prop64_free(executor->lists);
    prop64_free(executor);
}
