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
    if [[ -n "${JAVA_HOME:-}" ]]; then
        java="$JAVA_HOME/bin/java"
        [[ -x "$java" ]] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java: point it at a JDK $least_java or newer."
    else
        java="$(command -v java || true)"
        [[ -n "$java" ]] || fail "No Java found: install a JDK $least_java or newer and put it on the PATH, or set JAVA_HOME."
    fi
    local version
    version="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')"
    # before 9 it was 1.8
    version="${version#1.}"
    if [[ ! "$version" =~ ^[0-9]+$ ]] || ((version < least_java)); then
        fail "$java is Java ${version:-of an unknown version}: Gatehouse needs a JDK $least_java or newer; set JAVA_HOME to one."
    fi
}

is_built() {
    local service
    [[ -d "$root/deploy/local/target/lib" && -d "$root/deploy/local/broker/target/lib" ]] || return 1
    compgen -G "$root/deploy/local/target/gatehouse-local-*.jar" >/dev/null || return 1
    for service in request provisioner upgrade ownership; do
        [[ -f "$root/$service-service/target/quarkus-app/quarkus-run.jar" ]] || return 1
    done
}

build_what_is_missing() {
    find_java
    if ! is_built; then
        command -v "$(dirname "$java")/javac" >/dev/null \
            || fail "$java is a runtime without a compiler: building Gatehouse needs a JDK $least_java or newer; set JAVA_HOME to one."
        echo "Building what is missing; the first time this takes some minutes ..." >&2
        (cd "$root" && ./mvnw -q -DskipTests package) || fail "The build failed; its messages stand above."
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
    exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m \
        -cp "$(class_path)" dev.gatehouse.local.command.Main "$@"
}

# Whether a platform over this home is ready; its state file is only there while it is.
is_ready() {
    [[ -f "$home/run/platform.json" ]] && kill -0 "$(cut -d' ' -f1 "$home/run/platform.pid" 2>/dev/null)" 2>/dev/null
}

# Starts the platform in the background and returns when it is ready. Its words go to the log and to the terminal.
up_detached() {
    local log="$home/logs/platform.log" platform shown
    if is_ready; then
        echo "The platform already runs in $home."
        return
    fi
    mkdir -p "$home/logs" && chmod 700 "$home"
    : >"$log"
    (gatehouse up) </dev/null >>"$log" 2>&1 &
    platform=$!
    # a closed terminal does not take the platform along
    disown "$platform"
    tail -n +1 -f "$log" &
    shown=$!
    while ! is_ready && kill -0 "$platform" 2>/dev/null; do
        sleep 0.2
    done
    # tail looks once a second
    sleep 1.1
    kill "$shown"
    wait "$shown" 2>/dev/null || true
    is_ready || fail "The platform did not start; its log: $log"
}
