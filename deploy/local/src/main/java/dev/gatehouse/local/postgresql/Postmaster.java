package dev.gatehouse.local.postgresql;

import dev.gatehouse.local.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The server process over a data directory, found by the process id it left in {@code postmaster.pid}. It is nobody's
 * child: it outlives a JVM that was killed, and a new start over the same data would silently attach to it, with the old
 * port and settings.
 */
public final class Postmaster {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Postmaster() {}

    /** The server that still runs over this data directory. */
    public static Optional<ProcessHandle> find(Path data) {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(Postmaster::isPostgres);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException | IndexOutOfBoundsException halfWritten) {
            return Optional.empty();
        }
    }

    /** The id may belong to another program by now. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(path -> Path.of(path).getFileName().toString().startsWith("postgres"))
                .orElse(false);
    }

    /** Ends the server over this data directory: at once for its clients, in order for its data. True if there was one. */
    public static boolean stop(Path data) {
        Optional<ProcessHandle> found = find(data);
        found.ifPresent(server -> stop(server, data.resolve("postmaster.pid")));
        return found.isPresent();
    }

    private static void stop(ProcessHandle server, Path file) {
        try {
            // SIGINT is PostgreSQL's fast shutdown; Java itself can only send SIGTERM, which waits for every client
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // the file is the last thing that goes; a process that nobody waits for may stay in the table after that
        if (!Patience.until(() -> !Files.exists(file) || !server.isAlive(), PATIENCE)) {
            throw new IllegalStateException("PostgreSQL (process " + server.pid() + ") does not stop");
        }
    }
}
