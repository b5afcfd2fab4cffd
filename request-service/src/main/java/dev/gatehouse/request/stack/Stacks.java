package dev.gatehouse.request.stack;

import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.outbox.TracedEvent;
import dev.gatehouse.messaging.trace.TraceParent;
import dev.gatehouse.messaging.transaction.AfterCommit;
import dev.gatehouse.messaging.transaction.ReactiveTogether;
import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.IdempotencyStore.Remembered;
import dev.gatehouse.request.stack.StackOrders.Order;
import dev.gatehouse.request.stack.StackStore.Page;
import dev.gatehouse.request.stack.model.Stack;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The gate: everything that people and producers do with stacks. */
@ApplicationScoped
public class Stacks {
    private static final String SOURCE = "/request-service";
    /** Stacks added in one transaction, and such transactions at the same time. */
    private static final int MOST = 50;

    private static final int AT_ONCE = 2;

    private final StackOrders orders;
    private final StackStore store;
    private final IdempotencyStore keys;
    private final StackChronicle chronicle;
    private final Outbox outbox;
    private final UnitOfWork work;
    private final AfterCommit afterCommit;
    private final Counter accepted;
    private final ReactiveTogether<Addition, Stack> additions = new ReactiveTogether<>(MOST, AT_ONCE, this::addAll);

    Stacks(
            StackOrders orders,
            StackStore store,
            IdempotencyStore keys,
            StackChronicle chronicle,
            Outbox outbox,
            UnitOfWork work,
            AfterCommit afterCommit,
            MeterRegistry meters) {
        this.orders = orders;
        this.store = store;
        this.keys = keys;
        this.chronicle = chronicle;
        this.outbox = outbox;
        this.work = work;
        this.afterCommit = afterCommit;
        this.accepted = meters.counter("gatehouse.request.stack.requests");
        meters.gauge("gatehouse.request.stack.waiting.requests", additions, ReactiveTogether::waiting);
    }

    /** Accepts a request: the stack, its operation and the fact about both are stored in one transaction, or nothing. */
    public Uni<Stack> request(Caller caller, RequestStack request, @Nullable Idempotency idempotency) {
        caller.mustBelongTo(request.team());
        Uni<Order> prepared = orders.prepare(request, UUID.randomUUID(), caller.name());
        return idempotency == null
                ? prepared.chain(order -> additions
                        .perform(new Addition(order, TraceParent.current()))
                        .onFailure(Refusal.class)
                        .recoverWithUni(refusal -> unlessAdded(order.stack(), refusal)))
                : prepared.chain(order -> work.run(session -> claimAndAdd(session, order, idempotency)))
                        .onFailure(Refusal.class)
                        .recoverWithUni(refusal -> firstAnswer(idempotency, refusal));
    }

    /** An order that is to be added, and its trace. */
    private record Addition(Order order, @Nullable String trace) {
        Stack stack() {
            return order.stack();
        }
    }

    /**
     * Those that come together share a transaction; they travel to the database together. In one order for everybody, so
     * that two transactions which want the same names never wait for each other.
     */
    private Uni<List<Stack>> addAll(List<Addition> additions) {
        return work.run(session -> Uni.combine()
                .all()
                .unis(additions.stream()
                        .sorted(Comparator.comparing(one -> one.stack().origin().namespace()))
                        .map(one -> add(session, one.order(), one.trace()))
                        .toList())
                .discardItems()
                .replaceWith(additions.stream().map(Addition::stack).toList()));
    }

    /**
     * A shared transaction that committed while its connection broke looks failed; tried again alone, its stack finds its
     * own name taken. The id is this request's alone, so a stack with it is the one that was asked for.
     */
    private Uni<Stack> unlessAdded(Stack stack, Throwable refusal) {
        return work.read(session -> store.find(session, stack.origin().id()))
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found.get())
                        : Uni.createFrom().failure(refusal));
    }

    /** What would be refused now may have been accepted before: a newer release may ask for other parameters. */
    private Uni<Stack> firstAnswer(Idempotency idempotency, Throwable refusal) {
        return work.read(session -> keys.find(session, idempotency))
                .chain(first -> first.isPresent()
                        ? Uni.createFrom().item(() -> answerAgain(idempotency, first.get()))
                        : Uni.createFrom().failure(refusal));
    }

    private Uni<Stack> claimAndAdd(Mutiny.Session session, Order order, Idempotency idempotency) {
        return keys.claim(session, idempotency, order.stack())
                .chain(first -> first.isPresent()
                        ? Uni.createFrom().item(() -> answerAgain(idempotency, first.get()))
                        : add(session, order));
    }

    private static Stack answerAgain(Idempotency idempotency, Remembered first) {
        if (first.fingerprint().equals(idempotency.fingerprint())) {
            return first.stack();
        }
        throw new Refusal(Problem.of(
                422,
                "idempotency-key-reused",
                "The Idempotency-Key was used for another request",
                "Send a new key with a new request; repeat a key only with the same content."));
    }

    /** Adds an order in the caller's transaction. */
    public Uni<Stack> add(Mutiny.Session session, Order order) {
        return add(session, order, TraceParent.current());
    }

    private Uni<Stack> add(Mutiny.Session session, Order order, @Nullable String trace) {
        Stack stack = order.stack();
        StackRequested requested = StackRequested.of(order);
        OutgoingEvent event = requested.event();
        StackFact fact =
                new StackFact(event.id().toString(), SOURCE, StackRequested.TYPE, requested.requestedAt(), requested);
        // Together, so that they travel together.
        return Uni.combine()
                .all()
                .unis(
                        store.add(session, stack),
                        chronicle.record(session, requested.stackId(), fact),
                        outbox.publish(session, new TracedEvent(event, trace)))
                .collectFailures()
                .discardItems()
                .onFailure(CompositeException.class)
                .transform(Stacks::refusalOf)
                .invoke(() -> afterCommit.run(session, accepted::increment))
                .replaceWith(stack);
    }

    /** Where the stack is refused the other statements fail as well, and what they say of it may arrive before. */
    private static Throwable refusalOf(Throwable several) {
        List<Throwable> all = ((CompositeException) several).getCauses();
        return all.stream().filter(Refusal.class::isInstance).findFirst().orElse(all.get(0));
    }

    /** A stack that the caller may read; a refusal where there is none, or it is another team's. */
    public Uni<Stack> find(Caller caller, UUID id) {
        return work.read(session -> store.find(session, id)).map(found -> {
            Stack stack = found.orElseThrow(() -> new Refusal(unknown(id)));
            caller.mustBeAllowedToRead(stack.origin().team());
            return stack;
        });
    }

    /**
     * The stacks that the caller may read, the newest first.
     *
     * @param deleted with those that are gone
     */
    public Uni<List<Stack>> list(Caller caller, boolean deleted, StackStore.@Nullable Position after, int limit) {
        Page page = new Page(caller.platformEngineer() ? null : caller.teams(), deleted, after, limit);
        return work.read(session -> store.list(session, page));
    }

    static Problem unknown(UUID id) {
        return Problem.of(
                404,
                "unknown-stack",
                "No such stack",
                "No stack has the id " + id + "; GET /api/v1/stacks lists yours.");
    }
}
