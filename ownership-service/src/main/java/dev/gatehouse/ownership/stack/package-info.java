/**
 * Stacks as ownership knows them: whose they are and where they live, read from the facts of request-service and
 * provisioner-service. Nothing here is told onwards.
 *
 * <p>Allowed dependencies: messaging, CDI. Not on its adapters.
 */
@NullMarked
package dev.gatehouse.ownership.stack;

import org.jspecify.annotations.NullMarked;
