-- DOJ's offence codes and the table of conduct: what there is, that all of it reads
-- and prints, and what the functions do with NULLs, infinity and odd charges.
\pset null (null)

-- One row a code; no row for what is none.
SELECT c.code, o.charge, o.severity, o.degree, to_char(o.valid_from, 'YYYY-MM-DD') AS valid_from,
       to_char(o.valid_until, 'YYYY-MM-DD') AS valid_until
  FROM unnest('{3,9155,13039,23103,35179,35429,65000,89005,99999,0,-1,2,2147483647,-2147483648}'::integer[]) AS c (code)
  LEFT JOIN LATERAL prop64.offense_code(c.code) AS o ON true
 ORDER BY c.code;
SELECT count(*) FROM prop64.offense_code(NULL);
SELECT count(*) FROM prop64.offense_codes(NULL);

-- The whole table.
CREATE TEMP TABLE doj AS
    SELECT c.code, o.* FROM generate_series(0, 100000) AS c (code), prop64.offense_code(c.code) AS o;
SELECT count(*) AS codes, min(code), max(code), count(charge) AS charges, count(DISTINCT charge::text) AS citations,
       count(degree) AS degrees, count(valid_from) AS begun, count(valid_until) AS ended
  FROM pg_temp.doj;
SELECT severity, count(*) FROM pg_temp.doj GROUP BY severity ORDER BY severity;
SELECT degree, count(*) FROM pg_temp.doj WHERE degree IS NOT NULL GROUP BY degree ORDER BY degree;

-- Every citation reads back to itself, in both ways in.
SELECT code, charge FROM pg_temp.doj
 WHERE (charge::text)::prop64.charge::text <> charge::text OR prop64.to_charge(charge::text)::text IS DISTINCT FROM charge::text;
SELECT code FROM pg_temp.doj WHERE valid_until < valid_from;

-- The way back finds each code by its charge, and nothing else.
SELECT count(*) AS charges, sum(cardinality(codes)) AS codes,
       count(*) FILTER (WHERE codes <> ARRAY(SELECT prop64.offense_codes(d.charge::prop64.charge))) AS wrong
  FROM (SELECT charge::text, array_agg(code ORDER BY code) AS codes FROM pg_temp.doj WHERE charge IS NOT NULL GROUP BY 1) AS d;
SELECT charge, ARRAY(SELECT prop64.offense_codes(charge)) AS codes
  FROM unnest('{HS 11357(a),HS 11357,HS 11357(e),PC 187(a),PC 484(a),PC 484(a) also PC 666,PC 664/HS 11358,PC 622 1/2,US 18 1708}'::prop64.charge[]) AS charge;
SELECT count(*) FROM prop64.offense_codes(prop64.charge_high('HS 11357'));

-- The names of conduct are these and no others.
SELECT conduct, count(*) AS entries, count(DISTINCT charge::text) AS citations
  FROM prop64.conducts() GROUP BY conduct ORDER BY conduct COLLATE "C";

-- Every entry reads, says what it stands on, and has levels unless it is open.
SELECT count(*) AS entries, count(*) FILTER (WHERE (charge::text)::prop64.charge::text = charge::text) AS read_back FROM prop64.conducts();
SELECT charge, valid_from, valid_until FROM prop64.conducts()
 WHERE coalesce(source, '') = '' OR valid_from > valid_until
    OR (conduct IS NULL) <> (source LIKE 'open: %') OR levels IS NULL AND conduct IS NOT NULL
    OR NOT levels <@ '{felony,misdemeanor,infraction}' OR levels = '{}';

-- No day of a citation has two entries.
SELECT a.charge, a.valid_from, b.valid_from
  FROM prop64.conducts() AS a JOIN prop64.conducts() AS b ON a.charge::text = b.charge::text AND a.source <> b.source
 WHERE daterange(a.valid_from, a.valid_until, '[]') OPERATOR(pg_catalog.&&) daterange(b.valid_from, b.valid_until, '[]');

-- An entry answers for its own citation on its first day, on its last, over all of its days, and not outside.
SELECT e.charge, e.valid_from, e.valid_until
  FROM prop64.conducts() AS e
 WHERE prop64.conduct(e.charge, coalesce(e.valid_from, e.valid_until)) IS DISTINCT FROM e.conduct
    OR prop64.conduct(e.charge, coalesce(e.valid_until, '9999-12-31')) IS DISTINCT FROM e.conduct
    OR prop64.conduct_bounds(e.charge, daterange(e.valid_from, e.valid_until, '[]')) IS DISTINCT FROM e.conduct
    OR prop64.conduct_levels(e.charge, coalesce(e.valid_from, e.valid_until)) IS DISTINCT FROM e.levels
    OR prop64.conduct_levels(e.charge, coalesce(e.valid_until, '9999-12-31')) IS DISTINCT FROM e.levels;
SELECT count(*) AS outside
  FROM (SELECT charge::text AS cited, min(coalesce(valid_from, '-infinity')) AS first, max(coalesce(valid_until, 'infinity')) AS last
          FROM prop64.conducts() GROUP BY 1) AS c
 WHERE isfinite(first) AND (prop64.conduct(cited::prop64.charge, first - 1) IS NOT NULL OR prop64.conduct_levels(cited::prop64.charge, first - 1) IS NOT NULL)
    OR isfinite(last) AND (prop64.conduct(cited::prop64.charge, last + 1) IS NOT NULL OR prop64.conduct_levels(cited::prop64.charge, last + 1) IS NOT NULL);

-- NULL in, NULL out; an infinite day is any day; so is an unbounded range; an empty one is an error.
SELECT prop64.conduct(NULL, '2016-11-09') AS a, prop64.conduct('HS 11357(a)', NULL) AS b, prop64.conduct_bounds(NULL, '[2016-11-09,)') AS c,
       prop64.conduct_bounds('HS 11357(a)', NULL) AS d, prop64.conduct_levels(NULL, '2016-11-09') AS e, prop64.conduct_levels('HS 11357(a)', NULL) AS f;
SELECT prop64.conduct('HS 11361(a)', 'infinity') AS a, prop64.conduct('HS 11361(a)', '-infinity') AS b,
       prop64.conduct_bounds('HS 11361(a)', '(,)') AS c, prop64.conduct_levels('HS 11361(a)', 'infinity') AS d;
SELECT prop64.conduct_bounds('HS 11361(a)', '[2000-01-01,infinity]') AS a, prop64.conduct_bounds('HS 11361(a)', '[2000-01-01,)') AS b;
SELECT prop64.conduct_bounds('HS 11361(a)', 'empty');

-- What the charge aims at and what stands beside it does not count; a bound is no citation.
SELECT charge, prop64.conduct(charge, '2010-06-01'), prop64.conduct_levels(charge, '2010-06-01') AS levels
  FROM unnest('{HS 11359,HS 11359 also HS 11370.2,PC 664/HS 11359,PC 182(a)(1)/HS 11359,PC 11359,HS 11359.5,PC 187}'::prop64.charge[]) AS charge;
SELECT prop64.conduct(prop64.charge_high('HS 11359'), '2010-06-01');
