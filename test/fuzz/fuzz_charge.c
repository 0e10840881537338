/*
 * fuzz_charge.c: any bytes as the text of a charge, and as its value.
 *
 * A text with a newline is two texts, whose charges are also compared with each
 * other; a value whose first byte is a length is followed by a second one.
 */
#include "fuzz.h"

#include "charge/charge_bytes.h"
#include "charge/charge_core.h"
#include "charge/charge_scan.h"

/* Every promise about one value, from wherever it came. */
static void
one_charge(const uint8_t *bytes, size_t len)
{
    char text[PROP64_CHARGE_TEXT_MAX];
    char steps[PROP64_CHARGE_MAX][PROP64_CHARGE_STEP_TEXT];
    Prop64Error err = {0};
    Prop64Charge again;
    Prop64Charge high;
    size_t section = prop64_charge_section_len(bytes, len);
    size_t citation = prop64_charge_citation_len(bytes, len);
    size_t n = prop64_charge_print(bytes, len, text);
    int nparts = prop64_charge_parts(bytes, len);
    Prop64ChargeForm form = prop64_charge_form(bytes, len);

    fuzz_must(n < sizeof(text) && strlen(text) == n, "a charge prints into its buffer", text);
    fuzz_must(prop64_charge_parse(text, n, &again, &err), "what prints parses", text);
    fuzz_must(prop64_charge_compare(bytes, len, again.bytes, again.len) == 0,
              "what prints parses to itself", text);
    fuzz_must(section > 0 && section <= citation && citation <= len, "a section is in a citation",
              text);
    fuzz_must(form >= PROP64_FORM_PLAIN && form <= PROP64_FORM_ACCESSORY, "a form has a name",
              text);
    fuzz_must(nparts >= 0 && nparts <= PROP64_CHARGE_PARTS_MAX && (nparts > 0) == (citation < len),
              "only a trailer has parts", text);
    for (int i = 0; i < nparts; i++)
    {
        Prop64ChargePart part = prop64_charge_part(bytes, len, i);

        fuzz_must(part.citation >= bytes && part.citation + part.len <= bytes + len,
                  "a part lies in the charge", text);
        fuzz_must(prop64_charge_validate(part.citation, part.len, &err) &&
                      prop64_charge_parts(part.citation, part.len) == 0,
                  "a part is a citation", text);
        fuzz_must(part.role == PROP64_ROLE_ALSO || form != PROP64_FORM_PLAIN,
                  "only a form has targets", text);
    }
    fuzz_must(prop64_charge_validate(bytes, section, &err), "a section is a charge", text);
    fuzz_must(prop64_charge_validate(bytes, citation, &err), "a citation is a charge", text);
    fuzz_must(prop64_charge_under(bytes, len, bytes, len), "a charge is under itself", text);
    fuzz_must(prop64_charge_under(bytes, len, bytes, section), "a charge is under its section",
              text);
    fuzz_must(prop64_charge_same_section(bytes, len, bytes, section), "same section", text);
    prop64_charge_high(bytes, len, &high);
    fuzz_must(prop64_charge_validate(high.bytes, high.len, &err), "an upper bound is a charge",
              text);
    fuzz_must(prop64_charge_compare(bytes, len, high.bytes, high.len) <= 0 &&
                  prop64_charge_under(high.bytes, high.len, bytes, len),
              "an upper bound is under its charge", text);
    n = prop64_charge_print_section(bytes, len, text);
    fuzz_must(n < sizeof(text) && strlen(text) == n, "a section prints", text);
    fuzz_must(prop64_charge_print_steps(bytes, len, steps, PROP64_CHARGE_MAX) >= 0, "steps print",
              text);
}

/* Under is one range of the order: from a to its upper bound. */
static void
under_is_a_range(const uint8_t *c, size_t clen, const uint8_t *a, size_t alen)
{
    Prop64Charge high;
    bool in_range;

    prop64_charge_high(a, alen, &high);
    in_range = prop64_charge_compare(a, alen, c, clen) <= 0 &&
               prop64_charge_compare(c, clen, high.bytes, high.len) <= 0;
    fuzz_must(prop64_charge_under(c, clen, a, alen) == in_range, "under is a range", NULL);
}

static void
two_charges(const uint8_t *a, size_t alen, const uint8_t *b, size_t blen)
{
    int way = prop64_charge_compare(a, alen, b, blen);
    int back = prop64_charge_compare(b, blen, a, alen);
    bool target = false;
    int nparts = prop64_charge_parts(a, alen);

    fuzz_must((way > 0) == (back < 0) && (way == 0) == (back == 0), "an order has two ways", NULL);
    fuzz_must((way == 0) == (alen == blen && memcmp(a, b, alen) == 0), "equal is identical", NULL);
    under_is_a_range(a, alen, b, blen);
    under_is_a_range(b, blen, a, alen);
    fuzz_must(prop64_charge_same_section(a, alen, b, blen) ==
                  prop64_charge_same_section(b, blen, a, alen),
              "same section has two ways", NULL);
    for (int i = 0; i < nparts; i++)
    {
        Prop64ChargePart part = prop64_charge_part(a, alen, i);

        target = target || (part.role == PROP64_ROLE_TARGET &&
                            prop64_charge_under(part.citation, part.len, b, blen));
    }
    fuzz_must(prop64_charge_target_under(a, alen, b, blen) == target,
              "a target is under what one of the targets is under", NULL);
}

/* What the fast reader takes, it reads as the general one does. */
static void
plain_as_general(const char *text, size_t size, const char *shown)
{
    static Prop64ChargeReading plain;
    static Prop64ChargeReading general;

    memset(&plain, 0, offsetof(Prop64ChargeReading, charges));
    if (!prop64_charge_read_plain(text, size, &plain))
        return;
    prop64_charge_read_general(text, size, &general);
    fuzz_must(plain.problem == general.problem && plain.notes == general.notes &&
                  plain.count == general.count,
              "both readers say the same", shown);
    for (int i = 0; i < plain.count; i++)
        fuzz_must(prop64_charge_compare(plain.charges[i].bytes, plain.charges[i].len,
                                        general.charges[i].bytes, general.charges[i].len) == 0,
                  "both readers give the same charge", shown);
}

/* Both doors; true when the strict one gave a charge. */
static bool
charge_text(const uint8_t *data, size_t size, Prop64Charge *charge)
{
    static Prop64ChargeReading reading; /* large; every call fills it anew */
    Prop64Error err = {0};
    uint8_t *copy = fuzz_copy(data, size);
    const char *text = (const char *)copy;
    char shown[200];
    bool strict = prop64_charge_parse(text, size, charge, &err);

    prop64_quote(shown, sizeof(shown), text, size);
    if (strict)
    {
        fuzz_must(prop64_charge_validate(charge->bytes, charge->len, &err),
                  "what the strict door gives is valid", shown);
        one_charge(charge->bytes, charge->len);
    }
    else
    {
        fuzz_must_explain(&err, size);
        fuzz_must(err.offset >= 0, "an error has a place", shown);
    }
    fuzz_must(prop64_charge_parse(text, size, &reading.charges[0], NULL) == strict,
              "without room for an error the answer is the same", shown);

    plain_as_general(text, size, shown);
    prop64_charge_read(text, size, &reading);
    fuzz_must(reading.problem <= PROP64_PROBLEM_TOO_LONG &&
                  prop64_charge_problem_text(reading.problem) != NULL,
              "a problem has a sentence", shown);
    fuzz_must(reading.problem == PROP64_PROBLEM_NONE ? reading.count == 1
              : reading.problem == PROP64_PROBLEM_ALTERNATIVES
                  ? reading.count > 1 && reading.count <= PROP64_READING_MAX
                  : reading.count == 0,
              "count and problem agree", shown);
    for (int i = 0; i < reading.count; i++)
    {
        const Prop64Charge *c = &reading.charges[i];

        fuzz_must(prop64_charge_validate(c->bytes, c->len, &err),
                  "what the tolerant door gives is valid", shown);
        one_charge(c->bytes, c->len);
        for (int j = 0; j < i; j++)
            fuzz_must(prop64_charge_compare(c->bytes, c->len, reading.charges[j].bytes,
                                            reading.charges[j].len) != 0,
                      "alternatives differ", shown);
    }
    prop64_free(copy);
    return strict;
}

static bool
charge_value(const uint8_t *data, size_t size)
{
    Prop64Error err = {0};
    uint8_t *copy = fuzz_copy(data, size);
    bool valid = prop64_charge_validate(copy, size, &err);

    if (valid)
        one_charge(copy, size);
    else
        fuzz_must_explain(&err, 0);
    prop64_free(copy);
    return valid;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *newline = size > 0 ? memchr(data, '\n', size) : NULL;
    Prop64Charge first;
    Prop64Charge second;
    bool both;

    charge_text(data, size, &first);
    if (newline != NULL)
    {
        size_t n = (size_t)(newline - data);

        both = charge_text(data, n, &first);
        both = charge_text(newline + 1, size - n - 1, &second) && both;
        if (both)
            two_charges(first.bytes, first.len, second.bytes, second.len);
    }
    charge_value(data, size);
    if (size > 0 && data[0] < size)
    {
        const uint8_t *rest = data + 1 + data[0];
        size_t left = size - 1 - data[0];

        both = charge_value(data + 1, data[0]);
        if (charge_value(rest, left) && both)
            two_charges(data + 1, data[0], rest, left);
    }
    return 0;
}
