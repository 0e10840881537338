/* level.c: see level.h.  Pure. */
#include "common/level.h"

Prop64Level
prop64_level_parse(const char *text, size_t len)
{
    static const struct
    {
        const char *spelling;
        Prop64Level level;
    } spellings[] = {
        {"f", PROP64_FELONY},
        {"fel", PROP64_FELONY},
        {"felony", PROP64_FELONY},
        {"m", PROP64_MISDEMEANOR},
        {"mis", PROP64_MISDEMEANOR},
        {"misd", PROP64_MISDEMEANOR},
        {"misdem", PROP64_MISDEMEANOR},
        {"misdemeanor", PROP64_MISDEMEANOR},
        {"i", PROP64_INFRACTION},
        {"inf", PROP64_INFRACTION},
        {"infr", PROP64_INFRACTION},
        {"infraction", PROP64_INFRACTION},
        {"misdemeanour", PROP64_MISDEMEANOR},
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
    word[n] = '\0';
    for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
        if (strcmp(word, spellings[i].spelling) == 0)
            return spellings[i].level;
    return PROP64_LEVEL_UNKNOWN;
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
