/* charge_chain.c: several sections in one field, and the offences that they are.  Pure. */
#include "charge/charge_scan.h"

#define at_char prop64_charge_char

/* ---------- sections of a particular kind ---------- */

Prop64ChargeForm
prop64_charge_member_form(const Prop64ChargeMember *m)
{
    if (m->ndecimals > 0 || m->nbehind > 0 || m->half || m->titled || m->nletters > 1)
        return PROP64_FORM_PLAIN;
    return prop64_form_of_section(PROP64_CODE_PC, m->number, m->nletters ? m->letters[0] : '\0');
}

/*
 * The row of a penalty section that m is, beside the members from..to of its chain,
 * or beside whatever its row asks for when members is NULL; NULL when it is none.
 */
static const Prop64PenaltySection *
penalty_row(const Prop64ChargeMember *m, const Prop64ChargeMember *members, int from, int to)
{
    const Prop64PenaltySection *row = NULL;
    char decimals[PROP64_CHARGE_DECIMALS_MAX + 1];
    char step[2] = "";
    int n = 0;

    if (m->nletters > 0 || m->half || m->titled)
        return NULL;
    for (int i = 0; i < m->ndecimals; i++)
        decimals[n++] = m->decimals[i] == 0x9A ? '.' : (char)('0' + m->decimals[i] - 0x90);
    decimals[n] = '\0';
    if (m->npath > 0)
        step[0] = m->path[0] >= 'A' && m->path[0] <= 'Z' ? (char)(m->path[0] | 0x20) : '#';
    while ((row = prop64_penalty_section(row, m->code, m->number, decimals, step)) != NULL)
    {
        if (row->base == 0 || members == NULL)
            return row;
        for (int i = from; i < to; i++)
            if (members + i != m && members[i].number == row->base && members[i].ndecimals == 0 &&
                !prop64_lettered_section(0, row->base, members[i].letters, members[i].nletters))
                return row;
    }
    return NULL;
}

/* ---------- reading a chain ---------- */

/* What joins the next member to prev; false when nothing does.  Moves sc->at. */
static bool
scan_join(Prop64ChargeScan *sc, const Prop64ChargeMember *prev, Prop64ChargeJoin *join)
{
    static const struct
    {
        const char *word;
        Prop64ChargeJoin join;
    } words[] = {
        {"AND/OR", PROP64_JOIN_OR}, {"AND", PROP64_JOIN_SOFT}, {"OR", PROP64_JOIN_OR},
        {"WITH", PROP64_JOIN_SOFT}, {"W/", PROP64_JOIN_SOFT},
    };
    size_t p = prop64_charge_blanks(sc, sc->at);
    size_t n = prop64_charge_word(sc, p, "ALSO");

    *join = PROP64_JOIN_TIGHT;
    if (n > 0 && p > sc->at)
    {
        *join = PROP64_JOIN_ALSO;
        sc->at = prop64_charge_blanks(sc, p + n);
        return true;
    }
    if (at_char(sc, p) == '/')
    {
        sc->at = prop64_charge_blanks(sc, p + 1);
        return true;
    }
    if (sc->strict)
        return false;
    if (prev->number == 664 && prev->digits == 3 && prev->ndecimals == 0)
    {
        /* 66411358, 664.11358, 664 187(A) */
        if (p == sc->at && at_char(sc, p) == '.')
            sc->at++;
        if (sc->at != p || prop64_charge_digit(at_char(sc, p)))
        {
            sc->at = sc->at != p && at_char(sc, p) == '.' ? p + 1 : p;
            if (prop64_charge_digit(at_char(sc, sc->at)))
                return true;
        }
    }
    if (p > sc->at && prop64_charge_digit(at_char(sc, p)) && prev->code == 0 &&
        prop64_charge_member_form(prev) != PROP64_FORM_PLAIN)
    {
        sc->at = p; /* 182(A)(1) 11359 HS */
        return true;
    }
    if (p > sc->at && prop64_charge_digit(at_char(sc, p)) && prev->code != 0 && !prev->code_first &&
        (prev->digits > 2 || prop64_charge_member_form(prev) != PROP64_FORM_PLAIN))
    {
        /* 11359 HS 11360 HS; a number of the description is not credible later */
        *join = prop64_charge_member_form(prev) != PROP64_FORM_PLAIN ? PROP64_JOIN_TIGHT
                                                                     : PROP64_JOIN_SOFT;
        sc->at = p;
        return true;
    }
    if (strchr("+-\\", at_char(sc, p)) != NULL && at_char(sc, p) != '\0')
    {
        sc->at = prop64_charge_blanks(sc, p + 1);
        return true;
    }
    if (strchr("&,;", at_char(sc, p)) != NULL && at_char(sc, p) != '\0')
    {
        *join = PROP64_JOIN_SOFT;
        p = prop64_charge_blanks(sc, p + 1);
        if (at_char(sc, p) == '&')
            p = prop64_charge_blanks(sc, p + 1);
        sc->at = p;
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
    {
        n = prop64_charge_word(sc, p, words[i].word);
        if (n > 0)
        {
            *join = words[i].join;
            sc->at = prop64_charge_blanks(sc, p + n);
            return true;
        }
    }
    return *join == PROP64_JOIN_SOFT;
}

/* Does nothing but a join or the end follow? */
static bool
ends_here(const Prop64ChargeScan *sc)
{
    size_t p = prop64_charge_blanks(sc, sc->at);
    char c = at_char(sc, p);

    return p >= sc->len || (c != '\0' && strchr("/+-\\,;&:", c) != NULL) ||
           prop64_charge_word(sc, p, "AND") || prop64_charge_word(sc, p, "OR");
}

/*
 * Is members[n - 1] a section, and not a number of the description?  It is when it
 * has a code, or needs none, or takes that of a chain that began with one.
 */
static bool
credible(const Prop64ChargeScan *sc, const Prop64ChargeMember *members, int n)
{
    const Prop64ChargeMember *m = &members[n - 1];

    if (sc->strict)
        return true;
    /* "459 PC-VEH 2 DOORS": an ordinary word in front of a small number */
    if (m->code != 0)
        return !m->code_word || m->digits > 2 || m->titled || m->npath > 0;
    if (prop64_charge_bare_cannabis(m))
        return true;
    if (m->digits < 3 || !ends_here(sc))
        return false;
    if (members[0].code_first)
        return true;
    return members[0].code != 0 && penalty_row(m, NULL, 0, 0) != NULL;
}

int
prop64_charge_scan_chain(Prop64ChargeScan *sc, Prop64ChargeMember *members, int max)
{
    size_t sure_at;
    int sure;
    int n = 1;

    if (!prop64_charge_scan_member(sc, &members[0]))
        return 0;
    sure = 1;
    sure_at = sc->at;
    while (n < max && !members[n - 1].malformed)
    {
        Prop64ChargeMember *m = &members[n];
        Prop64ChargeJoin join;
        size_t before = sc->at;

        if (!scan_join(sc, &members[n - 1], &join))
            break;
        if (!sc->strict && at_char(sc, sc->at) == '(' && members[n - 1].npath > 0)
        {
            /* 11357(a)/(b): the same section with other last steps */
            if (!prop64_charge_scan_sibling(sc, &members[n - 1], m))
                break;
            join = join == PROP64_JOIN_TIGHT ? PROP64_JOIN_OR : join;
        }
        else if (!prop64_charge_scan_member(sc, m))
        {
            if (sc->strict)
                return 0;
            break;
        }
        m->join = join;
        n++;
        if (credible(sc, members, n))
        {
            sure = n;
            sure_at = sc->at;
        }
        if (sc->at == before)
            break;
    }
    sc->at = sure_at;
    return sure;
}

/* ---------- codes ---------- */

/* Is some other member, with no code of its own, able to take the Penal Code? */
static bool
another_takes_penal(const Prop64ChargeMember *members, int n)
{
    for (int i = 0; i < n; i++)
        if (members[i].code == 0 && !prop64_charge_bare_cannabis(&members[i]))
            return true;
    return false;
}

static bool
has_title(int code)
{
    const Prop64CodeName *name = prop64_code_name(code);

    return name != NULL && name->has_title;
}

/* A bare 11357 to 11360: the code of a neighbour of the same kind, else Health and Safety. */
static void
give_cannabis_code(Prop64ChargeScan *sc, Prop64ChargeMember *members, int n, int i)
{
    Prop64ChargeMember *m = &members[i];

    for (int j = i + 1; m->code == 0 && j < n && prop64_charge_bare_cannabis(&members[j]); j++)
        m->code = members[j].code;
    for (int j = i - 1; m->code == 0 && j >= 0 && prop64_charge_bare_cannabis(&members[j]); j--)
        m->code = members[j].code;
    if (m->code == 0)
    {
        m->code = PROP64_CODE_HS;
        sc->notes |= PROP64_NOTE_CODE_INFERRED;
    }
}

/*
 * Gives a code to the members that wrote none.  Letters belong to the section that
 * they can belong to: attempt, conspiracy, solicitation, accessory and most penalty
 * sections are of the Penal Code whatever stands behind the chain, a bare 11357 to
 * 11360 in a chain is of Health and Safety.
 */
static void
give_codes(Prop64ChargeScan *sc, Prop64ChargeMember *members, int n)
{
    Prop64ChargeMember *last = &members[n - 1];

    /* HS 664/11358 */
    if (n > 1 && members[0].code_first && members[0].code != PROP64_CODE_PC &&
        members[1].code == 0 && members[1].join == PROP64_JOIN_TIGHT &&
        prop64_charge_member_form(&members[0]) != PROP64_FORM_PLAIN)
    {
        members[1].code = members[0].code;
        members[1].code_first = true;
        members[0].code = PROP64_CODE_PC;
    }
    /* 182(A)(1)/11359 PC */
    if (n > 1 && last->code == PROP64_CODE_PC && !last->code_first &&
        prop64_charge_bare_cannabis(last) && another_takes_penal(members, n - 1))
    {
        last->code = PROP64_CODE_HS;
        sc->notes |= PROP64_NOTE_CODE_INFERRED;
        for (int i = 0; i < n - 1; i++)
            if (members[i].code == 0 && !prop64_charge_bare_cannabis(&members[i]))
                members[i].code = PROP64_CODE_PC;
    }
    for (int i = 0; i < n; i++)
    {
        Prop64ChargeMember *m = &members[i];
        const Prop64PenaltySection *row;

        if (m->code != 0)
            continue;
        if (prop64_charge_bare_cannabis(m))
        {
            if (!sc->strict || n > 1)
                give_cannabis_code(sc, members, n, i);
            continue;
        }
        if (i + 1 < n && members[i + 1].sibling)
        {
            m->code = members[i + 1].code;
            if (m->code != 0)
                continue;
        }
        if (sc->strict && i > 0 && members[i - 1].code_first)
        {
            m->code = members[i - 1].code;
            m->code_first = true;
            continue;
        }
        if (n > 1 && prop64_charge_member_form(m) != PROP64_FORM_PLAIN)
        {
            m->code = PROP64_CODE_PC;
            continue;
        }
        row = n > 1 ? penalty_row(m, members, 0, n) : NULL;
        if (row != NULL)
        {
            m->code = row->code;
            continue;
        }
        if (i > 0 && members[i - 1].code_first)
        {
            m->code = members[i - 1].code;
            m->code_first = true;
        }
        for (int j = i + 1; m->code == 0 && j < n; j++)
        {
            /* 459/11357 HS does not say which code 459 is of. */
            if (members[j].code == PROP64_CODE_HS && prop64_charge_bare_cannabis(&members[j]) &&
                m->number < 1000)
                break;
            if (members[j].code != 0 && !members[j].code_first && !has_title(members[j].code))
                m->code = members[j].code;
        }
    }
}

/* ---------- citations ---------- */

/* The bytes of a member's citation. */
static Prop64ChainFault
build_citation(Prop64ChargeScan *sc, const Prop64ChargeMember *m, Prop64Charge *out)
{
    bool own = m->ndecimals == 0 && m->nletters > 0 &&
               prop64_lettered_section(m->code, m->number, m->letters, m->nletters);
    uint8_t bytes[8 + 2 * PROP64_CHARGE_DECIMALS_MAX + 2 * PROP64_CHARGE_LETTERS_MAX + 4 +
                  PROP64_CHARGE_MAX];
    size_t n = 0;

    if (m->too_long)
        return PROP64_CHAIN_TOO_LONG;
    if (m->malformed || (m->titled && !has_title(m->code)))
        return PROP64_CHAIN_MALFORMED;
    if (m->nletters > 0)
        sc->notes |= PROP64_NOTE_LETTER;
    if (m->mended)
        sc->notes |= PROP64_NOTE_SPACING;
    bytes[n++] = (uint8_t)(0x40 | m->code);
    if (has_title(m->code))
        n += prop64_charge_put_number(bytes + n, m->title);
    n += prop64_charge_put_number(bytes + n, m->number);
    memcpy(bytes + n, m->decimals, m->ndecimals);
    n += m->ndecimals;
    if (own)
        for (int i = 0; i < m->nletters; i++)
            bytes[n++] = (uint8_t)(0xA1 + m->letters[i] - 'A');
    memcpy(bytes + n, m->behind, m->nbehind);
    n += m->nbehind;
    if (m->half)
        bytes[n++] = 0x9B;
    if (m->nletters > 0 && !own)
    {
        /* The letter is the first step of the path. */
        if (m->nbehind > 0 || m->half ||
            (m->nletters > 1 && m->letters[0] != m->letters[m->nletters - 1]))
            return PROP64_CHAIN_MALFORMED;
        if (m->nletters > 1)
        {
            bytes[n++] = 0x5B;
            bytes[n++] = m->nletters;
        }
        memcpy(bytes + n, m->letters, m->nletters);
        n += m->nletters;
    }
    memcpy(bytes + n, m->path, m->npath);
    n += m->npath;
    if (n > PROP64_CHARGE_MAX - 1)
        return PROP64_CHAIN_TOO_LONG;
    if (m->bound)
        bytes[n++] = PROP64_CHARGE_BOUND;
    memcpy(out->bytes, bytes, n);
    out->len = (uint8_t)n;
    return PROP64_CHAIN_OK;
}

/* ---------- offences ---------- */

static void
add_offence(Prop64ChainResult *out, const Prop64Charge *citation,
            const Prop64ChargeComponent *parts, int nparts)
{
    Prop64Charge charge;

    if (!prop64_charge_compose(citation, parts, nparts, &charge))
    {
        out->fault = PROP64_CHAIN_TOO_LONG;
        return;
    }
    for (int i = 0; i < out->count; i++)
        if (prop64_charge_compare(out->charges[i].bytes, out->charges[i].len, charge.bytes,
                                  charge.len) == 0)
            return;
    if (out->count == PROP64_READING_MAX)
        out->fault = PROP64_CHAIN_TOO_LONG;
    else
        out->charges[out->count++] = charge;
}

/* One group of members that belong together, members[from..to), into its offences. */
static void
group_offences(Prop64ChargeScan *sc, const Prop64ChargeMember *members, const Prop64Charge *built,
               int from, int to, Prop64ChainResult *out)
{
    Prop64ChargeComponent parts[PROP64_CHARGE_MEMBERS_MAX];
    bool also[PROP64_CHARGE_MEMBERS_MAX];
    int nparts = 0;
    int nheads = 0;
    int head = -1;
    bool form = false;

    for (int i = from; i < to; i++)
    {
        also[i] = members[i].join == PROP64_JOIN_ALSO && i > from;
        if (!also[i] && to - from > 1 &&
            !(sc->strict && prop64_charge_form(built[from].bytes, built[from].len)))
            also[i] = penalty_row(&members[i], members, from, to) != NULL;
        if (!also[i])
            nheads++;
    }
    if (nheads == 0)
    {
        /* Nothing but penalty sections: the first that is not the gang's carries the rest. */
        for (head = from; head < to - 1 && members[head].number == 186 &&
                          members[head + 1].join != PROP64_JOIN_ALSO;)
            head++;
        also[head] = false;
        nheads = 1;
    }
    else
        for (head = from; also[head];)
            head++;

    form = prop64_charge_form(built[head].bytes, built[head].len) != PROP64_FORM_PLAIN;
    if (!form && !sc->strict)
        for (int i = head + 1; i < to && !form; i++)
            if (!also[i] && prop64_charge_form(built[i].bytes, built[i].len) == PROP64_FORM_ATTEMPT)
            {
                head = i;
                form = true;
            }
    for (int i = from; i < to; i++)
    {
        if (i == head || (!also[i] && !form))
            continue;
        if (!also[i] && penalty_row(&members[i], NULL, 0, 0) != NULL)
            out->doubtful = true;
        if (members[i].bound || (members[head].bound && to - from > 1))
        {
            out->fault = PROP64_CHAIN_MALFORMED;
            out->fault_at = members[i].start;
            return;
        }
        parts[nparts].role = also[i] ? PROP64_ROLE_ALSO : PROP64_ROLE_TARGET;
        parts[nparts++].citation = built[i];
    }
    for (int i = head; i < to; i++)
        if (i == head || (!also[i] && !form))
            add_offence(out, &built[i], parts, nparts);
}

void
prop64_charge_resolve(Prop64ChargeScan *sc, Prop64ChargeMember *members, int count,
                      Prop64ChainResult *out)
{
    Prop64Charge built[PROP64_CHARGE_MEMBERS_MAX];
    int from = 0;

    out->fault = PROP64_CHAIN_OK;
    out->doubtful = sc->doubtful;
    out->count = 0;
    give_codes(sc, members, count);
    for (int i = 0; i < count && out->fault == PROP64_CHAIN_OK; i++)
    {
        out->fault_at = members[i].start;
        out->fault = members[i].malformed   ? PROP64_CHAIN_MALFORMED
                     : members[i].code == 0 ? PROP64_CHAIN_NO_CODE
                                            : build_citation(sc, &members[i], &built[i]);
    }
    for (int to = 1; to <= count && out->fault == PROP64_CHAIN_OK; to++)
    {
        if (to < count)
        {
            Prop64ChargeJoin join = members[to].join;
            bool lone_attempt = to - from == 1 && members[from].code == PROP64_CODE_PC &&
                                prop64_charge_member_form(&members[from]) == PROP64_FORM_ATTEMPT;

            if (join == PROP64_JOIN_TIGHT || join == PROP64_JOIN_ALSO ||
                (join == PROP64_JOIN_SOFT &&
                 (lone_attempt || penalty_row(&members[to], members, from, to + 1) != NULL)))
                continue;
        }
        group_offences(sc, members, built, from, to, out);
        from = to;
    }
    if (count > 1)
        sc->notes |= PROP64_NOTE_SEVERAL;
    for (int i = 0; i < out->count; i++)
        if (prop64_charge_form(out->charges[i].bytes, out->charges[i].len) != PROP64_FORM_PLAIN)
            sc->notes |= PROP64_NOTE_FORM;
}
