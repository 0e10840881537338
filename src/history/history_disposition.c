/*
 * history_disposition.c: what the words of a disposition say about a count.  Pure.
 *
 * A disposition is read as a set of words, each of which says one thing (the
 * table below); the things together decide.  Whatever says two things that do
 * not go together, or is denied, asked for or undone, stays unknown: a record
 * is never read as more relief, or less, than it states.
 */
#include "history/history_core.h"

#define TEXT_MAX 256 /* longer than any disposition; what is longer is not understood */

#define SAYS_CONVICTED 0x0001u
#define SAYS_DISMISSED 0x0002u
#define SAYS_ASIDE     0x0004u
#define SAYS_VACATED   0x0008u
#define SAYS_RESENT    0x0010u
#define SAYS_REDUCED   0x0020u
#define SAYS_DECLARED  0x0040u /* declared, deemed, designated: reduced if a level follows */
#define SAYS_SEALED    0x0080u
#define SAYS_RECALLED  0x0100u
#define SAYS_SENTENCE  0x0200u /* it is about the sentence, not the conviction */
#define SAYS_CHANGED   0x0400u /* modified, revoked, terminated */
#define SAYS_RELIEF    0x0800u /* relieved, relief */
#define SAYS_NOT       0x1000u /* denied, asked for, undone, or one of two things */
#define SAYS_MISD      0x2000u
#define SAYS_INFR      0x4000u
#define SAYS_17B       0x8000u  /* PC 17(b) */
#define SAYS_1170_18   0x10000u /* Prop 47 */
#define SAYS_1203_4    0x20000u
#define SAYS_11361_8   0x40000u    /* Prop 64, and 11361.9 by which courts apply it */
#define SAYS_REOPENED  0x80000u    /* where the sentence ends is no longer what it was */
#define SAYS_SOMETHING 0x80000000u /* it is not blank */

#define SAYS_LEVEL   (SAYS_MISD | SAYS_INFR | SAYS_17B)
#define SAYS_LOWERED (SAYS_REDUCED | SAYS_DECLARED | SAYS_RESENT)

#define WORD(word) word, sizeof(word) - 1

static const struct
{
    const char *word;
    size_t len;
    unsigned says;
} words[] = {
    {WORD("convicted"), SAYS_CONVICTED},
    {WORD("conviction"), SAYS_CONVICTED},
    {WORD("conv"), SAYS_CONVICTED},
    {WORD("guilty"), SAYS_CONVICTED},
    {WORD("nolo"), SAYS_CONVICTED},
    {WORD("adjudicated"), SAYS_CONVICTED},
    {WORD("sustained"), SAYS_CONVICTED},
    {WORD("dismissed"), SAYS_DISMISSED},
    {WORD("dismissal"), SAYS_DISMISSED},
    {WORD("dismiss"), SAYS_DISMISSED},
    {WORD("dismd"), SAYS_DISMISSED},
    {WORD("dism"), SAYS_DISMISSED},
    {WORD("expunged"), SAYS_DISMISSED},
    {WORD("setaside"), SAYS_ASIDE},
    {WORD("vacated"), SAYS_VACATED},
    {WORD("vacate"), SAYS_VACATED},
    {WORD("vacatur"), SAYS_VACATED},
    {WORD("reversed"), SAYS_VACATED},
    {WORD("reversal"), SAYS_VACATED},
    {WORD("overturned"), SAYS_VACATED},
    {WORD("resentenced"), SAYS_RESENT},
    {WORD("resentencing"), SAYS_RESENT},
    {WORD("resentence"), SAYS_RESENT},
    {WORD("reduced"), SAYS_REDUCED},
    {WORD("reduction"), SAYS_REDUCED},
    {WORD("redesignated"), SAYS_REDUCED},
    {WORD("reclassified"), SAYS_REDUCED},
    {WORD("designated"), SAYS_DECLARED},
    {WORD("declared"), SAYS_DECLARED},
    {WORD("deemed"), SAYS_DECLARED},
    {WORD("sealed"), SAYS_SEALED},
    {WORD("recalled"), SAYS_RECALLED},
    {WORD("recall"), SAYS_RECALLED},
    {WORD("sentence"), SAYS_SENTENCE},
    {WORD("sent"), SAYS_SENTENCE},
    {WORD("sentencing"), SAYS_SENTENCE},
    {WORD("probation"), SAYS_SENTENCE},
    {WORD("prob"), SAYS_SENTENCE},
    {WORD("parole"), SAYS_SENTENCE},
    {WORD("jail"), SAYS_SENTENCE},
    {WORD("prison"), SAYS_SENTENCE},
    {WORD("fine"), SAYS_SENTENCE},
    {WORD("bail"), SAYS_SENTENCE},
    {WORD("term"), SAYS_SENTENCE},
    {WORD("modified"), SAYS_CHANGED | SAYS_REOPENED},
    {WORD("modification"), SAYS_CHANGED | SAYS_REOPENED},
    {WORD("revoked"), SAYS_CHANGED | SAYS_REOPENED},
    {WORD("terminated"), SAYS_CHANGED},
    {WORD("extended"), SAYS_CHANGED | SAYS_REOPENED},
    {WORD("completed"), SAYS_CHANGED},
    {WORD("relieved"), SAYS_RELIEF},
    {WORD("relief"), SAYS_RELIEF},
    {WORD("misdemeanor"), SAYS_MISD},
    {WORD("misdemeanors"), SAYS_MISD},
    {WORD("misd"), SAYS_MISD},
    {WORD("infraction"), SAYS_INFR},
    {WORD("infr"), SAYS_INFR},
    {WORD("17b"), SAYS_17B},
    {WORD("not"), SAYS_NOT},
    {WORD("no"), SAYS_NOT},
    {WORD("or"), SAYS_NOT},
    {WORD("part"), SAYS_NOT},
    {WORD("denied"), SAYS_NOT},
    {WORD("denial"), SAYS_NOT},
    {WORD("deny"), SAYS_NOT},
    {WORD("pending"), SAYS_NOT},
    {WORD("filed"), SAYS_NOT},
    {WORD("requested"), SAYS_NOT},
    {WORD("eligible"), SAYS_NOT},
    {WORD("hearing"), SAYS_NOT},
    {WORD("withdrawn"), SAYS_NOT},
    {WORD("rescinded"), SAYS_NOT},
    {WORD("acquitted"), SAYS_NOT},
    {WORD("diversion"), SAYS_NOT},
    {WORD("deferred"), SAYS_NOT},
    {WORD("dropped"), SAYS_NOT},
    {WORD("rejected"), SAYS_NOT},
    {WORD("rej"), SAYS_NOT},
};

/* Sections, with whatever letters follow: 1203.4a, 1203.4pc. */
static const struct
{
    const char *section;
    unsigned says;
} sections[] = {
    {"1203.4", SAYS_1203_4},   {"1203.41", SAYS_1203_4},  {"1203.42", SAYS_1203_4},
    {"11361.8", SAYS_11361_8}, {"11361.9", SAYS_11361_8}, {"1170.18", SAYS_1170_18},
};

static char
lower(char c)
{
    return (c >= 'A' && c <= 'Z') ? (char)(c + 32) : c;
}

static bool
is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/*
 * Lower case, words apart by one blank: a point stays only between digits, and
 * a section is parted from letters before it (PC1203.4).  A blank stands first
 * and last.  false when the text is too long.
 */
static bool
normalize(const char *text, size_t len, char *out)
{
    size_t n = 0;

    out[n++] = ' ';
    for (size_t i = 0; i < len; i++)
    {
        char c = lower(text[i]), before = out[n - 1];
        bool point = c == '.' && is_digit(before) && i + 1 < len && is_digit(text[i + 1]);

        if (n + 3 > TEXT_MAX)
            return false;
        if (is_digit(c) && is_letter(before))
            out[n++] = ' ';
        if (is_letter(c) || is_digit(c) || point)
            out[n++] = c;
        else if (before != ' ')
            out[n++] = ' ';
    }
    if (out[n - 1] != ' ')
        out[n++] = ' ';
    out[n] = '\0';
    return true;
}

static unsigned
word_says(const char *word, size_t len)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (words[i].len == len && words[i].word[0] == word[0] &&
            memcmp(word, words[i].word, len) == 0)
            return words[i].says;
    for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
    {
        size_t n = strlen(sections[i].section);

        if (len >= n && memcmp(word, sections[i].section, n) == 0 &&
            (len == n || is_letter(word[n])))
            return sections[i].says;
    }
    return 0;
}

/* What only two or three words together say; at stands at the first of them. */
static unsigned
phrase_says(const char *at, size_t len)
{
    static const struct
    {
        const char *phrase;
        size_t len;
        unsigned says;
    } phrases[] = {
        {WORD("set aside "), SAYS_ASIDE},     {WORD("17 b "), SAYS_17B},
        {WORD("re sentenced "), SAYS_RESENT}, {WORD("re designated "), SAYS_REDUCED},
        {WORD("prop 64 "), SAYS_11361_8},     {WORD("proposition 64 "), SAYS_11361_8},
        {WORD("prop 47 "), SAYS_1170_18},     {WORD("proposition 47 "), SAYS_1170_18},
    };

    for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
        if (phrases[i].phrase[0] == *at && phrases[i].len <= len &&
            memcmp(at, phrases[i].phrase, phrases[i].len) == 0)
            return phrases[i].says;
    return 0;
}

static unsigned
text_says(const char *text, size_t len)
{
    char norm[TEXT_MAX + 1];
    unsigned says = 0;

    if (!normalize(text, len, norm))
        return SAYS_NOT;
    len = strlen(norm);
    for (size_t at = 1; at < len;)
    {
        size_t end = at;

        while (norm[end] != ' ')
            end++;
        says |= word_says(norm + at, end - at) | phrase_says(norm + at, len - at);
        at = end + 1;
    }
    return says;
}

/* Under HS 11361.8 a count is dismissed, resentenced or redesignated. */
static Prop64Disposition
under_11361_8(unsigned says)
{
    bool dismissed = says & (SAYS_DISMISSED | SAYS_SEALED | SAYS_RELIEF | SAYS_VACATED);
    bool lowered = says & SAYS_LOWERED;

    if (dismissed == lowered || (says & SAYS_1203_4))
        return PROP64_DISPOSITION_UNKNOWN;
    if (dismissed)
        return PROP64_RELIEVED;
    return (says & SAYS_RESENT) ? PROP64_RESENTENCED : PROP64_REDUCED;
}

/* Vacated and set aside say it of the conviction, unless they speak of the sentence. */
static Prop64Disposition
undone(unsigned says)
{
    if ((says & SAYS_RESENT) && (says & SAYS_VACATED) && (says & SAYS_SENTENCE))
        return PROP64_RESENTENCED;
    if (says & (SAYS_LOWERED | SAYS_SENTENCE))
        return PROP64_DISPOSITION_UNKNOWN;
    return (says & SAYS_VACATED) ? PROP64_VACATED : PROP64_SET_ASIDE;
}

/* Of a text that is not blank. */
static Prop64Disposition
disposition_of(unsigned says)
{
    if (says & SAYS_NOT)
        return PROP64_DISPOSITION_UNKNOWN;
    if (says & SAYS_11361_8)
        return under_11361_8(says);
    /* dismissed under 1203.4 is the later state of what was reduced under 17(b) */
    if (says & SAYS_1203_4)
        return (says & SAYS_RESENT) ? PROP64_DISPOSITION_UNKNOWN : PROP64_DISMISSED_1203_4;
    if (says & (SAYS_VACATED | SAYS_ASIDE))
        return undone(says);
    if (says & (SAYS_DISMISSED | SAYS_SEALED))
        return PROP64_DISPOSITION_UNKNOWN;
    if (says & SAYS_RESENT)
        return PROP64_RESENTENCED;
    if (says & SAYS_RECALLED)
        return PROP64_DISPOSITION_UNKNOWN;
    if ((says & SAYS_17B) || ((says & (SAYS_REDUCED | SAYS_DECLARED)) && (says & SAYS_LEVEL)))
        return PROP64_REDUCED;
    if (says & SAYS_SENTENCE)
        return (says & (SAYS_CONVICTED | SAYS_CHANGED | SAYS_REDUCED)) ? PROP64_CONVICTED
                                                                       : PROP64_DISPOSITION_UNKNOWN;
    if (says & SAYS_REDUCED)
        return PROP64_REDUCED;
    return (says & SAYS_CONVICTED) ? PROP64_CONVICTED : PROP64_DISPOSITION_UNKNOWN;
}

static Prop64Level
level_after(Prop64Level convicted, unsigned says)
{
    switch (disposition_of(says))
    {
        case PROP64_REDUCED:
            break;
        case PROP64_RESENTENCED:
            /* a new sentence alone leaves the level; these two statutes lower it */
            if (!(says & (SAYS_LEVEL | SAYS_1170_18 | SAYS_11361_8)))
                return convicted;
            break;
        case PROP64_DISMISSED_1203_4:
            if (!(says & SAYS_17B) && !(says & SAYS_REDUCED))
                return convicted;
            break;
        default:
            return convicted;
    }
    if (says & SAYS_INFR)
        return (says & (SAYS_MISD | SAYS_17B)) ? PROP64_LEVEL_UNKNOWN : PROP64_INFRACTION;
    /* PC 17(b) and 1170.18 make a misdemeanor of a felony, and nothing else */
    return (says & (SAYS_MISD | SAYS_17B | SAYS_1170_18)) ? PROP64_MISDEMEANOR
                                                          : PROP64_LEVEL_UNKNOWN;
}

Prop64Disposition
prop64_disposition_parse(const char *text, size_t len)
{
    return prop64_disposition_of(prop64_disposition_told(text, len));
}

Prop64Level
prop64_level_after(Prop64Level convicted, const char *disposition, size_t len)
{
    if (prop64_key(disposition, len).data == NULL)
        return convicted;
    return level_after(convicted, text_says(disposition, len));
}

const char *
prop64_disposition_name(Prop64Disposition disposition)
{
    switch (disposition)
    {
        case PROP64_CONVICTED:
            return "convicted";
        case PROP64_REDUCED:
            return "reduced";
        case PROP64_DISMISSED_1203_4:
            return "dismissed 1203.4";
        case PROP64_SET_ASIDE:
            return "set aside";
        case PROP64_VACATED:
            return "vacated";
        case PROP64_RESENTENCED:
            return "resentenced";
        case PROP64_RELIEVED:
            return "dismissed 11361.8";
        case PROP64_DISPOSITION_UNKNOWN:
            break;
    }
    return "unknown";
}

Prop64Disposition
prop64_disposition_default(Prop64EventKind kind)
{
    /* a conviction stands until its record says otherwise; other kinds have no such state */
    return kind == PROP64_EVENT_CONVICTION || kind == PROP64_EVENT_ADJUDICATION
               ? PROP64_CONVICTED
               : PROP64_DISPOSITION_UNKNOWN;
}

Prop64Told
prop64_disposition_told(const char *text, size_t len)
{
    return prop64_key(text, len).data ? text_says(text, len) | SAYS_SOMETHING : 0;
}

Prop64Disposition
prop64_disposition_of(Prop64Told told)
{
    return told ? disposition_of(told) : PROP64_CONVICTED;
}

void
prop64_event_state_told(Prop64Event *event, Prop64Key severity, Prop64Key severity_now,
                        Prop64Told told)
{
    event->level_convicted =
        severity.data ? prop64_level_parse(severity.data, severity.len) : PROP64_LEVEL_UNKNOWN;
    event->disposition = told ? disposition_of(told) : prop64_disposition_default(event->kind);
    if (severity_now.data)
        event->level_now = prop64_level_parse(severity_now.data, severity_now.len);
    else
        event->level_now =
            told ? level_after(event->level_convicted, told) : event->level_convicted;
}

void
prop64_event_state(Prop64Event *event, Prop64Key severity, Prop64Key severity_now,
                   Prop64Key disposition)
{
    prop64_event_state_told(event, severity, severity_now,
                            prop64_disposition_told(disposition.data, disposition.len));
}

void
prop64_event_sentence_told(Prop64Event *event, Prop64Told told)
{
    if (!(told & SAYS_REOPENED) || (told & SAYS_NOT) || !prop64_any_day(event->sentence_ends) ||
        prop64_disposition_default(event->kind) != PROP64_CONVICTED)
        return;
    /* bounds that are open on both sides would say nothing */
    event->sentence_ends.lo =
        event->on_date.lo == PROP64_DAY_OPEN_LOW ? PROP64_DAY_FIRST : event->on_date.lo;
}

void
prop64_event_sentence(Prop64Event *event, Prop64Key disposition)
{
    /* most have an end, and their words need not be read for it */
    if (prop64_any_day(event->sentence_ends))
        prop64_event_sentence_told(event,
                                   prop64_disposition_told(disposition.data, disposition.len));
}
