package dev.gatehouse.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** The folder of a platform's data, credentials and logs, for its owner's eyes only. */
final class Home {

    private Home() {}

    /** Makes the folder, or takes one that is a platform's already; a folder full of something else is refused. */
    static void prepare(Path home) {
        Path run = home.resolve("run");
        try {
            if (!Files.isDirectory(run) && isInUse(home)) {
                throw new Refusal(home + " holds something else: set GATEHOUSE_HOME to an empty or a new directory.");
            }
            Files.createDirectories(run);
            Files.createDirectories(home.resolve("logs"));
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("No data can be kept in " + home, e);
        }
    }

    private static boolean isInUse(Path home) throws IOException {
        if (!Files.exists(home)) {
            return false;
        }
        try (Stream<Path> content = Files.list(home)) {
            // deploy/up --detach keeps its own log here before the platform begins
            return content.anyMatch(path -> !path.endsWith("logs"));
        }
    }
}
