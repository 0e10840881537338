/* charge_parse.c: the strict door: a citation and nothing else.  Pure. */
#include "charge/charge_scan.h"

#include <stdio.h>

bool
prop64_charge_strict(Prop64ChargeScan *sc, Prop64ChainResult *out)
{
    Prop64ChargeMember members[PROP64_CHARGE_MEMBERS_MAX];
    int count;

    out->count = 0;
    out->fault = PROP64_CHAIN_MALFORMED;
    sc->at = prop64_charge_blanks(sc, 0);
    count = prop64_charge_scan_chain(sc, members, PROP64_CHARGE_MEMBERS_MAX);
    if (count == 0)
        return false;
    sc->at = prop64_charge_blanks(sc, sc->at);
    prop64_charge_resolve(sc, members, count, out);
    return out->fault == PROP64_CHAIN_OK && out->count == 1 && sc->at == sc->len;
}

/* Fills err: what stands at offset "at", and what should. */
static bool
refuse(Prop64Error *err, Prop64ErrorCode code, const char *text, size_t len, size_t at,
       const char *expected)
{
    char quoted[80];
    char message[160];
    char found[40];
    size_t word = 0;

    prop64_quote(quoted, sizeof(quoted), text, len);
    if (code == PROP64_ERR_LIMIT)
    {
        snprintf(message, sizeof(message), "value too long for type prop64.charge: \"%s\"", quoted);
        return prop64_error_set(err, code, (int32_t)at, message, "%s", expected);
    }
    snprintf(message, sizeof(message), "invalid input syntax for type prop64.charge: \"%s\"",
             quoted);
    if (at >= len)
        return prop64_error_set(err, code, (int32_t)at, message, "Found the end, expected %s.",
                                expected);
    while (at + word < len && word < 24 &&
           ((text[at + word] | 0x20) >= 'a' && (text[at + word] | 0x20) <= 'z'))
        word++;
    if (word == 0)
        while (at + word < len && word < 24 && text[at + word] >= '0' && text[at + word] <= '9')
            word++;
    prop64_quote(found, sizeof(found), text + at, word ? word : 1);
    return prop64_error_set(err, code, (int32_t)at, message, "Found \"%s\", expected %s.", found,
                            expected);
}

bool
prop64_charge_parse(const char *text, size_t len, Prop64Charge *out, Prop64Error *err)
{
    char small[256];
    char *copy = len <= sizeof(small) ? small : prop64_alloc(len);
    Prop64ChargeScan sc = {.s = copy, .len = len, .strict = true};
    Prop64ChainResult result;
    size_t first;
    bool good;

    prop64_charge_normalise(text, len, copy);
    good = prop64_charge_strict(&sc, &result);
    first = prop64_charge_blanks(&sc, 0);
    if (copy != small)
        prop64_free(copy);
    if (good)
    {
        *out = result.charges[0];
        return true;
    }
    if (first == len)
        return refuse(err, PROP64_ERR_SYNTAX, text, len, len, "a charge such as HS 11357(b)");
    if (result.fault == PROP64_CHAIN_TOO_LONG)
        return refuse(err, PROP64_ERR_LIMIT, text, len, result.fault_at,
                      "A section number is at most 2097151, a subdivision at most 9999 or 8 "
                      "letters, a charge at most 119 bytes and 7 further sections.");
    if (result.fault == PROP64_CHAIN_NO_CODE)
        return refuse(err, PROP64_ERR_SYNTAX, text, len, sc.at,
                      "a code such as HS or PC with the section");
    if (result.fault == PROP64_CHAIN_OK && sc.at == len)
        return refuse(err, PROP64_ERR_SYNTAX, text, len, first,
                      "one offence, not several alternatives");
    if (sc.expected != NULL && sc.stop >= sc.at)
        return refuse(err, PROP64_ERR_SYNTAX, text, len, sc.stop, sc.expected);
    if (sc.at == len)
        return refuse(err, PROP64_ERR_SYNTAX, text, len, result.fault_at,
                      memchr(text, '*', len) != NULL ? "a bound to stand alone"
                                                     : "a section and its subdivisions");
    return refuse(err, PROP64_ERR_SYNTAX, text, len, sc.at, "the end of the charge");
}
