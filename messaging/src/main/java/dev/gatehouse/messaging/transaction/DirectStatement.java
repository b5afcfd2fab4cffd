package dev.gatehouse.messaging.transaction;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.jspecify.annotations.Nullable;

/**
 * One SQL statement that runs on the connection of the caller's session, hence in its transaction, past the
 * object-relational mapping: for the few statements that every request or event runs, where the mapping costs more than
 * the statement.
 *
 * <p>It is sent when it is subscribed to, without waiting for the answers to those sent before, so statements that are
 * subscribed to together travel together and run in that order; behind one that failed PostgreSQL refuses the others.
 * The session does not notice: what is persisted and not flushed yet is written after it.
 *
 * @param sql with PostgreSQL's own parameters, {@code $1}, {@code $2} ...
 */
public record DirectStatement(String sql) {

    /**
     * Runs it and gives the number of rows it wrote.
     *
     * @param parameters as the reactive PostgreSQL client takes them: {@code timestamptz} as {@code OffsetDateTime},
     *     {@code bytea} as {@code Buffer}
     */
    public Uni<Integer> update(Mutiny.Session session, @Nullable Object... parameters) {
        return Uni.createFrom().completionStage(() -> connection(session).update(sql, parameters));
    }

    /** Runs it and gives the first row's columns; null where there is no row. */
    public Uni<Object @Nullable []> first(Mutiny.Session session, @Nullable Object... parameters) {
        return Uni.createFrom()
                .completionStage(() -> connection(session).select(sql, parameters))
                .map(rows -> rows.hasNext() ? rows.next() : null);
    }

    /** Runs it and gives the columns of each row, read by {@code reader}; numbers and times as the client has them. */
    public <T> Uni<List<T>> rows(Mutiny.Session session, Function<Object[], T> reader, @Nullable Object... parameters) {
        return Uni.createFrom()
                .completionStage(() -> connection(session).select(sql, parameters))
                .map(rows -> {
                    List<T> read = new ArrayList<>(rows.size());
                    rows.forEachRemaining(row -> read.add(reader.apply(row)));
                    return read;
                });
    }

    private static ReactiveConnection connection(Mutiny.Session session) {
        return ((MutinySessionImpl) session).getReactiveConnection();
    }
}
