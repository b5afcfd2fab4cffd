package dev.gatehouse.provisioner.target.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A target, whole: the topic is compacted, one record per name. Holds no credential. */
public record TargetRegistered(
        String name,
        String kind,
        Map<String, @Nullable Object> address,
        List<String> environments,
        String registeredBy,
        Instant registeredAt) {

    public static final String TYPE = "dev.gatehouse.provisioner.TargetRegistered.v1";
    public static final String TOPIC = "provisioner.target.v1";

    public static TargetRegistered of(Target target) {
        return new TargetRegistered(
                target.name(),
                target.kind(),
                target.address(),
                target.environments(),
                target.registeredBy(),
                target.registeredAt());
    }
}
