-- doc/doj-refresh.md is true.
\set page doc/doj-refresh.md
\set doc `cat ../../doc/doj-refresh.md`
BEGIN;
\ir common/doc_is_true.sql
SET LOCAL client_min_messages = warning;
SELECT plan(1 + :planned);
SELECT cmp_ok((SELECT count(*) FROM pg_temp.example), '>', 5::bigint, 'doc/doj-refresh.md holds examples with their answers');
SELECT * FROM pg_temp.run_all();
SELECT * FROM finish();
ROLLBACK;
