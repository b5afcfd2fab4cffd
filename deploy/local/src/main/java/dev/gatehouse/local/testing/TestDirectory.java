package dev.gatehouse.local.testing;

import dev.gatehouse.local.postgresql.Postmaster;
import dev.gatehouse.local.process.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the parts of one test run keep their data: {@code target/parts/<random>} of the module under test. */
final class TestDirectory {

    private static final System.Logger LOG = System.getLogger(TestDirectory.class.getName());

    private TestDirectory() {}

    static Path create() {
        try {
            Path parent = Files.createDirectories(Path.of("target", "parts").toAbsolutePath());
            endKilledRuns(parent);
            Path directory = Files.createTempDirectory(parent, "run-");
            owner(directory).write(ProcessHandle.current());
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A test JVM that was killed leaves PostgreSQL running: nobody else would ever end it. */
    private static void endKilledRuns(Path parent) throws IOException {
        try (Stream<Path> runs = Files.list(parent)) {
            for (Path run : runs.filter(Files::isDirectory).toList()) {
                if (Files.exists(owner(run).file()) && owner(run).running().isEmpty()) {
                    Postmaster.stop(run.resolve("postgresql/data"));
                    delete(run);
                }
            }
        }
    }

    private static PidFile owner(Path directory) {
        return new PidFile(directory.resolve("owner.pid"));
    }

    /** Closes a part; a part that does not close must not keep the others from closing. */
    static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "A part of the test does not close", e);
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.WARNING, "Test data stays behind in " + directory, e);
        }
    }
}
