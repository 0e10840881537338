-- classify, classify_bounds, classify_each, trace and eligible_from are one machine: on random
-- policies and cases, long records among them, they never contradict one another.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(15);

-- the n-th choice of a case: the same on every server
CREATE FUNCTION pg_temp.pick(seed integer, salt integer, choices text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT choices[1 + abs(hashint8(seed::bigint * 1000003 + salt)::bigint) % cardinality(choices)]
$$;
CREATE FUNCTION pg_temp.condition(seed integer, salt integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.pick(seed, salt, '{"","","","not "}') || '(' || pg_temp.pick(seed, salt + 1, ARRAY['felony', 'misdemeanor', 'deceased', 'charge in HS 11357', 'charge in HS 11358 including attempts',
    'convicted before 2005-06-01', 'offense on or after 2001-01-01', 'born before 1975-05-05', 'sentence ends on or before 2012-01-01', 'age now >= 50', 'age at offense < 21',
    'age at conviction between 21 and 30', 'at least 10 years since conviction', 'more than 12 years since last conviction', 'less than 40 years since birth',
    'convicted before this offense of superstrike', 'convicted ever of pc290', 'convicted after this conviction in another case of any offense',
    'arrested before this conviction of HS 11358', 'registered ever', 'convictions of same section before this conviction >= 2', 'convictions ever > 3', 'charged in this case of PC 459',
    'convicted between this offense and this conviction of PC 459', 'only HS 11357, HS 11358, HS 11359, HS 11360', 'sentence complete', 'all sentences complete',
    'conduct = ''possession for sale''', 'grams > 28.5', 'grams between 1 and 8', 'lab = ''A''', 'lab in ''A'', ''B''', 'employed', 'seized < 2001-01-01', 'born is known', 'severity is not known', 'grams is known'])
    || ')' || CASE WHEN pg_temp.pick(seed, salt + 2, '{a,o,e,e}') = 'e' OR salt % 10 > 5 THEN '' ELSE
         pg_temp.pick(seed, salt + 2, '{" and "," or "}') || pg_temp.condition(seed, salt + 3) END
$$;
CREATE FUNCTION pg_temp.policy(seed integer) RETURNS prop64.policy LANGUAGE sql IMMUTABLE AS $$
  SELECT (format('policy ''p%s''; %s fact grams number; fact lab text; fact employed boolean; fact seized date; %s ', seed % 7,
            pg_temp.pick(seed, 1, '{"","scope HS 11357, HS 11358;","scope HS 11357, HS 11358, HS 11359 including attempts;"}'),
            pg_temp.pick(seed, 2, ARRAY['', '', '', 'presume severity felony;', 'presume born 1980-01-01; presume sentence complete;', 'presume convicted 2004-04-04; presume record empty;',
              'presume contradiction no;', 'presume grams 4; presume lab ''B''; presume deceased no;', 'presume offense 2003-03-03; presume employed yes;']))
    || (SELECT string_agg(format('%s ''r%s'' when %s; ', pg_temp.pick(seed, 10 * i, ARRAY['dismiss', 'dismiss', 'reduce to misdemeanor', 'ineligible', 'review', 'no change', 'refer']), i,
                                 pg_temp.condition(seed, 100 * i)), '' ORDER BY i) FROM generate_series(1, 1 + seed % 5) AS i)
    || 'otherwise ' || pg_temp.pick(seed, 3, '{dismiss,ineligible,review}') || ' ''o'';')::prop64.policy
$$;
-- up to 100 events: from 24 convictions on a record is asked through an index of its own
CREATE FUNCTION pg_temp.record(seed integer) RETURNS prop64.history LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN seed % 6 = 0 THEN NULL WHEN seed % 6 = 1 THEN prop64.history_empty() ELSE
   (SELECT prop64.history_agg(prop64.event(kind => pg_temp.pick(seed, 1000 + i, '{conviction,conviction,conviction,conviction,conviction,arrest,charge,registration,adjudication}'),
       charge => pg_temp.pick(seed, 2000 + i, ARRAY['HS 11357(b)', 'HS 11358', 'HS 11359', 'PC 459', 'PC 187(a)', 'PC 290', 'PC 288(a)', 'PC 664/HS 11358', 'PC 136.1', 'PC 186.22(b)(4)', NULL])::prop64.charge,
       severity => pg_temp.pick(seed, 3000 + i, '{F,M,NULL}'),
       on_bounds => CASE WHEN i % 7 = 0 THEN prop64.doj_date(pg_temp.pick(seed, 4000 + i, '{19990000,20040000,20040400}')) ELSE daterange(d, d, '[]') END,
       sentence_ends => CASE WHEN i % 3 = 0 THEN d + 2000 END, count_key => CASE WHEN i % 5 > 0 THEN 'k' || i % 80 END,
       case_key => pg_temp.pick(seed, 5000 + i, '{a,b,c,NULL}'), cycle_key => pg_temp.pick(seed, 6000 + i, '{y,z,NULL}'),
       disposition => pg_temp.pick(seed, 7000 + i, '{NULL,NULL,NULL,VACATED,REDUCED}')))
    FROM generate_series(1, (ARRAY[1, 3, 8, 100])[1 + seed % 4]) AS i, LATERAL (SELECT date '1990-01-01' + abs(hashint8(seed::bigint * 77 + i)::bigint)::int % 9000 AS d) AS x)
  END
$$;
-- NULL comes out of pick as a text
CREATE TEMP TABLE attempt AS
SELECT n, pg_temp.policy(n) AS p, pg_temp.policy(n + 100000) AS q,
  nullif(pg_temp.pick(n, 20, '{HS 11357(b),HS 11358,HS 11359,PC 664/HS 11358,HS 11360(a),NULL}'), 'NULL')::prop64.charge AS charge,
  nullif(pg_temp.pick(n, 21, '{F,M,I,F,NULL}'), 'NULL') AS severity, nullif(pg_temp.pick(n, 22, '{2004-05-01,2000-01-01,2015-02-28,NULL}'), 'NULL')::date AS convicted,
  pg_temp.record(n) AS h, pg_temp.pick(n, 23, '{2020-07-01,2014-02-28,2030-12-31}')::date AS as_of,
  nullif(pg_temp.pick(n, 24, '{1960-02-29,1984-07-01,2003-01-01,NULL,1975-05-05}'), 'NULL')::date AS born, nullif(pg_temp.pick(n, 25, '{2001-01-01,2003-12-31,2016-01-01,NULL,NULL}'), 'NULL')::date AS offense,
  nullif(pg_temp.pick(n, 26, '{2006-01-01,2025-01-01,NULL}'), 'NULL')::date AS ends, nullif(pg_temp.pick(n, 27, '{true,false,false,NULL}'), 'NULL')::boolean AS deceased,
  nullif(pg_temp.pick(n, 28, '{a,b,NULL}'), 'NULL') AS case_key, nullif(pg_temp.pick(n, 29, '{y,z,NULL}'), 'NULL') AS cycle_key, nullif(pg_temp.pick(n, 30, '{k1,k4,other,NULL}'), 'NULL') AS count_key,
  nullif(pg_temp.pick(n, 31, ARRAY['NULL', '{}', '{"grams": 5, "lab": "A", "employed": true, "seized": "2000-05"}', '{"grams": [5, 40]}', '{"lab": "C", "grams": 1}', '{"employed": false, "seized": ["1999-01-01", "2002"]}']), 'NULL')::jsonb AS facts
FROM generate_series(1, 3000) AS n;
CREATE TEMP TABLE answer AS
SELECT a.*, prop64.classify(p, charge, severity, convicted, h, as_of, born, offense, ends, deceased, case_key, cycle_key, count_key, facts) AS e FROM attempt AS a ORDER BY n % 11, n;
CREATE TEMP TABLE traced AS
SELECT n, array_agg(t.rule ORDER BY t.rule) FILTER (WHERE t.reached) AS reached, min(t.rule) FILTER (WHERE t.holds) AS holds,
  count(*) FILTER (WHERE t.holds) AS held, array_agg(t.rule) FILTER (WHERE t.reached AND t.holds IS NULL) AS open,
  array_agg(t.outcome) FILTER (WHERE t.reached AND t.holds IS NOT FALSE) AS possible, bool_or(NOT t.reached AND (t.facts IS NOT NULL OR t.holds IS NOT NULL OR t.missing <> '{}')) AS ahead,
  bool_or(t.reached AND (t.holds IS NULL) <> (t.missing <> '{}')) AS wrong_missing,
  bool_or(NOT t.reached AND t.rule < (SELECT max(r.rule) FROM prop64.trace(p, charge, severity, convicted, h, as_of, born, offense, ends, deceased, case_key, cycle_key, count_key, a.facts) AS r WHERE r.reached)) AS gap,
  min(t.rule) = 1 AND max(t.rule) = count(*) AND count(*) = (SELECT count(*) FROM prop64.rules((array_agg(p))[1])) AS all_rules
FROM answer AS a, LATERAL prop64.trace(p, charge, severity, convicted, h, as_of, born, offense, ends, deceased, case_key, cycle_key, count_key, a.facts) AS t GROUP BY n;
CREATE TEMP TABLE missed AS
SELECT a.n, array_agg(DISTINCT m ORDER BY m) FILTER (WHERE m IS NOT NULL) AS missing
FROM answer AS a, LATERAL prop64.trace(p, charge, severity, convicted, h, as_of, born, offense, ends, deceased, case_key, cycle_key, count_key, a.facts) AS t LEFT JOIN LATERAL unnest(t.missing) AS m ON true GROUP BY a.n;

-- the cases are worth trying
SELECT ok((SELECT count(DISTINCT prop64.outcome(e)) FROM answer) >= 8 AND (SELECT count(*) FROM answer WHERE prop64.outcome(e) = 'undetermined') BETWEEN 300 AND 2400, 'the cases come to every kind of outcome, and not too many stay open');
SELECT ok((SELECT count(*) FROM answer WHERE prop64.convictions(h) >= 24) > 100, 'many records are long enough for an index of their own');

SELECT is_empty($$SELECT n FROM answer WHERE e::text IS DISTINCT FROM prop64.classify_bounds(p, charge, severity, daterange(convicted, convicted, '[]'), h, as_of,
    CASE WHEN born IS NOT NULL THEN daterange(born, born, '[]') END, CASE WHEN offense IS NOT NULL THEN daterange(offense, offense, '[]') END,
    CASE WHEN ends IS NOT NULL THEN daterange(ends, ends, '[]') END, deceased, case_key, cycle_key, count_key, facts)::text LIMIT 5$$, 'bounds of one day are that day, bounds without ends no date');
SELECT is_empty($$SELECT n FROM answer WHERE prop64.classify_each(ARRAY[p, NULL, q, p], charge, severity, convicted, h, as_of, born, offense, ends, deceased, case_key, cycle_key, count_key, facts)
    IS DISTINCT FROM ARRAY[e, NULL, prop64.classify(q, charge, severity, convicted, h, as_of, born, offense, ends, deceased, case_key, cycle_key, count_key, facts), e] LIMIT 5$$, 'classify_each answers every policy as classify does');
SELECT is_empty($$SELECT a.n FROM answer AS a JOIN answer AS b ON b.n = a.n + 1 WHERE prop64.classify_each(ARRAY[a.p, b.p], b.charge, b.severity, b.convicted, b.h, b.as_of, b.born, b.offense, b.ends, b.deceased, b.case_key, b.cycle_key, b.count_key, b.facts)
    IS DISTINCT FROM ARRAY[prop64.classify(a.p, b.charge, b.severity, b.convicted, b.h, b.as_of, b.born, b.offense, b.ends, b.deceased, b.case_key, b.cycle_key, b.count_key, b.facts), b.e] LIMIT 5$$, '... also when policies and records change from row to row');
-- a call of its own has nothing to remember
CREATE FUNCTION pg_temp.alone(a attempt) RETURNS prop64.eligibility LANGUAGE plpgsql AS $$
DECLARE e prop64.eligibility;
BEGIN
  EXECUTE 'SELECT prop64.classify($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)' INTO e
    USING a.p, a.charge, a.severity, a.convicted, a.h, a.as_of, a.born, a.offense, a.ends, a.deceased, a.case_key, a.cycle_key, a.count_key, a.facts;
  RETURN e;
END
$$;
SELECT is_empty($$SELECT a.n FROM attempt AS a JOIN answer AS b USING (n) WHERE pg_temp.alone(a)::text IS DISTINCT FROM b.e::text LIMIT 5$$, 'a query over many cases answers each as a query over that case alone');

-- trace
SELECT is_empty($$SELECT n FROM traced WHERE NOT all_rules OR held > 1 OR gap OR ahead LIMIT 5$$, 'trace has a row for every rule, at most one holds, and nothing is known of those behind it');
SELECT is_empty($$SELECT n FROM traced WHERE reached IS NOT NULL AND (holds IS NULL OR holds <> reached[cardinality(reached)]) LIMIT 5$$, 'the last rule that is reached holds');
SELECT is_empty($$SELECT n FROM traced WHERE wrong_missing LIMIT 5$$, 'a rule lacks facts exactly when it is open');
SELECT is_empty($$SELECT n FROM answer JOIN traced USING (n) WHERE open IS NULL AND holds IS NOT NULL AND prop64.outcome(e) <> 'undetermined'
    AND (prop64.rule(e), prop64.outcome(e)) IS DISTINCT FROM (holds, possible[1]) LIMIT 5$$, 'where every rule is decided, the first that holds gives the answer');
SELECT is_empty($$SELECT n FROM answer JOIN traced USING (n) WHERE prop64.rule(e) IS NOT NULL AND (NOT prop64.rule(e) = ANY (open || holds) OR NOT prop64.outcome(e) = ANY (possible)) LIMIT 5$$, 'the rule of an answer is one that is possible, and so is its outcome');
SELECT is_empty($$SELECT n FROM answer JOIN traced USING (n) WHERE prop64.outcome(e) = 'out of scope' AND reached IS NOT NULL LIMIT 5$$, 'out of scope no rule is reached');
SELECT is_empty($$SELECT n FROM answer JOIN traced USING (n) WHERE prop64.outcome(e) = 'undetermined' AND reached IS NULL AND NOT 'contradiction' = ANY (prop64.missing(e, p)) LIMIT 5$$, 'in scope no rule is reached only where dates contradict one another');
SELECT is_empty($$SELECT n FROM answer JOIN traced USING (n) JOIN missed USING (n) WHERE reached IS NOT NULL AND prop64.outcome(e) = 'undetermined'
    AND ARRAY(SELECT m FROM unnest(prop64.missing(e, p)) AS m WHERE m <> 'charge' ORDER BY m) <> ARRAY(SELECT m FROM unnest(missing) AS m WHERE m <> 'charge' ORDER BY m) LIMIT 5$$, 'an open answer lacks what its rules lack');

-- time
SELECT is_empty($$SELECT n, d FROM answer, prop64.eligible_from(p, charge, severity, convicted, h, as_of, born, offense, ends, deceased, case_key, cycle_key, count_key, facts) AS d
    WHERE (d = as_of) IS TRUE <> prop64.is_relief(e) OR d < as_of
       OR convicted IS NOT NULL AND d IS NOT NULL AND NOT prop64.is_relief(prop64.classify(p, charge, severity, convicted, h, d, born, offense, ends, deceased, case_key, cycle_key, count_key, facts)) LIMIT 5$$,
  'eligible_from is as_of exactly when there is relief on that day, and else a day on which there is');

SELECT * FROM finish();
ROLLBACK;
