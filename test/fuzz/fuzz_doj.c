/*
 * fuzz_doj.c: any bytes as the lines of one person in the state's bulk file.
 *
 * Lines end with a line feed, their cells with a vertical bar, in the order of
 * Prop64DojColumn; what is missing is empty.
 */
#include "fuzz.h"

#include "doj/doj_person.h"

#define FUZZ_LINES_MAX 200

static int
doj_lines(const char *text, size_t size, Prop64DojLine *lines)
{
    int n = 0, cell = 0;
    size_t start = 0;

    memset(lines, 0, sizeof(*lines) * FUZZ_LINES_MAX);
    for (size_t i = 0; i <= size && n < FUZZ_LINES_MAX; i++)
    {
        if (i < size && text[i] != '|' && text[i] != '\n')
            continue;
        if (cell < PROP64_DOJ_COLUMNS && i > start)
            lines[n].cells[cell] = (Prop64Key){text + start, i - start};
        lines[n].id = n + 1;
        cell++;
        start = i + 1;
        if (i == size || text[i] == '\n')
        {
            n++;
            cell = 0;
        }
    }
    return n;
}

static void
doj_must_hold(const Prop64DojPerson *p, int nlines)
{
    Prop64Error err = {0};
    int lines = 0;

    fuzz_must(prop64_history_validate(p->history, p->history_len, &err), "the record is valid",
              err.detail);
    fuzz_must(p->record->ncounts == (uint32_t)p->ncounts,
              "the record has the counts, and no other conviction", NULL);
    fuzz_must(p->born.lo <= p->born.hi, "a birth has its days in order", NULL);
    for (int i = 0; i < p->ncounts; i++)
    {
        const Prop64DojCount *c = &p->counts[i];

        fuzz_must(c->state != NULL, "a count stands in the record", NULL);
        fuzz_must(c->count_key.data != NULL && c->count_key.len <= PROP64_KEY_MAX,
                  "a count has a key", NULL);
        fuzz_must(c->first->charge.len == 0 ||
                      prop64_charge_validate(c->first->charge.bytes, c->first->charge.len, &err),
                  "a charge is valid", err.detail);
        lines += c->lines;
    }
    fuzz_must(lines <= nlines, "no line is of two counts", NULL);
    for (int i = 0; i < p->findings.n; i++)
    {
        const Prop64Finding *f = &p->findings.list[i];

        fuzz_must(f->line_id >= 1 && f->line_id <= nlines && f->kind > PROP64_FINDING_NONE &&
                      f->kind < PROP64_FINDING_KINDS && prop64_finding_text(f->kind)[0] != '\0' &&
                      prop64_doj_column_name(f->column) != NULL,
                  "a finding says where and what", NULL);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Prop64DojLine lines[FUZZ_LINES_MAX];
    static Prop64DojWords *words; /* of all inputs before */
    uint8_t *copy = fuzz_copy(data, size);
    Prop64Arena arena = {NULL};
    Prop64DojPerson person;
    Prop64Error err = {0};
    int n;

    /* no text of PostgreSQL holds a NUL */
    for (size_t i = 0; i < size; i++)
        copy[i] = copy[i] == '\0' ? '?' : copy[i];
    n = doj_lines((const char *)copy, size, lines);
    if (words == NULL)
        words = prop64_doj_words_new();

    if (prop64_doj_read_person(lines, n, prop64_day_from_civil(2020, 7, 1), words, &arena, &person,
                               &err))
        doj_must_hold(&person, n);
    else
        fuzz_must_explain(&err, size);
    prop64_doj_person_free(&person);
    prop64_arena_free(&arena);
    prop64_free(copy);
    return 0;
}
