-- doc/page.md is true: its sql runs, in order, and gives the answers that stand under it.
\set page doc/page.md
\set doc `cat ../../doc/page.md`
BEGIN;
\ir common/doc_is_true.sql

SELECT plan(2 + :planned);
SELECT cmp_ok((SELECT count(*) FROM pg_temp.example), '>=', 2::bigint, 'doc/page.md holds examples with their answers');
SELECT * FROM pg_temp.run_all();
SELECT matches(prop64.report_html('page_reports'), 'Population figures are the county', 'and the page takes the population of the example');

SELECT * FROM finish();
ROLLBACK;
