-- The extension's operators and operator classes are what PostgreSQL expects.
-- Each query lists what is wrong, so each answers with no row.
CREATE TEMP VIEW member AS
    SELECT d.classid, d.objid
      FROM pg_depend AS d
      JOIN pg_extension AS e ON e.oid = d.refobjid
     WHERE d.refclassid = 'pg_extension'::regclass
       AND d.deptype = 'e'
       AND e.extname = 'prop64';

CREATE TEMP VIEW operator AS
    SELECT o.*
      FROM pg_temp.member AS m
      JOIN pg_operator AS o ON m.classid = 'pg_operator'::regclass AND o.oid = m.objid;

-- Operator classes whose operators or support functions do not fit.
SELECT opc.opcname
  FROM pg_temp.member AS m
  JOIN pg_opclass AS opc ON m.classid = 'pg_opclass'::regclass AND opc.oid = m.objid
 WHERE NOT amvalidate(opc.oid)
 ORDER BY 1;

-- Operators that were named as a commutator or negator and never defined.
SELECT o.oid::regoperator FROM pg_temp.operator AS o WHERE o.oprcode = 0 ORDER BY 1;

-- Commutators and negators that do not answer each other.
SELECT o.oid::regoperator, c.oid::regoperator AS commutator
  FROM pg_temp.operator AS o
  JOIN pg_operator AS c ON c.oid = o.oprcom
 WHERE c.oprcom <> o.oid OR c.oprleft <> o.oprright OR c.oprright <> o.oprleft
 ORDER BY 1;
SELECT o.oid::regoperator, n.oid::regoperator AS negator
  FROM pg_temp.operator AS o
  JOIN pg_operator AS n ON n.oid = o.oprnegate
 WHERE n.oprnegate <> o.oid OR n.oprleft <> o.oprleft OR n.oprright <> o.oprright OR n.oid = o.oid
 ORDER BY 1;

-- Operators that yield a boolean without an estimate of how many rows they keep.
SELECT o.oid::regoperator
  FROM pg_temp.operator AS o
 WHERE o.oprresult = 'boolean'::regtype AND (o.oprrest = 0 OR o.oprjoin = 0)
 ORDER BY 1;

-- Equality that joins cannot hash or merge.
SELECT o.oid::regoperator
  FROM pg_temp.operator AS o
 WHERE o.oprname = '=' AND NOT (o.oprcanhash AND o.oprcanmerge AND o.oprcom <> 0 AND o.oprnegate <> 0)
 ORDER BY 1;

-- Types that cannot be sorted, grouped or hashed by default.
SELECT t.oid::regtype, am.amname
  FROM pg_temp.member AS m
  JOIN pg_type AS t ON m.classid = 'pg_type'::regclass AND t.oid = m.objid AND t.typtype = 'b' AND t.typarray <> 0
 CROSS JOIN pg_am AS am
 WHERE am.amname IN ('btree', 'hash')
   AND NOT EXISTS (SELECT FROM pg_opclass AS opc
                    WHERE opc.opcmethod = am.oid AND opc.opcintype = t.oid AND opc.opcdefault)
 ORDER BY 1, 2;

-- Comparison and equality that an index under row security could not use.
SELECT o.oid::regoperator
  FROM pg_temp.operator AS o
  JOIN pg_proc AS p ON p.oid = o.oprcode
 WHERE o.oprname IN ('=', '<>', '<', '<=', '>', '>=') AND NOT p.proleakproof
 ORDER BY 1;

-- Aggregates that a parallel plan could not use.  Not doj_read: its state is the lines of a
-- person, which would be sent and read no sooner than by the process that has them.
SELECT a.aggfnoid::regprocedure
  FROM pg_temp.member AS m
  JOIN pg_aggregate AS a ON m.classid = 'pg_proc'::regclass AND a.aggfnoid::oid = m.objid
 WHERE a.aggkind = 'n' AND a.aggfnoid::oid <> 'prop64.doj_read'::regproc
   AND (a.aggcombinefn = 0
        OR a.aggtranstype = 'internal'::regtype AND (a.aggserialfn = 0 OR a.aggdeserialfn = 0))
 ORDER BY 1;
