-- charge keeps the laws of a type that is ordered and hashed
\getenv abs_srcdir PG_ABS_SRCDIR
\getenv abs_builddir PG_ABS_BUILDDIR
\set laws :abs_srcdir '/laws/type_laws.sql'
\set file :abs_builddir '/results/charge_laws.data'
\set type prop64.charge
\set ops prop64
\set cmp prop64.charge_cmp
\set hash prop64.charge_hash
\set hash_extended prop64.charge_hash_extended
\set send prop64.charge_send
CREATE TEMP TABLE samples (t text);
-- every code, every kind of section, every kind of step, forms, parts and bounds
INSERT INTO samples SELECT code || ' 5' FROM pg_catalog.unnest(ARRAY['AA', 'BP', 'CA', 'CC', 'CI', 'CP', 'EC', 'EL', 'FA', 'FC', 'FG', 'GC',
    'HN', 'HS', 'IC', 'LC', 'MV', 'PC', 'PR', 'PU', 'RT', 'SH', 'UI', 'US', 'VC', 'WC', 'WI', 'ZZ']) AS code;
INSERT INTO samples SELECT 'PC ' || n FROM pg_catalog.unnest(ARRAY[0, 1, 127, 128, 255, 256, 383, 384, 16511, 16512, 16767, 16768, 2097151]) AS n;
INSERT INTO samples SELECT 'HS ' || s || p FROM pg_catalog.unnest(ARRAY['11357', '11357.5', '11358']) AS s,
    pg_catalog.unnest(ARRAY['', '(a)', '(b)', '(b)(1)', '(b)(2)', '(b)(2)(A)', '(b)(10)', '(b)(40)', '(b)(41)', '(b)(128)', '(b)(9999)',
    '(z)', '(aa)', '(0)', '(2)', '(iv)', '(abcdefgh)', '(*)', '(b)(*)']) AS p;
INSERT INTO samples VALUES ('PC 288'), ('PC 288(a)'), ('PC 288(a)(1)'), ('PC 288a'), ('PC 288a(a)'), ('PC 288.2'), ('PC 288.20'), ('PC 288.3'),
    ('PC 311.1'), ('PC 311.10'), ('PC 311.11'), ('PC 311.2'), ('PC 273ab'), ('PC 273a'), ('PC 640b.1'), ('PC 640b'), ('PC 622'), ('PC 622 1/2'),
    ('PC 622 1/2(a)'), ('CI 1798.90.1'), ('CI 1798.90'), ('CI 1798.90.1(a)(1)'), ('US 18 1708'), ('US 18 1708(a)'), ('US 21 846'), ('US 1708'),
    ('CA 14 27.60'), ('CA 14 2.00'), ('PC 664'), ('PC 664(a)'), ('PC 664/187'), ('PC 664/187(a)'), ('PC 664/HS 11358'), ('PC 664/PC 11358'),
    ('PC 664/US 18 1708'), ('PC 664/187(a)/211'), ('PC 664/187(a) also PC 12022.5'), ('PC 182(a)(1)/HS 11359'), ('PC 182(a)(1)'), ('PC 182'),
    ('PC 182.5'), ('PC 653f'), ('PC 653f(d)/HS 11360'), ('PC 653'), ('PC 32'), ('PC 32/HS 11359'), ('PC 246'), ('PC 246(*)'),
    ('PC 246 also PC 186.22(b)(4)'), ('PC 246 also PC 186.22(b)(4) also PC 12022.53(d)'), ('PC 246(a)'), ('PC 664(*)');
\set ECHO none
\i :laws
\set ECHO all
DROP TABLE samples;
