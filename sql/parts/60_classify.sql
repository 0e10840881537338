-- classify: one conviction under one policy (src/policy/policy_exec.h), and the answer in words.

CREATE FUNCTION prop64.classify(
    policy prop64.policy,
    charge prop64.charge,
    severity text,
    convicted date,
    history prop64.history DEFAULT NULL,
    as_of date DEFAULT NULL,
    born date DEFAULT NULL,
    offense date DEFAULT NULL,
    sentence_ends date DEFAULT NULL,
    deceased boolean DEFAULT NULL,
    case_key text DEFAULT NULL,
    cycle_key text DEFAULT NULL,
    count_key text DEFAULT NULL,
    facts jsonb DEFAULT NULL
) RETURNS prop64.eligibility
    LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'prop64_classify';
COMMENT ON FUNCTION prop64.classify(prop64.policy, prop64.charge, text, date, prop64.history, date, date, date, date, boolean, text, text, text, jsonb) IS 'What relief a conviction qualifies for under a policy; a NULL argument is an unknown fact';

CREATE FUNCTION prop64.classify_bounds(
    policy prop64.policy,
    charge prop64.charge,
    severity text,
    convicted daterange,
    history prop64.history DEFAULT NULL,
    as_of date DEFAULT NULL,
    born daterange DEFAULT NULL,
    offense daterange DEFAULT NULL,
    sentence_ends daterange DEFAULT NULL,
    deceased boolean DEFAULT NULL,
    case_key text DEFAULT NULL,
    cycle_key text DEFAULT NULL,
    count_key text DEFAULT NULL,
    facts jsonb DEFAULT NULL
) RETURNS prop64.eligibility
    LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'prop64_classify_bounds';
COMMENT ON FUNCTION prop64.classify_bounds(prop64.policy, prop64.charge, text, daterange, prop64.history, date, daterange, daterange, daterange, boolean, text, text, text, jsonb) IS 'classify for dates of which only the earliest and the latest day are known';

CREATE FUNCTION prop64.classify_each(
    policies prop64.policy[],
    charge prop64.charge,
    severity text,
    convicted date,
    history prop64.history DEFAULT NULL,
    as_of date DEFAULT NULL,
    born date DEFAULT NULL,
    offense date DEFAULT NULL,
    sentence_ends date DEFAULT NULL,
    deceased boolean DEFAULT NULL,
    case_key text DEFAULT NULL,
    cycle_key text DEFAULT NULL,
    count_key text DEFAULT NULL,
    facts jsonb DEFAULT NULL
) RETURNS prop64.eligibility[]
    LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300 AS 'MODULE_PATHNAME', 'prop64_classify_each';
COMMENT ON FUNCTION prop64.classify_each(prop64.policy[], prop64.charge, text, date, prop64.history, date, date, date, date, boolean, text, text, text, jsonb) IS 'classify under several policies, the record read once';

CREATE FUNCTION prop64.trace(
    policy prop64.policy,
    charge prop64.charge,
    severity text,
    convicted date,
    history prop64.history DEFAULT NULL,
    as_of date DEFAULT NULL,
    born date DEFAULT NULL,
    offense date DEFAULT NULL,
    sentence_ends date DEFAULT NULL,
    deceased boolean DEFAULT NULL,
    case_key text DEFAULT NULL,
    cycle_key text DEFAULT NULL,
    count_key text DEFAULT NULL,
    facts jsonb DEFAULT NULL
) RETURNS TABLE (rule integer, outcome text, reason text, condition text, reached boolean, holds boolean, missing text[], presumed text[], authority text, facts jsonb)
    LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 10 COST 1000 AS 'MODULE_PATHNAME', 'prop64_trace';
COMMENT ON FUNCTION prop64.trace(prop64.policy, prop64.charge, text, date, prop64.history, date, date, date, date, boolean, text, text, text, jsonb) IS 'Every rule of a policy for one conviction: whether it was reached, whether it holds (NULL: unknown), which facts are missing, and every fact that it reads with its value and where that came from';

CREATE FUNCTION prop64.eligible_from(
    policy prop64.policy,
    charge prop64.charge,
    severity text,
    convicted date,
    history prop64.history DEFAULT NULL,
    as_of date DEFAULT NULL,
    born date DEFAULT NULL,
    offense date DEFAULT NULL,
    sentence_ends date DEFAULT NULL,
    deceased boolean DEFAULT NULL,
    case_key text DEFAULT NULL,
    cycle_key text DEFAULT NULL,
    count_key text DEFAULT NULL,
    facts jsonb DEFAULT NULL
) RETURNS date
    LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'prop64_eligible_from';
COMMENT ON FUNCTION prop64.eligible_from(prop64.policy, prop64.charge, text, date, prop64.history, date, date, date, date, boolean, text, text, text, jsonb) IS 'The first day, from as_of on, on which time alone makes some relief certain; NULL when it never does';

CREATE FUNCTION prop64.reason(eligibility prop64.eligibility, policy prop64.policy) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'prop64_reason';
COMMENT ON FUNCTION prop64.reason(prop64.eligibility, prop64.policy) IS 'Why: the reason of the rule that ended the list, or needs: and the missing facts; NULL out of scope';

CREATE FUNCTION prop64.label(eligibility prop64.eligibility, policy prop64.policy) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'prop64_label';
COMMENT ON FUNCTION prop64.label(prop64.eligibility, prop64.policy) IS 'The county''s own word for the outcome; NULL when the policy gives none';

CREATE FUNCTION prop64.authority(eligibility prop64.eligibility, policy prop64.policy) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'prop64_authority';
COMMENT ON FUNCTION prop64.authority(prop64.eligibility, prop64.policy) IS 'What the rule cites; NULL when it cites nothing';

CREATE FUNCTION prop64.missing(eligibility prop64.eligibility, policy prop64.policy) RETURNS text[]
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'prop64_missing';
COMMENT ON FUNCTION prop64.missing(prop64.eligibility, prop64.policy) IS 'Facts whose absence holds the answer open';

CREATE FUNCTION prop64.presumed(eligibility prop64.eligibility, policy prop64.policy) RETURNS text[]
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'prop64_presumed';
COMMENT ON FUNCTION prop64.presumed(prop64.eligibility, prop64.policy) IS 'Facts that were unknown and that the policy presumed';

CREATE FUNCTION prop64.explain(eligibility prop64.eligibility, policy prop64.policy) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'prop64_explain';
COMMENT ON FUNCTION prop64.explain(prop64.eligibility, prop64.policy) IS 'The answer in one sentence for a court clerk';
