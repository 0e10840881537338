-- The state's bulk file, answered: results and summary as counties know them, numbers
-- that add up, and the record of a run (doc/doj-results.md).  Reads the tables that
-- prop64.create_doj_intake made in a schema of the user's.

CREATE FUNCTION prop64.csv_line(cells record, safe boolean DEFAULT true) RETURNS text
    LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_csv_line';
COMMENT ON FUNCTION prop64.csv_line(record, boolean) IS 'A row as one line of CSV (RFC 4180), without the line end; safe puts an apostrophe before what a spreadsheet would run as a formula';

-- not STRICT: a cell may be NULL
CREATE FUNCTION prop64.csv_cells(safe boolean, VARIADIC cells "any") RETURNS text
    LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_csv_cells';
COMMENT ON FUNCTION prop64.csv_cells(boolean, "any") IS 'csv_line of up to 99 cells that are given one by one, for which no row is made';

CREATE FUNCTION prop64.cannabis_section(charge prop64.charge) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_charge_cannabis_section';
COMMENT ON FUNCTION prop64.cannabis_section(prop64.charge) IS 'Which of 11357, 11358, 11359 and 11360 a charge is of, finished, attempted or conspired at; NULL: none of them';

CREATE FUNCTION prop64.possible_other_p64(offense_descr text, comment_text text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 500
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    others constant prop64.charge[] := prop64.to_charges(comment_text);
    known prop64.charge;
    known_section text;
    known_part text;
    other prop64.charge;
    section text;
    part text;
BEGIN
    -- without an offense of its own the line's charge is the comment itself
    IF coalesce(others, '{}') = '{}' OR upper(btrim(coalesce(offense_descr, ''))) IN ('', 'SEE COMMENT FOR CHARGE') THEN
        RETURN NULL;
    END IF;
    known := prop64.to_charge(offense_descr);
    known_section := prop64.cannabis_section(known);
    FOREACH other IN ARRAY others LOOP
        section := prop64.cannabis_section(other);
        CONTINUE WHEN section IS NULL;
        IF section IS DISTINCT FROM known_section THEN
            RETURN comment_text;
        END IF;
        -- before 2016-11-09: (a) concentrate and (b) a small amount; (c) more, (d) at a school
        part := (prop64.subdivisions(other))[1];
        known_part := (prop64.subdivisions(known))[1];
        IF section = '11357' AND part IN ('a', 'b', 'c', 'd')
           AND (part IN ('a', 'b')) IS DISTINCT FROM (CASE WHEN known_part IN ('a', 'b', 'c', 'd') THEN known_part IN ('a', 'b') END) THEN
            RETURN comment_text;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION prop64.possible_other_p64(text, text) IS 'The comment of a line when it names a charge under HS 11357 to 11360 that its offense does not; else NULL';

CREATE FUNCTION prop64.doj_years(on_date date, as_of date) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN as_of < on_date AND pg_catalog.round((as_of - on_date) / 365.25, 1) = 0 THEN '-' ELSE '' END
           || pg_catalog.round((as_of - on_date) / 365.25, 1)::text;
END;
COMMENT ON FUNCTION prop64.doj_years(date, date) IS 'Years from a day to the as-of date as the earlier tool wrote them: days by 365.25, one decimal, -0.0 for tomorrow';

CREATE FUNCTION prop64.doj_check(schema name, county text, as_of date) RETURNS void
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found boolean;
    there text;
BEGIN
    IF schema IS NULL OR county IS NULL OR as_of IS NULL THEN
        RAISE null_value_not_allowed USING
            MESSAGE = format('%s must not be NULL', CASE WHEN schema IS NULL THEN 'the schema'
                             WHEN county IS NULL THEN 'the county' ELSE 'the as-of date' END);
    END IF;
    IF NOT isfinite(as_of) THEN
        RAISE invalid_parameter_value USING MESSAGE = 'the as-of date must be a day',
            DETAIL = format('It is %s.', as_of);
    END IF;
    IF to_regnamespace(quote_ident(schema)) IS NULL THEN
        RAISE invalid_schema_name USING MESSAGE = format('schema "%s" does not exist', schema);
    END IF;
    IF to_regclass(format('%I.conviction', schema)) IS NULL OR to_regclass(format('%I.person', schema)) IS NULL
       OR to_regclass(format('%I.line', schema)) IS NULL THEN
        RAISE undefined_table USING
            MESSAGE = format('schema "%s" holds no intake of the state''s bulk file', schema),
            HINT = format('Make one with CALL prop64.create_doj_intake(%L), load it and refresh it.', schema);
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.conviction AS c WHERE c.county = $1)', schema) INTO found USING county;
    IF found THEN
        RETURN;
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.line AS l WHERE l.stp_ori_cnty_name = $1)', schema) INTO found USING county;
    IF found THEN
        RETURN;
    END IF;
    -- the nearest first: but for case and blanks the same, then by the pairs of letters that both have
    EXECUTE format($q$
        SELECT string_agg(name, ', ' ORDER BY near DESC, name COLLATE "C")
          FROM (SELECT name, CASE WHEN upper(btrim(name)) = upper(btrim($1)) THEN 2.0
                       ELSE 2.0 * (SELECT count(DISTINCT substr(upper(name), i, 2))
                                     FROM generate_series(1, length(name) - 1) AS i
                                    WHERE strpos(upper($1), substr(upper(name), i, 2)) > 0)
                            / greatest(length(name) + length($1) - 2, 1) END AS near
                  FROM (SELECT DISTINCT stp_ori_cnty_name FROM %I.line WHERE stp_ori_cnty_name IS NOT NULL) AS c (name)
                 ORDER BY near DESC, name COLLATE "C" LIMIT 100) AS counties$q$, schema)
        INTO there USING left(county, 100);
    RAISE invalid_parameter_value USING
        MESSAGE = format('no record is of county "%s"', left(county, 100)),
        DETAIL = CASE WHEN there IS NULL THEN 'No record names a county.'
                      ELSE format('There are, the nearest first: %s.', there) END;
END
$$;
COMMENT ON FUNCTION prop64.doj_check(name, text, date) IS 'Raises an error where a schema holds no intake, no record is of the county, or an argument is NULL';

CREATE FUNCTION prop64.doj_determinations(schema name, county text, policy prop64.policy, as_of date)
    RETURNS TABLE (
        line_id bigint, person_id text,
        case_number text, convictions integer, occurred_after_2016_11_09 text, superstrikes text, pc290 text,
        pc290_registration text, convicted_on text, years_since_this text, years_since_any text,
        p64_convictions integer, hs_11357 integer, hs_11358 integer, hs_11359 integer, hs_11360 integer,
        deceased text, determination text, reason text, eligibility prop64.eligibility, disposition text, stands boolean)
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 10000 COST 100000
    SET search_path = pg_catalog, pg_temp
    SET jit = off
    SET work_mem = '64MB'
    -- how many are taken is not known before: many cost a loop dear, few cost a hash little
    SET enable_nestloop = off
AS $$
BEGIN
    PERFORM prop64.doj_check(schema, county, as_of);
    IF policy IS NULL THEN
        RAISE null_value_not_allowed USING MESSAGE = 'the policy must not be NULL';
    END IF;
    -- answered: the county's convictions, each with its eligibility; each record is read once
    -- said: what an eligibility says, once for each that occurs
    -- taken: those that the policy's scope takes, or may take were the charge readable
    -- numbers, listed: what the other convictions of these people are
    RETURN QUERY EXECUTE format($q$
        WITH answered AS MATERIALIZED (
            SELECT c.conviction_id, c.person_id, c.case_number, c.convicted_on, c.disposition, c.stands,
                   prop64.convictions(p.history) AS convictions, prop64.last_conviction(p.history) AS last, p.registered, p.deceased,
                   CASE WHEN c.charge IS NULL THEN coalesce(c.charge_text, '') END AS unread,
                   prop64.classify_bounds($2, c.charge, c.severity, c.convicted_on, p.history, $3, p.born_on,
                                          c.offense_on, c.sentence_ends_on, NULL, c.case_key, c.cycle_key, c.count_key) AS e
              FROM %1$I.conviction AS c
              JOIN %1$I.person AS p ON p.person_id = c.person_id
             WHERE c.county = $1
        ), said AS MATERIALIZED (
            SELECT a.e, nullif(coalesce(prop64.label(a.e, $2), prop64.outcome(a.e)), '') AS label,
                   nullif(prop64.reason(a.e, $2), '') AS reason
              FROM (SELECT DISTINCT e FROM answered OFFSET 0) AS a
             WHERE prop64.outcome(a.e) <> 'out of scope'
        ), taken AS MATERIALIZED (
            SELECT a.*, CASE WHEN upper(a.convicted_on) - lower(a.convicted_on) = 1 THEN lower(a.convicted_on) END AS convicted_day,
                   s.label, s.reason
              FROM answered AS a
              JOIN said AS s ON s.e OPERATOR(prop64.=) a.e
             WHERE a.unread IS NULL OR a.unread ~ '(^|[^0-9])(11357|11358|11359|11360)([^0-9]|$)'
        ), others AS MATERIALIZED (
            SELECT c.person_id, c.conviction_id, c.case_key, c.charge, c.charge_text, prop64.cannabis_section(c.charge) AS section,
                   CASE WHEN c.charge IS NULL THEN false
                        ELSE prop64.in_list(c.charge, 'superstrike', c.severity_as_convicted, lower(c.convicted_on)) END AS superstrike,
                   CASE WHEN c.charge IS NULL THEN false
                        ELSE prop64.in_list(c.charge, 'pc290', c.severity_as_convicted, lower(c.convicted_on)) END AS pc290
              FROM %1$I.conviction AS c
             WHERE c.stands IS NOT FALSE AND c.person_id IN (SELECT t.person_id FROM taken AS t)
        ), numbers AS (
            SELECT o.person_id, count(*)::integer AS p64, count(*) FILTER (WHERE o.section = '11357')::integer AS hs_11357,
                   count(*) FILTER (WHERE o.section = '11358')::integer AS hs_11358,
                   count(*) FILTER (WHERE o.section = '11359')::integer AS hs_11359,
                   count(*) FILTER (WHERE o.section = '11360')::integer AS hs_11360
              FROM others AS o WHERE o.section IS NOT NULL GROUP BY o.person_id
        ), halves AS MATERIALIZED (
            SELECT DISTINCT l.charge, l.companion FROM prop64.charge_list('superstrike') AS l WHERE l.companion IS NOT NULL
        ), listed AS (
            SELECT o.person_id,
                   string_agg(o.cited || CASE WHEN o.superstrike THEN '' ELSE '?' END, ';' ORDER BY o.conviction_id, o.cited COLLATE "C")
                       FILTER (WHERE o.superstrike IS NOT FALSE) AS superstrikes,
                   string_agg(o.cited || CASE WHEN o.pc290 THEN '' ELSE '?' END, ';' ORDER BY o.conviction_id, o.cited COLLATE "C")
                       FILTER (WHERE o.pc290 IS NOT FALSE) AS pc290
              FROM (SELECT o.person_id, o.conviction_id, btrim(split_part(o.charge_text, '-', 1)) AS cited, o.superstrike, o.pc290
                      FROM others AS o WHERE o.superstrike IS NOT FALSE OR o.pc290 IS NOT FALSE
                    UNION ALL
                    -- an offense that is listed only with a companion of the same case
                    SELECT DISTINCT o.person_id, o.conviction_id,
                           btrim(split_part(w.charge_text, '-', 1)) || ' + ' || btrim(split_part(o.charge_text, '-', 1)), true, false
                      FROM others AS o
                      JOIN others AS w ON w.person_id = o.person_id AND w.case_key = o.case_key
                      JOIN halves AS h ON prop64.falls_under(o.charge, h.charge) AND prop64.falls_under(w.charge, h.companion)
                     WHERE prop64.under_any(o.charge, ARRAY(SELECT h.charge FROM halves AS h))
                       AND prop64.under_any(w.charge, ARRAY(SELECT h.companion FROM halves AS h))) AS o
             GROUP BY o.person_id
        )
        SELECT t.conviction_id, t.person_id, t.case_number, t.convictions,
               CASE WHEN lower(t.convicted_on) > '2016-11-09' THEN 'Y' WHEN upper(t.convicted_on) <= '2016-11-10' THEN 'N' END,
               coalesce(l.superstrikes, '-'), coalesce(l.pc290, '-'),
               CASE WHEN t.registered THEN 'Yes' ELSE '-' END,
               to_char(t.convicted_day, 'MM/DD/YYYY'), prop64.doj_years(t.convicted_day, $3),
               CASE WHEN upper(t.last) - lower(t.last) = 1 THEN prop64.doj_years(lower(t.last), $3) END,
               coalesce(n.p64, 0), coalesce(n.hs_11357, 0), coalesce(n.hs_11358, 0), coalesce(n.hs_11359, 0),
               coalesce(n.hs_11360, 0),
               CASE WHEN t.deceased THEN 'Deceased' ELSE '-' END,
               CASE WHEN t.stands IS NOT FALSE THEN t.label END,
               CASE WHEN t.stands IS NOT FALSE THEN t.reason ELSE 'no conviction stands: ' || t.disposition END,
               t.e, t.disposition, t.stands
          FROM taken AS t
          LEFT JOIN numbers AS n ON n.person_id = t.person_id
          LEFT JOIN listed AS l ON l.person_id = t.person_id$q$, schema)
        USING county, policy, as_of;
END
$$;
COMMENT ON FUNCTION prop64.doj_determinations(name, text, prop64.policy, date) IS 'What doj_results has without reading the lines, in no order: all but Possible Other P64 Charges and the answer in words';

CREATE FUNCTION prop64.doj_results(schema name, county text, policy prop64.policy, as_of date)
    RETURNS TABLE (
        line_id bigint, person_id text,
        case_number text, convictions integer, possible_other_p64 text, occurred_after_2016_11_09 text,
        superstrikes text, pc290 text, pc290_registration text, convicted_on text, years_since_this text,
        years_since_any text, p64_convictions integer, hs_11357 integer, hs_11358 integer, hs_11359 integer,
        hs_11360 integer, deceased text, determination text, reason text,
        eligibility prop64.eligibility, outcome text, at_least text, basis text, remedy text,
        missing text[], presumed text[], explanation text, disposition text, stands boolean)
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 10000 COST 100000
    SET search_path = pg_catalog, pg_temp
    SET jit = off
    SET work_mem = '64MB'
AS $$
BEGIN
    PERFORM prop64.doj_check(schema, county, as_of);
    RETURN QUERY EXECUTE format($q$
        WITH d AS MATERIALIZED (
            SELECT * FROM prop64.doj_determinations($1, $2, $3, $4)
        ), said AS MATERIALIZED (
            SELECT a.e, prop64.outcome(a.e) AS outcome, prop64.at_least(a.e) AS at_least, prop64.basis(a.e) AS basis,
                   prop64.remedy(a.e) AS remedy, prop64.missing(a.e, $3) AS missing, prop64.presumed(a.e, $3) AS presumed,
                   prop64.explain(a.e, $3) AS explanation
              FROM (SELECT DISTINCT d.eligibility AS e FROM d WHERE d.stands IS NOT FALSE) AS a
        )
        SELECT d.line_id, d.person_id, d.case_number, d.convictions,
               prop64.possible_other_p64(l.offense_descr, l.comment_text), d.occurred_after_2016_11_09,
               d.superstrikes, d.pc290, d.pc290_registration, d.convicted_on, d.years_since_this,
               d.years_since_any, d.p64_convictions, d.hs_11357, d.hs_11358, d.hs_11359,
               d.hs_11360, d.deceased, d.determination, d.reason, s.e,
               CASE WHEN d.stands IS NOT FALSE THEN s.outcome ELSE 'not standing' END,
               s.at_least, s.basis, s.remedy, s.missing, s.presumed, s.explanation, d.disposition, d.stands
          FROM d
          JOIN %I.line AS l ON l.file_id = (d.line_id / 100000000)::integer AND l.record = (d.line_id %% 100000000)::integer
          LEFT JOIN said AS s ON s.e OPERATOR(prop64.=) d.eligibility AND d.stands IS NOT FALSE
         ORDER BY d.line_id$q$, schema)
        USING schema, county, policy, as_of;
END
$$;
COMMENT ON FUNCTION prop64.doj_results(name, text, prop64.policy, date) IS 'The convictions of a county that the policy''s scope takes, with the columns that the earlier tool added to the state''s file, and the answer in full';

CREATE FUNCTION prop64.doj_lines(schema name, county text, policy prop64.policy, as_of date)
    RETURNS TABLE (
        line_id bigint, file_id integer, record integer,
        case_number text, convictions integer, possible_other_p64 text, occurred_after_2016_11_09 text,
        superstrikes text, pc290 text, pc290_registration text, convicted_on text, years_since_this text,
        years_since_any text, p64_convictions integer, hs_11357 integer, hs_11358 integer, hs_11359 integer,
        hs_11360 integer, deceased text, determination text, reason text)
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 1000000 COST 100000
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM prop64.doj_check(schema, county, as_of);
    RETURN QUERY EXECUTE format($q$
        SELECT l.file_id * 100000000::bigint + l.record, l.file_id, l.record, d.case_number, d.convictions,
               CASE WHEN l.comment_text LIKE '%%113%%' THEN prop64.possible_other_p64(l.offense_descr, l.comment_text) END,
               d.occurred_after_2016_11_09, d.superstrikes, d.pc290, d.pc290_registration, d.convicted_on,
               d.years_since_this, d.years_since_any, d.p64_convictions, d.hs_11357, d.hs_11358, d.hs_11359,
               d.hs_11360, d.deceased, d.determination, d.reason
          FROM %I.line AS l
          LEFT JOIN prop64.doj_determinations($1, $2, $3, $4) AS d
            ON d.line_id = l.file_id * 100000000::bigint + l.record$q$, schema)
        USING schema, county, policy, as_of;
END
$$;
COMMENT ON FUNCTION prop64.doj_lines(name, text, prop64.policy, date) IS 'Every line of the files with the columns that the earlier tool added: Possible Other P64 Charges wherever it applies, the others on the lines of doj_results';

CREATE FUNCTION prop64.doj_rule_numbers(policy prop64.policy, answers jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found record;
    section text;
    n bigint;
    dismissed jsonb := '{}';
    reduced jsonb := '{}';
    others jsonb := '{}';
BEGIN
    -- answers: rule number to number of convictions
    FOR found IN SELECT r.rule, r.outcome, r.reason FROM prop64.rules(policy) AS r
                  WHERE r.outcome IN ('dismiss', 'reduce to misdemeanor', 'reduce to infraction') LOOP
        section := substring(found.reason FROM '^(?:Dismiss|Reduce) all HS (113(?:57|58|59|60)) convictions$');
        n := coalesce((answers ->> found.rule::text)::bigint, 0);
        IF found.outcome <> 'dismiss' THEN
            section := coalesce(section, found.reason);
            reduced := reduced || jsonb_build_object(section, n + coalesce((reduced ->> section)::bigint, 0));
        ELSIF section IS NOT NULL THEN
            dismissed := dismissed || jsonb_build_object(section, n + coalesce((dismissed ->> section)::bigint, 0));
        ELSIF n > 0 AND found.reason <> 'Misdemeanor or Infraction' THEN
            others := others || jsonb_build_object(found.reason, n + coalesce((others ->> found.reason)::bigint, 0));
        END IF;
    END LOOP;
    RETURN jsonb_build_object('convictionDismissalCountByCodeSection', dismissed,
                              'convictionReductionCountByCodeSection', reduced,
                              'convictionDismissalCountByAdditionalRelief', others);
END
$$;
COMMENT ON FUNCTION prop64.doj_rule_numbers(prop64.policy, jsonb) IS 'The three maps of the earlier tool''s summary, from the number of convictions that each rule of a policy decided';

-- People counted by what their convictions together have, beside a tally of these, in one pass and by workers.

CREATE FUNCTION prop64.people_agg_transition(state internal, person_id text) RETURNS internal
    LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_people_agg_transition';
COMMENT ON FUNCTION prop64.people_agg_transition(internal, text) IS 'Step of prop64.people_agg';

CREATE FUNCTION prop64.people_agg_combine(internal, internal) RETURNS internal
    LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_people_agg_combine';
COMMENT ON FUNCTION prop64.people_agg_combine(internal, internal) IS 'Joins two states of prop64.people_agg';

CREATE FUNCTION prop64.people_agg_serialize(internal) RETURNS bytea
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_people_agg_serialize';
COMMENT ON FUNCTION prop64.people_agg_serialize(internal) IS 'State of prop64.people_agg for another process';

CREATE FUNCTION prop64.people_agg_deserialize(bytea, internal) RETURNS internal
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_people_agg_deserialize';
COMMENT ON FUNCTION prop64.people_agg_deserialize(bytea, internal) IS 'State of prop64.people_agg from another process, checked';

CREATE FUNCTION prop64.people_agg_final(internal) RETURNS text[]
    LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_people_agg_final';
COMMENT ON FUNCTION prop64.people_agg_final(internal) IS 'End of prop64.people_agg';

CREATE AGGREGATE prop64.people_agg(person_id text) (
    SFUNC = prop64.people_agg_transition,
    STYPE = internal,
    SSPACE = 200,
    FINALFUNC = prop64.people_agg_final,
    COMBINEFUNC = prop64.people_agg_combine,
    SERIALFUNC = prop64.people_agg_serialize,
    DESERIALFUNC = prop64.people_agg_deserialize,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE prop64.people_agg(text) IS 'The people of the rows, once for rows that come together; NULLs are left out';

CREATE FUNCTION prop64.count_people_transition(state internal, people text[], bits bigint) RETURNS internal
    LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_count_people_transition';
COMMENT ON FUNCTION prop64.count_people_transition(internal, text[], bigint) IS 'Step of prop64.count_people';

CREATE FUNCTION prop64.count_people_combine(internal, internal) RETURNS internal
    LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_count_people_combine';
COMMENT ON FUNCTION prop64.count_people_combine(internal, internal) IS 'Joins two states of prop64.count_people';

CREATE FUNCTION prop64.count_people_serialize(internal) RETURNS bytea
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_count_people_serialize';
COMMENT ON FUNCTION prop64.count_people_serialize(internal) IS 'State of prop64.count_people for another process';

CREATE FUNCTION prop64.count_people_deserialize(bytea, internal) RETURNS internal
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_count_people_deserialize';
COMMENT ON FUNCTION prop64.count_people_deserialize(bytea, internal) IS 'State of prop64.count_people from another process, checked';

CREATE FUNCTION prop64.count_people_final(internal) RETURNS bigint[]
    LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_count_people_final';
COMMENT ON FUNCTION prop64.count_people_final(internal) IS 'End of prop64.count_people';

CREATE AGGREGATE prop64.count_people(people text[], bits bigint) (
    SFUNC = prop64.count_people_transition,
    STYPE = internal,
    FINALFUNC = prop64.count_people_final,
    COMBINEFUNC = prop64.count_people_combine,
    SERIALFUNC = prop64.count_people_serialize,
    DESERIALFUNC = prop64.count_people_deserialize,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE prop64.count_people(text[], bigint) IS 'How many people have which bits: a person has those of all lists in which he stands. Pairs of bits and number, by bits';

-- While a conviction stands, or may, its person has what it has:
--   1 a conviction, 2 a felony, 4 of unknown level, 8 may be of the days after since, 16 is, 32 in the county.
--   Always: 128 in the county, 256 it stands, 512 it does not
CREATE FUNCTION prop64.doj_kind(stands boolean, severity text, convicted_on daterange, since date, in_county boolean) RETURNS integer
    LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_doj_kind';
COMMENT ON FUNCTION prop64.doj_kind(boolean, text, daterange, date, boolean) IS 'What a conviction counts as in doj_compare, in bits; NULL without since';

CREATE FUNCTION prop64.doj_compare(schema name, county text, policies prop64.policy[], as_of date) RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000000
    SET search_path = pg_catalog, pg_temp
    SET jit = off
    SET work_mem = '64MB'
AS $$
DECLARE
    begun constant timestamptz := clock_timestamp();
    n constant integer := coalesce(array_length(policies, 1), 0);
    seven date;
    each integer[];
    answers text := '';
    said text := '';
    names text := '';
    prints text := '';
    printed text := '';
    lefts text := '';
    parts text := '';
    found jsonb;
    file jsonb;
    summaries jsonb := '[]';
    one jsonb;
    everybody jsonb;
BEGIN
    PERFORM prop64.doj_check(schema, county, as_of);
    IF n = 0 OR array_ndims(policies) <> 1 OR array_position(policies, NULL) IS NOT NULL THEN
        RAISE invalid_parameter_value USING MESSAGE = 'the policies must be a list of at least one, and none of them NULL';
    ELSIF n > 20 THEN
        RAISE program_limit_exceeded USING MESSAGE = format('%s policies are more than can be compared at once', n),
            DETAIL = 'There can be 20.';
    END IF;
    each := ARRAY(SELECT generate_series(1, n));
    -- seven years before the as-of date; of 29 February it is 1 March, as birthdays are counted
    seven := as_of - interval '7 years';
    IF extract(day FROM seven) <> extract(day FROM as_of) THEN
        seven := seven + 1;
    END IF;

    -- the parts of the query that each policy needs once
    FOR i IN 1..n LOOP
        answers := answers || format($q$,
                   CASE WHEN c.county = $1 THEN
                       prop64.classify_bounds($2[%1$s], c.charge, c.severity, c.convicted_on, p.history, $3, p.born_on, c.offense_on,
                                              c.sentence_ends_on, NULL, c.case_key, c.cycle_key, c.count_key) END AS e%1$s$q$, i);
        names := names || format(', k.e%s', i);
        prints := prints || format($q$, bit_xor(prop64.eligibility_hash_extended(k.e%1$s, k.conviction_id)) AS fingerprint%1$s$q$, i);
        printed := printed || format(', k.fingerprint%s', i);
        -- what is left of the convictions of a kind, beside what they are now
        lefts := lefts || format($q$, left%1$s AS MATERIALIZED (
            SELECT u.bits & 63 AS had, (u.bits >> 6) & 127 AS left0, u.bits >> 13 AS left%1$s, u.n
              FROM (SELECT pairs[i][1] AS bits, pairs[i][2] AS n
                      FROM (SELECT prop64.count_people(k.people, k.now | (k.left0 << 6) | (k.left%1$s << 13))
                              FROM (SELECT c.people, h.now, CASE WHEN c.section IS NULL THEN h.now ELSE h.gone END AS left0,
                                           CASE WHEN prop64.is_relief(c.e%1$s) IS NOT TRUE THEN h.now
                                                WHEN prop64.at_least(c.e%1$s) = 'dismiss' THEN h.gone
                                                ELSE (h.now & ~(2 | 4)) | h.gone END AS left%1$s
                                      FROM counted AS c,
                                           LATERAL (SELECT c.kind & 63 AS now, CASE WHEN c.kind & 512 = 0 THEN 64 ELSE 0 END AS gone) AS h) AS k
                           ) AS p (pairs), generate_subscripts(pairs, 1) AS i) AS u
             WHERE u.bits & 32 <> 0)$q$, i);
        -- what an eligibility says, once for each that occurs
        said := said || format($q$, said%1$s AS MATERIALIZED (
            SELECT a.e, prop64.outcome(a.e) AS outcome, prop64.at_least(a.e) AS at_least, prop64.basis(a.e) AS basis,
                   prop64.reason(a.e, $2[%1$s]) AS reason, prop64.presumed(a.e, $2[%1$s]) AS presumed, prop64.rule(a.e) AS rule
              FROM (SELECT DISTINCT t.e%1$s AS e FROM tally AS t) AS a)$q$, i);
        parts := parts || format($q$
            || jsonb_build_object('partition%1$s', (
                   SELECT coalesce(jsonb_agg(jsonb_build_object('outcome', g.outcome, 'atLeast', g.at_least, 'reason', g.reason, 'basis', g.basis,
                                                       'convictions', g.n) ORDER BY g.n DESC, g.outcome, g.reason, g.at_least, g.basis), '[]')
                     FROM (SELECT o.outcome, o.at_least, o.reason, o.basis, sum(o.n)::bigint AS n
                             FROM (SELECT CASE WHEN t.stands IS FALSE AND s.outcome <> 'out of scope' THEN 'not standing' ELSE s.outcome END AS outcome,
                                          CASE WHEN t.stands IS NOT FALSE THEN s.at_least END AS at_least,
                                          CASE WHEN t.stands IS FALSE AND s.outcome <> 'out of scope' THEN 'no conviction stands: ' || t.disposition ELSE s.reason END AS reason,
                                          CASE WHEN t.stands IS NOT FALSE THEN s.basis END AS basis, t.n
                                     FROM tally AS t JOIN said%1$s AS s ON s.e OPERATOR(prop64.=) t.e%1$s) AS o
                            GROUP BY o.outcome, o.at_least, o.reason, o.basis) AS g),
                 'rules%1$s', (
                   SELECT coalesce(jsonb_object_agg(g.rule, g.n), '{}')
                     FROM (SELECT s.rule, sum(t.n) AS n FROM tally AS t JOIN said%1$s AS s ON s.e OPERATOR(prop64.=) t.e%1$s
                            WHERE t.stands IS NOT FALSE AND s.rule IS NOT NULL GROUP BY s.rule) AS g),
                 'presumed%1$s', (
                   SELECT coalesce(jsonb_object_agg(g.fact, g.n), '{}')
                     FROM (SELECT f.fact, sum(t.n) AS n FROM tally AS t JOIN said%1$s AS s ON s.e OPERATOR(prop64.=) t.e%1$s,
                                  LATERAL unnest(s.presumed) AS f (fact)
                            WHERE t.stands IS NOT FALSE GROUP BY f.fact) AS g),
                 'fingerprint%1$s', (SELECT coalesce(to_hex(bit_xor(t.fingerprint%1$s)), '0') FROM tally AS t),
                 'people%1$s', (
                   SELECT jsonb_build_object(
                       'noFelony', coalesce(sum(w.n) FILTER (WHERE w.had & 2 <> 0 AND w.left%1$s & 2 = 0), 0),
                       'noFelonyKnownLevels', coalesce(sum(w.n) FILTER (WHERE w.had & 2 <> 0 AND w.left%1$s & (2 | 4) = 0), 0),
                       'noConviction', coalesce(sum(w.n) FILTER (WHERE w.left%1$s & 1 = 0), 0),
                       'noConvictionLast7Years', coalesce(sum(w.n) FILTER (WHERE w.had & 16 <> 0 AND w.left%1$s & 8 = 0), 0),
                       'someRelief', coalesce(sum(w.n) FILTER (WHERE w.left%1$s & 64 <> 0), 0)) FROM left%1$s AS w))$q$, i);
    END LOOP;

    -- innermost: every conviction, with its answers where it is of the county; each record is read once, and OFFSET '0'
    --   keeps it so (the answers are used more than once). In quotes, for PostgreSQL would not give OFFSET 0 to workers
    -- kind: what a conviction is (doj_kind)
    -- counted: the kinds of convictions, by all that is asked of them, and whose they are
    -- tally: those of the county
    -- left1, ...: the county's people, by what they have (had) and what is left of it: when the county's convictions under
    --   the four sections are dismissed (left0), and with the relief under the policy. 64 in a left: some is gone or less
    EXECUTE format($q$
        WITH counted AS MATERIALIZED (
            SELECT k.kind, k.disposition, k.section, count(*) AS n, prop64.people_agg(k.person_id) AS people,
                   min(CASE WHEN upper(k.convicted_on) - lower(k.convicted_on) = 1 THEN lower(k.convicted_on) END)
                       FILTER (WHERE k.section IS NOT NULL) AS earliest$q$ || names || prints || $q$
              FROM (SELECT c.conviction_id, c.person_id, c.convicted_on, CASE WHEN c.stands THEN NULL ELSE c.disposition END AS disposition,
                           CASE WHEN c.county = $1 THEN prop64.cannabis_section(c.charge) END AS section,
                           prop64.doj_kind(c.stands, c.severity, c.convicted_on, $4, c.county = $1) AS kind$q$ || answers || $q$
                      FROM %1$I.conviction AS c
                      JOIN %1$I.person AS p ON p.person_id = c.person_id
                     OFFSET '0') AS k
             GROUP BY k.kind, k.disposition, k.section$q$ || names || $q$
        ), tally AS MATERIALIZED (
            SELECT k.kind, k.disposition, k.section, k.n, k.earliest$q$ || names || printed || $q$,
                   CASE WHEN k.kind & 256 <> 0 THEN true WHEN k.kind & 512 <> 0 THEN false END AS stands
              FROM counted AS k WHERE k.kind & 128 <> 0
        )$q$ || lefts || said || $q$
        SELECT (SELECT jsonb_build_object(
                    'convictions', (SELECT coalesce(sum(a.n), 0) FROM tally AS a),
                    'earliest', min(t.earliest) FILTER (WHERE t.section IS NOT NULL),
                    'felony', coalesce(sum(t.n) FILTER (WHERE t.section IS NOT NULL AND t.kind & 2 <> 0), 0),
                    'nonFelony', coalesce(sum(t.n) FILTER (WHERE t.section IS NOT NULL AND t.kind & 2 = 0), 0),
                    'unknown', coalesce(sum(t.n) FILTER (WHERE t.section IS NOT NULL AND t.kind & 4 <> 0), 0),
                    'sections', jsonb_build_object('11357', coalesce(sum(t.n) FILTER (WHERE t.section = '11357'), 0),
                                                   '11358', coalesce(sum(t.n) FILTER (WHERE t.section = '11358'), 0),
                                                   '11359', coalesce(sum(t.n) FILTER (WHERE t.section = '11359'), 0),
                                                   '11360', coalesce(sum(t.n) FILTER (WHERE t.section = '11360'), 0)))
                  FROM tally AS t WHERE t.stands IS NOT FALSE)
            || (SELECT jsonb_build_object('people', coalesce(sum(w.n), 0),
                    'subjects', coalesce(sum(w.n) FILTER (WHERE w.left0 & 64 <> 0), 0),
                    'dismissAll', jsonb_build_object(
                        'CountSubjectsNoFelony', coalesce(sum(w.n) FILTER (WHERE w.had & 2 <> 0 AND w.left0 & 2 = 0), 0),
                        'CountSubjectsNoConviction', coalesce(sum(w.n) FILTER (WHERE w.left0 & 1 = 0), 0),
                        'CountSubjectsNoConvictionLast7Years', coalesce(sum(w.n) FILTER (WHERE w.had & 16 <> 0 AND w.left0 & 8 = 0), 0)))
                  FROM left1 AS w)
            || jsonb_build_object('changes', (
                   SELECT coalesce(jsonb_agg(jsonb_build_object('outcomes', g.outcomes, 'convictions', g.n) ORDER BY g.n DESC, g.outcomes), '[]')
                     FROM (SELECT ARRAY[$q$
                || (SELECT string_agg(format($x$CASE WHEN t.stands IS FALSE AND prop64.outcome(t.e%1$s) <> 'out of scope' THEN 'not standing' ELSE prop64.outcome(t.e%1$s) END$x$, i), ', ' ORDER BY i)
                      FROM unnest(each) AS i) || $q$] AS outcomes, sum(t.n)::bigint AS n
                             FROM tally AS t GROUP BY 1) AS g))$q$ || parts, schema)
        INTO found USING county, policies, as_of, seven;
    EXECUTE format($q$SELECT jsonb_build_object('lines', coalesce(sum(f.lines), 0), 'waiting', count(*) FILTER (WHERE f.refreshed IS NULL))
                        FROM %I.file AS f$q$, schema) INTO file;

    FOR i IN 1..n LOOP
        everybody := found -> ('people' || i);
        one := jsonb_build_object(
            'county', county,
            'earliestConviction', (found ->> 'earliest') || 'T00:00:00Z',
            'lineCount', file -> 'lines',
            'processingTimeInSeconds', round(extract(epoch FROM clock_timestamp() - begun), 3),
            'reliefWithCurrentEligibilityChoices', jsonb_build_object(
                'CountSubjectsNoFelony', everybody -> 'noFelony',
                'CountSubjectsNoConviction', everybody -> 'noConviction',
                'CountSubjectsNoConvictionLast7Years', everybody -> 'noConvictionLast7Years'),
            'reliefWithDismissAllProp64', found -> 'dismissAll',
            'prop64ConvictionsCountInCountyByCodeSection', found -> 'sections',
            'subjectsWithProp64ConvictionCountInCounty', found -> 'subjects',
            'prop64FelonyConvictionsCountInCounty', found -> 'felony',
            'prop64NonFelonyConvictionsCountInCounty', found -> 'nonFelony',
            'subjectsWithSomeReliefCount', everybody -> 'someRelief')
            || prop64.doj_rule_numbers(policies[i], found -> ('rules' || i))
            || jsonb_build_object(
            'asOf', as_of,
            'policy', prop64.name(policies[i]),
            'convictionsInCounty', found -> 'convictions',
            'prop64UnknownLevelConvictionsCountInCounty', found -> 'unknown',
            'partition', found -> ('partition' || i),
            'people', jsonb_build_object(
                'withConvictionInCounty', found -> 'people',
                'noFelonyLeft', everybody -> 'noFelonyKnownLevels',
                'noFelonyLeftOrLevelUnknown', everybody -> 'noFelony',
                'noConvictionLeft', everybody -> 'noConviction',
                'noConvictionLeftInSevenYears', everybody -> 'noConvictionLast7Years'),
            'presumed', found -> ('presumed' || i),
            'filesNotRefreshed', file -> 'waiting',
            'fingerprint', found -> ('fingerprint' || i));
        summaries := summaries || jsonb_build_array(one);
    END LOOP;
    RETURN jsonb_build_object('policies', summaries, 'changes', found -> 'changes');
END
$$;
COMMENT ON FUNCTION prop64.doj_compare(name, text, prop64.policy[], date) IS 'The summaries of a county under several policies, and how many convictions have which outcomes under them';

CREATE FUNCTION prop64.doj_summary(schema name, county text, policy prop64.policy, as_of date) RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000000
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF policy IS NULL THEN
        RAISE null_value_not_allowed USING MESSAGE = 'the policy must not be NULL';
    END IF;
    RETURN prop64.doj_compare(schema, county, ARRAY[policy], as_of) #> '{policies,0}';
END
$$;
COMMENT ON FUNCTION prop64.doj_summary(name, text, prop64.policy, date) IS 'The numbers of a county under a policy: those that the earlier tool gave, and beside them numbers that add up';

-- The record of a run, in a table of the user's schema.

CREATE FUNCTION prop64.doj_input_files(schema name) RETURNS jsonb
    LANGUAGE plpgsql STABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    files jsonb;
BEGIN
    IF to_regclass(format('%I.file', schema)) IS NULL THEN
        RAISE undefined_table USING
            MESSAGE = format('schema "%s" holds no intake of the state''s bulk file', schema);
    END IF;
    EXECUTE format($q$
        SELECT coalesce(jsonb_agg(jsonb_build_object('file_id', f.file_id, 'name', f.name, 'bytes', f.bytes, 'digest', f.digest,
                                                     'lines', f.lines, 'skipped', f.skipped) ORDER BY f.file_id), '[]')
          FROM %I.file AS f WHERE f.refreshed IS NOT NULL$q$, schema) INTO files;
    RETURN files;
END
$$;
COMMENT ON FUNCTION prop64.doj_input_files(name) IS 'The files that the last refresh of an intake had read, with their digests and counts';

CREATE PROCEDURE prop64.create_doj_run(schema name)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    about record;
BEGIN
    IF schema IS NULL THEN
        RAISE null_value_not_allowed USING MESSAGE = 'the schema must not be NULL';
    END IF;
    EXECUTE format($q$
        CREATE TABLE %I.run (
            run_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            county text COLLATE "C" NOT NULL,
            as_of date NOT NULL,
            policies text[] COLLATE "C" NOT NULL,
            policy_digests text[] COLLATE "C" NOT NULL,
            version text COLLATE "C" NOT NULL,
            law_version text COLLATE "C" NOT NULL,
            refreshed integer,
            files jsonb NOT NULL,
            summaries jsonb NOT NULL,
            fingerprints text[] COLLATE "C" NOT NULL,
            run_by name NOT NULL,
            started_at timestamptz NOT NULL,
            finished_at timestamptz NOT NULL
        )$q$, schema);
    FOR about IN SELECT * FROM (VALUES
        ('run_id', 'Number of the run'),
        ('county', 'The county whose convictions were classified'),
        ('as_of', 'The day for which the answers hold'),
        ('policies', 'The policies in full, in their canonical text; the first is the one that the files were made with'),
        ('policy_digests', 'SHA-256 of the text of each policy in UTF-8, in hexadecimal digits'),
        ('version', 'Version of the prop64 library that answered'),
        ('law_version', 'The newest version of the legal lists that this library had; each policy names the one that it uses'),
        ('refreshed', 'The refresh whose people and convictions were read'),
        ('files', 'The files that this refresh had read: number, name, bytes, digest, lines, lines left out'),
        ('summaries', 'What doj_compare answered: for each policy its summary, with the number of convictions by outcome'),
        ('fingerprints', 'For each policy, a number over the answers of all convictions of the county'),
        ('run_by', 'Who ran it'),
        ('started_at', 'When it began'),
        ('finished_at', 'When it was done')) AS a (column_name, text)
    LOOP
        EXECUTE format('COMMENT ON COLUMN %I.run.%I IS %L', schema, about.column_name, about.text);
    END LOOP;
    EXECUTE format('COMMENT ON TABLE %I.run IS %L', schema, 'One row for each determination run that was recorded (prop64.doj_stamp_run)');
END
$$;
COMMENT ON PROCEDURE prop64.create_doj_run(name) IS 'Makes the table of the runs in an intake''s schema';

CREATE FUNCTION prop64.doj_stamp_run(schema name, county text, policies prop64.policy[], as_of date, started_at timestamptz DEFAULT NULL)
    RETURNS bigint
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000000
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    begun constant timestamptz := coalesce(started_at, clock_timestamp());
    answer jsonb;
    refreshed integer;
    run bigint;
BEGIN
    answer := prop64.doj_compare(schema, county, policies, as_of);
    IF to_regclass(format('%I.run', schema)) IS NULL THEN
        RAISE undefined_table USING
            MESSAGE = format('schema "%s" has no table of runs', schema),
            HINT = format('Make one with CALL prop64.create_doj_run(%L).', schema);
    END IF;
    EXECUTE format('SELECT max(r.refreshed) FROM %I.refresh AS r', schema) INTO refreshed;
    EXECUTE format($q$
        INSERT INTO %I.run (county, as_of, policies, policy_digests, version, law_version, refreshed, files, summaries, fingerprints,
                            run_by, started_at, finished_at)
        VALUES ($1, $2, $3::text[],
                ARRAY(SELECT encode(sha256(convert_to(p::text, 'UTF8')), 'hex') FROM unnest($3) WITH ORDINALITY AS u (p, place) ORDER BY place),
                prop64.version(), prop64.law_version(), $4, prop64.doj_input_files($5), $6,
                ARRAY(SELECT s ->> 'fingerprint' FROM jsonb_array_elements($6 -> 'policies') WITH ORDINALITY AS u (s, place) ORDER BY place),
                session_user, $7, clock_timestamp())
        RETURNING run_id$q$, schema)
        INTO run USING county, as_of, policies, refreshed, schema, answer, begun;
    RETURN run;
END
$$;
COMMENT ON FUNCTION prop64.doj_stamp_run(name, text, prop64.policy[], date, timestamptz) IS 'Records a determination run of a county in the schema''s table of runs, and gives its number';

CREATE FUNCTION prop64.doj_rerun(schema name, run_id bigint, data name DEFAULT NULL) RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000000
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    read_from constant name := coalesce(data, schema);
    stamped record;
    answer jsonb;
    files jsonb;
    differs text[] := '{}';
BEGIN
    IF schema IS NULL OR run_id IS NULL THEN
        RAISE null_value_not_allowed USING MESSAGE = 'the schema and the number of the run must not be NULL';
    END IF;
    IF to_regclass(format('%I.run', schema)) IS NULL THEN
        RAISE undefined_table USING MESSAGE = format('schema "%s" has no table of runs', schema);
    END IF;
    EXECUTE format('SELECT r.* FROM %I.run AS r WHERE r.run_id = $1', schema) INTO stamped USING run_id;
    IF stamped.run_id IS NULL THEN
        RAISE invalid_parameter_value USING MESSAGE = format('there is no run %s in schema "%s"', run_id, schema);
    END IF;
    answer := prop64.doj_compare(read_from, stamped.county, stamped.policies::prop64.policy[], stamped.as_of);
    IF ARRAY(SELECT s ->> 'fingerprint' FROM jsonb_array_elements(answer -> 'policies') WITH ORDINALITY AS u (s, place) ORDER BY place)
       IS DISTINCT FROM stamped.fingerprints THEN
        files := prop64.doj_input_files(read_from);
        IF ARRAY(SELECT f ->> 'digest' FROM jsonb_array_elements(files) AS f ORDER BY 1)
           IS DISTINCT FROM ARRAY(SELECT f ->> 'digest' FROM jsonb_array_elements(stamped.files) AS f ORDER BY 1) THEN
            differs := differs || format('the files: it read %s, there are %s',
                (SELECT coalesce(string_agg(f ->> 'name', ', '), 'none') FROM jsonb_array_elements(stamped.files) AS f),
                (SELECT coalesce(string_agg(f ->> 'name', ', '), 'none') FROM jsonb_array_elements(files) AS f));
        END IF;
        IF stamped.version <> prop64.version() THEN
            differs := differs || format('the library: it was %s, it is %s', stamped.version, prop64.version());
        END IF;
        RAISE object_not_in_prerequisite_state USING
            MESSAGE = format('run %s cannot be reproduced from schema "%s"', run_id, read_from),
            DETAIL = 'The answers are others. ' || CASE WHEN differs = '{}' THEN
                'Files and library are those of the run: the people and convictions were changed.'
                ELSE 'What differs: ' || array_to_string(differs, '; ') || '.' END,
            HINT = 'Load the files of the run into a schema of their own, refresh it, and name it as data.';
    END IF;
    RETURN answer;
END
$$;
COMMENT ON FUNCTION prop64.doj_rerun(name, bigint, name) IS 'The answer of a recorded run again, from the same files; an error where it is not the same';
