-- policy: its text, its errors, its binary form.
\set SHOW_CONTEXT never
\set VERBOSITY default

-- canonical text: keywords lower, comments gone, brackets where needed, statements in one order
SELECT $$policy 'it''s' ; FACT b boolean; SET S = PC 664/HS 11358, HS 11357(a); scope HS 11357;
dismiss 'r' when ((b) and (not (b or felony))) or (b and b and (b or (b)));
reduce to infraction 'i' by discretion when charge in s or charge in HS 11359, HS 11360(a) including attempts and conspiracies and deceased;
otherwise review '';$$::prop64.policy;

-- every charge that the type prints is one word of the language
SELECT $$policy 'x'; scope PC 664/HS 11358, PC 246 also PC 186.22(b)(4), PC 664/187(a) also PC 12022.5, US 18 1708(a), CA 14 27.60, PC 622 1/2, PC 288a(c)(2)(A), HS 11357(*);
dismiss 'r' when (charge in PC 246 also PC 186.22(b)(4)) and not (charge in PC 622 1/2); otherwise review '';$$::prop64.policy;

-- errors say which character, what was found, what was expected
SELECT ''::prop64.policy;
SELECT 'polisy'::prop64.policy;
SELECT 'policy'::prop64.policy;
SELECT $$policy 'x$$::prop64.policy;
SELECT $$policy 'x';$$::prop64.policy;
SELECT $$policy 'x'; otherwise review 'y'$$::prop64.policy;
SELECT $$policy 'x'; otherwise review 'y'; dismiss$$::prop64.policy;
SELECT $$policy 'x'; dismiss 'a'; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; dismiss 'a' when felony misdemeanor; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; dismiss 'a' by law when felony; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; review 'a' by law citing 'b' when felony; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; dismiss 'a' when convicted before 2019-02-29; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; dismiss 'a' when convicted before of superstrike; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; dismiss 'a' when convictions >= 2; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; dismiss 'a' when convicted ever of superstrikes; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; dismiss 'a' when gram < 5; fact grams number; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; fact grams number; dismiss 'a' when gram < 5; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; fact grams number; dismiss 'a' when grams; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; fact grams number; dismiss 'a' when grams = 'five'; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; fact felony boolean; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; set a = HS 11357; set A = HS 11358; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; presume severity unknown; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; presume count_key 'a'; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; scope HS 11357((b); otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; dismiss 'a' when only scope; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; dismiss 'a' when age now between 30 and 20; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; law '1996.1'; otherwise review 'y';$$::prop64.policy;
SELECT $$policy 'x'; dismiss 'a' when age now > 1001; otherwise review 'y';$$::prop64.policy;
SELECT $$policy "x"; otherwise review 'y';$$::prop64.policy;

-- limits
SELECT ($$policy 'x'; $$ || repeat($$dismiss 'a' when felony; $$, 255) || $$otherwise review 'y';$$)::prop64.policy;
SELECT ($$policy 'x'; dismiss 'a' when $$ || repeat('not ', 300) || $$felony; otherwise review 'y';$$)::prop64.policy;
SELECT ($$policy 'x'; dismiss 'a' when $$ || repeat('(', 300) || $$felony; otherwise review 'y';$$)::prop64.policy;
SELECT ($$policy 'x'; dismiss 'a' when felony$$ || repeat(' or felony', 300) || $$; otherwise review 'y';$$)::prop64.policy;
SELECT ($$policy 'x'; $$ || string_agg('fact f' || n || ' boolean; ', '') || $$otherwise review 'y';$$)::prop64.policy FROM generate_series(1, 27) AS n;
SELECT length(($$policy 'x'; $$ || repeat($$dismiss 'a' when felony; $$, 254) || $$otherwise review 'y';$$)::prop64.policy::text);

-- an answer is explained by its own policy only
SELECT prop64.reason(prop64.classify(a, 'HS 11357', 'felony', '2004-05-01'), b)
FROM prop64.shipped_policy('dismiss_all') AS a, prop64.shipped_policy('bear_default') AS b;
SELECT prop64.shipped_policy('nobody');

-- equality is that of the canonical text
SELECT a OPERATOR(prop64.=) b AS equal, a OPERATOR(prop64.<>) c AS differs,
       prop64.policy_hash(a) = prop64.policy_hash(b) AS same_hash
FROM (SELECT $$policy 'x'; otherwise review 'y';$$::prop64.policy,
             $$POLICY 'x' -- same
               ; law '2026.1'; Otherwise REVIEW 'y';$$::prop64.policy,
             $$policy 'x'; otherwise review 'z';$$::prop64.policy) AS v (a, b, c);

-- eligibility: what its text cannot say
SELECT 'dismis, sentence unknown, rule 1, policy 0001'::prop64.eligibility;
SELECT 'dismiss, sentence unknown, rule 0, policy 0001'::prop64.eligibility;
SELECT 'dismiss, sentence unknown, rule 256, policy 0001'::prop64.eligibility;
SELECT 'undetermined, sentence unknown, rule 0, facts 26, policy 0001'::prop64.eligibility;
SELECT 'undetermined, sentence unknown, rule 0, policy 0001 and more'::prop64.eligibility;
