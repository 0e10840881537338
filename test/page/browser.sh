# shellcheck shell=sh
# browser.sh: a headless Chromium, told what to do over WebDriver.  Sourced, after tools/lib.sh:
#
#   start_browser              needs chromium, chromedriver, curl and jq; sets BROWSER, the session's address
#   visit FILE                 opens a file and waits until it is there
#   screen WIDTH HEIGHT SCHEME MEDIA   SCHEME light or dark; MEDIA screen, print, or empty: as it is used
#   ask JAVASCRIPT             runs it, with `return`, and prints the value as JSON
#   picture FILE               the whole page as PNG
#   paper FILE                 the page as PDF, as the browser prints it
#   stop_browser
#
# Script that is asked here runs from outside: what the page itself forbids or holds is not touched.

BROWSER=
BROWSER_PID=

# call METHOD PATH [JSON]
browser_call() {
    curl -sS --max-time 120 -X "$1" -H 'Content-Type: application/json' ${3:+--data-binary "$3"} "$BROWSER$2"
}

start_browser() {
    browser_port=$((20000 + $$ % 20000))
    chromedriver --port="$browser_port" >"$WORK/chromedriver.log" 2>&1 &
    BROWSER_PID=$!
    BROWSER=http://127.0.0.1:$browser_port
    browser_tries=0
    until browser_call GET /status 2>/dev/null | grep -q '"ready":true'; do
        browser_tries=$((browser_tries + 1))
        [ "$browser_tries" -lt 50 ] || return 1
        sleep 0.2
    done
    # no sandbox: the tests may run as root, on a machine without user namespaces
    browser_session=$(browser_call POST /session '{"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {
        "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--hide-scrollbars", "--no-first-run"]}}}}' |
        jq -r '.value.sessionId // empty')
    [ -n "$browser_session" ] || return 1
    BROWSER=$BROWSER/session/$browser_session
}

stop_browser() {
    [ -z "$BROWSER" ] || browser_call DELETE '' >/dev/null 2>&1 || :
    [ -z "$BROWSER_PID" ] || kill "$BROWSER_PID" 2>/dev/null || :
    BROWSER='' BROWSER_PID=''
}

browser_cdp() {
    browser_call POST /goog/cdp/execute "{\"cmd\": \"$1\", \"params\": $2}"
}

visit() {
    browser_call POST /url "$(jq -n --arg url "file://$1" '{url: $url}')" >/dev/null
}

screen() {
    browser_cdp Emulation.setDeviceMetricsOverride \
        "{\"width\": $1, \"height\": $2, \"deviceScaleFactor\": 1, \"mobile\": false}" >/dev/null
    browser_cdp Emulation.setEmulatedMedia \
        "{\"media\": \"$4\", \"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"$3\"}]}" >/dev/null
}

ask() {
    browser_call POST /execute/sync "$(jq -n --arg script "$1" '{script: $script, args: []}')" | jq -c '.value'
}

picture() {
    browser_cdp Page.captureScreenshot "{\"format\": \"png\", \"captureBeyondViewport\": true ${2:+, \"clip\": $2}}" |
        jq -r '.value.data' | base64 -d >"$1"
}

paper() {
    browser_call POST /print '{"background": true, "page": {"width": 21.59, "height": 27.94}}' | jq -r '.value' | base64 -d >"$1"
}
