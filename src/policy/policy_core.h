/*
 * policy_core.h: a decision list as a value.  Pure.
 *
 * Text is the contract, the stored form a cache of it:
 *
 *   text --parse--> Prop64Policy --compile--> bytes      (input)
 *   bytes --load--> Prop64Policy --print--> text         (output)
 *                   Prop64Policy --exec--> eligibility   (policy_exec.h)
 *
 * parse knows the grammar (doc/policy.md), compile the meaning: names, types,
 * limits, which facts are read.  load checks every byte, so a stored policy can
 * be damaged but cannot hurt.  The bytes are a function of the canonical text:
 * equal texts are equal bytes, and equality and hash are those of the bytes.
 *
 * Stored form, big-endian, frozen:
 *
 *   u8 format version (1), u8 zero
 *   texts: name, source, undetermined label, law version   u32 length (all ones: absent), bytes
 *   u8 has as-of day; i32 as-of day
 *   u8 number of facts read, each u8 fact number: bit i of an eligibility is the i-th
 *   u16 number of declared facts, each: text name, u8 type
 *   u16 number of presumptions, each: u8 fact number, value
 *   u16 number of sets, each: u8 kind, u8 forms included, text name,
 *       u32 number of charges, each: u8 length, bytes
 *   u16 set number of the scope (all ones: everything)
 *   u16 number of rules, each: u8 outcome, u8 basis, texts reason, label,
 *       authority, note, u8 has condition, condition
 *
 *   condition: u8 operator, its operands as policy_ops[] lists them, then its
 *       sub-conditions.  value: u8 kind, i64 number or text.
 *
 * Valid: what prop64_policy_load accepts.
 */
#ifndef PROP64_POLICY_CORE_H
#define PROP64_POLICY_CORE_H

#include "charge/charge_core.h"
#include "common/arena.h"
#include "common/bytes.h"
#include "common/day.h"
#include "common/level.h"
#include "eligibility/eligibility_core.h"
#include "history/history_core.h"

#define PROP64_POLICY_FORMAT      1
#define PROP64_POLICY_TEXT_MAX    1000000 /* bytes of a policy's text */
#define PROP64_POLICY_DEPTH_MAX   250     /* conditions inside conditions */
#define PROP64_POLICY_SETS_MAX    1000
#define PROP64_POLICY_CHARGES_MAX 10000 /* in all sets together */
#define PROP64_POLICY_NAME_MAX    63    /* bytes of a declared name */

/* Facts of the language; numbers are frozen, append only. */
typedef enum Prop64Fact
{
    PROP64_FACT_CHARGE = 1,
    PROP64_FACT_SEVERITY = 2,
    PROP64_FACT_CONVICTED = 3,
    PROP64_FACT_BORN = 4,
    PROP64_FACT_OFFENSE = 5,
    PROP64_FACT_SENTENCE = 6, /* when the sentence ends */
    PROP64_FACT_DECEASED = 7,
    PROP64_FACT_RECORD = 8,
    PROP64_FACT_COUNT_KEY = 9,
    PROP64_FACT_CASE_KEY = 10,
    PROP64_FACT_CYCLE_KEY = 11,
    PROP64_FACT_CONTRADICTION = 12,
    PROP64_FACT_BUILT_IN_END = 13,
    PROP64_FACT_DECLARED = 32 /* the first declared fact; the others follow */
} Prop64Fact;

typedef enum Prop64FactType
{
    PROP64_TYPE_BOOLEAN = 1,
    PROP64_TYPE_NUMBER = 2, /* millionths, as int64 */
    PROP64_TYPE_TEXT = 3,
    PROP64_TYPE_DATE = 4
} Prop64FactType;

#define PROP64_NUMBER_SCALE 1000000

/* A literal: number holds a boolean, a day, a level, or millionths. */
typedef enum Prop64ValueKind
{
    PROP64_VALUE_BOOLEAN = 1,
    PROP64_VALUE_NUMBER = 2,
    PROP64_VALUE_TEXT = 3,
    PROP64_VALUE_DATE = 4,
    PROP64_VALUE_LEVEL = 5,
    PROP64_VALUE_COMPLETE = 6, /* presume sentence complete */
    PROP64_VALUE_EMPTY = 7     /* presume record empty */
} Prop64ValueKind;

/* Text inside a policy: data NULL when absent. */
typedef struct Prop64Text
{
    const char *data;
    uint32_t len;
} Prop64Text;

typedef struct Prop64Value
{
    Prop64ValueKind kind;
    int64_t number;
    Prop64Text text;
} Prop64Value;

/* What a condition asks; numbers are frozen, append only.  See policy_ops[]. */
typedef enum Prop64Op
{
    PROP64_OP_AND = 1,
    PROP64_OP_OR = 2,
    PROP64_OP_NOT = 3,
    PROP64_OP_LEVEL = 4,          /* felony */
    PROP64_OP_DECEASED = 5,       /* deceased */
    PROP64_OP_CHARGE_IN = 6,      /* charge in SET */
    PROP64_OP_DATE = 7,           /* convicted on or after DAY */
    PROP64_OP_DATE_BETWEEN = 8,   /* convicted between DAY and DAY */
    PROP64_OP_AGE = 9,            /* age now >= N */
    PROP64_OP_AGE_BETWEEN = 10,   /* age at offense between N and N */
    PROP64_OP_SPAN = 11,          /* at least N years since ANCHOR */
    PROP64_OP_HAPPENED = 12,      /* convicted before this conviction of SET */
    PROP64_OP_COUNT = 13,         /* convictions of SET before this conviction >= N */
    PROP64_OP_ONLY = 14,          /* only SET */
    PROP64_OP_SENTENCE = 15,      /* sentence complete */
    PROP64_OP_ALL_SENTENCES = 16, /* all sentences complete */
    PROP64_OP_FACT_TRUE = 17,     /* a declared boolean */
    PROP64_OP_FACT_COMPARE = 18,  /* grams <= 28.5 */
    PROP64_OP_KNOWN = 19,         /* born is known */
    PROP64_OP_CONDUCT = 20,       /* conduct = 'cultivation' */
    PROP64_OP_END = 21
} Prop64Op;

/* Operands, each an int32 of the condition; stored as an i32 in this order. */
typedef enum Prop64Operand
{
    PROP64_ARG_NONE = 0,
    PROP64_ARG_LEVEL,
    PROP64_ARG_SET,     /* index, or -1: any offence */
    PROP64_ARG_SUBJECT, /* a Prop64Fact that is a date */
    PROP64_ARG_ORDER,   /* Prop64Order */
    PROP64_ARG_DAY,
    PROP64_ARG_MOMENT,   /* Prop64Moment */
    PROP64_ARG_COMPARE,  /* Prop64Compare */
    PROP64_ARG_COUNT,    /* 0 to 1000 */
    PROP64_ARG_SPAN,     /* Prop64Span */
    PROP64_ARG_ANCHOR,   /* Prop64Anchor */
    PROP64_ARG_KIND,     /* Prop64EventKind */
    PROP64_ARG_WHEN,     /* Prop64When: order and reference */
    PROP64_ARG_DECLARED, /* index of a declared fact */
    PROP64_ARG_FACT,     /* a Prop64Fact that may be known, or PROP64_FACT_DECLARED + index */
    PROP64_ARG_VALUE     /* the condition's value; must be last */
} Prop64Operand;

#define PROP64_OPERANDS_MAX 4

typedef enum Prop64Order
{
    PROP64_BEFORE = 1,
    PROP64_ON_OR_BEFORE = 2,
    PROP64_ON = 3,
    PROP64_ON_OR_AFTER = 4,
    PROP64_AFTER = 5,
    PROP64_ORDER_END = 6
} Prop64Order;

typedef enum Prop64Compare
{
    PROP64_LT = 1,
    PROP64_LE = 2,
    PROP64_EQ = 3,
    PROP64_NE = 4,
    PROP64_GE = 5,
    PROP64_GT = 6,
    PROP64_COMPARE_END = 7
} Prop64Compare;

/* Of an age. */
typedef enum Prop64Moment
{
    PROP64_NOW = 1,
    PROP64_AT_CONVICTION = 2,
    PROP64_AT_OFFENSE = 3,
    PROP64_MOMENT_END = 4
} Prop64Moment;

typedef enum Prop64Span
{
    PROP64_AT_LEAST_YEARS = 1,
    PROP64_MORE_THAN_YEARS = 2,
    PROP64_LESS_THAN_YEARS = 3,
    PROP64_NOT_MORE_THAN_YEARS = 4,
    PROP64_SPAN_END = 5
} Prop64Span;

typedef enum Prop64Anchor
{
    PROP64_SINCE_BIRTH = 1,
    PROP64_SINCE_CONVICTION = 2,
    PROP64_SINCE_OFFENSE = 3,
    PROP64_SINCE_LAST_CONVICTION = 4,
    PROP64_ANCHOR_END = 5
} Prop64Anchor;

/*
 * When an event of the record happened: 0 is ever; order * 16 + reference compares
 * its day with one of this conviction's; a reference of its own (order 0) asks
 * whether it stands in this case or cycle, or between the two days, both counted.
 * The flag asks besides that it stands in another case.
 */
#define PROP64_EVER                   0
#define PROP64_THIS_CONVICTION        1
#define PROP64_THIS_OFFENSE           2
#define PROP64_IN_THIS_CASE           3
#define PROP64_IN_THIS_CYCLE          4
#define PROP64_OFFENSE_TO_CONVICTION  5
#define PROP64_IN_ANOTHER_CASE        256
#define PROP64_WHEN(order, reference) ((order)*16 + (reference))
#define PROP64_WHEN_ORDER(when)       ((Prop64Order)(((when)&255) / 16))
#define PROP64_WHEN_REFERENCE(when)   ((when) % 16)

/* The facts of this conviction that a when looks at; bit f: fact f. */
extern uint64_t prop64_when_facts(int32_t when);

/* Does a when compare days? */
static inline bool
prop64_when_is_day(int32_t when)
{
    return PROP64_WHEN_ORDER(when) != 0 ||
           PROP64_WHEN_REFERENCE(when) == PROP64_OFFENSE_TO_CONVICTION;
}

typedef struct Prop64OpInfo
{
    const char *name; /* for messages of load */
    int conditions;   /* sub-conditions: 0, 1, 2 */
    Prop64Operand operands[PROP64_OPERANDS_MAX];
} Prop64OpInfo;

/* One row an operator: parser, compiler, printer, loader and executor read it. */
extern const Prop64OpInfo prop64_policy_ops[PROP64_OP_END];

typedef struct Prop64Condition
{
    Prop64Op op;
    int32_t arg[PROP64_OPERANDS_MAX]; /* as the operator's row says */
    Prop64Value value;
    struct Prop64Condition *left;
    struct Prop64Condition *right;
    int32_t height; /* conditions below it and itself, at most PROP64_POLICY_DEPTH_MAX */
    int32_t offset; /* where it stands in the text; -1 when loaded */
} Prop64Condition;

typedef enum Prop64SetKind
{
    PROP64_SET_CHARGES = 1,      /* a list of charges; named or written in place */
    PROP64_SET_LAW = 2,          /* a built-in list, by name */
    PROP64_SET_SAME_SECTION = 3, /* the section of this conviction */
    PROP64_SET_LAW_OPEN = 4,     /* what a built-in list leaves open, by its name */
    PROP64_SET_LAW_CERTAIN = 5,  /* what it does not leave open, by its name */
    PROP64_SET_KIND_END = 6
} Prop64SetKind;

/* Forms that a set includes beside the completed offence; bits. */
#define PROP64_INCLUDING_ATTEMPTS      1
#define PROP64_INCLUDING_CONSPIRACIES  2
#define PROP64_INCLUDING_SOLICITATIONS 4
#define PROP64_INCLUDING_ACCESSORIES   8
#define PROP64_INCLUDING_ALL           15

typedef struct Prop64Set
{
    Prop64SetKind kind;
    uint8_t including;
    Prop64Text name; /* declared name, or name of the built-in list */
    uint32_t ncharges;
    Prop64Charge *charges;
    int32_t offset; /* where it stands in the text; -1 when loaded */
} Prop64Set;

/* Does a built-in list stand behind the set? */
static inline bool
prop64_set_is_law(const Prop64Set *set)
{
    return set->kind == PROP64_SET_LAW || set->kind == PROP64_SET_LAW_OPEN ||
           set->kind == PROP64_SET_LAW_CERTAIN;
}

/* Can two counts of one case be in the set together, and neither alone? */
static inline bool
prop64_set_has_pairs(const Prop64Set *set)
{
    return set->kind == PROP64_SET_LAW || set->kind == PROP64_SET_LAW_CERTAIN;
}

typedef struct Prop64DeclaredFact
{
    Prop64Text name;
    Prop64FactType type;
} Prop64DeclaredFact;

typedef struct Prop64Presumption
{
    int fact; /* Prop64Fact, or PROP64_FACT_DECLARED + index */
    Prop64Value value;
} Prop64Presumption;

typedef struct Prop64Rule
{
    Prop64Outcome outcome;
    Prop64Basis basis; /* NONE for outcomes that are no relief */
    Prop64Text reason;
    Prop64Text label;
    Prop64Text authority;
    Prop64Text note;
    Prop64Condition *when; /* NULL: always (otherwise) */
} Prop64Rule;

typedef struct Prop64Policy
{
    Prop64Arena arena; /* holds everything below */
    Prop64Text name;
    Prop64Text source;
    Prop64Text undetermined_label;
    Prop64Text law;     /* version of the built-in lists */
    int32_t law_offset; /* where it stands in the text */
    bool has_as_of;
    int32_t as_of;
    int nfacts; /* facts that the policy reads, in bit order; compile and load fill it */
    uint8_t facts[PROP64_FACTS_MAX];
    int ndeclared;
    Prop64DeclaredFact *declared;
    int npresumed;
    Prop64Presumption *presumed;
    int nsets;
    Prop64Set *sets;
    int scope; /* set index, -1: everything */
    int nrules;
    Prop64Rule *rules;
} Prop64Policy;

/* Text to policy, with every name and type checked; false fills err. */
extern bool prop64_policy_parse(const char *text, size_t len, Prop64Policy *policy,
                                Prop64Error *err);

/* The grammar's half and the meaning's half of prop64_policy_parse. */
extern bool prop64_policy_read(const char *text, size_t len, Prop64Policy *policy,
                               Prop64Error *err);
extern bool prop64_policy_compile(Prop64Policy *policy, Prop64Error *err);

/* Policy to bytes and back.  load points into bytes, which must outlive the policy. */
extern void prop64_policy_store(const Prop64Policy *policy, Prop64Writer *out);
extern bool prop64_policy_load(const uint8_t *bytes, size_t len, Prop64Policy *policy,
                               Prop64Error *err);

/* A number of millionths without needless zeros, not INT64_MIN; returns its length, adds no NUL. */
#define PROP64_NUMBER_TEXT_MAX 32
extern size_t prop64_number_print(int64_t millionths, char buf[PROP64_NUMBER_TEXT_MAX]);

/* Canonical text, appended; printing one condition serves trace and explain. */
extern void prop64_policy_print(const Prop64Policy *policy, Prop64Writer *out);
extern void prop64_condition_print(const Prop64Policy *policy, const Prop64Condition *condition,
                                   Prop64Writer *out);

extern void prop64_policy_free(Prop64Policy *policy);

/* 15 bits of the stored form, kept in every eligibility that the policy gives. */
extern uint16_t prop64_policy_fingerprint(const uint8_t *bytes, size_t len);

/* Name of a fact as SQL and people write it. */
extern Prop64Text prop64_fact_name(const Prop64Policy *policy, int fact);

/* Can "is known" ask for a fact?  The keys and a contradiction are no facts of the case. */
extern bool prop64_fact_may_be_known(const Prop64Policy *policy, int fact);

/* Bit of a fact in an eligibility; 0 when the policy does not read it. */
extern uint32_t prop64_fact_bit(const Prop64Policy *policy, int fact);

/* The facts that a condition reads, bit f for fact f; those of no condition are none. */
extern uint64_t prop64_condition_reads(const Prop64Policy *policy,
                                       const Prop64Condition *condition);

/* Does some condition compare with the as-of day? */
extern bool prop64_policy_reads_as_of(const Prop64Policy *policy);

/* Words shared by parser and printer. */
extern const char *prop64_order_name(Prop64Order order);
extern const char *prop64_compare_name(Prop64Compare compare);

#endif /* PROP64_POLICY_CORE_H */
