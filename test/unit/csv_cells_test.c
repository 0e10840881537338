/*
 * csv_cells_test.c: a line of CSV reads back as its cells, and no cell is a formula.
 *
 *   csv_cells_test [SEED]    the seed of the random properties; printed, fixed by default
 */
#include "doj/csv_cells.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

enum
{
    CELLS_MAX = 6,
    CELL_MAX = 12,
    LINE_MAX_SIZE = CELLS_MAX * (2 * CELL_MAX * 4 + 4)
};

typedef struct Cell
{
    char bytes[2 * CELL_MAX * 4 + 4];
    size_t len;
} Cell;

/* As an independent reader of RFC 4180 takes one line apart; the number of cells, -1: no CSV. */
static int
read_line(const char *line, size_t len, Cell *cells)
{
    size_t i = 0;
    int n = 0;

    for (;;)
    {
        Cell *cell = &cells[n];

        cell->len = 0;
        if (i < len && line[i] == '"')
        {
            for (i++;; i++)
            {
                if (i >= len)
                    return -1;
                if (line[i] == '"' && (i + 1 >= len || line[i + 1] != '"'))
                    break;
                if (line[i] == '"')
                    i++;
                cell->bytes[cell->len++] = line[i];
            }
            i++;
        }
        else
            for (; i < len && line[i] != ','; i++)
            {
                if (line[i] == '"' || line[i] == '\r' || line[i] == '\n')
                    return -1;
                cell->bytes[cell->len++] = line[i];
            }
        n++;
        if (i == len)
            return n;
        if (line[i] != ',' || n == CELLS_MAX)
            return -1;
        i++;
    }
}

static size_t
write_line(const Cell *cells, int n, bool safe, char *line)
{
    size_t len = 0;

    for (int i = 0; i < n; i++)
    {
        Prop64CsvCell plan = prop64_csv_plan(cells[i].bytes, cells[i].len, safe);

        if (i > 0)
            line[len++] = ',';
        prop64_csv_write(&plan, cells[i].bytes, cells[i].len, line + len);
        len += plan.size;
    }
    return len;
}

static bool
is_written(const char *text, bool safe, const char *as)
{
    Cell cell;
    char line[LINE_MAX_SIZE];
    size_t len;

    cell.len = strlen(text);
    memcpy(cell.bytes, text, cell.len);
    len = write_line(&cell, 1, safe, line);
    return len == strlen(as) && memcmp(line, as, len) == 0;
}

static void
test_quotes(void)
{
    static const char *plain[] = {"", "x", "DOE JOHN", "11357(A) HS", "a;b", "don't", "\xC3\xB1"};
    static const char *quoted[][2] = {
        {"DOE,JOHN", "\"DOE,JOHN\""},
        {"a\"b", "\"a\"\"b\""},
        {"\"", "\"\"\"\""},
        {"a\rb", "\"a\rb\""},
        {"a\nb", "\"a\nb\""},
        {" a", "\" a\""},
        {"a ", "\"a \""},
        {" ", "\" \""},
        {"a\t", "\"a\t\""},
        {"\\.", "\"\\.\""},
    };

    for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
        CHECK(is_written(plain[i], true, plain[i]), plain[i]);
    for (size_t i = 0; i < sizeof(quoted) / sizeof(quoted[0]); i++)
        CHECK(is_written(quoted[i][0], true, quoted[i][1]), quoted[i][0]);
}

static void
test_formulas(void)
{
    static const char *formulas[] = {
        "=1+1",
        "=HYPERLINK(\"http://x\")",
        "+1+1",
        "-1-1",
        "@SUM(1)",
        "-x",
        "+",
        "--1",
        "-1.2.3",
        "-.",
        "+-1",
        "-1e9",
        "- 1",
        "\t=1",
        "\tx",
        "\rx",
        "\nx",
        " =1",
        "  \x01=1",
        "\xC2\xA0=1",
        "\xE3\x80\x80@x",
        "\xEF\xBB\xBF=1",
        "\xEF\xBC\x9D"
        "1",
        "\xEF\xBC\x8B"
        "1",
        "\xEF\xBC\x8D"
        "1",
        "\xEF\xBC\xA0x",
        " \xEF\xBC\x9D",
    };
    static const char *harmless[] = {
        "\t\t",   "\r\n",         " \t ",     "-",    "-1.4",     "-1.0", "-0.0", "+5",  "-.5",
        "-5.",    " -3 ",         "",         " ",    "a=1",      "'=1",  "1-1",  "3+4", "x@y",
        "\"=1\"", "\xEF\xBC\x91", "\xEF\xBC", "\xC2", "\xE3\x80",
    };

    for (size_t i = 0; i < sizeof(formulas) / sizeof(formulas[0]); i++)
        CHECK(prop64_csv_is_formula(formulas[i], strlen(formulas[i])), formulas[i]);
    for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++)
        CHECK(!prop64_csv_is_formula(harmless[i], strlen(harmless[i])), harmless[i]);
    CHECK(is_written("=1", true, "'=1"), "a formula gets an apostrophe in front");
    CHECK(is_written("=1", false, "=1"), "and none when it is not asked for");
    CHECK(is_written("=A1,B1", true, "\"'=A1,B1\""), "the apostrophe stands inside the quotes");
    CHECK(is_written(" =1", true, "\"' =1\""), "and before the blanks");
    CHECK(is_written("-1.4", true, "-1.4"), "a number stays as it is");
}

/* Cells that are likely to be awkward. */
static Cell
draw_cell(void)
{
    static const char *parts[] = {
        "=",        "+",           "-", "@", "\t", "\r", "\n", " ",  "\"",           ",",
        "1",        ".",           "x", "'", ";",  "\\", "\v", "\"", "\xEF\xBC\x9D", "\xEF\xBC\x8D",
        "\xC2\xA0", "\xE3\x80\x80"};
    Cell cell;
    uint32_t n = draw(CELL_MAX);

    cell.len = 0;
    for (uint32_t i = 0; i < n; i++)
    {
        const char *part = parts[draw(sizeof(parts) / sizeof(parts[0]))];
        char byte[2] = {(char)(1 + draw(255)), '\0'};

        if (draw(8) == 0)
            part = byte;
        memcpy(cell.bytes + cell.len, part, strlen(part));
        cell.len += strlen(part);
    }
    return cell;
}

/* What must not come first, told in another way than the code tells it. */
static bool
begins_with_formula_character(const Cell *cell)
{
    static const char *triggers[] = {"=",
                                     "+",
                                     "-",
                                     "@",
                                     "\t",
                                     "\r",
                                     "\n",
                                     "\xEF\xBC\x9D",
                                     "\xEF\xBC\x8B",
                                     "\xEF\xBC\x8D",
                                     "\xEF\xBC\xA0"};
    char text[sizeof(cell->bytes) + 1];
    double number;
    char rest[2];
    size_t len = cell->len;
    size_t at = 0;

    while (len > 0 && cell->bytes[len - 1] == ' ')
        len--;
    memcpy(text, cell->bytes, len);
    text[len] = '\0';
    while (text[at] == ' ')
        at++;
    if (strcmp(text + at, "-") == 0)
        return false;
    for (size_t i = at; i < len && text[i] > 0 && text[i] <= ' '; i++)
        if (i + 1 == len)
            return false;
    /* the plain numbers: all that has nothing but these, and is read as a number to its end */
    if (strspn(text + at, "+-.0123456789 ") == strlen(text + at) &&
        sscanf(text + at, "%lf%1s", &number, rest) == 1)
        return false;
    for (size_t i = 0; i < sizeof(triggers) / sizeof(triggers[0]); i++)
        if (strncmp(text + at, triggers[i], strlen(triggers[i])) == 0)
            return true;
    return false;
}

static void
test_random(void)
{
    bool reads_back = true;
    bool guarded_reads_back = true;
    bool no_formula = true;
    int lines;

    for (lines = 0; lines < 300000; lines++)
    {
        Cell cells[CELLS_MAX];
        Cell read[CELLS_MAX];
        char line[LINE_MAX_SIZE];
        int n = 1 + (int)draw(CELLS_MAX);

        for (int i = 0; i < n; i++)
            cells[i] = draw_cell();
        reads_back &= read_line(line, write_line(cells, n, false, line), read) == n;
        for (int i = 0; reads_back && i < n; i++)
            reads_back = read[i].len == cells[i].len &&
                         memcmp(read[i].bytes, cells[i].bytes, cells[i].len) == 0;
        guarded_reads_back &= read_line(line, write_line(cells, n, true, line), read) == n;
        for (int i = 0; guarded_reads_back && i < n; i++)
        {
            size_t guard = read[i].len - cells[i].len;

            guarded_reads_back =
                guard == (prop64_csv_is_formula(cells[i].bytes, cells[i].len) ? 1 : 0) &&
                (guard == 0 || read[i].bytes[0] == '\'') &&
                memcmp(read[i].bytes + guard, cells[i].bytes, cells[i].len) == 0;
            no_formula &= !begins_with_formula_character(&read[i]);
        }
    }
    CHECK(reads_back, "a line reads back as its cells");
    CHECK(guarded_reads_back, "a safe line reads back as its cells, formulas with an apostrophe");
    CHECK(no_formula, "no safe cell begins with a character of a formula");
    printf("%d random lines\n", lines);
}

int
main(int argc, char **argv)
{
    if (argc > 1)
        state = strtoull(argv[1], NULL, 10) | 1;
    printf("seed %llu\n", (unsigned long long)state);
    test_quotes();
    test_formulas();
    test_random();
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
