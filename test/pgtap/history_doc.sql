-- doc/history.md is true: its sql runs, in order, and gives the answers that stand under it.
\set page doc/history.md
\set doc `cat ../../doc/history.md`
BEGIN;
\ir common/doc_is_true.sql

SELECT plan(1 + :planned);
SELECT cmp_ok((SELECT count(*) FROM pg_temp.example), '>', 20::bigint, 'doc/history.md holds examples with their answers');
SELECT * FROM pg_temp.run_all();

SELECT * FROM finish();
ROLLBACK;
