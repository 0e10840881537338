-- history: text, jsonb, event(), and what a record answers
SET datestyle = 'ISO, MDY';

-- the record of one event, as its columns say it
SELECT prop64.event();
SELECT prop64.event(kind => ' Arrest ');
SELECT prop64.event('conviction', 'HS 11358', 'F', '2009-05-01');
SELECT prop64.event(charge => 'HS 11359', severity => 'FELONY', on_date => '2009-05-01',
    severity_now => 'misd.', sentence_ends => '2011-05-01', case_key => 'A', cycle_key => 'B',
    count_key => 'C', disposition => 'REDUCED TO MISDEMEANOR');
SELECT prop64.event(kind, on_date => '2001-02-03')
FROM pg_catalog.unnest(ARRAY['conviction', 'ARREST', 'Charge', 'adjudication', 'registration', 'death']) AS kind;

-- the level now is the level as convicted, unless the row or its disposition says otherwise
SELECT d, s, prop64.event(severity => 'F', severity_now => s, disposition => d)
FROM (VALUES (NULL, NULL), ('', ''), ('reduced', NULL), ('REDUCED PER 17(B) PC', NULL), ('reduced', 'infraction'),
    ('vacated', NULL), (NULL, 'M'), (NULL, 'whatever'), ('who knows', NULL)) AS t (d, s);

-- what is not read is unknown, never an error
SELECT prop64.event(severity => 'X', disposition => 'PROS REJ-OTHER');
SELECT prop64.event(case_key => '', cycle_key => '   ', count_key => ' 1 ');

-- bounds of days: a year, an open end, any day; infinity is an open end
SELECT b, prop64.event(on_bounds => b::daterange)
FROM (VALUES ('[1985-01-01,1986-01-01)'), ('(1984-12-31,1985-12-31]'), ('[1985-01-01,1985-01-01]'), ('[1985-01-01,)'),
    ('(,1985-01-01)'), ('(,)'), ('[-infinity,1985-01-01)'), ('[1985-01-01,infinity)'), (NULL)) AS t (b);
SELECT prop64.event(on_date => 'infinity', sentence_ends => '-infinity');

-- errors of event()
SELECT prop64.event(kind => 'trial');
SELECT prop64.event(kind => NULL);
SELECT prop64.event(on_date => '2001-01-01', on_bounds => '[2001-01-01,2001-02-01)');
SELECT prop64.event(sentence_ends => '2001-01-01', sentence_bounds => '[2001-01-01,2001-02-01)');
SELECT prop64.event(on_bounds => 'empty');
SELECT prop64.event(sentence_bounds => 'empty');
SELECT prop64.event(on_date => '0044-03-15 BC');
SELECT prop64.event(on_date => '10000-01-01');
SELECT prop64.event(count_key => repeat('k', 256));
\set VERBOSITY sqlstate
SELECT prop64.event(kind => 'trial');
SELECT prop64.event(kind => NULL);
SELECT prop64.event(on_date => '2001-01-01', on_bounds => '[2001-01-01,2001-02-01)');
SELECT prop64.event(on_bounds => 'empty');
SELECT prop64.event(on_date => '10000-01-01');
SELECT prop64.event(count_key => repeat('k', 256));
\set VERBOSITY default

-- text: in(out(x)) is x, and out(in(s)) is one canonical spelling
CREATE TEMP TABLE record AS
    SELECT row_number() OVER () AS id, h FROM (VALUES
        (prop64.history_empty()),
        (prop64.event()),
        (prop64.event('death', on_bounds => '[2001-01-01,)')),
        (prop64.event('conviction', 'PC 664/187(a)', 'F', '1999-12-31', severity_now => 'unknown',
            count_key => E'a "quoted" \\ key\t''b''', case_key => 'null', disposition => '1203.4')),
        (prop64.event('adjudication', 'HS 11357(b)', 'I', disposition => 'who knows')),
        (prop64.event('arrest', disposition => 'convicted')),
        (prop64.event('conviction', 'HS 11358', 'F', disposition => 'resentenced', severity_now => 'M'))) AS t (h);
SELECT id, h FROM record ORDER BY id;
SELECT count(*) AS records, count(*) FILTER (WHERE prop64.history_eq(h::text::prop64.history, h)) AS same_from_text,
    count(*) FILTER (WHERE prop64.history_eq(h::jsonb::prop64.history, h)) AS same_from_jsonb
FROM record;
SELECT ' [ {"kind" : "CONVICTION", "severity" : "Fel.", "severity_now" : null, "on_date" : ["2001-02-03", "2001-02-03"],
    "charge" : "11358 HS", "disposition" : ""} ,{"kind":"arrest","on_date":[null,"2001-02-03"], "case_key":" "}]'::prop64.history;
SELECT prop64.history_to_jsonb('[{"kind": "conviction", "charge": "HS 11358"}]');
SELECT prop64.history_from_jsonb('[{"kind": "conviction", "charge": "HS 11358", "sentence_ends": ["2001-01-01", null]}]');

-- errors of the text form
SELECT '{}'::prop64.history;
SELECT '1'::prop64.history;
SELECT '[1]'::prop64.history;
SELECT '[[]]'::prop64.history;
SELECT '[{}]'::prop64.history;
SELECT '[{"kind": "conviction"}, {"kind": "trial"}]'::prop64.history;
SELECT '[{"kind": "conviction", "serverity": "F"}]'::prop64.history;
SELECT '[{"kind": "conviction", "severity": 1}]'::prop64.history;
SELECT '[{"kind": "conviction", "on_date": "2001-02-30"}]'::prop64.history;
SELECT '[{"kind": "conviction", "on_date": ["2001-02-03"]}]'::prop64.history;
SELECT '[{"kind": "conviction", "on_date": ["2001-02-03", "2001-02-02"]}]'::prop64.history;
SELECT '[{"kind": "conviction", "on_date": 2001}]'::prop64.history;
SELECT pg_catalog.format('[{"kind": "conviction", "count_key": "%s"}]', repeat('k', 256))::prop64.history;
SELECT '{"kind": "conviction"}'::jsonb::prop64.history;
\set VERBOSITY sqlstate
SELECT 'x'::prop64.history;
SELECT ''::prop64.history;
SELECT '[{"kind": "trial"}]'::prop64.history;
SELECT '[{"kind": "conviction", "charge": "MISSING PERSON"}]'::prop64.history;
\set VERBOSITY default

-- what a record answers
CREATE TEMP TABLE counted AS
    SELECT prop64.history_agg(e) AS h FROM (VALUES
        (prop64.event('arrest', 'HS 11358', 'F', '2005-01-01')),
        (prop64.event('conviction', 'HS 11358', 'F', '2005-06-01', count_key => '1')),
        (prop64.event('conviction', 'HS 11358', on_date => '2010-06-01', count_key => '1', disposition => 'REDUCED TO MISDEMEANOR')),
        (prop64.event('conviction', 'HS 11359', 'F', on_bounds => '[2006-01-01,2006-12-31]', count_key => '2')),
        (prop64.event('conviction', 'HS 11360(a)', 'F', '2001-06-01', count_key => '3')),
        (prop64.event('conviction', 'HS 11360(a)', 'F', '2018-06-01', count_key => '3', disposition => 'DISMISSED 11361.8')),
        (prop64.event('conviction', 'PC 459', 'F', '2007-06-01')),
        (prop64.event('conviction', 'PC 459', 'F', '2007-06-01')),
        (prop64.event('conviction', 'PC 245', 'F', '2009-06-01', count_key => '4', disposition => 'VACATED')),
        (prop64.event('registration', 'PC 290', on_date => '2009-07-01'))) AS t (e);
SELECT prop64.events(h), prop64.convictions(h), prop64.felonies(h), prop64.first_conviction(h), prop64.last_conviction(h),
    prop64.deceased(h), prop64.registered(h)
FROM counted;
SELECT u.* FROM counted, prop64.unnest(h) AS u;
SELECT prop64.events(h), prop64.convictions(h), prop64.felonies(h), prop64.first_conviction(h), prop64.last_conviction(h),
    prop64.deceased(h), prop64.registered(h), (SELECT count(*) FROM prop64.unnest(h)) AS rows
FROM (VALUES (prop64.history_empty()), (prop64.event('death')), (NULL)) AS t (h);

-- rows back to a record
SELECT prop64.history_eq(h, (SELECT prop64.history_agg(prop64.event(kind, charge, severity, NULL, on_bounds,
        coalesce(severity_now, 'unknown'), NULL, sentence_bounds, case_key, cycle_key, count_key, disposition)) FROM prop64.unnest(h)))
FROM counted;

-- equality, grouping, hashing, order
SELECT count(*) AS records, count(DISTINCT h) AS different FROM (SELECT h FROM record UNION ALL SELECT h FROM record) AS t;
SELECT count(*) FROM (SELECT h FROM record UNION ALL SELECT h FROM record) AS t GROUP BY h ORDER BY h LIMIT 1;
SELECT bool_and((prop64.history_cmp(a.h, b.h) = 0) = (a.h::text = b.h::text)) AS equal_when_same_text,
    bool_and(prop64.history_cmp(a.h, b.h) = - prop64.history_cmp(b.h, a.h)) AS antisymmetric,
    bool_and(prop64.history_hash(a.h) = prop64.history_hash(b.h)) FILTER (WHERE a.h OPERATOR(prop64.=) b.h) AS equal_hashes,
    bool_and((a.h OPERATOR(prop64.<) b.h)::int + (a.h OPERATOR(prop64.=) b.h)::int + (a.h OPERATOR(prop64.>) b.h)::int = 1) AS one_of_three,
    bool_and((a.h OPERATOR(prop64.<=) b.h) = NOT (a.h OPERATOR(prop64.>) b.h)) AS le, bool_and((a.h OPERATOR(prop64.>=) b.h) = NOT (a.h OPERATOR(prop64.<) b.h)) AS ge,
    bool_and((a.h OPERATOR(prop64.<>) b.h) = NOT (a.h OPERATOR(prop64.=) b.h)) AS ne
FROM record AS a, record AS b;
SET enable_nestloop = off;
SET enable_mergejoin = off;
SELECT count(*) FROM record AS a JOIN record AS b ON a.h OPERATOR(prop64.=) b.h;
SET enable_mergejoin = on;
SET enable_hashjoin = off;
SELECT count(*) FROM record AS a JOIN record AS b ON a.h OPERATOR(prop64.=) b.h;
RESET enable_nestloop;
RESET enable_hashjoin;
CREATE UNIQUE INDEX ON record (h);
CREATE INDEX ON record USING hash (h);
-- a hash that reads the header of a compressed value out of line is the same
CREATE TEMP TABLE toasted (h prop64.history);
INSERT INTO toasted SELECT prop64.history_agg(prop64.event(charge => 'HS 11358', count_key => i::text)) FROM generate_series(1, 20000) AS i;
SELECT pg_catalog.pg_column_size(h) < 300000 AS compressed, prop64.events(h), prop64.history_hash(h) = prop64.history_hash(h::text::prop64.history) AS same_hash FROM toasted;

-- days
SELECT d, prop64.day(d::date) FROM (VALUES ('2016-11-09'), ('infinity'), ('-infinity'), ('0044-03-15 BC'), (NULL)) AS t (d);
SELECT prop64.day('5874897-12-31');
SELECT d, prop64.doj_date(d)
FROM (VALUES ('20161109'), (' 19850700 '), ('19850000'), ('19851200'), ('20040200'), ('2016-11-09'), ('00010000'), ('99990000'), ('99991231'),
    ('00000000'), ('19850010'), ('19851301'), ('20010229'), ('20000229'), ('2001-02-29'), ('2016-11-00'), ('1985'), ('198500000'), ('1985O101'),
    (''), ('        '), (NULL)) AS t (d);

-- order: four answers, NULL is any day
SELECT a, b, prop64.order_of(CAST(a AS daterange), CAST(b AS daterange)) AS there, prop64.order_of(CAST(b AS daterange), CAST(a AS daterange)) AS back
FROM (VALUES ('[2001-01-01,2001-01-01]', '[2001-01-02,2001-01-02]'), ('[2001-01-01,2001-01-01]', '[2001-01-01,2001-01-01]'),
    ('[2001-01-01,2001-12-31]', '[2002-01-01,2002-12-31]'), ('[2001-01-01,2001-12-31]', '[2001-12-31,2001-12-31]'),
    ('[2001-01-01,2001-12-31]', '[2001-01-01,2001-12-31]'), ('(,2001-12-31]', '[2002-01-01,)'), ('(,2001-12-31]', '[2001-12-31,)'),
    ('[2001-01-01,)', '[2002-01-01,)'), ('(,)', '[2001-01-01,2001-01-01]'), ('[-infinity,infinity]', '(,)'), (NULL, '[2001-01-01,2001-01-01]'), (NULL, NULL)) AS t (a, b);
SELECT prop64.order_of('empty', NULL);
SELECT prop64.order_of(NULL, 'empty');

-- sentences in parts
SELECT c, l, u, prop64.sentence_ends(CAST(c AS daterange), CAST(l AS text[]), CAST(u AS text[]))
FROM (VALUES ('[2010-05-01,2010-05-01]', '{3}', '{Y}'), ('[2010-05-01,2010-05-01]', '{180,3}', '{D,Y}'), ('[2010-05-01,2010-05-01]', '{3,180}', '{Y,D}'),
    ('[2011-01-31,2011-01-31]', '{1}', '{M}'), ('[2012-01-31,2012-01-31]', '{1}', '{M}'), ('[2012-02-29,2012-02-29]', '{1}', '{Y}'),
    ('[2012-02-29,2012-02-29]', '{12}', '{M}'), ('[2012-02-29,2012-02-29]', '{4}', '{Y}'), ('[2010-05-01,2010-05-01]', '{" 036 "}', '{months}'),
    ('[2010-05-01,2010-05-01]', '{LIFE}', '{""}'), ('[2010-05-01,2010-05-01]', '{15,1}', '{Y,LIFE}'), ('[2010-05-01,2010-05-01]', '{3}', '{REVOKED}'),
    ('[2010-05-01,2010-05-01]', '{""}', '{Y}'), ('[2010-05-01,2010-05-01]', '{NULL}', '{Y}'), ('[2010-05-01,2010-05-01]', '{3,180}', '{Y,NULL}'),
    ('[2010-05-01,2010-05-01]', '{-3}', '{Y}'), ('[2010-05-01,2010-05-01]', '{1.5}', '{Y}'), ('[2010-05-01,2010-05-01]', '{0}', '{D}'),
    ('[2010-05-01,2010-05-01]', '{}', '{}'), ('[2010-05-01,2010-05-01]', NULL, NULL), ('[1985-01-01,1985-12-31]', '{2}', '{Y}'), ('[1985-01-01,)', '{2}', '{Y}'),
    ('(,1985-12-31]', '{2}', '{Y}'), (NULL, '{2}', '{Y}'), (NULL, NULL, NULL), ('[2010-05-01,2010-05-01]', '{9000}', '{Y}'),
    ('[2010-05-01,2010-05-01]', '{1,1,1,1,1,1,1,1,1,1}', '{M,M,M,M,M,M,M,M,M,M}'), ('[2010-05-01,2010-05-01]', '{1,1,1,1,1,1,1,1,1,1,1}', '{M,M,M,M,M,M,M,M,M,M,M}'))
    AS t (c, l, u);
SELECT prop64.sentence_ends('empty', '{3}', '{Y}');
SELECT prop64.sentence_ends('[0044-03-15 BC,)', '{3}', '{Y}');
SELECT prop64.sentence_ends('[2010-05-01,2010-05-01]', '{3,180}', '{Y}');
SELECT prop64.sentence_ends('[2010-05-01,2010-05-01]', '{3}', NULL);
-- a row that says that the sentence changed, and not to what
SELECT d, prop64.event(on_date => '2011-02-03', disposition => d) AS dated, prop64.event(disposition => d) AS undated,
    prop64.event(on_date => '2011-02-03', sentence_ends => '2012-02-03', disposition => d) AS stated
FROM pg_catalog.unnest(ARRAY['PROBATION REVOKED', 'SENTENCE MODIFIED', 'MODIFICATION DENIED', 'RESENTENCED', 'PROBATION TERMINATED']) AS d;
SELECT prop64.event('arrest', on_date => '2011-02-03', disposition => 'PROBATION REVOKED');
SELECT prop64.history_eq(h, h::text::prop64.history) FROM (SELECT prop64.event(on_date => '2011-02-03', disposition => 'PROBATION REVOKED')) AS t (h);

-- counts as they stand, and those of a section or a list
SELECT c.* FROM counted, prop64.counts(h) AS c;
SELECT c.* FROM counted, prop64.convictions_of(h, 'HS 11360') AS c;
SELECT charge, stands, on_date FROM counted, prop64.convictions_of(h, 'HS 11358');
SELECT charge, stands, on_date FROM counted, prop64.convictions_of(h, 'PC 459');
SELECT l.listed, l.charge, l.severity, l.on_date FROM prop64.on_list((SELECT prop64.history_agg(e) FROM (VALUES
        (prop64.event('conviction', 'PC 187(a)', 'F', '2001-06-01')), (prop64.event('conviction', NULL, 'F', '2002-06-01')),
        (prop64.event('conviction', 'PC 459', 'F', '2003-06-01')), (prop64.event('adjudication', 'PC 187(a)', 'F', '1999-06-01')),
        (prop64.event('conviction', 'PC 187(a)', 'F', '2004-06-01', disposition => 'VACATED'))) AS t (e)), 'superstrike') AS l;
SELECT c.kind, c.charge, c.stands, c.count_key, c.events FROM prop64.counts((SELECT prop64.history_agg(e) FROM (VALUES
        (prop64.event('adjudication', 'PC 459', 'F', '1999-06-01', count_key => 'a')), (prop64.event('adjudication', on_date => '2000-06-01', count_key => 'a')),
        (prop64.event('conviction', 'PC 459', 'F', count_key => 'a')), (prop64.event('conviction', on_date => '2001-06-01', disposition => 'SET ASIDE'))) AS t (e))) AS c;
SELECT (SELECT count(*) FROM prop64.counts(h)) AS counts, (SELECT count(*) FROM prop64.convictions_of(h, 'PC 459')) AS of_section,
    (SELECT count(*) FROM prop64.on_list(h, 'superstrike')) AS on_list
FROM (VALUES (prop64.history_empty()), (prop64.event('death')), (NULL)) AS t (h);
SELECT (SELECT count(*) FROM prop64.convictions_of(h, NULL)) AS of_section, (SELECT count(*) FROM prop64.on_list(h, NULL)) AS on_list FROM counted;
SELECT * FROM prop64.on_list(prop64.event('conviction', 'PC 459'), 'no such list');

-- the type is what its catalog entry says
SELECT typlen, typalign, typstorage, typcategory, typsend::text, typreceive::text FROM pg_catalog.pg_type
WHERE oid = 'prop64.history'::pg_catalog.regtype;
SELECT castcontext, castmethod, castsource::pg_catalog.regtype, casttarget::pg_catalog.regtype FROM pg_catalog.pg_cast
WHERE 'prop64.history'::pg_catalog.regtype IN (castsource, casttarget) ORDER BY 3;
DROP TABLE record, counted, toasted;
