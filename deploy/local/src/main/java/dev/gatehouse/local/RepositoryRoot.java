package dev.gatehouse.local;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this working copy lies: found from the working directory upwards, by the Maven wrapper. */
public final class RepositoryRoot {

    private RepositoryRoot() {}

    public static Path find() {
        Path start = Path.of("").toAbsolutePath();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("mvnw")) && Files.isDirectory(directory.resolve("deploy"))) {
                return directory;
            }
        }
        throw new IllegalStateException("No directory above " + start + " holds mvnw: run this inside the repository.");
    }
}
