package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
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
    void aRegisteredProducersOrderIsProvisionedAndAForgedOneIsNot(Platform platform) {
        Producer ci = new Producer("ci");
        User pia = platform.user("pia");
        assertThat(pia.put("/api/v1/producers/" + ci.name(), ci.registration("checkout"))
                        .status())
                .isIn(200, 201);
        assertThat(platform.user("dana")
                        .put("/api/v1/producers/" + ci.name(), ci.registration("checkout"))
                        .status())
                .isEqualTo(403);

        String forged = StackClient.freeName();
        new Producer("mallory").order(platform.kafka("producer"), ci.name(), StackClient.body(forged, "checkout"));
        String anothers = StackClient.freeName();
        ci.order(platform.kafka("producer"), ci.name(), StackClient.body(anothers, "payments"));
        String ordered = StackClient.freeName();
        ci.order(platform.kafka("producer"), ci.name(), StackClient.body(ordered, "checkout"));

        // All three lie in one partition, so the first two are decided once the third has become a stack.
        await().atMost(Duration.ofSeconds(30)).until(() -> named(pia, ordered).isPresent());
        assertThat(named(pia, forged)).isEmpty();
        assertThat(named(pia, anothers)).isEmpty();
        new StackClient(pia, named(pia, ordered).orElseThrow().path("id").asText()).awaitReady(Duration.ofSeconds(60));
    }

    private static Optional<JsonNode> named(User user, String name) {
        JsonNode items = user.get("/api/v1/stacks?limit=100").body().path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .filter(item -> item.path("name").asText().equals(name))
                .findAny();
    }
}
