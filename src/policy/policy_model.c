/* policy_model.c: the tables that describe the language, and small questions to a policy.  Pure. */
#include "policy/policy_core.h"

const Prop64OpInfo prop64_policy_ops[PROP64_OP_END] = {
    [PROP64_OP_AND] = {"and", 2, {PROP64_ARG_NONE}},
    [PROP64_OP_OR] = {"or", 2, {PROP64_ARG_NONE}},
    [PROP64_OP_NOT] = {"not", 1, {PROP64_ARG_NONE}},
    [PROP64_OP_LEVEL] = {"level", 0, {PROP64_ARG_LEVEL}},
    [PROP64_OP_DECEASED] = {"deceased", 0, {PROP64_ARG_NONE}},
    [PROP64_OP_CHARGE_IN] = {"charge in", 0, {PROP64_ARG_SET}},
    [PROP64_OP_DATE] = {"date", 0, {PROP64_ARG_SUBJECT, PROP64_ARG_ORDER, PROP64_ARG_DAY}},
    [PROP64_OP_DATE_BETWEEN] = {"between", 0, {PROP64_ARG_SUBJECT, PROP64_ARG_DAY, PROP64_ARG_DAY}},
    [PROP64_OP_AGE] = {"age", 0, {PROP64_ARG_MOMENT, PROP64_ARG_COMPARE, PROP64_ARG_COUNT}},
    [PROP64_OP_AGE_BETWEEN] = {"age between",
                               0,
                               {PROP64_ARG_MOMENT, PROP64_ARG_COUNT, PROP64_ARG_COUNT}},
    [PROP64_OP_SPAN] = {"years since", 0, {PROP64_ARG_SPAN, PROP64_ARG_COUNT, PROP64_ARG_ANCHOR}},
    [PROP64_OP_HAPPENED] = {"happened", 0, {PROP64_ARG_KIND, PROP64_ARG_WHEN, PROP64_ARG_SET}},
    [PROP64_OP_COUNT] = {"convictions",
                         0,
                         {PROP64_ARG_SET, PROP64_ARG_WHEN, PROP64_ARG_COMPARE, PROP64_ARG_COUNT}},
    [PROP64_OP_ONLY] = {"only", 0, {PROP64_ARG_SET}},
    [PROP64_OP_SENTENCE] = {"sentence complete", 0, {PROP64_ARG_NONE}},
    [PROP64_OP_ALL_SENTENCES] = {"all sentences complete", 0, {PROP64_ARG_NONE}},
    [PROP64_OP_FACT_TRUE] = {"fact", 0, {PROP64_ARG_DECLARED}},
    [PROP64_OP_FACT_COMPARE] = {"compare",
                                0,
                                {PROP64_ARG_DECLARED, PROP64_ARG_COMPARE, PROP64_ARG_VALUE}},
    [PROP64_OP_KNOWN] = {"is known", 0, {PROP64_ARG_FACT}},
    [PROP64_OP_CONDUCT] = {"conduct", 0, {PROP64_ARG_COMPARE, PROP64_ARG_VALUE}},
};

static const char *const fact_names[PROP64_FACT_BUILT_IN_END] = {
    [PROP64_FACT_CHARGE] = "charge",       [PROP64_FACT_SEVERITY] = "severity",
    [PROP64_FACT_CONVICTED] = "convicted", [PROP64_FACT_BORN] = "born",
    [PROP64_FACT_OFFENSE] = "offense",     [PROP64_FACT_SENTENCE] = "sentence_ends",
    [PROP64_FACT_DECEASED] = "deceased",   [PROP64_FACT_RECORD] = "record",
    [PROP64_FACT_COUNT_KEY] = "count_key", [PROP64_FACT_CASE_KEY] = "case_key",
    [PROP64_FACT_CYCLE_KEY] = "cycle_key", [PROP64_FACT_CONTRADICTION] = "contradiction",
};

Prop64Text
prop64_fact_name(const Prop64Policy *policy, int fact)
{
    Prop64Text name = {NULL, 0};

    if (fact >= PROP64_FACT_DECLARED)
    {
        if (fact - PROP64_FACT_DECLARED < policy->ndeclared)
            name = policy->declared[fact - PROP64_FACT_DECLARED].name;
    }
    else if (fact > 0 && fact < PROP64_FACT_BUILT_IN_END)
    {
        name.data = fact_names[fact];
        name.len = (uint32_t)strlen(name.data);
    }
    return name;
}

bool
prop64_fact_may_be_known(const Prop64Policy *policy, int fact)
{
    return (fact >= PROP64_FACT_CHARGE && fact <= PROP64_FACT_RECORD) ||
           (fact >= PROP64_FACT_DECLARED && fact < PROP64_FACT_DECLARED + policy->ndeclared);
}

uint32_t
prop64_fact_bit(const Prop64Policy *policy, int fact)
{
    for (int i = 0; i < policy->nfacts; i++)
        if (policy->facts[i] == fact)
            return UINT32_C(1) << i;
    return 0;
}

#define FACT(fact) (UINT64_C(1) << (fact))

uint64_t
prop64_when_facts(int32_t when)
{
    static const uint64_t references[] = {
        [PROP64_THIS_CONVICTION] = FACT(PROP64_FACT_CONVICTED),
        [PROP64_THIS_OFFENSE] = FACT(PROP64_FACT_OFFENSE),
        [PROP64_IN_THIS_CASE] = FACT(PROP64_FACT_CASE_KEY),
        [PROP64_IN_THIS_CYCLE] = FACT(PROP64_FACT_CYCLE_KEY),
        [PROP64_OFFENSE_TO_CONVICTION] = FACT(PROP64_FACT_OFFENSE) | FACT(PROP64_FACT_CONVICTED),
    };

    return references[PROP64_WHEN_REFERENCE(when)] |
           (when & PROP64_IN_ANOTHER_CASE ? FACT(PROP64_FACT_CASE_KEY) : 0);
}

/* Facts behind a set of charges, as far as they concern this conviction. */
static uint64_t
set_reads(const Prop64Policy *policy, int32_t index)
{
    return index >= 0 && policy->sets[index].kind == PROP64_SET_SAME_SECTION
               ? FACT(PROP64_FACT_CHARGE)
               : 0;
}

/* The day of another count is asked for: it is presumed where the policy presumes it. */
static uint64_t
count_day_reads(const Prop64Policy *policy, int32_t index, int32_t when)
{
    if (!prop64_when_is_day(when) && (index < 0 || !prop64_set_is_law(&policy->sets[index])))
        return 0;
    for (int i = 0; i < policy->npresumed; i++)
        if (policy->presumed[i].fact == PROP64_FACT_CONVICTED)
            return FACT(PROP64_FACT_CONVICTED);
    return 0;
}

uint64_t
prop64_condition_reads(const Prop64Policy *policy, const Prop64Condition *c)
{
    static const int anchors[] = {[PROP64_SINCE_BIRTH] = PROP64_FACT_BORN,
                                  [PROP64_SINCE_CONVICTION] = PROP64_FACT_CONVICTED,
                                  [PROP64_SINCE_OFFENSE] = PROP64_FACT_OFFENSE,
                                  [PROP64_SINCE_LAST_CONVICTION] = PROP64_FACT_CONVICTED};
    uint64_t reads = 0;

    if (c == NULL)
        return 0;
    switch (c->op)
    {
        case PROP64_OP_AND:
        case PROP64_OP_OR:
        case PROP64_OP_NOT:
            return prop64_condition_reads(policy, c->left) |
                   prop64_condition_reads(policy, c->right);
        case PROP64_OP_LEVEL:
            return FACT(PROP64_FACT_SEVERITY);
        case PROP64_OP_DECEASED:
            return FACT(PROP64_FACT_DECEASED);
        case PROP64_OP_CHARGE_IN:
            if (prop64_set_is_law(&policy->sets[c->arg[0]]))
                reads = FACT(PROP64_FACT_SEVERITY) | FACT(PROP64_FACT_OFFENSE);
            return reads | FACT(PROP64_FACT_CHARGE);
        case PROP64_OP_DATE:
        case PROP64_OP_DATE_BETWEEN:
            return FACT(c->arg[0]);
        case PROP64_OP_AGE:
        case PROP64_OP_AGE_BETWEEN:
            if (c->arg[0] != PROP64_NOW)
                reads = FACT(c->arg[0] == PROP64_AT_OFFENSE ? PROP64_FACT_OFFENSE
                                                            : PROP64_FACT_CONVICTED);
            return reads | FACT(PROP64_FACT_BORN);
        case PROP64_OP_SPAN:
            if (c->arg[2] == PROP64_SINCE_LAST_CONVICTION)
                reads = FACT(PROP64_FACT_RECORD);
            return reads | FACT(anchors[c->arg[2]]);
        case PROP64_OP_HAPPENED:
            if (c->arg[0] == PROP64_EVENT_CONVICTION)
                reads = FACT(PROP64_FACT_COUNT_KEY) | count_day_reads(policy, c->arg[2], c->arg[1]);
            return reads | FACT(PROP64_FACT_RECORD) | prop64_when_facts(c->arg[1]) |
                   set_reads(policy, c->arg[2]);
        case PROP64_OP_COUNT:
            return FACT(PROP64_FACT_RECORD) | FACT(PROP64_FACT_COUNT_KEY) |
                   set_reads(policy, c->arg[0]) | prop64_when_facts(c->arg[1]) |
                   count_day_reads(policy, c->arg[0], c->arg[1]);
        case PROP64_OP_ONLY:
            return FACT(PROP64_FACT_RECORD) | FACT(PROP64_FACT_CHARGE) |
                   count_day_reads(policy, c->arg[0], PROP64_EVER);
        case PROP64_OP_SENTENCE:
            return FACT(PROP64_FACT_SENTENCE);
        case PROP64_OP_ALL_SENTENCES:
            return FACT(PROP64_FACT_SENTENCE) | FACT(PROP64_FACT_RECORD);
        case PROP64_OP_FACT_TRUE:
        case PROP64_OP_FACT_COMPARE:
            return FACT(PROP64_FACT_DECLARED + c->arg[0]);
        case PROP64_OP_KNOWN:
            return FACT(c->arg[0]);
        case PROP64_OP_CONDUCT:
            return FACT(PROP64_FACT_CHARGE) | FACT(PROP64_FACT_OFFENSE);
        case PROP64_OP_END:
            break;
    }
    return 0;
}

static bool
reads_as_of(const Prop64Condition *c)
{
    if (c == NULL)
        return false;
    switch (c->op)
    {
        case PROP64_OP_AND:
        case PROP64_OP_OR:
        case PROP64_OP_NOT:
            return reads_as_of(c->left) || reads_as_of(c->right);
        case PROP64_OP_AGE:
        case PROP64_OP_AGE_BETWEEN:
            return c->arg[0] == PROP64_NOW;
        case PROP64_OP_SPAN:
        case PROP64_OP_SENTENCE:
        case PROP64_OP_ALL_SENTENCES:
            return true;
        default:
            return false;
    }
}

bool
prop64_policy_reads_as_of(const Prop64Policy *policy)
{
    for (int i = 0; i < policy->nrules; i++)
        if (reads_as_of(policy->rules[i].when))
            return true;
    return false;
}

const char *
prop64_order_name(Prop64Order order)
{
    static const char *const names[PROP64_ORDER_END] = {NULL, "before",      "on or before",
                                                        "on", "on or after", "after"};

    return names[order];
}

const char *
prop64_compare_name(Prop64Compare compare)
{
    static const char *const names[PROP64_COMPARE_END] = {NULL, "<", "<=", "=", "<>", ">=", ">"};

    return names[compare];
}

uint16_t
prop64_policy_fingerprint(const uint8_t *bytes, size_t len)
{
    return (uint16_t)(prop64_hash64(bytes, len) & PROP64_FINGERPRINT_MASK);
}

void
prop64_policy_free(Prop64Policy *policy)
{
    prop64_arena_free(&policy->arena);
}

/*
 * What is printed is what a dump restores, so it must be within the limit as well.  It
 * may be longer than what was written, but no word of the language a hundred times.
 */
static bool
prints_within_limit(const Prop64Policy *policy, size_t len, Prop64Error *err)
{
    Prop64Writer out = {NULL, 0, 0};

    if (len < PROP64_POLICY_TEXT_MAX / 100)
        return true;
    prop64_policy_print(policy, &out);
    prop64_free(out.data);
    if (out.len <= PROP64_POLICY_TEXT_MAX)
        return true;
    return prop64_error_set(err, PROP64_ERR_LIMIT, -1, "policy is over a limit",
                            "A policy has at most %d bytes of text; this one is printed in %zu.",
                            PROP64_POLICY_TEXT_MAX, out.len);
}

bool
prop64_policy_parse(const char *text, size_t len, Prop64Policy *policy, Prop64Error *err)
{
    if (prop64_policy_read(text, len, policy, err) && prop64_policy_compile(policy, err) &&
        prints_within_limit(policy, len, err))
        return true;
    prop64_policy_free(policy);
    return false;
}
