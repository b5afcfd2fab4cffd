package dev.gatehouse.local.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** The container engine of this machine, if it has one. */
public final class ContainerEngine {

    private ContainerEngine() {}

    /** Whether an engine answers. */
    public static boolean answers() {
        // Testcontainers searches long and complains loudly where there is nothing to find
        return isLikely() && DockerClientFactory.instance().isDockerAvailable();
    }

    private static boolean isLikely() {
        String user = System.getProperty("user.home");
        return System.getenv("DOCKER_HOST") != null
                || Stream.of(
                                Path.of("/var/run/docker.sock"),
                                Path.of(user, ".docker/run/docker.sock"),
                                Path.of(user, ".testcontainers.properties"))
                        .anyMatch(Files::exists);
    }
}
