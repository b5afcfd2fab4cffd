package dev.gatehouse.local.kafka;

import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.RepositoryRoot;
import dev.gatehouse.local.process.DeafToInterrupts;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The broker as a child process with the class path that the build puts in {@code deploy/local/broker/target/lib}. The
 * child ends when this process does, even by SIGKILL. {@link #close()} keeps the records.
 */
public final class BrokerProcess implements KafkaServer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final int port;
    private final int controllerPort;
    private final BrokerCredentials credentials;
    private @Nullable Process process;

    /** @param home holds the records ({@code records}), the settings (with passwords, for the owner's eyes) and the log */
    public BrokerProcess(Path home, int port, int controllerPort, BrokerCredentials credentials) {
        this.home = home;
        this.port = port;
        this.controllerPort = controllerPort;
        this.credentials = credentials;
    }

    @Override
    public synchronized void start() {
        if (process != null) {
            return;
        }
        try {
            Files.createDirectories(home.resolve("records"));
            Path log = log();
            process = new ProcessBuilder(DeafToInterrupts.command(command(writeSettings())))
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .redirectError(Redirect.appendTo(log.toFile()))
                    .start();
            Readiness.await(clientProperties(BrokerCredentials.ADMIN), port, PATIENCE, process::isAlive, log);
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka does not start", e);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private static List<String> command(Path settings) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-cp",
                classPath(),
                "dev.gatehouse.local.broker.BrokerMain",
                settings.toString());
    }

    private static String classPath() {
        Path target = RepositoryRoot.find().resolve("deploy/local/broker/target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            throw new IllegalStateException(
                    "The broker is not built: run ./mvnw -q -pl deploy/local/broker package in the repository.");
        }
        return target.resolve("classes") + File.pathSeparator + target.resolve("lib") + File.separator + "*";
    }

    private Path writeSettings() throws IOException {
        Properties properties = new Properties();
        Map<String, String> settings =
                BrokerConfiguration.of(credentials, Loopback.HOST, port, controllerPort, Loopback.HOST + ":" + port);
        properties.putAll(settings);
        properties.put("log.dirs", home.resolve("records").toString());
        Path file = home.resolve("broker.properties");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }

    @Override
    public synchronized void stop() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    /** The child, while it is meant to run: whoever runs the platform watches it. */
    public synchronized @Nullable Process process() {
        return process;
    }

    public Path log() {
        return home.resolve("kafka.log");
    }

    @Override
    public BrokerCredentials credentials() {
        return credentials;
    }

    @Override
    public String bootstrapServers() {
        return Loopback.HOST + ":" + port;
    }

    @Override
    public void close() {
        stop();
    }
}
