/**
 * Generated credentials: sealed before anything uses them, read by their owners only, every reading told. Allowed
 * dependencies: {@code secret.model}, messaging.
 */
@NullMarked
package dev.gatehouse.provisioner.secret;

import org.jspecify.annotations.NullMarked;
