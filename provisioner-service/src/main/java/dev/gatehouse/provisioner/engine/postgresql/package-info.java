/**
 * Databases on a PostgreSQL server with their owner role, their read-only role and the logins of both. Allowed
 * dependencies: the engine port, {@code secret}, JDBC.
 */
@NullMarked
package dev.gatehouse.provisioner.engine.postgresql;

import org.jspecify.annotations.NullMarked;
