package dev.gatehouse.benchmark.platform;

import dev.gatehouse.local.platform.Listener;
import dev.gatehouse.local.platform.PlatformSettings;
import dev.gatehouse.local.platform.PlatformState;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The platform as a user starts and stops it: {@code deploy/up} and {@code deploy/down}. */
public final class UserStart implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final PlatformSettings settings;
    private final Process up;
    private final PlatformState state;
    private final Duration took;

    /** Returns when the platform is ready and seeded. */
    public UserStart(PlatformSettings settings) throws IOException {
        this.settings = settings;
        long start = System.nanoTime();
        up = run("up");
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        state = awaitState(start + LONGEST_START.toNanos());
        took = Duration.ofNanos(System.nanoTime() - start);
    }

    private Process run(String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        settings.root().resolve("deploy").resolve(script).toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()));
        Map<String, String> environment = builder.environment();
        environment.put("GATEHOUSE_HOME", settings.home().toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        for (Listener listener : Listener.values()) {
            environment.put(listener.variable(), Integer.toString(settings.port(listener)));
        }
        return builder.start();
    }

    private File log() {
        return settings.root().resolve("target/benchmark-up.log").toFile();
    }

    private PlatformState awaitState(long end) {
        Optional<PlatformState> found = PlatformState.read(settings.home());
        while (found.isEmpty()) {
            if (!up.isAlive() || System.nanoTime() > end) {
                kill();
                throw new IllegalStateException("deploy/up does not come up; its log: " + log());
            }
            LockSupport.parkNanos(LOOK.toNanos());
            found = PlatformState.read(settings.home());
        }
        return found.get();
    }

    private void kill() {
        up.descendants().forEach(ProcessHandle::destroy);
        up.destroy();
    }

    /** From the command to a seeded platform that is ready. */
    public Duration took() {
        return took;
    }

    /** Short names of the services. */
    public List<String> services() {
        return List.copyOf(state.services().keySet());
    }

    public ProcessHandle process(String service) {
        return ProcessHandle.of(
                        Objects.requireNonNull(state.services().get(service)).pid())
                .orElseThrow();
    }

    /** {@code deploy/down}; the data stays. */
    @Override
    public void close() throws IOException {
        try {
            boolean down = run("down").waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
            if (!down || !up.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("deploy/down does not stop the platform; its log: " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
