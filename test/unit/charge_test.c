/*
 * charge_test.c: the charge room without a server.
 *
 *   charge_test [SEED [ROUNDS]]
 *
 * Fixed cases first, then properties of random values and random texts.  The seed is
 * 64 unless given, and printed, so that a failure can be repeated.
 */
#include "charge/charge_bytes.h"
#include "charge/charge_core.h"
#include "charge/charge_sections.h"
#include "law/code_names.h"

#include <stdio.h>
#include <stdlib.h>

#include "promise.h"

/* ---------- random numbers ---------- */

static uint64_t state;

static uint32_t
below(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 11) % n);
}

static bool
chance(int percent)
{
    return (int)below(100) < percent;
}

/* ---------- random values ---------- */

static const struct
{
    uint32_t number;
    const char *letters;
} lettered[] = {{288, "a"}, {273, "ab"}, {653, "f"}, {653, "aa"}, {640, "b"}, {337, "a"}};

static void
random_citation(Prop64Charge *c)
{
    uint8_t *b = c->bytes;
    const Prop64CodeName *code;
    size_t room = 12 + below(chance(10) ? 100 : 14);
    size_t n = 0;

    code = chance(40) ? prop64_code_name(PROP64_CODE_PC)
                      : prop64_code_name(1 + (int)below(PROP64_CODE_ZZ));
    b[n++] = (uint8_t)(0x40 | code->number);
    if (code->has_title)
        n += prop64_charge_put_number(b + n, chance(50) ? 0 : below(3000));
    if (code->number == PROP64_CODE_PC && chance(25))
    {
        int i = (int)below(6);

        n += prop64_charge_put_number(b + n, lettered[i].number);
        for (const char *p = lettered[i].letters; *p; p++)
            b[n++] = (uint8_t)(0xA1 + *p - 'a');
    }
    else
    {
        static const uint32_t known[] = {664,
                                         182,
                                         32,
                                         11357,
                                         11358,
                                         11360,
                                         256,
                                         127,
                                         128,
                                         16511,
                                         16512,
                                         0,
                                         PROP64_CHARGE_NUMBER_MAX};

        n += prop64_charge_put_number(b + n, chance(50) ? known[below(13)]
                                                        : below(PROP64_CHARGE_NUMBER_MAX + 1));
    }
    if (chance(25))
    {
        for (int runs = 0; runs == 0 || chance(20); runs++)
        {
            if (runs > 0)
                b[n++] = 0x9A;
            do
                b[n++] = (uint8_t)(0x90 + below(10));
            while (chance(40) && n < room);
        }
    }
    if (chance(5))
        b[n++] = 0x9B;
    while (chance(60) && n + 10 < room)
    {
        uint32_t step = below(100);

        if (step < 40)
            b[n++] = (uint8_t)('A' + below(26));
        else if (step < 80)
            b[n++] = (uint8_t)(0x10 + below(41));
        else if (step < 90)
        {
            uint32_t v = 41 + below(PROP64_CHARGE_STEP_MAX - 40);

            b[n++] = 0x3A;
            b[n++] = (uint8_t)(v >> 8);
            b[n++] = (uint8_t)v;
        }
        else
        {
            uint32_t k = 2 + below(7);

            b[n++] = 0x5B;
            b[n++] = (uint8_t)k;
            while (k-- > 0)
                b[n++] = (uint8_t)('A' + below(26));
        }
    }
    c->len = (uint8_t)n;
}

static void
random_charge(Prop64Charge *c)
{
    Prop64ChargeComponent parts[PROP64_CHARGE_PARTS_MAX];
    Prop64Charge citation;
    int count = 0;

    random_citation(&citation);
    *c = citation;
    if (chance(8))
    {
        prop64_charge_high(citation.bytes, citation.len, c);
        return;
    }
    while (count < PROP64_CHARGE_PARTS_MAX && chance(35))
    {
        bool form = prop64_charge_form(citation.bytes, citation.len) != PROP64_FORM_PLAIN;

        parts[count].role = form && chance(70) ? PROP64_ROLE_TARGET : PROP64_ROLE_ALSO;
        random_citation(&parts[count++].citation);
    }
    if (count > 0 && !prop64_charge_compose(&citation, parts, count, c))
        *c = citation;
}

static bool
same(const Prop64Charge *a, const Prop64Charge *b)
{
    return prop64_charge_compare(a->bytes, a->len, b->bytes, b->len) == 0;
}

/* ---------- properties ---------- */

static void
value_properties(int rounds)
{
    Prop64Charge last = {.len = 2, .bytes = {0x40 | PROP64_CODE_PC, 1}};

    for (int i = 0; i < rounds; i++)
    {
        Prop64Charge c;
        Prop64Charge again;
        Prop64Charge high;
        Prop64Charge high_of_last;
        Prop64Error err;
        char text[PROP64_CHARGE_TEXT_MAX];
        size_t len;

        random_charge(&c);
        check(prop64_charge_validate(c.bytes, c.len, &err), "random value is valid", err.detail);
        len = prop64_charge_print(c.bytes, c.len, text);
        check(len < sizeof(text) && strlen(text) == len, "print fits", text);
        if (!prop64_charge_parse(text, len, &again, &err))
            check(false, "a print parses", text);
        else
            check(same(&c, &again), "in(out(x)) = x", text);

        /* c under last exactly when it lies in the range from last to high(last). */
        prop64_charge_high(c.bytes, c.len, &high);
        prop64_charge_high(last.bytes, last.len, &high_of_last);
        check(prop64_charge_validate(high.bytes, high.len, &err), "high is valid", text);
        check(prop64_charge_under(c.bytes, c.len, c.bytes, c.len), "under itself", text);
        check(prop64_charge_under(high.bytes, high.len, c.bytes, c.len), "high is under", text);
        check(prop64_charge_compare(c.bytes, c.len, high.bytes, high.len) <= 0, "high", text);
        for (int way = 0; way < 2; way++)
        {
            const Prop64Charge *x = way ? &last : &c;
            const Prop64Charge *a = way ? &c : &last;
            const Prop64Charge *h = way ? &high : &high_of_last;
            bool in_range = prop64_charge_compare(a->bytes, a->len, x->bytes, x->len) <= 0 &&
                            prop64_charge_compare(x->bytes, x->len, h->bytes, h->len) <= 0;

            check(prop64_charge_under(x->bytes, x->len, a->bytes, a->len) == in_range,
                  "under is a range", text);
        }
        /* An ancestor: the citation less some of its last bytes, where that is valid. */
        size_t cut = prop64_charge_section_len(c.bytes, c.len);

        check(prop64_charge_under(c.bytes, c.len, c.bytes, cut), "under its section", text);
        check(prop64_charge_same_section(c.bytes, c.len, c.bytes, cut), "same section", text);
        if (chance(50))
            last = c;
        else
        {
            last = c;
            last.len = (uint8_t)cut;
        }
        /* Damaged values are refused or still print and parse to themselves. */
        again = c;
        again.bytes[below(again.len)] = (uint8_t)below(256);
        if (chance(20))
            again.len = (uint8_t)(1 + below(again.len));
        if (prop64_charge_validate(again.bytes, again.len, NULL))
        {
            Prop64Charge third;

            len = prop64_charge_print(again.bytes, again.len, text);
            check(prop64_charge_parse(text, len, &third, &err) && same(&again, &third),
                  "what validate accepts is canonical", text);
        }
    }
}

static const char *const pieces[] = {"11357",
                                     "11358",
                                     "HS",
                                     "PC",
                                     "VC",
                                     "H&S",
                                     "(a)",
                                     "(B)",
                                     "(2)",
                                     "(",
                                     ")",
                                     "/",
                                     "-",
                                     " ",
                                     "664",
                                     "182",
                                     "653F",
                                     "32",
                                     "also",
                                     "AND",
                                     "OR",
                                     "288A",
                                     "1/2",
                                     ".5",
                                     "US",
                                     "18",
                                     "x",
                                     "POSS",
                                     "(iv)",
                                     ".",
                                     ",",
                                     "+",
                                     "$",
                                     "#",
                                     "484",
                                     "490.5",
                                     "186.22(B)(4)",
                                     "ATTEMPTED",
                                     "[b]",
                                     "\xC2\xA7",
                                     "\xC2\xBD",
                                     "\xE2\x80\x93",
                                     "\0",
                                     "CODE",
                                     "HEALTH",
                                     "(*)",
                                     "99999",
                                     "0",
                                     "CA",
                                     "AA",
                                     "ZZ",
                                     "OF THE"};

#define N_PIECES ((int)(sizeof(pieces) / sizeof(pieces[0])))

static void
text_properties(int rounds)
{
    static Prop64ChargeReading reading;

    for (int i = 0; i < rounds; i++)
    {
        char text[400];
        char shown[400];
        size_t len = 0;
        Prop64Charge c;
        Prop64Error err = {0};
        bool strict;

        for (int n = 1 + (int)below(14); n > 0; n--)
        {
            const char *piece = pieces[below(N_PIECES)];
            size_t k = *piece ? strlen(piece) : 1;

            memcpy(text + len, piece, k);
            len += k;
        }
        if (chance(20))
            text[below((uint32_t)len)] = (char)below(256);
        prop64_quote(shown, sizeof(shown), text, len);
        strict = prop64_charge_parse(text, len, &c, &err);
        if (strict)
            check(prop64_charge_validate(c.bytes, c.len, &err), "parsed is valid", shown);
        else
            check(err.code != PROP64_OK && err.offset >= 0 && (size_t)err.offset <= len &&
                      err.detail[0] != '\0',
                  "an error has a place and a reason", shown);
        prop64_charge_read(text, len, &reading);
        check(reading.problem == PROP64_PROBLEM_NONE ? reading.count == 1
              : reading.problem == PROP64_PROBLEM_ALTERNATIVES
                  ? reading.count > 1 && reading.count <= PROP64_READING_MAX
                  : reading.count == 0,
              "count and problem agree", shown);
        for (int j = 0; j < reading.count; j++)
        {
            Prop64Charge again;
            char canonical[PROP64_CHARGE_TEXT_MAX];
            size_t n;

            check(prop64_charge_validate(reading.charges[j].bytes, reading.charges[j].len, &err),
                  "read is valid", shown);
            n = prop64_charge_print(reading.charges[j].bytes, reading.charges[j].len, canonical);
            check(prop64_charge_parse(canonical, n, &again, &err) &&
                      same(&again, &reading.charges[j]),
                  "what was read prints to itself", canonical);
        }
    }
}

/* ---------- fixed cases ---------- */

static void
reads_as(const char *text, const char *expected)
{
    Prop64ChargeReading r;
    char got[PROP64_CHARGE_TEXT_MAX * PROP64_READING_MAX] = "";
    size_t n = 0;

    prop64_charge_read(text, strlen(text), &r);
    for (int i = 0; i < r.count; i++)
    {
        if (i > 0)
            n += (size_t)sprintf(got + n, " | ");
        n += prop64_charge_print(r.charges[i].bytes, r.charges[i].len, got + n);
    }
    if (strcmp(got, expected) != 0)
        printf("  \"%s\" read as \"%s\", expected \"%s\"\n", text, got, expected);
    check(strcmp(got, expected) == 0, text, got);
}

static void
refused_at(const char *text, int offset, Prop64ErrorCode code)
{
    Prop64Charge c;
    Prop64Error err = {0};
    bool good = prop64_charge_parse(text, strlen(text), &c, &err);

    if (good || err.offset != offset || err.code != code)
        printf("  \"%s\": %s at %d, code %d: %s\n", text, good ? "accepted" : "refused",
               (int)err.offset, (int)err.code, err.detail);
    check(!good && err.offset == offset && err.code == code, text, err.detail);
}

static void
fixed_cases(void)
{
    static const char *const readings[][2] = {
        {"11357(B) HS", "HS 11357(b)"},
        {"HS11357B", "HS 11357(b)"},
        {"11357.B H&S", "HS 11357(b)"},
        {"H&S \xC2\xA7 11357(b)(2)", "HS 11357(b)(2)"},
        {"Health & Saf. Code, \xC2\xA7 11357, subd. (b)(2)", "HS 11357(b)(2)"},
        {"section 11357(b) of the Health and Safety Code", "HS 11357(b)"},
        {"11360(A)HS POSS", "HS 11360(a)"},
        {"11357(C) HS-POSS MARIJUANA OVER 1 OZ/28.5 GRAM", "HS 11357(c)"},
        {"664/11358 HS", "PC 664/HS 11358"},
        {"66411357(A) HS-X", "PC 664/HS 11357(a)"},
        {"664.11358", "PC 664/HS 11358"},
        {"664-187(A) PC", "PC 664/187(a)"},
        {"187(A) PC-MURDER-ATTEMPTED", "PC 664/187(a)"},
        {"182(A)(1)/11359 PC", "PC 182(a)(1)/HS 11359"},
        {"182(A)(1) PC-CONSPIRACY 11359 HS", "PC 182(a)(1)/HS 11359"},
        {"186.22(B)(4)/246 PC", "PC 246 also PC 186.22(b)(4)"},
        {"484(A)/490.5 PC", "PC 484(a) also PC 490.5"},
        {"664/187(A)/12022.53(D) PC", "PC 664/187(a) also PC 12022.53(d)"},
        {"240/242 PC", "PC 240 | PC 242"},
        {"11357 HS OR 11358 HS", "HS 11357 | HS 11358"},
        {"11357(a)/(b) HS", "HS 11357(a) | HS 11357(b)"},
        {"18 1708 US", "US 18 1708"},
        {"18 U.S.C. \xC2\xA7 1708", "US 18 1708"},
        {"1798.90.1(A)(1) CI", "CI 1798.90.1(a)(1)"},
        {"6221/2 PC", "PC 622 1/2"},
        {"622\xC2\xBD PC", "PC 622 1/2"},
        {"640B.1 PC", "PC 640b.1"},
        {"273AB(A) PC", "PC 273ab(a)"},
        {"424(A)1 PC", "PC 424(a)(1)"},
        {"12025(A)2) PC", "PC 12025(a)(2)"},
        {"111357 PC-X", "PC 111357"},
        {"11357.5 HS-X", "HS 11357.5"},
        {"11357(A)PC-X", "PC 11357(a)"},
        {"11357.5", ""},
        {"484 PETTY THEFT", ""},
        {"MISSING PERSON", ""},
        {"PHONE 555 11358 9", ""},
        {"WARRANT NBR A-1135799", ""},
        {"WARRANT A-11357 HS", ""},
        {"245 PC-HANDS/FEET", "PC 245"},
        {"99999999999 HS", ""},
        {"11359 HS 11360 HS", "HS 11359 | HS 11360"},
        {"REDUCED FROM 11359 HS TO 11357(C) HS", "HS 11359 | HS 11357(c)"},
        {"496(D) PC-ATTEMPT 496PC:STOLEN PROP", "PC 496(d)"},
        {"CONSPIRACY TO COMMIT 11359 HS", "PC 182/HS 11359"},
        {"11357(b) (I)", "HS 11357(b)"},
        {"11359 HS 2 CTS", "HS 11359"},
        {"", ""},
    };

    for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++)
        reads_as(readings[i][0], readings[i][1]);

    refused_at("", 0, PROP64_ERR_SYNTAX);
    refused_at("   ", 3, PROP64_ERR_SYNTAX);
    refused_at("11357", 5, PROP64_ERR_SYNTAX);
    refused_at("HS", 2, PROP64_ERR_SYNTAX);
    refused_at("HS 11357(b", 10, PROP64_ERR_SYNTAX);
    refused_at("HS 11357()", 9, PROP64_ERR_SYNTAX);
    refused_at("HS 11357(b) possession", 12, PROP64_ERR_SYNTAX);
    refused_at("HS 11357 PC", 9, PROP64_ERR_SYNTAX);
    refused_at("HS 011357", 3, PROP64_ERR_SYNTAX);
    refused_at("PC 240/242", 0, PROP64_ERR_SYNTAX);
    refused_at("QX 11357", 0, PROP64_ERR_SYNTAX);
    refused_at("HS 99999999", 0, PROP64_ERR_LIMIT);
    refused_at("HS 11357(10000)", 0, PROP64_ERR_LIMIT);
    refused_at("HS 11357(abcdefghi)", 0, PROP64_ERR_LIMIT);
}

/* The value bytes that charge_core.h promises. */
static void
frozen_bytes(void)
{
    static const struct
    {
        const char *text;
        const char *hex;
    } golden[] = {
        {"HS 11357", "4eabdd"},
        {"HS 11357(b)(2)", "4eabdd4212"},
        {"HS 11357(*)", "4eabdd80"},
        {"HS 11357.5", "4eabdd95"},
        {"PC 32", "5220"},
        {"PC 288a(c)(2)(A)", "5280a0a1431241"},
        {"PC 622 1/2", "5281ee9b"},
        {"PC 640b.1", "528200a291"},
        {"PC 664/187(a)", "528218010101010452803b41"},
        {"PC 246 also PC 186.22(b)(4)", "528076010001020752803a92924214"},
        {"US 18 1708", "5812862c"},
        {"US 1708", "5800862c"},
        {"CI 1798.90.1(a)(1)", "4586869990"
                               "9a914111"},
        {"HS 11357(41)(iv)", "4eabdd3a00295b024956"},
        {"HS 2097151", "4edfbf7f"},
    };

    for (size_t i = 0; i < sizeof(golden) / sizeof(golden[0]); i++)
    {
        Prop64Charge c;
        Prop64Error err = {0};
        char hex[2 * PROP64_CHARGE_MAX + 1] = "";

        if (prop64_charge_parse(golden[i].text, strlen(golden[i].text), &c, &err))
            for (int j = 0; j < c.len; j++)
                sprintf(hex + 2 * j, "%02x", c.bytes[j]);
        if (strcmp(hex, golden[i].hex) != 0)
            printf("  %s is %s, not %s %s\n", golden[i].text, hex, golden[i].hex, err.detail);
        check(strcmp(hex, golden[i].hex) == 0, golden[i].text, "frozen bytes");
    }
}

/*
 * A long text of any kind is read in time that grows with its length: reading that
 * were quadratic would not come back from here within hours.
 */
static void
linear_time(void)
{
    static const char *const units[] = {"(",
                                        "1 ",
                                        "1/",
                                        "(1)",
                                        "11357 HS OR ",
                                        "A",
                                        "HS ",
                                        "1.1",
                                        " ",
                                        "11357B",
                                        "PC 1/",
                                        "664",
                                        "H&",
                                        "H AND ",
                                        "1A",
                                        "AND 11357 HS;",
                                        "(a)/(b)",
                                        "-",
                                        "$",
                                        "1 USC ",
                                        "11357(a) AND ",
                                        "SECTION ",
                                        "CAL ",
                                        "1(",
                                        "ATTEMPTED "};
    static Prop64ChargeReading reading;
    size_t len = 250000;
    char *text = malloc(len);

    for (size_t u = 0; text != NULL && u < sizeof(units) / sizeof(units[0]); u++)
    {
        size_t k = strlen(units[u]);
        Prop64Charge c;

        for (size_t i = 0; i < len; i++)
            text[i] = units[u][i % k];
        prop64_charge_parse(text, len, &c, NULL);
        prop64_charge_read(text, len, &reading);
        memcpy(text, "11357 HS-", 9);
        prop64_charge_read(text, len, &reading);
        check(reading.problem != PROP64_PROBLEM_EMPTY, "a long text is read", units[u]);
    }
    free(text);
}

int
main(int argc, char **argv)
{
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 64;
    int rounds = argc > 2 ? atoi(argv[2]) : 20000;

    printf("seed %llu\n", (unsigned long long)seed);
    state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    fixed_cases();
    frozen_bytes();
    value_properties(rounds);
    text_properties(rounds);
    linear_time();
    return account();
}
