package dev.gatehouse.local.temporal;

import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.process.ChildProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Temporal's own development server, with its web UI; keeps its workflows in a file. */
final class TemporalProgram implements TemporalServer {

    private final int port;
    private final int uiPort;
    private final Path home;
    private final ChildProgram program;

    TemporalProgram(Path executable, int port, int uiPort, Path home, Path pidFile) {
        this.port = port;
        this.uiPort = uiPort;
        this.home = home;
        List<String> command = List.of(
                executable.toString(),
                "server",
                "start-dev",
                "--ip",
                Loopback.HOST,
                "--ui-ip",
                Loopback.HOST,
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(uiPort),
                "--db-filename",
                home.resolve("temporal.db").toString(),
                "--log-level",
                "warn");
        program = new ChildProgram("temporal", home, command, Map.of(), home.resolve("temporal.log"), pidFile);
    }

    @Override
    public void start() {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        program.start();
        try {
            Answer.await(address(), Duration.ofSeconds(60));
        } catch (RuntimeException e) {
            close();
            throw new IllegalStateException("The temporal program does not start, see " + program.log(), e);
        }
    }

    @Override
    public String address() {
        return Loopback.HOST + ":" + port;
    }

    @Override
    public String description() {
        return "temporal program, web UI on http://" + Loopback.HOST + ":" + uiPort;
    }

    @Override
    public Optional<Process> process() {
        return program.process();
    }

    @Override
    public void close() {
        program.stop();
    }
}
