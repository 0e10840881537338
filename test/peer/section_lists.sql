-- Compares the lists superstrike and pc290 with the answers that the earlier county
-- tools give for single sections.  Run it from the project's directory, in a
-- database with the extension:
--
--   psql -X -v ON_ERROR_STOP=1 -f test/peer/section_lists.sql
--
-- The folder of those tools' cases is named by the environment variable
-- PROP64_PEER_CASES or by -v peer_cases=DIRECTORY; without it the check is skipped.
-- A row whose answer differs must be in section_list_divergences.csv (elsewhere: -v
-- divergences=FILE) with the reason and the item that it corrects, as the
-- description of the earlier tools numbers them; every row there must still differ.
-- Prints what is wrong and, as its last line, "N passed, N failed".
\set QUIET on
\pset footer off
\getenv peer_environment PROP64_PEER_CASES
\if :{?peer_cases}
\else
    \if :{?peer_environment}
        \set peer_cases :peer_environment
    \endif
\endif
\if :{?peer_cases}
\else
    \echo section lists: PROP64_PEER_CASES names no folder, skipped
    \quit
\endif
\if :{?divergences}
\else
    \set divergences test/peer/section_list_divergences.csv
\endif

CREATE TEMP TABLE peer (kind text, input text, expected text, spec text);
CREATE TEMP TABLE divergence (kind text, input text, theirs text, ours text, corrects text, reason text);
\set copy_peer '\\copy pg_temp.peer FROM ''' :peer_cases '/section_lists.csv'' WITH (FORMAT csv, HEADER)'
\set copy_divergence '\\copy pg_temp.divergence FROM ''' :divergences ''' WITH (FORMAT csv, HEADER)'
:copy_peer
:copy_divergence

CREATE TEMP VIEW answer AS
    SELECT DISTINCT p.kind, p.input, p.expected AS theirs,
           coalesce(prop64.in_list(prop64.to_charge(p.input), p.kind)::text, 'open') AS ours
      FROM pg_temp.peer AS p
     WHERE p.kind IN ('superstrike', 'pc290');

CREATE TEMP VIEW finding AS
    SELECT kind, input, a.theirs, a.ours,
           CASE WHEN a.kind IS NULL THEN 'listed as a divergence, and no such case'
                WHEN d.kind IS NULL AND a.ours <> a.theirs THEN 'differs, and is not listed'
                WHEN a.ours = a.theirs AND d.kind IS NOT NULL THEN 'listed as a divergence, and does not differ'
                WHEN d.theirs <> a.theirs OR d.ours <> a.ours THEN 'differs otherwise than listed'
                WHEN coalesce(d.reason, '') = '' AND d.kind IS NOT NULL THEN 'listed without a reason'
                WHEN d.kind IS NOT NULL AND d.corrects !~ '^1\.1[01]' THEN 'listed without the item that it corrects'
           END AS wrong
      FROM pg_temp.answer AS a
      FULL JOIN pg_temp.divergence AS d USING (kind, input);

SELECT kind, input, theirs, ours, wrong FROM pg_temp.finding WHERE wrong IS NOT NULL ORDER BY kind, input;

\pset tuples_only on
\pset format unaligned
SELECT format('section lists: %s cases, %s documented divergences', count(*),
              (SELECT count(*) FROM pg_temp.divergence))
  FROM pg_temp.answer;
SELECT count(*) FILTER (WHERE wrong IS NULL) || ' passed, ' || count(*) FILTER (WHERE wrong IS NOT NULL) || ' failed'
  FROM pg_temp.finding;
SELECT count(*) = 0 AS clean FROM pg_temp.finding WHERE wrong IS NOT NULL \gset
\if :clean
\else
    DO $$ BEGIN RAISE EXCEPTION 'section lists differ from what is documented'; END $$;
\endif
