# shellcheck shell=sh
# exports.sh: each case of the earlier tools loaded, refreshed and exported as a county
# would do it, and compared with their spreadsheets and summary cell by cell.
# For test/peer/run, which sources it.

# take_in FILE: the state's file into a new schema doj.
take_in() {
    sql -c "SET client_min_messages = warning" -c "DROP SCHEMA IF EXISTS doj CASCADE" &&
        sql -c "CALL prop64.create_doj_intake('doj')" &&
        PGDATABASE=$database "$root/tools/load-doj" --schema doj "$1" && sql -c "CALL prop64.doj_refresh('doj')"
}

# sheet TABLE FILE: a spreadsheet with the columns that its first line names.
sheet() {
    plain "$2" >"$WORK/sheet.csv" || return 1
    sheet_columns=$(head -n 1 "$WORK/sheet.csv" | tr -d '\r' | sed -e 's/^/"/' -e 's/$/"/' -e 's/,/","/g')
    sql -c "SET client_min_messages = warning" -c "DROP TABLE IF EXISTS peer.$1" \
        -c "CREATE TABLE peer.$1 (line integer GENERATED ALWAYS AS IDENTITY, $(printf '%s' "$sheet_columns" | sed 's/","/" text, "/g') text)" \
        -c "\\copy peer.$1 ($sheet_columns) FROM '$WORK/sheet.csv' WITH (FORMAT csv, HEADER, NULL '\\N')"
}

# compare_sheet CASE THEIRS OURS BY-LINE
compare_sheet() {
    [ -n "$2" ] || return 0
    sheet sheet_theirs "$2" && sheet sheet_ours "$3" &&
        sql -v name="$1" -v sheet="${3##*/}" -v by_line="$4" -f "$root/test/peer/compare_sheet.sql"
}

# The known columns are all there, in their order and spelling.
same_header() {
    plain "$2" | head -n 1 | tr -d '\r' >"$WORK/header.theirs"
    head -n 1 "$3" >"$WORK/header.ours"
    if cmp -s "$WORK/header.theirs" "$WORK/header.ours"; then
        echo "ok - $1: the header of ${3##*/}"
    else
        echo "not ok - $1: the header of ${3##*/}"
    fi
}

# export_case CASE COUNTY DATE POLICY
export_case() {
    folder=$cases/$1
    [ -d "$folder" ] || return 0
    exported=$WORK/exported
    rm -rf "$exported"
    {
        plain "$(file_in "$folder" input.csv)" >"$WORK/input.csv" && take_in "$WORK/input.csv" >"$WORK/taken" &&
            PGDATABASE=$database "$root/tools/export-doj" --plain --schema doj --county "$2" --as-of "$3" \
                --policy "$4" --out "$exported"
    } 2>"$WORK/err" || {
        not_run "$1 could not be exported"
        return
    }
    {
        for pair in full_results:All_Results condensed_results:All_Results_Condensed prop64_results:Prop64_Results; do
            theirs=$(file_in "$folder" "${pair%%:*}.csv")
            theirs=${theirs:-$(file_in "$folder" "${pair##*:}.csv")}
            by_line=true
            [ "${pair##*:}" != Prop64_Results ] || by_line=false
            compare_sheet "$1" "$theirs" "$exported/${pair##*:}.csv" "$by_line" || return 1
            case $1:$theirs in
                *:) ;;
                gogen:* | generated/*) same_header "$1" "$theirs" "$exported/${pair##*:}.csv" ;;
            esac
        done
        if [ -f "$folder/summary.json" ]; then
            sql -v name="$1" -v theirs="$(cat "$folder/summary.json")" -v ours="$(cat "$exported/summary.json")" \
                -f "$root/test/peer/compare_summary.sql" || return 1
        fi
    } 2>"$WORK/err" || not_run "$1 could not be compared"
}

all_exports() {
    load sheet_divergence "$root/test/peer/export_divergences.csv" "$(columns sheet_divergence)" || return 1
    export_case gogen SACRAMENTO 2019-11-11 "$cases/gogen/eligibility_options.json"
    export_case los_angeles 'LOS ANGELES' 2019-11-11 los_angeles_2019
    export_case sacramento SACRAMENTO 2019-11-11 sacramento_2019
    for county in alameda fresno; do
        upper=$(printf '%s' "$county" | tr '[:lower:]' '[:upper:]')
        export_case "generated/$county" "$upper" 2020-07-01 "$cases/generated/$county/eligibility_options.json"
    done
    sql -At -f "$root/test/peer/unused_divergences.sql"
}
