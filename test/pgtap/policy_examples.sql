-- The queries of doc/policy.md give the answers that stand under them.
\set page doc/policy.md
\set doc `cat ../../doc/policy.md`
BEGIN;
\ir common/doc_is_true.sql

SELECT plan(1 + :planned);
SELECT cmp_ok((SELECT count(*) FROM pg_temp.example), '>', 8::bigint, 'doc/policy.md holds examples with their answers');
SELECT * FROM pg_temp.run_all();

SELECT * FROM finish();
ROLLBACK;
