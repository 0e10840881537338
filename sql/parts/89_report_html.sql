-- The page: the reports of a schema as one HTML file that a browser shows without a network (doc/page.md).
--
-- Everything that comes from data goes through page_text; the text of this file is ASCII, and so is the page in a
-- database of UTF8, whatever encoding the client asks for.

-- ---- helpers ----

CREATE FUNCTION prop64.page_text(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    -- What is no plain character becomes a number, and what would act on the text around it a mark that it was there:
    -- controls, and those that turn the direction of writing.
    SELECT CASE WHEN e.escaped ~ '^[ -~\n]*$' COLLATE "C" OR getdatabaseencoding() <> 'UTF8'
                THEN regexp_replace(e.escaped, '[\x01-\x09\x0b-\x1f\x7f]' COLLATE "C", ' ', 'g')
                ELSE (SELECT string_agg(CASE WHEN c.code BETWEEN 32 AND 126 OR c.code = 10 THEN chr(c.code)
                                             WHEN c.code IN (9, 13) THEN ' '
                                             WHEN c.code < 160 OR c.code IN (1564, 8206, 8207) OR c.code BETWEEN 8234 AND 8238 OR c.code BETWEEN 8294 AND 8297
                                                  OR c.code BETWEEN 65534 AND 65535 THEN '&#65533;'
                                             ELSE '&#' || c.code || ';' END, '' ORDER BY c.place)
                        FROM (SELECT ascii(s.letter) AS code, s.place FROM string_to_table(e.escaped, NULL) WITH ORDINALITY AS s (letter, place)) AS c) END
      FROM (SELECT replace(replace(replace(replace(replace(value, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&#39;') AS escaped) AS e;
END;
COMMENT ON FUNCTION prop64.page_text(text) IS
    'Implements report_html: a text as HTML, for between tags and inside of quoted attributes; nothing in it is markup or acts on the page';

CREATE FUNCTION prop64.page_number(value numeric, noun text DEFAULT '') RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT to_char(round(value), 'FM999,999,999,999,990')
           || CASE noun WHEN '' THEN '' WHEN 'person' THEN CASE WHEN round(value) = 1 THEN ' person' ELSE ' people' END
                        ELSE ' ' || prop64.page_text(noun) || CASE WHEN round(value) = 1 THEN '' ELSE 's' END END;
END;
COMMENT ON FUNCTION prop64.page_number(numeric, text) IS 'Implements report_html: a whole number as people write it, with what is counted';

CREATE FUNCTION prop64.page_share(part numeric, whole numeric) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN part IS NULL OR coalesce(whole, 0) = 0 THEN 'none to count'
                WHEN part > 0 AND round(100 * part / whole) = 0 THEN 'under 1%'
                WHEN part < whole AND round(100 * part / whole) = 100 THEN 'over 99%'
                ELSE round(100 * part / whole) || '%' END;
END;
COMMENT ON FUNCTION prop64.page_share(numeric, numeric) IS
    'Implements report_html: a share in percent that says 0 and 100 only of none and of all';

-- Rows are arrays of texts and numbers; the first columns are words, the others are set as numbers.
CREATE FUNCTION prop64.page_table(id text, caption text, head text[], words integer, body jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT format('<div class="scroll" role="region" tabindex="0" aria-labelledby="%1$s-c"><table id="%1$s"%5$s><caption id="%1$s-c">%2$s</caption><thead><tr>%3$s</tr></thead><tbody>%4$s</tbody></table></div>',
        prop64.page_text(id), prop64.page_text(caption),
        (SELECT string_agg(format('<th scope="col"%s>%s</th>', CASE WHEN h.place > words THEN ' class="n"' ELSE '' END, prop64.page_text(h.name)), '' ORDER BY h.place)
           FROM unnest(head) WITH ORDINALITY AS h (name, place)),
        (SELECT string_agg('<tr>' || (
                    SELECT string_agg(format(CASE WHEN c.place = 1 THEN '<th scope="row">%s</th>' WHEN c.place > words THEN '<td class="n">%s</td>' ELSE '<td>%s</td>' END,
                               CASE jsonb_typeof(c.cell) WHEN 'number' THEN prop64.page_number((c.cell #>> '{}')::numeric) WHEN 'null' THEN '' ELSE prop64.page_text(c.cell #>> '{}') END), '' ORDER BY c.place)
                      FROM jsonb_array_elements(CASE jsonb_typeof(r.cells) WHEN 'array' THEN r.cells END) WITH ORDINALITY AS c (cell, place)) || '</tr>', '' ORDER BY r.place)
           FROM jsonb_array_elements(CASE jsonb_typeof(body) WHEN 'array' THEN body END) WITH ORDINALITY AS r (cells, place)),
        -- one that fits on a sheet is not torn
        CASE WHEN jsonb_typeof(body) = 'array' AND jsonb_array_length(body) <= 12 THEN ' class="short"' ELSE '' END);
END;
COMMENT ON FUNCTION prop64.page_table(text, text, text[], integer, jsonb) IS
    'Implements report_html: a table of HTML with a caption; texts are escaped, numbers set as numbers';

-- A picture with its table behind it.  The picture is told in words too, for those who do not see it.
CREATE FUNCTION prop64.page_figure(svg text, caption text, behind text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT format('<figure>%s<figcaption>%s</figcaption><details><summary>The numbers as a table</summary>%s</details></figure>', svg, prop64.page_text(caption), behind);
END;
COMMENT ON FUNCTION prop64.page_figure(text, text, text) IS 'Implements report_html: a chart, what it shows, and the table with its numbers';

-- Bars lie, so that their names have room on a phone.  Lengths are in percent and letters in pixels: nothing shrinks
-- with the page.  A row is [name, value, whole or null, words]; with a whole the bar is that part of a frame.
CREATE FUNCTION prop64.page_bars(id text, title text, body jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT format('<svg class="bars" role="img" aria-labelledby="%1$s-t %1$s-d" width="100%%" height="%2$s"><title id="%1$s-t">%3$s</title><desc id="%1$s-d">%4$s</desc>%5$s</svg>',
        prop64.page_text(id), coalesce(max(b.foot), 0), prop64.page_text(title),
        coalesce(string_agg(prop64.page_text(b.name) || ': ' || b.words, '; ' ORDER BY b.place), 'Nothing to show'),
        string_agg(format('<text class="name" x="0" y="%s">%s</text>%s%s<rect class="bar" x="0" y="%s" width="%s%%" height="16"/><text class="value" x="%s%%" dx="8" y="%s">%s</text>',
            b.foot - CASE WHEN b.more <> '' THEN 47 ELSE 30 END, prop64.page_text(b.line),
            CASE WHEN b.more <> '' THEN format('<text class="name" x="0" y="%s">%s</text>', b.foot - 30, prop64.page_text(CASE WHEN length(b.more) > 38 THEN left(b.more, 35) || '...' ELSE b.more END)) ELSE '' END,
            CASE WHEN b.whole IS NOT NULL THEN format('<rect class="frame" x="0" y="%s" width="62%%" height="16"/>', b.foot - 22) ELSE '' END,
            b.foot - 22, b.width, CASE WHEN b.whole IS NOT NULL THEN 62 ELSE b.width END, b.foot - 9, b.words), '' ORDER BY b.place))
      FROM (SELECT n.*, sum(CASE WHEN n.more <> '' THEN 61 ELSE 44 END) OVER (ORDER BY n.place) AS foot
              FROM (SELECT r.place, t.name, (r.cells ->> 2)::numeric AS whole, t.line, btrim(substr(t.name, length(t.line) + 1)) AS more,
                           coalesce(prop64.page_text(r.cells ->> 3), prop64.page_number((r.cells ->> 1)::numeric)) AS words,
                           round(coalesce(62 * (r.cells ->> 1)::numeric / nullif(CASE WHEN r.cells ->> 2 IS NULL THEN max((r.cells ->> 1)::numeric) OVER () ELSE (r.cells ->> 2)::numeric END, 0), 0), 2) AS width
                      FROM jsonb_array_elements(CASE jsonb_typeof(body) WHEN 'array' THEN body END) WITH ORDINALITY AS r (cells, place),
                           -- as much of the name as a phone has room for, and what is left on a second line
                           LATERAL (SELECT coalesce(r.cells ->> 0, 'not known') AS name,
                                           coalesce(substring(coalesce(r.cells ->> 0, 'not known') FROM '^(.{1,38})(?: |$)'), left(r.cells ->> 0, 38)) AS line) AS t) AS n) AS b;
END;
COMMENT ON FUNCTION prop64.page_bars(text, text, jsonb) IS 'Implements report_html: a chart of lying bars in SVG, with a title and a description';

-- One column a year: what is solid is part of the whole column.  A row is [year, whole, part].
CREATE FUNCTION prop64.page_years(id text, title text, first integer, last integer, top numeric, body jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT format('<svg class="years" role="img" aria-labelledby="%1$s-t %1$s-d" width="100%%" height="150"><title id="%1$s-t">%2$s</title><desc id="%1$s-d">%3$s</desc>'
                  '<line class="base" x1="0" x2="100%%" y1="124" y2="124"/>%4$s%5$s<text class="year" x="0" y="142">%6$s</text><text class="year" x="100%%" y="142" text-anchor="end">%7$s</text></svg>',
        prop64.page_text(id), prop64.page_text(title),
        coalesce(string_agg(format('%s: %s, of them %s with relief', y.year, prop64.page_number(y.whole), prop64.page_number(y.part)), '; ' ORDER BY y.year) FILTER (WHERE y.whole > 0), 'None'),
        string_agg(format('<rect class="rest" x="%1$s%%" width="%2$s%%" y="%3$s" height="%4$s"/><rect class="bar" x="%1$s%%" width="%2$s%%" y="%5$s" height="%6$s"/>',
            y.x, y.width, 124 - y.high, y.high, 124 - y.solid, y.solid), '' ORDER BY y.year) FILTER (WHERE y.whole > 0),
        CASE WHEN first < 2016 AND last > 2016 THEN format('<line class="mark" x1="%1$s%%" x2="%1$s%%" y1="4" y2="128"/><text class="year" x="%1$s%%" dx="-6" y="13" text-anchor="end">2016</text>',
            round(100 * (2016 + 0.86 - first) / (last + 1 - first), 2)) ELSE '' END,
        first, last)
      FROM (SELECT year, whole, part, round(100.0 * (year - first) / (last + 1 - first), 2) AS x, round(80.0 / (last + 1 - first), 2) AS width,
                   round(102 * whole / greatest(top, 1), 1) AS high, round(102 * part / greatest(top, 1), 1) AS solid
              FROM (SELECT (r.cells ->> 0)::integer AS year, coalesce((r.cells ->> 1)::numeric, 0) AS whole, coalesce((r.cells ->> 2)::numeric, 0) AS part
                      FROM jsonb_array_elements(CASE jsonb_typeof(body) WHEN 'array' THEN body END) AS r (cells)) AS r
             WHERE year BETWEEN first AND last) AS y;
END;
COMMENT ON FUNCTION prop64.page_years(text, text, integer, integer, numeric, jsonb) IS
    'Implements report_html: a chart of one column a year in SVG, the part with relief solid, with a title and a description';

-- The words of the reports, for readers who know neither SQL nor the law.
CREATE FUNCTION prop64.page_terms() RETURNS TABLE (kind text, place integer, term text, words text, more text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 70
BEGIN ATOMIC
    SELECT t.kind, t.place, t.term, t.words, t.more
      FROM (VALUES
        ('outcome', 1, 'dismiss', 'Dismissed', 'The court is asked to dismiss the conviction.'),
        ('outcome', 2, 'reduce to infraction', 'Reduced to an infraction', 'The record stays, at the level of an infraction.'),
        ('outcome', 3, 'reduce to misdemeanor', 'Reduced to a misdemeanor', 'The record stays, at the level of a misdemeanor.'),
        ('outcome', 4, 'relief of an open extent', 'Relief is certain, how much is open', 'The record lacks a fact that decides between dismissing and reducing.'),
        ('outcome', 5, 'undetermined', 'Open: a fact is missing', 'The record lacks a fact that decides whether there is relief.'),
        ('outcome', 6, 'review', 'A person must decide', 'The policy hands the question to a lawyer of the office.'),
        ('outcome', 7, 'refer', 'Another agency decides', 'The policy hands the conviction to another agency.'),
        ('outcome', 8, 'no change', 'No change', 'The conviction stays as it is.'),
        ('outcome', 9, 'ineligible', 'Not eligible', 'The policy denies relief.'),
        ('outcome', 10, 'out of scope', 'Another offense', 'The policy is not about this conviction.'),
        ('basis', 1, 'law', 'the law requires it', 'HS 11361.8'),
        ('basis', 2, 'discretion', 'the prosecutor chose it', NULL),
        ('basis', 3, 'undetermined', 'law or choice, not yet known which', NULL),
        ('gain', 1, 'some relief', 'A conviction dismissed or reduced', 'with a conviction that the policy is about'),
        ('gain', 2, 'no felony left', 'No felony left on record', 'with a felony'),
        ('gain', 3, 'no conviction left', 'No conviction left on record', 'with a conviction'),
        ('gain', 4, 'no conviction left of the last seven years', 'None left of the last seven years', 'with a conviction of those years'),
        ('sex', 1, 'M', 'Male', NULL), ('sex', 2, 'F', 'Female', NULL), ('sex', 3, 'U', 'Unknown', NULL), ('sex', 4, 'X', 'Nonbinary', NULL),
        ('trait', 1, 'race', 'By race', NULL), ('trait', 2, 'sex', 'By sex', NULL), ('trait', 3, 'age', 'By age', NULL),
        ('fact', 1, 'charge', 'What the offense was', 'The complaint or the docket: the charge cannot be read, or names several offenses.'),
        ('fact', 2, 'severity', 'Felony, misdemeanor or infraction', 'The judgment or the docket.'),
        ('fact', 3, 'convicted', 'The day of the conviction', 'The docket.'),
        ('fact', 4, 'born', 'The day of birth', 'The booking or the court file.'),
        ('fact', 5, 'offense', 'The day of the offense', 'The complaint or the arrest report.'),
        ('fact', 6, 'sentence_ends', 'When the sentence ended', 'The records of probation, jail or prison.'),
        ('fact', 7, 'deceased', 'Whether the person has died', 'The vital records.'),
        ('fact', 8, 'record', 'The rest of the person''s record', 'The state''s summary of the record: it is not there, or an entry can be read in two ways.'),
        ('fact', 9, 'count_key', 'Which count of the case it is', 'The docket.'),
        ('fact', 10, 'case_key', 'Which case it belongs to', 'The docket.'),
        ('fact', 11, 'cycle_key', 'Which arrest it belongs to', 'The state''s summary of the record.'),
        ('fact', 12, 'contradiction', 'Dates that contradict one another', 'Compare them with the court file.'),
        ('fact', 13, 'grams', 'Grams of cannabis', 'The laboratory''s report or the arrest report.'),
        ('fact', 14, 'concentrate_grams', 'Grams of concentrated cannabis', 'The laboratory''s report or the arrest report.'),
        ('fact', 15, 'plants', 'How many living plants', 'The arrest report.'),
        ('fact', 16, 'purpose', 'For own use, as a gift, or for sale', 'The arrest report, the plea or the transcript.'),
        ('fact', 17, 'recipient_21_or_older', 'Whether the recipient was 21 or older', 'The arrest report.'),
        ('fact', 18, 'school_grounds', 'Whether it was on school grounds', 'The arrest report.'),
        ('fact', 19, 'grow_rules_broken', 'Whether home-growing rules were broken', 'The arrest report.'),
        ('fact', 20, 'file_is_silent', 'Whether the court file is silent', 'The court file: whether it can show the amount, the plants or the purpose at all.'),
        ('fact', 21, 'on_state_list', 'Whether it is on the state''s list', 'The list that the Department of Justice sent by July 1, 2019.'),
        ('fact', 22, 'challenged', 'Whether the prosecution challenged it', 'The prosecution''s notices to the court, up to July 1, 2020.'),
        ('fact', 23, 'buyer_under_18', 'Whether the buyer was under 18', 'The arrest report or the complaint.'),
        ('fact', 24, 'employed_under_21', 'Whether someone under 21 was employed', 'The arrest report or the complaint.'),
        ('fact', 25, 'across_state_line', 'Whether it crossed the state line', 'The arrest report or the complaint.'),
        ('fact', 26, 'environmental_harm', 'Whether it harmed the environment', 'The complaint.'),
        ('state', 1, 'convicted', 'convicted, nothing since', NULL),
        ('state', 2, 'dismissed 1203.4', 'dismissed under PC 1203.4', NULL)
      ) AS t (kind, place, term, words, more);
END;
COMMENT ON FUNCTION prop64.page_terms() IS
    'Implements report_html: terms of the reports in plain words; more: what a term means, or where a missing fact may be found';

CREATE FUNCTION prop64.page_words(kind text, term text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    -- names in capitals are easier to read without; what a county wrote in both is left as it is
    SELECT coalesce((SELECT t.words FROM prop64.page_terms() AS t WHERE t.kind = page_words.kind AND t.term = page_words.term),
                    CASE WHEN page_words.kind = 'fact' THEN replace(page_words.term, '_', ' ')
                         WHEN page_words.term = upper(page_words.term COLLATE "C") OR page_words.kind = 'county' AND page_words.term ~ '^[a-z .''-]+$' COLLATE "C" THEN initcap(page_words.term COLLATE "C") ELSE page_words.term END,
                    'not known');
END;
COMMENT ON FUNCTION prop64.page_words(text, text) IS
    'Implements report_html: a term in plain words, itself when there are none; NULL is not known';

CREATE FUNCTION prop64.page_style() RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT $css$
:root { --paper: #ffffff; --card: #f2f6f7; --ink: #17212b; --soft: #47535f; --line: #74828e; --hair: #d3dce1; --bar: #0c6478; --rest: #cfe3e8; --link: #0a5566; color-scheme: light dark; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #12171c; --card: #1c242b; --ink: #e9eff4; --soft: #b3c0cb; --line: #7d8c99; --hair: #37434d; --bar: #58bfd2; --rest: #254550; --link: #86d3e2; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 58rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 { font-size: clamp(1.6rem, 5vw, 2.3rem); line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.45rem; line-height: 1.25; margin: 3rem 0 .5rem; padding-top: 1rem; border-top: 3px solid var(--bar); }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
p, ul, ol { margin: .6rem 0; max-width: 44rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; }
.lead { font-size: 1.2rem; line-height: 1.5; }
.note, figcaption, .sub { color: var(--soft); }
.office { border-left: 4px solid var(--bar); background: var(--card); padding: .6rem 1rem; max-width: none; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; padding: 0; max-width: none; }
.cards { list-style: none; padding: 0; max-width: none; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); }
.cards li { background: var(--card); border: 1px solid var(--hair); border-top: 4px solid var(--bar); border-radius: 6px; padding: 1rem 1.1rem; }
.cards strong { display: block; font-size: 2.4rem; line-height: 1.1; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.cards .what { display: block; font-weight: 600; margin: .1rem 0 .4rem; }
.panels { display: grid; gap: 1rem 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
.panels h3 { margin: .75rem 0 .25rem; }
figure { margin: 1.25rem 0; }
figcaption { margin: .4rem 0; max-width: 44rem; font-size: .95rem; }
svg { display: block; overflow: hidden; max-width: 100%; }
svg text { font-family: inherit; font-size: 14px; fill: var(--ink); }
svg .value { font-weight: 600; font-variant-numeric: tabular-nums; }
svg .year { font-size: 13px; fill: var(--soft); }
.bar { fill: var(--bar); }
.rest { fill: var(--rest); stroke: var(--line); stroke-width: .75; }
.frame { fill: none; stroke: var(--line); }
.base { stroke: var(--line); }
.mark { stroke: var(--ink); stroke-dasharray: 4 3; }
.key { display: inline-block; width: .9em; height: .9em; vertical-align: -.1em; border: 1px solid var(--line); background: var(--rest); }
.key.solid { background: var(--bar); border-color: var(--bar); }
details { margin: .5rem 0; }
summary { cursor: pointer; color: var(--link); padding: .3rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .95rem; margin: .5rem 0; min-width: min(100%, 24rem); }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--hair); overflow-wrap: normal; }
th { font-weight: 600; }
tbody th { font-weight: 500; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
td.n { white-space: nowrap; }
.rules { padding: 0; list-style: none; max-width: none; }
.rules > li { border-bottom: 1px solid var(--hair); padding: .7rem 0; }
.rules p { margin: .15rem 0; }
.says { font-weight: 600; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .9em; }
pre { white-space: pre-wrap; background: var(--card); padding: 1rem; }
dl { display: grid; grid-template-columns: minmax(8rem, auto) 1fr; gap: .35rem 1.25rem; }
dt { color: var(--soft); }
dd { margin: 0; }
footer { margin-top: 3rem; padding-bottom: 3rem; color: var(--soft); }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } .cards strong { font-size: 1.8rem; } }
@page { margin: 16mm 15mm; }
@media print {
  body { font-size: 10.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  header, main, footer { max-width: none; padding: 0; }
  nav, summary { display: none; }
  details::details-content { display: block; content-visibility: visible; height: auto; opacity: 1; }
  h2 { margin-top: 1.5rem; }
  h1, h2, h3, caption, thead { break-after: avoid; }
  h2 + p, h3 + p { break-before: avoid; break-after: avoid; }
  svg, figcaption, .cards li, .rules > li, tr, .office, .panels > div, .short { break-inside: avoid; }
  figcaption { break-before: avoid; }
  .cards { grid-template-columns: repeat(3, 1fr); }
  .panels { grid-template-columns: repeat(2, 1fr); }
  .scroll { overflow: visible; }
  table { font-size: 9pt; }
  a { color: inherit; text-decoration: none; }
}
$css$;
END;
COMMENT ON FUNCTION prop64.page_style() IS 'Implements report_html: the style sheet of the page: light, dark, phone and paper';

-- ---- the page ----

CREATE FUNCTION prop64.report_html(reports name) RETURNS text
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    s constant text := quote_ident(report_html.reports);
    run record;
    relief record;     -- sums over the counties
    gain jsonb;        -- gain -> {people, of_people}
    place text;        -- whose page it is
    title text;
    day text;          -- the as-of date, as people write it
    helped numeric;    -- people with relief that is certain
    could numeric;     -- people with a conviction that the policy is about
    page text := '';
    item record;
    found record;
    body jsonb;
    other jsonb;
    names text[];
    has_population boolean;
BEGIN
    IF to_regclass(s || '.determination') IS NULL OR to_regclass(s || '.last_run') IS NULL THEN
        RAISE undefined_table USING
            MESSAGE = format('there are no reports in the schema %s', s),
            HINT = 'CALL prop64.create_reports(schema, source, policy, as_of) makes them.';
    END IF;
    EXECUTE format('SELECT l.*, r.policy, prop64.source(r.policy) AS policy_source FROM %1$s.last_run AS l JOIN %1$s.run AS r USING (run)', s) INTO run;
    EXECUTE format('SELECT coalesce(sum(convictions), 0) AS convictions, coalesce(sum(in_scope), 0) AS in_scope, coalesce(sum(relief_certain), 0) AS relief_certain, '
                   'coalesce(sum(extent_known), 0) AS extent_known, coalesce(sum(extent_open), 0) AS extent_open, coalesce(sum(all_open), 0) AS all_open, '
                   'coalesce(sum(for_a_person), 0) AS for_a_person, coalesce(sum(ineligible), 0) AS ineligible, coalesce(sum(no_change), 0) AS no_change, '
                   'coalesce(sum(out_of_scope), 0) AS out_of_scope, count(DISTINCT county) AS counties, min(county) AS county FROM %s.relief', s) INTO relief;

    place := CASE WHEN nullif(btrim(coalesce(run.county, relief.county)), '') IS NULL THEN 'the county'
                  WHEN run.county IS NULL AND relief.counties > 1 THEN prop64.page_number(relief.counties) || ' counties'
                  ELSE prop64.page_words('county', btrim(coalesce(run.county, relief.county))) END;
    IF place !~* ' (county|counties)$' AND place <> 'the county' THEN
        place := place || ' County';
    END IF;
    title := prop64.page_text('Proposition 64 relief in ' || place);
    day := coalesce(to_char(run.as_of, 'FMMonth FMDD, YYYY'), '');

    page := format('<!DOCTYPE html>%1$s<html lang="en">%1$s<head>%1$s<meta charset="utf-8" />%1$s'
        '<meta http-equiv="Content-Security-Policy" content="default-src ''none''; style-src ''sha256-%2$s''; base-uri ''none''; form-action ''none''" />%1$s'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />%1$s<meta name="color-scheme" content="light dark" />%1$s'
        '<meta name="referrer" content="no-referrer" />%1$s<meta name="robots" content="noindex" />%1$s<title>%3$s</title>%1$s<style>%4$s</style>%1$s</head>%1$s<body>%1$s<header>%1$s<h1>%3$s</h1>',
        E'\n', encode(sha256(convert_to(prop64.page_style(), 'UTF8')), 'base64'), title, prop64.page_style());
    IF run.run IS NULL THEN
        RETURN page || format('<p class="lead">There are no numbers yet.</p><p>The reports in the schema %s were made and not filled: <code>CALL prop64.refresh_reports</code> fills them.</p></header></body></html>', prop64.page_text(report_html.reports));
    END IF;
    page := page || format('<p class="sub">Convictions as the records show them, judged as of %s under the policy <q>%s</q>.</p>'
        '<p class="office"><strong>For the office.</strong> This page shows exact numbers, small ones too, and a small number can point to a person. What may be published is another set of numbers: see doc/publication.md.</p>'
        '<nav aria-label="On this page"><ul><li><a href="#outcomes">What happens to the convictions</a></li><li><a href="#rules-that-help">What helps them</a></li><li><a href="#years">Year by year</a></li>'
        '<li><a href="#people">People helped</a></li><li><a href="#equity">Who is helped</a></li><li><a href="#open">What is still open</a></li><li><a href="#progress">Progress</a></li>'
        '<li><a href="#policy">The policy</a></li><li><a href="#made">How these numbers were made</a></li></ul></nav></header>%s<main>%s',
        day, prop64.page_text(coalesce(run.policy_name, 'without a name')), E'\n', E'\n');

    -- ---- the short answer ----
    EXECUTE format('SELECT coalesce(jsonb_object_agg(gain, jsonb_build_array(people, of_people)), ''{}'') FROM '
                   '(SELECT gain, sum(people) AS people, sum(of_people) AS of_people FROM %s.people_gain GROUP BY gain) AS g', s) INTO gain;
    EXECUTE format('SELECT coalesce(sum(cases) FILTER (WHERE outcome = ''dismiss''), 0) AS dismissed, coalesce(sum(cases) FILTER (WHERE outcome LIKE ''reduce to %%''), 0) AS reduced, '
                   'coalesce(sum(cases) FILTER (WHERE relief_certain AND basis = ''law''), 0) AS by_law, coalesce(sum(cases) FILTER (WHERE relief_certain AND basis = ''discretion''), 0) AS by_choice, '
                   'coalesce(sum(cases) FILTER (WHERE relief_certain AND basis IS DISTINCT FROM ''law'' AND basis IS DISTINCT FROM ''discretion''), 0) AS by_either, '
                   'coalesce(sum(cases) FILTER (WHERE outcome = ''review''), 0) AS review, coalesce(sum(cases) FILTER (WHERE outcome = ''refer''), 0) AS refer '
                   'FROM %s.summary_outcome', s) INTO found;
    helped := coalesce((gain #>> '{some relief,0}')::numeric, 0);
    could := coalesce((gain #>> '{some relief,1}')::numeric, 0);
    page := page || '<h2 id="answer">The short answer</h2><p class="lead">'
        || CASE WHEN relief.in_scope = 0 THEN 'The reports hold no conviction that the policy is about.'
                ELSE format('%s of the %s with a conviction that the policy is about (%s) would have at least one dismissed or reduced. %s',
                            prop64.page_number(helped), prop64.page_number(could, 'person'), prop64.page_share(helped, could),
                            CASE WHEN relief.all_open + relief.for_a_person = 0 THEN 'No answer is open.'
                                 ELSE format('For %s the answer is still open: %s a fact, %s for a person to decide.', prop64.page_number(relief.all_open + relief.for_a_person, 'conviction'),
                                             prop64.page_number(relief.all_open) || CASE WHEN relief.all_open = 1 THEN ' lacks' ELSE ' lack' END,
                                             prop64.page_number(relief.for_a_person) || CASE WHEN relief.for_a_person = 1 THEN ' waits' ELSE ' wait' END) END) END || '</p><ul class="cards">';
    FOR item IN
        SELECT c.* FROM (VALUES
            (1, helped, 'person', 'helped', 'At least one of their convictions is certain to qualify. The courts make the orders.'),
            (2, coalesce((gain #>> '{no felony left,0}')::numeric, 0), 'person', 'left without a felony',
                format('Of %s with a felony on record. %s would have no conviction left at all.', prop64.page_number(coalesce((gain #>> '{no felony left,1}')::numeric, 0), 'person'), prop64.page_number(coalesce((gain #>> '{no conviction left,0}')::numeric, 0), 'person'))),
            (3, relief.relief_certain, 'conviction', 'with relief',
                format('%s to be dismissed, %s to be reduced%s. %s because the law requires it, %s because the prosecutor chose it%s.',
                    prop64.page_number(found.dismissed), prop64.page_number(found.reduced),
                    CASE WHEN relief.extent_open > 0 THEN format('; for %s more a missing fact decides how much', prop64.page_number(relief.extent_open)) ELSE '' END,
                    prop64.page_number(found.by_law), prop64.page_number(found.by_choice), CASE WHEN found.by_either > 0 THEN format(', %s where that is not yet known', prop64.page_number(found.by_either)) ELSE '' END)),
            (4, relief.all_open, 'conviction', 'lacking a fact', 'The record does not hold what decides whether there is relief. <a href="#open">Which facts</a>'),
            (5, relief.for_a_person, 'conviction', 'waiting for a person',
                format('%s for a lawyer of this office, %s for another agency. The policy leaves the question to them.', prop64.page_number(found.review), prop64.page_number(found.refer))),
            (6, relief.ineligible + relief.no_change, 'conviction', 'without relief', format('%s denied, %s left as they are.', prop64.page_number(relief.ineligible), prop64.page_number(relief.no_change)))
          ) AS c (place, number, noun, what, more) ORDER BY c.place
    LOOP
        page := page || format('<li><strong>%s</strong><span class="what">%s %s</span>%s</li>', prop64.page_number(item.number), substr(prop64.page_number(item.number, item.noun), length(prop64.page_number(item.number)) + 2), item.what, item.more);
    END LOOP;
    page := page || format('</ul><p class="note">The four numbers of convictions add up to the %s that the policy is about. The records hold %s more for other offenses, which the policy does not touch.</p>%s',
                           prop64.page_number(relief.in_scope, 'conviction'), prop64.page_number(relief.out_of_scope), E'\n');

    -- ---- outcomes ----
    EXECUTE format('SELECT jsonb_agg(jsonb_build_array(words, cases, NULL, prop64.page_number(cases) || '' ('' || prop64.page_share(cases, whole) || '')'') ORDER BY place), '
                   'jsonb_agg(jsonb_build_array(words, more, cases, prop64.page_share(cases, whole), felonies, misdemeanors, infractions, not_known) ORDER BY place) '
                   'FROM (SELECT o.words, o.more, o.place, sum(c.cases) AS cases, coalesce(sum(c.cases) FILTER (WHERE severity = ''felony''), 0) AS felonies, '
                   'coalesce(sum(c.cases) FILTER (WHERE severity = ''misdemeanor''), 0) AS misdemeanors, coalesce(sum(c.cases) FILTER (WHERE severity = ''infraction''), 0) AS infractions, '
                   'coalesce(sum(c.cases) FILTER (WHERE severity IS NULL), 0) AS not_known, sum(sum(c.cases)) OVER () AS whole '
                   'FROM (SELECT CASE WHEN relief_certain AND outcome = ''undetermined'' THEN ''relief of an open extent'' ELSE outcome END AS outcome, severity, sum(cases) AS cases '
                   'FROM %s.summary_outcome WHERE outcome <> ''out of scope'' GROUP BY 1, 2) AS c '
                   'JOIN prop64.page_terms() AS o ON o.kind = ''outcome'' AND o.term = c.outcome GROUP BY o.words, o.more, o.place) AS t', s) INTO body, other;
    page := page || '<h2 id="outcomes">What happens to the convictions</h2>'
        || format('<p>Each of the %s that the policy is about has one answer. The court sets a dismissed conviction aside; one that the law holds invalid is sealed as well (Health and Safety Code 11361.8(e)). '
                  'A reduced one stays on record at the lower level.</p>', prop64.page_number(relief.in_scope, 'conviction'))
        || prop64.page_figure(prop64.page_bars('outcomes-chart', 'Convictions by what happens to them', body), 'Convictions by answer, and their share of those that the policy is about.',
               prop64.page_table('outcomes-table', 'Convictions by answer and level', '{Answer,What it means,Convictions,Share,Felonies,Misdemeanors,Infractions,Level not known}', 2, other)) || E'\n';

    -- ---- the rules that help ----
    EXECUTE format('SELECT jsonb_agg(jsonb_build_array(r.reason, r.cases, NULL, NULL) ORDER BY r.cases DESC, r.rule, r.reason) FILTER (WHERE r.place <= 12), '
                   'jsonb_agg(jsonb_build_array(r.reason, prop64.page_words(''outcome'', r.outcome), prop64.page_words(''basis'', r.basis), u.authority, r.cases) ORDER BY r.cases DESC, r.rule, r.reason) '
                   'FROM (SELECT outcome, basis, rule, coalesce(reason, ''without a reason'') AS reason, sum(convictions) AS cases, row_number() OVER (ORDER BY sum(convictions) DESC, rule, reason) AS place '
                   'FROM %s.reasons WHERE outcome = ''dismiss'' OR outcome LIKE ''reduce to %%'' GROUP BY outcome, basis, rule, reason) AS r '
                   'LEFT JOIN prop64.rules($1) AS u ON u.rule = r.rule', s) INTO body, other USING run.policy;
    page := page || '<h2 id="rules-that-help">What helps them</h2><p>The reason by which each conviction qualifies, in the words of the policy. The law and the prosecutor&#39;s choice are kept apart: '
        'only a dismissal that the law requires may be worded as one for legal invalidity, and the difference can matter later, for immigration above all.</p>'
        || CASE WHEN body IS NULL THEN '<p>There is no conviction of which all is decided.</p>' ELSE
           prop64.page_figure(prop64.page_bars('reasons-chart', 'Convictions dismissed or reduced, by reason', body),
               'Convictions dismissed or reduced, by the reason that the policy gives' || CASE WHEN jsonb_array_length(other) > 12 THEN '; the twelve most frequent.' ELSE '.' END,
               prop64.page_table('reasons-table', 'Reasons for relief', '{Reason,Answer,Because,Authority,Convictions}', 4, other)) END
        || CASE WHEN relief.extent_open > 0 THEN format('<p id="extent">For %s more relief is certain by one rule or another, and a missing fact decides by which. <a href="#open">Which facts</a></p>', prop64.page_number(relief.extent_open, 'conviction')) ELSE '' END || E'\n';

    -- ---- years ----
    EXECUTE format('SELECT greatest(date_part(''year'', $1), 1976)::integer AS last, coalesce(sum(cases) FILTER (WHERE year < 1975), 0) AS before, coalesce(sum(cases) FILTER (WHERE year IS NULL), 0) AS undated, '
                   'coalesce(sum(cases) FILTER (WHERE year > date_part(''year'', $1)), 0) AS later FROM %s.summary_outcome WHERE outcome <> ''out of scope''', s) INTO found USING run.as_of;
    EXECUTE format('SELECT array_agg(section ORDER BY section) FROM (SELECT coalesce(section, ''Section not known'') AS section FROM %s.summary_outcome WHERE outcome <> ''out of scope'' '
                   'GROUP BY 1 ORDER BY sum(cases) DESC, 1 LIMIT 6) AS t', s) INTO names;
    page := page || format('<h2 id="years">Year by year since 1975</h2><p>When people were convicted, by section of the law. <span class="key solid"></span> solid: relief is certain. <span class="key"></span> outlined: open, for a person, or none. '
        'The dashed line is November 9, 2016, when Proposition 64 took effect. All charts have one scale.%s</p><div class="panels">',
        CASE WHEN found.before + found.undated + found.later > 0 THEN format(' Not drawn: %s.', concat_ws(', ', CASE WHEN found.before > 0 THEN prop64.page_number(found.before) || ' before 1975' END, CASE WHEN found.undated > 0 THEN prop64.page_number(found.undated) || ' of an unknown year' END,
                CASE WHEN found.later > 0 THEN prop64.page_number(found.later) || ' later than ' || found.last END)) ELSE '' END);
    FOR item IN EXECUTE format(
        'WITH cell AS (SELECT coalesce(section, ''Section not known'') AS section, year, sum(cases) AS cases, coalesce(sum(cases) FILTER (WHERE relief_certain), 0) AS relieved '
        'FROM %s.summary_outcome WHERE outcome <> ''out of scope'' GROUP BY 1, 2) '
        'SELECT p.section, p.place, sum(c.cases) AS cases, sum(c.relieved) AS relieved, jsonb_agg(jsonb_build_array(c.year, c.cases, c.relieved) ORDER BY c.year) FILTER (WHERE c.year BETWEEN 1975 AND $2) AS years, '
        '(SELECT max(t.cases) FROM cell AS t WHERE t.year BETWEEN 1975 AND $2 AND t.section = ANY ($1)) AS top, '
        'coalesce((array_agg(c.year ORDER BY c.cases DESC, c.year) FILTER (WHERE c.year BETWEEN 1975 AND $2))[1]::text, '''') AS busiest, coalesce(max(c.cases) FILTER (WHERE c.year BETWEEN 1975 AND $2), 0) AS most '
        'FROM unnest($1) WITH ORDINALITY AS p (section, place) JOIN cell AS c USING (section) GROUP BY p.section, p.place ORDER BY p.place', s) USING names, found.last
    LOOP
        page := page || format('<div><h3>%s</h3><p class="note">%s, %s with relief%s</p>%s</div>', prop64.page_text(item.section), prop64.page_number(item.cases, 'conviction'), prop64.page_number(item.relieved),
            CASE WHEN item.most > 0 THEN format('; most in one year: %s, in %s', prop64.page_number(item.most), item.busiest) ELSE '' END,
            prop64.page_years('years-' || item.place, item.section || ': convictions by year, from 1975 to ' || found.last, 1975, found.last, item.top, coalesce(item.years, '[]')));
    END LOOP;
    EXECUTE format('WITH cell AS (SELECT coalesce(section, ''Section not known'') AS section, year, sum(cases) AS cases, coalesce(sum(cases) FILTER (WHERE relief_certain), 0) AS relieved '
        'FROM %s.summary_outcome WHERE outcome <> ''out of scope'' GROUP BY 1, 2) '
        'SELECT jsonb_agg(jsonb_build_array(coalesce(year::text, ''not known''), cases, relieved) || cells ORDER BY year NULLS LAST) FROM (SELECT c.year, sum(c.cases) AS cases, sum(c.relieved) AS relieved, '
        '(SELECT coalesce(jsonb_agg(coalesce(t.cases, 0) ORDER BY p.place), ''[]'') FROM unnest($1) WITH ORDINALITY AS p (section, place) LEFT JOIN cell AS t ON t.section = p.section AND t.year IS NOT DISTINCT FROM c.year) '
        '|| CASE WHEN $2 THEN jsonb_build_array(coalesce(sum(c.cases) FILTER (WHERE c.section <> ALL ($1)), 0)) ELSE ''[]'' END AS cells FROM cell AS c GROUP BY c.year) AS y', s)
        INTO body USING coalesce(names, '{}'), cardinality(names) = 6;
    page := page || '</div><details><summary>The numbers as a table</summary>'
        || prop64.page_table('years-table', 'Convictions that the policy is about, by year and section', ARRAY['Year', 'Convictions', 'With relief'] || names || CASE WHEN cardinality(names) = 6 THEN '{Other sections}'::text[] ELSE '{}' END, 1, body)
        || E'</details>\n';

    -- ---- people ----
    SELECT jsonb_agg(jsonb_build_array(t.words, (g.pair ->> 0)::numeric, (g.pair ->> 1)::numeric, prop64.page_number((g.pair ->> 0)::numeric) || ' of ' || prop64.page_number((g.pair ->> 1)::numeric)) ORDER BY t.place),
           jsonb_agg(jsonb_build_array(t.words, (g.pair ->> 0)::numeric, prop64.page_number((g.pair ->> 1)::numeric, 'person') || ' ' || t.more, prop64.page_share((g.pair ->> 0)::numeric, (g.pair ->> 1)::numeric)) ORDER BY t.place)
      INTO body, other
      FROM jsonb_each(gain) AS g (gain, pair) JOIN prop64.page_terms() AS t ON t.kind = 'gain' AND t.term = g.gain;
    page := page || '<h2 id="people">People helped</h2><p>What would change for people when the relief that is certain is granted. The whole record counts here, other offenses and other counties too. A conviction whose level is not known may be a felony, so nobody is counted as free of felonies by guess.</p>'
        || CASE WHEN body IS NULL THEN '<p>There are no people in the reports.</p>' ELSE
           prop64.page_figure(prop64.page_bars('people-chart', 'People by what they would gain', body), 'People who would gain it (solid), of those who could (frame).',
               prop64.page_table('people-table', 'People by what they would gain', '{Gain,People,Out of,Share}', 1, other)) END || E'\n';

    -- ---- equity ----
    has_population := to_regclass(s || '.population') IS NOT NULL;
    page := page || '<h2 id="equity">Who is helped, by race, sex and age</h2><p>The rate is the share of people who are helped, among the people of the group with a conviction that the policy is about. '
        'The ratio compares it with everybody&#39;s: 1.00 is the same, 0.50 is half as often. In a group of a few people one person moves the rate a lot.</p>';
    FOR item IN EXECUTE format(
        'SELECT t.term, t.words, t.place, jsonb_agg(jsonb_build_array(e.name, e.people_with_relief, e.people, prop64.page_share(e.people_with_relief, e.people) || '' of '' || prop64.page_number(e.people)) ORDER BY e.place, e.people DESC, e.name) AS bars, '
        'jsonb_agg(jsonb_build_array(e.name, e.people, e.people_with_relief, prop64.page_share(e.people_with_relief, e.people), coalesce(to_char(e.ratio_to_all, ''FM990.00''), ''''), coalesce(to_char(e.ratio_to_highest, ''FM990.00''), ''''), '
        'e.convictions, e.convictions_with_relief, coalesce(to_char(100 * e.share_of_relief, ''FM990.0'') || ''%%'', '''')) || e.more ORDER BY e.place, e.people DESC, e.name) AS cells, '
        '(array_agg(e.name ORDER BY e.people_rate, e.name) FILTER (WHERE e.people >= 11 AND lower(e.member) <> ALL (''{not known,unknown,unk,u}'')))[1] AS least, (array_agg(e.people_rate ORDER BY e.people_rate, e.name) FILTER (WHERE e.people >= 11 AND lower(e.member) <> ALL (''{not known,unknown,unk,u}'')))[1] AS least_rate, '
        '(array_agg(e.name ORDER BY e.people_rate DESC, e.name) FILTER (WHERE e.people >= 11 AND lower(e.member) <> ALL (''{not known,unknown,unk,u}'')))[1] AS most, (array_agg(e.people_rate ORDER BY e.people_rate DESC, e.name) FILTER (WHERE e.people >= 11 AND lower(e.member) <> ALL (''{not known,unknown,unk,u}'')))[1] AS most_rate, '
        'count(*) FILTER (WHERE e.people >= 11 AND lower(e.member) <> ALL (''{not known,unknown,unk,u}'')) AS groups '
        'FROM (SELECT q.*, prop64.page_words(q.trait, q.member) AS name, CASE WHEN q.member = ''not known'' THEN 99 WHEN q.trait = ''age'' THEN array_position(''{under 25,25 to 34,35 to 44,45 to 54,55 to 64,65 and over}'', q.member) ELSE 0 END AS place, %s AS more FROM %s.equity AS q %s) AS e '
        'JOIN prop64.page_terms() AS t ON t.kind = ''trait'' AND t.term = e.trait GROUP BY t.term, t.words, t.place ORDER BY t.place',
        CASE WHEN has_population THEN 'jsonb_build_array(coalesce(prop64.page_share(q.people, sum(q.people) OVER (PARTITION BY q.trait)), ''''), CASE WHEN n.people IS NULL THEN ''not given'' ELSE prop64.page_share(n.people, n.everybody) END, '
             'coalesce(to_char((q.people / nullif(sum(q.people) OVER (PARTITION BY q.trait), 0)) / nullif(n.people / nullif(n.everybody, 0), 0), ''FM9990.00''), ''''))' ELSE '''[]''::jsonb' END,
        s, CASE WHEN has_population THEN format('LEFT JOIN (SELECT trait, member, sum(people) AS people, sum(sum(people)) OVER (PARTITION BY trait) AS everybody FROM %s.population GROUP BY trait, member) AS n USING (trait, member)', s) ELSE '' END)
    LOOP
        page := page || format('<h3>%s</h3>%s%s', prop64.page_text(item.words),
            CASE WHEN item.groups >= 2 AND item.most_rate > item.least_rate THEN format('<p>Among groups of at least 11 people the rate is highest for <q>%s</q> (%s) and lowest for <q>%s</q> (%s).</p>', prop64.page_text(item.most), prop64.page_share(item.most_rate, 1), prop64.page_text(item.least), prop64.page_share(item.least_rate, 1)) ELSE '' END,
            prop64.page_figure(prop64.page_bars('equity-' || item.term, item.words || ': people helped, of the people of each group', item.bars),
                'People helped (solid), of the people of the group (frame).',
                prop64.page_table('equity-' || item.term || '-table', item.words, '{Group,People,Helped,Rate,"Ratio to all","Ratio to the highest",Convictions,"With relief","Share of all relief"}'::text[]
                    || CASE WHEN has_population THEN '{"Share of these people","Share of the population","Ratio of the two"}'::text[] ELSE '{}' END, 1, item.cells)));
    END LOOP;
    page := page || CASE WHEN has_population THEN '<p class="note">Population figures are the county&#39;s own, from its table population. A ratio of 2.00 means that the group has twice the share here that it has in the population.</p>'
        ELSE '<p class="note">Whether a group is convicted more often than others cannot be seen here: it takes the group&#39;s share of the population, and the county has given no such figures. doc/page.md says how to give them.</p>' END || E'\n';

    -- ---- what is open ----
    EXECUTE format('SELECT jsonb_agg(jsonb_build_array(f.words, f.cases, NULL, NULL) ORDER BY f.cases DESC, f.words) FILTER (WHERE f.place <= 12), '
                   'jsonb_agg(jsonb_build_array(f.words, f.more, f.cases, f.alone, f.relieved) ORDER BY f.cases DESC, f.words) FROM ('
                   'SELECT prop64.page_words(''fact'', u.fact) AS words, coalesce(t.more, ''The policy names it.'') AS more, sum(m.convictions) AS cases, coalesce(sum(m.convictions) FILTER (WHERE cardinality(m.missing) = 1), 0) AS alone, '
                   'sum(m.relief_certain) AS relieved, row_number() OVER (ORDER BY sum(m.convictions) DESC, prop64.page_words(''fact'', u.fact)) AS place '
                   'FROM %1$s.missing_facts AS m, unnest(m.missing) AS u (fact) LEFT JOIN prop64.page_terms() AS t ON t.kind = ''fact'' AND t.term = u.fact GROUP BY u.fact, t.more) AS f', s) INTO body, other;
    page := page || format('<h2 id="open">What is still open, and what would decide it</h2><p>%s</p>%s',
        CASE WHEN relief.all_open + relief.extent_open = 0 THEN 'No conviction is held open by a missing fact.'
             ELSE format('For %s a fact is missing: for %s it decides whether there is relief at all, for %s only how much. A missing fact is not taken for a no. Once the facts below are found, these convictions are answered.',
                         prop64.page_number(relief.all_open + relief.extent_open, 'conviction'), prop64.page_number(relief.all_open), prop64.page_number(relief.extent_open)) END,
        CASE WHEN body IS NULL THEN '' ELSE
            prop64.page_figure(prop64.page_bars('missing-chart', 'Convictions that wait for each fact', body), 'Convictions that wait for each fact. One conviction can wait for several, so these add up to more.',
                prop64.page_table('facts-table', 'Missing facts, and where each may be found', '{What is missing,Where it may be found,Convictions,Of them lacking only this,Of them with relief certain}', 2, other)) END);
    EXECUTE format('SELECT jsonb_agg(jsonb_build_array((SELECT string_agg(prop64.page_words(''fact'', u.fact), ''; '' ORDER BY u.place) FROM unnest(m.missing) WITH ORDINALITY AS u (fact, place)), m.cases, m.relieved, m.all_open) ORDER BY m.cases DESC, m.missing) '
                   'FROM (SELECT missing, sum(convictions) AS cases, sum(relief_certain) AS relieved, sum(all_open) AS all_open FROM %s.missing_facts GROUP BY missing) AS m', s) INTO other;
    page := page || CASE WHEN other IS NULL THEN '' ELSE '<details><summary>What is missing together</summary>'
            || prop64.page_table('missing-table', 'Convictions by all that they lack', '{What is missing,Convictions,Relief certain,All open}', 1, other) || '</details>' END;
    EXECUTE format('SELECT jsonb_agg(jsonb_build_array(r.reason, prop64.page_words(''outcome'', r.outcome), r.label, r.cases) ORDER BY r.cases DESC, r.reason, r.outcome, r.label) FROM ('
                   'SELECT outcome, coalesce(reason, ''without a reason'') AS reason, label, sum(convictions) AS cases FROM %s.reasons WHERE outcome IN (''review'', ''refer'', ''ineligible'', ''no change'') GROUP BY 1, 2, 3) AS r', s) INTO other;
    page := page || '<h3>What the policy leaves to people, and what it denies</h3>'
        || CASE WHEN other IS NULL THEN '<p>Nothing.</p>' ELSE prop64.page_table('left-table', 'Convictions without relief that is certain, by reason', '{Reason,Answer,"The county''s word",Convictions}', 3, other) END;
    EXECUTE format('SELECT jsonb_agg(jsonb_build_array(finding, cases, cases_share) ORDER BY cases DESC, finding) FROM (SELECT finding, sum(convictions) AS cases, prop64.page_share(sum(convictions), $1) AS cases_share '
                   'FROM %s.data_quality WHERE finding <> ''no conviction_id'' GROUP BY finding) AS q', s) INTO other USING relief.convictions;
    page := page || '<h3>What is wrong in the records themselves</h3>'
        || CASE WHEN other IS NULL THEN '<p>Nothing was noticed.</p>' ELSE prop64.page_table('quality-table', 'Convictions with a gap or an error in their row, other offenses included', '{What,Convictions,"Share of all"}', 1, other) END
        || CASE WHEN coalesce(run.rows_without_id, 0) > 0 THEN format('<p class="note">%s of the source %s no number of a conviction: what became of a count later, or a row without one. They count in records and have no answer.</p>',
                prop64.page_number(run.rows_without_id, 'row'), CASE WHEN run.rows_without_id = 1 THEN 'has' ELSE 'have' END) ELSE '' END || E'\n';

    -- ---- progress ----
    EXECUTE format('SELECT coalesce(sum(convictions), 0) AS told, coalesce(sum(convictions) FILTER (WHERE challenged), 0) AS challenged, coalesce(sum(convictions) FILTER (WHERE challenged AND relief_certain), 0) AS challenged_relief FROM %s.progress', s) INTO found;
    EXECUTE format('SELECT jsonb_agg(jsonb_build_array(p.status, p.cases, NULL, NULL) ORDER BY p.cases DESC, p.status) FILTER (WHERE p.place <= 12) FROM ('
                   'SELECT coalesce(status, ''no status'') AS status, sum(convictions) AS cases, row_number() OVER (ORDER BY sum(convictions) DESC, coalesce(status, ''no status'')) AS place FROM %s.progress GROUP BY 1) AS p', s) INTO body;
    EXECUTE format('SELECT jsonb_agg(jsonb_build_array(p.status, p.state, CASE WHEN p.challenged THEN ''yes'' ELSE ''no'' END, p.cases, p.relieved) ORDER BY p.cases DESC, p.status, p.state, p.challenged) FROM ('
                   'SELECT coalesce(status, ''no status'') AS status, prop64.page_words(''state'', state) AS state, challenged, sum(convictions) AS cases, coalesce(sum(convictions) FILTER (WHERE relief_certain), 0) AS relieved '
                   'FROM %s.progress GROUP BY 1, 2, 3) AS p', s) INTO other;
    page := page || format('<h2 id="progress">Progress</h2><p>%s</p>%s<h3>The dates that the law set</h3><p>Health and Safety Code 11361.9, as added in 2018 (AB 1793, Stats. 2018, ch. 993) and amended in 2022 (AB 1706, Stats. 2022, ch. 387):</p>'
        '<dl><dt>November 9, 2016</dt><dd>Proposition 64 took effect.</dd><dt>July 1, 2019</dt><dd>The Department of Justice was to have listed the convictions that may qualify, for each county&#39;s prosecution.</dd>'
        '<dt>July 1, 2020</dt><dd>The last day for the prosecution to challenge the relief of a conviction.</dd><dt>March 1, 2023</dt><dd>The courts were to have issued the order for every conviction that was not challenged by then.</dd>'
        '<dt>July 1, 2023</dt><dd>The Department of Justice was to have brought the state&#39;s records up to date.</dd></dl>%s',
        CASE WHEN found.told = 0 THEN 'The records do not say how far the relief has come.'
             ELSE format('The records tell how far things are for %s of the %s. %s %s challenged, %s of them with relief that is certain.', prop64.page_number(found.told), prop64.page_number(relief.in_scope, 'conviction'),
                         prop64.page_number(found.challenged), CASE WHEN found.challenged = 1 THEN 'is' ELSE 'are' END, prop64.page_number(found.challenged_relief)) END,
        CASE WHEN body IS NULL THEN '' ELSE prop64.page_figure(prop64.page_bars('progress-chart', 'Convictions by where their relief stands', body), 'Convictions by where their relief stands, in the county''s own words.',
            prop64.page_table('progress-table', 'Where relief stands', '{Status,What became of the count,Challenged,Convictions,With relief certain}', 3, other)) END, E'\n');
    IF run.run > 1 THEN
        EXECUTE format('SELECT coalesce(sum(convictions), 0) AS changed, coalesce(sum(convictions) FILTER (WHERE effect = ''gains''), 0) AS gains, coalesce(sum(convictions) FILTER (WHERE effect = ''loses''), 0) AS loses FROM %s.changes', s) INTO found;
        page := page || format('<p id="changes">The last run changed the answer to %s: %s gained relief that is certain, %s lost it.</p>', prop64.page_number(found.changed, 'conviction'), prop64.page_number(found.gains), prop64.page_number(found.loses));
    END IF;
    IF run.second_policy_name IS NOT NULL THEN
        EXECUTE format('SELECT coalesce(sum(convictions) FILTER (WHERE effect = ''gains''), 0) AS gains, coalesce(sum(convictions) FILTER (WHERE effect = ''loses''), 0) AS loses FROM %s.second_policy', s) INTO found;
        page := page || format('<h3 id="second">Under another policy</h3><p>Were the policy <q>%s</q> in its place, %s would gain relief that is certain, and %s would lose it.</p>',
            prop64.page_text(run.second_policy_name), prop64.page_number(found.gains, 'conviction'), prop64.page_number(found.loses));
    END IF;

    -- ---- the policy ----
    page := page || format('<h2 id="policy">The policy</h2><p><q>%s</q>%s. Its rules are read from the top, and the first that fits a conviction decides. A fact that is not known is neither yes nor no: while it leaves open which rule comes first, so is the answer.</p>%s<ol class="rules">',
        prop64.page_text(coalesce(run.policy_name, 'Without a name')), coalesce(', from: ' || prop64.page_text(run.policy_source), ''),
        coalesce('<p>It is about <code>' || prop64.page_text(substring(run.policy::text FROM '(?n)^scope ([^;]+);')) || '</code>; other convictions are out of its scope.</p>', '<p>It is about every conviction.</p>'));
    FOR item IN EXECUTE format('SELECT u.*, prop64.page_words(''outcome'', u.outcome) AS words, coalesce(r.cases, 0) AS cases FROM prop64.rules($1) AS u '
                               'LEFT JOIN (SELECT rule, sum(convictions) AS cases FROM %s.reasons WHERE outcome NOT IN (''undetermined'', ''out of scope'') GROUP BY rule) AS r USING (rule) ORDER BY u.rule', s) USING run.policy
    LOOP
        page := page || format('<li id="rule-%1$s"><p class="says">%1$s. %2$s</p><p>%3$s%4$s%5$s. %6$s.</p>%7$s%8$s</li>', item.rule, prop64.page_text(item.reason), prop64.page_text(item.words),
            CASE WHEN item.basis IS NULL THEN '' ELSE ', because ' || prop64.page_words('basis', item.basis) END, coalesce(' (' || prop64.page_text(item.authority) || ')', ''),
            prop64.page_number(item.cases, 'conviction') || CASE WHEN item.label IS NOT NULL THEN ', called ' || format('<q>%s</q>', prop64.page_text(item.label)) ELSE '' END,
            CASE WHEN item.condition IS NULL THEN '<p class="note">When no rule above fits.</p>'
                 WHEN length(item.condition) <= 160 THEN format('<p class="note">When <code>%s</code></p>', prop64.page_text(item.condition))
                 ELSE format('<details><summary>When it fits, word for word</summary><p class="note"><code>%s</code></p></details>', prop64.page_text(item.condition)) END,
            CASE WHEN item.note IS NULL THEN '' ELSE format('<p class="note">Note: %s</p>', prop64.page_text(item.note)) END);
    END LOOP;
    page := page || format('</ol><p class="note">In conditions, <code>superstrike</code> names the violent offenses of Penal Code 667(e)(2)(C)(iv), and <code>pc290</code> those that require registration under Penal Code 290(c).</p>'
        '<details><summary>The whole policy, word for word</summary><pre>%s</pre></details>%s', prop64.page_text(run.policy::text), E'\n');

    -- ---- how they were made ----
    page := page || format('<h2 id="made">How these numbers were made</h2><p>By prop64, an extension of PostgreSQL, from the county&#39;s own table. Every number counts rows of that table; none is estimated. The program decides nothing: it says what the policy says of a record, and the courts make the orders. None of it is legal advice.</p>'
        '<dl><dt>As of</dt><dd>%s, the day on which ages and spans are counted</dd><dt>Policy</dt><dd>%s<br />digest <code>%s</code></dd><dt>Versions</dt><dd>prop64 %s; legal lists %s</dd>'
        '<dt>Run</dt><dd>number %s, finished %s UTC; %s</dd><dt>Read</dt><dd>%s of the source; %s answered%s</dd></dl>',
        day, prop64.page_text(coalesce(run.policy_name, 'without a name')), prop64.page_text(run.policy_digest), prop64.page_text(run.version), prop64.page_text(coalesce(run.law_version, 'not named')),
        run.run, coalesce(to_char(timezone('UTC', run.finished_at), 'YYYY-MM-DD HH24:MI'), 'not yet'), prop64.page_text(run.why),
        prop64.page_number(coalesce(run.source_rows, 0), 'row'), prop64.page_number(relief.convictions, 'conviction'),
        CASE WHEN run.county IS NOT NULL THEN ', those of the county; records from everywhere were read' ELSE '' END);
    RETURN page || format('%1$s</main>%1$s<footer><p>%2$s, as of %3$s. For the office; what may be published is told in doc/publication.md.</p></footer>%1$s</body>%1$s</html>%1$s', E'\n', title, day);
END
$function$;
COMMENT ON FUNCTION prop64.report_html(name) IS
    'The reports of a schema as one self-contained HTML page, without script: for those who may read what grant_reports gives an analyst';
