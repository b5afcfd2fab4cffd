package dev.gatehouse.request.stack;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.problem.model.FieldError;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.model.DriftFact.RepairNeeded;
import dev.gatehouse.request.stack.model.Stack;
import dev.gatehouse.request.stack.model.StackGate;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Has components made again as they are wanted: when their team says so, or when the provisioner saw that they drifted. */
@ApplicationScoped
public class StackRepairs {
    private static final Logger LOG = Logger.getLogger(StackRepairs.class);
    private static final String DRIFT = "drift repair";

    private final OwnedStacks stacks;
    private final StackStore store;
    private final ChangeOrders orders;
    private final UnitOfWork work;

    StackRepairs(OwnedStacks stacks, StackStore store, ChangeOrders orders, UnitOfWork work) {
        this.stacks = stacks;
        this.store = store;
        this.orders = orders;
        this.work = work;
    }

    /**
     * Gives the stack a change that makes components again; its parameters and generation stay.
     *
     * @param components which ones; null for all
     */
    public Uni<Stack> repair(Caller caller, UUID id, @Nullable List<String> components) {
        return orders.release(caller, id)
                .chain(release -> work.run(
                        session -> stacks.lock(session, caller, id, null).chain(stack -> {
                            List<String> repair =
                                    components == null ? stack.componentNames() : known(stack, components);
                            Stack repairing = StackGate.repair(stack, UUID.randomUUID(), now());
                            return orders.take(session, repairing, release, repair, caller.name(), null);
                        })));
    }

    /**
     * Takes the gate for what has drifted, in the caller's transaction. Where it cannot be had, or the change cannot be
     * told, nothing happens: the provisioner asks again.
     */
    public Uni<Void> repair(Mutiny.Session session, UUID id, RepairNeeded needed) {
        return store.lock(session, id).chain(found -> {
            List<String> components = found.map(Stack::componentNames).orElse(List.of()).stream()
                    .filter(needed.components()::contains)
                    .toList();
            Optional<Stack> repairing = found.filter(stack -> !components.isEmpty())
                    .flatMap(stack -> StackGate.repairDrift(stack, needed.operationNumber(), UUID.randomUUID(), now()));
            return repairing.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : orders.release(repairing.get())
                            .chain(release -> orders.take(session, repairing.get(), release, components, DRIFT, null))
                            .onFailure(Refusal.class)
                            .invoke(refused -> LOG.infof("stack %s is not repaired: %s", id, refused.getMessage()))
                            .onFailure(Refusal.class)
                            .recoverWithNull()
                            .replaceWithVoid();
        });
    }

    private static List<String> known(Stack stack, List<String> components) {
        List<String> names = stack.componentNames();
        List<FieldError> faults = IntStream.range(0, components.size())
                .filter(i -> !names.contains(components.get(i)))
                .mapToObj(i -> new FieldError("/components/" + i, "is no component of the stack"))
                .toList();
        if (!faults.isEmpty()) {
            throw new Refusal(Problem.of(
                            422,
                            "unknown-component",
                            "The stack has no such component",
                            "Its components are " + String.join(", ", names) + ".")
                    .at(faults));
        }
        return components;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
