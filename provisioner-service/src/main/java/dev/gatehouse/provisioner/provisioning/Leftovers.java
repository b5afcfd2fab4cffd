package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.provisioning.Restorations.Former;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Orphan;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** What stands, or may, after an operation has failed, and nobody wants: whichever operation made it. */
@ApplicationScoped
class Leftovers {
    private static final int MOST = 50;
    private static final String UNLISTED =
            " Of %s nothing could be listed: look on the target for what carries the stack's id.";

    private final BlockingBridge bridge;
    private final ComponentRecords components;

    Leftovers(BlockingBridge bridge, ComponentRecords components) {
        this.bridge = bridge;
        this.components = components;
    }

    /**
     * The names of the components: those that could not be undone, and those that the former generation lacks. Of a stack
     * that was never ready that is everything of which something is noted to stand.
     */
    Set<String> of(FailOperation request, Optional<Former> former) {
        Set<String> left = new LinkedHashSet<>(request.left());
        left.addAll(former.map(Former::beyondNames)
                .orElseGet(() -> standing(request.operation().stackId())));
        return left;
    }

    private List<String> standing(String stackId) {
        return bridge.read(session -> components.ofStack(session, stackId)).stream()
                .filter(component -> component.state() != ComponentState.DESTROYED)
                .filter(component -> !component.resources().isEmpty())
                .map(Component::name)
                .toList();
    }

    /** Names those of them of which it is not known what there is; empty where there are none. */
    String unlisted(String stackId, Set<String> names) {
        String unlisted = bridge.read(session -> components.ofStack(session, stackId)).stream()
                .filter(component -> names.contains(component.name()))
                .filter(component -> component.state() == ComponentState.PENDING)
                .filter(component -> component.resources().isEmpty())
                .limit(MOST)
                .map(Component::name)
                .collect(Collectors.joining(", "));
        return unlisted.isEmpty() ? "" : UNLISTED.formatted(unlisted);
    }

    /** The same as they are told. */
    Uni<List<Orphan>> orphans(Mutiny.Session session, String stackId, Set<String> names) {
        return names.isEmpty()
                ? Uni.createFrom().item(List.of())
                : components
                        .ofStack(session, stackId)
                        .map(made -> Orphan.of(made.stream()
                                .filter(component -> names.contains(component.name()))
                                .toList()));
    }
}
