-- A small invented file in the tables of an intake, filled directly: what doj_results and
-- its kin read, whoever filled it.  Only the columns that they read.  For use after BEGIN.
CREATE SCHEMA doj_small;
CREATE TABLE doj_small.file (file_id integer PRIMARY KEY, name text, bytes bigint, digest text, lines integer, skipped integer, refreshed integer);
CREATE TABLE doj_small.line (file_id integer, record integer, offense_descr text, comment_text text, stp_ori_cnty_name text);
CREATE TABLE doj_small.person (person_id text PRIMARY KEY, born_on daterange, deceased boolean, registered boolean, history prop64.history);
CREATE TABLE doj_small.conviction (conviction_id bigint PRIMARY KEY, person_id text, charge prop64.charge, charge_text text, severity text,
    severity_as_convicted text, convicted_on daterange, offense_on daterange, sentence_ends_on daterange, disposition text, stands boolean,
    case_key text, cycle_key text, count_key text, county text, case_number text);
CREATE TABLE doj_small.refresh (refreshed integer PRIMARY KEY);
INSERT INTO doj_small.file VALUES (1, 'small.dat', 1000, 'd1', 0, 0, 1);
INSERT INTO doj_small.refresh VALUES (1);

-- One line of the file; its number.
CREATE FUNCTION pg_temp.line(offense text, comment text DEFAULT NULL, county text DEFAULT 'SACRAMENTO') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n integer;
BEGIN
    UPDATE doj_small.file SET lines = lines + 1 WHERE file_id = 1 RETURNING lines INTO n;
    INSERT INTO doj_small.line VALUES (1, n, offense, comment, county);
    RETURN 100000000 + n;
END $$;

-- A conviction and its line.  later is a later disposition of the same count, without a line of its own.
CREATE FUNCTION pg_temp.convicted(person text, offense text, severity text DEFAULT 'FELONY', dated text DEFAULT '20100101', county text DEFAULT 'SACRAMENTO',
    disposition text DEFAULT 'CONVICTED', later text DEFAULT NULL, case_key text DEFAULT NULL, case_number text DEFAULT NULL, comment text DEFAULT NULL,
    count_key text DEFAULT '') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    id bigint := pg_temp.line(offense, comment, county);
    count_of text := CASE WHEN count_key = '' THEN id::text ELSE count_key END;
    told prop64.history;
    h record;
BEGIN
    told := prop64.event('conviction', prop64.to_charge(offense), severity, on_bounds => prop64.doj_date(dated), case_key => coalesce(case_key, id::text),
                         cycle_key => coalesce(case_key, id::text), count_key => count_of, disposition => disposition);
    IF later IS NOT NULL THEN
        SELECT prop64.history_agg(e) INTO told FROM unnest(ARRAY[told, prop64.event('conviction', on_date => '2014-01-01', count_key => count_of, disposition => later)]) AS e;
    END IF;
    SELECT * INTO h FROM prop64.counts(told) AS c;
    INSERT INTO doj_small.conviction VALUES (id, person, h.charge, offense, h.severity_now, h.severity, prop64.doj_date(dated), NULL, h.sentence_bounds, h.disposition,
        h.stands, h.case_key, h.cycle_key, h.count_key, county, case_number);
    INSERT INTO doj_small.person VALUES (person, NULL, false, false, told)
        ON CONFLICT (person_id) DO UPDATE SET history = (SELECT prop64.history_agg(e) FROM unnest(ARRAY[doj_small.person.history, told]) AS e);
    RETURN id;
END $$;

-- The earlier tool's base policy, with what it presumed or without.
CREATE FUNCTION pg_temp.options(compatible boolean, relief jsonb DEFAULT '{}') RETURNS prop64.policy LANGUAGE sql AS $$
    SELECT prop64.policy_from_bear(jsonb_build_object('baselineEligibility', '{"dismiss": ["11357", "11358"], "reduce": ["11359", "11360"]}'::jsonb,
                                                      'additionalRelief', relief), compatible);
$$;
