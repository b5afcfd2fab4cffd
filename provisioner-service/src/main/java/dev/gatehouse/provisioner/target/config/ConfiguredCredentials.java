package dev.gatehouse.provisioner.target.config;

import dev.gatehouse.provisioner.target.TargetCredentials;
import dev.gatehouse.provisioner.target.model.BoundAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Reads {@code gatehouse.targets."<name>".username}, {@code .password} and {@code .address}. Each name
 * is looked up by itself, because a map cannot be recovered from environment variables once a name holds a dash.
 */
@ApplicationScoped
class ConfiguredCredentials implements TargetCredentials {
    private final Config config;

    ConfiguredCredentials(Config config) {
        this.config = config;
    }

    @Override
    public Optional<Credential> of(String targetName) {
        String prefix = "gatehouse.targets.\"" + targetName + "\".";
        return config.getOptionalValue(prefix + "username", String.class)
                .map(username -> new Credential(
                        username,
                        config.getOptionalValue(prefix + "password", String.class)
                                .orElse(""),
                        config.getOptionalValue(prefix + "address", String.class)
                                .map(BoundAddress::new)));
    }
}
