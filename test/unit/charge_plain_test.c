/*
 * charge_plain_test.c: plain spellings are read as the general reader reads them.
 *
 *   charge_plain_test [SEED [ROUNDS [FILE]]]
 *
 * Random texts near the border of what is plain, then the lines of FILE if one is
 * named.  The seed is 64 unless given, and printed.
 */
#include "charge/charge_scan.h"
#include "law/code_names.h"
#include "law/section_names.h"

#include <stdio.h>
#include <stdlib.h>

#include "promise.h"

static uint64_t state;

static uint32_t
below(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 11) % n);
}

/* true when the text is plain. */
static bool
compare(const char *text, size_t len)
{
    static Prop64ChargeReading plain;
    static Prop64ChargeReading general;
    /* Alone in memory: the sanitizers see a look over either end. */
    char *alone = memcpy(prop64_alloc(len > 0 ? len : 1), text, len);
    char shown[400];
    bool is_plain;
    bool alike;

    memset(&plain, 0, sizeof(plain));
    is_plain = prop64_charge_read_plain(alone, len, &plain);
    if (is_plain)
    {
        prop64_charge_read_general(alone, len, &general);
        alike = plain.problem == general.problem && plain.notes == general.notes &&
                plain.count == general.count;
        for (int i = 0; alike && i < plain.count; i++)
            alike = prop64_charge_compare(plain.charges[i].bytes, plain.charges[i].len,
                                          general.charges[i].bytes, general.charges[i].len) == 0;
        prop64_quote(shown, sizeof(shown), text, len);
        if (!alike)
            printf("  \"%s\": plain %d charges, problem %d, notes %x; in general %d, %d, %x\n",
                   shown, plain.count, (int)plain.problem, plain.notes, general.count,
                   (int)general.problem, general.notes);
        check(alike, "read plainly as in general", shown);
    }
    prop64_free(alone);
    return is_plain;
}

/* ---------- random texts ---------- */

/* One alternative of a list apart by '|', the first one most often. */
static size_t
pick(char *to, const char *list)
{
    int n = 1;
    size_t len;

    for (const char *p = list; *p; p++)
        n += *p == '|';
    for (int i = below(2) ? (int)below((uint32_t)n) : 0; i > 0; i--)
        list = strchr(list, '|') + 1;
    len = strcspn(list, "|");
    memcpy(to, list, len);
    return len;
}

static size_t
random_text(char *text)
{
    static const char *const numbers =
        "11357|11358|459|484|18 1708|664|182|288|653|32|273|647|99|7|1|11360|00187|2097152|"
        "1234567|622|36 261.58|14 4302|11357.5|148.2.1|9.40.020|5.|18 248|66411358";
    static const char *const letters = "|A|B|F|AB|AA|HS|PC|G C|a|APC|.B|CC|ZZ|CB1|1";
    static const char *const steps = "|(A)|(b)(2)|(1)|(40)|(41)|(01)|(IV)|(A)(1)(A)|(A|A)|(A)2|"
                                     "( A)| (A)|(hash)|()|(A)(A)(A)(A)(A)(A)(A)(A)(A)|[A]|1/2";
    static const char *const codes = " PC|HS| HS| VC|PC|CP|MV|SH|G| pc| US| CA| AA| ZZ|ZZ| H&S| P "
                                     "C| PC.| QX|| BP| FG| CI| CORP| PENAL CODE"
                                     "| OF THE PENAL CODE|  PC |\tPC| PC1| XPC";
    static const char *const seams =
        "-| |  - |: | & |/|,| AND |-AND |; | OR |.|(|*| & | W/|-W/| ALSO |+|\xC2\xA7|\xC2\xBD ";
    static const char *const words =
        "POSS MARIJUANA|PETTY THEFT|ATTEMPTED MURDER|ATT MURDER|CULT-ATTEMPTED|CONSPIRACY TO SELL|"
        "CONSP|CARRY GUN|BATT W/INJ|W/1 PRIOR|4 PC|2ND DEGREE|HS|PC|PENAL CODE|CODE 3|CODE|"
        "CALIFORNIA PEN|VEH 2|VEH 2 DOORS|HS 1|11359 HS|11357(B)|OVER 1 OZ/28.5 GRAM|28|5|A|A 1|"
        "W I 7|SECTION 5|SEC 5|SUBD (A)|PARA (B)|(F)|C|C.|S|SC|OF THE PEN 4|WITH 3|ALSO 5 PC|OR "
        "8|US|USC|"
        "H&S|HEALTH AND SAFETY 9|LABOR 3|LABOR|CORP 44|UI|RT "
        "2|QX|QX-|PENPEN|VEHVEH|USUS|CARELESS|OZ|ABC|ABC |ABCD|GUN SHOT|IN CAR|NO INJURY|,5 PC|5 5 "
        "PC|"
        "TRANSPORTATION OF IT|TAKE CAR W/O CONSENT|BATT/PEACE OFFICER ETC|ATTORNEY FEES|CALIF "
        "HEALTH & SAF. CODE \xC2\xA7 5|CCP 1|C C P|S 5|HS HS";
    size_t n = 0;

    if (below(5) == 0)
        n += pick(text + n, "664/|664|664 |664/ |664(A)/| 664/|182/|HS 664/");
    if (below(5) == 0)
        n += pick(text + n, " |HS |PC|pc |US |PENAL |-|CT 1: |X|COMMERCIAL |\xC2\xA0");
    n += pick(text + n, numbers);
    n += pick(text + n, letters);
    n += pick(text + n, steps);
    n += pick(text + n, codes);
    for (int i = (int)below(4); i > 0; i--)
    {
        n += pick(text + n, seams);
        n += pick(text + n, words);
    }
    if (below(8) == 0)
        text[below((uint32_t)n)] = (char)below(256);
    return n;
}

/* ---------- what must be plain, for speed ---------- */

static void
plain_spellings(void)
{
    static const char *const texts[] = {
        "11357(B) HS",
        "11357(B) HS-POSS MARIJUANA",
        "11357(B)HS POSS -8GR MARIJ",
        "187(A) PC-MURDER",
        "459 PC  BURGLARY RESIDENCE",
        "10851(A)VC TAKE VEH W/O OWNER",
        "484G(B) PC ACCESS CARD FRAUD",
        "11351.5 HS POSS SALE RCK COCAI",
        "18 1708 US-THEFT OF MAIL",
        "36 2.35(B)(2) US",
        "HS 11357(b)(2)",
        "PC 288a(c)(1)",
        "664/459 PC-BURGLARY",
        "664/11358(A)HS CULTIVATE",
        "664/487 PC",
        "MISSING PERSON",
        "484 PETTY THEFT-SHOPLIFT",
        "594(B)(2)(A) VANDALISM",
        "594 CARELESS ABOUT PROPERTY",
        "488 GAS THEFT",
        "415 NO INJURY",
        "594(B)(2)(A) VANDALISM/ -$400",
        "484 THEFT ATT 2 TIMES; AND 11358 HS",
    };

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        check(compare(texts[i], strlen(texts[i])), "is plain", texts[i]);
}

/* ---------- what looks plain and is not ---------- */

static void
not_plain(void)
{
    static const char *const texts[] = {
        "459 PENPEN",    "459 vehVEH",       "218 USUS",         "647CP C-DRUNK",
        "647CP C DRUNK", "653MV C SPEEDING", "218SH & SC WATER",
    };

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        check(!compare(texts[i], strlen(texts[i])), "is not plain", texts[i]);
}

/* Every two letters behind a section, glued and apart, whatever code they are or hold. */
static void
every_pair(void)
{
    static const char *const sections[] = {"288", "647", "653", "11357", "218", "18 248", "266(A)"};
    static const char *const behind[] = {"",        " C",        " S-X", " X THEFT", "-PETTY THEFT",
                                         " & SC X", " PC THEFT", " CODE"};
    char text[80];
    int plain = 0;

    for (size_t s = 0; s < sizeof(sections) / sizeof(sections[0]); s++)
        for (int pair = 0; pair < 26 * 26 * 2; pair++)
            for (size_t b = 0; b < sizeof(behind) / sizeof(behind[0]); b++)
            {
                int n = snprintf(text, sizeof(text), "%s%s%c%c%s", sections[s], pair % 2 ? " " : "",
                                 'A' + pair / 2 / 26, 'A' + pair / 2 % 26, behind[b]);

                plain += compare(text, (size_t)n);
            }
    check(plain > 0, "some of every pair are plain", "too few");
}

/* What must be noticed in a description, at every place of descriptions of every length. */
static void
every_place(void)
{
    static const char *const openings[] = {"11357(B) HS-", "1 HS ", "484 ", "187 PC  ", "WORDS "};
    static const char *const told[] = {
        "ATT",        "ATTEMPTED", "ATTORNEY", "ATTMPTD", "CONSP",    "CONSPIRACY", "CONSENT",
        "9",          "10 9",      "11358 HS", "11 358",  "AND 9 PC", "\xA7",       "\xC2\xA0",
        "\xC2\xBD 9", "\x7F",      "\x1F",     "\n",      "- ATTEMPT"};
    static const char before[] = "- (BA";
    char text[160];
    int plain = 0;

    for (size_t o = 0; o < sizeof(openings) / sizeof(openings[0]); o++)
        for (size_t t = 0; t < sizeof(told) / sizeof(told[0]); t++)
            for (size_t len = 0; len < 40; len++)
                for (size_t at = 0; at <= len; at++)
                {
                    size_t opening = strlen(openings[o]);
                    size_t n = strlen(told[t]);
                    char *words = text + opening;

                    memcpy(text, openings[o], opening);
                    memset(words, 'X', len + n);
                    memcpy(words + at, told[t], n);
                    if (at > 0)
                        words[at - 1] = before[below(5)];
                    if (at < len && below(2) == 0)
                        words[at + n] = ' ';
                    plain += compare(text, opening + len + n);
                }
    check(plain > 0, "some of every place are plain", "too few");
}

/* ---------- what the searches in the tables rest on ---------- */

static void
sorted_tables(void)
{
    const Prop64SectionList *list = &prop64_sections_2026_1;
    const Prop64CodeSpelling *last = NULL;
    const Prop64CodeSpelling *spelling;

    for (int i = 0; (spelling = prop64_code_spelling_at(i)) != NULL; i++)
    {
        check(last == NULL || last->spelling[0] <= spelling->spelling[0],
              "spellings ascend by first letter", spelling->spelling);
        last = spelling;
    }
    for (int i = 1; i < list->lettered_count; i++)
        check(list->lettered[i - 1].number < list->lettered[i].number,
              "lettered sections ascend by number", list->lettered[i].letters);
}

/* Every spelling is found, with its blanks and without, whatever the tables skip. */
static void
every_spelling(void)
{
    const Prop64CodeSpelling *spelling;
    Prop64CodeMatch match;
    char close[80];

    for (int i = 0; (spelling = prop64_code_spelling_at(i)) != NULL; i++)
    {
        size_t len = strlen(spelling->spelling);
        size_t n = 0;

        check(prop64_code_match(spelling->spelling, len, &match) && match.len == len &&
                  match.number == spelling->number,
              "a spelling is read", spelling->spelling);
        for (size_t j = 0; j < len; j++)
            if (spelling->spelling[j] != ' ')
                close[n++] = spelling->spelling[j];
        check(prop64_code_match(close, n, &match) && match.len == n &&
                  match.number == spelling->number,
              "a spelling is read without its blanks", spelling->spelling);
    }
}

int
main(int argc, char **argv)
{
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 64;
    int rounds = argc > 2 ? atoi(argv[2]) : 200000;
    FILE *file = argc > 3 ? fopen(argv[3], "r") : NULL;
    static char text[4096];
    int plain = 0;
    int lines = 0;

    printf("seed %llu\n", (unsigned long long)seed);
    state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    plain_spellings();
    not_plain();
    every_pair();
    every_place();
    sorted_tables();
    every_spelling();
    for (int i = 0; i < rounds; i++)
        plain += compare(text, random_text(text));
    printf("%d of %d random texts are plain\n", plain, rounds);
    check(plain > rounds / 100, "some random texts are plain", "too few");
    if (file != NULL)
    {
        for (plain = 0; fgets(text, sizeof(text), file) != NULL; lines++)
            plain += compare(text, strcspn(text, "\n"));
        printf("%d of %d lines are plain\n", plain, lines);
        fclose(file);
    }
    return account();
}
