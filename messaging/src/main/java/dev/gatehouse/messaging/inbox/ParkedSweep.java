package dev.gatehouse.messaging.inbox;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import org.jboss.logging.Logger;

/**
 * Frees parked events whose gap was filled by a process that died before it could go on. Without this they would wait
 * for the next event of their aggregate, which may never come.
 */
@ApplicationScoped
class ParkedSweep {
    private static final Logger LOG = Logger.getLogger(ParkedSweep.class);

    private final UnitOfWork unitOfWork;
    private final ParkedEvents parked;
    private final Inbox inbox;
    private final Instance<EventHandler> handlers;

    ParkedSweep(UnitOfWork unitOfWork, ParkedEvents parked, Inbox inbox, @Any Instance<EventHandler> handlers) {
        this.unitOfWork = unitOfWork;
        this.parked = parked;
        this.inbox = inbox;
        this.handlers = handlers;
    }

    @Scheduled(every = "30s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return Multi.createFrom()
                .iterable(handlers)
                .select()
                .where(handler -> handler.ordering() == Ordering.EVERY)
                .onItem()
                .transformToUniAndConcatenate(this::free)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(failure -> LOG.warnf("parked events were not swept, the next round will: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> free(EventHandler handler) {
        return unitOfWork
                .read(session -> parked.free(session, handler.topic()))
                .onItem()
                .transformToMulti(aggregates -> Multi.createFrom().iterable(aggregates))
                .onItem()
                .transformToUniAndConcatenate(aggregate -> inbox.drain(handler, aggregate))
                .onItem()
                .ignoreAsUni();
    }
}
