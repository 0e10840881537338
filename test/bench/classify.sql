-- Deciding convictions: classify against the same decisions in SQL and PL/pgSQL, and how
-- its cost grows.
--
--   rows   how many convictions are decided, about (200000)
--   turns  how often each query is asked (7)
--
-- The decisions are those of los_angeles_2019.  They are made four ways, and must be the
-- same for every row before anything is timed:
--
--   classify   from a conviction's columns and a stored prop64.history of 1 to 8 events
--   CASE       over columns that hold what the history would answer
--   PL/pgSQL   that CASE as a function, in one expression; and rule by rule, as IF
--   windows    one statement that finds those answers in the table of all convictions, with
--              window functions and a lookup table of the charges
--
-- Rows stand in no order of persons, so nearly every row brings another person's record.
-- The data has no holes: every date, level, charge and key is known, every count stands,
-- and no charge is open on a legal list before the list decides; SQL's NULL would not say
-- what classify says of the unknown.  Times are medians, by turns, in one run, EXPLAIN
-- ANALYZE's own; net is without the time of count(*) over the same rows.
\if :{?rows} \else \set rows 200000 \endif
\if :{?turns} \else \set turns 7 \endif
\set QUIET on
SET client_min_messages = warning;
SET max_parallel_workers_per_gather = 0;
SET jit = off;
SET work_mem = '256MB';
SET search_path = public, prop64; -- for the operators
CREATE SCHEMA bench;

-- ---- the data ----

CREATE FUNCTION bench.draw(i bigint, seed bigint, n integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS 'SELECT ((hashint8extended(i, seed) & 1099511627775) % n)::integer';
CREATE TABLE bench.person AS
SELECT i AS person, date '1935-01-01' + bench.draw(i, 1, 23900) AS born,
       1 + least(bench.draw(i, 2, 8), bench.draw(i, 3, 8)) AS convictions,
       CASE WHEN bench.draw(i, 4, 50) = 0 THEN date '1995-01-01' + bench.draw(i, 5, 8000) END AS registered,
       CASE WHEN bench.draw(i, 6, 40) = 0 THEN date '2019-01-01' + bench.draw(i, 7, 500) END AS died
  FROM generate_series(1, (:rows * 0.515)::integer) AS i;
-- one to eight events: a registration and a death take the place of convictions
UPDATE bench.person SET convictions = least(convictions, 8 - (registered IS NOT NULL)::integer - (died IS NOT NULL)::integer);
CREATE TABLE bench.conviction AS
SELECT person * 8 + n AS id, person, greatest(day, born + 5844) AS convicted,
       greatest(day, born + 5844) - 30 - bench.draw(person * 8 + n, 10, 200) AS offense,
       greatest(day, born + 5844) + (CASE WHEN bench.draw(person * 8 + n, 11, 30) = 0 THEN 7000 ELSE 90 + bench.draw(person * 8 + n, 12, 1500) END) AS sentence_ends,
       charge, CASE WHEN bench.draw(person * 8 + n, 13, 100) < CASE WHEN cannabis THEN 70 ELSE 45 END THEN 'felony'
                    WHEN bench.draw(person * 8 + n, 14, 8) = 0 THEN 'infraction' ELSE 'misdemeanor' END AS severity,
       'c' || person * 8 + n AS count_key, cannabis OR bench.draw(person * 8 + n, 15, 12) = 0 AS decided
  FROM bench.person, generate_series(1, convictions) AS n,
       LATERAL (SELECT date '1975-01-01' + CASE WHEN bench.draw(person * 8 + n, 16, 30) = 0 THEN 15288 + bench.draw(person * 8 + n, 17, 900)
                                                ELSE bench.draw(person * 8 + n, 18, 15288) END AS day,
                       n = 1 OR bench.draw(person * 8 + n, 19, 100) < 35 AS cannabis) AS d,
       LATERAL (SELECT CASE WHEN cannabis
                            THEN (ARRAY['HS 11357(a)', 'HS 11357(b)', 'HS 11357(b)', 'HS 11357(c)', 'HS 11357(d)', 'HS 11358', 'HS 11358', 'HS 11358', 'HS 11358(c)',
                                        'HS 11358(d)(3)', 'HS 11359', 'HS 11359', 'HS 11359', 'HS 11359(b)', 'HS 11359(c)(1)', 'HS 11360(a)', 'HS 11360(a)',
                                        'HS 11360(a)(2)', 'HS 11360(b)', 'PC 664/HS 11360(a)', 'PC 182(a)(1)/HS 11359']::prop64.charge[])[1 + bench.draw(person * 8 + n, 20, 21)]
                            ELSE (ARRAY['PC 459', 'PC 459', 'VC 23152(a)', 'VC 23152(b)', 'VC 14601.1(a)', 'VC 12500(a)', 'PC 484(a)', 'PC 484(a)', 'PC 488', 'HS 11350(a)',
                                        'HS 11377(a)', 'HS 11364', 'PC 242', 'PC 273.5(a)', 'PC 647(f)', 'PC 594(a)', 'PC 148(a)(1)', 'PC 496(a)', 'VC 10851(a)', 'PC 245(a)(1)',
                                        'PC 211', 'PC 166(a)(4)', 'PC 530.5(a)', 'PC 470(d)', 'PC 12020(a)', 'PC 29800(a)(1)', 'PC 187(a)', 'PC 288(a)', 'PC 243.4(a)',
                                        'PC 314(1)']::prop64.charge[])[1 + bench.draw(person * 8 + n, 21, 30)] END AS charge) AS c;
CREATE TABLE bench.charge AS
SELECT charge, prop64.falls_under(aim, 'HS 11357') OR prop64.falls_under(aim, 'HS 11358') OR prop64.falls_under(aim, 'HS 11359')
               OR prop64.falls_under(aim, 'HS 11360') AS in_scope,
       prop64.code(aim) || ' ' || prop64.section(aim) AS section, prop64.form(charge) = 'plain' AS plain,
       prop64.in_list(charge, 'superstrike') AS superstrike, prop64.in_list(charge, 'pc290') AS pc290
  FROM (SELECT DISTINCT charge, coalesce((prop64.targets(charge))[1], charge) AS aim FROM bench.conviction) AS c;
VACUUM ANALYZE bench.person;
VACUUM ANALYZE bench.conviction;
VACUUM ANALYZE bench.charge;

-- what the history would answer of each conviction
CREATE VIEW bench.answered AS
SELECT c.id, c.person, c.convicted, p.born, c.offense, c.sentence_ends, c.decided, c.charge, c.severity, c.count_key,
       coalesce(bool_or(k.superstrike) OVER before, false) AS superstrike_before, coalesce(bool_or(k.pc290) OVER before, false) AS pc290_before,
       coalesce(p.registered < c.convicted, false) AS registered_before,
       (count(*) FILTER (WHERE k.plain) OVER (PARTITION BY c.person, k.section ORDER BY c.convicted GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))::integer AS priors,
       bool_and(k.in_scope) OVER everything AS only_scope, max(c.sentence_ends) OVER everything <= date '2020-07-01' AS all_complete,
       max(c.convicted) OVER everything AS last_conviction, p.died IS NOT NULL AS deceased
  FROM bench.conviction AS c JOIN bench.person AS p USING (person) JOIN bench.charge AS k USING (charge)
WINDOW before AS (PARTITION BY c.person ORDER BY c.convicted GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
       everything AS (PARTITION BY c.person ORDER BY c.convicted ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING);
CREATE TABLE bench.record AS
SELECT person, prop64.history_agg(e) AS h
  FROM (SELECT person, prop64.event('conviction', charge, severity, convicted, sentence_ends => sentence_ends, count_key => count_key, disposition => 'CONVICTED') AS e
          FROM bench.conviction
        UNION ALL
        SELECT person, prop64.event('registration', 'PC 290', on_date => registered) FROM bench.person WHERE registered IS NOT NULL
        UNION ALL
        SELECT person, prop64.event('death', on_date => died) FROM bench.person WHERE died IS NOT NULL) AS e
 GROUP BY person;
-- columns of a fixed width first, as an author for speed would have them
CREATE TABLE bench.decided AS
SELECT id, convicted, born, offense, sentence_ends, last_conviction, priors, superstrike_before, pc290_before, registered_before, only_scope, all_complete, deceased,
       charge, severity, count_key, h
  FROM bench.answered JOIN bench.record USING (person) WHERE decided ORDER BY hashint4(id);
VACUUM ANALYZE bench.decided;
SELECT count(*) AS rows, round(avg(prop64.events(h)), 1) AS events, max(prop64.events(h)) AS most, round(avg(pg_column_size(h))) AS bytes_of_history,
       pg_size_pretty(pg_relation_size('bench.decided')) AS on_disk, (SELECT count(*) FROM bench.conviction) AS convictions FROM bench.decided;

-- ---- the same decisions, four ways ----

-- the number of the rule that decides, 0 out of scope
SELECT $$CASE
    WHEN NOT (charge <@ 'HS 11357' OR charge <@ 'HS 11358' OR charge <@ 'HS 11359' OR charge <@ 'HS 11360'
              OR (prop64.form(charge) IN ('attempt', 'conspiracy')
                  AND prop64.under_any((prop64.targets(charge))[1], '{HS 11357,HS 11358,HS 11359,HS 11360}'))) THEN 0
    WHEN severity <> 'felony' THEN 1
    WHEN convicted >= '2016-11-09' THEN 2
    WHEN charge <@ 'HS 11357(a)' OR charge <@ 'HS 11357(b)' THEN 3
    WHEN charge <@ 'HS 11357' OR (prop64.form(charge) IN ('attempt', 'conspiracy') AND (prop64.targets(charge))[1] <@ 'HS 11357') THEN 4
    WHEN superstrike_before THEN 5
    WHEN pc290_before OR registered_before THEN 6
    WHEN priors >= 2 THEN 7
    WHEN born <= (date '2020-07-01' - interval '50 years')::date THEN 8
    WHEN born >= (date '2020-07-01' - interval '21 years')::date THEN 9
    WHEN only_scope AND all_complete THEN 10
    WHEN last_conviction <= (date '2020-07-01' - interval '10 years')::date THEN 11
    WHEN NOT all_complete THEN 12
    WHEN deceased THEN 13
    ELSE 14 END$$ AS decision \gset
-- the same, rule by rule
SELECT string_agg(format('IF %s THEN RETURN %s; END IF;', w[1], w[2]), E'\n' ORDER BY n) AS decisions
  FROM regexp_matches(:'decision', 'WHEN (.*?) THEN (\d+)\n', 'g') WITH ORDINALITY AS m (w, n) \gset
\set parameters 'charge prop64.charge, severity text, convicted date, born date, superstrike_before boolean, pc290_before boolean, registered_before boolean, priors integer, only_scope boolean, all_complete boolean, last_conviction date, deceased boolean'
\set arguments 'charge, severity, convicted, born, superstrike_before, pc290_before, registered_before, priors, only_scope, all_complete, last_conviction, deceased'
SELECT format('CREATE FUNCTION bench.decide(%s) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS %L', :'parameters', format('BEGIN RETURN %s; END', :'decision')),
       format('CREATE FUNCTION bench.decide_by_if(%s) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS %L', :'parameters', format('BEGIN %s RETURN 14; END', :'decisions')) \gexec
\set classify 'prop64.classify(prop64.shipped_policy(\'los_angeles_2019\'), charge, severity, convicted, h, \'2020-07-01\', born => born, offense => offense, sentence_ends => sentence_ends, count_key => count_key)'

CREATE TABLE bench.rule AS
SELECT 0 AS rule, 'out of scope' AS outcome UNION ALL SELECT rule, outcome FROM prop64.rules(prop64.shipped_policy('los_angeles_2019'));
CREATE TABLE bench.outcome AS
SELECT id, e, coalesce(prop64.rule(e), 0) AS classified, d.by_case, d.by_function, d.by_if, w.by_windows
  FROM (SELECT id, :classify AS e, :decision AS by_case, bench.decide(:arguments) AS by_function, bench.decide_by_if(:arguments) AS by_if FROM bench.decided) AS d
       FULL JOIN (SELECT id, :decision AS by_windows FROM bench.answered WHERE decided) AS w USING (id);
DO $$
DECLARE
    differ bigint;
BEGIN
    SELECT count(*) INTO differ FROM bench.outcome LEFT JOIN bench.rule ON rule = classified
     WHERE (classified, classified, classified, classified, prop64.outcome(e)) IS DISTINCT FROM (by_case, by_function, by_if, by_windows, outcome);
    IF differ > 0 THEN
        RAISE '% rows are not decided alike: the times would compare different work', differ;
    END IF;
END $$;
\echo 'Every row is decided alike four ways, by this rule:'
SELECT rule, r.outcome, count(e) AS rows FROM bench.rule AS r LEFT JOIN bench.outcome ON rule = classified GROUP BY rule, r.outcome ORDER BY rule;

-- ---- time ----

\ir common/ms_of.sql
-- Medians of the queries, asked by turns; a query is net of the last count(*) before it.
CREATE FUNCTION bench.take(names text[], queries text[], decisions double precision, turns integer)
RETURNS TABLE (nth integer, what text, ms double precision, ns double precision) LANGUAGE plpgsql AS $$
DECLARE
    taken double precision[];
    base double precision;
BEGIN
    FOR turn IN 1 .. turns LOOP
        FOR q IN 1 .. array_length(queries, 1) LOOP
            taken := taken || bench.ms_of(queries[q]);
        END LOOP;
    END LOOP;
    FOR nth, ms IN SELECT (i - 1) % array_length(queries, 1) + 1, percentile_cont(0.5) WITHIN GROUP (ORDER BY t)
                     FROM unnest(taken) WITH ORDINALITY AS u (t, i) GROUP BY 1 ORDER BY 1 LOOP
        what := names[nth];
        IF what LIKE 'count(*)%' THEN
            base := ms;
        END IF;
        ns := (ms - base) * 1e6 / decisions;
        RETURN NEXT;
    END LOOP;
END $$;

SELECT count(*) AS n FROM bench.decided \gset
CREATE TABLE bench.four AS
SELECT * FROM bench.take(ARRAY['count(*)', 'classify', 'CASE', 'PL/pgSQL, one CASE', 'PL/pgSQL, rule by rule', 'windows'], ARRAY[
    'SELECT count(*) FROM bench.decided',
    format('SELECT count(%s) FROM bench.decided', :'classify'),
    format('SELECT count(%s) FROM bench.decided', :'decision'),
    format('SELECT count(bench.decide(%s)) FROM bench.decided', :'arguments'),
    format('SELECT count(bench.decide_by_if(%s)) FROM bench.decided', :'arguments'),
    format('SELECT count(%s) FROM bench.answered WHERE decided', :'decision')], :n, :turns);
\echo 'One decision, and what classify is to it (at most 1.5 of CASE, 0.33 of PL/pgSQL, 0.2 of windows)'
SELECT what, round(ms::numeric, 1) AS ms, round(ns::numeric) AS net_ns, round(((SELECT ns FROM bench.four WHERE what = 'classify') / nullif(ns, 0))::numeric, 2) AS classify_is
  FROM bench.four ORDER BY nth;

-- ---- rules evaluated, not rules written ----

-- A policy of so many rules, decided by one of them.  The reasons do not compress, so a
-- long policy is stored out of line.
CREATE FUNCTION bench.policy_of(rules integer, decisive integer) RETURNS prop64.policy LANGUAGE sql IMMUTABLE AS $$
    SELECT (format('policy ''%s rules, the %s decides''; as of 2020-07-01; ', rules, decisive)
            || string_agg(format('dismiss %L when convicted %s 1900-01-01; ', md5(i::text), CASE WHEN i = decisive THEN 'after' ELSE 'before' END), '' ORDER BY i)
            || 'otherwise review ''none'';')::prop64.policy
      FROM generate_series(1, rules - 1) AS i $$;
SELECT bench.policy_of(3, 1) AS few, bench.policy_of(250, 1) AS many, bench.policy_of(250, 125) AS half, bench.policy_of(250, 249) AS last \gset
\set with_facts 'charge, severity, convicted, h, born => born, offense => offense, sentence_ends => sentence_ends, count_key => count_key'
\echo 'Rules that are read, and rules that are written: classify to the first row (at most 1.1 where rule 1 decides)'
CREATE TABLE bench.taken AS
SELECT * FROM bench.take(ARRAY['count(*)', '3 rules, decided by rule 1', '250 rules, by rule 1', '250 rules, by rule 125', '250 rules, by rule 249'], ARRAY[
    'SELECT count(*) FROM bench.decided',
    format('SELECT count(prop64.classify(%L::prop64.policy, %s)) FROM bench.decided', :'few', :'with_facts'),
    format('SELECT count(prop64.classify(%L::prop64.policy, %s)) FROM bench.decided', :'many', :'with_facts'),
    format('SELECT count(prop64.classify(%L::prop64.policy, %s)) FROM bench.decided', :'half', :'with_facts'),
    format('SELECT count(prop64.classify(%L::prop64.policy, %s)) FROM bench.decided', :'last', :'with_facts')], :n, least(:turns, 5));
SELECT what, round(ms::numeric, 1) AS ms, round(ns::numeric) AS net_ns, round((ns / (SELECT ns FROM bench.taken WHERE nth = 2))::numeric, 2) AS ratio
  FROM bench.taken WHERE nth > 1 ORDER BY nth;
DROP TABLE bench.taken;

-- ---- a policy out of a table ----

CREATE TABLE bench.policy AS
SELECT 'los_angeles_2019' AS name, prop64.shipped_policy('los_angeles_2019') AS p
UNION ALL SELECT 'long', bench.policy_of(250, 1)
UNION ALL SELECT 'compressed', (SELECT ('policy ''padded''; as of 2020-07-01; dismiss ''first'' when convicted after 1900-01-01;'
                                        || string_agg(format('review %L when convicted before %s-01-01; ', repeat('the same words again ', 4), 1800 + i), '')
                                        || 'otherwise review ''none'';')::prop64.policy FROM generate_series(1, 99) AS i);
\echo 'A policy of a one-row table, joined in, to the same policy as a constant (at most 1.15)'
SELECT name, length(p::text) AS characters, pg_column_size(p) AS stored_bytes, pg_column_compression(p) AS compressed,
       CASE WHEN pg_column_size(p) > 2000 THEN 'out of line' ELSE 'in the row' END AS stands FROM bench.policy;
CREATE TABLE bench.taken AS
SELECT b.name, t.* FROM bench.policy AS b,
       LATERAL bench.take(ARRAY['count(*)', 'constant', 'count(*) of the join', 'out of a table'], ARRAY[
           'SELECT count(*) FROM bench.decided',
           format('SELECT count(prop64.classify(%L::prop64.policy, %s, as_of => ''2020-07-01'')) FROM bench.decided', p, :'with_facts'),
           format('SELECT count(p) FROM bench.decided, bench.policy WHERE name = %L', name),
           format('SELECT count(prop64.classify(p, %s, as_of => ''2020-07-01'')) FROM bench.decided, bench.policy WHERE name = %L', :'with_facts', name)],
           :n, least(:turns, 5)) AS t;
SELECT name, what, round(ms::numeric, 1) AS ms, round(ns::numeric) AS net_ns,
       round((ns / first_value(ns) OVER (PARTITION BY name ORDER BY nth))::numeric, 2) AS ratio
  FROM bench.taken WHERE what NOT LIKE 'count(*)%' ORDER BY name DESC, nth;
DROP TABLE bench.taken;

-- ---- several policies ----

\echo 'Four policies at once, to four calls (at most 1)'
SELECT string_agg(format('%L::prop64.policy', p), ', ' ORDER BY i) AS four,
       string_agg(format('count(prop64.classify(%L::prop64.policy, %s, as_of => ''2020-07-01''))', p, :'with_facts'), ', ' ORDER BY i) AS four_calls
  FROM (SELECT i, replace(prop64.shipped_policy('los_angeles_2019')::text, 'pilot, 2019', 'pilot, variant ' || i) AS p FROM generate_series(1, 4) AS i) AS p \gset
CREATE TABLE bench.taken AS
SELECT * FROM bench.take(ARRAY['count(*)', 'classify, four calls', 'classify_each'], ARRAY[
    'SELECT count(*) FROM bench.decided',
    format('SELECT %s FROM bench.decided', :'four_calls'),
    format('SELECT count(prop64.classify_each(ARRAY[%s], %s, as_of => ''2020-07-01'')) FROM bench.decided', :'four', :'with_facts')], :n, least(:turns, 5));
SELECT what, round(ms::numeric, 1) AS ms, round(ns::numeric) AS net_ns, round((ns / (SELECT ns FROM bench.taken WHERE nth = 2))::numeric, 2) AS ratio
  FROM bench.taken WHERE nth > 1 ORDER BY nth;
DROP TABLE bench.taken;

-- ---- n convictions of one person ----

CREATE TABLE bench.long AS
SELECT n AS size, p AS person, i AS id, (ARRAY['HS 11357(b)', 'HS 11358', 'HS 11359', 'HS 11360(a)', 'PC 459', 'VC 23152(a)', 'PC 484(a)'])[1 + i % 7]::prop64.charge AS charge,
       'felony' AS severity, date '1980-01-01' + bench.draw(i, 30, 12000) AS convicted, date '1979-12-01' + bench.draw(i, 30, 12000) AS offense, 'c' || i AS count_key
  FROM (VALUES (100), (1000), (10000)) AS v (n), generate_series(1, 20000 / n) AS p, generate_series(1, n) AS i;
CREATE TABLE bench.long_record AS
SELECT size, person, prop64.history_agg(prop64.event('conviction', charge, severity, convicted, count_key => count_key, disposition => 'CONVICTED')) AS h
  FROM bench.long GROUP BY size, person;
CREATE INDEX ON bench.long (size, person);
VACUUM ANALYZE bench.long;
VACUUM ANALYZE bench.long_record;
\echo 'One conviction of a person who has so many, to that of the first row (at most 1.5)'
CREATE TABLE bench.taken AS
SELECT v.size, t.* FROM (VALUES (100), (1000), (10000)) AS v (size),
       LATERAL bench.take(ARRAY['count(*)', v.size || ' convictions'], ARRAY[
           format('SELECT count(*) FROM bench.long_record AS r JOIN bench.long AS c USING (size, person) WHERE size = %s', v.size),
           format('SELECT count(prop64.classify(prop64.shipped_policy(''los_angeles_2019''), charge, severity, convicted, h, ''2020-07-01'', offense => offense,
                                                count_key => count_key))
                     FROM bench.long_record AS r JOIN bench.long AS c USING (size, person) WHERE size = %s', v.size)], 20000, least(:turns, 3)) AS t;
SELECT what, round(ms::numeric, 1) AS ms, round(ns::numeric) AS net_ns, round((ns / (SELECT ns FROM bench.taken WHERE nth = 2 AND size = 100))::numeric, 2) AS ratio
  FROM bench.taken WHERE nth > 1 ORDER BY size;
DROP SCHEMA bench CASCADE;
