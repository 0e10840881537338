-- doc/warehouse.md is true: from a case-management schema to the review queue, as written there.
\set page doc/warehouse.md
\set doc `cat ../../doc/warehouse.md`
BEGIN;
\ir common/doc_is_true.sql
SET LOCAL client_min_messages = warning;

SELECT plan(5 + :planned);
SELECT cmp_ok((SELECT count(*) FROM pg_temp.example), '>', 10::bigint, 'doc/warehouse.md holds examples with their answers');
SELECT * FROM pg_temp.run_all();

-- the tables of the page are what the extension says
SELECT is_empty(format($$SELECT name FROM prop64.source_columns() WHERE position(format('| `%%s` | %%s | %%s | %%s |', name, CASE WHEN required THEN 'yes' ELSE '' END, accepts, meaning) IN %L) = 0$$, :'doc'),
    'the table of columns is that of prop64.source_columns');
SELECT is_empty(format($$SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'reports'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname !~ '^(summary|seen)'
    AND position(obj_description(c.oid, 'pg_class') IN %L) = 0$$, :'doc'), 'the table of reports has the comments of the reports');
SELECT is_empty(format($$SELECT p.oid::regprocedure FROM pg_proc AS p WHERE p.pronamespace = 'prop64'::regnamespace AND p.proname ~ '^(source_|determinations$|create_reports$|refresh_reports$|grant_reports$)'
    AND position(p.proname IN %L) = 0$$, :'doc'), 'every function of the room stands on the page');
SELECT cmp_ok((SELECT count(*)::integer FROM regexp_matches(split_part(:'doc', '## Sources', 1), E'(?n)^(CREATE EXTENSION|CREATE VIEW|SELECT|CALL) ', 'g')), '<=', 10,
    'from CREATE EXTENSION to the review queue it is ten commands');

SELECT * FROM finish();
ROLLBACK;
