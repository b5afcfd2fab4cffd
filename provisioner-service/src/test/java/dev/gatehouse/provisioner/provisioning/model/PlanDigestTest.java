package dev.gatehouse.provisioner.provisioning.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioner.difference.model.FieldDifference;
import dev.gatehouse.provisioner.provisioning.model.PlannedComponent.Change;
import dev.gatehouse.provisioner.provisioning.model.PlannedComponent.PlannedResource;
import dev.gatehouse.provisioner.provisioning.model.StackOrder.TemplateVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanDigestTest {
    private static final FieldDifference REPLICAS = new FieldDifference("/replicas", "3", "2");

    @Test
    void twoPlansThatShowTheSameAreTheSameHoweverTheyWereWritten() {
        Map<String, Object> one = new LinkedHashMap<>(Map.of("a", 1, "b", List.of(2.50, true)));
        Map<String, Object> other = new TreeMap<>(Map.of("b", List.of(2.5, true), "a", 1L));
        assertThat(PlanDigest.of(order(2, "id", "1.0.0", one), plan(Change.CHANGED, REPLICAS)))
                .matches("[0-9a-f]{64}")
                .isEqualTo(PlanDigest.of(order(2, "id", "1.0.0", other), plan(Change.CHANGED, REPLICAS)));
    }

    @Test
    void whateverElseIsShownIsAnotherPlan() {
        List<PlannedComponent> shown = plan(Change.CHANGED, REPLICAS);
        Set<String> digests = Stream.of(
                        PlanDigest.of(order(2, "id", "1.0.0", Map.of("a", 1)), shown),
                        PlanDigest.of(order(2, "id", "1.0.0", Map.of("a", "1")), shown),
                        PlanDigest.of(order(2, "id", "1.0.0", Map.of("a", List.of(1))), shown),
                        PlanDigest.of(order(2, "id", "1.1.0", Map.of("a", 1)), shown),
                        PlanDigest.of(order(2, "other", "1.0.0", Map.of("a", 1)), shown),
                        PlanDigest.of(order(2, "id", "1.0.0", Map.of("a", 1)), plan(Change.REPLACED, REPLICAS)),
                        PlanDigest.of(
                                order(2, "id", "1.0.0", Map.of("a", 1)),
                                plan(Change.CHANGED, new FieldDifference("/replicas", "3", "1"))),
                        PlanDigest.of(
                                order(2, "id", "1.0.0", Map.of("a", 1)),
                                plan(Change.CHANGED, new FieldDifference("/replica", "3", "2"))),
                        PlanDigest.of(order(2, "id", "1.0.0", Map.of("a", 1)), plan(Change.CHANGED)),
                        PlanDigest.of(order(2, "id", "1.0.0", Map.of("a", 1)), List.of()))
                .collect(Collectors.toSet());
        assertThat(digests).hasSize(10);
    }

    /** Whoever sees the digest could try one after the other. */
    @Test
    void aValueThatIsWithheldCannotBeFoundOutByTrying() {
        StackOrder order = order(2, "id", "1.0.0", Map.of());
        assertThat(PlanDigest.of(order, plan(Change.CHANGED, new FieldDifference("/password", "absent", "1234"))))
                .isEqualTo(
                        PlanDigest.of(order, plan(Change.CHANGED, new FieldDifference("/password", "absent", "4321"))))
                .isNotEqualTo(PlanDigest.of(
                        order, plan(Change.CHANGED, new FieldDifference("/passphrase", "absent", "1234"))));
    }

    @Test
    void aStackThatDoesNotExistYetIsTheSameByWhateverId() {
        assertThat(PlanDigest.of(order(1, "drafted", "1.0.0", Map.of()), made("drafted")))
                .isEqualTo(PlanDigest.of(order(1, "requested", "1.0.0", Map.of()), made("requested")))
                .isNotEqualTo(PlanDigest.of(order(2, "requested", "1.0.0", Map.of()), made("requested")));
        assertThat(PlanDigest.of(order(2, "id", "1.0.0", Map.of()), made("one")))
                .isNotEqualTo(PlanDigest.of(order(2, "id", "1.0.0", Map.of()), made("other")));
    }

    @Test
    void whatWouldBeDoneNowIsSaidWithoutValues() {
        Failure failure = OtherPlan.failure(
                order(2, "id", "1.0.0", Map.of()),
                List.of(
                        plan(Change.CHANGED, REPLICAS).get(0),
                        made("id").get(0),
                        plan(Change.UNCHANGED).get(0)));
        assertThat(failure.reason())
                .isEqualTo("the plan that this was asked with is no longer what would be done; now that is: "
                        + "application changed (/replicas); database created (entry created)");
        assertThat(failure.remedy()).startsWith("Nothing was touched.").contains("stacks:plan {\"stackId\": \"id\"");
        assertThat(OtherPlan.failure(order(2, "id", "1.0.0", Map.of()), plan(Change.UNCHANGED))
                        .reason())
                .endsWith("now nothing would be");
    }

    private static List<PlannedComponent> plan(Change change, FieldDifference... differences) {
        PlannedResource file = new PlannedResource("file", "path", change, List.of(differences));
        return List.of(new PlannedComponent("application", "gitops", "local-git", change, List.of(file), null, null));
    }

    private static List<PlannedComponent> made(String id) {
        PlannedResource entry = new PlannedResource("entry", id, Change.CREATED, List.of());
        return List.of(
                new PlannedComponent("database", "scripted", "none", Change.CREATED, List.of(entry), null, null));
    }

    private static StackOrder order(int number, String id, String version, Map<String, Object> parameters) {
        return new StackOrder(
                id,
                "shop",
                "checkout",
                "development",
                "checkout-shop",
                Map.of(),
                new TemplateVersion("web-stack", version),
                parameters,
                Map.of(),
                1,
                new Operation("operation " + id, number, "change"));
    }
}
