package dev.gatehouse.messaging.inbox;

import dev.gatehouse.messaging.event.Event;
import org.hibernate.reactive.mutiny.Mutiny;

/** What has an order of its own: an aggregate of one producer, on one topic. */
record Aggregate(String topic, String source, String id) {

    static Aggregate of(String topic, Event event) {
        return new Aggregate(topic, event.source().toString(), event.subject());
    }

    /** Fills the parameters {@code :topic}, {@code :source} and {@code :aggregate}. */
    <Q extends Mutiny.AbstractQuery> Q address(Q query) {
        query.setParameter("topic", topic).setParameter("source", source).setParameter("aggregate", id);
        return query;
    }
}
