-- demo.sql: from the state's bulk file to relief, step by step.
--
--   psql -f doc/demo.sql        in a database with prop64, where tools/load-doj has loaded a file into the
--                               intake "doj" (doc/doj-file.md); tools/make-doj invents one
--
-- Every query is plain SQL over ordinary tables and is shown before it runs.  tools/demo
-- runs this file on a private server.

\set ON_ERROR_STOP on
\pset footer off
\pset null '-'
\if :{?as_of} \else \set as_of 2020-07-01 \endif
\if :{?county} \else \set county SACRAMENTO \endif

\echo
\echo '== 1. The file, line by line as it came'
\set ECHO queries
SET search_path = doj, public, prop64;

SELECT record, subject_id, cnt_order, stp_type_descr, stp_event_date, offense_descr, disp_descr, sent_length || sent_time_code AS sentence
FROM line WHERE subject_id = (SELECT subject_id FROM line WHERE disp_descr LIKE '%1203.4%' ORDER BY record LIMIT 1) ORDER BY record LIMIT 6;
\set ECHO none

\echo
\echo '== 2. Read: people, their convictions as they stand now, and whatever is wrong with the file'
\set ECHO queries
CALL doj_refresh('doj');

SELECT conviction_id, charge, severity, convicted_on, disposition, case_number, lines
FROM conviction WHERE county = :'county' ORDER BY conviction_id LIMIT 6;

SELECT severity, kind, count(*) AS findings, count(DISTINCT person_id) AS people, min(value) AS "for example"
FROM finding WHERE severity <> 'note' GROUP BY severity, kind ORDER BY severity, findings DESC LIMIT 12;
\set ECHO none

\echo
\echo '== 3. Two policies, and every conviction of the county under each'
\set ECHO queries
CREATE TABLE choice AS
SELECT 'Los Angeles 2019' AS name, shipped_policy('los_angeles_2019') AS policy
UNION ALL
SELECT 'reduce sales', policy_from_bear('{
  "baselineEligibility": {"dismiss": ["11357", "11358"], "reduce": ["11359", "11360"]},
  "additionalRelief": {"yearsSinceConvictionThreshold": 15, "subjectHasOnlyProp64Charges": true}}');

SELECT outcome, reason, condition FROM choice, rules(policy) WHERE name = 'reduce sales';

CREATE TABLE determination AS
SELECT p.name AS policy_name, p.policy, c.conviction_id, c.person_id, c.charge_text, c.count_key,
       classify_bounds(p.policy, c.charge, c.severity, c.convicted_on, person.history, :'as_of', born => person.born_on,
                       offense => c.offense_on, sentence_ends => c.sentence_ends_on, case_key => c.case_key,
                       cycle_key => c.cycle_key, count_key => c.count_key) AS eligibility
FROM conviction AS c
JOIN person USING (person_id)
CROSS JOIN choice AS p
WHERE c.county = :'county' AND c.stands IS NOT false;
\set ECHO none

\echo
\echo '== 4. How many convictions and people (a conviction whose charge cannot be read may be one)'
\set ECHO queries
SELECT count(*) FILTER (WHERE outcome(eligibility) <> 'out of scope') AS "cannabis convictions",
       count(DISTINCT person_id) FILTER (WHERE outcome(eligibility) <> 'out of scope') AS people,
       count(*) FILTER (WHERE 'charge' = ANY (missing(eligibility, policy))) AS "of them, charge unreadable",
       count(*) AS "all convictions in the county"
FROM determination WHERE policy_name = 'reduce sales';
\set ECHO none

\echo
\echo '== 5. Outcomes under each policy, side by side'
\set ECHO queries
SELECT outcome(eligibility) AS outcome,
       count(*) FILTER (WHERE policy_name = 'reduce sales') AS "reduce sales",
       count(*) FILTER (WHERE policy_name = 'Los Angeles 2019') AS "Los Angeles 2019"
FROM determination WHERE outcome(eligibility) <> 'out of scope'
GROUP BY 1 ORDER BY min(eligibility) DESC;
\set ECHO none

\echo
\echo '== 6. Relief that is certain although facts are missing, and cases that are open'
\set ECHO queries
SELECT policy_name,
       count(*) FILTER (WHERE is_relief(eligibility)) AS "relief certain",
       count(*) FILTER (WHERE is_relief(eligibility) AND outcome(eligibility) = 'undetermined') AS "its extent open",
       count(*) FILTER (WHERE NOT is_relief(eligibility) AND outcome(eligibility) = 'undetermined') AS "all open",
       count(*) FILTER (WHERE outcome(eligibility) IN ('review', 'refer')) AS "a person decides"
FROM determination WHERE outcome(eligibility) <> 'out of scope'
GROUP BY policy_name ORDER BY policy_name;
\set ECHO none

\echo
\echo '== 7. What counties know from the earlier tool: its numbers, and beside them numbers that add up'
\set ECHO queries
SELECT key AS number, value AS "reduce sales"
FROM choice, jsonb_each(doj_summary('doj', :'county', policy, :'as_of')) WHERE name = 'reduce sales' AND jsonb_typeof(value) <> 'array' AND length(value::text) < 200;
\set ECHO none

\echo
\echo '== 8. Which missing facts hold how many cases open'
\set ECHO queries
SELECT policy_name, fact, count(*) AS cases
FROM determination, unnest(missing(eligibility, policy)) AS fact
WHERE outcome(eligibility) = 'undetermined'
GROUP BY policy_name, fact ORDER BY policy_name, cases DESC, fact;
\set ECHO none

\echo
\echo '== 9. Five answers explained'
\set ECHO queries
SELECT DISTINCT ON (o.n) conviction_id, charge_text, explain(eligibility, policy) AS explanation
FROM (VALUES (1, 'dismiss'), (2, 'reduce to misdemeanor'), (3, 'ineligible'), (4, 'review'),
             (5, 'undetermined')) AS o (n, outcome)
JOIN determination AS d ON outcome(d.eligibility) = o.outcome
ORDER BY o.n, 'charge' = ANY (missing(eligibility, policy)), policy_name = 'Los Angeles 2019',
         rule(eligibility) DESC, conviction_id
\set ECHO none
\x on
;
\x off

\echo
\echo '== 10. Reports that are kept, over a view with the columns that a source has'
\set ECHO queries
CREATE VIEW source AS
SELECT conviction_id, person_id, charge, severity, convicted_on, born_on, offense_on, sentence_ends_on, deceased, case_key, cycle_key,
       count_key, county, court, case_number, race, sex, history, disposition
FROM conviction JOIN person USING (person_id) WHERE stands IS NOT false;

CALL create_reports('reports', 'source', shipped_policy('los_angeles_2019'), :'as_of', county => :'county');
CALL refresh_reports('reports');
SELECT * FROM reports.relief;
\set ECHO none
