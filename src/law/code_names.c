/* code_names.c: see code_names.h. */
#include "law/code_names.h"

/* Where a row comes from. */
#define DOJ         "California DOJ/CJIS offence-code table, April 2021: statute type"
#define DOJ_LITERAL "California DOJ/CJIS offence-code table, April 2021: literals"
#define LEGINFO     "leginfo.legislature.ca.gov: lawCode abbreviations"
#define STYLE       "California Style Manual, 4th ed.: abbreviated code titles"
#define STATUTE     "short title that the code gives itself in its section 1 or 2"
#define RECORDS     "spelling found in California court, police and sheriff records"
#define FEDERAL     "1 U.S.C. 204; 1 CFR 8.9: forms of federal citation"
#define CCR         "how the California Code of Regulations is cited"

/*
 * Numbers are frozen.  FC is the Financial Code in DOJ's table (its rows are banks
 * and escrow), not the Family Code; CC is Corporations, not Civil.
 */
#define CODES(ROW)                                                                                 \
    ROW(1, 'A', 'A', false, "DOJ entries without a statute", DOJ)                                  \
    ROW(2, 'B', 'P', false, "Business and Professions Code", DOJ)                                  \
    ROW(3, 'C', 'A', true, "California Code of Regulations", DOJ)                                  \
    ROW(4, 'C', 'C', false, "Corporations Code", DOJ)                                              \
    ROW(5, 'C', 'I', false, "Civil Code", DOJ)                                                     \
    ROW(6, 'C', 'P', false, "Code of Civil Procedure", DOJ)                                        \
    ROW(7, 'E', 'C', false, "Education Code", DOJ)                                                 \
    ROW(8, 'E', 'L', false, "Elections Code", DOJ)                                                 \
    ROW(9, 'F', 'A', false, "Food and Agricultural Code", DOJ)                                     \
    ROW(10, 'F', 'C', false, "Financial Code", DOJ)                                                \
    ROW(11, 'F', 'G', false, "Fish and Game Code", DOJ)                                            \
    ROW(12, 'G', 'C', false, "Government Code", DOJ)                                               \
    ROW(13, 'H', 'N', false, "Harbors and Navigation Code", DOJ)                                   \
    ROW(14, 'H', 'S', false, "Health and Safety Code", DOJ)                                        \
    ROW(15, 'I', 'C', false, "Insurance Code", DOJ)                                                \
    ROW(16, 'L', 'C', false, "Labor Code", DOJ)                                                    \
    ROW(17, 'M', 'V', false, "Military and Veterans Code", DOJ)                                    \
    ROW(18, 'P', 'C', false, "Penal Code", DOJ)                                                    \
    ROW(19, 'P', 'R', false, "Public Resources Code", DOJ)                                         \
    ROW(20, 'P', 'U', false, "Public Utilities Code", DOJ)                                         \
    ROW(21, 'R', 'T', false, "Revenue and Taxation Code", DOJ)                                     \
    ROW(22, 'S', 'H', false, "Streets and Highways Code", DOJ)                                     \
    ROW(23, 'U', 'I', false, "Unemployment Insurance Code", DOJ)                                   \
    ROW(24, 'U', 'S', true, "United States Code and Code of Federal Regulations", DOJ)             \
    ROW(25, 'V', 'C', false, "Vehicle Code", DOJ)                                                  \
    ROW(26, 'W', 'C', false, "Water Code", DOJ)                                                    \
    ROW(27, 'W', 'I', false, "Welfare and Institutions Code", DOJ)                                 \
    ROW(28, 'Z', 'Z', false, "DOJ entries for local ordinances and custody", DOJ)

/* clang-format off */
#define NAME(number, first, second, has_title, name, source) \
    {number, {first, second, '\0'}, has_title, name, source},
#define PAIR(first, second) \
    ((size_t)((first) - 'A') * 26 + (size_t)((second) - 'A'))
#define NUMBER(number, first, second, has_title, name, source) \
    [PAIR(first, second)] = number,
/* clang-format on */

static const Prop64CodeName code_names[] = {CODES(NAME)};

/* Found by its letters at once: readers of columns ask for every section. */
static const uint8_t code_of_pair[26 * 26] = {CODES(NUMBER)};

#define N_CODES ((int)(sizeof(code_names) / sizeof(code_names[0])))

/* Ascending by first letter. */
static const Prop64CodeSpelling code_spellings[] = {
    {"AA", 1, PROP64_CODE_PSEUDO, DOJ},
    {"B P", 2, PROP64_CODE_PLAIN, DOJ},
    {"B&P", 2, PROP64_CODE_PLAIN, RECORDS},
    {"B/P", 2, PROP64_CODE_PLAIN, RECORDS},
    {"B&PC", 2, PROP64_CODE_PLAIN, RECORDS},
    {"BPC", 2, PROP64_CODE_PLAIN, LEGINFO},
    {"BUS & PROF", 2, PROP64_CODE_PLAIN, STYLE},
    {"BUS & PROFESSIONS", 2, PROP64_CODE_PLAIN, RECORDS},
    {"BUSINESS & PROFESSIONS", 2, PROP64_CODE_PLAIN, STATUTE},
    {"CA", 3, PROP64_CODE_WORD, DOJ},
    {"CCR", 3, PROP64_CODE_PLAIN, CCR},
    {"CODE OF REGULATIONS", 3, PROP64_CODE_PLAIN, CCR},
    {"CODE REGS", 3, PROP64_CODE_PLAIN, STYLE},
    {"CODE OF REGS", 3, PROP64_CODE_PLAIN, STYLE},
    {"CC", 4, PROP64_CODE_PLAIN, DOJ},
    {"CORP", 4, PROP64_CODE_WORD, LEGINFO},
    {"CORPORATIONS", 4, PROP64_CODE_WORD, STATUTE},
    {"CI", 5, PROP64_CODE_PLAIN, DOJ},
    {"CIV", 5, PROP64_CODE_WORD, LEGINFO},
    {"CIVIL", 5, PROP64_CODE_WORD, STATUTE},
    {"CP", 6, PROP64_CODE_PLAIN, DOJ},
    {"CCP", 6, PROP64_CODE_PLAIN, LEGINFO},
    {"CODE CIV PROC", 6, PROP64_CODE_PLAIN, STYLE},
    {"CODE OF CIVIL PROCEDURE", 6, PROP64_CODE_PLAIN, STATUTE},
    {"CIVIL PROCEDURE", 6, PROP64_CODE_PLAIN, RECORDS},
    {"CPC", 18, PROP64_CODE_PLAIN, RECORDS},
    {"CVC", 25, PROP64_CODE_PLAIN, RECORDS},
    {"CFR", 24, PROP64_CODE_PLAIN, FEDERAL},
    {"CODE OF FEDERAL REGULATIONS", 24, PROP64_CODE_PLAIN, FEDERAL},
    {"EC", 7, PROP64_CODE_PLAIN, DOJ},
    {"ED", 7, PROP64_CODE_WORD, STYLE},
    {"EDC", 7, PROP64_CODE_PLAIN, LEGINFO},
    {"EDUC", 7, PROP64_CODE_WORD, RECORDS},
    {"EDUCATION", 7, PROP64_CODE_WORD, STATUTE},
    {"EL", 8, PROP64_CODE_PLAIN, DOJ},
    {"ELEC", 8, PROP64_CODE_WORD, LEGINFO},
    {"ELECTIONS", 8, PROP64_CODE_WORD, STATUTE},
    {"FA", 9, PROP64_CODE_PLAIN, DOJ},
    {"F&A", 9, PROP64_CODE_PLAIN, RECORDS},
    {"FAC", 9, PROP64_CODE_PLAIN, LEGINFO},
    {"FOOD & AGR", 9, PROP64_CODE_PLAIN, STYLE},
    {"FOOD & AGRICULTURAL", 9, PROP64_CODE_PLAIN, STATUTE},
    {"FOOD & AGRICULTURE", 9, PROP64_CODE_PLAIN, RECORDS},
    {"FC", 10, PROP64_CODE_PLAIN, DOJ},
    {"FIN", 10, PROP64_CODE_WORD, LEGINFO},
    {"FINANCIAL", 10, PROP64_CODE_WORD, STATUTE},
    {"FG", 11, PROP64_CODE_PLAIN, DOJ},
    {"F&G", 11, PROP64_CODE_PLAIN, RECORDS},
    {"F/G", 11, PROP64_CODE_PLAIN, RECORDS},
    {"FGC", 11, PROP64_CODE_PLAIN, LEGINFO},
    {"F&GC", 11, PROP64_CODE_PLAIN, RECORDS},
    {"FISH & G", 11, PROP64_CODE_PLAIN, STYLE},
    {"FISH & GAME", 11, PROP64_CODE_PLAIN, STATUTE},
    {"G C", 12, PROP64_CODE_PLAIN, DOJ},
    {"GOV", 12, PROP64_CODE_WORD, LEGINFO},
    {"GOVT", 12, PROP64_CODE_WORD, RECORDS},
    {"GOVERNMENT", 12, PROP64_CODE_WORD, STATUTE},
    {"HN", 13, PROP64_CODE_PLAIN, DOJ},
    {"H&N", 13, PROP64_CODE_PLAIN, RECORDS},
    {"HNC", 13, PROP64_CODE_PLAIN, LEGINFO},
    {"HARB & NAV", 13, PROP64_CODE_PLAIN, STYLE},
    {"HARBORS & NAVIGATION", 13, PROP64_CODE_PLAIN, STATUTE},
    {"H S", 14, PROP64_CODE_PLAIN, DOJ},
    {"H&S", 14, PROP64_CODE_PLAIN, DOJ_LITERAL},
    {"H/S", 14, PROP64_CODE_PLAIN, RECORDS},
    {"HSC", 14, PROP64_CODE_PLAIN, LEGINFO},
    {"H&SC", 14, PROP64_CODE_PLAIN, RECORDS},
    {"HEALTH & SAF", 14, PROP64_CODE_PLAIN, STYLE},
    {"HEALTH & SAFETY", 14, PROP64_CODE_PLAIN, STATUTE},
    {"IC", 15, PROP64_CODE_PLAIN, DOJ},
    {"INS", 15, PROP64_CODE_WORD, LEGINFO},
    {"INSURANCE", 15, PROP64_CODE_WORD, STATUTE},
    {"LC", 16, PROP64_CODE_PLAIN, DOJ},
    {"LAB", 16, PROP64_CODE_WORD, LEGINFO},
    {"LABOR", 16, PROP64_CODE_WORD, STATUTE},
    {"MV", 17, PROP64_CODE_WORD, DOJ},
    {"M&V", 17, PROP64_CODE_PLAIN, RECORDS},
    {"MVC", 17, PROP64_CODE_PLAIN, LEGINFO},
    {"MIL & VET", 17, PROP64_CODE_PLAIN, STYLE},
    {"MILITARY & VETERANS", 17, PROP64_CODE_PLAIN, STATUTE},
    {"P C", 18, PROP64_CODE_PLAIN, DOJ},
    {"P/C", 18, PROP64_CODE_PLAIN, RECORDS},
    {"PEN", 18, PROP64_CODE_PLAIN, LEGINFO},
    {"PENAL", 18, PROP64_CODE_PLAIN, STATUTE},
    {"PR", 19, PROP64_CODE_WORD, DOJ},
    {"PRC", 19, PROP64_CODE_PLAIN, LEGINFO},
    {"PUB RESOURCES", 19, PROP64_CODE_PLAIN, STYLE},
    {"PUBLIC RESOURCES", 19, PROP64_CODE_PLAIN, STATUTE},
    {"PU", 20, PROP64_CODE_PLAIN, DOJ},
    {"PUC", 20, PROP64_CODE_PLAIN, LEGINFO},
    {"PUB UTIL", 20, PROP64_CODE_PLAIN, STYLE},
    {"PUBLIC UTILITIES", 20, PROP64_CODE_PLAIN, STATUTE},
    {"RT", 21, PROP64_CODE_WORD, DOJ},
    {"R&T", 21, PROP64_CODE_PLAIN, RECORDS},
    {"RTC", 21, PROP64_CODE_PLAIN, LEGINFO},
    {"R&TC", 21, PROP64_CODE_PLAIN, RECORDS},
    {"REV & TAX", 21, PROP64_CODE_PLAIN, STYLE},
    {"REVENUE & TAXATION", 21, PROP64_CODE_PLAIN, STATUTE},
    {"SH", 22, PROP64_CODE_PLAIN, DOJ},
    {"S&H", 22, PROP64_CODE_PLAIN, RECORDS},
    {"SHC", 22, PROP64_CODE_PLAIN, LEGINFO},
    {"STS & HY", 22, PROP64_CODE_PLAIN, STYLE},
    {"STREETS & HIGHWAYS", 22, PROP64_CODE_PLAIN, STATUTE},
    {"UI", 23, PROP64_CODE_WORD, DOJ},
    {"UIC", 23, PROP64_CODE_PLAIN, LEGINFO},
    {"UNEMP INS", 23, PROP64_CODE_PLAIN, STYLE},
    {"UNEMPLOYMENT INSURANCE", 23, PROP64_CODE_PLAIN, STATUTE},
    {"US", 24, PROP64_CODE_WORD, DOJ},
    {"USC", 24, PROP64_CODE_PLAIN, FEDERAL},
    {"UNITED STATES", 24, PROP64_CODE_WORD, FEDERAL},
    {"V C", 25, PROP64_CODE_PLAIN, DOJ},
    {"V/C", 25, PROP64_CODE_PLAIN, RECORDS},
    {"VEH", 25, PROP64_CODE_WORD, LEGINFO},
    {"VEHICLE", 25, PROP64_CODE_WORD, STATUTE},
    {"WC", 26, PROP64_CODE_PLAIN, DOJ},
    {"WAT", 26, PROP64_CODE_PLAIN, LEGINFO},
    {"WATER", 26, PROP64_CODE_WORD, STATUTE},
    {"W I", 27, PROP64_CODE_PLAIN, DOJ},
    {"W&I", 27, PROP64_CODE_PLAIN, RECORDS},
    {"W/I", 27, PROP64_CODE_WORD, RECORDS},
    {"WIC", 27, PROP64_CODE_PLAIN, LEGINFO},
    {"W&IC", 27, PROP64_CODE_PLAIN, RECORDS},
    {"WELF & INST", 27, PROP64_CODE_PLAIN, STYLE},
    {"WELFARE & INSTITUTIONS", 27, PROP64_CODE_PLAIN, STATUTE},
    {"ZZ", 28, PROP64_CODE_PSEUDO, DOJ},
};

#define N_SPELLINGS ((int)(sizeof(code_spellings) / sizeof(code_spellings[0])))

const Prop64CodeName *
prop64_code_name(int number)
{
    return number >= 1 && number <= N_CODES ? &code_names[number - 1] : NULL;
}

const Prop64CodeName *
prop64_code_name_at(int i)
{
    return i >= 0 && i < N_CODES ? &code_names[i] : NULL;
}

int
prop64_code_of_letters(char first, char second)
{
    return first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z'
               ? code_of_pair[PAIR(first, second)]
               : 0;
}

const Prop64CodeSpelling *
prop64_code_spelling_at(int i)
{
    return i >= 0 && i < N_SPELLINGS ? &code_spellings[i] : NULL;
}

static char
upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool
letter(char c)
{
    c = upper(c);
    return c >= 'A' && c <= 'Z';
}

static size_t
skip_blanks(const char *text, size_t len, size_t at)
{
    while (at < len && text[at] == ' ')
        at++;
    return at;
}

/*
 * Does text match the spelling from "at"?  Returns where it ends, 0 if not.  The
 * end may still be inside a word: the caller looks.
 */
static size_t
match_spelling(const char *text, size_t len, size_t at, const char *spelling)
{
    for (const char *p = spelling; *p != '\0'; p++)
    {
        if (*p == ' ')
        {
            at = skip_blanks(text, len, at);
        }
        else if (*p == '&')
        {
            size_t next = skip_blanks(text, len, at);

            if (next < len && text[next] == '&')
                at = skip_blanks(text, len, next + 1);
            else if (next > 0 && text[next - 1] == ' ' && len - next > 4 &&
                     upper(text[next]) == 'A' && upper(text[next + 1]) == 'N' &&
                     upper(text[next + 2]) == 'D' && text[next + 3] == ' ')
                at = skip_blanks(text, len, next + 3);
            else
                return 0;
        }
        else
        {
            if (at >= len || upper(text[at]) != *p)
                return 0;
            at++;
            if (*p != '/' && at < len && text[at] == '.')
                at++;
        }
    }
    return at;
}

/* The end of a whole-word match, 0 when there is none. */
static size_t
match_word(const char *text, size_t len, size_t at, const char *spelling)
{
    size_t end = match_spelling(text, len, at, spelling);

    return end > 0 && end < len && letter(text[end]) && text[end - 1] != '.' ? 0 : end;
}

/*
 * The letters that go on at once from each first letter of a spelling: most words of a
 * description are told from a code by these alone.  The unit tests read every spelling.
 */
#define BIT(letter) (1u << ((letter) - 'A'))
static const uint32_t second_letters[26] = {
    ['A' - 'A'] = BIT('A'),
    ['B' - 'A'] = BIT('P') | BIT('U'),
    ['C' - 'A'] = BIT('A') | BIT('C') | BIT('F') | BIT('I') | BIT('O') | BIT('P') | BIT('V'),
    ['E' - 'A'] = BIT('C') | BIT('D') | BIT('L'),
    ['F' - 'A'] = BIT('A') | BIT('C') | BIT('G') | BIT('I') | BIT('O'),
    ['G' - 'A'] = BIT('C') | BIT('O'),
    ['H' - 'A'] = BIT('A') | BIT('E') | BIT('N') | BIT('S'),
    ['I' - 'A'] = BIT('C') | BIT('N'),
    ['L' - 'A'] = BIT('A') | BIT('C'),
    ['M' - 'A'] = BIT('I') | BIT('V'),
    ['P' - 'A'] = BIT('C') | BIT('E') | BIT('R') | BIT('U'),
    ['R' - 'A'] = BIT('E') | BIT('T'),
    ['S' - 'A'] = BIT('H') | BIT('T'),
    ['U' - 'A'] = BIT('I') | BIT('N') | BIT('S'),
    ['V' - 'A'] = BIT('C') | BIT('E'),
    ['W' - 'A'] = BIT('A') | BIT('C') | BIT('E') | BIT('I'),
    ['Z' - 'A'] = BIT('Z'),
};

/* The first spelling that begins with that letter, or with a later one. */
static int
first_spelling(char letter)
{
    int low = 0;
    int high = N_SPELLINGS;

    while (low < high)
    {
        int middle = (low + high) / 2;

        if (code_spellings[middle].spelling[0] < letter)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool
match_longest(const char *text, size_t len, size_t at, Prop64CodeMatch *match)
{
    char first = at < len ? upper(text[at]) : '\0';

    match->len = 0;
    if (at + 1 < len && letter(first) && letter(text[at + 1]) &&
        !(second_letters[first - 'A'] & BIT(upper(text[at + 1]))))
        return false;
    for (int i = first_spelling(first); i < N_SPELLINGS && code_spellings[i].spelling[0] == first;
         i++)
    {
        const char *spelling = code_spellings[i].spelling;
        size_t end;

        if (letter(spelling[1]) && at + 1 < len && letter(text[at + 1]) &&
            upper(text[at + 1]) != spelling[1])
            continue;
        end = match_word(text, len, at, spelling);

        if (end > match->len)
        {
            match->number = code_spellings[i].number;
            match->manner = code_spellings[i].manner;
            match->len = end;
        }
    }
    return match->len > 0;
}

bool
prop64_code_match(const char *text, size_t len, Prop64CodeMatch *match)
{
    static const char *const states[] = {"CALIFORNIA", "CALIF", "CAL", "CA"};
    bool found = match_longest(text, len, 0, match);
    size_t end;

    if (len > 0 && upper(text[0]) == 'C')
    {
        for (int i = 0; i < 4; i++)
        {
            Prop64CodeMatch behind;
            size_t state = match_word(text, len, 0, states[i]);

            if (state == 0 || !match_longest(text, len, skip_blanks(text, len, state), &behind) ||
                behind.len <= match->len)
                continue;
            *match = behind;
            found = true;
        }
    }
    if (!found)
        return false;
    end = match_word(text, len, skip_blanks(text, len, match->len), "CODE");
    if (end == 0)
        end = match_word(text, len, skip_blanks(text, len, match->len), "CODES");
    if (end > 0)
    {
        match->len = end;
        match->manner = match->manner == PROP64_CODE_WORD ? PROP64_CODE_PLAIN : match->manner;
    }
    return true;
}
