/**
 * Looks again and again at what was made, and tells where it is not as it was made. Changes nothing. Allowed
 * dependencies: {@code drift.model}, the features provisioning, engine, target and template, messaging.
 */
@NullMarked
package dev.gatehouse.provisioner.drift;

import org.jspecify.annotations.NullMarked;
