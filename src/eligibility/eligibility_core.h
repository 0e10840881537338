/*
 * eligibility_core.h: the answer in 8 bytes.  Pure.
 *
 * Frozen on disk and on the wire, most significant bits first:
 *
 *   sign         1   always 0, so that the order of values is the order of int8
 *   format       2   0
 *   outcome      4   Prop64Outcome, ascending from least to most favourable
 *   at_least     3   Prop64AtLeast: the least relief certain whatever is missing
 *   basis        2   Prop64Basis
 *   sentence     2   Prop64SentenceStatus on the as-of date
 *   presumed     1   1: a presumption of the policy was used
 *   rule         8   1 to 255, 0 when no rule ends the list (out of scope, undetermined)
 *   facts       26   bit i: the policy's i-th fact.  In an open answer (outcome or
 *                    basis undetermined) those that held it open; in any other
 *                    those that the policy presumed
 *   fingerprint 15   of the policy, so that no other policy explains this answer
 *
 * Valid: what prop64_eligibility_unpack accepts.  It runs on everything that
 * arrives as text, in binary, or as an argument of an accessor.
 */
#ifndef PROP64_ELIGIBILITY_CORE_H
#define PROP64_ELIGIBILITY_CORE_H

#include "common/core.h"

#define PROP64_RULES_MAX        255
#define PROP64_FACTS_MAX        26
#define PROP64_FINGERPRINT_MASK 0x7fffu

typedef enum Prop64Outcome
{
    PROP64_OUT_OF_SCOPE = 1,
    PROP64_UNDETERMINED = 2,
    PROP64_REFER = 3,
    PROP64_REVIEW = 4,
    PROP64_INELIGIBLE = 5,
    PROP64_NO_CHANGE = 6,
    PROP64_REDUCE_TO_MISDEMEANOR = 7,
    PROP64_REDUCE_TO_INFRACTION = 8,
    PROP64_DISMISS = 9
} Prop64Outcome;

typedef enum Prop64AtLeast
{
    PROP64_AT_LEAST_NOTHING = 0, /* a person must look, or the scope is open */
    PROP64_AT_LEAST_INELIGIBLE = 1,
    PROP64_AT_LEAST_NO_CHANGE = 2,
    PROP64_AT_LEAST_MISDEMEANOR = 3,
    PROP64_AT_LEAST_INFRACTION = 4,
    PROP64_AT_LEAST_DISMISS = 5
} Prop64AtLeast;

typedef enum Prop64Basis
{
    PROP64_BASIS_NONE = 0, /* no relief */
    PROP64_BY_DISCRETION = 1,
    PROP64_BY_LAW = 2,
    PROP64_BASIS_UNDETERMINED = 3
} Prop64Basis;

typedef enum Prop64SentenceStatus
{
    PROP64_SENTENCE_UNKNOWN = 0,
    PROP64_SENTENCE_SERVING = 1,
    PROP64_SENTENCE_COMPLETE = 2
} Prop64SentenceStatus;

typedef struct Prop64Eligibility
{
    Prop64Outcome outcome;
    Prop64AtLeast at_least;
    Prop64Basis basis;
    Prop64SentenceStatus sentence;
    bool presumed;
    uint8_t rule;
    uint32_t facts;
    uint16_t fingerprint;
} Prop64Eligibility;

extern int64_t prop64_eligibility_pack(const Prop64Eligibility *e);
extern bool prop64_eligibility_unpack(int64_t value, Prop64Eligibility *e, Prop64Error *err);

static inline bool
prop64_outcome_is_relief(Prop64Outcome outcome)
{
    return outcome >= PROP64_REDUCE_TO_MISDEMEANOR;
}

/* Is something missing?  The facts of an open answer are those that hold it open. */
static inline bool
prop64_is_open(const Prop64Eligibility *e)
{
    return e->outcome == PROP64_UNDETERMINED || e->basis == PROP64_BASIS_UNDETERMINED;
}

/* The bound that an outcome itself sets. */
extern Prop64AtLeast prop64_outcome_at_least(Prop64Outcome outcome);

/* Names as SQL, policies and reports write them. */
extern const char *prop64_outcome_name(Prop64Outcome outcome);
extern const char *prop64_at_least_name(Prop64AtLeast at_least); /* NULL for nothing */
extern const char *prop64_basis_name(Prop64Basis basis);         /* NULL for none */
extern const char *prop64_sentence_name(Prop64SentenceStatus sentence);

/*
 * What a court is asked to do (HS 11361.8(b), (f)): NULL without relief.  While
 * it is not known whether the sentence is complete, both limbs are named.
 */
extern const char *prop64_remedy_name(Prop64Outcome outcome, Prop64SentenceStatus sentence);

/*
 * Text form, a fixed line of words:
 *   dismiss, at least dismiss, by discretion, sentence complete, presumed,
 *   rule 9, facts 0 3, policy 5c1f
 * "at least", "by", "presumed" and "facts" stand only when they say something.
 */
#define PROP64_ELIGIBILITY_TEXT_MAX 256
extern void prop64_eligibility_print(int64_t value, char buf[PROP64_ELIGIBILITY_TEXT_MAX]);
extern bool prop64_eligibility_parse(const char *text, size_t len, int64_t *value,
                                     Prop64Error *err);

#endif /* PROP64_ELIGIBILITY_CORE_H */
