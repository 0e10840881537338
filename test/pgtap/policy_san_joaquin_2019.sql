-- San Joaquin County, 2019: the rules in their order, each at its edges.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(44);

\set policy san_joaquin_2019
\set as_of 2019-06-30
\set sentence_ends ''
\ir common/policy_says.sql

\ir common/policy_pilot_of_2019.sql

SELECT * FROM finish();
ROLLBACK;
