package dev.gatehouse.messaging.transaction;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The one place where blocking code (Temporal activities, start-up, schedules on worker threads) waits for reactive
 * database work. Must not be called from an event loop or from workflow code.
 */
@ApplicationScoped
public class BlockingBridge {
    private final UnitOfWork unitOfWork;

    public BlockingBridge(UnitOfWork unitOfWork) {
        this.unitOfWork = unitOfWork;
    }

    /** {@link UnitOfWork#run}, awaited; throws what the work failed with. */
    public <T> T inTransaction(Function<Mutiny.Session, Uni<T>> work) {
        return await(() -> unitOfWork.run(work));
    }

    /** {@link UnitOfWork#read}, awaited; throws what the work failed with. */
    public <T> T read(Function<Mutiny.Session, Uni<T>> work) {
        return await(() -> unitOfWork.read(work));
    }

    /** Subscribes on a fresh Vert.x context that carries the caller's trace, and waits for the result. */
    public <T> T await(Supplier<Uni<T>> work) {
        Context trace = Context.current();
        try {
            return VertxContextSupport.subscribeAndAwait(() -> Uni.createFrom().deferred(() -> traced(trace, work)));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new CompletionException(e);
        }
    }

    /** The scope stays open until the work ends: the trace lives in the Vert.x context, across threads. */
    @SuppressWarnings("MustBeClosedChecker")
    private static <T> Uni<T> traced(Context trace, Supplier<Uni<T>> work) {
        Scope scope = trace.makeCurrent();
        return work.get().eventually(scope::close);
    }
}
