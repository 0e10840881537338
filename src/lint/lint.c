/* lint.c: see lint.h.  Pure. */
#include "lint/lint.h"

#include <stdio.h>
#include <stdlib.h>

#include "lint/lint_cases.h"

/*
 * Steps of the searches, some 100,000 a millisecond: for all questions whether a
 * rule decides anything and for one of them; for all questions why not, and one.
 */
#define STEPS_ALL     20000000
#define STEPS_ONE     500000
#define STEPS_REASONS 10000000
#define STEPS_REASON  50000

/* More bytes of a policy's text than that make no sentence clearer. */
#define QUOTED_MAX 120
#define NAMED_MAX  5 /* of a list of rules, facts or charges */

typedef struct Linter
{
    const Prop64Policy *policy;
    Prop64Lint *lint;
    Prop64Cases cases;
    bool dead[PROP64_RULES_MAX]; /* never true or never reached */
    Prop64Goal goals[PROP64_RULES_MAX + 2];
    int ngoals;
    int64_t reasons;   /* steps left to find them */
    Prop64Writer text; /* the sentence being written */
} Linter;

const char *
prop64_lint_name(Prop64LintKind kind)
{
    static const char *const names[PROP64_LINT_END] = {
        [PROP64_LINT_NEVER_TRUE] = "never true",
        [PROP64_LINT_ALWAYS_TRUE] = "always true",
        [PROP64_LINT_NEVER_REACHED] = "never reached",
        [PROP64_LINT_LAW_BY_PRESUMPTION] = "law by presumption",
        [PROP64_LINT_ANY_CHARGE] = "any charge",
        [PROP64_LINT_NO_REASON] = "no reason",
        [PROP64_LINT_LABEL_OF_BOTH] = "label of relief and none",
        [PROP64_LINT_LISTED_TWICE] = "listed twice",
        [PROP64_LINT_UNUSED_SET] = "unused set",
        [PROP64_LINT_UNUSED_FACT] = "unused fact",
        [PROP64_LINT_UNUSED_PRESUMPTION] = "unused presumption",
    };

    return names[kind];
}

/* ---- sentences ------------------------------------------------------------ */

static void
put(Linter *l, const char *text)
{
    prop64_put(&l->text, text, strlen(text));
}

static void
put_text(Linter *l, Prop64Text text)
{
    prop64_put(&l->text, text.data, text.len);
}

static void
put_int(Linter *l, int n)
{
    char buf[16];

    snprintf(buf, sizeof(buf), "%d", n);
    put(l, buf);
}

/* "rule 3 'reason'"; a long reason is left out, for it cannot be cut in every encoding. */
static void
put_rule(Linter *l, const char *word, int rule)
{
    Prop64Text reason = l->policy->rules[rule].reason;

    put(l, word);
    put_int(l, rule + 1);
    if (reason.len > 0 && reason.len <= QUOTED_MAX)
    {
        put(l, " '");
        put_text(l, reason);
        put(l, "'");
    }
}

/* " (condition)", when it is short. */
static void
put_condition(Linter *l, int rule)
{
    Prop64Writer out = {NULL, 0, 0};

    prop64_condition_print(l->policy, l->policy->rules[rule].when, &out);
    if (out.len <= QUOTED_MAX)
    {
        put(l, " (");
        prop64_put(&l->text, out.data, out.len);
        put(l, ")");
    }
    prop64_free(out.data);
}

/* What stands before the i-th of n things: nothing, a comma, a word. */
static void
put_joint(Linter *l, int i, int n, const char *word)
{
    if (i > 0)
        put(l, i < n - 1 ? ", " : word);
}

static void
put_charge(Linter *l, const Prop64Charge *charge)
{
    char buf[PROP64_CHARGE_TEXT_MAX];

    prop64_charge_print(charge->bytes, charge->len, buf);
    put(l, buf);
}

/* The sentence written so far becomes a warning. */
static void
warn(Linter *l, int rule, Prop64LintKind kind)
{
    Prop64Lint *lint = l->lint;
    char *detail = prop64_arena_alloc(&lint->arena, l->text.len);

    memcpy(detail, l->text.data, l->text.len);
    lint->warnings =
        prop64_arena_grow(&lint->arena, lint->warnings, sizeof(Prop64LintWarning), lint->nwarnings);
    lint->warnings[lint->nwarnings++] =
        (Prop64LintWarning){rule, kind, {detail, (uint32_t)l->text.len}};
    l->text.len = 0;
}

/* ---- declared and not used, listed twice ---------------------------------- */

/* Of each set the first rule that uses it, from 1. */
static void
note_users(const Prop64Condition *c, int rule, int *users)
{
    if (c == NULL)
        return;
    note_users(c->left, rule, users);
    note_users(c->right, rule, users);
    for (int i = 0; i < PROP64_OPERANDS_MAX; i++)
        if (prop64_policy_ops[c->op].operands[i] == PROP64_ARG_SET && c->arg[i] >= 0 &&
            users[c->arg[i]] == 0)
            users[c->arg[i]] = rule;
}

static int
by_charge(const void *a, const void *b)
{
    const Prop64Charge *x = *(const Prop64Charge *const *)a, *y = *(const Prop64Charge *const *)b;

    return prop64_charge_compare(x->bytes, x->len, y->bytes, y->len);
}

/* One charge of a list that another one of it stands for. */
static void
put_member(Linter *l, int found, const Prop64Charge *narrow, const Prop64Charge *wide)
{
    put(l, found > 0 ? ", " : "");
    put_charge(l, narrow);
    if (by_charge(&narrow, &wide) == 0)
    {
        put(l, " twice");
        return;
    }
    put(l, " beside ");
    put_charge(l, wide);
}

static void
check_members(Linter *l, int index, int user)
{
    const Prop64Set *set = &l->policy->sets[index];
    const Prop64Charge **charges =
        prop64_arena_alloc(&l->lint->arena, sizeof(*charges) * set->ncharges);
    const Prop64Charge *wide = NULL;
    bool named = set->name.data != NULL;
    int found = 0;

    for (uint32_t i = 0; i < set->ncharges; i++)
        charges[i] = &set->charges[i];
    if (set->ncharges > 0)
        qsort(charges, set->ncharges, sizeof(*charges), by_charge);
    put(l, index == l->policy->scope ? "The scope" : named ? "The set " : "A list of the rule");
    put_text(l, set->name);
    put(l, " names ");
    /* what is under a charge follows it at once */
    for (uint32_t i = 0; i < set->ncharges; i++)
    {
        if (wide == NULL ||
            !prop64_charge_under(charges[i]->bytes, charges[i]->len, wide->bytes, wide->len))
            wide = charges[i];
        else if (found++ < NAMED_MAX)
            put_member(l, found - 1, charges[i], wide);
    }
    put(l, found > NAMED_MAX ? " and more" : "");
    put(l, ": a section stands for all its subdivisions. Delete what is named too much, or the "
           "section where only the subdivision is meant.");
    if (found > 0)
        warn(l, named ? 0 : user, PROP64_LINT_LISTED_TWICE);
    l->text.len = 0;
}

static void
check_sets(Linter *l)
{
    const Prop64Policy *policy = l->policy;
    int *users = prop64_arena_alloc(&l->lint->arena, sizeof(int) * (size_t)policy->nsets);

    for (int i = 0; i < policy->nrules; i++)
        note_users(policy->rules[i].when, i + 1, users);
    for (int i = 0; i < policy->nsets; i++)
    {
        const Prop64Set *set = &policy->sets[i];

        if (set->kind != PROP64_SET_CHARGES)
            continue;
        check_members(l, i, i == policy->scope ? 0 : users[i]);
        if (users[i] != 0 || set->name.data == NULL)
            continue;
        put(l, "No rule uses the set ");
        put_text(l, set->name);
        put(l, ". Use it where it is meant, or delete it.");
        warn(l, 0, PROP64_LINT_UNUSED_SET);
    }
}

static void
check_facts(Linter *l)
{
    const Prop64Policy *policy = l->policy;

    for (int i = 0; i < policy->ndeclared; i++)
    {
        if (prop64_fact_bit(policy, PROP64_FACT_DECLARED + i) != 0)
            continue;
        put(l, "No rule asks for the fact ");
        put_text(l, policy->declared[i].name);
        put(l, ". Use it where it is meant, or delete it.");
        warn(l, 0, PROP64_LINT_UNUSED_FACT);
    }
    for (int i = 0; i < policy->npresumed; i++)
    {
        int fact = policy->presumed[i].fact;

        if (fact >= PROP64_FACT_DECLARED || prop64_fact_bit(policy, fact) != 0)
            continue;
        put(l, "The policy presumes ");
        put_text(l, prop64_fact_name(policy, fact));
        put(l, ", for which no rule asks. Delete the presumption.");
        warn(l, 0, PROP64_LINT_UNUSED_PRESUMPTION);
    }
}

/* ---- rules that decide nothing -------------------------------------------- */

/* Asks about convictions in scope. */
static void
begin(Linter *l)
{
    l->ngoals = 0;
    if (l->cases.scope != NULL)
        l->goals[l->ngoals++] = (Prop64Goal){l->cases.scope, true};
}

/* ... whose condition of that rule is so; that of otherwise always holds. */
static void
assume(Linter *l, int rule, bool holds)
{
    if (l->cases.rules[rule] != NULL)
        l->goals[l->ngoals++] = (Prop64Goal){l->cases.rules[rule], holds};
}

static bool
is_impossible(Linter *l, int64_t steps)
{
    return prop64_search_case(&l->cases.search, l->goals, l->ngoals, steps) == PROP64_FALSE;
}

/* Does every conviction that meets rule (-1: every one) meet one of those chosen? */
static bool
is_covered(Linter *l, int rule, const bool *chosen, int end, int64_t steps)
{
    begin(l);
    if (rule >= 0)
        assume(l, rule, true);
    for (int i = 0; i < end; i++)
        if (chosen[i])
            assume(l, i, false);
    return is_impossible(l, steps);
}

/* Leaves as few rules chosen as still cover the rule: one, or none that can be spared. */
static void
narrow_cover(Linter *l, int rule, bool *chosen, int end)
{
    bool one[PROP64_RULES_MAX] = {false}, found = false;
    int64_t steps = l->cases.search.steps;

    l->cases.search.steps = l->reasons;
    for (int i = 0; i < end && !found; i++)
    {
        one[i] = chosen[i];
        found = one[i] && is_covered(l, rule, one, end, STEPS_REASON);
        one[i] = found;
    }
    if (found)
        memcpy(chosen, one, sizeof(one));
    for (int i = end - 1; i >= 0 && !found; i--)
    {
        if (!chosen[i])
            continue;
        chosen[i] = false;
        chosen[i] = !is_covered(l, rule, chosen, end, STEPS_REASON);
    }
    l->reasons = l->cases.search.steps;
    l->cases.search.steps = steps;
}

/* "rule 3 'reason'", "rule 1, 2 or 5", "rule 1, 2, 3, 4, 5 or another before it" */
static void
put_cover(Linter *l, const bool *chosen, int end)
{
    int n = 0, put_so_far = 0;

    for (int i = 0; i < end; i++)
        n += chosen[i];
    for (int i = 0; i < end && put_so_far < NAMED_MAX; i++)
    {
        if (!chosen[i])
            continue;
        if (n == 1)
        {
            put_rule(l, "rule ", i);
            return;
        }
        put(l, put_so_far == 0 ? "rule " : "");
        put_joint(l, put_so_far, n, " or ");
        put_int(l, i + 1);
        put_so_far++;
    }
    put(l, n > NAMED_MAX ? " or another before it" : "");
}

static const char *
every_conviction(const Linter *l)
{
    return l->policy->scope >= 0 ? "every conviction in scope" : "every conviction";
}

static void
warn_never_true(Linter *l, int rule)
{
    bool only_scope = false;

    if (l->cases.scope != NULL)
    {
        l->ngoals = 0;
        assume(l, rule, true);
        only_scope = !is_impossible(l, STEPS_ONE);
    }
    put_rule(l, "Rule ", rule);
    put(l, " decides nothing: its condition");
    put_condition(l, rule);
    put(l, only_scope ? " fails for every conviction in scope. Correct the condition, widen the "
                        "scope, or delete the rule."
                      : " cannot hold. Correct it, or delete the rule.");
    warn(l, rule + 1, PROP64_LINT_NEVER_TRUE);
}

static void
warn_always_true(Linter *l, int rule)
{
    put(l, "The condition of ");
    put_rule(l, "rule ", rule);
    put_condition(l, rule);
    put(l, " holds for ");
    put(l, every_conviction(l));
    put(l, ". Correct it; or, if that is meant, write the rule as otherwise.");
    warn(l, rule + 1, PROP64_LINT_ALWAYS_TRUE);
}

/* every: those chosen cover every conviction, not only those that meet the rule. */
static void
warn_never_reached(Linter *l, int rule, const bool *chosen, int end, bool every)
{
    put_rule(l, l->policy->rules[rule].when == NULL ? "Otherwise, rule " : "Rule ", rule);
    put(l, l->policy->rules[rule].when == NULL ? "," : "");
    put(l, " decides no case of which everything is known: ");
    put(l, every ? every_conviction(l) : "what meets its condition");
    put(l, every ? " meets the condition of " : " also meets that of ");
    put_cover(l, chosen, end);
    put(l, ". ");
    if (l->policy->rules[rule].when == NULL)
        put(l, "If that is meant, nothing is to be done: every policy ends with otherwise.");
    else
        put(l, every ? "Narrow what comes before, or delete the rule."
                     : "Put the rule further up, narrow what comes before, or delete it.");
    warn(l, rule + 1, PROP64_LINT_NEVER_REACHED);
}

/* The first rule with which, and all before it, every conviction is decided. */
static int
find_end(Linter *l)
{
    bool all[PROP64_RULES_MAX];
    int low = 0, high = l->policy->nrules - 1;

    memset(all, true, sizeof(all));
    if (!is_covered(l, -1, all, high, STEPS_ONE))
        return high;
    high--;
    while (low < high)
    {
        int middle = (low + high) / 2;

        if (is_covered(l, -1, all, middle + 1, STEPS_ONE))
            high = middle;
        else
            low = middle + 1;
    }
    return high;
}

static void
check_reach(Linter *l)
{
    const Prop64Policy *policy = l->policy;
    int end = find_end(l);
    bool chosen[PROP64_RULES_MAX];

    for (int i = 0; i <= end && i < policy->nrules - 1; i++)
    {
        begin(l);
        assume(l, i, true);
        if (is_impossible(l, STEPS_ONE))
        {
            l->dead[i] = true;
            warn_never_true(l, i);
            continue;
        }
        for (int k = 0; k < i; k++)
            chosen[k] = !l->dead[k];
        if (i > 0 && is_covered(l, i, chosen, i, STEPS_ONE))
        {
            narrow_cover(l, i, chosen, i);
            l->dead[i] = true;
            warn_never_reached(l, i, chosen, i, false);
            continue;
        }
        begin(l);
        assume(l, i, false);
        if (is_impossible(l, STEPS_ONE))
            warn_always_true(l, i);
    }
    if (end == policy->nrules - 1)
        return;
    for (int k = 0; k <= end; k++)
        chosen[k] = !l->dead[k];
    narrow_cover(l, -1, chosen, end + 1);
    for (int i = end + 1; i < policy->nrules; i++)
    {
        l->dead[i] = true;
        warn_never_reached(l, i, chosen, end + 1, true);
    }
}

/* ---- relief --------------------------------------------------------------- */

#define FACT(fact) (UINT64_C(1) << (fact))

/* Dates are read together with the question whether they contradict. */
static uint64_t
with_contradiction(uint64_t facts)
{
    return facts & (FACT(PROP64_FACT_CONVICTED) | FACT(PROP64_FACT_BORN) |
                    FACT(PROP64_FACT_OFFENSE) | FACT(PROP64_FACT_SENTENCE))
               ? facts | FACT(PROP64_FACT_CONTRADICTION)
               : facts;
}

static void
warn_presumed(Linter *l, int rule, const int *facts, int n)
{
    put_rule(l, "Rule ", rule);
    put(l, " grants relief by law, and which convictions it decides may depend on what the policy "
           "only presumes: ");
    for (int i = 0; i < n; i++)
    {
        put_joint(l, i, n, " and ");
        put_text(l, prop64_fact_name(l->policy, facts[i]));
    }
    put(l, ". Delete the presumption, so that such a case stays open, or grant the relief by "
           "discretion.");
    warn(l, rule + 1, PROP64_LINT_LAW_BY_PRESUMPTION);
}

static void
check_relief(Linter *l)
{
    const Prop64Policy *policy = l->policy;
    uint64_t read = 0;
    bool relief = false;

    for (int i = 0; i < policy->nrules; i++)
    {
        const Prop64Rule *rule = &policy->rules[i];
        int presumed[2 * PROP64_FACTS_MAX];
        int n = 0;

        if (l->dead[i])
            continue;
        read |= prop64_condition_reads(policy, rule->when);
        for (int k = 0; k < policy->npresumed && n < 2 * PROP64_FACTS_MAX; k++)
            if (with_contradiction(read) & FACT(policy->presumed[k].fact))
                presumed[n++] = policy->presumed[k].fact;
        if (rule->basis == PROP64_BY_LAW && n > 0)
            warn_presumed(l, i, presumed, n);
        if (prop64_outcome_is_relief(rule->outcome) && !relief)
        {
            relief = true;
            if (policy->scope >= 0 || (read & FACT(PROP64_FACT_CHARGE)))
                continue;
            put_rule(l, "Rule ", i);
            put(l, " grants relief whatever the charge: the policy has no scope, and up to here no "
                   "rule looks at the charge. Write the scope.");
            warn(l, i + 1, PROP64_LINT_ANY_CHARGE);
        }
    }
}

/* ---- reasons and labels --------------------------------------------------- */

static bool
same_label(Prop64Text a, Prop64Text b)
{
    return a.len > 0 && a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

/* The first rule before this one with its label and, in that, the other kind of outcome. */
static int
find_other_kind(const Prop64Policy *policy, int rule)
{
    const Prop64Rule *r = &policy->rules[rule];

    for (int i = 0; i < rule; i++)
        if (same_label(policy->rules[i].label, r->label) &&
            prop64_outcome_is_relief(policy->rules[i].outcome) !=
                prop64_outcome_is_relief(r->outcome))
            return i;
    return -1;
}

static void
check_words(Linter *l)
{
    const Prop64Policy *policy = l->policy;

    for (int i = 0; i < policy->nrules; i++)
    {
        const Prop64Rule *rule = &policy->rules[i];
        int other = find_other_kind(policy, i);

        if (rule->reason.len == 0)
        {
            put_rule(l, "Rule ", i);
            put(l, " gives no reason, so its answers cannot say why. Write one.");
            warn(l, i + 1, PROP64_LINT_NO_REASON);
        }
        if (other < 0 && !(prop64_outcome_is_relief(rule->outcome) &&
                           same_label(rule->label, policy->undetermined_label)))
            continue;
        put_rule(l, "Rule ", i);
        put(l, " has the label of ");
        if (other >= 0)
            put_rule(l, "rule ", other);
        else
            put(l, "cases that stay open");
        put(l, ", though only one of the two grants relief. Give them different labels.");
        warn(l, i + 1, PROP64_LINT_LABEL_OF_BOTH);
    }
}

/* ---- all of it ------------------------------------------------------------ */

/* By rule, those of one rule as they were found. */
static void
sort_warnings(Prop64Lint *lint, int nrules)
{
    Prop64LintWarning *sorted =
        prop64_arena_alloc(&lint->arena, sizeof(*sorted) * (size_t)lint->nwarnings);
    int n = 0;

    for (int rule = 0; rule <= nrules; rule++)
        for (int i = 0; i < lint->nwarnings; i++)
            if (lint->warnings[i].rule == rule)
                sorted[n++] = lint->warnings[i];
    lint->warnings = sorted;
}

void
prop64_policy_lint(const Prop64Policy *policy, Prop64Lint *lint)
{
    Linter l = {.policy = policy, .lint = lint};

    memset(lint, 0, sizeof(*lint));
    prop64_cases_build(policy, &l.cases);
    l.cases.search.steps = STEPS_ALL;
    l.reasons = STEPS_REASONS;
    check_sets(&l);
    check_facts(&l);
    check_reach(&l);
    check_relief(&l);
    check_words(&l);
    sort_warnings(lint, policy->nrules);
    prop64_cases_free(&l.cases);
    if (l.text.data != NULL)
        prop64_free(l.text.data);
}

void
prop64_lint_free(Prop64Lint *lint)
{
    prop64_arena_free(&lint->arena);
}
