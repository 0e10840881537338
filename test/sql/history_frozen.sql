-- history, frozen: these bytes and hashes are on disks; a difference here is a new format version
CREATE TEMP TABLE golden AS SELECT * FROM (VALUES
    (1, prop64.history_empty()),
    (2, prop64.event()),
    (3, prop64.event('conviction', 'HS 11358', 'F', '2009-05-01', severity_now => 'M', sentence_ends => '2011-05-01',
        case_key => 'A', cycle_key => 'BC', count_key => 'DEF', disposition => 'reduced')),
    (4, prop64.event('arrest', 'HS 11357(b)', 'M', on_bounds => '[1985-01-01,1986-01-01)', sentence_bounds => '[1990-01-01,)')),
    (5, prop64.event('death', on_bounds => '(,1999-12-31]')),
    (6, prop64.event('registration', 'PC 290', on_date => '0001-01-01')),
    (7, prop64.event('adjudication', on_date => '9999-12-31', severity => 'I')),
    (8, prop64.event('charge', 'PC 664/187(a)'))) AS t (id, h);
INSERT INTO golden SELECT 9, prop64.history_agg(h) FROM golden;
INSERT INTO golden SELECT 10 + n, prop64.event(disposition => d)
    FROM pg_catalog.unnest(ARRAY['unknown', 'convicted', 'reduced', 'dismissed 1203.4', 'set aside', 'vacated', 'resentenced', 'dismissed 11361.8'])
        WITH ORDINALITY AS t (d, n);
SELECT id, pg_catalog.encode(prop64.history_send(h), 'hex') AS sent FROM golden ORDER BY id;
SELECT id, prop64.history_hash(h), prop64.history_hash_extended(h, 0) AS content_hash, prop64.history_hash_extended(h, 1) AS seed_1,
    prop64.history_hash_extended(h, -1) AS seed_minus_1
FROM golden ORDER BY id;
SELECT bool_and(prop64.history_hash(h) = ((prop64.history_hash_extended(h, 0) & 4294967295)::bit(32))::int) AS low_half FROM golden;
DROP TABLE golden;
