package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may tell what: the broker refuses strangers, intake refuses what no registered producer has signed. */
@ExtendWith(PlatformExtension.class)
class IntakeIT {

    @ParameterizedTest
    @CsvSource({
        "stranger, request.stack.v1",
        "stranger, gatehouse.intake.v1",
        "producer, request.stack.v1",
        "ownership, request.stack.v1",
        "request, provisioner.stack.v1"
    })
    void theBrokerRefusesAForgedFact(String principal, String topic, Platform platform) {
        Properties kafka = platform.kafka(principal);
        try (var producer = new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, "forged", "{}"))
                            .get())
                    .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void aRegisteredProducersOrderIsProvisionedOnceAndWhatIsForgedOldOrForAnotherTeamIsNot(Platform platform) {
        Producer ci = new Producer("ci");
        User pia = platform.user("pia");
        assertThat(pia.put("/api/v1/producers/" + ci.name(), ci.registration("checkout"))
                        .status())
                .isIn(200, 201);
        assertThat(platform.user("dana")
                        .put("/api/v1/producers/" + ci.name(), ci.registration("checkout"))
                        .status())
                .isEqualTo(403);

        Properties kafka = platform.kafka("producer");
        Instant now = Instant.now();
        String forged = StackClient.freeName();
        new Producer("mallory").order(kafka, ci.name(), "checkout", forged, id(), now);
        String anothers = StackClient.freeName();
        ci.order(kafka, ci.name(), "payments", anothers, id(), now);
        String late = StackClient.freeName();
        ci.order(kafka, ci.name(), "checkout", late, id(), now.minus(Duration.ofHours(25)));
        String ordered = StackClient.freeName();
        String repeated = id();
        ci.order(kafka, ci.name(), "checkout", ordered, repeated, now);
        ci.order(kafka, ci.name(), "checkout", ordered, repeated, now);
        String last = StackClient.freeName();
        ci.order(kafka, ci.name(), "checkout", last, id(), now);

        // They lie in one partition, so all are decided once the last has become a stack.
        await().atMost(Duration.ofSeconds(30)).until(() -> named(pia, last).size() == 1);
        assertThat(named(pia, forged)).isEmpty();
        assertThat(named(pia, anothers)).isEmpty();
        assertThat(named(pia, late)).isEmpty();
        assertThat(named(pia, ordered)).hasSize(1);
        await().untilAsserted(() -> {
            assertThat(refusals(platform, forged)).singleElement(STRING).contains("signature");
            assertThat(refusals(platform, anothers)).singleElement(STRING).contains("team");
            assertThat(refusals(platform, late)).singleElement(STRING).contains("24 hours");
        });
        assertThat(refusals(platform, ordered)).isEmpty();
        new StackClient(pia, named(pia, ordered).get(0).path("id").asText()).awaitReady(Duration.ofSeconds(60));
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static List<String> refusals(Platform platform, String key) {
        return platform.facts().refusals("gatehouse.intake.v1", key);
    }

    /** The stacks of that name among the newest. */
    private static List<JsonNode> named(User user, String name) {
        Answer answer = user.get("/api/v1/stacks?limit=100");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return StreamSupport.stream(answer.body().path("items").spliterator(), false)
                .filter(item -> item.path("name").asText().equals(name))
                .toList();
    }
}
