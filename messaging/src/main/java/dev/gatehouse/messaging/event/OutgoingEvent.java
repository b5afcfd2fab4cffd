package dev.gatehouse.messaging.event;

import java.util.UUID;

/**
 * A fact that this service is about to tell.
 *
 * @param id the CloudEvents id; facts told by activities use {@link EventIds#of}, so that an activity that ran twice
 *     tells once
 * @param topic the Kafka topic
 * @param type the CloudEvents type, for example {@code dev.gatehouse.request.StackRequested.v1}
 * @param aggregate the aggregate's id: becomes subject, partition key and record key; sequences rise per aggregate
 * @param data the payload, written as JSON by the application's object mapper; holds no secret
 */
public record OutgoingEvent(UUID id, String topic, String type, String aggregate, Object data) {

    /** A fact with a fresh random id, for callers whose transaction runs at most once. */
    public static OutgoingEvent of(String topic, String type, String aggregate, Object data) {
        return new OutgoingEvent(UUID.randomUUID(), topic, type, aggregate, data);
    }
}
