package dev.gatehouse.messaging.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What is tried again and how long: a database that is away for ever, an unexplained failure a few times, a rejected
 * event never.
 */
final class Persistence {
    private static final Logger LOG = Logger.getLogger(Persistence.class);
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE_BETWEEN_TRIES = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private Persistence() {}

    /**
     * Does {@code work}; where that is hopeless does {@code giveUp} instead. Fails never, and completes once one of the
     * two has been done.
     */
    static <T> Uni<T> settle(Supplier<Uni<T>> work, Function<Throwable, Uni<T>> giveUp) {
        Executor here = currentContext();
        return Uni.createFrom()
                .deferred(work::get)
                .runSubscriptionOn(here)
                .onFailure(Persistence::unexplained)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE_BETWEEN_TRIES)
                .atMost(TRIES - 1)
                .onFailure(failure -> !Outage.is(failure))
                .recoverWithUni(failure ->
                        Uni.createFrom().deferred(() -> giveUp.apply(failure)).runSubscriptionOn(here))
                .onFailure()
                .invoke(failure -> LOG.warnf("the database does not answer, the record waits: %s", failure))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private static boolean unexplained(Throwable failure) {
        return !Outage.is(failure) && !(failure instanceof RejectedEvent);
    }

    /** Sessions need their Vert.x context; a pause between two tries ends on a timer's thread. */
    private static Executor currentContext() {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("records are received on a Vert.x context");
        }
        return task -> {
            if (Vertx.currentContext() == context) {
                task.run();
            } else {
                context.runOnContext(nothing -> task.run());
            }
        };
    }
}
