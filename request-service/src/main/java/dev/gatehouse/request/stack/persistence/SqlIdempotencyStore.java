package dev.gatehouse.request.stack.persistence;

import dev.gatehouse.request.document.json.JsonText;
import dev.gatehouse.request.stack.Idempotency;
import dev.gatehouse.request.stack.IdempotencyStore;
import dev.gatehouse.request.stack.model.Stack;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** {@link IdempotencyStore} in PostgreSQL: the primary key decides who was first. */
@ApplicationScoped
class SqlIdempotencyStore implements IdempotencyStore {
    private static final String CLAIM = """
            insert into idempotency_key (subject, key, fingerprint, answer, claimed_at)
            values (:subject, :key, :fingerprint, :answer, now())
            on conflict (subject, key) do nothing""";
    private static final String FIRST =
            "select fingerprint, answer from idempotency_key where subject = :subject and key = :key";
    private static final String FORGET = "delete from idempotency_key where claimed_at < :before";

    @Override
    public Uni<Optional<Remembered>> claim(Mutiny.Session session, Idempotency idempotency, Stack answer) {
        return session.createNativeQuery(CLAIM)
                .setParameter("subject", idempotency.subject())
                .setParameter("key", idempotency.key())
                .setParameter("fingerprint", idempotency.fingerprint())
                .setParameter("answer", JsonText.write(answer))
                .executeUpdate()
                .chain(claimed -> claimed == 1
                        ? Uni.createFrom().item(Optional.<Remembered>empty())
                        : find(session, idempotency));
    }

    @Override
    public Uni<Optional<Remembered>> find(Mutiny.Session session, Idempotency idempotency) {
        return session.createNativeQuery(FIRST, Object[].class)
                .setParameter("subject", idempotency.subject())
                .setParameter("key", idempotency.key())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(SqlIdempotencyStore::remembered));
    }

    private static Remembered remembered(Object[] row) {
        return new Remembered((String) row[0], JsonText.read((String) row[1], Stack.class));
    }

    @Override
    public Uni<Integer> forget(Mutiny.Session session, Instant before) {
        return session.createNativeQuery(FORGET).setParameter("before", before).executeUpdate();
    }
}
