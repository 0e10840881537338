-- history: what arrives in binary is checked byte by byte
-- A bytea and a history are the same field of a binary COPY, so any bytes can be sent as one.
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/history_binary.data'
\set send 'COPY (SELECT message FROM sent) TO STDOUT (FORMAT binary) \\g ' :file
\set receive '\\copy received FROM ' :'file' ' (FORMAT binary)'
\set SHOW_CONTEXT never
CREATE TEMP TABLE sent (message bytea);
CREATE TEMP TABLE received (h prop64.history);

-- what was sent arrives as it was
CREATE TEMP TABLE source AS
    SELECT prop64.history_agg(e) AS h FROM (VALUES
        (prop64.event('conviction', 'HS 11358', 'F', '2009-05-01', count_key => 'K')),
        (prop64.event('arrest', 'PC 459', 'F', on_bounds => '[2009-01-01,2009-05-01)')),
        (prop64.event('death'))) AS t (e);
INSERT INTO source VALUES (prop64.history_empty()), (prop64.event());
INSERT INTO sent SELECT prop64.history_send(h) FROM source;
:send
:receive
SELECT count(*) AS records, count(*) FILTER (WHERE EXISTS (SELECT FROM source AS s WHERE prop64.history_eq(s.h, r.h))) AS same FROM received AS r;
TRUNCATE sent;
TRUNCATE received;

-- a message of two events, 29 bytes each, to be damaged in every part
CREATE TEMP TABLE good AS SELECT prop64.history_send(prop64.history_agg(h)) AS m
    FROM (VALUES (prop64.event('arrest')), (prop64.event('death'))) AS t (h);
SELECT pg_catalog.encode(m, 'hex') AS message FROM good;

-- each in its turn: the message, then what is said of it

INSERT INTO sent SELECT ''::bytea FROM good;
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(m, 0, 2) FROM good; -- a later message
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.substr(m, 1, 1) FROM good; -- no header
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(m, 1, 2) FROM good; -- a later format
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(m, 2, 1) FROM good; -- a reserved bit
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(m, 8, 3) FROM good; -- more events than there are
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(m, 8, 1) FROM good; -- fewer
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(m, 5, 255) FROM good; -- very many
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(m, 16, (pg_catalog.get_byte(m, 16) + 1) % 256) FROM good; -- another hash
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.substr(m, 1, pg_catalog.length(m) - 1) FROM good; -- cut short
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT m || '\x00' FROM good; -- a byte left over
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(m, 19, 7) FROM good; -- kind
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(m, 20, 4) FROM good; -- level as convicted
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(m, 21, 4) FROM good; -- level now
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(m, 22, 8) FROM good; -- disposition
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(m, 27, 128) FROM good; -- latest day before the earliest
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(m, 39, 1) FROM good; -- a charge of one byte that is none
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(pg_catalog.set_byte(m, 40, 0), 41, 0) FROM good; -- an empty key
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.substr(m, 1, 17) || pg_catalog.substr(m, 47) || pg_catalog.substr(m, 18, 29) FROM good; -- order
:send
:receive
\set VERBOSITY sqlstate
:receive
TRUNCATE sent;
-- a key that is no text of this encoding (UTF-8), with the right hash
INSERT INTO sent VALUES ('\x010100000000000001bd6b60afa36b8ad4001c02000000800000007fffffff800000007fffffff000001ffffffffff');
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.set_byte(m, 1, 2) FROM good;
:send
:receive
TRUNCATE sent;
INSERT INTO sent SELECT pg_catalog.substr(m, 1, 30) FROM good;
:send
:receive
SELECT count(*) AS accepted FROM received;
DROP TABLE sent, received, source, good;
