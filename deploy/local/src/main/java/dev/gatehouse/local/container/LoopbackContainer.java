package dev.gatehouse.local.container;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import dev.gatehouse.local.Loopback;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A container with one port, published on the loopback interface under a number chosen beforehand. It may be stopped and
 * started again with that port and its data; {@link #close()} removes it with its data.
 */
public final class LoopbackContainer implements AutoCloseable {

    private static final int SECONDS_TO_STOP = 20;

    private final GenericContainer<?> container;
    private boolean made;

    /** @param inside the port in the container that {@code outside} leads to */
    public LoopbackContainer(
            String image, int outside, int inside, Map<String, String> environment, List<String> command) {
        PortBinding binding = new PortBinding(Binding.bindIpAndPort(Loopback.HOST, outside), ExposedPort.tcp(inside));
        container = new GenericContainer<>(DockerImageName.parse(image))
                .withEnv(environment)
                .withCommand(command.toArray(String[]::new))
                .withCreateContainerCmdModifier(create -> {
                    HostConfig host = Objects.requireNonNullElseGet(create.getHostConfig(), HostConfig::new);
                    create.withExposedPorts(ExposedPort.tcp(inside)).withHostConfig(host.withPortBindings(binding));
                });
    }

    /** Returns when the container runs; whether the program in it is ready is for the caller to find out. */
    public synchronized void start() {
        if (!made) {
            container.start();
            made = true;
        } else if (!container.isRunning()) {
            DockerClientFactory.lazyClient()
                    .startContainerCmd(container.getContainerId())
                    .exec();
        }
    }

    /** Returns when the container has stopped; its data stays. */
    public synchronized void stop() {
        if (made && container.isRunning()) {
            DockerClientFactory.lazyClient()
                    .stopContainerCmd(container.getContainerId())
                    .withTimeout(SECONDS_TO_STOP)
                    .exec();
        }
    }

    public boolean isRunning() {
        return container.isRunning();
    }

    /** The end of what the program said, for messages about its failure. */
    public String words() {
        String words = container.getLogs();
        return words.substring(Math.max(0, words.length() - 4000));
    }

    @Override
    public synchronized void close() {
        container.stop();
        made = false;
    }
}
