package dev.gatehouse.messaging.relay;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Takes rows from the outbox to the far end, in order per aggregate, for as long as the process lives. One thread, one
 * connection that also holds the shard locks: without the locks there is nothing to read with, and a connection that
 * is lost gives up both at once.
 */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final RelayKind kind;
    private final Connections connections;
    private final Delivery delivery;
    private final RelayTimes times;
    private final Doorbell doorbell = new Doorbell();
    private final Holds holds = new Holds(InstantSource.system());
    private final Handover handover;
    private final Thread thread;
    private Duration pause = FIRST_PAUSE;
    private volatile long lastRound = System.nanoTime();
    private volatile boolean closed;

    /** @param compacted the destinations of which only the newest record of an aggregate is kept */
    public Relay(RelayKind kind, Connections connections, Delivery delivery, Set<String> compacted) {
        this(kind, connections, delivery, compacted, RelayTimes.USUAL);
    }

    Relay(RelayKind kind, Connections connections, Delivery delivery, Set<String> compacted, RelayTimes times) {
        this.kind = kind;
        this.connections = connections;
        this.delivery = delivery;
        this.times = times;
        this.handover = new Handover(InstantSource.system(), times.handover(), compacted);
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

    /** How long the current round of reading and delivering has taken; grows without end only if the relay hangs. */
    Duration round() {
        return Duration.ofNanos(System.nanoTime() - lastRound);
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
            lastRound = System.nanoTime();
            try (Connection connection = connections.open()) {
                serve(connection);
            } catch (SQLException e) {
                recover(e);
            } catch (Throwable e) { // Whatever it is, the thread must live: without it no fact leaves any more.
                LOG.errorf(e, "the %s relay failed", kind.label());
                recover(e);
            }
        }
    }

    private void recover(Throwable cause) {
        if (!closed) {
            LOG.warnf("the %s relay has no database connection and tries again: %s", kind.label(), cause);
            rest();
        }
    }

    private void serve(Connection connection) throws SQLException {
        OutboxTable outbox = new OutboxTable(connection, kind.condition());
        Shards shards = new Shards(connection, kind.lockClass());
        handover.gained(shards.balance(), outbox);
        long balanced = System.nanoTime();
        while (!closed) {
            lastRound = System.nanoTime();
            if (lastRound - balanced > times.balance().toNanos()) {
                handover.gained(shards.balance(), outbox);
                balanced = lastRound;
            }
            Set<OutboxRow.Lane> held = new HashSet<>(handover.resting());
            held.addAll(holds.lanes());
            List<OutboxRow> rows = outbox.waiting(shards.owned(), holds.destinations(), held);
            DeliveryReport report = rows.isEmpty() ? new DeliveryReport(rows, List.of()) : delivery.deliver(rows);
            if (!report.delivered().isEmpty()) {
                outbox.delete(report.delivered());
            }
            settle(report, rows);
        }
    }

    private void settle(DeliveryReport report, List<OutboxRow> rows) {
        holds.note(report);
        report.failures().stream()
                .findFirst()
                .ifPresent(first -> complain(first, report.failures().size()));
        if (report.blocked()) {
            rest();
            return;
        }
        pause = FIRST_PAUSE;
        if (!OutboxTable.full(rows)) {
            await(times.poll());
            keep(times.distance(rows.size()));
        }
    }

    private static void complain(DeliveryReport.Failure first, int all) {
        OutboxRow row = first.row();
        LOG.warnf(
                "not delivered, will be tried again: %s of %s to %s: %s (%d failures in this batch)",
                row.type(), row.aggregate(), row.destination(), first.reason(), all);
    }

    /** Waits a growing time, whatever the doorbell says: new rows do not bring the far end back. */
    private void rest() {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); !closed && left > 0; left = end - System.nanoTime()) {
            await(Duration.ofNanos(Math.max(1_000_000, left)));
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    /** Begins no round sooner than this after the last one began. */
    private void keep(Duration distance) {
        long left = distance.minus(round()).toMillis();
        if (left > 0 && !closed) {
            try {
                Thread.sleep(left);
            } catch (InterruptedException e) {
                closed = true;
            }
            doorbell.silence();
        }
    }

    private void await(Duration longest) {
        try {
            doorbell.await(longest);
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
