-- compare_sheet.sql: one spreadsheet of one case.  For test/peer/run (exports.sh):
--
--   psql -v name=CASE -v sheet=NAME -v by_line=BOOLEAN -f test/peer/compare_sheet.sql
--
-- A line "ok - …" or "not ok - …"; cells that differ and are not listed follow it.
\set QUIET on
\pset tuples_only on
\pset format unaligned

TRUNCATE peer.sheet_cell;
SELECT peer.cells_that_differ(:'by_line') \g /dev/null
CREATE TEMP TABLE judged AS SELECT * FROM peer.judged(:'name');
INSERT INTO peer.sheet_divergence_used SELECT DISTINCT (rule).* FROM judged WHERE (rule).place IS NOT NULL;

SELECT CASE WHEN wrong = 0 AND n > 0 THEN 'ok' ELSE 'not ok' END
       || format(' - %s: %s, %s rows, %s cells with a documented divergence', :'name', :'sheet', n, documented)
  FROM (SELECT (SELECT count(*) FROM peer.sheet_theirs) AS n,
               count(*) FILTER (WHERE (rule).place IS NULL) AS wrong,
               count(DISTINCT (line, place)) FILTER (WHERE (rule).place IS NOT NULL) AS documented FROM judged) AS c;
SELECT format('# line %s, %s: theirs %s, ours %s', line, place, coalesce(theirs, ''), coalesce(ours, ''))
  FROM judged WHERE (rule).place IS NULL ORDER BY line, place LIMIT 40;
