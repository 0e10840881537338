-- What the bounds of the program's variables say of single cells: one line, "cells found".
-- A cell is found when it can be told from some count below the threshold.
--
--   psql -v directory=DIR -f bounds.sql     reads DIR/bounds: variable, least, most
\set ON_ERROR_STOP on
\set QUIET on
CREATE TABLE attack.result (class bigint, least numeric, most numeric);
\set load '\\copy attack.result FROM ' :directory '/bounds'
:load
-- An attacker who excludes what is true tells nothing, and tests nothing.
DO $$
BEGIN
    IF EXISTS (SELECT FROM attack.result AS r JOIN (SELECT class, sum(n) AS n FROM attack.class GROUP BY class) AS c USING (class)
                WHERE c.n NOT BETWEEN r.least - 0.001 AND r.most + 0.001) THEN
        RAISE 'the linear program excludes the true counts';
    END IF;
END $$;
\pset format unaligned
\pset tuples_only on
\pset fieldsep ' '
CREATE VIEW attack.found AS
SELECT c.t, c.cell, c.shown, c.n, greatest(0, r.least - (k.cells - 1) * coalesce(c.high, 1000000)) AS least, least(coalesce(c.high, 1000000), r.most) AS most
  FROM attack.class AS c JOIN attack.result AS r USING (class)
  JOIN (SELECT class, count(*) AS cells FROM attack.class GROUP BY class) AS k USING (class)
 WHERE NOT c.shown OR c.n < (SELECT threshold FROM public_numbers.setting);
SELECT count(*), count(*) FILTER (WHERE least > 0.001 OR most < (SELECT threshold FROM public_numbers.setting) - 1.001) FROM attack.found;
