-- demo.sql: from a county's own tables to relief, step by step.
--
--   psql -f doc/demo.sql        in a database with prop64 and the sample (tools/make-sample)
--
-- Every query is plain SQL over ordinary tables and is shown before it runs.  tools/demo
-- runs this file on a private server.

\set ON_ERROR_STOP on
\pset footer off
\pset null '-'
\if :{?as_of} \else \set as_of 2020-07-01 \endif
\if :{?county} \else \set county SACRAMENTO \endif

\echo
\echo '== 1. The county''s tables, as they are'
\set ECHO queries
SET search_path = county, public, prop64;

SELECT person_id, case_number, count_number, charge, severity, convicted_on, disposition
FROM conviction WHERE county = :'county' ORDER BY conviction_id LIMIT 6;
\set ECHO none

\echo
\echo '== 2. Each row read as an event; each person''s events gathered into a record'
\set ECHO queries
CREATE TABLE record AS
SELECT person_id, history_agg(e) AS history
FROM (
  SELECT person_id, event(charge => to_charge(charge), severity => severity,
                          on_bounds => doj_date(convicted_on), sentence_ends => sentence_ends,
                          case_key => case_number, cycle_key => cycle_number::text,
                          count_key => county || '/' || case_number || '/' || count_number, disposition => disposition)
  FROM conviction
  UNION ALL
  SELECT person_id, event(kind => kind, charge => to_charge(charge), on_date => event_on, case_key => case_number)
  FROM person_event
  UNION ALL
  SELECT person_id, event(kind => 'death', on_date => deceased_on) FROM person WHERE deceased_on IS NOT NULL
) AS events (person_id, e)
GROUP BY person_id;
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
SELECT p.name AS policy_name, p.policy, c.conviction_id, c.person_id, c.charge,
       classify_bounds(p.policy, to_charge(c.charge), NULL, NULL, r.history, :'as_of',
                       born => day(person.born), offense => day(c.offense_on),
                       count_key => c.county || '/' || c.case_number || '/' || c.count_number) AS eligibility
FROM (SELECT DISTINCT ON (coalesce(case_number, conviction_id::text), count_number) *
      FROM conviction WHERE county = :'county'  -- later rows of a count tell its later dispositions
      ORDER BY coalesce(case_number, conviction_id::text), count_number, conviction_id) AS c
JOIN person USING (person_id)
JOIN record AS r USING (person_id)
CROSS JOIN choice AS p;
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
\echo '== 7. People who would have no felony left on their record'
\set ECHO queries
WITH relieved AS (
  SELECT policy_name, person_id, count(*) AS felonies_relieved
  FROM determination AS d JOIN record AS r USING (person_id)
  JOIN conviction AS c USING (conviction_id, person_id)
  WHERE is_relief(eligibility)
    AND EXISTS (SELECT FROM prop64.unnest(r.history) AS e
                WHERE e.count_key = c.county || '/' || c.case_number || '/' || c.count_number
                  AND e.kind = 'conviction' AND e.severity_now = 'felony')
  GROUP BY policy_name, person_id)
SELECT policy_name, count(*) AS "people with a felony relieved",
       count(*) FILTER (WHERE felonies_relieved >= felonies(r.history)) AS "no felony left"
FROM relieved JOIN record AS r USING (person_id)
GROUP BY policy_name ORDER BY policy_name;
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
SELECT DISTINCT ON (o.n) conviction_id, charge, explain(eligibility, policy) AS explanation
FROM (VALUES (1, 'dismiss'), (2, 'reduce to misdemeanor'), (3, 'ineligible'), (4, 'review'),
             (5, 'undetermined')) AS o (n, outcome)
JOIN determination AS d ON outcome(d.eligibility) = o.outcome
ORDER BY o.n, 'charge' = ANY (missing(eligibility, policy)), policy_name = 'Los Angeles 2019',
         rule(eligibility) DESC, conviction_id
\set ECHO none
\x on
;
\x off
