/**
 * What tests of all modules use: real parts ({@link PlatformParts}, {@link Parts}), the architecture's rules
 * ({@link ArchitectureRules}) and the event contract ({@link EventContract}). Depends on the parts' packages, Quarkus'
 * test resources and ArchUnit; nothing in main code depends on it.
 */
@NullMarked
package dev.gatehouse.local.testing;

import org.jspecify.annotations.NullMarked;
