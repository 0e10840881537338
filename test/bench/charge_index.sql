-- "falls under" on an index of charges: plan, rows removed by a filter, planning time.
--
--   rows   how many convictions (1000000)
--
-- The same question is asked with the extension's functions and with twins of them that
-- have no support function and PostgreSQL's own estimate; by turns, in one run.
\if :{?rows} \else \set rows 1000000 \endif
\set QUIET on
SET client_min_messages = warning;
SET max_parallel_workers_per_gather = 0;
SET jit = off;
CREATE SCHEMA bench;

CREATE TABLE bench.kind AS
SELECT n, (code || ' ' || section || path)::prop64.charge AS charge
  FROM (SELECT n, (hashint8extended(n, 1) & 1023)::integer AS a, (hashint8extended(n, 2) & 1023)::integer AS b,
               (hashint8extended(n, 3) & 1023)::integer AS c, (hashint8extended(n, 4) & 7)::integer AS d
          FROM generate_series(0, 4999) AS n) AS h,
       LATERAL (SELECT CASE WHEN a < 430 THEN 'PC' WHEN a < 700 THEN 'VC' WHEN a < 900 THEN 'HS' WHEN a < 960 THEN 'BP' ELSE 'WI' END) AS w (code),
       LATERAL (SELECT CASE code WHEN 'PC' THEN 100 + b / 2 WHEN 'VC' THEN 12500 + b / 4 * 10 WHEN 'HS' THEN 11350 + b / 64 ELSE 600 + b / 8 END) AS s (section),
       LATERAL (SELECT CASE WHEN c < 200 THEN '' WHEN c < 600 THEN '(' || chr(97 + c % 6) || ')'
                            WHEN c < 950 THEN '(' || chr(97 + c % 6) || ')(' || d + 1 || ')' ELSE '.' || d + 1 END) AS p (path);
CREATE TABLE bench.conviction AS
WITH k AS MATERIALIZED (SELECT array_agg(charge ORDER BY n) AS kinds FROM bench.kind)
SELECT i AS id, kinds[1 + floor(5000 * power((hashint8extended(i, 7) & 1048575) / 1048576.0::double precision, 4))::integer] AS charge
  FROM generate_series(1, :rows) AS i, k;
CREATE INDEX conviction_charge ON bench.conviction (charge);
CREATE TABLE bench.section AS
SELECT charge FROM unnest('{HS 11357,HS 11358,HS 11359,HS 11360}'::prop64.charge[]) AS charge;
VACUUM ANALYZE bench.conviction;
VACUUM ANALYZE bench.section;
SELECT count(*) AS rows, count(DISTINCT charge) AS kinds, count(*) FILTER (WHERE prop64.falls_under(charge, 'HS 11357')) AS under_hs_11357,
       pg_size_pretty(pg_relation_size('bench.conviction')) AS on_disk, pg_size_pretty(pg_relation_size('bench.conviction_charge')) AS of_index
  FROM bench.conviction;

-- the twins
SELECT format('CREATE FUNCTION bench.%s(prop64.charge, prop64.charge) RETURNS boolean LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE AS %L, %L',
              proname, probin, prosrc)
  FROM pg_proc WHERE oid = 'prop64.falls_under'::regproc \gexec
CREATE OPERATOR bench.<@ (LEFTARG = prop64.charge, RIGHTARG = prop64.charge, FUNCTION = bench.falls_under,
                          RESTRICT = contsel, JOIN = contjoinsel);

-- ---- the plans ----

CREATE FUNCTION bench.explained(query text, OUT scan text, OUT index_cond text, OUT filter text, OUT removed bigint,
                                OUT expected bigint, OUT actual bigint, OUT ms double precision)
LANGUAGE plpgsql AS $$
DECLARE
    plan jsonb;
BEGIN
    EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ' || query INTO plan;
    scan := jsonb_path_query_first(plan, '$.** ? (exists (@."Index Cond"))."Node Type"') #>> '{}';
    index_cond := jsonb_path_query_first(plan, '$.**."Index Cond"') #>> '{}';
    filter := jsonb_path_query_first(plan, '$.**."Filter"') #>> '{}';
    removed := (jsonb_path_query_first(plan, '$.**."Rows Removed by Filter"') #>> '{}')::numeric;
    expected := plan #>> '{0,Plan,Plan Rows}';
    actual := (plan #>> '{0,Plan,Actual Rows}')::numeric;
    ms := plan #>> '{0,Execution Time}';
END;
$$;

-- median of 5
CREATE FUNCTION bench.ms(query text) RETURNS double precision
LANGUAGE sql AS $$ SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY (bench.explained(query)).ms) FROM generate_series(1, 5) $$;

\echo 'Charges under HS 11357, by three ways to scan the index'
SET search_path = pg_catalog, prop64, pg_temp;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SELECT * FROM bench.explained($$SELECT * FROM bench.conviction WHERE charge <@ 'HS 11357'$$)
UNION ALL SELECT * FROM bench.explained($$SELECT charge FROM bench.conviction WHERE charge <@ 'HS 11357'$$);
SELECT bench.ms($$SELECT * FROM bench.conviction WHERE charge <@ 'HS 11357'$$) AS index_scan \gset
SELECT bench.ms($$SELECT charge FROM bench.conviction WHERE charge <@ 'HS 11357'$$) AS index_only_scan \gset
SET enable_bitmapscan = on;
SET enable_indexscan = off;
SELECT * FROM bench.explained($$SELECT * FROM bench.conviction WHERE charge <@ 'HS 11357'$$);
SELECT bench.ms($$SELECT * FROM bench.conviction WHERE charge <@ 'HS 11357'$$) AS bitmap_scan \gset
SET enable_bitmapscan = off;
SET enable_seqscan = on;
SELECT bench.ms($$SELECT * FROM bench.conviction WHERE charge <@ 'HS 11357'$$) AS seq_scan \gset
RESET enable_indexscan;
RESET enable_bitmapscan;
SELECT scan, round(ms::numeric, 2) AS ms, round((ms / :seq_scan)::numeric, 4) AS ratio_to_reading_all
  FROM (VALUES ('reading all', :seq_scan), ('index scan', :index_scan), ('index-only scan', :index_only_scan), ('bitmap scan', :bitmap_scan)) AS t (scan, ms);
RESET search_path;

-- ---- planning ----

-- Medians of the planning times of pairs of queries, asked by turns; a session's first plans read catalogs.
CREATE FUNCTION bench.planning(pairs text[], times integer)
RETURNS TABLE (query text, with_support_ms numeric, without_ms numeric, added_ms numeric, ratio numeric)
LANGUAGE plpgsql AS $$
DECLARE
    plan json;
    taken double precision[];
BEGIN
    FOR pair IN 1 .. array_length(pairs, 1) LOOP
        taken := '{}';
        FOR i IN -9 .. 2 * times LOOP
            EXECUTE 'EXPLAIN (FORMAT JSON, SUMMARY) ' || pairs[pair][2 - abs(i) % 2] INTO plan;
            IF i > 0 THEN
                taken := taken || (plan #>> '{0,Planning Time}')::double precision;
            END IF;
        END LOOP;
        query := pairs[pair][2];
        SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t) FILTER (WHERE i % 2 = 0),
               percentile_cont(0.5) WITHIN GROUP (ORDER BY t) FILTER (WHERE i % 2 = 1)
          INTO with_support_ms, without_ms
          FROM unnest(taken) WITH ORDINALITY AS u (t, i);
        added_ms := with_support_ms - without_ms;
        ratio := round(with_support_ms / without_ms, 2);
        RETURN NEXT;
    END LOOP;
END;
$$;

\echo 'Planning, medians of 1000, with and without the support functions and estimators'
SELECT * FROM bench.planning(ARRAY[
    [$$SELECT * FROM bench.conviction WHERE charge OPERATOR(bench.<@) 'HS 11357'$$,
     $$SELECT * FROM bench.conviction WHERE charge OPERATOR(prop64.<@) 'HS 11357'$$],
    [$$SELECT * FROM bench.conviction WHERE bench.falls_under(charge, 'HS 11357')$$,
     $$SELECT * FROM bench.conviction WHERE prop64.falls_under(charge, 'HS 11357')$$],
    [$$SELECT * FROM bench.conviction WHERE charge OPERATOR(bench.<@) 'HS 11357' OR charge OPERATOR(bench.<@) 'HS 11358'$$,
     $$SELECT * FROM bench.conviction WHERE prop64.under_any(charge, '{HS 11357,HS 11358}')$$],
    [$$SELECT * FROM bench.section AS s JOIN bench.conviction AS c ON c.charge OPERATOR(bench.<@) s.charge$$,
     $$SELECT * FROM bench.section AS s JOIN bench.conviction AS c ON c.charge OPERATOR(prop64.<@) s.charge$$]
], 1000);

-- ---- a join ----

\echo 'A join with four sections'
SELECT scan, index_cond, expected, actual, round(ms::numeric, 2) AS ms
  FROM bench.explained('SELECT c.charge FROM bench.section AS s JOIN bench.conviction AS c ON c.charge OPERATOR(prop64.<@) s.charge');
