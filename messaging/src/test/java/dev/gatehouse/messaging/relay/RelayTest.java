package dev.gatehouse.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.local.testing.Part;
import dev.gatehouse.local.testing.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Relays without a service around them: on a real database, delivering into lists. */
class RelayTest {
    private static Parts parts;

    private final List<Relay> relays = new ArrayList<>();

    @BeforeAll
    static void startDatabase() throws SQLException, IOException {
        parts = Parts.start("relay", EnumSet.of(Part.POSTGRESQL), List.of());
        try (Connection connection = parts.connection();
                Statement statement = connection.createStatement();
                var script = RelayTest.class.getResourceAsStream("/db/messaging/V0_1__outbox.sql")) {
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @AfterAll
    static void stopDatabase() {
        parts.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        try (Connection connection = parts.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate outbox");
        }
    }

    @AfterEach
    void stopRelays() {
        relays.forEach(Relay::close);
    }

    @Test
    void twoRelaysShareTheShardsAndKeepTheOrderOfEveryAggregate() throws SQLException {
        Far far = new Far();
        Replica first = new Replica(far);
        Replica second = new Replica(far);
        await().untilAsserted(() -> {
            assertThat(shardsLocked()).isEqualTo(Shards.COUNT);
            assertThat(owners()).hasSize(2);
        });

        Map<String, List<Long>> written = write(40, 25);

        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(far.received).isEqualTo(written);
        assertThat(first.batches).isNotEmpty();
        assertThat(second.batches).isNotEmpty();
    }

    @Test
    void relayTakesOverWhenTheOtherDiesAndKeepsTheOrder() throws SQLException {
        Far far = new Far();
        Replica first = new Replica(far);
        Replica second = new Replica(far);
        await().untilAsserted(() -> assertThat(owners()).hasSize(2));
        Map<String, List<Long>> written = write(20, 10);
        first.die();

        write(20, 10).forEach((aggregate, positions) -> written.get(aggregate).addAll(positions));

        await().untilAsserted(() -> assertThat(waiting()).isZero());
        // What the dead relay had on its way may have come twice: the first coming counts, as for every receiver.
        assertThat(far.firstComing()).isEqualTo(written);
        assertThat(second.batches).isNotEmpty();
    }

    @Test
    void recordStillOnItsWayWhenItsRelayVanishedArrivesBeforeAnyNewerOne() throws Exception {
        Far far = new Far();
        Replica slow = new Replica(far);
        await().untilAsserted(() -> assertThat(shardsLocked()).isEqualTo(Shards.COUNT));
        slow.onItsWay = new CountDownLatch(1);
        List<Long> positions = new ArrayList<>(write(1, 1).get("aggregate-0"));
        await().until(() -> slow.sending);
        Replica other = new Replica(far);
        await().untilAsserted(() -> assertThat(members()).isEqualTo(2));

        slow.loseConnection();
        await().untilAsserted(() -> assertThat(owners()).containsExactly(other.backend));
        positions.addAll(write(1, 1).get("aggregate-0"));

        newestCameLast(far, slow, positions);
    }

    /** It cannot know that there was another relay a moment ago. */
    @Test
    void relayThatHasJustStartedLetsRecordsOnTheirWayArriveFirstToo() throws Exception {
        Far far = new Far();
        Replica slow = new Replica(far);
        await().untilAsserted(() -> assertThat(shardsLocked()).isEqualTo(Shards.COUNT));
        slow.onItsWay = new CountDownLatch(1);
        List<Long> positions = new ArrayList<>(write(1, 1).get("aggregate-0"));
        await().until(() -> slow.sending);

        slow.loseConnection();
        await().untilAsserted(() -> assertThat(shardsLocked()).isZero());
        Replica fresh = new Replica(far);
        await().untilAsserted(() -> assertThat(owners()).containsExactly(fresh.backend));
        positions.addAll(write(1, 1).get("aggregate-0"));

        newestCameLast(far, slow, positions);
    }

    /** The new owner has read past both facts before the old one's copy arrives. */
    private static void newestCameLast(Far far, Replica slow, List<Long> positions) throws SQLException {
        write("facts", "written-last");
        await().until(() -> far.received.containsKey("written-last"));
        Objects.requireNonNull(slow.onItsWay).countDown();

        await().untilAsserted(() -> assertThat(waiting()).isZero());
        List<Long> received = far.received.get("aggregate-0");
        assertThat(received.get(received.size() - 1)).isEqualTo(positions.get(1));
        assertThat(received)
                .as("the newer fact comes after every copy of the older")
                .isSorted();
        assertThat(received).containsAll(positions);
    }

    @Test
    void onlyAggregatesOfCompactedTopicsOfWhichSomethingWaitedRestAfterTakeover() throws SQLException {
        Far far = new Far();
        write("compacted", "waiting-state");
        write("facts", "waiting-fact");
        Duration never = Duration.ofDays(1);
        new Replica(
                far,
                Set.of("compacted"),
                new RelayTimes(Duration.ofMillis(50), Duration.ZERO, Duration.ofMillis(200), never));
        await().untilAsserted(() -> assertThat(shardsLocked()).isEqualTo(Shards.COUNT));

        write("compacted", "waiting-state");
        write("compacted", "later-state");

        await().untilAsserted(() -> assertThat(far.received).containsOnlyKeys("waiting-fact", "later-state"));
        await().untilAsserted(() -> assertThat(waiting()).isEqualTo(2));
    }

    @Test
    void serverIsToldToNoticeRelaysThatVanishWithoutWord() throws SQLException {
        try (Connection connection = parts.connection()) {
            new OutboxTable(connection, RelayKind.EVENTS.condition());

            assertThat(setting(connection, "tcp_keepalives_idle")).isEqualTo("5");
            assertThat(setting(connection, "tcp_keepalives_count")).isEqualTo("3");
            assertThat(setting(connection, "tcp_user_timeout")).isIn("15s", "15000");
            assertThat(setting(connection, "idle_session_timeout")).isEqualTo("1min");
        }
    }

    @Test
    void batchesAreLimitedByTheirBytesToo() throws SQLException {
        write(20, 1);
        try (Connection connection = parts.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("update outbox set data = convert_to(repeat('x', 1048576), 'UTF8')");
            OutboxTable table = new OutboxTable(connection, RelayKind.EVENTS.condition());
            BitSet all = new BitSet();
            all.set(0, Shards.COUNT);

            List<OutboxRow> batch = table.waiting(all, Set.of(), Set.of());

            assertThat(batch).hasSize(8);
            assertThat(OutboxTable.full(batch)).isTrue();
        }
    }

    @Test
    void relayOutlivesWhateverItsDeliveryThrows() throws SQLException {
        Far far = new Far();
        far.fault = new StackOverflowError("injected");
        new Replica(far);
        write(1, 1);
        await().until(() -> far.faults.get() >= 2);

        far.fault = null;

        await().untilAsserted(() -> assertThat(waiting()).isZero());
    }

    @Test
    void rowAskedForAgainWhileItIsDeliveredIsDeliveredAgain() throws SQLException {
        Far far = new Far();
        Replica replica = new Replica(far);
        await().untilAsserted(() -> assertThat(shardsLocked()).isEqualTo(Shards.COUNT));
        replica.onItsWay = new CountDownLatch(1);
        write(1, 1);
        await().until(() -> replica.sending);
        try (Connection connection = parts.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("update outbox set revision = revision + 1");
        }
        replica.onItsWay.countDown();

        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(far.received.get("aggregate-0")).hasSize(2);
    }

    @Test
    void lostConnectionIsReplaced() throws SQLException {
        Far far = new Far();
        new Replica(far);
        write(1, 1);
        await().untilAsserted(() -> assertThat(waiting()).isZero());

        try (Connection superuser = parts.superuserConnection("relay");
                Statement statement = superuser.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'");
        }
        Map<String, List<Long>> written = write(3, 3);

        await().untilAsserted(() -> assertThat(waiting()).isZero());
        written.forEach((aggregate, positions) ->
                assertThat(far.received.get(aggregate)).endsWith(positions.toArray(Long[]::new)));
    }

    @Test
    void rowThatFailsStopsOnlyItsOwnAggregate() throws SQLException {
        Far far = new Far();
        far.refusing.add("aggregate-2");
        new Replica(far);

        Map<String, List<Long>> written = write(5, 4);

        await().untilAsserted(() -> assertThat(waiting()).isEqualTo(4));
        assertThat(far.received).hasSize(4).doesNotContainKey("aggregate-2");
        far.refusing.clear();
        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(far.received).isEqualTo(written);
    }

    @Test
    void absentFarEndHoldsEverythingUntilItIsBack() throws SQLException {
        Far far = new Far();
        far.away = true;
        new Replica(far);

        Map<String, List<Long>> written = write(5, 4);
        await().until(() -> far.refusals.size() >= 3);
        assertThat(waiting()).isEqualTo(20);

        far.away = false;
        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(far.received).isEqualTo(written);
    }

    @Test
    void wokenRelayDeliversWithoutWaitingForItsPoll() throws SQLException {
        Far far = new Far();
        Duration never = Duration.ofDays(1);
        Replica replica = new Replica(far, Set.of(), new RelayTimes(never, Duration.ZERO, never, never));
        await().untilAsserted(() -> assertThat(shardsLocked()).isEqualTo(Shards.COUNT));

        write(3, 1);
        replica.relay.wake();

        await().untilAsserted(() -> assertThat(far.total()).isEqualTo(3));
    }

    @Test
    void underLoadRowsThatComeOneByOneLeaveTogether() throws SQLException {
        Far far = new Far();
        Duration second = Duration.ofSeconds(1);
        Replica replica = new Replica(far, Set.of(), new RelayTimes(second, second, second, second));
        await().untilAsserted(() -> assertThat(shardsLocked()).isEqualTo(Shards.COUNT));

        write(250, 1);
        replica.relay.wake();
        await().untilAsserted(() -> assertThat(far.total()).isEqualTo(250));
        for (int i = 0; i < 20; i++) {
            write(1, 1);
            replica.relay.wake();
        }

        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(far.total()).isEqualTo(270);
        assertThat(replica.batches).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void manyRowsLeaveInFewBatches() throws SQLException {
        write(200, 50);
        Far far = new Far();
        Replica replica = new Replica(far);

        await().untilAsserted(() -> assertThat(waiting()).isZero());

        assertThat(far.total()).isEqualTo(10_000);
        assertThat(replica.batches).hasSizeLessThanOrEqualTo(21);
    }

    @Test
    void roundsDrawApartWithTheRowsTheyCarry() {
        assertThat(RelayTimes.USUAL.distance(0)).isZero();
        assertThat(RelayTimes.USUAL.distance(1)).isEqualTo(Duration.ofMillis(4));
        assertThat(RelayTimes.USUAL.distance(500)).isEqualTo(RelayTimes.USUAL.distance());
    }

    @Test
    void sharesCoverEveryShard() {
        for (int members = 1; members <= 20; members++) {
            assertThat(Shards.share(members) * members).isGreaterThanOrEqualTo(Shards.COUNT);
        }
        assertThat(Shards.share(1)).isEqualTo(16);
        assertThat(Shards.share(3)).isEqualTo(6);
        assertThat(Shards.share(16)).isEqualTo(1);
    }

    /** One replica of a service, of which only the relay is real. */
    private final class Replica implements Delivery {
        private final Far far;
        private final Relay relay;
        private final List<Integer> batches = new CopyOnWriteArrayList<>();
        private volatile boolean dead;
        private volatile boolean sending;
        private volatile @Nullable CountDownLatch onItsWay;
        private volatile int backend;

        Replica(Far far) {
            this(
                    far,
                    Set.of("topic"),
                    new RelayTimes(
                            Duration.ofMillis(50), Duration.ZERO, Duration.ofMillis(200), Duration.ofSeconds(2)));
        }

        Replica(Far far, Set<String> compacted, RelayTimes times) {
            this.far = far;
            relay = new Relay(
                    RelayKind.EVENTS,
                    () -> {
                        if (dead) {
                            throw new SQLException("this process is gone");
                        }
                        Connection connection = parts.connection();
                        backend = connection.unwrap(PGConnection.class).getBackendPID();
                        return connection;
                    },
                    this,
                    compacted,
                    times);
            relays.add(relay);
            relay.start();
        }

        @Override
        public DeliveryReport deliver(List<OutboxRow> rows) {
            if (dead) {
                throw new IllegalStateException("this process is gone");
            }
            batches.add(rows.size());
            CountDownLatch latch = onItsWay;
            if (latch != null) {
                sending = true;
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return far.take(rows);
        }

        void loseConnection() throws SQLException {
            try (Connection superuser = parts.superuserConnection("relay");
                    Statement statement = superuser.createStatement()) {
                statement.execute("select pg_terminate_backend(" + backend + ")");
            }
        }

        /** From now on it delivers nothing and opens no connection; its next step ends the one it has. */
        void die() {
            dead = true;
        }
    }

    /** The far end of the relays. */
    private static final class Far {
        final Map<String, List<Long>> received = new ConcurrentHashMap<>();
        final Set<String> refusing = ConcurrentHashMap.newKeySet();
        final List<Long> refusals = new CopyOnWriteArrayList<>();
        final AtomicInteger faults = new AtomicInteger();
        volatile boolean away;
        volatile @Nullable Error fault;

        DeliveryReport take(List<OutboxRow> rows) {
            Error now = fault;
            if (now != null) {
                faults.incrementAndGet();
                throw now;
            }
            List<OutboxRow> taken = new ArrayList<>();
            List<DeliveryReport.Failure> failures = new ArrayList<>();
            for (OutboxRow row : rows) {
                if (away || refusing.contains(row.aggregate())) {
                    refusals.add(row.position());
                    failures.add(new DeliveryReport.Failure(
                            row,
                            away ? DeliveryReport.Obstacle.EVERYTHING : DeliveryReport.Obstacle.AGGREGATE,
                            "refused"));
                    continue;
                }
                received.computeIfAbsent(row.aggregate(), any -> new CopyOnWriteArrayList<>())
                        .add(row.position());
                taken.add(row);
            }
            return new DeliveryReport(taken, failures);
        }

        int total() {
            return received.values().stream().mapToInt(List::size).sum();
        }

        Map<String, List<Long>> firstComing() {
            Map<String, List<Long>> distinct = new LinkedHashMap<>();
            received.forEach((aggregate, positions) ->
                    distinct.put(aggregate, positions.stream().distinct().toList()));
            return distinct;
        }
    }

    private static void write(String destination, String aggregate) throws SQLException {
        try (Connection connection = parts.connection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into outbox (kind, shard, destination, type, aggregate, event_id, sequence, data)
                        values ('event', ?, ?, 'type', ?, gen_random_uuid(), 1, '{}')
                        """)) {
            insert.setShort(1, Shards.of(aggregate));
            insert.setString(2, destination);
            insert.setString(3, aggregate);
            insert.executeUpdate();
        }
    }

    /** Writes {@code each} rows of each aggregate, aggregates taking turns; answers the positions by aggregate. */
    private static Map<String, List<Long>> write(int aggregates, int each) throws SQLException {
        Map<String, List<Long>> written = new LinkedHashMap<>();
        try (Connection connection = parts.connection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into outbox (kind, shard, destination, type, aggregate, event_id, sequence, data)
                        values ('event', ?, 'topic', 'type', ?, gen_random_uuid(), 1, '{}') returning position
                        """)) {
            connection.setAutoCommit(false);
            for (int i : IntStream.range(0, aggregates * each).toArray()) {
                String aggregate = "aggregate-" + i % aggregates;
                insert.setShort(1, Shards.of(aggregate));
                insert.setString(2, aggregate);
                try (ResultSet result = insert.executeQuery()) {
                    result.next();
                    written.computeIfAbsent(aggregate, any -> new ArrayList<>()).add(result.getLong(1));
                }
            }
            connection.commit();
        }
        return written;
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("show " + name)) {
            result.next();
            return result.getString(1);
        }
    }

    private static int members() throws SQLException {
        return number("select count(*) from pg_locks where locktype = 'advisory' and objid = " + Shards.COUNT);
    }

    private static int waiting() throws SQLException {
        return number("select count(*) from outbox");
    }

    private static int shardsLocked() throws SQLException {
        return number("select count(distinct objid) from pg_locks where locktype = 'advisory' and objid < 16");
    }

    private static List<Integer> owners() throws SQLException {
        List<Integer> owners = new ArrayList<>();
        try (Connection connection = parts.connection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select pid from pg_locks where locktype = 'advisory' and objid < 16 group by pid")) {
            while (result.next()) {
                owners.add(result.getInt(1));
            }
        }
        return owners;
    }

    private static int number(String query) throws SQLException {
        try (Connection connection = parts.connection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getInt(1);
        }
    }
}
