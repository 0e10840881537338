-- doc/doj-results.md is true.
\set page doj-results.md
\set doc `cat ../../doc/doj-results.md`
\ir common/doc_says.sql
