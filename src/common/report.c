/* report.c: see report.h. */
#include "common/report.h"

#include "mb/pg_wchar.h"

static int
sqlstate_of(Prop64ErrorCode code)
{
    switch (code)
    {
        case PROP64_ERR_SYNTAX:
            return ERRCODE_INVALID_TEXT_REPRESENTATION;
        case PROP64_ERR_VALUE:
            return ERRCODE_INVALID_PARAMETER_VALUE;
        case PROP64_ERR_LIMIT:
            return ERRCODE_PROGRAM_LIMIT_EXCEEDED;
        case PROP64_ERR_VERSION:
            return ERRCODE_FEATURE_NOT_SUPPORTED;
        case PROP64_ERR_BINARY:
            return ERRCODE_INVALID_BINARY_REPRESENTATION;
        case PROP64_ERR_CORRUPT:
            return ERRCODE_DATA_CORRUPTED;
        case PROP64_OK:
            break;
    }
    return ERRCODE_INTERNAL_ERROR;
}

void
prop64_report(struct Node *escontext, const Prop64Error *err, const char *input, size_t input_len)
{
    if (input != NULL && err->offset >= 0 && (size_t)err->offset <= input_len)
    {
        int character = pg_mbstrlen_with_len(input, err->offset) + 1;

        errsave(escontext, (errcode(sqlstate_of(err->code)), errmsg("%s", err->message),
                            errdetail("At character %d: %s", character, err->detail)));
    }
    else
        errsave(escontext, (errcode(sqlstate_of(err->code)), errmsg("%s", err->message),
                            errdetail("%s", err->detail)));
}
