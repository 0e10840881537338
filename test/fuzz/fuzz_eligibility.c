/* fuzz_eligibility.c: any text as an eligibility, and any eight bytes as its value. */
#include "fuzz.h"

#include "eligibility/eligibility_core.h"

static void
eligibility_value(int64_t value)
{
    Prop64Eligibility e;
    Prop64Error err = {0};
    char text[PROP64_ELIGIBILITY_TEXT_MAX];
    int64_t again = 0;

    prop64_eligibility_print(value, text);
    fuzz_must(memchr(text, '\0', sizeof(text)) != NULL && text[0] != '\0',
              "every value prints as something", NULL);
    if (!prop64_eligibility_unpack(value, &e, &err))
    {
        fuzz_must_explain(&err, 0);
        return;
    }
    fuzz_must(value >= 0 && prop64_eligibility_pack(&e) == value, "a value packs to itself", text);
    fuzz_must(prop64_eligibility_parse(text, strlen(text), &again, &err), "what prints parses",
              text);
    fuzz_must(again == value, "what prints parses to itself", text);
    fuzz_must(prop64_outcome_name(e.outcome) != NULL && prop64_sentence_name(e.sentence) != NULL,
              "an outcome has a name", text);
    fuzz_must((prop64_at_least_name(e.at_least) != NULL) == (e.at_least > 0),
              "only nothing is at least nothing", text);
    fuzz_must((prop64_basis_name(e.basis) != NULL) == (e.basis > 0), "only none has no basis",
              text);
    fuzz_must((prop64_remedy_name(e.outcome, e.sentence) != NULL) ==
                  prop64_outcome_is_relief(e.outcome),
              "only relief has a remedy", text);
    fuzz_must(prop64_outcome_at_least(e.outcome) <= PROP64_AT_LEAST_DISMISS,
              "an outcome is at least something", text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *copy = fuzz_copy(data, size);
    Prop64Reader r = prop64_reader(data, size);
    Prop64Error err = {0};
    int64_t value = 0;

    if (prop64_eligibility_parse((const char *)copy, size, &value, &err))
        eligibility_value(value);
    else
        fuzz_must_explain(&err, size);
    while (prop64_remaining(&r) >= 8)
        eligibility_value((int64_t)prop64_get64(&r));
    prop64_free(copy);
    return 0;
}
