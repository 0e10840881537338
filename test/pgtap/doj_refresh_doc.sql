-- doc/doj-refresh.md is true.
\set page doj-refresh.md
\set doc `cat ../../doc/doj-refresh.md`
\ir common/doc_says.sql
