package dev.gatehouse.benchmark.bare;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stack as large as request-service's: the same columns, the same members in its fact and in the answer. */
public record BareStack(
        UUID id,
        String name,
        String team,
        String template,
        String version,
        String environment,
        String namespace,
        Map<String, Object> parameters,
        List<Map<String, Object>> components,
        UUID operation,
        String requestedBy,
        String requestedAt) {

    private static final String VERSION = "2.0.0";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final int SHARDS = 16;
    private static final List<Map<String, Object>> COMPONENTS =
            List.of(component("database", "postgresql", "platform"), component("application", "gitops", "developer"));
    private static final Map<String, Object> DEFAULTS =
            Map.of("image", "registry.example/web:1.0.0", "replicas", 2, "connections", 20);

    static BareStack of(BareRequest request) {
        return new BareStack(
                UUID.randomUUID(),
                request.name(),
                request.team(),
                request.template(),
                VERSION,
                "development",
                request.team() + "-" + request.name(),
                request.parameters(),
                COMPONENTS,
                UUID.randomUUID(),
                "dana",
                OffsetDateTime.now(ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.MICROS)
                        .toString());
    }

    private static Map<String, Object> component(String name, String kind, String owner) {
        return Map.of("name", name, "kind", kind, "owner", owner, "state", "PENDING", "outputs", Map.of());
    }

    /** The values of the statements' parameters, by name. */
    Map<String, @Nullable Object> values() {
        UUID event = UUID.randomUUID();
        Buffer data = Json.encodeToBuffer(fact());
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("null", null);
        values.put("one", 1);
        values.put("stack", id);
        values.put("stackText", id.toString());
        values.put("name", name);
        values.put("team", team);
        values.put("environment", environment);
        values.put("namespace", namespace);
        values.put("labels", "{}");
        values.put("template", template);
        values.put("version", version);
        values.put("parameters", Json.encode(parameters));
        values.put("components", Json.encode(components));
        values.put("outputs", "{}");
        values.put("operation", operation);
        values.put("operationKind", "PROVISION");
        values.put("operationState", "ACCEPTED");
        values.put("none", "NONE");
        values.put("requestedBy", requestedBy);
        values.put("time", OffsetDateTime.parse(requestedAt));
        values.put("event", event);
        values.put("eventText", event.toString());
        values.put("source", "/request-service");
        values.put("topic", "request.stack.v1");
        values.put("type", "dev.gatehouse.request.StackRequested.v1");
        values.put("shard", (short) Math.floorMod(id.toString().hashCode(), SHARDS));
        values.put("data", data);
        values.put("dataText", data.toString());
        values.put("trace", TRACE);
        return values;
    }

    private Map<String, Object> fact() {
        return Map.ofEntries(
                Map.entry("stackId", id.toString()),
                Map.entry("name", name),
                Map.entry("team", team),
                Map.entry("environment", environment),
                Map.entry("namespace", namespace),
                Map.entry("labels", Map.of()),
                Map.entry("template", Map.of("name", template, "version", version)),
                Map.entry("parameters", parameters),
                Map.entry("defaults", DEFAULTS),
                Map.entry("generation", 1),
                Map.entry("operation", Map.of("id", operation.toString(), "number", 1, "kind", "provision")),
                Map.entry("requestedBy", requestedBy),
                Map.entry("requestedAt", requestedAt));
    }
}
