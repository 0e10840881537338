-- The run recorded last gives again the summary :ours that its export wrote.
SELECT (prop64.doj_rerun('doj', run_id) #> '{policies,0}') - 'processingTimeInSeconds'
       = (:'ours')::jsonb - ARRAY['processingTimeInSeconds', 'run', 'secondPolicies', 'changes']
   AND jsonb_array_length((:'ours')::jsonb -> 'secondPolicies') = 2
   AND (:'ours')::jsonb -> 'run' = to_jsonb(run_id)
  FROM doj.run ORDER BY run_id DESC LIMIT 1;
