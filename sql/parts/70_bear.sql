-- The desktop tool's eligibility options as a policy.  Its file is JSON:
--   {"baselineEligibility": {"dismiss": ["11357", ...], "reduce": [...]},
--    "additionalRelief": {"subjectUnder21AtConviction": bool, "subjectAgeThreshold": 40-65,
--      "yearsSinceConvictionThreshold": 1-15, "yearsCrimeFreeThreshold": 1-15,
--      "subjectHasOnlyProp64Charges": bool, "subjectIsDeceased": bool}}

CREATE FUNCTION prop64.policy_from_bear(options jsonb, compatible boolean DEFAULT false) RETURNS prop64.policy
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    baseline jsonb;
    relief jsonb;
    known constant jsonb := '{"options": ["baselineEligibility", "additionalRelief"],
        "baselineEligibility": ["dismiss", "reduce"],
        "additionalRelief": ["subjectUnder21AtConviction", "subjectAgeThreshold",
            "yearsSinceConvictionThreshold", "yearsCrimeFreeThreshold",
            "subjectHasOnlyProp64Charges", "subjectIsDeceased"]}';
    rules text := '';
    presumptions text := '';
    dismissed text[] := '{}';
    place text;
    part jsonb;
    wrong text;
    list text;
    section text;
    option record;
    n numeric;
BEGIN
    -- every part is an object, and holds no key that would silently do nothing
    FOR place, part IN VALUES ('options', options),
                              ('baselineEligibility', coalesce(options -> 'baselineEligibility', '{}')),
                              ('additionalRelief', coalesce(options -> 'additionalRelief', '{}'))
    LOOP
        IF jsonb_typeof(part) <> 'object' THEN
            RAISE invalid_parameter_value USING
                MESSAGE = format('%s must be a JSON object', place),
                DETAIL = format('It is of type %s.', jsonb_typeof(part));
        END IF;
        SELECT k INTO wrong FROM jsonb_object_keys(part) AS k
            WHERE NOT (known -> place) ? k ORDER BY k COLLATE "C" LIMIT 1;
        IF FOUND THEN
            RAISE invalid_parameter_value USING
                MESSAGE = format('%s has an unknown key "%s"', place, wrong),
                DETAIL = format('There are: %s.',
                    (SELECT string_agg(k, ', ') FROM jsonb_array_elements_text(known -> place) AS k));
        END IF;
    END LOOP;
    baseline := coalesce(options -> 'baselineEligibility', '{}');
    relief := coalesce(options -> 'additionalRelief', '{}');

    -- the earlier tool took an unknown level as no felony, an unknown date as the year 1,
    -- and did not notice dates that contradict one another
    IF compatible THEN
        presumptions := 'presume severity misdemeanor; presume convicted 0001-01-01; '
            'presume born 0001-01-01; presume contradiction no;';
    END IF;
    rules := 'dismiss ''Misdemeanor or Infraction'' as ''Eligible for Dismissal'' when not felony;';

    FOREACH list IN ARRAY ARRAY['dismiss', 'reduce'] LOOP
        IF jsonb_typeof(coalesce(baseline -> list, '[]')) <> 'array' THEN
            RAISE invalid_parameter_value USING
                MESSAGE = format('baselineEligibility.%s must be a JSON array of sections', list);
        END IF;
        FOR section IN SELECT jsonb_array_elements_text(coalesce(baseline -> list, '[]')) LOOP
            IF section IS NULL OR section <> ALL (ARRAY['11357', '11358', '11359', '11360']) THEN
                RAISE invalid_parameter_value USING
                    MESSAGE = format('baselineEligibility.%s names an unknown section %s', list,
                        coalesce('"' || section || '"', 'null')),
                    DETAIL = 'There are: "11357", "11358", "11359", "11360".';
            END IF;
            IF section = ANY (dismissed) THEN
                RAISE invalid_parameter_value USING
                    MESSAGE = format('section "%s" is named twice', section),
                    DETAIL = 'A section is dismissed or reduced, and stands in one list once.';
            END IF;
            dismissed := dismissed || section;
            -- reductions come last: what else is granted wins over them
            IF list = 'dismiss' THEN
                rules := rules || format('dismiss ''Dismiss all HS %1$s convictions'' as ''Eligible for Dismissal'' '
                    'when charge in HS %1$s including attempts and conspiracies;', section);
            END IF;
        END LOOP;
    END LOOP;

    FOR option IN SELECT * FROM (VALUES
            ('subjectUnder21AtConviction', 0, 0, '21 years or younger', 'age at conviction < 21'),
            ('subjectAgeThreshold', 40, 65, '%s years or older', 'age now >= %s'),
            ('yearsSinceConvictionThreshold', 1, 15, 'Conviction occurred %s or more years ago',
                'at least %s years since conviction'),
            ('yearsCrimeFreeThreshold', 1, 15, 'No convictions in the past %s years',
                'more than %s years since last conviction'),
            ('subjectHasOnlyProp64Charges', 0, 0, 'Only has 11357-60 charges', 'only scope'),
            ('subjectIsDeceased', 0, 0, 'Individual is deceased', 'deceased')
        ) AS o (key, low, high, reason, condition)
    LOOP
        part := relief -> option.key;
        CONTINUE WHEN part IS NULL OR part IN ('null', 'false', '0');
        IF option.high = 0 THEN
            IF part <> 'true' THEN
                RAISE invalid_parameter_value USING
                    MESSAGE = format('additionalRelief.%s must be true or false', option.key),
                    DETAIL = format('It is %s.', part);
            END IF;
            n := 0;
        ELSE
            n := CASE WHEN jsonb_typeof(part) = 'number' THEN (part #>> '{}')::numeric ELSE -1 END;
            IF n < option.low OR n > option.high OR n <> trunc(n) THEN
                RAISE invalid_parameter_value USING
                    MESSAGE = format('additionalRelief.%s must be 0 or a whole number from %s to %s',
                        option.key, option.low, option.high),
                    DETAIL = format('It is %s.', part);
            END IF;
        END IF;
        rules := rules || format('dismiss %L as ''Eligible for Dismissal'' when %s;',
            format(option.reason, trunc(n)), format(option.condition, trunc(n)));
    END LOOP;

    FOR section IN SELECT jsonb_array_elements_text(coalesce(baseline -> 'reduce', '[]')) LOOP
        rules := rules || format('reduce to misdemeanor ''Reduce all HS %1$s convictions'' as ''Eligible for Reduction'' '
            'when charge in HS %1$s including attempts and conspiracies;', section);
    END LOOP;

    RETURN format('policy ''Options of the desktop tool'' '
        'source ''a district attorney''''s choices in the 2019-2020 desktop tool; a prosecutor''''s policy, not a reading of the statute''; '
        'scope HS 11357, HS 11358, HS 11359, HS 11360 including attempts and conspiracies; %s %s '
        'otherwise no change '''' as '''';', presumptions, rules)::prop64.policy;
END
$$;
COMMENT ON FUNCTION prop64.policy_from_bear(jsonb, boolean) IS 'The eligibility options of the earlier desktop tool as a policy; compatible also presumes what that tool took for granted: an unknown level is no felony, an unknown date is the year 1, dates that contradict one another stand as they are';
