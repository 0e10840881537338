-- A county whose every text would be markup, script or worse, as the source hostile_county.source,
-- and its reports in the schema hostile, under a policy of the same kind.
CREATE SCHEMA hostile_county;
CREATE FUNCTION pg_temp.evil(what text) RETURNS text LANGUAGE sql RETURN
    '</td></style></title><script>window.pwned=1</script><img src=x onerror="window.pwned=1">"'' onload=''window.pwned=1'' ]]> --> &lt;' || chr(8238) || ' ' || what || ' ' || repeat('unbroken', 12);
CREATE TABLE hostile_county.source AS
SELECT i AS conviction_id, i / 2 AS person_id, (ARRAY['HS 11357(b)', 'HS 11358', 'HS 11359', 'HS 11360(a)', pg_temp.evil('charge')])[1 + i % 5] AS charge,
       (ARRAY['felony', 'misdemeanor', pg_temp.evil('level')])[1 + i % 3] AS severity, date '1975-06-01' + 400 * i AS convicted_on,
       date '1950-01-01' + 300 * (i / 2) AS born_on, pg_temp.evil('county') AS county, pg_temp.evil('court') AS court, pg_temp.evil('number') AS case_number,
       pg_temp.evil('race ' || i % 3) AS race, pg_temp.evil('sex') AS sex, pg_temp.evil('disposition') AS disposition, pg_temp.evil('challenged ' || i % 2) AS status
  FROM generate_series(1, 40) AS i;
SELECT replace($$policy EVIL source EVIL undetermined as EVIL; dismiss EVIL as EVIL by law citing EVIL when charge in HS 11357 note EVIL; reduce to misdemeanor EVIL as EVIL when charge in HS 11359 note EVIL;
    ineligible EVIL as EVIL when charge in HS 11360 note EVIL; otherwise review EVIL as EVIL note EVIL;$$, 'EVIL', quote_literal(pg_temp.evil('policy'))) AS policy \gset
CALL prop64.create_reports('hostile', 'hostile_county.source', :'policy', '2020-07-01', second_policy => :'policy');
