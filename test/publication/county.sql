-- An invented county, and what changes in it between two publications.  Nobody in it exists.
--
--   psql -v size=N -f county.sql     N convictions, spread unevenly over places, years and people
--   psql -v size=full -f county.sql  few cells, each of nine or ten convictions: the least room to hide in
--
-- Every choice is a hash, so that the same size gives the same rows.  Makes the schemas county and
-- reports, the publication public_numbers, and the schema attack with what an attacker keeps of each
-- publication and, apart from that, what is true.
\set ON_ERROR_STOP on
SET client_min_messages = warning;

CREATE SCHEMA county;
CREATE TABLE county.conviction (conviction_id serial, person_id integer, charge text, severity text, convicted_on date, born_on date, race text, sex text);
CREATE FUNCTION pg_temp.draw(entity bigint, purpose integer) RETURNS integer LANGUAGE sql IMMUTABLE
    RETURN (hashint8extended(entity, purpose) & 1048575) % 1000;

SELECT :'size' = 'full' AS is_full \gset
\if :is_full
INSERT INTO county.conviction (person_id, charge, severity, convicted_on, born_on, race, sex)
SELECT row_number() OVER (), 'HS 11358', 'felony', '2001-05-01', make_date(1950 + 10 * age, 3, 3), race, sex
  FROM unnest('{BLACK,WHITE}'::text[]) AS race, unnest('{F,M}'::text[]) AS sex, generate_series(0, 4) AS age,
       generate_series(1, 10) AS n WHERE NOT (n = 10 AND age = 2);
\else
INSERT INTO county.conviction (person_id, charge, severity, convicted_on, born_on, race, sex)
SELECT CASE WHEN pg_temp.draw(n, 1) < 120 THEN n - 1 ELSE n END,
       CASE WHEN pg_temp.draw(n, 2) < 420 THEN 'HS 11357(b)' WHEN pg_temp.draw(n, 2) < 660 THEN 'HS 11359' WHEN pg_temp.draw(n, 2) < 880 THEN 'HS 11358' ELSE 'HS 11360(a)' END,
       CASE WHEN pg_temp.draw(n, 3) < 760 THEN 'felony' ELSE 'misdemeanor' END,
       make_date(1990 + pg_temp.draw(n, 4) * pg_temp.draw(n, 5) * 26 / 1000000, 5, 1),
       make_date(1935 + pg_temp.draw(n, 6) * 60 / 1000, 3, 3),
       CASE WHEN pg_temp.draw(n, 7) < 400 THEN 'HISPANIC' WHEN pg_temp.draw(n, 7) < 700 THEN 'BLACK' WHEN pg_temp.draw(n, 7) < 960 THEN 'WHITE' WHEN pg_temp.draw(n, 7) < 990 THEN 'ASIAN' END,
       CASE WHEN pg_temp.draw(n, 8) < 840 THEN 'M' ELSE 'F' END
  FROM generate_series(1, :size) AS n;
\endif

CALL prop64.create_reports('reports', 'county.conviction', $$policy 'Invented'; scope HS 11357, HS 11358, HS 11359, HS 11360;
    dismiss 'Small' when charge in HS 11357; reduce to misdemeanor 'Sale' when charge in HS 11359 and felony;
    review 'Transport' when charge in HS 11360; otherwise dismiss 'Rest';$$, '2020-07-01');
CALL prop64.create_publication('public_numbers', 'reports');

CREATE SCHEMA attack;
CREATE TABLE attack.published (t integer, cell text[], convictions bigint);
CREATE TABLE attack.margin (t integer, name text, columns text[], key text[], convictions bigint);
CREATE TABLE attack.truth (t integer, cell text[], convictions bigint);
CREATE PROCEDURE attack.publish(t integer) LANGUAGE plpgsql AS $$
DECLARE m record;
BEGIN
    CALL prop64.refresh_reports('reports');
    CALL prop64.refresh_publication('public_numbers');
    INSERT INTO attack.published SELECT t, ARRAY[outcome, race, section, severity, years, sex, age_group], convictions FROM public_numbers.cell;
    FOR m IN SELECT * FROM prop64.publication_tables() LOOP
        EXECUTE format('INSERT INTO attack.margin SELECT $1, $2, $3, ARRAY[%s]::text[], convictions FROM public_numbers.%I', array_to_string(m.columns, ', '), m.name) USING t, m.name, m.columns;
    END LOOP;
    INSERT INTO attack.truth
    SELECT t, ARRAY[outcome, prop64.public_race(race), section, severity, prop64.public_years(year), prop64.public_sex(sex), age_group], count(*)
      FROM reports.determination GROUP BY 2;
END $$;
CALL attack.publish(1);

-- what happens to the cells of the county: some lose nearly all, some grow, most change by one
CREATE TEMP TABLE fate AS
SELECT outcome, section, severity, prop64.public_years(year) AS years, race, sex, age_group, count(*) AS n, array_agg(conviction_id ORDER BY conviction_id) AS ids,
       pg_temp.draw(hashtextextended(concat_ws('|', outcome, section, severity, prop64.public_years(year), race, sex, age_group), 0), 9) % 10 AS fate
  FROM reports.determination GROUP BY 1, 2, 3, 4, 5, 6, 7;
DELETE FROM county.conviction AS c USING pg_temp.fate AS f
 WHERE c.conviction_id = ANY (f.ids) AND (f.fate IN (0, 1) AND c.conviction_id <> ALL (f.ids[1:f.fate * 4]) OR f.fate = 2 AND c.conviction_id = f.ids[1]);
INSERT INTO county.conviction (person_id, charge, severity, convicted_on, born_on, race, sex)
SELECT 1000000 + row_number() OVER (), c.charge, c.severity, c.convicted_on, c.born_on, c.race, c.sex
  FROM county.conviction AS c JOIN pg_temp.fate AS f ON c.conviction_id = ANY (f.ids), generate_series(1, 3)
 WHERE f.fate = 3 OR f.fate = 4 AND c.conviction_id = f.ids[1];
CALL attack.publish(2);
