-- charge, frozen: these bytes, hashes and this order are on disks; a difference here is a new format version
CREATE TEMP TABLE golden AS SELECT n, t, t::prop64.charge AS c FROM pg_catalog.unnest(ARRAY[
    'HS 11357', 'HS 11357(b)', 'HS 11357(b)(2)', 'HS 11357(*)', 'HS 11357.5', 'PC 32', 'PC 182(a)(1)', 'PC 288a(c)(2)(A)',
    'PC 653f(b)', 'PC 622 1/2', 'PC 640b.1', 'PC 664', 'PC 664/187(a)', 'PC 664/HS 11358', 'PC 246 also PC 186.22(b)(4)',
    'PC 664/187(a)/211 also PC 12022.53(d)', 'US 18 1708', 'US 1708', 'CA 14 27.60', 'CI 1798.90.1(a)(1)',
    'HS 11357(40)(41)(9999)', 'HS 11357(a)(aa)(iv)', 'PC 0', 'PC 127', 'PC 128', 'PC 16511', 'PC 16512', 'PC 2097151'])
    WITH ORDINALITY AS g (t, n);
SELECT t, pg_catalog.encode(prop64.charge_send(c), 'hex') AS sent FROM golden ORDER BY n;

-- the stored bytes: hashes are those of the server over them, so a hash shows which bytes are there
SELECT t, h AS stored,
    prop64.charge_hash(c) = pg_catalog.hash_record(ROW(pg_catalog.decode(h, 'hex'))) AS hash,
    prop64.charge_hash_extended(c, 0) = pg_catalog.hash_record_extended(ROW(pg_catalog.decode(h, 'hex')), 0) AS seed_0,
    prop64.charge_hash_extended(c, 1) = pg_catalog.hash_record_extended(ROW(pg_catalog.decode(h, 'hex')), 1) AS seed_1,
    prop64.charge_hash_extended(c, -1) = pg_catalog.hash_record_extended(ROW(pg_catalog.decode(h, 'hex')), -1) AS seed_minus_1
FROM (SELECT t, t::prop64.charge AS c, h FROM (VALUES
    ('HS 11357', '4eabdd'), ('HS 11357(b)', '4eabdd42'), ('HS 11357(b)(2)', '4eabdd4212'), ('HS 11357(*)', '4eabdd80'), ('HS 11357.5', '4eabdd95'),
    ('PC 32', '5220'), ('PC 182(a)(1)', '5280364111'), ('PC 288a(c)(2)(A)', '5280a0a1431241'), ('PC 653f(b)', '52820da642'),
    ('PC 622 1/2', '5281ee9b'), ('PC 640b.1', '528200a291'), ('PC 664', '528218'), ('PC 664/187(a)', '528218010101010452803b41'),
    ('PC 664/HS 11358', '52821801010101034eabde'), ('PC 246 also PC 186.22(b)(4)', '528076010001020752803a92924214'),
    ('PC 664/187(a)/211 also PC 12022.53(d)', '528218010103010452803b410103528053020652ae76959344'),
    ('US 18 1708', '5812862c'), ('US 1708', '5800862c'), ('CA 14 27.60', '430e1b9690'), ('CI 1798.90.1(a)(1)', '45868699909a914111'),
    ('HS 11357(40)(41)(9999)', '4eabdd383a00293a270f'), ('HS 11357(a)(AA)(iv)', '4eabdd415b0241415b024956'),
    ('PC 0', '5200'), ('PC 127', '527f'), ('PC 128', '528000'), ('PC 16511', '52bfff'), ('PC 16512', '52c00000'), ('PC 2097151', '52dfbf7f')) AS f (t, h)) AS g;

-- the numbers of the codes: the first stored byte is 0x40 and the number, a title that is not written is 0
SELECT code, number,
    prop64.charge_hash((code || ' 5')::prop64.charge) = pg_catalog.hash_record(ROW(pg_catalog.decode(pg_catalog.to_hex(64 + number)
        || CASE WHEN code IN ('CA', 'US') THEN '0005' ELSE '05' END, 'hex'))) AS stored_so
FROM pg_catalog.unnest(ARRAY['AA', 'BP', 'CA', 'CC', 'CI', 'CP', 'EC', 'EL', 'FA', 'FC', 'FG', 'GC', 'HN', 'HS', 'IC', 'LC', 'MV', 'PC',
    'PR', 'PU', 'RT', 'SH', 'UI', 'US', 'VC', 'WC', 'WI', 'ZZ']) WITH ORDINALITY AS c (code, number);

-- the order
SELECT c FROM golden ORDER BY c;

DROP TABLE golden;
