/*
 * policy_test.c: promises of the policy language, tried on random policies and
 * random records with holes.
 *
 * A world is made whole first and blurred after; so every blurred case comes with
 * one completion that is admissible by construction.  PROP64_SEED and PROP64_ROUNDS
 * repeat or lengthen a run.
 */
#include "history/record.h"
#include "policy/policy_memo.h"
#include "policy/policy_run.h"

#include <stdio.h>
#include <stdlib.h>

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

/* ---- random policies ------------------------------------------------------ */

typedef struct Text
{
    char data[8192];
    size_t len;
} Text;

static void
add(Text *t, const char *s)
{
    size_t n = strlen(s);

    if (t->len + n < sizeof(t->data))
    {
        memcpy(t->data + t->len, s, n + 1);
        t->len += n;
    }
}

static void
add_number(Text *t, uint32_t n)
{
    char buf[16];

    snprintf(buf, sizeof(buf), "%u", n);
    add(t, buf);
}

static const char *
pick(const char *const *of, uint32_t n)
{
    return of[any(n)];
}

#define PICK(...)                                                                                  \
    pick((const char *const[]){__VA_ARGS__},                                                       \
         sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static const char *
random_day(void)
{
    return PICK("1975-01-01", "1990-06-15", "1999-12-31", "2004-02-29", "2010-07-01", "2016-11-09",
                "2019-02-28");
}

static const char *
random_set(void)
{
    return PICK("scope", "superstrike", "pc290", "small", "same section", "HS 11357",
                "HS 11358, HS 11359 including attempts", "PC 459", "PC 187",
                "same section including attempts and conspiracies", "open superstrike",
                "open pc290", "certain superstrike");
}

static const char *
random_this_set(void)
{
    return PICK("scope", "small", "HS 11357", "HS 11358, HS 11359 including attempts",
                "HS 11360(a) including conspiracies");
}

static const char *
random_when(void)
{
    return PICK("ever", "before this conviction", "before this offense",
                "on or before this offense", "after this conviction", "on this conviction",
                "on or after this conviction", "in this case", "in this cycle",
                "between this offense and this conviction",
                "between this offense and this conviction in another case", "ever in another case",
                "before this conviction in another case");
}

static const char *
random_compare(void)
{
    return PICK("<", "<=", "=", "<>", ">=", ">");
}

static void
random_condition(Text *t, int depth)
{
    uint32_t kind = any(depth > 0 ? 22 : 16);

    switch (kind)
    {
        case 0:
            add(t, PICK("felony", "misdemeanor", "infraction", "deceased", "employed"));
            break;
        case 1:
            add(t, "charge in ");
            add(t, random_this_set());
            break;
        case 2:
        case 3:
            add(t, PICK("convicted ", "offense ", "born ", "sentence ends "));
            add(t, PICK("before ", "on or before ", "on ", "on or after ", "after "));
            add(t, random_day());
            break;
        case 4:
            add(t, PICK("convicted ", "offense ", "born "));
            add(t, "between 1980-01-01 and 2012-12-31");
            break;
        case 5:
            add(t, PICK("age now ", "age at conviction ", "age at offense "));
            add(t, random_compare());
            add(t, " ");
            add_number(t, 15 + any(50));
            break;
        case 6:
            add(t, PICK("age now ", "age at conviction ", "age at offense "));
            add(t, "between 18 and 30");
            break;
        case 7:
        case 8:
            add(t, PICK("at least ", "more than ", "less than ", "not more than "));
            add_number(t, any(30));
            add(t, " years since ");
            add(t, PICK("birth", "conviction", "offense", "last conviction"));
            break;
        case 9:
            add(t, PICK("convicted ", "arrested ", "charged ", "adjudicated "));
            add(t, random_when());
            add(t, " of ");
            add(t, any(4) ? random_set() : "any offense");
            break;
        case 10:
            add(t, "convictions ");
            if (any(2))
            {
                add(t, "of ");
                add(t, random_set());
                add(t, " ");
            }
            add(t, random_when());
            add(t, " ");
            add(t, random_compare());
            add(t, " ");
            add_number(t, any(4));
            break;
        case 11:
            add(t, "only ");
            add(t, random_this_set());
            break;
        case 12:
            add(t, PICK("sentence complete", "all sentences complete", "registered "));
            if (t->data[t->len - 1] == ' ')
                add(t, random_when());
            break;
        case 13:
            add(t, "grams ");
            add(t, random_compare());
            add(t, PICK(" 28.5", " 8", " 0.000001"));
            break;
        case 14:
            add(t, PICK("severity", "convicted", "born", "offense", "sentence", "deceased",
                        "record", "charge", "grams", "employed"));
            add(t, PICK(" is known", " is not known"));
            break;
        case 15:
            add(t, PICK("conduct = 'concentrated cannabis'", "conduct <> 'cultivation'",
                        "conduct in 'possession up to 28.5 g', 'possession for sale'",
                        "grams between 8 and 28.5", "grams in 8, 28.5"));
            break;
        case 16:
            add(t, "not ");
            random_condition(t, depth - 1);
            break;
        default:
            add(t, "(");
            random_condition(t, depth - 1);
            add(t, any(2) ? " and " : " or ");
            random_condition(t, depth - 1);
            add(t, ")");
            break;
    }
}

/* Presumptions, of which a policy has any number. */
static void
random_presumptions(Text *t)
{
    static const char *const of[] = {
        "presume convicted 1995-05-05;", "presume born 1970-01-01;",  "presume offense 1994-01-01;",
        "presume sentence complete;",    "presume severity felony;",  "presume deceased no;",
        "presume record empty;",         "presume contradiction no;", "presume grams 5;",
        "presume employed no;"};

    for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++)
        if (any(3) == 0)
            add(t, of[i]);
}

static void
random_policy(Text *t, bool presumes)
{
    uint32_t rules = 1 + any(5);

    t->len = 0;
    add(t, "policy 'random' ; scope HS 11357, HS 11358, HS 11359, HS 11360 ");
    add(t, any(2) ? "including attempts and conspiracies;" : ";");
    add(t, "set small = HS 11357(a), HS 11357(b); fact grams number; fact employed boolean;\n");
    if (presumes)
        random_presumptions(t);
    for (uint32_t i = 0; i < rules; i++)
    {
        add(t, PICK("dismiss 'a'", "dismiss 'b' by law citing 'HS 11361.8'", "ineligible 'c'",
                    "reduce to misdemeanor 'd'", "reduce to infraction 'e'", "review 'f'",
                    "no change 'g'", "refer 'h'"));
        add(t, " when ");
        random_condition(t, 3);
        add(t, ";\n");
    }
    add(t, "otherwise ");
    add(t, PICK("dismiss", "ineligible", "review", "no change", "reduce to misdemeanor"));
    add(t, " 'z';");
}

/* ---- random worlds -------------------------------------------------------- */

#define EVENTS_MAX 6
#define DAY(y)     ((int32_t)(((y)-2000) * 365.2425))

typedef struct World
{
    Prop64Conviction conviction; /* without the record, which events make */
    Prop64FactValue facts[2];    /* grams, employed */
    Prop64Event events[EVENTS_MAX + 2];
    int nevents;
    bool has_record;
    Prop64Charge charges[EVENTS_MAX + 2];
    char keys[EVENTS_MAX + 2][4];
    uint64_t not_known; /* what "is known" denied when it was run last */
} World;

static Prop64Bounds
one_day(int32_t day)
{
    return (Prop64Bounds){day, day};
}

static void
set_charge(World *w, int i, const char *text)
{
    if (!prop64_charge_parse(text, strlen(text), &w->charges[i], NULL))
        abort();
}

static void
random_world(World *w, int32_t as_of)
{
    Prop64Conviction *c = &w->conviction;
    int32_t born = DAY(1940) + (int32_t)any(18000);
    int32_t offense = born + 16 * 365 + (int32_t)any(9000);
    int32_t convicted = offense + (int32_t)any(700);

    memset(w, 0, sizeof(*w));
    if (convicted > as_of)
    {
        offense -= convicted - as_of;
        convicted = as_of;
    }
    w->nevents = 2 + (int)any(EVENTS_MAX - 1);
    w->has_record = true;
    set_charge(w, 0,
               PICK("HS 11357(a)", "HS 11357(b)", "HS 11358", "HS 11359", "HS 11360(a)",
                    "PC 664/HS 11358", "PC 182(a)(1)/HS 11359", "PC 459"));
    c->charge = w->charges[0].bytes;
    c->charge_len = w->charges[0].len;
    c->severity = (Prop64Level)(1 + any(3));
    c->born = one_day(born);
    c->offense = one_day(offense);
    c->convicted = one_day(convicted);
    c->sentence_ends = one_day(convicted + (int32_t)any(5000));
    c->deceased = PROP64_FALSE;
    c->has_as_of = true;
    c->as_of = as_of;
    c->count_key = (Prop64Key){"k0", 2};
    c->case_key = (Prop64Key){"c0", 2};
    c->cycle_key = (Prop64Key){"y0", 2};
    c->declared = w->facts;
    w->facts[0] = (Prop64FactValue){true, (int64_t)any(60) * 1000000, 0, {NULL, 0}};
    w->facts[0].hi = w->facts[0].lo;
    w->facts[1] = (Prop64FactValue){true, any(2), 0, {NULL, 0}};
    w->facts[1].hi = w->facts[1].lo;

    /* event 0 is this conviction itself, event 1 an arrest of its cycle */
    for (int i = 0; i < w->nevents; i++)
    {
        Prop64Event *e = &w->events[i];

        if (i > 0)
            set_charge(w, i,
                       PICK("HS 11357(a)", "HS 11358", "HS 11359", "PC 205", "PC 288(a)", "PC 459",
                            "PC 136.1", "PC 186.22(b)(4)", "PC 664/HS 11359", "PC 207(a)"));
        e->kind = i == 0   ? PROP64_EVENT_CONVICTION
                  : i == 1 ? PROP64_EVENT_ARREST
                           : (Prop64EventKind)(any(3) ? 1 : 1 + any(6));
        e->charge = w->charges[i].bytes;
        e->charge_len = w->charges[i].len;
        e->level_convicted = e->level_now = (Prop64Level)(1 + any(3));
        e->disposition = any(8) ? PROP64_CONVICTED : PROP64_VACATED;
        e->on_date = any(4) ? one_day(born + 15 * 365 + (int32_t)any(12000)) : c->convicted;
        e->sentence_ends = one_day(e->on_date.lo + (int32_t)any(4000));
        memcpy(w->keys[i], (char[]){'k', (char)('0' + i), 0}, 3);
        e->count_key = (Prop64Key){w->keys[i], 2};
        e->case_key = any(2) ? (Prop64Key){"c0", 2} : (Prop64Key){"c1", 2};
        e->cycle_key = any(2) ? (Prop64Key){"y0", 2} : (Prop64Key){"y1", 2};
        if (e->kind == PROP64_EVENT_ARREST)
        {
            e->count_key.data = NULL;
            if (any(2))
                e->cycle_key = c->cycle_key;
            /* an arrest of this cycle is not before the offence */
            if (prop64_same_key(e->cycle_key, c->cycle_key) && e->on_date.lo < offense)
                e->on_date = one_day(offense);
        }
    }
    for (int i = 2; i < w->nevents; i++)
        if (w->events[i].kind == PROP64_EVENT_DEATH)
            c->deceased = PROP64_TRUE;
    w->events[0].on_date = c->convicted;
    w->events[0].level_convicted = w->events[0].level_now = c->severity;
    w->events[0].disposition = PROP64_CONVICTED;
    w->events[0].sentence_ends = c->sentence_ends;
    w->events[0].case_key = c->case_key;
    w->events[0].cycle_key = c->cycle_key;
}

/* Which holes a blurred world has; bits. */
#define HOLE(fact) (UINT64_C(1) << (fact))
#define HOLE_GRAMS HOLE(PROP64_FACT_DECLARED)
#define HOLE_WORK  HOLE(PROP64_FACT_DECLARED + 1)

static void
widen(Prop64Bounds *b)
{
    if (any(3) == 0)
        *b = PROP64_ANY_DAY;
    else
    {
        b->lo -= (int32_t)any(800);
        b->hi += (int32_t)any(800);
    }
}

static Prop64Level
level_or_unknown(Prop64Level level)
{
    return any(2) ? level : PROP64_LEVEL_UNKNOWN;
}

/*
 * The world with holes where the bits say.  Holes in the record are the same for
 * every call with one salt, so that two blurs of one world differ only in the
 * facts that one of them knows.
 */
static void
blur(const World *whole, World *w, uint64_t holes, uint64_t salt)
{
    Prop64Conviction *c = &w->conviction;
    uint64_t saved = state;
    bool gone;

    *w = *whole;
    state = salt;
    c->declared = w->facts;
    for (int i = 0; i < w->nevents; i++)
    {
        w->events[i].charge = w->charges[i].bytes;
        if (w->events[i].count_key.data != NULL)
            w->events[i].count_key.data = w->keys[i];
    }
    c->charge = w->charges[0].bytes;
    /* draw everything, use what is a hole: the draws must not depend on the holes */
    for (int fact = PROP64_FACT_CONVICTED; fact <= PROP64_FACT_SENTENCE; fact++)
    {
        Prop64Bounds *b = fact == PROP64_FACT_CONVICTED ? &c->convicted
                          : fact == PROP64_FACT_BORN    ? &c->born
                          : fact == PROP64_FACT_OFFENSE ? &c->offense
                                                        : &c->sentence_ends;
        Prop64Bounds wide = *b;

        widen(&wide);
        if (holes & HOLE(fact))
            *b = wide;
    }
    if (holes & HOLE(PROP64_FACT_CHARGE))
        c->charge = NULL, c->charge_len = 0;
    if (holes & HOLE(PROP64_FACT_SEVERITY))
        c->severity = PROP64_LEVEL_UNKNOWN;
    if (holes & HOLE(PROP64_FACT_DECEASED))
        c->deceased = PROP64_UNKNOWN;
    if (holes & HOLE(PROP64_FACT_COUNT_KEY))
        c->count_key.data = NULL;
    if (holes & HOLE_WORK)
        w->facts[1].known = false;
    if (any(2) && (holes & HOLE_GRAMS))
        w->facts[0].known = false;
    else if (holes & HOLE_GRAMS)
        w->facts[0].lo -= 3000000, w->facts[0].hi += 5000000;
    gone = any(3) == 0;
    if (holes & HOLE(PROP64_FACT_RECORD))
    {
        w->has_record = !gone;
        for (int i = 0; i < w->nevents; i++)
        {
            Prop64Event *e = &w->events[i];

            if (any(2))
                widen(&e->on_date);
            if (any(3) == 0)
                e->charge = NULL, e->charge_len = 0;
            if (any(4) == 0)
                e->disposition = PROP64_DISPOSITION_UNKNOWN;
            if (any(3) == 0)
                e->sentence_ends = PROP64_ANY_DAY;
            if (any(4) == 0)
                e->case_key.data = NULL;
            e->level_convicted = level_or_unknown(e->level_convicted);
        }
    }
    state = saved;
}

/* Charges that were met in records that wait alone, or NULL. */
static Prop64Charges *young;

/*
 * The same answer from a record that is read when a rule asks for it, in a room that
 * others have used; and from an executor that remembers no charge, or young ones.
 */
static void
reads_otherwise(const Prop64Executor *executor, World *w, const uint8_t *history, size_t len,
                uint64_t answer)
{
    static Prop64LaterRecord later;
    Prop64Executor forgetful = *executor;
    Prop64Eligibility again;
    int64_t quick;

    if (prop64_quick(executor, &w->conviction, history, len, &quick))
        check((uint64_t)quick == answer, "a case of which nothing is open is decided alike", "");

    if (prop64_history_count(history, len) > PROP64_RECORD_FEW)
        return;
    later.history = history;
    later.len = len;
    later.record = NULL;
    w->conviction.later = &later;
    prop64_execute(executor, &w->conviction, &again, NULL);
    check((uint64_t)prop64_eligibility_pack(&again) == answer,
          "a record that waits changes no answer", "");
    later.record = NULL;
    forgetful.charges = NULL;
    prop64_execute(&forgetful, &w->conviction, &again, NULL);
    check((uint64_t)prop64_eligibility_pack(&again) == answer,
          "charges that are remembered change no answer", "");
    if (young != NULL)
    {
        later.record = NULL;
        forgetful.charges = young;
        prop64_execute(&forgetful, &w->conviction, &again, NULL);
        check((uint64_t)prop64_eligibility_pack(&again) == answer,
              "charges that are new change no answer", "");
        if (prop64_quick(&forgetful, &w->conviction, history, len, &quick))
            check((uint64_t)quick == answer, "a case of which nothing is open is decided alike",
                  "by new charges");
    }
    w->conviction.later = NULL;
}

static const Prop64Policy *policy_of; /* what the executor runs */

/*
 * Two answers to one question.  A walk ends at the first count that decides, and a memo
 * has another order of counts: so what it says of presumed days of counts may differ.
 */
static bool
same_answer(const Prop64Policy *policy, const Prop64Eligibility *a, const Prop64Eligibility *b)
{
    if (policy->npresumed == 0)
        return prop64_eligibility_pack(a) == prop64_eligibility_pack(b);
    return a->outcome == b->outcome && a->at_least == b->at_least && a->basis == b->basis &&
           a->rule == b->rule && a->sentence == b->sentence;
}

static Prop64Eligibility
run(const Prop64Executor *executor, World *w)
{
    Prop64Writer pool = {NULL, 0, 0};
    Prop64Eligibility e;
    Prop64Record *record = NULL;
    uint8_t *history = NULL;
    size_t len;

    w->conviction.record = NULL;
    if (w->has_record)
    {
        for (int i = 0; i < w->nevents; i++)
            if (!prop64_event_append(&pool, &w->events[i], NULL))
                abort();
        history = prop64_history_finish(pool.data, pool.len, (uint32_t)w->nevents, &len, NULL);
        record = prop64_record_build(history, len);
        w->conviction.record = record;
    }
    w->not_known = prop64_not_known(executor, &w->conviction);
    prop64_execute(executor, &w->conviction, &e, NULL);
    if (record != NULL)
    {
        Prop64Memo *memo = prop64_memo_new(executor, record, w->conviction.as_of);
        Prop64Eligibility again;

        w->conviction.memo = memo;
        prop64_execute(executor, &w->conviction, &again, NULL);
        w->conviction.memo = NULL;
        prop64_memo_free(memo);
        check(same_answer(policy_of, &e, &again), "a memo changes no answer", "");
        w->conviction.record = NULL;
        prop64_record_free(record);
        reads_otherwise(executor, w, history, len, prop64_eligibility_pack(&e));
    }
    prop64_free(history);
    prop64_free(pool.data);
    return e;
}

/* Language facts behind an eligibility's bits. */
static uint64_t
named(const Prop64Policy *policy, uint32_t bits)
{
    uint64_t facts = 0;

    for (int i = 0; i < policy->nfacts; i++)
        if (bits & (UINT32_C(1) << i))
            facts |= HOLE(policy->facts[i]);
    return facts;
}

static bool
open_answer(const Prop64Eligibility *e)
{
    return e->outcome == PROP64_UNDETERMINED;
}

static const char *
report(const Text *policy, const World *w, const Prop64Eligibility *a, const Prop64Eligibility *b)
{
    static char buf[16384];
    char x[PROP64_ELIGIBILITY_TEXT_MAX], y[PROP64_ELIGIBILITY_TEXT_MAX];

    prop64_eligibility_print(prop64_eligibility_pack(a), x);
    prop64_eligibility_print(prop64_eligibility_pack(b), y);
    snprintf(buf, sizeof(buf), "%s\n  %s\n  %s\n  convicted %d..%d born %d..%d offense %d..%d\n",
             policy ? policy->data : "", x, y, w->conviction.convicted.lo,
             w->conviction.convicted.hi, w->conviction.born.lo, w->conviction.born.hi,
             w->conviction.offense.lo, w->conviction.offense.hi);
    return buf;
}

/* Sets the one hole of a world to a value; false when there is no such value. */
static bool
fill(World *w, int fact, int n)
{
    Prop64Conviction *c = &w->conviction;

    switch (fact)
    {
        case PROP64_FACT_SEVERITY:
            c->severity = (Prop64Level)(n + 1);
            return n < 3;
        case PROP64_FACT_DECEASED:
            c->deceased = n ? PROP64_TRUE : PROP64_FALSE;
            return n < 2;
        case PROP64_FACT_DECLARED + 1:
            w->facts[1] = (Prop64FactValue){true, n, n, {NULL, 0}};
            return n < 2;
        default:
            return false;
    }
}

/*
 * May the law itself leave a condition open, a list or the table of conduct?  No fact
 * decides it then, and what is named is where a person has to look.
 */
static bool
law_is_open(const Text *text, const World *w)
{
    Prop64Charge open;

    prop64_charge_parse("PC 207(a)", 9, &open, NULL);
    for (int i = 0; i < w->nevents; i++)
        if (w->charges[i].len == open.len && memcmp(w->charges[i].bytes, open.bytes, open.len) == 0)
            return true;
    return strstr(text->data, "conduct") != NULL;
}

/*
 * With one hole the answer is exact: it is given when all values of the hole agree.
 * The values of a date are all its days, so its bounds are kept narrow here.
 */
static void
try_one_hole(const Prop64Policy *policy, const Prop64Executor *executor, const Text *text)
{
    static const int facts[] = {
        PROP64_FACT_SEVERITY, PROP64_FACT_DECEASED, PROP64_FACT_DECLARED + 1, PROP64_FACT_CONVICTED,
        PROP64_FACT_BORN,     PROP64_FACT_OFFENSE,  PROP64_FACT_SENTENCE};
    static World whole, holed;
    int fact = facts[any(7)];
    Prop64Conviction *c = &holed.conviction;
    Prop64Bounds *date = fact == PROP64_FACT_CONVICTED  ? &c->convicted
                         : fact == PROP64_FACT_BORN     ? &c->born
                         : fact == PROP64_FACT_OFFENSE  ? &c->offense
                         : fact == PROP64_FACT_SENTENCE ? &c->sentence_ends
                                                        : NULL;
    Prop64Eligibility seen, first = {0}, e;
    Prop64AtLeast least = PROP64_AT_LEAST_NOTHING;
    bool agree = true;
    int n = 0;

    random_world(&whole, DAY(2020));
    /* the count of this conviction would fill the hole from the record */
    whole.conviction.count_key = (Prop64Key){"zz", 2};
    blur(&whole, &holed, fact == PROP64_FACT_DECEASED ? HOLE(fact) | HOLE(PROP64_FACT_RECORD) : 0,
         1);
    if (fact == PROP64_FACT_DECEASED && holed.has_record)
        return;
    if (date == NULL)
        blur(&whole, &holed,
             HOLE(fact) | (fact == PROP64_FACT_DECEASED ? HOLE(PROP64_FACT_RECORD) : 0), 1);
    else
    {
        date->lo -= (int32_t)any(40);
        date->hi += (int32_t)any(40);
        if (fact == PROP64_FACT_BORN || fact == PROP64_FACT_OFFENSE)
        {
            int32_t arrest = INT32_MIN;

            /* stay within what the other dates and an arrest of the cycle allow */
            for (int i = 0; i < holed.nevents; i++)
                if (holed.events[i].kind == PROP64_EVENT_ARREST &&
                    prop64_same_key(holed.events[i].cycle_key, c->cycle_key) &&
                    holed.events[i].on_date.hi > arrest)
                    arrest = holed.events[i].on_date.hi;
            if (fact == PROP64_FACT_OFFENSE && arrest != INT32_MIN && date->hi > arrest)
                date->hi = arrest;
            if (fact == PROP64_FACT_OFFENSE && date->lo < c->born.lo)
                date->lo = c->born.lo;
            if (fact == PROP64_FACT_OFFENSE && date->hi > c->convicted.lo)
                date->hi = c->convicted.lo;
            if (fact == PROP64_FACT_BORN && date->hi > c->offense.lo)
                date->hi = c->offense.lo;
        }
        else if (fact == PROP64_FACT_CONVICTED)
        {
            if (date->lo < c->offense.lo)
                date->lo = c->offense.lo;
            if (date->hi > c->as_of)
                date->hi = c->as_of;
        }
    }
    seen = run(executor, &holed);
    c->not_known = holed.not_known;
    /* a record would tell of a death, so there is none: where it is missing too, two facts are */
    if (fact == PROP64_FACT_DECEASED && (named(policy, seen.facts) & HOLE(PROP64_FACT_RECORD)))
        return;
    if (date != NULL)
        for (int32_t day = date->lo, last = date->hi; day <= last; day++)
        {
            *date = one_day(day);
            e = run(executor, &holed);
            if (n++ == 0)
                first = e, least = e.at_least;
            agree = agree && e.outcome == first.outcome;
            if (e.at_least < least)
                least = e.at_least;
        }
    else
        for (; fill(&holed, fact, n); n++)
        {
            e = run(executor, &holed);
            if (n == 0)
                first = e, least = e.at_least;
            agree = agree && e.outcome == first.outcome;
            if (e.at_least < least)
                least = e.at_least;
        }
    /* what the law leaves open is named beside the hole */
    if (law_is_open(text, &whole) &&
        (named(policy, seen.facts) & (HOLE(PROP64_FACT_CHARGE) | HOLE(PROP64_FACT_RECORD))))
        return;
    if (n == 0 || open_answer(&first))
        return; /* no value is possible, or a contradiction whatever it is */
    check(agree == !open_answer(&seen),
          "exact: with one hole an answer is given when all its values agree",
          report(text, &holed, &seen, &first));
    if (agree)
        check(seen.outcome == first.outcome, "exact: and it is theirs",
              report(text, &holed, &seen, &first));
    check(seen.at_least == least, "exact: at_least is the least of them",
          report(text, &holed, &seen, &first));
}

/* One policy against one world and its blurs. */
static void
try_world(const Prop64Policy *policy, const Prop64Executor *executor, const Text *text)
{
    static World whole, holed, other;
    Prop64Eligibility truth, seen, narrowed, filled;
    uint64_t holes = 0, keep, missing, salt = state | 1;
    int32_t as_of = DAY(2020);

    random_world(&whole, as_of);
    for (int fact = 1; fact < PROP64_FACT_DECLARED + 2; fact++)
        if (any(3) == 0)
            holes |= HOLE(fact);
    salt = ((uint64_t)any(1u << 30) << 20) | 1;
    blur(&whole, &holed, holes, salt);
    seen = run(executor, &holed);
    /* what completes a case does not make known what was not given */
    whole.conviction.not_known = holed.not_known;
    truth = run(executor, &whole);
    if (open_answer(&truth) && law_is_open(text, &whole))
        return;

    check(!open_answer(&truth), "a case without holes has an answer",
          report(text, &whole, &truth, &seen));
    if (!open_answer(&seen))
    {
        check(seen.outcome == truth.outcome, "sound: a given outcome is the true one",
              report(text, &holed, &seen, &truth));
        if (seen.basis == PROP64_BY_LAW || seen.basis == PROP64_BY_DISCRETION)
            check(seen.basis == truth.basis, "sound: a given basis is the true one",
                  report(text, &holed, &seen, &truth));
    }
    check(seen.at_least == PROP64_AT_LEAST_NOTHING || seen.at_least <= truth.at_least,
          "sound: at_least is a lower bound", report(text, &holed, &seen, &truth));

    /* narrowing: some holes are filled */
    keep = holes & (((uint64_t)any(1u << 30) << 30) | any(1u << 30));
    blur(&whole, &other, keep, salt);
    narrowed = run(executor, &other);
    if (!open_answer(&seen))
        check(narrowed.outcome == seen.outcome, "stable: narrowing keeps a given outcome",
              report(text, &other, &seen, &narrowed));
    else if (!law_is_open(text, &whole))
    {
        check((named(policy, narrowed.facts) & ~named(policy, seen.facts)) == 0,
              "stable: narrowing names no new fact", report(text, &other, &seen, &narrowed));
        check(seen.facts != 0, "an open answer names what is missing",
              report(text, &holed, &seen, &truth));
        missing = named(policy, seen.facts);
        blur(&whole, &other, holes & ~missing, salt);
        filled = run(executor, &other);
        check(!open_answer(&filled), "sufficient: the named facts together decide",
              report(text, &other, &seen, &filled));
        check((missing & ~(holes | HOLE(PROP64_FACT_CONTRADICTION))) == 0,
              "grounded: only holes are named", report(text, &holed, &seen, &truth));
    }
}

/* Print and read again, store and load again: the same bytes. */
static void
try_round_trip(const Prop64Policy *policy, const Text *text)
{
    Prop64Writer printed = {NULL, 0, 0}, again = {NULL, 0, 0};
    Prop64Writer stored = {NULL, 0, 0}, restored = {NULL, 0, 0};
    Prop64Policy copy, loaded;
    Prop64Error err;

    prop64_policy_print(policy, &printed);
    prop64_policy_store(policy, &stored);
    if (!prop64_policy_parse((char *)printed.data, printed.len, &copy, &err))
        check(false, "the print of a policy parses", err.detail);
    else
    {
        prop64_policy_print(&copy, &again);
        prop64_policy_store(&copy, &restored);
        check(printed.len == again.len && memcmp(printed.data, again.data, again.len) == 0,
              "print is a fixpoint", text->data);
        check(stored.len == restored.len && memcmp(stored.data, restored.data, stored.len) == 0,
              "a policy and its print are the same bytes", text->data);
        prop64_policy_free(&copy);
    }
    if (!prop64_policy_load(stored.data, stored.len, &loaded, &err))
        check(false, "stored bytes load", err.detail);
    else
    {
        restored.len = 0;
        prop64_policy_store(&loaded, &restored);
        check(stored.len == restored.len && memcmp(stored.data, restored.data, stored.len) == 0,
              "load and store give the same bytes", text->data);
        prop64_policy_free(&loaded);
    }
    /* damage: an error or a policy, never a crash (the sanitizers look) */
    for (int i = 0; i < 4; i++)
    {
        uint8_t *byte = &stored.data[any((uint32_t)stored.len)];
        uint8_t before = *byte;

        *byte ^= (uint8_t)(1 + any(255));
        if (prop64_policy_load(stored.data, stored.len, &loaded, NULL))
            prop64_policy_free(&loaded);
        *byte = before;
        if (prop64_policy_load(stored.data, any((uint32_t)stored.len), &loaded, NULL))
            prop64_policy_free(&loaded);
    }
    /* damage to text */
    for (int i = 0; i < 4; i++)
    {
        printed.data[any((uint32_t)printed.len)] = (uint8_t)any(256);
        if (prop64_policy_parse((char *)printed.data, printed.len, &copy, &err))
            prop64_policy_free(&copy);
        else
            check(err.offset <= (int32_t)printed.len, "an error stands inside the text",
                  err.detail);
    }
    prop64_free(printed.data);
    prop64_free(again.data);
    prop64_free(stored.data);
    prop64_free(restored.data);
}

extern unsigned long prop64_ways_out;

/* A policy may go through a long record thousands of times, and each can be stopped. */
static void
try_ways_out(void)
{
    static const char *const conditions[] = {
        "charged ever of PC 999",
        "arrested before this conviction of PC 999",
        "registered ever",
        "adjudicated ever of PC 999",
        "convicted ever of PC 999",
        "convictions of PC 999 ever > 3",
        "only PC 459",
        "all sentences complete",
        "at least 99 years since last conviction",
    };
    Prop64Writer pool = {NULL, 0, 0};
    Prop64Charge charge;
    Prop64Record *record;
    uint8_t *history;
    size_t len;

    prop64_charge_parse("PC 459", 6, &charge, NULL);
    for (int i = 0; i < 2000; i++)
    {
        Prop64Event event = {.kind = PROP64_EVENT_CONVICTION,
                             .on_date = {i, i},
                             .sentence_ends = {i, i},
                             .charge = charge.bytes,
                             .charge_len = charge.len};

        if (!prop64_event_append(&pool, &event, NULL))
            abort();
    }
    history = prop64_history_finish(pool.data, pool.len, 2000, &len, NULL);
    record = prop64_record_build(history, len);
    for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++)
    {
        Prop64Conviction conviction;
        Prop64Executor *executor;
        Prop64Eligibility e;
        Prop64Policy policy;
        Prop64Error err;
        unsigned long before = prop64_ways_out;
        char text[256];

        snprintf(text, sizeof(text), "policy 'x'; dismiss 'a' when %s; otherwise review 'b';",
                 conditions[i]);
        if (!prop64_policy_parse(text, strlen(text), &policy, &err))
            abort();
        memset(&conviction, 0, sizeof(conviction));
        conviction.convicted = conviction.offense = (Prop64Bounds){3000, 3000};
        conviction.born = conviction.sentence_ends = (Prop64Bounds){0, 0};
        conviction.charge = charge.bytes;
        conviction.charge_len = charge.len;
        conviction.has_as_of = true;
        conviction.as_of = 4000;
        conviction.record = record;
        executor = prop64_executor_new(&policy, 1);
        prop64_execute(executor, &conviction, &e, NULL);
        check(prop64_ways_out > before, "a walk through a long record can be stopped",
              conditions[i]);
        prop64_executor_free(executor);
        prop64_policy_free(&policy);
    }
    prop64_record_free(record);
    prop64_free(history);
    prop64_free(pool.data);
}

/*
 * A policy that presumes: what is presumed is not what is true, so the promises are not
 * asked for.  But however the record is read, the answer is the same.
 */
static void
try_presumptions(void)
{
    static World whole, holed;
    static Text text;
    Prop64Policy policy;
    Prop64Executor *executor;
    Prop64Error err;
    uint64_t holes = 0;

    random_policy(&text, true);
    if (!prop64_policy_parse(text.data, text.len, &policy, &err))
    {
        check(false, "a random policy parses", text.data);
        return;
    }
    executor = prop64_executor_new(&policy, 1);
    policy_of = &policy;
    for (int k = 0; k < 3; k++)
    {
        random_world(&whole, DAY(2020));
        for (int fact = 1; fact < PROP64_FACT_DECLARED + 2; fact++)
            if (any(2) == 0)
                holes |= HOLE(fact);
        blur(&whole, &holed, holes, ((uint64_t)any(1u << 30) << 20) | 1);
        run(executor, &holed);
    }
    prop64_executor_free(executor);
    prop64_policy_free(&policy);
}

/*
 * Records of which nothing is open, but for what some of them have: keys of all lengths,
 * some twice, and days on both sides of this conviction's.
 */
static void
plain_world(World *w)
{
    static const char *const charges[] = {"PC 459",        "PC 211",     "PC 187",      "PC 288(a)",
                                          "PC 664/PC 459", "HS 11358",   "HS 11357(b)", "PC 459.5",
                                          "PC 186.22(a)",  "HS 11360(a)"};
    static const char *const keys[] = {"a",
                                       "b",
                                       "ab",
                                       "abc1",
                                       "abc2",
                                       "number7",
                                       "number-8",
                                       "number-9a",
                                       "onumber-9a",
                                       "a key of 17 bytes",
                                       "a key of l7 bytes"};
    Prop64Conviction *g = &w->conviction;

    memset(w, 0, sizeof(*w));
    w->has_record = true;
    w->nevents = (int)any(7);
    for (int i = 0; i <= w->nevents; i++)
    {
        const char *text = charges[any(10)];
        const char *key = keys[any(11)];
        Prop64Event *e = &w->events[i];
        int32_t day = 1000 + (int32_t)any(8);

        prop64_charge_parse(text, strlen(text), &w->charges[i], NULL);
        e->kind = any(12) ? PROP64_EVENT_CONVICTION : (Prop64EventKind)(1 + any(6));
        e->level_convicted = e->level_now = PROP64_FELONY;
        e->disposition = any(9) ? PROP64_CONVICTED : (Prop64Disposition)any(8);
        e->on_date = (Prop64Bounds){day, day + (any(40) == 0)};
        e->sentence_ends = (Prop64Bounds){day + 100, day + 100 + (any(40) == 0)};
        e->charge = w->charges[i].bytes;
        e->charge_len = w->charges[i].len;
        if (any(12) > 0)
            e->count_key = (Prop64Key){key, strlen(key)};
    }
    /* the one behind the last tells of this conviction, which the record may know or not */
    *g = (Prop64Conviction){.charge = w->events[w->nevents].charge,
                            .charge_len = w->events[w->nevents].charge_len,
                            .severity = PROP64_FELONY,
                            .convicted = {1004, 1004},
                            .born = {-9000, -9000},
                            .offense = {1002 + (int32_t)any(3), 1002},
                            .sentence_ends = {1100, 1100},
                            .has_as_of = true,
                            .as_of = 1100 + (int32_t)any(8),
                            .count_key = w->events[w->nevents].count_key};
    g->offense.hi = g->offense.lo;
    w->nevents += any(2) && w->nevents < EVENTS_MAX;
}

static void
try_plain_records(void)
{
    static const char *const conditions[] = {
        "only PC 459, PC 211, HS 11358",
        "only PC 459 including attempts",
        "only superstrike",
        "all sentences complete",
        "convicted before this conviction of superstrike",
        "convicted ever of pc290",
        "convicted after this offense of PC 459, PC 211",
        "convicted on this conviction of any offense",
        "convictions of same section before this conviction >= 2",
        "convictions of same section ever = 1",
        "convictions of PC 459 on or after this offense < 2",
        "convictions of superstrike on or before this conviction = 1",
        "registered ever or deceased",
        "adjudicated ever of PC 211",
        "more than 0 years since last conviction",
        "convictions of PC 211 in this case >= 1",
        "all sentences complete and charge in PC 459, PC 211, HS 11358",
        "deceased or charge in PC 459",
        "convictions of same section including attempts ever >= 1 and not charge in PC 187",
    };

    for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++)
    {
        char text[300];
        Prop64Policy policy;
        Prop64Executor *executor;
        Prop64Error err;
        static World w;

        snprintf(text, sizeof(text),
                 "policy 'plain'; dismiss 'such' when %s; otherwise review 'not';", conditions[i]);
        if (!prop64_policy_parse(text, strlen(text), &policy, &err))
        {
            check(false, "a policy for plain records parses", err.detail);
            continue;
        }
        executor = prop64_executor_new(&policy, 1);
        policy_of = &policy;
        for (int k = 0; k < 5000; k++)
        {
            if (k % 50 == 0)
            {
                prop64_charges_free(young);
                young = prop64_charges_new(&policy);
            }
            plain_world(&w);
            run(executor, &w);
        }
        prop64_charges_free(young);
        young = NULL;
        prop64_executor_free(executor);
        prop64_policy_free(&policy);
    }
}

/* A day near the end of a February. */
static int32_t
day_near_leap_day(int32_t year, uint32_t years)
{
    return prop64_day_from_civil(year + (int32_t)any(years), 2, 26) + (int32_t)any(6);
}

/*
 * What is known to the day is decided without the general executor, and as by it: ages
 * and spans up to as-of days that change from case to case.
 */
static void
try_known_days(void)
{
    static const char *const conditions[] = {
        "age now >= 21",
        "age now > 20",
        "age now < 18",
        "age now <= 17",
        "age now = 19",
        "age now <> 19",
        "age now between 18 and 20",
        "age at conviction >= 18",
        "age at offense between 17 and 19",
        "at least 4 years since conviction",
        "more than 4 years since offense",
        "less than 20 years since birth",
        "not more than 4 years since last conviction",
        "at least 0 years since last conviction",
        "sentence complete",
        "all sentences complete and not deceased",
        "convicted on or after 2018-03-01 or offense before 2016-02-29",
        "convicted between 2016-02-28 and 2018-02-28",
        "convicted before this conviction of PC 459",
        "not felony",
    };
    uint8_t *history;
    Prop64Charge charge;
    size_t len;

    prop64_charge_parse("PC 459", 6, &charge, NULL);
    history = prop64_history_finish(NULL, 0, 0, &len, NULL);
    for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++)
    {
        char text[300];
        Prop64Policy policy;
        Prop64Executor *executor;
        Prop64Error err;
        Prop64Record *record = prop64_record_build(history, len);

        snprintf(text, sizeof(text),
                 "policy 'days'; scope PC 459; dismiss 'such' when %s; otherwise review 'not';",
                 conditions[i]);
        if (!prop64_policy_parse(text, strlen(text), &policy, &err))
        {
            check(false, "a policy for known days parses", err.detail);
            continue;
        }
        executor = prop64_executor_new(&policy, 1);
        for (int k = 0; k < 5000; k++)
        {
            Prop64Conviction g = {.charge = charge.bytes,
                                  .charge_len = charge.len,
                                  .severity = any(2) ? PROP64_FELONY : PROP64_MISDEMEANOR,
                                  .has_as_of = true,
                                  .as_of = day_near_leap_day(2019, 4),
                                  .record = record,
                                  .deceased = PROP64_UNKNOWN,
                                  .count_key = {"a", 1}};
            Prop64Eligibility e;
            int64_t quick = 0;
            bool is_quick, contradicts;

            g.born.lo = g.born.hi = day_near_leap_day(1997, 8);
            g.offense.lo = g.offense.hi = day_near_leap_day(2014, 4);
            g.convicted.lo = g.convicted.hi = g.offense.lo + (int32_t)any(3);
            g.convicted.lo = g.convicted.hi = any(2) ? g.convicted.lo : day_near_leap_day(2018, 2);
            g.sentence_ends.lo = g.sentence_ends.hi = g.as_of + (int32_t)any(3) - 1;
            if (any(3) == 0)
                g.deceased = any(2) ? PROP64_TRUE : PROP64_FALSE;
            if (any(10) == 0)
                g.born.lo = g.born.hi = g.offense.lo + 1;
            else if (any(10) == 0)
                g.convicted.lo = g.convicted.hi = g.offense.lo - 1;
            contradicts = g.born.lo > g.offense.lo || g.offense.lo > g.convicted.lo;
            prop64_execute(executor, &g, &e, NULL);
            is_quick = prop64_quick(executor, &g, history, len, &quick);
            /* the first cases may ask a set that nothing is known of */
            check(is_quick || contradicts || k < 10,
                  "a case of which nothing is open is decided at once", conditions[i]);
            check(!is_quick || quick == prop64_eligibility_pack(&e),
                  "days near a leap day are compared alike", conditions[i]);
        }
        prop64_executor_free(executor);
        prop64_policy_free(&policy);
        prop64_record_free(record);
    }
    prop64_free(history);
}

int
main(void)
{
    const char *seed = getenv("PROP64_SEED");
    const char *rounds_text = getenv("PROP64_ROUNDS");
    int rounds = rounds_text ? atoi(rounds_text) : 20000;
    static Text text;

    state = seed ? strtoull(seed, NULL, 10) : UINT64_C(20161109);
    try_ways_out();
    try_plain_records();
    try_known_days();
    printf("# policy_test seed %llu, %d policies\n", (unsigned long long)state, rounds);
    for (int i = 0; i < rounds; i++)
    {
        Prop64Policy policy;
        Prop64Error err;
        Prop64Executor *executor;

        random_policy(&text, false);
        if (!prop64_policy_parse(text.data, text.len, &policy, &err))
        {
            char where[1024];

            snprintf(where, sizeof(where), "%s at %d in\n%.400s", err.detail, err.offset,
                     text.data);
            check(false, "a random policy parses", where);
            continue;
        }
        try_round_trip(&policy, &text);
        executor = prop64_executor_new(&policy, 1);
        policy_of = &policy;
        for (int k = 0; k < 5; k++)
        {
            try_world(&policy, executor, &text);
            try_one_hole(&policy, executor, &text);
        }
        prop64_executor_free(executor);
        prop64_policy_free(&policy);
        try_presumptions();
    }
    return account();
}
