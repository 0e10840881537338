/* level_pg.c: levels as SQL sees them. */
#include "common/compat.h"

#include "utils/builtins.h"

#include "common/level.h"

PROP64_FUNCTION(prop64_to_severity);

Datum
prop64_to_severity(PG_FUNCTION_ARGS)
{
    text *spelling = PG_GETARG_TEXT_PP(0);
    Prop64Level level = prop64_level_parse(VARDATA_ANY(spelling), VARSIZE_ANY_EXHDR(spelling));

    if (level == PROP64_LEVEL_UNKNOWN)
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(prop64_level_name(level)));
}
