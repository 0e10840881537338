-- How many rows the planner expects under a charge, and that no query upsets it.
BEGIN;
SET LOCAL search_path = tap;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT plan(41);

CREATE FUNCTION pg_temp.plan_of(query text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
    RETURN plan -> 0 -> 'Plan';
END;
$$;

CREATE FUNCTION pg_temp.rows_of(query text) RETURNS double precision
LANGUAGE sql AS $$ SELECT (pg_temp.plan_of(query) ->> 'Plan Rows')::double precision $$;

CREATE FUNCTION pg_temp.index_condition_of(query text) RETURNS text
LANGUAGE sql AS $$ SELECT jsonb_path_query_first(pg_temp.plan_of(query), '$.**."Index Cond"') #>> '{}' $$;

-- How far apart two numbers are, as the factor between them.
CREATE FUNCTION pg_temp.factor(a double precision, b double precision) RETURNS double precision
LANGUAGE sql AS $$ SELECT greatest(a, b) / least(a, b) $$;

-- 200,000 convictions of some 2,500 kinds.  A few kinds are very common, most are rare.
CREATE SCHEMA prop64_plan;
CREATE TABLE prop64_plan.kind AS
SELECT n, (code || ' ' || section || path)::prop64.charge AS charge
  FROM (SELECT n, (hashint8extended(n, 1) & 1023)::integer AS a, (hashint8extended(n, 2) & 1023)::integer AS b,
               (hashint8extended(n, 3) & 1023)::integer AS c, (hashint8extended(n, 4) & 7)::integer AS d
          FROM generate_series(0, 2999) AS n) AS h,
       LATERAL (SELECT CASE WHEN a < 430 THEN 'PC' WHEN a < 700 THEN 'VC' WHEN a < 900 THEN 'HS' WHEN a < 960 THEN 'BP' ELSE 'WI' END) AS w (code),
       LATERAL (SELECT CASE code WHEN 'PC' THEN 100 + b / 2 WHEN 'VC' THEN 12500 + b / 4 * 10 WHEN 'HS' THEN 11350 + b / 64 ELSE 600 + b / 8 END) AS s (section),
       LATERAL (SELECT CASE WHEN c < 200 THEN '' WHEN c < 600 THEN '(' || chr(97 + c % 6) || ')'
                            WHEN c < 950 THEN '(' || chr(97 + c % 6) || ')(' || d + 1 || ')' ELSE '.' || d + 1 END) AS p (path);
CREATE TABLE prop64_plan.conviction AS
WITH k AS MATERIALIZED (SELECT array_agg(charge ORDER BY n) AS kinds FROM prop64_plan.kind)
SELECT i AS id, CASE WHEN i % 100 <> 0 THEN kinds[1 + floor(3000 * power((hashint8extended(i, 7) & 1048575) / 1048576.0::double precision, 4))::integer] END AS charge
  FROM generate_series(1, 200000) AS i, k;
CREATE INDEX ON prop64_plan.conviction (charge);
ANALYZE prop64_plan.conviction;

CREATE TABLE prop64_plan.estimate AS
SELECT x AS ancestor, (SELECT count(*) FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.<@) x) AS actual,
       pg_temp.rows_of(format('SELECT FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.<@) %L', x)) AS estimated
  FROM (SELECT DISTINCT unnest(ARRAY[charge::text, prop64.code(charge) || ' ' || prop64.section(charge),
                                     prop64.code(charge) || ' ' || prop64.section(charge) || coalesce('(' || (prop64.subdivisions(charge))[1] || ')', '')]::prop64.charge[])
          FROM prop64_plan.kind) AS a (x);

-- ---- falls under ----

SELECT cmp_ok((SELECT count(*) FROM prop64_plan.estimate WHERE actual >= 2000), '>=', 15::bigint,
              'the sample has sections and subdivisions that hold one conviction in a hundred or more');
SELECT is_empty($$ SELECT *, pg_temp.factor(actual, estimated) FROM prop64_plan.estimate
                    WHERE actual >= 2000 AND pg_temp.factor(actual, estimated) > 2 $$,
                'the planner knows the number of their rows within a factor of 2');
SELECT is_empty('SELECT * FROM prop64_plan.estimate WHERE NOT estimated > 0', 'it expects some row under every charge');
SELECT is_empty($$ SELECT * FROM prop64_plan.estimate AS e JOIN prop64_plan.estimate AS above ON e.ancestor OPERATOR(prop64.<@) above.ancestor
                    WHERE e.estimated > above.estimated $$,
                'it expects no more rows under a subdivision than under its section');
SELECT cmp_ok((SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY pg_temp.factor(actual, estimated)) FROM prop64_plan.estimate WHERE actual > 0), '<', 5::double precision,
              'for half of all charges, rare ones too, it is off by less than a factor of 5');
SELECT is_empty($$ SELECT c, n FROM unnest('{AA 1,HS 1,HS 11357.555,PC 664/HS 11358,US 18 1708,ZZ 2000000}'::prop64.charge[]) AS c,
                          pg_temp.rows_of(format('SELECT FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.<@) %L', c)) AS n
                    WHERE n NOT BETWEEN 1 AND 1000 $$,
                'under a charge that no row has it expects few rows, and some');
SELECT is(pg_temp.rows_of(format('SELECT FROM prop64_plan.conviction WHERE %s', call)),
          pg_temp.rows_of($$SELECT FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.<@) 'HS 11357'$$),
          'the estimate is the same for ' || call)
  FROM unnest(ARRAY[$$'HS 11357' OPERATOR(prop64.@>) charge$$, $$prop64.falls_under(charge, 'HS 11357')$$, $$prop64.charge_covers('HS 11357', charge)$$]) AS call;
SELECT cmp_ok(pg_temp.rows_of($$SELECT FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.@>) 'HS 11357(b)(2)'$$), '<=',
              2 * pg_temp.rows_of($$SELECT FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.<@) 'HS 11357'$$),
              'of the charges above one it expects no more than are in the section');

-- ---- equality ----

SELECT is_empty($$ SELECT charge, n, estimated FROM (SELECT charge, count(*) AS n FROM prop64_plan.conviction WHERE charge IS NOT NULL GROUP BY charge) AS c,
                          pg_temp.rows_of(format('SELECT FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.=) %L', charge)) AS estimated
                    WHERE n >= 2000 AND pg_temp.factor(n, estimated) > 2 $$,
                'the number of equal charges is known within a factor of 2');
SELECT cmp_ok(pg_temp.factor(pg_temp.rows_of($$SELECT FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.<>) 'HS 11357(b)'$$),
                             (SELECT count(*) FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.<>) 'HS 11357(b)')), '<', 1.1::double precision,
              'and that of unequal ones within a tenth');

-- ---- parameters, joins, arrays ----

SET LOCAL plan_cache_mode = force_generic_plan;
PREPARE under_parameter (prop64.charge) AS SELECT FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.<@) $1;
SELECT cmp_ok(pg_temp.factor(pg_temp.rows_of($$EXECUTE under_parameter ('HS 11357')$$), 990), '<', 1.05::double precision,
              'under a charge that is not known yet it expects one row in 200 of those that have a charge');
PREPARE above_parameter (prop64.charge) AS SELECT FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.@>) $1;
SELECT cmp_ok(pg_temp.rows_of($$EXECUTE above_parameter ('HS 11357')$$), '<', 900::double precision, 'above a charge that is not known yet it expects fewer');
PREPARE under_any_parameter (prop64.charge[]) AS SELECT FROM prop64_plan.conviction WHERE prop64.under_any(charge, $1);
SELECT cmp_ok(pg_temp.factor(pg_temp.rows_of($$EXECUTE under_any_parameter ('{HS 11357}')$$), 9900), '<', 1.05::double precision,
              'under any of an array that is not known yet it expects ten times as many');
RESET plan_cache_mode;
SELECT is(pg_temp.rows_of($$EXECUTE under_parameter ('HS 11357')$$),
          pg_temp.rows_of($$SELECT FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.<@) 'HS 11357'$$),
          'a parameter that is known when the plan is made is as good as a constant');

CREATE TABLE prop64_plan.section AS SELECT ancestor AS charge FROM prop64_plan.estimate WHERE actual >= 2000;
ANALYZE prop64_plan.section;
SELECT cmp_ok(pg_temp.factor(pg_temp.rows_of(format('SELECT FROM prop64_plan.conviction AS c JOIN prop64_plan.section AS s ON %s', call)),
                             (SELECT count(*) FROM prop64_plan.conviction AS c JOIN prop64_plan.section AS s ON c.charge OPERATOR(prop64.<@) s.charge)),
              '<', 2::double precision, 'a join by ' || call || ' is known within a factor of 2')
  FROM unnest(ARRAY['c.charge OPERATOR(prop64.<@) s.charge', 's.charge OPERATOR(prop64.@>) c.charge', 'prop64.falls_under(c.charge, s.charge)']) AS call;
SELECT cmp_ok(pg_temp.factor(pg_temp.rows_of('SELECT FROM prop64_plan.conviction AS c WHERE EXISTS (SELECT FROM prop64_plan.section AS s WHERE c.charge OPERATOR(prop64.<@) s.charge)'),
                             (SELECT count(*) FROM prop64_plan.conviction AS c WHERE EXISTS (SELECT FROM prop64_plan.section AS s WHERE c.charge OPERATOR(prop64.<@) s.charge))),
              '<', 2.5::double precision, 'so is the number of convictions that some section of a table covers, nearly');

SELECT cmp_ok(pg_temp.factor(pg_temp.rows_of($$SELECT FROM prop64_plan.conviction WHERE prop64.under_any(charge, '{HS 11357,HS 11358,HS 11359,HS 11360}')$$),
                             (SELECT count(*) FROM prop64_plan.conviction WHERE prop64.under_any(charge, '{HS 11357,HS 11358,HS 11359,HS 11360}'))),
              '<', 2::double precision, 'under any of four sections: within a factor of 2');
CREATE TEMP TABLE many AS SELECT array_agg(DISTINCT charge) AS charges FROM prop64_plan.kind WHERE charge OPERATOR(prop64.<@) ANY ('{HS 11351,HS 11357,HS 11358,HS 11359,HS 11360}'::prop64.charge[]);
SELECT cmp_ok((SELECT cardinality(charges) FROM pg_temp.many), '>', 32, 'an array of more charges than become ranges');
SELECT cmp_ok(pg_temp.factor((SELECT pg_temp.rows_of(format('SELECT FROM prop64_plan.conviction WHERE prop64.under_any(charge, %L)', charges)) FROM pg_temp.many),
                             (SELECT count(*) FROM prop64_plan.conviction, pg_temp.many WHERE prop64.under_any(charge, charges))),
              '<', 2::double precision, 'is known within a factor of 2, though charges of it cover one another');
SELECT matches((SELECT pg_temp.plan_of(format('SELECT FROM prop64_plan.conviction WHERE prop64.under_any(charge, %L)', charges)) ->> 'Filter' FROM pg_temp.many),
               '^prop64\.under_any', 'and stays one call in a filter');

-- ---- an index on the text ----

CREATE TABLE prop64_plan.written AS SELECT id, charge::text AS charge_text FROM prop64_plan.conviction;
CREATE INDEX ON prop64_plan.written (prop64.to_charge(charge_text));
ANALYZE prop64_plan.written;
SELECT is_empty($$ SELECT *, estimated_text FROM prop64_plan.estimate,
                          pg_temp.rows_of(format('SELECT FROM prop64_plan.written WHERE prop64.to_charge(charge_text) OPERATOR(prop64.<@) %L', ancestor)) AS estimated_text
                    WHERE actual >= 2000 AND pg_temp.factor(actual, estimated_text) > 2 $$,
                'an index on to_charge of a text knows the same, within a factor of 2');

-- ---- row security, views ----

CREATE ROLE prop64_plan_clerk;
GRANT USAGE ON SCHEMA prop64_plan TO prop64_plan_clerk;
GRANT SELECT ON prop64_plan.conviction TO prop64_plan_clerk;
ALTER TABLE prop64_plan.conviction ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON prop64_plan.conviction TO prop64_plan_clerk USING (id > 0);
CREATE TEMP TABLE seen AS
SELECT pg_temp.rows_of($$SELECT FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.<@) 'HS 11357'$$) AS by_all, 0::double precision AS by_clerk, NULL::text AS condition;
GRANT ALL ON pg_temp.seen TO prop64_plan_clerk;
SET LOCAL ROLE prop64_plan_clerk;
UPDATE pg_temp.seen SET by_clerk = pg_temp.rows_of($$SELECT FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.<@) 'HS 11357'$$),
                        condition = pg_temp.index_condition_of($$SELECT FROM prop64_plan.conviction WHERE charge OPERATOR(prop64.<@) 'HS 11357'$$);
RESET ROLE;
SELECT cmp_ok((SELECT pg_temp.factor(by_all, by_clerk) FROM pg_temp.seen), '<', 1.1::double precision, 'row security does not blind the estimate');
SELECT matches((SELECT condition FROM pg_temp.seen), '>=.*<=', 'nor does it lose the index');
CREATE VIEW prop64_plan.barrier WITH (security_barrier) AS SELECT * FROM prop64_plan.conviction WHERE id > 0;
SELECT matches(pg_temp.index_condition_of($$SELECT FROM prop64_plan.barrier WHERE prop64.falls_under(charge, 'HS 11357')$$), '>=.*<=',
               'nor does a view that is a security barrier');

-- ---- what else a query may hold ----

CREATE TABLE prop64_plan.unknown (charge prop64.charge);
INSERT INTO prop64_plan.unknown SELECT charge FROM prop64_plan.conviction LIMIT 5000;
SELECT cmp_ok(pg_temp.rows_of($$SELECT FROM prop64_plan.unknown WHERE charge OPERATOR(prop64.<@) 'HS 11357'$$), '>=', 1::double precision,
              'a table that was never analyzed gets an estimate');

CREATE DOMAIN prop64_plan.offense AS prop64.charge;
CREATE TABLE prop64_plan.domained (charge prop64_plan.offense);
INSERT INTO prop64_plan.domained SELECT charge FROM prop64_plan.conviction WHERE id <= 20000;
CREATE INDEX ON prop64_plan.domained (charge);
ANALYZE prop64_plan.domained;
SELECT matches(pg_temp.index_condition_of($$SELECT FROM prop64_plan.domained WHERE charge OPERATOR(prop64.<@) 'HS 11357'$$), '>=.*<=', 'a column of a domain has its range');
SELECT cmp_ok(pg_temp.factor(pg_temp.rows_of($$SELECT FROM prop64_plan.domained WHERE charge OPERATOR(prop64.<@) 'HS 11357'$$),
                             (SELECT count(*) FROM prop64_plan.domained WHERE charge OPERATOR(prop64.<@) 'HS 11357')), '<', 2::double precision, 'and its estimate');

-- Someone's operator class that sorts the other way round: its third neighbour means something else.
CREATE FUNCTION prop64_plan.backwards(prop64.charge, prop64.charge) RETURNS integer LANGUAGE sql IMMUTABLE STRICT RETURN prop64.charge_cmp($2, $1);
CREATE OPERATOR CLASS prop64_plan.backwards FOR TYPE prop64.charge USING btree AS
    OPERATOR 1 prop64.>, OPERATOR 2 prop64.>=, OPERATOR 3 prop64.=, OPERATOR 4 prop64.<=, OPERATOR 5 prop64.<,
    FUNCTION 1 prop64_plan.backwards(prop64.charge, prop64.charge);
CREATE TABLE prop64_plan.turned AS SELECT id, charge FROM prop64_plan.conviction WHERE id <= 20000;
CREATE INDEX ON prop64_plan.turned (charge prop64_plan.backwards);
CREATE INDEX ON prop64_plan.turned USING hash (charge);
ANALYZE prop64_plan.turned;
SELECT is(pg_temp.index_condition_of($$SELECT FROM prop64_plan.turned WHERE charge OPERATOR(prop64.<@) 'HS 11357'$$), NULL,
          'an index in another order, or by hash, gets no range');
CREATE INDEX ON prop64_plan.turned (charge DESC NULLS LAST);
SELECT matches(pg_temp.index_condition_of($$SELECT FROM prop64_plan.turned WHERE charge OPERATOR(prop64.<@) 'HS 11357'$$), '>=.*<=', 'an index in descending order does');

CREATE INDEX cannabis ON prop64_plan.turned (id) WHERE prop64.under_any(charge, '{HS 11357,HS 11358}');
SELECT is(pg_temp.plan_of($$SELECT id FROM prop64_plan.turned WHERE prop64.under_any(charge, '{HS 11357,HS 11358}') ORDER BY id LIMIT 1$$) #>> '{Plans,0,Index Name}', 'cannabis',
          'an index of the rows under any of some charges serves the query that asks for them');

SELECT is_empty(format('SELECT FROM prop64_plan.turned AS t LEFT JOIN prop64_plan.section AS s ON true WHERE t.id < 0 AND %s', condition), 'plans: ' || condition)
  FROM unnest(ARRAY[
      't.charge OPERATOR(prop64.<@) NULL AND prop64.falls_under(NULL, t.charge) AND prop64.under_any(t.charge, NULL)',
      't.charge OPERATOR(prop64.<@) t.charge AND t.charge OPERATOR(prop64.@>) t.charge',
      't.charge OPERATOR(prop64.<@) (SELECT x.charge FROM prop64_plan.section AS x WHERE x.charge OPERATOR(prop64.<@) s.charge LIMIT 1)',
      't.charge OPERATOR(prop64.<@) (ARRAY[s.charge, t.charge])[1] AND prop64.under_any(t.charge, ARRAY[s.charge, t.charge])',
      't.charge OPERATOR(prop64.<@) ANY (ARRAY[s.charge]) AND t.charge OPERATOR(prop64.<@) ALL (''{HS 11357,NULL}'')',
      't.charge OPERATOR(prop64.<@) CASE WHEN random() < 2 THEN ''HS 11357''::prop64.charge END AND NOT prop64.falls_under(s.charge, t.charge)',
      'prop64.under_any(s.charge, ARRAY[t.charge]) AND prop64.under_any(''HS 11357'', ARRAY[t.charge]) AND prop64.under_any(t.charge, ''{{HS 11357,PC 664},{NULL,HS 11357}}'')'
  ]) AS condition;

SELECT * FROM finish();
ROLLBACK;
