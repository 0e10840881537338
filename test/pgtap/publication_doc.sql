-- doc/publication.md is true: its sql runs, in order, and gives the answers that stand under it.
\set page doc/publication.md
\set doc `cat ../../doc/publication.md`
BEGIN;
\ir common/doc_is_true.sql
SET LOCAL client_min_messages = warning;

SELECT plan(1 + :planned);
SELECT cmp_ok((SELECT count(*) FROM pg_temp.example), '>=', 8::bigint, 'doc/publication.md holds examples with their answers');
SELECT * FROM pg_temp.run_all();

SELECT * FROM finish();
ROLLBACK;
