/**
 * What tests of all modules use: real parts ({@link PlatformParts}, {@link Parts}), the architecture's rules
 * ({@link ArchitectureRules}), the event contract ({@link EventContract}), and the outside witness of a service: who tells it
 * facts ({@link FactSender}), what it tells ({@link TopicReader}), what it keeps ({@link Table}). Depends on the parts'
 * packages and the libraries of tests; nothing in main code depends on it.
 */
@NullMarked
package dev.gatehouse.local.testing;

import org.jspecify.annotations.NullMarked;
