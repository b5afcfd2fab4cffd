/**
 * The whole platform on one machine: parts and services started, watched and stopped together, data and credentials kept
 * in one folder. {@link dev.gatehouse.local.platform.LocalPlatform} is the way in, for the commands and for tests that
 * need all services. Depends on the parts' packages, {@code process} and {@code frontdoor}; on no service: those are
 * programs it starts.
 */
@NullMarked
package dev.gatehouse.local.platform;

import org.jspecify.annotations.NullMarked;
