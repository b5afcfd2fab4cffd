/**
 * Consumers of {@code request.stack.v1} and {@code provisioner.stack.v1}, with tolerant records of what they read there.
 * Allowed dependencies: {@code stack}, messaging, Reactive Messaging, Jackson.
 */
@NullMarked
package dev.gatehouse.upgrade.stack.kafka;

import org.jspecify.annotations.NullMarked;
