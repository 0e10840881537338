-- What classify keeps from row to row: policies and records, by the datum as it was passed.
\set VERBOSITY terse
SET search_path = public, prop64;
SET client_min_messages = warning;
CREATE SCHEMA kept;
-- a policy of 250 rules that do not compress, so that it stands out of line; decided by label
CREATE FUNCTION kept.policy_of(label text) RETURNS prop64.policy LANGUAGE sql AS $$
    SELECT (format('policy %L; as of 2020-07-01; dismiss %L when convicted on or after 2000-01-01; ', label, label)
            || string_agg(format('review %L when convicted before 1900-01-01; ', md5(i::text)), '' ORDER BY i) || 'otherwise no change ''none'';')::prop64.policy
      FROM generate_series(1, 250) AS i $$;
CREATE TABLE kept.policy AS SELECT i, kept.policy_of('p' || i) AS p FROM generate_series(1, 40) AS i;
SELECT bool_and(pg_column_size(p) > 2000) AS long, count(DISTINCT p) AS policies, pg_relation_size(reltoastrelid) > 0 AS out_of_line
  FROM kept.policy, pg_class WHERE pg_class.oid = 'kept.policy'::regclass GROUP BY reltoastrelid;
-- by turns, more than are kept, each answered by itself
SELECT count(*) AS rows, count(*) FILTER (WHERE prop64.reason(e, p) = 'p' || i) AS by_its_own
  FROM (SELECT i, p, prop64.classify(p, 'HS 11358', 'felony', '2005-01-01') AS e FROM generate_series(1, 3) AS turn, kept.policy ORDER BY turn, i) AS q;
-- in place of another in the same row, in one statement's function and in a loop: a variable is no constant
CREATE FUNCTION kept.each_in_turn() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    one prop64.policy;
    heard text := '';
    e prop64.eligibility;
BEGIN
    FOR turn IN 1 .. 6 LOOP
        UPDATE kept.policy SET p = kept.policy_of('turn ' || turn % 3) WHERE i = 1;
        SELECT p INTO one FROM kept.policy WHERE i = 1;
        e := prop64.classify(one, 'HS 11358', 'felony', '2005-01-01');
        heard := heard || prop64.reason(e, one) || ', ';
        SELECT prop64.classify(p, 'HS 11358', 'felony', '2005-01-01') INTO e FROM kept.policy WHERE i = 1;
        heard := heard || prop64.reason(e, one) || '; ';
    END LOOP;
    RETURN heard;
END $$;
SELECT kept.each_in_turn();
-- inline, compressed and out of line: three datums, one policy
CREATE TABLE kept.form (how text, p prop64.policy);
ALTER TABLE kept.form ALTER p SET STORAGE external;
INSERT INTO kept.form SELECT 'external', kept.policy_of('one');
ALTER TABLE kept.form ALTER p SET STORAGE main;
INSERT INTO kept.form SELECT 'compressed', ('policy ''one''; as of 2020-07-01; ' || repeat('review ''again and again'' when felony and not felony; ', 99) || 'otherwise no change ''none'';')::prop64.policy;
INSERT INTO kept.form VALUES ('plain', 'policy ''one''; as of 2020-07-01; otherwise no change ''plain'';');
SELECT how, prop64.reason(prop64.classify(p, 'HS 11358', 'felony', '2005-01-01'), p) FROM kept.form, generate_series(1, 2) ORDER BY how;

-- records: short ones in one room, long ones inline and out of line, by turns
CREATE TABLE kept.record (n integer, h prop64.history);
INSERT INTO kept.record
SELECT n, prop64.history_agg(prop64.event('conviction', 'PC 459', 'felony', date '1990-01-01' + i * 10, count_key => md5(i::text))) FROM unnest(ARRAY[1, 2, 15, 16, 17, 23, 24, 25, 300, 900]) AS n, generate_series(1, n) AS i
 GROUP BY n;
SELECT 'policy ''counts''; ' || string_agg(format('review ''%s'' when convictions of PC 459 ever = %s; ', n, n), '') || 'otherwise no change ''none'';' AS counts FROM kept.record \gset
SELECT n, pg_column_size(h) > 2000 AS long, count(*) AS rows, count(*) FILTER (WHERE prop64.reason(e, :'counts') = n::text) AS answered
  FROM (SELECT n, h, prop64.classify(:'counts', 'HS 11358', 'felony', '2005-01-01', h, '2020-07-01', count_key => 'this') AS e
          FROM kept.record, generate_series(1, 4) AS turn ORDER BY hashint4(n * 10 + turn)) AS q
 GROUP BY n, h ORDER BY n;
-- a record that waits is read where the caller leaves open what it can say, and where a rule asks
SELECT prop64.explain(prop64.classify(p, 'HS 11358', 'felony', c, h, '2020-07-01', offense => '2004-12-01', sentence_ends => '2008-01-01', count_key => k), p)
  FROM (VALUES (date '2005-01-01', 'a'), (NULL, 'a'), (date '2005-01-01', 'b')) AS v (c, k),
       (SELECT prop64.history_agg(e) AS h FROM unnest(ARRAY[prop64.event('conviction', 'HS 11358', 'felony', '2005-01-01', count_key => 'a'),
                                                            prop64.event('death', on_date => '2010-01-01')]) AS e) AS r,
       (SELECT 'policy ''waits''; review ''early'' when convicted before 2000-01-01; refer ''another'' when convicted ever of HS 11358; dismiss ''deceased'' when deceased; otherwise no change ''none'';'::prop64.policy AS p) AS p;
DROP SCHEMA kept CASCADE;
