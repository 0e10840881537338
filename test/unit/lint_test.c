/*
 * lint_test.c: the warnings of prop64.lint are right, tried on random policies and
 * random cases; and they are given where they should be.
 *
 * The days, numbers and charges of the cases are those that the policies compare
 * with and their neighbours, so that every edge is met.  PROP64_SEED and
 * PROP64_ROUNDS repeat or lengthen a run.
 */
#include "history/record.h"
#include "policy/policy_exec.h"
#include "lint/lint.h"
#include "lint/lint_search.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "promise.h"

static uint64_t state;

static uint32_t
any(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 11) % n);
}

static const char *
pick(const char *const *of, uint32_t n)
{
    return of[any(n)];
}

#define PICK(...)                                                                                  \
    pick((const char *const[]){__VA_ARGS__},                                                       \
         sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* ---- the search against trying everything ---------------------------------- */

#define VARIABLES 4
#define CLAIMS    40

static bool
holds(const Prop64Claim *c, const int *values)
{
    switch (c->kind)
    {
        case PROP64_CLAIM_NOT:
            return !holds(c->left, values);
        case PROP64_CLAIM_AND:
            return holds(c->left, values) && holds(c->right, values);
        case PROP64_CLAIM_OR:
            return holds(c->left, values) || holds(c->right, values);
        case PROP64_CLAIM_VALUE:
            break;
    }
    if (c->values != NULL)
        return (c->values[values[c->variable] / 64] >> (values[c->variable] % 64)) & 1;
    return values[c->variable] >= c->from && values[c->variable] < c->to;
}

static bool
some_case(const Prop64Search *s, const Prop64Goal *goals, int ngoals)
{
    int v[VARIABLES];
    int n = s->variables[0].nvalues;

    /* the first three have as many values, for they are ordered */
    for (v[0] = 0; v[0] < n; v[0]++)
        for (v[1] = 0; v[1] < n; v[1]++)
            for (v[2] = 0; v[2] < n; v[2]++)
                for (v[3] = 0; v[3] < s->variables[3].nvalues; v[3]++)
                {
                    bool all = true;

                    for (int i = 0; i < s->norders && all; i++)
                        all = v[s->orders[i].low] <= v[s->orders[i].high];
                    for (int i = 0; i < ngoals && all; i++)
                        all = holds(goals[i].claim, v) == goals[i].holds;
                    if (all)
                        return true;
                }
    return false;
}

static void
try_search(void)
{
    Prop64Search s = {.steps = INT64_MAX};
    const Prop64Claim *claims[CLAIMS];
    Prop64Goal goals[4];
    uint64_t values[2];
    int n = any(20) == 0 ? 66 : 2 + (int)any(5), ngoals = 1 + (int)any(4);

    for (int i = 0; i < VARIABLES; i++)
        prop64_search_variable(&s, i < 3 ? n : 2);
    for (uint32_t i = any(3); i > 0; i--)
        prop64_search_at_most(&s, (int)any(3), (int)any(3));
    for (int i = 0; i < CLAIMS; i++)
    {
        int variable = (int)any(n > 10 ? 2 : VARIABLES);
        int from = (int)any((uint32_t)s.variables[variable].nvalues + 1);

        values[0] = state * 3;
        values[1] = state * 5;
        switch (i < 8 ? 0 : 1 + any(3))
        {
            case 0:
                if (variable == 3 || any(2) || n <= 64)
                    claims[i] = prop64_claim_range(&s, variable, from, from + 1 + (int)any(3));
                else
                    claims[i] =
                        prop64_claim_values(&s, variable,
                                            memcpy(prop64_arena_alloc(&s.arena, sizeof(values)),
                                                   values, sizeof(values)));
                break;
            case 1:
                claims[i] = prop64_claim_not(&s, claims[any((uint32_t)i)]);
                break;
            default:
                claims[i] = prop64_claim_join(&s, any(2) ? PROP64_CLAIM_AND : PROP64_CLAIM_OR,
                                              claims[any((uint32_t)i)], claims[any((uint32_t)i)]);
        }
    }
    /* beyond two variables the wide ones would take too long to try */
    for (int i = 0; i < ngoals; i++)
        goals[i] = (Prop64Goal){claims[CLAIMS - 1 - i], any(2)};
    if (n <= 10)
        check(prop64_search_case(&s, goals, ngoals, INT64_MAX) ==
                  prop64_truth(some_case(&s, goals, ngoals)),
              "the search finds a case exactly when there is one", "");
    else
        prop64_search_case(&s, goals, ngoals, INT64_MAX);
    check(prop64_search_case(&s, goals, ngoals, 0) == PROP64_UNKNOWN, "no steps, no answer", "");
    prop64_search_free(&s);
}

/* ---- random policies, whose rules cover each other often -------------------- */

#define RULES_MAX     7
#define CONDITION_MAX 600

typedef struct Draft
{
    char head[600];
    char conditions[RULES_MAX][CONDITION_MAX];
    char outcomes[RULES_MAX][40];
    int nrules;
    bool presumes[PROP64_FACT_BUILT_IN_END];
} Draft;

static const char *
random_day(void)
{
    return PICK("1980-02-29", "1998-02-28", "1998-03-01", "2001-06-15");
}

static const char *
random_set(void)
{
    return PICK("scope", "small", "HS 11357", "HS 11357(a)", "HS 11358 including attempts",
                "HS 11357, HS 11358", "HS 11359", "PC 664/HS 11358", "PC 664", "PC 459",
                "HS 11357, HS 11358, HS 11359, HS 11360 including attempts and conspiracies");
}

static const char *
random_record_set(void)
{
    return any(3) ? PICK("any offense", "superstrike", "same section", "open superstrike",
                         "same section including attempts", "any offense")
                  : random_set();
}

static const char *
random_when(void)
{
    return PICK("ever", "before this conviction", "before this offense",
                "on or before this offense", "on or before this conviction",
                "after this conviction", "on this conviction", "on or after this offense",
                "in this case", "in this cycle", "between this offense and this conviction",
                "ever in another case", "before this conviction in another case");
}

static const char *
random_compare(void)
{
    return PICK("<", "<=", "=", "<>", ">=", ">");
}

/* A policy asks mostly about few things, so that its conditions bear on one another. */
static uint32_t topics[2];

#define PREDICATES 14

static void
random_condition(char *out, int depth)
{
    char a[CONDITION_MAX / 2], b[CONDITION_MAX / 2];
    uint32_t kind = any(depth > 0 ? PREDICATES + 6 : PREDICATES);

    if (kind < PREDICATES && any(4))
        kind = topics[any(2)];
    switch (kind)
    {
        case 0:
            strcpy(out, PICK("felony", "misdemeanor", "infraction", "deceased", "employed"));
            break;
        case 1:
        case 2:
            sprintf(out, "charge in %s", random_set());
            break;
        case 3:
            sprintf(out, "%s %s %s", PICK("convicted", "offense", "born", "sentence ends"),
                    PICK("before", "on or before", "on", "on or after", "after"), random_day());
            break;
        case 4:
            sprintf(out, "%s between 1980-02-29 and %s", PICK("convicted", "offense", "born"),
                    PICK("1998-02-28", "2001-06-15"));
            break;
        case 5:
            sprintf(out, "age %s %s %s", PICK("now", "at conviction", "at offense"),
                    random_compare(), PICK("18", "21"));
            break;
        case 6:
            sprintf(out, "age %s between 18 and %s", PICK("now", "at conviction", "at offense"),
                    PICK("18", "20", "21"));
            break;
        case 7:
            sprintf(out, "%s %s years since %s",
                    PICK("at least", "more than", "less than", "not more than"),
                    PICK("0", "3", "18", "21"),
                    PICK("birth", "conviction", "offense", "last conviction"));
            break;
        case 8:
            sprintf(out, "%s %s of %s", PICK("convicted", "arrested", "charged", "adjudicated"),
                    random_when(), random_record_set());
            break;
        case 9:
        {
            const char *set = random_record_set();
            bool all = strcmp(set, "any offense") == 0;

            sprintf(out, "convictions %s%s %s %s %u", all ? "" : "of ", all ? "" : set,
                    random_when(), random_compare(), any(3));
            break;
        }
        case 10:
            sprintf(out, "only %s", random_set());
            break;
        case 11:
            strcpy(out, PICK("sentence complete", "all sentences complete",
                             "registered before this conviction", "registered ever"));
            break;
        case 12:
            if (any(2))
                sprintf(out, "grams %s %s", random_compare(), PICK("28.5", "8"));
            else
                sprintf(out, "lab %s %s", PICK("=", "<>"), PICK("'lab'", "'estimate'"));
            break;
        case 13:
            if (any(2))
                sprintf(out, "conduct %s %s", PICK("=", "<>"),
                        PICK("'cultivation'", "'possession for sale'"));
            else
                sprintf(out, "%s is %s", PICK("born", "severity", "grams", "record", "convicted"),
                        PICK("known", "not known"));
            break;
        case 14:
            random_condition(a, depth - 1);
            sprintf(out, "not (%s)", a);
            break;
        default:
            random_condition(a, depth - 1);
            random_condition(b, depth - 1);
            sprintf(out, "(%s %s %s)", a, PICK("and", "or"), b);
            break;
    }
}

static void
random_draft(Draft *d)
{
    static const struct
    {
        int fact;
        const char *text;
    } presumptions[] = {{PROP64_FACT_CONVICTED, "presume convicted 1998-03-01;"},
                        {PROP64_FACT_BORN, "presume born 2001-06-15;"},
                        {PROP64_FACT_OFFENSE, "presume offense 1998-02-28;"},
                        {PROP64_FACT_SEVERITY, "presume severity felony;"},
                        {PROP64_FACT_SENTENCE, "presume sentence complete;"},
                        {PROP64_FACT_RECORD, "presume record empty;"},
                        {PROP64_FACT_CONTRADICTION, "presume contradiction no;"}};

    memset(d, 0, sizeof(*d));
    strcpy(d->head, "policy 'random'; ");
    if (any(4))
        strcat(d->head, any(2) ? "scope HS 11357, HS 11358, HS 11359, HS 11360 including attempts "
                                 "and conspiracies; "
                               : "scope HS 11357, HS 11358, PC 664; ");
    else
        strcat(d->head, "scope HS 11357, PC 182, PC 459, PC 664; ");
    strcat(d->head, "set small = HS 11357(a), HS 11357(b); fact grams number; fact lab text; "
                    "fact employed boolean; ");
    for (size_t i = 0; i < sizeof(presumptions) / sizeof(presumptions[0]); i++)
        if (any(8) == 0)
        {
            strcat(d->head, presumptions[i].text);
            d->presumes[presumptions[i].fact] = true;
        }
    d->nrules = 2 + (int)any(RULES_MAX - 2);
    topics[0] = any(PREDICATES);
    topics[1] = any(PREDICATES);
    for (int i = 0; i < d->nrules; i++)
    {
        const char *earlier = i > 0 ? d->conditions[any((uint32_t)i)] : "";
        char more[CONDITION_MAX];

        strcpy(d->outcomes[i], PICK("dismiss", "reduce to misdemeanor", "ineligible", "review",
                                    "no change", "refer", "reduce to infraction"));
        random_condition(more, 1);
        if (i > 0 && any(3) == 0 && strlen(earlier) + strlen(more) + 20 < CONDITION_MAX)
            sprintf(d->conditions[i], any(2) ? "(%s) and %s" : "not (%s) or %s", earlier, more);
        else
            strcpy(d->conditions[i], more);
    }
}

/* The text of a draft, without one of its rules; the reason of a rule is its number. */
static const char *
draft_text(const Draft *d, int without)
{
    static char text[RULES_MAX * CONDITION_MAX + 2000];
    char *at = text + sprintf(text, "%s\n", d->head);

    for (int i = 0; i < d->nrules; i++)
        if (i != without)
            at += sprintf(at, "%s '%d' when %s;\n", d->outcomes[i], i + 1, d->conditions[i]);
    sprintf(at, "otherwise review '%d';", d->nrules + 1);
    return text;
}

/* ---- random complete cases -------------------------------------------------- */

#define EVENTS_MAX 6

typedef struct World
{
    Prop64Conviction conviction;
    Prop64FactValue facts[3]; /* grams, lab, employed */
    Prop64Event events[EVENTS_MAX];
    int nevents;
    Prop64Charge charges[EVENTS_MAX];
    char keys[EVENTS_MAX][4];
} World;

static int32_t
edge_day(void)
{
    const char *text = random_day();
    int32_t day = 0;

    prop64_day_parse(text, strlen(text), &day);
    return day + (int32_t)any(3) - 1;
}

static int32_t
years_from(int32_t day)
{
    static const int years[] = {0, 3, 18, 19, 21, 22};

    return prop64_day_add_years(day, years[any(6)]) + (int32_t)any(3) - 1;
}

static void
set_charge(World *w, int i)
{
    const char *text = PICK("HS 11357(a)", "HS 11357(b)", "HS 11357", "HS 11358", "HS 11359",
                            "HS 11360(a)", "PC 664/HS 11358", "PC 182(a)(1)/HS 11359", "PC 459",
                            "PC 664/HS 11357/HS 11358", "PC 205", "PC 664", "PC 664/PC 459");

    if (!prop64_charge_parse(text, strlen(text), &w->charges[i], NULL))
        abort();
}

static Prop64Bounds
day_or_presumed(const Draft *d, int fact, int32_t day)
{
    return d->presumes[fact] && any(2) ? PROP64_ANY_DAY : (Prop64Bounds){day, day};
}

/* What is not known need not matter: the rules read may be true or false without it. */
static void
make_holes(World *w)
{
    Prop64Conviction *c = &w->conviction;
    Prop64Bounds *dates[] = {&c->born, &c->offense, &c->convicted, &c->sentence_ends};

    /* the count of this conviction would fill its holes */
    c->count_key = (Prop64Key){"zz", 2};
    w->events[0].charge = NULL, w->events[0].charge_len = 0;
    for (int i = 0; i < 4; i++)
        if (any(4) == 0 && dates[i]->lo != PROP64_DAY_OPEN_LOW)
        {
            dates[i]->lo -= any(2) ? 0 : (int32_t)any(5000);
            dates[i]->hi += any(2) ? 0 : (int32_t)any(5000);
        }
    if (any(4) == 0)
        c->severity = PROP64_LEVEL_UNKNOWN;
    if (any(4) == 0)
        c->deceased = PROP64_UNKNOWN;
    for (int i = 0; i < 3; i++)
        w->facts[i].known = any(4) != 0;
    if (any(2))
        w->facts[0].hi += (int32_t)any(30000000);
    for (int i = 1; i < w->nevents; i++)
    {
        if (any(4) == 0 && w->events[i].on_date.hi != PROP64_DAY_OPEN_HIGH)
            w->events[i].on_date.hi += 2000;
        if (any(8) == 0)
            w->events[i].charge = NULL, w->events[i].charge_len = 0;
    }
}

static void
random_world(const Draft *d, World *w)
{
    Prop64Conviction *c = &w->conviction;
    int32_t days[3] = {edge_day(), any(2) ? edge_day() : 0, any(2) ? edge_day() : 0};
    int32_t end;

    memset(w, 0, sizeof(*w));
    for (int i = 1; i < 3; i++)
        if (days[i] == 0)
            days[i] = any(2) ? years_from(days[0]) : days[i - 1] + (int32_t)any(2);
    /* mostly in order: what contradicts has an answer only where that is presumed away */
    for (int i = 0; i < 2 && any(8); i++)
        for (int k = 0; k < 2; k++)
            if (days[k] > days[k + 1])
            {
                int32_t day = days[k];

                days[k] = days[k + 1];
                days[k + 1] = day;
            }
    set_charge(w, 0);
    c->charge = w->charges[0].bytes;
    c->charge_len = w->charges[0].len;
    c->severity = (Prop64Level)(1 + any(3));
    if (d->presumes[PROP64_FACT_SEVERITY] && any(2))
        c->severity = PROP64_LEVEL_UNKNOWN;
    c->born = day_or_presumed(d, PROP64_FACT_BORN, days[0]);
    c->offense = day_or_presumed(d, PROP64_FACT_OFFENSE, days[1]);
    c->convicted = day_or_presumed(d, PROP64_FACT_CONVICTED, days[2]);
    c->has_as_of = true;
    c->as_of = any(4) ? years_from(days[any(3)]) : edge_day();
    end = any(2) ? edge_day() : c->as_of + (int32_t)any(3) - 1;
    c->sentence_ends = day_or_presumed(d, PROP64_FACT_SENTENCE, end);
    c->deceased = prop64_truth(any(2));
    c->count_key = (Prop64Key){"k0", 2};
    c->case_key = (Prop64Key){"c0", 2};
    c->cycle_key = (Prop64Key){"y0", 2};
    c->declared = w->facts;
    w->facts[0] = (Prop64FactValue){.known = true, .lo = 8000000 + (int32_t)any(3) - 1};
    if (any(2))
        w->facts[0].lo = 28500000 + (int32_t)any(3) - 1;
    w->facts[0].hi = w->facts[0].lo;
    w->facts[1] = (Prop64FactValue){.known = true};
    w->facts[1].text.data = PICK("lab", "estimate", "witness");
    w->facts[1].text.len = (uint32_t)strlen(w->facts[1].text.data);
    w->facts[2] = (Prop64FactValue){.known = true, .lo = any(2)};
    w->facts[2].hi = w->facts[2].lo;

    w->nevents = 1 + (int)any(EVENTS_MAX);
    for (int i = 0; i < w->nevents; i++)
    {
        Prop64Event *e = &w->events[i];
        int32_t day = any(2) ? days[1 + any(2)] + (int32_t)any(3) - 1 : years_from(c->as_of);

        if (i > 0)
            set_charge(w, i);
        e->kind = i == 0 || any(2) ? PROP64_EVENT_CONVICTION : (Prop64EventKind)(2 + any(4));
        e->charge = w->charges[i].bytes;
        e->charge_len = w->charges[i].len;
        e->level_convicted = e->level_now = (Prop64Level)(1 + any(3));
        e->disposition = any(8) ? PROP64_CONVICTED : PROP64_VACATED;
        e->on_date = (Prop64Bounds){day, day};
        e->sentence_ends = (Prop64Bounds){end, end};
        if (i > 0 && any(2))
            e->sentence_ends.lo = e->sentence_ends.hi = c->as_of + (int32_t)any(3) - 1;
        if (i > 0 && d->presumes[PROP64_FACT_CONVICTED] && any(3) == 0)
            e->on_date = PROP64_ANY_DAY;
        memcpy(w->keys[i], (char[]){'k', (char)('0' + i), 0}, 3);
        if (e->kind == PROP64_EVENT_CONVICTION || e->kind == PROP64_EVENT_ADJUDICATION)
            e->count_key = (Prop64Key){w->keys[i], 2};
        e->case_key = any(2) ? (Prop64Key){"c0", 2} : (Prop64Key){"c1", 2};
        e->cycle_key = any(2) ? (Prop64Key){"y0", 2} : (Prop64Key){"y1", 2};
    }
    w->events[0].on_date = c->convicted;
    w->events[0].level_convicted = w->events[0].level_now = c->severity;
    w->events[0].disposition = PROP64_CONVICTED;
    w->events[0].sentence_ends = c->sentence_ends;
    if (any(2))
        make_holes(w);
}

/* A policy ready to run. */
typedef struct Ready
{
    Prop64Policy policy;
    Prop64Executor *executor;
} Ready;

static bool
make_ready(const char *text, Ready *r)
{
    Prop64Error err;

    if (!prop64_policy_parse(text, strlen(text), &r->policy, &err))
    {
        check(false, "a policy of this test parses", text);
        printf("%s\n", err.detail);
        return false;
    }
    r->executor = prop64_executor_new(&r->policy, 1);
    return true;
}

static void
free_ready(Ready *r)
{
    prop64_executor_free(r->executor);
    prop64_policy_free(&r->policy);
}

/*
 * The answer of a policy, and the number of its rule in the whole draft; 0: none.
 * complete: every rule that was read came out true or false.
 */
static Prop64Eligibility
answer_of(const Ready *r, const World *w, const Prop64Record *record, int *number, bool *complete)
{
    Prop64Trace trace;
    Prop64Conviction c = w->conviction;
    Prop64Eligibility e;

    c.record = record;
    prop64_execute(r->executor, &c, &e, &trace);
    if (trace.found != NULL)
        prop64_free(trace.found);
    *number = e.rule == 0 ? 0 : atoi(r->policy.rules[e.rule - 1].reason.data);
    *complete = e.outcome != PROP64_UNDETERMINED && e.basis != PROP64_BASIS_UNDETERMINED;
    for (int i = 0; i < r->policy.nrules; i++)
        *complete =
            *complete && (!trace.rules[i].reached || trace.rules[i].truth != PROP64_UNKNOWN);
    return e;
}

static int64_t pairs, decided, dead_rules, live_rules;

/* One policy with a rule that lint calls dead, against complete cases. */
static void
try_draft(const Draft *d, const Ready *whole, const Prop64Lint *lint, int worlds)
{
    Ready without[RULES_MAX];
    bool dead[RULES_MAX + 1] = {false}, spared[RULES_MAX] = {false},
                          always[RULES_MAX + 1] = {false};
    World w;

    for (int i = 0; i < lint->nwarnings; i++)
    {
        const Prop64LintWarning *warning = &lint->warnings[i];

        if (warning->kind == PROP64_LINT_NEVER_TRUE || warning->kind == PROP64_LINT_NEVER_REACHED)
            dead[warning->rule - 1] = true;
        if (warning->kind == PROP64_LINT_ALWAYS_TRUE)
            always[warning->rule - 1] = true;
    }
    for (int i = 0; i < d->nrules; i++)
        spared[i] = dead[i] && make_ready(draft_text(d, i), &without[i]);
    for (int n = 0; n < worlds; n++)
    {
        Prop64Writer pool = {NULL, 0, 0};
        Prop64Record *record = NULL;
        uint8_t *history = NULL;
        Prop64Eligibility e, other;
        int number, other_number;
        bool complete;
        size_t len;

        random_world(d, &w);
        if (any(d->presumes[PROP64_FACT_RECORD] ? 2 : 20))
        {
            for (int i = 0; i < w.nevents; i++)
                if (!prop64_event_append(&pool, &w.events[i], NULL))
                    abort();
            history = prop64_history_finish(pool.data, pool.len, (uint32_t)w.nevents, &len, NULL);
            record = prop64_record_build(history, len);
        }
        e = answer_of(whole, &w, record, &number, &complete);
        pairs++;
        if (complete)
        {
            decided++;
            check(number == 0 || !dead[number - 1],
                  "a rule never true or never reached decides no "
                  "complete case",
                  draft_text(d, -1));
            for (int i = 0; i < number - 1; i++)
                check(!always[i], "behind a rule always true no rule decides a complete case",
                      draft_text(d, -1));
            for (int i = 0; i < d->nrules; i++)
            {
                if (!spared[i])
                    continue;
                other = answer_of(&without[i], &w, record, &other_number, &complete);
                check(other.outcome == e.outcome && other.at_least == e.at_least &&
                          other.basis == e.basis && other_number == number,
                      "without such a rule a complete case is decided alike", draft_text(d, -1));
            }
        }
        if (record != NULL)
            prop64_record_free(record);
        prop64_free(history);
        prop64_free(pool.data);
    }
    for (int i = 0; i < d->nrules; i++)
        if (spared[i])
            free_ready(&without[i]);
}

/* ---- what must be found, and what must not ---------------------------------- */

static bool
has_warning(const char *text, Prop64LintKind kind, int rule)
{
    Ready r;
    Prop64Lint lint;
    bool found = false;

    if (!make_ready(text, &r))
        return false;
    prop64_policy_lint(&r.policy, &lint);
    for (int i = 0; i < lint.nwarnings; i++)
        found = found || (lint.warnings[i].kind == kind && lint.warnings[i].rule == rule);
    prop64_lint_free(&lint);
    free_ready(&r);
    return found;
}

#define HEAD                                                                                       \
    "policy 'x'; scope HS 11357, HS 11358, HS 11359, HS 11360 including attempts; "                \
    "set small = HS 11357(a), HS 11357(b); fact grams number; fact lab text; fact work boolean; "

/* Is the second condition behind the first reported as never reached? */
static bool
is_reported(const char *head, const char *first, const char *second)
{
    char text[2000];

    snprintf(text, sizeof(text), "%s dismiss 'a' when %s; review 'b' when %s; otherwise refer 'c';",
             head, first, second);
    return has_warning(text, PROP64_LINT_NEVER_REACHED, 2);
}

static void
try_pairs(void)
{
    static const char *const covered[][2] = {
        {"felony or misdemeanor", "misdemeanor"},
        {"age now >= 50", "age now >= 65"},
        {"age now >= 21", "at least 21 years since birth"},
        {"age at offense < 21", "age at offense between 18 and 20"},
        {"at least 10 years since conviction", "at least 10 years since last conviction"},
        {"at least 10 years since conviction", "more than 10 years since conviction"},
        {"not more than 10 years since offense", "less than 10 years since birth"},
        {"convicted before 2016-11-09", "convicted on or before 2016-11-08"},
        {"convicted on or after 2016-11-09", "offense after 2016-11-09"},
        {"offense before 2010-01-01", "convicted between 2000-01-01 and 2009-12-31"},
        {"age at offense >= 21 or deceased", "age at offense >= 30"},
        {"age at conviction < 21", "age at offense < 21 and age at conviction <= 20"},
        {"charge in HS 11357", "charge in small"},
        {"charge in HS 11357 including attempts", "charge in HS 11357"},
        {"charge in HS 11357, HS 11358, HS 11359, HS 11360 including attempts", "deceased"},
        {"charge in scope", "only small"},
        {"charge in small", "only HS 11357(a)"},
        {"only HS 11357", "only small"},
        {"sentence complete", "all sentences complete"},
        {"convicted before this conviction of any offense",
         "convictions of PC 459 before this offense >= 2"},
        {"convicted ever of PC 459, PC 211", "convicted on this conviction of PC 211"},
        {"convictions ever > 1", "convictions of superstrike ever >= 2"},
        {"arrested on or before this conviction of any offense",
         "arrested before this offense of superstrike"},
        {"convicted ever of PC 459", "convicted ever in another case of PC 459"},
        {"convicted before this conviction of any offense",
         "convicted before this offense in another case of open superstrike"},
        {"convicted on or before this conviction of pc290",
         "convicted between this offense and this conviction of pc290"},
        {"charged ever of PC 459", "charged in this case of PC 459"},
        {"conduct <> 'cultivation'", "conduct = 'possession for sale'"},
        {"grams <= 28.5", "grams between 1 and 8"},
        {"lab <> 'a'", "lab = 'b'"},
        {"work or deceased", "deceased and not felony"},
        {"not (felony and work)", "not work"},
    };
    static const char *const open[][2] = {
        {"misdemeanor", "felony or misdemeanor"},
        {"at least 10 years since last conviction", "at least 10 years since conviction"},
        {"more than 10 years since conviction", "at least 10 years since conviction"},
        {"age now > 21", "at least 21 years since birth"},
        {"offense on or after 2016-11-09", "convicted on or after 2016-11-09"},
        {"charge in HS 11357", "charge in HS 11357 including attempts"},
        {"charge in HS 11357 including attempts",
         "charge in HS 11357, HS 11358 including attempts"},
        {"charge in scope and deceased", "charge in scope"},
        {"only small", "charge in small"},
        {"all sentences complete", "sentence complete"},
        {"convictions of superstrike ever >= 1", "convicted ever of any offense"},
        {"convicted before this offense of any offense",
         "convicted before this conviction of any offense"},
        {"convicted ever of PC 459 including attempts", "convicted ever of PC 211"},
        {"convicted ever of PC 459", "convicted ever of PC 459 including attempts"},
        {"convicted after this conviction of PC 459",
         "convicted on or after this conviction of PC 459"},
        {"convicted before this conviction of PC 459",
         "convicted on or before this conviction of PC 459"},
        {"convicted after this conviction of PC 459", "convicted after this offense of PC 459"},
        {"convicted on or before this offense of PC 459",
         "convicted between this offense and this conviction of PC 459"},
        {"convicted ever in another case of PC 459", "convicted ever of PC 459"},
        {"convicted before this conviction in another case of PC 459",
         "convicted before this conviction of PC 459"},
        {"convicted in this case of PC 459", "convicted in this cycle of PC 459"},
        {"convicted between this offense and this conviction of PC 459",
         "convicted on or before this conviction of PC 459"},
        {"convicted ever of superstrike", "convicted ever of open superstrike"},
        {"born is known", "age now >= 18"},
        {"conduct = 'cultivation'", "conduct <> 'possession for sale'"},
        {"lab = 'a' or lab = 'b'", "lab <> 'c'"},
        {"grams = 8", "grams <= 8"},
    };
    static const char *const presumptions[] = {"born 2000-01-01", "offense 2000-01-01",
                                               "convicted 2000-01-01", "contradiction no"};
    char head[1000];

    for (size_t i = 0; i < sizeof(covered) / sizeof(covered[0]); i++)
        check(is_reported(HEAD, covered[i][0], covered[i][1]), "a covered rule is reported",
              covered[i][1]);
    for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++)
        check(!is_reported(HEAD, open[i][0], open[i][1]), "a rule that has cases is not reported",
              open[i][1]);
    for (size_t i = 0; i < sizeof(presumptions) / sizeof(presumptions[0]); i++)
    {
        snprintf(head, sizeof(head), "%s presume %s; ", HEAD, presumptions[i]);
        check(!is_reported(head, "convicted on or after 2016-11-09", "offense after 2016-11-09") &&
                  !is_reported(head, "at least 9 years since offense",
                               "at least 9 years since conviction"),
              "a presumed day may contradict the others", presumptions[i]);
    }
    check(!is_reported(HEAD "presume convicted 2000-01-01; ", "convictions ever >= 2",
                       "convictions of superstrike ever >= 2"),
          "pairs with presumed days are not compared", "");
    check(has_warning(HEAD "dismiss 'a' when felony and misdemeanor; otherwise review 'b';",
                      PROP64_LINT_NEVER_TRUE, 1),
          "a condition that contradicts itself is reported", "");
    check(has_warning(HEAD "dismiss 'a' when charge in PC 459; otherwise review 'b';",
                      PROP64_LINT_NEVER_TRUE, 1),
          "a charge out of scope is reported", "");
    check(has_warning(HEAD "dismiss 'a' when grams < 8 or grams >= 8; otherwise review 'b';",
                      PROP64_LINT_ALWAYS_TRUE, 1),
          "a condition that always holds is reported", "");
    check(has_warning(HEAD "dismiss 'a' when age now > 21; review 'b' when age now < 21; "
                           "refer 'd' when age now = 21; otherwise review 'c';",
                      PROP64_LINT_NEVER_REACHED, 4),
          "an otherwise that no case comes to is reported", "");
}

/* ---- the greatest policies --------------------------------------------------- */

/* As much text as a policy may have, and more alternatives than can be tried. */
static void
try_greatest(void)
{
    static char text[PROP64_POLICY_TEXT_MAX + 1];
    char *at = text + sprintf(text, "policy 'x'; scope HS 11357;\n");
    clock_t start;
    Prop64Lint lint;
    Ready r;

    for (int i = 0; i < 900; i++)
        at += sprintf(at, "set s%d = PC %d;\n", i, 100 + i);
    for (int i = 0; i < PROP64_RULES_MAX - 1; i++)
    {
        at += sprintf(at, "dismiss 'r' when ");
        for (int k = 0; k < 108; k++)
            at += sprintf(at, "%sconvicted ever of s%u%s", any(2) ? "not " : "", any(900),
                          k == 107     ? ";\n"
                          : k % 3 == 2 ? " or "
                                       : " and ");
    }
    sprintf(at, "otherwise review 'z';");
    if (!make_ready(text, &r))
        return;
    start = clock();
    prop64_policy_lint(&r.policy, &lint);
    printf("# a policy of %d bytes took %.0f ms\n", (int)strlen(text),
           (double)(clock() - start) * 1000 / CLOCKS_PER_SEC);
    check(lint.nwarnings == 0, "lint gives up on what would take too long", "");
    prop64_lint_free(&lint);
    free_ready(&r);
}

int
main(void)
{
    const char *seed = getenv("PROP64_SEED");
    const char *rounds_text = getenv("PROP64_ROUNDS");
    int rounds = rounds_text ? atoi(rounds_text) : 100000;
    static Draft d;

    state = seed ? strtoull(seed, NULL, 10) : UINT64_C(20161109);
    printf("# lint_test seed %llu, %d policy and case pairs\n", (unsigned long long)state, rounds);
    for (int i = 0; i < rounds / 10; i++)
        try_search();
    try_pairs();
    while (pairs < rounds)
    {
        bool dead = false;
        Prop64Lint lint;
        Ready whole;

        random_draft(&d);
        if (!make_ready(draft_text(&d, -1), &whole))
            break;
        prop64_policy_lint(&whole.policy, &lint);
        for (int i = 0; i < lint.nwarnings; i++)
            if (lint.warnings[i].kind <= PROP64_LINT_NEVER_REACHED)
            {
                dead = true;
                dead_rules++;
            }
        live_rules += d.nrules + 1;
        if (dead)
            try_draft(&d, &whole, &lint, 40);
        prop64_lint_free(&lint);
        free_ready(&whole);
    }
    printf("# %lld of %lld cases decided; %lld warnings on %lld rules\n", (long long)decided,
           (long long)pairs, (long long)dead_rules, (long long)live_rules);
    check(decided > pairs / 3, "a good part of the cases is decided", "");
    try_greatest();
    return account();
}
