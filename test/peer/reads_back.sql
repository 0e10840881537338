-- The columns of the file in peer.sheet_ours, which an export wrote, are the lines of schema doj in their order.
SELECT format('SELECT count(*) > 0 AND count(*) = count(*) FILTER (WHERE %s) FROM peer.sheet_ours AS s
                 FULL JOIN (SELECT *, row_number() OVER (ORDER BY file_id, record) AS n FROM doj.line) AS l ON l.n = s.line',
              string_agg(format('s.%I = coalesce(l.%I, '''')', upper(attname), attname), ' AND '))
  FROM pg_attribute
 WHERE attrelid = 'doj.line'::regclass AND attnum > 0 AND attname NOT IN ('file_id', 'record') \gexec
