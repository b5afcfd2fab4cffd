package dev.gatehouse.messaging.relay;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections that belong to their caller: not pooled, because closing one must end its advisory locks. */
@FunctionalInterface
public interface Connections {
    Connection open() throws SQLException;
}
