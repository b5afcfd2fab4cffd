package dev.gatehouse.messaging.relay;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Takes rows from the outbox to the far end, in order per aggregate, for as long as the process lives. One thread, one
 * connection that also holds the shard locks: without the locks there is nothing to read with, and a connection that
 * is lost gives up both at once.
 *
 * <p>A batch that was on its way when the connection broke may arrive after its shards moved to another relay. Receivers
 * drop it by its sequence numbers.
 */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    /** The safety net behind the wake-up after a commit. */
    private static final Duration POLL = Duration.ofMillis(200);

    private static final Duration BALANCE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
    private static final int BATCH = 500;

    private final RelayKind kind;
    private final Connections connections;
    private final Delivery delivery;
    private final Doorbell doorbell = new Doorbell();
    private final Holds holds = new Holds(InstantSource.system());
    private final Thread thread;
    private final Duration poll;
    private Duration pause = FIRST_PAUSE;
    private volatile boolean closed;

    public Relay(RelayKind kind, Connections connections, Delivery delivery) {
        this(kind, connections, delivery, POLL);
    }

    Relay(RelayKind kind, Connections connections, Delivery delivery, Duration poll) {
        this.poll = poll;
        this.kind = kind;
        this.connections = connections;
        this.delivery = delivery;
        this.thread = new Thread(this::run, "outbox-" + kind.label());
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Tells the relay that a transaction with rows for it has committed. Cheap; from any thread. */
    public void wake() {
        doorbell.ring();
    }

    /** Finishes the batch in hand and gives up the shards. */
    @Override
    public void close() {
        closed = true;
        doorbell.ring();
        try {
            thread.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try (Connection connection = connections.open()) {
                serve(connection);
            } catch (SQLException | RuntimeException e) {
                if (!closed) {
                    LOG.warnf("the %s relay lost its database connection and tries again: %s", kind.label(), e);
                    rest();
                }
            }
        }
    }

    private void serve(Connection connection) throws SQLException {
        OutboxTable outbox = new OutboxTable(connection, kind.condition());
        Shards shards = new Shards(connection, kind.lockClass());
        long balanced = 0;
        while (!closed) {
            if (balanced == 0 || System.nanoTime() - balanced > BALANCE.toNanos()) {
                shards.balance();
                balanced = System.nanoTime();
            }
            List<OutboxRow> rows = outbox.waiting(shards.owned(), holds, BATCH);
            DeliveryReport report = rows.isEmpty() ? new DeliveryReport(rows, List.of()) : delivery.deliver(rows);
            if (!report.delivered().isEmpty()) {
                outbox.delete(report.delivered());
            }
            settle(report, rows.size() == BATCH);
        }
    }

    private void settle(DeliveryReport report, boolean more) {
        holds.note(report);
        report.failures()
                .forEach(failure -> LOG.warnf(
                        "not delivered, will be tried again: %s of %s to %s: %s",
                        failure.row().type(),
                        failure.row().aggregate(),
                        failure.row().destination(),
                        failure.reason()));
        if (report.blocked()) {
            rest();
            return;
        }
        pause = FIRST_PAUSE;
        if (!more) {
            await(poll);
        }
    }

    /** Waits a growing time, whatever the doorbell says: new rows do not bring the far end back. */
    private void rest() {
        long end = System.nanoTime() + pause.toNanos();
        while (!closed && System.nanoTime() < end) {
            await(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    private void await(Duration longest) {
        try {
            doorbell.await(longest);
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
