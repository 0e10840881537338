-- compare.sql: the loaded case against the earlier tool.  For test/peer/run:
--
--   psql -v name=CASE -v case="$(cat case.json)" -v summary="$(cat summary.json)" -f test/peer/compare.sql
--
-- where an empty summary is none.
-- A line "ok - …" or "not ok - …" for each check; rows that are wrong follow it.
\set QUIET on
\pset tuples_only on
\pset format unaligned
\pset fieldsep ' | '

TRUNCATE peer.question;
INSERT INTO peer.question
    SELECT :'name', c ->> 'county', (c ->> 'compute_at')::date,
           CASE c ->> 'peer' WHEN 'gogen' THEN prop64.policy_from_bear(c -> 'options', compatible => true)
                             WHEN 'gogen_pilots' THEN prop64.shipped_policy('los_angeles_2019')
                             WHEN 'sacramento_pilot' THEN prop64.shipped_policy('sacramento_2019') END
      FROM (SELECT :'case'::jsonb) AS given (c);

CREATE TEMP TABLE checked AS SELECT * FROM peer.finding;
CREATE TEMP TABLE counted AS SELECT * FROM peer.number;

SELECT CASE WHEN wrong = 0 AND rows > 0 THEN 'ok' ELSE 'not ok' END
       || format(' - %s: %s convictions in the county, %s determinations, %s documented divergences',
                 :'name', rows, determinations, documented)
  FROM (SELECT count(wrong) AS wrong, count(*) AS rows, count(*) FILTER (WHERE documented) AS documented,
               (SELECT count(*) FROM peer.theirs) AS determinations
          FROM checked) AS c;
SELECT format('# row %s %s: %s', line, wrong, charge_text)
       || format(E'\n#   theirs: %s | %s\n#   ours:   %s | %s', determination, reason, our_label, our_reason)
  FROM checked WHERE wrong IS NOT NULL ORDER BY line;

SELECT count(*) > 0 AS has_full_result FROM peer.full_result \gset
\if :has_full_result
SELECT CASE WHEN same AND n > 0 THEN 'ok' ELSE 'not ok' END
       || format(' - %s: %s results stand in the rows that were read', :'name', n)
  FROM (SELECT count(*) AS n,
               coalesce(bool_and((r.subject_id, r.cnt_order, r.offense_descr, r.stp_event_date)
                                 IS NOT DISTINCT FROM (f.subject_id, f.cnt_order, f.offense_descr, f.stp_event_date)), false) AS same
          FROM peer.full_result AS r FULL JOIN peer.state_file AS f USING (line)) AS rows;
SELECT CASE WHEN wrong = 0 AND n > 0 THEN 'ok' ELSE 'not ok' END
       || format(' - %s: %s numbers beside the determinations', :'name', n)
  FROM (SELECT count(*) AS n, count(*) FILTER (WHERE theirs IS DISTINCT FROM ours) AS wrong FROM counted) AS c;
SELECT format('# row %s, %s: theirs %s, ours %s', line, name, theirs, ours)
  FROM counted WHERE theirs IS DISTINCT FROM ours ORDER BY line, name;
\endif

SELECT :'summary' <> '' AS has_summary \gset
\if :has_summary
SELECT CASE WHEN theirs @> ours THEN 'ok' ELSE 'not ok' END || format(' - %s: the numbers of the summary', :'name')
       || CASE WHEN theirs @> ours THEN '' ELSE format(E'\n#   theirs: %s\n#   ours:   %s', theirs, ours) END
  FROM (SELECT :'summary'::jsonb, numbers FROM peer.summary) AS s (theirs, ours);
\endif
