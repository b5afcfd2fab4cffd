package dev.gatehouse.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.RepositoryRoot;
import dev.gatehouse.local.platform.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands as processes of their own, as the scripts run them; without services, those are deploy/e2e's. */
@Timeout(240)
class UpTest {
    /** Its bit in a mask of signals. */
    private static final long SIGINT = 1L << 1;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    private Path home;
    private Process up;

    @BeforeEach
    void start() throws IOException {
        home = directory.resolve("home");
        for (Listener listener : Listener.values()) {
            ports.put(listener, Loopback.freePort());
        }
        up = command("up");
    }

    @AfterEach
    void clean() throws Exception {
        up.destroyForcibly().waitFor();
        assertThat(command("down").waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertNothingListens();
    }

    @Test
    void toldToStopItStopsEverything() throws Exception {
        awaitReady();
        assertThat(Loopback.answers(ports.get(Listener.POSTGRESQL))).isTrue();
        up.destroy();
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertNothingListens();
        assertThat(home.resolve("run/platform.json")).doesNotExist();
    }

    /** As a terminal does it: the signal goes to every process that was started from it. */
    @Test
    void ctrlCStopsEverythingAndTheBrokerOnlyWhenItIsTold() throws Exception {
        awaitReady();
        ProcessHandle broker = broker();
        interrupt(broker.pid());
        Awaitility.await().during(Duration.ofSeconds(2)).until(broker::isAlive);
        interrupt(up.pid());
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertNothingListens();
        assertThat(words("up")).contains("Stopping ...").doesNotContain("ended by itself");
    }

    @Test
    void toldToStopWhileStartingItLeavesNothing() throws Exception {
        Awaitility.await().atMost(PATIENCE).until(() -> !up.isAlive() || Files.exists(home.resolve("kafka/kafka.log")));
        assertThat(up.isAlive()).as(() -> words("up")).isTrue();
        up.destroy();
        assertThat(up.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertNothingListens();
    }

    @Test
    void downStopsItAndSaysSo() throws Exception {
        awaitReady();
        Process down = command("down");
        assertThat(down.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(down.exitValue()).isZero();
        assertThat(words("down")).contains("Stopped.");
        assertThat(up.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertNothingListens();
    }

    @Test
    void whatAKilledPlatformLeavesIsEndedByDownAndNoHindranceForUp() throws Exception {
        awaitReady();
        up.destroyForcibly().waitFor();
        assertThat(Loopback.answers(ports.get(Listener.POSTGRESQL)))
                .as("PostgreSQL outlives it")
                .isTrue();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(Loopback.answers(ports.get(Listener.KAFKA)))
                .as("the broker does not")
                .isFalse());
        up = command("up");
        awaitReady();
        up.destroyForcibly().waitFor();
        Process down = command("down");
        assertThat(down.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(words("down")).contains("Ended what a killed platform had left running");
        assertNothingListens();
    }

    @Test
    void whenAPartDiesEverythingStopsWithASentence() throws Exception {
        awaitReady();
        broker().destroyForcibly();
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        assertThat(words("up")).contains("gatehouse: Kafka ended by itself").contains("kafka.log");
        assertNothingListens();
    }

    @Test
    void aTokenIsGivenWhileItRunsAndASentenceWhenNot() throws Exception {
        awaitReady();
        assertThat(command("token", "dana").waitFor()).isZero();
        assertThat(words("token").strip()).matches("[-\\w]+\\.[-\\w]+\\.[-\\w]+");
        assertThat(command("token", "mallory").waitFor()).isEqualTo(1);
        assertThat(words("token")).contains("dana, otis, pia");
        up.destroy();
        up.waitFor();
        assertThat(command("token", "dana").waitFor()).isEqualTo(1);
        assertThat(words("token")).startsWith("gatehouse: No platform is ready").hasLineCount(1);
    }

    /**
     * A shell without job control lets its background jobs ignore SIGINT, and so do their children for ever: whoever runs
     * the tests in that way could interrupt nobody.
     */
    private static List<String> heedingInterrupts(List<String> command) throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean deaf = Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT) != 0);
        return deaf
                ? Stream.concat(Stream.of("env", "--default-signal=INT"), command.stream())
                        .toList()
                : command;
    }

    private static void interrupt(long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private ProcessHandle broker() {
        try (Stream<ProcessHandle> children = up.toHandle().children()) {
            return children.filter(
                            child -> child.info().commandLine().orElse("").contains("BrokerMain"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void awaitReady() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !up.isAlive() || Files.exists(home.resolve("run/platform.json")));
        assertThat(up.isAlive()).as(() -> words("up")).isTrue();
    }

    private Process command(String... arguments) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx256m",
                                "-Dslf4j.internal.verbosity=ERROR",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()),
                        Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(heedingInterrupts(command))
                .directory(RepositoryRoot.find().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(arguments[0]).toFile());
        builder.environment().put("GATEHOUSE_HOME", home.toString());
        builder.environment().put("GATEHOUSE_SERVICES", "none");
        builder.environment().remove("TEMPORAL_ADDRESS");
        ports.forEach((listener, port) -> builder.environment().put(listener.variable(), port.toString()));
        return builder.start();
    }

    private Path log(String command) {
        return directory.resolve(command + ".log");
    }

    private String words(String command) {
        try {
            return Files.readString(log(command));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertNothingListens() {
        ports.forEach((listener, port) ->
                assertThat(Loopback.answers(port)).as(listener.title()).isFalse());
    }
}
