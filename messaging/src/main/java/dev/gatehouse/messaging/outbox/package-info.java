/** The transactional outbox and its relay. Allowed dependencies: {@code event}, Hibernate Reactive, Kafka, Temporal. */
@NullMarked
package dev.gatehouse.messaging.outbox;

import org.jspecify.annotations.NullMarked;
