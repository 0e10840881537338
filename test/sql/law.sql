-- The legal lists: what there is, that every entry reads and prints, and errors.
SELECT prop64.law_version();
SELECT * FROM prop64.law_lists();

-- Every entry can be listed, and a text of it reads back to it.
SELECT l.name, l.entries, count(*) AS listed,
       count(*) FILTER (WHERE (e.charge::text)::prop64.charge::text = e.charge::text) AS read_back,
       count(e.companion) AS companions,
       count(*) FILTER (WHERE (e.companion::text)::prop64.charge::text = e.companion::text) AS companions_read_back
  FROM prop64.law_lists() AS l, prop64.charge_list(l.name) AS e
 GROUP BY l.name, l.entries
 ORDER BY l.name;

-- Nothing on a list is without a source; an open entry has a question, a settled one has none.
SELECT l.name, e.charge
  FROM prop64.law_lists() AS l, prop64.charge_list(l.name) AS e
 WHERE e.source IS NULL OR e.source = '' OR (e.listed IS NULL) <> (e.question IS NOT NULL) OR e.question = ''
    OR e.valid_from > e.valid_until;

-- An entry that is sure answers for its own citation, at its level and on its dates.
SELECT l.name, e.charge, e.listed, a.answer
  FROM prop64.law_lists() AS l, prop64.charge_list(l.name) AS e,
       LATERAL (SELECT prop64.in_list(e.charge, l.name, coalesce(e.severity, 'felony'),
                                      coalesce(e.valid_from, e.valid_until, '2016-11-08'::date)) AS answer) AS a
 WHERE e.companion IS NULL AND e.reach = 'with subdivisions' AND e.attempts LIKE 'completed%'
   AND a.answer IS DISTINCT FROM e.listed
   AND NOT EXISTS (SELECT FROM prop64.charge_list(l.name) AS narrower
                    WHERE narrower.charge::text = e.charge::text AND narrower.reach = 'as written');

-- The same citation is not answered twice for the same forms, dates, level and reach.
SELECT l.name, e.charge::text, e.attempts, count(*)
  FROM prop64.law_lists() AS l, prop64.charge_list(l.name) AS e
 GROUP BY l.name, e.charge::text, e.attempts, e.severity, e.valid_from, e.valid_until, e.companion::text, e.reach
HAVING count(*) > 1;

-- What an entry looks like.
SELECT charge, attempts, severity, to_char(valid_from, 'YYYY-MM-DD') AS valid_from,
       to_char(valid_until, 'YYYY-MM-DD') AS valid_until, companion, reach, listed, question IS NULL AS sure
  FROM prop64.charge_list('superstrike')
 WHERE charge::text IN ('PC 187', 'PC 191.5(b)', 'PC 217.1', 'PC 288a(d)(1)', 'PC 186.22(b)(4)', 'PC 664', 'PC 262(a)(3)');
SELECT * FROM prop64.charge_list('pc290') WHERE charge::text = 'PC 288.2';

-- NULL is not a charge on a list; a NULL list is no list; a NULL severity or date is not known.
SELECT prop64.in_list(NULL, 'pc290') AS no_charge, prop64.in_list('PC 187', NULL) AS no_list,
       prop64.in_list('PC 288.2', 'pc290', NULL) AS no_severity,
       prop64.in_list('PC 261.5(c)', 'pc290', 'felony', NULL) AS no_date,
       prop64.in_list('PC 261.5(c)', 'pc290', 'felony', 'infinity') AS infinite_date;
SELECT * FROM prop64.charge_list(NULL);

-- Any spelling of a level; what is no level is not known.
SELECT severity, prop64.in_list('PC 288.2(a)(1)', 'pc290', severity)
  FROM unnest('{F,felony,FEL.,M,Misdemeanor,I,infraction,X,"",unknown}'::text[]) AS severity;

-- One call site may ask for several lists.
SELECT list, prop64.in_list('PC 264.1', list) FROM unnest('{superstrike,pc290,cannabis,superstrike}'::text[]) AS list;

-- An unknown list says which there are.
SELECT prop64.in_list('PC 187', 'super strike');
SELECT prop64.in_list(NULL, 'pc 290');
SELECT prop64.in_list('PC 187', '');
SELECT * FROM prop64.charge_list('SUPERSTRIKE');
SELECT prop64.in_list('PC 187', repeat('x', 100));
