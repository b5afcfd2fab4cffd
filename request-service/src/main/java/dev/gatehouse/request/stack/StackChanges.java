package dev.gatehouse.request.stack;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.stack.model.ShownPlan;
import dev.gatehouse.request.stack.model.Stack;
import dev.gatehouse.request.stack.model.StackGate;
import dev.gatehouse.request.template.Releases.Ready;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Changes stacks: their settings at once, their parameters by an operation that holds them. */
@ApplicationScoped
public class StackChanges {
    private final OwnedStacks stacks;
    private final StackSettings settings;
    private final ChangeOrders orders;
    private final UnitOfWork work;

    StackChanges(OwnedStacks stacks, StackSettings settings, ChangeOrders orders, UnitOfWork work) {
        this.stacks = stacks;
        this.settings = settings;
        this.orders = orders;
        this.work = work;
    }

    /** The stack after a change, and whether an operation took it. */
    public record Outcome(Stack stack, boolean taken) {}

    /**
     * Carries out the command wholly, in one transaction, or not at all. Parameters move once the operation has
     * succeeded; a ready stack whose parameters are such already is left alone.
     */
    public Uni<Outcome> change(Caller caller, ChangeStack command) {
        Map<String, Object> patch = command.parameters();
        return patch == null
                ? work.run(session -> set(session, caller, command)).map(stack -> new Outcome(stack, false))
                : orders.release(caller, command.id())
                        .chain(release -> work.run(session -> set(session, caller, command)
                                .chain(stack -> change(session, caller, stack, release, patch, command.plan()))));
    }

    private Uni<Stack> set(Mutiny.Session session, Caller caller, ChangeStack command) {
        return stacks.lock(session, caller, command.id(), command.generation())
                .chain(stack -> settings.protect(session, caller, stack, command.deletionProtection()));
    }

    private Uni<Outcome> change(
            Mutiny.Session session,
            Caller caller,
            Stack stack,
            Ready release,
            Map<String, Object> patch,
            @Nullable ShownPlan plan) {
        Map<String, Object> parameters = ChangedParameters.of(stack.parameters(), patch);
        Stack changing = StackGate.change(
                stack, parameters, UUID.randomUUID(), Instant.now().truncatedTo(ChronoUnit.MICROS));
        if (plan != null) {
            plan.mustBeOf(stack);
        }
        if (changing == stack) {
            return Uni.createFrom().item(new Outcome(stack, false));
        }
        return orders.take(session, changing, release, again(changing), caller.name(), plan)
                .map(taken -> new Outcome(taken, true));
    }

    private static List<String> again(Stack changing) {
        return changing.operation().target().generation() == changing.generation()
                ? changing.componentNames()
                : List.of();
    }
}
