-- Sources: any table or view with the documented columns (doc/warehouse.md), and its determinations.

-- What a source may have, and which types each column may be of.  One home for the names: the
-- checks, the query and the template all read this list.
CREATE FUNCTION prop64.source_columns()
    RETURNS TABLE (name text, required boolean, accepts text, meaning text, synonyms text[])
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 25
BEGIN ATOMIC
    SELECT c.name, c.required, c.accepts, c.meaning, c.synonyms
      FROM (VALUES
        (1, 'conviction_id', true, 'any type with a text form', 'names the conviction; NULL: the row only adds to the record',
            '{conviction_id,count_id,charge_id,disposition_id,conviction_key,charge_key,record_id,row_id,id}'::text[]),
        (2, 'person_id', true, 'any type with a text form', 'whose conviction it is; NULL: not known, so neither is the record',
            '{person_id,defendant_id,subject_id,party_id,individual_id,offender_id,suspect_id,person_key,defendant_key,cii_number,cii,sid,xref,xref_number}'),
        (3, 'charge', true, 'text or prop64.charge', 'the offense convicted of, as the system writes it',
            '{charge,convicted_charge,conviction_charge,charge_text,charge_description,charge_code,offense,offense_code,offense_description,offense_descr,statute,violation,section,code_section}'),
        (4, 'severity', true, 'text', 'its level as it stands now: any spelling of felony, misdemeanor, infraction',
            '{severity,severity_now,charge_level,level,offense_level,charge_severity,degree,felony_misdemeanor,f_m,toc,type_of_charge,class,charge_class}'),
        (5, 'convicted_on', true, 'date, daterange, or text as the state writes dates', 'the day of conviction',
            '{convicted_on,conviction_date,date_of_conviction,convicted_date,convicted,disposition_date,disposed_on,disp_date,judgment_date,plea_date,verdict_date}'),
        (6, 'born_on', false, 'date, daterange, or text as the state writes dates', 'the day of birth',
            '{born_on,born,birth_date,birthdate,date_of_birth,dob,birth_dt}'),
        (7, 'offense_on', false, 'date, daterange, or text as the state writes dates', 'the day of the offense',
            '{offense_on,offense_date,date_of_offense,violation_date,incident_date,occurred_on,offense_dt}'),
        (8, 'sentence_ends_on', false, 'date, daterange, or text as the state writes dates', 'the last day of the sentence, supervision included',
            '{sentence_ends_on,sentence_ends,sentence_end,sentence_end_date,sentence_completed_on,sentence_completion_date,supervision_end_date}'),
        (9, 'deceased', false, 'boolean', 'whether the person is known to have died',
            '{deceased,is_deceased,deceased_flag,deceased_on,date_of_death,death_date,died_on}'),
        (10, 'case_key', false, 'any type with a text form', 'the court case',
            '{case_key,case_id,court_case_id,docket_id}'),
        (11, 'cycle_key', false, 'any type with a text form', 'the arrest cycle',
            '{cycle_key,cycle_id,cycle,arrest_id,booking_id,arrest_key}'),
        (12, 'count_key', false, 'any type with a text form', 'the count: rows of one person with one count_key tell of one count',
            '{count_key}'),
        (13, 'kind', false, 'text', 'conviction (also when NULL), arrest, charge, adjudication, registration or death',
            '{kind,event_kind,event_type}'),
        (14, 'county', false, 'text', 'the county of the court', '{county,county_name,court_county}'),
        (15, 'court', false, 'text', 'the court', '{court,court_name,courthouse,court_location}'),
        (16, 'agency', false, 'text', 'the prosecuting agency', '{agency,prosecuting_agency,prosecutor,agency_name,office}'),
        (17, 'case_number', false, 'any type with a text form', 'the number of the case as people write it',
            '{case_number,case_no,court_case_number,docket,docket_number,case_num}'),
        (18, 'race', false, 'text', 'race, as the system writes it', '{race,race_description,race_descr,race_code,ethnicity}'),
        (19, 'sex', false, 'text', 'sex or gender, as the system writes it', '{sex,gender,sex_code,gender_code}'),
        (20, 'facts', false, 'jsonb', 'what the policy declares with fact', '{facts}'),
        (21, 'changed_at', false, 'timestamptz or timestamp', 'when the row was last changed',
            '{changed_at,updated_at,modified_at,last_modified,last_updated,last_update,update_date,modified_on,changed_on}'),
        (22, 'severity_as_convicted', false, 'text', 'the level on the day of conviction, where it changed since',
            '{severity_as_convicted,convicted_severity,conviction_level,original_severity}'),
        (23, 'disposition', false, 'text', 'what became of the count, in the words of the record (doc/history.md)',
            '{disposition,disposition_description,disp_descr,disposition_descr,count_disposition}'),
        (24, 'status', false, 'text', 'where its relief stands, in the county''s words', '{status,relief_status,petition_status,case_status}'),
        (25, 'history', false, 'prop64.history', 'the person''s whole record, where it is gathered already', '{history,record}')
      ) AS c (place, name, required, accepts, meaning, synonyms)
     ORDER BY c.place;
END;
COMMENT ON FUNCTION prop64.source_columns() IS
    'The columns that a source may have: whether it must, the types, the meaning, and the names by which source_template looks for it';

-- A column of a source as the query wants it, from a column of that type; NULL: not of an accepted
-- type.  A date that nothing can be made of is unknown, so that one bad row stops no county.
CREATE FUNCTION prop64.source_expression(name text, column_name text, type regtype) RETURNS text
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    base regtype := type;
    category "char";
    c text := format('s.%I', column_name);
BEGIN
    -- a domain is as good as what it is made of
    WHILE (SELECT typtype FROM pg_type WHERE oid = base) = 'd' LOOP
        SELECT typbasetype INTO base FROM pg_type WHERE oid = base;
    END LOOP;
    SELECT typcategory INTO category FROM pg_type WHERE oid = base;
    IF base <> type THEN
        c := format('%s::%s', c, base);
    END IF;

    CASE
        WHEN name IN ('conviction_id', 'person_id', 'case_key', 'cycle_key', 'count_key', 'case_number') THEN
            RETURN CASE WHEN base = 'text'::regtype THEN c ELSE c || '::text' END;
        WHEN name = 'charge' THEN
            RETURN CASE WHEN base = 'prop64.charge'::regtype THEN c
                        WHEN category = 'S' THEN format('prop64.to_charge(%s::text)', c) END;
        WHEN name IN ('convicted_on', 'born_on', 'offense_on', 'sentence_ends_on') THEN
            RETURN CASE
                WHEN base = 'date'::regtype THEN
                    format('CASE WHEN %1$s BETWEEN date ''0001-01-01'' AND date ''9999-12-31'' THEN prop64.day(%1$s) END', c)
                WHEN base = 'daterange'::regtype THEN
                    format('CASE WHEN NOT isempty(%1$s) AND coalesce(lower(%1$s) BETWEEN ''0001-01-01'' AND ''9999-12-31'' OR lower(%1$s) = ''-infinity'', true) '
                           'AND coalesce(upper(%1$s) BETWEEN ''0001-01-02'' AND ''10000-01-01'' OR upper(%1$s) = ''infinity'', true) THEN %1$s END', c)
                WHEN category = 'S' THEN format('prop64.doj_date(%s::text)', c) END;
        WHEN name = 'deceased' THEN
            RETURN CASE WHEN base = 'boolean'::regtype THEN c END;
        WHEN name = 'facts' THEN
            RETURN CASE WHEN base = 'jsonb'::regtype THEN c END;
        WHEN name = 'history' THEN
            RETURN CASE WHEN base = 'prop64.history'::regtype THEN c END;
        WHEN name = 'changed_at' THEN
            -- what is compared must not depend on the session's time zone; at no offset, that is UTC without looking up the zone's name
            RETURN CASE WHEN base = 'timestamptz'::regtype THEN format('timezone(interval ''0'', %s)', c)
                        WHEN base = 'timestamp'::regtype THEN c END;
        ELSE
            RETURN CASE WHEN base = 'text'::regtype THEN c
                        WHEN category IN ('S', 'E') THEN c || '::text' END;
    END CASE;
END
$$;
COMMENT ON FUNCTION prop64.source_expression(text, text, regtype) IS
    'How determinations read a column of a source, as SQL over a row s; NULL when a column of that type is not accepted';

CREATE FUNCTION prop64.source_template(source regclass) RETURNS text
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    wanted record;
    there record;
    expression text;
    said text;
    lines text[] := '{}';
    comments text[] := '{}';
    absent text[] := '{}';
    used name[] := '{}';
    relation text;
    target text;
BEGIN
    SELECT format('%I.%I', n.nspname, c.relname), format('%I.%I', n.nspname, left(c.relname, 56) || '_source')
      INTO relation, target
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = source;
    IF relation IS NULL THEN
        RAISE undefined_table USING MESSAGE = format('there is no table or view with the OID %s', source::oid);
    END IF;
    FOR wanted IN SELECT * FROM prop64.source_columns() LOOP
        SELECT a.attname, a.atttypid::regtype AS type INTO there
          FROM unnest(wanted.synonyms) WITH ORDINALITY AS s (synonym, place)
          JOIN pg_attribute AS a ON lower(a.attname) = s.synonym AND a.attrelid = source AND a.attnum > 0 AND NOT a.attisdropped
         WHERE a.attname <> ALL (used)
         ORDER BY s.place, a.attnum LIMIT 1;
        IF NOT FOUND THEN
            IF wanted.required THEN
                lines := lines || format('NULL::text AS %I', wanted.name);
                comments := comments || format('NOT FOUND, and needed: %s (%s)', wanted.meaning, wanted.accepts);
            ELSE
                absent := absent || format('--   %s: %s (%s)', wanted.name, wanted.meaning, wanted.accepts);
            END IF;
            CONTINUE;
        END IF;
        said := '';
        expression := format('s.%I', there.attname);
        IF prop64.source_expression(wanted.name, there.attname::text, there.type) IS NULL THEN
            said := format('is of type %s', there.type);
            expression := CASE
                WHEN wanted.name = 'deceased' AND there.type IN ('date'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype)
                    THEN format('(s.%I IS NOT NULL)', there.attname)
                WHEN wanted.accepts LIKE 'date,%' AND there.type = 'timestamptz'::regtype
                    THEN format('(s.%I AT TIME ZONE ''America/Los_Angeles'')::date', there.attname)
                WHEN wanted.accepts LIKE 'date,%' AND there.type = 'timestamp'::regtype THEN format('s.%I::date', there.attname)
                WHEN wanted.name = 'facts' AND there.type = 'json'::regtype THEN format('s.%I::jsonb', there.attname)
                WHEN wanted.name = 'changed_at' AND there.type = 'date'::regtype THEN format('s.%I::timestamp', there.attname)
            END;
            IF expression IS NULL THEN
                absent := absent || format('--   %s: the column %I %s, wanted is %s (%s)', wanted.name, there.attname, said, wanted.accepts, wanted.meaning);
                IF wanted.required THEN
                    lines := lines || format('NULL::text AS %I', wanted.name);
                    comments := comments || format('NEEDED: the column %I %s, wanted is %s', there.attname, said, wanted.accepts);
                END IF;
                CONTINUE;
            END IF;
        ELSIF wanted.accepts LIKE 'date,%' AND prop64.source_expression(wanted.name, there.attname::text, there.type) LIKE 'prop64.doj_date%' THEN
            said := 'text: YYYYMMDD or YYYY-MM-DD, all else is unknown';
        END IF;
        used := used || there.attname;
        lines := lines || format('%s AS %I', expression, wanted.name);
        comments := comments || said;
    END LOOP;
    RETURN format(E'CREATE VIEW %s WITH (security_invoker) AS\nSELECT %s\nFROM %s AS s;%s', target,
        (SELECT string_agg(line || CASE WHEN place < cardinality(lines) THEN ',' ELSE '' END
                           || CASE WHEN comments[place] <> '' THEN '  -- ' || comments[place] ELSE '' END, E'\n       ' ORDER BY place)
           FROM unnest(lines) WITH ORDINALITY AS l (line, place)),
        relation,
        CASE WHEN absent <> '{}' THEN E'\n-- Not found here; add what other tables know:\n' || array_to_string(absent, E'\n') ELSE '' END);
END
$$;
COMMENT ON FUNCTION prop64.source_template(regclass) IS
    'The CREATE VIEW that makes a source of a table, proposed from the names and types of its columns; what was not found stands in comments';

-- A key keeps its type where two values are equal just when their texts are.
CREATE FUNCTION prop64.source_key(source regclass, column_name text) RETURNS text
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT coalesce((SELECT pg_catalog.format_type(a.atttypid, NULL) FROM pg_catalog.pg_attribute AS a
                      WHERE a.attrelid = source AND a.attname = column_name AND NOT a.attisdropped
                        AND a.atttypid = ANY ('{smallint,integer,bigint,uuid}'::regtype[])), 'text');
END;
COMMENT ON FUNCTION prop64.source_key(regclass, text) IS
    'As which type conviction_id or person_id of a source is told apart and kept: its own for integers and uuids, else text';

-- Integers and uuids are told apart as they are, and so by an index; the rest by their text, byte by byte.
CREATE FUNCTION prop64.source_person(source regclass) RETURNS text
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT CASE prop64.source_key(source, 'person_id')
             WHEN 'text' THEN format('nullif((%s) COLLATE "C", '''')', prop64.source_expression('person_id', 'person_id', a.atttypid)) ELSE 's.person_id' END
      FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = source AND a.attname = 'person_id' AND NOT a.attisdropped;
END;
COMMENT ON FUNCTION prop64.source_person(regclass) IS
    'The SQL expression that tells people apart, over a row s of a source; NULL when the source has no column person_id';

CREATE FUNCTION prop64.source_digest(type text, value text, seed text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN 'coalesce(' || CASE type WHEN 'smallint' THEN 'hashint2extended' WHEN 'integer' THEN 'hashint4extended' WHEN 'bigint' THEN 'hashint8extended'
                                    WHEN 'uuid' THEN 'uuid_hash_extended' WHEN 'timestamp' THEN 'timestamp_hash_extended' ELSE 'hashtextextended' END
        || '(' || value || ', ' || seed || '), ' || seed || ')';
COMMENT ON FUNCTION prop64.source_digest(text, text, text) IS
    'The SQL expression of a hash of 64 bits of a value of this type (a key, or timestamp) and a seed, all SQL expressions; the seed when the value is NULL';

-- It cuts the people into parts.
CREATE FUNCTION prop64.source_hash(source regclass) RETURNS text
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN prop64.source_digest(prop64.source_key(source, 'person_id'), prop64.source_person(source), '0');
COMMENT ON FUNCTION prop64.source_hash(regclass) IS
    'The SQL expression of a bigint that is one for all rows s of a person, and 0 for rows without; NULL when the source has no column person_id';

CREATE FUNCTION prop64.source_given(source regclass) RETURNS text
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT '(' || CASE k.type WHEN 'text' THEN format('%s = ANY ($1) OR $2 AND %s IS NULL',
                                   CASE WHEN a.atttypid IN ('text'::regtype, 'varchar'::regtype) AND c.collisdeterministic THEN 's.person_id' ELSE k.person END, k.person)
                              ELSE format('s.person_id = ANY ($1::%s[]) OR $2 AND s.person_id IS NULL', k.type) END || ')'
      FROM pg_catalog.pg_attribute AS a
      LEFT JOIN pg_catalog.pg_collation AS c ON c.oid = a.attcollation,
           LATERAL (SELECT prop64.source_key(source, 'person_id') AS type, prop64.source_person(source) AS person) AS k
     WHERE a.attrelid = source AND a.attname = 'person_id' AND NOT a.attisdropped;
END;
COMMENT ON FUNCTION prop64.source_given(regclass) IS
    'The SQL condition that a row s of a source is of the people of the text[] $1 or, when the boolean $2 is true, of nobody; NULL when the source has no column person_id';

-- What need not be carried from row to row.  Not kind, which is then conviction, and not count_key, which is then made.
CREATE FUNCTION prop64.source_lacks(source regclass) RETURNS TABLE (name text, type text)
    LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT k.name, CASE WHEN k.accepts LIKE 'date,%' THEN 'daterange' WHEN k.name = 'changed_at' THEN 'timestamp'
                        WHEN k.accepts IN ('boolean', 'jsonb', 'prop64.history') THEN k.accepts ELSE 'text' END
      FROM prop64.source_columns() AS k
     WHERE NOT k.required AND k.name <> ALL ('{kind,count_key}')
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = source AND a.attname = k.name AND a.attnum > 0 AND NOT a.attisdropped);
END;
COMMENT ON FUNCTION prop64.source_lacks(regclass) IS
    'The optional columns that a source does not have, and the type as which source_query gives each: as NULL';

CREATE FUNCTION prop64.source_query(source regclass, people text DEFAULT 'all') RETURNS text
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    wanted record;
    column_type regtype;
    expression text;
    has jsonb := '{}';
    columns text[] := '{}';  -- what is read of a row
    given text[] := '{}';    -- what is given of it: what the source lacks is not sorted and kept as NULL
    -- the arguments of history_agg; the two levels are put in below
    event text := 'r.kind, r.charge, %s, NULL, r.convicted_on, %s, NULL, r.sentence_ends_on, r.case_key, r.cycle_key, r.count_key, r.disposition';
    relation text;
    person text;  -- what tells people apart
    id text;
BEGIN
    IF source_query.people <> ALL ('{all,given,slice}') THEN
        RAISE invalid_parameter_value USING
            MESSAGE = format('there is no query of the people %L', source_query.people),
            DETAIL = 'There are: all; given, of the people of the text[] $1; slice, of the slice $1 of $2.';
    END IF;
    SELECT format('%I.%I', n.nspname, c.relname) INTO relation
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = source;
    IF relation IS NULL THEN
        RAISE undefined_table USING MESSAGE = format('there is no table or view with the OID %s', source::oid);
    END IF;
    FOR wanted IN SELECT k.*, (SELECT l.type FROM prop64.source_lacks(source) AS l WHERE l.name = k.name) AS lacking FROM prop64.source_columns() AS k LOOP
        SELECT a.atttypid INTO column_type
          FROM pg_attribute AS a WHERE a.attrelid = source AND a.attname = wanted.name AND a.attnum > 0 AND NOT a.attisdropped;
        IF NOT FOUND AND wanted.required THEN
            RAISE undefined_column USING
                MESSAGE = format('the source %s has no column %I', relation, wanted.name),
                DETAIL = format('It is needed: %s. Its type: %s.', wanted.meaning, wanted.accepts),
                HINT = format(E'Make a view such as this one, and give its name:\n%s', prop64.source_template(source));
        ELSIF wanted.lacking IS NOT NULL THEN
            given := given || format('NULL::%s AS %I', wanted.lacking, wanted.name);
            event := replace(event, 'r.' || wanted.name, 'NULL');
            CONTINUE;
        ELSIF column_type IS NULL AND wanted.name = 'kind' THEN
            given := given || 'text ''conviction'' AS kind'::text;
            event := replace(event, 'r.kind', '''conviction''');
            CONTINUE;
        ELSIF column_type IS NULL THEN
            expression := NULL;  -- count_key: it is made below
        ELSE
            expression := prop64.source_expression(wanted.name, wanted.name, column_type);
            IF expression IS NULL THEN
                RAISE datatype_mismatch USING
                    MESSAGE = format('column %I of the source %s is of type %s', wanted.name, relation, column_type),
                    DETAIL = format('Expected: %s.', wanted.accepts),
                    HINT = format(E'Make a view such as this one, and give its name:\n%s', prop64.source_template(source));
            END IF;
            has := has || jsonb_build_object(wanted.name, true);
        END IF;
        IF wanted.name = 'conviction_id' THEN
            -- the order of a person's rows must not hang on a locale
            expression := format('(%s) COLLATE "C"', expression);
            id := expression;
        ELSIF wanted.name = 'person_id' THEN
            person := prop64.source_person(source);
            IF prop64.source_key(source, 'person_id') = 'text' THEN
                expression := person;
            END IF;
        ELSIF wanted.name = 'kind' THEN
            expression := format('coalesce(lower(btrim(%s)), ''conviction'')', expression);
        ELSIF wanted.name = 'count_key' THEN
            -- every conviction needs a count of its own, for it is none of its own priors
            expression := format(CASE WHEN has ? 'count_key' THEN 'coalesce(CASE WHEN btrim(%1$s) <> '''' THEN %1$s END, ''conviction_id '' || %2$s)'
                                      ELSE '''conviction_id '' || %2$s' END, expression, id);
        ELSIF wanted.name = 'charge' THEN
            columns := columns || (CASE WHEN expression LIKE '%::text)' THEN substring(expression FROM '\((.*)\)$')
                                        ELSE expression || '::text' END || ' AS charge_text');
            given := given || 'r.charge_text'::text;
        END IF;
        columns := columns || format('%s AS %I', expression, wanted.name);
        given := given || format('r.%I', wanted.name);
    END LOOP;
    RETURN format(E'SELECT %s, r.person_key,\n       %s AS record\n'
        'FROM (SELECT %s AS person_key,\n             %s\n      FROM %s AS s%s\n      OFFSET 0) AS r\n'
        'WINDOW person AS (PARTITION BY r.person_key ORDER BY r.conviction_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)',
        array_to_string(given, ', '),
        CASE WHEN has ? 'history' THEN 'r.history'
             ELSE format('prop64.history_agg(' || event || ') FILTER (WHERE r.person_key IS NOT NULL) OVER person',
                         CASE WHEN has ? 'severity_as_convicted' THEN 'coalesce(r.severity_as_convicted, r.severity)' ELSE 'r.severity' END,
                         CASE WHEN has ? 'severity_as_convicted' THEN 'r.severity' ELSE 'NULL' END) END,
        person, array_to_string(columns, E',\n             '), relation,
        CASE source_query.people
            WHEN 'given' THEN E'\n      WHERE ' || prop64.source_given(source)
            WHEN 'slice' THEN format(E'\n      WHERE (%s & 65535) %% $2 = $1', prop64.source_hash(source)) ELSE '' END);
END
$$;
COMMENT ON FUNCTION prop64.source_query(regclass, text) IS
    'The SELECT that reads a source, typed and with each person''s record: of all people; given: of the people of the text[] $1 and, when the boolean $2 is true, of rows without a person; slice: of those who fall into the slice $1, from 0, of $2 slices (integers). Raises 42703 or 42804 with the view to write, 22023 for another word';

-- The facts of a row q that the policy declares: one source serves several policies, and classify refuses others.
CREATE FUNCTION prop64.source_facts(policy text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN 'CASE WHEN jsonb_typeof(q.facts) = ''object'' THEN (SELECT jsonb_object_agg(f.key, f.value) FROM jsonb_each(q.facts) AS f '
        'WHERE lower(f.key) = ANY (prop64.declared_facts(' || policy || '))) ELSE q.facts END';
COMMENT ON FUNCTION prop64.source_facts(text) IS
    'The facts of a row q of source_query that are asked by the policy that this SQL expression gives';

-- What classify_bounds is given of a row q of source_query, under the policy $n and on the as-of date $m.
CREATE FUNCTION prop64.source_classify(policy text, as_of text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN 'prop64.classify_bounds(' || policy || ', q.charge, q.severity, q.convicted_on, q.record, ' || as_of
        || ', q.born_on, q.offense_on, q.sentence_ends_on, '
        -- "false" would win over a death in the record; where there is none the record says the same
        || 'CASE WHEN q.deceased OR q.record IS NULL THEN q.deceased END, q.case_key, q.cycle_key, q.count_key, ' || prop64.source_facts(policy) || ')';
COMMENT ON FUNCTION prop64.source_classify(text, text) IS
    'The call of classify_bounds for a row q of source_query, with these two SQL expressions for policy and as-of date';

-- STABLE, and with row security off: who does not see all rows would judge by records that lack
-- some, and a record is closed.  PostgreSQL refuses then instead of leaving rows out.
CREATE FUNCTION prop64.determinations(source regclass, policy prop64.policy, as_of date, county text DEFAULT NULL)
    RETURNS TABLE (conviction_id text, person_id text, in_county text, charge prop64.charge, severity text, convicted_on daterange,
                   eligibility prop64.eligibility)
    LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100000 COST 100000
    SET search_path = pg_catalog, pg_temp
    SET row_security = off
    SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    known text;
BEGIN
    IF determinations.source IS NULL OR determinations.policy IS NULL THEN
        RETURN;
    END IF;
    IF determinations.county IS NOT NULL AND NOT EXISTS (
        SELECT FROM pg_attribute AS a WHERE a.attrelid = determinations.source AND a.attname = 'county' AND a.attnum > 0 AND NOT a.attisdropped)
    THEN
        RAISE undefined_column USING
            MESSAGE = format('the source %s has no column county', determinations.source),
            DETAIL = 'Convictions of one county were asked for.',
            HINT = format(E'Make a view such as this one, and give its name:\n%s', prop64.source_template(determinations.source));
    END IF;
    RETURN QUERY EXECUTE format('SELECT q.conviction_id, q.person_id, q.county, q.charge, q.severity, q.convicted_on, %s FROM (%s) AS q '
        'WHERE q.kind = ''conviction'' AND q.conviction_id IS NOT NULL%s',
        prop64.source_classify('$1', '$2'), prop64.source_query(determinations.source),
        CASE WHEN determinations.county IS NOT NULL THEN ' AND upper(btrim(q.county)) = upper(btrim($3))' ELSE '' END)
        USING determinations.policy, determinations.as_of, determinations.county;
    IF NOT FOUND AND determinations.county IS NOT NULL THEN
        EXECUTE format('SELECT string_agg(c.county, '', '' ORDER BY c.county) FROM (SELECT DISTINCT q.county FROM (%s) AS q '
                       'WHERE q.kind = ''conviction'' AND q.conviction_id IS NOT NULL ORDER BY 1 LIMIT 60) AS c', prop64.source_query(determinations.source)) INTO known;
        RAISE invalid_parameter_value USING
            MESSAGE = format('the source %s has no conviction of the county %L', determinations.source, determinations.county),
            DETAIL = format('There are: %s.', coalesce(known, 'none'));
    END IF;
END
$$;
COMMENT ON FUNCTION prop64.determinations(regclass, prop64.policy, date, text) IS
    'Every conviction of a source (of one county, when given) under a policy on a day; records span all rows of the source';
