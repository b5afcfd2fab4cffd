package dev.gatehouse.request.stack.kafka;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.RejectedEvent;
import dev.gatehouse.request.stack.model.Degradation;
import dev.gatehouse.request.stack.model.DriftFact;
import dev.gatehouse.request.stack.model.DriftFact.Degraded;
import dev.gatehouse.request.stack.model.DriftFact.Recovered;
import dev.gatehouse.request.stack.model.DriftFact.RepairNeeded;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The provisioner's events about drift, read tolerantly: only what the gate needs of them. */
final class DriftEvents {
    private static final String PREFIX = "dev.gatehouse.provisioner.";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private DriftEvents() {}

    /** The members of these events; each has some of them. */
    record Data(
            @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<String> components,
            @Nullable String reason,
            @Nullable Instant since,
            @Nullable Integer operationNumber) {}

    /** What an event means for its stack; empty for events that mean nothing, or only belong on the timeline. */
    static Optional<DriftFact> read(Event event) {
        return switch (event.type()) {
            case PREFIX + "StackDegraded.v1" -> Optional.of(degraded(data(event)));
            case PREFIX + "StackRecovered.v1" -> Optional.of(new Recovered());
            case PREFIX + "RepairNeeded.v1" -> Optional.of(repairNeeded(data(event)));
            default -> Optional.empty();
        };
    }

    private static Data data(Event event) {
        try {
            return MAPPER.treeToValue(event.data(), Data.class);
        } catch (JsonProcessingException malformed) {
            throw new RejectedEvent("the data cannot be read: " + malformed.getOriginalMessage());
        }
    }

    private static Degraded degraded(Data data) {
        return new Degraded(new Degradation(
                required("components", data.components()),
                required("reason", data.reason()),
                required("since", data.since())));
    }

    private static RepairNeeded repairNeeded(Data data) {
        return new RepairNeeded(
                required("components", data.components()), required("operationNumber", data.operationNumber()));
    }

    private static <T> T required(String member, @Nullable T value) {
        if (value == null) {
            throw new RejectedEvent("the data has no " + member);
        }
        return value;
    }
}
