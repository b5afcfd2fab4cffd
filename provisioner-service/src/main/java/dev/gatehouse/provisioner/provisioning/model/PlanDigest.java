package dev.gatehouse.provisioner.provisioning.model;

import dev.gatehouse.provisioner.difference.model.FieldDifference;
import dev.gatehouse.provisioner.provisioning.model.PlannedComponent.PlannedResource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plan shows, as 64 hexadecimal digits: whoever was shown it can ask for just that. Equal for two plans of the same
 * order that show the same, else different.
 *
 * <p>Of what lies on targets it holds what a plan tells and no more: a value that is withheld is withheld here too, so
 * that nobody can find it out by trying. The parameters are in it wholly; they are wherever the digest is.
 */
public final class PlanDigest {
    /** Changes with the meaning of what follows: a digest of another meaning matches nothing. */
    private static final String MEANING = "gatehouse plan 1";

    private PlanDigest() {}

    /** The digest of what an order would do. */
    public static String of(StackOrder order, List<PlannedComponent> plan) {
        return CanonicalText.sha256(list(
                MEANING,
                order(order),
                plan.stream().map(component -> component(order, component)).toList()));
    }

    /** Neither the operation nor its number: no plan knows them, and what comes between two plans shows in the rest. */
    private static Map<String, @Nullable Object> order(StackOrder order) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("stack", order.operation().later() ? order.stackId() : null);
        told.put("name", order.name());
        told.put("team", order.team());
        told.put("environment", order.environment());
        told.put("namespace", order.namespace());
        told.put("labels", order.labels());
        told.put("template", order.template().name());
        told.put("version", order.template().version());
        told.put("parameters", order.parameters());
        told.put("defaults", order.defaults());
        told.put("generation", order.generation());
        told.put("repair", order.repair().stream().sorted().toList());
        told.put("adopt", order.adopt().stream().sorted().toList());
        return told;
    }

    private static List<@Nullable Object> component(StackOrder order, PlannedComponent component) {
        return list(
                component.name(),
                component.kind(),
                component.target(),
                component.change().name(),
                component.unresolved() != null,
                component.refused() != null,
                component.resources().stream()
                        .sorted(Comparator.comparing(PlannedResource::type).thenComparing(PlannedResource::id))
                        .map(resource -> resource(order, resource))
                        .toList());
    }

    /** A stack that does not exist yet has no id, and what is named after it no name. */
    private static List<@Nullable Object> resource(StackOrder order, PlannedResource resource) {
        return list(
                resource.type(),
                order.operation().later() ? resource.id() : null,
                resource.change().name(),
                resource.differences().stream()
                        .sorted(Comparator.comparing(FieldDifference::field))
                        .map(one -> list(one.field(), one.desired(), one.live()))
                        .toList());
    }

    private static List<@Nullable Object> list(@Nullable Object... members) {
        return new ArrayList<>(Arrays.asList(members));
    }
}
