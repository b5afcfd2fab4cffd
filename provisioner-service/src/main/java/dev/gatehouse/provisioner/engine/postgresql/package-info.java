/**
 * Databases with their owner roles on a PostgreSQL server. Allowed dependencies: the engine port, {@code secret},
 * JDBC.
 */
@NullMarked
package dev.gatehouse.provisioner.engine.postgresql;

import org.jspecify.annotations.NullMarked;
