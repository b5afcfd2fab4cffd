package dev.gatehouse.local.testing;

import static dev.gatehouse.local.testing.FactSender.PROVISIONER_STACK;
import static dev.gatehouse.local.testing.FactSender.REQUEST_STACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a service that keeps the read model of stacks makes of the facts about them, in its tables {@code stack},
 * {@code stack_operation}, {@code live_stack} and {@code current_release}. The service's own test extends this one; the model's code stays each
 * service's own.
 */
@SuppressWarnings("NullAway.Init") // Quarkus and the set-up fill the fields
public abstract class StackReadModelContract {
    private final String service;
    private final String stack = UUID.randomUUID().toString();
    private Parts parts;
    private FactSender facts;
    private Table table;

    /** @param service as it signs its dead letters, for example {@code upgrade-service} */
    protected StackReadModelContract(String service) {
        this.service = service;
    }

    @BeforeEach
    public void connect() {
        facts = new FactSender(parts);
        table = new Table(parts);
    }

    @Test
    public void aRequestedStackBelongsToItsTeamAndHasNoReleaseYet() {
        facts.send(REQUEST_STACK, facts.of("StackRequested", stack, 1));

        await().untilAsserted(() -> assertThat(
                        table.rows("select team, name, environment, namespace from stack where id = ?::uuid", stack))
                .containsExactly("checkout|shop|development|checkout-shop"));
        assertThat(currentRelease()).isEmpty();
    }

    @Test
    public void theReleaseIsCurrentOnceItsOperationHasEndedWell() {
        facts.send(REQUEST_STACK, facts.of("StackRequested", stack, 1));
        facts.send(PROVISIONER_STACK, facts.of("ProvisioningStarted", stack, 1));
        facts.send(PROVISIONER_STACK, facts.of("StackProvisioned", stack, 2));

        awaitRelease("web-stack|1.0.0");
    }

    @Test
    public void theProvisionersFactMayOvertakeTheRequest() {
        facts.send(PROVISIONER_STACK, facts.of("StackProvisioned", stack, 1));
        await().untilAsserted(() -> assertThat(operations()).containsExactly("1|null"));
        facts.send(REQUEST_STACK, facts.of("StackRequested", stack, 1));

        awaitRelease("web-stack|1.0.0");
    }

    @Test
    public void aFailedProvisioningMakesNoReleaseCurrent() {
        facts.send(REQUEST_STACK, facts.of("StackRequested", stack, 1));
        facts.send(PROVISIONER_STACK, facts.of("ProvisioningFailed", stack, 1));
        awaitThatEverythingBeforeWasConsumed(PROVISIONER_STACK);

        await().untilAsserted(() -> assertThat(operations()).containsExactly("1|1.0.0"));
        assertThat(currentRelease()).isEmpty();
    }

    @Test
    public void aDeletedStackIsNoLongerAliveAndHasNoRelease() {
        facts.send(REQUEST_STACK, facts.of("StackRequested", stack, 1));
        facts.send(PROVISIONER_STACK, facts.of("StackProvisioned", stack, 1));
        awaitRelease("web-stack|1.0.0");
        assertThat(alive()).containsExactly("shop");

        facts.send(PROVISIONER_STACK, facts.of("StackDeleted", stack, 2));

        await().untilAsserted(() -> assertThat(alive()).isEmpty());
        assertThat(currentRelease()).isEmpty();
        assertThat(operations()).containsExactly("1|1.0.0", "2|null");
    }

    @Test
    public void theDeletionOfAStackMayOvertakeItsRequest() {
        facts.send(PROVISIONER_STACK, facts.of("StackDeleted", stack, 1));
        await().untilAsserted(() -> assertThat(operations()).containsExactly("2|null"));
        facts.send(REQUEST_STACK, facts.of("StackRequested", stack, 1));

        await().untilAsserted(() -> assertThat(operations()).hasSize(2));
        assertThat(alive()).isEmpty();
    }

    @Test
    public void aDuplicateIsDropped() {
        facts.send(REQUEST_STACK, facts.of("StackRequested", stack, 1));
        ObjectNode twin = facts.of("StackRequested", stack, 1);
        twin.withObject("/data").put("team", "payments");
        facts.send(REQUEST_STACK, twin);
        awaitThatEverythingBeforeWasConsumed(REQUEST_STACK);

        assertThat(table.rows("select team from stack where id = ?::uuid", stack))
                .containsExactly("checkout");
    }

    @Test
    public void aFactBehindAGapWaitsForTheMissingOne() {
        facts.send(REQUEST_STACK, facts.of("StackRequested", stack, 1));
        facts.send(PROVISIONER_STACK, facts.of("StackProvisioned", stack, 2));
        awaitThatEverythingBeforeWasConsumed(PROVISIONER_STACK);
        assertThat(currentRelease()).isEmpty();

        facts.send(PROVISIONER_STACK, facts.of("ProvisioningStarted", stack, 1));
        awaitRelease("web-stack|1.0.0");
    }

    @Test
    public void anUnknownTypeIsPassedOverAndAnAddedFieldIsTolerated() {
        ObjectNode unknown = facts.of("StackRequested", stack, 1);
        unknown.put("type", "dev.gatehouse.request.StackPraised.v1");
        facts.send(REQUEST_STACK, unknown);
        ObjectNode grown = facts.of("StackRequested", stack, 2);
        grown.withObject("/data").put("colour", "green");
        facts.send(REQUEST_STACK, grown);

        await().untilAsserted(() -> assertThat(operations()).containsExactly("1|1.0.0"));
    }

    @Test
    public void whatCannotBeReadBecomesADeadLetterAndTheNextFactIsApplied() {
        facts.sendBytes(REQUEST_STACK, stack, "no event".getBytes(StandardCharsets.UTF_8));
        String faulty = UUID.randomUUID().toString();
        ObjectNode withoutTeam = facts.of("StackRequested", faulty, 1);
        withoutTeam.withObject("/data").remove("team");
        facts.send(REQUEST_STACK, withoutTeam);
        facts.send(REQUEST_STACK, facts.of("StackRequested", stack, 1));

        await().untilAsserted(() -> assertThat(operations()).containsExactly("1|1.0.0"));
        try (var letters = new TopicReader(parts, REQUEST_STACK + ".dlq")) {
            await().untilAsserted(() -> assertThat(letters.latest(stack))
                    .containsEntry("value", "no event")
                    .containsEntry("gatehouse-service", service)
                    .containsKey("gatehouse-reason")
                    .hasEntrySatisfying(
                            "gatehouse-origin", origin -> assertThat(origin).startsWith(REQUEST_STACK + "/0/")));
            await().untilAsserted(() -> assertThat(letters.latest(faulty))
                    .hasEntrySatisfying(
                            "gatehouse-reason", reason -> assertThat(reason).contains("team")));
        }
    }

    @Test
    public void aNullBecomesADeadLetterThatSaysWhere() {
        ObjectNode faulty = facts.of("StackRequested", stack, 1);
        faulty.withObject("/data/template").putNull("version");
        facts.send(REQUEST_STACK, faulty);

        try (var letters = new TopicReader(parts, REQUEST_STACK + ".dlq")) {
            await().untilAsserted(() -> assertThat(letters.latest(stack))
                    .hasEntrySatisfying("gatehouse-reason", reason -> assertThat(reason)
                            .contains("StackRequested", "/template/version")));
        }
        assertThat(operations()).isEmpty();
    }

    @Test
    public void onlyTheServicesWhoseFactsTheyAreTellThem() {
        assertThat(TopicWriters.of(parts, REQUEST_STACK)).containsExactly("request");
        assertThat(TopicWriters.of(parts, PROVISIONER_STACK)).containsExactly("provisioner");
    }

    @Test
    public void aFactInTheOrderOfAnotherStackIsRefused() {
        String other = UUID.randomUUID().toString();
        ObjectNode misplaced = facts.of("StackRequested", other, 1);
        misplaced.withObject("/data").put("stackId", stack);
        facts.send(REQUEST_STACK, misplaced);

        try (var letters = new TopicReader(parts, REQUEST_STACK + ".dlq")) {
            await().untilAsserted(() -> assertThat(letters.latest(other))
                    .hasEntrySatisfying(
                            "gatehouse-reason", reason -> assertThat(reason).contains("is not its stack")));
        }
        assertThat(operations()).isEmpty();
    }

    /** Records of one partition are consumed in order, and the sender uses one partition. */
    private void awaitThatEverythingBeforeWasConsumed(String topic) {
        String later = UUID.randomUUID().toString();
        facts.send(topic, facts.of(topic.equals(REQUEST_STACK) ? "StackRequested" : "StackProvisioned", later, 1));
        await().untilAsserted(() -> assertThat(
                        table.rows("select number from stack_operation where stack_id = ?::uuid", later))
                .hasSize(1));
    }

    private void awaitRelease(String release) {
        await().untilAsserted(() -> assertThat(currentRelease()).containsExactly(release));
    }

    private Iterable<String> currentRelease() {
        return table.rows("select template, version from current_release where stack_id = ?::uuid", stack);
    }

    private Iterable<String> alive() {
        return table.rows("select name from live_stack where id = ?::uuid", stack);
    }

    private Iterable<String> operations() {
        return table.rows(
                "select number, version from stack_operation where stack_id = ?::uuid order by number", stack);
    }
}
