/* charge_read.c: the tolerant door: charges out of columns as systems hold them.  Pure. */
#include "charge/charge_scan.h"

#define at_char prop64_charge_char

const char *
prop64_charge_problem_text(Prop64ChargeProblem problem)
{
    switch (problem)
    {
        case PROP64_PROBLEM_NONE:
            return "";
        case PROP64_PROBLEM_EMPTY:
            return "The text is empty.";
        case PROP64_PROBLEM_NO_CITATION:
            return "The text names no section of a code.";
        case PROP64_PROBLEM_NO_CODE:
            return "The text names a section without the code that it is in.";
        case PROP64_PROBLEM_UNKNOWN_CODE:
            return "The letters beside the section are not a code of California or federal law.";
        case PROP64_PROBLEM_ALTERNATIVES:
            return "The text names several offences.";
        case PROP64_PROBLEM_MALFORMED:
            return "The text begins like a citation but cannot be read as one.";
        case PROP64_PROBLEM_TOO_LONG:
            return "The text is over a limit of the type: a number, a subdivision or the count "
                   "of sections is too large.";
    }
    return "";
}

/* ---------- words of the description ---------- */

static bool
is_alnum(char c)
{
    return prop64_charge_letter(c) || prop64_charge_digit(c);
}

/* Blanks and the signs that set texts apart, from at. */
static size_t
skip_signs(const Prop64ChargeScan *sc, size_t at)
{
    while (at < sc->len && strchr(" -/.,:;*#|\"'=~_>", sc->s[at]) != NULL)
        at++;
    return at;
}

static bool
has_words(const Prop64ChargeScan *sc, size_t from, size_t to)
{
    for (; from < to; from++)
        if (is_alnum(sc->s[from]))
            return true;
    return false;
}

/* A word for a form: the section of the Penal Code that it stands for, 0 for none. */
static uint32_t
form_word(const Prop64ChargeScan *sc, size_t at, size_t *len)
{
    static const struct
    {
        const char *word;
        uint32_t section;
    } words[] = {
        {"ATTEMPTED", 664},  {"ATTEMPTS", 664}, {"ATTEMPT", 664},    {"ATTEMPTING", 664},
        {"ATT", 664},        {"ATTMPTD", 664},  {"CONSPIRACY", 182}, {"CONSPIRED", 182},
        {"CONSPIRING", 182}, {"CONSPIRE", 182}, {"CONSP", 182},
    };

    *len = 0;
    if (at_char(sc, at) != 'A' && at_char(sc, at) != 'C')
        return 0;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
    {
        *len = prop64_charge_word(sc, at, words[i].word);
        if (*len > 0 && !prop64_charge_digit(at_char(sc, at + *len)))
            return words[i].section;
    }
    *len = 0;
    return 0;
}

/*
 * The form that the description gives as a qualifier: the whole of it, or its last
 * piece behind a dash ("11358 HS-ATTEMPTED", "11358 HS-CULTIVATE-ATTEMPTED").
 */
static uint32_t
form_qualifier(const Prop64ChargeScan *sc, size_t from)
{
    size_t end = sc->len;
    size_t start;
    size_t n;
    uint32_t section;

    while (end > from && !is_alnum(sc->s[end - 1]))
        end--;
    start = end;
    while (start > from && prop64_charge_letter(sc->s[start - 1]))
        start--;
    section = form_word(sc, start, &n);
    if (section == 0 || start + n != end)
        return 0;
    while (start > from && sc->s[start - 1] == ' ')
        start--;
    if (start > from && sc->s[start - 1] == '-')
        return section;
    return has_words(sc, from, start) ? 0 : section;
}

/*
 * The form with which the description begins: "187(A) PC-ATTEMPTED MURDER".  Only
 * words that say so of the offence: "ATTEMPT TO LOCATE" is what an officer did.
 */
static uint32_t
form_opening(const Prop64ChargeScan *sc, size_t from)
{
    size_t at = skip_signs(sc, from);

    if (prop64_charge_word(sc, at, "ATTEMPTED") || prop64_charge_word(sc, at, "ATTMPTD"))
        return 664;
    return prop64_charge_word(sc, at, "CONSPIRACY") ? 182 : 0;
}

/* Is the form part of the offence itself, as in PC 524, attempted extortion? */
static bool
covers_form(const Prop64Charge *charge, uint32_t form)
{
    char section[PROP64_CHARGE_TEXT_MAX];
    Prop64ChargeScan sc = {.s = section};
    size_t at = 0;
    uint32_t number;

    sc.len = prop64_charge_print_section(charge->bytes, charge->len, section);
    for (size_t i = 0; i < sc.len; i++)
        if (section[i] == ' ' && prop64_charge_digit(section[i + 1]))
            at = i + 1; /* behind the title */
    at += (size_t)prop64_charge_number(&sc, at, &number);
    if (at_char(&sc, at) == '.')
        at++;
    return prop64_section_has_form(form, charge->bytes[0] & 0x3F, number, section + at);
}

/* The same offence in another form: PC 664/HS 11358 from HS 11358.  false: no room. */
static bool
put_in_form(Prop64Charge *charge, uint32_t section)
{
    size_t citation = prop64_charge_citation_len(charge->bytes, charge->len);
    Prop64ChargeComponent parts[1 + PROP64_CHARGE_PARTS_MAX];
    Prop64Charge head = {.len = 1, .bytes = {0x40 | PROP64_CODE_PC}};
    int n = 1;

    head.len = (uint8_t)(1 + prop64_charge_put_number(head.bytes + 1, section));
    parts[0].role = PROP64_ROLE_TARGET;
    parts[0].citation.len = (uint8_t)citation;
    memcpy(parts[0].citation.bytes, charge->bytes, citation);
    for (int i = 0; i < prop64_charge_parts(charge->bytes, charge->len); i++, n++)
    {
        Prop64ChargePart part = prop64_charge_part(charge->bytes, charge->len, i);

        parts[n].role = part.role;
        parts[n].citation.len = (uint8_t)part.len;
        memcpy(parts[n].citation.bytes, part.citation, part.len);
    }
    return prop64_charge_compose(&head, parts, n, charge);
}

/* ---------- citations inside a text ---------- */

/*
 * May a citation begin at "at"?  Not inside a word or a number, and not behind the
 * one letter of an identifier (WARRANT A-11357).
 */
static bool
citation_boundary(const Prop64ChargeScan *sc, size_t at)
{
    char before = at > 0 ? sc->s[at - 1] : ' ';

    if (is_alnum(before) || before == '.' || before == 0x7F)
        return false;
    if (before == '-' && at >= 2 && is_alnum(sc->s[at - 2]) && (at < 3 || !is_alnum(sc->s[at - 3])))
        return false;
    return true;
}

/*
 * A chain that shows by itself that it is one: every member has a code that is no
 * ordinary word, or is an 11357 to 11360 with its subdivision, or is in one chain
 * with such a member.
 */
static bool
complete(const Prop64ChargeMember *members, int n)
{
    bool found = false;

    for (int i = 0; i < n; i++)
    {
        const Prop64ChargeMember *m = &members[i];

        if (m->malformed || m->too_long || m->digits < 2)
            return false;
        if ((m->code != 0 && !m->code_word) ||
            (m->code == 0 && prop64_charge_bare_cannabis(m) && m->npath > 0))
            found = true;
    }
    return found;
}

/* Behind the last place from "from" on where two digits stand together; from: there is none. */
static size_t
last_number(const Prop64ChargeScan *sc, size_t from)
{
    size_t at = sc->len;

    while (at > from + 1 &&
           !(prop64_charge_digit(sc->s[at - 1]) && prop64_charge_digit(sc->s[at - 2])))
        at--;
    return at > from + 1 ? at : from;
}

/* The next complete chain from "from" on; 0 when there is none.  sc->at moves behind it. */
static int
find_complete(Prop64ChargeScan *sc, size_t from, Prop64ChargeMember *members, size_t *start)
{
    size_t last = last_number(sc, from); /* complete() wants two digits */

    for (size_t at = from; at < last; at++)
    {
        int n;

        if (!is_alnum(sc->s[at]) || !citation_boundary(sc, at))
            continue;
        if (!prop64_charge_digit(sc->s[at]))
        {
            Prop64CodeMatch match;

            if (!prop64_code_match(sc->s + at, sc->len - at, &match) ||
                match.manner != PROP64_CODE_PLAIN)
                continue;
        }
        sc->at = at;
        n = prop64_charge_scan_chain(sc, members, PROP64_CHARGE_MEMBERS_MAX);
        if (n > 0 && complete(members, n))
        {
            *start = at;
            return n;
        }
        /* No citation begins inside a section. */
        if (n > 0 && members[0].code == 0 && members[0].end > at)
            at = members[0].end - 1;
    }
    return 0;
}

/* Does a word or sign that joins offences stand in front of "at"? */
static bool
behind_connector(const Prop64ChargeScan *sc, size_t from, size_t at)
{
    while (at > from && sc->s[at - 1] == ' ')
        at--;
    if (at > from && (sc->s[at - 1] == '&' || sc->s[at - 1] == ';'))
        return true;
    if (at >= from + 3 && memcmp(sc->s + at - 3, "AND", 3) == 0)
        at -= 3;
    else if (at >= from + 2 && memcmp(sc->s + at - 2, "OR", 2) == 0)
        at -= 2;
    else
        return false;
    return at == from || !is_alnum(sc->s[at - 1]);
}

/* Is the citation that of the charge, or of a part of it? */
static bool
names_citation(const Prop64Charge *charge, const uint8_t *citation, size_t len)
{
    size_t own = prop64_charge_citation_len(charge->bytes, charge->len);
    int parts = prop64_charge_parts(charge->bytes, charge->len);

    if (prop64_charge_compare(charge->bytes, own, citation, len) == 0)
        return true;
    for (int i = 0; i < parts; i++)
    {
        Prop64ChargePart part = prop64_charge_part(charge->bytes, charge->len, i);

        if (prop64_charge_compare(part.citation, part.len, citation, len) == 0)
            return true;
    }
    return false;
}

/* Does the charge name every section of the offence? */
static bool
names(const Prop64Charge *charge, const Prop64Charge *offence)
{
    int parts = prop64_charge_parts(offence->bytes, offence->len);

    for (int i = 0; i < parts; i++)
    {
        Prop64ChargePart part = prop64_charge_part(offence->bytes, offence->len, i);

        if (!names_citation(charge, part.citation, part.len))
            return false;
    }
    return names_citation(charge, offence->bytes,
                          prop64_charge_citation_len(offence->bytes, offence->len));
}

/*
 * Further offences that the description names outright: any behind a connector
 * ("... AND 11359 HS-SALE"), and cannabis sections wherever they stand ("REDUCED TO
 * 11357(C) HS"), for to drop one silently would decide what the record leaves open.
 */
static void
add_named_offences(Prop64ChargeScan *sc, size_t from, Prop64ChainResult *out)
{
    size_t at = from;

    while (out->fault == PROP64_CHAIN_OK)
    {
        Prop64ChargeMember members[PROP64_CHARGE_MEMBERS_MAX];
        Prop64ChainResult more;
        size_t start;
        int count = find_complete(sc, at, members, &start);
        bool wanted = count > 0 && behind_connector(sc, from, start);

        if (count == 0)
            return;
        at = sc->at;
        for (int i = 0; i < count && !wanted; i++)
            wanted = prop64_charge_bare_cannabis(&members[i]) &&
                     (members[i].code == 0 || members[i].code == PROP64_CODE_HS);
        if (!wanted)
            continue;
        prop64_charge_resolve(sc, members, count, &more);
        for (int i = 0; i < more.count && more.fault == PROP64_CHAIN_OK; i++)
        {
            bool known = false;

            for (int j = 0; j < out->count && !known; j++)
                known = names(&out->charges[j], &more.charges[i]);
            if (known)
                continue;
            sc->notes |= PROP64_NOTE_SEVERAL;
            if (out->count == PROP64_READING_MAX)
                out->fault = PROP64_CHAIN_TOO_LONG;
            else
                out->charges[out->count++] = more.charges[i];
        }
    }
}

/* A conspiracy or attempt that names its cannabis target in the description. */
static void
add_named_target(Prop64ChargeScan *sc, size_t from, Prop64ChainResult *out)
{
    Prop64ChargeMember members[PROP64_CHARGE_MEMBERS_MAX];
    Prop64Charge *charge = &out->charges[0];
    Prop64ChainResult named;
    Prop64ChargeComponent parts[PROP64_CHARGE_PARTS_MAX];
    size_t start;
    int n;

    if (prop64_charge_form(charge->bytes, charge->len) == PROP64_FORM_PLAIN ||
        prop64_charge_parts(charge->bytes, charge->len) > 0)
        return;
    n = find_complete(sc, from, members, &start);
    for (int i = 0; i < n; i++)
        if (!prop64_charge_bare_cannabis(&members[i]))
            return;
    if (n == 0)
        return;
    prop64_charge_resolve(sc, members, n, &named);
    if (named.fault != PROP64_CHAIN_OK)
        return;
    n = 0;
    for (int i = 0; i < named.count; i++)
    {
        const Prop64Charge *c = &named.charges[i];
        int also = prop64_charge_parts(c->bytes, c->len);

        if ((c->bytes[0] & 0x3F) != PROP64_CODE_HS || n + 1 + also > PROP64_CHARGE_PARTS_MAX)
            return;
        parts[n].role = PROP64_ROLE_TARGET;
        parts[n].citation.len = (uint8_t)prop64_charge_citation_len(c->bytes, c->len);
        memcpy(parts[n].citation.bytes, c->bytes, parts[n].citation.len);
        n++;
        for (int j = 0; j < also; j++, n++)
        {
            Prop64ChargePart part = prop64_charge_part(c->bytes, c->len, j);

            parts[n].role = part.role;
            parts[n].citation.len = (uint8_t)part.len;
            memcpy(parts[n].citation.bytes, part.citation, part.len);
        }
    }
    Prop64Charge head = *charge;

    if (prop64_charge_compose(&head, parts, n, charge))
        sc->notes |= PROP64_NOTE_SEVERAL | PROP64_NOTE_FORM;
}

/* ---------- the reading ---------- */

/*
 * Two or three letters in the place of a code that are none: "12345 QX-SOMETHING".
 * A description follows its section behind a dash or in longer words.
 */
static bool
unknown_code(const Prop64ChargeScan *sc, const Prop64ChargeMember *m, size_t at)
{
    size_t p = prop64_charge_blanks(sc, at);
    size_t n = 0;
    size_t ignored;
    size_t behind;

    if (m->code != 0 || p == at)
        return false;
    while (prop64_charge_letter(at_char(sc, p + n)))
        n++;
    behind = prop64_charge_blanks(sc, p + n);
    if (n < 2 || n > 3 || form_word(sc, p, &ignored) != 0)
        return false;
    return at_char(sc, behind) == '-' || behind == sc->len;
}

/* A small number that only counts: "1. HS 11357", "2) 187 PC". */
static bool
item_number(const Prop64ChargeScan *sc, const Prop64ChargeMember *m)
{
    size_t p;

    if (m->code_first || m->titled || m->digits > 2 || m->npath > 0 || m->nletters > 0 ||
        m->ndecimals > 0)
        return false;
    if (m->code == 0)
        return true;
    if (prop64_charge_member_form(m) != PROP64_FORM_PLAIN)
        return false;
    p = prop64_charge_blanks(sc, sc->at);
    return prop64_charge_digit(at_char(sc, p)) && prop64_charge_digit(at_char(sc, p + 1));
}

static Prop64ChargeProblem
problem_of(Prop64ChainFault fault)
{
    switch (fault)
    {
        case PROP64_CHAIN_OK:
            break;
        case PROP64_CHAIN_NO_CODE:
            return PROP64_PROBLEM_NO_CODE;
        case PROP64_CHAIN_MALFORMED:
            return PROP64_PROBLEM_MALFORMED;
        case PROP64_CHAIN_TOO_LONG:
            return PROP64_PROBLEM_TOO_LONG;
    }
    return PROP64_PROBLEM_NONE;
}

/*
 * Finds the chain that the text is about: at its beginning, behind a word for a
 * form, or complete anywhere in it.  Returns its length, 0 with *problem.
 */
static int
find_chain(Prop64ChargeScan *sc, Prop64ChargeMember *members, size_t *start, uint32_t *form,
           Prop64ChargeProblem *problem)
{
    size_t at = skip_signs(sc, 0);
    size_t n;
    int count;

    *problem = PROP64_PROBLEM_NO_CITATION;
    *form = form_word(sc, at, &n);
    if (*form != 0)
        at = skip_signs(sc, at + n);
    sc->at = at;
    *start = at;
    count = prop64_charge_scan_chain(sc, members, PROP64_CHARGE_MEMBERS_MAX);
    if (count > 0)
    {
        const Prop64ChargeMember *last = &members[count - 1];

        if (count == 1 && item_number(sc, last))
            *problem = PROP64_PROBLEM_NO_CODE;
        else if (unknown_code(sc, last, sc->at))
        {
            *problem = PROP64_PROBLEM_UNKNOWN_CODE;
            return 0;
        }
        else
            return count;
    }
    count = find_complete(sc, at, members, start);
    if (count > 0)
    {
        *problem = PROP64_PROBLEM_NONE;
        for (size_t i = at; i < *start && *form == 0; i++)
            if (i == 0 || !is_alnum(sc->s[i - 1]))
                *form = form_word(sc, i, &n);
    }
    return count;
}

static void
read_text(Prop64ChargeScan *sc, Prop64ChargeReading *out)
{
    Prop64ChargeMember members[PROP64_CHARGE_MEMBERS_MAX];
    Prop64ChainResult result;
    size_t start;
    size_t end;
    uint32_t form;
    int count = find_chain(sc, members, &start, &form, &out->problem);

    if (count == 0)
        return;
    end = sc->at;
    prop64_charge_resolve(sc, members, count, &result);
    if (result.fault != PROP64_CHAIN_OK)
    {
        out->problem = problem_of(result.fault);
        return;
    }
    if (start > 0 && has_words(sc, 0, start) && form == 0)
        sc->notes |= PROP64_NOTE_DESCRIPTION;
    if (has_words(sc, end, sc->len))
        sc->notes |= PROP64_NOTE_DESCRIPTION;
    if (result.count == 1)
        add_named_target(sc, end, &result);
    if (result.count != 1 ||
        prop64_charge_form(result.charges[0].bytes, result.charges[0].len) == PROP64_FORM_PLAIN ||
        prop64_charge_parts(result.charges[0].bytes, result.charges[0].len) > 0)
        add_named_offences(sc, end, &result);
    if (form == 0)
        form = form_qualifier(sc, end);
    if (form == 0)
        form = form_opening(sc, end);
    if (form != 0 && result.count == 1 &&
        prop64_charge_form(result.charges[0].bytes, result.charges[0].len) == PROP64_FORM_PLAIN &&
        !covers_form(&result.charges[0], form))
    {
        if (!put_in_form(&result.charges[0], form))
            result.fault = PROP64_CHAIN_TOO_LONG;
        sc->notes |= PROP64_NOTE_FORM;
    }
    if (result.fault != PROP64_CHAIN_OK)
    {
        out->problem = problem_of(result.fault);
        return;
    }
    out->count = result.count;
    memcpy(out->charges, result.charges, sizeof(result.charges[0]) * (size_t)result.count);
    out->problem = result.count == 1 ? PROP64_PROBLEM_NONE : PROP64_PROBLEM_ALTERNATIVES;
}

void
prop64_charge_read(const char *text, size_t len, Prop64ChargeReading *out)
{
    memset(out, 0, offsetof(Prop64ChargeReading, charges));
    if (!prop64_charge_read_plain(text, len, out))
        prop64_charge_read_general(text, len, out);
}

void
prop64_charge_read_general(const char *text, size_t len, Prop64ChargeReading *out)
{
    char small[256];
    char *copy = len <= sizeof(small) ? small : prop64_alloc(len);
    Prop64ChargeScan sc = {.s = copy, .len = len, .strict = true};
    Prop64ChainResult exact;

    memset(out, 0, offsetof(Prop64ChargeReading, charges));
    prop64_charge_normalise(text, len, copy);
    /*
     * What the strict door takes is read as it reads it; a bound is no offence.  It takes
     * no dash, as most descriptions have.
     */
    if (memchr(copy, '-', len) == NULL && prop64_charge_strict(&sc, &exact) && !exact.doubtful &&
        memchr(copy, '*', len) == NULL)
    {
        out->count = 1;
        out->charges[0] = exact.charges[0];
        out->notes = sc.notes;
    }
    else if (prop64_charge_blanks(&sc, 0) == len)
        out->problem = PROP64_PROBLEM_EMPTY;
    else
    {
        sc = (Prop64ChargeScan){.s = copy, .len = len};
        read_text(&sc, out);
        out->notes = sc.notes;
    }
    if (copy != small)
        prop64_free(copy);
}
