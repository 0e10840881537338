/* level.c: see level.h.  Pure. */
#include "common/level.h"

static Prop64Level
parse_spelling(const char *text, size_t len)
{
    static const struct
    {
        const char *spelling;
        size_t len;
        Prop64Level level;
    } spellings[] = {
        {"f", 1, PROP64_FELONY},
        {"fel", 3, PROP64_FELONY},
        {"felony", 6, PROP64_FELONY},
        {"m", 1, PROP64_MISDEMEANOR},
        {"mis", 3, PROP64_MISDEMEANOR},
        {"misd", 4, PROP64_MISDEMEANOR},
        {"misdem", 6, PROP64_MISDEMEANOR},
        {"misdemeanor", 11, PROP64_MISDEMEANOR},
        {"i", 1, PROP64_INFRACTION},
        {"inf", 3, PROP64_INFRACTION},
        {"infr", 4, PROP64_INFRACTION},
        {"infraction", 10, PROP64_INFRACTION},
        {"misdemeanour", 12, PROP64_MISDEMEANOR},
    };
    char word[16];
    size_t n = 0;

    while (len > 0 && (*text == ' ' || *text == '\t'))
        text++, len--;
    while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t' || text[len - 1] == '.'))
        len--;
    if (len == 0 || len >= sizeof(word))
        return PROP64_LEVEL_UNKNOWN;
    for (; n < len; n++)
        word[n] = (text[n] >= 'A' && text[n] <= 'Z') ? (char)(text[n] + 32) : text[n];
    for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
        if (spellings[i].len == len && memcmp(word, spellings[i].spelling, len) == 0)
            return spellings[i].level;
    return PROP64_LEVEL_UNKNOWN;
}

Prop64Level
prop64_level_parse(const char *text, size_t len)
{
    /* once a row, and mostly in one of these words */
    if (len == 6 && memcmp(text, "felony", 6) == 0)
        return PROP64_FELONY;
    if (len == 11 && memcmp(text, "misdemeanor", 11) == 0)
        return PROP64_MISDEMEANOR;
    if (len == 10 && memcmp(text, "infraction", 10) == 0)
        return PROP64_INFRACTION;
    return parse_spelling(text, len);
}

const char *
prop64_level_name(Prop64Level level)
{
    switch (level)
    {
        case PROP64_INFRACTION:
            return "infraction";
        case PROP64_MISDEMEANOR:
            return "misdemeanor";
        case PROP64_FELONY:
            return "felony";
        case PROP64_LEVEL_UNKNOWN:
            break;
    }
    return "unknown";
}
