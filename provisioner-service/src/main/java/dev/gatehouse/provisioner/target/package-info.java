/**
 * The registry of places to provision into, and this service's credentials for them. Allowed dependencies: {@code
 * target.model}, messaging.
 */
@NullMarked
package dev.gatehouse.provisioner.target;

import org.jspecify.annotations.NullMarked;
