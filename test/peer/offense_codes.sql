-- Compares prop64.offense_code with the state's own table of offence codes, row by row.
-- Run it from anywhere, in a database with the extension:
--
--   psql -X -v ON_ERROR_STOP=1 -f test/peer/offense_codes.sql
--
-- The folder that holds doj_offense_codes.csv is named by the environment variable
-- PROP64_CORPUS or by -v corpus=DIRECTORY, by default ../shared/corpus; without the
-- file the check is skipped.  Every row of the file must be answered, with the charge
-- that the tolerant reader finds in its statute and type, and nothing beside.
-- Prints what is wrong and, as its last line, "N passed, N failed".
\set QUIET on
\pset footer off
\ir common/find_corpus.sql
\if :there
\else
    \echo offence codes: no file :corpus/doj_offense_codes.csv, skipped
    \quit
\endif

CREATE TEMP TABLE state_code (offense_code integer PRIMARY KEY, statute text, statute_type text, literal text,
                              degree text, type_of_charge text, enacted date, repealed date);
\set copy_codes '\\copy pg_temp.state_code FROM ''' :corpus '/doj_offense_codes.csv'' WITH (FORMAT csv, HEADER)'
:copy_codes

CREATE TEMP TABLE finding AS
    SELECT offense_code, s.statute, s.statute_type, o.charge::text AS ours, r.charge::text AS reader,
           CASE WHEN s.statute IS NULL THEN 'a code that the state does not have'
                WHEN o.code IS NULL THEN 'no row'
                WHEN o.charge::text IS DISTINCT FROM r.charge::text THEN 'another charge'
                WHEN o.severity IS DISTINCT FROM CASE s.type_of_charge WHEN 'F' THEN 'felony' WHEN 'M' THEN 'misdemeanor'
                                                                       WHEN 'I' THEN 'infraction' END THEN 'another level'
                WHEN o.degree IS DISTINCT FROM s.degree THEN 'another degree'
                WHEN (o.valid_from, o.valid_until) IS DISTINCT FROM (s.enacted, s.repealed) THEN 'other dates'
                WHEN o.charge IS NOT NULL AND offense_code NOT IN (SELECT prop64.offense_codes(o.charge))
                     THEN 'not found again by its charge'
           END AS wrong
      FROM (SELECT c.offense_code, a.*, c.offense_code AS code
              FROM generate_series(0, 100000) AS c (offense_code), prop64.offense_code(c.offense_code) AS a) AS o
      FULL JOIN pg_temp.state_code AS s USING (offense_code)
      LEFT JOIN LATERAL prop64.to_charge(s.statute || ' ' || s.statute_type) AS r (charge) ON true;

SELECT offense_code, statute, statute_type, ours, reader, wrong FROM pg_temp.finding WHERE wrong IS NOT NULL ORDER BY 1 LIMIT 50;

\pset tuples_only on
\pset format unaligned
SELECT format('offence codes: %s, of them %s without a single charge', count(*), count(*) FILTER (WHERE ours IS NULL))
  FROM pg_temp.finding;
SELECT count(*) FILTER (WHERE wrong IS NULL) || ' passed, ' || count(*) FILTER (WHERE wrong IS NOT NULL) || ' failed'
  FROM pg_temp.finding;
SELECT count(*) = 0 AS clean FROM pg_temp.finding WHERE wrong IS NOT NULL \gset
\if :clean
\else
    DO $$ BEGIN RAISE EXCEPTION 'the table of offence codes differs from the state''s'; END $$;
\endif
