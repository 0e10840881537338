-- state_file.sql: the state's bulk file, one row a line, as the records of persons.
--
-- For the comparison with the earlier tools (test/peer/run) only: it reads a row
-- as those tools did wherever they were right, and takes no care of what the
-- compared files do not hold.  Where it reads otherwise:
--
--   * a part of a sentence belongs to the count that its row names, not to the
--     count that was read last
--   * parts of one sentence may run one after the other or at the same time:
--     the day on which it ends is a range, by the calendar
--   * a date with zeros for the day or the month is a range
--   * a birthday is taken from the first row that states one
--   * the words of a disposition tell the state of the count
\set QUIET on

CREATE SCHEMA peer;

-- The columns of the file, in its order; line counts the records.
CREATE TABLE peer.state_file (
    line integer GENERATED ALWAYS AS IDENTITY,
    record_id text, subject_status text, subject_id text, req_seg_sep text, req_cii_number text,
    req_name text, req_gender text, req_dob text, req_cdl text, req_ssn text, pii_seg_sep text,
    cii_number text, pri_name text, gender text, pri_dob text, pri_ssn text, pri_cdl text, pri_idn text,
    pri_inn text, fbi_number text, pdr_seg_sep text, race_code text, race_descr text, eye_color_code text,
    eye_color_descr text, hair_color_code text, hair_color_descr text, height text, weight text,
    single_source text, multi_source text, pob_code text, pob_name text, pob_type text,
    citizenship_list text, cyc_seg_sep text, cyc_order text, cyc_date text, stp_seg_sep text, stp_order text,
    stp_event_date text, stp_type_code text, stp_type_descr text, stp_ori_type text, stp_ori_type_descr text,
    stp_ori_code text, stp_ori_descr text, stp_ori_cnty_code text, stp_ori_cnty_name text, cnt_seg_sep text,
    cnt_order text, disp_date text, ofn text, offense_code text, offense_descr text, offense_toc text,
    offense_qual_lst text, disp_offense_code text, disp_offense_descr text, disp_offense_toc text,
    disp_offense_qual_lst text, conv_offense_order text, conv_offense_code text, conv_offense_descr text,
    conv_offense_toc text, conv_offense_qual_lst text, fe_num_order text, fe_num_arr_agy text,
    fe_num_bnch_warr text, fe_num_cite text, fe_num_docket text, fe_num_incident text, fe_num_booking text,
    fe_num_number text, fe_num_remand text, fe_num_oos_inn text, fe_num_crt_case text, fe_num_warrant text,
    disp_order text, disp_code text, disp_descr text, conv_stat_code text, conv_stat_descr text,
    sent_seg_sep text, sent_order text, sent_loc_code text, sent_loc_descr text, sent_length text,
    sent_time_code text, sent_time_descr text, cyc_age text, cii_type text, cii_type_alpha text,
    comment_text text, end_of_rec text
);

CREATE VIEW peer.step AS
    SELECT line, subject_id, cnt_order, stp_type_descr AS kind, stp_ori_cnty_name AS county,
           prop64.doj_date(pri_dob) AS born,
           prop64.doj_date(stp_event_date) AS on_bounds,
           offense_descr AS offense, disp_descr AS disposition,
           disp_descr LIKE 'CONVICTED%' AS convicted,
           CASE WHEN btrim(offense_descr) IN ('', 'SEE COMMENT FOR CHARGE') THEN comment_text
                ELSE offense_descr END AS charge_text,
           CASE WHEN btrim(conv_stat_descr) = '' THEN offense_toc ELSE conv_stat_descr END AS severity,
           sent_length <> '' AS has_part,
           CASE WHEN sent_length ~ '^[0-9]{1,4}$' THEN
               CASE sent_time_code WHEN 'D' THEN make_interval(days => sent_length::integer)
                                   WHEN 'M' THEN make_interval(months => sent_length::integer)
                                   WHEN 'Y' THEN make_interval(years => sent_length::integer) END
           END AS part
      FROM peer.state_file;

-- One row a count: its first row is the conviction, the others add parts of the sentence.
-- It ends no sooner than the longest part, no later than all parts in a row.
CREATE VIEW peer.conviction AS
    SELECT f.line, f.subject_id, f.county, f.on_bounds, f.severity, f.disposition, f.charge_text,
           prop64.to_charge(f.charge_text) AS charge,
           f.cnt_order AS count_key, left(f.cnt_order, 6) AS case_key, left(f.cnt_order, 3) AS cycle_key,
           CASE WHEN c.total IS NOT NULL THEN
               daterange((SELECT max(lower(f.on_bounds) + part)::date FROM pg_catalog.unnest(c.parts) AS part),
                         CASE WHEN c.all_known THEN (upper(f.on_bounds) - 1 + c.total)::date END, '[]')
           END AS sentence_ends
      FROM (SELECT min(line) AS line, array_agg(part) AS parts, sum(part) AS total,
                   bool_and(part IS NOT NULL OR NOT has_part) AS all_known
              FROM peer.step WHERE convicted GROUP BY subject_id, cnt_order) AS c
      JOIN peer.step AS f USING (line);

CREATE VIEW peer.person AS
    SELECT subject_id, prop64.history_agg(event) AS history,
           (array_agg(born ORDER BY line) FILTER (WHERE born IS NOT NULL))[1] AS born
      FROM (SELECT subject_id, line, NULL::daterange AS born,
                   prop64.event('conviction', charge, severity, on_bounds => on_bounds,
                                sentence_bounds => sentence_ends, disposition => disposition,
                                case_key => case_key, cycle_key => cycle_key, count_key => count_key) AS event
              FROM peer.conviction
            UNION ALL
            SELECT subject_id, line, NULL,
                   prop64.event('registration', prop64.to_charge(offense), on_bounds => on_bounds)
              FROM peer.step WHERE kind = 'REGISTRATION' AND offense LIKE '290%'
            UNION ALL
            SELECT subject_id, line, NULL, prop64.event('death', on_bounds => on_bounds)
              FROM peer.step WHERE kind = 'DECEASED'
            UNION ALL
            SELECT subject_id, line, born, NULL FROM peer.step) AS e
     GROUP BY subject_id;
