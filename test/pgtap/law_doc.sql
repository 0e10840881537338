-- doc/law.md is true: the queries under Functions give the answers that stand there.
\set page doc/law.md
\set doc `cat ../../doc/law.md`
BEGIN;
\ir common/doc_is_true.sql

SELECT plan(1 + :planned);
SELECT cmp_ok((SELECT count(*) FROM pg_temp.example), '>=', 4::bigint, 'doc/law.md holds examples with their answers');
SELECT * FROM pg_temp.run_all();

SELECT * FROM finish();
ROLLBACK;
