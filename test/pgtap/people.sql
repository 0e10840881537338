-- people_agg and count_people: people counted by what their rows together have, against the plain way.
BEGIN;
SET LOCAL search_path = tap;
SET LOCAL jit = off;

-- 3,000 people in 20,000 rows: most rows of a person together, some apart; ids of every kind.
SELECT setseed(0.64);
CREATE TABLE pg_temp.row_of AS
SELECT CASE n % 50 WHEN 0 THEN '' WHEN 1 THEN 'Ünïcode ' || n % 700 WHEN 2 THEN repeat('long ', 500) || n % 30
                   WHEN 3 THEN NULL WHEN 4 THEN 'X' ELSE 'P' || n END AS person,
       (random() * 5)::int AS kind, (1::bigint << (random() * 62)::int) | (1::bigint << (random() * 5)::int) AS bits
  FROM (SELECT (random() * 3000)::int AS n, i FROM generate_series(1, 5000) AS i) AS p, generate_series(1, 4);

CREATE FUNCTION pg_temp.pairs(counted bigint[]) RETURNS TABLE (bits bigint, people bigint) LANGUAGE sql AS $$
    SELECT counted[i][1], counted[i][2] FROM generate_subscripts(counted, 1) AS i
$$;
CREATE TEMP VIEW plainly AS
    SELECT bits, count(*) AS people FROM (SELECT bit_or(bits) AS bits FROM pg_temp.row_of WHERE person IS NOT NULL GROUP BY person COLLATE "C") AS p GROUP BY bits;

SELECT plan(24);

SELECT is_empty($$ (SELECT kind, unnest(people) FROM (SELECT kind, prop64.people_agg(person) AS people FROM pg_temp.row_of GROUP BY kind) AS k)
                   EXCEPT SELECT kind, person FROM pg_temp.row_of $$, 'people_agg: nobody else');
SELECT is_empty($$ SELECT kind, person FROM pg_temp.row_of WHERE person IS NOT NULL
                   EXCEPT (SELECT kind, unnest(people) FROM (SELECT kind, prop64.people_agg(person) AS people FROM pg_temp.row_of GROUP BY kind) AS k) $$,
                'people_agg: everybody');
SELECT is(prop64.people_agg(p ORDER BY place), '{A,B,A}', 'rows that come together are one, others not')
  FROM (VALUES (1, 'A'), (2, 'A'), (3, NULL), (4, 'A'), (5, 'B'), (6, 'A')) AS v (place, p);
SELECT is(prop64.people_agg(p ORDER BY place), '{"",A,"",AA}', 'the empty text is somebody, and one that begins as another does is another')
  FROM (VALUES (1, ''), (2, ''), (3, 'A'), (4, ''), (5, 'AA')) AS v (place, p);
SELECT is(prop64.people_agg(p), NULL, 'of nobody: NULL') FROM (VALUES (NULL::text), (NULL)) AS v (p);
SELECT is(prop64.people_agg('x') FILTER (WHERE false), NULL, 'of no rows: NULL');
SELECT results_eq('SELECT prop64.people_agg(v) OVER (ORDER BY v) FROM (VALUES (''A''), (''B''), (''C'')) AS t (v)',
                  $$VALUES ('{A}'::text[]), ('{A,B}'), ('{A,B,C}')$$, 'over a window that grows');

SELECT set_eq($$ SELECT (pg_temp.pairs(prop64.count_people(ARRAY[person], bits))).* FROM pg_temp.row_of WHERE person IS NOT NULL $$,
              'SELECT * FROM pg_temp.plainly', 'count_people row by row is bit_or by person, counted');
SELECT set_eq($$ SELECT (pg_temp.pairs(prop64.count_people(people, bits))).*
                   FROM (SELECT bits, prop64.people_agg(person) AS people FROM pg_temp.row_of GROUP BY bits) AS k $$,
              'SELECT * FROM pg_temp.plainly', 'and of lists');
SELECT is((SELECT prop64.count_people(people, bits) FROM (SELECT bits, prop64.people_agg(person ORDER BY random()) AS people FROM pg_temp.row_of GROUP BY bits) AS k),
          (SELECT prop64.count_people(people, bits) FROM (SELECT bits, prop64.people_agg(person) AS people FROM pg_temp.row_of GROUP BY bits) AS k),
          'whatever the order of the rows');
SELECT is(prop64.count_people(people, bits), '{{-9223372036854775808,1},{-1,1},{0,1},{3,2}}', 'by bits, the sign is one of them; elements that are NULL are nobody')
  FROM (VALUES (ARRAY['a', 'b', NULL], 1::bigint), ('{a,b}', 2), ('{c}', 0), ('{d}', -1), ('{e}', 1::bigint << 63), (NULL, 4), ('{a}', NULL), ('{}', 8)) AS v (people, bits);
SELECT is(prop64.count_people(ARRAY[ARRAY['a', 'b'], ARRAY['a', 'c']], 1), '{{1,3}}', 'of lists of lists too');
SELECT is(prop64.count_people('{a}', 1) FILTER (WHERE false), '{}', 'of no rows: none');
SELECT is(prop64.count_people(NULL, 1), '{}', 'of no list: none');
SELECT throws_ok($$ SELECT prop64.count_people('x', 1) $$, '22P02', NULL, 'a list that is no list is an error of the array type');
SELECT is((SELECT prop64.count_people(ARRAY[repeat(v, 100000)], 1) FROM unnest('{a,b,a}'::text[]) AS v), '{{1,2}}', 'ids of any length');
SELECT is((SELECT sum(people) FROM pg_temp.pairs((SELECT prop64.count_people(ARRAY[i::text], i % 3) FROM generate_series(1, 50000) AS i))), 50000::numeric, 'many people');

-- ---- in workers ----

CREATE SCHEMA pgtap_people;
CREATE TABLE pgtap_people.row_of AS SELECT * FROM pg_temp.row_of;
ANALYZE pgtap_people.row_of;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
\ir common/plan_of.sql
SELECT isnt_empty('SELECT * FROM pg_temp.plan_of($$SELECT kind, prop64.people_agg(person) FROM pgtap_people.row_of GROUP BY kind$$) AS l WHERE l ~ ''Partial''',
                  'people_agg is asked of workers');
SELECT set_eq($$ SELECT (pg_temp.pairs(prop64.count_people(people, bits))).*
                   FROM (SELECT bits, prop64.people_agg(person) AS people FROM pgtap_people.row_of GROUP BY bits) AS k $$,
              'SELECT * FROM pg_temp.plainly', 'and their answers are one');
SELECT set_eq($$ SELECT kind, count(DISTINCT p) FROM (SELECT kind, unnest(prop64.people_agg(person)) FROM pgtap_people.row_of GROUP BY kind) AS k (kind, p) GROUP BY kind $$,
              'SELECT kind, count(DISTINCT person) FROM pg_temp.row_of GROUP BY kind', 'of each kind');
SELECT is(prop64.people_agg(person) FILTER (WHERE kind > 100), NULL, 'workers that find nobody') FROM pgtap_people.row_of;
SELECT isnt_empty('SELECT * FROM pg_temp.plan_of($$SELECT prop64.count_people(ARRAY[person], bits) FROM pgtap_people.row_of$$) AS l WHERE l ~ ''Partial''',
                  'count_people is asked of workers');
SELECT set_eq('SELECT * FROM pg_temp.pairs((SELECT prop64.count_people(ARRAY[person], bits) FROM pgtap_people.row_of))',
              'SELECT * FROM pg_temp.plainly', 'and a person whom several find has the bits that all found');
SELECT is(prop64.count_people(ARRAY[person], bits) FILTER (WHERE kind > 100), '{}', 'workers that find nobody to count') FROM pgtap_people.row_of;

SELECT * FROM finish();
ROLLBACK;
