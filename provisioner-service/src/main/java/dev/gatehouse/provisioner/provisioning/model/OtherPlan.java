package dev.gatehouse.provisioner.provisioning.model;

import dev.gatehouse.provisioner.difference.model.FieldDifference;
import dev.gatehouse.provisioner.provisioning.model.PlannedComponent.Change;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to say where an operation would do something else than the plan that was shown to whoever asked for it. */
public final class OtherPlan {
    private static final int COMPONENTS = 10;
    private static final int FIELDS = 3;
    private static final String AGAIN = "Nothing was touched. Look at it again with POST /api/v1/stacks:plan"
            + " {\"stackId\": \"%s\", ...}, and ask with the digest that it answers.";
    private static final String NEW = " The stack is there, with nothing in it yet: send that as PATCH"
            + " /api/v1/stacks/%s {\"parameters\": {}, \"plan\": ...}, or delete it.";

    private OtherPlan() {}

    /**
     * Only what would be done now is known, the plan that was shown is a digest. Fields are named without their values:
     * a failure is told to everybody.
     */
    public static Failure failure(StackOrder order, List<PlannedComponent> now) {
        List<String> done = now.stream()
                .filter(component -> component.change() != Change.UNCHANGED || component.refused() != null)
                .map(OtherPlan::words)
                .toList();
        String reason = "the plan that this was asked with is no longer what would be done; now "
                + (done.isEmpty() ? "nothing would be" : "that is: " + shown(done, COMPONENTS, "; "));
        String again = AGAIN.formatted(order.stackId());
        return new Failure(null, reason, order.operation().later() ? again : again + NEW.formatted(order.stackId()));
    }

    private static String words(PlannedComponent component) {
        Failure refused = component.refused();
        if (refused != null) {
            return component.name() + " is refused (" + refused.reason() + ")";
        }
        List<String> parts = component.resources().stream()
                .filter(resource -> resource.change() != Change.UNCHANGED)
                .flatMap(resource -> resource.differences().isEmpty()
                        ? Stream.of(resource.type() + " " + word(resource.change()))
                        : resource.differences().stream().map(FieldDifference::field))
                .distinct()
                .toList();
        String how = component.name() + " " + word(component.change());
        return parts.isEmpty() ? how : how + " (" + shown(parts, FIELDS, ", ") + ")";
    }

    private static String word(Change change) {
        return change.name().toLowerCase(Locale.ROOT);
    }

    private static String shown(List<String> all, int most, String between) {
        String first = all.stream().limit(most).collect(Collectors.joining(between));
        return all.size() > most ? first + " and " + (all.size() - most) + " more" : first;
    }
}
