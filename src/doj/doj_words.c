/* doj_words.c: see doj_words.h.  Pure. */
#include "doj/doj_words.h"

#include "common/bytes.h"

/* Longer ones are read each time. */
#define TEXT_MAX 62

/* A text has one place; the last one there stays. */
#define CHARGES      1024
#define DISPOSITIONS 128

typedef struct Text
{
    uint8_t len; /* 0: nothing stands here */
    char bytes[TEXT_MAX];
} Text;

typedef struct KeptCharge
{
    Text text;
    uint8_t problem; /* Prop64ChargeProblem */
    Prop64Charge charge;
} KeptCharge;

typedef struct KeptDisposition
{
    Text text;
    Prop64Told told;
} KeptDisposition;

struct Prop64DojWords
{
    KeptCharge charges[CHARGES];
    KeptDisposition dispositions[DISPOSITIONS];
};

Prop64DojWords *
prop64_doj_words_new(void)
{
    Prop64DojWords *words = prop64_alloc(sizeof(*words));

    memset(words, 0, sizeof(*words));
    return words;
}

static bool
can_stand(Prop64Key text)
{
    return text.len > 0 && text.len <= TEXT_MAX;
}

static bool
stands(const Text *kept, Prop64Key text)
{
    return kept->len == text.len && memcmp(kept->bytes, text.data, text.len) == 0;
}

static void
keep(Text *kept, Prop64Key text)
{
    kept->len = (uint8_t)text.len;
    memcpy(kept->bytes, text.data, text.len);
}

Prop64Told
prop64_doj_words_told(Prop64DojWords *words, Prop64Key disposition)
{
    KeptDisposition *kept;

    if (words == NULL || !can_stand(disposition))
        return prop64_disposition_told(disposition.data, disposition.len);
    kept = &words->dispositions[prop64_hash64(disposition.data, disposition.len) % DISPOSITIONS];
    if (!stands(&kept->text, disposition))
    {
        kept->told = prop64_disposition_told(disposition.data, disposition.len);
        keep(&kept->text, disposition);
    }
    return kept->told;
}

static Prop64ChargeProblem
read_charge(Prop64Key text, Prop64Charge *out)
{
    Prop64ChargeReading reading;

    prop64_charge_read(text.data, text.len, &reading);
    if (reading.problem == PROP64_PROBLEM_NONE)
        *out = reading.charges[0];
    else
        out->len = 0;
    return reading.problem;
}

Prop64ChargeProblem
prop64_doj_words_charge(Prop64DojWords *words, Prop64Key text, Prop64Charge *out)
{
    KeptCharge *kept;

    if (words == NULL || !can_stand(text))
        return read_charge(text, out);
    kept = &words->charges[prop64_hash64(text.data, text.len) % CHARGES];
    if (!stands(&kept->text, text))
    {
        kept->problem = (uint8_t)read_charge(text, &kept->charge);
        keep(&kept->text, text);
    }
    out->len = kept->charge.len;
    memcpy(out->bytes, kept->charge.bytes, kept->charge.len);
    return (Prop64ChargeProblem)kept->problem;
}
