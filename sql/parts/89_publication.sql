-- Publication: numbers of the reports that may be shown to everybody (doc/publication.md).
--
-- One set of cells holds every number.  A cell is outcome, race, section, severity, years, sex, age
-- group.  Convictions of cells that are not shown are added up in coarser cells, whose other columns
-- say 'not told apart': first without sex and age, then by outcome, race and section, by outcome and
-- race, by outcome alone.  What is left after that is in no number.  So the cells that are shown, fine
-- or coarse, are disjoint, and every other table adds their published numbers.
--
-- Which function of the true counts each number is.  T is the threshold.  A cell has, at each
-- publication: its convictions n, its people, and the number b that the publication before showed of
-- it, or none.  public_count() gives its number from these, and reads nothing else:
--
--   b is none   the nearest multiple of 5 of n, when there are T people; none otherwise.  When there
--               was a publication before, 2T - 1 people, so that n rose by T whatever it was below T.
--   |n - b| < T + 2   b.  The count behind b is within 2 of it, so whatever changes moved by T.
--   else        the nearest multiple of 5 of n, when there are T people; else b while b <= 2T; else none.
--
-- (People are at most as many as convictions; an unknown person counts as one with all of them.)
--
-- A coarse cell counts the convictions under it that no finer cell shows.  If K of its parts, the cells
-- of the next finer level, hold some of them, n is first cut off at (K - 1)(T - 1), rounded down to 5; below
-- T this closes the cell.  It needs T + 2 convictions where a fine cell needs T.
--
-- What follows.  Claim: for each cell that has no number and each v of 0 to T - 1, some true counts with v
-- in that cell give all numbers of all publications, if but one more part of each coarse cell is
-- possible than hold something.
--   1. A cell that has no number may hold any n of 0 to T - 1.  Without b: n < T has no number.
--      With b > 2T: |n - b| >= T + 2 for all these n, and none is what the rule gives for each.
--      With b <= 2T a cell never loses its number.
--   2. A coarse cell with a number says of its sum only that it lies between some l and h, where
--      l <= (K - 1)(T - 1), by the cut, and h > T: a new number is of n >= T + 2; a repeated b goes
--      up to b + T + 1.  So one of its parts may hold any v of 0 to T - 1, while the others hold each
--      0 to T - 1 and make up the sum, and not so few of them that the cut would be another.
--      Parts are cells without a number, for which 1 holds, with parts of their own: the same
--      argument, once more.
--   3. Cells that have a number are disjoint, so 2 chooses in each without disturbing another.
--   4. Other tables add numbers that are shown: they are functions of what 1 to 3 know already.
--   5. A number is a function of the counts of one publication and of numbers that are shown.  True
--      counts of two publications meet in no rule, so each is chosen on its own, for any number of
--      publications.
-- A fine cell that is shown and holds fewer than T has b <= 2T, which stands for 0 to b + T + 1 at
-- least.  test/pgtap/publication.sql tries 1 and 2 for every small case; test/publication/run looks
-- for what all of this overlooks, by linear programming.
--
-- No true count is kept here: the schema of a publication holds what it shows and nothing else.

-- ---- the words of the cells ----

-- A fixed list: what somebody typed into a column for race is never shown.
CREATE FUNCTION prop64.public_race(race text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN coalesce(btrim(race), '') = '' THEN 'not known'
        WHEN upper(btrim(race) COLLATE "C") = ANY ('{U,UNK,UNKNOWN,NOT KNOWN,NOT STATED,X}') THEN 'not known'
        WHEN upper(btrim(race) COLLATE "C") = ANY ('{W,WHITE,CAUCASIAN}') THEN 'White'
        WHEN upper(btrim(race) COLLATE "C") = ANY ('{B,BLACK,AFRICAN AMERICAN,AFRICAN-AMERICAN,BLACK OR AFRICAN AMERICAN,BLACK/AFRICAN AMERICAN}') THEN 'Black'
        WHEN upper(btrim(race) COLLATE "C") = ANY ('{H,HISPANIC,LATINO,LATINA,LATINX,HISPANIC OR LATINO,HISPANIC/LATINO,MEXICAN}') THEN 'Hispanic'
        WHEN upper(btrim(race) COLLATE "C") = ANY ('{I,AMERICAN INDIAN,NATIVE AMERICAN,ALASKA NATIVE,AMERICAN INDIAN OR ALASKA NATIVE,AMERICAN INDIAN/ALASKA NATIVE}')
            THEN 'American Indian'
        WHEN upper(btrim(race) COLLATE "C") = ANY ('{A,ASIAN,OTHER ASIAN,ASIAN INDIAN,CHINESE,JAPANESE,KOREAN,FILIPINO,VIETNAMESE,LAOTIAN,CAMBODIAN,PACIFIC ISLANDER,SAMOAN,GUAMANIAN,'
            'HAWAIIAN,NATIVE HAWAIIAN,NATIVE HAWAIIAN OR OTHER PACIFIC ISLANDER,ASIAN OR PACIFIC ISLANDER,ASIAN/PACIFIC ISLANDER}') THEN 'Asian or Pacific Islander'
        ELSE 'other' END;
COMMENT ON FUNCTION prop64.public_race(text) IS
    'Race as a publication shows it: White, Black, Hispanic, Asian or Pacific Islander, American Indian, other, not known';

CREATE FUNCTION prop64.public_sex(sex text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN coalesce(btrim(sex), '') = '' THEN 'not known'
        WHEN upper(btrim(sex) COLLATE "C") = ANY ('{U,UNK,UNKNOWN,NOT KNOWN,NOT STATED}') THEN 'not known'
        WHEN upper(btrim(sex) COLLATE "C") = ANY ('{F,FEMALE,WOMAN}') THEN 'female'
        WHEN upper(btrim(sex) COLLATE "C") = ANY ('{M,MALE,MAN}') THEN 'male'
        ELSE 'other' END;
COMMENT ON FUNCTION prop64.public_sex(text) IS
    'Sex as a publication shows it: female, male, other, not known';

-- The bounds are those of the law where a year can tell: SB 95 of 1976, realignment and SB 1449 of 2011,
-- Proposition 64 late in 2016.
CREATE FUNCTION prop64.public_years(year integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN year IS NULL THEN 'not known' WHEN year < 1976 THEN 'before 1976' WHEN year < 1986 THEN '1976 to 1985'
        WHEN year < 1996 THEN '1986 to 1995' WHEN year < 2006 THEN '1996 to 2005' WHEN year < 2011 THEN '2006 to 2010'
        WHEN year < 2017 THEN '2011 to 2016' ELSE '2017 and later' END;
COMMENT ON FUNCTION prop64.public_years(integer) IS
    'The group of years of conviction as a publication shows it, bounded where the law changed';

-- ---- the rule ----

CREATE FUNCTION prop64.public_count(cases bigint, people bigint, before bigint, later boolean, threshold integer, cut bigint DEFAULT NULL) RETURNS bigint
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    t constant bigint := threshold;
    n bigint := cases;
    b bigint := before;
BEGIN
    IF cut < t THEN
        n := least(n, 0);
    ELSIF cut >= t THEN
        n := least(n, cut / 5 * 5);
        -- nor is more repeated; a small number also stands for an empty cell
        IF b > 2 * t THEN
            b := least(b, cut / 5 * 5);
        END IF;
    END IF;
    IF abs(n - b) < t + 2 THEN
        RETURN b;
    END IF;
    IF least(n, people) >= (CASE WHEN b IS NULL AND later THEN 2 * t - 1 WHEN cut IS NOT NULL THEN t + 2 ELSE t END) THEN
        RETURN (n + 2) / 5 * 5;
    END IF;
    IF b <= 2 * t THEN
        RETURN b;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION prop64.public_count(bigint, bigint, bigint, boolean, integer, bigint) IS
    'The number that a publication shows of a cell, NULL for none: of its convictions and people, the number shown before, whether there was a publication before, the threshold, and of a coarse cell the most that may be told';

-- The tables beside the cells: what they are by, and what they say.
CREATE FUNCTION prop64.publication_tables() RETURNS TABLE (name text, columns text[], comment text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 11
BEGIN ATOMIC
    SELECT t.name, t.columns, t.comment
      FROM (VALUES
        ('total', '{}'::text[], 'Convictions in all cells that are shown'),
        ('by_outcome', '{outcome}', 'Convictions by outcome'),
        ('by_section', '{section,outcome}', 'Convictions by section and outcome'),
        ('by_years', '{years,outcome}', 'Convictions by years of conviction and outcome'),
        ('by_severity', '{severity,outcome}', 'Convictions by severity and outcome'),
        ('by_race', '{race,outcome}', 'Convictions by race and outcome'),
        ('by_sex', '{sex,outcome}', 'Convictions by sex and outcome'),
        ('by_age', '{age_group,outcome}', 'Convictions by age group and outcome'),
        ('by_section_and_years', '{section,years,outcome}', 'Convictions by section, years of conviction and outcome'),
        ('by_race_and_section', '{race,section,outcome}', 'Convictions by race, section and outcome'),
        ('by_race_sex_and_age', '{race,sex,age_group,outcome}', 'Convictions by race, sex, age group and outcome')
      ) AS t (name, columns, comment);
END;
COMMENT ON FUNCTION prop64.publication_tables() IS
    'The materialized views of a publication beside its table cell: the columns that they are by, and what they say';

-- ---- making the schema ----

CREATE PROCEDURE prop64.create_publication(
    schema name, reports name, threshold integer DEFAULT 11,
    sections text[] DEFAULT '{HS 11357,HS 11358,HS 11359,HS 11360}')
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $procedure$
DECLARE
    s constant text := quote_ident(create_publication.schema);
    item record;
    word text;
BEGIN
    IF create_publication.schema IS NULL OR create_publication.reports IS NULL OR create_publication.threshold IS NULL OR create_publication.sections IS NULL THEN
        RAISE null_value_not_allowed USING
            MESSAGE = 'create_publication needs a schema, the schema of the reports, a threshold and sections',
            HINT = 'The threshold is 11 and the sections are HS 11357 to HS 11360 when they are left out.';
    END IF;
    IF to_regclass(quote_ident(create_publication.reports) || '.determination') IS NULL OR to_regclass(quote_ident(create_publication.reports) || '.run') IS NULL THEN
        RAISE undefined_table USING
            MESSAGE = format('there are no reports in the schema %I', create_publication.reports),
            HINT = 'CALL prop64.create_reports(schema, source, policy, as_of) makes them.';
    END IF;
    IF create_publication.threshold NOT BETWEEN 5 AND 1000 THEN
        RAISE invalid_parameter_value USING
            MESSAGE = format('the threshold is %s', create_publication.threshold),
            DETAIL = 'Expected: 5 to 1000. Numbers are rounded to 5, which hides nothing of a smaller count.';
    END IF;
    FOREACH word IN ARRAY create_publication.sections LOOP
        IF word IS NULL OR word IS DISTINCT FROM (SELECT prop64.code(c) || ' ' || prop64.section(c) FROM prop64.to_charge(word) AS c)
           OR cardinality(array_positions(create_publication.sections, word)) > 1 THEN
            RAISE invalid_parameter_value USING
                MESSAGE = format('the section to tell apart is %s', coalesce(quote_literal(word), 'NULL')),
                DETAIL = 'Expected: sections as the reports write them, each once, such as HS 11357; without subdivisions.';
        END IF;
    END LOOP;
    IF to_regnamespace(s) IS NULL THEN
        EXECUTE 'CREATE SCHEMA ' || s;
        EXECUTE format('COMMENT ON SCHEMA %s IS %L', s, 'Numbers of relief that may be shown, made by prop64.create_publication');
    END IF;
    SELECT c.relname INTO word FROM pg_class AS c
     WHERE c.relnamespace = to_regnamespace(s) AND c.relname = ANY (ARRAY['setting', 'publication', 'cell'] || ARRAY(SELECT t.name FROM prop64.publication_tables() AS t))
     ORDER BY c.relname LIMIT 1;
    IF FOUND THEN
        RAISE duplicate_table USING
            MESSAGE = format('the schema %s already holds a relation %I', s, word),
            HINT = 'Give another schema. One set of reports has one publication: two together tell more than either.';
    END IF;

    EXECUTE replace($ddl$
CREATE TABLE PUBLICATION.setting (
    one boolean PRIMARY KEY DEFAULT true CHECK (one), reports name NOT NULL, threshold integer NOT NULL, sections text[] NOT NULL);
CREATE TABLE PUBLICATION.publication (
    publication integer PRIMARY KEY, published_at timestamptz NOT NULL, as_of date NOT NULL, policy_name text, policy_digest text NOT NULL, county text,
    threshold integer NOT NULL, sections text[] NOT NULL, version text NOT NULL, law_version text, changed integer NOT NULL);
CREATE TABLE PUBLICATION.cell (
    outcome text NOT NULL, race text NOT NULL, section text NOT NULL, severity text NOT NULL, years text NOT NULL, sex text NOT NULL, age_group text NOT NULL,
    convictions bigint NOT NULL, since integer NOT NULL,
    PRIMARY KEY (outcome, race, section, severity, years, sex, age_group));
$ddl$, 'PUBLICATION', s);
    EXECUTE format('INSERT INTO %s.setting (reports, threshold, sections) VALUES ($1, $2, $3)', s)
        USING create_publication.reports, create_publication.threshold, create_publication.sections;
    FOR item IN SELECT t.name, t.comment, array_to_string(t.columns, ', ') AS list FROM prop64.publication_tables() AS t
    LOOP
        EXECUTE format('CREATE MATERIALIZED VIEW %1$s.%2$I AS SELECT %3$s sum(c.convictions)::bigint AS convictions FROM %1$s.cell AS c %4$s', s, item.name,
                       coalesce(nullif(item.list, '') || ',', ''), coalesce('GROUP BY ' || nullif(item.list, ''), 'HAVING count(*) > 0'));
        EXECUTE format('CREATE UNIQUE INDEX %1$I ON %2$s.%3$I (%4$s)', item.name || '_key', s, item.name, coalesce(nullif(item.list, ''), 'convictions'));
        EXECUTE format('COMMENT ON MATERIALIZED VIEW %s.%I IS %L', s, item.name, item.comment || '; the sum of the published numbers of cell');
    END LOOP;
    EXECUTE format('COMMENT ON TABLE %s.setting IS %L', s, 'What refresh_publication publishes: one row, not to be changed, for numbers that follow one another are safe together under one rule only');
    EXECUTE format('COMMENT ON TABLE %s.publication IS %L', s, 'The publications: when, and what the numbers were made with');
    EXECUTE format('COMMENT ON TABLE %s.cell IS %L', s, 'The numbers that every other table adds: convictions of the cells that are shown. Cells of few convictions or few people are added up in rows that say ''not told apart'', or left out');
    FOR item IN
        SELECT c.relname, a.attname, d.comment
          FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
          LEFT JOIN (VALUES
            ('one', 'Always true: there is one row'), ('reports', 'The schema of the reports'),
            ('threshold', 'A cell that is new is shown from this many people on'), ('sections', 'The sections that are told apart; the rest is other'),
            ('publication', 'Number of the publication, from 1'), ('published_at', 'When it was made'), ('as_of', 'The day on which ages, spans and sentences were counted'),
            ('policy_name', 'Name of the policy'), ('policy_digest', 'SHA-256 of the policy''s canonical text'), ('county', 'The one county; NULL: all of the reports'),
            ('version', 'Version of prop64'), ('law_version', 'Version of the legal lists that the policy reads'), ('changed', 'Cells that are new, gone or have another number'),
            ('outcome', 'dismiss, reduce to infraction, reduce to misdemeanor, no change, ineligible, review, refer, or undetermined'),
            ('section', 'Section, of an attempt or conspiracy the one that it aims at; other; not known; or not told apart'),
            ('years', 'Years of conviction; not known; or not told apart'), ('severity', 'felony, misdemeanor or infraction as it stands; not known; or not told apart'),
            ('race', 'Race; other; not known; or not told apart'), ('sex', 'female, male, other, not known, or not told apart'),
            ('age_group', 'Age on the as-of date; not known; or not told apart'),
            ('convictions', 'Convictions, rounded to 5, as of the publication in which the number last changed'), ('since', 'The publication in which this number last changed')
          ) AS d (name, comment) ON d.name = a.attname
         WHERE c.relnamespace = to_regnamespace(s) AND c.relkind IN ('r', 'm')
           AND c.relname = ANY (ARRAY['setting', 'publication', 'cell'] || ARRAY(SELECT t.name FROM prop64.publication_tables() AS t))
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I.%I IS %L', s, item.relname, item.attname,
                       CASE WHEN item.attname = 'convictions' AND item.relname <> 'cell' THEN 'Sum of the published numbers of the cells' ELSE item.comment END);
    END LOOP;
END
$procedure$;
COMMENT ON PROCEDURE prop64.create_publication(name, name, integer, text[]) IS
    'Makes the tables of a publication of reports, in a schema; prop64.refresh_publication fills them. Who may read them is granted by their owner';

-- ---- publishing ----

-- Sees every row of the reports or fails: of some rows a cell would show a wrong number.
CREATE PROCEDURE prop64.refresh_publication(schema name)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    SET row_security = off
    SET jit = off
    SET enable_mergejoin = off  -- it would sort a row for every person by seven texts
    SET client_min_messages = warning
AS $procedure$
DECLARE
    s constant text := quote_ident(refresh_publication.schema);
    all_columns constant text[] := '{outcome,race,section,severity,years,sex,age_group}';
    setting record;
    last record;
    run record;
    r text;
    number integer;
    kept integer;
    finer integer := NULL;
    columns text;
    level text;      -- which cells are of this level
    same text;       -- p and c are of one cell of this level
    touched bigint;
    changed bigint := 0;
    item record;
BEGIN
    IF to_regclass(s || '.setting') IS NULL OR to_regclass(s || '.cell') IS NULL THEN
        RAISE undefined_table USING
            MESSAGE = format('there is no publication in the schema %s', coalesce(s, 'NULL')),
            HINT = 'CALL prop64.create_publication(schema, reports) makes one.';
    END IF;
    -- one publication after another, each of one run of the reports; readers wait for none
    EXECUTE format('LOCK TABLE %s.cell IN SHARE ROW EXCLUSIVE MODE', s);
    EXECUTE format('SELECT * FROM %s.setting', s) INTO setting;
    IF setting IS NULL THEN
        RAISE no_data_found USING MESSAGE = format('the table %s.setting has no row', s), HINT = 'It holds reports, threshold and sections.';
    END IF;
    r := quote_ident(setting.reports);
    IF to_regclass(r || '.determination') IS NULL OR to_regclass(r || '.run') IS NULL OR to_regclass(r || '.setting') IS NULL THEN
        RAISE undefined_table USING MESSAGE = format('the reports of the publication in the schema %s are gone', s),
            DETAIL = format('They were in the schema %s.', r);
    END IF;
    -- what stands in another's schema would run with the rights of who calls this
    IF EXISTS (SELECT FROM pg_class AS c WHERE c.relnamespace IN (to_regnamespace(s), to_regnamespace(r)) AND NOT pg_has_role(c.relowner, 'USAGE')) THEN
        RAISE insufficient_privilege USING
            MESSAGE = format('the publication in the schema %s, or its reports in %s, belong to another role', s, r),
            HINT = 'Who owns both publishes, also from a scheduler.';
    END IF;
    EXECUTE format('SELECT FROM %s.setting FOR SHARE', r);
    EXECUTE format('SELECT * FROM %s.run WHERE finished_at IS NOT NULL ORDER BY run DESC LIMIT 1', r) INTO run;
    IF run IS NULL THEN
        RAISE object_not_in_prerequisite_state USING MESSAGE = format('the reports in the schema %s are empty', r),
            HINT = format('CALL prop64.refresh_reports(%L) fills them.', setting.reports);
    END IF;
    EXECUTE format('SELECT * FROM %s.publication ORDER BY publication DESC LIMIT 1', s) INTO last;
    number := coalesce(last.publication, 0) + 1;
    IF last.threshold <> setting.threshold OR last.sections <> setting.sections THEN
        RAISE object_not_in_prerequisite_state USING
            MESSAGE = format('the table %s.setting was changed after publication %s', s, last.publication),
            DETAIL = format('It was published with the threshold %s and the sections %s.', last.threshold, array_to_string(last.sections, ', ')),
            HINT = 'Numbers made by two rules tell more than either: set it back.';
    END IF;

    EXECUTE 'DROP TABLE IF EXISTS pg_temp.prop64_row, pg_temp.prop64_public';
    EXECUTE format($query$
CREATE TEMP TABLE prop64_row ON COMMIT DROP AS
SELECT d.outcome, prop64.public_race(d.race) AS race,
       CASE WHEN d.section IS NULL THEN 'not known' WHEN d.section = ANY (%L::text[]) THEN d.section ELSE 'other' END AS section,
       coalesce(d.severity, 'not known') AS severity, prop64.public_years(d.year) AS years,
       prop64.public_sex(d.sex) AS sex, coalesce(d.age_group, 'not known') AS age_group,
       d.person_id AS person, count(*) AS cases
  FROM %s.determination AS d WHERE d.outcome <> 'out of scope' GROUP BY d.person_id, 1, 2, 3, 4, 5, 6, 7$query$, setting.sections, r);
    EXECUTE 'ANALYZE pg_temp.prop64_row';
    EXECUTE format('CREATE TEMP TABLE prop64_public (LIKE %s.cell)', s);
    EXECUTE 'ALTER TABLE pg_temp.prop64_public ALTER COLUMN since DROP NOT NULL';

    -- The cells, then what is left of them by fewer columns.
    FOREACH kept IN ARRAY '{7,5,3,2,1}'::integer[] LOOP
        columns := array_to_string(all_columns[1:kept], ', ');
        level := format('c.%I <> ''not told apart''%s', all_columns[kept], CASE WHEN kept < 7 THEN format(' AND c.%I = ''not told apart''', all_columns[kept + 1]) ELSE '' END);
        same := (SELECT string_agg(format('p.%1$I = c.%1$I', c), ' AND ') FROM unnest(all_columns[1:kept]) AS c);
        EXECUTE format($query$
INSERT INTO pg_temp.prop64_public (%1$s, convictions)
SELECT %2$s, v.convictions
  FROM (SELECT %3$s, sum(q.cases)::bigint AS cases, (%8$s + bool_or(q.person IS NULL)::integer)::bigint AS people,
               %4$s AS parts FROM pg_temp.prop64_row AS q GROUP BY %3$s) AS q
  FULL JOIN (SELECT * FROM %5$s.cell AS c WHERE %6$s) AS b USING (%3$s),
       LATERAL (SELECT prop64.public_count(coalesce(q.cases, 0), coalesce(q.people, 0), b.convictions, $2, $1, %7$s) AS convictions) AS v
 WHERE v.convictions IS NOT NULL$query$,
            array_to_string(all_columns, ', '), columns || repeat(', ''not told apart''', 7 - kept), columns,
            CASE WHEN finer IS NULL THEN 'NULL::bigint' ELSE format('count(DISTINCT ROW(%s))', array_to_string(all_columns[1:finer], ', ')) END,
            s, level, CASE WHEN finer IS NULL THEN 'NULL' ELSE '(coalesce(q.parts, 0) - 1) * ($1 - 1)' END,
            -- a row is of one person in one cell already
            CASE WHEN finer IS NULL THEN 'count(q.person)' ELSE 'count(DISTINCT q.person)' END)
            USING setting.threshold, last.publication IS NOT NULL;
        EXECUTE 'ANALYZE pg_temp.prop64_public';
        EXECUTE format('DELETE FROM pg_temp.prop64_row AS p USING pg_temp.prop64_public AS c WHERE %s AND %s', level, same);
        finer := kept;
    END LOOP;

    -- only what differs is written
    same := (SELECT string_agg(format('p.%1$I = c.%1$I', c), ' AND ') FROM unnest(all_columns) AS c);
    EXECUTE format('DELETE FROM %s.cell AS c WHERE NOT EXISTS (SELECT FROM pg_temp.prop64_public AS p WHERE %s)', s, same);
    GET DIAGNOSTICS touched = ROW_COUNT;
    changed := changed + touched;
    EXECUTE format('UPDATE %s.cell AS c SET convictions = p.convictions, since = $1 FROM pg_temp.prop64_public AS p WHERE %s AND p.convictions <> c.convictions', s, same) USING number;
    GET DIAGNOSTICS touched = ROW_COUNT;
    changed := changed + touched;
    EXECUTE format('INSERT INTO %1$s.cell SELECT %2$s, p.convictions, $1 FROM pg_temp.prop64_public AS p WHERE NOT EXISTS (SELECT FROM %1$s.cell AS c WHERE %3$s) ORDER BY %2$s',
                   s, 'p.' || array_to_string(all_columns, ', p.'), same) USING number;
    GET DIAGNOSTICS touched = ROW_COUNT;
    changed := changed + touched;
    EXECUTE 'DROP TABLE pg_temp.prop64_row, pg_temp.prop64_public';
    EXECUTE format('INSERT INTO %s.publication (publication, published_at, as_of, policy_name, policy_digest, county, threshold, sections, version, law_version, changed) '
                   'VALUES ($1, now(), $2, $3, $4, $5, $6, $7, $8, $9, $10)', s)
        USING number, run.as_of, run.policy_name, run.policy_digest, run.county, setting.threshold, setting.sections, run.version, run.law_version, changed;
    FOR item IN SELECT t.name FROM prop64.publication_tables() AS t LOOP
        EXECUTE format('REFRESH MATERIALIZED VIEW CONCURRENTLY %s.%I', s, item.name);
    END LOOP;
END
$procedure$;
COMMENT ON PROCEDURE prop64.refresh_publication(name) IS
    'Publishes the reports as they stand: each cell by the rule of prop64.public_count, every other table as sums of the cells, in one transaction that no reader waits for';

