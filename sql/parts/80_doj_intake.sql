-- The intake of the state's bulk file: its format, and the tables that a user's schema gets.
-- tools/load-doj fills file, line and skipped; doc/doj-file.md tells the whole way.

-- The one place where the columns stand.  The format is the file that the Department of
-- Justice sends to counties under AB 1793 (2018; Health & Safety Code 11361.9): 95 columns,
-- known by the order and names that counties' tools read.
CREATE FUNCTION prop64.doj_format() RETURNS TABLE (place integer, name text, description text)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 95
BEGIN ATOMIC
    SELECT f.place, f.name, f.description FROM (VALUES
        (1, 'record_id', 'number that the sender gave the line'),
        (2, 'subject_status', 'whether the person was found: HIT'),
        (3, 'subject_id', 'the sender''s number of the person; a person can have several'),
        (4, 'req_seg_sep', 'separator before the request'),
        (5, 'req_cii_number', 'request: state identification number'),
        (6, 'req_name', 'request: name'),
        (7, 'req_gender', 'request: sex'),
        (8, 'req_dob', 'request: day of birth'),
        (9, 'req_cdl', 'request: driver license'),
        (10, 'req_ssn', 'request: social security number'),
        (11, 'pii_seg_sep', 'separator before the person''s identifiers'),
        (12, 'cii_number', 'state identification number (CII)'),
        (13, 'pri_name', 'primary name, LAST,FIRST MIDDLE'),
        (14, 'gender', 'sex'),
        (15, 'pri_dob', 'primary day of birth, YYYYMMDD'),
        (16, 'pri_ssn', 'primary social security number'),
        (17, 'pri_cdl', 'primary driver license'),
        (18, 'pri_idn', 'primary identification card'),
        (19, 'pri_inn', 'primary institution number'),
        (20, 'fbi_number', 'FBI number'),
        (21, 'pdr_seg_sep', 'separator before the description of the person'),
        (22, 'race_code', 'race, code'),
        (23, 'race_descr', 'race, in words'),
        (24, 'eye_color_code', 'eye color, code'),
        (25, 'eye_color_descr', 'eye color, in words'),
        (26, 'hair_color_code', 'hair color, code'),
        (27, 'hair_color_descr', 'hair color, in words'),
        (28, 'height', 'height'),
        (29, 'weight', 'weight'),
        (30, 'single_source', 'mark of a record from a single source'),
        (31, 'multi_source', 'mark of a record from several sources'),
        (32, 'pob_code', 'place of birth, code'),
        (33, 'pob_name', 'place of birth, name'),
        (34, 'pob_type', 'place of birth, what kind of place'),
        (35, 'citizenship_list', 'citizenships'),
        (36, 'cyc_seg_sep', 'separator before the cycle'),
        (37, 'cyc_order', 'number of the cycle: an arrest and what followed from it'),
        (38, 'cyc_date', 'day on which the cycle began, YYYYMMDD'),
        (39, 'stp_seg_sep', 'separator before the step'),
        (40, 'stp_order', 'number of the step in its cycle'),
        (41, 'stp_event_date', 'day of the step, YYYYMMDD: of an arrest, of a judgment'),
        (42, 'stp_type_code', 'kind of step, code'),
        (43, 'stp_type_descr', 'kind of step, in words: ARREST/DETAINED/CITED, COURT ACTION, REGISTRATION, DECEASED'),
        (44, 'stp_ori_type', 'kind of the agency that reported the step, code'),
        (45, 'stp_ori_type_descr', 'kind of the agency, in words'),
        (46, 'stp_ori_code', 'the agency''s number (ORI)'),
        (47, 'stp_ori_descr', 'the agency''s name'),
        (48, 'stp_ori_cnty_code', 'number of the agency''s county'),
        (49, 'stp_ori_cnty_name', 'name of the agency''s county'),
        (50, 'cnt_seg_sep', 'separator before the count'),
        (51, 'cnt_order', 'twelve digits: cycle, step, count, part'),
        (52, 'disp_date', 'day of the disposition, YYYYMMDD'),
        (53, 'ofn', 'originating file number; on a court''s step the case number'),
        (54, 'offense_code', 'offense as charged: the state''s number'),
        (55, 'offense_descr', 'offense as charged: section, code, words'),
        (56, 'offense_toc', 'offense as charged: type of charge, F, M or I'),
        (57, 'offense_qual_lst', 'offense as charged: qualifiers, such as ATTEMPTED'),
        (58, 'disp_offense_code', 'offense as disposed of: the state''s number'),
        (59, 'disp_offense_descr', 'offense as disposed of: section, code, words'),
        (60, 'disp_offense_toc', 'offense as disposed of: type of charge'),
        (61, 'disp_offense_qual_lst', 'offense as disposed of: qualifiers'),
        (62, 'conv_offense_order', 'offense convicted of: its number'),
        (63, 'conv_offense_code', 'offense convicted of: the state''s number'),
        (64, 'conv_offense_descr', 'offense convicted of: section, code, words'),
        (65, 'conv_offense_toc', 'offense convicted of: type of charge'),
        (66, 'conv_offense_qual_lst', 'offense convicted of: qualifiers'),
        (67, 'fe_num_order', 'file and event numbers: their order'),
        (68, 'fe_num_arr_agy', 'number of the arresting agency'),
        (69, 'fe_num_bnch_warr', 'number of a bench warrant'),
        (70, 'fe_num_cite', 'number of a citation'),
        (71, 'fe_num_docket', 'number of a docket'),
        (72, 'fe_num_incident', 'number of an incident'),
        (73, 'fe_num_booking', 'number of a booking'),
        (74, 'fe_num_number', 'another number'),
        (75, 'fe_num_remand', 'number of a remand'),
        (76, 'fe_num_oos_inn', 'institution number of another state'),
        (77, 'fe_num_crt_case', 'the court''s own case number'),
        (78, 'fe_num_warrant', 'number of a warrant'),
        (79, 'disp_order', 'number of the disposition: 001, later orders above'),
        (80, 'disp_code', 'disposition, code'),
        (81, 'disp_descr', 'disposition, in words: CONVICTED, DISMISSED'),
        (82, 'conv_stat_code', 'level as convicted, code'),
        (83, 'conv_stat_descr', 'level as convicted, in words: FELONY, MISDEMEANOR, INFRACTION'),
        (84, 'sent_seg_sep', 'separator before the sentence'),
        (85, 'sent_order', 'number of the part of the sentence'),
        (86, 'sent_loc_code', 'where or how it is served, code'),
        (87, 'sent_loc_descr', 'where or how it is served, in words: JAIL, PROBATION, FINE'),
        (88, 'sent_length', 'length of the part'),
        (89, 'sent_time_code', 'unit of the length: D, M or Y'),
        (90, 'sent_time_descr', 'unit of the length, in words'),
        (91, 'cyc_age', 'age in years on the day on which the cycle began'),
        (92, 'cii_type', 'kind of the state identification number, code'),
        (93, 'cii_type_alpha', 'kind of the state identification number, letter'),
        (94, 'comment_text', 'comment; the charge, where the offense says SEE COMMENT FOR CHARGE'),
        (95, 'end_of_rec', 'mark of the line''s end')
    ) AS f (place, name, description);
END;
COMMENT ON FUNCTION prop64.doj_format() IS 'The 95 columns of the state''s bulk file (AB 1793): place in the line from 1, name in lower case, what it holds';

CREATE FUNCTION prop64.doj_columns() RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT pg_catalog.array_agg(f.name ORDER BY f.place) FROM prop64.doj_format() AS f;
END;
COMMENT ON FUNCTION prop64.doj_columns() IS 'Names of the 95 columns of the state''s bulk file, in its order, in lower case';

-- One transaction: a half-made intake never stays.
CREATE PROCEDURE prop64.create_doj_intake(schema name)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- the caller's variables are not renamed by a column that later gets their name
    the_schema constant name := schema;
    the_tables constant text[] := '{file,line,skipped,person,conviction,finding,refresh,run}';
    there text[];
    t text;
    c text;
    d text;
BEGIN
    IF the_schema IS NULL OR the_schema = '' THEN
        RAISE invalid_parameter_value USING
            MESSAGE = 'an intake needs the name of a schema',
            HINT = 'CALL prop64.create_doj_intake(''doj'') makes the schema "doj" and its tables.';
    END IF;
    IF the_schema IN ('prop64', 'information_schema') OR starts_with(the_schema::text, 'pg_') THEN
        RAISE reserved_name USING
            MESSAGE = format('an intake cannot be made in the schema "%s"', the_schema),
            DETAIL = 'That schema belongs to the extension or to PostgreSQL.';
    END IF;

    -- two callers at once: the second waits, and finds the first one's intake
    PERFORM pg_advisory_xact_lock(hashtextextended('prop64.create_doj_intake ' || the_schema, 0));
    SELECT array_agg(r.relname::text ORDER BY array_position(the_tables, r.relname::text)) INTO there
      FROM pg_class AS r JOIN pg_namespace AS n ON n.oid = r.relnamespace
     WHERE n.nspname = the_schema AND r.relname = ANY (the_tables);
    IF there @> '{file,line}' THEN
        RAISE duplicate_object USING
            MESSAGE = format('schema "%s" already holds an intake of the state''s file', the_schema),
            HINT = 'Load into it with tools/load-doj, or give the name of another schema.';
    ELSIF there IS NOT NULL THEN
        RAISE duplicate_table USING
            MESSAGE = format('schema "%s" already holds a relation "%s"', the_schema, there[1]),
            DETAIL = format('An intake makes the tables %s.', array_to_string(the_tables, ', ')),
            HINT = 'Give the name of another schema.';
    END IF;

    IF NOT EXISTS (SELECT FROM pg_namespace AS n WHERE n.nspname = the_schema) THEN
        EXECUTE format('CREATE SCHEMA %I', the_schema);
    END IF;
    -- what its owner wrote about a schema that was there stays
    IF EXISTS (SELECT FROM pg_namespace AS n WHERE n.nspname = the_schema
                  AND pg_has_role(n.nspowner, 'USAGE') AND obj_description(n.oid, 'pg_namespace') IS NULL) THEN
        EXECUTE format('COMMENT ON SCHEMA %I IS %L', the_schema,
            'Intake of the state''s bulk file of criminal records (prop64): confidential');
    END IF;

    EXECUTE format($ddl$
        CREATE TABLE %1$I.file (
            file_id integer PRIMARY KEY,
            name text COLLATE "C" NOT NULL,
            bytes bigint NOT NULL,
            digest text COLLATE "C" NOT NULL UNIQUE,
            lines integer NOT NULL,
            skipped integer NOT NULL DEFAULT 0,
            had_header boolean NOT NULL,
            loaded_by name NOT NULL DEFAULT SESSION_USER,
            load_started timestamptz NOT NULL,
            loaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            refreshed integer)
        $ddl$, the_schema);
    EXECUTE format('CREATE TABLE %I.line (file_id integer NOT NULL, record integer NOT NULL, %s) PARTITION BY LIST (file_id)',
        the_schema,
        (SELECT string_agg(format('%I text COLLATE "C"', f.name), ', ' ORDER BY f.place) FROM prop64.doj_format() AS f));
    -- lines stand in their order: a summary of where which records are costs next to nothing, and finds them
    EXECUTE format('CREATE INDEX ON %I.line USING brin (record) WITH (pages_per_range = 32)', the_schema);
    EXECUTE format($ddl$
        CREATE TABLE %1$I.skipped (
            file_id integer NOT NULL REFERENCES %1$I.file ON DELETE CASCADE,
            record integer NOT NULL,
            line text COLLATE "C" NOT NULL,
            reason text COLLATE "C" NOT NULL,
            PRIMARY KEY (file_id, record))
        $ddl$, the_schema);
    EXECUTE format($ddl$
        CREATE TABLE %1$I.person (
            person_id text COLLATE "C" NOT NULL,
            subject_ids text[] COLLATE "C",
            cii_numbers text[] COLLATE "C",
            name text COLLATE "C",
            names text[] COLLATE "C",
            sex text COLLATE "C",
            race text COLLATE "C",
            born_on daterange,
            deceased boolean,
            registered boolean,
            history prop64.history,
            convictions integer,
            lines integer,
            first_line bigint,
            refreshed integer,
            changed_at timestamptz)
        $ddl$, the_schema);
    EXECUTE format($ddl$
        CREATE TABLE %1$I.conviction (
            conviction_id bigint NOT NULL,
            person_id text COLLATE "C",
            charge prop64.charge,
            charge_text text COLLATE "C",
            charged prop64.charge,
            charged_text text COLLATE "C",
            charge_source text COLLATE "C",
            severity text COLLATE "C",
            severity_as_convicted text COLLATE "C",
            convicted_on daterange,
            offense_on daterange,
            sentence_ends_on daterange,
            disposition text COLLATE "C",
            stands boolean,
            case_key text COLLATE "C",
            cycle_key text COLLATE "C",
            count_key text COLLATE "C",
            county text COLLATE "C",
            court text COLLATE "C",
            case_number text COLLATE "C",
            lines integer,
            refreshed integer)
        $ddl$, the_schema);
    EXECUTE format($ddl$
        CREATE TABLE %1$I.finding (
            line_id bigint,
            person_id text COLLATE "C",
            column_name text COLLATE "C",
            kind text COLLATE "C",
            severity text COLLATE "C",
            finding text COLLATE "C",
            value text COLLATE "C",
            refreshed integer)
        $ddl$, the_schema);
    EXECUTE format($ddl$
        CREATE TABLE %1$I.refresh (
            refreshed integer PRIMARY KEY,
            started_at timestamptz,
            finished_at timestamptz,
            files integer[],
            people integer,
            convictions integer,
            findings integer,
            version text COLLATE "C")
        $ddl$, the_schema);
    CALL prop64.create_doj_run(the_schema);

    FOR t, d IN VALUES
        ('file', 'Files that were loaded, one row a file'),
        ('line', 'The files'' lines as they were received, a partition for each file'),
        ('skipped', 'Lines that load-doj --skip-bad left out'),
        ('person', 'People, their lines of all files together'),
        ('conviction', 'Convictions, one row for each count that a person was convicted on'),
        ('finding', 'What is wrong with the lines, one row for each thing'),
        ('refresh', 'Refreshes: when lines became people, convictions and findings')
    LOOP
        EXECUTE format('COMMENT ON TABLE %I.%I IS %L', the_schema, t, d);
    END LOOP;
    FOR t, c, d IN
        VALUES
            ('file', 'file_id', 'Number of the file, from 1'),
            ('file', 'name', 'Name of the file as it was given to the loader'),
            ('file', 'bytes', 'Size of the file'),
            ('file', 'digest', 'SHA-256 of the whole file, in hexadecimal: the same file is not loaded twice'),
            ('file', 'lines', 'Lines of the file that are in line'),
            ('file', 'skipped', 'Lines of the file that are in skipped'),
            ('file', 'had_header', 'Whether the first line was the names of the columns'),
            ('file', 'loaded_by', 'User who loaded the file'),
            ('file', 'load_started', 'When the load began'),
            ('file', 'loaded_at', 'When the file was there'),
            ('file', 'refreshed', 'The refresh that read the file; NULL: it waits for one'),
            ('line', 'file_id', 'Number of the file'),
            ('line', 'record', 'Position of the line in its file, from 1, the header not counted'),
            ('skipped', 'file_id', 'Number of the file'),
            ('skipped', 'record', 'Position of the line in its file, from 1, the header not counted'),
            ('skipped', 'line', 'The line without its end; where the reason says so, with bytes as in encode(line, ''escape'')'),
            ('skipped', 'reason', 'Why it was left out'),
            ('person', 'person_id', 'Key of the person'),
            ('person', 'subject_ids', 'The sender''s numbers of the person'),
            ('person', 'cii_numbers', 'State identification numbers'),
            ('person', 'name', 'Primary name'),
            ('person', 'names', 'All names'),
            ('person', 'sex', 'Sex as the file says it'),
            ('person', 'race', 'Race as the file says it'),
            ('person', 'born_on', 'Days that can be the day of birth; NULL: unknown'),
            ('person', 'deceased', 'Whether the file reports the death'),
            ('person', 'registered', 'Whether the file has a registration under PC 290'),
            ('person', 'history', 'The record, for classify'),
            ('person', 'convictions', 'Number of convictions'),
            ('person', 'lines', 'Number of lines'),
            ('person', 'first_line', 'file_id * 100000000 + record of the first line'),
            ('person', 'refreshed', 'The refresh that last changed the row'),
            ('person', 'changed_at', 'When it did'),
            ('conviction', 'conviction_id', 'file_id * 100000000 + record of the line that the conviction stands on'),
            ('conviction', 'person_id', 'Key of the person'),
            ('conviction', 'charge', 'The offense convicted of; NULL: not readable'),
            ('conviction', 'charge_text', 'The cell that names the offense convicted of, as it stands'),
            ('conviction', 'charged', 'The offense charged, where the file tells the two apart'),
            ('conviction', 'charged_text', 'The cell that names the offense charged, where the file tells the two apart'),
            ('conviction', 'charge_source', 'Where the charge was read: offense, comment, convicted offense, code'),
            ('conviction', 'severity', 'Level as it stands now: felony, misdemeanor, infraction; NULL: unknown'),
            ('conviction', 'severity_as_convicted', 'Level as convicted: felony, misdemeanor, infraction; NULL: unknown'),
            ('conviction', 'convicted_on', 'Days that can be the day of the conviction'),
            ('conviction', 'offense_on', 'Days that can be the day of the offense: at the latest that of the arrest of the same cycle'),
            ('conviction', 'sentence_ends_on', 'Days that can be the end of the sentence'),
            ('conviction', 'disposition', 'What became of the count, in the words of a history'),
            ('conviction', 'stands', 'Whether the conviction stands'),
            ('conviction', 'case_key', 'Key of the case, as in the history'),
            ('conviction', 'cycle_key', 'Key of the cycle, as in the history'),
            ('conviction', 'count_key', 'Key of the count, as in the history'),
            ('conviction', 'county', 'County of the court'),
            ('conviction', 'court', 'The court'),
            ('conviction', 'case_number', 'The numbers of the court''s step, in the order of the file, joined by ''; '''),
            ('conviction', 'lines', 'Number of lines of the count'),
            ('conviction', 'refreshed', 'The refresh that made the row'),
            ('finding', 'line_id', 'file_id * 100000000 + record of the line'),
            ('finding', 'person_id', 'Key of the person'),
            ('finding', 'column_name', 'Column that the finding is about'),
            ('finding', 'kind', 'Kind of finding'),
            ('finding', 'severity', 'error, warning or note'),
            ('finding', 'finding', 'What is wrong, in words'),
            ('finding', 'value', 'The cell as it stands'),
            ('finding', 'refreshed', 'The refresh that found it'),
            ('refresh', 'refreshed', 'Number of the refresh, from 1'),
            ('refresh', 'started_at', 'When it began'),
            ('refresh', 'finished_at', 'When it was done'),
            ('refresh', 'files', 'Files that it read for the first time'),
            ('refresh', 'people', 'People whom it wrote'),
            ('refresh', 'convictions', 'Convictions that it wrote'),
            ('refresh', 'findings', 'Findings that it wrote'),
            ('refresh', 'version', 'Version of the extension')
        UNION ALL
        SELECT 'line', f.name, upper(f.name) || ': ' || f.description FROM prop64.doj_format() AS f
    LOOP
        EXECUTE format('COMMENT ON COLUMN %I.%I.%I IS %L', the_schema, t, c, d);
    END LOOP;
END
$$;
COMMENT ON PROCEDURE prop64.create_doj_intake(name) IS 'Makes the tables for the state''s bulk file in a schema, and the schema if it is not there; 42710 when it already holds them';
