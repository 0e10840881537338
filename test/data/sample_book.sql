-- sample_book.sql: what sample_county.sql and doj_file.sql both draw from, in temporary
-- tables: weighted choices, names, and the charge book of the law's eras.  Either script
-- reads it; by itself it makes nothing that stays.

-- ---------------------------------------------------------------------------
-- Weighted choices.  The weights of a list are per mille and sum to 1000.
-- lo and hi are for lists that choose a range first and a number in it later.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE sample_choice (list text, item text, weight int, lo int, hi int);
INSERT INTO sample_choice (list, item, weight) VALUES
  -- what makes this record worth a look; most are plain
  ('story', 'plain', 795),
  ('story', 'strike before', 36), ('story', 'strike same day', 14), ('story', 'strike after', 24),
  ('story', 'pc290 before', 20), ('story', 'pc290 same day', 6), ('story', 'pc290 after', 14),
  ('story', 'gang before', 8), ('story', 'gang same day', 4), ('story', 'gang after', 8),
  ('story', 'registered before', 6), ('story', 'registered after', 5),
  ('story', 'repeat', 40),
  ('story', 'lookalike', 20),

  ('sex', 'M', 842), ('sex', 'F', 149), ('sex', 'U', 9),
  ('race', 'HISPANIC', 362), ('race', 'BLACK', 268), ('race', 'WHITE', 274), ('race', 'ASIAN', 38),
  ('race', 'OTHER', 31), ('race', 'AMERICAN INDIAN', 9), ('race', 'UNKNOWN', 18),
  ('fate', 'alive', 944), ('fate', 'died', 40), ('fate', 'died, person only', 6),
  ('fate', 'died, event only', 10),

  -- how many cases a person has, and how many counts a case
  ('cases', '1', 430), ('cases', '2', 235), ('cases', '3', 135), ('cases', '4', 80),
  ('cases', '5', 50), ('cases', '6', 30), ('cases', '7', 20), ('cases', '8', 10),
  ('cases', '10', 6), ('cases', '12', 4),
  ('counts', '1', 640), ('counts', '2', 240), ('counts', '3', 90), ('counts', '4', 30),

  -- what a case is about (the first case is about cannabis), and its further counts
  ('case theme', 'cannabis', 215), ('case theme', 'drug', 225), ('case theme', 'theft', 190),
  ('case theme', 'traffic', 140), ('case theme', 'violence', 150), ('case theme', 'other', 75),
  ('case theme', 'lookalike', 5),
  ('count theme', 'as the case', 450), ('count theme', 'cannabis', 100),
  ('count theme', 'drug', 150), ('count theme', 'theft', 80), ('count theme', 'traffic', 60),
  ('count theme', 'violence', 100), ('count theme', 'other', 55), ('count theme', 'lookalike', 5),
  ('cannabis section', 'HS 11357', 220), ('cannabis section', 'HS 11358', 190),
  ('cannabis section', 'HS 11359', 350), ('cannabis section', 'HS 11360', 240),

  -- counties other than the sample's own, about as they have people
  ('elsewhere', 'LOS ANGELES', 236), ('elsewhere', 'SAN DIEGO', 80), ('elsewhere', 'ORANGE', 75),
  ('elsewhere', 'RIVERSIDE', 60), ('elsewhere', 'SAN BERNARDINO', 60),
  ('elsewhere', 'SANTA CLARA', 45), ('elsewhere', 'ALAMEDA', 42), ('elsewhere', 'SACRAMENTO', 40),
  ('elsewhere', 'CONTRA COSTA', 28), ('elsewhere', 'FRESNO', 27), ('elsewhere', 'KERN', 25),
  ('elsewhere', 'SAN FRANCISCO', 24), ('elsewhere', 'VENTURA', 20), ('elsewhere', 'SAN JOAQUIN', 20),
  ('elsewhere', 'SAN MATEO', 17), ('elsewhere', 'STANISLAUS', 15), ('elsewhere', 'SONOMA', 13),
  ('elsewhere', 'TULARE', 12), ('elsewhere', 'SANTA BARBARA', 12), ('elsewhere', 'SOLANO', 12),
  ('elsewhere', 'MONTEREY', 12), ('elsewhere', 'PLACER', 10), ('elsewhere', 'HUMBOLDT', 9),
  ('elsewhere', 'SAN LUIS OBISPO', 8), ('elsewhere', 'SANTA CRUZ', 8), ('elsewhere', 'MERCED', 8),
  ('elsewhere', 'MARIN', 7), ('elsewhere', 'BUTTE', 7), ('elsewhere', 'YOLO', 7),
  ('elsewhere', 'MENDOCINO', 6), ('elsewhere', 'SHASTA', 6), ('elsewhere', 'EL DORADO', 5),
  ('elsewhere', 'IMPERIAL', 5), ('elsewhere', 'NAPA', 4), ('elsewhere', 'KINGS', 4),
  ('elsewhere', 'MADERA', 4), ('elsewhere', 'NEVADA', 3), ('elsewhere', 'SUTTER', 3),
  ('elsewhere', 'YUBA', 2), ('elsewhere', 'LAKE', 1), ('elsewhere', 'ALPINE', 1),
  ('elsewhere', 'AMADOR', 1), ('elsewhere', 'CALAVERAS', 1), ('elsewhere', 'COLUSA', 1),
  ('elsewhere', 'DEL NORTE', 1), ('elsewhere', 'GLENN', 1), ('elsewhere', 'INYO', 1),
  ('elsewhere', 'LASSEN', 1), ('elsewhere', 'MARIPOSA', 1), ('elsewhere', 'MODOC', 1),
  ('elsewhere', 'MONO', 1), ('elsewhere', 'PLUMAS', 1), ('elsewhere', 'SAN BENITO', 1),
  ('elsewhere', 'SIERRA', 1), ('elsewhere', 'SISKIYOU', 1), ('elsewhere', 'TEHAMA', 1),
  ('elsewhere', 'TRINITY', 1), ('elsewhere', 'TUOLUMNE', 1);
INSERT INTO sample_choice (list, weight, lo, hi) VALUES
  -- the year of the first cannabis conviction, and the age at it
  ('year', 45, 1975, 1979), ('year', 165, 1980, 1989), ('year', 270, 1990, 1999),
  ('year', 245, 2000, 2007), ('year', 210, 2008, 2013), ('year', 43, 2014, 2015),
  ('year', 10, 2016, 2016), ('year', 12, 2017, 2019),
  ('age', 5, 14, 15), ('age', 21, 16, 17), ('age', 190, 18, 20), ('age', 226, 21, 24),
  ('age', 206, 25, 29), ('age', 125, 30, 34), ('age', 85, 35, 39), ('age', 95, 40, 49),
  ('age', 34, 50, 59), ('age', 10, 60, 69), ('age', 3, 70, 80);

-- ---------------------------------------------------------------------------
-- Names.  The surnames are made up; together with ordinary first names they
-- belong to nobody.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE sample_name AS
  SELECT list, name, (position - 1)::int AS slot, count(*) OVER (PARTITION BY list)::int AS names
  FROM (VALUES
    ('last', 'ABERQUILL ADEBAYORU ALDERSNAP ALVAREDO-LUZ AMBERWICK ANDRAMONTE APPLETHORN ARROYOVISTA '
          || 'ASHGROVE-NEY AVEDIKYAN-ROO BALDERMOSA BANTRYFOLD BARANQUERO BEAUSOLEIL-JOYE BELLWEATHERS '
          || 'BENITOVAL BIRCHENOUGHT BOLADELUNA BRAMBLECOTE BRISTLEMAN CALDERQUINN CAMPOVERDINO '
          || 'CANDLEWRIGHT CARAWAYNE CHAUDHURAJ CLOVERDYKE COPPERFENN CORDALUNA CRANESWORTHY DABROVINSK '
          || 'DELAGARZON DELMARISOL DIAMANTEZ DOVETONE DRIFTMERE DUNBARROWS EBONHART EKWUEMEKA-OX '
          || 'ELDERQUIST ESPERANTES FAIRWEATHERBY FALLOWMEAD FERNANDIQUE FIRELLI-SUN FOXGLOVER GALLOWMERE '
          || 'GARCIAMENDO GRANDOVAL GREENBOTTLE HALLOWBROOK HARROWGATEN HERRADURAS HOLLOWELLE HUONGTRANG '
          || 'INKPENNING IRONMOORE ISLAVERDE JACARANDO JUNIPERO-KAY KALANIOPA KESTRELLO KIMHWANG '
          || 'LANTERNWOOD LARKSPURR LOCKHAVENS LOMABONITA LUCEROTTI MACADOODLE MARIGOLDEZ MARSHQUILL '
          || 'MONTELUNA MOSSGRAVE NAKAHAMARU NETTLESHIP NGUYENDAO NIGHTINGALO OAKENFULLER OKONJARU '
          || 'OLIVARESCO PALOMARINO PEBBLEWORTH PETROSSIANO PINEQUIST QUARTERMOON QUIJANERO RAINSFORDE '
          || 'REDFEATHERS RIOSECONDO ROSSIGNALL SALAZARINO SANTALUNA SILVERTHATCH SINGHAVARA SOLANDERO '
          || 'STARKWATER SUNDERLANE TALLGRASSE THISTLEDEW TORRESOL TUMBLEROCK UMBERLAKE VALDEROSA '
          || 'VANDERMOOS VILLAQUIETA WALKERTON-BEY WESTERGALE WHITESPARROW WINDHOLLOW XIONGVANG YARROWAY '
          || 'YBARRALUZ ZAMORINDO'),
    ('first M', 'AARON ADRIAN ALBERTO ANDRE ANTHONY ARTURO BENJAMIN BRANDON CARLOS CEDRIC CESAR CHRISTOPHER '
          || 'CURTIS DANIEL DARNELL DAVID DEANDRE DENNIS EDUARDO ERIC ERNESTO FRANCISCO GERALD HECTOR '
          || 'JAMAL JAMES JASON JAVIER JEROME JESUS JOHN JORGE JOSE JUAN KENNETH KEVIN LAMONT LEONARD '
          || 'LUIS MARCUS MARIO MICHAEL MIGUEL PAUL RAFAEL RAYMOND RICARDO ROBERT RUBEN SCOTT STEVEN '
          || 'TERRELL THANH TIMOTHY TYRONE VICTOR VINH WILLIAM XAVIER YAO'),
    ('first F', 'ALICIA AMANDA ANA ANGELA BARBARA BEATRIZ BRENDA CARMEN CRYSTAL DANIELLE DEBRA DIANA '
          || 'DOLORES EBONY ELENA ESPERANZA GLORIA JACKIE JASMINE JENNIFER KAREN KEISHA KIM LATOYA LAURA '
          || 'LINDA LUCIA MARIA MELISSA MICHELLE MONICA NICOLE PATRICIA REBECCA ROSA SHARON SONIA TAMIKA '
          || 'TERESA TIFFANY TRINH VERONICA YOLANDA')
  ) AS n(list, names),
  string_to_table(names, ' ') WITH ORDINALITY AS w(name, position);

-- ---------------------------------------------------------------------------
-- The charge book.  A line holds in the eras first to last; within theme and
-- era the weights are relative.  The law of the day of the offense decides:
--   1 to 1975    2 from 1976   3 from 1982   4 from 1990    5 from 2000-03-08 (Prop 21)
--   6 from 2011 (SB 1449)      7 from 2014-11-05 (Prop 47)  8 from 2016-11-09 (Prop 64)
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE sample_era AS
  SELECT era, first_day, lead(first_day, 1, 'infinity') OVER (ORDER BY era) AS next_day
  FROM (VALUES (1, date '-infinity'), (2, '1976-01-01'), (3, '1982-01-01'), (4, '1990-01-01'),
               (5, '2000-03-08'), (6, '2011-01-01'), (7, '2014-11-05'), (8, '2016-11-09')
  ) AS e(era, first_day);

CREATE TEMP TABLE sample_charge (
  theme text, section text, path text, code text, level text, weight int, first int, last int, words text
);
INSERT INTO sample_charge VALUES
  -- before 1976 possession was a felony; then the letters of the Moscone Act; since
  -- 2016-11-09 the same letters mean other conduct
  ('HS 11357', '11357', '', 'HS', 'F', 100, 1, 1, 'POSSESS MARIJUANA'),
  ('HS 11357', '11357', '(A)', 'HS', 'F', 340, 2, 6, 'POSS CONC CANNABIS'),
  ('HS 11357', '11357', '(A)', 'HS', 'M', 60, 2, 6, 'POSS CONC CANNABIS'),
  ('HS 11357', '11357', '(A)', 'HS', 'M', 300, 7, 7, 'POSS CONC CANNABIS'),
  ('HS 11357', '11357', '(B)', 'HS', 'M', 230, 2, 5, 'POSS MARIJ 28.5 GR OR LESS'),
  ('HS 11357', '11357', '(B)', 'HS', 'I', 120, 6, 7, 'POSS MARIJ 28.5 GR OR LESS'),
  ('HS 11357', '11357', '(C)', 'HS', 'M', 190, 2, 7, 'POSS MARIJUANA OVER 1 OZ/28.5 GRAM'),
  ('HS 11357', '11357', '(D)', 'HS', 'M', 25, 3, 7, 'POSS MARIJ AT SCHOOL 18+'),
  ('HS 11357', '11357', '(E)', 'HS', 'M', 12, 3, 7, 'POSS MARIJ AT SCHOOL UNDER 18'),
  ('HS 11357', '11357', '', 'HS', 'F', 40, 2, 6, 'POSSESS MARIJUANA'),
  ('HS 11357', '11357', '', 'HS', 'M', 60, 2, 7, 'POSSESS MARIJUANA'),
  ('HS 11357', '11357', '(A)', 'HS', 'I', 40, 8, 8, 'POSS CANNABIS UNDER 21'),
  ('HS 11357', '11357', '(A)(1)', 'HS', 'I', 60, 8, 8, 'POSS CANNABIS UNDER 18'),
  ('HS 11357', '11357', '(A)(2)', 'HS', 'I', 170, 8, 8, 'POSS CANNABIS 18 TO 20'),
  ('HS 11357', '11357', '(B)(1)', 'HS', 'I', 30, 8, 8, 'POSS CANNABIS OVER 28.5 GR UNDER 18'),
  ('HS 11357', '11357', '(B)(2)', 'HS', 'M', 380, 8, 8, 'POSS CANNABIS OVER 28.5 GR'),
  ('HS 11357', '11357', '(B)', 'HS', 'M', 60, 8, 8, 'POSS CANNABIS OVER 28.5 GR'),
  ('HS 11357', '11357', '(C)', 'HS', 'M', 60, 8, 8, 'POSS CANNABIS AT SCHOOL 18+'),
  ('HS 11357', '11357', '(D)', 'HS', 'I', 15, 8, 8, 'POSS CANNABIS AT SCHOOL UNDER 18'),
  ('HS 11358', '11358', '', 'HS', 'F', 97, 1, 7, 'CULTIVATE MARIJUANA'),
  ('HS 11358', '11358', '', 'HS', 'M', 3, 2, 7, 'CULTIVATE MARIJUANA'),
  ('HS 11358', '11358', '', 'HS', 'F', 20, 8, 8, 'CULTIVATE CANNABIS'),
  ('HS 11358', '11358', '(A)', 'HS', 'I', 8, 8, 8, 'CULTIVATE CANNABIS UNDER 18'),
  ('HS 11358', '11358', '(B)', 'HS', 'I', 20, 8, 8, 'CULTIVATE CANNABIS 18 TO 20'),
  ('HS 11358', '11358', '(C)', 'HS', 'M', 200, 8, 8, 'CULTIVATE OVER 6 PLANTS'),
  ('HS 11358', '11358', '(D)', 'HS', 'F', 40, 8, 8, 'CULTIVATE OVER 6 PLANTS W/PRIOR'),
  ('HS 11359', '11359', '', 'HS', 'F', 97, 1, 7, 'POSSESS MARIJUANA/HASH FOR SALE'),
  ('HS 11359', '11359', '', 'HS', 'M', 3, 2, 7, 'POSSESS MARIJUANA/HASH FOR SALE'),
  ('HS 11359', '11359', '', 'HS', 'F', 15, 8, 8, 'POSS CANNABIS FOR SALE'),
  ('HS 11359', '11359', '(A)', 'HS', 'I', 10, 8, 8, 'POSS CANNABIS FOR SALE UNDER 18'),
  ('HS 11359', '11359', '(B)', 'HS', 'M', 210, 8, 8, 'POSS CANNABIS FOR SALE'),
  ('HS 11359', '11359', '(C)(1)', 'HS', 'F', 8, 8, 8, 'POSS CANNABIS FOR SALE W/PRIOR'),
  ('HS 11359', '11359', '(C)(3)', 'HS', 'F', 4, 8, 8, 'POSS CANNABIS FOR SALE TO MINOR'),
  ('HS 11359', '11359', '(D)', 'HS', 'F', 5, 8, 8, 'EMPLOY PERSON 20- TO SELL CANNABIS'),
  ('HS 11360', '11360', '(A)', 'HS', 'F', 300, 1, 7, 'SELL/TRANSPORT MARIJUANA'),
  ('HS 11360', '11360', '', 'HS', 'F', 40, 1, 7, 'SELL/TRANSPORT MARIJUANA'),
  ('HS 11360', '11360', '(B)', 'HS', 'M', 60, 2, 7, 'GIVE/TRANSPORT MARIJ 28.5 GR OR LESS'),
  ('HS 11360', '11360', '(A)', 'HS', 'F', 20, 8, 8, 'SELL/TRANSPORT CANNABIS'),
  ('HS 11360', '11360', '(A)(1)', 'HS', 'I', 10, 8, 8, 'SELL CANNABIS UNDER 18'),
  ('HS 11360', '11360', '(A)(2)', 'HS', 'M', 220, 8, 8, 'SELL/TRANSPORT CANNABIS'),
  ('HS 11360', '11360', '(A)(3)(A)', 'HS', 'F', 8, 8, 8, 'SELL CANNABIS W/PRIOR'),
  ('HS 11360', '11360', '(A)(3)(C)', 'HS', 'F', 6, 8, 8, 'SELL CANNABIS TO MINOR'),
  ('HS 11360', '11360', '(A)(3)(D)', 'HS', 'F', 6, 8, 8, 'EXPORT/IMPORT CANNABIS'),
  ('HS 11360', '11360', '(B)', 'HS', 'I', 40, 8, 8, 'GIVE CANNABIS 28.5 GR OR LESS'),

  -- the same digits, or nearly, and another offense (some of them no offense at all)
  ('lookalike', '11357', '', 'VC', 'I', 20, 1, 8, 'DEALER RECORDS'),
  ('lookalike', '11359', '', 'VC', 'I', 10, 1, 8, 'DEALER PLATES'),
  ('lookalike', '111357', '', 'PC', 'M', 15, 1, 8, 'KEYED WRONG'),
  ('lookalike', '113580', '', 'HS', 'M', 10, 1, 8, 'FOOD FACILITY'),
  ('lookalike', '11361', '(A)', 'HS', 'F', 25, 2, 8, 'MINOR SELLING MARIJUANA'),
  ('lookalike', '11361', '(B)', 'HS', 'F', 15, 2, 8, 'FURNISH MARIJUANA TO MINOR'),
  ('lookalike', '11357.5', '(A)', 'HS', 'M', 120, 6, 8, 'SYNTHETIC CANNABINOID'),
  ('lookalike', '11357.5', '(B)', 'HS', 'I', 60, 8, 8, 'SYNTHETIC CANNABINOID'),
  ('lookalike', '11362.3', '(A)(4)', 'HS', 'I', 20, 8, 8, 'OPEN CONTAINER CANNABIS IN VEH'),
  ('lookalike', '23222', '(B)', 'VC', 'M', 40, 3, 5, 'POSS MARIJ WHILE DRIVING'),
  ('lookalike', '23222', '(B)', 'VC', 'I', 40, 6, 8, 'POSS MARIJ WHILE DRIVING'),

  ('drug', '11350', '(A)', 'HS', 'F', 170, 1, 6, 'POSSESS NARCOTIC'),
  ('drug', '11350', '(A)', 'HS', 'M', 130, 7, 8, 'POSSESS NARCOTIC'),
  ('drug', '11351', '', 'HS', 'F', 60, 1, 8, 'NARCOTIC FOR SALE'),
  ('drug', '11351.5', '', 'HS', 'F', 60, 4, 8, 'COCAINE BASE FOR SALE'),
  ('drug', '11352', '(A)', 'HS', 'F', 60, 1, 8, 'SELL/TRANSPORT NARCOTIC'),
  ('drug', '11364', '', 'HS', 'M', 60, 1, 8, 'DRUG PIPE/NEEDLE'),
  ('drug', '11366', '', 'HS', 'F', 12, 2, 8, 'DRUG HOUSE'),
  ('drug', '11366', '', 'HS', 'M', 6, 2, 8, 'DRUG HOUSE'),
  ('drug', '11370.1', '(A)', 'HS', 'F', 10, 4, 8, 'DRUGS WHILE ARMED'),
  ('drug', '11377', '(A)', 'HS', 'F', 170, 2, 6, 'POSS AMPHETAMINE/ETC'),
  ('drug', '11377', '(A)', 'HS', 'M', 160, 7, 8, 'POSS AMPHETAMINE/ETC'),
  ('drug', '11378', '', 'HS', 'F', 60, 2, 8, 'AMPHETAMINE/ETC FOR SALE'),
  ('drug', '11379', '(A)', 'HS', 'F', 40, 3, 8, 'SELL/TRANSPORT AMPHETAMINE/ETC'),
  ('drug', '11550', '(A)', 'HS', 'M', 90, 1, 8, 'UNDER INFLUENCE'),
  ('drug', '4140', '', 'BP', 'M', 10, 1, 6, 'HYPODERMIC NEEDLE'),
  ('drug', '4573.6', '', 'PC', 'F', 6, 2, 8, 'DRUGS IN CUSTODY'),

  ('theft', '459', '', 'PC', 'F', 170, 1, 8, 'BURGLARY'),
  ('theft', '459', '', 'PC', 'M', 60, 1, 8, 'BURGLARY 2ND DEG'),
  ('theft', '484', '(A)', 'PC', 'M', 120, 1, 8, 'PETTY THEFT'),
  ('theft', '484(A)/490.5', '', 'PC', 'M', 40, 2, 8, 'THEFT FROM SHOP'),
  ('theft', '488', '', 'PC', 'M', 60, 1, 8, 'PETTY THEFT'),
  ('theft', '487.1', '', 'PC', 'F', 60, 1, 3, 'GRAND THEFT'),
  ('theft', '487', '(A)', 'PC', 'F', 70, 4, 8, 'GRAND THEFT'),
  ('theft', '666', '', 'PC', 'F', 50, 2, 7, 'PETTY THEFT W/PRIOR'),
  ('theft', '470', '', 'PC', 'F', 30, 1, 4, 'FORGERY'),
  ('theft', '470', '(D)', 'PC', 'F', 25, 5, 8, 'FORGED CHECK'),
  ('theft', '496', '(A)', 'PC', 'F', 50, 4, 8, 'STOLEN PROPERTY'),
  ('theft', '496.1', '', 'PC', 'F', 40, 1, 3, 'STOLEN PROPERTY'),
  ('theft', '530.5', '(A)', 'PC', 'F', 25, 5, 8, 'OTHER PERSONS ID'),
  ('theft', '10851', '(A)', 'VC', 'F', 90, 1, 8, 'TAKE VEH W/O OWNER'),

  ('traffic', '23102', '(A)', 'VC', 'M', 200, 1, 2, 'DRUNK DRIVING'),
  ('traffic', '23152', '(A)', 'VC', 'M', 230, 3, 8, 'DUI ALCOHOL/DRUG'),
  ('traffic', '23152', '(B)', 'VC', 'M', 190, 4, 8, 'DUI .08 OR MORE'),
  ('traffic', '23153', '(A)', 'VC', 'F', 20, 3, 8, 'DUI W/INJURY'),
  ('traffic', '23103', '', 'VC', 'M', 60, 1, 8, 'RECKLESS DRIVING'),
  ('traffic', '14601.1', '(A)', 'VC', 'M', 130, 1, 8, 'DRIVE W/SUSPENDED LIC'),
  ('traffic', '12500', '(A)', 'VC', 'M', 110, 1, 8, 'DRIVE W/O LICENSE'),
  ('traffic', '20002', '(A)', 'VC', 'M', 70, 1, 8, 'HIT AND RUN'),
  ('traffic', '40508', '(A)', 'VC', 'M', 60, 1, 8, 'FAIL TO APPEAR'),
  ('traffic', '2800.2', '(A)', 'VC', 'F', 25, 4, 8, 'EVADE OFFICER RECKLESSLY'),

  ('violence', '211', '', 'PC', 'F', 80, 1, 8, 'ROBBERY'),
  ('violence', '242', '', 'PC', 'M', 130, 1, 8, 'BATTERY'),
  ('violence', '243', '(E)(1)', 'PC', 'M', 80, 4, 8, 'BATTERY ON SPOUSE/ETC'),
  ('violence', '245', '(A)', 'PC', 'F', 100, 1, 2, 'ASSAULT W/DEADLY WEAPON'),
  ('violence', '245', '(A)(1)', 'PC', 'F', 100, 3, 8, 'ASSAULT W/DEADLY WEAPON'),
  ('violence', '245', '(A)(2)', 'PC', 'F', 30, 3, 8, 'ASSAULT W/FIREARM'),
  ('violence', '246', '', 'PC', 'F', 12, 1, 8, 'SHOOT AT DWELLING'),
  ('violence', '273.5', '(A)', 'PC', 'F', 70, 2, 8, 'INJURE SPOUSE/ETC'),
  ('violence', '422', '', 'PC', 'F', 40, 4, 8, 'THREATS'),
  ('violence', '417', '(A)(1)', 'PC', 'M', 30, 1, 8, 'BRANDISH WEAPON'),
  ('violence', '148', '(A)(1)', 'PC', 'M', 110, 1, 8, 'RESIST OFFICER'),
  ('violence', '69', '', 'PC', 'F', 20, 1, 8, 'RESIST EXECUTIVE OFFICER'),
  ('violence', '12020', '(A)', 'PC', 'F', 60, 1, 5, 'DANGEROUS WEAPON'),
  ('violence', '12021', '(A)(1)', 'PC', 'F', 70, 2, 5, 'FELON W/FIREARM'),
  ('violence', '29800', '(A)(1)', 'PC', 'F', 70, 6, 8, 'FELON W/FIREARM'),
  ('violence', '186.22', '(A)', 'PC', 'F', 15, 4, 8, 'STREET GANG'),
  ('violence', '136.1', '(B)(1)', 'PC', 'M', 15, 3, 8, 'DISSUADE WITNESS'),

  ('other', '647', '(F)', 'PC', 'M', 240, 1, 8, 'DRUNK IN PUBLIC'),
  ('other', '602', '(L)', 'PC', 'M', 120, 1, 8, 'TRESPASS'),
  ('other', '415', '(1)', 'PC', 'M', 100, 2, 8, 'FIGHT IN PUBLIC'),
  ('other', '148.9', '(A)', 'PC', 'M', 80, 4, 8, 'FALSE NAME TO OFFICER'),
  ('other', '853.7', '', 'PC', 'M', 80, 1, 8, 'FAIL TO APPEAR'),
  ('other', '594', '(B)(1)', 'PC', 'F', 60, 3, 8, 'VANDALISM'),
  ('other', '1320', '(B)', 'PC', 'F', 40, 3, 8, 'FAIL TO APPEAR FELONY'),
  ('other', '32', '', 'PC', 'F', 30, 1, 8, 'ACCESSORY'),
  ('other', '25662', '(A)', 'BP', 'M', 40, 1, 8, 'MINOR POSS ALCOHOL'),
  ('other', '374.4', '(A)', 'PC', 'I', 20, 3, 8, 'LITTER'),
  -- sections that careless patterns take for super strikes or registrable offenses
  ('other', '537', '(A)(1)', 'PC', 'M', 30, 1, 8, 'DEFRAUD INNKEEPER'),
  ('other', '637', '', 'PC', 'M', 6, 1, 8, 'DISCLOSE TELEGRAM'),
  ('other', '337A', '', 'PC', 'F', 10, 1, 8, 'BOOKMAKING'),
  ('other', '272', '', 'PC', 'M', 15, 1, 8, 'CONTRIBUTE TO DELINQUENCY'),
  ('other', '290', '(B)', 'PC', 'F', 5, 6, 8, 'FAIL TO REGISTER'),

  -- PC 667(e)(2)(C)(iv)
  ('strike', '187', '(A)', 'PC', 'F', 30, 1, 8, 'MURDER'),
  ('strike', '187', '', 'PC', 'F', 6, 1, 8, 'MURDER'),
  ('strike', '664/187', '(A)', 'PC', 'F', 24, 1, 8, 'ATT MURDER'),
  ('strike', '653F', '(B)', 'PC', 'F', 3, 1, 8, 'SOLICIT MURDER'),
  ('strike', '191.5', '(A)', 'PC', 'F', 9, 3, 8, 'VEH MANSLAUGHTER INTOXICATED'),
  ('strike', '209', '(A)', 'PC', 'F', 6, 2, 8, 'KIDNAP FOR RANSOM'),
  ('strike', '209', '(B)(1)', 'PC', 'F', 6, 4, 8, 'KIDNAP TO ROB/ETC'),
  ('strike', '288', '(A)', 'PC', 'F', 9, 2, 8, 'LEWD ACT CHILD UNDER 14'),
  ('strike', '261', '(A)(2)', 'PC', 'F', 7, 3, 8, 'RAPE BY FORCE'),
  ('strike', '206', '', 'PC', 'F', 2, 4, 8, 'TORTURE'),
  ('strike', '217.1', '(B)', 'PC', 'F', 1, 3, 8, 'ATT MURDER OF OFFICIAL'),
  ('strike', '245', '(D)(3)', 'PC', 'F', 1, 4, 8, 'ASSAULT OFFICER W/MACHINEGUN'),
  ('strike', '269', '(A)(1)', 'PC', 'F', 2, 5, 8, 'AGG SEXUAL ASSAULT OF CHILD'),
  ('strike', '288.7', '(B)', 'PC', 'F', 2, 6, 8, 'ORAL COP CHILD 10-'),

  -- PC 290(c)
  ('pc290', '314.1', '', 'PC', 'M', 16, 1, 8, 'INDECENT EXPOSURE'),
  ('pc290', '647A', '', 'PC', 'M', 8, 1, 3, 'ANNOY CHILD'),
  ('pc290', '647.6', '(A)', 'PC', 'M', 9, 4, 8, 'ANNOY CHILD'),
  ('pc290', '261', '(A)(2)', 'PC', 'F', 8, 3, 8, 'RAPE BY FORCE'),
  ('pc290', '288', '(A)', 'PC', 'F', 16, 2, 8, 'LEWD ACT CHILD UNDER 14'),
  ('pc290', '288', '(C)(1)', 'PC', 'F', 10, 4, 8, 'LEWD ACT CHILD 14/15'),
  ('pc290', '288A', '(C)', 'PC', 'F', 5, 2, 5, 'ORAL COPULATION'),
  ('pc290', '220', '', 'PC', 'F', 5, 1, 8, 'ASSAULT TO COMMIT RAPE'),
  ('pc290', '243.4', '(A)', 'PC', 'F', 9, 3, 8, 'SEXUAL BATTERY'),
  ('pc290', '243.4', '(E)(1)', 'PC', 'M', 7, 4, 8, 'SEXUAL BATTERY'),
  ('pc290', '266H', '(B)', 'PC', 'F', 2, 3, 8, 'PIMPING MINOR'),
  ('pc290', '311.11', '(A)', 'PC', 'M', 3, 4, 5, 'POSS CHILD IMAGES'),
  ('pc290', '311.11', '(A)', 'PC', 'F', 8, 6, 8, 'POSS CHILD IMAGES'),

  -- the pair that is a strike only together, as two counts or in one field
  ('gang', '136.1', '(C)(1)', 'PC', 'F', 50, 5, 8, 'INTIMIDATE WITNESS BY FORCE'),
  ('gang', '136.1', '(A)(1)', 'PC', 'F', 25, 5, 8, 'DISSUADE WITNESS'),
  ('gang', '186.22(B)(4)/136.1', '(C)(1)', 'PC', 'F', 25, 5, 8, 'GANG INTIMIDATE WITNESS'),
  ('gang law', '186.22', '(B)(4)', 'PC', 'F', 100, 5, 8, 'GANG FELONY LIFE TERM');

-- One row for each unit of weight; the lines of a theme and era follow one another,
-- and the book says where they begin.
CREATE TEMP TABLE sample_pick AS
  SELECT theme, era, section, path, code, level, words,
         row_number() OVER (ORDER BY theme COLLATE "C", era, section COLLATE "C", path COLLATE "C", level COLLATE "C")
           AS pick
  FROM sample_charge
  JOIN sample_era ON era BETWEEN first AND last
  CROSS JOIN generate_series(1, weight);
ALTER TABLE sample_pick ADD PRIMARY KEY (pick);
CREATE TEMP TABLE sample_book AS
  SELECT theme, era, min(pick) AS first_pick, count(*)::int AS picks FROM sample_pick GROUP BY theme, era;
ANALYZE sample_era;
ANALYZE sample_pick;
ANALYZE sample_book;
