package dev.gatehouse.messaging.temporal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where Temporal is and how much this service depends on it. */
@ConfigMapping(prefix = "gatehouse.temporal")
public interface TemporalSettings {
    /** {@code host:port}. */
    @WithDefault("127.0.0.1:7233")
    String address();

    @WithDefault("default")
    String namespace();

    /** Whether this service is not ready while Temporal does not answer. */
    @WithDefault("false")
    boolean required();

    /** What answers there, for people who read the health report: for example {@code in-memory}. */
    Optional<String> kind();
}
