package dev.gatehouse.provisioner.engine;

import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.ComponentPlan.Change;
import dev.gatehouse.provisioner.engine.ComponentPlan.PlannedResource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether an apply would still do what was planned, resource by resource. What was there must still be there: made anew
 * it would not hold what it held. Nothing may be replaced that was not to be. That something has been made or changed by
 * now is no other plan: only what carries the stack's mark counts as such, so that an earlier run of the same operation
 * did it and was broken off.
 */
public final class SamePlan {
    private static final int SHOWN = 3;

    private SamePlan() {}

    /**
     * Compares.
     *
     * @param planned what was to be done
     * @param now what an apply would do
     * @throws PermanentFailure if that is something of another kind
     */
    public static void check(DesiredComponent component, ComponentPlan planned, ComponentPlan now) {
        Map<Resource, Change> changes = planned.resources().stream()
                .collect(Collectors.toMap(PlannedResource::resource, PlannedResource::change, (one, other) -> one));
        List<PlannedResource> others = now.resources().stream()
                .filter(resource -> !isSame(changes.get(resource.resource()), resource.change()))
                .toList();
        if (!others.isEmpty()) {
            throw new PermanentFailure(
                    "component " + component.name() + " would not become what was planned: "
                            + words(others, other -> changes.get(other.resource())),
                    "Nothing of the component was changed. Look for who changed it behind the platform's back; then plan"
                            + " again with POST /api/v1/stacks:plan, and ask again for what it shows.");
        }
    }

    private static boolean isSame(@Nullable Change planned, Change now) {
        return switch (now) {
            case UNCHANGED -> true;
            case CHANGED -> planned != Change.DESTROYED;
            case CREATED -> planned == Change.CREATED || planned == Change.REPLACED;
            case REPLACED, DESTROYED -> planned == now;
        };
    }

    private static String words(List<PlannedResource> others, Function<PlannedResource, @Nullable Change> planned) {
        return others.stream()
                        .limit(SHOWN)
                        .map(other -> words(other, planned.apply(other)))
                        .collect(Collectors.joining("; "))
                + (others.size() > SHOWN ? " and " + (others.size() - SHOWN) + " more" : "");
    }

    private static String words(PlannedResource other, @Nullable Change planned) {
        Resource resource = other.resource();
        return resource.type() + " " + resource.id() + " was " + words(planned) + ", and would now be "
                + word(other.change());
    }

    private static String words(@Nullable Change planned) {
        if (planned == null) {
            return "no part of it";
        }
        return planned == Change.UNCHANGED ? "to stay as it is" : "to be " + word(planned);
    }

    private static String word(Change change) {
        return change.name().toLowerCase(Locale.ROOT);
    }
}
