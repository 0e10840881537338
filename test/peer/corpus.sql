-- Reads every row of California's table of offense codes in every form in which
-- systems write it, and compares with what the row's own columns say.  Run it from
-- the project's directory, in a database with the extension:
--
--   psql -X -v ON_ERROR_STOP=1 -f test/peer/corpus.sql
--
-- The folder that holds doj_offense_codes.csv is named by the environment variable
-- PROP64_CORPUS or by -v corpus=DIRECTORY, or is found beside the checkout as
-- ../shared/corpus; without it the check is skipped.
-- A row that differs must be in corpus_divergences.csv (elsewhere: -v divergences=FILE)
-- with the reason why its text is ambiguous, and every row there must still differ.
-- Prints what is wrong and, as its last line, "N passed, N failed".
\set QUIET on
\pset footer off
\ir common/find_corpus.sql
\if :there
\else
    \echo offense codes: no file :corpus/doj_offense_codes.csv, skipped
    \quit
\endif
\if :{?divergences}
\else
    \set divergences test/peer/corpus_divergences.csv
\endif

CREATE TEMP TABLE offense (offense_code integer, statute text, statute_type text, literal text, degree text,
                           type_of_charge text, enacted text, repealed text);
CREATE TEMP TABLE divergence (spelling text, written text, ours text, reason text);
\set copy_offense '\\copy pg_temp.offense FROM ''' :corpus '/doj_offense_codes.csv'' WITH (FORMAT csv, HEADER)'
\set copy_divergence '\\copy pg_temp.divergence FROM ''' :divergences ''' WITH (FORMAT csv, HEADER)'
:copy_offense
:copy_divergence

-- ---- what a row says, from its columns alone ----

-- The steps behind a section, '(A)(1)(A)' or what is left of them, as the codes print
-- them: letters from small to capital and back.
CREATE FUNCTION pg_temp.printed_steps(steps text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(string_agg('(' || CASE WHEN letters_before % 2 = 0 THEN lower(step) ELSE step END || ')', '' ORDER BY n), '')
      FROM (SELECT n, m[1] AS step,
                   count(*) FILTER (WHERE m[1] ~ '[A-Z]') OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS letters_before
              FROM regexp_matches(steps, '([0-9]+|[A-Z]+)', 'g') WITH ORDINALITY AS r (m, n)) AS s;
$$;

-- One citation: 'PC' and '288A(C)(1)' to 'PC 288a(c)(1)'; NULL when it is none.
CREATE FUNCTION pg_temp.citation(statute_type text, statute text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT statute_type || ' ' || coalesce(m[1], '') || replace(lower(m[2]), '1/2', ' 1/2') || pg_temp.printed_steps(m[3])
      FROM regexp_match(statute, '^([0-9]+ )?([0-9]+[A-Z]*(?:\.[0-9]+)*(?:1/2)?)((?:\([A-Z0-9]+\))*[0-9]?)$') AS m;
$$;

-- The charges of a row.  Where two sections share the field, the second is the penalty
-- of the first (petty theft, theft from a merchant, theft with a prior) or an offense.
CREATE TEMP VIEW said AS
    SELECT o.*,
           CASE
               WHEN statute = 'DRUG RE 11850HS' THEN ARRAY['HS 11850'] -- names a section after all
               WHEN statute_type IN ('AA', 'ZZ') AND statute !~ '^[0-9]+$' THEN '{}'
               WHEN statute = '18 248US' THEN ARRAY['US 18 248'] -- the table repeats the code in the section
               WHEN statute ~ '/(488|490\.5|666)$' THEN
                   ARRAY[pg_temp.citation(statute_type, split_part(statute, '/', 1)) || ' also '
                         || pg_temp.citation(statute_type, split_part(statute, '/', 2))]
               WHEN statute ~ '/' AND statute !~ '1/2$' THEN
                   ARRAY[pg_temp.citation(statute_type, split_part(statute, '/', 1)),
                         pg_temp.citation(statute_type, split_part(statute, '/', 2))]
               ELSE ARRAY[pg_temp.citation(statute_type, statute)]
           END AS charges
      FROM pg_temp.offense AS o;

-- ---- how systems write it ----

CREATE TEMP VIEW spelling AS
    SELECT s.charges, f.*
      FROM pg_temp.said AS s,
           LATERAL (VALUES ('statute type', s.statute || ' ' || s.statute_type),
                           ('type statute', s.statute_type || ' ' || s.statute),
                           ('glued', s.statute || s.statute_type),
                           ('glued, type first', s.statute_type || s.statute),
                           ('lower case', lower(s.statute || ' ' || s.statute_type)),
                           ('with its description', s.statute || ' ' || s.statute_type || '-' || s.literal)) AS f (spelling, written);

CREATE TEMP TABLE finding AS
    SELECT DISTINCT s.spelling, s.written, s.charges AS expected, prop64.to_charges(s.written)::text[] AS ours,
           CASE WHEN pg_catalog.cardinality(s.charges) = 1 THEN s.charges[1] END AS expected_one,
           prop64.to_charge(s.written)::text AS ours_one, d.reason, d.ours AS listed,
           d.spelling IS NOT NULL AS is_listed, NULL::text AS wrong
      FROM pg_temp.spelling AS s
      LEFT JOIN pg_temp.divergence AS d USING (spelling, written);
UPDATE pg_temp.finding
   SET wrong = CASE
           WHEN expected IS NULL OR array_position(expected, NULL) IS NOT NULL THEN 'the row says nothing'
           WHEN (ours = expected AND ours_one IS NOT DISTINCT FROM expected_one) AND is_listed THEN 'listed as a divergence, and does not differ'
           WHEN (ours = expected AND ours_one IS NOT DISTINCT FROM expected_one) THEN NULL
           WHEN NOT is_listed THEN 'differs, and is not listed'
           WHEN ours::text <> listed THEN 'differs otherwise than listed'
           WHEN coalesce(reason, '') = '' THEN 'listed without a reason' END;
INSERT INTO pg_temp.finding (spelling, written, wrong)
SELECT spelling, written, 'listed as a divergence, and no such row' FROM pg_temp.divergence
EXCEPT SELECT spelling, written, 'listed as a divergence, and no such row' FROM pg_temp.finding;

SELECT spelling, written, expected, ours, wrong FROM pg_temp.finding WHERE wrong IS NOT NULL ORDER BY spelling, written;

-- ---- how large the values are ----

CREATE TEMP TABLE stored AS SELECT offense_code, prop64.to_charge(statute || ' ' || statute_type) AS charge FROM pg_temp.offense;
INSERT INTO pg_temp.finding (spelling, written, wrong)
SELECT 'stored', 'all rows', CASE WHEN avg(pg_column_size(charge)) > 8 THEN
           'takes ' || round(avg(pg_column_size(charge)), 2) || ' bytes on average, not 8 at most' END
  FROM pg_temp.stored;
INSERT INTO pg_temp.finding (spelling, written, wrong)
SELECT 'stored', 'the longest', CASE WHEN max(pg_column_size(charge)) > 16 THEN
           'takes ' || max(pg_column_size(charge)) || ' bytes, not 16 at most' END
  FROM pg_temp.stored WHERE pg_catalog.cardinality(prop64.targets(charge)) = 0;
SELECT spelling, written, wrong FROM pg_temp.finding WHERE spelling = 'stored' AND wrong IS NOT NULL;

-- ---- the lines of a police log, where it is there ----

-- The answers were checked by hand; the log's own words stay where they are: a line is
-- known by its MD5.
CREATE TEMP TABLE log_line (count integer, text text);
CREATE TEMP TABLE log_expected (line_md5 text, like_it text, charge text, why text);
\copy pg_temp.log_expected FROM 'test/data/police_log_expected.tsv' WITH (FORMAT csv, DELIMITER E'\t', QUOTE E'\b', HEADER)
\setenv PROP64_CORPUS_LOG :corpus/police_log_charges.tsv
\set log_is_there `test -f "$PROP64_CORPUS_LOG" && echo true || echo false`
\if :log_is_there
    \set copy_log '\\copy pg_temp.log_line FROM ''' :corpus '/police_log_charges.tsv'' WITH (FORMAT csv, DELIMITER E''\\t'', QUOTE E''\\b'', HEADER)'
    :copy_log
    INSERT INTO pg_temp.finding (spelling, written, expected_one, ours_one, wrong)
    SELECT 'police log', coalesce(l.text, e.like_it), e.charge, prop64.to_charge(l.text)::text,
           CASE WHEN e.line_md5 IS NULL THEN 'has no expectation'
                WHEN l.text IS NULL THEN 'expected, and no such line'
                WHEN prop64.to_charge(l.text)::text IS DISTINCT FROM e.charge THEN 'differs' END
      FROM pg_temp.log_line AS l
      FULL JOIN pg_temp.log_expected AS e ON e.line_md5 = md5(l.text);
    SELECT written, expected_one, ours_one, wrong FROM pg_temp.finding WHERE spelling = 'police log' AND wrong IS NOT NULL;
\endif

\pset tuples_only on
\pset format unaligned
SELECT format('offense codes: %s rows, %s spellings, %s documented divergences', (SELECT count(*) FROM pg_temp.offense),
              (SELECT count(*) FROM pg_temp.spelling), (SELECT count(*) FROM pg_temp.divergence));
SELECT format('offense codes: a stored charge takes %s bytes on average, %s at most',
              round(avg(pg_column_size(charge)), 2), max(pg_column_size(charge)))
  FROM pg_temp.stored;
SELECT format('police log: %s lines', count(*)) FROM pg_temp.log_line;
SELECT count(*) FILTER (WHERE wrong IS NULL) || ' passed, ' || count(*) FILTER (WHERE wrong IS NOT NULL) || ' failed'
  FROM pg_temp.finding;
SELECT count(*) = 0 AS clean FROM pg_temp.finding WHERE wrong IS NOT NULL \gset
\if :clean
\else
    DO $$ BEGIN RAISE EXCEPTION 'offense codes are read otherwise than written'; END $$;
\endif
