-- Reports: tables and views over a source, in a schema of the user's (doc/warehouse.md).

-- ---- one row a conviction ----

-- What trace is asked of one conviction, under any policy.
CREATE TYPE prop64.asked_of AS (
    charge prop64.charge, severity text, convicted_on date, born_on date, offense_on date, sentence_ends_on date,
    deceased boolean, case_key text, cycle_key text, count_key text, facts jsonb);
COMMENT ON TYPE prop64.asked_of IS 'Of a conviction in a report: the facts of which its policy was asked, for prop64.trace';

-- The query that fills determination.  Its parameters: $1 and $2 people, as source_query has them,
-- $3 policy, $4 as-of date, $5 second policy, $6 county, $7 run.
CREATE FUNCTION prop64.report_query(source regclass, second boolean, one_county boolean, people text) RETURNS text
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    asked constant text := 'q.kind = ''conviction'' AND q.conviction_id IS NOT NULL'
        || CASE WHEN one_county THEN ' AND upper(btrim(q.county)) = upper(btrim($6))' ELSE '' END;
    -- the one day that bounds hold, for trace
    day constant text := 'CASE WHEN upper(q.%1$s) = lower(q.%1$s) + 1 THEN lower(q.%1$s) END';
    -- what later steps ask of a row, and what of it the source lacks: that is not kept for the window
    carried text := 'q.record';  -- what a window asks comes first, in its order: a row is taken apart up to that, and not put together again
    lacking text := '';
    item record;
BEGIN
    FOR item IN
        SELECT c.name, l.type
          FROM unnest('{count_key,county,court,agency,case_number,charge_text,charge,severity,convicted_on,born_on,offense_on,sentence_ends_on,'
                      'deceased,case_key,cycle_key,race,sex,facts,disposition,status}'::text[]) AS c (name)
          LEFT JOIN prop64.source_lacks(source) AS l ON l.name = c.name
    LOOP
        IF item.type IS NULL THEN
            carried := carried || ', q.' || item.name;
        ELSE
            lacking := lacking || format('NULL::%s AS %s, ', item.type, item.name);
        END IF;
    END LOOP;
    RETURN format($query$
SELECT q.conviction_id::%1$s, q.person_key::%2$s AS person_id, q.county, q.court, q.agency, q.case_number,
       coalesce(q.charge::text, nullif(btrim(q.charge_text), '')) AS charge,
       prop64.aimed_section(q.charge) AS section,
       q.level AS severity,
       CASE WHEN q.c1 = q.c2 THEN q.c1 END AS convicted_on,
       CASE WHEN q.c1 = q.c2 OR date_part('year', q.c1) = date_part('year', q.c2) THEN date_part('year', q.c1)::integer END AS year,
       q.outcome, q.at_least, q.relief_certain,
       -- what is out of scope has no words but these, and is most of many records
       CASE WHEN q.scoped THEN prop64.basis(q.e) END AS basis,
       CASE WHEN q.scoped THEN prop64.remedy(q.e) END AS remedy,
       prop64.sentence_status(q.e) AS sentence_status, prop64.rule(q.e) AS rule,
       CASE WHEN q.scoped THEN prop64.reason(q.e, $3) END AS reason,
       CASE WHEN q.scoped THEN prop64.label(q.e, $3) END AS label,
       CASE WHEN q.scoped THEN prop64.authority(q.e, $3) END AS authority,
       CASE WHEN q.scoped THEN prop64.missing(q.e, $3) ELSE '{}' END AS missing,
       CASE WHEN q.scoped THEN prop64.presumed(q.e, $3) ELSE '{}' END AS presumed,
       nullif(btrim(q.race), '') AS race, nullif(btrim(q.sex), '') AS sex,
       CASE WHEN q.b1 IS NULL OR q.b2 IS NULL THEN NULL
            WHEN q.b1 > ($4 - interval '25 years')::date THEN 'under 25'
            WHEN q.b2 > ($4 - interval '25 years')::date THEN NULL
            WHEN q.b1 > ($4 - interval '35 years')::date THEN '25 to 34'
            WHEN q.b2 > ($4 - interval '35 years')::date THEN NULL
            WHEN q.b1 > ($4 - interval '45 years')::date THEN '35 to 44'
            WHEN q.b2 > ($4 - interval '45 years')::date THEN NULL
            WHEN q.b1 > ($4 - interval '55 years')::date THEN '45 to 54'
            WHEN q.b2 > ($4 - interval '55 years')::date THEN NULL
            WHEN q.b1 > ($4 - interval '65 years')::date THEN '55 to 64'
            WHEN q.b2 > ($4 - interval '65 years')::date THEN NULL
            ELSE '65 and over' END AS age_group,
       nullif(btrim(q.status), '') AS status, nullif(btrim(q.disposition), '') AS disposition, q.challenged,
       CASE WHEN q.charge IS NOT NULL AND q.level IS NOT NULL AND q.c1 = q.c2 AND q.c1 <= $4 AND q.b1 <= q.c2 AND (q.o1 IS NULL OR q.o1 <= q.c2)
                 AND q.person_key IS NOT NULL
            THEN '{}' ELSE array_remove(ARRAY[
           CASE WHEN q.charge IS NULL THEN CASE WHEN btrim(q.charge_text) <> '' THEN 'charge not readable' ELSE 'no charge' END END,
           CASE WHEN q.level IS NULL THEN 'severity not known' END,
           CASE WHEN q.convicted_on IS NULL THEN 'conviction date not known' WHEN q.c1 = q.c2 THEN NULL ELSE 'conviction date not a day' END,
           CASE WHEN q.c1 > $4 THEN 'convicted after the as-of date' END,
           CASE WHEN q.born_on IS NULL THEN 'birth date not known' WHEN q.b1 > q.c2 THEN 'convicted before birth' END,
           CASE WHEN q.o1 > q.c2 THEN 'offense after the conviction' END,
           CASE WHEN q.person_key IS NULL THEN 'no person' END], NULL) END AS findings,
       prop64.outcome(q.e2) AS second_outcome, prop64.at_least(q.e2) AS second_at_least, prop64.is_relief(q.e2) AS second_relief_certain,
       %3$s AS second_reason,
       q.first AS first_of_person, CASE WHEN q.first THEN q.n[7] > 0 END AS person_in_scope, CASE WHEN q.first THEN q.relieved END AS person_relief,
       -- what the record holds, and what is left of it when the relief that is certain is granted
       CASE WHEN q.first THEN q.n[1] END AS person_convictions, CASE WHEN q.first THEN q.n[2] END AS person_felonies,
       CASE WHEN q.first THEN coalesce(q.n[3] > 0, false) END AS person_recent,
       CASE WHEN q.relieved THEN q.n[4] END AS convictions_left, CASE WHEN q.relieved THEN q.n[5] END AS felonies_left, CASE WHEN q.relieved THEN q.n[6] END AS recent_left,
       -- what trace needs to show the rule at work, for what is denied or contested
       CASE WHEN q.challenged OR q.outcome = 'ineligible' THEN ROW(
           q.charge, q.severity, CASE WHEN q.c1 = q.c2 THEN q.c1 END, CASE WHEN q.b1 = q.b2 THEN q.b1 END, %4$s, %5$s,
           CASE WHEN q.deceased OR q.record IS NULL THEN q.deceased END, q.case_key, q.cycle_key, q.count_key, %6$s)::prop64.asked_of END AS asked_of,
       CASE WHEN q.challenged OR q.outcome = 'ineligible' THEN q.record END AS record,
       q.e AS eligibility, $7 AS run
  FROM (SELECT q.*, prop64.outcome(q.e) AS outcome, prop64.outcome(q.e) <> 'out of scope' AS scoped, prop64.at_least(q.e) AS at_least, prop64.is_relief(q.e) AS relief_certain,
               prop64.to_severity(q.severity) AS level,
               coalesce(lower(q.status) LIKE '%%challenged%%' AND lower(q.status) NOT LIKE '%%unchallenged%%' AND lower(q.status) NOT LIKE '%%not challenged%%', false)
                   OR coalesce(q.facts ->> 'challenged' = 'true', false) AS challenged,
               lower(q.convicted_on) AS c1, upper(q.convicted_on) - 1 AS c2, lower(q.born_on) AS b1, upper(q.born_on) - 1 AS b2, lower(q.offense_on) AS o1,
               q.first AND q.n[8] > 0 AS relieved
          FROM (SELECT q.*,
                       %11$s
                       q.asked AND q.conviction_id = min(q.conviction_id) FILTER (WHERE q.asked) OVER person AS first,
                       prop64.left_by_relief_agg(q.record, q.count_key, q.e, ($4 - interval '7 years')::date, $4) OVER person AS n
                  FROM (SELECT q.person_key, q.conviction_id, %7$s AS asked, CASE WHEN %7$s THEN %8$s END AS e, %12$s, %9$s AS e2
                          FROM (%10$s) AS q
                         ORDER BY q.person_key, q.conviction_id OFFSET 0) AS q  -- the order that the rows are in: it is not sorted again
                WINDOW person AS (PARTITION BY q.person_key ORDER BY q.conviction_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) AS q
         WHERE q.asked OFFSET 0) AS q$query$,
        prop64.source_key(source, 'conviction_id'), prop64.source_key(source, 'person_id'),
        CASE WHEN second THEN 'prop64.reason(q.e2, $5)' ELSE 'NULL::text' END,
        format(day, 'offense_on'), format(day, 'sentence_ends_on'), prop64.source_facts('$3'),
        asked, prop64.source_classify('$3', '$4'),
        CASE WHEN second THEN format('CASE WHEN %s THEN %s END', asked, prop64.source_classify('$5', '$4')) ELSE 'NULL::prop64.eligibility' END,
        prop64.source_query(source, people), lacking, carried);
END
$$;
COMMENT ON FUNCTION prop64.report_query(regclass, boolean, boolean, text) IS
    'Implements refresh_reports: the SELECT of one row a conviction, with the columns of the table determination in their order';

-- ---- in parallel ----

-- PostgreSQL plans no window function into a worker.  So the people are cut into slices, and a worker asks
-- the whole query of one slice.

-- In how many slices: as many as a query of this session may have workers, but not more than four, for PostgreSQL
-- gives four branches of a UNION ALL a process each, and eight no more than five.  One where it would not read the
-- source in a worker: a temporary table, a function that is not PARALLEL SAFE, too few pages.  The planner is asked
-- with a condition, which a worker would have to check; of a mere column the leader may make what no worker may.
CREATE FUNCTION prop64.report_slices(source regclass) RETURNS integer
    LANGUAGE plpgsql VOLATILE STRICT  -- EXPLAIN is refused in others
    SET search_path = pg_catalog, pg_temp
    SET parallel_setup_cost = 0
    SET parallel_tuple_cost = 0
AS $$
DECLARE
    slices constant integer := least(current_setting('max_parallel_workers_per_gather')::integer, current_setting('max_parallel_workers')::integer + 1, 4);
    plan jsonb;
BEGIN
    IF slices > 1 AND (SELECT c.relpersistence <> 't' FROM pg_class AS c WHERE c.oid = source) THEN
        EXECUTE format('EXPLAIN (FORMAT json) SELECT FROM %s AS s WHERE num_nonnulls(%s) > 0', source, (
            SELECT string_agg(format('s.%I', a.attname), ', ')
              FROM pg_attribute AS a JOIN prop64.source_columns() AS k ON k.name = a.attname WHERE a.attrelid = source AND NOT a.attisdropped)) INTO plan;
    END IF;
    RETURN CASE WHEN plan @? '$[*].Plan ? (@."Node Type" starts with "Gather")' AND NOT plan @? '$[*].Plan.**."Parent Relationship" ? (@ == "InitPlan")'
                THEN slices ELSE 1 END;
END
$$;
COMMENT ON FUNCTION prop64.report_slices(regclass) IS
    'Implements refresh_reports: into how many slices people are cut, to be determined in parallel';

CREATE FUNCTION prop64.report_slice(
    slice integer, slices integer, source regclass, policy prop64.policy, as_of date, second_policy prop64.policy, county text, run integer)
    RETURNS SETOF record
    LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100000 COST 1000000
    SET search_path = pg_catalog, pg_temp
    SET row_security = off
    SET jit = off
    SET max_parallel_workers_per_gather = 0
AS $$
BEGIN
    RETURN QUERY EXECUTE prop64.report_query(report_slice.source, report_slice.second_policy IS NOT NULL, report_slice.county IS NOT NULL, 'slice')
        USING report_slice.slice, report_slice.slices, report_slice.policy, report_slice.as_of, report_slice.second_policy, report_slice.county, report_slice.run;
END
$$;
COMMENT ON FUNCTION prop64.report_slice(integer, integer, regclass, prop64.policy, date, prop64.policy, text, integer) IS
    'Implements refresh_reports: the rows of determination of one slice, from 0, of so many slices of the people';

-- An INSERT is not planned in parallel, but what a function returns for it is.  A worker takes a whole branch of
-- the UNION ALL: to share one out among workers takes longer where it makes many groups of few rows.
CREATE FUNCTION prop64.report_rows(query text) RETURNS SETOF record
    LANGUAGE plpgsql STABLE STRICT ROWS 100000 COST 1000000
    SET search_path = pg_catalog, pg_temp
    SET row_security = off
    SET jit = off
    SET enable_parallel_append = on
    SET parallel_setup_cost = 0
    SET parallel_tuple_cost = 0
    SET min_parallel_table_scan_size = '1TB'
AS $$
BEGIN
    RETURN QUERY EXECUTE report_rows.query;
END
$$;
COMMENT ON FUNCTION prop64.report_rows(text) IS
    'Implements refresh_reports: what this query answers, the branches of its UNION ALL in parallel where PostgreSQL can';

-- ---- the numbers behind the dashboards ----

-- One row a summary table: what its cells are made of, and which rows they count.
CREATE FUNCTION prop64.report_summaries() RETURNS TABLE (name text, cell text[], counted text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 6
BEGIN ATOMIC
    SELECT s.name, s.cell, s.counted
      FROM (VALUES
        ('summary_outcome', '{county,section,year,severity,outcome,at_least,relief_certain,basis,remedy,rule,reason,label,second_outcome,second_relief_certain}'::text[], 'true'),
        ('summary_missing', '{county,missing,outcome,relief_certain}', 'd.outcome = ''undetermined'''),
        ('summary_status', '{county,outcome,relief_certain,status,disposition,challenged}', 'true'),
        ('summary_person', '{county,race,sex,age_group,in_scope,with_relief,had_felony,no_felony_left,had_conviction,no_conviction_left,had_recent,no_recent_left}',
            'd.first_of_person'),
        ('summary_group', '{county,race,sex,age_group,outcome,relief_certain}', 'd.outcome <> ''out of scope'''),
        ('summary_finding', '{county,finding}', 'd.findings <> ''{}''')
      ) AS s (name, cell, counted);
END;
COMMENT ON FUNCTION prop64.report_summaries() IS 'Implements refresh_reports: the summary tables, their cells and what they count';

-- The cells of all summaries but summary_outcome together: few, so the rows are read once for all of them.
CREATE FUNCTION prop64.report_cells(rows text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN 'SELECT county, race, sex, age_group, outcome, relief_certain, status, disposition, challenged, missing, findings,
       first_of_person, person_in_scope AS in_scope, person_relief AS with_relief,
       person_felonies > 0 AS had_felony, felonies_left IS NOT DISTINCT FROM 0 AS no_felony_left,
       person_convictions > 0 AS had_conviction, convictions_left IS NOT DISTINCT FROM 0 AS no_conviction_left,
       person_recent AS had_recent, recent_left IS NOT DISTINCT FROM 0 AS no_recent_left, sum(sign) AS sign
  FROM ' || rows || ' AS d
 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20';
COMMENT ON FUNCTION prop64.report_cells(text) IS
    'Implements refresh_reports: the SELECT that counts rows, each with a sign, by everything that the summaries but summary_outcome tell apart';

-- Two tables of cells, the old and the new, differ by rows of determination: each row counts in one
-- cell (of findings: in one for each), with its sign, so what changed is added and nothing is counted again.
CREATE FUNCTION prop64.report_sum(reports name, name text, cell text[], counted text, rows text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT format('INSERT INTO %1$I.%2$I AS t (%3$s, cases) SELECT * FROM (SELECT %3$s, sum(d.sign) AS cases FROM %4$s AS d%5$s WHERE %6$s GROUP BY %3$s) AS n '
                  'WHERE n.cases <> 0 ON CONFLICT ON CONSTRAINT %7$I DO UPDATE SET cases = t.cases + excluded.cases',
                  reports, name, array_to_string(cell, ', '), rows,
                  CASE WHEN 'finding' = ANY (cell) THEN ', unnest(d.findings) AS f (finding)' ELSE '' END, counted, name || '_cell');
END;
COMMENT ON FUNCTION prop64.report_sum(name, text, text[], text, text) IS
    'Implements refresh_reports: the INSERT that adds rows, each with a sign, to the cells of a summary table';

-- ---- making the schema ----

CREATE PROCEDURE prop64.create_reports(
    schema name, source regclass, policy prop64.policy, as_of date,
    second_policy prop64.policy DEFAULT NULL, county text DEFAULT NULL)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $procedure$
DECLARE
    s constant text := quote_ident(create_reports.schema);
    relation text;
    id text;
    person text;
    id_collation text;
    ddl text;
    item record;
    word text;
BEGIN
    IF create_reports.schema IS NULL OR create_reports.source IS NULL OR create_reports.policy IS NULL OR create_reports.as_of IS NULL THEN
        RAISE null_value_not_allowed USING
            MESSAGE = 'create_reports needs a schema, a source, a policy and an as-of date',
            HINT = 'Reports read no clock: the day on which ages and spans are counted is yours to give.';
    END IF;
    IF NOT isfinite(create_reports.as_of) THEN
        RAISE invalid_parameter_value USING MESSAGE = 'the as-of date must be a day, not infinity';
    END IF;
    -- a wrong source, or a policy that cannot be asked, is told before anything is made
    PERFORM prop64.source_query(create_reports.source);
    PERFORM prop64.classify(create_reports.policy, NULL, NULL, NULL, as_of => create_reports.as_of),
            prop64.classify(create_reports.second_policy, NULL, NULL, NULL, as_of => create_reports.as_of);
    IF create_reports.county IS NOT NULL AND NOT EXISTS (
        SELECT FROM pg_attribute AS a WHERE a.attrelid = create_reports.source AND a.attname = 'county' AND a.attnum > 0 AND NOT a.attisdropped)
    THEN
        RAISE undefined_column USING
            MESSAGE = format('the source %s has no column county', create_reports.source),
            DETAIL = 'Reports of one county were asked for.',
            HINT = format(E'Make a view such as this one, and give its name:\n%s', prop64.source_template(create_reports.source));
    END IF;
    IF to_regnamespace(s) IS NULL THEN
        EXECUTE 'CREATE SCHEMA ' || s;
        EXECUTE format('COMMENT ON SCHEMA %s IS %L', s, 'Reports of relief, made by prop64.create_reports');
    END IF;
    FOREACH word IN ARRAY ARRAY['determination', 'setting', 'run'] LOOP
        IF to_regclass(s || '.' || word) IS NOT NULL THEN
            RAISE duplicate_table USING
                MESSAGE = format('the schema %s already holds a table %s', s, word),
                HINT = 'Give another schema; or, for another policy, update its table setting and call prop64.refresh_reports.';
        END IF;
    END LOOP;

    SELECT format('%I.%I', n.nspname, c.relname) INTO relation
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = create_reports.source;
    id := prop64.source_key(create_reports.source, 'conviction_id');
    person := prop64.source_key(create_reports.source, 'person_id');
    -- the row security below compares with the source's own column, in its own collation
    SELECT ' COLLATE ' || quote_ident(n.nspname) || '.' || quote_ident(c.collname) INTO id_collation
      FROM pg_attribute AS a JOIN pg_collation AS c ON c.oid = a.attcollation JOIN pg_namespace AS n ON n.oid = c.collnamespace
     WHERE a.attrelid = create_reports.source AND a.attname = 'conviction_id' AND a.atttypid IN ('text'::regtype, 'varchar'::regtype)
       AND c.collisdeterministic;

    ddl := $ddl$
CREATE TABLE REPORTS.setting (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    source regclass NOT NULL, policy prop64.policy NOT NULL, as_of date NOT NULL CHECK (isfinite(as_of)),
    second_policy prop64.policy, county text);
CREATE TABLE REPORTS.run (
    run integer PRIMARY KEY, as_of date NOT NULL, source regclass NOT NULL, policy prop64.policy NOT NULL, policy_name text,
    policy_digest text NOT NULL, second_policy prop64.policy, county text, version text NOT NULL, law_version text,
    everybody boolean NOT NULL, why text NOT NULL, started_by name NOT NULL, started_at timestamptz NOT NULL, finished_at timestamptz,
    people bigint, convictions bigint, changed bigint, source_rows bigint, rows_without_id bigint, newest timestamp, digest bigint);
CREATE TABLE REPORTS.determination (
    conviction_id IDTYPE PRIMARY KEY, person_id PERSONTYPE, county text, court text, agency text, case_number text,
    charge text, section text, severity text, convicted_on date, year integer,
    outcome text NOT NULL, at_least text, relief_certain boolean NOT NULL, basis text, remedy text, sentence_status text, rule integer,
    reason text, label text, authority text, missing text[], presumed text[], race text, sex text, age_group text,
    status text, disposition text, challenged boolean NOT NULL, findings text[] NOT NULL,
    second_outcome text, second_at_least text, second_relief_certain boolean, second_reason text,
    first_of_person boolean NOT NULL, person_in_scope boolean, person_relief boolean,
    person_convictions integer, person_felonies integer, person_recent boolean,
    convictions_left integer, felonies_left integer, recent_left integer,
    asked_of prop64.asked_of, record prop64.history, eligibility prop64.eligibility NOT NULL, run integer NOT NULL)
    -- room for what changes beside what was: an update that finds it touches no index
    WITH (fillfactor = 90);
CREATE INDEX determination_person ON REPORTS.determination (person_id);
-- no statistics of what names a person or a case: a plan's estimate would tell that it is there
ALTER TABLE REPORTS.determination ALTER COLUMN person_id SET STATISTICS 0, ALTER COLUMN case_number SET STATISTICS 0,
    ALTER COLUMN asked_of SET STATISTICS 0, ALTER COLUMN record SET STATISTICS 0;
ALTER TABLE REPORTS.determination ENABLE ROW LEVEL SECURITY;
CREATE TABLE REPORTS.change (
    run integer NOT NULL, conviction_id IDTYPE NOT NULL, person_id PERSONTYPE, county text, what text NOT NULL,
    outcome_before text, outcome_after text, relief_before boolean, relief_after boolean, reason_before text, reason_after text,
    PRIMARY KEY (run, conviction_id));
ALTER TABLE REPORTS.change ALTER COLUMN person_id SET STATISTICS 0;
ALTER TABLE REPORTS.change ENABLE ROW LEVEL SECURITY;
CREATE TABLE REPORTS.seen (person_id text NOT NULL, rows integer NOT NULL, digest bigint NOT NULL);
CREATE TABLE REPORTS.summary_outcome (
    county text, section text, year integer, severity text, outcome text, at_least text, relief_certain boolean, basis text, remedy text,
    rule integer, reason text, label text, second_outcome text, second_relief_certain boolean, cases bigint NOT NULL,
    CONSTRAINT summary_outcome_cell UNIQUE NULLS NOT DISTINCT (county, section, year, severity, outcome, at_least, relief_certain, basis, remedy,
        rule, reason, label, second_outcome, second_relief_certain)) WITH (fillfactor = 50);
CREATE TABLE REPORTS.summary_missing (
    county text, missing text[], outcome text, relief_certain boolean, cases bigint NOT NULL,
    CONSTRAINT summary_missing_cell UNIQUE NULLS NOT DISTINCT (county, missing, outcome, relief_certain)) WITH (fillfactor = 50);
CREATE TABLE REPORTS.summary_status (
    county text, outcome text, relief_certain boolean, status text, disposition text, challenged boolean, cases bigint NOT NULL,
    CONSTRAINT summary_status_cell UNIQUE NULLS NOT DISTINCT (county, outcome, relief_certain, status, disposition, challenged)) WITH (fillfactor = 50);
CREATE TABLE REPORTS.summary_person (
    county text, race text, sex text, age_group text, in_scope boolean, with_relief boolean, had_felony boolean, no_felony_left boolean,
    had_conviction boolean, no_conviction_left boolean, had_recent boolean, no_recent_left boolean, cases bigint NOT NULL,
    CONSTRAINT summary_person_cell UNIQUE NULLS NOT DISTINCT (county, race, sex, age_group, in_scope, with_relief, had_felony, no_felony_left,
        had_conviction, no_conviction_left, had_recent, no_recent_left)) WITH (fillfactor = 50);
CREATE TABLE REPORTS.summary_group (
    county text, race text, sex text, age_group text, outcome text, relief_certain boolean, cases bigint NOT NULL,
    CONSTRAINT summary_group_cell UNIQUE NULLS NOT DISTINCT (county, race, sex, age_group, outcome, relief_certain)) WITH (fillfactor = 50);
CREATE TABLE REPORTS.summary_finding (
    county text, finding text, cases bigint NOT NULL,
    CONSTRAINT summary_finding_cell UNIQUE NULLS NOT DISTINCT (county, finding)) WITH (fillfactor = 50);
CREATE TABLE REPORTS.summary_change (
    run integer, county text, what text, outcome_before text, outcome_after text, relief_before boolean, relief_after boolean, cases bigint NOT NULL);

CREATE POLICY shown_by_the_source ON REPORTS.determination FOR SELECT
    USING (EXISTS (SELECT FROM SOURCE AS s WHERE IDMATCH = determination.conviction_id));
CREATE POLICY shown_by_the_source ON REPORTS.change FOR SELECT
    USING (EXISTS (SELECT FROM SOURCE AS s WHERE IDMATCH = change.conviction_id));

-- Numbers: read with their owner's rights, from the summaries alone.
CREATE VIEW REPORTS.outcomes AS
    SELECT county, section, year, severity, outcome, basis, label, sum(cases)::bigint AS convictions
      FROM REPORTS.summary_outcome GROUP BY county, section, year, severity, outcome, basis, label;
CREATE VIEW REPORTS.reasons AS
    SELECT county, outcome, at_least, basis, remedy, rule, reason, label, sum(cases)::bigint AS convictions
      FROM REPORTS.summary_outcome GROUP BY county, outcome, at_least, basis, remedy, rule, reason, label;
CREATE VIEW REPORTS.relief AS
    SELECT county, sum(cases)::bigint AS convictions,
           coalesce(sum(cases) FILTER (WHERE outcome <> 'out of scope'), 0)::bigint AS in_scope,
           coalesce(sum(cases) FILTER (WHERE relief_certain), 0)::bigint AS relief_certain,
           coalesce(sum(cases) FILTER (WHERE relief_certain AND outcome <> 'undetermined'), 0)::bigint AS extent_known,
           coalesce(sum(cases) FILTER (WHERE relief_certain AND outcome = 'undetermined'), 0)::bigint AS extent_open,
           coalesce(sum(cases) FILTER (WHERE NOT relief_certain AND outcome = 'undetermined'), 0)::bigint AS all_open,
           coalesce(sum(cases) FILTER (WHERE outcome IN ('review', 'refer')), 0)::bigint AS for_a_person,
           coalesce(sum(cases) FILTER (WHERE outcome = 'ineligible'), 0)::bigint AS ineligible,
           coalesce(sum(cases) FILTER (WHERE outcome = 'no change'), 0)::bigint AS no_change,
           coalesce(sum(cases) FILTER (WHERE outcome = 'out of scope'), 0)::bigint AS out_of_scope
      FROM REPORTS.summary_outcome GROUP BY county;
CREATE VIEW REPORTS.people_gain AS
    SELECT p.county, g.gain, coalesce(sum(p.cases) FILTER (WHERE g.may_gain), 0)::bigint AS of_people, coalesce(sum(p.cases) FILTER (WHERE g.gains), 0)::bigint AS people
      FROM REPORTS.summary_person AS p, LATERAL (VALUES
               ('some relief', p.in_scope, p.with_relief),
               ('no felony left', p.had_felony, p.with_relief AND p.had_felony AND p.no_felony_left),
               ('no conviction left', p.had_conviction, p.with_relief AND p.had_conviction AND p.no_conviction_left),
               ('no conviction left of the last seven years', p.had_recent, p.with_relief AND p.had_recent AND p.no_recent_left)) AS g (gain, may_gain, gains)
     GROUP BY p.county, g.gain;
CREATE VIEW REPORTS.missing_facts AS
    SELECT county, missing, array_to_string(missing, ', ') AS facts, sum(cases)::bigint AS convictions,
           coalesce(sum(cases) FILTER (WHERE relief_certain), 0)::bigint AS relief_certain,
           coalesce(sum(cases) FILTER (WHERE NOT relief_certain), 0)::bigint AS all_open
      FROM REPORTS.summary_missing GROUP BY county, missing ORDER BY convictions DESC, missing;
CREATE VIEW REPORTS.equity AS
    WITH person AS (
        SELECT t.trait, coalesce(t.member, 'not known') AS member, sum(p.cases) FILTER (WHERE p.in_scope) AS people,
               sum(p.cases) FILTER (WHERE p.in_scope AND p.with_relief) AS relieved
          FROM REPORTS.summary_person AS p, LATERAL (VALUES ('race', p.race), ('sex', p.sex), ('age', p.age_group)) AS t (trait, member)
         GROUP BY 1, 2),
    conviction AS (
        SELECT t.trait, coalesce(t.member, 'not known') AS member, sum(g.cases) AS convictions, sum(g.cases) FILTER (WHERE g.relief_certain) AS relieved
          FROM REPORTS.summary_group AS g, LATERAL (VALUES ('race', g.race), ('sex', g.sex), ('age', g.age_group)) AS t (trait, member)
         GROUP BY 1, 2),
    rate AS (
        SELECT trait, member, coalesce(p.people, 0)::bigint AS people, coalesce(p.relieved, 0)::bigint AS people_with_relief,
               p.relieved / nullif(p.people, 0) AS rate, coalesce(c.convictions, 0)::bigint AS convictions,
               coalesce(c.relieved, 0)::bigint AS convictions_with_relief, c.relieved / nullif(c.convictions, 0) AS conviction_rate
          FROM person AS p FULL JOIN conviction AS c USING (trait, member))
    SELECT trait, member, people, people_with_relief, round(coalesce(rate, CASE WHEN people > 0 THEN 0 END), 4) AS people_rate,
           round(coalesce(rate, CASE WHEN people > 0 THEN 0 END) / nullif(sum(people_with_relief) OVER (PARTITION BY trait) / nullif(sum(people) OVER (PARTITION BY trait), 0), 0), 4) AS ratio_to_all,
           round(coalesce(rate, CASE WHEN people > 0 THEN 0 END) / nullif(max(rate) OVER (PARTITION BY trait), 0), 4) AS ratio_to_highest,
           convictions, convictions_with_relief, round(coalesce(conviction_rate, CASE WHEN convictions > 0 THEN 0 END), 4) AS conviction_rate,
           round(convictions_with_relief / nullif(sum(convictions_with_relief) OVER (PARTITION BY trait), 0), 4) AS share_of_relief
      FROM rate WHERE people > 0 OR convictions > 0;
CREATE VIEW REPORTS.progress AS
    SELECT p.county, p.outcome, p.relief_certain, p.status, w.disposition AS state, p.challenged, sum(p.cases)::bigint AS convictions
      FROM REPORTS.summary_status AS p
      LEFT JOIN LATERAL (SELECT u.disposition FROM prop64.unnest(prop64.event('conviction', disposition => p.disposition)) AS u
                          WHERE p.disposition IS NOT NULL) AS w ON true
     WHERE p.outcome <> 'out of scope' AND (p.status IS NOT NULL OR w.disposition <> 'convicted' OR p.challenged)
     GROUP BY p.county, p.outcome, p.relief_certain, p.status, w.disposition, p.challenged;
CREATE VIEW REPORTS.data_quality AS
    SELECT f.county, f.finding, sum(f.cases)::bigint AS convictions, round(sum(f.cases) / nullif(max(c.convictions), 0), 4) AS share
      FROM REPORTS.summary_finding AS f
      JOIN (SELECT county, sum(cases) AS convictions FROM REPORTS.summary_outcome GROUP BY county) AS c ON c.county IS NOT DISTINCT FROM f.county
     GROUP BY f.county, f.finding
    UNION ALL
    SELECT NULL, 'no conviction_id', r.rows_without_id, round(r.rows_without_id::numeric / nullif(r.source_rows, 0), 4)
      FROM REPORTS.run AS r WHERE r.run = (SELECT max(l.run) FROM REPORTS.run AS l) AND r.rows_without_id > 0;
CREATE VIEW REPORTS.changes AS
    SELECT run, county, what, outcome_before, outcome_after,
           CASE WHEN relief_after AND NOT coalesce(relief_before, false) THEN 'gains' WHEN relief_before AND NOT coalesce(relief_after, false) THEN 'loses' ELSE 'no difference' END AS effect,
           sum(cases)::bigint AS convictions
      FROM REPORTS.summary_change WHERE run = (SELECT max(l.run) FROM REPORTS.run AS l)
     GROUP BY run, county, what, outcome_before, outcome_after, effect;
CREATE VIEW REPORTS.second_policy AS
    SELECT county, outcome, second_outcome,
           CASE WHEN second_relief_certain AND NOT relief_certain THEN 'gains' WHEN relief_certain AND NOT second_relief_certain THEN 'loses' ELSE 'no difference' END AS effect,
           sum(cases)::bigint AS convictions
      FROM REPORTS.summary_outcome WHERE second_outcome IS NOT NULL GROUP BY county, outcome, second_outcome, effect;
CREATE VIEW REPORTS.last_run AS
    SELECT run, as_of, policy_name, policy_digest, prop64.name(second_policy) AS second_policy_name, county, version, law_version, everybody, why,
           started_at, finished_at, people, convictions, changed, source_rows, rows_without_id
      FROM REPORTS.run WHERE run = (SELECT max(l.run) FROM REPORTS.run AS l);

-- Rows: read with the reader's rights, so under the row security of determination.
CREATE VIEW REPORTS.review_queue WITH (security_invoker, security_barrier) AS
    SELECT d.conviction_id, d.person_id, d.county, d.court, d.case_number, d.charge, d.section, d.severity, d.convicted_on, d.outcome, d.at_least,
           d.relief_certain, d.reason, d.label, d.missing, count(*) OVER (PARTITION BY d.outcome, d.reason, d.missing) AS cases
      FROM REPORTS.determination AS d WHERE d.outcome IN ('undetermined', 'review', 'refer')
     ORDER BY cases DESC, d.reason, d.missing, d.conviction_id;
CREATE VIEW REPORTS.person_page WITH (security_invoker, security_barrier) AS
    SELECT d.person_id, d.conviction_id, d.county, d.court, d.agency, d.case_number, d.charge, d.severity, d.convicted_on, d.outcome, d.at_least,
           d.basis, d.remedy, d.authority, d.missing, d.presumed, d.status, d.disposition, d.findings,
           prop64.explain(d.eligibility, r.policy) AS explanation, r.policy_name, r.as_of
      FROM REPORTS.determination AS d JOIN REPORTS.run AS r ON r.run = d.run
     ORDER BY d.person_id, d.convicted_on, d.conviction_id;
CREATE VIEW REPORTS.notice_list WITH (security_invoker, security_barrier) AS
    SELECT d.person_id, d.conviction_id, d.county, d.court, d.agency, d.case_number, d.charge, d.severity, d.convicted_on, d.challenged, d.outcome,
           d.at_least, d.reason, d.label, d.authority, n.note, d.presumed, e.facts -> 'record' -> 'found' AS found, e.facts AS evidence,
           prop64.explain(d.eligibility, r.policy) AS explanation, r.policy_name, r.as_of
      FROM (SELECT * FROM REPORTS.determination AS i WHERE i.challenged OR i.outcome = 'ineligible'
             ORDER BY i.county, i.person_id, i.conviction_id) AS d  -- sorted before it is traced: the first page needs no more
      JOIN REPORTS.run AS r ON r.run = d.run
      LEFT JOIN LATERAL (SELECT u.note FROM prop64.rules(r.policy) AS u WHERE u.rule = d.rule) AS n ON true
      LEFT JOIN LATERAL (
          SELECT t.facts FROM prop64.trace(r.policy, (d.asked_of).charge, (d.asked_of).severity, (d.asked_of).convicted_on, d.record, r.as_of,
                     (d.asked_of).born_on, (d.asked_of).offense_on, (d.asked_of).sentence_ends_on, (d.asked_of).deceased,
                     (d.asked_of).case_key, (d.asked_of).cycle_key, (d.asked_of).count_key, (d.asked_of).facts) AS t
           WHERE t.rule = d.rule) AS e ON true
     ORDER BY d.county, d.person_id, d.conviction_id;
CREATE VIEW REPORTS.second_policy_cases WITH (security_invoker, security_barrier) AS
    SELECT d.conviction_id, d.person_id, d.county, d.case_number, d.charge, d.severity, d.convicted_on, d.outcome, d.reason, d.second_outcome, d.second_reason,
           CASE WHEN d.second_relief_certain AND NOT d.relief_certain THEN 'gains' ELSE 'loses' END AS effect
      FROM REPORTS.determination AS d WHERE d.second_relief_certain <> d.relief_certain;
CREATE VIEW REPORTS.changed_cases WITH (security_invoker, security_barrier) AS
    SELECT c.run, c.conviction_id, c.person_id, c.county, c.what, c.outcome_before, c.outcome_after, c.reason_before, c.reason_after
      FROM REPORTS.change AS c;
$ddl$;
    ddl := replace(ddl, 'PERSONTYPE', person);
    ddl := replace(ddl, 'IDTYPE', id || coalesce(id_collation, ''));
    ddl := replace(ddl, 'IDMATCH', CASE WHEN id <> 'text' OR id_collation IS NOT NULL THEN 's.conviction_id' ELSE 's.conviction_id::text' END);
    ddl := replace(ddl, 'SOURCE', relation);
    EXECUTE replace(ddl, 'REPORTS', s);
    EXECUTE format('INSERT INTO %s.setting (source, policy, as_of, second_policy, county) VALUES ($1, $2, $3, $4, $5)', s)
        USING create_reports.source, create_reports.policy, create_reports.as_of, create_reports.second_policy, create_reports.county;

    FOR item IN
        SELECT c.oid, c.relname, c.relkind, d.comment
          FROM pg_class AS c
          JOIN (VALUES
            ('setting', 'What refresh_reports determines: one row, yours to update'),
            ('run', 'The runs of refresh_reports: policy, versions, day, counts, by whom and when'),
            ('determination', 'One row a conviction: what it qualifies for and why. Row security shows a row to whom the source shows its conviction'),
            ('change', 'What the last run changed, one row a conviction. Row security as of determination; what the source no longer shows is seen by the owner alone'),
            ('seen', 'How many rows of each person the last run saw, and a digest of person_id, conviction_id and changed_at: who differs is determined again. For the owner alone'),
            ('summary_outcome', 'Convictions by place, level, year and answer; kept by refresh_reports'),
            ('summary_missing', 'Convictions held open, by the facts that are missing; kept by refresh_reports'),
            ('summary_status', 'Convictions by answer and by what became of them; kept by refresh_reports'),
            ('summary_person', 'People by traits and by what the relief that is certain would change for them; kept by refresh_reports'),
            ('summary_group', 'Convictions in scope by traits of the person and answer; kept by refresh_reports'),
            ('summary_finding', 'Convictions by what is wrong or lacking in their rows; kept by refresh_reports'),
            ('summary_change', 'Convictions by how their answer changed, run by run; kept by refresh_reports'),
            ('outcomes', 'Outcomes by county, section, year and severity'),
            ('reasons', 'Outcomes by rule and reason: every conviction is in one row'),
            ('relief', 'How much relief is certain, how much of it is open in extent, and what is open altogether'),
            ('people_gain', 'People by what the relief that is certain would change for them'),
            ('missing_facts', 'Which missing facts hold how many convictions open, the most first'),
            ('equity', 'People and convictions with relief by race, sex and age, with rates and their ratios'),
            ('progress', 'Where relief stands, of convictions whose status or later disposition is known'),
            ('data_quality', 'What is wrong or lacking in the rows of the source'),
            ('changes', 'What the last run changed'),
            ('second_policy', 'Who gains and who loses certain relief under the second policy'),
            ('last_run', 'What the numbers were made with'),
            ('review_queue', 'Convictions for a person to look at, first those whose question, or missing facts, hold the most cases; under row security'),
            ('person_page', 'One person''s convictions with an explanation of each: WHERE person_id = ...; under row security'),
            ('notice_list', 'Every conviction that is challenged or ineligible, with rule, authority and what was found in the record, for the public defender; under row security'),
            ('second_policy_cases', 'Convictions that gain or lose certain relief under the second policy; under row security'),
            ('changed_cases', 'Convictions that the last run changed; under row security')) AS d (name, comment) ON d.name = c.relname
         WHERE c.relnamespace = to_regnamespace(s)
    LOOP
        EXECUTE format('COMMENT ON %s %s.%I IS %L', CASE item.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, s, item.relname, item.comment);
    END LOOP;
    FOR item IN
        SELECT c.relname, a.attname, coalesce(own.comment, d.comment) AS comment
          FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
          LEFT JOIN (VALUES
            ('run', 'source', 'The source that was read'), ('run', 'run', 'Number of the run, from 1'), ('run', 'changed', 'Convictions that are new, gone or answered otherwise; all of them in the first run'),
            ('run', 'people', 'People who were determined in this run'), ('last_run', 'people', 'People who were determined in this run'), ('run', 'county', 'The one county; NULL: all'),
            ('last_run', 'county', 'The one county; NULL: all'), ('setting', 'county', 'The one county whose convictions are answered; NULL: all'),
            ('equity', 'people', 'People with a conviction in scope'), ('equity', 'convictions', 'Convictions in scope'),
            ('people_gain', 'people', 'People who would gain it'), ('seen', 'person_id', 'The person, as text; empty: rows without a person'),
            ('data_quality', 'county', 'County; NULL for rows without a conviction_id too'),
            ('relief', 'relief_certain', 'Relief is certain whatever the missing facts are'), ('missing_facts', 'relief_certain', 'Of them, some relief is certain'),
            ('relief', 'out_of_scope', 'The policy is not about them'),
            ('summary_person', 'county', 'County of the person''s first conviction here'), ('people_gain', 'county', 'County of the person''s first conviction here'),
            ('review_queue', 'cases', 'How many convictions that you may see have the same question or lack the same facts')
          ) AS own (relation, name, comment) ON own.relation = c.relname AND own.name = a.attname
          LEFT JOIN (VALUES
            ('one', 'Always true: there is one row'), ('source', 'Table or view with the columns of a source'), ('policy', 'The policy'),
            ('as_of', 'The day on which ages, spans and sentences are counted'), ('second_policy', 'A policy to compare with; NULL: none'),
            ('second_policy_name', 'Name of the policy that is compared with'), ('policy_name', 'Name of the policy'), ('policy_digest', 'SHA-256 of the policy''s canonical text'),
            ('version', 'Version of prop64'), ('law_version', 'Version of the legal lists that the policy reads'), ('everybody', 'Whether all people were determined, or only those whose rows changed'),
            ('why', 'Why all were, or how the changed ones were found'), ('started_by', 'The role that ran it'), ('started_at', 'When it began'), ('finished_at', 'When it ended'),
            ('convictions', 'Convictions'), ('changed', 'Convictions that are new, gone or answered otherwise'), ('source_rows', 'Rows of the source'),
            ('newest', 'The newest changed_at that was read, of a timestamptz in UTC: where the next run looks first for who changed'),
            ('rows_without_id', 'Rows of kind conviction without a conviction_id: they count in records and have no answer'),
            ('conviction_id', 'The conviction, as the source names it'), ('person_id', 'The person, as the source names them; NULL: not known'), ('county', 'County of the court'),
            ('court', 'Court'), ('agency', 'Prosecuting agency'), ('case_number', 'Number of the case'), ('charge', 'The offense; as the source has it where it cannot be read'),
            ('section', 'Section, of an attempt or conspiracy the one that it aims at'), ('severity', 'felony, misdemeanor or infraction as it stands; NULL: not known'),
            ('convicted_on', 'Day of conviction; NULL when it is not known to the day'), ('year', 'Year of conviction; NULL when it is not known'),
            ('outcome', 'dismiss, reduce to infraction, reduce to misdemeanor, no change, ineligible, review, refer, out of scope, or undetermined'),
            ('at_least', 'The least favorable outcome that is still possible; NULL when a person decides'), ('relief_certain', 'Some relief is certain, whatever the missing facts are'),
            ('basis', 'law, discretion or undetermined; NULL without relief'), ('remedy', 'What the court is asked to do'), ('sentence_status', 'complete, serving or unknown on the as-of date'),
            ('rule', 'Number of the rule that decided'), ('reason', 'Why'), ('label', 'The county''s word for it'), ('authority', 'What the rule cites'),
            ('missing', 'Facts whose absence holds the answer open'), ('presumed', 'Facts that were not known and that the policy presumed'), ('facts', 'The missing facts in one line'),
            ('race', 'Race, as the source has it'), ('sex', 'Sex, as the source has it'), ('age_group', 'Age on the as-of date; NULL when the birth date does not tell'),
            ('status', 'Where relief stands, in the county''s words'), ('disposition', 'What became of the count, in the words of the source'),
            ('state', 'What became of the count, as prop64 reads the disposition'), ('challenged', 'Status or facts say that the prosecution challenges the relief'),
            ('findings', 'What is wrong or lacking in the row'), ('finding', 'What is wrong or lacking'),
            ('second_outcome', 'Outcome under the second policy'), ('second_at_least', 'The least favorable outcome under the second policy'),
            ('second_relief_certain', 'Some relief is certain under the second policy'), ('second_reason', 'Why, under the second policy'),
            ('first_of_person', 'On one row of each person, which bears the columns about the person'), ('person_in_scope', 'The person has a conviction here that the policy is about'),
            ('person_relief', 'Some relief is certain for a conviction of the person'), ('person_convictions', 'Convictions of the whole record that stand or may stand'),
            ('person_felonies', 'Of them, known felonies'), ('person_recent', 'One of them is or may be of the seven years before the as-of date'),
            ('convictions_left', 'Convictions left when relief that is certain is granted; NULL without any'), ('felonies_left', 'Of them, those that are or may be felonies'),
            ('recent_left', 'Of them, those that are or may be of the seven years before the as-of date'),
            ('asked_of', 'Of what is challenged or ineligible: the facts of the conviction, for prop64.trace'),
            ('record', 'Of what is challenged or ineligible: the record of the person'), ('evidence', 'Every fact that the rule read, as prop64.trace tells it'), ('found', 'The events of the record that the rule found'),
            ('eligibility', 'The answer in 8 bytes, for prop64.explain'), ('run', 'The run that made or last changed this'),
            ('what', 'new, gone or changed'), ('outcome_before', 'Outcome before'), ('outcome_after', 'Outcome after'), ('relief_before', 'Relief was certain before'),
            ('relief_after', 'Relief is certain after'), ('reason_before', 'Why, before'), ('reason_after', 'Why, after'),
            ('rows', 'Rows of the person'), ('digest', 'Digest of person_id, conviction_id and changed_at of these rows'), ('cases', 'How many'),
            ('in_scope', 'In the scope of the policy'), ('with_relief', 'With relief that is certain'), ('had_felony', 'With a known felony'), ('no_felony_left', 'No felony would be left'),
            ('had_conviction', 'With a conviction that stands or may stand'), ('no_conviction_left', 'No conviction would be left'),
            ('had_recent', 'With one that is or may be of the last seven years'), ('no_recent_left', 'None of the last seven years would be left'),
            ('extent_known', 'Of them, the relief is decided'), ('extent_open', 'Of them, its extent hangs on missing facts'), ('all_open', 'Missing facts hold open whether there is relief'),
            ('for_a_person', 'A person must answer a question, or another agency'), ('ineligible', 'Denied'), ('no_change', 'Left as they are'),
            ('gain', 'What is gained'), ('of_people', 'People who could gain it'), ('trait', 'race, sex or age'), ('member', 'The group'), ('people_with_relief', 'Of them, with relief that is certain'),
            ('people_rate', 'Their share of the people'), ('ratio_to_all', 'That share, to the share among all people'), ('ratio_to_highest', 'That share, to the share of the group that has the highest'),
            ('convictions_with_relief', 'Of them, with relief that is certain'), ('conviction_rate', 'Their share of the convictions'), ('share_of_relief', 'Share of all convictions with relief'),
            ('share', 'Share of the convictions'), ('effect', 'gains, loses or no difference: whether relief is certain'), ('note', 'The note of the rule'),
            ('explanation', 'The answer in a sentence')
          ) AS d (name, comment) ON d.name = a.attname
         WHERE c.relnamespace = to_regnamespace(s) AND c.relkind IN ('r', 'v')
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I.%I IS %L', s, item.relname, item.attname, item.comment);
    END LOOP;
END
$procedure$;
COMMENT ON PROCEDURE prop64.create_reports(name, regclass, prop64.policy, date, prop64.policy, text) IS
    'Makes the tables and views of the reports over a source, in a schema; prop64.refresh_reports fills them';

-- ---- keeping it ----

-- Who changed: by count and a digest, not by a mark in time.  Rows that are gone are noticed, and
-- rows of transactions that began before the last run and committed after it.  The newest changed_at of the last
-- run only tells where to look first: when the digest of all rows shows that more has changed, everybody is compared.
CREATE FUNCTION prop64.report_changed(
    reports name, source regclass, everybody boolean, slices integer, since timestamp, before bigint,
    OUT people text[], OUT unknown boolean, OUT source_rows bigint, OUT without_id bigint, OUT newest timestamp, OUT digest bigint)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
    SET row_security = off
    SET jit = off
    -- the planner does not see how many groups a hash makes, and would sort everybody
    SET enable_sort = off
    SET enable_mergejoin = off
    SET parallel_tuple_cost = 0
    SET client_min_messages = warning
AS $$
#variable_conflict use_column
DECLARE
    s constant text := quote_ident(report_changed.reports);
    relation constant text := report_changed.source;
    id constant text := prop64.source_key(report_changed.source, 'conviction_id');
    hash constant text := prop64.source_hash(report_changed.source);
    dated text;    -- changed_at of a row
    lacking text;  -- that a row should have a conviction_id and has none
    person text;   -- of a row, as seen names them
    mark text;     -- the digest of rows: of person_id, conviction_id and changed_at, each hashed with the one before for seed
    counted text;  -- the SELECT of each person's rows, up to its condition
    grouped constant text := CASE prop64.source_key(report_changed.source, 'person_id') WHEN 'text' THEN ' GROUP BY 1' ELSE ' GROUP BY s.person_id' END;
    given text;    -- the condition: of whom may differ; true: of everybody
    total bigint;
    seqscan constant text := current_setting('enable_seqscan');
    indexed constant boolean := EXISTS (
        SELECT FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
         WHERE i.indrelid = report_changed.source AND i.indisvalid AND i.indpred IS NULL AND a.attname = 'person_id');
BEGIN
    people := '{}';
    unknown := false;
    lacking := 's.conviction_id IS NULL'
        || coalesce((SELECT format(' AND coalesce(lower(btrim(%s)), ''conviction'') = ''conviction''', prop64.source_expression('kind', 'kind', a.atttypid))
                       FROM pg_attribute AS a WHERE a.attrelid = report_changed.source AND a.attname = 'kind' AND NOT a.attisdropped), '');
    SELECT prop64.source_expression('changed_at', 'changed_at', a.atttypid) INTO dated
      FROM pg_attribute AS a WHERE a.attrelid = report_changed.source AND a.attname = 'changed_at' AND NOT a.attisdropped;
    IF dated IS NULL THEN
        EXECUTE format('SELECT count(*), count(*) FILTER (WHERE %s) FROM %s AS s', lacking, relation) INTO source_rows, without_id;
        RETURN;
    END IF;
    SELECT format('coalesce(%s, '''') COLLATE "C"', prop64.source_expression('person_id', 'person_id', a.atttypid)) INTO person
      FROM pg_attribute AS a WHERE a.attrelid = report_changed.source AND a.attname = 'person_id';
    mark := prop64.source_digest(id, CASE id WHEN 'text' THEN 's.conviction_id::text COLLATE "C"' ELSE 's.conviction_id' END, hash);
    mark := format('coalesce(sum((%s >> 32)::integer), 0)', prop64.source_digest('timestamp', dated, mark));
    counted := format('SELECT %s AS person_id, count(*)::integer AS rows, %s AS digest FROM %s AS s WHERE ', person, mark, relation);
    -- one look at all rows, by workers; who changed since is gathered on the way
    EXECUTE format('SELECT count(*), count(*) FILTER (WHERE %s), %s, max(%s), coalesce(prop64.people_agg(%s) FILTER (WHERE %s > $1), ''{}'') FROM %s AS s',
                   lacking, CASE WHEN report_changed.everybody THEN 'NULL::bigint' ELSE mark END, dated, person, dated, relation)
        INTO source_rows, without_id, total, newest, people USING CASE WHEN NOT report_changed.everybody THEN report_changed.since END;

    IF report_changed.everybody THEN
        EXECUTE format('DELETE FROM %s.seen', s);
        EXECUTE format('INSERT INTO %s.seen SELECT * FROM prop64.report_rows(%L) AS n (person_id text, rows integer, digest bigint)', s,
                       (SELECT string_agg(format('%s(%s & 65535) %% %s = %s%s', counted, hash, slices, i, grouped), ' UNION ALL ') FROM generate_series(0, slices - 1) AS i));
        EXECUTE format('SELECT coalesce(sum(digest), 0) FROM %s.seen', s) INTO digest;
        RETURN;
    END IF;
    unknown := '' = ANY (people);
    people := array_remove(people, '');
    given := prop64.source_given(report_changed.source);
    LOOP
        -- who may differ, as they are now, beside what was seen of them
        EXECUTE 'DROP TABLE IF EXISTS pg_temp.prop64_now, pg_temp.prop64_pair';
        -- statistics see too few people, so for the planner all rows seem to be read sooner than these by their index
        PERFORM set_config('enable_seqscan', CASE WHEN given <> 'true' AND indexed AND cardinality(people) < source_rows / 50 THEN 'off' ELSE seqscan END, true);
        EXECUTE format('CREATE TEMP TABLE prop64_now AS %s%s%s', counted, given, grouped) USING people, unknown;
        PERFORM set_config('enable_seqscan', seqscan, true);
        -- those who are gone by now are missed in the digest
        EXECUTE format('CREATE TEMP TABLE prop64_pair AS SELECT o.ctid AS o, n.ctid AS n, coalesce(n.person_id, o.person_id) AS person_id, '
                           'n.rows IS DISTINCT FROM o.rows OR n.digest IS DISTINCT FROM o.digest AS differs, coalesce(n.digest, 0) - coalesce(o.digest, 0) AS more '
                           'FROM (SELECT ctid, * FROM %s.seen) AS o %s JOIN pg_temp.prop64_now AS n ON n.person_id = o.person_id',
                       s, CASE WHEN given = 'true' THEN 'FULL' ELSE 'RIGHT' END);
        SELECT coalesce(report_changed.before, 0) + coalesce(sum(p.more), 0) INTO digest FROM pg_temp.prop64_pair AS p;
        EXIT WHEN digest = total OR given = 'true';
        given := 'true';
    END LOOP;
    EXECUTE format('DELETE FROM %s.seen WHERE ctid = ANY (ARRAY(SELECT o FROM pg_temp.prop64_pair WHERE differs))', s);
    EXECUTE format('INSERT INTO %s.seen SELECT * FROM pg_temp.prop64_now WHERE ctid = ANY (ARRAY(SELECT n FROM pg_temp.prop64_pair WHERE differs))', s);
    SELECT coalesce(array_agg(p.person_id) FILTER (WHERE p.person_id <> ''), '{}'), coalesce(bool_or(p.person_id = ''), false) INTO people, unknown
      FROM pg_temp.prop64_pair AS p WHERE p.differs;
    EXECUTE 'DROP TABLE pg_temp.prop64_now, pg_temp.prop64_pair';
END
$$;
COMMENT ON FUNCTION prop64.report_changed(name, regclass, boolean, integer, timestamp, bigint) IS
    'Implements refresh_reports: counts the rows of the source, and tells the people whose rows or changed_at differ from the last run (for everybody: nobody), and whether rows without a person do; notes who is seen';

-- Sees every row of the source or fails: under row security a part of a record would pass for the whole.
CREATE PROCEDURE prop64.refresh_reports(schema name, as_of date DEFAULT NULL, everybody boolean DEFAULT false)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    SET row_security = off
    SET jit = off
    SET enable_sort = on
    SET quote_all_identifiers = off
    SET parallel_tuple_cost = 0
    SET client_min_messages = warning
AS $procedure$
DECLARE
    s constant text := quote_ident(refresh_reports.schema);
    setting record;
    last record;
    number integer;
    relation text;
    dated boolean;
    why text;
    changed_people text[];
    unknown_person boolean;
    source_rows bigint;
    without_id bigint;
    newest timestamp;
    digest bigint;
    keys text;
    typed text;
    rows text;
    slices integer;
    told text[];
    pages bigint;
    summary record;
    result record;
    first_run boolean;
    detail text;
BEGIN
    IF to_regclass(s || '.setting') IS NULL OR to_regclass(s || '.determination') IS NULL THEN
        RAISE undefined_table USING
            MESSAGE = format('there are no reports in the schema %s', coalesce(s, 'NULL')),
            HINT = 'CALL prop64.create_reports(schema, source, policy, as_of) makes them.';
    END IF;
    -- what stands in another's schema would run with the rights of who calls this
    IF EXISTS (SELECT FROM pg_class AS c WHERE c.relnamespace = to_regnamespace(s) AND NOT pg_has_role(c.relowner, 'USAGE')) THEN
        RAISE insufficient_privilege USING
            MESSAGE = format('the reports in the schema %s belong to another role', s),
            HINT = 'Their owner refreshes them, also from a scheduler.';
    END IF;
    EXECUTE format('UPDATE %s.setting SET as_of = coalesce($1, as_of) RETURNING *', s) INTO setting USING refresh_reports.as_of;
    IF setting IS NULL THEN
        RAISE no_data_found USING MESSAGE = format('the table %s.setting has no row', s), HINT = 'It holds source, policy and as_of.';
    END IF;
    EXECUTE format('SELECT * FROM %s.run ORDER BY run DESC LIMIT 1', s) INTO last;
    number := coalesce(last.run, 0) + 1;
    first_run := last.run IS NULL;
    SELECT format('%I.%I', n.nspname, c.relname) INTO relation
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = setting.source;
    IF relation IS NULL THEN
        RAISE undefined_table USING MESSAGE = format('the source of the reports in the schema %s is gone', s),
            HINT = format('UPDATE %s.setting SET source = ...', s);
    END IF;
    dated := EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = setting.source AND a.attname = 'changed_at' AND NOT a.attisdropped);
    why := CASE
        WHEN first_run THEN 'the first run'
        WHEN refresh_reports.everybody THEN 'asked for'
        WHEN NOT dated THEN 'the source has no column changed_at'
        WHEN last.digest IS NULL THEN 'the last run read no changed_at'
        WHEN last.source <> setting.source THEN 'another source'
        WHEN prop64.policy_ne(last.policy, setting.policy) THEN 'another policy'
        WHEN last.as_of <> setting.as_of THEN 'another as-of date'
        WHEN (last.second_policy IS NULL) <> (setting.second_policy IS NULL)
             OR coalesce(prop64.policy_ne(last.second_policy, setting.second_policy), false) THEN 'another second policy'
        WHEN last.county IS DISTINCT FROM setting.county THEN 'another county'
        WHEN last.version <> prop64.version() THEN 'another version of prop64' END;
    EXECUTE format('INSERT INTO %s.run (run, as_of, source, policy, policy_name, policy_digest, second_policy, county, version, law_version, '
                   'everybody, why, started_by, started_at) VALUES ($1, $2, $3, $4, prop64.name($4), encode(sha256(convert_to($4::text, ''UTF8'')), ''hex''), '
                   '$5, $6, prop64.version(), prop64.law_version($4), $7, $8, current_user, clock_timestamp())', s)
        USING number, setting.as_of, setting.source, setting.policy, setting.second_policy, setting.county, why IS NOT NULL,
              coalesce(why, 'people whose rows or changed_at differ from the last run');

    -- read before the rows themselves: what changes in between differs again next time
    slices := CASE WHEN why IS NULL THEN 1 ELSE prop64.report_slices(setting.source) END;
    SELECT c.people, c.unknown, c.source_rows, c.without_id, c.newest, c.digest INTO changed_people, unknown_person, source_rows, without_id, newest, digest
      FROM prop64.report_changed(refresh_reports.schema, setting.source, why IS NOT NULL, slices, last.newest, last.digest) AS c;

    SELECT string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum), string_agg(format('%I %s', a.attname, format_type(a.atttypid, NULL)), ', ' ORDER BY a.attnum)
      INTO keys, typed
      FROM pg_attribute AS a WHERE a.attrelid = to_regclass(s || '.determination') AND a.attnum > 0 AND NOT a.attisdropped;
    rows := CASE WHEN slices > 1 THEN format('SELECT * FROM prop64.report_rows(%L) AS d (%s)', (
                          SELECT string_agg(format('SELECT * FROM prop64.report_slice(%s, %s, %L, %L, %L, %L, %L, %L) AS d (%s)', i, slices,
                                                   setting.source, setting.policy, setting.as_of, setting.second_policy, setting.county, number, typed), ' UNION ALL ')
                            FROM generate_series(0, slices - 1) AS i), typed)
                 ELSE prop64.report_query(setting.source, setting.second_policy IS NOT NULL, setting.county IS NOT NULL,
                                          CASE WHEN why IS NULL THEN 'given' ELSE 'all' END) END;
    BEGIN
        IF first_run THEN
            -- an index is made faster of all rows than row by row
            EXECUTE format('ALTER TABLE %1$s.determination DROP CONSTRAINT determination_pkey', s);
            EXECUTE format('DROP INDEX %1$s.determination_person', s);
            EXECUTE format('INSERT INTO %s.determination (%s) %s', s, keys, rows)
                USING changed_people, unknown_person, setting.policy, setting.as_of, setting.second_policy, setting.county, number;
            EXECUTE format('ALTER TABLE %1$s.determination ADD CONSTRAINT determination_pkey PRIMARY KEY (conviction_id)', s);
            EXECUTE format('CREATE INDEX determination_person ON %1$s.determination (person_id)', s);
            -- as many parts of the table, for as many workers
            pages := pg_relation_size(to_regclass(s || '.determination')) / current_setting('block_size')::integer;
            told := ARRAY(SELECT format('(SELECT 1 AS sign, * FROM %s.determination WHERE ctid >= ''(%s,0)'' AND ctid < ''(%s,0)'')', s, pages * i / slices, pages * (i + 1) / slices)
                            FROM generate_series(0, slices - 1) AS i);
        ELSE
            EXECUTE 'DROP TABLE IF EXISTS pg_temp.prop64_fresh, pg_temp.prop64_told';
            EXECUTE format('CREATE TEMP TABLE prop64_fresh (LIKE %s.determination)', s);
            EXECUTE format('INSERT INTO pg_temp.prop64_fresh (%s) %s', keys, rows)
                USING changed_people, unknown_person, setting.policy, setting.as_of, setting.second_policy, setting.county, number;
            EXECUTE 'CREATE UNIQUE INDEX ON pg_temp.prop64_fresh (conviction_id)';
            EXECUTE 'ANALYZE pg_temp.prop64_fresh (conviction_id)';
            EXECUTE format('CREATE TEMP TABLE prop64_told (sign integer, stays boolean, LIKE %s.determination)', s);
            -- only what differs is written
            EXECUTE format('WITH pair AS MATERIALIZED (SELECT o.ctid AS o, f.ctid AS f FROM %3$s AS o FULL JOIN pg_temp.prop64_fresh AS f ON f.conviction_id = o.conviction_id '
                           'WHERE (%1$s) IS DISTINCT FROM (%2$s) OR prop64.eligibility_ne(o.eligibility, f.eligibility) '
                           'OR coalesce(prop64.history_ne(o.record, f.record), (o.record IS NULL) <> (f.record IS NULL))) '
                           'INSERT INTO pg_temp.prop64_told '
                           'SELECT -1, pair.f IS NOT NULL, d.* FROM pair, LATERAL (SELECT * FROM %4$s.determination AS d WHERE d.ctid = pair.o OFFSET 0) AS d '
                           'UNION ALL SELECT 1, pair.o IS NOT NULL, d.* FROM pair, LATERAL (SELECT * FROM pg_temp.prop64_fresh AS d WHERE d.ctid = pair.f OFFSET 0) AS d',
                           (SELECT string_agg(format('o.%I', c), ', ') FROM unnest(string_to_array(keys, ', ')) AS c WHERE c NOT IN ('run', 'eligibility', 'record')),
                           (SELECT string_agg(format('f.%I', c), ', ') FROM unnest(string_to_array(keys, ', ')) AS c WHERE c NOT IN ('run', 'eligibility', 'record')),
                           -- person by person: no statistics tell the planner how few rows each has
                           CASE WHEN why IS NULL THEN format('(SELECT d.* FROM unnest($1::%2$s[]) AS c (person_id), '
                                                             'LATERAL (SELECT ctid, * FROM %1$s.determination AS d WHERE d.person_id = c.person_id OFFSET 0) AS d '
                                                             'UNION ALL SELECT ctid, * FROM %1$s.determination WHERE $2 AND person_id IS NULL)',
                                                             s, prop64.source_key(setting.source, 'person_id'))
                                ELSE s || '.determination' END, s)
                USING changed_people, unknown_person;
            EXECUTE format('DELETE FROM %s.change', s);
            EXECUTE format('INSERT INTO %1$s.change SELECT $1, coalesce(o.conviction_id, f.conviction_id), coalesce(f.person_id, o.person_id), coalesce(f.county, o.county), '
                           'CASE WHEN o.conviction_id IS NULL THEN ''new'' WHEN f.conviction_id IS NULL THEN ''gone'' ELSE ''changed'' END, '
                           'o.outcome, f.outcome, o.relief_certain, f.relief_certain, o.reason, f.reason '
                           'FROM (SELECT * FROM pg_temp.prop64_told WHERE sign = -1) AS o FULL JOIN (SELECT * FROM pg_temp.prop64_told WHERE sign = 1) AS f '
                           'ON f.conviction_id = o.conviction_id '
                           'WHERE (o.outcome, o.at_least, o.basis, o.rule, o.reason) IS DISTINCT FROM (f.outcome, f.at_least, f.basis, f.rule, f.reason)', s)
                USING number;
            EXECUTE format('INSERT INTO %1$s.summary_change SELECT run, county, what, outcome_before, outcome_after, relief_before, relief_after, count(*) '
                           'FROM %1$s.change GROUP BY 1, 2, 3, 4, 5, 6, 7', s);
            EXECUTE format('UPDATE %s.determination AS d SET %s FROM pg_temp.prop64_told AS t WHERE t.sign = 1 AND t.stays AND d.conviction_id = t.conviction_id', s,
                           (SELECT string_agg(format('%1$s = t.%1$s', c), ', ') FROM unnest(string_to_array(keys, ', ')) AS c WHERE c <> 'conviction_id'));
            EXECUTE format('DELETE FROM %s.determination AS d USING pg_temp.prop64_told AS t WHERE t.sign = -1 AND NOT t.stays AND d.conviction_id = t.conviction_id', s);
            EXECUTE format('INSERT INTO %s.determination (%2$s) SELECT %2$s FROM pg_temp.prop64_told AS t WHERE t.sign = 1 AND NOT t.stays', s, keys);
            told := '{pg_temp.prop64_told}';
        END IF;
    EXCEPTION WHEN unique_violation THEN
        GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
        RAISE unique_violation USING
            MESSAGE = format('the source %s gives one conviction_id to several rows of kind conviction', relation), DETAIL = detail,
            HINT = 'A row that only tells what became of a count later has no conviction_id, and the count_key of its count.';
    END;

    IF setting.county IS NOT NULL THEN
        EXECUTE format('SELECT 1 FROM %s.determination LIMIT 1', s) INTO result;
        IF result IS NULL THEN
            RAISE invalid_parameter_value USING
                MESSAGE = format('the source %s has no conviction of the county %L', relation, setting.county),
                HINT = format('UPDATE %s.setting SET county = ...', s);
        END IF;
    END IF;

    -- cells are few and rows are many, which estimates of so many columns do not see; this ends with the procedure
    PERFORM set_config('enable_sort', 'off', true);
    EXECUTE 'DROP TABLE IF EXISTS pg_temp.prop64_cells, pg_temp.prop64_outcomes';
    EXECUTE 'CREATE TEMP TABLE prop64_cells AS ' || (SELECT string_agg(prop64.report_cells(t), ' UNION ALL ') FROM unnest(told) AS t);
    FOR summary IN SELECT * FROM prop64.report_summaries() LOOP
        IF summary.name = 'summary_outcome' THEN
            EXECUTE 'CREATE TEMP TABLE prop64_outcomes AS '
                || (SELECT string_agg(format('SELECT %1$s, sum(sign) AS sign FROM %2$s AS d GROUP BY %1$s', array_to_string(summary.cell, ', '), t), ' UNION ALL ') FROM unnest(told) AS t);
        END IF;
        EXECUTE prop64.report_sum(refresh_reports.schema, summary.name, summary.cell, summary.counted,
                                  CASE WHEN summary.name = 'summary_outcome' THEN 'pg_temp.prop64_outcomes' ELSE 'pg_temp.prop64_cells' END);
        EXECUTE format('DELETE FROM %s.%I WHERE cases = 0', s, summary.name);
    END LOOP;
    EXECUTE 'DROP TABLE pg_temp.prop64_cells, pg_temp.prop64_outcomes';
    EXECUTE format('UPDATE %1$s.run SET finished_at = clock_timestamp(), source_rows = $2, rows_without_id = $3, newest = $7, digest = $8, '
                   'convictions = (SELECT coalesce(sum(cases), 0) FROM %1$s.summary_outcome), '
                   'people = CASE WHEN $5 THEN (SELECT coalesce(sum(cases), 0) FROM %1$s.summary_person) ELSE $4 END, '
                   'changed = CASE WHEN $6 THEN (SELECT coalesce(sum(cases), 0) FROM %1$s.summary_outcome) ELSE (SELECT count(*) FROM %1$s.change) END WHERE run = $1', s)
        USING number, source_rows, without_id, coalesce(cardinality(changed_people), 0) + unknown_person::integer, why IS NOT NULL, first_run, newest, digest;
    IF NOT first_run THEN
        EXECUTE 'DROP TABLE pg_temp.prop64_fresh, pg_temp.prop64_told';
    END IF;
END
$procedure$;
COMMENT ON PROCEDURE prop64.refresh_reports(name, date, boolean) IS
    'Determines again the people whose rows changed (all, when asked or when anything else changed) and brings the reports up to date, in one transaction';

-- ---- who may read what ----

CREATE PROCEDURE prop64.grant_reports(schema name, readers text, grantee name)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    s constant text := quote_ident(grant_reports.schema);
    word text;
BEGIN
    IF to_regclass(s || '.determination') IS NULL THEN
        RAISE undefined_table USING
            MESSAGE = format('there are no reports in the schema %s', coalesce(s, 'NULL')),
            HINT = 'CALL prop64.create_reports(schema, source, policy, as_of) makes them.';
    END IF;
    IF grant_reports.readers IS NULL OR grant_reports.readers <> ALL ('{analyst,clerk,dashboard}') THEN
        RAISE invalid_parameter_value USING
            MESSAGE = format('there are no readers of the kind %s', coalesce(quote_literal(grant_reports.readers), 'NULL')),
            DETAIL = 'There are: analyst, clerk, dashboard.';
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %s TO %I', s, grant_reports.grantee);
    IF grant_reports.readers IN ('analyst', 'dashboard') THEN
        FOREACH word IN ARRAY '{outcomes,reasons,relief,people_gain,missing_facts,equity,progress,data_quality,changes,second_policy,last_run}'::text[] LOOP
            EXECUTE format('GRANT SELECT ON %s.%I TO %I', s, word, grant_reports.grantee);
        END LOOP;
    END IF;
    IF grant_reports.readers IN ('analyst', 'clerk') THEN
        FOREACH word IN ARRAY '{review_queue,person_page}'::text[] LOOP
            EXECUTE format('GRANT SELECT ON %s.%I TO %I', s, word, grant_reports.grantee);
        END LOOP;
        EXECUTE format('GRANT SELECT (run, as_of, policy, policy_name) ON %s.run TO %I', s, grant_reports.grantee);
        -- not what tells of the rest of a record: a clerk may be shown one conviction of a person and not the others
        EXECUTE format('GRANT SELECT (conviction_id, person_id, county, court, agency, case_number, charge, section, severity, convicted_on, year, outcome, at_least, '
            'relief_certain, basis, remedy, sentence_status, rule, reason, label, authority, missing, presumed, race, sex, age_group, status, disposition, challenged, '
            'findings, second_outcome, second_at_least, second_relief_certain, second_reason, eligibility, run) ON %s.determination TO %I', s, grant_reports.grantee);
    END IF;
    IF grant_reports.readers = 'analyst' THEN
        FOREACH word IN ARRAY '{determination,change,run,setting,notice_list,second_policy_cases,changed_cases,summary_outcome,summary_missing,summary_status,'
                              'summary_person,summary_group,summary_finding,summary_change}'::text[] LOOP
            EXECUTE format('GRANT SELECT ON %s.%I TO %I', s, word, grant_reports.grantee);
        END LOOP;
    END IF;
END
$$;
COMMENT ON PROCEDURE prop64.grant_reports(name, text, name) IS
    'Grants a role what an analyst, a clerk or a dashboard reads of the reports; the source is granted by its owner';
