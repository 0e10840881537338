/*
 * doj_line.h: one line of the state's bulk file.  Pure.
 *
 * The file that the Department of Justice sent to counties (HS 11361.9) has a line for
 * every part of a person's record: 95 columns of text, of which these are read.  A line
 * is never refused: what cannot be read is unknown, and the cell stays in the caller's
 * table.
 *
 * Nothing here is stored; but what is read ends up in tables, so a changed reading comes
 * with a new C symbol beside the old (doj_read.c).
 */
#ifndef PROP64_DOJ_LINE_H
#define PROP64_DOJ_LINE_H

#include "charge/charge_core.h"
#include "common/arena.h"
#include "doj/doj_words.h"

/* In the order of the arguments of prop64.doj_read (sql/parts/82_doj_refresh.sql). */
typedef enum Prop64DojColumn
{
    DOJ_SUBJECT_ID,
    DOJ_CII_NUMBER,
    DOJ_PRI_NAME,
    DOJ_GENDER,
    DOJ_PRI_DOB,
    DOJ_RACE_DESCR,
    DOJ_CYC_ORDER,
    DOJ_STP_ORDER,
    DOJ_STP_EVENT_DATE,
    DOJ_STP_TYPE_DESCR,
    DOJ_STP_ORI_DESCR,
    DOJ_STP_ORI_CNTY_NAME,
    DOJ_CNT_ORDER,
    DOJ_OFN,
    DOJ_OFFENSE_CODE,
    DOJ_OFFENSE_DESCR,
    DOJ_OFFENSE_TOC,
    DOJ_OFFENSE_QUAL_LST,
    DOJ_CONV_OFFENSE_CODE,
    DOJ_CONV_OFFENSE_DESCR,
    DOJ_CONV_OFFENSE_TOC,
    DOJ_CONV_OFFENSE_QUAL_LST,
    DOJ_DISP_DESCR,
    DOJ_CONV_STAT_DESCR,
    DOJ_SENT_ORDER,
    DOJ_SENT_LENGTH,
    DOJ_SENT_TIME_CODE,
    DOJ_COMMENT_TEXT,
    PROP64_DOJ_COLUMNS
} Prop64DojColumn;

/* The column's name in the file, in lower case. */
extern const char *prop64_doj_column_name(Prop64DojColumn column);

typedef struct Prop64DojLine
{
    int64_t id; /* its place: file and record; lines are told in this order */
    Prop64Key cells[PROP64_DOJ_COLUMNS]; /* data NULL: empty */
} Prop64DojLine;

/* The kinds of step that are read; all others have nothing that a record needs. */
typedef enum Prop64StepKind
{
    PROP64_STEP_OTHER,
    PROP64_STEP_ARREST, /* arrest, detention, citation; supplemental arrest */
    PROP64_STEP_COURT,
    PROP64_STEP_REGISTRATION,
    PROP64_STEP_DECEASED
} Prop64StepKind;

/* What the words of a disposition make of a line. */
typedef enum Prop64Telling
{
    PROP64_TELLS_NOTHING,   /* no disposition, or words that are not understood */
    PROP64_TELLS_NONE,      /* dismissed, rejected, acquitted: no conviction */
    PROP64_TELLS_LATER,     /* what became of a conviction: set aside, reduced, revoked */
    PROP64_TELLS_CONVICTED, /* a conviction */
} Prop64Telling;

/* Which cells hold the offense. */
typedef enum Prop64ChargeSource
{
    PROP64_FROM_OFFENSE,
    PROP64_FROM_CONVICTED_OFFENSE,
    PROP64_FROM_COMMENT,
    PROP64_FROM_CODE
} Prop64ChargeSource;

extern const char *prop64_charge_source_name(Prop64ChargeSource source);

/* How a key was read; from the second on its count is told by the words of the line. */
typedef enum Prop64DojKey
{
    PROP64_KEY_WHOLE,   /* twelve digits: cycle, step, count, row, three each */
    PROP64_KEY_SHORT,   /* nine to eleven digits: the count is there */
    PROP64_KEY_CUT,     /* fewer digits */
    PROP64_KEY_DAMAGED, /* no number: 1.01001E+11 */
    PROP64_KEY_MISSING
} Prop64DojKey;

typedef struct Prop64DojStep
{
    const Prop64DojLine *line;
    Prop64StepKind kind;
    Prop64Telling tells;
    Prop64Told told; /* the words of the disposition */
    Prop64Bounds on;
    Prop64DojKey key;
    Prop64Key cycle; /* data NULL: unknown */
    Prop64Key step;  /* cycle and step: the court's case */
    Prop64Key count;
    Prop64Key level; /* the cell that tells the level as convicted; data NULL: none */
    /* the offense convicted of */
    Prop64ChargeSource source;
    Prop64ChargeProblem problem;
    Prop64Charge charge; /* len 0: unknown */
    Prop64Key charge_text;
    Prop64Key charged_text; /* data NULL: not told apart */
} Prop64DojStep;

/* A cell without the blanks around it; data NULL when nothing is left. */
extern Prop64Key prop64_doj_trimmed(Prop64Key cell);
extern Prop64Key prop64_doj_cell(const Prop64DojLine *line, Prop64DojColumn column);

/*
 * Reads a line; what has to be put together lives in the arena, the rest in the line.
 * before: the step read before it, whose disposition is often the same; or NULL.
 */
extern void prop64_doj_read_step(const Prop64DojLine *line, const Prop64DojStep *before,
                                 Prop64DojWords *words, Prop64Arena *arena, Prop64DojStep *out);

/* The charge that a cell names, with its qualifier; len 0 when it names none or several. */
extern Prop64ChargeProblem prop64_doj_read_charge(Prop64DojWords *words, Prop64Key text,
                                                  Prop64Key qualifier, Prop64Charge *out);

#endif /* PROP64_DOJ_LINE_H */
