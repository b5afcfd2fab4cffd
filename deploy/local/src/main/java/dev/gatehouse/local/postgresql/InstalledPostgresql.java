package dev.gatehouse.local.postgresql;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL that is installed on this machine, whole: unlike the one that zonky packs it has the programs of a client, of
 * the server's own version.
 *
 * @param programs the directory of its programs
 */
public record InstalledPostgresql(Path programs) {

    private static final List<String> WHOLE = List.of("initdb", "pg_ctl", "postgres", "pg_dump", "pg_restore");

    /** Where Debian keeps what its wrappers on the PATH call, one directory for each major version. */
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    /** The newest that there is, on the PATH or where Debian's packages put it; empty where none is installed whole. */
    public static Optional<InstalledPostgresql> find() {
        return Stream.concat(debian(), onPath())
                .filter(directory -> WHOLE.stream().allMatch(name -> Files.isExecutable(directory.resolve(name))))
                .findFirst()
                .map(InstalledPostgresql::new);
    }

    private static Stream<Path> debian() {
        if (!Files.isDirectory(DEBIAN)) {
            return Stream.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions
                    .filter(directory -> directory.getFileName().toString().matches("\\d+"))
                    .sorted(Comparator.comparingInt(InstalledPostgresql::version)
                            .reversed())
                    .map(directory -> directory.resolve("bin"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int version(Path directory) {
        return Integer.parseInt(directory.getFileName().toString());
    }

    private static Stream<Path> onPath() {
        String path = System.getenv("PATH");
        return path == null
                ? Stream.empty()
                : Arrays.stream(path.split(File.pathSeparator))
                        .filter(entry -> !entry.isEmpty())
                        .map(Path::of);
    }

    public Path program(String name) {
        return programs.resolve(name);
    }

    /** A server that has not been started; its data lie in a directory that is there already. */
    public PostgresqlServer server(Path home, int port, String password) {
        return new EmbeddedPostgresql(
                home, this::program, EmbeddedPostgresql.ANY_VERSION, port, password, RunAs.here());
    }
}
