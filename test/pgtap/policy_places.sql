-- A policy is a value: it keeps its meaning wherever it stands, and a query that meets many of them,
-- short and long, answers each row by that row's policy.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(38);

CREATE SCHEMA policy_places;
-- The n-th policy; all of one kind are equally long, and differ in the middle only.  Its label names it.
CREATE FUNCTION policy_places.make(n integer, kind text DEFAULT 'short') RETURNS prop64.policy LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT format('policy ''p''; scope HS 11357, HS 11358; dismiss ''d'' as ''%1$s'' when age now >= %2$s; otherwise review ''r'' as ''%1$s''%3$s;', lpad(n::text, 4, '0'), 10 + n % 90,
    CASE kind WHEN 'short' THEN '' WHEN 'compressed' THEN ' note ''' || repeat('long ', 2000) || ''''
      -- digits of md5 do not compress below what a row holds
      ELSE ' note ''' || (SELECT string_agg(md5(i::text), '') FROM generate_series(1, 400) AS i) || '''' END)::prop64.policy
$$;
-- What the n-th policy answers of a person of 50, and which it is
CREATE FUNCTION policy_places.expected(n integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN 10 + n % 90 <= 50 THEN 'dismiss ' ELSE 'review ' END || lpad(n::text, 4, '0')
$$;
CREATE FUNCTION policy_places.answer(p prop64.policy, e prop64.eligibility) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT prop64.outcome(e) || ' ' || prop64.label(e, p)
$$;
CREATE FUNCTION policy_places.plan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; result text = '';
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (COSTS OFF, VERBOSE) ' || query LOOP result = result || line || E'\n'; END LOOP;
  RETURN result;
END
$$;

CREATE TABLE policy_places.kept (n integer, kind text, p prop64.policy);
ALTER TABLE policy_places.kept ALTER p SET STORAGE EXTENDED;
INSERT INTO policy_places.kept SELECT n, kind, policy_places.make(n, kind) FROM unnest(ARRAY['short', 'compressed', 'toasted']) AS kind, generate_series(1, 40) AS n ORDER BY md5(n || kind);

-- tables
SELECT ok(pg_column_size(p) < 1000 AND length(p::text) > 10000, 'a policy that repeats itself is compressed in its row') FROM policy_places.kept WHERE kind = 'compressed' AND n = 1;
SELECT cmp_ok((SELECT pg_relation_size(reltoastrelid) FROM pg_class WHERE oid = 'policy_places.kept'::regclass), '>', 100000::bigint, 'a policy that does not is stored out of line');
SELECT is_empty($$SELECT n, kind FROM policy_places.kept WHERE policy_places.answer(p, prop64.classify(p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01')) IS DISTINCT FROM policy_places.expected(n)$$,
  'more policies than are remembered, of one length: each row has its own answer');
SELECT is_empty($$SELECT a.n, b.n FROM policy_places.kept AS a, policy_places.kept AS b WHERE b.n <= 3
    AND policy_places.answer(a.p, prop64.classify(a.p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01')) || policy_places.answer(b.p, prop64.classify(b.p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01'))
        IS DISTINCT FROM policy_places.expected(a.n) || policy_places.expected(b.n) LIMIT 5$$, 'two calls in one row do not mix up their policies');
SELECT is_empty($$SELECT n, kind FROM policy_places.kept WHERE prop64.classify_each(ARRAY[p, NULL, policy_places.make(7), p], 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01')::text[]
    IS DISTINCT FROM ARRAY[prop64.classify(p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01'), NULL,
      prop64.classify(policy_places.make(7), 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01'), prop64.classify(p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01')]::text[]$$,
  'in an array, long or short, with NULL elements');
SELECT is_empty($$SELECT n FROM policy_places.kept, LATERAL prop64.trace(p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01') AS t
    WHERE t.holds AND t.outcome || to_char(n, ' FM0000') <> policy_places.expected(n)$$, 'trace follows the policy from row to row');
SELECT is_empty($$SELECT n FROM policy_places.kept WHERE prop64.eligible_from(p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01') <> greatest(date '2020-07-01', (date '1970-07-01' + make_interval(years => 10 + n % 90))::date)$$,
  'eligible_from follows the policy from row to row');

-- constants, parameters, defaults, conditions, generated columns
SELECT is(policy_places.answer(p, prop64.classify('policy ''p''; scope HS 11357, HS 11358; dismiss ''d'' as ''0001'' when age now >= 11; otherwise review ''r'' as ''0001'';', 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01')),
  policy_places.expected(1), 'a constant is the same policy as one that is computed') FROM policy_places.make(1) AS p;
CREATE TABLE policy_places.applied (
  id integer GENERATED ALWAYS AS IDENTITY,
  p prop64.policy DEFAULT 'policy ''p''; scope HS 11357, HS 11358; dismiss ''d'' as ''0001'' when age now >= 11; otherwise review ''r'' as ''0001'';',
  born date,
  CONSTRAINT named CHECK (prop64.name(p) = 'p' AND 'born' = ANY (prop64.facts(p))),
  answer text GENERATED ALWAYS AS (policy_places.answer(p, prop64.classify(p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => born))) STORED);
INSERT INTO policy_places.applied (born) VALUES ('1970-07-01');
SELECT is(answer, policy_places.expected(1), 'a default of a column; a column generated from it') FROM policy_places.applied;
INSERT INTO policy_places.applied (p, born) SELECT p, '1970-07-01' FROM policy_places.kept ORDER BY n, kind;
SELECT is_empty($$SELECT a.answer FROM policy_places.applied AS a JOIN policy_places.kept AS k ON k.p OPERATOR(prop64.=) a.p WHERE a.answer <> policy_places.expected(k.n)$$, 'a generated column follows the policy of each row of one INSERT');
UPDATE policy_places.applied AS a SET p = policy_places.make(1 + k.n % 40, k.kind) FROM policy_places.kept AS k WHERE k.p OPERATOR(prop64.=) a.p;
SELECT is_empty($$SELECT a.answer FROM policy_places.applied AS a JOIN policy_places.kept AS k ON k.p OPERATOR(prop64.=) a.p WHERE a.answer <> policy_places.expected(k.n)$$, '... and of each row of one UPDATE');
SELECT throws_ok($$INSERT INTO policy_places.applied (p) VALUES ('policy ''other''; otherwise review ''r'';')$$, '23514', NULL, 'a CHECK on what a policy says of itself');

PREPARE ask (prop64.policy, date) AS SELECT policy_places.answer($1, prop64.classify($1, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => $2));
CREATE FUNCTION policy_places.prepared(mode text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE k record; found text;
BEGIN
  PERFORM set_config('plan_cache_mode', mode, true);
  FOR k IN SELECT * FROM policy_places.kept ORDER BY md5(n || kind || 'x') LOOP
    EXECUTE format('EXECUTE ask (%L, %L)', k.p, date '1970-07-01') INTO found;
    IF found IS DISTINCT FROM policy_places.expected(k.n) THEN RETURN NEXT found; END IF;
  END LOOP;
  PERFORM set_config('plan_cache_mode', 'auto', true);
END
$$;
SELECT is_empty($$SELECT policy_places.prepared('force_generic_plan')$$, 'a parameter of a statement that is planned once');
SELECT is_empty($$SELECT policy_places.prepared('force_custom_plan')$$, 'a parameter of a statement that is planned for it');
DEALLOCATE ask;

-- views, materialized views, partitions, indexes
CREATE VIEW policy_places.seen AS SELECT n, kind, policy_places.answer(p, prop64.classify(p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01')) AS answer,
  prop64.outcome(prop64.classify('policy ''of the view''; otherwise refer ''it''''s'';', 'HS 11358', NULL, NULL)) AS fixed FROM policy_places.kept;
SELECT is_empty($$SELECT n FROM policy_places.seen WHERE answer <> policy_places.expected(n) OR fixed <> 'refer'$$, 'a view over policies, and with one of its own');
SELECT matches(pg_get_viewdef('policy_places.seen'::regclass), E'otherwise refer \'\'it\'\'\'\'s\'\';\n\'::prop64.policy', 'a view is written down with its policy as text');
CREATE MATERIALIZED VIEW policy_places.stored AS SELECT kind || n AS id, p, answer FROM policy_places.kept JOIN policy_places.seen USING (n, kind);
CREATE UNIQUE INDEX ON policy_places.stored (id);
UPDATE policy_places.kept SET p = policy_places.make(41, kind), n = 41 WHERE n = 40;
REFRESH MATERIALIZED VIEW CONCURRENTLY policy_places.stored;
SELECT is_empty($$SELECT n, kind FROM policy_places.kept FULL JOIN policy_places.stored AS s ON id = kind || n WHERE s.answer IS DISTINCT FROM policy_places.expected(n) OR (s.p OPERATOR(prop64.=) kept.p) IS NOT TRUE$$, 'a materialized view, refreshed concurrently, which compares policies');
CREATE TABLE policy_places.parts (p prop64.policy, n integer) PARTITION BY LIST (p);
CREATE TABLE policy_places.part_first PARTITION OF policy_places.parts FOR VALUES IN ('policy ''p''; scope HS 11357, HS 11358; dismiss ''d'' as ''0001'' when age now >= 11; otherwise review ''r'' as ''0001'';');
CREATE TABLE policy_places.part_rest PARTITION OF policy_places.parts DEFAULT PARTITION BY HASH (p);
CREATE TABLE policy_places.part_0 PARTITION OF policy_places.part_rest FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE policy_places.part_1 PARTITION OF policy_places.part_rest FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO policy_places.parts SELECT p, n FROM policy_places.kept;
SELECT is(ARRAY[(SELECT count(*) FROM policy_places.part_first), (SELECT count(*) FROM policy_places.part_0) + (SELECT count(*) FROM policy_places.part_1)], ARRAY[1, 119]::bigint[], 'a policy as partition key, by list and by hash');
UPDATE policy_places.parts SET p = policy_places.make(2) WHERE p OPERATOR(prop64.=) policy_places.make(1);
SELECT is((SELECT count(*) FROM policy_places.part_first), 0::bigint, 'a row whose policy changes moves to its partition');
SELECT is_empty($$SELECT n FROM policy_places.parts WHERE policy_places.answer(p, prop64.classify(p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01')) <> policy_places.expected(CASE WHEN p OPERATOR(prop64.=) policy_places.make(2) THEN 2 ELSE n END)$$,
  'a query over partitions answers each row by its policy');
CREATE UNIQUE INDEX ON policy_places.kept USING btree ((md5(p::text)));
CREATE TABLE policy_places.catalogue (p prop64.policy PRIMARY KEY, times integer DEFAULT 1);
INSERT INTO policy_places.catalogue AS c SELECT p FROM policy_places.kept WHERE kind = 'short';
INSERT INTO policy_places.catalogue AS c SELECT p FROM policy_places.kept WHERE kind = 'short' ON CONFLICT (p) DO UPDATE SET times = c.times + 1;
SELECT is((SELECT array_agg(DISTINCT times) FROM policy_places.catalogue), '{2}', 'a policy is a key: the same text comes into conflict with itself');
SELECT throws_ok($$INSERT INTO policy_places.catalogue VALUES ('POLICY ''p''; -- the first' || E'\n' || 'scope HS 11357, HS 11358; dismiss ''d'' as ''0001'' when (age now >= 11); otherwise review ''r'' as ''0001'';')$$, '42804', NULL, 'a text that is no constant must be cast');
SELECT throws_ok($$INSERT INTO policy_places.catalogue VALUES (('POLICY ''p''; -- the first' || E'\n' || 'scope HS 11357, HS 11358; dismiss ''d'' as ''0001'' when (age now >= 11); otherwise review ''r'' as ''0001'';')::prop64.policy)$$, '23505', NULL, 'another spelling of a policy is the same key');
SELECT throws_ok($$INSERT INTO policy_places.catalogue VALUES (policy_places.make(1, 'toasted'))$$, '54000', NULL, 'a policy that is too large for an index says so');

-- variables of PL/pgSQL: one place in the program, a policy that changes
CREATE FUNCTION policy_places.one_place() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE v prop64.policy; k record; all_of prop64.policy[]; e prop64.eligibility;
BEGIN
  FOR k IN SELECT * FROM policy_places.kept ORDER BY md5(n || kind || 'y') LOOP
    v := k.p;
    e := prop64.classify(v, 'HS 11358', 'F', '2000-01-01', NULL, '2020-07-01', '1970-07-01');
    IF policy_places.answer(v, e) IS DISTINCT FROM policy_places.expected(k.n) THEN RETURN NEXT k.kind || ' variable ' || k.n; END IF;
    e := prop64.classify(k.p, 'HS 11358', 'F', '2000-01-01', NULL, '2020-07-01', '1970-07-01');
    IF policy_places.answer(v, e) IS DISTINCT FROM policy_places.expected(k.n) THEN RETURN NEXT k.kind || ' field ' || k.n; END IF;
    all_of := all_of || v;
    e := (prop64.classify_each(all_of, 'HS 11358', 'F', '2000-01-01', NULL, '2020-07-01', '1970-07-01'))[cardinality(all_of)];
    IF policy_places.answer(v, e) IS DISTINCT FROM policy_places.expected(k.n) THEN RETURN NEXT k.kind || ' element ' || k.n; END IF;
  END LOOP;
END
$$;
SELECT is_empty($$SELECT policy_places.one_place()$$, 'a variable, a field of a record and an array that grows, one call for all of them');

-- a row that is updated between two calls: the new policy lies where the old one lay, or has its length
CREATE TABLE policy_places.current (id integer PRIMARY KEY, p prop64.policy);
CREATE FUNCTION policy_places.updated(form text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE v prop64.policy; e prop64.eligibility;
BEGIN
  DELETE FROM policy_places.current;
  INSERT INTO policy_places.current VALUES (1, policy_places.make(99, form));
  FOR n IN 1..60 LOOP
    BEGIN
      -- what is rolled back must not be remembered as what comes after
      UPDATE policy_places.current SET p = policy_places.make(100 + n, form);
      SELECT c.p INTO v FROM policy_places.current AS c;
      e := prop64.classify(v, 'HS 11358', 'F', '2000-01-01', NULL, '2020-07-01', '1970-07-01');
      IF policy_places.answer(v, e) IS DISTINCT FROM policy_places.expected(100 + n) THEN RETURN NEXT 'aborted ' || n; END IF;
      IF n % 3 = 0 THEN RAISE division_by_zero; END IF;
      UPDATE policy_places.current SET p = policy_places.make(n, form);
    EXCEPTION WHEN division_by_zero THEN
      UPDATE policy_places.current SET p = policy_places.make(n, form);
    END;
    SELECT c.p INTO v FROM policy_places.current AS c;
    e := prop64.classify(v, 'HS 11358', 'F', '2000-01-01', NULL, '2020-07-01', '1970-07-01');
    IF policy_places.answer(v, e) IS DISTINCT FROM policy_places.expected(n) THEN RETURN NEXT 'updated ' || n; END IF;
  END LOOP;
END
$$;
SELECT is_empty($$SELECT policy_places.updated('short')$$, 'a short policy that is updated, in subtransactions that commit or abort');
SELECT is_empty($$SELECT policy_places.updated('compressed')$$, 'a compressed policy that is updated, in subtransactions that commit or abort');
SELECT is_empty($$SELECT policy_places.updated('toasted')$$, 'a policy out of line that is updated, in subtransactions that commit or abort');

-- records that are updated between two calls: of one length, in one place of the program
CREATE FUNCTION policy_places.record_of(n integer, events integer) RETURNS prop64.history LANGUAGE sql IMMUTABLE AS $$
  SELECT prop64.history_agg(prop64.event(charge => 'PC 459', on_date => CASE WHEN i = events AND n % 2 = 0 THEN date '2015-01-01' ELSE date '1990-01-01' END + n, count_key => md5(i::text || CASE WHEN i > 1 THEN n ELSE 0 END), case_key => md5(n::text || i)))
  FROM generate_series(1, events) AS i
$$;
CREATE TABLE policy_places.person (id integer PRIMARY KEY, h prop64.history);
CREATE FUNCTION policy_places.records_updated(events integer) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE v prop64.history; p prop64.policy = 'policy ''x''; dismiss ''d'' when at least 10 years since last conviction; otherwise ineligible ''n'';'; e prop64.eligibility; f prop64.eligibility[]; expected text;
BEGIN
  DELETE FROM policy_places.person;
  INSERT INTO policy_places.person VALUES (1, policy_places.record_of(0, events));
  FOR n IN 1..40 LOOP
    expected := CASE WHEN n % 2 = 0 THEN 'ineligible' ELSE 'dismiss' END;
    BEGIN
      UPDATE policy_places.person SET h = policy_places.record_of(n + 1, events);
      SELECT q.h INTO v FROM policy_places.person AS q;
      e := prop64.classify(p, 'HS 11358', 'F', '2000-01-01', v, '2020-07-01', count_key => 'k');
      IF prop64.outcome(e) = expected THEN RETURN NEXT 'aborted ' || n; END IF;
      RAISE division_by_zero;
    EXCEPTION WHEN division_by_zero THEN
      UPDATE policy_places.person SET h = policy_places.record_of(n, events);
    END;
    SELECT q.h INTO v FROM policy_places.person AS q;
    e := prop64.classify(p, 'HS 11358', 'F', '2000-01-01', v, '2020-07-01', count_key => 'k');
    f := prop64.classify_each(ARRAY[p, p], 'HS 11358', 'F', '2000-01-01', v, '2020-07-01', count_key => 'k');
    IF prop64.outcome(e) <> expected OR prop64.outcome(f[2]) <> expected THEN RETURN NEXT 'updated ' || n; END IF;
    IF prop64.outcome(prop64.classify(p, 'HS 11358', 'F', '2000-01-01', v, CASE WHEN n % 4 = 0 THEN date '2030-07-01' ELSE '2001-01-01' END, count_key => 'k')) <> (CASE WHEN n % 4 = 0 THEN 'dismiss' ELSE 'ineligible' END) THEN RETURN NEXT 'another day ' || n; END IF;
  END LOOP;
END
$$;
SELECT is_empty(format('SELECT policy_places.records_updated(%s)', events), format('a record of %s events that is updated, in subtransactions that commit or abort', events)) FROM unnest(ARRAY[1, 16, 17, 23, 24, 400]) AS events;

-- damaged policies, one in three, and errors that are caught in between
CREATE CAST (bytea AS prop64.policy) WITHOUT FUNCTION;
CREATE FUNCTION policy_places.with_errors() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE v prop64.policy; e prop64.eligibility; caught integer = 0;
BEGIN
  FOR n IN 1..60 LOOP
    BEGIN
      v := CASE n % 3 WHEN 0 THEN decode(repeat('ff', 40 + n), 'hex')::prop64.policy ELSE policy_places.make(n, (ARRAY['short', 'compressed', 'toasted'])[1 + n % 3]) END;
      e := prop64.classify(v, 'HS 11358', 'F', '2000-01-01', NULL, '2020-07-01', '1970-07-01');
      IF policy_places.answer(v, e) IS DISTINCT FROM policy_places.expected(n) THEN RETURN NEXT 'wrong ' || n; END IF;
    EXCEPTION WHEN data_corrupted OR feature_not_supported THEN caught := caught + 1;
    END;
  END LOOP;
  IF caught <> 20 THEN RETURN NEXT 'caught ' || caught; END IF;
END
$$;
SELECT is_empty($$SELECT policy_places.with_errors()$$, 'a damaged policy is an error that can be caught, and the next one is answered');
DROP CAST (bytea AS prop64.policy);

SELECT (SELECT md5(string_agg(x, ' ' ORDER BY n, kind)) FROM policy_places.kept, LATERAL (SELECT concat(prop64.classify_each(ARRAY[p, policy_places.make(n)], 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01'),
    prop64.eligible_from(p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01'), (SELECT string_agg(t::text, ' ') FROM prop64.trace(p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01') AS t),
    (SELECT string_agg(l::text, ' ') FROM prop64.lint(p) AS l)) AS x) AS l) AS serial \gset

-- parallel workers; PostgreSQL 16 gave the setting another name
SELECT set_config(CASE WHEN current_setting('server_version_num')::integer < 160000 THEN 'force_parallel_mode' ELSE 'debug_parallel_query' END, 'on', true) IS NOT NULL AS forced \gset
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
ALTER TABLE policy_places.kept SET (parallel_workers = 2);
SELECT matches(policy_places.plan('SELECT n, prop64.classify(p, ''HS 11358'', ''F'', ''2000-01-01'') FROM policy_places.kept'), 'Gather[^\n]*\n.*prop64\.classify', 'classify runs in parallel workers');
SELECT is_empty($$SELECT n, kind FROM policy_places.kept WHERE policy_places.answer(p, prop64.classify(p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01')) IS DISTINCT FROM policy_places.expected(n)$$, 'workers answer each row by its policy');
SELECT is((SELECT md5(string_agg(x, ' ' ORDER BY n, kind)) FROM policy_places.kept, LATERAL (SELECT concat(prop64.classify_each(ARRAY[p, policy_places.make(n)], 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01'),
    prop64.eligible_from(p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01'), (SELECT string_agg(t::text, ' ') FROM prop64.trace(p, 'HS 11358', 'F', '2000-01-01', as_of => '2020-07-01', born => '1970-07-01') AS t),
    (SELECT string_agg(l::text, ' ') FROM prop64.lint(p) AS l)) AS x) AS l), :'serial', 'workers tell what one process tells, of classify_each, eligible_from, trace and lint');

SELECT * FROM finish();
ROLLBACK;
