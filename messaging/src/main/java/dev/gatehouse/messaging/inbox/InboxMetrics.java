package dev.gatehouse.messaging.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** What the inbox counts as it goes. */
@ApplicationScoped
class InboxMetrics {
    private final MeterRegistry registry;

    InboxMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String topic, Place place) {
        switch (place.kind()) {
            case DUPLICATE ->
                counter("gatehouse.messaging.duplicates.dropped", "Events dropped as duplicates", topic)
                        .increment();
            case BEHIND_GAP ->
                counter("gatehouse.messaging.gaps.met", "Events that arrived before a predecessor", topic)
                        .increment();
            case NEXT ->
                counter("gatehouse.messaging.events.applied", "Events applied", topic)
                        .increment();
            case BURIED ->
                counter("gatehouse.messaging.dead.letters", "Records stored as dead letters", topic)
                        .increment();
        }
    }

    private Counter counter(String name, String description, String topic) {
        return Counter.builder(name)
                .description(description)
                .tag("topic", topic)
                .register(registry);
    }
}
