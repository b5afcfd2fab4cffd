package dev.gatehouse.provisioner.provisioning.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TopicWriters;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.Topics;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each operation once, none after a later one, and nothing of request-service's contract beyond what is read. */
@QuarkusTest
@RealParts
class StackRequestedTest {
    private static final String[] EMPTY_STACK = {"ProvisioningStarted", "StackProvisioned"};

    Parts parts;

    private Stacks stacks;
    private Topics topics;

    @BeforeEach
    void releaseAnEmptyTemplate() {
        stacks = new Stacks(parts);
        topics = new Topics(parts);
        stacks.release(Events.templateReleased("empty@1.0.0"));
    }

    @Test
    void aRequestThatIsToldTwiceIsProvisionedOnce() {
        ObjectNode request = Events.stackRequested("twice", "empty@1.0.0");
        String stack = stacks.request(request);
        stacks.request(request);
        ObjectNode marker = Events.stackRequested("marker", "empty@1.0.0");
        stacks.awaitFacts(stack, EMPTY_STACK);
        stacks.awaitFacts(stacks.request(marker), EMPTY_STACK);
        stacks.awaitFacts(stack, EMPTY_STACK);
        assertThat(deadLetters(stack)).isEmpty();
    }

    @Test
    void requestsThatComeTooLateArePassedOverAndThoseAfterThemAreNot() {
        ObjectNode request = operation(Events.stackRequested("late", "empty@1.0.0"), 5, 1);
        String stack = stacks.request(request);
        stacks.awaitFacts(stack, EMPTY_STACK);

        stacks.request(operation(request.deepCopy(), 4, 2));
        stacks.request(operation(request.deepCopy(), 5, 3));
        stacks.request(operation(request.deepCopy(), 6, 4));

        List<ObjectNode> facts = stacks.awaitFacts(
                stack, "ProvisioningStarted", "StackProvisioned", "ProvisioningStarted", "StackProvisioned");
        assertThat(facts)
                .extracting(fact -> fact.at("/data/operation/number").asInt())
                .containsExactly(5, 5, 6, 6);
        assertThat(deadLetters(stack)).isEmpty();
    }

    @Test
    void aRowOfALaterVersionOfThisServiceIsStillRead() throws Exception {
        String stack = stacks.request(Events.stackRequested("newer", "empty@1.0.0"));
        stacks.awaitFacts(stack, EMPTY_STACK);
        try (Connection connection = parts.connection();
                PreparedStatement update = connection.prepareStatement(
                        "update provisioning set order_document = '{\"added\": {},' || substr(order_document, 2)"
                                + " where stack_id = ?")) {
            update.setString(1, stack);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        assertThat(stacks.get(stack).getString("name")).isEqualTo("newer");
    }

    @Test
    void anExplicitNullIsADeadLetter() {
        ObjectNode request = Events.stackRequested("null", "empty@1.0.0");
        Events.data(request).putNull("parameters");
        assertThat(awaitDeadLetter(stacks.request(request))).contains("StackRequested", "/parameters");
    }

    @Test
    void aNullAmongWhatIsToBeRepairedIsADeadLetterThatSaysWhy() {
        ObjectNode request = Events.stackRequested("null-repair", "empty@1.0.0");
        request.put("type", "dev.gatehouse.request.StackChangeRequested.v1");
        Events.data(request).withObject("/operation").put("kind", "change");
        Events.data(request).putArray("repair").addNull();
        assertThat(awaitDeadLetter(stacks.request(request))).contains("StackChangeRequested", "/repair/0");
    }

    @Test
    void aNullAmongWhatIsToBeAdoptedIsADeadLetterThatSaysWhere() {
        ObjectNode request = Events.stackRequested("null-adopt", "empty@1.0.0");
        Events.data(request).putArray("adopt").addNull();
        assertThat(awaitDeadLetter(stacks.request(request))).contains("StackRequested", "/adopt/0");
    }

    @Test
    void aNullInAReleaseIsADeadLetterThatSaysWhere() {
        String name = "null-" + UUID.randomUUID();
        ObjectNode release = Events.templateReleased(name + "@1.0.0");
        Events.component(release, "base", "scripted");
        ((ArrayNode) release.at("/data/components/0/dependsOn")).addNull();
        stacks.release(release);
        assertThat(awaitDeadLetter(Topics.TEMPLATES, name + "@1.0.0"))
                .contains("TemplateReleased", "/components/0/dependsOn/0");
    }

    @Test
    void onlyRequestServiceTellsWhatIsToBeDoneAndOfWhatReleases() {
        assertThat(TopicWriters.of(parts, Topics.STACKS)).containsExactly("request");
        assertThat(TopicWriters.of(parts, Topics.TEMPLATES)).containsExactly("request");
    }

    @Test
    void aRequestWhoseReleaseComesLaterIsNotLost() {
        String release = "later-" + UUID.randomUUID() + "@1.0.0";
        String stack = stacks.request(Events.stackRequested("patient", release));
        stacks.awaitState(stack, "ACCEPTED");
        assertThat(stacks.facts(stack)).isEmpty();
        stacks.release(Events.templateReleased(release));
        stacks.awaitFacts(stack, EMPTY_STACK);
    }

    @Test
    void aMalformedRequestIsADeadLetterThatSaysWhy() {
        ObjectNode request = Events.stackRequested("malformed", "empty@1.0.0");
        Events.data(request).remove("team");
        assertThat(awaitDeadLetter(stacks.request(request))).contains("StackRequested", "team");
    }

    @Test
    void aRequestUnderAnotherStacksNameIsRefused() {
        ObjectNode request = Events.stackRequested("forged", "empty@1.0.0");
        Events.data(request).put("stackId", UUID.randomUUID().toString());
        assertThat(awaitDeadLetter(stacks.request(request))).contains("subject");
    }

    @Test
    void fieldsThatItDoesNotKnowAreTolerated() {
        ObjectNode request = Events.stackRequested("more", "empty@1.0.0");
        Events.data(request).put("new-field", 1).withObject("/operation").put("new-field", 2);
        request.put("newextension", "3");
        stacks.awaitFacts(stacks.request(request), EMPTY_STACK);
    }

    @Test
    void eventsOfAnotherTypeArePassedOver() {
        ObjectNode request = Events.stackRequested("other", "empty@1.0.0");
        ObjectNode other = request.deepCopy();
        other.put("type", "dev.gatehouse.request.StackRenamed.v1")
                .put("id", UUID.randomUUID().toString());
        stacks.request(other);
        request.put("sequence", "2");
        stacks.awaitFacts(stacks.request(request), EMPTY_STACK);
    }

    private static ObjectNode operation(ObjectNode request, int number, int sequence) {
        request.put("id", UUID.randomUUID().toString()).put("sequence", Integer.toString(sequence));
        Events.data(request)
                .withObject("/operation")
                .put("id", UUID.randomUUID().toString())
                .put("number", number);
        return request;
    }

    private String awaitDeadLetter(String stack) {
        return awaitDeadLetter(Topics.STACKS, stack);
    }

    private String awaitDeadLetter(String topic, String key) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> deadLetters(topic, key), letters -> letters.size() == 1)
                .get(0);
    }

    private List<String> deadLetters(String stack) {
        return deadLetters(Topics.STACKS, stack);
    }

    private List<String> deadLetters(String topic, String key) {
        return topics.records(topic + ".dlq", key).stream()
                .map(StackRequestedTest::reason)
                .toList();
    }

    private static String reason(ConsumerRecord<String, byte[]> letter) {
        return new String(letter.headers().lastHeader("gatehouse-reason").value(), StandardCharsets.UTF_8);
    }
}
