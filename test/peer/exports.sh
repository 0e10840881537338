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

# says WHAT COMMAND...: one check.
says() {
    says_what=$1
    shift
    if "$@" >"$WORK/said" 2>&1; then
        echo "ok - $says_what"
    else
        echo "not ok - $says_what"
        sed 's/^/# /' "$WORK/said"
    fi
}

# export_gogen OPTION...: of the case gogen, which is loaded.
export_gogen() {
    PGDATABASE=$database "$root/tools/export-doj" --schema doj --as-of 2019-11-11 "$@"
}

status_is() {
    status_wanted=$1
    shift
    "$@"
    [ $? -eq "$status_wanted" ]
}

# A second file with what is awkward in a cell, and what a spreadsheet would run.
awkward_file() {
    plain "$(file_in "$cases/gogen" input.csv)" >"$WORK/input.csv"
    awk 'NR == 1' "$WORK/input.csv"
    awk 'NR == 2' "$WORK/input.csv" | awk -F, -v OFS=, '{
        $1 = "=1+1"; $4 = "\"two, cells\""; $5 = "\"a\"\"b\""; $6 = "+x"; $7 = "-1.4"; $8 = " @x"; $9 = "\\."; print }'
}

# In both files: nothing but the apostrophes of the guard.
guarded() {
    sed -e "s/'=1+1/=1+1/" -e "s/'+x/+x/" -e "s/' @x/ @x/" "$1/All_Results.csv" | diff - "$2/All_Results.csv" &&
        grep -q "^'=1+1," "$1/All_Results.csv" && grep -q '^=1+1,' "$2/All_Results.csv"
}

# The 95 columns read back are the lines of the files, in their order.
reads_back() {
    sheet sheet_ours "$1/All_Results.csv" && [ "$(sql -At -f "$root/test/peer/reads_back.sql")" = t ]
}

run_is_reproduced() {
    [ "$(sql -At -v ours="$(cat "$1/summary.json")" -f "$root/test/peer/same_run.sql")" = t ]
}

# How the tool behaves, whatever the earlier one did.
export_habits() {
    [ -d "$cases/gogen" ] || return 0
    options=$cases/gogen/eligibility_options.json
    out=$WORK/habits
    rm -rf "$out" && mkdir "$out"
    awkward_file >"$WORK/awkward.csv"
    plain "$(file_in "$cases/gogen" input.csv)" >"$WORK/input.csv"
    take_in "$WORK/input.csv" >"$WORK/taken" &&
        PGDATABASE=$database "$root/tools/load-doj" --schema doj "$WORK/awkward.csv" >"$WORK/taken" &&
        sql -c "CALL prop64.doj_refresh('doj')" || return 1
    says "an export with the guard" export_gogen --county SACRAMENTO --policy "$options" --out "$out/safe"
    says "an export without it" export_gogen --county SACRAMENTO --policy "$options" --out "$out/plain" --plain
    says "they differ by the apostrophes of the guard" guarded "$out/safe" "$out/plain"
    says "every byte of the files comes out again, file by file, line by line" reads_back "$out/plain"
    says "only their owner can read them" test "$(find "$out/safe" -type f -perm -077 | wc -l)" -eq 0
    says "nothing else is left in the directory" test "$(find "$out/safe" -mindepth 1 | wc -l)" -eq 4
    printf 'mine\n' >"$out/safe/All_Results.csv"
    says "a directory that is not empty is refused" \
        status_is 2 export_gogen --county SACRAMENTO --policy "$options" --out "$out/safe"
    says "and left alone" grep -qx mine "$out/safe/All_Results.csv"
    says "unless it is forced" export_gogen --county SACRAMENTO --policy "$options" --out "$out/safe" --force --plain
    says "and then the files are new" cmp "$out/safe/All_Results.csv" "$out/plain/All_Results.csv"
    says "a misspelt county is an error" \
        status_is 1 export_gogen --county SACREMENTO --policy "$options" --out "$out/wrong"
    cp "$WORK/said" "$WORK/said.county"
    says "that names the counties there are" grep -q 'nearest first: SACRAMENTO' "$WORK/said.county"
    says "and leaves nothing behind" test ! -e "$out/wrong"
    says "an unknown policy is an error" status_is 1 export_gogen --county SACRAMENTO --policy nobody --out "$out/wrong"
    printf '{"baseline": {}}\n' >"$WORK/misspelt.json"
    says "options with a misspelt key are an error" \
        status_is 1 export_gogen --county SACRAMENTO --policy "$WORK/misspelt.json" --out "$out/wrong"
    says "a policy that is no file is an error" \
        status_is 2 export_gogen --county SACRAMENTO --policy "$WORK/none.policy" --out "$out/wrong"
    sql -At -c "SELECT prop64.shipped_policy('statute')" >"$WORK/own's.policy"
    says "a policy of one's own, and two beside it" export_gogen --county SACRAMENTO --policy "$WORK/own's.policy" \
        --second-policy "$options" --second-policy bear_default --out "$out/second"
    says "are side by side in its summary, which the recorded run gives again" run_is_reproduced "$out/second"
    runs=$(sql -At -c 'SELECT count(*) FROM doj.run')
    says "what is strict says what it does not know" \
        export_gogen --county SACRAMENTO --policy "$options" --out "$out/strict" --strict --no-run
    says "and presumes nothing" grep -q '"presumed": {' "$out/strict/summary.json"
    says "and --no-run records none" test "$(sql -At -c 'SELECT count(*) FROM doj.run')" = "$runs"
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
    export_habits
}
