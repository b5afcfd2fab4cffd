package dev.gatehouse.local.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads the service's tables as a test wants to see them. */
public final class Table {
    private final Parts parts;

    public Table(Parts parts) {
        this.parts = parts;
    }

    /** The rows that the query gives for a parameter, columns parted by {@code |}. */
    public List<String> rows(String query, String parameter) {
        try (Connection connection = parts.connection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            ResultSet result = statement.executeQuery();
            int columns = result.getMetaData().getColumnCount();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result, columns));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private static String row(ResultSet result, int columns) {
        return IntStream.rangeClosed(1, columns)
                .mapToObj(column -> value(result, column))
                .collect(Collectors.joining("|"));
    }

    private static String value(ResultSet result, int column) {
        try {
            return String.valueOf(result.getString(column));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
