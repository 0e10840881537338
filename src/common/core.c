/* core.c: the error value and the quoting of caller text.  Pure. */
#include "common/core.h"

#include <stdarg.h>
#include <stdio.h>

bool
prop64_error_set(Prop64Error *err, Prop64ErrorCode code, int32_t offset, const char *message,
                 const char *detail, ...)
{
    va_list args;

    if (err == NULL)
        return false;
    err->code = code;
    err->offset = offset;
    snprintf(err->message, sizeof(err->message), "%s", message);
    va_start(args, detail);
    vsnprintf(err->detail, sizeof(err->detail), detail, args);
    va_end(args);
    return false;
}

char *
prop64_quote(char *buf, size_t size, const char *text, size_t len)
{
    size_t room = size - 1;
    size_t n = len <= room ? len : room;

    for (size_t i = 0; i < n; i++)
        buf[i] = (text[i] >= 0x20 && text[i] < 0x7f) ? text[i] : '?';
    if (len > room && room >= 3)
        memcpy(buf + room - 3, "...", 3);
    buf[n] = '\0';
    return buf;
}
