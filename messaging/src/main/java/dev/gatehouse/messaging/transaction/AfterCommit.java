package dev.gatehouse.messaging.transaction;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * In-memory signals that are worth sending only once a transaction has committed, such as waking the relay. They are a
 * convenience, never a guarantee: a process that dies between commit and signal sends none, so whoever is woken must
 * also poll.
 */
@ApplicationScoped
public class AfterCommit {
    /** Weak, because a session opened past {@link UnitOfWork} never comes back to clear its entry. */
    private final Map<Mutiny.Session, Set<Runnable>> signals = Collections.synchronizedMap(new WeakHashMap<>());

    /** Runs {@code signal} once after the transaction of {@code session} has committed; never after a rollback. */
    public void run(Mutiny.Session session, Runnable signal) {
        signals.computeIfAbsent(session, any -> new LinkedHashSet<>()).add(signal);
    }

    void committed(Mutiny.Session session) {
        Set<Runnable> waiting = signals.remove(session);
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }

    void forget(Mutiny.Session session) {
        signals.remove(session);
    }
}
