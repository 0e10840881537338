# shellcheck shell=sh
# lib.sh: what the scripts of tools/ share.  Sourced, never run:
#
#   root=$(cd "$(dirname "$0")/.." && pwd) || exit 2
#   . "$root/tools/lib.sh"
#
# In the order in which a script needs them:
#
#   usage FILE                 prints the script's head comment (for --help)
#   say TEXT                   a progress line
#   die STATUS WHAT WHERE EXPECTED
#   need_one_or_two VALUE      the value of an option --jobs
#   find_postgres [MAJOR]      sets PG_CONFIG, PG_MAJOR, PG_BINDIR; PATH finds them first
#   need_compiler, need_server, need_pgtap, need_install_rights,
#   need_command NAME PACKAGE...
#                              install what is missing, or say what to install
#   make_workdir               sets WORK, a directory that goes when the script ends
#   copy_tree DIRECTORY        the project's files, without anything that was built
#   install_tree DIRECTORY [MAKE-VARIABLE...]   make install from there
#   start_server               a private server in WORK; sets PGHOST, PGPORT, PGUSER
#   keep_workdir               from here on the server and WORK outlive the script
#   stop_server DIRECTORY      ends a server that was kept
#   pass WHAT, fail WHAT [LOG] one check, counted in passed and failed
#
# No cluster that is there is touched: the private one lives in WORK, listens on
# a socket in WORK only, and runs as an unprivileged user when the script is root's.

: "${root:?the directory of the checkout, set by the script that sources lib.sh}"
umask 022

unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE MAKEFLAGS MAKELEVEL
export LC_ALL=C

WORK=
SERVER_DATA=
SERVER_USER=

usage() {
    sed -n -e 1d -e '/^#/!q' -e 's/^# \{0,1\}//p' "$1"
}

say() {
    printf '==> %s\n' "$*"
}

# What failed, where, and what was expected there.
die() {
    {
        printf '%s: %s\n' "${0#"$root"/}" "$2"
        [ -z "${3:-}" ] || printf '  where:    %s\n' "$3"
        [ -z "${4:-}" ] || printf '  expected: %s\n' "$4"
    } >&2
    exit "$1"
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# need_one_or_two VALUE: of an option --jobs
need_one_or_two() {
    case $1 in
        1 | 2) ;;
        *) die 2 "not a number of sessions: '$1'" "--jobs" "1 or 2" ;;
    esac
}

passed=0
failed=0

pass() {
    passed=$((passed + 1))
    printf 'ok: %s\n' "$1"
}

# The end of the log, if there is one, says why.
fail() {
    failed=$((failed + 1))
    printf 'FAILED: %s\n' "$1"
    [ -z "${2:-}" ] || tail -n 60 "$2" | sed 's/^/    /'
}

is_root() {
    [ "$(id -u)" -eq 0 ]
}

as_root() {
    if is_root; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        die 2 "this step needs root, and there is no sudo" "$*" "run it as root, or install sudo"
    fi
}

# --- packages -----------------------------------------------------------------------

apt_is_fresh=

# A third-party source that does not answer is no reason to stop: the install says.
apt_update() {
    [ -n "$apt_is_fresh" ] && return 0
    apt_is_fresh=yes
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update </dev/null || :
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -y --no-install-recommends install "$@" </dev/null
}

# install_packages WHY PACKAGE...
install_packages() {
    packages_why=$1
    shift
    have apt-get || die 2 "$packages_why is missing" "this machine, which has no apt-get" \
        "install it as your system does; on Debian the packages are: $*"
    if ! is_root && ! have sudo; then
        die 2 "$packages_why is missing, and only root can install it" "this machine" \
            "apt-get install $*   (as root; or install sudo and run this again)"
    fi
    say "installing $*"
    apt_install "$@" >/dev/null 2>&1 && return 0
    apt_update
    apt_install "$@" || die 2 "$packages_why is missing and could not be installed" \
        "apt-get install $*" "a package source that has them"
}

need_command() {
    need_name=$1
    shift
    have "$need_name" || install_packages "the command $need_name" "$@"
    have "$need_name" || die 2 "the command $need_name is missing" "PATH=$PATH" "one from: $*"
}

# --- PostgreSQL ---------------------------------------------------------------------

postgres_home() {
    printf '/usr/lib/postgresql/%s\n' "$1"
}

postgres_major() {
    "$1" --version | sed -n 's/^PostgreSQL \([0-9]\{1,\}\).*/\1/p'
}

# The newest installed version that prop64 supports, or nothing.
newest_installed_postgres() {
    for newest_config in /usr/lib/postgresql/*/bin/pg_config; do
        [ -x "$newest_config" ] && postgres_major "$newest_config"
    done | sort -n | awk '$1 >= 15 { newest = $1 } END { if (newest) print newest }'
}

# The version that the package "postgresql" stands for here, or nothing.
packaged_postgres() {
    have apt-cache || return 0
    apt-cache show postgresql 2>/dev/null |
        sed -n 's/^Depends:.*postgresql-\([0-9]\{1,\}\).*/\1/p' | sort -n | tail -n 1
}

# find_postgres [MAJOR]: PG_CONFIG wins, then MAJOR, then the newest, then the packaged one.
find_postgres() {
    if [ -z "${PG_CONFIG:-}" ]; then
        PG_MAJOR=${1:-$(newest_installed_postgres)}
        [ -n "$PG_MAJOR" ] || PG_MAJOR=$(packaged_postgres)
        if [ -z "$PG_MAJOR" ] && have apt-get && { is_root || have sudo; }; then
            apt_update
            PG_MAJOR=$(packaged_postgres)
        fi
        [ -n "$PG_MAJOR" ] || die 2 "no PostgreSQL found" "/usr/lib/postgresql and the package lists" \
            "PostgreSQL 15 or newer with its development files; or set PG_CONFIG"
        PG_CONFIG=$(postgres_home "$PG_MAJOR")/bin/pg_config
        [ -x "$PG_CONFIG" ] || install_packages "PostgreSQL $PG_MAJOR" "postgresql-server-dev-$PG_MAJOR"
    fi
    have "$PG_CONFIG" || die 2 "there is no such program" "PG_CONFIG=$PG_CONFIG" \
        "the pg_config of a PostgreSQL installation"
    PG_CONFIG=$(command -v "$PG_CONFIG")
    PG_MAJOR=$(postgres_major "$PG_CONFIG")
    [ "${PG_MAJOR:-0}" -ge 15 ] || die 2 "this PostgreSQL is too old: $("$PG_CONFIG" --version)" \
        "$PG_CONFIG" "15 or newer"
    if [ -n "${1:-}" ] && [ "$PG_MAJOR" -ne "$1" ]; then
        die 2 "PG_CONFIG is of version $PG_MAJOR" "$PG_CONFIG" "version $1, or PG_CONFIG unset"
    fi
    PG_BINDIR=$("$PG_CONFIG" --bindir)
    PATH=$PG_BINDIR:$PATH
    export PG_CONFIG PATH
}

# need_postgres_file FILE PACKAGE: a part of the installation that PG_CONFIG describes.
need_postgres_file() {
    [ -e "$1" ] && return 0
    case $PG_CONFIG in
        "$(postgres_home "$PG_MAJOR")"/*) install_packages "$1" "$2" ;;
    esac
    [ -e "$1" ] || die 2 "this PostgreSQL installation lacks a part" "$1" \
        "what Debian ships as $2, for $PG_CONFIG"
}

need_compiler() {
    need_command make make
    have cc || have gcc || install_packages "a C compiler" gcc libc6-dev
    [ -e /usr/include/stdio.h ] || ! have apt-get || install_packages "the C library's headers" libc6-dev
    need_postgres_file "$("$PG_CONFIG" --pgxs)" "postgresql-server-dev-$PG_MAJOR"
    # The client's package alone brings pgxs, and no header of the server.
    need_postgres_file "$("$PG_CONFIG" --includedir-server)/postgres.h" "postgresql-server-dev-$PG_MAJOR"
}

need_server() {
    need_postgres_file "$PG_BINDIR/psql" "postgresql-client-$PG_MAJOR"
    need_postgres_file "$PG_BINDIR/initdb" "postgresql-$PG_MAJOR"
    need_postgres_file "$PG_BINDIR/postgres" "postgresql-$PG_MAJOR"
}

need_pgtap() {
    need_postgres_file "$("$PG_CONFIG" --sharedir)/extension/pgtap.control" "postgresql-$PG_MAJOR-pgtap"
    need_command pg_prove libtap-parser-sourcehandler-pgtap-perl
}

# --- the working directory ----------------------------------------------------------

# Short, for a socket's path must stay below 108 bytes.
make_workdir() {
    WORK=$(mktemp -d "${TMPDIR:-/tmp}/prop64.XXXXXX") || die 2 "no temporary directory could be made" \
        "${TMPDIR:-/tmp}" "a directory that may be written; TMPDIR names another"
    if [ ${#WORK} -gt 80 ]; then
        rmdir "$WORK"
        WORK=$(mktemp -d /tmp/prop64.XXXXXX) || die 2 "no temporary directory could be made" "/tmp" \
            "a directory that may be written"
    fi
    trap remove_workdir EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    chmod 755 "$WORK"
}

remove_workdir() {
    remove_status=$?
    trap - EXIT
    cd / || :
    if [ -n "$WORK" ]; then
        [ -z "$SERVER_DATA" ] || stop_server "$WORK"
        rm -rf "$WORK"
    fi
    exit "$remove_status"
}

keep_workdir() {
    trap - EXIT HUP INT TERM
}

# --- the project's files ------------------------------------------------------------

# What git tracks or would track; without git, everything that make does not make.
copy_tree() {
    mkdir -p "$1"
    if have git && [ "$(git -C "$root" rev-parse --show-toplevel 2>/dev/null)" = "$root" ]; then
        (
            cd "$root" || exit 1
            git ls-files --cached --others --exclude-standard | sort -u | while IFS= read -r copy_file; do
                if [ -e "$copy_file" ] || [ -L "$copy_file" ]; then
                    printf '%s\n' "$copy_file"
                fi
            done | tar -cf - --no-recursion -T -
        ) | tar -xf - -C "$1"
    else
        (
            cd "$root" || exit 1
            tar -cf - --exclude=./.git --exclude='*.o' --exclude='*.bc' --exclude='*.so' --exclude=./results .
        ) | tar -xf - -C "$1"
        rm -f "$1/sql/prop64--$(prop64_version).sql" "$1/src/policy/shipped_policies.inc"
        rm -rf "$1/test/unit/build" "$1/test/fuzz/build"
    fi
    [ -e "$1/Makefile" ] || die 1 "the project's files could not be copied" "$root" "a checkout of prop64"
}

prop64_version() {
    sed -n "s/^default_version = '\(.*\)'/\1/p" "$root/prop64.control"
}

# The installation's directories may be root's.
may_install() {
    [ -w "$("$PG_CONFIG" --pkglibdir)" ] && [ -w "$("$PG_CONFIG" --sharedir)/extension" ]
}

need_install_rights() {
    may_install || is_root || have sudo || die 2 "the extension cannot be installed" \
        "$("$PG_CONFIG" --pkglibdir) and $("$PG_CONFIG" --sharedir)/extension" \
        "directories that may be written; run this as root, or install sudo"
}

install_tree() {
    install_from=$1
    shift
    if may_install; then
        make -C "$install_from" install PG_CONFIG="$PG_CONFIG" "$@" </dev/null
    else
        as_root env PATH="$PATH" make -C "$install_from" install PG_CONFIG="$PG_CONFIG" "$@" </dev/null
    fi
}

# --- a private server ---------------------------------------------------------------

# initdb and postgres refuse to run as root.
choose_server_user() {
    is_root || return 0
    for server_user in postgres nobody; do
        if id "$server_user" >/dev/null 2>&1; then
            SERVER_USER=$server_user
            return 0
        fi
    done
    die 2 "there is no user to run a server as" "this machine, as root" "a user postgres or nobody"
}

as_server() {
    if [ -z "$SERVER_USER" ]; then
        (cd / && exec "$@") </dev/null
    elif have runuser; then
        (cd / && exec runuser -u "$SERVER_USER" -- "$@") </dev/null
    elif have setpriv; then
        (cd / && exec setpriv --reuid "$SERVER_USER" --regid "$(id -g "$SERVER_USER")" --clear-groups "$@") </dev/null
    else
        die 2 "root cannot start a server as another user" "this machine" "runuser or setpriv (util-linux)"
    fi
}

start_server() {
    # Whatever the caller's shell says about another server is not about ours.
    unset PGDATABASE PGSERVICE PGSERVICEFILE PGPASSFILE PGPASSWORD PGOPTIONS PGHOSTADDR PGSSLMODE \
        PGAPPNAME PGCLIENTENCODING PGDATESTYLE PGTZ
    choose_server_user
    mkdir -m 700 "$WORK/data" "$WORK/socket"
    if [ -n "$SERVER_USER" ]; then
        chown "$SERVER_USER" "$WORK/data" "$WORK/socket"
    fi
    as_server "$PG_BINDIR/initdb" --pgdata="$WORK/data" --username=postgres --auth=trust \
        --encoding=UTF8 --no-locale --no-sync >"$WORK/initdb.log" 2>&1 || {
        cat "$WORK/initdb.log" >&2
        die 1 "initdb failed; its own words are above" "$WORK/data" "a new database cluster"
    }
    cat >"$WORK/server.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$WORK/socket'
unix_socket_permissions = 0700
port = 5432
fsync = off
max_connections = 20
logging_collector = off
CONF
    # The user of the server owns the cluster's files, and writes them himself.
    as_server sh -c "cat '$WORK/server.conf' >>'$WORK/data/postgresql.conf'"
    SERVER_DATA=$WORK/data
    as_server "$PG_BINDIR/pg_ctl" --pgdata="$WORK/data" --log="$WORK/data/server.log" -w --timeout=60 \
        start >"$WORK/pg_ctl.log" 2>&1 || {
        tail -n 20 "$WORK/pg_ctl.log" "$WORK/data/server.log" >&2
        die 1 "the private server did not start; its own words are above" "$WORK/data" \
            "a server on the socket in $WORK/socket"
    }
    PGHOST=$WORK/socket PGPORT=5432 PGUSER=postgres
    export PGHOST PGPORT PGUSER
}

stop_server() {
    [ -f "$1/data/postmaster.pid" ] || return 0
    choose_server_user
    as_server "$PG_BINDIR/pg_ctl" --pgdata="$1/data" --mode=immediate -w --timeout=30 stop >/dev/null 2>&1 || :
}
