/*
 * doj_finding.h: what is wrong with lines of the state's bulk file.  Pure.
 *
 * A finding names the line, the column, the kind, how grave it is and what it means for
 * the record; it refuses nothing.  error: an answer may be wrong or missing because of
 * it; warning: an answer may be open because of it; note: it was read all the same.
 */
#ifndef PROP64_DOJ_FINDING_H
#define PROP64_DOJ_FINDING_H

#include "doj/doj_line.h"

typedef enum Prop64FindingKind
{
    PROP64_FINDING_NONE, /* nothing is wrong */
    PROP64_UNREADABLE_DATE,
    PROP64_IMPOSSIBLE_DATE,
    PROP64_FUTURE_DATE,
    PROP64_MISSING_DATE,
    PROP64_BIRTH_AFTER_CONVICTION,
    PROP64_TWO_BIRTHS,
    PROP64_MISSING_BIRTH,
    PROP64_UNKNOWN_SEVERITY,
    PROP64_CONTRADICTORY_SEVERITY,
    PROP64_MISSING_CHARGE,
    PROP64_UNREADABLE_CHARGE,
    PROP64_SEVERAL_CHARGES,
    PROP64_CHARGE_IN_COMMENT,
    PROP64_CHARGE_FROM_CODE,
    PROP64_MISSING_KEY,
    PROP64_DAMAGED_KEY,
    PROP64_TRUNCATED_KEY,
    PROP64_DUPLICATE_LINE,
    PROP64_DUPLICATE_COUNT,
    PROP64_TWO_OFFENSES,
    PROP64_UNKNOWN_DISPOSITION,
    PROP64_CONTRADICTORY_STATES,
    PROP64_STATE_WITHOUT_CONVICTION,
    PROP64_UNREADABLE_SENTENCE,
    PROP64_MISSING_COUNTY,
    PROP64_PADDED_COUNTY,
    PROP64_MISSING_NUMBER,
    PROP64_PADDED_NUMBER,
    PROP64_FINDING_KINDS
} Prop64FindingKind;

typedef struct Prop64Finding
{
    int64_t line_id;
    Prop64DojColumn column;
    Prop64FindingKind kind;
    Prop64Key value; /* what the cell holds */
} Prop64Finding;

/* In words: the kind, how grave it is, and what it means. */
extern const char *prop64_finding_kind(Prop64FindingKind kind);
extern const char *prop64_finding_severity(Prop64FindingKind kind);
extern const char *prop64_finding_text(Prop64FindingKind kind);

/* A list that grows in an arena. */
typedef struct Prop64Findings
{
    Prop64Arena *arena;
    Prop64Finding *list;
    int n;
} Prop64Findings;

extern void prop64_find(Prop64Findings *findings, const Prop64DojLine *line, Prop64DojColumn column,
                        Prop64FindingKind kind);

/*
 * What is wrong with a date's cell, NONE when it is a date or empty; received: the day on
 * which the file was there, after which nothing in it can have happened.
 */
extern Prop64FindingKind prop64_date_finding(Prop64Key cell, int32_t received);

/* Everything that a step shows by itself. */
extern void prop64_find_in_step(Prop64Findings *findings, const Prop64DojStep *step,
                                int32_t received);

#endif /* PROP64_DOJ_FINDING_H */
