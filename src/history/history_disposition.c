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
#define SAYS_11361_8   0x40000u /* Prop 64, and 11361.9 by which courts apply it */

#define SAYS_LEVEL   (SAYS_MISD | SAYS_INFR | SAYS_17B)
#define SAYS_LOWERED (SAYS_REDUCED | SAYS_DECLARED | SAYS_RESENT)

static const struct
{
    const char *word;
    unsigned says;
} words[] = {
    {"convicted", SAYS_CONVICTED},
    {"conviction", SAYS_CONVICTED},
    {"conv", SAYS_CONVICTED},
    {"guilty", SAYS_CONVICTED},
    {"nolo", SAYS_CONVICTED},
    {"adjudicated", SAYS_CONVICTED},
    {"sustained", SAYS_CONVICTED},
    {"dismissed", SAYS_DISMISSED},
    {"dismissal", SAYS_DISMISSED},
    {"dismiss", SAYS_DISMISSED},
    {"dismd", SAYS_DISMISSED},
    {"dism", SAYS_DISMISSED},
    {"expunged", SAYS_DISMISSED},
    {"setaside", SAYS_ASIDE},
    {"vacated", SAYS_VACATED},
    {"vacate", SAYS_VACATED},
    {"vacatur", SAYS_VACATED},
    {"reversed", SAYS_VACATED},
    {"reversal", SAYS_VACATED},
    {"overturned", SAYS_VACATED},
    {"resentenced", SAYS_RESENT},
    {"resentencing", SAYS_RESENT},
    {"resentence", SAYS_RESENT},
    {"reduced", SAYS_REDUCED},
    {"reduction", SAYS_REDUCED},
    {"redesignated", SAYS_REDUCED},
    {"reclassified", SAYS_REDUCED},
    {"designated", SAYS_DECLARED},
    {"declared", SAYS_DECLARED},
    {"deemed", SAYS_DECLARED},
    {"sealed", SAYS_SEALED},
    {"recalled", SAYS_RECALLED},
    {"recall", SAYS_RECALLED},
    {"sentence", SAYS_SENTENCE},
    {"sent", SAYS_SENTENCE},
    {"sentencing", SAYS_SENTENCE},
    {"probation", SAYS_SENTENCE},
    {"prob", SAYS_SENTENCE},
    {"parole", SAYS_SENTENCE},
    {"jail", SAYS_SENTENCE},
    {"prison", SAYS_SENTENCE},
    {"fine", SAYS_SENTENCE},
    {"bail", SAYS_SENTENCE},
    {"term", SAYS_SENTENCE},
    {"modified", SAYS_CHANGED},
    {"modification", SAYS_CHANGED},
    {"revoked", SAYS_CHANGED},
    {"terminated", SAYS_CHANGED},
    {"extended", SAYS_CHANGED},
    {"completed", SAYS_CHANGED},
    {"relieved", SAYS_RELIEF},
    {"relief", SAYS_RELIEF},
    {"misdemeanor", SAYS_MISD},
    {"misdemeanors", SAYS_MISD},
    {"misd", SAYS_MISD},
    {"infraction", SAYS_INFR},
    {"infr", SAYS_INFR},
    {"17b", SAYS_17B},
    {"not", SAYS_NOT},
    {"no", SAYS_NOT},
    {"or", SAYS_NOT},
    {"part", SAYS_NOT},
    {"denied", SAYS_NOT},
    {"denial", SAYS_NOT},
    {"deny", SAYS_NOT},
    {"pending", SAYS_NOT},
    {"filed", SAYS_NOT},
    {"requested", SAYS_NOT},
    {"eligible", SAYS_NOT},
    {"hearing", SAYS_NOT},
    {"withdrawn", SAYS_NOT},
    {"rescinded", SAYS_NOT},
    {"acquitted", SAYS_NOT},
    {"diversion", SAYS_NOT},
    {"deferred", SAYS_NOT},
    {"dropped", SAYS_NOT},
    {"rejected", SAYS_NOT},
    {"rej", SAYS_NOT},
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
        if (strlen(words[i].word) == len && memcmp(word, words[i].word, len) == 0)
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

static unsigned
text_says(const char *text, size_t len)
{
    /* what only two or three words together say */
    static const struct
    {
        const char *phrase;
        unsigned says;
    } phrases[] = {
        {" set aside ", SAYS_ASIDE},     {" 17 b ", SAYS_17B},
        {" re sentenced ", SAYS_RESENT}, {" re designated ", SAYS_REDUCED},
        {" prop 64 ", SAYS_11361_8},     {" proposition 64 ", SAYS_11361_8},
        {" prop 47 ", SAYS_1170_18},     {" proposition 47 ", SAYS_1170_18},
    };
    char norm[TEXT_MAX + 1];
    unsigned says = 0;

    if (!normalize(text, len, norm))
        return SAYS_NOT;
    for (const char *at = norm + 1; *at != '\0';)
    {
        size_t n = (size_t)(strchr(at, ' ') - at);

        says |= word_says(at, n);
        at += n + 1;
    }
    for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
        if (strstr(norm, phrases[i].phrase) != NULL)
            says |= phrases[i].says;
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

Prop64Disposition
prop64_disposition_parse(const char *text, size_t len)
{
    unsigned says;

    if (prop64_key(text, len).data == NULL)
        return PROP64_CONVICTED;
    says = text_says(text, len);
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

Prop64Level
prop64_level_after(Prop64Level convicted, const char *disposition, size_t len)
{
    unsigned says;

    if (prop64_key(disposition, len).data == NULL)
        return convicted;
    says = text_says(disposition, len);
    switch (prop64_disposition_parse(disposition, len))
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

void
prop64_event_state(Prop64Event *event, Prop64Key severity, Prop64Key severity_now,
                   Prop64Key disposition)
{
    event->level_convicted =
        severity.data ? prop64_level_parse(severity.data, severity.len) : PROP64_LEVEL_UNKNOWN;
    event->disposition = disposition.data
                             ? prop64_disposition_parse(disposition.data, disposition.len)
                             : prop64_disposition_default(event->kind);
    event->level_now = severity_now.data ? prop64_level_parse(severity_now.data, severity_now.len)
                                         : prop64_level_after(event->level_convicted,
                                                              disposition.data, disposition.len);
}
