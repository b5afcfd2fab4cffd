package dev.gatehouse.messaging.outbox;

import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.trace.TraceParent;
import org.jspecify.annotations.Nullable;

/** A fact with the trace that it belongs to, for one that is told in a transaction of several traces. */
public record TracedEvent(OutgoingEvent event, @Nullable String traceparent) {

    /** In the current trace. */
    public static TracedEvent here(OutgoingEvent event) {
        return new TracedEvent(event, TraceParent.current());
    }
}
