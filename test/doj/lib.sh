# shellcheck shell=sh
# lib.sh: what the tests of load-doj and export-doj share.  Sourced after tools/lib.sh, never run.
#
#   own_server              a private server with the extension; PGDATABASE, and TMPDIR in WORK
#   value QUERY             values alone, apart by blanks
#   must STATEMENTS         what a test needs before it begins
#   check WHAT COMMAND...   the command's status decides, its output and WORK/out, WORK/err explain
#   is QUERY ANSWER, says NAME WORDS    for check: what a query gives, what the file NAME in WORK says
#   hold LOCK, let_go       a session that keeps LOCK TABLE LOCK, until it is let go; its standard input is 9
#   sessions_gone           waits until no other session is left

own_server() {
    find_postgres
    need_server
    extensions=$("$PG_CONFIG" --sharedir)/extension
    [ -e "$extensions/prop64.control" ] || die 2 "prop64 is not installed" "$extensions" \
        "make install PG_CONFIG=$PG_CONFIG, before this test"
    make_workdir
    start_server
    PGDATABASE=postgres
    export PGDATABASE
    # what a killed command leaves goes with the test
    mkdir "$WORK/tmp"
    TMPDIR=$WORK/tmp
    export TMPDIR
}

value() {
    psql -X -q -A -t -F ' ' -v ON_ERROR_STOP=1 -c "$1" </dev/null
}

must() {
    value "$1" >"$WORK/must.log" 2>&1 || {
        cat "$WORK/must.log" >&2
        die 1 "the test could not be set up; psql's words are above" "$1" "every statement to succeed"
    }
}

check() {
    check_what=$1
    shift
    if "$@" >"$WORK/check.log" 2>&1; then
        pass "$check_what"
    else
        cat "$WORK/out" "$WORK/err" >>"$WORK/check.log" 2>/dev/null
        fail "$check_what" "$WORK/check.log"
    fi
}

says() {
    grep -q -F -e "$2" "$WORK/$1"
}

is() {
    is_answer=$(value "$1")
    [ "$is_answer" = "$2" ] && return 0
    printf '%s\n  is:       %s\n  expected: %s\n' "$1" "$is_answer" "$2"
    return 1
}

hold() {
    mkfifo "$WORK/hold"
    psql -X -q -A -t -v ON_ERROR_STOP=1 <"$WORK/hold" >"$WORK/hold.log" 2>&1 &
    holder=$!
    exec 9>"$WORK/hold"
    rm "$WORK/hold"
    printf 'BEGIN; LOCK TABLE %s;\n\\echo held\n' "$1" >&9
    until grep -q held "$WORK/hold.log"; do
        sleep 0.1
    done
}

let_go() {
    echo 'COMMIT;' >&9
    exec 9>&-
    wait "$holder"
}

sessions_gone() {
    gone_tries=0
    until [ "$(value "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")" = 0 ]; do
        gone_tries=$((gone_tries + 1))
        [ "$gone_tries" -lt 100 ] || return 1
        sleep 0.2
    done
}
