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
CREATE TABLE event AS
SELECT person_id, county || '/' || case_number || '/' || count_number AS count_key,
       event(charge => to_charge(charge), severity => severity, on_bounds => doj_date(convicted_on),
             sentence_ends => sentence_ends, disposition => disposition, case_key => case_number,
             cycle_key => cycle_number::text, count_key => county || '/' || case_number || '/' || count_number) AS event
FROM conviction
UNION ALL
SELECT person_id, NULL, event(kind => kind, charge => to_charge(charge), on_date => event_on, case_key => case_number)
FROM person_event
UNION ALL
SELECT person_id, NULL, event(kind => 'death', on_date => deceased_on) FROM person WHERE deceased_on IS NOT NULL;

CREATE TABLE record AS
SELECT person_id, history_agg(event) AS history FROM event GROUP BY person_id;
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
SELECT p.name AS policy_name, p.policy, c.*,
       classify_bounds(p.policy, to_charge(c.charge), NULL, NULL, r.history, :'as_of',
                       born => day(person.born), offense => day(c.offense_on), count_key => c.count_key) AS eligibility
FROM (SELECT DISTINCT ON (coalesce(case_number, conviction_id::text), count_number)
             conviction_id, person_id, charge, offense_on, county || '/' || case_number || '/' || count_number AS count_key
      FROM conviction WHERE county = :'county'  -- the first row of a count; later ones tell its later dispositions
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
WITH after AS (  -- the same record without the counts whose relief is certain
  SELECT p.name, e.person_id, history_agg(e.event) FILTER (WHERE d.eligibility IS NULL) AS history
  FROM choice AS p CROSS JOIN event AS e
  LEFT JOIN determination AS d ON d.policy_name = p.name AND d.count_key = e.count_key AND is_relief(d.eligibility)
  GROUP BY p.name, e.person_id)
SELECT name AS policy_name, count(*) FILTER (WHERE felonies(before.history) > 0) AS "people with a known felony",
       count(*) FILTER (WHERE felonies(before.history) > 0 AND coalesce(felonies(after.history), 0) = 0) AS "no known felony left"
FROM after JOIN record AS before USING (person_id)
GROUP BY name ORDER BY name;
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
