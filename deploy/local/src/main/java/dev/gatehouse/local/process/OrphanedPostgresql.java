package dev.gatehouse.local.process;

import dev.gatehouse.local.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL outlives a JVM that was killed, and a new start over the same data would silently attach to it, with the
 * old port and settings. It left its process id in {@code postmaster.pid} of its data directory.
 */
public final class OrphanedPostgresql {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private OrphanedPostgresql() {}

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
                    .filter(OrphanedPostgresql::isPostgres);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException | IndexOutOfBoundsException halfWritten) {
            return Optional.empty();
        }
    }

    /** The id may belong to another program by now. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().map(path -> path.endsWith("postgres")).orElse(false);
    }

    /** Ends the server over this data directory: at once for its clients, in order for its data. True if there was one. */
    public static boolean stop(Path data) {
        Optional<ProcessHandle> found = find(data);
        found.ifPresent(OrphanedPostgresql::stop);
        return found.isPresent();
    }

    private static void stop(ProcessHandle server) {
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
        if (!Patience.until(() -> !server.isAlive(), PATIENCE)) {
            throw new IllegalStateException("PostgreSQL (process " + server.pid() + ") of a killed run does not stop");
        }
    }
}
