-- What an attacker makes of the tables of two publications: the linear program of everything that
-- they say of the true counts, in CPLEX format.
--
--   psql -v domain=wide|narrow -v margins=cells|counts -v directory=DIR -f attack.sql
--
--   domain   which cells the attacker holds possible: all that the words that occur allow, or just
--            those that are not empty (he knows who there is, and not how many)
--   margins  what the other tables add: the published cells, or the true counts (a broken publication)
--
-- Writes DIR/rows (the program without its objective) and DIR/ask (variables to bound, one a line).
--
-- A variable is the sum of cells that no table tells apart: their bounds are the same, and those of
-- one of them follow from those of the sum (bounds.sql).  The rule of publication is known to the
-- attacker: the counts behind a number are those for which the rule, as it is in this database,
-- gives it.  What the rule reads beside (people, and how many parts of a coarse cell are not empty)
-- he does not see; he takes the narrowest reading that is not false.
\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;
DROP TABLE IF EXISTS attack.possible, attack.member, attack.node, attack.class, attack.line, attack.result CASCADE;

SELECT (threshold)::integer AS t FROM public_numbers.setting \gset

SELECT :'domain' = 'narrow' AS is_narrow, :'margins' = 'counts' AS of_counts \gset
\if :is_narrow
CREATE TABLE attack.possible AS SELECT DISTINCT cell FROM attack.truth;
\else
CREATE TABLE attack.possible AS
SELECT ARRAY[a.v, b.v, c.v, d.v, e.v, f.v, g.v] AS cell
  FROM (SELECT DISTINCT cell[1] AS v FROM attack.truth) AS a, (SELECT DISTINCT cell[2] AS v FROM attack.truth) AS b,
       (SELECT DISTINCT cell[3] AS v FROM attack.truth) AS c, (SELECT DISTINCT cell[4] AS v FROM attack.truth) AS d,
       (SELECT DISTINCT cell[5] AS v FROM attack.truth) AS e, (SELECT DISTINCT cell[6] AS v FROM attack.truth) AS f,
       (SELECT DISTINCT cell[7] AS v FROM attack.truth) AS g;
\endif

-- each possible cell and the cells of every level that it is in, up to the first that is shown
CREATE TABLE attack.member AS
SELECT m.t, m.cell, m.level, m.key, m.p, m.b, m.n
  FROM (SELECT s.t, c.cell, l.level, c.cell[1:l.level] AS key, p.convictions AS p, b.convictions AS b, coalesce(n.convictions, 0) AS n,
               bool_or(p.convictions IS NOT NULL) OVER (PARTITION BY s.t, c.cell ORDER BY l.level DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS told
          FROM attack.possible AS c CROSS JOIN generate_series(1, 2) AS s (t) CROSS JOIN unnest('{7,5,3,2,1}'::integer[]) AS l (level)
          LEFT JOIN attack.published AS p ON p.t = s.t AND p.cell = c.cell[1:l.level] || array_fill('not told apart'::text, ARRAY[7 - l.level])
          LEFT JOIN attack.published AS b ON b.t = s.t - 1 AND b.cell = c.cell[1:l.level] || array_fill('not told apart'::text, ARRAY[7 - l.level])
          LEFT JOIN attack.truth AS n ON n.t = s.t AND n.cell = c.cell) AS m
 WHERE m.told IS NOT TRUE;

CREATE TABLE attack.node AS
SELECT row_number() OVER (ORDER BY q.t, q.level, q.key) AS node, q.*, NULL::bigint AS low, NULL::bigint AS high
  FROM (SELECT m.t, m.level, m.key, m.p, m.b, sum(m.n) AS n FROM attack.member AS m GROUP BY 1, 2, 3, 4, 5) AS q;
-- the rule, turned round; every different case once
WITH told AS (
    SELECT c.t, c.p, c.b, min(x) AS low, max(x) AS high
      FROM (SELECT DISTINCT t, p, b FROM attack.node) AS c, generate_series(0, coalesce(greatest(c.p, c.b), 0) + 4 * :t) AS x
     WHERE prop64.public_count(x, x, c.b, c.t > 1, :t) IS NOT DISTINCT FROM c.p GROUP BY 1, 2, 3)
UPDATE attack.node AS n SET low = coalesce(least(o.low, CASE WHEN n.n < o.low THEN n.p - CASE WHEN n.level = 7 THEN 2 ELSE :t + 1 END END), 0),
                            high = CASE WHEN n.n <= o.high THEN o.high END
  FROM attack.node AS m LEFT JOIN told AS o ON o.t = m.t AND o.p IS NOT DISTINCT FROM m.p AND o.b IS NOT DISTINCT FROM m.b WHERE m.node = n.node;

-- cells that nothing tells apart
CREATE TABLE attack.class AS
SELECT dense_rank() OVER (ORDER BY q.t, q.sign) AS class, q.*
  FROM (SELECT m.t, m.cell, f.p IS NOT NULL AS shown, f.n, f.low, f.high,
               CASE WHEN f.p IS NOT NULL THEN 'cell ' || f.node
                    WHEN :'margins' = 'counts' THEN 'cell ' || f.node
                    ELSE concat_ws(' ', array_agg(n.node ORDER BY n.node) FILTER (WHERE n.level < 7), f.low, f.high) END AS sign
          FROM attack.member AS m
          JOIN attack.node AS n ON n.t = m.t AND n.level = m.level AND n.key = m.key
          JOIN attack.node AS f ON f.t = m.t AND f.level = 7 AND f.key = m.cell
         GROUP BY m.t, m.cell, f.p, f.n, f.low, f.high, f.node) AS q;

CREATE TABLE attack.line (part integer, line text);
-- coarse cells
INSERT INTO attack.line
SELECT 1, concat(CASE WHEN low > 0 THEN format(E'l%s: %s >= %s\n', node, terms, low) END, CASE WHEN high IS NOT NULL THEN format('h%s: %s <= %s', node, terms, high) END)
  FROM (SELECT n.node, n.low, n.high, string_agg(DISTINCT 'x' || c.class, E'\n + ') AS terms
          FROM attack.node AS n JOIN attack.member AS m ON m.t = n.t AND m.level = n.level AND m.key = n.key
          JOIN attack.class AS c ON c.t = m.t AND c.cell = m.cell WHERE n.level < 7 GROUP BY n.node, n.low, n.high) AS q
 WHERE low > 0 OR high IS NOT NULL;
-- The other tables.  A sum of published cells is as far from the true sum as its parts are from theirs.
WITH column_place (name, place) AS (VALUES ('outcome', 1), ('race', 2), ('section', 3), ('severity', 4), ('years', 5), ('sex', 6), ('age_group', 7)),
margin AS (
    SELECT row_number() OVER (ORDER BY m.t, m.name, m.key) AS margin, m.t, m.convictions, m.key,
           ARRAY(SELECT p.place FROM unnest(m.columns) WITH ORDINALITY AS c (name, at) JOIN column_place AS p USING (name) ORDER BY c.at) AS places
      FROM attack.margin AS m)
INSERT INTO attack.line
SELECT 2, CASE WHEN lower(q.span) > 0 THEN format(E'm%s: %s >= %s\n', q.margin, q.terms, lower(q.span)) ELSE '' END
          || CASE WHEN NOT upper_inf(q.span) THEN format('n%s: %s <= %s', q.margin, q.terms, upper(q.span) - 1) ELSE '' END
  FROM (SELECT g.margin, string_agg(DISTINCT 'x' || c.class, E'\n + ') AS terms,
               CASE WHEN :'margins' = 'counts' THEN int8range(g.convictions - 2, g.convictions + 2, '[]')
                    ELSE (SELECT int8range(g.convictions - sum(n.p - n.low)::bigint, CASE WHEN bool_and(n.high IS NOT NULL) THEN g.convictions + sum(n.high - n.p)::bigint END, '[]')
                            FROM attack.node AS n WHERE n.t = g.t AND n.p IS NOT NULL
                             AND ARRAY(SELECT coalesce(n.key[s], 'not told apart') FROM unnest(g.places) WITH ORDINALITY AS u (s, at) ORDER BY at) = g.key) END AS span
          FROM margin AS g
          JOIN attack.member AS m ON m.t = g.t AND (:'margins' = 'counts' AND m.level = 7
               AND ARRAY(SELECT m.cell[s] FROM unnest(g.places) WITH ORDINALITY AS u (s, at) ORDER BY at) = g.key
               OR :'margins' = 'cells' AND m.p IS NOT NULL
               AND ARRAY(SELECT coalesce(m.key[s], 'not told apart') FROM unnest(g.places) WITH ORDINALITY AS u (s, at) ORDER BY at) = g.key)
          JOIN attack.class AS c ON c.t = m.t AND c.cell = m.cell
         GROUP BY g.margin, g.t, g.convictions, g.key, g.places) AS q
 WHERE lower(q.span) > 0 OR NOT upper_inf(q.span);
INSERT INTO attack.line VALUES (3, 'Bounds');
INSERT INTO attack.line
SELECT 4, CASE WHEN high IS NULL THEN format('x%s >= %s', class, low * count(*)) ELSE format('%s <= x%s <= %s', low * count(*), class, high * count(*)) END
  FROM attack.class GROUP BY class, low, high;
INSERT INTO attack.line VALUES (5, 'End');

\pset format unaligned
\pset tuples_only on
\set rows :directory '/rows'
\set ask :directory '/ask'
SELECT line FROM attack.line WHERE line <> '' ORDER BY part \g :rows
-- Cells that are not shown, and cells that are shown and hold little.  Of the empty ones whose places
-- in the program are alike, one.
SELECT min(class) FROM attack.class WHERE NOT shown OR n < :t
 GROUP BY CASE WHEN n > 0 OR :'margins' = 'counts' THEN class END, CASE WHEN n = 0 AND :'margins' = 'cells' THEN ARRAY[t::text] || cell[1:3] END
 ORDER BY 1 \g :ask
