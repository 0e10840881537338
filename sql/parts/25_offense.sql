-- DOJ's numeric offence codes, and what the cannabis citations meant at their time

CREATE FUNCTION prop64.offense_code(code integer)
    RETURNS TABLE (charge prop64.charge, severity text, degree text, valid_from date, valid_until date)
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 1
    AS 'MODULE_PATHNAME', 'prop64_offense_code';
COMMENT ON FUNCTION prop64.offense_code(integer) IS
    'What a numeric offence code of the California Department of Justice stood for in April 2021; no row for an unknown code';

CREATE FUNCTION prop64.offense_codes(charge prop64.charge) RETURNS SETOF integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 2
    AS 'MODULE_PATHNAME', 'prop64_offense_codes';
COMMENT ON FUNCTION prop64.offense_codes(prop64.charge) IS
    'The numeric offence codes that the California Department of Justice had for exactly this charge in April 2021';

CREATE FUNCTION prop64.conduct(charge prop64.charge, on_date date) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
    AS 'MODULE_PATHNAME', 'prop64_conduct';
COMMENT ON FUNCTION prop64.conduct(prop64.charge, date) IS
    'What a cannabis citation meant for an offense of that day; NULL where citation and day do not tell';

CREATE FUNCTION prop64.conduct_bounds(charge prop64.charge, on_bounds daterange) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
    AS 'MODULE_PATHNAME', 'prop64_conduct_bounds';
COMMENT ON FUNCTION prop64.conduct_bounds(prop64.charge, daterange) IS
    'What a cannabis citation meant, when it meant the same on every day on which the offense can have been; else NULL';

CREATE FUNCTION prop64.conduct_levels(charge prop64.charge, on_date date) RETURNS text[]
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
    AS 'MODULE_PATHNAME', 'prop64_conduct_levels';
COMMENT ON FUNCTION prop64.conduct_levels(prop64.charge, date) IS
    'Levels at which the law of that day allowed a conviction under a cannabis citation, the gravest first; NULL when not known';

CREATE FUNCTION prop64.conducts()
    RETURNS TABLE (charge prop64.charge, valid_from date, valid_until date, conduct text, levels text[], source text)
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 80
    AS 'MODULE_PATHNAME', 'prop64_conducts';
COMMENT ON FUNCTION prop64.conducts() IS
    'The table behind conduct: citation, days of the offense, conduct (NULL where open), levels, source';
