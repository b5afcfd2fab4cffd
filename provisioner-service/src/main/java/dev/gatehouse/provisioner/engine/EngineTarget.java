package dev.gatehouse.provisioner.engine;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine works.
 *
 * @param name the target's name; {@link #NONE} where the engine needs no target
 * @param credential empty where the target needs none
 */
public record EngineTarget(String name, Map<String, @Nullable Object> address, Optional<Credential> credential) {
    public static final EngineTarget NONE = new EngineTarget("none", Map.of(), Optional.empty());

    /** This service's own credential for the target; its text form holds no password. */
    public record Credential(String username, String password) {
        @Override
        public String toString() {
            return "Credential[username=" + username + "]";
        }
    }

    /**
     * A part of the address that the registry has already checked.
     *
     * @throws PermanentFailure if it is missing
     */
    public <T> T require(String part, Class<T> type) {
        Object value = address.get(part);
        if (!type.isInstance(value)) {
            throw new PermanentFailure(
                    "target " + name + " has no usable " + part,
                    "A platform engineer registers the target again with PUT /api/v1/targets/" + name + ".");
        }
        return type.cast(value);
    }
}
