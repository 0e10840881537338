-- What users store is frozen: bytes, hashes, names.  A change here breaks their indexes and tables.
CREATE TEMP TABLE frozen (p prop64.policy);
INSERT INTO frozen VALUES ($$policy 'frozen' source 'test' undetermined as '?'; law '2026.1'; as of 2020-07-01;
scope HS 11357, HS 11358 including attempts; set small = HS 11357(a); fact grams number;
presume severity felony; presume grams 1.5;
dismiss 'a' as 'A' by law citing 'HS 11361.8' when grams <= 28.5 and not charge in small or age at offense between 18 and 20 note 'n';
ineligible 'b' when convicted before this offense of superstrike or convictions of same section before this conviction >= 2;
otherwise no change '';$$);
SELECT p FROM frozen;

-- the binary form is a version byte and the text; the hash is that of the stored bytes
SELECT get_byte(prop64.policy_send(p), 0) AS wire_version,
       convert_from(substr(prop64.policy_send(p), 2), 'SQL_ASCII') = p::text AS then_the_text,
       prop64.policy_hash(p), prop64.policy_hash_extended(p, 0), prop64.policy_hash_extended(p, 64)
FROM frozen;
SELECT prop64.policy_hash_extended(policy, 0), name FROM prop64.shipped_policies ORDER BY name COLLATE "C";

-- conditions that came after the first
SELECT prop64.policy_hash_extended($$policy 'later'; law '2026.1'; fact grams number; fact lab text;
review 'a' when conduct in 'cultivation', 'possession for sale' and born is not known or grams between 1 and 2;
review 'b' when convicted between this offense and this conviction in another case of open superstrike
  or charged in this cycle of HS 11361 or convictions in this case >= 1 or lab is known;
otherwise no change '';$$::prop64.policy, 0);

-- the fingerprint, and with it the eligibility of a given policy
SELECT prop64.eligibility_send(e), e, prop64.eligibility_hash(e), prop64.eligibility_hash_extended(e, 64)
FROM frozen, LATERAL (VALUES
  (prop64.classify(p, 'HS 11358', 'felony', '2004-05-01', prop64.history_empty(), born => '1970-01-01')),
  (prop64.classify(p, 'HS 11357(a)', NULL, '2004-05-01', NULL, facts => '{"grams": [20, 40]}')),
  (prop64.classify(p, 'PC 459', 'felony', '2004-05-01')),
  (prop64.classify(p, NULL, 'felony', '2004-05-01'))) AS v (e);

-- every outcome, bound, basis and status keeps its number
SELECT prop64.eligibility_send(t::prop64.eligibility), t
FROM unnest(ARRAY[
  'out of scope, sentence unknown, rule 0, policy 0000',
  'undetermined, at least reduce to misdemeanor, by undetermined, sentence unknown, rule 0, facts 0 25, policy 7fff',
  'refer, sentence unknown, rule 1, policy 0001',
  'review, sentence serving, rule 2, policy 0001',
  'ineligible, at least ineligible, sentence complete, rule 3, policy 0001',
  'no change, at least no change, sentence complete, presumed, rule 4, facts 1, policy 0001',
  'reduce to misdemeanor, at least reduce to misdemeanor, by discretion, sentence complete, rule 5, policy 0001',
  'reduce to infraction, at least reduce to infraction, by law, sentence complete, rule 254, policy 0001',
  'dismiss, at least dismiss, by law, sentence complete, rule 255, policy 0001']) AS t
ORDER BY t::prop64.eligibility;
