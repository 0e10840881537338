-- The dashboards of doc/dashboards: every query in them runs with what a dashboard's role is
-- granted, finds something in the example, and tells the numbers of the views.
\set grafana `cat ../../doc/dashboards/grafana.json`
\set metabase `cat ../../doc/dashboards/metabase.json`
BEGIN;
SET LOCAL search_path = tap;

CREATE TEMP TABLE query AS
SELECT 'grafana' AS tool, p ->> 'title' AS name, p ->> 'type' AS kind, t ->> 'rawSql' AS sql
  FROM jsonb_array_elements(:'grafana'::jsonb -> 'panels') AS p, jsonb_array_elements(p -> 'targets') AS t
UNION ALL SELECT 'grafana', 'variable ' || (v ->> 'name'), 'variable', v ->> 'query' FROM jsonb_array_elements(:'grafana'::jsonb -> 'templating' -> 'list') AS v WHERE v ->> 'type' = 'query'
UNION ALL SELECT 'metabase', c ->> 'name', c ->> 'display', c ->> 'query' FROM jsonb_array_elements(:'metabase'::jsonb -> 'cards') AS c;
SELECT count(*) AS queries FROM pg_temp.query \gset

SELECT plan(20 + 2 * :queries);

SELECT cmp_ok((SELECT count(*) FROM pg_temp.query WHERE tool = t), '>=', 15::bigint, t || ' has the queries of a dashboard') FROM unnest('{grafana,metabase}'::text[]) AS t;
SELECT is((SELECT count(*) FROM jsonb_path_query(:'grafana'::jsonb, 'strict $.**.rawSql')), (SELECT count(*) FROM pg_temp.query WHERE tool = 'grafana' AND kind <> 'variable'), 'no query of Grafana''s is overlooked');
SELECT is_empty($$SELECT name FROM pg_temp.query WHERE sql ~ '\.(determination|change|review_queue|person_page|notice_list|changed_cases|second_policy_cases|run|setting|seen)\M'$$, 'none asks for rows of people');
SELECT is((SELECT count(DISTINCT p ->> 'id') FROM jsonb_array_elements(:'grafana'::jsonb -> 'panels') AS p), jsonb_array_length(:'grafana'::jsonb -> 'panels')::bigint, 'panels have their own numbers');
SELECT is_empty($$SELECT tool, name FROM pg_temp.query GROUP BY 1, 2 HAVING count(*) > 1$$, 'and names');
SELECT is_empty(format($$SELECT a.p, b.p FROM (SELECT row_number() OVER () AS n, p -> 'gridPos' AS p FROM jsonb_array_elements(%1$L::jsonb -> 'panels') AS p) AS a, (SELECT row_number() OVER () AS n, p -> 'gridPos' AS p FROM jsonb_array_elements(%1$L::jsonb -> 'panels') AS p) AS b
  WHERE a.n < b.n AND box(point((a.p ->> 'x')::numeric, (a.p ->> 'y')::numeric), point((a.p ->> 'x')::numeric + (a.p ->> 'w')::numeric - 0.5, (a.p ->> 'y')::numeric + (a.p ->> 'h')::numeric - 0.5))
    OPERATOR(pg_catalog.&&) box(point((b.p ->> 'x')::numeric, (b.p ->> 'y')::numeric), point((b.p ->> 'x')::numeric + (b.p ->> 'w')::numeric - 0.5, (b.p ->> 'y')::numeric + (b.p ->> 'h')::numeric - 0.5))$$, :'grafana'), 'no panel lies on another');
SELECT is(jsonb_path_query_array(:'grafana'::jsonb, 'strict $.**.uid ? (@ != "prop64-relief" && @ != "${datasource}")'), '[]', 'no panel is bound to somebody''s own database');
SELECT is_empty($$SELECT name FROM (SELECT name, m[1] AS variable FROM pg_temp.query, regexp_matches(sql, '\$\{?(\w+)', 'g') AS m WHERE tool = 'grafana') AS v WHERE variable <> ALL ('{schema,county}')$$, 'Grafana is asked for no variable that the dashboard does not have');
SELECT is_empty($$SELECT name FROM pg_temp.query WHERE tool = 'metabase' AND sql ~ '\$|\{\{'$$, 'Metabase for none at all');

-- ---- the example: two counties, of which one has a name with an apostrophe ----
CREATE SCHEMA src;
CREATE TABLE src.conviction AS
SELECT i AS conviction_id, i / 2 AS person_id, (ARRAY['HS 11357(b)', 'HS 11358', 'HS 11359', 'HS 11360(a)', 'PC 459', 'nonsense'])[1 + i % 6] AS charge, (ARRAY['felony', 'misdemeanor', NULL])[1 + i % 3] AS severity,
       date '1970-06-01' + 300 * i AS convicted_on, date '1950-01-01' + 500 * (i / 2) AS born_on, (ARRAY['YOLO', 'O''BRIEN', NULL])[1 + i % 3] AS county, (ARRAY['BLACK', 'WHITE'])[1 + i / 2 % 2] AS race, 'F' AS sex,
       (ARRAY['order entered', 'challenged', NULL])[1 + i % 3] AS status, timestamptz '2020-01-01 00:00+00' AS changed_at FROM generate_series(1, 60) AS i;
INSERT INTO src.conviction (person_id, charge) VALUES (1, 'HS 11358');
CALL prop64.create_reports('reports', 'src.conviction', prop64.shipped_policy('los_angeles_2019'), '2020-07-01', second_policy => prop64.shipped_policy('dismiss_all'));
CALL prop64.refresh_reports('reports');
UPDATE src.conviction SET severity = 'felony', changed_at = '2020-02-01 00:00+00' WHERE conviction_id % 5 = 0;
CALL prop64.refresh_reports('reports');
CREATE ROLE dashboards_reader;
CALL prop64.grant_reports('reports', 'dashboard', 'dashboards_reader');
GRANT USAGE ON SCHEMA tap TO dashboards_reader;
GRANT SELECT ON pg_temp.query TO dashboards_reader;

-- what the tool sends, with all counties chosen; Grafana writes them as literals of SQL
CREATE FUNCTION pg_temp.sent(sql text, counties text[] DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN replace(replace(sql, '${schema}', 'reports'), '${county:sqlstring}', coalesce((SELECT string_agg(quote_literal(c), ',') FROM unnest(counties) AS c), '''YOLO'',''O''''BRIEN'',''not known'''));
END $$;
CREATE FUNCTION pg_temp.rows_of(sql text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM (%s) AS q', sql) INTO n;
    RETURN n;
END $$;
-- the sum of a column, by its place
CREATE FUNCTION pg_temp.sum_of(tool text, name text, place integer, counties text[] DEFAULT NULL) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE n numeric;
BEGIN
    EXECUTE format('SELECT sum((v.value #>> ''{}'')::numeric) FROM (%s) AS q, LATERAL (SELECT value FROM json_each(to_json(q)) WITH ORDINALITY AS e (key, value, place) WHERE e.place = %s) AS v',
                   pg_temp.sent((SELECT q.sql FROM pg_temp.query AS q WHERE q.tool = sum_of.tool AND q.name = sum_of.name), counties), place) INTO n;
    RETURN n;
END $$;

SET LOCAL ROLE dashboards_reader;
SELECT lives_ok(pg_temp.sent(sql), format('%s, %s: runs', tool, name)) FROM pg_temp.query ORDER BY tool, name;
SELECT cmp_ok(pg_temp.rows_of(pg_temp.sent(sql)), '>', 0::bigint, format('%s, %s: finds something', tool, name)) FROM pg_temp.query ORDER BY tool, name;

SELECT is(pg_temp.sum_of(t, 'People helped', 1), (SELECT sum(people) FROM reports.people_gain WHERE gain = 'some relief'), t || ' tells how many people are helped') FROM unnest('{grafana,metabase}'::text[]) AS t;
SELECT is(pg_temp.sum_of(t, 'Convictions with relief', 1) + pg_temp.sum_of(t, 'Lacking a fact', 1) + pg_temp.sum_of(t, 'Waiting for a person', 1), (SELECT sum(relief_certain + all_open + for_a_person) FROM reports.relief), t || ', and what is still open') FROM unnest('{grafana,metabase}'::text[]) AS t;
SELECT is(pg_temp.sum_of(t, 'What happens to the convictions', 2), (SELECT sum(in_scope) FROM reports.relief), t || ': outcomes add up to what is in scope') FROM unnest('{grafana,metabase}'::text[]) AS t;
SELECT is((SELECT sum(pg_temp.sum_of(t, 'Year by year since 1975', c)) FROM generate_series(2, 6) AS c), (SELECT sum(convictions) FROM reports.outcomes WHERE outcome <> 'out of scope' AND year >= 1975), t || ': so do the sections of all years') FROM unnest('{grafana,metabase}'::text[]) AS t;
SELECT is(pg_temp.sum_of('grafana', 'Convictions with relief', 1, ARRAY['O''BRIEN']), (SELECT relief_certain::numeric FROM reports.relief WHERE county = 'O''BRIEN'), 'one county can be chosen');
SELECT is(pg_temp.sum_of('grafana', 'Convictions with relief', 1, ARRAY['not known']), (SELECT relief_certain::numeric FROM reports.relief WHERE county IS NULL), 'so can what has none');

SELECT * FROM finish();
ROLLBACK;
