/*
 * fuzz.h: what the fuzz targets share.
 *
 * A target is one file with LLVMFuzzerTestOneInput: any bytes in, promises of one
 * room checked, an abort where one is broken.  tools/fuzz links it with libFuzzer;
 * replay.c runs it over files without, and test/unit/fuzz_corpus_test.c over the
 * committed corpus.
 */
#ifndef PROP64_FUZZ_H
#define PROP64_FUZZ_H

#include "common/bytes.h"
#include "common/core.h"

#include <stdio.h>
#include <stdlib.h>

extern int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise of the room; detail is printable text that helps to see why. */
static inline void
fuzz_must(bool good, const char *promise, const char *detail)
{
    if (good)
        return;
    fprintf(stderr, "broken promise: %s\n  %s\n", promise, detail ? detail : "");
    fflush(stderr);
    abort();
}

/* What a function that refused must have left behind. */
static inline void
fuzz_must_explain(const Prop64Error *err, size_t len)
{
    fuzz_must(err->code > PROP64_OK && err->code <= PROP64_ERR_CORRUPT, "an error has a code",
              err->message);
    fuzz_must(err->offset >= -1 && (err->offset < 0 || (size_t)err->offset <= len),
              "an error stands inside the text", err->message);
    fuzz_must(memchr(err->message, '\0', sizeof(err->message)) != NULL && err->message[0] != '\0' &&
                  memchr(err->detail, '\0', sizeof(err->detail)) != NULL && err->detail[0] != '\0',
              "an error says what failed, and why", NULL);
    for (const char *p = err->message; *p != '\0'; p++)
        fuzz_must(*p >= ' ' && *p <= '~', "a message is printable ASCII", err->detail);
    for (const char *p = err->detail; *p != '\0'; p++)
        fuzz_must(*p >= ' ' && *p <= '~', "a detail is printable ASCII", err->message);
}

/*
 * The input in memory of exactly its size, so that a read behind its end is seen.
 * NULL-terminated nowhere; free it.
 */
static inline uint8_t *
fuzz_copy(const uint8_t *data, size_t size)
{
    uint8_t *copy = prop64_alloc(size);

    if (size > 0)
        memcpy(copy, data, size);
    return copy;
}

#endif /* PROP64_FUZZ_H */
