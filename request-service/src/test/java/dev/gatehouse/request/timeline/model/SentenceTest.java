package dev.gatehouse.request.timeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentenceTest {
    private static final Map<String, Object> REPLICAS =
            Map.of("field", "/replicas", "desired", "2", "live", "3", "writer", "otis");

    @Test
    void changesAndRepairsAreToldApart() {
        assertThat(said("StackChangeRequested", Map.of("requestedBy", "dana", "generation", 2, "repair", List.of())))
                .isEqualTo("dana asked for other parameters, generation 2");
        assertThat(said(
                        "StackChangeRequested",
                        Map.of("requestedBy", "drift repair", "generation", 1, "repair", List.of("database", "dns"))))
                .isEqualTo("drift repair asked to have made again: database, dns");
        assertThat(said(
                        "OperationCancelRequested",
                        Map.of("requestedBy", "dana", "operation", Map.of("number", 2, "kind", "change"))))
                .isEqualTo("dana asked to cancel operation 2 (change)");
    }

    @Test
    void anAdoptionIsSaidWithWhatItTakesOver() {
        Map<String, Object> template = Map.of("name", "web", "version", "1.0.0");
        assertThat(said("StackRequested", Map.of("requestedBy", "dana", "template", template)))
                .isEqualTo("dana requested the stack from template web 1.0.0");
        assertThat(said(
                        "StackRequested",
                        Map.of("requestedBy", "dana", "template", template, "adopt", List.of("database", "dns"))))
                .isEqualTo(
                        "dana requested the stack from template web 1.0.0, taking over what is there as database, dns");
    }

    @Test
    void driftIsSaidWithItsFirstDifferenceAndWhatToDo() {
        assertThat(drift("present", "report", List.of(REPLICAS)))
                .isEqualTo("Component application (gitops) on target local-git is not as it was made:"
                        + " /replicas is 3 instead of 2, written by otis");
        assertThat(drift("present", "ask", List.of(REPLICAS, REPLICAS)))
                .endsWith(", written by otis, and 1 more. Repair it with POST /api/v1/stacks/s1:repair");
        assertThat(drift("present", "report", List.of(Map.of("field", "f", "desired", "d", "live", "x".repeat(500)))))
                .hasSizeLessThan(250)
                .contains("xxx... instead of d");
        assertThat(drift("absent", "repair", List.of()))
                .isEqualTo("Component application (gitops) is missing from target local-git."
                        + " It is going to be repaired");
        assertThat(drift("foreign", "repair", List.of()))
                .isEqualTo("Component application (gitops) is missing: something that is not the stack's has its place"
                        + " on target local-git");
        assertThat(said("DriftResolved", Map.of("component", "application")))
                .isEqualTo("Component application is again as it was made");
        assertThat(said("DriftResolved", Map.of("component", "application", "reason", "as desired")))
                .isEqualTo("Component application is again as it was made");
        assertThat(said("DriftResolved", Map.of("component", "application", "reason", "removed")))
                .isEqualTo("Component application exists no more, so its drift is of no account");
    }

    @Test
    void aStacksStateIsSaid() {
        assertThat(said("StackDegraded", Map.of("reason", "database is missing")))
                .isEqualTo("The stack is degraded: database is missing");
        assertThat(said("StackRecovered", Map.of())).isEqualTo("The stack is whole again");
        assertThat(said("RepairNeeded", Map.of("components", List.of("database"))))
                .isEqualTo("To be repaired: database");
    }

    @Test
    void aReadyStackIsSaidWithWhatItLost() {
        assertThat(said("StackProvisioned", Map.of("generation", 2))).isEqualTo("The stack is ready, generation 2");
        assertThat(said("StackProvisioned", Map.of("generation", 2, "emptied", List.of())))
                .isEqualTo("The stack is ready, generation 2");
        assertThat(said("StackProvisioned", Map.of("generation", 2, "emptied", List.of("database"))))
                .isEqualTo("The stack is ready, generation 2. Made again without the data that it held: database");
    }

    private static String drift(String state, String policy, List<Map<String, Object>> differences) {
        return said(
                "DriftDetected",
                Map.of(
                        "stackId",
                        "s1",
                        "component",
                        "application",
                        "kind",
                        "gitops",
                        "target",
                        "local-git",
                        "policy",
                        policy,
                        "differences",
                        differences,
                        "state",
                        state));
    }

    private static String said(String event, Map<String, Object> data) {
        return Sentence.of(
                new TimelineEntry(1, "id", "/source", "dev.gatehouse.x." + event + ".v1", Instant.EPOCH, data));
    }
}
