package dev.gatehouse.request.stack;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.model.ShownPlan;
import dev.gatehouse.request.stack.model.Stack;
import dev.gatehouse.request.template.Releases;
import dev.gatehouse.request.template.Releases.Ready;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Lets changes take their stacks, and tells so. */
@ApplicationScoped
class ChangeOrders {
    private final OwnedStacks stacks;
    private final StackStore store;
    private final StackNews news;
    private final Releases releases;
    private final UnitOfWork work;

    ChangeOrders(OwnedStacks stacks, StackStore store, StackNews news, Releases releases, UnitOfWork work) {
        this.stacks = stacks;
        this.store = store;
        this.news = news;
        this.releases = releases;
        this.work = work;
    }

    /**
     * The release that a stack follows, found before its row is locked: compiling a schema takes a while. Fails with a
     * {@code Refusal} as {@link OwnedStacks#lock} does.
     */
    Uni<Ready> release(Caller caller, UUID id) {
        return work.read(session -> stacks.find(session, caller, id)).chain(this::release);
    }

    /** The same of a stack that is at hand. */
    Uni<Ready> release(Stack stack) {
        String template = stack.origin().template();
        return releases.ready(template, stack.version())
                .map(found -> found.orElseThrow(() -> new IllegalStateException(
                        "stack " + stack.origin().id() + " follows a release that was never made")));
    }

    /**
     * Stores a stack that a change has just taken, and tells the change, in the caller's transaction.
     *
     * @param release the one that the stack follows
     * @param repair the components to make again even where nothing of them changes
     * @param plan the plan that is to be carried out; null for whatever the change needs
     * @throws Refusal where the wanted parameters do not fit the release
     */
    Uni<Stack> take(
            Mutiny.Session session,
            Stack changing,
            Ready release,
            List<String> repair,
            String requestedBy,
            @Nullable ShownPlan plan) {
        if (!release.release().template().version().equals(changing.version())) {
            throw new Refusal(Problem.of(
                    409,
                    "stack-moved",
                    "The stack has moved on",
                    "It got release " + changing.version() + " just now. Read it again and decide anew."));
        }
        var defaults =
                ParameterFit.defaults(release, changing.operation().target().parameters());
        StackChangeRequested fact = StackChangeRequested.of(changing, defaults, repair, requestedBy, plan);
        return store.update(session, changing)
                .chain(() -> news.tell(session, fact.stackId(), StackChangeRequested.TYPE, fact.requestedAt(), fact))
                .replaceWith(changing);
    }
}
