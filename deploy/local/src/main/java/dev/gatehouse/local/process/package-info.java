/**
 * Programs that the local platform starts beside itself: which they are, whether they still run, and how the leftovers of a
 * killed run are found and ended. Depends on the root package and java.* only.
 */
@NullMarked
package dev.gatehouse.local.process;

import org.jspecify.annotations.NullMarked;
