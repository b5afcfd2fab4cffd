package dev.gatehouse.provisioner.engine.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Statements that take no bind parameters (PostgreSQL's utility statements), with every name and text quoted by the
 * server itself: {@code %I} for an identifier, {@code %L} for a literal.
 */
final class Statements {
    private final Connection connection;

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** Runs a statement whose placeholders PostgreSQL's {@code format} fills. */
    void execute(String template, String... values) throws SQLException {
        String sql;
        try (PreparedStatement format =
                connection.prepareStatement("select pg_catalog.format(?::text, variadic ?::text[])")) {
            format.setString(1, template);
            format.setArray(2, connection.createArrayOf("text", values));
            try (ResultSet result = format.executeQuery()) {
                result.next();
                sql = result.getString(1);
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the one row that a query yields; empty if there is no row or it is null. */
    Optional<String> text(String query, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.ofNullable(result.getString(1)) : Optional.empty();
            }
        }
    }

    /** Every row that a query yields, as texts; for columns that are never null. */
    List<List<String>> rows(String query, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                List<List<String>> rows = new ArrayList<>();
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        row.add(result.getString(column));
                    }
                    rows.add(row);
                }
                return rows;
            }
        }
    }

    boolean isTrue(String query, String... values) throws SQLException {
        return text(query, values).map("t"::equals).orElse(false);
    }
}
