package dev.gatehouse.messaging.event;

import java.net.URI;
import java.time.Instant;

/** The CloudEvents attributes of an outgoing fact, sequence number included. */
public record EventAttributes(String id, URI source, String type, String aggregate, long sequence, Instant time) {}
