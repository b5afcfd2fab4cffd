package dev.gatehouse.messaging.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Iterator;

/**
 * Which shards of the outbox this relay may deliver. Ownership is a session-level advisory lock, so PostgreSQL gives a
 * shard free the moment its owner's connection ends, and at most one relay at a time serves an aggregate. Every relay
 * also holds one shared lock by which the relays count each other and take a fair share.
 */
public final class Shards {
    /** Rows carry their shard: to change the number, let the outbox run empty first. */
    static final int COUNT = 16;

    private static final int MEMBERSHIP = COUNT;

    private final Connection connection;
    private final int lockClass;
    private final BitSet owned = new BitSet(COUNT);

    /** Joins the relays that share {@code lockClass}. */
    Shards(Connection connection, int lockClass) throws SQLException {
        this.connection = connection;
        this.lockClass = lockClass;
        call("select pg_advisory_lock_shared(?, ?)", MEMBERSHIP);
    }

    /** The shard of an aggregate. {@link String#hashCode} is specified, so every replica and version agrees. */
    public static short of(String aggregate) {
        return (short) Math.floorMod(aggregate.hashCode(), COUNT);
    }

    /**
     * Takes free shards up to the fair share, and gives those beyond it back. Call it between two batches only.
     *
     * @return the shards that were gained
     */
    BitSet balance() throws SQLException {
        int share = share(members());
        Iterator<Integer> surplus = owned.stream().skip(share).boxed().toList().iterator();
        while (surplus.hasNext()) {
            int shard = surplus.next();
            call("select pg_advisory_unlock(?, ?)", shard);
            owned.clear(shard);
        }
        BitSet gained = new BitSet(COUNT);
        for (int shard = 0; shard < COUNT && owned.cardinality() < share; shard++) {
            if (!owned.get(shard) && call("select pg_try_advisory_lock(?, ?)", shard)) {
                owned.set(shard);
                gained.set(shard);
            }
        }
        return gained;
    }

    /** Rounded up, so that the shares of all members cover every shard. */
    static int share(int members) {
        return (COUNT + members - 1) / Math.max(1, members);
    }

    BitSet owned() {
        return owned;
    }

    private int members() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select count(*) from pg_locks
                where locktype = 'advisory' and granted and objsubid = 2
                  and classid = cast(? as oid) and objid = cast(? as oid)
                  and database = (select oid from pg_database where datname = current_database())
                """)) {
            query.setLong(1, lockClass);
            query.setLong(2, MEMBERSHIP);
            try (ResultSet result = query.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }

    private boolean call(String lockFunction, int key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(lockFunction)) {
            query.setInt(1, lockClass);
            query.setInt(2, key);
            try (ResultSet result = query.executeQuery()) {
                result.next();
                return "t".equals(result.getString(1));
            }
        }
    }
}
