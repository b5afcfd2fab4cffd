package dev.gatehouse.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Remembers a process beyond the death of the one that started it. The start time stands beside the process id, since ids
 * are given out again.
 */
public record PidFile(Path file) {

    private static final Duration CLOCK_DRIFT = Duration.ofSeconds(10);

    public void write(ProcessHandle process) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, process.pid() + " " + startOf(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The remembered process, if it still runs. */
    public Optional<ProcessHandle> running() {
        try {
            String[] parts = Files.readString(file).strip().split(" ");
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> parts.length == 2 && began(process, Instant.parse(parts[1])));
        } catch (NoSuchFileException | NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).toString();
    }

    /** Linux counts start times from boot, and the time of boot moves a little whenever the clock is set. */
    private static boolean began(ProcessHandle process, Instant then) {
        Instant start = process.info().startInstant().orElse(Instant.EPOCH);
        return Duration.between(start, then).abs().compareTo(CLOCK_DRIFT) < 0;
    }
}
