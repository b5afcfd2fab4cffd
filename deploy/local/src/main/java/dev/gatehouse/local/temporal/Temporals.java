package dev.gatehouse.local.temporal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the Temporal server of the platform. */
public final class Temporals {

    private Temporals() {}

    /**
     * An outside server if its address is given, else the {@code temporal} program if it is on the PATH, else the
     * in-memory test server.
     *
     * @param home for the program's database and log
     * @param pidFile remembers the program, so that it can be ended if this process is killed
     */
    public static TemporalServer choose(@Nullable String address, int port, int uiPort, Path home, Path pidFile) {
        if (address != null) {
            return new OutsideTemporal(address);
        }
        return program(System.getenv("PATH"))
                .<TemporalServer>map(program -> new TemporalProgram(program, port, uiPort, home, pidFile))
                .orElseGet(() -> new InMemoryTemporal(port));
    }

    static Optional<Path> program(@Nullable String path) {
        return Arrays.stream((path == null ? "" : path).split(java.io.File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, "temporal"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
