package dev.gatehouse.messaging.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The relay's statements on the outbox table. */
final class OutboxTable {
    private final Connection connection;
    private final String waiting;

    /** @param kinds the SQL condition on {@code kind} that an index of the table covers */
    OutboxTable(Connection connection, String kinds) throws SQLException {
        this.connection = connection;
        this.waiting = """
                select position, kind, destination, type, aggregate, event_id, sequence, data, headers, traceparent,
                       created_at
                from outbox
                where %s and shard = any(?) and destination <> all(?)
                  and not exists (select from unnest(?, ?) as held (destination, aggregate)
                                  where held.destination = outbox.destination and held.aggregate = outbox.aggregate)
                order by position
                limit ?
                """.formatted(kinds);
        try (PreparedStatement setting = connection.prepareStatement("set synchronous_commit = off")) {
            // A deletion lost in a crash of the server only tells a fact twice, which every receiver recognises.
            setting.execute();
        }
    }

    List<OutboxRow> waiting(Short[] shards, Holds holds, int limit) throws SQLException {
        Set<OutboxRow.Lane> lanes = holds.lanes();
        try (PreparedStatement query = connection.prepareStatement(waiting)) {
            query.setArray(1, connection.createArrayOf("int2", shards));
            query.setArray(2, texts(holds.destinations().toArray(String[]::new)));
            query.setArray(
                    3, texts(lanes.stream().map(OutboxRow.Lane::destination).toArray(String[]::new)));
            query.setArray(
                    4, texts(lanes.stream().map(OutboxRow.Lane::aggregate).toArray(String[]::new)));
            query.setInt(5, limit);
            try (ResultSet result = query.executeQuery()) {
                List<OutboxRow> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row(result));
                }
                return rows;
            }
        }
    }

    void delete(List<OutboxRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from outbox where position = any(?)")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "int8", rows.stream().map(OutboxRow::position).toArray(Long[]::new)));
            statement.executeUpdate();
        }
    }

    private java.sql.Array texts(String[] values) throws SQLException {
        return connection.createArrayOf("text", values);
    }

    private static OutboxRow row(ResultSet result) throws SQLException {
        return new OutboxRow(
                result.getLong("position"),
                OutboxRow.Kind.of(result.getString("kind")),
                result.getString("destination"),
                result.getString("type"),
                result.getString("aggregate"),
                result.getObject("event_id", UUID.class),
                result.getLong("sequence"),
                result.getBytes("data"),
                result.getString("headers"),
                result.getString("traceparent"),
                result.getTimestamp("created_at").toInstant());
    }
}
