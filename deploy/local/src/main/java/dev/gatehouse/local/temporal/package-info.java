/**
 * Temporal as a part: an outside server, the {@code temporal} program, or the in-memory test server. Depends on the root
 * package and Temporal's test server.
 */
@NullMarked
package dev.gatehouse.local.temporal;

import org.jspecify.annotations.NullMarked;
