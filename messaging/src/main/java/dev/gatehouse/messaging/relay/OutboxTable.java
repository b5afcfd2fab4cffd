package dev.gatehouse.messaging.relay;

import dev.gatehouse.messaging.relay.OutboxRow.Lane;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The relay's statements on the outbox table. */
final class OutboxTable {
    static final int MOST_ROWS = 500;
    /** A batch lies in memory; rows may have up to a megabyte each. */
    static final long MOST_BYTES = 8L << 20;

    /**
     * A deletion lost in a crash of the server only tells a fact twice, which every receiver recognises. The rest lets
     * the server notice within seconds that the other side is gone without a word, and within a minute that it stands
     * still, so that the shards become free.
     */
    private static final String SESSION = """
            set synchronous_commit = off;
            set tcp_keepalives_idle = 5;
            set tcp_keepalives_interval = 2;
            set tcp_keepalives_count = 3;
            set tcp_user_timeout = 15000;
            set idle_session_timeout = '60s'
            """;

    private final Connection connection;
    private final String kinds;
    private final String waiting;

    /** @param kinds the SQL condition on {@code kind} that an index of the table covers */
    OutboxTable(Connection connection, String kinds) throws SQLException {
        this.connection = connection;
        this.kinds = kinds;
        this.waiting = """
                select * from (
                    select *, sum(octet_length(data)) over (order by position) - octet_length(data) as bytes_before
                    from (
                        select * from outbox
                        where %s and shard = any(?) and destination <> all(?)
                          and not exists (
                              select from unnest(?, ?) as held (destination, aggregate)
                              where held.destination = outbox.destination and held.aggregate = outbox.aggregate)
                        order by position
                        limit ?
                    ) as oldest
                ) as batch
                where bytes_before < ?
                order by position
                """.formatted(kinds);
        try (Statement settings = connection.createStatement()) {
            settings.execute(SESSION);
        }
    }

    /** The oldest rows of some shards, past what is held; as many as fit into one batch. */
    List<OutboxRow> waiting(BitSet shards, Set<String> heldDestinations, Set<Lane> heldLanes) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(waiting)) {
            query.setArray(1, numbers(shards));
            query.setArray(2, texts(heldDestinations.stream()));
            query.setArray(3, texts(heldLanes.stream().map(Lane::destination)));
            query.setArray(4, texts(heldLanes.stream().map(Lane::aggregate)));
            query.setInt(5, MOST_ROWS);
            query.setLong(6, MOST_BYTES);
            try (ResultSet result = query.executeQuery()) {
                List<OutboxRow> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row(result));
                }
                return rows;
            }
        }
    }

    /** The aggregates, by destination, of which something waits in some shards. */
    Set<Lane> lanes(BitSet shards, Set<String> destinations) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select distinct destination, aggregate from outbox where %s and shard = any(?) and destination = any(?)
                """.formatted(kinds))) {
            query.setArray(1, numbers(shards));
            query.setArray(2, texts(destinations.stream()));
            try (ResultSet result = query.executeQuery()) {
                Set<Lane> lanes = new HashSet<>();
                while (result.next()) {
                    lanes.add(new Lane(result.getString("destination"), result.getString("aggregate")));
                }
                return lanes;
            }
        }
    }

    /** Whether a batch was cut off, so that the next one is there already. */
    static boolean full(List<OutboxRow> rows) {
        return rows.size() == MOST_ROWS
                || rows.stream().mapToLong(row -> row.data().length).sum() >= MOST_BYTES;
    }

    /** Removes delivered rows, but none that has been asked for again since. */
    void delete(List<OutboxRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                delete from outbox using unnest(?, ?) as delivered (position, revision)
                where outbox.position = delivered.position and outbox.revision = delivered.revision
                """)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "int8", rows.stream().map(OutboxRow::position).toArray(Long[]::new)));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int4", rows.stream().map(OutboxRow::revision).toArray(Integer[]::new)));
            statement.executeUpdate();
        }
    }

    private Array texts(Stream<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray(String[]::new));
    }

    private Array numbers(BitSet values) throws SQLException {
        return connection.createArrayOf(
                "int2", values.stream().mapToObj(value -> (short) value).toArray(Short[]::new));
    }

    private static OutboxRow row(ResultSet result) throws SQLException {
        return new OutboxRow(
                result.getLong("position"),
                result.getInt("revision"),
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
