-- the legal lists: super strikes, PC 290(c), cannabis, and what counties relieved beside it

-- not STRICT: an unknown severity or date is a fact that is missing, not an answer
CREATE FUNCTION prop64.in_list(charge prop64.charge, list text, severity text DEFAULT NULL, on_date date DEFAULT NULL)
    RETURNS boolean
    LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
    AS 'MODULE_PATHNAME', 'prop64_in_list';
COMMENT ON FUNCTION prop64.in_list(prop64.charge, text, text, date) IS
    'Is the offense on a legal list, at a level as convicted, on a date? NULL where the law or the record leaves it open';

CREATE FUNCTION prop64.charge_list(name text)
    RETURNS TABLE (charge prop64.charge, attempts text, severity text, valid_from date, valid_until date,
                   companion prop64.charge, question text, source text, reach text, listed boolean)
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100
    AS 'MODULE_PATHNAME', 'prop64_charge_list';
COMMENT ON FUNCTION prop64.charge_list(text) IS
    'Entries of a legal list with their dates, forms, companion, source, and the question where membership is open';

CREATE FUNCTION prop64.law_lists()
    RETURNS TABLE (name text, version text, title text, entries integer)
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5
    AS 'MODULE_PATHNAME', 'prop64_law_lists';
COMMENT ON FUNCTION prop64.law_lists() IS 'The legal lists that in_list and charge_list know';

CREATE FUNCTION prop64.law_version() RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_law_version';
COMMENT ON FUNCTION prop64.law_version() IS 'Version of the legal lists that in_list and charge_list answer from';
