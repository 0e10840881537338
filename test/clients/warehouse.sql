-- A small warehouse with its reports, for the drivers: run by test/clients/run as a superuser.
-- 1 to 6 are people whose answers are known; 1001 to 1500 are there to be paged through.
CREATE EXTENSION prop64;
CREATE ROLE warehouse_owner;
CREATE SCHEMA county AUTHORIZATION warehouse_owner;
CREATE SCHEMA reports AUTHORIZATION warehouse_owner;
CREATE SCHEMA scheduled AUTHORIZATION warehouse_owner;
CREATE SCHEMA nightly AUTHORIZATION warehouse_owner;

SET ROLE warehouse_owner;
CREATE TABLE county.conviction (
    conviction_id integer PRIMARY KEY, person_id text, charge text, severity text, convicted_on date, born_on date,
    county text, case_number text, race text, status text, changed_at timestamptz NOT NULL DEFAULT now());
INSERT INTO county.conviction VALUES
    (1, 'P1', '11359 HS-POSSESS MARIJUANA FOR SALE', 'FELONY', '1998-03-12', '1960-05-04', 'YOLO', 'F100', 'HISPANIC', NULL),
    (2, 'P2', '11360(A) HS', 'FELONY', '2011-11-21', NULL, 'YOLO', 'F200', 'WHITE', 'challenged'),
    (3, 'P2', '187(A) PC-MURDER', 'FELONY', '1999-06-10', NULL, 'SOLANO', 'F201', 'WHITE', NULL),
    (4, 'P3', '11358 HS-CULTIVATE', NULL, '2012-06-30', '1990-01-31', 'YOLO', 'F300', 'BLACK', NULL),
    (5, 'P4', 'SEE COMMENT FOR CHARGE', 'MISDEMEANOR', NULL, NULL, 'YOLO', NULL, NULL, NULL),
    (6, 'P5', '11357(B) HS', 'I', '2010-01-20', '1988-02-29', 'YOLO', U&'Caf\00E9 "6", \005C', NULL, NULL);
INSERT INTO county.conviction
SELECT 1000 + n, 'Q' || n, '11358 HS', 'FELONY', '2014-01-01', '1950-01-01', 'YOLO', 'Q' || n, NULL, NULL FROM generate_series(1, 500) AS n;

CALL prop64.create_reports('reports', 'county.conviction', prop64.shipped_policy('los_angeles_2019'), '2020-07-01',
                           second_policy => prop64.shipped_policy('dismiss_all'));
CALL prop64.refresh_reports('reports');
-- what pg_cron keeps, and what cron keeps
CALL prop64.create_reports('scheduled', 'county.conviction', prop64.shipped_policy('los_angeles_2019'), '2020-07-01');
CALL prop64.create_reports('nightly', 'county.conviction', prop64.shipped_policy('los_angeles_2019'), '2020-07-01');

-- columns of the types themselves, and what a client may meet beside them
CREATE TABLE county.typed (
    n integer PRIMARY KEY, charge prop64.charge, history prop64.history, policy prop64.policy, eligibility prop64.eligibility,
    charges prop64.charge[], convicted daterange);
COMMENT ON COLUMN county.typed.charge IS 'The offense';
INSERT INTO county.typed
SELECT 1, 'HS 11357(b)', prop64.event('conviction', 'HS 11358', 'F', '2009-05-01', case_key => U&'caf\00E9'), p,
       prop64.classify(p, 'HS 11357(b)', 'felony', '2004-05-01', prop64.history_empty(), as_of => '2020-07-01'),
       ARRAY['HS 11357(b)', NULL, 'PC 664/HS 11358']::prop64.charge[], '[2004-05-01,2004-05-02)'
  FROM prop64.shipped_policy('los_angeles_2019') AS p;
INSERT INTO county.typed (n) VALUES (2);
RESET ROLE;
