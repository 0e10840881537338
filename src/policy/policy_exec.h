/*
 * policy_exec.h: running a policy over one conviction.  Pure.
 *
 * Every fact may be missing.  Dates are bounds; conditions are true, false or
 * unknown (Kleene); a rule that is unknown stays possible.  What is promised:
 * an outcome that is given is that of every way to fill what is missing.
 *
 * Unknown dates are narrowed by what is known before any condition looks:
 * born <= offense <= convicted, offense <= arrest of the same cycle, and an
 * unknown conviction lies on or before the as-of day.
 *
 * Nothing here raises of itself, reads a clock, or answers by what it was asked
 * before: an executor remembers charges (policy_charges.h), which only makes it
 * faster, and so one executor is for one caller at a time.
 * A call allocates only where one fact alone is missing (policy_settle.c): the
 * values at which a condition changes stand in a list that grows.
 */
#ifndef PROP64_POLICY_EXEC_H
#define PROP64_POLICY_EXEC_H

#include "history/record.h"
#include "policy/policy_core.h"

/* The value of a declared fact. */
typedef struct Prop64FactValue
{
    bool known;      /* false: nothing below counts */
    int64_t lo;      /* number in millionths, day, or boolean; lo < hi: bounds */
    int64_t hi;      /* INT64_MIN and INT64_MAX are open ends */
    Prop64Text text; /* of a text fact */
} Prop64FactValue;

/* What a policy asks of one record again and again (policy_memo.h). */
typedef struct Prop64Memo Prop64Memo;

/* One conviction, as the caller knows it.  Unknown: NULL, 0, ANY_DAY, UNKNOWN. */
typedef struct Prop64Conviction
{
    const uint8_t *charge;
    size_t charge_len;
    Prop64Level severity; /* as it stands on the as-of day */
    Prop64Bounds convicted;
    Prop64Bounds born;
    Prop64Bounds offense;
    Prop64Bounds sentence_ends;
    Prop64Truth deceased;
    bool has_as_of; /* else the policy's; the caller makes sure that there is one */
    int32_t as_of;
    bool has_asked; /* else it is asked about on the as-of day */
    int32_t asked;  /* an unknown conviction is not after this day */
    const Prop64Record *record;
    Prop64LaterRecord *later; /* in place of a record, read when a rule asks for it; or NULL */
    const Prop64Memo *memo;   /* of this record and this policy, or NULL */
    Prop64Key count_key;
    Prop64Key case_key;
    Prop64Key cycle_key;
    const Prop64FactValue *declared; /* one for each declared fact, or NULL */
    uint64_t not_known; /* facts that "is known" denies: those open when values are tried */
} Prop64Conviction;

/* How one rule came out; bits are the policy's facts as in an eligibility. */
typedef struct Prop64RuleTrace
{
    bool reached; /* false: an earlier rule ended the list */
    Prop64Truth truth;
    uint32_t missing;
    uint32_t presumed;
    uint32_t first_found; /* what it found in the record: so many of the trace's, from this one */
    uint32_t nfound;
} Prop64RuleTrace;

/* Something of the record that a condition looked for, or that stood in its way. */
typedef struct Prop64Found
{
    Prop64Event event; /* a count as it stands now; its texts are the record's */
    Prop64Truth truth; /* unknown: it may be such */
    const void *source;
} Prop64Found;

/* Conditions stop at the first that decides, and a trace keeps no more than this. */
#define PROP64_FOUND_MAX 1000

typedef struct Prop64Trace
{
    Prop64RuleTrace rules[PROP64_RULES_MAX];
    uint32_t nfound;
    uint32_t room;
    Prop64Found *found; /* NULL when nothing was; to be freed */
} Prop64Trace;

/* A policy made ready: its built-in lists prepared.  One free gives all back. */
typedef struct Prop64Executor Prop64Executor;

extern Prop64Executor *prop64_executor_new(const Prop64Policy *policy, uint16_t fingerprint);
extern void prop64_executor_free(Prop64Executor *executor);

/* trace is NULL, or is filled; a conviction that is traced has no memo. */
extern void prop64_execute(const Prop64Executor *executor, const Prop64Conviction *conviction,
                           Prop64Eligibility *out, Prop64Trace *trace);

/*
 * The first day, from the as-of day on, on which some relief is certain when nothing
 * but time has passed; false when there is none.  There must be an as-of day.
 */
extern bool prop64_eligible_from_day(const Prop64Executor *executor,
                                     const Prop64Conviction *conviction, int32_t *day);

/*
 * The facts that "is known" denies, of those that the policy reads.  A case that
 * is completed keeps them: "is known" asks what was given, not what is so.
 */
extern uint64_t prop64_not_known(const Prop64Executor *executor,
                                 const Prop64Conviction *conviction);

#endif /* PROP64_POLICY_EXEC_H */
