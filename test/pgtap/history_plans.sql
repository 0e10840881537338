-- A record is the same bytes however the rows are gathered: serially, in parallel,
-- spilled to disk, over a window, in two steps, by partition; and PostgreSQL does
-- gather them in these ways.  test/fdw/run shows the same of foreign servers.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(38);

CREATE SCHEMA history_plans;
-- Rows in an order that has nothing to do with persons; every kind of event.
CREATE TABLE history_plans.row AS
    SELECT i AS id, i % 3000 AS person, i % 3 AS county, (ARRAY['conviction', 'conviction', 'conviction', 'arrest', 'registration'])[1 + i % 5] AS kind,
           (ARRAY['HS 11357(b)', 'HS 11358', 'PC 459', NULL])[1 + i % 4]::prop64.charge AS charge, (ARRAY['F', 'M', NULL])[1 + i % 3] AS severity,
           CASE WHEN i % 6 > 0 THEN date '1990-01-01' + i % 9000 END AS on_date, 'count ' || i % 7 AS count_key,
           CASE WHEN i % 8 = 0 THEN 'VACATED' END AS disposition
      FROM (SELECT i FROM generate_series(1, 24000) AS i ORDER BY hashint8(i)) AS shuffled;
ANALYZE history_plans.row;
-- The same rows in another order, in partitions by person, and in partitions by year.
CREATE TABLE history_plans.by_person (LIKE history_plans.row) PARTITION BY HASH (person);
CREATE TABLE history_plans.by_person_0 PARTITION OF history_plans.by_person FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE history_plans.by_person_1 PARTITION OF history_plans.by_person FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE history_plans.by_person_2 PARTITION OF history_plans.by_person FOR VALUES WITH (MODULUS 3, REMAINDER 2);
INSERT INTO history_plans.by_person SELECT * FROM history_plans.row ORDER BY hashint8extended(id, 1);
CREATE TABLE history_plans.by_year (LIKE history_plans.row) PARTITION BY RANGE (on_date);
CREATE TABLE history_plans.by_year_1 PARTITION OF history_plans.by_year FOR VALUES FROM (MINVALUE) TO ('2000-01-01');
CREATE TABLE history_plans.by_year_2 PARTITION OF history_plans.by_year FOR VALUES FROM ('2000-01-01') TO (MAXVALUE);
CREATE TABLE history_plans.by_year_3 PARTITION OF history_plans.by_year DEFAULT;
INSERT INTO history_plans.by_year SELECT * FROM history_plans.row ORDER BY hashint8extended(id, 2);
ANALYZE history_plans.by_person, history_plans.by_year;

-- Queries of three forms over a table, a record for each person or each county.
CREATE TEMP TABLE form (name text, call text);
INSERT INTO pg_temp.form VALUES
    ('event', 'prop64.history_agg(prop64.event(kind, charge, severity, on_date, count_key => count_key, disposition => disposition))'),
    ('wide', 'prop64.history_agg(kind, charge, severity, on_date, NULL, NULL, NULL, NULL, NULL, NULL, count_key, disposition)'),
    ('short', 'prop64.history_agg(charge, severity, on_date)');
CREATE FUNCTION pg_temp.query(form_name text, relation text, key text DEFAULT 'person') RETURNS text LANGUAGE sql AS $$
    SELECT format('SELECT %1$s AS key, %2$s AS h FROM history_plans.%3$s GROUP BY %1$s', key, call, relation)
      FROM pg_temp.form WHERE name = form_name
$$;

-- All bytes of all records.
CREATE FUNCTION pg_temp.bytes_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('SELECT count(*) || '' '' || md5(string_agg(key || encode(prop64.history_send(h), ''hex''), '','' ORDER BY key)) FROM (%s) AS q',
                   query) INTO answer;
    RETURN answer;
END $$;
CREATE FUNCTION pg_temp.plan_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    line text;
    answer text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ' || query LOOP
        answer := answer || line || E'\n';
    END LOOP;
    RETURN answer;
END $$;

SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL enable_hashagg = off;
CREATE TEMP TABLE serial AS
    SELECT name, pg_temp.bytes_of(pg_temp.query(name, 'row')) AS bytes, pg_temp.bytes_of(pg_temp.query(name, 'row', 'county')) AS county_bytes
      FROM pg_temp.form;
SELECT doesnt_match(pg_temp.plan_of(pg_temp.query(name, 'row')), 'Gather|Hash|Partial', format('serially, sorted by person: %s', name))
  FROM pg_temp.form ORDER BY name;
SELECT is((SELECT bytes FROM pg_temp.serial WHERE name = 'event'), (SELECT bytes FROM pg_temp.serial WHERE name = 'wide'),
          'the wide form makes the same records as event');
SELECT matches((SELECT bytes FROM pg_temp.serial WHERE name = 'event'), '^3000 ', 'one record a person');

-- hashed, in memory and on disk
SET LOCAL enable_hashagg = on;
SET LOCAL enable_sort = off;
SET LOCAL work_mem = '64kB';
SET LOCAL hash_mem_multiplier = 1;
SELECT matches(pg_temp.plan_of(pg_temp.query(name, 'row')), 'HashAggregate.*Disk Usage: ', format('hashed, and spilled to disk: %s', name))
  FROM pg_temp.form ORDER BY name;
SELECT is(pg_temp.bytes_of(pg_temp.query(name, 'row')), bytes, format('%s: spilled, the same bytes', name)) FROM pg_temp.serial ORDER BY name;
RESET work_mem;
RESET hash_mem_multiplier;

-- in parallel: two workers, partial states that travel to the leader
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
ALTER TABLE history_plans.row SET (parallel_workers = 2);
-- few records, so that the planner gathers states rather than rows
SELECT matches(pg_temp.plan_of(pg_temp.query(name, 'row', 'county')), 'Finalize.*Gather.*Workers Launched.*Partial',
               format('in parallel, in partial states: %s', name)) FROM pg_temp.form ORDER BY name;
SELECT is(pg_temp.bytes_of(pg_temp.query(name, 'row', 'county')), county_bytes, format('%s: in parallel, the same bytes', name))
  FROM pg_temp.serial ORDER BY name;
SET LOCAL max_parallel_workers_per_gather = 0;

-- by partition: whole records where the partitions are by person, partial ones elsewhere
SET LOCAL enable_partitionwise_aggregate = on;
SELECT matches(pg_temp.plan_of(pg_temp.query(name, 'by_person')), '^Append.*HashAggregate.*HashAggregate.*HashAggregate',
               format('partitions by person are aggregated each for itself: %s', name)) FROM pg_temp.form ORDER BY name;
SELECT is(pg_temp.bytes_of(pg_temp.query(name, 'by_person')), bytes, format('%s: by partition of persons, the same bytes', name))
  FROM pg_temp.serial ORDER BY name;
SELECT matches(pg_temp.plan_of(pg_temp.query(name, 'by_year', 'county')), 'Finalize.*Append.*Partial.*Partial.*Partial',
               format('partitions by year give partial records: %s', name)) FROM pg_temp.form ORDER BY name;
SELECT is(pg_temp.bytes_of(pg_temp.query(name, 'by_year', 'county')), county_bytes, format('%s: by partition of years, the same bytes', name))
  FROM pg_temp.serial ORDER BY name;

-- in two steps, and over a window
SELECT is(pg_temp.bytes_of(format('SELECT person AS key, prop64.history_agg(h) AS h FROM (SELECT person, %s AS h FROM history_plans.row GROUP BY person, id %% 5) AS part GROUP BY person', call)),
          bytes, format('%s: in two steps, the same bytes', name)) FROM pg_temp.form JOIN pg_temp.serial USING (name) ORDER BY name;
SELECT is(pg_temp.bytes_of(format('SELECT DISTINCT ON (key) * FROM (SELECT person AS key, %s OVER (PARTITION BY person) AS h FROM history_plans.row) AS w ORDER BY key', call)),
          bytes, format('%s: over a window, the same bytes', name)) FROM pg_temp.form JOIN pg_temp.serial USING (name) ORDER BY name;
SELECT is(pg_temp.bytes_of(format('SELECT person AS key, prop64.history_agg(h) AS h FROM (SELECT person, %1$s FILTER (WHERE id %% 2 = 0) AS h FROM history_plans.row GROUP BY person UNION ALL SELECT person, %1$s FILTER (WHERE id %% 2 <> 0) FROM history_plans.row GROUP BY person) AS part GROUP BY person', call)),
          bytes, format('%s: one part of the rows and the other, the same bytes', name)) FROM pg_temp.form JOIN pg_temp.serial USING (name) ORDER BY name;

SELECT * FROM finish();
ROLLBACK;
