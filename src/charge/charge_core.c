/* charge_core.c: the bytes of a charge: checking, comparing, taking apart.  Pure. */
#include "charge/charge_core.h"

#include "charge/charge_bytes.h"
#include "charge/charge_sections.h"
#include "common/bytes.h"
#include "law/code_names.h"

/* A number of the layout; r->failed tells that there is none. */
uint32_t
prop64_charge_get_number(Prop64Reader *r)
{
    uint8_t lead = prop64_get8(r);

    if (lead < 0x80)
        return lead;
    if (lead < 0xC0)
        return 128 + (((uint32_t)(lead & 0x3F) << 8) | prop64_get8(r));
    if (lead < 0xE0)
    {
        uint32_t high = (uint32_t)(lead & 0x1F) << 16;

        return 16512 + (high | prop64_get16(r));
    }
    r->failed = true;
    return 0;
}

size_t
prop64_charge_put_number(uint8_t *to, uint32_t n)
{
    if (n < 128)
    {
        to[0] = (uint8_t)n;
        return 1;
    }
    if (n < 16512)
    {
        n -= 128;
        to[0] = (uint8_t)(0x80 | (n >> 8));
        to[1] = (uint8_t)n;
        return 2;
    }
    n -= 16512;
    to[0] = (uint8_t)(0xC0 | (n >> 16));
    to[1] = (uint8_t)(n >> 8);
    to[2] = (uint8_t)n;
    return 3;
}

/* Length of a number by its first byte. */
static size_t
number_len(uint8_t lead)
{
    return lead < 0x80 ? 1 : lead < 0xC0 ? 2 : 3;
}

/* Length of a step of the path by its first bytes. */
static size_t
step_len(const uint8_t *step)
{
    return step[0] == 0x3A ? 3 : step[0] == 0x5B ? 2 + (size_t)step[1] : 1;
}

static size_t
head_len(const uint8_t *bytes, size_t len)
{
    const Prop64CodeName *code = prop64_code_name(bytes[0] & 0x3F);
    size_t at = 1;

    if (code != NULL && code->has_title && at < len)
        at += number_len(bytes[at]);
    if (at < len)
        at += number_len(bytes[at]);
    return at < len ? at : len;
}

size_t
prop64_charge_section_len(const uint8_t *bytes, size_t len)
{
    size_t at = len > 0 ? head_len(bytes, len) : 0;

    while (at < len && bytes[at] >= 0x90)
        at++;
    return at;
}

/* Length of the citation; tells whether it ends in a bound. */
static size_t
walk_citation(const uint8_t *bytes, size_t len, bool *bound)
{
    size_t at = prop64_charge_section_len(bytes, len);

    while (at < len && bytes[at] >= 0x10 && bytes[at] < 0x80)
        at += step_len(bytes + at);
    *bound = at < len && bytes[at] == PROP64_CHARGE_BOUND;
    if (*bound)
        at++;
    return at < len ? at : len;
}

size_t
prop64_charge_citation_len(const uint8_t *bytes, size_t len)
{
    bool bound;

    return walk_citation(bytes, len, &bound);
}

/* The form that a citation has by its section. */
static Prop64ChargeForm
citation_form(const uint8_t *bytes, size_t len)
{
    size_t section = prop64_charge_section_len(bytes, len);
    Prop64Reader r = prop64_reader(bytes, section);
    uint32_t number;
    char letter = '\0';

    if ((prop64_get8(&r) & 0x3F) != PROP64_CODE_PC)
        return PROP64_FORM_PLAIN;
    number = prop64_charge_get_number(&r);
    if (prop64_remaining(&r) == 1 && *r.at >= 0xA1)
        letter = (char)('a' + *r.at - 0xA1);
    else if (prop64_remaining(&r) > 0)
        return PROP64_FORM_PLAIN;
    return prop64_form_of_section(PROP64_CODE_PC, number, letter);
}

bool
prop64_charge_is_cannabis(const uint8_t *bytes, size_t len)
{
    size_t section = prop64_charge_section_len(bytes, len);
    Prop64Reader r = prop64_reader(bytes, section);
    const Prop64CodeName *code = prop64_code_name(prop64_get8(&r) & 0x3F);
    uint32_t number;

    if (code == NULL || code->has_title)
        return false;
    number = prop64_charge_get_number(&r);
    return prop64_remaining(&r) == 0 && number >= 11357 && number <= 11360;
}

Prop64ChargeForm
prop64_charge_form(const uint8_t *bytes, size_t len)
{
    size_t at = prop64_charge_citation_len(bytes, len);

    if (at + 1 < len)
        return (Prop64ChargeForm)bytes[at + 1];
    return citation_form(bytes, at);
}

int
prop64_charge_parts(const uint8_t *bytes, size_t len)
{
    size_t at = prop64_charge_citation_len(bytes, len);

    return at + 2 < len ? bytes[at + 2] : 0;
}

Prop64ChargePart
prop64_charge_part(const uint8_t *bytes, size_t len, int i)
{
    size_t at = prop64_charge_citation_len(bytes, len) + 3;
    Prop64ChargePart part;

    while (i-- > 0)
        at += 2 + (size_t)bytes[at + 1];
    part.role = (Prop64ChargeRole)bytes[at];
    part.len = bytes[at + 1];
    part.citation = bytes + at + 2;
    return part;
}

const uint8_t *
prop64_charge_aim(const uint8_t *bytes, size_t len, size_t *aim_len)
{
    int parts = prop64_charge_parts(bytes, len);

    for (int i = 0; i < parts; i++)
    {
        Prop64ChargePart part = prop64_charge_part(bytes, len, i);

        if (part.role == PROP64_ROLE_TARGET)
        {
            *aim_len = part.len;
            return part.citation;
        }
    }
    *aim_len = len;
    return bytes;
}

int
prop64_charge_compare(const uint8_t *a, size_t alen, const uint8_t *b, size_t blen)
{
    int cmp = memcmp(a, b, alen < blen ? alen : blen);

    return cmp != 0 ? cmp : (alen > blen) - (alen < blen);
}

bool
prop64_charge_under(const uint8_t *c, size_t clen, const uint8_t *a, size_t alen)
{
    bool bound;

    if (clen < alen || memcmp(c, a, alen) != 0)
        return false;
    if (clen == alen)
        return true;
    /* A value with a trailer or a bound has nothing below it but itself. */
    if (walk_citation(a, alen, &bound) != alen || bound)
        return false;
    return c[alen] <= PROP64_CHARGE_BOUND;
}

bool
prop64_charge_target_under(const uint8_t *c, size_t clen, const uint8_t *a, size_t alen)
{
    int n = prop64_charge_parts(c, clen);

    for (int i = 0; i < n; i++)
    {
        Prop64ChargePart part = prop64_charge_part(c, clen, i);

        if (part.role == PROP64_ROLE_TARGET &&
            prop64_charge_under(part.citation, part.len, a, alen))
            return true;
    }
    return false;
}

bool
prop64_charge_same_section(const uint8_t *a, size_t alen, const uint8_t *b, size_t blen)
{
    size_t n = prop64_charge_section_len(a, alen);

    return n == prop64_charge_section_len(b, blen) && memcmp(a, b, n) == 0;
}

void
prop64_charge_high(const uint8_t *bytes, size_t len, Prop64Charge *out)
{
    bool bound;

    memcpy(out->bytes, bytes, len);
    out->len = (uint8_t)len;
    if (walk_citation(bytes, len, &bound) == len && !bound && len < PROP64_CHARGE_MAX)
        out->bytes[out->len++] = PROP64_CHARGE_BOUND;
}

/* ---------- validation ---------- */

static bool
broken(Prop64Error *err, size_t at, const char *what)
{
    return prop64_error_set(err, PROP64_ERR_BINARY, -1,
                            "invalid binary value of type prop64.charge", "Byte %d: %s.", (int)at,
                            what);
}

/* One step of the path at *at; moves *at behind it. */
static bool
valid_step(const uint8_t *bytes, size_t len, size_t *at, Prop64Error *err)
{
    uint8_t first = bytes[*at];

    if ((first >= 0x10 && first <= 0x10 + 40) || (first >= 'A' && first <= 'Z'))
    {
        (*at)++;
        return true;
    }
    if (first == 0x3A)
    {
        uint32_t n;

        if (len - *at < 3)
            return broken(err, *at, "a numbered step is cut off");
        n = (uint32_t)(bytes[*at + 1] << 8 | bytes[*at + 2]);
        if (n <= 40 || n > PROP64_CHARGE_STEP_MAX)
            return broken(err, *at, "a numbered step of two bytes is not 41 to 9999");
        *at += 3;
        return true;
    }
    if (first == 0x5B)
    {
        size_t k = len - *at < 2 ? 0 : bytes[*at + 1];

        if (k < 2 || k > PROP64_CHARGE_LETTERS_MAX || len - *at < 2 + k)
            return broken(err, *at, "a step of letters has a wrong length");
        for (size_t i = 0; i < k; i++)
            if (bytes[*at + 2 + i] < 'A' || bytes[*at + 2 + i] > 'Z')
                return broken(err, *at, "a step of letters holds something else");
        *at += 2 + k;
        return true;
    }
    return broken(err, *at, "no such step of a path");
}

/* The suffix of the section from *at; moves *at behind it. */
static bool
valid_suffix(const uint8_t *bytes, size_t len, size_t *at, int code, uint32_t number,
             Prop64Error *err)
{
    size_t start = *at;
    size_t nletters = 0;
    char letters[PROP64_CHARGE_LETTERS_MAX];
    enum
    {
        START,
        DIGIT,
        POINT,
        LETTER,
        HALF
    } last = START;

    for (; *at < len && bytes[*at] >= 0x90; (*at)++)
    {
        uint8_t b = bytes[*at];

        if (last == HALF)
            return broken(err, *at, "something follows the half in a section");
        if (b <= 0x99)
            last = DIGIT;
        else if (b == 0x9A)
        {
            if (last != DIGIT)
                return broken(err, *at, "a further point follows no digit");
            last = POINT;
        }
        else if (b == 0x9B)
        {
            if (last == POINT)
                return broken(err, *at, "a further point is followed by no digit");
            last = HALF;
        }
        else if (b >= 0xA1 && b <= 0xBA)
        {
            /* Letters stand once, directly behind the integer part. */
            if ((last != START && last != LETTER) || nletters == sizeof(letters))
                return broken(err, *at, "a letter of a section in a wrong place");
            letters[nletters++] = (char)('a' + b - 0xA1);
            last = LETTER;
        }
        else
            return broken(err, *at, "no such byte in a section");
    }
    if (last == POINT)
        return broken(err, *at, "a further point is followed by no digit");
    if (nletters > 0 && !prop64_lettered_section(code, number, letters, nletters))
        return broken(err, start, "the code has no section with that letter");
    return true;
}

/* A citation that fills bytes exactly. */
static bool
valid_citation(const uint8_t *bytes, size_t len, bool may_bound, size_t *end, Prop64Error *err)
{
    Prop64Reader r = prop64_reader(bytes, len);
    uint8_t head = prop64_get8(&r);
    const Prop64CodeName *code = prop64_code_name(head & 0x3F);
    uint32_t number;
    size_t at;

    if (len == 0)
        return broken(err, 0, "a citation has no bytes");
    if ((head & 0xC0) != 0x40 || code == NULL)
        return prop64_error_set(err, PROP64_ERR_VERSION, -1,
                                "unsupported format of type prop64.charge",
                                "The head byte is 0x%02X; this library knows format 1 with codes "
                                "1 to %d.",
                                head, PROP64_CODE_ZZ);
    if (code->has_title && prop64_charge_get_number(&r) > PROP64_CHARGE_NUMBER_MAX)
        return broken(err, 1, "a title is too large");
    number = prop64_charge_get_number(&r);
    if (r.failed || number > PROP64_CHARGE_NUMBER_MAX)
        return broken(err, 1, "a number is cut off or too large");
    at = len - prop64_remaining(&r);
    if (!valid_suffix(bytes, len, &at, code->number, number, err))
        return false;
    while (at < len && bytes[at] >= 0x10 && bytes[at] < 0x80)
        if (!valid_step(bytes, len, &at, err))
            return false;
    if (at < len && bytes[at] == PROP64_CHARGE_BOUND)
    {
        if (!may_bound || at + 1 != len)
            return broken(err, at, "a bound is not the last byte");
        at++;
    }
    else if (at >= PROP64_CHARGE_MAX)
        return broken(err, at, "no room is left for a bound");
    *end = at;
    return true;
}

bool
prop64_charge_validate(const uint8_t *bytes, size_t len, Prop64Error *err)
{
    const uint8_t *last = NULL;
    size_t last_len = 0;
    size_t at;
    int count;

    if (len == 0 || len > PROP64_CHARGE_MAX)
        return broken(err, 0, "a charge has 1 to 120 bytes");
    if (!valid_citation(bytes, len, true, &at, err))
        return false;
    if (at == len)
        return true;
    if (bytes[at] != PROP64_CHARGE_TRAILER || len - at < 3)
        return broken(err, at, "neither the end nor a trailer follows the citation");
    if (bytes[at + 1] != citation_form(bytes, at))
        return broken(err, at + 1, "the form is not that of the section");
    count = bytes[at + 2];
    if (count < 1 || count > PROP64_CHARGE_PARTS_MAX)
        return broken(err, at + 2, "a trailer has 1 to 7 parts");

    bool may_target = bytes[at + 1] != PROP64_FORM_PLAIN;

    for (at += 3; count > 0; count--)
    {
        size_t part_len;
        size_t end;

        if (len - at < 2 || len - at - 2 < bytes[at + 1])
            return broken(err, at, "a part is cut off");
        if (bytes[at] != PROP64_ROLE_ALSO && !(bytes[at] == PROP64_ROLE_TARGET && may_target))
            return broken(err, at, "a part has a role that is not allowed here");
        part_len = bytes[at + 1];
        if (!valid_citation(bytes + at + 2, part_len, false, &end, err))
            return false;
        if (end != part_len)
            return broken(err, at + 2 + end, "something follows the citation of a part");
        if (last != NULL &&
            (last[0] > bytes[at] ||
             (last[0] == bytes[at] &&
              prop64_charge_compare(last + 2, last_len, bytes + at + 2, part_len) >= 0)))
            return broken(err, at, "parts are not in order");
        last = bytes + at;
        last_len = part_len;
        at += 2 + part_len;
    }
    return at == len ? true : broken(err, at, "something follows the last part");
}

/* ---------- composition ---------- */

bool
prop64_charge_compose(const Prop64Charge *citation, const Prop64ChargeComponent *parts, int count,
                      Prop64Charge *out)
{
    const Prop64ChargeComponent *sorted[PROP64_CHARGE_PARTS_MAX];
    int n = 0;

    *out = *citation;
    for (int i = 0; i < count; i++)
    {
        int at = n;
        int cmp = 1;

        while (at > 0)
        {
            const Prop64ChargeComponent *s = sorted[at - 1];

            cmp = (int)s->role - (int)parts[i].role;
            if (cmp == 0)
                cmp = prop64_charge_compare(s->citation.bytes, s->citation.len,
                                            parts[i].citation.bytes, parts[i].citation.len);
            if (cmp <= 0)
                break;
            at--;
        }
        if (at > 0 && cmp == 0)
            continue; /* named twice */
        if (n == PROP64_CHARGE_PARTS_MAX)
            return false;
        memmove(sorted + at + 1, sorted + at, sizeof(sorted[0]) * (size_t)(n - at));
        sorted[at] = &parts[i];
        n++;
    }
    if (n == 0)
        return true;
    if (out->len + 3 > PROP64_CHARGE_MAX)
        return false;
    out->bytes[out->len++] = PROP64_CHARGE_TRAILER;
    out->bytes[out->len] = (uint8_t)citation_form(citation->bytes, citation->len);
    out->len++;
    out->bytes[out->len++] = (uint8_t)n;
    for (int i = 0; i < n; i++)
    {
        const Prop64Charge *c = &sorted[i]->citation;

        if (out->len + 2 + c->len > PROP64_CHARGE_MAX)
            return false;
        out->bytes[out->len++] = (uint8_t)sorted[i]->role;
        out->bytes[out->len++] = c->len;
        memcpy(out->bytes + out->len, c->bytes, c->len);
        out->len = (uint8_t)(out->len + c->len);
    }
    return true;
}
