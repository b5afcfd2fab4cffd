/**
 * The consumer of {@code request.template.v1}, with a tolerant record of what it reads there. Allowed dependencies:
 * {@code release}, messaging, Reactive Messaging, Jackson.
 */
@NullMarked
package dev.gatehouse.upgrade.release.kafka;

import org.jspecify.annotations.NullMarked;
