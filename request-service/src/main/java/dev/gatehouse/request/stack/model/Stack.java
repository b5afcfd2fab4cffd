package dev.gatehouse.request.stack.model;

import dev.gatehouse.request.stack.model.Operation.Kind;
import dev.gatehouse.request.stack.model.Operation.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stack: what is wanted, and what its latest operation made of that.
 *
 * @param version the release it follows; moves only by an operation's terminal fact
 * @param generation rises with every such move
 * @param parameters what the team set, without defaults; move as the release does
 * @param failure why the latest operation failed; null where it did not
 * @param deletionProtection what the team decided; null where the environment decides
 * @param everReady whether any operation ever succeeded in making it
 * @param degradation that it was seen not to be whole; null where it was not
 */
public record Stack(
        Origin origin,
        String version,
        int generation,
        Map<String, Object> parameters,
        Operation operation,
        Provisioning provisioning,
        Upgrade upgrade,
        @Nullable Failure failure,
        List<StackComponent> components,
        Map<String, Object> outputs,
        @Nullable Boolean deletionProtection,
        boolean everReady,
        @Nullable Degradation degradation) {

    private static final int FIRST = 1;
    private static final String PROTECTED_ENVIRONMENT = "production";

    /**
     * A stack as its request makes it. Its release and generation are those that its first operation is to make: there
     * is nothing older that they could still be.
     *
     * @param kind of its first operation: it is made, or takes over what is there
     */
    public static Stack requested(
            Origin origin,
            String version,
            Map<String, Object> parameters,
            List<StackComponent> components,
            UUID operation,
            Kind kind) {
        Target target = new Target(version, FIRST, parameters);
        return new Stack(
                origin,
                version,
                FIRST,
                parameters,
                Operation.accepted(operation, FIRST, kind, target, origin.requestedAt()),
                Provisioning.NONE,
                Upgrade.NONE,
                null,
                components,
                Map.of(),
                null,
                false,
                null);
    }

    public List<String> componentNames() {
        return components.stream().map(StackComponent::name).toList();
    }

    /** Whether it must not be deleted; where the team decided nothing, production is protected. */
    public boolean deletionProtected() {
        return deletionProtection == null ? origin.environment().equals(PROTECTED_ENVIRONMENT) : deletionProtection;
    }

    /** The same stack, protected or not. */
    public Stack withDeletionProtection(boolean wanted) {
        return new Stack(
                origin,
                version,
                generation,
                parameters,
                operation,
                provisioning,
                upgrade,
                failure,
                components,
                outputs,
                wanted,
                everReady,
                degradation);
    }

    /** The same stack held by its next operation, of which nobody has told anything yet. */
    Stack heldBy(Operation next) {
        return new Stack(
                origin,
                version,
                generation,
                parameters,
                next,
                Provisioning.NONE,
                Upgrade.NONE,
                null,
                components,
                outputs,
                deletionProtection,
                everReady,
                degradation);
    }

    /** The same stack, the operation that holds it told to end early. */
    Stack cancelledBy(String requestedBy, Instant now) {
        return new Stack(
                origin,
                version,
                generation,
                parameters,
                operation.cancelledBy(requestedBy, now),
                provisioning,
                upgrade,
                failure,
                components,
                outputs,
                deletionProtection,
                everReady,
                degradation);
    }

    private Stack degraded(@Nullable Degradation seen) {
        return new Stack(
                origin,
                version,
                generation,
                parameters,
                operation,
                provisioning,
                upgrade,
                failure,
                components,
                outputs,
                deletionProtection,
                everReady,
                seen);
    }

    public Phase phase() {
        return Phase.of(operation, provisioning, upgrade, everReady, degradation != null);
    }

    /** The stack after a fact that belongs to no operation. One that is gone stays as it is. */
    public Stack after(DriftFact fact) {
        if (phase() == Phase.DELETED) {
            return this;
        }
        if (fact instanceof DriftFact.Degraded degraded) {
            return degraded(degraded.degradation());
        }
        return fact instanceof DriftFact.Recovered ? degraded(null) : this;
    }

    /**
     * The stack after a fact. A fact of an operation that another has followed changes nothing any more, but for its
     * success: a first provisioning, or a change, may have made the stack just before a deletion that it gave way to, and the
     * stack is what that deletion leaves of it.
     */
    public Stack after(ProvisioningFact fact) {
        if (fact.operation().number() < operation.number()) {
            boolean gaveWay =
                    operation.kind() == Kind.DELETE && fact.operation().number() == operation.number() - 1;
            return fact instanceof ProvisioningFact.Done done && gaveWay && !operation.ended()
                    ? new StackMoves(this).readyBefore(done)
                    : this;
        }
        if (!fact.operation().id().equals(operation.id())) {
            throw new UnknownOperation("operation " + fact.operation().id() + " is none of stack " + origin.id()
                    + "; its latest is " + operation.id() + " with number " + operation.number());
        }
        StackMoves moves = new StackMoves(this);
        if (fact instanceof ProvisioningFact.Started) {
            return moves.started();
        } else if (fact instanceof ProvisioningFact.ComponentDone component) {
            return moves.componentDone(component);
        } else if (fact instanceof ProvisioningFact.Done done) {
            return moves.done(done);
        } else if (fact instanceof ProvisioningFact.Failed failed) {
            return moves.failed(failed);
        } else if (fact instanceof ProvisioningFact.ComponentGone component) {
            return moves.componentGone(component);
        } else if (fact instanceof ProvisioningFact.Deleted) {
            return moves.deleted();
        }
        throw new IllegalStateException("the facts above are all there are");
    }
}
