/* doj_line.c: see doj_line.h.  Pure. */
#include "doj/doj_line.h"

#include "law/offense_codes.h"

#define CYCLE_DIGITS 3
#define STEP_DIGITS  6
#define COUNT_DIGITS 9
#define KEY_DIGITS   12
#define WORDS_MAX    160 /* of the words that stand for a count whose key cannot be read */
#define CHARGE_MAX   1000

static const char *const column_names[PROP64_DOJ_COLUMNS] = {
    [DOJ_SUBJECT_ID] = "subject_id",
    [DOJ_CII_NUMBER] = "cii_number",
    [DOJ_PRI_NAME] = "pri_name",
    [DOJ_GENDER] = "gender",
    [DOJ_PRI_DOB] = "pri_dob",
    [DOJ_RACE_DESCR] = "race_descr",
    [DOJ_CYC_ORDER] = "cyc_order",
    [DOJ_STP_ORDER] = "stp_order",
    [DOJ_STP_EVENT_DATE] = "stp_event_date",
    [DOJ_STP_TYPE_DESCR] = "stp_type_descr",
    [DOJ_STP_ORI_DESCR] = "stp_ori_descr",
    [DOJ_STP_ORI_CNTY_NAME] = "stp_ori_cnty_name",
    [DOJ_CNT_ORDER] = "cnt_order",
    [DOJ_OFN] = "ofn",
    [DOJ_OFFENSE_CODE] = "offense_code",
    [DOJ_OFFENSE_DESCR] = "offense_descr",
    [DOJ_OFFENSE_TOC] = "offense_toc",
    [DOJ_OFFENSE_QUAL_LST] = "offense_qual_lst",
    [DOJ_CONV_OFFENSE_CODE] = "conv_offense_code",
    [DOJ_CONV_OFFENSE_DESCR] = "conv_offense_descr",
    [DOJ_CONV_OFFENSE_TOC] = "conv_offense_toc",
    [DOJ_CONV_OFFENSE_QUAL_LST] = "conv_offense_qual_lst",
    [DOJ_DISP_DESCR] = "disp_descr",
    [DOJ_CONV_STAT_DESCR] = "conv_stat_descr",
    [DOJ_SENT_ORDER] = "sent_order",
    [DOJ_SENT_LENGTH] = "sent_length",
    [DOJ_SENT_TIME_CODE] = "sent_time_code",
    [DOJ_COMMENT_TEXT] = "comment_text",
};

const char *
prop64_doj_column_name(Prop64DojColumn column)
{
    return column_names[column];
}

const char *
prop64_charge_source_name(Prop64ChargeSource source)
{
    static const char *const names[] = {
        [PROP64_FROM_OFFENSE] = "offense",
        [PROP64_FROM_CONVICTED_OFFENSE] = "convicted offense",
        [PROP64_FROM_COMMENT] = "comment",
        [PROP64_FROM_CODE] = "code",
    };

    return names[source];
}

/* ---- cells ---- */

static const Prop64Key NO_TEXT = {NULL, 0};

static bool
is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static char
upper(char c)
{
    return (c >= 'a' && c <= 'z') ? (char)(c - 32) : c;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

Prop64Key
prop64_doj_trimmed(Prop64Key cell)
{
    while (cell.len > 0 && is_blank(cell.data[0]))
        cell.data++, cell.len--;
    while (cell.len > 0 && is_blank(cell.data[cell.len - 1]))
        cell.len--;
    return cell.len > 0 ? cell : NO_TEXT;
}

Prop64Key
prop64_doj_cell(const Prop64DojLine *line, Prop64DojColumn column)
{
    return prop64_doj_trimmed(line->cells[column]);
}

/* A cell that says something: files fill empty ones with "  -  " too. */
static Prop64Key
stated(const Prop64DojLine *line, Prop64DojColumn column)
{
    Prop64Key cell = prop64_doj_cell(line, column);

    for (size_t i = 0; i < cell.len; i++)
        if (is_digit(cell.data[i]) || (upper(cell.data[i]) >= 'A' && upper(cell.data[i]) <= 'Z'))
            return cell;
    return NO_TEXT;
}

/* Does a text begin with these capitals, whatever its case? */
static bool
begins(Prop64Key text, const char *capitals)
{
    size_t n = strlen(capitals);

    if (text.len < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (upper(text.data[i]) != capitals[i])
            return false;
    return true;
}

/* Behind these capitals in a text; data NULL when they are not in it. */
static Prop64Key
behind(Prop64Key text, const char *capitals)
{
    size_t n = strlen(capitals);

    for (; text.len >= n && text.data != NULL; text.data++, text.len--)
        if (begins(text, capitals))
            return (Prop64Key){text.data + n, text.len - n};
    return NO_TEXT;
}

static bool
holds(Prop64Key text, const char *capitals)
{
    return behind(text, capitals).data != NULL;
}

/* ---- the step ---- */

static Prop64StepKind
step_kind(Prop64Key type)
{
    if (begins(type, "COURT ACTION"))
        return PROP64_STEP_COURT;
    if (begins(type, "ARREST") || begins(type, "SUPPLEMENTAL ARREST"))
        return PROP64_STEP_ARREST;
    if (begins(type, "REGISTRATION"))
        return PROP64_STEP_REGISTRATION;
    return begins(type, "DECEASED") ? PROP64_STEP_DECEASED : PROP64_STEP_OTHER;
}

/* The first of these that a text holds ends the question. */
static bool
tells_none(Prop64Key text)
{
    static const char *const words[] = {"DISMISS",    "DISM",     "REJ",          "ACQUIT",
                                        "NOT GUILTY", "DROPPED",  "DIVERS",       "DEFERRED",
                                        "REL/",       "RELEASED", "NOT CONVICTED"};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (holds(text, words[i]))
            return true;
    return false;
}

/*
 * CONVICTED first is a conviction on a step of any kind, as the state's files use it;
 * other words only where a court speaks.
 */
static Prop64Telling
telling(Prop64StepKind kind, Prop64Key words, Prop64Told told)
{
    if (told == 0)
        return PROP64_TELLS_NOTHING;
    if (begins(words, "CONVICTED"))
        return PROP64_TELLS_CONVICTED;
    if (kind != PROP64_STEP_COURT)
        return PROP64_TELLS_NOTHING;
    switch (prop64_disposition_of(told))
    {
        case PROP64_DISPOSITION_UNKNOWN:
            return tells_none(words) ? PROP64_TELLS_NONE : PROP64_TELLS_NOTHING;
        case PROP64_CONVICTED:
            return holds(words, "GUILTY") || holds(words, "NOLO") || holds(words, "CONVICT")
                       ? PROP64_TELLS_CONVICTED
                       : PROP64_TELLS_LATER;
        default:
            return PROP64_TELLS_LATER;
    }
}

/* ---- keys ---- */

static size_t
digits(Prop64Key text)
{
    size_t n = 0;

    while (n < text.len && is_digit(text.data[n]))
        n++;
    return n == text.len ? n : 0;
}

static Prop64Key
joined(Prop64Arena *arena, const Prop64Key *parts, int n)
{
    Prop64Key out = NO_TEXT;
    char *to;

    for (int i = 0; i < n; i++)
        out.len += parts[i].len;
    to = prop64_arena_alloc(arena, out.len);
    out.data = to;
    for (int i = 0; i < n; i++)
    {
        if (parts[i].len > 0)
            memcpy(to, parts[i].data, parts[i].len);
        to += parts[i].len;
    }
    return out;
}

static Prop64Key
first_bytes(Prop64Key text, size_t n)
{
    if (text.len > n)
    {
        /* not within a character of more than one byte: all of those have the high bit */
        while (n > 0 && ((uint8_t)text.data[n] & 0x80) != 0)
            n--;
        text.len = n;
    }
    return text;
}

/*
 * A count whose key is gone is told by its step, its day and its offense, so that the
 * parts of its sentence stay together.  Two counts of one section in one step are then
 * one, which a finding says.
 */
static Prop64Key
told_count(const Prop64DojStep *s, Prop64Arena *arena)
{
    Prop64Key parts[] = {
        s->step,
        {"?", 1},
        first_bytes(prop64_doj_cell(s->line, DOJ_STP_EVENT_DATE), 12),
        {" ", 1},
        first_bytes(s->charge_text, WORDS_MAX),
    };

    return joined(arena, parts, 5);
}

static void
read_keys(Prop64DojStep *s, Prop64Arena *arena)
{
    Prop64Key key = prop64_doj_cell(s->line, DOJ_CNT_ORDER);
    Prop64Key cycle = prop64_doj_cell(s->line, DOJ_CYC_ORDER);
    Prop64Key step = prop64_doj_cell(s->line, DOJ_STP_ORDER);
    size_t n = digits(key);

    if (key.data == NULL)
        s->key = PROP64_KEY_MISSING;
    else if (n == 0 || n > KEY_DIGITS)
        s->key = PROP64_KEY_DAMAGED;
    else
        s->key = n == KEY_DIGITS     ? PROP64_KEY_WHOLE
                 : n >= COUNT_DIGITS ? PROP64_KEY_SHORT
                                     : PROP64_KEY_CUT;
    if (s->key <= PROP64_KEY_CUT && n >= CYCLE_DIGITS)
        s->cycle = (Prop64Key){key.data, CYCLE_DIGITS};
    else if (digits(cycle) == CYCLE_DIGITS)
        s->cycle = cycle;
    if (s->key <= PROP64_KEY_CUT && n >= STEP_DIGITS)
        s->step = (Prop64Key){key.data, STEP_DIGITS};
    else if (s->cycle.data != NULL && digits(step) == STEP_DIGITS - CYCLE_DIGITS)
        s->step = joined(arena, (Prop64Key[]){s->cycle, step}, 2);
    if (s->key == PROP64_KEY_WHOLE)
        s->count = key;
    else if (s->key == PROP64_KEY_SHORT)
        s->count = joined(arena, (Prop64Key[]){{key.data, COUNT_DIGITS}, {"000", 3}}, 2);
    else
        s->count = told_count(s, arena);
}

/* ---- the offense ---- */

Prop64ChargeProblem
prop64_doj_read_charge(Prop64DojWords *words, Prop64Key text, Prop64Key qualifier,
                       Prop64Charge *out)
{
    static const char attempted[] = "-ATTEMPTED";
    char buf[CHARGE_MAX + sizeof(attempted)];

    out->len = 0;
    if (text.data == NULL)
        return PROP64_PROBLEM_EMPTY;
    if (holds(qualifier, "ATTEMPT") && text.len <= CHARGE_MAX)
    {
        memcpy(buf, text.data, text.len);
        memcpy(buf + text.len, attempted, sizeof(attempted) - 1);
        /* the words may have said so already */
        if (prop64_doj_words_charge(words, (Prop64Key){buf, text.len + sizeof(attempted) - 1},
                                    out) == PROP64_PROBLEM_NONE)
            return PROP64_PROBLEM_NONE;
    }
    return prop64_doj_words_charge(words, text, out);
}

/* The state's number of the offense, where its words tell nothing. */
static bool
read_code(Prop64DojWords *words, Prop64Key number, Prop64Key qualifier, Prop64Charge *out)
{
    int32_t code = 0;
    const Prop64OffenseCode *entry;

    if (digits(number) == 0 || number.len > 6)
        return false;
    for (size_t i = 0; i < number.len; i++)
        code = code * 10 + (number.data[i] - '0');
    entry = prop64_offense_code_find(code);
    return entry != NULL && entry->citation[0] != '\0' &&
           prop64_doj_read_charge(words, (Prop64Key){entry->citation, strlen(entry->citation)},
                                  qualifier, out) == PROP64_PROBLEM_NONE;
}

static bool
same_text(Prop64Key a, Prop64Key b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

static void
read_offense(Prop64DojStep *s, Prop64DojWords *known)
{
    const Prop64DojLine *line = s->line;
    Prop64Key convicted = stated(line, DOJ_CONV_OFFENSE_DESCR);
    Prop64Key offense = stated(line, DOJ_OFFENSE_DESCR);
    Prop64Key qualifier = prop64_doj_cell(line, DOJ_OFFENSE_QUAL_LST);
    Prop64Key number = prop64_doj_cell(line, DOJ_OFFENSE_CODE);
    Prop64Key words;

    s->source = PROP64_FROM_OFFENSE;
    s->charge_text = offense;
    if (convicted.data != NULL)
    {
        s->source = PROP64_FROM_CONVICTED_OFFENSE;
        s->charge_text = convicted;
        if (!same_text(convicted, offense))
        {
            s->charged_text = offense;
            number = prop64_doj_cell(line, DOJ_CONV_OFFENSE_CODE);
            qualifier = prop64_doj_cell(line, DOJ_CONV_OFFENSE_QUAL_LST);
        }
    }
    else if (offense.data == NULL || begins(offense, "SEE COMMENT"))
    {
        s->source = PROP64_FROM_COMMENT;
        s->charge_text = prop64_doj_cell(line, DOJ_COMMENT_TEXT);
    }
    words = s->charge_text;
    if (s->source == PROP64_FROM_COMMENT && holds(words, "CHRG-"))
        words = behind(words, "CHRG-");
    s->problem = prop64_doj_read_charge(known, words, qualifier, &s->charge);
    if ((s->problem == PROP64_PROBLEM_EMPTY || s->problem == PROP64_PROBLEM_NO_CITATION) &&
        read_code(known, number, qualifier, &s->charge))
    {
        s->source = PROP64_FROM_CODE;
        s->problem = PROP64_PROBLEM_NONE;
    }
}

/* The level as convicted; where it is not said, that of the offense's type. */
static Prop64Key
level_cell(const Prop64DojStep *s)
{
    Prop64Key level = prop64_doj_cell(s->line, DOJ_CONV_STAT_DESCR);

    if (level.data != NULL)
        return level;
    if (s->charged_text.data != NULL)
        return prop64_doj_cell(s->line, DOJ_CONV_OFFENSE_TOC);
    return prop64_doj_cell(s->line, DOJ_OFFENSE_TOC);
}

static void
read_disposition(Prop64DojStep *s, const Prop64DojStep *before, Prop64DojWords *known)
{
    Prop64Key words = prop64_doj_cell(s->line, DOJ_DISP_DESCR);

    if (before != NULL && before->kind == s->kind &&
        same_text(words, prop64_doj_cell(before->line, DOJ_DISP_DESCR)))
    {
        s->told = before->told;
        s->tells = before->tells;
        return;
    }
    s->told = prop64_doj_words_told(known, words);
    s->tells = telling(s->kind, words, s->told);
}

void
prop64_doj_read_step(const Prop64DojLine *line, const Prop64DojStep *before, Prop64DojWords *words,
                     Prop64Arena *arena, Prop64DojStep *out)
{
    Prop64Key date = line->cells[DOJ_STP_EVENT_DATE];

    memset(out, 0, offsetof(Prop64DojStep, charge));
    out->charge.len = 0;
    out->charge_text = out->charged_text = NO_TEXT;
    out->line = line;
    out->kind = step_kind(prop64_doj_cell(line, DOJ_STP_TYPE_DESCR));
    read_disposition(out, before, words);
    if (date.data == NULL || !prop64_doj_date_parse(date.data, date.len, &out->on))
        out->on = PROP64_ANY_DAY;
    if (out->kind == PROP64_STEP_OTHER && out->tells == PROP64_TELLS_NOTHING)
        return;
    read_offense(out, words);
    out->level = level_cell(out);
    read_keys(out, arena);
}
