/* charge_print.c: the canonical text of a charge.  Pure. */
#include "charge/charge_core.h"

#include "charge/charge_bytes.h"
#include "law/code_names.h"

static char *
put_text(char *to, const char *text)
{
    size_t n = strlen(text);

    memcpy(to, text, n);
    return to + n;
}

static char *
put_number(char *to, uint32_t n)
{
    char digits[12], *digit = digits + sizeof(digits);

    *--digit = '\0';
    do
        *--digit = (char)('0' + n % 10);
    while (n /= 10);
    return put_text(to, digit);
}

/* What belongs to the section after its integer part. */
static char *
put_suffix(char *to, Prop64Reader *r)
{
    bool in_digits = false;

    while (prop64_remaining(r) > 0 && *r->at >= 0x90)
    {
        uint8_t b = prop64_get8(r);

        if (b <= 0x99)
        {
            if (!in_digits)
                *to++ = '.';
            *to++ = (char)('0' + b - 0x90);
            in_digits = true;
        }
        else if (b == 0x9A)
            in_digits = false;
        else if (b == 0x9B)
            to = put_text(to, " 1/2");
        else
        {
            *to++ = (char)('a' + b - 0xA1);
            in_digits = false;
        }
    }
    return to;
}

/*
 * One step without its brackets; letters are small where *capital is false, and
 * turn it over for the letters below.
 */
static char *
put_step(char *to, Prop64Reader *r, bool *capital)
{
    uint8_t first = prop64_get8(r);
    size_t k = 1;
    const uint8_t *letters = r->at - 1;

    if (first == 0x3A)
        return put_number(to, prop64_get16(r));
    if (first < 0x3A)
        return put_number(to, (uint32_t)(first - 0x10));
    if (first == 0x5B)
    {
        k = prop64_get8(r);
        letters = prop64_take(r, k);
    }
    for (size_t i = 0; letters != NULL && i < k; i++)
        *to++ = (char)(letters[i] | (*capital ? 0 : 0x20));
    *capital = !*capital;
    return to;
}

static char *
put_path(char *to, Prop64Reader *r)
{
    bool capital = false;

    while (prop64_remaining(r) > 0 && *r->at >= 0x10 && *r->at < PROP64_CHARGE_BOUND)
    {
        *to++ = '(';
        to = put_step(to, r, &capital);
        *to++ = ')';
    }
    if (prop64_remaining(r) > 0 && *r->at == PROP64_CHARGE_BOUND)
    {
        prop64_get8(r);
        to = put_text(to, "(*)");
    }
    return to;
}

/* Reads the head and the integer part, leaves r at the suffix. */
static char *
put_section(char *to, Prop64Reader *r, int *code)
{
    const Prop64CodeName *name;

    *code = prop64_get8(r) & 0x3F;
    name = prop64_code_name(*code);
    if (name != NULL && name->has_title)
    {
        uint32_t title = prop64_charge_get_number(r);

        if (title > 0)
        {
            to = put_number(to, title);
            *to++ = ' ';
        }
    }
    to = put_number(to, prop64_charge_get_number(r));
    return put_suffix(to, r);
}

/*
 * A citation.  The code is left out behind a citation of the Penal Code (code_before),
 * except where the reader would take Health and Safety for a bare 11357 to 11360.
 */
static char *
put_citation(char *to, const uint8_t *bytes, size_t len, int code_before)
{
    Prop64Reader r = prop64_reader(bytes, len);
    int code = bytes[0] & 0x3F;
    const Prop64CodeName *name = prop64_code_name(code);

    if (code != PROP64_CODE_PC || code_before != PROP64_CODE_PC ||
        prop64_charge_is_cannabis(bytes, len))
    {
        to = put_text(to, name ? name->letters : "??");
        *to++ = ' ';
    }
    to = put_section(to, &r, &code);
    return put_path(to, &r);
}

size_t
prop64_charge_print(const uint8_t *bytes, size_t len, char *buf)
{
    int parts = prop64_charge_parts(bytes, len);
    int code = bytes[0] & 0x3F;
    char *to = put_citation(buf, bytes, prop64_charge_citation_len(bytes, len), 0);

    for (int i = 0; i < parts; i++)
    {
        Prop64ChargePart part = prop64_charge_part(bytes, len, i);

        if (part.role == PROP64_ROLE_TARGET)
        {
            *to++ = '/';
            to = put_citation(to, part.citation, part.len, code);
        }
        else
        {
            to = put_text(to, " also ");
            to = put_citation(to, part.citation, part.len, 0);
        }
        code = part.citation[0] & 0x3F;
    }
    *to = '\0';
    return (size_t)(to - buf);
}

size_t
prop64_charge_print_section(const uint8_t *bytes, size_t len, char *buf)
{
    Prop64Reader r = prop64_reader(bytes, prop64_charge_section_len(bytes, len));
    int code;
    char *to = put_section(buf, &r, &code);

    *to = '\0';
    return (size_t)(to - buf);
}

int
prop64_charge_print_steps(const uint8_t *bytes, size_t len, char steps[][PROP64_CHARGE_STEP_TEXT],
                          int max)
{
    size_t section = prop64_charge_section_len(bytes, len);
    size_t citation = prop64_charge_citation_len(bytes, len);
    Prop64Reader r = prop64_reader(bytes + section, citation - section);
    bool capital = false;
    int n = 0;

    while (n < max && prop64_remaining(&r) > 0 && *r.at < PROP64_CHARGE_BOUND)
        *put_step(steps[n++], &r, &capital) = '\0';
    return n;
}
