package dev.gatehouse.messaging.relay;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Which relay a {@link Delivery} serves. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface Delivers {
    RelayKind value();
}
