-- Who sees what of the reports: each of the roles of doc/warehouse.md logs in and tries to see more.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(55);

CREATE ROLE prop64_t_owner;
CREATE ROLE prop64_t_analyst;
CREATE ROLE prop64_t_dashboard;
CREATE ROLE prop64_t_clerk;
CREATE ROLE prop64_t_other;
CREATE SCHEMA src AUTHORIZATION prop64_t_owner;
CREATE SCHEMA rep AUTHORIZATION prop64_t_owner;
CREATE SCHEMA tools;
GRANT USAGE ON SCHEMA tools TO PUBLIC;

-- The statement as the role: its first column of all rows, or the error.
CREATE FUNCTION tools.as_role(who text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
  lines text := '';
BEGIN
  PERFORM set_config('role', who, true);
  IF statement ~ '^(SELECT|TABLE|WITH|EXPLAIN)' THEN
    FOR answer IN EXECUTE statement LOOP
      lines := lines || E'\n' || coalesce(answer, 'NULL');
    END LOOP;
    answer := btrim(lines, E'\n');
  ELSE
    EXECUTE statement;
    answer := 'done';
  END IF;
  PERFORM set_config('role', 'none', true);
  RETURN answer;
EXCEPTION WHEN OTHERS THEN
  RETURN SQLSTATE || CASE WHEN SQLSTATE = '42501' THEN '' ELSE ': ' || SQLERRM END;
END $$;
-- What a curious reader would put into WHERE: it tells what it is shown, and raises at a secret.
CREATE TABLE tools.heard (what text);
GRANT INSERT ON tools.heard TO PUBLIC;
CREATE FUNCTION tools.listen(what text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS $$ BEGIN INSERT INTO tools.heard VALUES (what); RETURN true; END $$;
CREATE FUNCTION tools.burst(what text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS $$ BEGIN IF what LIKE '%SECRET%' THEN RAISE 'it is %', what; END IF; RETURN true; END $$;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA tools TO PUBLIC;

SET LOCAL ROLE prop64_t_owner;
CREATE TABLE src.conviction (conviction_id integer PRIMARY KEY, person_id text, charge text, severity text, convicted_on date, county text, case_number text, status text,
  changed_at timestamptz DEFAULT now());
INSERT INTO src.conviction VALUES
  (1, 'P1', 'HS 11358', 'felony', '2012-05-01', 'YOLO', 'Y1', NULL), (2, 'P1', 'PC 187(a)', 'felony', '2000-05-01', 'SOLANO', 'SECRET1', NULL),
  (3, 'P2', 'HS 11359', NULL, '2012-05-01', 'YOLO', 'Y2', NULL), (4, 'SECRET', 'HS 11359', NULL, '2012-05-01', 'SOLANO', 'SECRET2', 'challenged'),
  (5, 'SECRET', 'HS 11358', 'felony', '2013-05-01', 'SOLANO', 'SECRET3', NULL), (6, 'P3', 'HS 11359', NULL, '2013-05-01', 'YOLO', 'Y3', NULL);
INSERT INTO src.conviction SELECT 1000 + n, 'SECRET', 'HS 11358', 'felony', '2013-05-01', 'SOLANO', 'SECRET' || n, NULL FROM generate_series(1, 400) AS n;
INSERT INTO src.conviction SELECT 2000 + n, 'Q' || n, 'HS 11358', 'felony', '2013-05-01', 'SOLANO', 'S' || n, NULL FROM generate_series(1, 400) AS n;
ALTER TABLE src.conviction ENABLE ROW LEVEL SECURITY;
CREATE POLICY yolo ON src.conviction TO prop64_t_clerk, prop64_t_analyst USING (county = 'YOLO');
GRANT USAGE ON SCHEMA src TO prop64_t_clerk, prop64_t_analyst;
GRANT SELECT ON src.conviction TO prop64_t_analyst;
GRANT SELECT (conviction_id, county) ON src.conviction TO prop64_t_clerk;
RESET ROLE;

SELECT is(tools.as_role('prop64_t_owner', $$CALL prop64.create_reports('rep', 'src.conviction', prop64.shipped_policy('los_angeles_2019'), '2020-07-01')$$), 'done', 'no superuser is needed to make reports');
SELECT is(tools.as_role('prop64_t_owner', $$CALL prop64.refresh_reports('rep')$$), 'done', '... nor to refresh them');
SELECT is(tools.as_role('prop64_t_owner', $$CALL prop64.grant_reports('rep', 'analyst', 'prop64_t_analyst')$$), 'done', '... nor to grant them');
SELECT is(tools.as_role('prop64_t_owner', $$CALL prop64.grant_reports('rep', 'dashboard', 'prop64_t_dashboard')$$), 'done', '... to a dashboard');
SELECT is(tools.as_role('prop64_t_owner', $$CALL prop64.grant_reports('rep', 'clerk', 'prop64_t_clerk')$$), 'done', '... to a clerk');
SELECT throws_ok($$CALL prop64.grant_reports('rep', 'boss', 'prop64_t_other')$$, '22023', NULL, 'there are three kinds of readers');
SELECT is(tools.as_role('prop64_t_owner', 'SELECT count(*) FROM rep.determination'), '806', 'the owner sees every row');

-- everybody else
SELECT is_empty($$SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'rep'::regnamespace AND c.relkind IN ('r', 'v') AND has_any_column_privilege('prop64_t_other', c.oid, 'SELECT')$$, 'who was granted nothing sees nothing');
SELECT is(tools.as_role('prop64_t_other', $$CALL prop64.refresh_reports('rep')$$), '42501', '... and refreshes nothing');
SELECT is(tools.as_role(who, $$CALL prop64.refresh_reports('rep')$$), '42501', who || ' does not refresh') FROM unnest(ARRAY['prop64_t_analyst', 'prop64_t_clerk', 'prop64_t_dashboard']) AS who;

-- the dashboard
SELECT is_empty($$SELECT v FROM unnest(ARRAY['outcomes', 'reasons', 'relief', 'people_gain', 'missing_facts', 'equity', 'progress', 'data_quality', 'changes', 'second_policy', 'last_run']) AS v
  WHERE tools.as_role('prop64_t_dashboard', 'SELECT count(*) FROM rep.' || v) !~ '^\d+$'$$, 'a dashboard reads every view of numbers');
SELECT is_empty($$SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relnamespace = 'rep'::regnamespace AND c.relkind IN ('r', 'v')
  AND has_column_privilege('prop64_t_dashboard', c.oid, a.attnum, 'SELECT') AND a.attname ~ '(conviction_id|person_id|case_number|convicted_on|record|asked_of|evidence)'$$, 'no column that it may read names a person or a case');
SELECT is(tools.as_role('prop64_t_dashboard', 'SELECT 1 FROM rep.' || t), '42501', 'a dashboard does not read ' || t)
  FROM unnest(ARRAY['determination', 'change', 'seen', 'run', 'setting', 'summary_person', 'review_queue', 'person_page', 'notice_list', 'second_policy_cases', 'changed_cases']) AS t;
SELECT is(tools.as_role('prop64_t_dashboard', 'SELECT sum(convictions) FROM rep.relief'), '806', 'its numbers are of all rows');

-- the clerk
SELECT is(tools.as_role('prop64_t_clerk', 'SELECT conviction_id FROM rep.determination ORDER BY 1'), E'1\n3\n6', 'a clerk sees the convictions that the source shows');
SELECT is(tools.as_role('prop64_t_clerk', 'SELECT conviction_id FROM rep.review_queue ORDER BY 1'), E'3\n6', '... also in the queue');
SELECT is(tools.as_role('prop64_t_clerk', 'SELECT DISTINCT cases FROM rep.review_queue'), '2', '... whose counts are of what is seen');
SELECT is(tools.as_role('prop64_t_clerk', $$SELECT conviction_id FROM rep.person_page WHERE person_id IN ('P1', 'SECRET')$$), '1', '... and on a person''s page, of which the murder elsewhere is not');
SELECT is(tools.as_role('prop64_t_clerk', 'SELECT ' || c || ' FROM rep.determination'), '42501', 'a clerk does not read ' || c || ', which tells of the rest of the record')
  FROM unnest(ARRAY['record', 'asked_of', 'person_convictions', 'felonies_left']) AS c;
SELECT is(tools.as_role('prop64_t_clerk', 'SELECT 1 FROM rep.' || t), '42501', 'a clerk does not read ' || t) FROM unnest(ARRAY['notice_list', 'change', 'seen', 'relief', 'summary_outcome']) AS t;

-- the analyst
SELECT is(tools.as_role('prop64_t_analyst', 'SELECT count(*) FROM rep.determination'), '3', 'an analyst sees the rows that the source shows');
SELECT is(tools.as_role('prop64_t_analyst', 'SELECT case_number FROM rep.notice_list'), 'Y1', '... and of the notice list those');
SELECT is(tools.as_role('prop64_t_analyst', 'SELECT 1 FROM rep.seen'), '42501', 'the list of who was seen is its owner''s');

-- functions in WHERE
SELECT is(tools.as_role('prop64_t_clerk', $$SELECT count(*) FROM rep.determination WHERE tools.burst(case_number) AND tools.burst(person_id)$$), '3', 'a function in WHERE is not shown a hidden row');
SELECT is(tools.as_role('prop64_t_clerk', $$SELECT count(*) FROM rep.review_queue WHERE tools.listen(person_id)$$), '2', '... through a view neither');
SELECT is(tools.as_role('prop64_t_analyst', $$SELECT count(*) FROM rep.notice_list WHERE tools.listen(case_number) AND tools.listen(found::text)$$), '1', '... nor through a view that joins');
SELECT is_empty($$SELECT what FROM tools.heard WHERE what LIKE '%SECRET%' OR what LIKE 'S%'$$, 'nothing was heard');
SELECT is(tools.as_role('prop64_t_clerk', $$SELECT count(*) FROM rep.determination WHERE 1 / (length(person_id) - 6) < 9$$), '3', 'no error tells of a hidden row: a division by zero at SECRET would');
SELECT is(tools.as_role('prop64_t_clerk', $$SELECT count(*) FROM rep.determination WHERE (CASE WHEN person_id = 'SECRET' THEN 'x' ELSE '1' END)::integer = 1$$), '3', '... nor a cast');

-- plans and statistics
SET LOCAL ROLE prop64_t_owner;
ANALYZE rep.determination;
RESET ROLE;
SELECT is(tools.as_role('prop64_t_clerk', $$SELECT count(*) FROM pg_stats WHERE schemaname = 'rep' AND tablename = 'determination'$$), '0', 'pg_stats shows a clerk nothing of determination');
SELECT is(tools.as_role('prop64_t_analyst', $$SELECT count(*) FROM pg_stats WHERE schemaname = 'rep' AND tablename = 'determination'$$), '0', '... nor an analyst');
SELECT is(tools.as_role('prop64_t_clerk', 'SELECT count(*) FROM pg_statistic'), '42501', '... and pg_statistic is closed');
SELECT is(substring(tools.as_role('prop64_t_clerk', $$EXPLAIN SELECT 1 FROM rep.determination WHERE person_id = 'SECRET'$$) FROM 'rows=\d+'),
          substring(tools.as_role('prop64_t_clerk', $$EXPLAIN SELECT 1 FROM rep.determination WHERE person_id = 'NOBODY'$$) FROM 'rows=\d+'), 'a plan estimates for a hidden person what it does for nobody');
SELECT is(substring(tools.as_role('prop64_t_clerk', $$EXPLAIN SELECT 1 FROM rep.determination WHERE case_number = 'SECRET1'$$) FROM 'rows=\d+'),
          substring(tools.as_role('prop64_t_clerk', $$EXPLAIN SELECT 1 FROM rep.determination WHERE case_number = 'NOBODY'$$) FROM 'rows=\d+'), '... and for a hidden case');

-- who does not see all rows does not refresh
SET LOCAL ROLE prop64_t_owner;
ALTER TABLE src.conviction FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON src.conviction TO prop64_t_owner USING (county = 'YOLO');
RESET ROLE;
SELECT is(tools.as_role('prop64_t_owner', $$CALL prop64.refresh_reports('rep', everybody => true)$$), '42501', 'a refresh that would see a part of the rows is refused, for records would come out cleaner than they are');
SELECT is(tools.as_role('prop64_t_owner', $$SELECT DISTINCT reason FROM rep.determination WHERE conviction_id = 1$$), 'PC 667(e)(2)(c)(iv)', '... and the old answers stay');

SELECT * FROM finish();
ROLLBACK;
