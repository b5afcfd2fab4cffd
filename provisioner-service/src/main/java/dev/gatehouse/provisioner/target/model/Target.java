package dev.gatehouse.provisioner.target.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place to provision into.
 *
 * @param kind {@code postgresql}, {@code git}, {@code cluster} or {@code dns}
 * @param address where it is; never a credential
 * @param environments the environments that it serves; empty: every one
 */
public record Target(
        String name,
        String kind,
        Map<String, @Nullable Object> address,
        List<String> environments,
        String registeredBy,
        Instant registeredAt) {

    public Target {
        environments = List.copyOf(environments);
    }
}
