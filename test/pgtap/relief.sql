-- left_by_relief_agg: what certain relief leaves, over a person's rows, against left_by_relief of lists of counts.
BEGIN;
SET LOCAL search_path = tap;
SET LOCAL jit = off;

-- 400 people of 1 to 45 rows, which have counts with every answer; some rows are of no count, some counts of no row.
CREATE TEMP TABLE answer AS
SELECT t::prop64.eligibility AS e, n
  FROM unnest(ARRAY['out of scope, sentence unknown, rule 0, policy 0000',
                    'undetermined, at least reduce to misdemeanor, by undetermined, sentence unknown, rule 0, facts 0 25, policy 7fff',
                    'undetermined, at least dismiss, by undetermined, sentence unknown, rule 0, facts 0 25, policy 7fff',
                    'undetermined, sentence unknown, rule 0, facts 3, policy 7fff',
                    'refer, sentence unknown, rule 1, policy 0001', 'review, sentence serving, rule 2, policy 0001',
                    'ineligible, at least ineligible, sentence complete, rule 3, policy 0001',
                    'no change, at least no change, sentence complete, rule 4, policy 0001',
                    'reduce to misdemeanor, at least reduce to misdemeanor, by discretion, sentence complete, rule 5, policy 0001',
                    'reduce to infraction, at least reduce to infraction, by law, sentence complete, rule 254, policy 0001',
                    'dismiss, at least dismiss, by law, sentence complete, rule 255, policy 0001']) WITH ORDINALITY AS t (t, n);
CREATE TEMP TABLE row_of AS
SELECT p, i, (SELECT e FROM pg_temp.answer WHERE n = 1 + d[8] % 12) AS e,
       (ARRAY['a', 'b', 'key ' || i, 'key ' || i, 'none ' || i, ' ', NULL, repeat('long', 100)])[1 + d[6] % 8] AS count_key,
       prop64.event((ARRAY['conviction', 'conviction', 'conviction', 'arrest', 'adjudication'])[1 + d[1] % 5], 'HS 11358', (ARRAY['F', 'M', 'I', NULL])[1 + d[2] % 4],
                    on_bounds => CASE d[3] % 3 WHEN 0 THEN NULL WHEN 1 THEN daterange(date '2010-01-01' + d[4], date '2010-01-01' + d[4] + d[5]) ELSE prop64.day(date '2005-01-01' + d[4]) END,
                    count_key => (ARRAY['a', 'b', 'c', 'key ' || i, 'key ' || i, NULL])[1 + d[6] % 6],
                    disposition => (ARRAY['VACATED', 'DISMISSED 1203.4', 'REDUCED TO MISDEMEANOR', 'SET ASIDE'])[1 + d[7] % 24]) AS event
  FROM generate_series(1, 400) AS p, generate_series(1, 1 + p % 45) AS i,
       LATERAL (SELECT array_agg((hashint8extended(p * 1000 + i, k) & 4095)::integer + 1 ORDER BY k) AS d FROM generate_series(1, 8) AS k) AS r;
CREATE TEMP TABLE of_person AS
SELECT r.p, r.i, r.e, r.count_key, CASE WHEN r.p % 40 > 0 THEN h.history END AS history
  FROM pg_temp.row_of AS r JOIN (SELECT p, prop64.history_agg(event) AS history FROM pg_temp.row_of GROUP BY p) AS h USING (p);
-- what the lists of counts say; array_agg gathers keys that are NULL too
CREATE TEMP VIEW by_lists AS
SELECT p, coalesce(prop64.left_by_relief(history, coalesce(dismissed, '{}'), coalesce(reduced, '{}'), '2013-07-01', '2020-07-01'),
                   '{NULL,NULL,NULL,NULL,NULL,NULL}') || in_scope || relieved AS n
  FROM (SELECT p, history, array_agg(count_key) FILTER (WHERE prop64.at_least(e) = 'dismiss') AS dismissed,
               array_agg(count_key) FILTER (WHERE prop64.is_relief(e) AND prop64.at_least(e) <> 'dismiss') AS reduced,
               (count(*) FILTER (WHERE prop64.outcome(e) <> 'out of scope'))::integer AS in_scope, (count(*) FILTER (WHERE prop64.is_relief(e)))::integer AS relieved
          FROM pg_temp.of_person GROUP BY p, history) AS l;

SELECT plan(16);

SELECT set_eq($$SELECT p, prop64.left_by_relief_agg(history, count_key, e, '2013-07-01', '2020-07-01') FROM pg_temp.of_person GROUP BY p$$,
              'SELECT p, n FROM pg_temp.by_lists', 'of 400 people the same as of lists of their counts');
SELECT cmp_ok((SELECT count(DISTINCT n) FROM pg_temp.by_lists), '>', 250::bigint, '... which differ');
SELECT set_eq($$SELECT p, prop64.left_by_relief_agg(history, count_key, e, '2013-07-01', '2020-07-01' ORDER BY random()) FROM pg_temp.of_person GROUP BY p$$,
              'SELECT p, n FROM pg_temp.by_lists', 'in any order');
SELECT set_eq($$SELECT DISTINCT p, prop64.left_by_relief_agg(history, count_key, e, '2013-07-01', '2020-07-01') OVER (PARTITION BY p) FROM pg_temp.of_person$$,
              'SELECT p, n FROM pg_temp.by_lists', 'over a window');
SELECT set_eq($$SELECT p, n FROM (SELECT p, prop64.left_by_relief_agg(history, count_key, e, '2013-07-01', '2020-07-01') OVER (PARTITION BY p ORDER BY i) AS n,
                                         row_number() OVER (PARTITION BY p ORDER BY i DESC) AS last FROM pg_temp.of_person) AS o WHERE last = 1$$,
              'SELECT p, n FROM pg_temp.by_lists', 'over one that grows, for the state is left as it was');

CREATE TEMP TABLE one AS SELECT prop64.event('conviction', 'HS 11358', 'F', '2015-05-01', count_key => 'k') AS h, e AS dismiss FROM pg_temp.answer WHERE n = 11;
SELECT is(prop64.left_by_relief_agg(h, 'k', dismiss, '2010-01-01', '2020-01-01'), '{1,1,1,0,0,0,1,1}', 'dismissed, the only conviction leaves nothing') FROM pg_temp.one;
SELECT is(prop64.left_by_relief_agg(h, 'k', NULL, '2010-01-01', '2020-01-01'), '{1,1,1,1,1,1,0,0}', 'a row without an eligibility is granted nothing') FROM pg_temp.one;
SELECT is(prop64.left_by_relief_agg(h, k, dismiss, '2010-01-01', '2020-01-01'), '{1,1,1,1,1,1,3,3}', 'a key that is blank, not given, or of no count names none')
  FROM pg_temp.one, unnest(ARRAY[' ', NULL, repeat('k', 300)]) AS k;
SELECT is(prop64.left_by_relief_agg(NULL, 'k', dismiss, '2010-01-01', '2020-01-01'), '{NULL,NULL,NULL,NULL,NULL,NULL,1,1}', 'of a record that is not known') FROM pg_temp.one;
SELECT is(prop64.left_by_relief_agg(CASE WHEN i > 1 THEN h END, 'k', dismiss, '2010-01-01', '2020-01-01' ORDER BY i), '{1,1,1,0,0,0,3,3}', 'the first record that a row has is the record')
  FROM pg_temp.one, generate_series(1, 3) AS i;
SELECT is(prop64.left_by_relief_agg(h, 'k', dismiss, NULL, NULL), '{1,1,0,0,0,0,1,1}', 'without days none is of them') FROM pg_temp.one;
SELECT is(prop64.left_by_relief_agg(h, 'k', dismiss, '-infinity', 'infinity'), '{1,1,1,0,0,0,1,1}', 'all are of all days') FROM pg_temp.one;
SELECT is(prop64.left_by_relief_agg(h, 'k', dismiss, '2010-01-01', '2020-01-01') FILTER (WHERE false), NULL, 'of no rows: NULL') FROM pg_temp.one;

-- ---- in workers ----

CREATE SCHEMA pgtap_relief;
CREATE TABLE pgtap_relief.of_person AS SELECT * FROM pg_temp.of_person ORDER BY i;
ANALYZE pgtap_relief.of_person;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
\ir common/plan_of.sql
SELECT isnt_empty('SELECT * FROM pg_temp.plan_of($$SELECT p, prop64.left_by_relief_agg(history, count_key, e, ''2013-07-01'', ''2020-07-01'') FROM pgtap_relief.of_person GROUP BY p$$) AS l WHERE l ~ ''Partial''',
                  'it is asked of workers');
SELECT set_eq($$SELECT p, prop64.left_by_relief_agg(history, count_key, e, '2013-07-01', '2020-07-01') FROM pgtap_relief.of_person GROUP BY p$$,
              'SELECT p, n FROM pg_temp.by_lists', 'and their answers are one');
SELECT is(prop64.left_by_relief_agg(history, count_key, e, '2013-07-01', '2020-07-01') FILTER (WHERE i > 100), NULL, 'workers that find nothing') FROM pgtap_relief.of_person;

SELECT * FROM finish();
ROLLBACK;
