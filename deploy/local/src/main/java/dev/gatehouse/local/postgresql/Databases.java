package dev.gatehouse.local.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes databases and roles, each once; a password given later replaces the one before. */
public final class Databases {

    private final PostgresqlServer server;

    public Databases(PostgresqlServer server) {
        this.server = server;
    }

    /** A database with an owner role of the same name; nobody else may connect to it. */
    public void ensureOwned(String name, String password) {
        try (Connection connection = server.superuser("postgres")) {
            ensureRole(connection, name, password, "LOGIN NOCREATEDB NOCREATEROLE NOSUPERUSER");
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                execute(connection, "CREATE DATABASE %I OWNER %I", name, name);
            }
            execute(connection, "REVOKE ALL ON DATABASE %I FROM PUBLIC", name);
        } catch (SQLException e) {
            throw new IllegalStateException("The database " + name + " cannot be made", e);
        }
    }

    /** The role by which the provisioner makes stacks' databases: it creates databases and roles and is no super user. */
    public void ensureTargetRole(String name, String password) {
        try (Connection connection = server.superuser("postgres")) {
            ensureRole(connection, name, password, "LOGIN CREATEDB CREATEROLE NOSUPERUSER");
        } catch (SQLException e) {
            throw new IllegalStateException("The role " + name + " cannot be made", e);
        }
    }

    private static void ensureRole(Connection connection, String name, String password, String attributes)
            throws SQLException {
        boolean known = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name);
        execute(connection, (known ? "ALTER" : "CREATE") + " ROLE %I " + attributes + " PASSWORD %L", name, password);
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    /** Runs a definition whose names and literals the server itself quotes ({@code %I}, {@code %L}). */
    private static void execute(Connection connection, String definition, String... arguments) throws SQLException {
        try (PreparedStatement format = connection.prepareStatement("SELECT format(?, VARIADIC ?::text[])");
                Statement statement = connection.createStatement()) {
            format.setString(1, definition);
            format.setArray(2, connection.createArrayOf("text", arguments));
            ResultSet formatted = format.executeQuery();
            formatted.next();
            statement.execute(formatted.getString(1));
        }
    }
}
