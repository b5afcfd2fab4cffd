package dev.gatehouse.provisioner.secret.model;

import java.time.Instant;

/** Somebody of the owning team read a secret: a fact on the stack's aggregate, so it shows on the stack's timeline. */
public record SecretRead(String stackId, String reference, String readBy, Instant readAt) {
    public static final String TYPE = "dev.gatehouse.provisioner.SecretRead.v1";
    public static final String TOPIC = "provisioner.stack.v1";
}
