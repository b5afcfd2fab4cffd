# What the scripts in deploy/ share. Sourced, not run.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
home="${GATEHOUSE_HOME:-$root/target/local}"
# a relative one is meant from where the caller stands
[[ "$home" = /* ]] || home="$PWD/$home"
least_java=17

fail() {
    echo "gatehouse: $*" >&2
    exit 1
}

# Sets `java` to the JDK's launcher, or ends with a sentence.
find_java() {
    local version
    if [[ -n "${JAVA_HOME:-}" ]]; then
        java="$JAVA_HOME/bin/java"
        [[ -x "$java" ]] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java: point it at a JDK $least_java or newer."
    else
        java="$(command -v java || true)"
        [[ -n "$java" ]] || fail "No Java found: install a JDK $least_java or newer and put it on the PATH, or set JAVA_HOME."
    fi
    version="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p' || true)"
    # before 9 it was 1.8
    version="${version#1.}"
    if [[ ! "$version" =~ ^[0-9]+$ ]] || ((version < least_java)); then
        fail "$java is Java ${version:-of an unknown version}: Gatehouse needs a JDK $least_java or newer; set JAVA_HOME to one."
    fi
}

# The file that the build makes last of each module that runs.
built_files() {
    local service
    echo "$root/deploy/local/broker/target/lib"
    echo "$root/deploy/local/target/lib"
    for service in request provisioner upgrade ownership; do
        echo "$root/$service-service/target/quarkus-app/quarkus-run.jar"
    done
}

is_built() {
    local built oldest=""
    for built in $(built_files); do
        [[ -e "$built" ]] || return 1
        if [[ "$built" == *.jar && (-z "$oldest" || "$built" -ot "$oldest") ]]; then
            oldest="$built"
        fi
    done
    compgen -G "$root/deploy/local/target/gatehouse-local-*.jar" >/dev/null || return 1
    # programs of yesterday's sources would tell nothing about today's
    [[ -z "$(find "$root"/*/src/main "$root"/*/pom.xml "$root"/pom.xml "$root"/deploy/local/src/main \
        "$root"/deploy/local/broker/src -newer "$oldest" -type f -print -quit)" ]]
}

build_what_is_missing() {
    find_java
    if ! is_built; then
        [[ -x "$(dirname "$(readlink -f "$java")")/javac" ]] \
            || fail "$java has no compiler beside it: building Gatehouse needs a JDK $least_java or newer; set JAVA_HOME to one."
        echo "Building what is missing or out of date; the first time this takes some minutes ..." >&2
        (cd "$root" && ./mvnw -q -DskipTests package) >&2 || fail "The build failed; its messages stand above."
    fi
}

class_path() {
    local jars=("$root"/deploy/local/target/gatehouse-local-*.jar)
    echo "${jars[0]}:$root/deploy/local/target/lib/*"
}

# Runs a command of dev.gatehouse.local.command.Main in place of this shell, so that signals reach it.
gatehouse() {
    cd "$root"
    export GATEHOUSE_HOME="$home"
    # libraries log through SLF4J, which is not bound here: what matters is said by the platform itself
    exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -Dslf4j.internal.verbosity=ERROR \
        -cp "$(class_path)" dev.gatehouse.local.command.Main "$@"
}

# Whether the platform over this home is ready; also says so when asked with --say.
is_ready() {
    [[ -f "$home/run/platform.json" ]] && (gatehouse ready "$@")
}

# Starts the platform in the background and returns when it is ready. Its words go to the log and to the terminal.
up_detached() {
    local log="$home/logs/platform.log" platform shown
    if is_ready --say; then
        return
    fi
    mkdir -p "$home/logs"
    # ours begins behind whatever an earlier one said
    local begin
    begin="$(($(wc -l 2>/dev/null <"$log" || echo 0) + 1))"
    # nohup: a closed terminal does not take the platform along
    (cd "$root" && GATEHOUSE_HOME="$home" exec nohup "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m \
        -Dslf4j.internal.verbosity=ERROR -cp "$(class_path)" dev.gatehouse.local.command.Main up) \
        </dev/null >>"$log" 2>&1 &
    platform=$!
    tail -n "+$begin" -F "$log" 2>/dev/null &
    shown=$!
    trap 'kill "$shown" 2>/dev/null || true' EXIT
    trap 'kill "$platform" 2>/dev/null || true; wait "$platform" 2>/dev/null || true; exit 130' INT TERM
    while ! grep -qs "\"pid\" : $platform," "$home/run/platform.json" && kill -0 "$platform" 2>/dev/null; do
        sleep 0.2
    done
    # tail looks once a second
    sleep 1.1
    trap - EXIT INT TERM
    kill "$shown" && wait "$shown" 2>/dev/null || true
    is_ready || fail "The platform did not start; its log: $log"
}
