-- Contra Costa County, 2019: the rules in their order, each at its edges.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(45);

\set policy contra_costa_2019
\set as_of 2019-06-30
\set sentence_ends ''
\ir common/policy_says.sql

\ir common/policy_pilot_of_2019.sql
SELECT is((SELECT array_agg((r.outcome, r.reason, r.label, r.condition)::text ORDER BY r.rule) FROM prop64.shipped_policy('contra_costa_2019') AS p, prop64.rules(p) AS r),
  (SELECT array_agg((r.outcome, r.reason, r.label, r.condition)::text ORDER BY r.rule) FROM prop64.shipped_policy('san_joaquin_2019') AS p, prop64.rules(p) AS r),
  'Contra Costa and San Joaquin had the same rules');

SELECT * FROM finish();
ROLLBACK;
