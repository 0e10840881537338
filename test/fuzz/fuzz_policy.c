/*
 * fuzz_policy.c: any text as a policy, any bytes as a stored one, and both run.
 *
 * The input is a policy, and behind a line "%%" the bytes that one conviction, its
 * record and some damage are made of.  A policy that begins with the byte of the
 * stored format is loaded; any other is parsed, stored and loaded, then loaded
 * again with the damage done to it.
 */
#include "fuzz.h"

#include "policy/policy_exec.h"
#include "lint/lint.h"

#define EVENTS_MAX 40

/* ---- convictions and records ---------------------------------------------- */

static const char *const charge_texts[] = {
    "HS 11357",           "HS 11357(b)",       "HS 11357(c)",     "HS 11358",
    "HS 11359",           "HS 11360(a)",       "PC 664/HS 11358", "PC 182(a)(1)/HS 11359",
    "PC 187(a)",          "PC 261(a)(2)",      "PC 288(a)",       "PC 290",
    "PC 290(b)",          "PC 664/187(a)",     "PC 136.1(b)(1)",  "PC 186.22(b)(4)",
    "PC 459 also PC 461", "PC 653f(b)/187(a)", "US 18 2241",      "HS 11361(a)",
};

#define N_CHARGES (sizeof(charge_texts) / sizeof(charge_texts[0]))

static const char *const keys[] = {"k0", "k1", "k2"};

static void
pull_charge(Prop64Reader *r, Prop64Charge *room, const uint8_t **charge, size_t *len)
{
    uint8_t i = prop64_get8(r) % (N_CHARGES + 1);
    Prop64Error err = {0};

    *charge = NULL;
    *len = 0;
    if (i == 0)
        return;
    fuzz_must(prop64_charge_parse(charge_texts[i - 1], strlen(charge_texts[i - 1]), room, &err),
              "a citation is a charge", err.detail);
    *charge = room->bytes;
    *len = room->len;
}

static Prop64Key
pull_key(Prop64Reader *r)
{
    uint8_t i = prop64_get8(r) % 4;

    return i == 0 ? (Prop64Key){NULL, 0} : (Prop64Key){keys[i - 1], 2};
}

/* A day from 1940 to 2119, or bounds around it. */
static Prop64Bounds
pull_bounds(Prop64Reader *r)
{
    uint8_t kind = prop64_get8(r) % 6;
    int32_t day = prop64_day_from_civil(1940, 1, 1) + prop64_get16(r);

    switch (kind)
    {
        case 0:
            return PROP64_ANY_DAY;
        case 1:
            return (Prop64Bounds){day, day + 364};
        case 2:
            return (Prop64Bounds){PROP64_DAY_OPEN_LOW, day};
        case 3:
            return (Prop64Bounds){day, PROP64_DAY_OPEN_HIGH};
        default:
            return (Prop64Bounds){day, day};
    }
}

/* A history from what is left of the tail; free it. */
static uint8_t *
pull_history(Prop64Reader *r, size_t *len)
{
    Prop64Writer pool = {NULL, 0, 0};
    Prop64Error err = {0};
    Prop64Charge charge;
    uint8_t *history;
    uint32_t n = 0;

    for (; n < EVENTS_MAX && prop64_remaining(r) > 0; n++)
    {
        Prop64Event event;

        event.kind = (Prop64EventKind)(PROP64_EVENT_CONVICTION + prop64_get8(r) % 6);
        pull_charge(r, &charge, &event.charge, &event.charge_len);
        event.level_convicted = (Prop64Level)(prop64_get8(r) % 4);
        event.level_now = (Prop64Level)(prop64_get8(r) % 4);
        event.disposition = (Prop64Disposition)(prop64_get8(r) % 8);
        event.on_date = pull_bounds(r);
        event.sentence_ends = pull_bounds(r);
        event.count_key = pull_key(r);
        event.case_key = pull_key(r);
        event.cycle_key = pull_key(r);
        fuzz_must(prop64_event_append(&pool, &event, &err), "an event can be written", err.detail);
    }
    history = prop64_history_finish(pool.data, pool.len, n, len, &err);
    fuzz_must(history != NULL && prop64_history_validate(history, *len, &err),
              "events make a history", err.detail);
    if (pool.data != NULL)
        prop64_free(pool.data);
    return history;
}

static void
pull_facts(const Prop64Policy *policy, Prop64Reader *r, Prop64FactValue *facts)
{
    for (int i = 0; i < policy->ndeclared; i++)
    {
        Prop64FactValue *f = &facts[i];
        uint8_t known = prop64_get8(r) % 3;
        int64_t lo = prop64_get16(r);

        memset(f, 0, sizeof(*f));
        f->known = known > 0;
        f->lo = f->hi = lo;
        switch (policy->declared[i].type)
        {
            case PROP64_TYPE_BOOLEAN:
                f->lo = f->hi = lo & 1;
                break;
            case PROP64_TYPE_NUMBER:
                f->lo = lo * (PROP64_NUMBER_SCALE / 4);
                f->hi = known == 2 ? INT64_MAX : f->lo;
                break;
            case PROP64_TYPE_TEXT:
                f->text = (Prop64Text){"estimate", (uint32_t)(lo % 9)};
                break;
            case PROP64_TYPE_DATE:
                f->hi = known == 2 ? lo + 30 : lo;
                break;
        }
    }
}

/* ---- running ------------------------------------------------------------- */

static void
check_answer(const Prop64Policy *policy, const Prop64Eligibility *e, const Prop64Trace *traced)
{
    char text[PROP64_ELIGIBILITY_TEXT_MAX];
    const Prop64RuleTrace *trace = traced->rules;
    uint32_t facts = policy->nfacts == 0 ? 0 : ~UINT32_C(0) >> (32 - policy->nfacts);
    int64_t value = prop64_eligibility_pack(e);
    int64_t again = 0;
    Prop64Eligibility back;
    Prop64Error err = {0};
    bool reached = true;

    prop64_eligibility_print(value, text);
    fuzz_must(prop64_eligibility_unpack(value, &back, &err) &&
                  prop64_eligibility_parse(text, strlen(text), &again, &err) && again == value,
              "an answer is an eligibility", text);
    fuzz_must((e->facts & ~facts) == 0, "an answer names facts that the policy reads", text);
    fuzz_must(e->rule <= policy->nrules, "an answer names a rule of the policy", text);
    fuzz_must(e->outcome != PROP64_UNDETERMINED || e->facts != 0,
              "an answer that is undetermined names what is missing", text);
    fuzz_must(e->outcome == PROP64_UNDETERMINED || e->outcome == PROP64_OUT_OF_SCOPE ||
                  e->at_least == prop64_outcome_at_least(e->outcome),
              "an outcome that is given is certain", text);
    /* true, or possible: the trace is of the run before one missing fact was settled */
    fuzz_must(e->rule == 0 ||
                  (trace[e->rule - 1].reached && trace[e->rule - 1].truth != PROP64_FALSE),
              "the rule that decides is one that was reached and is not false", text);
    for (int i = 0; i < policy->nrules; i++)
    {
        fuzz_must(reached || !trace[i].reached, "rules are reached in their order", text);
        reached = trace[i].reached && trace[i].truth != PROP64_TRUE;
        fuzz_must((trace[i].missing & ~facts) == 0 && (trace[i].presumed & ~facts) == 0 &&
                      (trace[i].missing == 0 || trace[i].truth == PROP64_UNKNOWN),
                  "a trace names facts that the policy reads", text);
        fuzz_must(trace[i].first_found + trace[i].nfound <= traced->nfound,
                  "a rule's findings are the trace's", text);
    }
}

/* On the day that the search finds there is relief, and it is not before the day it began at. */
static void
check_day(const Prop64Executor *executor, const Prop64Conviction *conviction)
{
    Prop64Conviction then = *conviction;
    Prop64Eligibility e;
    int32_t day;

    if (!prop64_eligible_from_day(executor, conviction, &day))
        return;
    fuzz_must(!conviction->has_as_of || day >= conviction->as_of, "the search does not go back",
              NULL);
    if (prop64_one_day(then.convicted))
    {
        then.has_as_of = true;
        then.as_of = day;
        prop64_execute(executor, &then, &e, NULL);
        fuzz_must(e.at_least >= PROP64_AT_LEAST_MISDEMEANOR, "there is relief on the day found",
                  NULL);
    }
}

static void
run_one(const Prop64Policy *policy, const Prop64Executor *executor,
        const Prop64Conviction *conviction)
{
    Prop64Trace trace;
    Prop64Eligibility e, untraced;

    if (!conviction->has_as_of && !policy->has_as_of && prop64_policy_reads_as_of(policy))
        return; /* the caller makes sure that there is a day */
    prop64_execute(executor, conviction, &e, &trace);
    check_answer(policy, &e, &trace);
    if (trace.found != NULL)
        prop64_free(trace.found);
    prop64_execute(executor, conviction, &untraced, NULL);
    fuzz_must(prop64_eligibility_pack(&e) == prop64_eligibility_pack(&untraced),
              "a trace changes nothing", NULL);
    if (conviction->has_as_of || policy->has_as_of)
        check_day(executor, conviction);
}

/* Lint ends on every policy, and speaks of rules that there are. */
static void
run_lint(const Prop64Policy *policy)
{
    Prop64Lint lint;

    prop64_policy_lint(policy, &lint);
    for (int i = 0; i < lint.nwarnings; i++)
        fuzz_must(lint.warnings[i].rule >= 0 && lint.warnings[i].rule <= policy->nrules &&
                      lint.warnings[i].detail.len > 0 &&
                      prop64_lint_name(lint.warnings[i].kind) != NULL,
                  "a warning has a rule, a name and a detail", "");
    prop64_lint_free(&lint);
}

/* Every conviction that there is, over a policy that was loaded from bytes. */
static void
run_policy(const Prop64Policy *policy, const uint8_t *bytes, size_t len, Prop64Reader tail)
{
    Prop64Executor *executor = prop64_executor_new(policy, prop64_policy_fingerprint(bytes, len));
    Prop64FactValue *facts = prop64_alloc(sizeof(*facts) * (size_t)(policy->ndeclared + 1));
    Prop64Conviction c = {.convicted = PROP64_ANY_DAY,
                          .born = PROP64_ANY_DAY,
                          .offense = PROP64_ANY_DAY,
                          .sentence_ends = PROP64_ANY_DAY,
                          .deceased = PROP64_UNKNOWN};
    Prop64Reader nothing = prop64_reader(bytes, 0);
    Prop64Charge charge;
    Prop64Record *empty, *record;
    uint8_t *history, *no_history;
    size_t history_len, no_history_len;

    run_lint(policy);
    no_history = pull_history(&nothing, &no_history_len);
    empty = prop64_record_build(no_history, no_history_len);

    /* nothing is known, without and with a day; then without a record and with none in it */
    run_one(policy, executor, &c);
    c.has_as_of = true;
    c.as_of = prop64_day_from_civil(2020, 2, 29);
    run_one(policy, executor, &c);
    prop64_charge_parse("HS 11357(a)", 11, &charge, NULL);
    c.charge = charge.bytes;
    c.charge_len = charge.len;
    c.severity = PROP64_FELONY;
    c.born = (Prop64Bounds){-13000, -13000};
    c.offense = (Prop64Bounds){-2000, -1635};
    c.convicted = (Prop64Bounds){-1500, -1500};
    c.count_key = (Prop64Key){"k0", 2};
    run_one(policy, executor, &c);
    c.record = empty;
    c.deceased = PROP64_FALSE;
    c.sentence_ends = (Prop64Bounds){-1000, -1000};
    run_one(policy, executor, &c);

    /* as the tail says */
    pull_facts(policy, &tail, facts);
    pull_charge(&tail, &charge, &c.charge, &c.charge_len);
    c.declared = facts;
    c.severity = (Prop64Level)(prop64_get8(&tail) % 4);
    c.deceased = (Prop64Truth)(prop64_get8(&tail) % 3);
    c.as_of += prop64_get8(&tail);
    c.convicted = pull_bounds(&tail);
    c.born = pull_bounds(&tail);
    c.offense = pull_bounds(&tail);
    c.sentence_ends = pull_bounds(&tail);
    c.count_key = pull_key(&tail);
    c.case_key = pull_key(&tail);
    c.cycle_key = pull_key(&tail);
    history = pull_history(&tail, &history_len);
    record = prop64_record_build(history, history_len);
    c.record = record;
    run_one(policy, executor, &c);
    c.record = NULL;
    run_one(policy, executor, &c);
    c.record = record;
    c.convicted = c.born = c.offense = c.sentence_ends = PROP64_ANY_DAY;
    c.charge_len = 0;
    c.charge = NULL;
    run_one(policy, executor, &c);

    prop64_record_free(record);
    prop64_free(history);
    prop64_record_free(empty);
    prop64_free(no_history);
    prop64_free(facts);
    prop64_executor_free(executor);
}

/* ---- text and bytes ------------------------------------------------------- */

static bool
same_bytes(const Prop64Writer *a, const Prop64Writer *b)
{
    return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

/* Bytes that may be a stored policy: what loads prints, stores and runs. */
static bool
stored(const uint8_t *data, size_t size, Prop64Reader tail)
{
    uint8_t *bytes = fuzz_copy(data, size);
    Prop64Policy policy, again;
    Prop64Error err = {0};
    Prop64Writer text = {NULL, 0, 0};
    Prop64Writer first = {NULL, 0, 0};
    Prop64Writer second = {NULL, 0, 0};
    bool good = prop64_policy_load(bytes, size, &policy, &err);

    if (good)
    {
        prop64_policy_print(&policy, &text);
        fuzz_must(text.len > 0, "a policy prints", NULL);
        prop64_policy_store(&policy, &first);
        fuzz_must(prop64_policy_load(first.data, first.len, &again, &err),
                  "what was loaded can be stored and loaded", err.detail);
        prop64_policy_store(&again, &second);
        fuzz_must(same_bytes(&first, &second), "what was loaded is stored as it was", NULL);
        prop64_policy_free(&again);
        for (int i = 0; i < policy.nfacts; i++)
            fuzz_must(prop64_fact_name(&policy, policy.facts[i]).data != NULL &&
                          prop64_fact_bit(&policy, policy.facts[i]) == UINT32_C(1) << i,
                      "a fact has a name and a bit", NULL);
        run_policy(&policy, bytes, size, tail);
        prop64_policy_free(&policy);
        prop64_free(text.data);
        prop64_free(first.data);
        prop64_free(second.data);
    }
    else
        fuzz_must_explain(&err, 0);
    prop64_free(bytes);
    return good;
}

static void
written(const uint8_t *data, size_t size, Prop64Reader tail)
{
    uint8_t *copy = fuzz_copy(data, size);
    Prop64Policy policy, again;
    Prop64Error err = {0};
    Prop64Writer text = {NULL, 0, 0};
    Prop64Writer text_again = {NULL, 0, 0};
    Prop64Writer bytes = {NULL, 0, 0};
    Prop64Writer bytes_again = {NULL, 0, 0};

    if (!prop64_policy_parse((const char *)copy, size, &policy, &err))
    {
        fuzz_must_explain(&err, size);
        prop64_free(copy);
        return;
    }
    prop64_policy_print(&policy, &text);
    prop64_policy_store(&policy, &bytes);
    prop64_policy_free(&policy);
    prop64_free(copy);
    prop64_put8(&text, '\0'); /* for messages */
    text.len--;

    fuzz_must(prop64_policy_parse((const char *)text.data, text.len, &again, &err),
              "what prints parses", (const char *)text.data);
    prop64_policy_print(&again, &text_again);
    prop64_policy_store(&again, &bytes_again);
    prop64_policy_free(&again);
    fuzz_must(same_bytes(&text, &text_again), "canonical text is a fixpoint",
              (const char *)text.data);
    fuzz_must(same_bytes(&bytes, &bytes_again), "a policy and its text are the same bytes",
              (const char *)text.data);
    fuzz_must(prop64_policy_load(bytes.data, bytes.len, &again, &err), "what is stored loads",
              (const char *)text.data);
    text_again.len = bytes_again.len = 0;
    prop64_policy_print(&again, &text_again);
    prop64_policy_store(&again, &bytes_again);
    prop64_policy_free(&again);
    fuzz_must(same_bytes(&text, &text_again) && same_bytes(&bytes, &bytes_again),
              "what is stored and loaded is the same policy", (const char *)text.data);

    stored(bytes.data, bytes.len, tail);
    for (int damage = prop64_get8(&tail) % 4; damage > 0; damage--)
    {
        size_t at = prop64_get16(&tail) % bytes.len;

        bytes.data[at] ^= prop64_get8(&tail);
        stored(bytes.data, bytes.len, tail);
    }
    prop64_free(text.data);
    prop64_free(text_again.data);
    prop64_free(bytes.data);
    prop64_free(bytes_again.data);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t end = 0;
    Prop64Reader tail;

    while (end < size && (size - end < 4 || memcmp(data + end, "\n%%\n", 4) != 0))
        end++;
    tail = prop64_reader(data + (end < size ? end + 4 : size), end < size ? size - end - 4 : 0);
    if (size > 0 && data[0] == PROP64_POLICY_FORMAT)
        stored(data, end, tail);
    else
        written(data, end, tail);
    return 0;
}
