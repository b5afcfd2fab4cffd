/**
 * PostgreSQL as a part: embedded binaries, or a container when a container engine is there. Depends on the root package,
 * the JDBC driver, zonky's binaries and Testcontainers.
 */
@NullMarked
package dev.gatehouse.local.postgresql;

import org.jspecify.annotations.NullMarked;
