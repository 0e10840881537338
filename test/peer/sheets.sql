-- sheets.sql: the three spreadsheets and the summary of tools/export-doj against the
-- earlier tool's, cell by cell.  For test/peer/run (exports.sh).
\set QUIET on

-- Every kind of difference that is meant to be: test/peer/export_divergences.csv.
--   lists    our list (cells joined by ;) has this section, theirs has not
--   omits    their list has it, ours has not
--   cell     the cell, on this line of the file
--   number   the number in the summary, named by its path
-- A case or a line that is * is any.
CREATE TABLE peer.sheet_divergence (
    case_name text, line text, place text, change text, theirs text, ours text, item text, why text
);
CREATE TABLE peer.sheet_divergence_used (LIKE peer.sheet_divergence);

-- One row a cell that differs: of the case and sheet compared last.
CREATE TABLE peer.sheet_cell (line integer, place text, theirs text, ours text);

-- The elements of a list that another list lacks; each occurrence counts.
CREATE FUNCTION peer.lacking(list text, other text) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT e FROM (SELECT pg_catalog.btrim(e) AS e
                     FROM pg_catalog.unnest(pg_catalog.string_to_array(nullif(list, '-'), ';')) AS e) AS l
    EXCEPT ALL
    SELECT pg_catalog.btrim(e) FROM pg_catalog.unnest(pg_catalog.string_to_array(nullif(other, '-'), ';')) AS e;
$$;

CREATE FUNCTION peer.rule_for(name text, of_line integer, of_place text, kind text, they text, we text)
    RETURNS SETOF peer.sheet_divergence LANGUAGE sql AS $$
    SELECT d.* FROM peer.sheet_divergence AS d
     WHERE d.case_name IN ('*', name) AND d.line IN ('*', of_line::text) AND d.place = of_place AND d.change = kind
       AND d.theirs = coalesce(they, '') AND d.ours = coalesce(we, '')
     LIMIT 1;
$$;

-- What each difference comes down to, and the rule that documents it.
CREATE FUNCTION peer.judged(name text) RETURNS TABLE (line integer, place text, theirs text, ours text, rule peer.sheet_divergence)
    LANGUAGE sql AS $$
    SELECT c.line, c.place, c.theirs, c.ours, r
      FROM peer.sheet_cell AS c
      CROSS JOIN LATERAL (
          SELECT 'cell' AS change, c.theirs, c.ours WHERE c.place NOT LIKE '%Code Section(s)'
          UNION ALL
          SELECT 'lists', '', e FROM peer.lacking(c.ours, c.theirs) AS e WHERE c.place LIKE '%Code Section(s)'
          UNION ALL
          SELECT 'omits', e, '' FROM peer.lacking(c.theirs, c.ours) AS e WHERE c.place LIKE '%Code Section(s)') AS part
      LEFT JOIN LATERAL peer.rule_for(name, c.line, c.place, part.change, part.theirs, part.ours) AS r ON true;
$$;

-- The cells of a row, by the name of their column.
CREATE FUNCTION peer.cells_that_differ(by_line boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    key text;
BEGIN
    -- the file's own columns are written in capitals; with them and their occurrence rows find each other
    SELECT pg_catalog.string_agg(pg_catalog.format('coalesce(s.%I, '''')', attname), ' || ''|'' || ' ORDER BY attnum) INTO key
      FROM pg_catalog.pg_attribute
     WHERE attrelid = 'peer.sheet_theirs'::pg_catalog.regclass AND attnum > 1 AND attname ~ '^[A-Z0-9_]+$';
    EXECUTE pg_catalog.format($q$
        INSERT INTO peer.sheet_cell
        WITH theirs AS (SELECT s.*, pg_catalog.md5(%1$s) AS key FROM peer.sheet_theirs AS s),
             ours AS (SELECT s.*, pg_catalog.md5(%1$s) AS key FROM peer.sheet_ours AS s),
             t AS (SELECT line, CASE WHEN %2$L THEN line::text ELSE key || pg_catalog.row_number() OVER (PARTITION BY key ORDER BY line) END AS key,
                          pg_catalog.to_jsonb(theirs) - 'line' - 'key' AS cells FROM theirs),
             o AS (SELECT line, CASE WHEN %2$L THEN line::text ELSE key || pg_catalog.row_number() OVER (PARTITION BY key ORDER BY line) END AS key,
                          pg_catalog.to_jsonb(ours) - 'line' - 'key' AS cells FROM ours),
             both_sides AS (SELECT t.line, t.cells AS theirs, o.cells AS ours FROM t JOIN o USING (key))
        SELECT b.line, c.key, c.value, b.ours ->> c.key
          FROM both_sides AS b CROSS JOIN LATERAL pg_catalog.jsonb_each_text(b.theirs) AS c
         WHERE coalesce(c.value, '') <> coalesce(b.ours ->> c.key, '')
        UNION ALL
        SELECT t.line, 'the row', 'is there', '' FROM t WHERE NOT EXISTS (SELECT FROM o WHERE o.key = t.key)
        UNION ALL
        SELECT o.line, 'the row', '', 'is there' FROM o WHERE NOT EXISTS (SELECT FROM t WHERE t.key = o.key)$q$, key, by_line);
END
$$;
