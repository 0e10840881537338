-- The state's bulk file, read: from lines to convictions, people and findings (src/doj/).

CREATE TYPE prop64.doj_count AS (
    line_id bigint, charge prop64.charge, charge_text text, charged prop64.charge, charged_text text, charge_source text,
    severity text, severity_as_convicted text, convicted_on daterange, offense_on daterange, sentence_ends_on daterange,
    disposition text, stands boolean, case_key text, cycle_key text, count_key text, county text, court text,
    case_number text, lines integer
);
COMMENT ON TYPE prop64.doj_count IS 'A count of which a person was convicted, as the lines of the state''s bulk file tell it; the columns are those of the table conviction (doc/doj-file.md)';

CREATE TYPE prop64.doj_finding AS (
    line_id bigint, column_name text, kind text, severity text, finding text, value text
);
COMMENT ON TYPE prop64.doj_finding IS 'What is wrong with a cell of the state''s bulk file; the columns are those of the table finding (doc/doj-file.md)';

CREATE TYPE prop64.doj_record AS (
    subject_ids text[], cii_numbers text[], name text, names text[], sex text, race text, born_on daterange,
    deceased boolean, registered boolean, history prop64.history, convictions integer, lines integer, first_line bigint,
    counts prop64.doj_count[], findings prop64.doj_finding[]
);
COMMENT ON TYPE prop64.doj_record IS 'Everything that the lines of one person in the state''s bulk file tell';

CREATE FUNCTION prop64.doj_read_transition(
    state internal, line_id bigint, received date,
    subject_id text, cii_number text, pri_name text, gender text, pri_dob text, race_descr text, cyc_order
    text, stp_order text, stp_event_date text, stp_type_descr text, stp_ori_descr text, stp_ori_cnty_name
    text, cnt_order text, ofn text, offense_code text, offense_descr text, offense_toc text, offense_qual_lst
    text, conv_offense_code text, conv_offense_descr text, conv_offense_toc text, conv_offense_qual_lst text,
    disp_descr text, conv_stat_descr text, sent_order text, sent_length text, sent_time_code text,
    comment_text text
) RETURNS internal
    LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_doj_read_transition';
COMMENT ON FUNCTION prop64.doj_read_transition(internal, bigint, date,
    text, text, text, text, text, text, text, text, text, text, text, text, text, text, text, text, text,
    text, text, text, text, text, text, text, text, text, text, text
) IS 'Step of prop64.doj_read';

CREATE FUNCTION prop64.doj_read_final(state internal) RETURNS prop64.doj_record
    LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_doj_read_final';
COMMENT ON FUNCTION prop64.doj_read_final(internal) IS 'End of prop64.doj_read';

CREATE AGGREGATE prop64.doj_read(
    line_id bigint, received date,
    subject_id text, cii_number text, pri_name text, gender text, pri_dob text, race_descr text, cyc_order
    text, stp_order text, stp_event_date text, stp_type_descr text, stp_ori_descr text, stp_ori_cnty_name
    text, cnt_order text, ofn text, offense_code text, offense_descr text, offense_toc text, offense_qual_lst
    text, conv_offense_code text, conv_offense_descr text, conv_offense_toc text, conv_offense_qual_lst text,
    disp_descr text, conv_stat_descr text, sent_order text, sent_length text, sent_time_code text,
    comment_text text
) (
    SFUNC = prop64.doj_read_transition,
    STYPE = internal,
    SSPACE = 1200,
    FINALFUNC = prop64.doj_read_final,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE prop64.doj_read(bigint, date,
    text, text, text, text, text, text, text, text, text, text, text, text, text, text, text, text, text,
    text, text, text, text, text, text, text, text, text, text, text
) IS 'Reads the lines of one person in the state''s bulk file: counts with their states, the record, findings. Lines are read in the order of line_id; a date after received is a finding';

-- A loaded file's own table has these first: PostgreSQL takes a row apart up to the last column that is asked.
CREATE FUNCTION prop64.doj_read_columns() RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN '{subject_id,cii_number,pri_name,gender,pri_dob,race_descr,cyc_order,stp_order,stp_event_date,stp_type_descr,stp_ori_descr,stp_ori_cnty_name,'
        'cnt_order,ofn,offense_code,offense_descr,offense_toc,offense_qual_lst,conv_offense_code,conv_offense_descr,conv_offense_toc,conv_offense_qual_lst,'
        'disp_descr,conv_stat_descr,sent_order,sent_length,sent_time_code,comment_text}'::text[];
COMMENT ON FUNCTION prop64.doj_read_columns() IS 'The columns of the state''s bulk file that doj_read reads, in the order of its arguments';

CREATE FUNCTION prop64.doj_person_id(subject_id text, cii_number text, line_id bigint) RETURNS text
    LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_doj_person_id';
COMMENT ON FUNCTION prop64.doj_person_id(text, text, bigint) IS 'Whose line it is: SUBJECT_ID without blanks around it, else the CII number, else a person of its own';

CREATE FUNCTION prop64.doj_person_in_shares(subject_id text, cii_number text, file_id integer, record integer, first integer, last integer) RETURNS boolean
    LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_doj_person_in_shares';
COMMENT ON FUNCTION prop64.doj_person_in_shares(text, text, integer, integer, integer, integer) IS 'Whether the person whose line it is (doj_person_id) is in the shares first to last of the 1024 into which people fall; NULL if a number is';

CREATE FUNCTION prop64.doj_take(reading text, refreshed integer, changed_at timestamptz, statements text[]) RETURNS bigint[]
    LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'prop64_doj_take';
COMMENT ON FUNCTION prop64.doj_take(text, integer, timestamptz, text[]) IS 'Runs a query over doj_read, in workers too, and then statements that see what was read as the relations people, counts and findings; how many rows each wrote';

CREATE PROCEDURE prop64.doj_refresh(schema name)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    -- so that a branch of the reading below goes to one worker as a whole
    SET parallel_setup_cost = 0
    SET parallel_tuple_cost = 0.5
    SET min_parallel_table_scan_size = 0
    SET work_mem = '96MB'
    SET hash_mem_multiplier = 1
    SET enable_sort = off
    SET jit = off
    -- what plans need now; autovacuum looks closer when it comes by
    SET default_statistics_target = 20
AS $$
DECLARE
    branches integer := least(greatest(current_setting('max_parallel_workers_per_gather')::integer, 1), 8);
    number integer;
    waiting integer[];
    received date;
    first boolean;
    begun constant timestamptz := clock_timestamp();
    people bigint;
    convictions bigint;
    findings bigint;
    shared bigint;
    column_name text;
    key text;
    hash text;
    written bigint[];
    hashes bigint[];
    whose text;
    severity text;
    says text;
BEGIN
    IF to_regclass(format('%I.refresh', schema)) IS NULL THEN
        RAISE undefined_table USING
            MESSAGE = format('schema "%s" holds no intake of the state''s file', schema),
            HINT = format('CALL prop64.create_doj_intake(%L) makes one.', schema);
    END IF;
    -- one refresh at a time; loads go on, and what they bring waits for the next one
    EXECUTE format('LOCK TABLE %I.refresh IN SHARE ROW EXCLUSIVE MODE', schema);
    EXECUTE format('SELECT array_agg(file_id ORDER BY file_id), (SELECT max(loaded_at)::date FROM %1$I.file)
                      FROM %1$I.file WHERE refreshed IS NULL', schema) INTO waiting, received;
    IF waiting IS NULL THEN
        RAISE NOTICE 'every file of "%" has been read', schema;
        RETURN;
    END IF;
    EXECUTE format('SELECT coalesce(max(refreshed), 0) + 1, count(*) = 0 FROM %I.refresh', schema) INTO number, first;

    -- people of whom a new file tells are read again from all files, and nobody else is touched
    IF NOT first THEN
        -- no worker sees a temporary table
        branches := 1;
        CREATE TEMPORARY TABLE prop64_doj_changed (person_id text COLLATE "C" PRIMARY KEY) ON COMMIT DROP;
        EXECUTE format('INSERT INTO pg_temp.prop64_doj_changed
            SELECT DISTINCT prop64.doj_person_id(subject_id, cii_number, file_id * 100000000::bigint + record)
              FROM %I.line WHERE file_id = ANY ($1)', schema) USING waiting;
        ANALYZE pg_temp.prop64_doj_changed;
        EXECUTE format('DELETE FROM %I.conviction WHERE person_id IN (SELECT person_id FROM pg_temp.prop64_doj_changed)', schema);
        EXECUTE format('DELETE FROM %I.finding WHERE person_id IN (SELECT person_id FROM pg_temp.prop64_doj_changed)', schema);
        EXECUTE format('DELETE FROM %I.person WHERE person_id IN (SELECT person_id FROM pg_temp.prop64_doj_changed)', schema);
    END IF;

    -- A branch for every worker reads its share of the people, whole: a person's lines must come together, and
    -- an aggregate over all of them would leave the reading to one process.  The last branch is the leader's, who
    -- takes what all have read: it has an eighth less
    written := prop64.doj_take(
        (SELECT string_agg(format($query$
            SELECT r.person_id, (r.reading).* FROM (
                SELECT l.person_id, prop64.doj_read(l.line_id, %1$L::date, %6$s) AS reading
                  FROM (SELECT *, prop64.doj_person_id(subject_id, cii_number, line_id) COLLATE "C" AS person_id
                          FROM (SELECT *, file_id * 100000000::bigint + record AS line_id FROM %2$I.line) AS numbered) AS l
                 WHERE prop64.doj_person_in_shares(subject_id, cii_number, file_id, record, %3$s, %4$s) %5$s
                 GROUP BY l.person_id) AS r
            $query$, received, schema, branch * 8192 / (8 * branches - 1), least((branch + 1) * 8192 / (8 * branches - 1), 1024) - 1,
            CASE WHEN NOT first THEN 'AND l.person_id IN (SELECT c.person_id FROM pg_temp.prop64_doj_changed AS c)' END,
            (SELECT string_agg('l.' || c, ', ' ORDER BY n) FROM unnest(prop64.doj_read_columns()) WITH ORDINALITY AS u (c, n))),
            ' UNION ALL ')
           FROM generate_series(0, branches - 1) AS branch),
        number, begun,
        ARRAY[format('INSERT INTO %I.person (person_id, subject_ids, cii_numbers, name, names, sex, race, born_on, deceased, registered,
                                             history, convictions, lines, first_line, refreshed, changed_at) SELECT * FROM people', schema),
              format('INSERT INTO %I.conviction (conviction_id, person_id, charge, charge_text, charged, charged_text, charge_source, severity,
                                                 severity_as_convicted, convicted_on, offense_on, sentence_ends_on, disposition, stands,
                                                 case_key, cycle_key, count_key, county, court, case_number, lines, refreshed) SELECT * FROM counts', schema),
              format('INSERT INTO %I.finding (line_id, person_id, column_name, kind, severity, finding, value, refreshed) SELECT * FROM findings', schema)]);
    people := written[1];
    convictions := written[2];
    findings := written[3];

    -- one person under two numbers, seen from every one of them: by the CII number, by name and day of birth.
    -- First by a hash of these, for hardly anybody shares one
    PERFORM set_config('parallel_tuple_cost', '0', true);
    FOR column_name, key, hash, whose, severity, says IN VALUES
        ('cii_number', 'unnest(p.cii_numbers)', 'hashtextextended(unnest(p.cii_numbers), 0)', '', 'warning', 'The same CII number stands'),
        ('pri_name', 'p.name || '', '' || lower(p.born_on)', 'hashtextextended(p.name, lower(p.born_on) - date ''2000-01-01'')',
         'WHERE upper(p.born_on) - lower(p.born_on) = 1', 'note', 'The same name and day of birth stand')
    LOOP
        EXECUTE format('SELECT array_agg(hash) FROM (SELECT hash FROM (SELECT %2$s AS hash, p.refreshed FROM %1$I.person AS p %3$s) AS k
                                                      GROUP BY hash HAVING count(*) > 1 AND max(refreshed) = $1) AS s', schema, hash, whose)
            INTO hashes USING number;
        CONTINUE WHEN hashes IS NULL;
        EXECUTE format($query$
            WITH key AS MATERIALIZED (
                SELECT k.person_id, k.first_line, k.refreshed, k.value
                  FROM (SELECT p.person_id, p.first_line, p.refreshed, %2$s AS value, %3$s AS hash FROM %1$I.person AS p %4$s) AS k
                 WHERE k.hash = ANY ($5)
            ), shared AS (
                SELECT value FROM key GROUP BY value HAVING count(*) > 1 AND max(refreshed) = $1
            ), met AS (
                SELECT person_id, first_line, value, array_agg(person_id) OVER (PARTITION BY value) AS people
                  FROM key JOIN shared USING (value)
            ), gone AS (
                DELETE FROM %1$I.finding AS f
                 WHERE f.kind = 'two person numbers' AND f.column_name = $2 AND f.person_id IN (SELECT person_id FROM met)
            ), come AS (
                INSERT INTO %1$I.finding (line_id, person_id, column_name, kind, severity, finding, value, refreshed)
                SELECT first_line, person_id, $2, 'two person numbers', $3,
                       $4 || ' under other person numbers too; nothing was merged: '
                       || (SELECT string_agg(other, ', ' ORDER BY other) FROM unnest(people) AS other WHERE other <> person_id), value, $1
                  FROM met
                RETURNING 1
            )
            SELECT count(*) FROM come
            $query$, schema, key, hash, whose) INTO shared USING number, column_name, severity, says, hashes;
        findings := findings + shared;
    END LOOP;

    -- the keys come with the first rows: to build them at once costs a third
    IF first THEN
        EXECUTE format('ALTER TABLE %I.person ADD PRIMARY KEY (person_id)', schema);
        EXECUTE format('ALTER TABLE %I.conviction ADD PRIMARY KEY (conviction_id)', schema);
        EXECUTE format('CREATE INDEX ON %I.conviction (person_id)', schema);
        EXECUTE format('CREATE INDEX ON %I.finding (person_id)', schema);
    END IF;
    EXECUTE format('INSERT INTO %I.refresh (refreshed, started_at, finished_at, files, people, convictions, findings, version)
                    VALUES ($1, $2, clock_timestamp(), $3, $4, $5, $6, prop64.version())', schema)
        USING number, begun, waiting, people, convictions, findings;
    EXECUTE format('UPDATE %I.file SET refreshed = $1 WHERE file_id = ANY ($2)', schema) USING number, waiting;
    EXECUTE format('ANALYZE %I.person (person_id)', schema);
    EXECUTE format('ANALYZE %I.conviction (conviction_id, person_id, charge, severity, county)', schema);
END
$$;
COMMENT ON PROCEDURE prop64.doj_refresh(name) IS 'Reads the files of an intake that have not been read: people, convictions and findings of everybody of whom they tell, from all files; in one transaction';
