-- doc/doj-results.md is true: its queries give the answers that stand under them, and every function has its place.
\set page doc/doj-results.md
\set doc `cat ../../doc/doj-results.md`
BEGIN;
\ir common/doc_is_true.sql

CREATE TEMP TABLE routine AS
SELECT p.proname AS name, p.prokind AS kind, p.pronargs AS n, p.proargnames[1:p.pronargs] AS arguments
  FROM pg_proc AS p JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
 WHERE p.proname ~ '^(doj_(check|compare|determinations|input_files|kind|lines|rerun|results|rule_numbers|stamp_run|summary|years)|csv_.*|cannabis_section|possible_other_p64|create_doj_run|people_agg|count_people)$';

SELECT plan(2 + :planned + (SELECT count(*) FROM pg_temp.routine)::int);
SELECT is((SELECT count(*) FROM pg_temp.routine), 19::bigint, 'the functions of this page');
SELECT cmp_ok((SELECT count(*) FROM pg_temp.example), '>', 5::bigint, 'doc/doj-results.md holds examples with their answers');
SELECT * FROM pg_temp.run_all();
-- its heading names its arguments in their order
SELECT matches((:'doc')::text, E'\n### `(CALL )?prop64\\.' || name || E'\\((VARIADIC )?' || array_to_string(arguments, '[^,)]*, (VARIADIC )?') || E'[^,)]*\\)',
               format('%s stands in doc/doj-results.md with its arguments', name))
  FROM pg_temp.routine ORDER BY name;

SELECT * FROM finish();
ROLLBACK;
