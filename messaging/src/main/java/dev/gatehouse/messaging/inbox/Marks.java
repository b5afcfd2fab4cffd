package dev.gatehouse.messaging.inbox;

import dev.gatehouse.messaging.transaction.DirectStatement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The high-water marks. Judging and moving a mark is one statement in the ordinary case; its row lock keeps a second
 * reader of the same aggregate (a replay) waiting until the transaction ends.
 */
@ApplicationScoped
class Marks {
    /** A first sight of an aggregate whose event is not number 1 leaves a mark at 0 behind, for its parked events. */
    private static final DirectStatement NEXT = new DirectStatement("""
            insert into inbox_mark as m (topic, source, aggregate, last)
            values ($1, $2, $3, case when cast($4 as bigint) = 1 then 1 else 0 end)
            on conflict (topic, source, aggregate) do update
            set last = cast($4 as bigint) where m.last = cast($4 as bigint) - 1
            returning last, parked
            """);

    private static final DirectStatement NEWER = new DirectStatement("""
            insert into inbox_mark as m (topic, source, aggregate, last)
            values ($1, $2, $3, cast($4 as bigint))
            on conflict (topic, source, aggregate) do update
            set last = cast($4 as bigint), stale = false where m.last < cast($4 as bigint)
            returning last, parked
            """);

    private static final String LOOK = """
            select last, parked from inbox_mark
            where topic = :topic and source = :source and aggregate = :aggregate
            for update
            """;

    private static final String STALE = """
            insert into inbox_mark as m (topic, source, aggregate, last, stale)
            values (:topic, :source, :aggregate, 0, true)
            on conflict (topic, source, aggregate) do update set stale = true
            """;

    private static final String FRESH = """
            update inbox_mark set stale = false
            where stale and topic = :topic and source = :source and aggregate = :aggregate
              and not exists (select from dead_letter d
                              where d.topic = inbox_mark.topic and d.source = inbox_mark.source
                                and d.aggregate = inbox_mark.aggregate and d.replayed_at is null)
            """;

    /** Judges the event with this sequence number and, if it is its turn, moves the mark to it. */
    Uni<Place> judge(Mutiny.Session session, Ordering ordering, Aggregate aggregate, long sequence) {
        if (ordering == Ordering.NONE) {
            return Uni.createFrom().item(new Place(Place.Kind.NEXT, 0));
        }
        return (ordering == Ordering.EVERY ? NEXT : NEWER)
                .first(session, aggregate.topic(), aggregate.source(), aggregate.id(), sequence)
                .chain(mark -> mark == null || number(mark[0]) != sequence
                        ? look(session, aggregate, sequence)
                        : Uni.createFrom().item(new Place(Place.Kind.NEXT, (int) number(mark[1]))));
    }

    private static Uni<Place> look(Mutiny.Session session, Aggregate aggregate, long sequence) {
        return aggregate
                .address(session.createNativeQuery(LOOK, Tuple.class))
                .getSingleResult()
                .map(mark ->
                        new Place(sequence <= number(mark.get(0)) ? Place.Kind.DUPLICATE : Place.Kind.BEHIND_GAP, (int)
                                number(mark.get(1))));
    }

    /** Notes that the aggregate's state here is behind until a dead letter is replayed. */
    Uni<Void> stale(Mutiny.Session session, Aggregate aggregate) {
        return aggregate
                .address(session.createNativeQuery(STALE))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The same for a record that could not be read: its key names the aggregate, if anything does. */
    Uni<Void> staleByKey(Mutiny.Session session, String topic, @Nullable String key) {
        return session.createNativeQuery("update inbox_mark set stale = true where topic = :topic and aggregate = :key")
                .setParameter("topic", topic)
                .setParameter("key", StorableText.name(key))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Takes the note back once none of the aggregate's dead letters waits. */
    Uni<Void> fresh(Mutiny.Session session, Aggregate aggregate) {
        return aggregate
                .address(session.createNativeQuery(FRESH))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
