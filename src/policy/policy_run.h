/*
 * policy_run.h: one run of a policy over one conviction, while it lasts.  Pure.
 *
 * Shared by policy_exec.c (rules), policy_ask.c (what a condition asks of this
 * conviction), policy_ask_record.c (what it asks of the record), policy_glance.c
 * (that of a record of which nothing is open), policy_quick.c (cases of which nothing
 * is open) and policy_settle.c (one fact missing).
 */
#ifndef PROP64_POLICY_RUN_H
#define PROP64_POLICY_RUN_H

#include "charge/charge_law.h"
#include "policy/policy_charges.h"
#include "policy/policy_exec.h"
#include "policy/policy_facts.h"
#include "policy/policy_glance.h"
#include "policy/policy_quick.h"

struct Prop64Executor
{
    const Prop64Policy *policy;
    uint16_t fingerprint;
    Prop64LawMatcher **lists; /* one a set; NULL for sets that are no built-in list */
    Prop64Charge pc290;       /* the section whose registrations count */
    bool *reads_record;       /* one a rule, and one for the scope */
    Prop64Charges *charges;   /* what the sets say of the charges met last, or NULL */
    Prop64Quick *quick;       /* the rules for cases of which nothing is open, or NULL */
};

typedef struct Prop64Run
{
    const Prop64Executor *executor;
    Prop64Facts facts;
    uint64_t used;       /* presumed facts that a condition looked at */
    Prop64Trace *trace;  /* or NULL */
    uint32_t found_from; /* where in the trace this rule's findings begin */
    /* what is known of this conviction's charge, while nothing new is met */
    const Prop64KnownCharge *this_charge;
    unsigned this_turn;
    /* likewise of the charges of a short record's counts */
    Prop64KnownCharge *known[PROP64_RECORD_FEW];
    unsigned known_turn;
    bool has_known;
    bool never_known;       /* a charge that is not remembered: do not try again */
    uint64_t may_be_in;     /* the sets that some other count may be in */
    uint64_t all_in;        /* those that all other counts are in */
    uint64_t own_section;   /* of this conviction's charge, when it is that short */
    size_t own_section_len; /* else 0 */
    Prop64Glance glance;
} Prop64Run;

/* What a condition came to; missing names language facts, and only when unknown. */
typedef struct Prop64Answer
{
    Prop64Truth truth;
    uint64_t missing;
} Prop64Answer;

/* ---- Kleene's logic on answers ------------------------------------------- */

static inline Prop64Answer
answer(Prop64Truth truth, uint64_t missing)
{
    return (Prop64Answer){truth, truth == PROP64_UNKNOWN ? missing : 0};
}

static inline Prop64Answer
yes_no(bool b)
{
    return (Prop64Answer){prop64_truth(b), 0};
}

static inline Prop64Answer
unknown(uint64_t missing)
{
    return (Prop64Answer){PROP64_UNKNOWN, missing};
}

static inline Prop64Answer
both(Prop64Answer a, Prop64Answer b)
{
    if (a.truth == PROP64_FALSE || b.truth == PROP64_FALSE)
        return yes_no(false);
    return (Prop64Answer){a.truth < b.truth ? a.truth : b.truth, a.missing | b.missing};
}

static inline Prop64Answer
either(Prop64Answer a, Prop64Answer b)
{
    if (a.truth == PROP64_TRUE || b.truth == PROP64_TRUE)
        return yes_no(true);
    return (Prop64Answer){a.truth > b.truth ? a.truth : b.truth, a.missing | b.missing};
}

static inline Prop64Answer
negation(Prop64Answer a)
{
    return (Prop64Answer){prop64_not(a.truth), a.missing};
}

/* Notes that a condition looked at a fact, for the answer to say what was presumed. */
static inline void
look_at(Prop64Run *run, int fact)
{
    run->used |= run->facts.presumed & PROP64_FACT_MASK(fact);
}

/* The bit of a fact, when its bounds leave it open. */
static inline uint64_t
open_fact(Prop64Bounds b, int fact)
{
    return prop64_one_day(b) ? 0 : PROP64_FACT_MASK(fact);
}

/* ---- policy_ask.c -------------------------------------------------------- */

extern Prop64Answer prop64_ask(Prop64Run *run, const Prop64Condition *c);

/* A date of this conviction, as known or presumed. */
static inline Prop64Bounds
prop64_ask_date(Prop64Run *run, int fact)
{
    const Prop64Conviction *g = &run->facts.given;

    look_at(run, fact);
    switch (fact)
    {
        case PROP64_FACT_CONVICTED:
            return g->convicted;
        case PROP64_FACT_BORN:
            return g->born;
        case PROP64_FACT_OFFENSE:
            return g->offense;
        default:
            return g->sentence_ends;
    }
}

extern Prop64Truth prop64_ask_order(Prop64Bounds a, Prop64Order order, Prop64Bounds b);
extern Prop64Truth prop64_ask_compare(int64_t lo, int64_t hi, Prop64Compare compare, int64_t n);

/* Was the fact given, to the day or the number?  Neither what is presumed nor what is tried. */
extern bool prop64_ask_known(const Prop64Run *run, int fact);

/* Is a charge in a set?  unknown_as is what is missing when that cannot be said. */
extern Prop64Answer prop64_ask_set(const Prop64Run *run, int32_t index, const uint8_t *charge,
                                   size_t len, Prop64Level level, Prop64Bounds date,
                                   uint64_t unknown_as);
/* What a set says of a known charge in every row, whatever the day and the level. */
extern Prop64Remembered prop64_ask_known_always(const Prop64Run *run, int32_t index,
                                                Prop64KnownCharge *known, const uint8_t *charge,
                                                size_t len);
/* This conviction's citation, or the one at which its attempt aims; len 0: unknown. */
extern const uint8_t *prop64_ask_own_section(const Prop64Conviction *g, size_t *len);
extern Prop64Answer prop64_ask_this_set(Prop64Run *run, int32_t index);
extern Prop64Truth prop64_ask_complete(const Prop64Run *run, Prop64Bounds sentence_ends);
extern Prop64Answer prop64_ask_sentence(Prop64Run *run);

/* ---- policy_ask_record.c ------------------------------------------------- */

extern Prop64Answer prop64_ask_happened(Prop64Run *run, const Prop64Condition *c);
extern Prop64Answer prop64_ask_count(Prop64Run *run, const Prop64Condition *c);
extern Prop64Answer prop64_ask_only(Prop64Run *run, int32_t set);
extern Prop64Answer prop64_ask_all_sentences(Prop64Run *run);

/* May the event be what a condition that looks for events asks for, whenever it was? */
extern bool prop64_ask_may_be(const Prop64Run *run, const Prop64Event *event,
                              const Prop64Condition *c);

/* When the person was last convicted of anything, this conviction included. */
extern Prop64Bounds prop64_ask_last_conviction(Prop64Run *run, uint64_t *missing);

/* ---- policy_glance.c ----------------------------------------------------- */

/*
 * What conditions ask of a record that waits: true or false, or unknown when one look
 * does not tell.  Then the record is read, and asked.
 */
extern Prop64Truth prop64_glance_happened(Prop64Run *run, const Prop64Condition *c);
extern Prop64Truth prop64_glance_count(Prop64Run *run, const Prop64Condition *c);
extern Prop64Truth prop64_glance_only(Prop64Run *run, int32_t set);
extern Prop64Truth prop64_glance_all_sentences(Prop64Run *run);
extern Prop64Truth prop64_glance_deceased(Prop64Run *run);
/* When the person was last convicted; false when one look does not tell. */
extern bool prop64_glance_last_conviction(Prop64Run *run, int32_t *day);

/* ---- policy_exec.c, policy_settle.c -------------------------------------- */

/* One run of the list; returns the language facts that are missing. */
extern uint64_t prop64_execute_once(const Prop64Executor *executor,
                                    const Prop64Conviction *conviction, Prop64Eligibility *out,
                                    Prop64Trace *trace);

/* Tries the values of the one fact that is missing, and writes what they agree on into e. */
extern void prop64_settle(const Prop64Executor *executor, const Prop64Conviction *given, int fact,
                          Prop64Eligibility *e);

#endif /* PROP64_POLICY_RUN_H */
