package dev.gatehouse.request.stack.model;

import dev.gatehouse.request.stack.model.ProvisioningFact.NamedComponent;
import dev.gatehouse.request.stack.model.StackComponent.State;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What facts make of a stack's components. Those that stay keep their place in the list; others come after them. */
record ComponentList(List<StackComponent> components) {

    /** One stands. An upgrade may tell of one that the stack did not have so far: it is added. */
    ComponentList provisioned(NamedComponent named, Map<String, Object> outputs) {
        ComponentList with = has(named.name()) ? this : new ComponentList(joined(components.stream(), added(named)));
        return with.moved(named.name(), known -> known.as(named).provisioned(outputs));
    }

    /**
     * Exactly these; what was known of them stays known. The list stays as it is where nobody says, and where an event
     * names no owners: it is from before they were told, and so from before there were upgrades.
     */
    ComponentList exactly(@Nullable List<NamedComponent> named) {
        if (named == null || named.stream().anyMatch(component -> component.owner() == null)) {
            return this;
        }
        Stream<StackComponent> kept = components.stream().flatMap(known -> named.stream()
                .filter(component -> component.name().equals(known.name()))
                .map(known::as));
        Stream<StackComponent> others =
                named.stream().filter(component -> !has(component.name())).flatMap(ComponentList::added);
        return new ComponentList(joined(kept, others));
    }

    /** The one of this name moved, all others as they are; null, or an unknown name, moves none. */
    ComponentList moved(@Nullable String name, UnaryOperator<StackComponent> move) {
        return new ComponentList(components.stream()
                .map(component -> component.name().equals(name) ? move.apply(component) : component)
                .toList());
    }

    ComponentList all(UnaryOperator<StackComponent> move) {
        return new ComponentList(components.stream().map(move).toList());
    }

    ComponentList all(State state) {
        return all(component -> component.in(state));
    }

    private boolean has(String name) {
        return components.stream().anyMatch(component -> component.name().equals(name));
    }

    /** Nothing where its owner is not told: then nobody knows who answers for it. */
    private static Stream<StackComponent> added(NamedComponent named) {
        String owner = named.owner();
        return owner == null ? Stream.empty() : Stream.of(StackComponent.pending(named.name(), named.kind(), owner));
    }

    private static List<StackComponent> joined(Stream<StackComponent> first, Stream<StackComponent> second) {
        return Stream.concat(first, second).toList();
    }
}
