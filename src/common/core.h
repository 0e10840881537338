/*
 * core.h: what every pure room of prop64 stands on.
 *
 * Holds: fixed-width types, the error value that a pure function hands back,
 * three-valued truth, and the allocator seam.
 *
 * "Pure" means: no Datum, no ereport, no fmgr header.  A file that includes
 * only this header and its pure neighbours builds into the server library, a
 * unit test or a fuzzer as it is.  In the server the allocator is palloc
 * (memory_pg.c); elsewhere it is malloc (test/unit/memory_libc.c).
 */
#ifndef PROP64_CORE_H
#define PROP64_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Why a pure function refused.  report.h maps each to one SQLSTATE.
 */
typedef enum Prop64ErrorCode
{
    PROP64_OK = 0,
    PROP64_ERR_SYNTAX,  /* 22P02: text that is not of the type's grammar */
    PROP64_ERR_VALUE,   /* 22023: well-formed, but not a value allowed here */
    PROP64_ERR_LIMIT,   /* 54000: more than a named limit */
    PROP64_ERR_VERSION, /* 0A000: a format or list version unknown to this library */
    PROP64_ERR_BINARY,  /* 22P03: a binary message that breaks its layout */
    PROP64_ERR_CORRUPT  /* XX001: a stored value that breaks its layout */
} Prop64ErrorCode;

/*
 * An error as a value.  offset is the byte offset in the input where reading
 * stopped, -1 when there is no such place.  message says what failed; detail
 * says what was found and what was expected.  Both hold ASCII only: text from
 * the caller goes in through prop64_quote().
 */
typedef struct Prop64Error
{
    Prop64ErrorCode code;
    int32_t offset;
    char message[240];
    char detail[360];
} Prop64Error;

/* Fills err (which may be NULL) and returns false, so that callers can return it. */
extern bool prop64_error_set(Prop64Error *err, Prop64ErrorCode code, int32_t offset,
                             const char *message, const char *detail, ...)
    __attribute__((format(printf, 5, 6)));

/*
 * Copies at most size - 1 bytes of text into buf as printable ASCII: any other
 * byte becomes '?', and what does not fit is cut with "...".  Returns buf.
 */
extern char *prop64_quote(char *buf, size_t size, const char *text, size_t len);

/* Kleene's three values; ordered, so that AND is the minimum and OR the maximum. */
typedef enum Prop64Truth
{
    PROP64_FALSE = 0,
    PROP64_UNKNOWN = 1,
    PROP64_TRUE = 2
} Prop64Truth;

static inline Prop64Truth
prop64_not(Prop64Truth t)
{
    return (Prop64Truth)(PROP64_TRUE - t);
}

static inline Prop64Truth
prop64_truth(bool b)
{
    return b ? PROP64_TRUE : PROP64_FALSE;
}

/* The allocator seam.  Never returns NULL: the server raises, a test aborts. */
extern void *prop64_alloc(size_t size);
extern void *prop64_realloc(void *p, size_t size);
extern void prop64_free(void *p);

/* Once in a while in a long loop: a server cancels the query here if asked to. */
extern void prop64_check_interrupts(void);

#endif /* PROP64_CORE_H */
