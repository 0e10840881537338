/* doj_finding.c: see doj_finding.h.  Pure. */
#include "doj/doj_finding.h"

#include "history/sentence.h"

typedef struct Words
{
    const char *kind;
    const char *severity;
    const char *text;
} Words;

static const Words words[PROP64_FINDING_KINDS] = {
    [PROP64_FINDING_NONE] = {"none", "note", ""},
    [PROP64_UNREADABLE_DATE] = {"unreadable date", "warning",
                                "The cell is no date as the state writes one, YYYYMMDD; the day "
                                "is unknown."},
    [PROP64_IMPOSSIBLE_DATE] = {"impossible date", "warning",
                                "No calendar has this day; the day is unknown."},
    [PROP64_FUTURE_DATE] = {"future date", "error",
                            "The day is after the one on which the file was received; it was read "
                            "as it stands."},
    [PROP64_MISSING_DATE] = {"missing date", "warning",
                             "The line tells of a conviction and not its day."},
    [PROP64_BIRTH_AFTER_CONVICTION] = {"birth after conviction", "error",
                                       "The person is born after this conviction: one of the two "
                                       "days is wrong, and nothing tells which."},
    [PROP64_TWO_BIRTHS] = {"two births", "warning",
                           "The lines of this person state different days of birth; the day is "
                           "taken as one of them or between them."},
    [PROP64_MISSING_BIRTH] = {"missing birth", "note",
                              "No line of this person states a day of birth."},
    [PROP64_UNKNOWN_SEVERITY] = {"unknown severity", "warning",
                                 "The conviction is told as neither felony, misdemeanor nor "
                                 "infraction."},
    [PROP64_CONTRADICTORY_SEVERITY] = {"contradictory severity", "note",
                                       "Convicted at another level than the type of the offense; "
                                       "the level as convicted was taken."},
    [PROP64_MISSING_CHARGE] = {"missing charge", "error", "A conviction without an offense."},
    [PROP64_UNREADABLE_CHARGE] = {"unreadable charge", "error",
                                  "The words name no section that can be read; charge_problem() "
                                  "says why."},
    [PROP64_SEVERAL_CHARGES] = {"several charges", "error",
                                "The words name alternatives or several offenses; to_charges() "
                                "lists them, and which one it was is unknown."},
    [PROP64_CHARGE_IN_COMMENT] = {"charge in comment", "note",
                                  "The offense is told by the comment alone."},
    [PROP64_CHARGE_FROM_CODE] = {"charge from code", "note",
                                 "The offense is told by the state's number of it alone."},
    [PROP64_MISSING_KEY] = {"missing key", "error",
                            "Without CNT_ORDER the count is told by its step, its day and its "
                            "offense; two counts of one section in one step are taken for one."},
    [PROP64_DAMAGED_KEY] =
        {"damaged key", "error",
         "CNT_ORDER is no number of twelve digits, as when a spreadsheet has "
         "rewritten it; the count is told by its step, its day and its offense."},
    [PROP64_TRUNCATED_KEY] = {"truncated key", "warning",
                              "CNT_ORDER has fewer than twelve digits; what is left was read."},
    [PROP64_DUPLICATE_LINE] = {"duplicate line", "note",
                               "The same part of the same count is told twice; it was read once."},
    [PROP64_DUPLICATE_COUNT] =
        {"duplicate count", "warning",
         "The same offense, day and level stand under another count of the "
         "same case or cycle too: two counts, or one that was entered twice."},
    [PROP64_TWO_OFFENSES] = {"two offenses under one key", "warning",
                             "CNT_ORDER is that of another offense too; they were read as two "
                             "counts."},
    [PROP64_UNKNOWN_DISPOSITION] = {"unknown disposition", "warning",
                                    "The words of the disposition are not understood."},
    [PROP64_CONTRADICTORY_STATES] = {"contradictory states", "error",
                                     "The count is told as convicted and as dismissed, and nothing "
                                     "tells which is its present state."},
    [PROP64_STATE_WITHOUT_CONVICTION] = {"state without conviction", "warning",
                                         "The line tells what became of a conviction that no line "
                                         "of the file tells; it was read as one."},
    [PROP64_UNREADABLE_SENTENCE] =
        {"unreadable sentence", "note",
         "The length of a part of the sentence cannot be read; where the "
         "sentence ends is open."},
    [PROP64_MISSING_COUNTY] = {"missing county", "error",
                               "The conviction is in no county's results."},
    [PROP64_PADDED_COUNTY] = {"padded county", "note",
                              "Blanks stand around the county's name; they were taken away."},
    [PROP64_MISSING_NUMBER] = {"missing person number", "error",
                               "Without SUBJECT_ID the person is told by the CII number, or stands "
                               "alone."},
    [PROP64_PADDED_NUMBER] = {"padded person number", "note",
                              "Blanks stand around SUBJECT_ID; they were taken away."},
};

const char *
prop64_finding_kind(Prop64FindingKind kind)
{
    return words[kind].kind;
}

const char *
prop64_finding_severity(Prop64FindingKind kind)
{
    return words[kind].severity;
}

const char *
prop64_finding_text(Prop64FindingKind kind)
{
    return words[kind].text;
}

void
prop64_find(Prop64Findings *findings, const Prop64DojLine *line, Prop64DojColumn column,
            Prop64FindingKind kind)
{
    findings->list =
        prop64_arena_grow(findings->arena, findings->list, sizeof(Prop64Finding), findings->n);
    findings->list[findings->n++] = (Prop64Finding){line->id, column, kind, line->cells[column]};
}

/* ---- dates ---- */

static bool
all_zeros(Prop64Key text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] != '0')
            return false;
    return true;
}

static bool
eight_digits(Prop64Key text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
    return text.len == 8;
}

Prop64FindingKind
prop64_date_finding(Prop64Key cell, int32_t received)
{
    Prop64Key date = prop64_doj_trimmed(cell);
    Prop64Bounds bounds;

    /* dashes and zeros are ways to say nothing */
    while (date.len > 0 && date.data[date.len - 1] == '-')
        date = prop64_doj_trimmed((Prop64Key){date.data, date.len - 1});
    if (date.len == 0 || all_zeros(date))
        return PROP64_FINDING_NONE;
    if (!prop64_doj_date_parse(cell.data, cell.len, &bounds))
        return eight_digits(date) ? PROP64_IMPOSSIBLE_DATE : PROP64_UNREADABLE_DATE;
    return bounds.lo > received ? PROP64_FUTURE_DATE : PROP64_FINDING_NONE;
}

/* ---- a step ---- */

static void
find_in_charge(Prop64Findings *findings, const Prop64DojStep *step)
{
    Prop64DojColumn column = step->source == PROP64_FROM_CONVICTED_OFFENSE ? DOJ_CONV_OFFENSE_DESCR
                             : step->source == PROP64_FROM_COMMENT         ? DOJ_COMMENT_TEXT
                                                                           : DOJ_OFFENSE_DESCR;

    switch (step->problem)
    {
        case PROP64_PROBLEM_NONE:
            if (step->source == PROP64_FROM_COMMENT)
                prop64_find(findings, step->line, column, PROP64_CHARGE_IN_COMMENT);
            else if (step->source == PROP64_FROM_CODE)
                prop64_find(findings, step->line, DOJ_OFFENSE_CODE, PROP64_CHARGE_FROM_CODE);
            break;
        case PROP64_PROBLEM_EMPTY:
            prop64_find(findings, step->line, column, PROP64_MISSING_CHARGE);
            break;
        case PROP64_PROBLEM_ALTERNATIVES:
            prop64_find(findings, step->line, column, PROP64_SEVERAL_CHARGES);
            break;
        default:
            prop64_find(findings, step->line, column, PROP64_UNREADABLE_CHARGE);
    }
}

static void
find_in_level(Prop64Findings *findings, const Prop64DojStep *step)
{
    Prop64Key toc = prop64_doj_cell(step->line, DOJ_OFFENSE_TOC);
    Prop64Level level = prop64_level_parse(step->level.data, step->level.len);
    Prop64Level charged = prop64_level_parse(toc.data, toc.len);

    if (level == PROP64_LEVEL_UNKNOWN)
        prop64_find(findings, step->line, DOJ_CONV_STAT_DESCR, PROP64_UNKNOWN_SEVERITY);
    else if (charged != PROP64_LEVEL_UNKNOWN && charged != level && step->charged_text.data == NULL)
        prop64_find(findings, step->line, DOJ_CONV_STAT_DESCR, PROP64_CONTRADICTORY_SEVERITY);
}

static void
find_in_key(Prop64Findings *findings, const Prop64DojStep *step)
{
    static const Prop64FindingKind kinds[] = {
        [PROP64_KEY_WHOLE] = PROP64_FINDING_NONE,  [PROP64_KEY_SHORT] = PROP64_TRUNCATED_KEY,
        [PROP64_KEY_CUT] = PROP64_TRUNCATED_KEY,   [PROP64_KEY_DAMAGED] = PROP64_DAMAGED_KEY,
        [PROP64_KEY_MISSING] = PROP64_MISSING_KEY,
    };

    if (kinds[step->key] != PROP64_FINDING_NONE)
        prop64_find(findings, step->line, DOJ_CNT_ORDER, kinds[step->key]);
}

static void
find_in_sentence(Prop64Findings *findings, const Prop64DojStep *step)
{
    Prop64Key length = prop64_doj_cell(step->line, DOJ_SENT_LENGTH);
    Prop64Key unit = prop64_doj_cell(step->line, DOJ_SENT_TIME_CODE);

    if (length.data != NULL &&
        prop64_sentence_part(length.data, length.len, unit.data, unit.len).unit ==
            PROP64_UNIT_UNKNOWN)
        prop64_find(findings, step->line, DOJ_SENT_LENGTH, PROP64_UNREADABLE_SENTENCE);
}

/* A conviction that no county's results have is lost: say so. */
static void
find_in_county(Prop64Findings *findings, const Prop64DojStep *step)
{
    Prop64Key county = step->line->cells[DOJ_STP_ORI_CNTY_NAME];
    Prop64Key name = prop64_doj_trimmed(county);

    if (name.data == NULL)
        prop64_find(findings, step->line, DOJ_STP_ORI_CNTY_NAME, PROP64_MISSING_COUNTY);
    else if (name.len != county.len)
        prop64_find(findings, step->line, DOJ_STP_ORI_CNTY_NAME, PROP64_PADDED_COUNTY);
}

void
prop64_find_in_step(Prop64Findings *findings, const Prop64DojStep *step, int32_t received)
{
    Prop64FindingKind date = PROP64_FINDING_NONE;

    /* most are days, and were read */
    if (prop64_any_day(step->on) || step->on.lo > received)
        date = prop64_date_finding(step->line->cells[DOJ_STP_EVENT_DATE], received);
    if (date != PROP64_FINDING_NONE)
        prop64_find(findings, step->line, DOJ_STP_EVENT_DATE, date);
    if (step->kind == PROP64_STEP_COURT && step->tells == PROP64_TELLS_NOTHING && step->told != 0)
        prop64_find(findings, step->line, DOJ_DISP_DESCR, PROP64_UNKNOWN_DISPOSITION);
    if (step->tells != PROP64_TELLS_CONVICTED)
        return;
    if (date == PROP64_FINDING_NONE && prop64_any_day(step->on))
        prop64_find(findings, step->line, DOJ_STP_EVENT_DATE, PROP64_MISSING_DATE);
    find_in_charge(findings, step);
    find_in_level(findings, step);
    find_in_key(findings, step);
    find_in_sentence(findings, step);
    find_in_county(findings, step);
}
