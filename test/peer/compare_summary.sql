-- compare_summary.sql: the summary of one case.  For test/peer/run (exports.sh):
--
--   psql -v name=CASE -v theirs="$(cat summary.json)" -v ours="$(cat summary.json)" -f test/peer/compare_summary.sql
\set QUIET on
\pset tuples_only on
\pset format unaligned

-- How long it took differs each time.  What ours has beside is not looked at, but within a part both have the same.
CREATE TEMP TABLE number AS
WITH RECURSIVE tree (path, theirs, ours) AS (
    SELECT '', :'theirs'::jsonb - 'processingTimeInSeconds',
           (SELECT jsonb_object_agg(k, v) FROM jsonb_each(:'ours'::jsonb) AS e (k, v) WHERE :'theirs'::jsonb - 'processingTimeInSeconds' ? k)
    UNION ALL
    SELECT t.path || '/' || k, t.theirs -> k, t.ours -> k
      FROM tree AS t
      CROSS JOIN LATERAL jsonb_object_keys(CASE WHEN jsonb_typeof(t.theirs) = 'object' THEN t.theirs || coalesce(t.ours, '{}') ELSE '{}' END) AS k
)
SELECT path, theirs, ours FROM tree WHERE coalesce(jsonb_typeof(theirs), '') <> 'object';

CREATE TEMP TABLE judged AS
SELECT n.*, r FROM number AS n
  LEFT JOIN LATERAL peer.rule_for(:'name', NULL, n.path, 'number', n.theirs #>> '{}', n.ours #>> '{}') AS r ON true
 WHERE n.theirs IS DISTINCT FROM n.ours;
INSERT INTO peer.sheet_divergence_used SELECT DISTINCT (r).* FROM judged WHERE (r).place IS NOT NULL;

SELECT CASE WHEN wrong = 0 AND n > 0 THEN 'ok' ELSE 'not ok' END
       || format(' - %s: summary.json, %s numbers, %s with a documented divergence', :'name', n, documented)
  FROM (SELECT (SELECT count(*) FROM number) AS n, count(*) FILTER (WHERE (r).place IS NULL) AS wrong,
               count(*) FILTER (WHERE (r).place IS NOT NULL) AS documented FROM judged) AS c;
SELECT format('# %s: theirs %s, ours %s', path, theirs, ours) FROM judged WHERE (r).place IS NULL ORDER BY path;
SELECT CASE WHEN jsonb_typeof(o -> 'processingTimeInSeconds') = 'number'
             AND (SELECT sum((p ->> 'convictions')::bigint) FROM jsonb_array_elements(o -> 'partition') AS p) = (o ->> 'convictionsInCounty')::bigint
            THEN 'ok' ELSE 'not ok' END || format(' - %s: every conviction of the county is counted once', :'name')
  FROM (SELECT :'ours'::jsonb) AS s (o);
