/**
 * Stacks and their versions, read from the facts of request-service and provisioner-service. A version is current only
 * when the operation that brings it has ended in {@code StackProvisioned}. Nothing here is told onwards.
 *
 * <p>Allowed dependencies: messaging, CDI. Not on its adapters.
 */
@NullMarked
package dev.gatehouse.upgrade.stack;

import org.jspecify.annotations.NullMarked;
