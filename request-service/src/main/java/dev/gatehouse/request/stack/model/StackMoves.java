package dev.gatehouse.request.stack.model;

import dev.gatehouse.request.stack.model.Operation.Kind;
import dev.gatehouse.request.stack.model.Operation.State;
import dev.gatehouse.request.stack.model.ProvisioningFact.NamedComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each fact makes of a stack. */
final class StackMoves {
    private final Stack stack;

    StackMoves(Stack stack) {
        this.stack = stack;
    }

    /** A new attempt after a failure begins with the components' states of the last one. */
    Stack started() {
        return moved(State.RUNNING, Provisioning.STARTED, null, stack.components());
    }

    Stack componentDone(ProvisioningFact.ComponentDone fact) {
        return moved(
                stack.operation().state(),
                stack.provisioning(),
                stack.failure(),
                components().provisioned(fact.component(), fact.outputs()).components());
    }

    /** The only place where a stack's release, generation and parameters move, and with them the components it has. */
    Stack done(ProvisioningFact.Done fact) {
        return new Stack(
                stack.origin(),
                stack.operation().target().version(),
                fact.generation(),
                stack.operation().target().parameters(),
                stack.operation().in(State.SUCCEEDED),
                Provisioning.DONE,
                stack.upgrade(),
                null,
                standing(fact.components()),
                kept(fact.outputs()),
                stack.deletionProtection(),
                true,
                stack.degradation());
    }

    /** An operation that a deletion followed had made the stack before. The deletion's target is what it wanted. */
    Stack readyBefore(ProvisioningFact.Done fact) {
        return new Stack(
                stack.origin(),
                stack.operation().target().version(),
                fact.generation(),
                stack.operation().target().parameters(),
                stack.operation(),
                stack.provisioning(),
                stack.upgrade(),
                stack.failure(),
                standing(fact.components()),
                kept(fact.outputs()),
                stack.deletionProtection(),
                true,
                stack.degradation());
    }

    /** The first thing that is told of a deletion at work; an operation that has ended stays as it ended. */
    Stack componentGone(ProvisioningFact.ComponentGone fact) {
        List<StackComponent> components =
                components().moved(fact.component(), StackComponent::destroyed).components();
        return stack.operation().ended()
                ? moved(stack.operation().state(), stack.provisioning(), stack.failure(), components)
                : moved(State.RUNNING, Provisioning.STARTED, null, components);
    }

    Stack deleted() {
        List<StackComponent> components =
                components().all(StackComponent::destroyed).components();
        return new Stack(
                stack.origin(),
                stack.version(),
                stack.generation(),
                stack.parameters(),
                stack.operation().in(State.SUCCEEDED),
                Provisioning.DONE,
                stack.upgrade(),
                null,
                components,
                Map.of(),
                stack.deletionProtection(),
                stack.everReady(),
                null);
    }

    /**
     * Where the former generation is whole again, so is the component that failed. A deletion that removed nothing left
     * all of them as they were.
     */
    Stack failed(ProvisioningFact.Failed fact) {
        Failure failure = new Failure(fact.component(), fact.reason(), fact.remedy(), fact.orphans());
        if (fact.restored()) {
            boolean deletion = stack.operation().kind() == Kind.DELETE;
            Map<String, Object> outputs = fact.outputs();
            return moved(
                    State.FAILED,
                    Provisioning.RESTORED,
                    failure,
                    deletion ? stack.components() : standing(fact.components()),
                    deletion || outputs == null ? stack.outputs() : kept(outputs));
        }
        List<StackComponent> components = components()
                .exactly(fact.components())
                .moved(fact.component(), component -> component.in(StackComponent.State.FAILED))
                .components();
        return moved(State.FAILED, Provisioning.FAILED, failure, components);
    }

    /** An output may be null, as where a parameter is that it shows. */
    private static Map<String, Object> kept(Map<String, Object> outputs) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    private ComponentList components() {
        return new ComponentList(stack.components());
    }

    private List<StackComponent> standing(@Nullable List<NamedComponent> named) {
        return components().exactly(named).all(StackComponent.State.PROVISIONED).components();
    }

    private Stack moved(
            State state, Provisioning provisioning, @Nullable Failure failure, List<StackComponent> components) {
        return moved(state, provisioning, failure, components, stack.outputs());
    }

    private Stack moved(
            State state,
            Provisioning provisioning,
            @Nullable Failure failure,
            List<StackComponent> components,
            Map<String, Object> outputs) {
        return new Stack(
                stack.origin(),
                stack.version(),
                stack.generation(),
                stack.parameters(),
                stack.operation().in(state),
                provisioning,
                stack.upgrade(),
                failure,
                components,
                outputs,
                stack.deletionProtection(),
                stack.everReady(),
                stack.degradation());
    }
}
