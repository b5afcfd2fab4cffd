package dev.gatehouse.request.stack.kafka;

import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.EventData;
import dev.gatehouse.messaging.inbox.Required;
import dev.gatehouse.request.stack.model.Degradation;
import dev.gatehouse.request.stack.model.DriftFact;
import dev.gatehouse.request.stack.model.DriftFact.Degraded;
import dev.gatehouse.request.stack.model.DriftFact.Recovered;
import dev.gatehouse.request.stack.model.DriftFact.RepairNeeded;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The provisioner's events about drift, read tolerantly: only what the gate needs of them. */
final class DriftEvents {
    private static final String PREFIX = "dev.gatehouse.provisioner.";

    private DriftEvents() {}

    /** What StackDegraded says. */
    record DegradedData(
            @Required List<String> components,
            @Required String reason,
            @Required Instant since) {
        Degraded fact() {
            return new Degraded(new Degradation(components, reason, since));
        }
    }

    /** What RepairNeeded says. */
    record RepairData(
            @Required List<String> components, @Required int operationNumber) {
        RepairNeeded fact() {
            return new RepairNeeded(components, operationNumber);
        }
    }

    /** What an event means for its stack; empty for events that mean nothing, or only belong on the timeline. */
    static Optional<DriftFact> read(Event event) {
        return switch (event.type()) {
            case PREFIX + "StackDegraded.v1" ->
                Optional.of(EventData.read(event, DegradedData.class).fact());
            case PREFIX + "StackRecovered.v1" -> Optional.of(new Recovered());
            case PREFIX + "RepairNeeded.v1" ->
                Optional.of(EventData.read(event, RepairData.class).fact());
            default -> Optional.empty();
        };
    }
}
