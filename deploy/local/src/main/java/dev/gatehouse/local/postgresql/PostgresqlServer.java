package dev.gatehouse.local.postgresql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One PostgreSQL server on the loopback interface. Passwords are checked (SCRAM), fsync is on. It may be stopped and
 * started again any number of times and keeps its port and its data.
 */
public interface PostgresqlServer extends AutoCloseable {

    /** Returns when the server accepts connections. */
    void start();

    /** Returns when the server has gone; its data stays. */
    void stop();

    int port();

    /** A connection of the super user {@code postgres} to the database. */
    Connection superuser(String database) throws SQLException;

    /** Stops the server; what becomes of the data is said by the implementation. */
    @Override
    void close();
}
