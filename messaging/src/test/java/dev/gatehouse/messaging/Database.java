package dev.gatehouse.messaging;

import dev.gatehouse.local.testing.Parts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The service's tables as a test wants to see them. */
public final class Database {
    private final Parts parts;

    public Database(Parts parts) {
        this.parts = parts;
    }

    public long count(String query, Object... parameters) {
        return Long.parseLong(column(query, parameters).get(0));
    }

    public void execute(String change, Object... parameters) {
        try (Connection connection = parts.connection();
                PreparedStatement statement = connection.prepareStatement(change)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(change, e);
        }
    }

    /** The first column of each row, as text. */
    public List<String> column(String query, Object... parameters) {
        try (Connection connection = parts.connection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            ResultSet result = statement.executeQuery();
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
