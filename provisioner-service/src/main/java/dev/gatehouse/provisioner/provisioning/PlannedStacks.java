package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.messaging.transaction.Together;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.StackOrder.TemplateVersion;
import dev.gatehouse.provisioner.template.Releases;
import dev.gatehouse.provisioner.template.model.Release;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads what an activity needs to know of its stack; what several ask for at the same time is read together. */
@ApplicationScoped
class PlannedStacks {
    private static final int MOST = 50;

    private final BlockingBridge bridge;
    private final ProvisioningRecords records;
    private final ComponentRecords components;
    private final Releases releases;
    private final Together<Checkpoint, PlannedStack> reads;

    PlannedStacks(BlockingBridge bridge, ProvisioningRecords records, ComponentRecords components, Releases releases) {
        this.bridge = bridge;
        this.records = records;
        this.components = components;
        this.releases = releases;
        this.reads = new Together<>(MOST, asked -> bridge.read(session -> find(session, asked)));
    }

    /**
     * The stack as the database has it now.
     *
     * @throws TransientFailure if its release is not known yet: it comes on another topic than the request
     */
    PlannedStack read(Checkpoint operation) {
        return reads.perform(operation);
    }

    /** The operation as the database has it now. */
    Provisioning operation(Checkpoint checkpoint) {
        return bridge.read(session -> records.find(session, checkpoint.operationId()))
                .orElseThrow(() -> new IllegalStateException("no operation " + checkpoint.operationId()));
    }

    /** The stack as its former generation describes it, with the components as they are; empty if there is none. */
    Optional<PlannedStack> former(Checkpoint checkpoint) {
        String stack = checkpoint.stackId();
        return bridge.read(session -> records.formers(session, Set.of(stack)).chain(formers -> releases(
                        session, formers.values())
                .chain(known -> components.ofStack(session, stack).map(planned -> Optional.ofNullable(
                                formers.get(stack))
                        .map(former -> new PlannedStack(
                                former,
                                Objects.requireNonNull(known.get(former.order().template())),
                                planned))))));
    }

    private Uni<List<PlannedStack>> find(Mutiny.Session session, List<Checkpoint> asked) {
        Set<String> operations = asked.stream().map(Checkpoint::operationId).collect(Collectors.toSet());
        Set<String> stacks = asked.stream().map(Checkpoint::stackId).collect(Collectors.toSet());
        return records.findAll(session, operations).chain(found -> releases(session, found.values())
                .chain(known -> components.ofStacks(session, stacks).map(planned -> asked.stream()
                        .map(checkpoint -> stack(checkpoint, found, known, planned))
                        .toList())));
    }

    private static PlannedStack stack(
            Checkpoint checkpoint,
            Map<String, Provisioning> operations,
            Map<TemplateVersion, Release> releases,
            Map<String, List<Component>> components) {
        Provisioning operation = Objects.requireNonNull(
                operations.get(checkpoint.operationId()), () -> "no operation " + checkpoint.operationId());
        Release release = Objects.requireNonNull(releases.get(operation.order().template()));
        return new PlannedStack(operation, release, components.getOrDefault(checkpoint.stackId(), List.of()));
    }

    /** The releases of some operations; fails if one of them is not known yet. */
    Uni<Map<TemplateVersion, Release>> releases(Mutiny.Session session, Collection<Provisioning> operations) {
        Set<TemplateVersion> templates = operations.stream()
                .map(operation -> operation.order().template())
                .collect(Collectors.toSet());
        return Multi.createFrom()
                .iterable(templates)
                .onItem()
                .transformToUniAndConcatenate(template -> releases.find(session, template.name(), template.version())
                        .map(found -> found.orElseThrow(() -> unknown(template)))
                        .map(release -> Map.entry(template, release)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static TransientFailure unknown(TemplateVersion template) {
        return new TransientFailure(
                "release " + template.name() + "@" + template.version()
                        + " is not known here yet; it comes on request.template.v1",
                null);
    }
}
