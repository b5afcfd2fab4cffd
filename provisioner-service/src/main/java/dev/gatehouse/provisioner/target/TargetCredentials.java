package dev.gatehouse.provisioner.target;

import dev.gatehouse.provisioner.target.model.BoundAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** This service's own credentials for targets. They live in configuration only, never in a row or an event. */
public interface TargetCredentials {

    Optional<Credential> of(String targetName);

    /**
     * A user name and its password.
     *
     * @param boundTo the only place where it may be used; empty where the configuration does not say
     */
    record Credential(String username, String password, Optional<BoundAddress> boundTo) {

        public boolean mayBeUsedAt(String kind, Map<String, @Nullable Object> address) {
            return boundTo.map(bound -> bound.covers(kind, address)).orElse(true);
        }

        @Override
        public String toString() {
            return "Credential[username=" + username + "]";
        }
    }
}
